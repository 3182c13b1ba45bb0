"""Everything a key can do, in one registry: bindings, key bar, help and command palette read it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True)
class Action:
    """Something that a person can do on some screens."""

    name: str
    """The screen's method is ``action_<name>``; an argument may stand in parentheses."""
    keys: tuple[str, ...]
    shown: str
    """The keys as printed for a person."""
    screens: frozenset[str]
    short: tuple[str, str]
    """One or two words for the key bar, Swedish and English."""
    long: tuple[str, str]
    """A sentence for the help."""
    in_bar: bool = True

    def label(self, language: str) -> str:
        """Return the words for the key bar."""
        return self.short[language != "sv"]

    def sentence(self, language: str) -> str:
        """Return the sentence for the help."""
        return self.long[language != "sv"]


_CODING = frozenset({"transcript", "answers"})
_ANSWERS = frozenset({"answers"})
_LISTS = frozenset({"home"})
_BOOK = frozenset({"codebook"})
_READING = frozenset({"home", "transcript", "answers"})
_ALL = _READING | _BOOK

ACTIONS: tuple[Action, ...] = (
    Action(
        "open_item",
        ("enter",),
        "enter",
        _LISTS,
        ("öppna", "open"),
        ("Öppna det som är valt.", "Open what is chosen."),
    ),
    Action(
        "code",
        ("enter",),
        "enter",
        _CODING,
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
        _CODING,
        ("nästa", "next"),
        ("Gå till nästa olästa.", "Go to the next unread."),
    ),
    Action(
        "remove",
        ("x", "delete"),
        "x",
        _CODING,
        ("ta bort", "remove"),
        ("Ta bort en egen kodning vid markören.", "Remove a coding of yours at the cursor."),
    ),
    Action(
        "undo",
        ("u", "ctrl+z"),
        "u",
        _ALL,
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
        _ALL,
        ("gör om", "redo"),
        ("Gör om det du ångrade.", "Do again what you undid."),
        in_bar=False,
    ),
    Action(
        "in_vivo",
        ("i",),
        "i",
        _CODING,
        ("in vivo", "in vivo"),
        ("Gör markeringens egna ord till en kod.", "Make a code of the selected words themselves."),
    ),
    Action(
        "done",
        ("d",),
        "d",
        _CODING,
        ("klar", "done"),
        ("Klar med texten; igen för att öppna den på nytt.", "Done with the text; again to reopen it."),
    ),
    Action(
        "no_code_fits",
        ("f",),
        "f",
        _ANSWERS,
        ("ingen passar", "none fits"),
        ("Läst, ingen kod passar.", "Read, no code fits."),
    ),
    Action(
        "contentless",
        ("c",),
        "c",
        _ANSWERS,
        ("innehållslöst", "contentless"),
        ("Svaret säger inget.", "The answer says nothing."),
    ),
    Action(
        "refers",
        ("h",),
        "h",
        _ANSWERS,
        ("hänvisar", "refers"),
        ("Svaret hänvisar till ett annat svar.", "The answer refers to another answer."),
        in_bar=False,
    ),
    Action(
        "skip",
        ("s",),
        "s",
        _ANSWERS,
        ("hoppa över", "skip"),
        ("Lämna svaret oläst och gå vidare.", "Leave the answer unread and go on."),
    ),
    Action(
        "next_answer",
        ("pagedown",),
        "pgdn",
        _ANSWERS,
        ("fram", "forward"),
        ("Gå till nästa svar.", "Go to the next answer."),
        in_bar=False,
    ),
    Action(
        "previous_answer",
        ("pageup", "p"),
        "pgup, p",
        _ANSWERS,
        ("bak", "back"),
        ("Gå till föregående svar.", "Go to the previous answer."),
        in_bar=False,
    ),
    Action(
        "code_tree",
        ("tab",),
        "tab",
        _CODING,
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
        _READING,
        ("antal", "counts"),
        ("Visa antalen så som rapporten räknar dem.", "Show the counts as the report counts them."),
    ),
    Action(
        "codebook",
        ("k",),
        "k",
        _READING,
        ("kodbok", "codebook"),
        ("Arbeta med kodboken.", "Work on the codebook."),
    ),
    Action("add", ("a",), "a", _BOOK, ("ny kod", "new code"), ("Lägg till en kod bredvid.", "Add a code beside.")),
    Action("relabel", ("e",), "e", _BOOK, ("namn", "name"), ("Ändra namnet.", "Change the name.")),
    Action("rename", ("b",), "b", _BOOK, ("nyckel", "key"), ("Byt nyckel.", "Change the key.")),
    Action(
        "redefine",
        ("d",),
        "d",
        _BOOK,
        ("definition", "definition"),
        (
            "Ändra definitionen; det som lästs före läses om.",
            "Change the definition; what was read before is to be read again.",
        ),
    ),
    Action("kind", ("t",), "t", _BOOK, ("sort", "kind"), ("Kod, kategori eller tema.", "Code, category or theme.")),
    Action("move", ("v",), "v", _BOOK, ("flytta", "move"), ("Flytta i trädet.", "Move in the tree.")),
    Action("merge", ("s",), "s", _BOOK, ("slå ihop", "merge"), ("Slå ihop med en annan.", "Merge into another.")),
    Action(
        "split",
        ("y",),
        "y",
        _BOOK,
        ("dela", "split"),
        ("Ge en del av kodningarna en ny kod.", "Give some of the codings a new code."),
    ),
    Action(
        "retire",
        ("x",),
        "x",
        _BOOK,
        ("ur bruk", "retire"),
        ("Ta ur bruk, eller i bruk igen.", "Take out of use, or into use again."),
    ),
    Action(
        "help",
        ("question_mark", "f1"),
        "?",
        _ALL,
        ("hjälp", "help"),
        ("Visa alla tangenter.", "Show all keys."),
    ),
    Action(
        "back",
        ("q", "escape"),
        "q",
        _CODING | _BOOK,
        ("tillbaka", "back"),
        ("Tillbaka till listan.", "Back to the list."),
    ),
    Action(
        "leave",
        ("q", "ctrl+q"),
        "q",
        _LISTS,
        ("avsluta", "quit"),
        ("Avsluta. Allt är redan sparat.", "Quit. Everything is saved already."),
    ),
)

DIGITS = Action(
    "digit",
    tuple("123456789"),
    "1-9",
    _CODING,
    ("egna", "own"),
    (
        "Koda med koden på siffran; koder får siffror när de används.",
        "Code with the code on the digit; codes get digits as they are used.",
    ),
)


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
