"""What coders gave the documents of a round.

Every query begins with the documents: from completions or codings, SQLite would walk through all of the study's.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from themecode.storage.queries.conditions import COMPLETED


@dataclass(frozen=True)
class Subject:
    """What a round is about: the answers to a question (``None``: the transcripts), read with a codebook."""

    question_id: int | None
    codebook_id: int


def subjects_of(connection: sqlite3.Connection, round_id: int, *, carried: bool = True) -> list[Subject]:
    """Return what persons have completed in a round: questions in their order, then the transcripts.

    ``carried``: also with a codebook that nobody read it with, but some of whose codes moved there afterwards.
    """
    rows = connection.execute(
        "SELECT DISTINCT d.question_id, p.codebook_id FROM completions p "
        "JOIN documents d ON d.id = p.document_id AND d.deleted = 0 "
        "JOIN coders k ON k.id = p.coder_id AND k.kind <> 'consensus' "
        "JOIN codebooks b ON b.id = p.codebook_id AND b.deleted = 0 LEFT JOIN questions q ON q.id = d.question_id "
        f"WHERE p.round_id = ? AND {COMPLETED} AND p.codebook_version > ? "
        "ORDER BY d.question_id IS NULL, q.position, d.question_id, b.position, b.id",
        (round_id, -1 if carried else 0),
    )
    return [Subject(*row) for row in rows]


def documents_of(connection: sqlite3.Connection, question_id: int | None) -> list[tuple[int, str, bool]]:
    """Return (id, transcript's name or case's key, case excluded) of the answers to a question or the transcripts."""
    rows = connection.execute(
        "SELECT d.id, coalesce(d.name, c.key), c.excluded FROM documents d "
        "JOIN cases c ON c.id = d.case_id AND c.deleted = 0 "
        "WHERE d.question_id IS ? AND d.deleted = 0 ORDER BY d.id",
        (question_id,),
    )
    return [(id, title, bool(excluded)) for id, title, excluded in rows]


def completions_in(
    connection: sqlite3.Connection, subject: Subject, coder_ids: Sequence[int]
) -> Iterator[tuple[int, int, int, str]]:
    """Yield (document, coder, round, state) of what these coders completed, in any round."""
    return connection.execute(
        "SELECT p.document_id, p.coder_id, p.round_id, p.state FROM documents d "
        "CROSS JOIN completions p ON p.document_id = d.id AND p.codebook_id = ? "
        f"AND {COMPLETED} AND +p.coder_id IN (SELECT value FROM json_each(?)) "
        "WHERE d.question_id IS ? AND d.deleted = 0",
        (subject.codebook_id, json.dumps(list(coder_ids)), subject.question_id),
    )


def coders_in(connection: sqlite3.Connection, subject: Subject, round_id: int) -> list[tuple[int, str]]:
    """Return (id, name) of the persons who completed anything of a subject in a round, by name."""
    rows = connection.execute(
        "SELECT DISTINCT k.id, k.name FROM documents d "
        "CROSS JOIN completions p ON p.document_id = d.id AND p.codebook_id = ? AND p.round_id = ? "
        f"AND {COMPLETED} JOIN coders k ON k.id = p.coder_id AND k.kind <> 'consensus' "
        "WHERE d.question_id IS ? AND d.deleted = 0",
        (subject.codebook_id, round_id, subject.question_id),
    )
    return sorted(rows, key=lambda row: str(row[1]))


def assigned_coders(connection: sqlite3.Connection, subject: Subject, round_id: int) -> list[tuple[int, str]]:
    """Return (id, name) of those who were to code documents of a subject in a round, by name."""
    rows = connection.execute(
        "SELECT DISTINCT k.id, k.name FROM assignments a JOIN documents d ON d.id = a.document_id AND d.deleted = 0 "
        "JOIN coders k ON k.id = a.coder_id WHERE a.round_id = ? AND a.deleted = 0 AND d.question_id IS ?",
        (round_id, subject.question_id),
    )
    return sorted(rows, key=lambda row: str(row[1]))


def assigned_in(connection: sqlite3.Connection, subject: Subject, round_id: int) -> set[int]:
    """Return the documents of a subject that somebody was to code in a round."""
    rows = connection.execute(
        "SELECT DISTINCT d.id FROM assignments a JOIN documents d ON d.id = a.document_id AND d.deleted = 0 "
        "WHERE a.round_id = ? AND a.deleted = 0 AND d.question_id IS ?",
        (round_id, subject.question_id),
    )
    return {row[0] for row in rows}


def codings_in(
    connection: sqlite3.Connection, question_id: int | None, round_id: int, coder_id: int
) -> Iterator[tuple[int, int, int, int, bool]]:
    """Yield (document, code, start, end, taken from a suggestion) of one coder's codings in a round.

    Of the answers to a question, or of the transcripts, whatever the codebook: looking that up takes as long again.
    """
    return connection.execute(
        "SELECT g.document_id, g.code_id, g.start, g.\"end\", g.origin = 'suggestion' FROM documents d "
        "CROSS JOIN codings g ON g.document_id = d.id AND g.coder_id = ? AND g.round_id = ? AND g.deleted = 0 "
        "WHERE d.question_id IS ? AND d.deleted = 0",
        (coder_id, round_id, question_id),
    )


def participant_turns(connection: sqlite3.Connection, document_id: int) -> list[tuple[int, int]]:
    """Return (start, end) of the turns of a transcript that no moderator says, labels left out."""
    return connection.execute(
        'SELECT t.start, t."end" FROM turns t LEFT JOIN speakers k ON k.id = t.speaker_id '
        'WHERE t.document_id = ? AND coalesce(k.moderator, 0) = 0 AND t.start < t."end" ORDER BY t.start',
        (document_id,),
    ).fetchall()


def has_turns(connection: sqlite3.Connection, document_id: int) -> bool:
    """Tell whether speakers' turns were found in a document."""
    found = connection.execute("SELECT 1 FROM turns WHERE document_id = ? LIMIT 1", (document_id,)).fetchone()
    return found is not None


def sentences_of(connection: sqlite3.Connection, document_id: int) -> list[tuple[int, int]]:
    """Return (start, end) of the sentences of a document in text order."""
    return connection.execute(
        'SELECT start, "end" FROM sentences WHERE document_id = ? ORDER BY start', (document_id,)
    ).fetchall()


def length_of(connection: sqlite3.Connection, document_id: int) -> int:
    """Return the length of a document in code points."""
    (length,) = connection.execute("SELECT length(text) FROM documents WHERE id = ?", (document_id,)).fetchone()
    return int(length)
