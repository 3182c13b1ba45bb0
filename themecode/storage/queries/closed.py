"""Closed questions: their variables, texts that specify a fixed answer, and figures of earlier years."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from themecode.core.localized import Localized
from themecode.storage.queries.counts import Standing

BACKCODED = ".backcoded"
"""Ends the name of the variable that holds what texts were back-coded to, beside the one that was answered."""


@dataclass(frozen=True)
class ClosedVariable:
    """One column of a closed question."""

    id: int
    name: str
    item: str
    """The column, where the question has several; else empty."""
    labels: Mapping[str, Localized]
    """Value as written, or the column itself -> what it is called."""


@dataclass(frozen=True)
class Specify:
    """An open question whose texts say what a fixed answer means."""

    question_id: int
    key: str
    column: str
    """The column, or the question, of the fixed answer."""
    value: str


@dataclass(frozen=True)
class EarlierFigure:
    """How many gave an answer in an earlier survey."""

    id: int
    year: str
    value: str
    count: int | None
    base: int | None
    source: str


def closed_variables(connection: sqlite3.Connection, question_id: int) -> list[ClosedVariable]:
    """Return the variables of a closed question in the order of its columns."""
    rows = connection.execute(
        "SELECT id, name, coalesce(item, ''), labels FROM variables WHERE question_id = ? AND deleted = 0 "
        "ORDER BY position, id",
        (question_id,),
    )
    return [
        ClosedVariable(id, name, item, {value: Localized.of(label) for value, label in json.loads(labels).items()})
        for id, name, item, labels in rows
    ]


def backcoded_values(connection: sqlite3.Connection, variable: str) -> dict[int, str]:
    """Return what was put in the place of answers to a variable, by case id."""
    return dict(
        connection.execute(
            "SELECT a.case_id, a.value FROM attributes a JOIN variables v ON v.id = a.variable_id AND v.deleted = 0 "
            "WHERE v.name = ? AND a.deleted = 0",
            (variable + BACKCODED,),
        )
    )


def specifying(connection: sqlite3.Connection) -> list[Specify]:
    """Return the open questions that specify a fixed answer, in the order of the questionnaire."""
    rows = connection.execute(
        "SELECT id, key, specify_for ->> 'column', specify_for ->> 'value' FROM questions "
        "WHERE deleted = 0 AND specify_for ->> 'column' IS NOT NULL ORDER BY position, id"
    )
    return [Specify(id, key, column, value or "") for id, key, column, value in rows]


def column_of(connection: sqlite3.Connection, column: str) -> tuple[int, ClosedVariable] | None:
    """Return (question, variable) of a column of a closed question, found by the column's or the question's name."""
    rows = connection.execute(
        "SELECT q.id, v.id FROM questions q JOIN variables v ON v.question_id = q.id AND v.deleted = 0 "
        "WHERE q.deleted = 0 AND q.kind <> 'open' AND (v.name = ?1 OR v.item = ?1 OR (v.item IS NULL "
        "AND EXISTS (SELECT 1 FROM json_each(q.columns) c WHERE c.value = ?1))) ORDER BY q.id, v.id",
        (column,),
    ).fetchall()
    if not rows:
        return None
    question, variable = rows[0]
    return question, next(each for each in closed_variables(connection, question) if each.id == variable)


def texts_by_case(connection: sqlite3.Connection, question_id: int) -> dict[int, str]:
    """Return what each case that is counted wrote at an open question, by case id."""
    rows = connection.execute(
        "SELECT d.case_id, d.text FROM documents d JOIN cases c ON c.id = d.case_id AND c.deleted = 0 "
        "AND c.excluded = 0 WHERE d.question_id = ? AND d.deleted = 0 ORDER BY d.case_id",
        (question_id,),
    )
    return dict(rows)


def earlier_figures(connection: sqlite3.Connection, question_id: int) -> list[EarlierFigure]:
    """Return the figures of earlier years for a question, latest year first, as they were read."""
    rows = connection.execute(
        "SELECT id, year, value, count, base, source FROM earlier_figures WHERE question_id = ? AND deleted = 0 "
        "ORDER BY year DESC, id",
        (question_id,),
    )
    return [EarlierFigure(*row) for row in rows]


def codes_by_case(standing: Standing) -> dict[int, frozenset[int]]:
    """Return the codes that stand for each case that has any, with the codes above them."""
    found: dict[int, frozenset[int]] = {}
    for case, codes in standing.connection.execute(
        "SELECT case_id, codes FROM temp.standing WHERE codes IS NOT NULL ORDER BY case_id"
    ):
        above = frozenset[int]().union(*(standing.counts_for[code] for code in codes.split(",")))
        found[case] = found.get(case, frozenset()) | above
    return found


def cases_with_anything(connection: sqlite3.Connection) -> set[int]:
    """Return the respondents that are counted and answered at least one question, open or closed."""
    rows = connection.execute(
        "SELECT c.id FROM cases c WHERE c.kind = 'respondent' AND c.deleted = 0 AND c.excluded = 0 AND ("
        "EXISTS (SELECT 1 FROM documents d WHERE d.case_id = c.id AND d.deleted = 0 AND d.question_id IS NOT NULL) "
        "OR EXISTS (SELECT 1 FROM attributes a JOIN variables v ON v.id = a.variable_id AND v.deleted = 0 "
        "AND v.question_id IS NOT NULL WHERE a.case_id = c.id AND a.deleted = 0))"
    )
    return {row[0] for row in rows}


def is_derived(connection: sqlite3.Connection, variable: str) -> bool:
    """Tell whether a variable is worked out from others."""
    row = connection.execute(
        "SELECT derived IS NOT NULL FROM variables WHERE name = ? AND deleted = 0", (variable,)
    ).fetchone()
    return bool(row and row[0])
