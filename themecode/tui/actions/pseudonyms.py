"""What can be done with names that were found, and how one comes there."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import LISTS

PSEUDONYMS = frozenset({"pseudonyms"})

ACTIONS: tuple[Action, ...] = (
    Action(
        "pseudonyms",
        ("p",),
        "p",
        LISTS,
        "names",
        "Put stand-ins in the place of names, places, numbers and dates in the whole study.",
        in_bar=False,
    ),
    Action(
        "judge",
        ("enter", "space"),
        "enter",
        PSEUDONYMS,
        "replace/leave",
        "Replace what is chosen, or leave it.",
    ),
    Action(
        "other_standin",
        ("e",),
        "e",
        PSEUDONYMS,
        "another",
        "Give another stand-in.",
    ),
    Action(
        "all_of_kind",
        ("a",),
        "a",
        PSEUDONYMS,
        "all of this kind",
        "Replace all of the same kind, also what is in doubt.",
    ),
    Action(
        "none_of_kind",
        ("i",),
        "i",
        PSEUDONYMS,
        "none of this kind",
        "Leave all of the same kind.",
    ),
    Action(
        "names_list",
        ("l",),
        "l",
        PSEUDONYMS,
        "list of names",
        "Read a list of names of your own.",
    ),
    Action(
        "replace_names",
        ("b",),
        "b",
        PSEUDONYMS,
        "replace",
        "Replace all that is marked. Only the key brings it back, undo does not.",
    ),
    Action("help", ("question_mark", "f1"), "?", PSEUDONYMS, "help", "Show all keys."),
    Action(
        "leave_names",
        ("q", "escape"),
        "q",
        PSEUDONYMS,
        "back",
        "Back to the list; what is marked is kept, nothing is replaced.",
    ),
)
