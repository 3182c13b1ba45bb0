"""Memos. Every reading names its coders, as with codings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class MemoPlace:
    """What a memo is on. Only what the target needs is filled in."""

    target: str = "study"
    """study, case, document, span, coding or code."""
    document_id: int | None = None
    start: int | None = None
    end: int | None = None
    coding_id: int | None = None
    code_id: int | None = None
    case_id: int | None = None


@dataclass(frozen=True)
class Memo:
    """A text that one coder keeps on something."""

    id: int
    place: MemoPlace
    coder: str
    text: str
    created: str
    changed: str


COLUMNS = ("target", "document_id", "start", "end", "coding_id", "code_id", "case_id")
"""The columns of a place, as `MemoPlace` has them."""

_MEMO = (
    'SELECT m.id, m.target, m.document_id, m.start, m."end", m.coding_id, m.code_id, m.case_id, k.name, m.text, '
    "m.created, m.changed FROM memos m JOIN coders k ON k.id = m.coder_id"
)


def memos_at(connection: sqlite3.Connection, place: MemoPlace, coder_ids: Sequence[int]) -> list[Memo]:
    """Return the live memos of these coders on exactly one thing, in the order they were begun."""
    same = " AND ".join(f'm."{column}" IS ?' for column in COLUMNS)
    rows = connection.execute(
        f"{_MEMO} WHERE m.deleted = 0 AND m.coder_id IN ({_marks(coder_ids)}) AND {same} ORDER BY m.id",
        (*coder_ids, *astuple(place)),
    )
    return [_memo(row) for row in rows]


def memos_of(connection: sqlite3.Connection, document_id: int, coder_ids: Sequence[int]) -> list[Memo]:
    """Return the live memos of these coders on a document, its spans and its codings."""
    own = f"m.deleted = 0 AND +m.coder_id IN ({_marks(coder_ids)})"
    rows = connection.execute(
        f"{_MEMO} WHERE {own} AND m.document_id = ? UNION ALL "
        f"{_MEMO} JOIN codings g ON g.id = m.coding_id AND g.deleted = 0 "
        f"WHERE {own} AND m.document_id IS NULL AND g.document_id = ? ORDER BY 1",
        (*coder_ids, document_id, *coder_ids, document_id),
    )
    return [_memo(row) for row in rows]


def _memo(row: Sequence[object]) -> Memo:
    return Memo(row[0], MemoPlace(*row[1:8]), *row[8:])  # type: ignore[arg-type]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


@dataclass(frozen=True)
class MemoExportRow:
    """One line of the memos file."""

    target: str
    case: str
    question: str
    document: str
    start: int | None
    end: int | None
    code: str
    coder: str
    quote: str
    text: str
    created: str
    changed: str


def export_rows(connection: sqlite3.Connection, coder_ids: Sequence[int]) -> Iterator[MemoExportRow]:
    """Yield the live memos of these coders on live things: of the study, cases, documents, passages, codes."""
    rows = connection.execute(
        "SELECT m.target, coalesce(a.key, ''), coalesce(q.key, ''), coalesce(d.name, ''), coalesce(g.start, m.start), "
        'coalesce(g."end", m."end"), coalesce(c.key, \'\'), k.name, '
        "coalesce(substr(d.text, coalesce(g.start, m.start) + 1, "
        'coalesce(g."end" - g.start, m."end" - m.start)), \'\'), m.text, m.created, m.changed FROM memos m '
        "JOIN coders k ON k.id = m.coder_id LEFT JOIN codings g ON g.id = m.coding_id "
        "LEFT JOIN documents d ON d.id = coalesce(m.document_id, g.document_id) "
        "LEFT JOIN cases a ON a.id = coalesce(m.case_id, d.case_id) LEFT JOIN questions q ON q.id = d.question_id "
        "LEFT JOIN codes c ON c.id = coalesce(m.code_id, g.code_id) "
        f"WHERE m.deleted = 0 AND m.coder_id IN ({_marks(coder_ids)}) AND coalesce(g.deleted, 0) = 0 "
        "AND coalesce(d.deleted, 0) = 0 AND coalesce(c.deleted, 0) = 0 ORDER BY d.id, 5, m.id",
        tuple(coder_ids),
    )
    for row in rows:
        yield MemoExportRow(*row)
