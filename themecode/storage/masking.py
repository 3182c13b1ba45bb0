"""Masking words and passages of an erased text where coders quoted them elsewhere, and names in the history."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

WRITTEN: dict[str, tuple[str, ...]] = {
    "memos": ("text",),
    "cells": ("text",),
    "codings": ("condensation",),
    "quotes": ("edited",),
    "proposals": ("label", "definition", "answer"),
    "decisions": ("reason",),
    "code_texts": ("definition", "include", "exclude", "examples"),
    "cases": ("exclusion_reason",),
    "recordings": ("name", "note"),
    "earlier_figures": ("source",),
    "releases": ("name", "figures"),
    "computations": ("what",),
}
"""What coders write in their own words, and may quote a text in."""

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
"""A word: letters and digits, with the marks that combine with them; keys are words with ``_`` between them."""
MASK = "…"
RUN = 5
"""So many words in a row are a quotation, though each of them may stand in other texts too."""
_NAMES_IN_FIGURES = ("code", "parent", "label")
_NO_WORDS = ("design", "rate")
"""What is chosen, not written, in a declaration."""


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are compared: composed, and without letter case."""
    return [_alike(word) for word in _WORD.findall(text)]


def _alike(word: str) -> str:
    return unicodedata.normalize("NFC", word.casefold())


@dataclass(frozen=True)
class Gone:
    """What must not be read any more, in words as `words_in` gives them."""

    words: set[str]
    """Words that stand in no text that stays, and their genitives."""
    runs: set[tuple[str, ...]]
    """`RUN` words in a row that stand so in no text that stays, each of which may."""

    @classmethod
    def of(cls, erased: Iterable[str], left: Iterable[str], named: Iterable[str]) -> Gone:
        """Find what only the erased texts have. ``left`` are the texts that stay, ``named`` all else that does."""
        texts = [words_in(text) for text in erased]
        words = {word for text in texts for word in text}
        words |= {f"{word}s" for word in words if len(word) > 2 and word.isalpha()}
        runs = {run for text in texts for run in _runs(text)}
        for kept in (left, named):
            for text in kept:
                there = words_in(text)
                words.difference_update(there)
                runs.difference_update(_runs(there))
        return cls(words, runs)

    def mask(self, text: str) -> str:
        """Return a text with its words masked that are gone."""
        found = list(_WORD.finditer(text))
        words = [_alike(match[0]) for match in found]
        gone = [word in self.words for word in words]
        for at, run in enumerate(_runs(words)):
            if run in self.runs:
                gone[at : at + RUN] = [True] * RUN
        parts, end = [], 0
        for match, is_gone in zip(found, gone, strict=True):
            parts += [text[end : match.start()], MASK if is_gone else match[0]]
            end = match.end()
        return "".join([*parts, text[end:]])


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(RUN)), strict=False)


def mask_words(connection: sqlite3.Connection, gone: Gone, names: Collection[str] = ()) -> dict[str, int]:
    """Mask words in everything that coders wrote elsewhere, and in the history; return how many rows of each table.

    ``names`` go wherever they stand, in any case.
    """
    masked: dict[str, int] = {}
    named = _spoken(names, "-", re.IGNORECASE) if names else None

    def mask(text: str) -> str:
        return gone.mask(named.sub(MASK, text) if named else text)

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
    _mask_settings(connection, mask)
    for quiet in ("history", "computations"):
        masked.pop(quiet, None)
    return masked


def _mask_settings(connection: sqlite3.Connection, mask: Callable[[str], str]) -> None:
    """Forget where coders were and how they judged names; mask what is said of the report, and codes on digits."""
    connection.execute("DELETE FROM study WHERE key LIKE 'place.%' OR key = 'names judged'")
    said = connection.execute(
        "SELECT key, value FROM study WHERE key IN ('report', 'declaration') OR key LIKE 'digits.%'"
    ).fetchall()
    there = {row[0] for row in connection.execute("SELECT key FROM codes")}
    for key, value in said:
        if key.startswith("digits."):
            now = json.dumps([code if code in there else "" for code in json.loads(value)])
        else:
            now = json.dumps(_said(json.loads(value), mask), ensure_ascii=False)
        if now != value:
            connection.execute("UPDATE study SET value = ? WHERE key = ?", (now, key))


def _said(settings: dict[str, Any], mask: Callable[[str], str]) -> dict[str, Any]:
    """Mask what people wrote in settings: texts of the declaration, roles of speakers and their names in print."""
    now = {
        name: mask(value) if isinstance(value, str) and " " in value and name not in _NO_WORDS else value
        for name, value in settings.items()
    }
    if isinstance(roles := settings.get("roles"), dict):
        now["roles"] = {role: text for role, text in roles.items() if mask(role) == role and mask(text) == text}
    return now


def _masked(text: str, mask: Callable[[str], str]) -> str:
    if text.startswith("["):
        with suppress(ValueError):
            return json.dumps(_inside(json.loads(text), mask), ensure_ascii=False)
    return mask(text)


def _inside(value: Any, mask: Callable[[str], str]) -> Any:
    """Mask the texts of a list, and what names a code in a list of figures."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_inside(each, mask) for each in value]
    if isinstance(value, dict):
        return {
            name: _inside(each, mask) if isinstance(each, list) or name in _NAMES_IN_FIGURES else each
            for name, each in value.items()
        }
    return value


def words_of_the_study(connection: sqlite3.Connection, before: int, but: Collection[int] = ()) -> Iterator[str]:
    """Yield what names things in the study: labels of codes but some, attributes, questions, names.

    Criteria and examples of codes too, where they were last changed before an entry of the history.
    """
    for table, column, code in (("code_texts", "label", "code_id"), ("codes", "key", "id")):
        rows = connection.execute(
            f"SELECT {column} FROM {table} WHERE {column} <> '' AND {code} NOT IN (SELECT value FROM json_each(?))",
            (json.dumps(list(but)),),
        )
        yield from (row[0] for row in rows)
    for row in connection.execute(
        "SELECT definition, include, exclude, examples FROM code_texts t WHERE NOT EXISTS (SELECT 1 FROM changes c "
        "WHERE c.table_name = 'code_texts' AND c.row_id = t.id AND c.history_id >= ?)",
        (before,),
    ):
        yield from row
    yield from (row[0] for row in connection.execute("SELECT value FROM study WHERE key IN ('title', 'language')"))
    yield from (row[0] for row in connection.execute("SELECT value FROM study WHERE key LIKE 'case_noun.%'"))
    for table, columns in (
        ("codebooks", ("key", "name")),
        ("attributes", ("value",)),
        ("variables", ("name", "labels")),
        ("questions", ("key", "number", "wording", "nouns", "columns")),
        ("coders", ("name",)),
        ("rounds", ("name",)),
    ):
        for column in columns:
            yield from (row[0] for row in connection.execute(f"SELECT DISTINCT {column} FROM {table}") if row[0])


def _spoken(names: Collection[str], joins: str = "", flags: int = 0) -> re.Pattern[str]:
    """Match names that stand alone, the longest first; ``joins`` are further characters that make one word of two."""
    each = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w{joins}])(?:{each})(?![\w{joins}])", flags)


def forget_names(
    connection: sqlite3.Connection, names: Collection[str], entries: Collection[int] | None = None
) -> None:
    """Mask names in the sentences of the history: of some entries, or of all."""
    spoken = _spoken(names)
    for entry, summary in connection.execute("SELECT id, summary FROM history").fetchall():
        if (entries is None or entry in entries) and (now := spoken.sub(MASK, summary)) != summary:
            connection.execute("UPDATE history SET summary = ? WHERE id = ?", (now, entry))
