"""How far a coder has come. Figures for screens: they are asked for after the first paint.

A plus before ``coder_id`` keeps SQLite from walking through all that the coder ever did once per document.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


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


def progress_by_question(connection: sqlite3.Connection, coder_id: int | None) -> dict[int | None, Progress]:
    """Return the progress of one coder by question id; ``None`` holds the transcripts."""
    rows = connection.execute(
        "SELECT d.question_id, count(*), total(EXISTS (SELECT 1 FROM completions p WHERE p.document_id = d.id "
        "AND +p.coder_id = ? AND p.deleted = 0 AND p.state <> 'skipped')) "
        "FROM documents d WHERE d.deleted = 0 GROUP BY d.question_id",
        (coder_id,),
    )
    return {question: Progress(documents, int(read)) for question, documents, read in rows}


def transcript_progress(connection: sqlite3.Connection, coder_id: int | None) -> dict[int, tuple[int, str | None]]:
    """Return (own codings, own state) of every transcript by document id."""
    rows = connection.execute(
        "SELECT d.id, "
        "(SELECT count(*) FROM codings g WHERE g.document_id = d.id AND +g.coder_id = ?1 AND g.deleted = 0), "
        "(SELECT p.state FROM completions p WHERE p.document_id = d.id AND +p.coder_id = ?1 AND p.deleted = 0 "
        "ORDER BY p.id DESC LIMIT 1) FROM documents d WHERE d.name IS NOT NULL AND d.deleted = 0",
        (coder_id,),
    )
    return {document: (codings, state) for document, codings, state in rows}


def answer_queue(connection: sqlite3.Connection, question_id: int, coder_id: int | None) -> list[AnswerPlace]:
    """Return all answers to a question in the order the cases came, each with the coder's state."""
    rows = connection.execute(
        "SELECT d.id, c.key, (SELECT p.state FROM completions p WHERE p.document_id = d.id AND +p.coder_id = ? "
        "AND p.deleted = 0 ORDER BY p.id DESC LIMIT 1) FROM documents d JOIN cases c ON c.id = d.case_id "
        "WHERE d.question_id = ? AND d.deleted = 0 AND c.deleted = 0 AND c.excluded = 0 ORDER BY d.case_id",
        (coder_id, question_id),
    )
    return [AnswerPlace(*row) for row in rows]


def data_version(connection: sqlite3.Connection) -> int:
    """Return a number that differs once another connection has written."""
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    return int(version)
