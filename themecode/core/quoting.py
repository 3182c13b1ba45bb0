"""Quotes: as spoken, edited with every change marked, or retold; and whether the source bears them out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class QuoteKind(StrEnum):
    """How close a quote is to its source."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    PARAPHRASE = "paraphrase"


@dataclass(frozen=True)
class Departure:
    """Where an edited quote leaves its source without a mark."""

    word: str
    """The first word that does not stand where it should."""
    elsewhere: bool
    """Whether the word does stand in the source, only not there: then a cut is unmarked, or the order is another."""


_FILLERS = """
eh ehm öh öhm hm mm mhm asså alltså liksom typ ju va ba så er erm uh um
"""
FILLERS = frozenset(_FILLERS.split())
"""Words of speech that may be smoothed away without a mark; so may a word said twice in a row."""

BRACKET_REACH = 8
"""Words of the source that one insertion in brackets may stand for."""

_DOTS = r"(?:…|\.{3})"
_PARTS = re.compile(rf"(?P<cut>\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS})|(?P<inserted>\[[^\]]*\])|(?P<word>\w+)")
_WORD = re.compile(r"\w+")


def is_verbatim(quote: str, source: str) -> bool:
    """Tell whether a quote stands in its source letter by letter; only spaces and line breaks may differ."""
    return " ".join(quote.split()) in " ".join(source.split())


def departure(quote: str, source: str) -> Departure | None:
    """Return where an edited quote first leaves its source unmarked, ``None`` where it does not.

    Its words stand in the source, in the same order. A cut is marked by … (or [...]); what is put in stands in square
    brackets and may replace a few words: *[ort]*. Words of `FILLERS`, and a word said twice, may be left out unmarked.
    Capitals and punctuation do not count.
    """
    words = [word.casefold() for word in _WORD.findall(source)]
    places = set(range(len(words) + 1))  # where in the source the quote may have come to
    for part in _PARTS.finditer(quote):
        if part["cut"]:
            places = set(range(min(places), len(words) + 1))
        elif part["inserted"]:
            places = {place + ahead for place in places for ahead in range(BRACKET_REACH + 1)}
            places = {place for place in places if place <= len(words)}
        else:
            wanted = part["word"].casefold()
            reached = {place + 1 for place in _smoothed(places, words) if place < len(words) and words[place] == wanted}
            if not reached:
                return Departure(part["word"], wanted in words)
            places = reached
    return None


def _smoothed(places: set[int], words: list[str]) -> set[int]:
    """Add the places that are reached by leaving out fillers and words said twice."""
    found, waiting = set(places), list(places)
    while waiting:
        place = waiting.pop()
        skips = place < len(words) and (words[place] in FILLERS or (place and words[place] == words[place - 1]))
        if skips and place + 1 not in found:
            found.add(place + 1)
            waiting.append(place + 1)
    return found
