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
        ("jämför", "compare"),
        ("Jämför kodarna i en stängd omgång.", "Compare the coders of a closed round."),
    ),
    Action(
        "side",
        (),
        "1-9",
        COMPARE,
        ("ta sida", "take side"),
        ("Ta den kodarens kodning.", "Take that coder's coding."),
    ),
    Action(
        "both", ("b",), "b", COMPARE, ("båda", "both"), ("Ta allt som någon har satt.", "Take all that anyone put.")
    ),
    Action(
        "other",
        ("enter",),
        "enter",
        COMPARE,
        ("annan kod", "other code"),
        ("Välj en annan kod, eller flera med tab.", "Choose another code, or several with tab."),
    ),
    Action(
        "none",
        ("0",),
        "0",
        COMPARE,
        ("ingen", "none"),
        ("Ingen kod passar.", "No code fits."),
        in_bar=False,
    ),
    Action("next", ("n",), "n", COMPARE, ("nästa", "next"), ("Nästa som inte är avgjord.", "Next undecided.")),
    Action(
        "forward", ("right",), "→", COMPARE, ("fram", "forward"), ("Nästa skillnad.", "Next difference."), in_bar=False
    ),
    Action(
        "backward",
        ("left", "p"),
        "←, p",
        COMPARE,
        ("bak", "back"),
        ("Föregående skillnad.", "Previous difference."),
        in_bar=False,
    ),
    Action(
        "fill",
        ("f",),
        "f",
        COMPARE,
        ("fyll i", "fill in"),
        ("Gör konsensus av allt som alla är eniga om.", "Make consensus of all that all agree on."),
    ),
    Action(
        "confusion",
        ("t",),
        "t",
        COMPARE,
        ("tabell", "table"),
        ("Vilka koder som förväxlas, och var.", "Which codes are confused, and where."),
    ),
    Action(
        "reasons",
        ("o",),
        "o",
        COMPARE,
        ("skäl", "reasons"),
        ("Skäl som upprepas: för in dem i kodboken.", "Reasons that recur: put them into the codebook."),
    ),
    Action(
        "undo",
        ("u", "ctrl+z"),
        "u",
        COMPARE,
        ("ångra", "undo"),
        ("Ångra det du gjorde senast.", "Undo what you did last."),
    ),
    Action(
        "redo",
        ("U", "ctrl+y"),
        "U",
        COMPARE,
        ("gör om", "redo"),
        ("Gör om det du ångrade.", "Do again what you undid."),
        in_bar=False,
    ),
    Action(
        "help", ("question_mark", "f1"), "?", COMPARE, ("hjälp", "help"), ("Visa alla tangenter.", "Show all keys.")
    ),
    Action("back", ("q", "escape"), "q", COMPARE, ("tillbaka", "back"), ("Tillbaka till listan.", "Back to the list.")),
)
