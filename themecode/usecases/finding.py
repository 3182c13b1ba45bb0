"""Finding what a study has by the names that people use; what is not there is answered with what is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from themecode.core.errors import NotFoundError, RefusedError
from themecode.core.names import folded
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.documents import Document, QuestionRow
from themecode.storage.queries.study import RoundRow


def transcript(connection: sqlite3.Connection, name: str) -> Document:
    """Return a transcript by name. Raises NotFoundError where there is none."""
    found = document_queries.document_by_name(connection, name)
    if found is None:
        names = (name for _, name in document_queries.transcript_names(connection))
        raise NotFoundError("there is no such transcript", name, _known(names))
    return found


def answer(connection: sqlite3.Connection, case: str, key: str) -> Document:
    """Return what a case wrote at a question. Raises NotFoundError where there is nothing."""
    row = question(connection, key)
    found = document_queries.answer(connection, case, row.id)
    if found is None:
        known_case = case in document_queries.case_ids(connection)
        what = "the case wrote nothing at this question" if known_case else "there is no such case"
        raise NotFoundError(what, f"{case} / {row.key}", "check the case key")
    return found


def question(connection: sqlite3.Connection, key: str) -> QuestionRow:
    """Return a question by key or number. Raises NotFoundError where there is none.

    A number can stand for a fixed question and its comment field; the open one is meant then.
    """
    rows = document_queries.questions(connection)
    for row in rows:
        if row.key == key:
            return row
    for row in sorted(rows, key=lambda row: row.kind != "open"):
        if row.number and folded(row.number) == folded(key):
            return row
    raise NotFoundError("there is no such question", key, _known(row.key for row in rows))


def codebook(connection: sqlite3.Connection, key: str) -> CodebookRow:
    """Return a codebook by key. Raises NotFoundError where there is none."""
    rows = code_queries.codebooks(connection)
    for row in rows:
        if row.key == key:
            return row
    raise NotFoundError("there is no such codebook", key, _known(row.key for row in rows))


def code(connection: sqlite3.Connection, key: str) -> CodeRow:
    """Return a code by key. Raises NotFoundError where there is none."""
    for row in code_queries.codes(connection, key=key):
        return row
    raise NotFoundError("there is no such code", key, _known(row.key for row in code_queries.codes(connection)))


def coder_id(connection: sqlite3.Connection, name: str) -> int:
    """Return the id of a coder. Raises NotFoundError where they have done nothing yet."""
    rows = study_queries.coders(connection)
    for row in rows:
        if row.name == name:
            return row.id
    raise NotFoundError("there is no such coder", name, _known(row.name for row in rows))


def coding_round(connection: sqlite3.Connection, name: str | None, *, to_write: bool = False) -> RoundRow:
    """Return a round by name; ``None``: the first production round that is open, or where none is, the last.

    Raises NotFoundError where there is none, RefusedError when ``to_write`` and it is closed.
    """
    rows = study_queries.rounds(connection)
    if name is not None:
        found = next((row for row in rows if row.name == name), None)
        if found is None:
            raise NotFoundError("there is no such round", name, _known(row.name for row in rows))
        if to_write and found.closed:
            raise RefusedError("this round is closed", name, "code in an open round")
        return found
    production = [row for row in rows if row.kind == "production"]
    still_open = [row for row in production if not row.closed]
    if still_open:
        return still_open[0]
    if to_write or not production:
        raise RefusedError("no production round is open", fix="open one: themecode round new")
    return production[-1]


def _known(names: Iterable[str]) -> str:
    """Say which names there are."""
    known = list(names)
    if not known:
        return "there is none yet"
    return f"there are: {', '.join(known[:12])}" + (" …" if len(known) > 12 else "")
