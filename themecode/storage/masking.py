"""Masking words of an erased text where coders quoted them elsewhere, and names in the history."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress

WRITTEN: dict[str, tuple[str, ...]] = {
    "memos": ("text",),
    "cells": ("text",),
    "codings": ("condensation",),
    "quotes": ("edited",),
    "proposals": ("label", "definition", "answer"),
    "decisions": ("reason",),
    "code_texts": ("examples",),
    "cases": ("exclusion_reason",),
    "recordings": ("note",),
}
"""What coders write in their own words, and may quote a text in."""

_WORD = re.compile(r"\w+")
MASK = "…"


def mask_words(connection: sqlite3.Connection, is_gone: Callable[[str], bool]) -> dict[str, int]:
    """Mask words in everything that coders wrote elsewhere, and in the history; return how many rows of each table.

    ``is_gone`` tells of a case-folded word whether it goes.
    """
    masked: dict[str, int] = {}

    def mask(text: str) -> str:
        return _WORD.sub(lambda word: MASK if is_gone(word[0].casefold()) else word[0], text)

    for table, columns in (*WRITTEN.items(), ("history", ("summary",))):
        for column in columns:
            rows = connection.execute(f"SELECT id, {column} FROM {table} WHERE {column} <> ''").fetchall()
            for row_id, text in rows:
                if (now := _masked(text, mask)) != text:
                    connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (now, row_id))
                    masked[table] = masked.get(table, 0) + 1
    rows = connection.execute(
        "SELECT history_id, table_name, row_id, before FROM changes WHERE before IS NOT NULL "
        "AND table_name IN (SELECT value FROM json_each(?))",
        (json.dumps(list(WRITTEN)),),
    ).fetchall()
    for history_id, table, row_id, before in rows:
        image = json.loads(before)
        for column in image.keys() & set(WRITTEN[table]):
            image[column] = image[column] and _masked(image[column], mask)
        if image != json.loads(before):
            connection.execute(
                "UPDATE changes SET before = ? WHERE history_id = ? AND table_name = ? AND row_id = ?",
                (json.dumps(image, ensure_ascii=False), history_id, table, row_id),
            )
    masked.pop("history", None)
    return masked


def _masked(text: str, mask: Callable[[str], str]) -> str:
    if text.startswith("["):
        with suppress(ValueError):
            return json.dumps([mask(str(each)) for each in json.loads(text)], ensure_ascii=False)
    return mask(text)


def words_of_the_study(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what names things in the study: labels and criteria of codes, attributes, questions, names."""
    for table, columns in (
        ("code_texts", ("label", "definition", "include", "exclude")),
        ("codes", ("key",)),
        ("codebooks", ("key", "name")),
        ("attributes", ("value",)),
        ("variables", ("name", "labels")),
        ("questions", ("key", "number", "wording", "nouns", "columns")),
        ("coders", ("name",)),
        ("rounds", ("name",)),
        ("study", ("value",)),
    ):
        for column in columns:
            yield from (row[0] for row in connection.execute(f"SELECT DISTINCT {column} FROM {table}") if row[0])


def forget_names(
    connection: sqlite3.Connection, names: Collection[str], entries: Collection[int] | None = None
) -> None:
    """Mask names in the sentences of the history: of some entries, or of all."""
    spoken = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)))
    for entry, summary in connection.execute("SELECT id, summary FROM history").fetchall():
        if (entries is None or entry in entries) and (now := spoken.sub(MASK, summary)) != summary:
            connection.execute("UPDATE history SET summary = ? WHERE id = ?", (now, entry))
