"""Putting rows back to what they were before an entry of the history, or refusing to, with the reason."""

from __future__ import annotations

import sqlite3

from themecode.core.errors import RefusedError
from themecode.storage.journal import OF_CODERS, REFERENCES, WITH_UUID, Entry


def take_back(entry: Entry, target: int) -> None:
    """Put every row that history entry ``target`` touched back to what it was before, as part of ``entry``.

    Raises RefusedError where a later entry touched or refers to one of those rows; nothing is changed then.
    """
    connection = entry.connection
    connection.execute("UPDATE history SET undoes = ? WHERE id = ?", (target, entry.id))
    _refuse_if_touched_later(connection, target, entry.id)
    for table in _tables(connection, target):
        shapes = _shapes(connection, target, table)
        if table == "coders":  # whether a coder is there is settled below
            shapes = [shape for shape in shapes if shape != "deleted"]
        else:
            mine = f"id IN (SELECT row_id FROM changes WHERE history_id = {target} AND table_name = '{table}'"
            entry.update_where(table, f"{mine} AND before IS NULL)", (), {"deleted": 1})
        for shape in shapes:
            _keep_images(entry, target, table, shape)
        _free_keys(connection, target, table)
        for shape in shapes:
            entry.touched += _write_images(connection, target, table, shape)
    connection.execute("UPDATE history SET undone_by = ? WHERE id = ?", (entry.id, target))
    connection.execute("UPDATE history SET undone_by = NULL WHERE undone_by = ?", (target,))
    _settle_coders(entry)
    _refuse_if_dangling(connection, entry.id)
    _refuse_if_frozen(connection, target, entry.id)


def _settle_coders(entry: Entry) -> None:
    """Let coders go whom only undone entries brought and who have nothing left; bring back those who have."""
    made = (
        "id IN (SELECT c.row_id FROM changes c JOIN history h ON h.id = c.history_id "
        "WHERE c.table_name = 'coders' AND c.before IS NULL AND h.undone_by IS {})"
    )
    nothing = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {own} o WHERE o.coder_id = coders.id AND o.deleted = 0)" for own in OF_CODERS
    )
    entry.update_where("coders", f"deleted = 0 AND {made.format('NOT NULL')} AND {nothing}", (), {"deleted": 1})
    entry.update_where("coders", f"deleted = 1 AND (NOT ({nothing}) OR {made.format('NULL')})", (), {"deleted": 0})


def put_back(connection: sqlite3.Connection, target: int) -> None:
    """Put every row that history entry ``target`` touched back to what it was before, leaving no trace.

    Only for a copy that is thrown away: in a study itself, taking back is an entry of its own.
    """
    for table in _tables(connection, target):
        connection.execute(
            f"UPDATE {table} SET deleted = 1 WHERE id IN (SELECT row_id FROM changes WHERE history_id = ? "
            "AND table_name = ? AND before IS NULL)",
            (target, table),
        )
        _free_keys(connection, target, table)
        for shape in _shapes(connection, target, table):
            _write_images(connection, target, table, shape)


def _tables(connection: sqlite3.Connection, target: int) -> list[str]:
    """Return the tables an entry touched."""
    rows = connection.execute("SELECT DISTINCT table_name FROM changes WHERE history_id = ?", (target,))
    return [row[0] for row in rows]


def _shapes(connection: sqlite3.Connection, target: int, table: str) -> list[str]:
    """Return the different sets of columns that images of a table hold, so that each is written in one go."""
    rows = connection.execute(
        f"SELECT DISTINCT {_SHAPE} FROM changes c WHERE history_id = ? AND table_name = ? AND before IS NOT NULL",
        (target, table),
    )
    return [row[0] for row in rows]


_SHAPE = "(SELECT group_concat(key, '|') FROM json_each(c.before))"
_CHOSEN = f"c.history_id = ? AND c.table_name = ? AND c.before IS NOT NULL AND {_SHAPE} = ?"


def _keep_images(entry: Entry, target: int, table: str, shape: str) -> None:
    """Keep, in an open entry, what the columns of a shape are now."""
    image = "json_object(" + ", ".join(f"'{column}', t.\"{column}\"" for column in shape.split("|")) + ")"
    uuid = "t.uuid" if table in WITH_UUID else "NULL"
    entry.connection.execute(
        "INSERT OR IGNORE INTO changes (history_id, table_name, row_id, uuid, before) "
        f"SELECT ?, c.table_name, c.row_id, {uuid}, {image} FROM changes c JOIN {table} t ON t.id = c.row_id "
        f"WHERE {_CHOSEN}",
        (entry.id, target, table, shape),
    )


def _free_keys(connection: sqlite3.Connection, target: int, table: str) -> None:
    """Take the keys of renamed codes out of the way before theirs are written, since they may have changed keys."""
    if table == "codes":
        connection.execute(
            "UPDATE codes SET key = '~' || id WHERE id IN (SELECT row_id FROM changes WHERE history_id = ? "
            "AND table_name = 'codes' AND json_type(before, '$.key') IS NOT NULL)",
            (target,),
        )


def _write_images(connection: sqlite3.Connection, target: int, table: str, shape: str) -> int:
    """Write the kept values of all changes of a shape and return how many rows they are."""
    values = ", ".join(f'"{column}" = json_extract(c.before, \'$."{column}"\')' for column in shape.split("|"))
    cursor = connection.execute(
        f"UPDATE {table} SET {values} FROM changes c WHERE {_CHOSEN} AND {table}.id = c.row_id", (target, table, shape)
    )
    return cursor.rowcount


def _refuse_if_touched_later(connection: sqlite3.Connection, target: int, own: int) -> None:
    row = connection.execute(
        "SELECT h.coder, h.summary FROM changes mine "
        "JOIN changes later ON later.table_name = mine.table_name AND later.row_id = mine.row_id "
        "AND later.history_id > mine.history_id "
        "JOIN history h ON h.id = later.history_id "
        # An entry taken back has left the rows as they were, and so has the entry that took it back.
        "WHERE mine.history_id = ? AND mine.table_name <> 'coders' AND h.id <> ? AND h.undone_by IS NULL "
        "AND NOT (h.undoes IS NOT NULL AND h.undoes > ?) ORDER BY h.id DESC LIMIT 1",
        (target, own, target),
    ).fetchone()
    if row is not None:
        raise RefusedError("this cannot be undone, because something later builds on it", row[1], "undo that first")


def _refuse_if_frozen(connection: sqlite3.Connection, target: int, own: int) -> None:
    """Refuse when a coding of a round closed since changed, other than by its text going or coming back.

    What was done when the round was closed already, as merging codes is, can be taken back.
    """
    for table in ("codings", "completions"):
        row = connection.execute(
            f"SELECT r.name FROM changes x JOIN {table} g ON g.id = x.row_id "
            "JOIN rounds r ON r.id = g.round_id AND r.deleted = 0 AND r.closed IS NOT NULL AND EXISTS ("
            "SELECT 1 FROM changes k WHERE k.table_name = 'rounds' AND k.row_id = r.id AND k.history_id > ?) "
            "WHERE x.history_id = ? AND x.table_name = ? AND NOT EXISTS (SELECT 1 FROM changes d "
            "WHERE d.history_id = x.history_id AND d.table_name = 'documents' AND d.row_id = g.document_id) LIMIT 1",
            (target, own, table),
        ).fetchone()
        if row is not None:
            raise RefusedError("this cannot be undone, because its round is closed", row[0], "a closed round is frozen")


def _refuse_if_dangling(connection: sqlite3.Connection, own: int) -> None:
    """Refuse when a live row now refers to a row that is no longer there.

    CROSS JOIN begins with what this entry changed; SQLite's own order would walk through whole tables.
    """
    for child, column, parent in REFERENCES:
        row = connection.execute(
            f"SELECT c.id FROM changes x CROSS JOIN {parent} p ON p.id = x.row_id AND p.deleted = 1 "
            f"CROSS JOIN {child} c ON c.{column} = p.id AND c.deleted = 0 "
            "WHERE x.history_id = ? AND x.table_name = ? LIMIT 1",
            (own, parent),
        ).fetchone()
        row = (
            row
            or connection.execute(
                f"SELECT c.id FROM changes x CROSS JOIN {child} c ON c.id = x.row_id AND c.deleted = 0 "
                f"CROSS JOIN {parent} p ON p.id = c.{column} AND p.deleted = 1 "
                "WHERE x.history_id = ? AND x.table_name = ? LIMIT 1",
                (own, child),
            ).fetchone()
        )
        if row is not None:
            raise RefusedError(
                "this cannot be undone, because something later builds on it",
                f"{child} refer to {parent} that would go",
                "undo that first (themecode log lists it)",
            )
