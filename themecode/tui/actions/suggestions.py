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
        ("förslag", "suggestions"),
        (
            "Välj om koder ska föreslås: av, på, eller efter ditt eget val.",
            "Choose whether codes are suggested: off, on, or after your own choice.",
        ),
        in_bar=False,
    ),
    Action(
        "accept_suggestion",
        ("plus",),
        "+",
        CODING,
        ("ta förslag", "take suggestion"),
        (
            "Ta det första förslaget; i listan (tab) det som är valt.",
            "Take the first suggestion; in their list (tab) the chosen one.",
        ),
        in_bar=False,
    ),
    Action(
        "reject_suggestion",
        ("minus",),
        "-",
        CODING,
        ("nej", "no"),
        ("Säg nej till förslaget: det kommer inte här igen.", "Say no to the suggestion: it does not come here again."),
        in_bar=False,
    ),
    Action(
        "why_suggested",
        ("y",),
        "y",
        CODING,
        ("varför", "why"),
        ("Visa varför koden föreslås.", "Show why the code is suggested."),
        in_bar=False,
    ),
    Action(
        "code_alike",
        ("a",),
        "a",
        CODING,
        ("som detta", "like this"),
        (
            "Ge samma kod till olästa texter som liknar denna; du ser dem först.",
            "Give the same code to unread texts like this one; you see them first.",
        ),
        in_bar=False,
    ),
)
