"""What a quality declaration and a method chapter tell of a study: who coded, when, from which files."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from themecode.storage.queries.conditions import COMPLETED


@dataclass(frozen=True)
class CodedBy:
    """What one coder completed in one round, of one question (or the transcripts) with one codebook."""

    coder: str
    person: bool
    """Not the consensus."""
    round: str
    kind: str
    documents: int
    versions: tuple[int, int]
    """The first and the last version of the codebook that they were read with."""


def coded_by(connection: sqlite3.Connection, question_id: int | None, codebook_id: int) -> list[CodedBy]:
    """Return who completed how much in which round; skipped documents are not counted."""
    rows = connection.execute(
        "SELECT k.name, k.kind <> 'consensus', r.name, r.kind, count(*), min(p.codebook_version), "
        "max(p.codebook_version) FROM documents d CROSS JOIN completions p ON p.document_id = d.id "
        f"AND p.codebook_id = ? AND {COMPLETED} JOIN coders k ON k.id = p.coder_id "
        "JOIN rounds r ON r.id = p.round_id JOIN cases c ON c.id = d.case_id AND c.excluded = 0 AND c.deleted = 0 "
        "WHERE d.question_id IS ? AND d.deleted = 0 GROUP BY k.id, r.id ORDER BY r.id, k.id",
        (codebook_id, question_id),
    )
    return [
        CodedBy(coder, bool(person), round, kind, number, (first, last))
        for coder, person, round, kind, number, first, last in rows
    ]


def sources(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return (name, kind, moment of import) of every file that was read, in order."""
    return connection.execute("SELECT name, kind, imported FROM sources WHERE deleted = 0 ORDER BY id").fetchall()


def derived_variables(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return (id, name) of the variables worked out from fixed answers: the reporting groups."""
    return connection.execute(
        "SELECT id, name FROM variables WHERE deleted = 0 AND derived IS NOT NULL "
        "AND derived ->> 'backcoded' IS NULL ORDER BY position, id"
    ).fetchall()


def participants(connection: sqlite3.Connection) -> int:
    """Return how many speakers that do not moderate there are in the transcripts, each transcript's by itself."""
    (number,) = connection.execute(
        "SELECT count(*) FROM speakers s JOIN documents d ON d.id = s.document_id AND d.deleted = 0 "
        "AND d.kind = 'transcript' WHERE s.moderator = 0"
    ).fetchone()
    return int(number)
