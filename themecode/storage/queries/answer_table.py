"""The answers to one question as a table: which ones in which order, and a page of them at a time.

The whole list is only ids; a row's contents are read when it is shown. Conditions and orders are SQL over the
index of a question's documents, with one look at the coder's own codings and completions per answer.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from themecode.core.alphabet import LOOKED_AT, order_key
from themecode.core.answer_filter import (
    Condition,
    HasCode,
    HasText,
    HasValue,
    InState,
    OfCase,
    Order,
    OwnState,
    own_state,
)
from themecode.core.sameness import normal_form
from themecode.storage.queries.own_work import Reader

SHOWN = 4_000
"""Characters of an answer that a row is given at most."""


@dataclass(frozen=True)
class AnswerLine:
    """One row of the table."""

    document_id: int
    case: str
    text: str
    """The first `SHOWN` characters."""
    state: OwnState
    codes: tuple[int, ...]
    """Ids of the reader's own codes on it, each once."""
    values: Mapping[int, str]
    """By id of the variables asked for, as written."""


_ANSWERS = (
    "FROM documents d CROSS JOIN cases a ON a.id = d.case_id AND a.deleted = 0 AND a.excluded = 0 "
    "WHERE d.question_id = :question AND d.deleted = 0"
)


def listed(
    connection: sqlite3.Connection,
    question_id: int,
    reader: Reader,
    conditions: Sequence[Condition] = (),
    order: Order | None = None,
    *,
    code_order: Sequence[int] = (),
    labels: Sequence[str] = (),
) -> array[int]:
    """Return the ids of the answers that meet all conditions, in an order (default: as the cases came).

    ``code_order`` is the ids of all codes in codebook order, ``labels`` the labelled values of the variable
    ordered by; both are only looked at where the order asks for them.
    """
    values = {**reader.parameters(), "question": question_id}
    _functions(connection, code_order, labels)
    wheres = [_condition(condition, f"given{number}", values, reader) for number, condition in enumerate(conditions)]
    order = order or Order()
    key = _key(order, values, reader)
    ways = "d.case_id, d.id"
    if order.column == "case":
        ways = "d.case_id DESC, d.id DESC" if order.falling else ways
    else:
        ways = f"{key}{' DESC' if order.falling else ''} NULLS LAST, {ways}"
    where = "".join(f" AND {condition}" for condition in (*wheres, reader.queued()))
    return array("q", (row[0] for row in connection.execute(f"SELECT d.id {_ANSWERS}{where} ORDER BY {ways}", values)))


def lines(
    connection: sqlite3.Connection, ids: Sequence[int], reader: Reader, variables: Sequence[int] = ()
) -> dict[int, AnswerLine]:
    """Return the rows of these answers by document id; one that is gone is left out."""
    values = {**reader.parameters(), "ids": json.dumps(list(ids))}
    codes: dict[int, list[int]] = {}
    for document_id, code_id in connection.execute(
        "SELECT DISTINCT g.document_id, g.code_id FROM json_each(:ids) j CROSS JOIN codings g "
        f"ON {reader.coded('j.value')}",
        values,
    ):
        codes.setdefault(document_id, []).append(code_id)
    attributes: dict[int, dict[int, str]] = {}
    if variables:
        for document_id, variable_id, value in connection.execute(
            "SELECT d.id, t.variable_id, t.value FROM json_each(:ids) j CROSS JOIN documents d ON d.id = j.value "
            "CROSS JOIN json_each(:variables) v CROSS JOIN attributes t "
            "ON t.variable_id = v.value AND t.case_id = d.case_id AND t.deleted = 0",
            {"ids": values["ids"], "variables": json.dumps(list(variables))},
        ):
            attributes.setdefault(document_id, {})[variable_id] = value
    return {
        id: AnswerLine(
            id,
            case,
            text,
            own_state(declared, coded=id in codes),
            tuple(codes.get(id, ())),
            attributes.get(id, {}),
        )
        for id, case, text, declared in connection.execute(
            f"SELECT d.id, a.key, substr(d.text, 1, {SHOWN}), {reader.declared()} FROM json_each(:ids) j "
            "CROSS JOIN documents d ON d.id = j.value AND d.deleted = 0 CROSS JOIN cases a ON a.id = d.case_id",
            values,
        )
    }


def values_in_use(connection: sqlite3.Connection, variable_id: int) -> list[str]:
    """Return the different values of a variable, as written, in alphabetical order."""
    rows = connection.execute(
        "SELECT DISTINCT value FROM attributes WHERE variable_id = ? AND deleted = 0", (variable_id,)
    )
    return sorted((row[0] for row in rows), key=order_key)


def like_answers(connection: sqlite3.Connection, question_id: int) -> dict[str, list[int]]:
    """Return, by what they say, the ids of answers to a question that several cases gave."""
    found: dict[str, list[int]] = {}
    for document_id, text in connection.execute(
        f"SELECT d.id, d.text {_ANSWERS} ORDER BY d.case_id, d.id", {"question": question_id}
    ):
        found.setdefault(normal_form(text), []).append(document_id)
    return {said: ids for said, ids in found.items() if len(ids) > 1}


def _key(order: Order, values: dict[str, object], reader: Reader) -> str:
    """Return the expression that answers are ordered by; null comes last."""
    if order.column == "text":
        values["looked_at"] = LOOKED_AT
        return "order_key(substr(d.text, 1, :looked_at))"
    if order.column == "state":
        ranks = " ".join(f"WHEN '{state}' THEN {rank}" for rank, state in enumerate(OwnState))
        return f"CASE {reader.state()} {ranks} END"
    if order.column == "codes":
        return f"code_ranks((SELECT group_concat(g.code_id) FROM codings g WHERE {reader.coded()}))"
    values["ordering"] = order.variable
    return (
        "value_rank((SELECT t.value FROM attributes t WHERE t.variable_id = :ordering AND t.case_id = a.id "
        "AND t.deleted = 0))"
    )


def _condition(condition: Condition, name: str, values: dict[str, object], reader: Reader) -> str:
    """Return a condition as SQL; what it compares with goes into ``values`` under names that begin with ``name``."""
    if isinstance(condition, HasText | OfCase):
        values[name] = condition.text.casefold()
        sql = f"holds({'d.text' if isinstance(condition, HasText) else 'a.key'}, :{name})"
    elif isinstance(condition, HasCode):
        among = ""
        if condition.codes is not None:
            values[name] = json.dumps(sorted(condition.codes))
            among = f" AND +g.code_id IN (SELECT value FROM json_each(:{name}))"
        sql = f"EXISTS (SELECT 1 FROM codings g WHERE {reader.coded()}{among})"
    elif isinstance(condition, HasValue):
        values[name] = json.dumps(sorted(value for value in condition.values if value is not None))
        values[f"{name}of"] = condition.variable
        there = f"SELECT 1 FROM attributes t WHERE t.variable_id = :{name}of AND t.case_id = a.id AND t.deleted = 0"
        sql = f"EXISTS ({there} AND t.value IN (SELECT value FROM json_each(:{name})))"
        if None in condition.values:
            sql = f"({sql} OR NOT EXISTS ({there}))"
    else:
        assert isinstance(condition, InState)
        values[name] = json.dumps(sorted(condition.states))
        sql = f"{reader.state()} IN (SELECT value FROM json_each(:{name}))"
    return sql if condition.wanted else f"NOT {sql}"


def _functions(connection: sqlite3.Connection, code_order: Sequence[int], labels: Sequence[str]) -> None:
    """Give SQLite the rules of the core that SQL has no words for."""
    places = {str(code_id): f"{place:06}" for place, code_id in enumerate(code_order)}
    by_label = {value: f"0{place:06}" for place, value in enumerate(labels)}

    def code_ranks(codes: str | None) -> str | None:
        if codes is None:
            return None
        return " ".join(sorted({places.get(code, "~") for code in codes.split(",")}))

    @lru_cache(maxsize=10_000)
    def value_rank(value: str | None) -> str | None:
        if value is None:
            return None
        return by_label.get(value) or _number_rank(value) or f"2{order_key(value)}"

    connection.create_function("holds", 2, _holds, deterministic=True)
    connection.create_function("order_key", 1, order_key, deterministic=True)
    connection.create_function("code_ranks", 1, code_ranks)
    connection.create_function("value_rank", 1, value_rank)


def _holds(text: str, folded: str) -> bool:
    return folded in text.casefold()


def _number_rank(value: str) -> str | None:
    """Return what puts numbers in their order as texts, ``None`` where the value is no number."""
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        return None
    if not abs(number) < 1e15:  # nor infinite, nor no number
        return None
    return f"1{number + 1e15:024.6f}"
