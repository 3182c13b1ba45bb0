"""Which codes stand together, and how often: in the same case, or over the same text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from themecode.analysis.count_results import RESULT
from themecode.analysis.counted_pairs import pairs_of
from themecode.analysis.counting import standing_for
from themecode.core.errors import InputError
from themecode.storage.connection import reading
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import retrieval as queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.study import Study

Together = Literal["cases", "passages"]
TOGETHER: tuple[Together, ...] = ("cases", "passages")
"""What co-occurrence is counted in."""


@dataclass(frozen=True)
class CoOccurrence:
    """How often the codes of a codebook stand together at one question, or in the interviews."""

    question: QuestionRow | None
    """``None`` for the interviews."""
    codebook: CodebookRow
    basis: Together
    coder: str
    codes: tuple[CodeRow, ...]
    """Those that occur, in codebook order."""
    numbers: Mapping[tuple[str, str], int]
    """(key, key) -> cases with both codes, or pairs of passages that share text; (key, key) of one code twice:
    cases, or passages, with it. A pair of a code and one below it is left out: they always stand together."""

    related: frozenset[tuple[str, str]]
    """(key, key) of codes of which one stands below the other, either way round."""

    def number(self, one: str, other: str) -> int | None:
        """Return how often two codes stand together, ``None`` for a code and one below it."""
        if (one, other) in self.related:
            return None
        return self.numbers.get((one, other), self.numbers.get((other, one), 0))

    @property
    def highest(self) -> int:
        """The largest number of any two different codes."""
        return max((number for (one, other), number in self.numbers.items() if one != other), default=0)


def co_occurrences(
    study: Study,
    *,
    question: str | None = None,
    codebook: str | None = None,
    basis: str = "cases",
    level: int | None = None,
    coder: str | None = None,
    rounds: Sequence[int] | None = None,
) -> list[CoOccurrence]:
    """Return how often codes stand together, for each question and codebook, or those named.

    It is read off the codings that count (`count`), documents that await a consensus left out; a code stands
    wherever one below it does. ``level`` keeps the codes of one level of the tree, 1 being the top; ``rounds`` (ids)
    are those whose codings may count, default those of the result.

    Raises NotFoundError for an unknown question, codebook or coder, InputError for an unknown basis.
    """
    chosen = next((known for known in TOGETHER if known == basis), None)
    if chosen is None:
        raise InputError(f"unknown basis {basis!r}", fix=f"choose one of: {', '.join(TOGETHER)}")
    with reading(study.connection):
        return [
            _of(study, row, book, chosen, level, coder, rounds) for row, book in pairs_of(study, question, codebook)
        ]


def _of(
    study: Study,
    question: QuestionRow | None,
    book: CodebookRow,
    basis: Together,
    level: int | None,
    coder: str | None,
    rounds: Sequence[int] | None,
) -> CoOccurrence:
    codes = code_queries.codes(study.connection, book.id)
    by_id = {row.id: row for row in codes}
    above = {row.id: [each.id for each in _ancestors(row, by_id)] for row in codes}
    kept = {row.id for row in codes if level is None or len(above[row.id]) + 1 == level}
    standing_as = {row.id: frozenset({row.id, *above[row.id]} & kept) for row in codes}
    with standing_for(study, question, book, coder=coder, rounds=rounds) as standing:
        if basis == "cases":
            numbers = cases_together(((case, ids) for case, _, ids in queries.codes_standing(standing)), standing_as)
        else:
            numbers = passages_together(queries.places_standing(standing, by_id), standing_as)
    shown = [row for row in codes if (row.id, row.id) in numbers]
    related = {
        pair for row in shown for above in _ancestors(row, by_id) for pair in ((row.id, above.id), (above.id, row.id))
    }

    def keys(pair: tuple[int, int]) -> tuple[str, str]:
        return by_id[pair[0]].key, by_id[pair[1]].key

    return CoOccurrence(
        question,
        book,
        basis,
        coder or RESULT,
        tuple(shown),
        {keys(pair): number for pair, number in numbers.items() if pair not in related},
        frozenset(map(keys, related)),
    )


def cases_together(
    documents: Iterable[tuple[int, str]], standing_as: Mapping[int, frozenset[int]]
) -> Counter[tuple[int, int]]:
    """Count cases with both of two codes, from (case, codes with commas between), a case's documents together.

    The smaller id stands first in a pair. Cases with the same codes are counted as one, so many times.
    """
    alike: Counter[frozenset[int]] = Counter()
    for _, group in groupby(documents, key=lambda row: row[0]):
        ids = {int(id) for _, codes in group for id in codes.split(",")}
        alike[frozenset().union(*(standing_as[id] for id in ids))] += 1
    found: Counter[tuple[int, int]] = Counter()
    for codes, number in alike.items():
        ordered = sorted(codes)
        for place, one in enumerate(ordered):
            for other in ordered[place:]:
                found[one, other] += number
    return found


def passages_together(
    places: Iterable[queries.Place], standing_as: Mapping[int, frozenset[int]]
) -> Counter[tuple[int, int]]:
    """Count pairs of passages that share text, one with each of two codes; passages of a document together.

    One passage is no pair, though a code and the one above it both stand on it. Counted in one sweep along each
    document: as a passage starts, it meets all that are open, so the work grows with passages times codes.
    """
    met: Counter[tuple[int, int]] = Counter()
    alone: Counter[int] = Counter()
    for _, group in groupby(places, key=lambda place: place.document_id):
        edges: list[tuple[int, int, int]] = []
        for _, start, end, code, _ in group:
            edges += ((start, 1, code), (end, 0, code))
            alone[code] += 1
        if len(edges) == 2:
            continue
        edges.sort()  # at the same offset ends come first: passages that only touch share no text
        open_now: dict[int, int] = {}
        for _, starts, code in edges:
            if starts:
                for other, number in open_now.items():
                    met[code, other] += number
                open_now[code] = open_now.get(code, 0) + 1
            elif open_now[code] == 1:
                del open_now[code]
            else:
                open_now[code] -= 1
    found: Counter[tuple[int, int]] = Counter()
    for (one, other), number in met.items():
        for pair in _pairs(standing_as[one], standing_as[other]):
            found[pair] += number
    for code, number in alone.items():
        for id in standing_as[code]:
            found[id, id] += number
    return found


def _pairs(one: frozenset[int], other: frozenset[int]) -> set[tuple[int, int]]:
    return {(min(a, b), max(a, b)) for a in one for b in other if a != b}


def _ancestors(row: CodeRow, by_id: Mapping[int, CodeRow]) -> Sequence[CodeRow]:
    found = []
    above = by_id.get(row.parent_id or -1)
    while above is not None:
        found.append(above)
        above = by_id.get(above.parent_id or -1)
    return found
