"""What can be done with suggested codes."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import CODING

ACTIONS: tuple[Action, ...] = (
    Action(
        "suggestions",
        ("F",),
        "F",
        CODING,
        "suggestions",
        "Choose whether codes are suggested: off, on, or after your own choice.",
        in_bar=False,
    ),
    Action(
        "accept_suggestion",
        ("plus",),
        "+",
        CODING,
        "take suggestion",
        "Take the first suggestion; in their list (tab) the chosen one.",
        in_bar=False,
    ),
    Action(
        "reject_suggestion",
        ("minus",),
        "-",
        CODING,
        "no",
        "Say no to the suggestion: it does not come here again.",
        in_bar=False,
    ),
    Action(
        "why_suggested",
        ("y",),
        "y",
        CODING,
        "why",
        "Show why the code is suggested.",
        in_bar=False,
    ),
    Action(
        "code_alike",
        ("a",),
        "a",
        CODING,
        "like this",
        "Give the same code to unread texts like this one; you see them first.",
        in_bar=False,
    ),
)
