"""How far a coder has come. Figures for screens: they are asked for after the first paint.

A plus before ``coder_id`` keeps SQLite from walking through all that the coder ever did once per document.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True)
class View:
    """Whose work is looked at, and in which rounds."""

    coder_id: int | None
    rounds: Sequence[int]
    """Ids; the one worked in first, which goes before the others."""
    queue: int | None = None
    """The round whose assignments say which documents there are; ``None``: all of them."""

    def parameters(self) -> dict[str, object]:
        """Return what the queries below take."""
        return {
            "coder": self.coder_id,
            "rounds": json.dumps(list(self.rounds)),
            "working": self.rounds[0] if self.rounds else None,
            "queue": self.queue,
        }


_OWN = (
    "p.document_id = d.id AND +p.coder_id = :coder AND p.deleted = 0 "
    "AND p.round_id IN (SELECT value FROM json_each(:rounds))"
)
_QUEUED = (
    "(:queue IS NULL OR EXISTS (SELECT 1 FROM assignments a WHERE a.round_id = :queue AND a.document_id = d.id "
    "AND a.coder_id = :coder AND a.deleted = 0))"
)
_STATE = (
    f"CASE WHEN EXISTS (SELECT 1 FROM completions p WHERE {_OWN} AND p.round_id = :working) "
    "OR NOT EXISTS (SELECT 1 FROM codings g WHERE g.document_id = d.id AND +g.coder_id = :coder "
    "AND g.round_id = :working AND g.deleted = 0) "
    f"THEN (SELECT p.state FROM completions p WHERE {_OWN} "
    "ORDER BY p.round_id = :working DESC, p.created DESC, p.id DESC LIMIT 1) END"
)
"""What stands in the round worked in goes before what was said in another, as in `rounds.shown_round`."""


def progress_by_question(connection: sqlite3.Connection, view: View) -> dict[int | None, Progress]:
    """Return the progress of one coder by question id; ``None`` holds the transcripts."""
    read = f"EXISTS (SELECT 1 FROM completions p WHERE {_OWN} AND p.state <> 'skipped')"
    if len(view.rounds) > 1:  # what is said in the round worked in goes before what was said in another
        read = f"coalesce({_STATE}, 'skipped') <> 'skipped'"
    rows = connection.execute(
        f"SELECT d.question_id, count(*), total({read}) "
        f"FROM documents d WHERE d.deleted = 0 AND {_QUEUED} GROUP BY d.question_id",
        view.parameters(),
    )
    return {question: Progress(documents, int(read)) for question, documents, read in rows}


def transcript_progress(connection: sqlite3.Connection, view: View) -> dict[int, tuple[int, str | None]]:
    """Return (own codings, own state) of every transcript by document id.

    Where there are codings in the round worked in, only those are counted.
    """
    numbers: dict[int, dict[int, int]] = {}
    for document, round_id, number in connection.execute(
        "SELECT d.id, g.round_id, count(*) FROM documents d CROSS JOIN codings g ON g.document_id = d.id "
        "AND +g.coder_id = :coder AND g.deleted = 0 AND g.round_id IN (SELECT value FROM json_each(:rounds)) "
        "WHERE d.name IS NOT NULL AND d.deleted = 0 GROUP BY d.id, g.round_id",
        view.parameters(),
    ):
        numbers.setdefault(document, {})[round_id] = number
    rows = connection.execute(
        f"SELECT d.id, {_STATE} FROM documents d WHERE d.name IS NOT NULL AND d.deleted = 0 AND {_QUEUED}",
        view.parameters(),
    )
    return {document: (_first(numbers.get(document, {}), view.rounds), state) for document, state in rows}


def answer_queue(connection: sqlite3.Connection, question_id: int, view: View) -> list[AnswerPlace]:
    """Return the answers to a question in the order the cases came, each with the coder's state."""
    rows = connection.execute(
        f"SELECT d.id, c.key, {_STATE} FROM documents d JOIN cases c ON c.id = d.case_id "
        "WHERE d.question_id = :question AND d.deleted = 0 AND c.deleted = 0 AND c.excluded = 0 "
        f"AND {_QUEUED} ORDER BY d.case_id",
        {**view.parameters(), "question": question_id},
    )
    return [AnswerPlace(*row) for row in rows]


def _first(numbers: Mapping[int, int], rounds: Sequence[int]) -> int:
    """Return the number in the first of the rounds that has one."""
    return next((numbers[round_id] for round_id in rounds if round_id in numbers), 0)


def data_version(connection: sqlite3.Connection) -> int:
    """Return a number that differs once another connection has written."""
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    return int(version)
