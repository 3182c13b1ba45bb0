"""The pane beside a text: wider, narrower, hidden."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import BOOK, CODING, TABLE

PANES = CODING | BOOK | TABLE

ACTIONS: tuple[Action, ...] = (
    Action(
        "wider_pane",
        ("ctrl+left", "f7"),
        "ctrl+←, f7",
        PANES,
        "larger pane",
        "Give the pane beside the text more room; its line can be dragged too.",
        in_bar=False,
    ),
    Action(
        "narrower_pane",
        ("ctrl+right", "shift+f7"),
        "ctrl+→",
        PANES,
        "smaller pane",
        "Give the text more room, and the pane beside it less (shift+f7 too).",
        in_bar=False,
    ),
    Action(
        "toggle_pane",
        ("f6",),
        "f6",
        PANES,
        "pane",
        "Hide the pane beside the text, or show it again.",
        in_bar=False,
    ),
)
