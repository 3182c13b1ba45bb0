"""What can be done on the lists and while coding."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import ALL, ANSWERS, BOOK, CODING, LISTS, READING

ACTIONS: tuple[Action, ...] = (
    Action(
        "open_item",
        ("enter",),
        "enter",
        LISTS,
        ("öppna", "open"),
        ("Öppna det som är valt.", "Open what is chosen."),
    ),
    Action(
        "code",
        ("enter",),
        "enter",
        CODING,
        ("koda", "code"),
        (
            "Välj en kod för markeringen; skriv för att söka eller skapa.",
            "Choose a code for the selection; type to search or create.",
        ),
    ),
    Action(
        "next_unread",
        ("n",),
        "n",
        CODING,
        ("nästa", "next"),
        ("Gå till nästa olästa.", "Go to the next unread."),
    ),
    Action(
        "remove",
        ("x", "delete"),
        "x",
        CODING,
        ("ta bort", "remove"),
        ("Ta bort en egen kodning vid markören.", "Remove a coding of yours at the cursor."),
    ),
    Action(
        "undo",
        ("u", "ctrl+z"),
        "u",
        ALL,
        ("ångra", "undo"),
        (
            "Ångra det du gjorde senast, hur långt tillbaka som helst.",
            "Undo what you did last, as far back as you like.",
        ),
    ),
    Action(
        "redo",
        ("U", "ctrl+y"),
        "U",
        ALL,
        ("gör om", "redo"),
        ("Gör om det du ångrade.", "Do again what you undid."),
        in_bar=False,
    ),
    Action(
        "in_vivo",
        ("i",),
        "i",
        CODING,
        ("in vivo", "in vivo"),
        ("Gör markeringens egna ord till en kod.", "Make a code of the selected words themselves."),
    ),
    Action(
        "done",
        ("d",),
        "d",
        CODING,
        ("klar", "done"),
        ("Klar med texten; igen för att öppna den på nytt.", "Done with the text; again to reopen it."),
    ),
    Action(
        "no_code_fits",
        ("f",),
        "f",
        ANSWERS,
        ("ingen passar", "none fits"),
        ("Läst, ingen kod passar.", "Read, no code fits."),
    ),
    Action(
        "contentless",
        ("c",),
        "c",
        ANSWERS,
        ("innehållslöst", "contentless"),
        ("Svaret säger inget.", "The answer says nothing."),
    ),
    Action(
        "refers",
        ("h",),
        "h",
        ANSWERS,
        ("hänvisar", "refers"),
        ("Svaret hänvisar till ett annat svar.", "The answer refers to another answer."),
        in_bar=False,
    ),
    Action(
        "skip",
        ("s",),
        "s",
        ANSWERS,
        ("hoppa över", "skip"),
        ("Lämna svaret oläst och gå vidare.", "Leave the answer unread and go on."),
    ),
    Action(
        "next_answer",
        ("pagedown",),
        "pgdn",
        ANSWERS,
        ("fram", "forward"),
        ("Gå till nästa svar.", "Go to the next answer."),
        in_bar=False,
    ),
    Action(
        "previous_answer",
        ("pageup", "p"),
        "pgup, p",
        ANSWERS,
        ("bak", "back"),
        ("Gå till föregående svar.", "Go to the previous answer."),
        in_bar=False,
    ),
    Action(
        "code_tree",
        ("tab",),
        "tab",
        CODING,
        ("koder", "codes"),
        (
            "Gå till kodträdet och tillbaka; enter där kodar.",
            "Go to the code tree and back; enter there codes.",
        ),
        in_bar=False,
    ),
    Action(
        "counts",
        ("r",),
        "r",
        READING,
        ("antal", "counts"),
        ("Visa antalen så som rapporten räknar dem.", "Show the counts as the report counts them."),
    ),
    Action(
        "codebook",
        ("k",),
        "k",
        READING,
        ("kodbok", "codebook"),
        ("Arbeta med kodboken.", "Work on the codebook."),
    ),
)

LAST: tuple[Action, ...] = (
    Action(
        "help",
        ("question_mark", "f1"),
        "?",
        ALL,
        ("hjälp", "help"),
        ("Visa alla tangenter.", "Show all keys."),
    ),
    Action(
        "back",
        ("q", "escape"),
        "q",
        CODING | BOOK,
        ("tillbaka", "back"),
        ("Tillbaka till listan.", "Back to the list."),
    ),
    Action(
        "leave",
        ("q", "ctrl+q"),
        "q",
        LISTS,
        ("avsluta", "quit"),
        ("Avsluta. Allt är redan sparat.", "Quit. Everything is saved already."),
    ),
)

DIGITS = Action(
    "digit",
    tuple("123456789"),
    "1-9",
    CODING,
    ("egna", "own"),
    (
        "Koda med koden på siffran; koder får siffror när de används.",
        "Code with the code on the digit; codes get digits as they are used.",
    ),
)
