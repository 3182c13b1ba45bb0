"""What a report needs beside the counts: its settings, memos on codes, passages with what stands around them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.storage.queries.counts import STANDING_CODINGS, Standing


@dataclass(frozen=True)
class CodedPassage:
    """One coding that counts for a code, and where it stands."""

    document_id: int
    case: str
    document: str
    """The transcript's name; empty for an answer."""
    code: str
    span: Span
    coder: str
    condensation: str
    memo: str


def question_settings(connection: sqlite3.Connection, question_id: int) -> dict[str, object]:
    """Return how a question is to be reported, as kept with it."""
    (text,) = connection.execute("SELECT report FROM questions WHERE id = ?", (question_id,)).fetchone()
    return dict(json.loads(text))


def question_nouns(connection: sqlite3.Connection, question_id: int) -> dict[str, dict[str, str]]:
    """Return the head nouns of a question by language, as kept with it."""
    (text,) = connection.execute("SELECT nouns FROM questions WHERE id = ?", (question_id,)).fetchone()
    return dict(json.loads(text))


def code_memos(connection: sqlite3.Connection, codebook_id: int, coder_ids: Sequence[int]) -> dict[str, list[str]]:
    """Return what these coders wrote on the codes of a codebook themselves, by code key, in the order of writing."""
    marks = ", ".join("?" * len(coder_ids))
    rows = connection.execute(
        "SELECT c.key, m.text FROM memos m JOIN codes c ON c.id = m.code_id AND c.deleted = 0 "
        "WHERE c.codebook_id = ? AND m.deleted = 0 AND m.coding_id IS NULL AND m.document_id IS NULL "
        f"AND +m.coder_id IN ({marks}) ORDER BY m.id",
        (codebook_id, *coder_ids),
    )
    found: dict[str, list[str]] = {}
    for key, text in rows:
        found.setdefault(key, []).append(text)
    return found


def passages(standing: Standing, code_id: int) -> list[CodedPassage]:
    """Return the codings that count for exactly this code, in the order of cases and text."""
    rows = standing.connection.execute(
        "SELECT d.id, a.key, coalesce(d.name, ''), c.key, g.start, g.\"end\", k.name, coalesce(g.condensation, ''), "
        "coalesce((SELECT group_concat(m.text, char(10)) FROM memos m WHERE m.coding_id = g.id AND m.deleted = 0), '') "
        f"FROM {STANDING_CODINGS} AND g.code_id = ? "
        "JOIN documents d ON d.id = s.document_id JOIN cases a ON a.id = s.case_id JOIN codes c ON c.id = g.code_id "
        f"JOIN coders k ON k.id = g.coder_id WHERE 1 {standing.counted_filter} ORDER BY a.id, d.id, g.start, g.id",
        (code_id,),
    )
    return [
        CodedPassage(document, case, name, code, Span(start, end), coder, condensation, memo)
        for document, case, name, code, start, end, coder, condensation, memo in rows
    ]
