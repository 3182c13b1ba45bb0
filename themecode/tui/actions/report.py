"""What can be done with the report on screen, and how one comes there."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import LISTS

REPORT = frozenset({"report"})
COUNTS = frozenset({"counts"})

ACTIONS: tuple[Action, ...] = (
    Action(
        "report",
        ("f",),
        "f",
        LISTS | COUNTS,
        "report",
        "The report as it will be printed: style, thresholds, quotes; write it to a file.",
    ),
    Action(
        "change",
        ("enter",),
        "enter",
        REPORT,
        "change",
        "Change what is chosen; a quote is taken in or out.",
    ),
    Action(
        "take_quote",
        ("space",),
        "space",
        REPORT,
        "quote",
        "Take the quote into the report, or out of it.",
    ),
    Action(
        "more",
        ("right", "plus"),
        "→",
        REPORT,
        "more",
        "The next style or question, a higher threshold.",
    ),
    Action(
        "less",
        ("left", "minus"),
        "←",
        REPORT,
        "less",
        "The style or question before, a lower threshold.",
    ),
    Action(
        "rule",
        ("x", "delete"),
        "x",
        REPORT,
        "the rule",
        "Let the report's own rule hold again.",
        in_bar=False,
    ),
    Action(
        "write_file",
        ("w",),
        "w",
        REPORT,
        "write file",
        "Write the report to a file; the suffix chooses.",
    ),
    Action(
        "page_on",
        ("pagedown",),
        "pgdn",
        REPORT,
        "page",
        "Page on in the text.",
        in_bar=False,
    ),
    Action(
        "page_back",
        ("pageup",),
        "pgup",
        REPORT,
        "page back",
        "Page back in the text.",
        in_bar=False,
    ),
    Action("undo", ("u", "ctrl+z"), "u", REPORT, "undo", "Undo."),
    Action("redo", ("U", "ctrl+y"), "U", REPORT, "redo", "Do again.", in_bar=False),
    Action("help", ("question_mark", "f1"), "?", REPORT, "help", "Show all keys."),
    Action("back", ("q", "escape"), "q", REPORT, "back", "Back."),
)
