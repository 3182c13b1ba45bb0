"""What can be done with passages, counts and the matrix, and how one comes there."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import ALL, LISTS

PASSAGES = frozenset({"passages"})
COUNTS = frozenset({"counts"})
MATRIX = frozenset({"matrix"})

ACTIONS: tuple[Action, ...] = (
    Action(
        "passages",
        ("w",),
        "w",
        ALL,
        ("textställen", "passages"),
        (
            "Allt som är kodat med en kod; sök i koder och i texten.",
            "Everything coded with a code; search codes and the text.",
        ),
    ),
    Action(
        "matrix",
        ("m",),
        "m",
        LISTS,
        ("matris", "matrix"),
        ("Fall mot teman, med en sammanfattning i varje cell.", "Cases by themes, with a summary in each cell."),
    ),
    Action(
        "open_passage",
        ("enter",),
        "enter",
        PASSAGES,
        ("öppna", "open"),
        ("Öppna texten vid stället.", "Open the text at the place."),
    ),
    Action(
        "ask_codes",
        ("s",),
        "s",
        PASSAGES,
        ("fråga", "query"),
        (
            "Skriv en kod eller en fråga: tid och inte ledning, tid nära ledning inom samma replik.",
            "Type a code or a query: time and not leadership, time near leadership within the same turn.",
        ),
    ),
    Action(
        "ask_words",
        ("w",),
        "w",
        PASSAGES,
        ("ord i texten", "words"),
        ("Sök ord i texten: tid, sam*, ”ont om tid”.", "Look for words in the text: time, coll*, “short of time”."),
    ),
    Action(
        "filter",
        ("slash",),
        "/",
        PASSAGES | MATRIX,
        ("filtrera", "filter"),
        ("Visa bara det som innehåller en text.", "Show only what holds a text."),
    ),
    Action(
        "group",
        ("g",),
        "g",
        PASSAGES,
        ("ordna", "group"),
        ("Ordna efter fall, talare, roll eller en variabel.", "Group by case, speaker, role or a variable."),
    ),
    Action(
        "context",
        ("t",),
        "t",
        PASSAGES,
        ("sammanhang", "context"),
        ("Visa fler meningar runt om, eller inga.", "Show more sentences around, or none."),
    ),
    Action(
        "open_cell",
        ("enter",),
        "enter",
        COUNTS,
        ("textställen", "passages"),
        ("Visa textställena bakom siffran.", "Show the passages behind the figure."),
    ),
    Action("bars", ("b",), "b", COUNTS, ("staplar", "bars"), ("Antalen som staplar.", "The counts as bars.")),
    Action(
        "cross_table",
        ("t",),
        "t",
        COUNTS,
        ("korstabell", "cross-table"),
        ("Koderna mot en variabel hos fallen.", "The codes by a variable of the cases."),
    ),
    Action(
        "together",
        ("s",),
        "s",
        COUNTS,
        ("samförekomst", "co-occurrence"),
        (
            "Vilka koder som står tillsammans; igen: i samma fall eller på samma text.",
            "Which codes stand together; again: in the same case or over the same text.",
        ),
    ),
    Action("level", ("l",), "l", COUNTS, ("nivå", "level"), ("Välj nivå i kodträdet.", "Choose a level of the tree.")),
    Action(
        "next_codebook",
        ("n",),
        "n",
        COUNTS,
        ("nästa kodbok", "next codebook"),
        ("Gå till nästa kodbok.", "Go to the next codebook."),
    ),
    Action(
        "edit_cell",
        ("enter",),
        "enter",
        MATRIX,
        ("skriv", "write"),
        ("Skriv en sammanfattning i cellen.", "Write a summary in the cell."),
    ),
    Action(
        "cell_passages",
        ("w",),
        "w",
        MATRIX,
        ("textställen", "passages"),
        ("Visa cellens textställen.", "Show the passages of the cell."),
    ),
    Action(
        "themes",
        ("t",),
        "t",
        MATRIX,
        ("teman", "themes"),
        ("Välj kodbok och nivå.", "Choose a codebook and a level."),
    ),
    Action(
        "kind_of_case",
        ("i",),
        "i",
        MATRIX,
        ("intervjuer/svar", "interviews/answers"),
        ("Fall med intervjuer, eller fall med svar.", "Cases with interviews, or cases with answers."),
        in_bar=False,
    ),
    Action(
        "whose",
        ("o",),
        "o",
        PASSAGES | COUNTS | MATRIX,
        ("egna/resultat", "own/result"),
        (
            "Egna kodningar, eller resultatet så som rapporten räknar det.",
            "Your own codings, or the result as the report counts it.",
        ),
    ),
    Action("undo", ("u", "ctrl+z"), "u", MATRIX, ("ångra", "undo"), ("Ångra det du gjorde senast.", "Undo.")),
    Action("redo", ("U", "ctrl+y"), "U", MATRIX, ("gör om", "redo"), ("Gör om.", "Do again."), in_bar=False),
    Action(
        "help",
        ("question_mark", "f1"),
        "?",
        PASSAGES | COUNTS | MATRIX,
        ("hjälp", "help"),
        ("Visa alla tangenter.", "Show all keys."),
    ),
    Action(
        "back",
        ("q", "escape"),
        "q",
        PASSAGES | COUNTS | MATRIX,
        ("tillbaka", "back"),
        ("Tillbaka.", "Back."),
    ),
)
