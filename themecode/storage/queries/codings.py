"""Codings. Every reading names its coders: who may see what is decided by the caller."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from themecode.core.documents import Span


@dataclass(frozen=True)
class Coding:
    """One code that one coder put on one span in one round."""

    id: int
    uuid: str
    document_id: int
    span: Span
    code_id: int
    code: str
    coder: str
    round_id: int
    origin: str
    created: str
    condensation: str | None


_CODING = (
    'SELECT g.id, g.uuid, g.document_id, g.start, g."end", g.code_id, c.key, k.name, g.round_id, g.origin, '
    "g.created, g.condensation FROM codings g JOIN codes c ON c.id = g.code_id JOIN coders k ON k.id = g.coder_id"
)


def _coding(row: Sequence[Any]) -> Coding:
    return Coding(row[0], row[1], row[2], Span(row[3], row[4]), *row[5:])


def codings_of(
    connection: sqlite3.Connection,
    document_id: int,
    coder_ids: Sequence[int],
    round_ids: Sequence[int] | None = None,
) -> list[Coding]:
    """Return the live codings of a document by these coders (in these rounds only), in text order."""
    marks = ", ".join("?" * len(coder_ids))
    rounds = "" if round_ids is None else f"AND g.round_id IN ({', '.join('?' * len(round_ids))}) "
    rows = connection.execute(
        f"{_CODING} WHERE g.document_id = ? AND g.coder_id IN ({marks}) {rounds}AND g.deleted = 0 "
        'ORDER BY g.start, g."end" DESC, g.id',
        (document_id, *coder_ids, *(round_ids or ())),
    )
    return [_coding(row) for row in rows]


def coding_at(
    connection: sqlite3.Connection, document_id: int, span: Span, code_id: int, coder_id: int, round_id: int
) -> Coding | None:
    """Return the live coding that one coder put on exactly this span in a round, ``None`` where there is none."""
    row = connection.execute(
        f"{_CODING} WHERE g.document_id = ? AND g.coder_id = ? AND g.round_id = ? AND g.code_id = ? AND g.start = ? "
        'AND g."end" = ? AND g.deleted = 0',
        (document_id, coder_id, round_id, code_id, span.start, span.end),
    ).fetchone()
    return None if row is None else _coding(row)


def coding_by_id(connection: sqlite3.Connection, coding_id: int) -> Coding | None:
    """Return a live coding by id, whose ever it is: to be changed by its own coder only."""
    row = connection.execute(f"{_CODING} WHERE g.id = ? AND g.deleted = 0", (coding_id,)).fetchone()
    return None if row is None else _coding(row)


@dataclass(frozen=True)
class OwnCoding:
    """What must be known of a coding before it is changed."""

    document_id: int
    coder: str
    round_closed: bool
    code: str


def own_coding(connection: sqlite3.Connection, coding_id: int) -> OwnCoding | None:
    """Return a live coding by id."""
    row = connection.execute(
        "SELECT g.document_id, k.name, r.closed IS NOT NULL, c.key FROM codings g JOIN coders k ON k.id = g.coder_id "
        "JOIN rounds r ON r.id = g.round_id JOIN codes c ON c.id = g.code_id WHERE g.id = ? AND g.deleted = 0",
        (coding_id,),
    ).fetchone()
    return None if row is None else OwnCoding(row[0], row[1], bool(row[2]), row[3])


def coding_places(connection: sqlite3.Connection, coder_id: int, round_id: int) -> set[tuple[int, int, int, int]]:
    """Return (document, code, start, end) of every live coding of a coder in a round."""
    rows = connection.execute(
        'SELECT document_id, code_id, start, "end" FROM codings WHERE coder_id = ? AND round_id = ? AND deleted = 0',
        (coder_id, round_id),
    )
    return set(rows)


def codebooks_on(connection: sqlite3.Connection, document_id: int, coder_id: int, round_id: int) -> list[int]:
    """Return the codebooks whose codes a coder has put on a document in a round."""
    rows = connection.execute(
        "SELECT DISTINCT c.codebook_id FROM codings g JOIN codes c ON c.id = g.code_id "
        "WHERE g.document_id = ? AND g.coder_id = ? AND g.round_id = ? AND g.deleted = 0",
        (document_id, coder_id, round_id),
    )
    return [row[0] for row in rows]


def memos_on(connection: sqlite3.Connection, coding_id: int) -> list[dict[str, str | int | None]]:
    """Return the live memos on a coding as they would be written anew: every column but id, uuid and coding."""
    columns = ("coder_id", "target", "document_id", "start", "end", "code_id", "case_id", "text", "created", "changed")
    names = ", ".join(f'"{column}"' for column in columns)
    rows = connection.execute(
        f"SELECT {names} FROM memos WHERE coding_id = ? AND deleted = 0 ORDER BY id", (coding_id,)
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


@dataclass(frozen=True)
class ExportRow:
    """One line of the codings file: a coding, or a document read in which no code fits (``code`` empty)."""

    case: str
    question: str
    document: str
    start: int | None
    end: int | None
    code: str
    coder: str
    quote: str
    round: str
    origin: str
    created: str
    condensation: str
    memo: str
    state: str


def export_rows(connection: sqlite3.Connection, coder_ids: Sequence[int]) -> Iterator[ExportRow]:
    """Yield all codings of these coders, then their completions of documents without any coding."""
    marks = ", ".join("?" * len(coder_ids))
    rows = connection.execute(
        "SELECT a.key, coalesce(q.key, ''), coalesce(d.name, ''), g.start, g.\"end\", c.key, k.name, "
        "substr(d.text, g.start + 1, g.\"end\" - g.start), r.name, g.origin, g.created, coalesce(g.condensation, ''), "
        "coalesce((SELECT group_concat(m.text, char(10)) FROM memos m "
        "WHERE m.coding_id = g.id AND m.deleted = 0), ''), "
        "coalesce((SELECT p.state FROM completions p WHERE p.document_id = d.id AND p.codebook_id = c.codebook_id "
        "AND p.coder_id = g.coder_id AND p.round_id = g.round_id AND p.deleted = 0), 'unread') "
        "FROM codings g JOIN documents d ON d.id = g.document_id AND d.deleted = 0 "
        "JOIN cases a ON a.id = d.case_id JOIN codes c ON c.id = g.code_id JOIN coders k ON k.id = g.coder_id "
        "JOIN rounds r ON r.id = g.round_id LEFT JOIN questions q ON q.id = d.question_id "
        f"WHERE g.deleted = 0 AND g.coder_id IN ({marks}) ORDER BY d.id, g.coder_id, g.round_id, g.start, g.id",
        tuple(coder_ids),
    )
    for row in rows:
        yield ExportRow(*row)
    rows = connection.execute(
        "SELECT a.key, coalesce(q.key, ''), coalesce(d.name, ''), NULL, NULL, '', k.name, '', r.name, '', p.created, "
        "'', '', p.state FROM completions p JOIN documents d ON d.id = p.document_id AND d.deleted = 0 "
        "JOIN cases a ON a.id = d.case_id JOIN coders k ON k.id = p.coder_id JOIN rounds r ON r.id = p.round_id "
        "LEFT JOIN questions q ON q.id = d.question_id "
        f"WHERE p.deleted = 0 AND p.coder_id IN ({marks}) AND NOT EXISTS (SELECT 1 FROM codings g "
        "WHERE g.document_id = p.document_id AND g.coder_id = p.coder_id AND g.round_id = p.round_id "
        "AND g.deleted = 0) GROUP BY p.document_id, p.coder_id, p.round_id ORDER BY d.id, p.coder_id",
        tuple(coder_ids),
    )
    for row in rows:
        yield ExportRow(*row)
