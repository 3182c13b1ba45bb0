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
    inner: Caret | None = None
    """What was selected before it was widened."""

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

    def turned(self, units: Units) -> Caret:
        """Let the other end of the selection be the one that moves from now on."""
        span = self.selection(units)
        at_end = self.anchor is None or self.edge >= self.anchor.end
        cursor = span.start if at_end else max(span.start, span.end - 1)
        return Caret(cursor, self.unit, span, span.start if at_end else span.end)

    def widened(self, units: Units) -> Caret:
        """Select the next larger unit around what is selected: word, sentence, turn, paragraph, all."""
        larger = units.around(self.selection(units))
        return self if larger is None else Caret(self.cursor, self.unit, larger, larger.end, self)

    def narrowed(self, units: Units) -> Caret:
        """Go back to what was selected before widening, else select the next smaller unit around the cursor."""
        if self.inner is not None:
            return self.inner
        smaller = units.within(self.selection(units), self.cursor)
        return self if smaller is None else Caret(self.cursor, self.unit, smaller, smaller.end)

    def cleared(self, units: Units) -> Caret:
        """Let go of the selection."""
        return Caret.placed(units, self.cursor, self.unit)

    def _anchored(self, units: Units, unit: Unit) -> Caret:
        """Anchor the ``unit`` at the end that stays, so that the rest can be shrunk as well as grown.

        A selection whose edge is elsewhere keeps the anchor it has.
        """
        current = self.anchor or self.selection(units)
        backwards = self.anchor is not None and self.edge == current.start < current.end
        if self.anchor is not None and self.edge != current.end and not backwards:
            return replace(self, inner=None)
        kept = units.at(unit, current.end - 1 if backwards else current.start)
        if backwards and kept.start < current.end:  # also the punctuation after the last word stays
            kept = Span(kept.start, current.end)
        # A unit larger than the current one, or one beside it, cannot be the part to keep.
        inside = current.start <= kept.start and kept.end <= current.end
        edge = current.start if backwards else current.end
        return Caret(self.cursor, self.unit, kept if inside else current, edge)

    def _at_edge(self, edge: int) -> Caret:
        """Move the edge and the cursor with it: onto the last character selected, or the first."""
        assert self.anchor is not None
        cursor = edge - 1 if edge > self.anchor.start else edge
        return replace(self, cursor=max(0, cursor), edge=edge)
