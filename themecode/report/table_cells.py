"""The cells, captions and notes that all tables of the report are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from themecode.report.agreement_words import say
from themecode.report.blocks import Note, Run, Runs, Source
from themecode.report.nouns import is_neuter
from themecode.report.numbers import grouped, percent
from themecode.report.questions import printed_number, wording_of
from themecode.report.table_words import WORDS
from themecode.report.words import word
from themecode.usecases.looking import QuestionRow

EMPTY: Runs = (Run(""),)


def said(key: str, language: str, **values: object) -> str:
    """Return a word or sentence of tables in a language."""
    return say(WORDS, key, language, **values)


def text(content: str) -> Runs:
    """Return a cell with a text of the study, on one line."""
    return (Run(" ".join(content.split())),)


def number(value: int, language: str, source: Source | None = None) -> Runs:
    """Return a cell with a count."""
    return (Run(grouped(value, language), source),)


def share(numerator: int, base: int, source: Source | None = None) -> Runs:
    """Return a cell with a share in whole percent, half up; empty where there is nothing it could be of."""
    return (Run(str(percent(numerator, base)), source),) if base else EMPTY


def name_of(question: QuestionRow, language: str) -> str:
    """Return what a question is called in a caption: its wording, else its number."""
    return wording_of(question, language) or said("question", language, number=printed_number(question))


def caption(number: int, what: str, language: str, kind: str = "caption") -> Runs:
    """Return ``Tabell 2. …, antal och andel``; after a question or a sentence a sentence of its own."""
    key = f"{kind} question" if what.endswith(("?", "!", ".")) and f"{kind} question" in WORDS else kind
    return (Run(f"{word('table', language)} {number}. {said(key, language, what=what)}"),)


def noun(nouns: Mapping[str, tuple[str, str]], count: int, language: str) -> str:
    """Return what cases are called, in the number that fits: the study's own noun, else a plain one."""
    singular, plural = nouns.get(language) or (word("case", language), word("cases", language))
    return singular if count == 1 else plural


def article(nouns: Mapping[str, tuple[str, str]]) -> str:
    """Return the Swedish article of what cases are called: *den* (enda filialen), *det* (enda biblioteket)."""
    return "det" if "sv" in nouns and is_neuter(*nouns["sv"]) else "den"


def notes(lines: Sequence[str | None]) -> list[Note]:
    """Return the notes below a table, those that are there."""
    return [Note((Run(line),)) for line in lines if line]
