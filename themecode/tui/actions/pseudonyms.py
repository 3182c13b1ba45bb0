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
        ("namn", "names"),
        (
            "Byt namn, orter, nummer och datum mot ersättningar i hela studien.",
            "Put stand-ins in the place of names, places, numbers and dates in the whole study.",
        ),
        in_bar=False,
    ),
    Action(
        "judge",
        ("enter", "space"),
        "enter",
        PSEUDONYMS,
        ("byt/låt stå", "replace/leave"),
        ("Byt ut det som är valt, eller låt det stå.", "Replace what is chosen, or leave it."),
    ),
    Action(
        "other_standin",
        ("e",),
        "e",
        PSEUDONYMS,
        ("annan", "another"),
        ("Ge en annan ersättning.", "Give another stand-in."),
    ),
    Action(
        "all_of_kind",
        ("a",),
        "a",
        PSEUDONYMS,
        ("alla av sorten", "all of this kind"),
        ("Byt ut allt av samma sort, även det osäkra.", "Replace all of the same kind, also what is in doubt."),
    ),
    Action(
        "none_of_kind",
        ("i",),
        "i",
        PSEUDONYMS,
        ("ingen av sorten", "none of this kind"),
        ("Låt allt av samma sort stå.", "Leave all of the same kind."),
    ),
    Action(
        "names_list",
        ("l",),
        "l",
        PSEUDONYMS,
        ("namnlista", "list of names"),
        ("Läs in en egen lista med namn.", "Read a list of names of your own."),
    ),
    Action(
        "replace_names",
        ("b",),
        "b",
        PSEUDONYMS,
        ("byt ut", "replace"),
        (
            "Byt ut allt som är märkt. Bara nyckeln tar tillbaka det, inte ångra.",
            "Replace all that is marked. Only the key brings it back, undo does not.",
        ),
    ),
    Action(
        "help", ("question_mark", "f1"), "?", PSEUDONYMS, ("hjälp", "help"), ("Visa alla tangenter.", "Show all keys.")
    ),
    Action(
        "leave_names",
        ("q", "escape"),
        "q",
        PSEUDONYMS,
        ("tillbaka", "back"),
        ("Tillbaka till listan; inget är bytt.", "Back to the list; nothing is replaced."),
    ),
)
