"""How far a coder has come. Figures for screens: they are asked for after the first paint."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass

from themecode.storage.queries.own_work import Reader


@dataclass(frozen=True)
class Progress:
    """Documents in all, and those one coder has read (completed in some state, skipped ones not)."""

    documents: int
    read: int


@dataclass(frozen=True)
class AnswerPlace:
    """One answer in the queue of a question; ``state`` is what the coder declared, ``None`` where unread."""

    document_id: int
    case: str
    state: str | None


def progress_by_question(connection: sqlite3.Connection, reader: Reader) -> dict[int | None, Progress]:
    """Return the progress of one coder by question id; ``None`` holds the transcripts."""
    read = f"EXISTS (SELECT 1 FROM completions p WHERE {reader.completed()} AND p.state <> 'skipped')"
    rows = connection.execute(
        f"SELECT d.question_id, count(*), total({read}) "
        f"FROM documents d WHERE d.deleted = 0 AND {reader.queued()} GROUP BY d.question_id",
        reader.parameters(),
    )
    return {question: Progress(documents, int(read)) for question, documents, read in rows}


def transcript_progress(connection: sqlite3.Connection, reader: Reader) -> dict[int, tuple[int, str | None]]:
    """Return (own codings, own state) of every transcript by document id."""
    rows = connection.execute(
        f"SELECT d.id, (SELECT count(*) FROM codings g WHERE {reader.coded()}), {reader.declared()} "
        f"FROM documents d WHERE d.name IS NOT NULL AND d.deleted = 0 AND {reader.queued()}",
        reader.parameters(),
    )
    return {document: (codings, state) for document, codings, state in rows}


def answer_queue(connection: sqlite3.Connection, question_id: int, reader: Reader) -> list[AnswerPlace]:
    """Return the answers to a question in the order the cases came, each with the coder's state."""
    rows = connection.execute(
        f"SELECT d.id, c.key, {reader.declared()} FROM documents d JOIN cases c ON c.id = d.case_id "
        "WHERE d.question_id = :question AND d.deleted = 0 AND c.deleted = 0 AND c.excluded = 0 "
        f"AND {reader.queued()} ORDER BY d.case_id",
        {**reader.parameters(), "question": question_id},
    )
    return [AnswerPlace(*row) for row in rows]


def cases_by_code(connection: sqlite3.Connection, question_id: int | None, reader: Reader) -> Counter[int]:
    """Return on how many cases a coder has put each code, or one below it, so far; ``None``: in the transcripts."""
    rows = connection.execute(
        "WITH RECURSIVE up (code_id, ancestor_id) AS (SELECT id, id FROM codes WHERE deleted = 0 UNION ALL "
        "SELECT up.code_id, c.parent_id FROM up JOIN codes c ON c.id = up.ancestor_id WHERE c.parent_id IS NOT NULL), "
        "own (code_id, case_id) AS MATERIALIZED (SELECT DISTINCT g.code_id, d.case_id FROM documents d "
        f"CROSS JOIN codings g ON {reader.coded()} WHERE d.question_id IS :question AND d.deleted = 0) "
        "SELECT up.ancestor_id, count(DISTINCT own.case_id) FROM own JOIN up ON up.code_id = own.code_id GROUP BY 1",
        {**reader.parameters(), "question": question_id},
    )
    return Counter(dict(rows))


def data_version(connection: sqlite3.Connection) -> int:
    """Return a number that differs once another connection has written."""
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    return int(version)
