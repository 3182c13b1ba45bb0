"""Keyword in context: every place where words stand, with what stands around them.

A word is found whole, in capitals or not; ``sam*`` finds what begins so; words in quotes stand together. å, ä and ö
are letters of their own. The study's full-text index says which documents, and where in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from themecode.core.errors import InputError
from themecode.storage.connection import reading
from themecode.storage.queries import retrieval as queries
from themecode.storage.queries.retrieval import Head
from themecode.usecases.study import Study

__all__ = ["Concordance", "Head", "Line", "concordance", "narrowed"]

MOST = 20_000
"""Places listed at most."""

BATCH = 50
"""Documents read at a time."""

_MARKS = tuple((chr(0xFDD0 + 2 * pair), chr(0xFDD1 + 2 * pair)) for pair in range(16))
"""Code points that stand for no character, to mark places with; a text that holds some is marked with others."""

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""What can be typed, or come from a shell, but is no text."""

_TERM = re.compile(r'\s*(?:"(?P<phrase>[^"]*)"|“(?P<typographic>[^”]*)”|”(?P<swedish>[^”]*)”|(?P<word>[^\s"“”]+))')


@dataclass(frozen=True)
class Line:
    """One place of what was looked for."""

    head: Head
    start: int
    end: int
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class Concordance:
    """The places found, in the order of cases and text."""

    lines: tuple[Line, ...]
    documents: int
    """Documents that what was looked for stands in."""
    complete: bool
    """Whether there are no more than `MOST` places."""


def concordance(
    study: Study, words: str, *, width: int = 60, question: str | None = None, most: int = MOST
) -> Concordance:
    """Return every place of some words, with ``width`` characters of text on each side, line breaks as spaces.

    Of several words, each document must hold all. ``question`` (key or number) narrows to its answers, ``""`` to
    the interviews. Raises InputError where there is nothing to look for, NotFoundError for an unknown question.
    """
    match = expression(words)
    with reading(study.connection):
        question_id = None if question is None else study.question(question).id if question else 0
        documents = queries.documents_holding(study.connection, match, question_id)
        lines: list[Line] = []
        for line in _lines(study, match, documents, width):
            if len(lines) == most:
                return Concordance(tuple(lines), len(documents), complete=False)
            lines.append(line)
    return Concordance(tuple(lines), len(documents), complete=True)


def narrowed(found: Concordance, text: str) -> Concordance:
    """Return the places that have a text around them, too, in capitals or not; an empty one narrows nothing."""
    wanted = text.casefold()
    lines = tuple(
        line
        for line in found.lines
        if any(wanted in part.casefold() for part in (line.before, line.match, line.after, line.head.title))
    )
    return replace(found, lines=lines, documents=len({line.head.document_id for line in lines})) if wanted else found


def expression(words: str) -> str:
    """Return what a person typed as an FTS5 expression. Raises InputError where there is nothing to look for."""
    terms = []
    for found in _TERM.finditer(unicodedata.normalize("NFC", _NO_TEXT.sub(" ", words))):
        written = found["word"] if found["word"] is not None else found[found.lastgroup or "phrase"]
        prefix = written.endswith("*") and found["word"] is not None
        bare = written.rstrip("*") if found["word"] is not None else written
        if found["word"] is not None and "*" in bare:
            raise InputError("* stands at the end of a word only", written, "write the beginning of the word, then *")
        if any(letter.isalnum() for letter in bare):
            terms.append(f'"{bare.replace(chr(34), "")}"' + (" *" if prefix else ""))
    if not terms:
        raise InputError("there is no word to look for", words.strip() or '""', "type a word, such as tid or sam*")
    return " AND ".join(terms)


def _lines(study: Study, match: str, documents: Sequence[int], width: int) -> Iterator[Line]:
    for first in range(0, len(documents), BATCH):
        batch = documents[first : first + BATCH]
        heads = queries.heads(study.connection, batch)
        for document, text, spans in _found(study, match, batch):
            for start, end in spans:
                yield Line(
                    heads[document],
                    start,
                    end,
                    _flat(text[max(0, start - width) : start]),
                    _flat(text[start:end]),
                    _flat(text[end : end + width]),
                )


def _found(study: Study, match: str, documents: Sequence[int]) -> Iterator[tuple[int, str, list[tuple[int, int]]]]:
    """Yield (document id, text, spans of the hits)."""
    waiting = list(documents)
    for marks in _MARKS:
        again = []
        rows = {row[0]: row for row in queries.marked(study.connection, match, waiting, marks)}
        for document in waiting:
            if document not in rows:
                continue
            _, text, marked = rows[document]
            if marks[0] in text or marks[1] in text:
                again.append(document)
            else:
                yield document, text, _spans(marked, marks)
        waiting = again
        if not waiting:
            return


def _spans(marked: str, marks: tuple[str, str]) -> list[tuple[int, int]]:
    """Return where the marks stood, counted in the text without them."""
    opening, closing = marks
    spans = []
    place = taken = 0
    while (found := marked.find(opening, place)) >= 0:
        end = marked.find(closing, found)
        spans.append((found - taken, end - taken - 1))
        place, taken = end + 1, taken + 2
    return spans


def _flat(text: str) -> str:
    """Return a text on one line, as long as it was."""
    return re.sub(r"[\n\t\r\f\v\x1c-\x1e\x85\u2028\u2029]", " ", text)
