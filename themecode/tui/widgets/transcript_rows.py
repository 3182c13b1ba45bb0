"""Drawing one row of a transcript."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from themecode.core.documents import Span, Turn
from themecode.tui.view.columns import fitted
from themecode.tui.view.lanes import LANES, Placed, innermost_first
from themecode.tui.view.layout import Layout
from themecode.tui.widgets.palette import Ink, Palette

GUTTER = LANES + 3
"""Cells before the text: a sign, the ``+``, the lanes, and a space, which may hold the selection's bracket."""
MORE = " · +{}"
"""How many names more there are than stand beside a row."""
AFTER = 1
"""Cells kept free after the text, for the closing bracket."""


class Look(NamedTuple):
    """All that decides what a row looks like, beside the layout and the palette: the key of its strip."""

    row: int
    placed: tuple[Placed, ...]
    chosen: Span | None
    """The part of the selection on this row."""
    opens: bool
    """The selection begins on this row."""
    closes: bool
    cursor: int | None
    focused: bool
    hits: tuple[Span, ...] = ()
    """What was looked for and found on this row, whole even where it begins on the row above."""
    sign: str = ""
    """Outside the lanes: that something more stands here, such as a memo."""


class Speech:
    """Who speaks where."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._starts = [turn.label_start for turn in turns]

    def stretches(self, start: int, end: int) -> list[tuple[int, int, bool, bool]]:
        """Return ``(start, end, label, moderator)`` of the labels in a row, and of what moderators say."""
        found = []
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self._turns) and self._starts[at] < end:
            turn = self._turns[at]
            moderator = turn.speaker is not None and turn.speaker.moderator
            found.append((turn.label_start, turn.start, True, moderator))
            if moderator:
                found.append((turn.start, turn.end, False, True))
            at += 1
        return [stretch for stretch in found if stretch[0] < end and stretch[1] > start and stretch[0] < stretch[1]]


def draw(look: Look, layout: Layout, speech: Speech, palette: Palette, width: int, names: int = 0) -> Strip:
    """Draw a row as wide as the view, the last ``names`` cells of it for the names of what begins here."""
    segments = _margin(look, layout, palette)
    segments += _text(look, layout, speech, palette)
    if look.closes and look.chosen is not None and look.chosen.end == layout.rows[look.row].end:
        segments.append(Segment("▌", palette.bracket(Ink(focused=look.focused))))
    # Pieces that look alike are written as one: each costs some forty bytes of colours on its way to the terminal.
    text = Strip(Segment.simplify(segments)).adjust_cell_length(width - names, palette.style(Ink()))
    return Strip.join([text, _names(look, layout, palette, names)]) if names else text


def differing(old: Strip, new: Strip) -> tuple[int, int]:
    """Return the cells ``[left, right)`` outside which two rows of the same width look alike; empty where all do."""
    if old == new:
        return 0, 0
    width = new.cell_length
    return _alike(old, new), width - _alike(old, new, from_end=True)


def _alike(old: Strip, new: Strip, *, from_end: bool = False) -> int:
    """Count the cells from one end of two rows on which they are made of the same segments."""
    pairs = zip(reversed(list(old)), reversed(list(new)), strict=False) if from_end else zip(old, new, strict=False)
    cells = 0
    for one, other in pairs:
        if one != other:
            break
        cells += one.cell_length
    return cells


def _names(look: Look, layout: Layout, palette: Palette, width: int) -> Strip:
    """Name the marks that begin on a row, the nearest lane first; of those there is no room for, say how many."""
    _, start, end = layout.rows[look.row]
    blank = palette.lane(None)
    marks = [each.mark for each in look.placed if start <= each.mark.start < end and not each.mark.faint]
    segments: list[Segment] = []
    used = 0
    for number, mark in enumerate(marks):
        more = len(marks) - number - 1
        room = width - used - (1 if not segments else 3) - (cell_len(MORE.format(more)) if more else 0)
        if segments and cell_len(mark.label) > room:
            segments.append(Segment(MORE.format(more + 1), blank))
            break
        label = mark.label
        if cell_len(label) > room:
            label = fitted(label, max(1, room), cell_len).rstrip()
        segments += [Segment(" · " if segments else " ", blank), Segment(label, palette.name(mark.colour))]
        used = sum(segment.cell_length for segment in segments)
    return Strip(segments).adjust_cell_length(width, blank)


def _margin(look: Look, layout: Layout, palette: Palette) -> list[Segment]:
    """Draw the lanes, the nearest next to the text."""
    by_lane = {placed.lane: placed for placed in look.placed}
    blank = palette.lane(None)
    segments = [Segment((look.sign or " ") + ("+" if any(lane >= LANES for lane in by_lane) else " "), blank)]
    for lane in range(LANES - 1, -1, -1):
        placed = by_lane.get(lane)
        segments.append(
            Segment(" ", blank)
            if placed is None
            else Segment(placed.glyph, palette.lane(placed.mark.colour, faint=placed.mark.faint))
        )
    opening = look.opens and look.chosen is not None and look.chosen.start == layout.rows[look.row].start
    segments.append(Segment("▐", palette.bracket(Ink(focused=look.focused))) if opening else Segment(" ", blank))
    return list(Segment.simplify(segments))


def _text(look: Look, layout: Layout, speech: Speech, palette: Palette) -> list[Segment]:
    """Cut the row where anything about its looks changes, and style the pieces."""
    _, start, end = layout.rows[look.row]
    chosen = look.chosen or Span(start, start)
    marks = innermost_first(placed.mark for placed in look.placed if not placed.mark.faint)
    stretches = speech.stretches(start, end)
    cuts = {start, end, chosen.start, chosen.end}
    for mark in marks:
        cuts |= {mark.start, mark.end}
    for hit in look.hits:
        cuts |= {hit.start, hit.end}
    for first, last, _, _ in stretches:
        cuts |= {first, last}
    if look.cursor is not None:
        cursor = layout.cluster_at(look.cursor)
        cuts |= {cursor.start, cursor.end}
    # The brackets stand in the spaces around the selection.
    before = chosen.start - 1 if look.opens and layout.text[chosen.start - 1 : chosen.start] == " " else -1
    after = chosen.end if look.closes and layout.text[chosen.end : chosen.end + 1] == " " else -1
    cuts |= {before, before + 1, after, after + 1}
    # An imported mark may begin within a character as drawn; the terminal must get that in one piece.
    points = sorted({layout.cluster_at(cut).start for cut in cuts if start < cut < end} | {start, end})
    segments = []
    for first, last in pairwise(points):
        here = [mark for mark in marks if mark.start < last and mark.end > first]
        voice = [stretch for stretch in stretches if stretch[0] < last and stretch[1] > first]
        hits = [hit for hit in look.hits if hit.start < last and hit.end > first]
        # What is found inside a selection is shown as found, not as selected: in an answer all text is selected.
        inside = any(hit.start > chosen.start or hit.end < chosen.end for hit in hits)
        ink = Ink(
            colour=here[0].colour if here else None,
            depth=min(len(here), 3),
            label=any(stretch[2] for stretch in voice),
            moderator=any(stretch[3] for stretch in voice),
            chosen=chosen.start < last and chosen.end > first and not inside,
            cursor=look.cursor is not None and first <= look.cursor < last,
            focused=look.focused,
            hit=bool(hits),
        )
        if first in (before, after):
            segments.append(Segment("▐" if first == before else "▌", palette.bracket(ink)))
        else:
            segments.append(Segment(layout.text[first:last], palette.style(ink)))
    return segments
