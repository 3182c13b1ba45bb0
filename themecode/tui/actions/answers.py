"""What can be done with answers beside reading them one by one: the table of all, like answers, earlier codes."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import ANSWERS, LISTS, TABLE

ACTIONS: tuple[Action, ...] = (
    Action(
        "answer_table",
        ("l",),
        "l",
        ANSWERS | LISTS,
        ("lista", "list"),
        ("Alla svar på frågan i en tabell.", "All answers to the question in a table."),
    ),
    Action(
        "find_answers",
        ("slash", "ctrl+f"),
        "/",
        ANSWERS,
        ("sök", "search"),
        (
            "Sök i alla svar: skriv ord, tryck enter, och enter igen på ett svar.",
            "Search all answers: type words, press enter, and enter again on an answer.",
        ),
    ),
    Action(
        "give_same",
        ("equals_sign",),
        "=",
        ANSWERS,
        ("lika svar", "like answers"),
        (
            "Ge de olästa svar som lyder lika samma koder och status.",
            "Give the unread answers of the same wording the same codes and state.",
        ),
        in_bar=False,
    ),
    Action(
        "take_over",
        ("t",),
        "t",
        ANSWERS,
        ("ta över", "take over"),
        (
            "Ta över de koder som svaret hade innan dess text ändrades.",
            "Take over the codes that the answer had before its text was changed.",
        ),
        in_bar=False,
    ),
)

TABLE_ACTIONS: tuple[Action, ...] = (
    Action(
        "code_marked",
        ("t",),
        "t",
        TABLE,
        ("koda", "code"),
        (
            "Välj en kod för de markerade svaren, eller för det markören står på.",
            "Choose a code for the marked answers, or for the one under the cursor.",
        ),
    ),
    Action("open_answer", ("enter",), "enter", TABLE, ("öppna", "open"), ("Öppna svaret.", "Open the answer.")),
    Action(
        "filter",
        ("slash",),
        "/",
        TABLE,
        ("filtrera", "filter"),
        (
            "Skriv vilka svar som ska visas; enter visar dem.",
            "Type which answers are to be shown; enter shows them.",
        ),
    ),
    Action(
        "mark",
        ("space",),
        "space",
        TABLE,
        ("markera", "mark"),
        (
            "Markera svaret, eller släpp det; med skift och pilar markeras flera.",
            "Mark the answer, or let go of it; shift and arrows mark several.",
        ),
    ),
    Action(
        "mark_all",
        ("a",),
        "a",
        TABLE,
        ("alla", "all"),
        ("Markera alla svar som visas, eller inga.", "Mark all answers shown, or none."),
    ),
    Action(
        "pick",
        ("p",),
        "p",
        TABLE,
        ("välj ur lista", "pick"),
        (
            "Välj ur listor vilka svar som ska visas: kod, status, variabel.",
            "Pick from lists which answers are to be shown: code, state, variable.",
        ),
    ),
    Action("show_all", ("0",), "0", TABLE, ("visa alla", "show all"), ("Ta bort filtret.", "Remove the filter.")),
    Action(
        "order",
        ("o",),
        "o",
        TABLE,
        ("ordna", "order"),
        ("Välj vad svaren ordnas efter.", "Choose what the answers are ordered by."),
    ),
    Action(
        "choose_columns",
        ("v",),
        "v",
        TABLE,
        ("variabler", "variables"),
        ("Visa eller dölj en variabel som kolumn.", "Show or hide a variable as a column."),
    ),
    Action(
        "done_marked",
        ("d",),
        "d",
        TABLE,
        ("klara", "done"),
        (
            "Klar med svaren; är alla redan lästa öppnas de igen.",
            "Done with the answers; where all are read already they are opened again.",
        ),
    ),
    Action(
        "no_code_fits_marked",
        ("f",),
        "f",
        TABLE,
        ("ingen passar", "none fits"),
        ("Lästa, ingen kod passar.", "Read, no code fits."),
    ),
    Action(
        "contentless_marked",
        ("c",),
        "c",
        TABLE,
        ("innehållslösa", "contentless"),
        ("Svaren säger inget.", "The answers say nothing."),
    ),
    Action(
        "refers_marked",
        ("h",),
        "h",
        TABLE,
        ("hänvisar", "refer"),
        ("Svaren hänvisar till andra svar.", "The answers refer to other answers."),
        in_bar=False,
    ),
    Action(
        "remove_marked",
        ("x", "delete"),
        "x",
        TABLE,
        ("ta bort", "remove"),
        ("Ta bort en egen kod från svaren.", "Remove a code of yours from the answers."),
    ),
    Action(
        "mark_like",
        ("equals_sign",),
        "=",
        TABLE,
        ("lika svar", "like answers"),
        ("Markera alla svar som lyder som detta.", "Mark all answers of the same wording."),
        in_bar=False,
    ),
)
