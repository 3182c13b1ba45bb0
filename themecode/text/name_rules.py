"""The rules that guess at names: known first names and towns, and the words that stand around a name.

spaCy's blank pipelines do the matching: an EntityRuler holds the names that are known, a Matcher the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from themecode.text import known_names as known
from themecode.text.lexicon import NAMED, WORDS, Known
from themecode.text.name_context import opens_sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Span

LETTERS = "A-ZÅÄÖÉÜØÆÁÍÓÚŠŽĆČĐŁ"
CAPITAL = rf"^[{LETTERS}](?:['’][{LETTERS}])?[^\W\d_]+(?:[-–][{LETTERS}](?:['’][{LETTERS}])?[^\W\d_]+)?$"
_MOST = 1_000_000
"""Characters given to spaCy at once."""
_OF = ("von", "af", "de", "van", "da", "al", "el")
_NONE = frozenset((*known.NO_NAMES, *(f"{word}s" for word in known.NO_NAMES)))


class Guess(NamedTuple):
    """What may be a name. Sorted, what is sure comes first, and of the rest what says most of what it is."""

    rank: int
    """0 sure, 1 from the words around it, 2 from a trained model, 3 a capital inside a sentence."""
    length: int
    """Of the name, negative: the longest first."""
    kind: str
    name: str

    @classmethod
    def of(cls, kind: str, name: str, *, sure: bool, by_model: bool = False, vague: bool = False) -> Guess:
        """Make one."""
        return cls(0 if sure else 3 if vague else 2 if by_model else 1, -len(name), kind, name)

    @property
    def sure(self) -> bool:
        """Whether it is a name beyond doubt."""
        return self.rank == 0

    @property
    def by_model(self) -> bool:
        """Whether a trained model found it."""
        return self.rank == 2

    @property
    def is_vague(self) -> bool:
        """Whether nothing but a capital inside a sentence speaks for it."""
        return self.rank == 3


def guesses(texts: Sequence[str], language: str, listed: Sequence[Known]) -> Iterator[Guess]:
    """Yield what rules and lists of known names find in texts of a language.

    What stands on the user's list is left out where a rule finds it again.
    """
    blank = _blank(language)
    matcher = _matcher(blank)
    ruler = _ruler(blank, listed)
    for doc in blank.pipe(_short(texts)):
        text = doc.text  # put together anew whenever it is asked for
        ruled = ruler(doc)
        taken = [(span.start, span.end) for span in ruled.ents if span.ent_id_ == "list"]
        for span in ruled.ents:
            if span.ent_id_ != "list":
                yield Guess.of(span.label_, _trimmed(span.text), sure=True)
        for id, start, end in matcher(doc):
            if not any(start < upto and at < end for at, upto in taken):
                yield from _of_rule(doc.vocab.strings[id], doc[start:end], text)


@cache
def _blank(language: str) -> Language:
    """Return a blank pipeline with the rules' Matcher in its vocabulary."""
    import spacy

    made = spacy.blank("sv" if language.casefold().startswith("sv") else "en")
    made.max_length = 10 * _MOST
    return made


def _short(texts: Sequence[str]) -> Iterator[str]:
    """Yield the texts, long ones in parts."""
    for text in texts:
        for at in range(0, len(text), _MOST):
            yield text[at : at + _MOST]


def _ruler(blank: Language, listed: Sequence[Known]) -> Any:
    """Return an EntityRuler with the user's list, common first names, and municipalities."""
    from spacy.pipeline import EntityRuler

    patterns: list[dict[str, Any]] = []
    capital = {"TEXT": {"REGEX": CAPITAL}, "LOWER": {"NOT_IN": sorted(known.NO_NAMES)}}
    for each in listed:
        words = [token.text.casefold() for token in blank.make_doc(each.name)]
        if words and each.kind in NAMED:
            last = {"LOWER": {"IN": [words[-1], f"{words[-1]}s"]}}
            patterns.append(
                {"label": each.kind, "id": "list", "pattern": [*({"LOWER": word} for word in words[:-1]), last]}
            )
    names = sorted(known.FIRST_NAMES)
    given = {"LOWER": {"IN": [*names, *(f"{name}s" for name in names)]}, "TEXT": {"REGEX": rf"^[{LETTERS}]"}}
    double = {"TEXT": {"REGEX": rf"^(?i:{'|'.join(map(re.escape, names))})-[{LETTERS}]\w+$"}}
    joined: list[dict[str, Any]] = [{"ORTH": "-"}, capital]
    for first in ([given], [double], [given, *joined]):
        for more in range(3):
            surnames = [*first, *([capital] * more)]
            patterns.append({"label": "person", "id": "name", "pattern": surnames})
            if more:
                patterns.append({"label": "person", "id": "name", "pattern": [*surnames, *joined]})
        of = {"LOWER": {"IN": [*_OF]}}
        patterns.append({"label": "person", "id": "name", "pattern": [*first, of, capital]})
    towns = sorted(known.MUNICIPALITIES - known.WORD_PLACES)
    place = {"LOWER": {"IN": [*towns, *(f"{town}s" for town in towns)]}, "TEXT": {"REGEX": rf"^[{LETTERS}]"}}
    patterns.append({"label": "place", "id": "name", "pattern": [place]})
    ruler = EntityRuler(blank, overwrite_ents=True)
    ruler.add_patterns(patterns)
    return ruler


@cache
def _matcher(blank: Language) -> Matcher:
    """Return the rules that go by the words around a name."""
    from spacy.matcher import Matcher

    capital = {"TEXT": {"REGEX": CAPITAL}, "LOWER": {"NOT_IN": sorted(_NONE)}}
    more = {**capital, "OP": "?"}
    joined: list[dict[str, Any]] = [{"ORTH": "-"}, capital]

    def ending(endings: Iterable[str], but: Iterable[str] = ()) -> dict[str, Any]:
        return {
            "TEXT": {"REGEX": rf"^[{LETTERS}][^\W\d_]{{2,}}(?:{'|'.join(endings)})s?$"},
            "LOWER": {"NOT_IN": sorted({*but, *(f"{word}s" for word in but)})},
        }

    def among(words: Iterable[str]) -> dict[str, Any]:
        return {"LOWER": {"IN": sorted(words)}}

    of = {**among(_OF), "OP": "?"}
    name = [capital, of, more, more]
    double = [capital, *joined, of, more, more]
    surname = [capital, of, capital, *joined]
    both = [capital, *joined, of, capital, *joined]
    matcher = Matcher(blank.vocab)
    title: list[dict[str, Any]] = [{"LOWER": {"IN": ["dr", "mr", "mrs", "ms", "prof"]}}, {"ORTH": "."}]
    self_sv, self_en = [{"LOWER": "jag"}, {"LOWER": "är"}], [{"LOWER": "i"}, {"LOWER": {"IN": ["'m", "’m", "am"]}}]
    called = [among(("name", "this")), among(("is", "'s", "’s"))], [{"LOWER": "call"}, {"LOWER": "me"}]
    heads: tuple[list[dict[str, Any]], ...] = ([among(known.INTRODUCING)], title)
    for rule, before in (("introduced", heads), ("says who", (self_sv, self_en, *called))):
        matcher.add(
            rule, [[*head, *rest] for head in before for rest in (name, double, surname, both)], greedy="LONGEST"
        )
    matcher.add(
        "heter jag",
        [[*rest, among(("heter", "hette")), among(("jag", "hon", "han", "hen"))] for rest in (name, double)],
        greedy="LONGEST",
    )
    whose = among(("min", "mitt", "vår", "vårt", "deras", "hans", "hennes", "my", "our", "his", "her", "their"))
    matcher.add(
        "apposition", [[among(known.INTRODUCING), {"ORTH": ","}, *rest, {"ORTH": ","}] for rest in (name, double)]
    )
    matcher.add("apposition", [[*rest, {"ORTH": ","}, whose, among(known.INTRODUCING)] for rest in (name, double)])
    matcher.add("surname", [[ending(known.SURNAME_ENDINGS[:4])]])
    matcher.add("word name", [[{**among(known.WORD_NAMES), "TEXT": {"REGEX": CAPITAL}}, more]], greedy="LONGEST")
    matcher.add("initial", [[{"TEXT": {"REGEX": rf"^[{LETTERS}]\.$"}}, capital]])
    matcher.add("at", [[among(known.PREPOSITIONS), capital]])
    house: list[dict[str, Any]] = [
        {"TEXT": {"REGEX": r"^\d{1,4}[A-Za-z]?$"}},
        {"TEXT": {"REGEX": "^[A-H]$"}, "OP": "?"},
    ]
    side = {**among(known.BEFORE_PLACES), "TEXT": {"REGEX": CAPITAL}, "OP": "?"}
    matcher.add("street", [[side, ending(known.STREETS)], [side, ending(known.STREETS), *house]], greedy="LONGEST")
    matcher.add(
        "english street",
        [[{"LIKE_NUM": True, "OP": "?"}, capital, more, {**among(known.STREETS_ENGLISH), "IS_TITLE": True}]],
        greedy="LONGEST",
    )
    matcher.add("postal town", [[{"TEXT": {"REGEX": r"^(?:SE?-)?\d{3}$"}}, {"TEXT": {"REGEX": r"^\d\d$"}}, capital]])
    matcher.add("centre", [[among(known.CENTRES), capital]])
    matcher.add("of centre", [[{**capital, "OP": "+"}, among(known.CENTRES)]], greedy="LONGEST")
    matcher.add("compound", [[ending(known.CENTRE_ENDINGS, known.NO_CENTRES)]])
    children = {
        "TEXT": {
            "IN": [
                *("Children", "Children's", "Children’s", "'s", "’s"),
                *("Primary", "Family", "Health", "Community", "Nursery"),
            ]
        }
    }
    head = {**among(known.CENTRES_ENGLISH), "IS_TITLE": True}
    saint = {"LOWER": {"IN": ["st", "st.", "saint"]}, "OP": "?"}
    matcher.add("english centre", [[saint, capital, more, {**children, "OP": "*"}, head]], greedy="LONGEST")
    matcher.add(
        "capital",
        [[*first, *rest] for first in ([capital], [capital, *joined]) for rest in ([], [capital], [capital, *joined])],
        greedy="LONGEST",
    )
    return matcher


def _of_rule(rule: str, span: Span, text: str) -> Iterator[Guess]:
    """Yield what a rule's match says."""
    opens = opens_sentence(text, span.start_char)
    if rule in ("introduced", "says who", "heter jag"):
        name = _name_in(span)
        words = name.split()
        if words and words[0].casefold() not in known.MUNICIPALITIES and not words[0].isupper():
            sure = rule != "says who" or span.doc.vocab.lang == "sv" or len(words) > 1  # "I'm Swedish"
            yield Guess.of("person", name, sure=sure and (words[0].casefold() not in WORDS or len(words) > 1))
    elif rule == "apposition":
        yield Guess.of("person", _name_in(span), sure=False)
    elif rule == "initial":
        yield Guess.of("person", span[-1].text, sure=False)
    elif rule == "word name":
        yield from _of_word_name(span, opens=opens)
    elif rule == "surname":
        yield Guess.of("person", _trimmed(span.text), sure=True)
    elif rule in ("at", "postal town"):
        name = span[-1].text
        if name.casefold() not in known.FIRST_NAMES | known.WORD_NAMES and not name.isupper():
            yield Guess.of("place", name, sure=rule != "at" or name.casefold() in known.MUNICIPALITIES)
    elif rule == "street":
        yield Guess.of("place", _trimmed(span.text), sure=not opens or len(span) > 1)
    elif rule == "english street":
        yield Guess.of("place", _trimmed(span.text), sure=not opens or span[0].like_num)
    elif rule in ("centre", "of centre"):
        name = _trimmed((span[-1:] if rule == "centre" else span[:-1]).text)
        if name.casefold() not in known.FIRST_NAMES and not name.isupper():
            opens = opens and rule == "of centre"
            sure = name.casefold() not in known.MUNICIPALITIES and not opens
            yield Guess.of("centre", name, sure=sure, vague=opens)
    elif rule == "compound":
        yield Guess.of("centre", _trimmed(span.text), sure=not opens)
    elif rule == "english centre":
        yield Guess.of(
            "centre", _trimmed(span.text), sure=span[0].lower_ not in ("family", "health", "community", "primary")
        )
    elif rule == "capital":
        yield from _of_capital(span, opens=opens)


def _of_word_name(span: Span, *, opens: bool) -> Iterator[Guess]:
    follows = span.doc[span.start + 1].lower_ if span.start + 1 < len(span.doc) else ""
    if (len(span) == 1 and not opens) or follows in known.SPEAKING:
        yield Guess.of("person", span[0].text, sure=span[0].lower_ not in known.NO_NAMES)
    elif len(span) == 1 and span[0].lower_ not in known.PRONOUN_NAMES | known.NO_NAMES:
        yield Guess.of("person", span[0].text, sure=False)
    elif len(span) > 1:
        yield Guess.of("person", _trimmed(span.text), sure=not opens or span[0].lower_ not in known.PRONOUN_NAMES)


def _of_capital(span: Span, *, opens: bool) -> Iterator[Guess]:
    """Yield a capitalised word inside a sentence: common words have none there, so it is the name of something."""
    before = span.doc[span.start - 1] if span.start else None
    follows = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    if opens:
        if follows in known.SPEAKING and len(span) == 1 and not span[0].lower_.endswith(_DEFINITE):
            yield Guess.of("person", span.text, sure=False, vague=True)
        return
    if (
        span[0].text.isupper()
        or span[0].lower_ in known.INTRODUCING | known.BEFORE_PLACES
        or (before is not None and before.lower_ in known.BEFORE_PLACES)
    ):
        return
    kind = "centre" if before is not None and before.lower_ == "på" else "person"
    yield Guess.of(kind, _trimmed(span.text), sure=False, vague=True)


_DEFINITE = ("en", "et", "an", "na", "or", "er", "ar", "t")
"""Endings of common words that open sentences: Kuratorn, Mamman, Barnen."""


def _name_in(span: Span) -> str:
    """Return the capitalised words of a match, and what joins them."""
    words = [
        token.text
        for token in span
        if (re.match(CAPITAL, token.text) and token.lower_ not in known.INTRODUCING)
        or token.text == "-"
        or token.lower_ in _OF
    ]
    return _trimmed(" ".join(words)).strip("- ")


def _trimmed(text: str) -> str:
    return " ".join(text.replace(" - ", "-").split())
