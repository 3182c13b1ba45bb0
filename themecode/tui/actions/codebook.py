"""What can be done to the codebook."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import BOOK

ACTIONS: tuple[Action, ...] = (
    Action("add", ("a",), "a", BOOK, ("ny kod", "new code"), ("Lägg till en kod bredvid.", "Add a code beside.")),
    Action("relabel", ("e",), "e", BOOK, ("namn", "name"), ("Ändra namnet.", "Change the name.")),
    Action("rename", ("b",), "b", BOOK, ("nyckel", "key"), ("Byt nyckel.", "Change the key.")),
    Action(
        "redefine",
        ("d",),
        "d",
        BOOK,
        ("definition", "definition"),
        (
            "Ändra definitionen; det som lästs före läses om.",
            "Change the definition; what was read before is to be read again.",
        ),
    ),
    Action("kind", ("t",), "t", BOOK, ("sort", "kind"), ("Kod, kategori eller tema.", "Code, category or theme.")),
    Action("move", ("v",), "v", BOOK, ("flytta", "move"), ("Flytta i trädet.", "Move in the tree.")),
    Action("merge", ("s",), "s", BOOK, ("slå ihop", "merge"), ("Slå ihop med en annan.", "Merge into another.")),
    Action(
        "split",
        ("y",),
        "y",
        BOOK,
        ("dela", "split"),
        ("Ge en del av kodningarna en ny kod.", "Give some of the codings a new code."),
    ),
    Action(
        "retire",
        ("x",),
        "x",
        BOOK,
        ("ur bruk", "retire"),
        ("Ta ur bruk, eller i bruk igen.", "Take out of use, or into use again."),
    ),
)
