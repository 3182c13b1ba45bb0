"""Which rows of a list are marked, by hand or by dragging a range along with the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Marks:
    """The marked rows of a list, by their ids."""

    def __init__(self) -> None:
        self._ids: Sequence[int] = ()
        self._marked: set[int] = set()
        self._anchor: int | None = None
        """Where a range begins that is being drawn."""
        self._reached = 0
        self._before: set[int] = set()
        """What was marked when the range was begun."""

    def __len__(self) -> int:
        """Return how many rows are marked."""
        return len(self._marked)

    def __contains__(self, row_id: int) -> bool:
        """Tell whether a row is marked."""
        return row_id in self._marked

    def over(self, ids: Sequence[int]) -> None:
        """Take over another list; marks stay on what is still in it, so that nothing unseen is marked."""
        self._ids = ids
        self._anchor = None
        if self._marked:
            self._marked &= set(ids)

    def in_order(self) -> list[int]:
        """Return the marked rows in the order of the list."""
        return [row_id for row_id in self._ids if row_id in self._marked] if self._marked else []

    def turn(self, place: int) -> None:
        """Mark a row, or let go of it."""
        self._anchor = None
        self._marked ^= {self._ids[place]}

    def stretch(self, start: int, end: int) -> range:
        """Mark from where the range began (or ``start``) to ``end``; return the places that may have changed."""
        if self._anchor is None:
            self._anchor, self._reached, self._before = start, start, set(self._marked)
        low, high = sorted((self._anchor, end))
        changed = range(min(self._reached, end), max(self._reached, end) + 1)  # all else is marked right already
        self._reached = end
        self._marked -= {self._ids[place] for place in changed if not low <= place <= high} - self._before
        self._marked |= {self._ids[place] for place in changed if low <= place <= high}
        return changed

    def let_go_of_range(self) -> None:
        """End a range: the next one begins where the cursor is then."""
        self._anchor = None

    def turn_all(self) -> None:
        """Mark the whole list, or nothing where all of it is marked."""
        self._anchor = None
        self._marked = set() if len(self._marked) == len(self._ids) else set(self._ids)

    def add(self, ids: Iterable[int]) -> int:
        """Mark more rows of the list and return how many of them are in it."""
        self._anchor = None
        found = set(ids) & set(self._ids)
        self._marked |= found
        return len(found)

    def clear(self) -> None:
        """Mark nothing."""
        self._anchor = None
        self._marked = set()
