"""Writing a bundle: a new study file with only what one coder may see, row by row.

Nothing is copied and thinned. A table or setting that is not named here stays out of the bundle, also
one that a later version of the study file adds. Ids are kept, so references hold; uuids are kept, so that
merging knows the rows again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from themecode.storage.journal import begin_entry
from themecode.storage.queries.study import set_setting

FOR, MADE, ROUND = "bundle.for", "bundle.made", "bundle.round"
"""Settings that mark a bundle: whose it is, when it was made, for which round (only where one was named)."""

_SETTINGS = "key IN ('uuid', 'title', 'language', 'created') OR key LIKE 'case\\_noun.%' ESCAPE '\\'"

_CHOSEN = "IN (SELECT value FROM json_each(:documents))"
_CASES = f"deleted = 0 AND (:all OR id IN (SELECT case_id FROM documents WHERE id {_CHOSEN}))"
_OWN = f"deleted = 0 AND coder_id = :coder AND document_id {_CHOSEN}"
_TABLES: tuple[tuple[str, str], ...] = (
    ("study", _SETTINGS),
    ("coders", "deleted = 0 AND (id = :coder OR kind = 'consensus')"),
    ("codebooks", "deleted = 0"),
    ("codes", "deleted = 0"),
    ("code_texts", "deleted = 0 AND code_id IN (SELECT id FROM codes WHERE deleted = 0)"),
    ("rounds", "deleted = 0"),
    ("questions", "deleted = 0"),
    ("question_codebooks", "deleted = 0"),
    ("variables", "deleted = 0"),
    ("cases", _CASES),
    (
        "attributes",
        "deleted = 0 AND variable_id IN (SELECT id FROM variables WHERE deleted = 0) "
        f"AND case_id IN (SELECT id FROM cases WHERE {_CASES})",
    ),
    ("documents", f"id {_CHOSEN}"),
    ("speakers", f"document_id {_CHOSEN}"),
    ("turns", f"document_id {_CHOSEN}"),
    ("sentences", f"document_id {_CHOSEN}"),
    ("assignments", _OWN),
    ("codings", _OWN),
    ("completions", _OWN),
    (
        "memos",
        f"deleted = 0 AND coder_id = :coder AND (document_id IS NULL OR document_id {_CHOSEN}) "
        f"AND (coding_id IS NULL OR coding_id IN (SELECT id FROM codings WHERE {_OWN})) "
        f"AND (case_id IS NULL OR case_id IN (SELECT id FROM cases WHERE {_CASES}))",
    ),
    ("quotes", _OWN),
    ("cells", f"deleted = 0 AND coder_id = :coder AND case_id IN (SELECT id FROM cases WHERE {_CASES})"),
    ("proposals", f"deleted = 0 AND coder_id = :coder AND (document_id IS NULL OR document_id {_CHOSEN})"),
    ("rejections", _OWN),
)
"""Each table of a bundle, and which of its rows."""

_LEFT_EMPTY = {"documents": "replaces"}
"""A column that points at what the bundle does not hold."""


@dataclass(frozen=True)
class Label:
    """What stands on a bundle."""

    coder: str
    made: str
    round: str | None
    summary: str
    """The first entry of its history."""


def documents_for(connection: sqlite3.Connection, coder_id: int, round_id: int) -> list[int] | None:
    """Return the ids of the documents a coder has in a round, ``None`` where nothing in it is assigned to anyone."""
    rows = connection.execute(
        "SELECT a.coder_id, a.document_id FROM assignments a JOIN documents d ON d.id = a.document_id "
        "AND d.deleted = 0 WHERE a.round_id = ? AND a.deleted = 0 ORDER BY a.document_id",
        (round_id,),
    ).fetchall()
    return [document for coder, document in rows if coder == coder_id] if rows else None


def write_bundle(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    coder_id: int,
    documents: Collection[int] | None,
    label: Label,
) -> int:
    """Write the rows that a coder may see into an empty study file; return how many documents they are.

    ``documents`` are those assigned to the coder; ``None`` means all, and then all cases too.
    """
    chosen = (
        list(documents)
        if documents is not None
        else [row[0] for row in source.execute("SELECT id FROM documents WHERE deleted = 0")]
    )
    parameters = {"coder": coder_id, "documents": json.dumps(chosen), "all": documents is None}
    target.execute("PRAGMA defer_foreign_keys = ON")
    for table, condition in _TABLES:
        _copy(source, target, table, condition, parameters)
    target.execute("INSERT INTO documents_fts (rowid, text) SELECT id, text FROM documents")
    for key, value in ((FOR, label.coder), (MADE, label.made), (ROUND, label.round)):
        if value is not None:
            set_setting(target, key, value)
    # Said by the coder, because nobody else is named in a bundle. "new" is an action that undo leaves alone.
    begin_entry(target, label.coder, "new").describe(label.summary)
    return len(chosen)


def _copy(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    table: str,
    condition: str,
    parameters: dict[str, object],
) -> None:
    columns = [f'"{row[1]}"' for row in target.execute(f"PRAGMA table_info({table})")]
    empty = f'"{_LEFT_EMPTY.get(table)}"'
    read = ", ".join("NULL" if column == empty else column for column in columns)
    marks = ", ".join("?" * len(columns))
    target.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
        source.execute(f"SELECT {read} FROM {table} WHERE {condition}", parameters),
    )
