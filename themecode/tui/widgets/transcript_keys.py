"""The keys that move in a transcript and select there."""

from __future__ import annotations

from typing import Literal

from textual.binding import Binding, BindingType

from themecode.tui.view.motions import Direction, Unit

Reach = Unit | Literal["row", "document"]
"""What a key moves by: to the next unit, or to the ends of a row or of the document."""

MOTION_KEYS: tuple[tuple[str, Reach, Direction, str], ...] = (
    ("left", "word", -1, "Previous word"),
    ("right", "word", 1, "Next word"),
    ("up", "sentence", -1, "Previous sentence"),
    ("down", "sentence", 1, "Next sentence"),
    ("pageup", "turn", -1, "Previous turn"),
    ("pagedown", "turn", 1, "Next turn"),
    ("ctrl+up", "paragraph", -1, "Previous paragraph"),
    ("ctrl+down", "paragraph", 1, "Next paragraph"),
    ("home", "row", -1, "Start of row"),
    ("end", "row", 1, "End of row"),
    ("ctrl+home", "document", -1, "Start of document"),
    ("ctrl+end", "document", 1, "End of document"),
)
"""Key, what it moves by, direction, description. With shift the same keys extend the selection."""


def motion_bindings() -> list[BindingType]:
    """Make the bindings of the plain motions, of those with shift, and of escape."""
    bindings: list[BindingType] = []
    for key, reach, direction, description in MOTION_KEYS:
        call = f"('{reach}', {direction})"
        shifted = key.replace("ctrl+", "ctrl+shift+") if "ctrl+" in key else f"shift+{key}"
        bindings.append(Binding(key, f"move{call}", description, show=False))
        bindings.append(Binding(shifted, f"extend{call}", f"{description}, selecting", show=False))
    return [*bindings, Binding("escape", "clear_selection", "Clear the selection", show=False)]
