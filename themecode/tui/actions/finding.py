"""Finding an action, a text or a code by typing, on every screen."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.compare import COMPARE
from themecode.tui.actions.pseudonyms import PSEUDONYMS
from themecode.tui.actions.report import REPORT
from themecode.tui.actions.retrieval import COUNTS, MATRIX, PASSAGES
from themecode.tui.actions.screens import ALL

ACTIONS: tuple[Action, ...] = (
    Action(
        "commands",
        ("ctrl+p",),
        "ctrl+p",
        ALL | PASSAGES | COUNTS | MATRIX | COMPARE | PSEUDONYMS | REPORT,
        "find",
        "Find anything one can do here, and jump to a question, an interview or a code.",
        in_bar=False,
    ),
)
