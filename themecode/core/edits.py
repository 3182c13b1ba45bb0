"""Known replacements in a text, and where every position goes: exact, unlike comparing two texts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from themecode.core.documents import Span


@dataclass(frozen=True, order=True)
class Edit:
    """A stretch of a text, in code points of it, and what takes its place."""

    start: int
    end: int
    new: str


class Edits:
    """Replacements in one text, and the positions before and after."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        """Take the edits in order. Raises ValueError where two overlap or one is empty."""
        self.edits = tuple(edits)
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        if any(edit.start >= edit.end for edit in edits):
            raise ValueError("an edit replaces nothing")
        if any(left > right for left, right in zip(self._ends, self._starts[1:], strict=False)):
            raise ValueError("two edits overlap")
        self._grown = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in edits)]

    def apply(self, text: str) -> str:
        """Return the text with everything replaced."""
        parts, at = [], 0
        for edit in self.edits:
            parts += [text[at : edit.start], edit.new]
            at = edit.end
        return "".join([*parts, text[at:]])

    def inverse(self, text: str) -> Edits:
        """Return the edits that lead from the replaced text back to ``text``."""
        return Edits(
            [
                Edit(edit.start + grown, edit.start + grown + len(edit.new), text[edit.start : edit.end])
                for edit, grown in zip(self.edits, self._grown, strict=False)
            ]
        )

    def span(self, span: Span) -> Span:
        """Return where a span stands afterwards; an edge inside something replaced goes outward, around it."""
        return Span(self._edge(span.start, last=False), self._edge(span.end, last=True))

    def position(self, position: int) -> int:
        """Return where a position stands afterwards; one inside something replaced goes to its end."""
        return self._edge(position, last=True)

    def touches(self, span: Span) -> bool:
        """Tell whether something is replaced inside a span, or across its edges."""
        return bisect_right(self._ends, span.start) < bisect_left(self._starts, span.end)

    def _edge(self, position: int, *, last: bool) -> int:
        index = bisect_right(self._ends, position)  # edits that end before the position, or at it
        if index < len(self.edits) and self._starts[index] < position:
            edit = self.edits[index]
            return edit.start + self._grown[index] + (len(edit.new) if last else 0)
        return position + self._grown[index]
