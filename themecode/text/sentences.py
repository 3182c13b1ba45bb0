"""Sentences in Swedish and English text: our own boundary rules, with spaCy's abbreviations beside our own.

spaCy's plain sentencizer splits after ``Nr.`` and ``Ca.``, and does not split after ``m.m.`` or ``…``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from themecode.core.documents import Segmented, Span, Speaker, Turn
from themecode.core.errors import InputError
from themecode.text.speakers import find_turns
from themecode.text.words import BEFORE_NUMBER, CLOSING, EXPECTING, OPENERS

LANGUAGES = ("sv", "en")
"""The languages sentences can be found in."""

_CLOSERS = "”“\"'’»«›‹)\\]}"
_MODIFIERS = r"\u200D\uFE0F\u20E3\U000E0020-\U000E007F"
_EMOJI = rf"[\u231A-\u23FF\u2600-\u27BF\u2B50\u2B55\U0001F000-\U0001FAFF][{_MODIFIERS}]*"
_SMILEY = r"[:;=][-']?[()DPp/|](?=\s|\Z)"
_ASIDE = r"[^\S\n]+[\[(](?=[^\W\d_]{2})[^\])\n.!?…:]{1,40}[\])](?=\s|\Z)"
_STOP = re.compile(
    rf"""
    (?<![.!?…]) (?P<marks>[.!?…]++) (?P<closed>[{_CLOSERS}]++[.!?…]*+)?+
    (?: (?:[^\S\n]*(?:{_EMOJI}|{_SMILEY}))++ [{_CLOSERS}]*
      | (?:{_ASIDE})?+ (?=\s|\Z)
      | (?P<glued>(?=[A-ZÅÄÖ][a-zåäö]++(?!@|/|\.[a-zåäö])))
    )
    """,
    re.VERBOSE,
)
"""Where a sentence may end, with what follows the stop and still belongs to it: closing quotes and brackets,
emoji, a short remark such as ``[skratt]``. Possessive, so that no text makes it slow."""

_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")
_OPENING = re.compile(r"[\s”“\"'‘’«»‹›(\[{–—*•-]*")
_MARKER = re.compile(r"[”“\"'‘’«»(\[*•–—\s-]*(?:\d{1,2}(?:\.\d{1,2})*|[^\W\d_])")
_WORD = re.compile(r"\w")
_WORD_BEFORE = re.compile(r"((?:[^\W\d_]{1,2}\. ?)*)((?:\w+[.:])*\w+)\Z")
_INITIALS = re.compile(r"(?:[A-ZÅÄÖ]\.)*[A-ZÅÄÖ]")
_ONE_SENTENCE = re.compile(r"[^.!?…\n]*+[.!?…]*+")


def split_sentences(text: str, language: str, turns: Sequence[Turn] = ()) -> tuple[Span, ...]:
    """Find the sentences of ``text`` in order, without the white space around them.

    With ``turns``, only what is said in them is divided, and never across them; without, all of the text. A
    line break always ends a sentence. Every character there that is not white space is in exactly one span.
    Raises ``InputError`` where the language is not one of ``LANGUAGES``.
    """
    known = _checked(language)
    stretches = [(turn.start, turn.end) for turn in turns] or [(0, len(text))]
    return tuple(span for start, end in stretches for span in _stretch(text, start, end, known))


def split_many(texts: Iterable[str], language: str) -> Iterator[tuple[Span, ...]]:
    """Yield ``split_sentences`` of each text; quicker where many are short, as answers are.

    Raises ``InputError`` where the language is not one of ``LANGUAGES``.
    """
    known = _checked(language)
    for text in texts:
        said = text.strip()
        # Without a stop or line break before its end a text is one sentence, and most answers are such.
        if _ONE_SENTENCE.fullmatch(said):
            start = text.find(said)
            yield (Span(start, start + len(said)),) if said else ()
        else:
            yield tuple(_stretch(text, 0, len(text), known))


def segment(
    text: str,
    language: str,
    *,
    accept: Collection[str] | None = None,
    moderators: Collection[str] = (),
    speakers: Sequence[Speaker] | None = None,
) -> Segmented:
    """Find turns and sentences in a normalised transcript; the options are those of ``find_turns``.

    Raises ``InputError`` where the language is not one of ``LANGUAGES``.
    """
    turns = find_turns(text, accept=accept, moderators=moderators, speakers=speakers)
    return Segmented(text, turns, split_sentences(text, language, turns))


def _checked(language: str) -> str:
    """Reduce a language tag such as ``sv-SE`` to one of ``LANGUAGES``."""
    known = re.split("[-_]", language.casefold())[0]
    if known not in LANGUAGES:
        choice = " or ".join(LANGUAGES)
        raise InputError(f"sentences cannot be found in language {language!r}", fix=f"use {choice}")
    return known


def _stretch(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """Yield the sentences of each paragraph in ``text[start:end]``."""
    for paragraph in _PARAGRAPH.finditer(text, start, end):
        yield from _paragraph(text, paragraph.start(), paragraph.end(), language)


def _paragraph(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """Yield the sentences of ``text[start:end]``, which has no line break and no white space around it."""
    previous: Span | None = None  # held back, since a rest without words belongs to it
    wordless_until = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() == end:
            break
        if not _WORD.search(text, wordless_until, stop.start()):
            wordless_until = stop.start()
        elif _ends(text, start, stop, end, language):
            if previous:
                yield previous
            previous = Span(start, stop.end())
            start = wordless_until = stop.end() + _blanks(text, stop.end())
    if previous and not _WORD.search(text, start, end):
        yield Span(previous.start, end)
        return
    if previous:
        yield previous
    yield Span(start, end)


def _blanks(text: str, start: int) -> int:
    """Count the white space from ``start`` on."""
    end = start
    while text[end].isspace():
        end += 1
    return end - start


def _ends(text: str, start: int, stop: re.Match[str], end: int, language: str) -> bool:
    """Tell whether the sentence that began at ``start`` ends at ``stop``."""
    at, marks = stop.start(), stop["marks"]
    opening = _OPENING.match(text, stop.end(), end)
    ahead = text[opening.end() : opening.end() + 12] if opening else ""
    if text[at - 1] in "([":  # (!)
        return False
    if stop["glued"] is not None:  # "bra.Det", but neither "www.Namn" nor "sa.”Nej"
        word = text[max(start, at - 40) : at].split()[-1]
        return stop["closed"] is None and len(word) > 1 and word.isalpha() and word[-1].islower()
    if marks == "." and _MARKER.fullmatch(text, start, at):
        return False
    if stop["closed"]:
        return not ahead[:1].islower()
    if marks == ".":
        return _full_stop_ends(text, start, at, ahead, language)
    if "!" in marks or "?" in marks:
        return True
    return _begins(ahead)


def _full_stop_ends(text: str, start: int, at: int, ahead: str, language: str) -> bool:
    """Tell whether a single full stop at ``at`` ends the sentence, by the word before and what is ahead."""
    floor = max(start, at - 40)
    if _is_plain(text[max(floor, text.rfind(" ", floor, at) + 1) : at]) and _begins(ahead):
        return True
    found = _WORD_BEFORE.search(text, floor, at)
    if not found:
        return True
    before, word = found.groups()
    if word.isdigit():
        listed = word.isdecimal() and text.rfind(f"{int(word) - 1}. ", max(start, at - 500), at) >= 0
        return not listed and not (len(word) < 3 and ahead[:1].islower())
    # "t. ex." and "fr. o. m." are read as if written without blanks.
    for abbreviation in ((before + word).replace(" ", ""), word):
        key = abbreviation.casefold()
        if abbreviation in EXPECTING or key in EXPECTING or (key in BEFORE_NUMBER and ahead[:1].isdigit()):
            return False
        if key in CLOSING:
            return _begins(ahead)
    if _INITIALS.fullmatch(word) and not (word == "I" and language == "en"):
        following = re.match(r"\w*", ahead)
        if ahead[:1].isupper():
            return following is not None and following[0].casefold() in OPENERS
        return not ahead[:1].islower()
    if len(word) == 1 or "." in word:
        return _begins(ahead)
    return _begins(ahead) or f"{word}." not in _spacy_abbreviations(language)


def _is_plain(word: str) -> bool:
    """Tell cheaply whether a word ends its sentence wherever a beginning follows, as nearly all do."""
    return len(word) > 2 and word.isalpha() and word.casefold() not in EXPECTING


def _begins(ahead: str) -> bool:
    """Tell whether a text reads as a sentence's beginning even after an abbreviation."""
    return not ahead[:1].islower() and not ahead[:1].isdigit()


@cache
def _spacy_abbreviations(language: str) -> frozenset[str]:
    """Fetch the abbreviations spaCy knows, with their full stop; asked only where one is in doubt."""
    import spacy

    exceptions = spacy.blank(language).Defaults.tokenizer_exceptions
    return frozenset(word for word in exceptions if word.endswith("."))
