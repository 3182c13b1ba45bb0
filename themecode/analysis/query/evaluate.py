"""Which units of the coded text a query holds in, and with which passages. Pure: knows no study file.

Every unit is asked for itself. A code stands in a unit where a passage with it, or with a code below it, shares
text with the unit. The work grows with the passages (and their sorting), not with the units they lie over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from themecode.analysis.query.ranges import Others, Ranges, complement, holds, intersection, pieces, union
from themecode.analysis.query.terms import And, CodeSets, Name, Not, Or, Pair, Query, QueryError, Term, codes_of


class Coded(NamedTuple):
    """A passage with one code on it."""

    start: int
    end: int
    code_id: int
    id: int


class Text(NamedTuple):
    """A document with the passages that the codes of a query have in it, and where its units start."""

    id: int
    case_id: int
    length: int
    passages: Sequence[Coded]
    turns: Sequence[int] = ()
    """Where each turn starts, with its label; none for an answer. A turn goes on to the next one."""
    sentences: Sequence[int] = ()


@dataclass(frozen=True)
class Hit:
    """A unit that a query holds in."""

    document_id: int
    case_id: int
    start: int
    end: int
    passages: tuple[Coded, ...] = field(default=())
    """Those in the unit that the query looks for, in text order."""


def evaluate(query: Query, sets: CodeSets, texts: Iterable[Text]) -> Iterator[Hit]:
    """Yield every unit that a query holds in, in the order of the texts; those of one case stand together.

    Within the same case, each of its texts that has passages looked for is yielded, whole.
    """
    search = _Search(query, sets)
    if query.unit == "case":
        for _, group in groupby(texts, key=lambda text: text.case_id):
            yield from search.in_case(list(group))
    else:
        for text in texts:
            yield from search.in_text(text)


def require_something_wanted(query: Query) -> None:
    """Raise QueryError where a query also holds where nothing is coded, as ``not tid`` does."""
    if _holds_for_nothing(query.term):
        fix = "name a code that must be there, such as: tid and not ledning"
        raise QueryError("the query holds for all text without codes", query.text, 0, fix)


_Units = Callable[[Sequence[Sequence[Coded]]], Ranges]
"""Takes the passages of each text and gives the units they lie over."""


class _Search:
    def __init__(self, query: Query, sets: CodeSets) -> None:
        self._query = query
        self._sets = sets

    def in_text(self, text: Text) -> Iterator[Hit]:
        """Yield the units of one text that the query holds in."""
        starts = _starts({"sentence": text.sentences, "document": ()}.get(self._query.unit or "turn", text.turns))
        looked_for: list[Coded] = []

        def units(passages: Sequence[Coded]) -> Ranges:
            return union(pieces(starts, each.start, each.end) for each in passages)

        found = self._evaluate(self._query.term, [text], lambda of_texts: units(of_texts[0]), len(starts), looked_for)
        shown = sorted(set(looked_for), key=_in_text)
        by_unit: dict[int, list[Coded]] = {}
        for each in shown:
            first, last = pieces(starts, each.start, each.end)
            for low, high in intersection([(first, last)], found) if holds(found, first, last) else ():
                for unit in range(low, high):
                    by_unit.setdefault(unit, []).append(each)
        ends = [*starts[1:], text.length]
        for unit in sorted(by_unit):
            yield Hit(text.id, text.case_id, starts[unit], ends[unit], tuple(by_unit[unit]))

    def in_case(self, texts: Sequence[Text]) -> Iterator[Hit]:
        """Yield the texts of one case where the query holds for all of them together."""
        looked_for: list[Coded] = []

        def here(of_texts: Sequence[Sequence[Coded]]) -> Ranges:
            return [(0, 1)] if any(of_texts) else []

        if self._evaluate(self._query.term, texts, here, 1, looked_for):
            wanted = {each.id for each in looked_for}
            for text in texts:
                shown = [each for each in text.passages if each.id in wanted]
                if shown:
                    yield Hit(text.id, text.case_id, 0, text.length, tuple(sorted(shown, key=_in_text)))

    def _evaluate(
        self,
        term: Term,
        texts: Sequence[Text],
        units: _Units,
        number: int,
        looked_for: list[Coded],
        wanted: bool = True,
    ) -> Ranges:
        """Return the units a term holds in, and add the passages it looks for."""

        def part(of: Term, wanted: bool) -> Ranges:
            return self._evaluate(of, texts, units, number, looked_for, wanted)

        match term:
            case Not():
                return complement(part(term.part, not wanted), number)
            case And():
                return intersection(part(term.left, wanted), part(term.right, wanted))
            case Or():
                return union([*part(term.left, wanted), *part(term.right, wanted)])
            case Pair() if not term.overlapping and self._query.unit is not None:
                return part(And(term.left, term.right), wanted)  # the unit says how near
            case Pair():
                left, right = codes_of(term.left, self._sets), codes_of(term.right, self._sets)
                found = [paired(text, left, right, overlapping=term.overlapping) for text in texts]
            case Name():
                codes = self._sets[term]
                found = [[each for each in text.passages if each.code_id in codes] for text in texts]
        if wanted:
            looked_for.extend(each for passages in found for each in passages)
        return units(found)


def paired(text: Text, left: frozenset[int], right: frozenset[int], *, overlapping: bool) -> list[Coded]:
    """Return the passages of either side that lie over, or near, another passage of the other side.

    Near: no whole sentence lies between them. A text without sentences is one.
    """
    starts = _starts(text.sentences)

    def reach(each: Coded) -> tuple[int, int]:
        return (each.start, each.end) if overlapping else pieces(starts, each.start, each.end)

    sides = [[each for each in text.passages if each.code_id in codes] for codes in (left, right)]
    near = 0 if overlapping else 1
    found: dict[int, Coded] = {}
    for own, other in (sides, sides[::-1]):
        others = Others((*reach(each), each.id) for each in other)
        for each in own:
            first, last = reach(each)
            if others.meet(first - near, last + near, each.id):
                found[each.id] = each
    return list(found.values())


def _in_text(each: Coded) -> tuple[int, int, int]:
    return each.start, each.end, each.id


def _starts(pieces_start: Sequence[int]) -> list[int]:
    """Return where the pieces of a text start, the first of them with the text; a text without pieces is one."""
    return [0, *pieces_start[1:]]


def _holds_for_nothing(term: Term) -> bool:
    """Tell whether a term holds in a unit without any code."""
    match term:
        case Not():
            return not _holds_for_nothing(term.part)
        case And():
            return _holds_for_nothing(term.left) and _holds_for_nothing(term.right)
        case Or():
            return _holds_for_nothing(term.left) or _holds_for_nothing(term.right)
        case _:
            return False
