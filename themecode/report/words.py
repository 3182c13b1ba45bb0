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
    "preliminary": (
        "PRELIMINÄR: {unread} dokument är olästa{undecided}.",
        "PRELIMINARY: {unread} documents are unread{undecided}.",
    ),
    "preliminary undecided": (" och {n} väntar på konsensus", " and {n} await consensus"),
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
    "mix": ("Kodningen: {parts}.", "The coding: {parts}."),
    "mix consensus": ("{n} genom konsensus", "{n} consensus"),
    "mix single": ("{n} kodade av en", "{n} coded by one"),
    "coder": ("Räknat på kodningarna av {coder}.", "Counted on the codings of {coder}."),
    "small cells": (
        "Varning: {n} celler är under 5; enskilda kan bli igenkända.",
        "Warning: {n} cells are below 5; persons may be recognised.",
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
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][LANGUAGES.index(language)].format(**values)


def state_word(state: AnswerState, language: str) -> str:
    """Return what a state is called in a language."""
    return STATES[state][LANGUAGES.index(language)]


def require_language(language: str) -> str:
    """Return a language reports are written in, or raise InputError."""
    if language not in LANGUAGES:
        raise InputError(f"unknown language {language!r}", fix=f"choose one of: {', '.join(LANGUAGES)}")
    return language
