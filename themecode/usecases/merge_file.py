"""A file to be merged, read whole before the study is touched."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from themecode.core.errors import RefusedError
from themecode.core.settling import CODINGS, WORK, Record, Value
from themecode.storage import exchange
from themecode.storage.bundles import FOR
from themecode.storage.connection import explained, reading
from themecode.storage.exchange import CODEBOOKS, CODERS, CODES, ROUNDS, Brought, Text, Touch
from themecode.storage.queries.study import setting
from themecode.usecases.study import Study

Touches = dict[tuple[str, int], list[Touch]]
"""By (table, row id) of a file: the touches of the row that the study does not know of, oldest first."""


@dataclass(frozen=True)
class Incoming:
    """Another file of the study: a coder's bundle, or a copy that a colleague worked in."""

    name: str
    bundle_for: str | None
    rows: Mapping[str, Mapping[int, Record]]
    """Table -> row id -> row, tombstones too. Coders, rounds, codebooks, codes: all. Of coders' work: the
    rows touched, those lost, and codings with memos on them."""
    lost: Mapping[str, frozenset[int]]
    """Rows of coders' work that came with the file and that the study has no trace of: an older backup, say."""
    code_texts: Mapping[str, Mapping[str, Mapping[str, Value]]]
    texts: Mapping[str, Text]
    """The documents by uuid."""
    cases: Mapping[str, str]
    entries: tuple[str, ...]
    """The entries of its history (uuids) that are not in the study's own, oldest first."""
    touches: tuple[Touch, ...]
    """What these entries touched, oldest first."""
    recoded: frozenset[str]
    """Codebooks and codes (uuids) touched by them; a code also counts for its codebook."""

    def by_uuid(self, table: str) -> dict[str, Record]:
        """Return the rows of a table by uuid."""
        return {row.uuid: row for row in self.rows[table].values()}

    def unknown(self, brought: Iterable[Brought]) -> Touches:
        """Return the touches that earlier merges did not bring."""
        rows: dict[str, list[frozenset[str]]] = defaultdict(list)
        for earlier in brought:
            for entry in earlier.entries:
                rows[entry].append(earlier.rows)
        found: Touches = defaultdict(list)
        for touch in self.touches:
            if not any(touch.uuid in known for known in rows[touch.entry]):
                found[touch.table, touch.row].append(touch)
        return found


def read_incoming(study: Study, path: Path, *, read_only: bool) -> Incoming:
    """Read a file that is to be merged into a study.

    Raises StudyFileError where it is no sound study file, RefusedError where it is another study's.
    """
    with Study.open(path, read_only=read_only) as other:
        try:
            with reading(other.connection):
                if setting(other.connection, "uuid") != setting(study.connection, "uuid"):
                    raise RefusedError(
                        f"this is a file of another study ({other.title!r})",
                        str(path),
                        "merge bundles and copies of this study alone",
                    )
                return _read(study, other, path)
        except sqlite3.Error as error:
            raise explained(error, path) from error


def _read(study: Study, other: Study, path: Path) -> Incoming:
    connection = other.connection
    own = set(exchange.entries(study.connection))
    entries = tuple(uuid for uuid in exchange.entries(connection) if uuid not in own)
    touches = tuple(exchange.touches(connection, entries))
    rows = {kind.table: exchange.read(connection, kind) for kind in (CODERS, ROUNDS, CODEBOOKS, CODES)}
    lost = {}
    for kind in WORK:
        came = exchange.untold(connection, kind.table)
        lost[kind.table] = frozenset(came[uuid] for uuid in exchange.missing(study.connection, kind.table, came))
        touched = {touch.row for touch in touches if touch.table == kind.table}
        beside = exchange.with_memos(connection) if kind is CODINGS else set()
        rows[kind.table] = exchange.read(connection, kind, touched | lost[kind.table] | beside)
    return Incoming(
        name=path.name,
        bundle_for=setting(connection, FOR),
        rows=rows,
        lost=lost,
        code_texts=exchange.code_texts(connection),
        texts=exchange.texts(connection),
        cases=exchange.live_cases(connection),
        entries=entries,
        touches=touches,
        recoded=frozenset(_recoded(connection, touches, rows["codes"])),
    )


def _recoded(connection: sqlite3.Connection, touches: Iterable[Touch], codes: Mapping[int, Record]) -> Iterator[str]:
    """Yield the codes and codebooks that were touched; a code also touches its codebook."""
    code_of_text = exchange.code_of_text(connection)
    book_of = {code.uuid: str(code.values["codebook_id"]) for code in codes.values()}
    for touch in touches:
        if touch.table in ("codes", "code_texts", "codebooks"):
            uuid = code_of_text[touch.row] if touch.table == "code_texts" else str(touch.uuid)
            yield uuid
            if uuid in book_of:
                yield book_of[uuid]
