"""Every change is an entry of the history: rows written through here can be taken back.

A row is never removed. Deleting sets ``deleted``, so the row stays as a tombstone. A change keeps the
columns it touched as they were before (JSON), or nothing where the row was new; taking an entry back
puts those values in place again, and is itself an entry, which can be taken back in turn.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from uuid import uuid4

from themecode.core.errors import RefusedError

Value = str | int | None

WITH_UUID = frozenset(
    (
        *("coders", "codebooks", "codes", "rounds", "cases", "questions", "variables", "sources"),
        *("documents", "codings", "completions", "memos", "releases"),
    )
)
"""Tables whose rows have a uuid for exchange between files."""

REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("codes", "codebook_id", "codebooks"),
    ("codes", "parent_id", "codes"),
    ("question_codebooks", "codebook_id", "codebooks"),
    ("question_codebooks", "question_id", "questions"),
    ("variables", "question_id", "questions"),
    ("attributes", "case_id", "cases"),
    ("attributes", "variable_id", "variables"),
    ("documents", "case_id", "cases"),
    ("documents", "question_id", "questions"),
    ("assignments", "document_id", "documents"),
    ("assignments", "round_id", "rounds"),
    ("codings", "document_id", "documents"),
    ("codings", "code_id", "codes"),
    ("codings", "round_id", "rounds"),
    ("completions", "document_id", "documents"),
    ("completions", "codebook_id", "codebooks"),
    ("completions", "round_id", "rounds"),
    ("memos", "document_id", "documents"),
    ("memos", "coding_id", "codings"),
    ("memos", "code_id", "codes"),
    ("memos", "case_id", "cases"),
)
"""(child table, its column, the table it refers to), among the tables that the journal keeps.

References to coders are left out: a coder stays as long as anything of theirs does.
"""

_OF_CODERS = ("codings", "completions", "memos", "assignments")
"""Tables whose rows belong to a coder."""


def now() -> str:
    """Return the time in UTC, ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def new_uuid() -> str:
    """Return a fresh uuid as text."""
    return str(uuid4())


@dataclass
class Entry:
    """An open entry of the history; lives inside one transaction."""

    connection: sqlite3.Connection
    id: int
    moment: str
    touched: int = 0
    """Rows touched so far."""

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        """Insert one row (a uuid is added where the table has one) and return its id."""
        row = dict(values)
        if table in WITH_UUID:
            row.setdefault("uuid", new_uuid())
        columns = ", ".join(f'"{column}"' for column in row)
        marks = ", ".join("?" * len(row))
        cursor = self.connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))
        row_id = cursor.lastrowid
        assert row_id is not None
        self.connection.execute(
            "INSERT INTO changes (history_id, table_name, row_id, uuid) VALUES (?, ?, ?, ?)",
            (self.id, table, row_id, row.get("uuid")),
        )
        self.touched += 1
        return row_id

    def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> range:
        """Insert many rows of the same columns and return their ids, which are contiguous.

        The write lock is held, so nobody else can take an id in between.
        """
        names = [*columns, "uuid"] if table in WITH_UUID and "uuid" not in columns else list(columns)
        if len(names) > len(columns):
            rows = _with_uuids(rows)
        first = self._next_id(table)
        quoted = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        self.connection.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)
        after = self._next_id(table)
        uuid = "uuid" if table in WITH_UUID else "NULL"
        self.connection.execute(
            f"INSERT INTO changes (history_id, table_name, row_id, uuid) SELECT ?, ?, id, {uuid} FROM {table} "
            "WHERE id >= ?",
            (self.id, table, first),
        )
        self.touched += after - first
        return range(first, after)

    def update(self, table: str, row_id: int, values: Mapping[str, Value]) -> None:
        """Change columns of one row, keeping what they were."""
        self.update_where(table, "id = ?", (row_id,), values)

    def update_where(self, table: str, condition: str, parameters: Sequence[Value], values: Mapping[str, Value]) -> int:
        """Change columns of all rows that meet a condition and return their number."""
        before = "json_object(" + ", ".join(f"'{column}', \"{column}\"" for column in values) + ")"
        uuid = "uuid" if table in WITH_UUID else "NULL"
        # A row touched twice in one entry keeps its first image for the columns it already holds.
        self.connection.execute(
            f"INSERT INTO changes (history_id, table_name, row_id, uuid, before) "
            f"SELECT ?, ?, id, {uuid}, {before} FROM {table} WHERE {condition} "
            "ON CONFLICT DO UPDATE SET before = json_patch_keep(excluded.before, before) WHERE before IS NOT NULL",
            (self.id, table, *parameters),
        )
        assignments = ", ".join(f'"{column}" = ?' for column in values)
        cursor = self.connection.execute(
            f"UPDATE {table} SET {assignments} WHERE {condition}", (*values.values(), *parameters)
        )
        self.touched += cursor.rowcount
        return cursor.rowcount

    def delete_where(self, table: str, condition: str, parameters: Sequence[Value]) -> int:
        """Turn all live rows that meet a condition into tombstones and return their number."""
        return self.update_where(table, f"deleted = 0 AND ({condition})", parameters, {"deleted": 1})

    def describe(self, summary: str) -> None:
        """Say in words a person understands what was done; never quoting the text."""
        self.connection.execute("UPDATE history SET summary = ? WHERE id = ?", (summary, self.id))

    def _next_id(self, table: str) -> int:
        row = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return 1 if row is None else int(row[0]) + 1


def begin_entry(connection: sqlite3.Connection, coder: str, action: str, *, undoes: int | None = None) -> Entry:
    """Begin an entry inside a running transaction."""
    connection.create_function("json_patch_keep", 2, _keep_first, deterministic=True)
    moment = now()
    cursor = connection.execute(
        "INSERT INTO history (uuid, created, coder, action, summary, undoes) VALUES (?, ?, ?, ?, '', ?)",
        (new_uuid(), moment, coder, action, undoes),
    )
    assert cursor.lastrowid is not None
    return Entry(connection, cursor.lastrowid, moment)


def drop_entry(entry: Entry) -> None:
    """Forget an entry that touched nothing."""
    entry.connection.execute("DELETE FROM history WHERE id = ?", (entry.id,))


def take_back(entry: Entry, target: int) -> None:
    """Put every row that history entry ``target`` touched back to what it was before, as part of ``entry``.

    Raises RefusedError where a later entry touched or refers to one of those rows; nothing is changed then.
    """
    connection = entry.connection
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
        f"NOT EXISTS (SELECT 1 FROM {own} o WHERE o.coder_id = coders.id AND o.deleted = 0)" for own in _OF_CODERS
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


def _with_uuids(rows: Iterable[Sequence[Value]]) -> Iterator[tuple[Value, ...]]:
    """Add a fresh uuid to each of many rows.

    They rise, a batch at a time, so that their index is written from one end to the other: inserted in
    random order into a large index, nearly every row would read and write a page of its own.
    """
    waiting = iter(rows)
    while batch := list(islice(waiting, 100_000)):
        for row, uuid in zip(batch, sorted(_uuids(len(batch))), strict=True):
            yield (*row, uuid)


def _uuids(number: int) -> list[str]:
    """Return fresh random uuids (RFC 9562, version 4), three times as fast as one at a time."""
    digits = os.urandom(16 * number).hex()
    variant = "89ab" * 4
    return [
        f"{digits[i : i + 8]}-{digits[i + 8 : i + 12]}-4{digits[i + 13 : i + 16]}-"
        f"{variant[int(digits[i + 16], 16)]}{digits[i + 17 : i + 20]}-{digits[i + 20 : i + 32]}"
        for i in range(0, 32 * number, 32)
    ]


def _keep_first(new: str, old: str) -> str:
    """Merge two images of one row, the older one winning where both hold a column."""
    return json.dumps({**json.loads(new), **json.loads(old)}, ensure_ascii=False)
