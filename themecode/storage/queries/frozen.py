"""What codes and codings were like when a round was closed, where codes have been merged or moved since.

A closed round is frozen for whoever codes, but merging codes, and moving one to another codebook, reach into it: its
codings would else stand on a code that is gone. The history keeps what each row was like before, so that agreement
can be computed on what coders gave.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from themecode.storage.queries import codes as code_queries
from themecode.storage.queries.codes import CodeRow

_OF_CODES = ("codebook_id", "parent_id", "position", "codable", "retired")
"""The columns of a code that say where it stands and whether it can be put on text."""


@dataclass(frozen=True)
class Then:
    """What has changed since a round was closed, as it was then."""

    codes: Mapping[int, Mapping[str, Any]]
    """Code -> those of its columns that have changed."""
    new: frozenset[int]
    """Codes made since."""
    codings: Mapping[int, Mapping[str, int]]
    """Coding -> its ``code_id`` or ``deleted``, where these changed together with codes."""


NOW = Then({}, frozenset(), {})
"""Nothing has changed, or what is there now is asked for."""


def then(connection: sqlite3.Connection, closed: str) -> Then:
    """Return what codes, and codings with them, were like at a moment (ISO 8601)."""
    last = connection.execute(
        "SELECT id FROM history WHERE created <= ? ORDER BY id DESC LIMIT 1", (closed,)
    ).fetchone()
    entries = connection.execute(
        "SELECT DISTINCT history_id FROM changes WHERE table_name = 'codes' AND history_id > ? ORDER BY history_id",
        (last[0] if last else 0,),
    ).fetchall()
    codes: dict[int, dict[str, Any]] = {}
    codings: dict[int, dict[str, int]] = {}
    new: set[int] = set()
    for (entry,) in entries:
        for code, before in _images(connection, entry, "codes"):
            if before is None:
                new.add(code)
            elif code not in new:
                codes[code] = before | codes.get(code, {})  # the oldest image of a column is what it was
        for coding, before in _images(connection, entry, "codings"):
            if before is not None and not before.keys().isdisjoint(("code_id", "deleted")):
                codings[coding] = before | codings.get(coding, {})
    return Then(codes, frozenset(new), codings)


def codes_then(connection: sqlite3.Connection, codebook_id: int, then: Then) -> list[CodeRow]:
    """Return the codes that a codebook had, in the order of its tree then; what they are called is as now."""
    rows = code_queries.codes(connection, also=then.codes)
    back = [
        replace(row, **{name: then.codes[row.id][name] for name in _OF_CODES if name in then.codes[row.id]})
        if row.id in then.codes
        else row
        for row in rows
        if row.id not in then.new and not then.codes.get(row.id, {}).get("deleted")
    ]
    back = [replace(row, codable=bool(row.codable), retired=bool(row.retired)) for row in back]
    back.sort(key=lambda row: (row.position, row.id))
    return code_queries.tree_order([row for row in back if row.codebook_id == codebook_id])


def codings_then(
    connection: sqlite3.Connection, question_id: int | None, round_id: int, coder_id: int, then: Then
) -> Iterator[tuple[int, int, int, int, bool]]:
    """Yield what `agreement.codings_in` yields, as it was then."""
    back = json.dumps([coding for coding, was in then.codings.items() if was.get("deleted") == 0])
    rows = connection.execute(
        "SELECT g.id, g.document_id, g.code_id, g.start, g.\"end\", g.origin = 'suggestion' FROM documents d "
        "CROSS JOIN codings g ON g.document_id = d.id AND g.coder_id = ? AND g.round_id = ? "
        "AND (g.deleted = 0 OR g.id IN (SELECT value FROM json_each(?))) WHERE d.question_id IS ? AND d.deleted = 0",
        (coder_id, round_id, back, question_id),
    )
    for coding, document, code, start, end, by_suggestion in rows:
        was = then.codings.get(coding, {})
        if not was.get("deleted"):
            yield document, was.get("code_id", code), start, end, bool(by_suggestion)


def gone_codes(connection: sqlite3.Connection, codebook_id: int, then: Then) -> list[CodeRow]:
    """Return the codes that codings of a codebook stood on then and that have become part of another since."""
    merged = {was["code_id"] for was in then.codings.values() if "code_id" in was}
    merged |= {
        code
        for (code,) in connection.execute(
            "SELECT DISTINCT code_id FROM codings WHERE deleted = 1 AND id IN (SELECT value FROM json_each(?))",
            (json.dumps([coding for coding, was in then.codings.items() if was.get("deleted") == 0]),),
        )
    }
    live = {row.id for row in code_queries.codes(connection)}
    return [row for row in codes_then(connection, codebook_id, then) if row.id in merged - live]


def codebook_of_gone(connection: sqlite3.Connection, key: str) -> int | None:
    """Return the codebook of the latest code of this key that is there no more, ``None`` where there was none."""
    row = connection.execute(
        "SELECT codebook_id FROM codes WHERE key = ? AND deleted = 1 ORDER BY id DESC LIMIT 1", (key,)
    ).fetchone()
    return None if row is None else int(row[0])


def _images(connection: sqlite3.Connection, entry: int, table: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    rows = connection.execute(
        "SELECT row_id, before FROM changes WHERE history_id = ? AND table_name = ?", (entry, table)
    )
    return ((row_id, None if before is None else json.loads(before)) for row_id, before in rows)
