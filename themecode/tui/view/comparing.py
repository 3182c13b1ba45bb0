"""What the compare screen prints: which part of a text, and who gave it what. No Textual here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from themecode.core.documents import Segmented, Span
from themecode.usecases.comparing import Comparison, Side, Unit

AROUND = 240
"""Code points shown before and after a passage where the text has no turns."""


@dataclass(frozen=True)
class Given:
    """One code on one side."""

    code_id: int
    shared: bool
    """Whether all gave it."""
    quote: str
    """Which words, where that is not the whole passage; else empty."""


def excerpt(unit: Unit, parts: Segmented) -> tuple[str, Span]:
    """Return the text to show of a unit's document, and where the unit stands in it.

    An answer is shown whole; of a transcript the turns that the passage touches.
    """
    if unit.span is None:
        return parts.text, Span(0, len(parts.text))
    touched = [turn for turn in parts.turns if turn.label_start < unit.span.end and unit.span.start < turn.end]
    if touched:
        start, end = min(turn.label_start for turn in touched), max(turn.end for turn in touched)
    else:
        start, end = unit.span.start - AROUND, unit.span.end + AROUND
    start, end = max(0, min(start, unit.span.start)), min(len(parts.text), max(end, unit.span.end))
    return parts.text[start:end], Span(unit.span.start - start, unit.span.end - start)


def given(unit: Unit, side: Side, text: str, room: int, order: Sequence[int]) -> list[Given]:
    """Return what a side gave a unit: on an answer in the codebook's ``order``, in a passage as it stands there.

    ``text`` is the document's, ``room`` the letters of a quote.
    """
    found = []
    codings = side.codings if unit.span else sorted(side.codings, key=lambda placed: order.index(placed[1]))
    for span, code in codings:
        quote = "" if unit.span in (None, span) else shortened(span.of(text), room)
        found.append(Given(code, code in unit.shared, quote))
    return list(dict.fromkeys(found))


def shortened(text: str, room: int) -> str:
    """Return a text on one line, its middle left out where it is longer than ``room``."""
    line = " ".join(text.split())
    if len(line) <= room:
        return line
    head = max(1, (room - 3) * 2 // 3)
    return f"{line[:head].rstrip()} … {line[-max(1, room - 3 - head) :].lstrip()}"


def next_undecided(queue: Sequence[Unit], after: int) -> int | None:
    """Return the place of the next unit without a decision, looking on from the start at the end."""
    order = [*range(after + 1, len(queue)), *range(after + 1)]
    return next((place for place in order if not queue[place].decided), None)


def codes_to_define(compared: Comparison, unit: Unit) -> list[int]:
    """Return the codes whose definitions help here: the disputed ones, then those all gave, in codebook order."""
    order = list(compared.codes)
    return [*sorted(unit.disputed, key=order.index), *sorted(unit.shared, key=order.index)]
