"""Which cells of a split table may not be printed: pure rules, nothing but numbers.

A table splits counts by the groups that share out the cases. A cell may not be printed where it is small, where all
but a few of its group are in it, or where the whole group is (primary suppression). What is left must not give such a
cell away by subtraction: the cells of a row that are held back are, together, a cell as well, as anyone can work out
their sum, so they are held to the same rules (secondary suppression). The column of all cases is the plain national
table and is left alone.

The rules are those of frequency tables in Hundepool et al., *Statistical Disclosure Control* (2012), chapter 5:
minimum frequency, group disclosure, and secondary suppression of the totals that are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MINIMUM = 5
"""Cases that a cell must have, unless the one who publishes says otherwise."""


class Reason(StrEnum):
    """Why a cell is held back. For the one who publishes: printed in a table it would give the cell away."""

    GROUP = "small group"
    """Fewer than the minimum are in the group at all: its whole column is held back."""
    FEW = "few"
    """Fewer than the minimum are in the cell."""
    REST = "all but few"
    """Fewer than the minimum of the group are not in the cell."""
    ALL = "all of the group"
    """Whoever is known to be in the group is known to be in the cell."""
    DERIVABLE = "derivable"
    """Printed, it would give another cell away by subtraction."""


@dataclass(frozen=True)
class Split:
    """Counts in groups that share out all cases."""

    rows: tuple[tuple[int, ...], ...]
    """Rows (codes, answers) x groups, counts of cases; none is above the base of its group."""
    bases: tuple[int, ...]
    """Cases that answered, by group."""
    parents: tuple[int | None, ...] = ()
    """For each row the row it counts for as well, as a code for its category; empty where rows stand side by side."""
    exclusive: bool = False
    """Whether each case is in exactly one row, so that the rows of a group sum to its base."""


@dataclass(frozen=True)
class Held:
    """What may not be printed."""

    cells: Mapping[tuple[int, int], Reason] = field(default_factory=dict)
    """(row, group) -> why."""
    bases: Mapping[int, Reason] = field(default_factory=dict)
    """Group -> why its base may not be printed either."""


def publishable(count: int, base: int, minimum: int) -> bool:
    """Tell whether a count among ``base`` cases can be printed beside other groups."""
    return reason_against(count, base, minimum) is None


def reason_against(count: int, base: int, minimum: int) -> Reason | None:
    """Return why a count among ``base`` cases may not be printed, ``None`` where it may. An empty group has nothing."""
    if base == 0:
        return None
    if base < minimum:
        return Reason.GROUP
    if count == 0:
        return None
    if count < minimum:
        return Reason.FEW
    if count == base:
        return Reason.ALL
    return Reason.REST if base - count < minimum else None


def suppressed(split: Split, minimum: int = MINIMUM) -> Held:
    """Return what of a split may not be printed so that no cell below ``minimum`` is shown or can be worked out.

    A split in which only one group has any cases is the plain table once more, and is left alone.
    """
    if sum(base > 0 for base in split.bases) < 2:
        return Held()
    bases = _row(split.bases, (sum(split.bases),) * len(split.bases), minimum)
    if split.exclusive:
        from themecode.analysis.two_way import two_way

        return Held(two_way(split, minimum), bases)
    cells = {
        (place, group): why
        for place, row in enumerate(split.rows)
        for group, why in _row(row, split.bases, minimum).items()
    }
    if split.parents:
        from themecode.analysis.suppressed_trees import protected

        cells = protected(split, cells)
    return Held(cells, bases)


def row_reasons(row: Sequence[int], bases: Sequence[int], minimum: int) -> dict[int, Reason]:
    """Return the cells of a row that may not be printed for their own sake."""
    return {
        group: why
        for group, (count, base) in enumerate(zip(row, bases, strict=True))
        if (why := reason_against(count, base, minimum)) is not None
    }


def joint_is_publishable(row: Sequence[int], bases: Sequence[int], held: Iterable[int], minimum: int) -> bool:
    """Tell whether the cells held back in a row can be known as a sum, which anyone works out from the total.

    Together they are a cell of a larger group, held to the same rules. Where all cells with any base are held back,
    their sum is the count of all cases, which is printed anyway. That a small group has none in a cell may be known.
    """
    groups = [group for group in held if bases[group]]
    if len(groups) == sum(base > 0 for base in bases):
        return True
    count, base = sum(row[group] for group in groups), sum(bases[group] for group in groups)
    if not count:  # that nobody is in a cell tells of no one
        return True
    return len(groups) > 1 and publishable(count, base, minimum)


def _row(row: Sequence[int], bases: Sequence[int], minimum: int) -> dict[int, Reason]:
    """Return the cells of a row that may not be printed, whether for their own sake or for another's."""
    held = row_reasons(row, bases, minimum)
    own = frozenset(held)
    while not joint_is_publishable(row, bases, held, minimum):
        held[_next(row, bases, held, minimum)] = Reason.DERIVABLE
    for group in sorted(held.keys() - own, key=lambda group: -row[group]):  # an earlier one may be needed no more
        if joint_is_publishable(row, bases, held.keys() - {group}, minimum):
            del held[group]
    return held


def _next(row: Sequence[int], bases: Sequence[int], held: Mapping[int, Reason], minimum: int) -> int:
    """Return the cell to hold back next: the smallest with which the others are safe, else the largest there is."""
    left = sorted(
        (group for group in range(len(row)) if bases[group] and group not in held), key=lambda each: row[each]
    )
    for group in left:
        if joint_is_publishable(row, bases, [*held, group], minimum):
            return group
    return left[-1]
