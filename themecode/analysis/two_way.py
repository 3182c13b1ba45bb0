"""Split counts whose rows share out the cases of each group as well: sums in both directions.

Such a table is a flow from rows to groups. What is held back can take another value exactly where the flow can be
redirected round a circle of cells held back, each between 0 and what its margins allow. So whether a cell is given
away is a question of reaching one place from another, and no equations have to be solved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from themecode.analysis.suppression import Reason, Split, joint_is_publishable, row_reasons

Cell = tuple[int, int]


def two_way(split: Split, minimum: int) -> dict[Cell, Reason]:
    """Return the cells to hold back, none of which can be worked out from the sums of rows and groups.

    Where the margins alone give cells away, as where all cases are in one row, everything is held back.
    """
    held = {
        (row, group): why
        for row, counts in enumerate(split.rows)
        for group, why in row_reasons(counts, split.bases, minimum).items()
    }
    if not held:
        return {}
    while (
        cell := _unsafe_row(split, held, minimum) or _unsafe_group(split, held) or _given_away(split, held)
    ) is not None:
        held[cell] = Reason.DERIVABLE
    return held


def is_fixed(split: Split, held: Mapping[Cell, Reason] | frozenset[Cell], cell: Cell) -> bool:
    """Tell whether a cell that is held back can have no value but its own, given the sums and what is printed."""
    row, group = cell
    value = split.rows[row][group]
    most = min(split.bases[group], sum(split.rows[row]))
    # more of it: a way back from the group to the row by giving up others; less of it: from the row to the group
    raised = value < most and _reaches(split, held, ("group", group), ("row", row), cell)
    lowered = value > 0 and _reaches(split, held, ("row", row), ("group", group), cell)
    return not (raised or lowered)


Node = tuple[str, int]


def _reaches(
    split: Split, held: Mapping[Cell, Reason] | frozenset[Cell], start: Node, end: Node, without: Cell
) -> bool:
    """Tell whether cells can be raised (row to group) and lowered (group to row) on a way between two places."""
    seen, waiting = {start}, [start]
    while waiting:
        kind, at = waiting.pop()
        if (kind, at) == end:
            return True
        for cell in held:
            row, group = cell
            if cell == without:
                continue
            value = split.rows[row][group]
            if kind == "row" and row == at and value < min(split.bases[group], sum(split.rows[row])):
                step = ("group", group)
            elif kind == "group" and group == at and value > 0:
                step = ("row", row)
            else:
                continue
            if step not in seen:
                seen.add(step)
                waiting.append(step)
    return False


def _smallest(split: Split, cells: Sequence[Cell]) -> Cell | None:
    """Return the cell with the fewest cases, one that has any first."""
    return min(
        cells, key=lambda cell: (split.rows[cell[0]][cell[1]] == 0, split.rows[cell[0]][cell[1]], cell), default=None
    )


def _left_in_row(split: Split, held: Mapping[Cell, Reason], row: int) -> list[Cell]:
    return [(row, group) for group, base in enumerate(split.bases) if base and (row, group) not in held]


def _left_in_group(split: Split, held: Mapping[Cell, Reason], group: int) -> list[Cell]:
    return [(row, group) for row in range(len(split.rows)) if (row, group) not in held]


def _unsafe_row(split: Split, held: Mapping[Cell, Reason], minimum: int) -> Cell | None:
    """Return a cell to add in a row whose cells held back are given away as a sum."""
    for row, counts in enumerate(split.rows):
        groups = [group for at, group in held if at == row]
        if groups and not joint_is_publishable(counts, split.bases, groups, minimum):
            return _smallest(split, _left_in_row(split, held, row))
    return None


def _unsafe_group(split: Split, held: Mapping[Cell, Reason]) -> Cell | None:
    """Return a cell to add in a group with only one cell held back."""
    for group in range(len(split.bases)):
        rows = [row for row, at in held if at == group]
        if len(rows) == 1 and (left := _left_in_group(split, held, group)):
            return _smallest(split, left)
    return None


def _given_away(split: Split, held: Mapping[Cell, Reason]) -> Cell | None:
    """Return a cell to add for one that can be worked out, near it where there is one left."""
    for row, group in list(held):
        if is_fixed(split, held, (row, group)):
            near = _left_in_row(split, held, row) + _left_in_group(split, held, group)
            others = near or [cell for each in range(len(split.rows)) for cell in _left_in_row(split, held, each)]
            if others:
                return _smallest(split, others)
    return None
