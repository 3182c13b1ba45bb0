"""Documents that were completed before the codebook came to be what it is."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from themecode.storage.queries.counts import Standing


@dataclass(frozen=True)
class Lagging:
    """A document that a coder completed with an earlier version of a codebook."""

    document_id: int
    title: str
    """What a person calls it: the transcript's name, or case and question."""
    codebook_id: int
    version: int


def any_lagging(connection: sqlite3.Connection, codebook_id: int, version: int) -> bool:
    """Tell whether any document was completed with a version of the codebook before this one."""
    (found,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM completions WHERE codebook_id = ? AND codebook_version < ? AND deleted = 0)",
        (codebook_id, version),
    ).fetchone()
    return bool(found)


def standing_by_version(standing: Standing, codebook_id: int, before: int) -> dict[int, int]:
    """Return how many documents count by a completion with each version of the codebook before one.

    Contentless documents are left out: there is nothing in them that a new code could stand on.
    """
    rows = standing.connection.execute(
        "SELECT p.codebook_version, count(*) FROM temp.standing s CROSS JOIN completions p "
        "ON p.document_id = s.document_id AND p.codebook_id = ? AND p.coder_id = s.coder_id "
        "AND p.round_id = s.round_id AND p.deleted = 0 "
        "WHERE p.codebook_version < ? AND s.state <> 'contentless' GROUP BY 1",
        (codebook_id, before),
    )
    return dict(rows)


def lagging(connection: sqlite3.Connection, coder_id: int, round_id: int, question_id: int | None) -> list[Lagging]:
    """Return what one coder completed in a round before the latest code of its codebook.

    Answers to one question, or with ``None`` the transcripts; answers in the order of the cases,
    transcripts by name.
    """
    rows = connection.execute(
        "SELECT d.id, coalesce(d.name, a.key || ' / ' || q.key), p.codebook_id, p.codebook_version "
        "FROM (SELECT codebook_id, max(since) AS latest FROM codes WHERE deleted = 0 AND retired = 0 AND codable = 1 "
        "GROUP BY codebook_id) b "
        "CROSS JOIN completions p ON p.coder_id = ?1 AND p.codebook_id = b.codebook_id AND p.deleted = 0 "
        "AND p.codebook_version < b.latest AND p.round_id = ?2 AND p.state NOT IN ('skipped', 'contentless') "
        "JOIN documents d ON d.id = p.document_id AND d.deleted = 0 AND d.question_id IS ?3 "
        "JOIN cases a ON a.id = d.case_id AND a.deleted = 0 AND a.excluded = 0 "
        "LEFT JOIN questions q ON q.id = d.question_id ORDER BY d.name, d.case_id, d.id, p.codebook_id",
        (coder_id, round_id, question_id),
    )
    return [Lagging(*row) for row in rows]
