"""What must be known of many answers before something is done to all of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.storage.queries.own_work import Reader


@dataclass(frozen=True)
class Live:
    """A document that is there: how long it is, and which question it answers."""

    length: int
    question_id: int | None


def live(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Live]:
    """Return those of the documents that are there, by id, in the order given."""
    rows = connection.execute(
        "SELECT d.id, length(d.text), d.question_id FROM json_each(?) j "
        "CROSS JOIN documents d ON d.id = j.value AND d.deleted = 0",
        (_list(ids),),
    )
    return {id: Live(length, question) for id, length, question in rows}


def coded_with(
    connection: sqlite3.Connection, ids: Iterable[int], reader: Reader, code_id: int
) -> dict[int, list[int]]:
    """Return the ids of a coder's codings with one code, anywhere on these documents, by document."""
    found: dict[int, list[int]] = {}
    for document_id, coding_id in connection.execute(
        f"SELECT g.document_id, g.id FROM json_each(:ids) j CROSS JOIN codings g ON {reader.coded('j.value')} "
        "AND +g.code_id = :code",
        {**reader.parameters(), "ids": _list(ids), "code": code_id},
    ):
        found.setdefault(document_id, []).append(coding_id)
    return found


def codebooks_on(connection: sqlite3.Connection, ids: Iterable[int], reader: Reader) -> dict[int, tuple[int, ...]]:
    """Return the codebooks whose codes a coder has put on each of these documents; those without any are left out."""
    found: dict[int, tuple[int, ...]] = {}
    for document_id, codebook_id in connection.execute(
        "SELECT DISTINCT g.document_id, c.codebook_id FROM json_each(:ids) j CROSS JOIN codings g "
        f"ON {reader.coded('j.value')} CROSS JOIN codes c ON c.id = g.code_id ORDER BY g.document_id, c.codebook_id",
        {**reader.parameters(), "ids": _list(ids)},
    ):
        found[document_id] = (*found.get(document_id, ()), codebook_id)
    return found


def declared(connection: sqlite3.Connection, ids: Iterable[int], reader: Reader) -> dict[int, str]:
    """Return the state that a coder left each of these documents in; those without one are left out."""
    rows = connection.execute(
        "SELECT p.document_id, p.state FROM json_each(:ids) j CROSS JOIN completions p "
        f"ON {reader.completed('j.value')} ORDER BY p.id",
        {**reader.parameters(), "ids": _list(ids)},
    )
    return dict(rows.fetchall())


def texts(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return the whole text of each of these documents that is there."""
    rows = connection.execute(
        "SELECT d.id, d.text FROM json_each(?) j CROSS JOIN documents d ON d.id = j.value AND d.deleted = 0",
        (_list(ids),),
    )
    return dict(rows.fetchall())


@dataclass(frozen=True)
class OwnCode:
    """A code that a coder put on a passage."""

    coding_id: int
    span: Span
    code_id: int
    condensation: str | None


def own_codes(connection: sqlite3.Connection, document_id: int, reader: Reader) -> list[OwnCode]:
    """Return what a coder put on a document, in text order."""
    rows = connection.execute(
        f'SELECT g.id, g.start, g."end", g.code_id, g.condensation FROM codings g WHERE {reader.coded(":document")} '
        'ORDER BY g.start, g."end", g.id',
        {**reader.parameters(), "document": document_id},
    )
    return [OwnCode(id, Span(start, end), code, condensation) for id, start, end, code, condensation in rows]


def codes_on(connection: sqlite3.Connection, ids: Iterable[int], reader: Reader) -> dict[int, int]:
    """Return on how many of these documents a coder put each code, by code id."""
    rows = connection.execute(
        "SELECT g.code_id, count(DISTINCT g.document_id) FROM json_each(:ids) j CROSS JOIN codings g "
        f"ON {reader.coded('j.value')} GROUP BY g.code_id",
        {**reader.parameters(), "ids": _list(ids)},
    )
    return dict(rows.fetchall())


def shown_from_elsewhere(connection: sqlite3.Connection, ids: Iterable[int], reader: Reader) -> list[int]:
    """Return those of the documents on which the coder sees what they did in another round than they work in."""
    if not reader.others:
        return []
    rows = connection.execute(
        f"SELECT j.value FROM json_each(:ids) j WHERE {reader.round('j.value')} <> :working",
        {**reader.parameters(), "ids": _list(ids)},
    )
    return [row[0] for row in rows]


def assigned(connection: sqlite3.Connection, ids: Iterable[int], reader: Reader) -> list[int]:
    """Return those of the documents that the coder has in the round worked in."""
    rows = connection.execute(
        "SELECT j.value FROM json_each(:ids) j CROSS JOIN assignments a ON a.round_id = :working "
        "AND a.document_id = j.value AND a.coder_id = :coder AND a.deleted = 0",
        {**reader.parameters(), "ids": _list(ids)},
    )
    return [row[0] for row in rows]


def _list(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))
