"""When two answers say the same: alike but for case, punctuation and white space."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from themecode.core.documents import Span

_PLAIN = re.compile(r"[\w\s.,;:!?()\"'”“’…–—/-]*")
"""Text in which every character is a letter, a digit, white space or one of the usual marks."""
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Word:
    """A run of characters that are neither punctuation nor white space, and where it stands."""

    said: str
    start: int
    end: int


def normal_form(text: str) -> str:
    """Return what an answer says, by which like answers are found: its words in lower case, one space between.

    Punctuation ends a word and is left out; symbols, digits and emoji are kept, so ``+`` and ``-`` differ. An
    answer of nothing but punctuation is itself, without white space around it.
    """
    if _PLAIN.fullmatch(text):  # nearly all answers; without looking at each character
        said = _said(" ".join(_LETTERS.findall(text)))
    else:
        said = " ".join(word.said for word in _words(text))
    return said or " ".join(text.split())


def same_place(span: Span, text: str, other: str) -> Span | None:
    """Return where a span of ``text`` stands in another text of the same normal form.

    From word to word: a span that begins or ends within a word does so there as well, as far as that word
    reaches. What is the whole of one text is the whole of the other. ``None`` where the two do not say the
    same, or the span holds no word and is not the whole text.
    """
    if text == other:
        return span
    words, others = _words(text), _words(other)
    if [word.said for word in words] != [word.said for word in others] or not other.strip():
        return None
    if not text[: span.start].strip() and not text[span.end :].strip():
        return Span(0, len(other))
    covered = [place for place, word in enumerate(words) if word.start < span.end and word.end > span.start]
    if not covered:
        return None
    first, last = words[covered[0]], words[covered[-1]]
    new_first, new_last = others[covered[0]], others[covered[-1]]
    start = min(new_first.start + max(0, span.start - first.start), new_first.end - 1)
    end = new_last.end if span.end >= last.end else min(new_last.start + span.end - last.start, new_last.end)
    return Span(start, max(end, start + 1))


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    start: int | None = None
    for place, character in enumerate(text):
        if _parts(character):
            if start is not None:
                found.append(_Word(_said(text[start:place]), start, place))
                start = None
        elif start is None:
            start = place
    if start is not None:
        found.append(_Word(_said(text[start:]), start, len(text)))
    return found


def _said(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())


def _parts(character: str) -> bool:
    """Tell what stands between words: white space, control characters and punctuation."""
    return not character.isalnum() and (
        character.isspace() or unicodedata.category(character)[0] == "P" or character < " "
    )
