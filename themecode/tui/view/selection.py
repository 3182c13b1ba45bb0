"""The cursor in a text and what is selected there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from themecode.core.documents import Span
from themecode.tui.view.motions import Direction, Unit, Units, trimmed


@dataclass(frozen=True)
class Caret:
    """Where the cursor stands and what Enter would code.

    As long as nothing is selected by hand, that is the unit of the last motion around the cursor. A selection
    is a fixed part, the *anchor*, and an *edge* that moves: at or after the anchor's end, or at or before its
    start.
    """

    cursor: int = 0
    unit: Unit = "sentence"
    anchor: Span | None = None
    edge: int = 0
    """Meaningful with an anchor only."""

    @classmethod
    def placed(cls, units: Units, offset: int, unit: Unit = "sentence") -> Caret:
        """Put the cursor at an offset, or, between units, at the start of the unit that counts there."""
        offset = max(0, min(offset, len(units.text)))
        around = units.at(unit, offset)
        return cls(offset if around.start <= offset < around.end else around.start, unit)

    @classmethod
    def over(cls, span: Span, unit: Unit = "sentence") -> Caret:
        """Select a span, the cursor at its start."""
        return cls(span.start, unit, span, span.end)

    @classmethod
    def dragged(cls, pressed: Span, under: Span) -> Caret:
        """Select from the character the mouse was pressed on to the one under it, both included."""
        forward = under.start >= pressed.start
        return cls(under.start, "word", pressed, under.end if forward else under.start)

    def selection(self, units: Units) -> Span:
        """Return what is selected; white space at its ends is left out."""
        if self.anchor is None:
            return units.at(self.unit, self.cursor)
        return trimmed(units.text, Span(min(self.anchor.start, self.edge), max(self.anchor.end, self.edge)))

    def moved(self, units: Units, unit: Unit, direction: Direction) -> Caret:
        """Go to the next unit, or to the start of this or the one before; lets go of a selection."""
        return Caret.placed(units, units.move(unit, self.cursor, direction), unit)

    def extended(self, units: Units, unit: Unit, direction: Direction) -> Caret:
        """Move the edge by a unit. It may turn round at the anchor, which stays selected."""
        base = self._anchored(units, unit)
        anchor, edge = base.anchor, base.edge
        assert anchor is not None
        if direction > 0:
            if edge < anchor.start:
                start = units.move(unit, edge, 1)
                edge = start if edge < start < anchor.start else anchor.end
            else:
                edge = units.end_after(unit, edge)
        elif edge > anchor.end:
            edge = max(anchor.end, units.end_before(unit, edge) or 0)
        else:
            edge = units.move(unit, min(edge, anchor.start), -1)
        return base._at_edge(edge)

    def extended_to(self, units: Units, offset: int) -> Caret:
        """Move the edge to an offset, such as the end of a row."""
        base = self._anchored(units, "word")
        anchor = base.anchor
        assert anchor is not None
        inside = anchor.start < offset < anchor.end
        return base._at_edge(anchor.end if inside else offset)

    def cleared(self, units: Units) -> Caret:
        """Let go of the selection."""
        return Caret.placed(units, self.cursor, self.unit)

    def _anchored(self, units: Units, unit: Unit) -> Caret:
        """Anchor the first ``unit`` of what is selected, so that the rest can be shrunk as well as grown.

        A selection whose edge is elsewhere keeps the anchor it has.
        """
        if self.anchor is not None and self.edge != self.anchor.end:
            return self
        current = self.anchor or self.selection(units)
        first = units.at(unit, current.start)
        # A unit larger than the current one, or one beside it, cannot be the part to keep.
        inside = current.start <= first.start and first.end <= current.end
        return Caret(self.cursor, self.unit, first if inside else current, current.end)

    def _at_edge(self, edge: int) -> Caret:
        """Move the edge and the cursor with it: onto the last character selected, or the first."""
        assert self.anchor is not None
        cursor = edge - 1 if edge > self.anchor.start else edge
        return replace(self, cursor=max(0, cursor), edge=edge)
