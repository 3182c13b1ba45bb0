"""What goes wrong on the screens, in Swedish: the faults that are met most; others stand in English.

The house says its faults in English, to scripts and logs too. Here a pattern of what is wrong, and the advice with
it, stands beside the Swedish; what a parenthesis of the pattern finds comes back in the braces.
"""

from __future__ import annotations

import re

from themecode.core.errors import Fault, ThemecodeError

WHAT: dict[str, str] = {
    r"(.+) has done nothing that can be undone": "{0} har inte gjort något som kan ångras",
    r"there is nothing to do again": "det finns inget att göra om",
    r"this cannot be undone, because something later builds on it": (
        "detta kan inte ångras, för något senare bygger på det"
    ),
    r"this cannot be undone, because its round is closed": "detta kan inte ångras, för omgången är stängd",
    r"this coding is gone already": "kodningen är redan borta",
    r"this coding is (.+)'s": "kodningen är gjord av {0}",
    r"the round of this coding is closed": "kodningens omgång är stängd",
    r"this code is retired": "koden är ur bruk",
    r"this code only groups others and is not put on text": "koden samlar bara andra och sätts inte på text",
    r"this code stands on exactly that passage already": "koden står redan på precis det stället",
    r"there is a code of this key already": "det finns redan en kod med den nyckeln",
    r"there is no such code": "det finns ingen sådan kod",
    r"a code needs a name": "en kod måste ha ett namn",
    r"a code cannot be merged with itself": "en kod kan inte slås ihop med sig själv",
    r"there are codes on this document": "texten har koder",
    r"the study has no codebook yet": "studien har ingen kodbok än",
    r"this answer is not coded yet": "svaret är inte kodat än",
    r"this text was replaced or taken away meanwhile": "texten har ersatts eller tagits bort under tiden",
    r"this document is not assigned to you in this round": "texten är inte din i den här omgången",
    r"someone else changed the same thing meanwhile": "någon annan ändrade samma sak under tiden",
    r"the study is open for reading only, nothing was written": "studien är öppnad enbart för läsning, inget skrevs",
    r"another program has held the study for too long, nothing was written": (
        "ett annat program har hållit studien för länge, inget skrevs"
    ),
    r"the disk is full": "disken är full",
    r"the copy cannot be written \((.+)\)": "kopian kan inte skrivas ({0})",
    r"the folder for copies cannot be made \((.+)\)": "mappen för kopior kan inte göras ({0})",
    r"the disk cannot be read or written": "disken kan inte läsas eller skrivas",
    r"the folder does not exist": "mappen finns inte",
    r"figures are written to \.xlsx, \.csv or \.md": "siffror skrivs till .xlsx, .csv eller .md",
    r"no passages are shown": "inga textställen visas",
    r"a table is not written as (.+)": "en tabell skrivs inte som {0}",
    r"nothing is counted yet": "inget är räknat än",
    r"there is no code '(.+)'": "det finns ingen kod ”{0}”",
    r"several codes are called '(.+)'": "flera koder heter ”{0}”",
    r"a code is missing(?: after '(.+)')?": "en kod fattas",
    r"an operator is missing before '(.+)'": "det fattas och, eller, nära före ”{0}”",
    r"a parenthesis is never closed": "en parentes stängs aldrig",
    r"a quotation mark is never closed": "ett citattecken stängs aldrig",
    r"there is no word to look for": "det finns inget ord att söka efter",
}
"""By what is wrong, in English: the same in Swedish."""

FIX: dict[str, str] = {
    r"undo that first": "ångra det först",
    r"redo works directly after undo": "det går direkt efter att något ångrats",
    r"a closed round is frozen": "en stängd omgång är låst",
    r"nothing needs to be done": "inget behöver göras",
    r"each coder (?:removes|changes) their own": "var och en ändrar sina egna",
    r"code in an open round": "koda i en öppen omgång",
    r"choose another code": "välj en annan kod",
    r"choose one below it": "välj en under den",
    r"remove one of the two \(x\)": "ta bort en av de två (x)",
    r"remove them first \(x\)": "ta bort dem först (x)",
    r"choose another key, or merge the two": "välj en annan nyckel, eller slå ihop de två",
    r"write one": "skriv ett",
    r"name two codes": "välj två koder",
    r"make a code or load a codebook first": "gör en kod eller läs in en kodbok först",
    r"code it first, then those like it": "koda det först, sedan de som liknar det",
    r"open it again": "öppna den igen",
    r"look at it and try again": "titta på det och försök igen",
    r"copy it to a folder you can write to": "kopiera den till en mapp där du får skriva",
    r"close that program and try again": "stäng det programmet och försök igen",
    r"make room and try again; nothing was written": "gör plats och försök igen; inget skrevs",
    r"see that it is connected and has room, and try again; nothing was written": (
        "se att den är ansluten och har plats, och försök igen; inget skrevs"
    ),
    r"choose another folder": "gör plats där, eller flytta studien",
    r"see that one can write there": "se till att man får skriva där",
    r"make it first, or choose another": "gör den först, eller välj en annan",
    r"give the file one of these suffixes": "låt filens namn sluta så",
    r"ask for a code first": "fråga efter en kod först",
    r"choose one of: (.+)": "välj en av: {0}",
    r"code something first": "koda något först",
    r"did you mean: (.+)": "menade du: {0}",
    r"name one: (.+)": "välj en: {0}",
    r"name a code by its key or label, as the codebook has it": "skriv en kods nyckel eller namn, som i kodboken",
    r"name it by its key or its label": "skriv dess nyckel eller namn",
    r"join codes by and, or, near or overlaps": "förena koder med och, eller, nära, överlappar",
    r"close it with \)": "stäng den med )",
    r"close it, or leave it out": "stäng det, eller ta bort det",
    r"type a word, such as tid or sam\*": "skriv ett ord, som tid eller sam*",
}
"""By what to do, in English: the same in Swedish."""

_WHERE = ((r"character (\d+) of (.+)", "tecken {0} i {1}"), (r"at the end of (.+)", "i slutet av {0}"))


def in_words(error: ThemecodeError, language: str) -> str:
    """Return what went wrong in the language of the screens, a line for each fault."""
    if language != "sv":
        return str(error)
    return "\n".join(str(_swedish(fault)) for fault in error.faults)


def _swedish(fault: Fault) -> Fault:
    what = _found(fault.what, WHAT)
    if what is None:  # half of it in another language would be harder to read
        return fault
    return Fault(what, _found(fault.where, dict(_WHERE)) or fault.where, _found(fault.fix, FIX) or "")


def _found(text: str, table: dict[str, str]) -> str | None:
    for pattern, words in table.items():
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return words.format(*(group or "" for group in found.groups()))
    return None
