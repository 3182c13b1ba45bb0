"""Taking the examples of codes out of the file that were passages of an erased text."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from themecode.storage.erasing import is_from, plain


def drop_examples(connection: sqlite3.Connection, texts: Iterable[str]) -> int:
    """Drop every example that is one of these texts, or three words or more of one; return from how many codes.

    What the history kept of them goes too.
    """
    erased = [plain(text) for text in texts]

    def kept(stored: str) -> str:
        examples = [each for each in json.loads(stored) if not any(is_from(plain(each), text) for text in erased)]
        return json.dumps(examples, ensure_ascii=False)

    changed = 0
    rows = connection.execute("SELECT id, examples FROM code_texts WHERE examples NOT IN ('', '[]')").fetchall()
    for row_id, stored in rows:
        if (now := kept(stored)) != json.dumps(json.loads(stored), ensure_ascii=False):
            connection.execute("UPDATE code_texts SET examples = ? WHERE id = ?", (now, row_id))
            changed += 1
    images = connection.execute(
        "SELECT history_id, row_id, before, json_extract(before, '$.examples') FROM changes "
        "WHERE table_name = 'code_texts' AND json_extract(before, '$.examples') NOT IN ('', '[]')"
    ).fetchall()
    for history_id, row_id, before, stored in images:
        image = {**json.loads(before), "examples": kept(stored)}
        connection.execute(
            "UPDATE changes SET before = ? WHERE history_id = ? AND table_name = 'code_texts' AND row_id = ?",
            (json.dumps(image, ensure_ascii=False), history_id, row_id),
        )
    return changed
