"""The history: what was done, by whom, and what of it can be taken back or done again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class HistoryRow:
    """One entry of the history."""

    id: int
    created: str
    coder: str
    action: str
    summary: str
    undone: bool


def history(connection: sqlite3.Connection) -> list[HistoryRow]:
    """Return the whole history, latest first."""
    rows = connection.execute(
        "SELECT id, created, coder, action, summary, undone_by IS NOT NULL FROM history ORDER BY id DESC"
    )
    return [HistoryRow(id, created, who, action, what, bool(undone)) for id, created, who, action, what, undone in rows]


def actors(connection: sqlite3.Connection) -> list[str]:
    """Return the names of all who stand in the history."""
    # By the index on coders, from one name to the next, however long the history is.
    rows = connection.execute(
        "WITH RECURSIVE names (name) AS (SELECT min(coder) FROM history UNION ALL "
        "SELECT (SELECT min(coder) FROM history WHERE coder > name) FROM names WHERE name IS NOT NULL) "
        "SELECT name FROM names WHERE name IS NOT NULL"
    )
    return [row[0] for row in rows]


def last_undoable(connection: sqlite3.Connection, coder: str) -> tuple[int, str] | None:
    """Return (id, summary) of the latest action of a coder that stands."""
    row = connection.execute(
        "SELECT id, summary FROM history WHERE coder = ? AND undone_by IS NULL AND undoes IS NULL "
        "AND action NOT IN ('new', 'undo', 'redo') "
        # One without changes erased something, or was about what was erased since.
        "AND EXISTS (SELECT 1 FROM changes c WHERE c.history_id = history.id) ORDER BY id DESC LIMIT 1",
        (coder,),
    ).fetchone()
    return None if row is None else (row[0], row[1])


def last_redoable(connection: sqlite3.Connection, coder: str, own_entry: int) -> tuple[int, str] | None:
    """Return (id of the undo, summary of what it took back) where the coder did nothing since."""
    row = connection.execute(
        "SELECT u.id, h.summary FROM history u JOIN history h ON h.id = u.undoes "
        "WHERE u.coder = ?1 AND u.action = 'undo' AND u.undone_by IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM history n WHERE n.coder = ?1 AND n.id > u.id AND n.id <> ?2 AND n.undoes IS NULL) "
        "ORDER BY u.id DESC LIMIT 1",
        (coder, own_entry),
    ).fetchone()
    return None if row is None else (row[0], row[1])
