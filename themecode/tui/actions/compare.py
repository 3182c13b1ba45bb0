"""What can be done when comparing coders."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import LISTS

COMPARE = frozenset({"compare"})

ACTIONS: tuple[Action, ...] = (
    Action(
        "compare",
        ("j",),
        "j",
        LISTS,
        "compare",
        "Compare the coders of a closed round.",
    ),
    Action(
        "side",
        (),
        "1-9",
        COMPARE,
        "take side",
        "Take that coder's coding.",
    ),
    Action("both", ("b",), "b", COMPARE, "both", "Take all that anyone put."),
    Action(
        "other",
        ("enter",),
        "enter",
        COMPARE,
        "other code",
        "Choose another code, or several with tab.",
    ),
    Action(
        "none",
        ("0",),
        "0",
        COMPARE,
        "none",
        "No code fits.",
        in_bar=False,
    ),
    Action("next", ("n",), "n", COMPARE, "next", "Next undecided."),
    Action("forward", ("right",), "→", COMPARE, "forward", "Next difference.", in_bar=False),
    Action(
        "backward",
        ("left", "p"),
        "←, p",
        COMPARE,
        "back",
        "Previous difference.",
        in_bar=False,
    ),
    Action(
        "fill",
        ("f",),
        "f",
        COMPARE,
        "fill in",
        "Make consensus of all that all agree on.",
    ),
    Action(
        "confusion",
        ("t",),
        "t",
        COMPARE,
        "table",
        "Which codes are confused, and where.",
    ),
    Action(
        "reasons",
        ("o",),
        "o",
        COMPARE,
        "reasons",
        "Reasons that recur: put them into the codebook.",
    ),
    Action(
        "undo",
        ("u", "ctrl+z"),
        "u",
        COMPARE,
        "undo",
        "Undo what you did last.",
    ),
    Action(
        "redo",
        ("U", "ctrl+y"),
        "U",
        COMPARE,
        "redo",
        "Do again what you undid.",
        in_bar=False,
    ),
    Action("help", ("question_mark", "f1"), "?", COMPARE, "help", "Show all keys."),
    Action("back", ("q", "escape"), "q", COMPARE, "back", "Back to the list."),
)
