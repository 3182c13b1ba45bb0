"""Rows of one study file held against another's: read with uuids for ids, and written back with ids."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from themecode.core.settling import CELLS, WORK, Kind, Record
from themecode.storage.journal import Entry, Value
from themecode.storage.queries.study import set_setting, setting

CODERS = Kind("coders", {}, "created")
ROUNDS = Kind("rounds", {}, "created")
CODEBOOKS = Kind("codebooks", {}, "key")
CODES = Kind("codes", {"codebook_id": "codebooks", "parent_id": "codes"}, "key")

_KINDS = {kind.table: kind for kind in (CODERS, ROUNDS, CODEBOOKS, CODES, *WORK)}
_NOTE = "merged."


@dataclass(frozen=True)
class Touch:
    """One row touched by one entry of a file's history."""

    entry: str
    """The entry's uuid."""
    table: str
    row: int
    uuid: str | None
    before: Mapping[str, Value] | None
    """The columns touched as they were, with uuids as in a `Record`; ``None`` where the row was new."""


@dataclass(frozen=True)
class Brought:
    """What a merge made of these rows by these entries of another file's history (uuids) is in the study."""

    entries: frozenset[str]
    rows: frozenset[str]


@dataclass(frozen=True)
class Text:
    """A document as far as it must be the same on both sides."""

    title: str
    sha256: str
    text: str
    deleted: bool


def read(connection: sqlite3.Connection, kind: Kind, ids: Collection[int] | None = None) -> dict[int, Record]:
    """Return rows of a table by id, tombstones too: all, or those of some ids."""
    if ids is None:
        return _read(connection, kind, "", ())
    return _read(connection, kind, "WHERE t.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def read_beside(
    connection: sqlite3.Connection, kind: Kind, coders: Collection[str], rows: Collection[Record]
) -> dict[int, Record]:
    """Return the coders' rows that another file's rows may meet: of the same uuids, or on the same documents.

    A cell of the matrix is the team's, whoever wrote it, so all of them are returned.
    """
    if kind is CELLS:
        return read(connection, kind)
    documents = {row.values["document_id"] for row in rows} - {None}
    condition = (
        "WHERE coder_id_.uuid IN (SELECT value FROM json_each(?)) AND (t.uuid IN (SELECT value FROM json_each(?)) "
        "OR document_id_.uuid IN (SELECT value FROM json_each(?)))"
    )
    chosen = (list(coders), [row.uuid for row in rows], list(documents))
    return _read(connection, kind, condition, tuple(map(json.dumps, chosen)))


def _read(connection: sqlite3.Connection, kind: Kind, condition: str, parameters: tuple[str, ...]) -> dict[int, Record]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({kind.table})")]
    plain = [column for column in columns if column not in ("id", "uuid", "deleted")]
    chosen = [f"{column}_.uuid" if column in kind.refers else f't."{column}"' for column in plain]
    joins = " ".join(f"LEFT JOIN {table} {name}_ ON {name}_.id = t.{name}" for name, table in kind.refers.items())
    rows = connection.execute(
        f"SELECT t.id, t.uuid, t.deleted, {', '.join(chosen)} FROM {kind.table} t {joins} {condition} ORDER BY t.id",
        parameters,
    )
    return {id: Record(uuid, bool(deleted), dict(zip(plain, rest, strict=True))) for id, uuid, deleted, *rest in rows}


def code_texts(connection: sqlite3.Connection) -> dict[str, dict[str, dict[str, Value]]]:
    """Return the live texts of every code: code's uuid -> language -> part -> text."""
    cursor = connection.execute(
        "SELECT c.uuid, t.* FROM code_texts t JOIN codes c ON c.id = t.code_id WHERE t.deleted = 0 ORDER BY t.language"
    )
    names = [column[0] for column in cursor.description]
    found: dict[str, dict[str, dict[str, Value]]] = defaultdict(dict)
    for row in cursor:
        parts = dict(zip(names[1:], row[1:], strict=True))
        found[row[0]][parts["language"]] = {
            name: text for name, text in parts.items() if name not in ("id", "code_id", "language", "deleted")
        }
    return dict(found)


def code_of_text(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the uuid of the code each text row belongs to, by the row's id."""
    return dict(connection.execute("SELECT t.id, c.uuid FROM code_texts t JOIN codes c ON c.id = t.code_id"))


def texts(connection: sqlite3.Connection) -> dict[str, Text]:
    """Return every document by uuid, tombstones too."""
    rows = connection.execute(
        "SELECT d.uuid, coalesce(d.name, c.key || ' / ' || q.key, c.key), d.sha256, d.text, d.deleted FROM documents d "
        "JOIN cases c ON c.id = d.case_id LEFT JOIN questions q ON q.id = d.question_id"
    )
    return {uuid: Text(title, sha256, text, bool(deleted)) for uuid, title, sha256, text, deleted in rows}


def live_cases(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the key of every live case by uuid."""
    return dict(connection.execute("SELECT uuid, key FROM cases WHERE deleted = 0"))


def erased(connection: sqlite3.Connection) -> set[str]:
    """Return the uuids of what was erased from the study for good."""
    return {row[0] for row in connection.execute("SELECT uuid FROM erasures")}


def entries(connection: sqlite3.Connection) -> list[str]:
    """Return the uuids of all history entries, oldest first."""
    return [row[0] for row in connection.execute("SELECT uuid FROM history ORDER BY id")]


def touches(connection: sqlite3.Connection, chosen: Collection[str]) -> list[Touch]:
    """Return what these history entries touched of coders' work and of the codebook, oldest first."""
    rows = connection.execute(
        "SELECT h.uuid, c.table_name, c.row_id, c.uuid, c.before FROM changes c JOIN history h ON h.id = c.history_id "
        "WHERE h.uuid IN (SELECT value FROM json_each(?1)) AND c.table_name IN (SELECT value FROM json_each(?2)) "
        "ORDER BY h.id",
        (json.dumps(list(chosen)), json.dumps([*_KINDS, "code_texts"])),
    ).fetchall()
    return [Touch(entry, table, row, uuid, _image(connection, table, image)) for entry, table, row, uuid, image in rows]


def _image(connection: sqlite3.Connection, table: str, image: str | None) -> dict[str, Value] | None:
    if image is None:
        return None
    values: dict[str, Value] = json.loads(image)
    refers = _KINDS[table].refers if table in _KINDS else {}
    for column in values.keys() & refers.keys():
        if values[column] is not None:
            found = connection.execute(f"SELECT uuid FROM {refers[column]} WHERE id = ?", (values[column],)).fetchone()
            values[column] = found[0]
    return values


def untold(connection: sqlite3.Connection, table: str) -> dict[str, int]:
    """Return the live rows that came with the file: their making does not stand in its history. uuid -> id."""
    rows = connection.execute(
        f"SELECT uuid, id FROM {table} t WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM changes c "
        "WHERE c.table_name = ? AND c.row_id = t.id AND c.before IS NULL)",
        (table,),
    )
    return dict(rows)


def missing(connection: sqlite3.Connection, table: str, uuids: Collection[str]) -> list[str]:
    """Return those of the uuids that no row of a table has, tombstones included."""
    rows = connection.execute(
        f"SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.uuid = value)",
        (json.dumps(list(uuids)),),
    )
    return [row[0] for row in rows]


def with_memos(connection: sqlite3.Connection) -> set[int]:
    """Return the ids of the codings that memos are on."""
    return {row[0] for row in connection.execute("SELECT coding_id FROM memos WHERE coding_id IS NOT NULL")}


def brought(connection: sqlite3.Connection) -> list[Brought]:
    """Return what earlier merges brought, without those that were taken back."""
    notes = connection.execute(
        "SELECT value FROM study WHERE key = ?1 UNION ALL "
        "SELECT s.value FROM history h JOIN study s ON s.key = ?1 || h.uuid WHERE h.undone_by IS NULL",
        (_NOTE,),
    ).fetchall()
    return [
        Brought(frozenset(part["entries"]), frozenset(part["rows"])) for (note,) in notes for part in json.loads(note)
    ]


def remember(entry: Entry, brings: Sequence[Brought], *, for_good: bool = False) -> None:
    """Note what an open entry brings; ``for_good`` where it holds also when the entry is taken back."""
    parts = [{"entries": sorted(each.entries), "rows": sorted(each.rows)} for each in brings if each.rows]
    if not parts:
        return
    key = _NOTE
    if not for_good:
        (uuid,) = entry.connection.execute("SELECT uuid FROM history WHERE id = ?", (entry.id,)).fetchone()
        key += uuid
    earlier = json.loads(setting(entry.connection, key) or "[]")
    set_setting(entry.connection, key, json.dumps([*earlier, *parts]))


def is_live(connection: sqlite3.Connection, table: str, uuid: Value) -> bool:
    """Tell whether a row is there and was not taken away."""
    return connection.execute(f"SELECT 1 FROM {table} WHERE uuid = ? AND deleted = 0", (uuid,)).fetchone() is not None


def row_id(connection: sqlite3.Connection, table: str, uuid: Value) -> int | None:
    """Return the id of a row, also a tombstone's, ``None`` where there is none."""
    row = connection.execute(f"SELECT id FROM {table} WHERE uuid = ?", (uuid,)).fetchone()
    return None if row is None else int(row[0])


def has_memos(connection: sqlite3.Connection, coding: int) -> bool:
    """Tell whether a memo is on a coding."""
    row = connection.execute("SELECT 1 FROM memos WHERE coding_id = ? AND deleted = 0 LIMIT 1", (coding,)).fetchone()
    return row is not None


@dataclass
class Writer:
    """Writes records into a study as part of an open entry."""

    entry: Entry
    _ids: dict[tuple[str, Value], int] = field(default_factory=dict)

    def put(self, kind: Kind, record: Record, at: int | None) -> int:
        """Write a record, over the row ``at`` or as a new one, and return its id."""
        values = self._row(kind, record)
        if at is None:
            return self.entry.insert(kind.table, {**values, "uuid": record.uuid})
        self.entry.update(kind.table, at, {**values, "deleted": int(record.deleted)})
        return at

    def change(self, kind: Kind, at: int, values: Mapping[str, Value]) -> None:
        """Write some columns of a row."""
        self.entry.update(kind.table, at, values)

    def confirm(self, kind: Kind, at: int) -> None:
        """Touch a row without changing it, so that what made it so cannot be taken back from under this entry."""
        (deleted,) = self.entry.connection.execute(f"SELECT deleted FROM {kind.table} WHERE id = ?", (at,)).fetchone()
        self.entry.update(kind.table, at, {"deleted": deleted})

    def move_memos(self, coding: int, other: int) -> None:
        """Put the memos on one coding on another."""
        self.entry.update_where("memos", "coding_id = ? AND deleted = 0", (coding,), {"coding_id": other})

    def put_texts(self, code: int, parts_by_language: Mapping[str, Mapping[str, Value]]) -> None:
        """Write the texts of a code that has none, or whose texts are tombstones."""
        present = dict(
            self.entry.connection.execute("SELECT language, id FROM code_texts WHERE code_id = ?", (code,)).fetchall()
        )
        for language, parts in parts_by_language.items():
            if language in present:
                self.entry.update("code_texts", present[language], {**parts, "deleted": 0})
            else:
                self.entry.insert("code_texts", {"code_id": code, "language": language, **parts})

    def _row(self, kind: Kind, record: Record) -> dict[str, Value]:
        return {
            column: self._id(kind.refers[column], value) if column in kind.refers and value is not None else value
            for column, value in record.values.items()
        }

    def _id(self, table: str, uuid: Value) -> int:
        if (table, uuid) not in self._ids:
            row = self.entry.connection.execute(f"SELECT id FROM {table} WHERE uuid = ?", (uuid,)).fetchone()
            self._ids[table, uuid] = int(row[0])
        return self._ids[table, uuid]
