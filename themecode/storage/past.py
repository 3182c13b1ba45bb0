"""The study as it stood: a copy in memory with everything done since then taken back."""

from __future__ import annotations

import sqlite3

from themecode.storage.taking_back import put_back


def last_entry(connection: sqlite3.Connection, moment: str) -> int:
    """Return the id of the last history entry made at or before a moment (ISO 8601), 0 where there is none."""
    (entry,) = connection.execute("SELECT coalesce(max(id), 0) FROM history WHERE created <= ?", (moment,)).fetchone()
    return int(entry)


def entry_before(connection: sqlite3.Connection, entry: int) -> int:
    """Return the id of the history entry before another; the numbers have gaps where an entry touched nothing."""
    (before,) = connection.execute("SELECT coalesce(max(id), 0) FROM history WHERE id < ?", (entry,)).fetchone()
    return int(before)


def latest_entry(connection: sqlite3.Connection) -> int:
    """Return the id of the latest history entry."""
    (entry,) = connection.execute("SELECT coalesce(max(id), 0) FROM history").fetchone()
    return int(entry)


def as_it_stood(connection: sqlite3.Connection, entry: int) -> sqlite3.Connection:
    """Return a copy of the study, in memory, as it stood when history entry ``entry`` was the last.

    Every later entry is taken back, newest first, whether it was itself undone or not: each holds what
    the rows it touched were before it.
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(copy)
    copy.execute("BEGIN")
    later = [row[0] for row in copy.execute("SELECT id FROM history WHERE id > ? ORDER BY id DESC", (entry,))]
    for history_id in later:
        put_back(copy, history_id)
    copy.execute("COMMIT")
    return copy
