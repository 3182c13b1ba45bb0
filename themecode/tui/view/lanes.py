"""Coded passages in lanes beside the text."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from themecode.tui.view.layout import Layout

FAINT = "┊"
"""The line of a mark that is only hinted at, told by its shape as well as its colour."""


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
    """Marks packed so that no two share a lane on any row.

    Rows rather than offsets are kept apart: one cell could not show a passage that ends on a row and the next
    one, which begins there.
    """

    def __init__(self, marks: Sequence[Mark], layout: Layout) -> None:
        ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.key))
        reaches = [layout.rows_of(mark.start, mark.end) for mark in ordered]
        self._firsts: list[list[int]] = []
        self._lasts: list[list[int]] = []
        self._marks: list[list[Mark]] = []
        lanes = partition((first, last + 1) for first, last in reaches)
        for mark, (first, last), lane in zip(ordered, reaches, lanes, strict=True):
            if lane == len(self._marks):
                self._firsts.append([])
                self._lasts.append([])
                self._marks.append([])
            self._firsts[lane].append(first)
            self._lasts[lane].append(last)
            self._marks[lane].append(mark)

    def on_row(self, row: int) -> tuple[Placed, ...]:
        """Return the marks on a row, nearest lane first."""
        found = []
        for lane, lasts in enumerate(self._lasts):
            at = bisect_left(lasts, row)
            if at < len(lasts) and self._firsts[lane][at] <= row:
                begins, ends = self._firsts[lane][at] == row, lasts[at] == row
                mark = self._marks[lane][at]
                glyph = "╺" if begins and ends else "╷" if begins else "╵" if ends else "│"
                found.append(Placed(lane, FAINT if mark.faint else glyph, mark))
        return tuple(found)


def innermost_first(marks: Iterable[Mark]) -> list[Mark]:
    """Sort by length, the shortest first; of equally long ones the one that begins last."""
    return sorted(marks, key=lambda mark: (mark.end - mark.start, -mark.start, mark.key))
