"""What coders gave the documents of a round side by side, and what was decided between them.

Every query begins with the documents: from completions or codings, SQLite would walk through all of the study's.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.storage.queries.agreement import Subject
from themecode.storage.queries.conditions import COMPLETED, OUTSIDE_MODERATOR


@dataclass(frozen=True)
class Given:
    """One code that one coder put on one span."""

    document_id: int
    coder_id: int
    span: Span
    code_id: int


@dataclass(frozen=True)
class DecisionRow:
    """What was decided on a document, or on one of its passages, and why."""

    id: int
    document_id: int
    span: Span | None
    """``None``: the whole answer."""
    coder: str
    """Who decided."""
    taken: str
    """``side:NAME``, ``both``, ``other`` or ``agreed``."""
    reason: str
    created: str


def completed(
    connection: sqlite3.Connection, subject: Subject, round_id: int, *, document_ids: Sequence[int] | None = None
) -> Iterator[tuple[int, str, int, int, str]]:
    """Yield (document, title, its length, coder, state) of what persons completed of a subject in a round.

    Skipped documents and those of excluded cases are left out. In the order of cases or names, and coders.
    ``document_ids`` narrows it.
    """
    return connection.execute(
        "SELECT d.id, coalesce(d.name, a.key), length(d.text), p.coder_id, p.state FROM documents d "
        "JOIN cases a ON a.id = d.case_id AND a.deleted = 0 AND a.excluded = 0 "
        "CROSS JOIN completions p ON p.document_id = d.id AND p.codebook_id = ?1 AND +p.round_id = ?2 "
        f"AND {COMPLETED} JOIN coders k ON k.id = p.coder_id AND k.kind = 'person' "
        "WHERE d.question_id IS ?3 AND d.deleted = 0 AND (?4 IS NULL OR d.id IN (SELECT value FROM json_each(?4))) "
        "ORDER BY d.name, d.case_id, d.id, k.name",
        (
            *(subject.codebook_id, round_id, subject.question_id),
            None if document_ids is None else json.dumps(list(document_ids)),
        ),
    )


def given(
    connection: sqlite3.Connection,
    subject: Subject,
    round_id: int,
    *,
    document_ids: Sequence[int] | None = None,
    coder_ids: Sequence[int] | None = None,
) -> Iterator[Given]:
    """Yield the codings of a subject in a round, in text order; nothing that only moderators say.

    ``document_ids`` and ``coder_ids`` narrow it.
    """
    rows = connection.execute(
        'SELECT g.document_id, g.coder_id, g.start, g."end", g.code_id FROM documents d '
        "CROSS JOIN codings g ON g.document_id = d.id AND +g.round_id = :round AND g.deleted = 0 "
        "WHERE d.question_id IS :question AND d.deleted = 0 "
        "AND (:documents IS NULL OR d.id IN (SELECT value FROM json_each(:documents))) "
        "AND (:coders IS NULL OR g.coder_id IN (SELECT value FROM json_each(:coders))) "
        "AND g.code_id IN (SELECT id FROM codes WHERE codebook_id = :codebook) "
        f"{OUTSIDE_MODERATOR if subject.question_id is None else ''} "
        'ORDER BY g.document_id, g.start, g."end", g.id',
        {
            "round": round_id,
            "question": subject.question_id,
            "codebook": subject.codebook_id,
            "documents": None if document_ids is None else json.dumps(list(document_ids)),
            "coders": None if coder_ids is None else json.dumps(list(coder_ids)),
        },
    )
    for document, coder, start, end, code in rows:
        yield Given(document, coder, Span(start, end), code)


def decided_documents(connection: sqlite3.Connection, subject: Subject, consensus_id: int) -> set[int]:
    """Return the documents of a subject that the consensus has completed in production."""
    rows = connection.execute(
        "SELECT d.id FROM documents d CROSS JOIN completions p ON p.document_id = d.id AND p.codebook_id = ? "
        f"AND +p.coder_id = ? AND {COMPLETED} "
        "AND p.round_id IN (SELECT id FROM rounds WHERE kind = 'production') "
        "WHERE d.question_id IS ? AND d.deleted = 0",
        (subject.codebook_id, consensus_id, subject.question_id),
    )
    return {row[0] for row in rows}


def decisions(connection: sqlite3.Connection, round_id: int, codebook_id: int | None = None) -> list[DecisionRow]:
    """Return what was decided of a round (under one codebook), in the order it was decided."""
    rows = connection.execute(
        'SELECT s.id, s.document_id, s.start, s."end", k.name, s.taken, s.reason, s.created FROM decisions s '
        "JOIN coders k ON k.id = s.coder_id WHERE s.round_id = ?1 AND s.deleted = 0 "
        "AND (?2 IS NULL OR s.codebook_id = ?2) ORDER BY s.id",
        (round_id, codebook_id),
    )
    return [
        DecisionRow(id, document, None if start is None else Span(start, end), *rest)
        for id, document, start, end, *rest in rows
    ]


def consensus_codings(
    connection: sqlite3.Connection, document_id: int, codebook_id: int, consensus_id: int, round_id: int
) -> list[tuple[int, Span, int]]:
    """Return (id, span, code) of the consensus on a document under a codebook."""
    rows = connection.execute(
        'SELECT g.id, g.start, g."end", g.code_id FROM codings g JOIN codes c ON c.id = g.code_id '
        "AND c.codebook_id = ? WHERE g.document_id = ? AND +g.coder_id = ? AND +g.round_id = ? AND g.deleted = 0 "
        'ORDER BY g.start, g."end", g.id',
        (codebook_id, document_id, consensus_id, round_id),
    )
    return [(id, Span(start, end), code) for id, start, end, code in rows]
