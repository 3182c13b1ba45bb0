"""The words a report is made of, in Swedish and English."""

from __future__ import annotations

from themecode.core.errors import InputError
from themecode.core.localized import LANGUAGES
from themecode.core.states import AnswerState

WORDS: dict[str, tuple[str, str]] = {
    "and": ("och", "and"),
    "question": ("Fråga", "Question"),
    "transcripts": ("Intervjuer", "Interviews"),
    "category": ("Kategori", "Category"),
    "number": ("Antal", "Number"),
    "percent": ("Andel (procent)", "Share (percent)"),
    "total": ("Total", "Total"),
    "table": ("Tabell", "Table"),
    "table caption": ("{what}, antal och andel", "{what}, number and share"),
    "table caption codings": ("{what}, antal", "{what}, number"),
    "nothing": ("Inga kategorier förekommer.", "No category occurs."),
    "case": ("svarande", "respondent"),
    "cases": ("svarande", "respondents"),
    "interview": ("intervju", "interview"),
    "interviews": ("intervjuer", "interviews"),
    "n": ("{answered} av {cases} {noun} har svarat.", "{answered} of {cases} {noun} answered."),
    "n asked": (
        "{answered} av {asked} {noun} som fick frågan har svarat.",
        "{answered} of {asked} {noun} that were asked answered.",
    ),
    "n asked and others one": (
        "{answered} {noun} har svarat: {among} av de {asked} som fick frågan, och 1 som inte fick den.",
        "{answered} {noun} answered: {among} of the {asked} that were asked, and 1 that was not.",
    ),
    "n asked and others": (
        "{answered} {noun} har svarat: {among} av de {asked} som fick frågan, och {others} som inte fick den.",
        "{answered} {noun} answered: {among} of the {asked} that were asked, and {others} that were not.",
    ),
    "the category": ("kategorin", "category"),
    "the categorys": ("kategorierna", "categories"),
    "the theme": ("temat", "theme"),
    "the themes": ("temana", "themes"),
    "base": (
        "Andelen är av de {answered} {noun} som har svarat; ett svar kan ingå i flera kategorier.",
        "Shares are of the {answered} {noun} who answered; an answer can be in several categories.",
    ),
    "base one": (
        "Andelen är av {the} enda {noun} som har svarat; ett svar kan ingå i flera kategorier.",
        "Shares are of the one {noun} that answered; an answer can be in several categories.",
    ),
    "base nobody": ("Ingen har svarat.", "Nobody has answered."),
    "base interviews one": (
        "Andelen är av den enda intervjun; en intervju kan ingå i flera kategorier.",
        "Shares are of the one interview; an interview can be in several categories.",
    ),
    "base interviews": (
        "Andelen är av {answered} {noun}; en intervju kan ingå i flera kategorier.",
        "Shares are of {answered} {noun}; an interview can be in several categories.",
    ),
    "basis cases": (
        "Varje fall räknas högst en gång per kategori.",
        "Each case counts at most once per category.",
    ),
    "basis documents": (
        "Varje dokument räknas högst en gång per kategori.",
        "Each document counts at most once per category.",
    ),
    "basis codings": ("Antalet är kodade textställen.", "The numbers are coded passages."),
    "preliminary": ("PRELIMINÄR: {parts}.", "PRELIMINARY: {parts}."),
    "preliminary unread": ("{n} dokument är olästa", "{n} documents are unread"),
    "preliminary unread one": ("1 dokument är oläst", "1 document is unread"),
    "preliminary undecided": ("{n} väntar på konsensus", "{n} await consensus"),
    "preliminary undecided one": ("1 väntar på konsensus", "1 awaits consensus"),
    "preliminary only undecided": ("{n} dokument väntar på konsensus", "{n} documents await consensus"),
    "preliminary only undecided one": ("1 dokument väntar på konsensus", "1 document awaits consensus"),
    "answer": ("svar", "answer"),
    "answers": ("svar", "answers"),
    "revisit": (
        "{n} {noun} lästes innan {codes} fanns eller definierades som nu.",
        "{n} {noun} were completed before {codes} existed or had the present definition.",
    ),
    "revisit one": (
        "{n} {noun} lästes innan {codes} fanns eller definierades som nu.",
        "{n} {noun} was completed before {codes} existed or had the present definition.",
    ),
    "more codes": ("{n} koder till", "{n} more codes"),
    "more codes one": ("1 kod till", "1 more code"),
    "mix": ("Kodningen: {parts}.", "The coding: {parts}."),
    "mix consensus": ("{n} genom konsensus", "{n} consensus"),
    "mix single": ("{n} kodade av en", "{n} coded by one"),
    "coder": ("Räknat på kodningarna av {coder}.", "Counted on the codings of {coder}."),
    "small cells": (
        "Varning: {n} celler är under 5; enskilda kan bli igenkända.",
        "Warning: {n} cells are below 5; persons may be recognised.",
    ),
    "small cells one": (
        "Varning: 1 cell är under 5; enskilda kan bli igenkända.",
        "Warning: 1 cell is below 5; persons may be recognised.",
    ),
    "not for print": (
        "Inte för publicering: uppdelningen är inte granskad, och {n} celler är under {minimum}. Enskilda kan bli "
        "igenkända. Skriv till en fil (-o FIL), så hålls de tillbaka.",
        "Not for publication: the split is not guarded, and {n} cells are below {minimum}. Persons may be recognised. "
        "Write it to a file (-o FILE) to have them held back.",
    ),
    "not for print one": (
        "Inte för publicering: uppdelningen är inte granskad, och 1 cell är under {minimum}. Enskilda kan bli "
        "igenkända. Skriv till en fil (-o FIL), så hålls den tillbaka.",
        "Not for publication: the split is not guarded, and 1 cell is below {minimum}. Persons may be recognised. "
        "Write it to a file (-o FILE) to have it held back.",
    ),
    "missing value": ("uppgift saknas", "missing"),
    "passage unwritten": ("[{n} textställe]", "[{n} passage]"),
    "passages unwritten": ("[{n} textställen]", "[{n} passages]"),
    "states": ("Svarsstatus", "Answer states"),
    "all": ("Alla", "All"),
    "report": ("Rapport", "Report"),
    "contents": ("Innehåll", "Contents"),
    "bar": ("Stapel", "Bar"),
    "picture": ("Antalen som staplar", "The numbers as bars"),
    "more categories one": ("1 kategori till är inte med i bilden.", "1 more category is not in the picture."),
    "more categories": ("{n} kategorier till är inte med i bilden.", "{n} more categories are not in the picture."),
    "search quotes": ("Sök i citaten", "Search the quotes"),
    "quotes found": ("%1 av %2 citat", "%1 of %2 quotes"),
    "quote place": ("Träff %1 av %2", "Match %1 of %2"),
    "next": ("Nästa", "Next"),
    "previous": ("Föregående", "Previous"),
}

STATES: dict[AnswerState, tuple[str, str]] = {
    AnswerState.CODED: ("kodade", "coded"),
    AnswerState.NO_CODE_FITS: ("ingen kod passar", "no code fits"),
    AnswerState.CONTENTLESS: ("innehållslösa", "contentless"),
    AnswerState.REFERS_ELSEWHERE: ("hänvisar till annat svar", "refers elsewhere"),
    AnswerState.EMPTY: ("tomma", "empty"),
    AnswerState.NOT_ASKED: ("ej tillfrågade", "not asked"),
    AnswerState.UNDECIDED: ("väntar på konsensus", "undecided"),
    AnswerState.UNREAD: ("olästa", "unread"),
}
"""What a state is called in a report."""


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence in a language, with its values filled in; ``key one`` where the number ``n`` is 1."""
    if str(values.get("n")) == "1":
        key = f"{key} one" if f"{key} one" in WORDS else key
    return WORDS[key][LANGUAGES.index(language)].format(**values)


def state_word(state: AnswerState, language: str) -> str:
    """Return what a state is called in a language."""
    return STATES[state][LANGUAGES.index(language)]


def require_language(language: str) -> str:
    """Return a language reports are written in, or raise InputError."""
    if language not in LANGUAGES:
        raise InputError(f"unknown language {language!r}", fix=f"choose one of: {', '.join(LANGUAGES)}")
    return language
