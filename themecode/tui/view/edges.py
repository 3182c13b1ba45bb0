"""The two ends of a coded passage while they are moved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from themecode.core.documents import Span
from themecode.tui.view.layout import Layout
from themecode.tui.view.motions import Direction, Unit, Units


@dataclass(frozen=True)
class Edges:
    """A passage, and which of its ends moves. The ends never meet, cross or leave the text."""

    span: Span
    at_end: bool = True

    @property
    def edge(self) -> int:
        """The offset of the end that moves."""
        return self.span.end if self.at_end else self.span.start

    @property
    def cursor(self) -> int:
        """The character to stand on: the last of the passage, or the first."""
        return self.span.end - 1 if self.at_end else self.span.start

    def turned(self) -> Edges:
        """Let the other end move."""
        return replace(self, at_end=not self.at_end)

    def to(self, offset: int) -> Edges:
        """Put the end at an offset; where that would cross the other end, all stays as it is."""
        start, end = (self.span.start, offset) if self.at_end else (offset, self.span.end)
        return replace(self, span=Span(start, end)) if 0 <= start < end else self

    def moved(self, units: Units, unit: Unit, direction: Direction) -> Edges:
        """Move the end to where a unit ends, or, of the start, begins."""
        if not self.at_end:
            return self.to(units.move(unit, self.span.start, direction))
        if direction > 0:
            return self.to(units.end_after(unit, self.span.end))
        before = units.end_before(unit, self.span.end)
        return self if before is None else self.to(before)

    def stepped(self, layout: Layout, direction: Direction) -> Edges:
        """Move the end by one character as drawn."""
        if direction > 0:
            after = layout.cluster_at(self.edge).end if self.edge < len(layout.text) else self.edge
            return self.to(min(len(layout.text), max(after, self.edge + 1)))
        if self.edge == 0:
            return self
        return self.to(layout.cluster_at(self.edge - 1).start)

    def placed(self, under: Span) -> Edges:
        """Put the end at a character, which is included."""
        return self.to(under.end if self.at_end else under.start)
