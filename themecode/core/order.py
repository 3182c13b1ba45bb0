"""Keeping things in order while moving as few of them as can be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile


def increasing(numbers: Sequence[int | None]) -> list[int]:
    """Return strictly increasing numbers, each kept where it can be; ``None`` gets a free one."""
    first = next((number for number in numbers if number is not None), len(numbers))
    last = first - 1 - sum(1 for _ in takewhile(lambda number: number is None, numbers))
    placed = []
    for number in numbers:
        last = number if number is not None and number > last else last + 1
        placed.append(last)
    return placed


def already_in_order(numbers: Sequence[int]) -> set[int]:
    """Return the indices of the most numbers that rise as they stand, so that only the others need to move.

    The longest increasing subsequence, in O(n log n) (Fredman 1975).
    """
    ends: list[int] = []  # the smallest number that a rising run of length n + 1 can end with
    at: list[int] = []  # and its index
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(at[length - 1] if length else None)
        ends[length : length + 1] = [number]
        at[length : length + 1] = [index]
    kept: set[int] = set()
    place = at[-1] if at else None
    while place is not None:
        kept.add(place)
        place = before[place]
    return kept
