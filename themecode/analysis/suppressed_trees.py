"""Split counts of a tree of codes: what a category's row says of its codes' rows, and the other way round.

A category counts the cases of its whole subtree. So no code has more cases of a group than its category, and a
category, unless it is put on texts itself, no more than its codes have together. With the sums of the rows this can
give a cell away that its own row does not. A cell is safe where another table that prints the same can be shown: one
in which a case more of one group and a case less of another stand in some of the rows. Where none is found, rows of
the tree are held back whole, the cell's own first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from themecode.analysis.suppression import Reason, Split

Cell = tuple[int, int]


def protected(split: Split, cells: Mapping[Cell, Reason]) -> dict[Cell, Reason]:
    """Return the cells to hold back so that the tree gives none of ``cells`` away, which hold row by row."""
    held = dict(cells)
    for family in _families(split):
        if len(family.rows) > 1:
            while (row := family.row_to_hold(held)) is not None:
                for group, base in enumerate(split.bases):
                    if base:
                        held.setdefault((row, group), Reason.DERIVABLE)
    return held


def _above(split: Split, row: int) -> list[int]:
    """Return the rows a row counts for, the nearest first."""
    found = []
    above = split.parents[row]
    while above is not None:
        found.append(above)
        above = split.parents[above]
    return found


def _families(split: Split) -> Iterator[_Family]:
    """Yield the trees, each with its rows from the top down; rows without any cases are left out."""
    found: dict[int, list[int]] = {}
    for row in sorted(range(len(split.rows)), key=lambda row: len(_above(split, row))):
        if any(split.rows[row]):
            found.setdefault((_above(split, row) or [row])[-1], []).append(row)
    for rows in found.values():
        children: dict[int, list[int]] = {}
        for row in rows:
            above = split.parents[row]
            if above is not None:
                children.setdefault(above, []).append(row)
        yield _Family(split, rows, children)


@dataclass(frozen=True)
class _Family:
    """A tree of rows."""

    split: Split
    rows: list[int]
    children: Mapping[int, list[int]]

    def row_to_hold(self, held: Mapping[Cell, Reason]) -> int | None:
        """Return a row to hold back whole for a cell that may be given away; ``None`` where all are safe."""
        national = sum(self.split.bases)
        for row in self.rows:
            if sum(self.split.rows[row]) >= national:  # the plain table says it of every group
                continue
            for group, count in enumerate(self.split.rows[row]):
                if count and (row, group) in held and not self.can_differ(held, (row, group)):
                    found = next((each for each in self._near(row) if self._is_shown(each, held)), None)
                    if found is not None:
                        return found
        return None

    def _near(self, row: int) -> list[int]:
        """Return the rows of the tree: the row itself, those below it, above it, and the others."""
        below = [each for each in self.rows if row in _above(self.split, each)]
        return [row, *reversed(below), *_above(self.split, row), *self.rows]

    def _is_shown(self, row: int, held: Mapping[Cell, Reason]) -> bool:
        return any(base and (row, group) not in held for group, base in enumerate(self.split.bases))

    def can_differ(self, held: Mapping[Cell, Reason], cell: Cell) -> bool:
        """Tell whether a case more, or less, in a cell goes with everything that is printed."""
        row, group = cell
        return any(
            self._goes(held, frozenset({row}), more, less)
            for other, base in enumerate(self.split.bases)
            if base and other != group and (row, other) in held
            for more, less in ((group, other), (other, group))
        )

    def _goes(self, held: Mapping[Cell, Reason], moved: frozenset[int], more: int, less: int) -> bool:
        """Tell whether rows can have a case more of one group and one less of another, perhaps with further rows."""
        rows, bases = self.split.rows, self.split.bases
        for row in moved:
            if (row, more) not in held or (row, less) not in held:
                return False
            if rows[row][more] >= bases[more] or rows[row][less] <= 0:
                return False
        for row in moved:
            wanted = self._wanted(row, moved, more, less)
            if wanted is not None:
                return any(self._goes(held, moved | {each}, more, less) for each in wanted)
        return True

    def _wanted(self, row: int, moved: frozenset[int], more: int, less: int) -> list[int] | None:
        """Return the rows one of which must go along with a moved one; ``None`` where all is well with it."""
        rows, above = self.split.rows, self.split.parents[row]
        if above is not None and above not in moved:
            if rows[row][more] + 1 > rows[above][more]:
                return [above]
            if self._is_sum(above) and self._surplus(above, less, moved, -1) < 0:
                return [above]
        below = self.children.get(row, [])
        for child in below:
            if child not in moved and rows[child][less] > rows[row][less] - 1:
                return [child]
        if below and self._is_sum(row):
            if self._surplus(row, less, moved, -1) < -1:
                return []
            if self._surplus(row, more, moved, 1) < 1:
                return [child for child in below if child not in moved]
        return None

    def _surplus(self, row: int, group: int, moved: frozenset[int], step: int) -> int:
        """Return by how much the codes below a row would exceed its count in a group as it is now."""
        rows = self.split.rows
        return sum(rows[child][group] + step * (child in moved) for child in self.children[row]) - rows[row][group]

    def _is_sum(self, row: int) -> bool:
        """Tell whether a category may be taken to have no cases but those of its codes."""
        rows = self.split.rows
        return all(
            rows[row][group] <= sum(rows[child][group] for child in self.children[row])
            for group in range(len(self.split.bases))
        )
