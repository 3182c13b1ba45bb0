"""Cases: which there are, who is counted, whom a question was put to, and what they are called in print."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from themecode.core.localized import LANGUAGES
from themecode.storage.queries.study import set_setting, setting


def case_rows(connection: sqlite3.Connection) -> list[tuple[int, str, str, int, str | None]]:
    """Return (id, key, kind, excluded, exclusion reason) of every live case."""
    return connection.execute(
        "SELECT id, key, kind, excluded, exclusion_reason FROM cases WHERE deleted = 0 ORDER BY id"
    ).fetchall()


def respondents(connection: sqlite3.Connection) -> list[str]:
    """Return the keys of all live respondents."""
    rows = connection.execute("SELECT key FROM cases WHERE kind = 'respondent' AND deleted = 0 ORDER BY id")
    return [row[0] for row in rows]


def counted_cases(connection: sqlite3.Connection, kind_of_document: str) -> list[int]:
    """Return the ids of the cases a count is about, those excluded left out.

    For answers these are all respondents (cases read from a survey), for transcripts the cases
    that have one.
    """
    if kind_of_document == "answer":
        condition = "kind = 'respondent'"
    else:
        condition = (
            "EXISTS (SELECT 1 FROM documents d WHERE d.case_id = cases.id AND d.kind = 'transcript' AND d.deleted = 0)"
        )
    return [
        row[0]
        for row in connection.execute(
            f"SELECT id FROM cases WHERE deleted = 0 AND excluded = 0 AND {condition} ORDER BY id"
        )
    ]


def cases_asked(connection: sqlite3.Connection, rule: Mapping[str, Sequence[str]]) -> set[int] | None:
    """Return the ids of the cases a question was put to by its rule, ``None`` for everyone.

    ``rule`` maps a variable's name to the values with which one was asked; all variables must hold.
    """
    asked: set[int] | None = None
    for name, values in rule.items():
        rows = connection.execute(
            "SELECT a.case_id FROM attributes a JOIN variables v ON v.id = a.variable_id AND v.deleted = 0 "
            "WHERE v.name = ? AND a.deleted = 0 AND a.value IN (SELECT value FROM json_each(?))",
            (name, json.dumps(list(values))),
        )
        meeting = {row[0] for row in rows}
        asked = meeting if asked is None else asked & meeting
    return asked


def case_nouns(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Return what a respondent is called in print (singular, plural), by language; none where nobody said."""
    found = {}
    for language in LANGUAGES:
        text = setting(connection, f"case_noun.{language}")
        if text is not None:
            singular, plural = json.loads(text)
            found[language] = (singular, plural)
    return found


def set_case_noun(connection: sqlite3.Connection, language: str, nouns: tuple[str, str]) -> None:
    """Keep what a respondent is called in print, singular and plural, in one language."""
    set_setting(connection, f"case_noun.{language}", json.dumps(list(nouns), ensure_ascii=False))
