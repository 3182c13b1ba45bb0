"""What can be done with the report on screen, and how one comes there."""

from __future__ import annotations

from themecode.tui.actions.action import Action
from themecode.tui.actions.screens import LISTS

REPORT = frozenset({"report"})
COUNTS = frozenset({"counts"})

ACTIONS: tuple[Action, ...] = (
    Action(
        "report",
        ("f",),
        "f",
        LISTS | COUNTS,
        ("rapport", "report"),
        (
            "Rapporten så som den skrivs ut: stil, gränser, citat; skriv den till en fil.",
            "The report as it will be printed: style, thresholds, quotes; write it to a file.",
        ),
    ),
    Action(
        "change",
        ("enter",),
        "enter",
        REPORT,
        ("ändra", "change"),
        ("Ändra det som är valt; ett citat tas med eller bort.", "Change what is chosen; a quote is taken in or out."),
    ),
    Action(
        "take_quote",
        ("space",),
        "space",
        REPORT,
        ("citat", "quote"),
        ("Ta med citatet i rapporten, eller ta bort det.", "Take the quote into the report, or out of it."),
    ),
    Action(
        "more",
        ("right", "plus"),
        "→",
        REPORT,
        ("mer", "more"),
        ("Nästa stil eller fråga, en högre gräns.", "The next style or question, a higher threshold."),
    ),
    Action(
        "less",
        ("left", "minus"),
        "←",
        REPORT,
        ("mindre", "less"),
        ("Föregående stil eller fråga, en lägre gräns.", "The style or question before, a lower threshold."),
    ),
    Action(
        "rule",
        ("x", "delete"),
        "x",
        REPORT,
        ("regeln", "the rule"),
        ("Låt rapportens egen regel gälla igen.", "Let the report's own rule hold again."),
        in_bar=False,
    ),
    Action(
        "write_file",
        ("w",),
        "w",
        REPORT,
        ("skriv fil", "write file"),
        ("Skriv rapporten till en fil; namnets slut väljer format.", "Write the report to a file; the suffix chooses."),
    ),
    Action(
        "page_on",
        ("pagedown",),
        "pgdn",
        REPORT,
        ("bläddra", "page"),
        ("Bläddra framåt i texten.", "Page on in the text."),
        in_bar=False,
    ),
    Action(
        "page_back",
        ("pageup",),
        "pgup",
        REPORT,
        ("bläddra bakåt", "page back"),
        ("Bläddra bakåt i texten.", "Page back in the text."),
        in_bar=False,
    ),
    Action("undo", ("u", "ctrl+z"), "u", REPORT, ("ångra", "undo"), ("Ångra det du gjorde senast.", "Undo.")),
    Action("redo", ("U", "ctrl+y"), "U", REPORT, ("gör om", "redo"), ("Gör om.", "Do again."), in_bar=False),
    Action("help", ("question_mark", "f1"), "?", REPORT, ("hjälp", "help"), ("Visa alla tangenter.", "Show all keys.")),
    Action("back", ("q", "escape"), "q", REPORT, ("tillbaka", "back"), ("Tillbaka.", "Back.")),
)
