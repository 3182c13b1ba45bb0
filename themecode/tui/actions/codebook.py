"""What can be done to the codebook."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import BOOK, CODING

ACTIONS: tuple[Action, ...] = (
    Action(
        "example",
        ("E",),
        "E",
        CODING,
        ("exempel", "example"),
        (
            "Gör det kodade textstället till ett exempel i kodboken.",
            "Make the coded passage an example in the codebook.",
        ),
        in_bar=False,
    ),
    Action(
        "add",
        ("a",),
        "a",
        BOOK,
        ("ny kod", "new code"),
        ("Lägg till en kod efter den valda.", "Add a code after the chosen one."),
    ),
    Action(
        "add_below",
        ("A",),
        "A",
        BOOK,
        ("ny under", "new below"),
        ("Lägg till en kod under den valda.", "Add a code below the chosen one."),
        in_bar=False,
    ),
    Action(
        "redefine",
        ("enter", "d"),
        "enter, d",
        BOOK,
        ("skriv", "write"),
        (
            "Skriv namn, definition, vad som räknas hit och inte, exempel; på båda språken.",
            "Write the name, definition, what to include and exclude, examples; in both languages.",
        ),
    ),
    Action(
        "mark",
        ("space",),
        "space",
        BOOK,
        ("markera", "mark"),
        (
            "Markera koden, eller släpp den; g, v och s gäller alla markerade.",
            "Mark the code, or let go of it; g, v and s mean all that are marked.",
        ),
    ),
    Action(
        "group_codes",
        ("g", "G"),
        "g",
        BOOK,
        ("samla", "group"),
        ("Samla koder i en ny kategori eller ett nytt tema.", "Group codes in a new category or theme."),
    ),
    Action("relabel", ("e",), "e", BOOK, ("namn", "name"), ("Ändra namnet.", "Change the name.")),
    Action("rename", ("b",), "b", BOOK, ("nyckel", "key"), ("Byt nyckel.", "Change the key.")),
    Action("kind", ("t",), "t", BOOK, ("sort", "kind"), ("Kod, kategori eller tema.", "Code, category or theme.")),
    Action(
        "move",
        ("v",),
        "v",
        BOOK,
        ("flytta", "move"),
        (
            "Flytta: under en annan kod, eller överst i en kodbok.",
            "Move: below another code, or to the top of a codebook.",
        ),
    ),
    Action(
        "merge",
        ("s",),
        "s",
        BOOK,
        ("slå ihop", "merge"),
        (
            "Slå ihop med en annan; först visas vad som händer.",
            "Merge into another; what it does is shown first.",
        ),
    ),
    Action(
        "split",
        ("y",),
        "y",
        BOOK,
        ("dela", "split"),
        (
            "Välj textställen som ska få en ny kod.",
            "Choose passages that are to get a new code.",
        ),
    ),
    Action(
        "shift_up",
        ("comma", "alt+up"),
        ",",
        BOOK,
        ("upp", "up"),
        ("Flytta upp bland grannarna (även alt+↑).", "Move up among its neighbours (alt+↑ too)."),
        in_bar=False,
    ),
    Action(
        "shift_down",
        ("full_stop", "alt+down"),
        ".",
        BOOK,
        ("ner", "down"),
        ("Flytta ner bland grannarna (även alt+↓).", "Move down among its neighbours (alt+↓ too)."),
        in_bar=False,
    ),
    Action("colour", ("f",), "f", BOOK, ("färg", "colour"), ("Välj färg.", "Choose a colour."), in_bar=False),
    Action(
        "retire",
        ("x",),
        "x",
        BOOK,
        ("ur bruk", "retire"),
        ("Ta ur bruk, eller i bruk igen.", "Take out of use, or into use again."),
    ),
)
