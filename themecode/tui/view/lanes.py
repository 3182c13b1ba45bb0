"""Coded passages in lanes beside the text."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from themecode.tui.view.layout import Layout

FAINT = "┊"
"""The line of a mark that is only hinted at, told by its shape as well as its colour."""


LANES = 5
"""Lanes that are drawn."""
_AFTER_ALL = 1 << 60


@dataclass(frozen=True, slots=True)
class Mark:
    """A coded passage as it is drawn."""

    key: int
    """Whatever the screen knows it by."""
    start: int
    end: int
    colour: str
    """``#rrggbb``."""
    label: str
    faint: bool = False
    """Only hinted at, because another code is looked at."""


class Placed(NamedTuple):
    """A mark on one row: its lane, counted from the text outwards, and what is drawn there."""

    lane: int
    glyph: str
    mark: Mark


def partition(intervals: Iterable[tuple[int, int]]) -> list[int]:
    """Give each half-open interval the lowest free lane; expects them sorted by start, takes O(n log n)."""
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    lanes: list[int] = []
    count = 0
    for start, end in intervals:
        while busy and busy[0][0] <= start:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if free:
            lane = heapq.heappop(free)
        else:
            lane, count = count, count + 1
        heapq.heappush(busy, (end, lane))
        lanes.append(lane)
    return lanes


class Lanes:
    """Marks packed so that no two share a lane on any row, the first `LANES` of them drawn.

    Rows rather than offsets are kept apart: one cell could not show a passage that ends on a row and the next
    one, which begins there. A mark that finds all drawn lanes taken waits outside them, and is drawn from the row
    on where one gets free; so no drawn lane is empty beside a mark that is not drawn. Marks that are only hinted at
    make way for the others.
    """

    def __init__(self, marks: Sequence[Mark], layout: Layout) -> None:
        ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.key))
        packing = _Packing()
        for mark in ordered:
            packing.add(_Reach(mark, *layout.rows_of(mark.start, mark.end)))
        lanes = packing.done()
        self._tos = [[stretch[1] for stretch in lane] for lane in lanes]
        self._sinces = [[stretch[0] for stretch in lane] for lane in lanes]
        self._reaches = [[stretch[2] for stretch in lane] for lane in lanes]

    def on_row(self, row: int) -> tuple[Placed, ...]:
        """Return the marks on a row, nearest lane first."""
        found = []
        for number, tos in enumerate(self._tos):
            at = bisect_left(tos, row)
            if at < len(tos) and self._sinces[number][at] <= row:
                mark, first, last = self._reaches[number][at]
                begins, ends_here = first == row, last == row
                glyph = "╺" if begins and ends_here else "╷" if begins else "╵" if ends_here else "│"
                found.append(Placed(number, FAINT if mark.faint else glyph, mark))
        return tuple(found)


class _Reach(NamedTuple):
    """A mark with its first and last row."""

    mark: Mark
    first: int
    last: int


class _Stretch(NamedTuple):
    """The rows, both included, on which a mark is in a lane."""

    since: int
    to: int
    reach: _Reach


class _Packing:
    """Hands lanes out to marks as they come, sorted by where they begin."""

    def __init__(self) -> None:
        self._running: list[tuple[int, _Reach] | None] = [None] * LANES
        """In each drawn lane: since which row, and what."""
        self._waiting: tuple[deque[tuple[int, _Reach]], deque[tuple[int, _Reach]]] = (deque(), deque())
        """What has no drawn lane, since which row: plain marks, and those only hinted at."""
        self._lanes: list[list[_Stretch]] = [[] for _ in range(LANES)]
        self._outside: list[_Stretch] = []
        self._first_end = _AFTER_ALL
        """The last row of what ends first in the drawn lanes."""

    def add(self, reach: _Reach) -> None:
        """Give a mark the lowest free lane, or let it wait."""
        if self._first_end < reach.first:
            self._free_before(reach.first)
        lane = self._running.index(None) if None in self._running else None
        if lane is None and not reach.mark.faint:
            lane = self._give_way(reach.first)
        if lane is None:
            self._waiting[reach.mark.faint].append((reach.first, reach))
        else:
            self._running[lane] = (reach.first, reach)
            self._first_end = min(self._first_end, reach.last)

    def done(self) -> list[list[_Stretch]]:
        """Return the stretches of every lane in order, those outside the drawn ones last."""
        self._free_before(_AFTER_ALL)
        waits = sorted(self._outside, key=lambda each: (each.since, -each.to, each.reach.mark.key))
        numbers = partition((each.since, each.to + 1) for each in waits)
        lanes = [*self._lanes, *([] for _ in range(max(numbers, default=-1) + 1))]
        for number, each in zip(numbers, waits, strict=True):
            lanes[LANES + number].append(each)
        return lanes

    def _give_way(self, row: int) -> int | None:
        """Take the lane of a mark that is only hinted at, which waits from this row on."""
        faint = [lane for lane, there in enumerate(self._running) if there is not None and there[1].mark.faint]
        if not faint:
            return None
        lane = faint[-1]
        there = self._running[lane]
        assert there is not None
        since, reach = there
        if since < row:
            self._lanes[lane].append(_Stretch(since, row - 1, reach))
        self._waiting[True].appendleft((row, reach))
        self._running[lane] = None
        return lane

    def _free_before(self, row: int) -> None:
        """End what ends above a row, and give each lane that gets free to what has waited longest."""
        while self._first_end < row:
            last, self._first_end = self._first_end, _AFTER_ALL
            for lane, there in enumerate(self._running):
                if there is not None and there[1].last == last:
                    self._lanes[lane].append(_Stretch(there[0], last, there[1]))
                    there = self._running[lane] = self._next(last + 1)
                if there is not None:
                    self._first_end = min(self._first_end, there[1].last)

    def _next(self, row: int) -> tuple[int, _Reach] | None:
        """Return what has waited longest and is still there on a row."""
        for waiting in self._waiting:
            while waiting:
                since, reach = waiting.popleft()
                self._outside.append(_Stretch(since, min(row - 1, reach.last), reach))
                if reach.last >= row:
                    return row, reach
        return None


def innermost_first(marks: Iterable[Mark]) -> list[Mark]:
    """Sort by length, the shortest first; of equally long ones the one that begins last."""
    return sorted(marks, key=lambda mark: (mark.end - mark.start, -mark.start, mark.key))
