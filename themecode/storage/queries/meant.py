"""Which interviews a codebook is meant to read: the one place where that is looked up."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from fnmatch import fnmatchcase

from themecode.storage.queries.study import set_setting, setting

KEY = "interviews"
"""Where it is kept: codebook's key -> ``personal-*, chefer-*`` or ``variable=value``."""


def rules(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what is said of the codebooks, by their keys."""
    kept = setting(connection, KEY)
    return dict(json.loads(kept)) if kept else {}


def keep_rules(connection: sqlite3.Connection, kept: Mapping[str, str]) -> None:
    """Keep what is said of the codebooks."""
    set_setting(connection, KEY, json.dumps(kept, ensure_ascii=False))


def meant_for(connection: sqlite3.Connection, codebook_id: int) -> list[int] | None:
    """Return the ids of the interviews that are to be read with a codebook; ``None`` where nothing is said of it."""
    kept = rules(connection)
    if not kept:
        return None
    row = connection.execute("SELECT key FROM codebooks WHERE id = ?", (codebook_id,)).fetchone()
    rule = kept.get(row[0]) if row else None
    return None if rule is None else meeting(connection, rule)


def meeting(connection: sqlite3.Connection, rule: str) -> list[int]:
    """Return the ids of the interviews that a rule speaks of: by their names, or by a variable of their cases."""
    variable, equals, value = rule.partition("=")
    if equals:
        rows = connection.execute(
            "SELECT d.id FROM documents d JOIN attributes a ON a.case_id = d.case_id AND a.deleted = 0 "
            "JOIN variables v ON v.id = a.variable_id AND v.deleted = 0 "
            "WHERE d.kind = 'transcript' AND d.deleted = 0 AND v.name = ? AND a.value = ? ORDER BY d.id",
            (variable.strip(), value.strip()),
        )
        return [row[0] for row in rows]
    patterns = [pattern.strip().casefold() for pattern in rule.split(",") if pattern.strip()]
    rows = connection.execute("SELECT id, name FROM documents WHERE kind = 'transcript' AND deleted = 0 ORDER BY id")
    return [id for id, name in rows if any(fnmatchcase(str(name).casefold(), pattern) for pattern in patterns)]
