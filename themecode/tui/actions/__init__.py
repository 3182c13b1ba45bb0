"""Everything a key can do, in one registry: bindings, key bar, help and command palette read it."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from themecode.tui.actions import (
    answers,
    codebook,
    common,
    compare,
    finding,
    panes,
    pseudonyms,
    report,
    retrieval,
    suggestions,
    transcript,
)
from themecode.tui.actions.action import Action
from themecode.tui.actions.common import DIGITS

__all__ = ["ACTIONS", "DIGITS", "Action", "actions_of", "bindings"]

ACTIONS: tuple[Action, ...] = (
    *answers.TABLE_ACTIONS,
    *common.ACTIONS,
    *answers.ACTIONS,
    *transcript.ACTIONS,
    *suggestions.ACTIONS,
    *codebook.ACTIONS,
    *compare.ACTIONS,
    *retrieval.ACTIONS,
    *report.ACTIONS,
    *finding.ACTIONS,
    *panes.ACTIONS,
    *pseudonyms.ACTIONS,
    *common.LAST,
)
"""In the order of the key bar."""


def actions_of(screen: str) -> list[Action]:
    """Return the actions of a screen in the order of the key bar; the digits stand after coding."""
    found = [action for action in ACTIONS if screen in action.screens]
    if screen in DIGITS.screens:
        found.insert(1, DIGITS)
    return found


def bindings(screen: str) -> list[BindingType]:
    """Return the bindings of a screen. Paging answers goes before the text's own paging."""
    made: list[BindingType] = []
    for action in actions_of(screen):
        if action is DIGITS:
            made += [Binding(digit, f"digit({digit})", show=False) for digit in DIGITS.keys]
        else:
            urgent = action.name in ("next_answer", "previous_answer", "code_tree")
            made += [Binding(key, action.name, show=False, priority=urgent) for key in action.keys]
    return made
