"""The words of the codebook screen and its pages."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "empty codebook": (
        "Ingen kod än. Tryck a och skriv en: koder kan stå lösa nu och samlas i kategorier och teman senare.",
        "No code yet. Press a and type one: codes can stand loose now and be grouped in categories and themes later.",
    ),
    "marked codes": ("{n} markerade", "{n} marked"),
    "new code below": ("Vad heter den nya koden under {code}?", "What is the new code below {code} called?"),
    "field label": ("namn", "name"),
    "field definition": ("definition", "definition"),
    "field include": ("räkna hit", "include"),
    "field exclude": ("räkna inte hit", "exclude"),
    "example lines": ("exempel, ett per rad", "examples, one a line"),
    "in sv": ("svenska", "Swedish"),
    "in en": ("engelska", "English"),
    "form keys": (
        "ctrl+s spara   tab nästa fält   f6 andra språket   esc stäng",
        "ctrl+s save   tab next field   f6 other language   esc close",
    ),
    "needs a name": ("En kod behöver ett namn.", "A code needs a name."),
    "meaning": ("Betyder koden något annat nu?", "Does the code mean something else now?"),
    "meaning new": (
        "ja: det som lästes med den gamla definitionen ska läsas om",
        "yes: what was read with the old definition is to be read again",
    ),
    "meaning same": ("nej: bara orden är andra", "no: only the wording is new"),
    "group what": ("Vad ska koderna samlas i?", "What are the codes grouped in?"),
    "group in new category": ("en ny kategori", "a new category"),
    "group in new theme": ("ett nytt tema", "a new theme"),
    "group label": ("Vad heter {kind} för {codes}?", "What is the {kind} for {codes} called?"),
    "kind category": ("kategorin", "category"),
    "kind theme": ("temat", "theme"),
    "n codes": ("{n} koder", "{n} codes"),
    "move to": ("Flytta {codes} vart? Skriv för att söka", "Move {codes} where? Type to search"),
    "merge into": ("Slå ihop {sources} med {target}?", "Merge {sources} into {target}?"),
    "merge codings": (
        "{codings} får koden {target} ({coders}); {kept} har den redan.",
        "{codings} to get the code {target} ({coders}); {kept} have it already.",
    ),
    "merge none": (
        "Inga kodningar berörs; {kept} har {target} redan.",
        "No codings move; {kept} have {target} already.",
    ),
    "merge twins": (
        "{n} av dem står på samma text som en annan, av samma kodare: de två blir en.",
        "{n} of them stand on the same text as another by the same coder: the two become one.",
    ),
    "merge below": ("{n} koder därunder flyttar med.", "{n} codes below move along."),
    "merge gone": (
        "{sources} försvinner ur kodboken. Ett steg: u ångrar det.",
        "{sources} goes from the codebook. One step: u takes it back.",
    ),
    "preview keys": ("enter ja, gör det   esc nej", "enter yes, do it   esc no"),
    "split which": ("Vilka textställen ska lämna {code}?", "Which passages are to leave {code}?"),
    "split search": ("Text som de innehåller", "A text they hold"),
    "split count": (
        "{n} av {all} kodningar får den nya koden ({coders} kodare)",
        "{n} of {all} codings get the new code ({coders} coders)",
    ),
    "split keys": (
        "tab till textställena och tillbaka   mellanslag bockar i eller ur   enter vidare   esc avbryt",
        "tab to the passages and back   space ticks or unticks   enter go on   esc cancel",
    ),
    "split label": (
        "{codings} lämnar {code}, {left} blir kvar. Vad heter den nya koden?",
        "Leaving {code}: {codings}; {left} stay. What is the new code called?",
    ),
    "nothing to split": (
        "Det står inga kodningar på koden som kan delas.",
        "There are no codings on this code that can be split off.",
    ),
    "which colour": ("Vilken färg ska {code} ha?", "Which colour for {code}?"),
    "example of": ("Exempel på vilken kod?", "An example of which code?"),
    "an interview": ("intervju", "interview"),
    "a code": ("kod", "code"),
    "find anything": ("Sök: vad vill du göra, vart vill du?", "Find: what to do, where to go?"),
    "moving": ("Flytta sig i texten", "Moving in the text"),
    "help keys": (
        "↑↓ pgup/pgdn bläddra   ctrl+p söker bland allt   esc stäng",
        "↑↓ pgup/pgdn scroll   ctrl+p finds anything   esc close",
    ),
    "example added": ("Nu ett exempel i kodboken: {code}", "Now an example in the codebook: {code}"),
}
