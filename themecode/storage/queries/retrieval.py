"""Where codes stand, and what is read around a place: for retrieval, queries and keyword in context.

Finding and reading are apart. What is found is five numbers a coding, however many there are; texts are read for
the page that is shown, each document's once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from themecode.storage.queries.counts import STANDING_CODINGS, Standing
from themecode.storage.queries.own_work import Reader


class Place(NamedTuple):
    """Where one coding stands: enough to sort, group and evaluate, without its text."""

    document_id: int
    start: int
    end: int
    code_id: int
    coding_id: int


@dataclass(frozen=True)
class Head:
    """What a document is called, and whose it is."""

    document_id: int
    case_id: int
    case: str
    name: str
    """The transcript's name; empty for an answer."""
    question: str
    """The key of the question; empty for a transcript."""
    number: str
    """The question's number as printed."""
    length: int
    """Code points of the text."""

    @property
    def title(self) -> str:
        """What a person calls it: the transcript's name, or case and question."""
        return self.name or f"{self.case} / {self.number or self.question}"


@dataclass(frozen=True)
class Detail:
    """What is said of a coding when it is shown."""

    code: str
    coder: str
    round: str
    created: str
    condensation: str
    memo: str
    """What whoever coded wrote on it."""


@dataclass(frozen=True)
class TurnRow:
    """A turn with its speaker; ``start`` excludes the label, which begins at ``label_start``."""

    label_start: int
    start: int
    end: int
    speaker: str
    role: str
    moderator: bool


def places_of_coder(connection: sqlite3.Connection, code_ids: Iterable[int], reader: Reader) -> list[Place]:
    """Return where a coder put these codes, done with the document or not, as their screens show it.

    The order is that of cases, documents and text.
    """
    rows = connection.execute(
        # By the codes: by the coder, SQLite would walk through all that they ever did.
        'SELECT g.document_id, g.start, g."end", g.code_id, g.id FROM codings g INDEXED BY codings_code '
        "CROSS JOIN documents d "
        f"ON d.deleted = 0 AND {reader.coded()} JOIN cases a ON a.id = d.case_id AND a.deleted = 0 AND a.excluded = 0 "
        "WHERE g.code_id IN (SELECT value FROM json_each(:codes)) "
        'ORDER BY d.case_id, g.document_id, g.start, g."end", g.id',
        {**reader.parameters(), "codes": _ids(code_ids)},
    )
    return [Place(*row) for row in rows]


def places_standing(standing: Standing, code_ids: Iterable[int]) -> list[Place]:
    """Return where these codes stand in the codings that count, in the order of cases, documents and text."""
    rows = standing.connection.execute(
        f'SELECT s.document_id, g.start, g."end", g.code_id, g.id FROM {STANDING_CODINGS} '
        "AND g.code_id IN (SELECT value FROM json_each(?)) "
        f'WHERE s.codes NOT NULL {standing.counted_filter} ORDER BY s.case_id, s.document_id, g.start, g."end", g.id',
        (_ids(code_ids),),
    )
    return [Place(*row) for row in rows]


def codes_standing(standing: Standing) -> list[tuple[int, int, str]]:
    """Return (case id, document id, codes with commas between) of every document with a code that counts."""
    return standing.connection.execute(
        "SELECT case_id, document_id, codes FROM temp.standing WHERE codes NOT NULL ORDER BY case_id, document_id"
    ).fetchall()


def undecided(standing: Standing) -> set[int]:
    """Return the ids of the documents that await a consensus: none of their codings counts."""
    rows = standing.connection.execute("SELECT document_id FROM temp.standing WHERE state = 'undecided'")
    return {row[0] for row in rows}


def heads(connection: sqlite3.Connection, document_ids: Iterable[int]) -> dict[int, Head]:
    """Return what these documents are called, by id."""
    rows = connection.execute(
        "SELECT d.id, d.case_id, a.key, coalesce(d.name, ''), coalesce(q.key, ''), coalesce(q.number, ''), "
        "length(d.text) FROM json_each(?) j CROSS JOIN documents d ON d.id = j.value "
        "JOIN cases a ON a.id = d.case_id LEFT JOIN questions q ON q.id = d.question_id",
        (_ids(document_ids),),
    )
    return {row[0]: Head(*row) for row in rows}


def texts(connection: sqlite3.Connection, document_ids: Iterable[int]) -> dict[int, str]:
    """Return the texts of these documents, by id."""
    rows = connection.execute(
        "SELECT d.id, d.text FROM json_each(?) j CROSS JOIN documents d ON d.id = j.value", (_ids(document_ids),)
    )
    return dict(rows)


def turns(connection: sqlite3.Connection, document_ids: Iterable[int]) -> dict[int, list[TurnRow]]:
    """Return the turns of these documents in text order, by document id; answers have none."""
    found: dict[int, list[TurnRow]] = {}
    for document, label, start, end, speaker, role, moderator in connection.execute(
        "SELECT t.document_id, t.label_start, t.start, t.\"end\", coalesce(k.label, ''), coalesce(k.role, ''), "
        "coalesce(k.moderator, 0) FROM json_each(?) j CROSS JOIN turns t ON t.document_id = j.value "
        "LEFT JOIN speakers k ON k.id = t.speaker_id ORDER BY t.document_id, t.start",
        (_ids(document_ids),),
    ):
        turn = TurnRow(label, start, end, speaker, role, bool(moderator))
        found.setdefault(document, []).append(turn)
    return found


def sentences(connection: sqlite3.Connection, document_ids: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """Return the (start, end) of the sentences of these documents in text order, by document id."""
    found: dict[int, list[tuple[int, int]]] = {}
    for document, start, end in connection.execute(
        'SELECT s.document_id, s.start, s."end" FROM json_each(?) j '
        "CROSS JOIN sentences s ON s.document_id = j.value ORDER BY s.document_id, s.start",
        (_ids(document_ids),),
    ):
        found.setdefault(document, []).append((start, end))
    return found


def details(connection: sqlite3.Connection, coding_ids: Iterable[int]) -> dict[int, Detail]:
    """Return what is said of these codings, by id."""
    rows = connection.execute(
        "SELECT g.id, c.key, k.name, r.name, g.created, coalesce(g.condensation, ''), "
        "coalesce((SELECT group_concat(m.text, char(10)) FROM memos m "
        "WHERE m.coding_id = g.id AND m.coder_id = g.coder_id AND m.deleted = 0), '') "
        "FROM json_each(?) j CROSS JOIN codings g ON g.id = j.value JOIN codes c ON c.id = g.code_id "
        "JOIN coders k ON k.id = g.coder_id JOIN rounds r ON r.id = g.round_id",
        (_ids(coding_ids),),
    )
    return {row[0]: Detail(*row[1:]) for row in rows}


def documents_holding(connection: sqlite3.Connection, match: str, question_id: int | None = None) -> list[int]:
    """Return the ids of the live documents that an FTS5 expression is found in, in the order of cases.

    With a question only its answers are looked through; 0 stands for the transcripts.
    """
    rows = connection.execute(
        "SELECT d.id FROM documents_fts f CROSS JOIN documents d ON d.id = f.rowid AND d.deleted = 0 "
        "JOIN cases a ON a.id = d.case_id AND a.deleted = 0 AND a.excluded = 0 "
        "WHERE f.text MATCH ?1 AND (?2 IS NULL OR coalesce(d.question_id, 0) = ?2) ORDER BY d.case_id, d.id",
        (match, question_id),
    )
    return [row[0] for row in rows]


def marked(
    connection: sqlite3.Connection, match: str, document_ids: Sequence[int], marks: tuple[str, str]
) -> Iterator[tuple[int, str, str]]:
    """Yield (document id, text, the same text with each hit between two marks)."""
    yield from connection.execute(
        "SELECT f.rowid, d.text, highlight(documents_fts, 0, ?2, ?3) FROM json_each(?4) j "
        "CROSS JOIN documents_fts f ON f.rowid = j.value CROSS JOIN documents d ON d.id = f.rowid "
        "WHERE f.text MATCH ?1",
        (match, *marks, _ids(document_ids)),
    )


def cases_with_value(connection: sqlite3.Connection, variable_id: int, value: str | None) -> set[int]:
    """Return the ids of the live cases with a value of a variable; ``None``: of those without any."""
    rows = connection.execute(
        "SELECT a.id FROM cases a LEFT JOIN attributes v ON v.case_id = a.id AND v.variable_id = ? AND v.deleted = 0 "
        "WHERE a.deleted = 0 AND v.value IS ?",
        (variable_id, value),
    )
    return {row[0] for row in rows}


def _ids(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))
