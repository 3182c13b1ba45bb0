"""Which categories lead, which get a rank word, which follow in one list, and which are not printed.

The rules, with the words of the text they make:

- *The most common*: the first category, and those near-equal to it: at most `NEAR_POINTS` percentage points of the
  base behind, and at least `NEAR_PART` of its count. More than `MOST_LEADERS` lead only where they are tied.
- *Second* and *third most common* follow, as long as no more than `MOST_TIED` share the place and it is not lesser.
  Ranks are those of a competition: after two leaders comes the third.
- Those below `LESSER` of the base stand *to a lesser extent*, in one list, unless that would be a single category; the
  first two places always have their sentence.
- What is left in between *follows*, in one sentence.
- Below the thresholds a category loses its number, and is named among what *some mention*, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from themecode.analysis.counts import Category

NEAR_POINTS = 3
NEAR_PART = Fraction(4, 5)
MOST_LEADERS = 3
MOST_TIED = 3
LAST_RANK = 3
LESSER = Fraction(1, 5)

MIN_COUNT = 6
"""Smallest count printed; below it nobody published one."""
MIN_PERCENT = 10
"""Smallest share printed, in percent of the base, where there are `MANY_CATEGORIES` or more."""
MANY_CATEGORIES = 8
SOME_FROM = 3
"""Smallest count that is still named, without its number."""
MOST_SOME = 6
"""Categories named without their number, at most; the list of the small is not what the text is for."""


@dataclass(frozen=True)
class Thresholds:
    """What is printed with its number, and what is named without."""

    min_count: int = MIN_COUNT
    min_percent: int | None = None
    """``None``: `MIN_PERCENT` where many categories occur, else none."""
    some_from: int = SOME_FROM
    """0: nothing is named without its number."""

    def smallest_share(self, occurring: int) -> Fraction:
        """Return the smallest share printed, 0-1, where so many categories occur."""
        if self.min_percent is not None:
            return Fraction(self.min_percent, 100)
        return Fraction(MIN_PERCENT, 100) if occurring >= MANY_CATEGORIES else Fraction(0)


@dataclass(frozen=True)
class Place:
    """Categories that share a place."""

    rank: int
    """1 for the most common."""
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Ranking:
    """The categories of a question, in the parts of its text; every one that occurs is in exactly one part."""

    places: tuple[Place, ...] = ()
    """Those with a rank word, the leaders first."""
    middle: tuple[Category, ...] = ()
    lesser: tuple[Category, ...] = ()
    some: tuple[Category, ...] = ()
    """Named without their number."""
    unnamed: tuple[Category, ...] = ()
    """Below the thresholds, and not named."""
    alike: tuple[Category, ...] = ()
    """All that are printed, where all are as common; then there are no places."""

    @property
    def printed(self) -> tuple[Category, ...]:
        """All that are printed with their number, in order."""
        placed = tuple(category for place in self.places for category in place.categories)
        return (*self.alike, *placed, *self.middle, *self.lesser)

    @property
    def below(self) -> tuple[Category, ...]:
        """All that are below the thresholds, in order."""
        return (*self.some, *self.unnamed)


def ranking(categories: Sequence[Category], base: int, thresholds: Thresholds) -> Ranking:
    """Divide categories, by falling count, into the parts of a text.

    ``base`` is what shares are of; 0 where there are none (codings), and then only counts decide.
    """
    occurring = [category for category in categories if category.count]
    smallest = thresholds.smallest_share(len(occurring)) * base
    printed = [item for item in occurring if item.count >= thresholds.min_count and item.count >= smallest]
    below = occurring[len(printed) :]
    some = [item for item in below if 0 < thresholds.some_from <= item.count][:MOST_SOME]
    unnamed = tuple(below[len(some) :])
    if len(printed) > 1 and printed[0].count == printed[-1].count:
        return Ranking(alike=tuple(printed), some=tuple(some), unnamed=unnamed)
    places, rest = _places(printed, base)
    middle, lesser = _split(rest, base)
    return Ranking(places, middle, lesser, tuple(some), unnamed)


def _places(printed: Sequence[Category], base: int) -> tuple[tuple[Place, ...], list[Category]]:
    """Return the places that get a rank word, and the categories after them."""
    if not printed:
        return (), []
    leaders = _leaders(printed, base)
    places, rest = [Place(1, tuple(leaders))], list(printed[len(leaders) :])
    second_always = len(leaders) == 1
    while rest:
        rank = len(printed) - len(rest) + 1
        tied = [category for category in rest if category.count == rest[0].count]
        low = base and rest[0].count < LESSER * base and not (second_always and rank == 2)
        if rank > LAST_RANK or len(tied) > MOST_TIED or low:
            break
        places.append(Place(rank, tuple(tied)))
        rest = rest[len(tied) :]
    return tuple(places), rest


def _leaders(printed: Sequence[Category], base: int) -> list[Category]:
    first = printed[0].count
    near = [
        category
        for category in printed
        if category.count >= NEAR_PART * first and 100 * (first - category.count) <= NEAR_POINTS * base
    ]
    if len(near) <= MOST_LEADERS and near:
        return near
    return next(list(tied) for _, tied in groupby(printed, key=lambda category: category.count))


def _split(rest: Sequence[Category], base: int) -> tuple[tuple[Category, ...], tuple[Category, ...]]:
    """Return what follows in the middle, and what stands to a lesser extent."""
    if not base:
        return (), tuple(rest)
    middle = [category for category in rest if category.count >= LESSER * base]
    lesser = rest[len(middle) :]
    return (tuple(rest), ()) if len(lesser) == 1 else (tuple(middle), tuple(lesser))
