"""Finding codes by a few letters of their key, label or path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

Entry = tuple[str, str, str]
"""(key, label, other text to search, such as the path)."""
Match = tuple[int, tuple[int, ...]]
"""(index of the entry, offsets in its label that matched, for highlighting)."""

_FIELD_END = "\0"


def rank(query: str, entries: Sequence[Entry], first: Collection[int] = ()) -> list[Match]:
    """Return the entries that a query fits, best first.

    The start of a word goes before the middle of one, and that before letters with others between. Within
    these, letters typed exactly go before those without their accents (``a`` finds ``å``), the label before
    the key before the rest, and letters close together before scattered ones. Equal entries stay in codebook
    order; an empty query fits all.

    ``first`` has the indexes of entries that, within these ways to fit, go before the others.
    """
    typed = " ".join(query.split()).lower()
    if not typed:
        return [(index, ()) for index in range(len(entries))]
    bare = _without_accents(typed)
    scattered = {typed: _scattered(typed), bare: _scattered(bare)}
    found = []
    for index, entry in enumerate(entries):
        exact, tolerant, label_end, key_end = _searchable(entry)
        # What cannot be found without accents cannot be found with them.
        if bare in tolerant:
            way, at = _whole(typed, bare, exact, tolerant)
            between = 0
        else:
            match, way = scattered[typed].search(exact), 4
            if match is None:
                match, way = scattered[bare].search(tolerant), 5
            if match is None:
                continue
            at, between = match.start(), match.end() - match.start()
        field = (at > label_end) + (at > key_end)
        found.append((way, index not in first, field, between, index, at))
    found.sort()
    return [
        (index, () if field else _positions(bare, _searchable(entries[index])[1], at, between))
        for _, _, field, between, index, at in found
    ]


def _whole(typed: str, bare: str, exact: str, tolerant: str) -> tuple[int, int]:
    """Return the best way in which an entry has the query in one piece, 0 being the best, and where."""
    if (at := _at_word_start(typed, exact)) >= 0:
        return 0, at
    if (at := _at_word_start(bare, tolerant)) >= 0:
        return 1, at
    if (at := exact.find(typed)) >= 0:
        return 2, at
    return 3, tolerant.find(bare)


def _at_word_start(query: str, text: str) -> int:
    """Return the first offset where a word starts with a query, or -1."""
    at = text.find(query)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(query, at + 1)
    return at


def _positions(query: str, text: str, at: int, scattered: int) -> tuple[int, ...]:
    """Return the offsets of a query's letters in a text, from the first on."""
    if not scattered:
        return tuple(range(at, at + len(query)))
    offsets, at = [], at - 1
    for letter in query.replace(" ", ""):
        at = text.index(letter, at + 1)
        offsets.append(at)
    return tuple(offsets)


def _scattered(query: str) -> re.Pattern[str]:
    """Make a pattern of the letters of a query in order, within one field."""
    letters = query.replace(" ", "")
    # Classes rather than `.*?`, which would try every combination before it gives up.
    between = (f"[^{re.escape(letter + _FIELD_END)}]*{re.escape(letter)}" for letter in letters[1:])
    return re.compile(re.escape(letters[0]) + "".join(between))


@lru_cache(maxsize=1 << 15)
def _searchable(entry: Entry) -> tuple[str, str, int, int]:
    """Join an entry: in lower case, also without accents; and tell where label and key end in that."""
    key, label, other = entry
    exact = "".join(
        low if len(low := character.lower()) == 1 else character for character in _FIELD_END.join((label, key, other))
    )
    return exact, _without_accents(exact), len(label), len(label) + 1 + len(key)


def _without_accents(text: str) -> str:
    """Leave out accents, one letter for one: ``å`` becomes ``a``."""
    return "".join(unicodedata.normalize("NFD", character)[0] for character in text)
