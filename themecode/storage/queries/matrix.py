"""The matrix of cases and themes: what is written in its cells, and how many passages stand behind each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A written summary of what a case says on a theme."""

    id: int
    case_id: int
    code_id: int
    text: str
    coder: str
    """Who wrote it last."""
    changed: str


_CELL = "SELECT e.id, e.case_id, e.code_id, e.text, k.name, e.changed FROM cells e JOIN coders k ON k.id = e.coder_id"


def cell_at(connection: sqlite3.Connection, case_id: int, code_id: int) -> Cell | None:
    """Return the live cell of a case and a code."""
    row = connection.execute(f"{_CELL} WHERE e.case_id = ? AND e.code_id = ? AND e.deleted = 0", (case_id, code_id))
    found = row.fetchone()
    return None if found is None else Cell(*found)


def cells(connection: sqlite3.Connection, code_ids: Iterable[int]) -> list[Cell]:
    """Return the live cells of these codes."""
    rows = connection.execute(
        f"{_CELL} WHERE e.deleted = 0 AND e.code_id IN (SELECT value FROM json_each(?))", (json.dumps(list(code_ids)),)
    )
    return [Cell(*row) for row in rows]


def cases_with_documents(
    connection: sqlite3.Connection, *, interviews: bool, among: Collection[int] | None = None
) -> list[tuple[int, str]]:
    """Return (id, key) of the live cases with an interview, or with an answer, in the order they came.

    ``among`` are the ids of the only documents looked at.
    """
    which = "d.name IS NOT NULL" if interviews else "d.name IS NULL"
    if among is not None:
        which += " AND d.id IN (SELECT value FROM json_each(:among))"
    return connection.execute(
        "SELECT a.id, a.key FROM cases a WHERE a.deleted = 0 AND a.excluded = 0 AND EXISTS ("
        f"SELECT 1 FROM documents d WHERE d.case_id = a.id AND d.deleted = 0 AND {which}) ORDER BY a.id",
        {"among": json.dumps(list(among or ()))},
    ).fetchall()
