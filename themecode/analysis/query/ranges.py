"""Sets of units as sorted, separate ranges ``[first, last)``, and sweeps over passages. All of it is linear, or sorts.

A passage may lie over thousands of units, as a code on a whole interview does. As ranges, it is one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Ranges = list[tuple[int, int]]


def union(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return what lies in any of these ranges, which may overlap and come in any order."""
    found: Ranges = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        elif first < last:
            found.append((first, last))
    return found


def intersection(one: Ranges, other: Ranges) -> Ranges:
    """Return what lies in both."""
    found: Ranges = []
    i = j = 0
    while i < len(one) and j < len(other):
        first, last = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if first < last:
            found.append((first, last))
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return found


def complement(ranges: Ranges, number: int) -> Ranges:
    """Return what of ``[0, number)`` lies outside."""
    edges = [0, *(edge for pair in ranges for edge in pair), number]
    return [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last]


def holds(ranges: Ranges, first: int, last: int) -> bool:
    """Tell whether ``[first, last)`` meets any of the ranges."""
    place = bisect_left(ranges, (last,)) - 1
    return place >= 0 and ranges[place][1] > first


def pieces(starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Return which pieces ``[first, last)`` of a text a passage touches; a piece goes on to where the next starts.

    The first piece begins with the text, wherever ``starts`` says.
    """
    return max(0, bisect_right(starts, start) - 1), max(1, bisect_left(starts, end))


class Others:
    """Answers whether any *other* passage meets a range, from passages as ``(first, last, id)``, half-open."""

    def __init__(self, passages: Iterable[tuple[int, int, int]]) -> None:
        """Sort the passages, and keep the two that reach furthest among the first, the first two, and so on."""
        ordered = sorted(passages)
        self._starts = [first for first, _, _ in ordered]
        self._furthest: list[tuple[int, int, int]] = []  # reach, whose, reach of the furthest by anyone else
        reach, whose, second = -1, -1, -1
        for _, last, id in ordered:
            if id == whose:
                reach = max(reach, last)
            elif last > reach:
                reach, whose, second = last, id, reach
            else:
                second = max(second, last)
            self._furthest.append((reach, whose, second))

    def meet(self, first: int, last: int, id: int) -> bool:
        """Tell whether a passage other than ``id`` shares a place with ``[first, last)``."""
        place = bisect_left(self._starts, last) - 1
        if place < 0:
            return False
        reach, whose, second = self._furthest[place]
        return (second if whose == id else reach) > first
