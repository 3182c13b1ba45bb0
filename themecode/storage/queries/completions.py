"""Completions: in which state a coder left a document. Every reading names its coders, as with codings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from themecode.storage.queries.conditions import COMPLETED


@dataclass(frozen=True)
class CompletionRow:
    """A coder left a document in a state, for one codebook."""

    document_id: int
    codebook_id: int
    coder: str
    round_id: int
    state: str


@dataclass(frozen=True)
class CompletionPlace:
    """What stands where a completion would be written, also a tombstone."""

    id: int
    state: str
    version: int
    """Of the codebook, when the document was completed."""
    deleted: bool


def completions_of(
    connection: sqlite3.Connection,
    document_id: int,
    coder_ids: Sequence[int],
    round_ids: Sequence[int] | None = None,
) -> list[CompletionRow]:
    """Return the live completions of a document by these coders (in these rounds only)."""
    marks = ", ".join("?" * len(coder_ids))
    rounds = "" if round_ids is None else f"AND +p.round_id IN ({', '.join('?' * len(round_ids))}) "
    rows = connection.execute(
        "SELECT p.document_id, p.codebook_id, k.name, p.round_id, p.state FROM completions p "
        "CROSS JOIN coders k ON k.id = p.coder_id "  # and +, so that it begins with the document, not the coder
        f"WHERE p.document_id = ? AND +p.coder_id IN ({marks}) {rounds}AND p.deleted = 0 ORDER BY p.id",
        (document_id, *coder_ids, *(round_ids or ())),
    )
    return [CompletionRow(*row) for row in rows]


def completed_at(
    connection: sqlite3.Connection, document_id: int, coder_id: int, round_id: int
) -> list[tuple[int, int, str]]:
    """Return (codebook, its version, state) of what one coder completed of a document in a round."""
    return connection.execute(
        "SELECT codebook_id, codebook_version, state FROM completions "
        "WHERE document_id = ? AND +coder_id = ? AND +round_id = ? AND deleted = 0 ORDER BY id",
        (document_id, coder_id, round_id),
    ).fetchall()


def completion_at(
    connection: sqlite3.Connection, document_id: int, codebook_id: int, coder_id: int, round_id: int
) -> int | None:
    """Return the id of the completion at a place, also a tombstone."""
    row = connection.execute(
        "SELECT id FROM completions WHERE document_id = ? AND codebook_id = ? AND coder_id = ? AND round_id = ?",
        (document_id, codebook_id, coder_id, round_id),
    ).fetchone()
    return None if row is None else int(row[0])


def completions_at(
    connection: sqlite3.Connection, places: Sequence[tuple[int, int]], coder_id: int, round_id: int
) -> dict[tuple[int, int], CompletionPlace]:
    """Return what a coder completed in a round at (document, codebook), tombstones too."""
    rows = connection.execute(
        "SELECT p.document_id, p.codebook_id, p.id, p.state, p.codebook_version, p.deleted FROM json_each(?) j "
        "CROSS JOIN completions p ON p.document_id = j.value ->> 0 AND p.codebook_id = j.value ->> 1 "
        "AND p.coder_id = ? AND p.round_id = ?",
        (json.dumps(places), coder_id, round_id),
    )
    return {
        (document, book): CompletionPlace(row_id, state, version, bool(deleted))
        for document, book, row_id, state, version, deleted in rows
    }


def completed_elsewhere(
    connection: sqlite3.Connection, document_ids: Sequence[int], coder_id: int, round_ids: Sequence[int], round_id: int
) -> set[int]:
    """Return those of the documents that a coder completed in another of some rounds, with no codes in ``round_id``."""
    rows = connection.execute(
        "SELECT j.value FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM completions p WHERE p.document_id = j.value "
        f"AND +p.coder_id = ? AND {COMPLETED} AND p.round_id <> ? "
        "AND p.round_id IN (SELECT value FROM json_each(?))) AND NOT EXISTS (SELECT 1 FROM codings g "
        "WHERE g.document_id = j.value AND +g.coder_id = ? AND g.round_id = ? AND g.deleted = 0)",
        (json.dumps(list(document_ids)), coder_id, round_id, json.dumps(list(round_ids)), coder_id, round_id),
    )
    return {row[0] for row in rows}
