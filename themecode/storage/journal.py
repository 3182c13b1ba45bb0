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

Value = str | int | None

WITH_UUID = frozenset(
    (
        *("coders", "codebooks", "codes", "rounds", "cases", "questions", "variables", "sources"),
        *("documents", "codings", "completions", "memos", "releases"),
        *("decisions", "proposals", "quotes", "cells", "rejections", "recordings"),
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
    ("decisions", "document_id", "documents"),
    ("decisions", "codebook_id", "codebooks"),
    ("decisions", "round_id", "rounds"),
    ("proposals", "document_id", "documents"),
    ("proposals", "codebook_id", "codebooks"),
    ("proposals", "round_id", "rounds"),
    ("quotes", "document_id", "documents"),
    ("quotes", "code_id", "codes"),
    ("cells", "case_id", "cases"),
    ("cells", "code_id", "codes"),
    ("earlier_figures", "question_id", "questions"),
    ("rejections", "document_id", "documents"),
    ("rejections", "code_id", "codes"),
    ("rejections", "round_id", "rounds"),
    ("recordings", "case_id", "cases"),
)
"""(child table, its column, the table it refers to), among the tables that the journal keeps.

References to coders are left out: a coder stays as long as anything of theirs does.
"""

OF_CODERS = (
    *("codings", "completions", "memos", "assignments"),
    *("decisions", "proposals", "quotes", "cells", "rejections"),
)
"""Tables whose rows belong to a coder."""


def now() -> str:
    """Return the time in UTC, ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def new_uuid() -> str:
    """Return a fresh uuid as text."""
    return str(uuid4())


def free_uuid(connection: sqlite3.Connection, table: str, wanted: str) -> str:
    """Return the uuid wanted for a new row, or a fresh one where a row, also a tombstone, has it."""
    taken = connection.execute(f"SELECT 1 FROM {table} WHERE uuid = ?", (wanted,)).fetchone()
    return new_uuid() if taken else wanted


def next_position(connection: sqlite3.Connection, table: str) -> int:
    """Return the position after the last row of a table."""
    (position,) = connection.execute(f"SELECT coalesce(max(position), -1) + 1 FROM {table}").fetchone()
    return int(position)


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


def begin_entry(connection: sqlite3.Connection, coder: str, action: str) -> Entry:
    """Begin an entry inside a running transaction."""
    connection.create_function("json_patch_keep", 2, _keep_first, deterministic=True)
    moment = now()
    cursor = connection.execute(
        "INSERT INTO history (uuid, created, coder, action, summary) VALUES (?, ?, ?, ?, '')",
        (new_uuid(), moment, coder, action),
    )
    assert cursor.lastrowid is not None
    return Entry(connection, cursor.lastrowid, moment)


def drop_entry(entry: Entry) -> None:
    """Forget an entry that touched nothing."""
    entry.connection.execute("DELETE FROM history WHERE id = ?", (entry.id,))


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
