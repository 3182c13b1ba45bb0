"""Documents, cases, questions and variables as they stand in the study."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from themecode.core.documents import Segmented, Span, Speaker, Turn
from themecode.core.localized import Localized


@dataclass(frozen=True)
class Document:
    """A text that is coded: a transcript (has a name) or an answer (has a question)."""

    id: int
    uuid: str
    kind: str
    name: str | None
    text: str
    case_id: int
    case: str
    question_id: int | None
    question: str | None
    language: str

    @property
    def title(self) -> str:
        """What a person calls it: the transcript's name, or case and question."""
        return self.name or f"{self.case} / {self.question}"


@dataclass(frozen=True)
class QuestionRow:
    """A question of the study."""

    id: int
    key: str
    number: str
    kind: str
    wording: Localized
    asked_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nouns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class VariableRow:
    """A property of cases."""

    id: int
    name: str
    level: str
    labels: Mapping[str, Localized]
    """Value as written -> what it is called."""
    question_id: int | None


_DOCUMENT = (
    "SELECT d.id, d.uuid, d.kind, d.name, d.text, d.case_id, c.key, d.question_id, q.key, d.language "
    "FROM documents d JOIN cases c ON c.id = d.case_id LEFT JOIN questions q ON q.id = d.question_id "
)


def document_by_id(connection: sqlite3.Connection, document_id: int) -> Document | None:
    """Return a live document by its id."""
    row = connection.execute(_DOCUMENT + "WHERE d.id = ? AND d.deleted = 0", (document_id,)).fetchone()
    return None if row is None else Document(*row)


def document_by_name(connection: sqlite3.Connection, name: str) -> Document | None:
    """Return a live transcript by its name."""
    row = connection.execute(_DOCUMENT + "WHERE d.name = ? AND d.deleted = 0", (name,)).fetchone()
    return None if row is None else Document(*row)


def is_live(connection: sqlite3.Connection, document_id: int) -> bool:
    """Tell whether a document is there still, neither replaced nor taken away."""
    row = connection.execute("SELECT 1 FROM documents WHERE id = ? AND deleted = 0", (document_id,)).fetchone()
    return row is not None


def text_of(connection: sqlite3.Connection, document_id: int) -> str:
    """Return the text of a document by id."""
    (text,) = connection.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
    return str(text)


def documents_by_place(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[int, int, int | None]]:
    """Return (id, length, question id) of every live document.

    Answers are found by (case, question), transcripts by (``""``, name).
    """
    rows = connection.execute(
        "SELECT c.key, q.key, d.name, d.id, length(d.text), d.question_id FROM documents d "
        "JOIN cases c ON c.id = d.case_id LEFT JOIN questions q ON q.id = d.question_id WHERE d.deleted = 0"
    )
    return {
        ((case, question) if question is not None else ("", name)): (document_id, length, question_row)
        for case, question, name, document_id, length, question_row in rows
    }


def answer(connection: sqlite3.Connection, case: str, question_id: int) -> Document | None:
    """Return what a case wrote at a question."""
    row = connection.execute(
        _DOCUMENT + "WHERE c.key = ? AND c.deleted = 0 AND d.question_id = ? AND d.deleted = 0",
        (case, question_id),
    ).fetchone()
    return None if row is None else Document(*row)


def transcripts(connection: sqlite3.Connection) -> list[Document]:
    """Return all transcripts by name."""
    return [
        Document(*row)
        for row in connection.execute(_DOCUMENT + "WHERE d.kind = 'transcript' AND d.deleted = 0 ORDER BY d.name")
    ]


def transcript_names(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return (id, name) of all transcripts by name, without reading their texts."""
    return connection.execute(
        "SELECT id, name FROM documents WHERE name IS NOT NULL AND deleted = 0 ORDER BY name"
    ).fetchall()


def answers(connection: sqlite3.Connection, question_id: int) -> Iterator[Document]:
    """Yield all answers to a question in the order the cases came."""
    for row in connection.execute(
        _DOCUMENT + "WHERE d.question_id = ? AND d.deleted = 0 AND c.deleted = 0 ORDER BY d.case_id",
        (question_id,),
    ):
        yield Document(*row)


def segmented(connection: sqlite3.Connection, document: Document) -> Segmented:
    """Return a document's text with the turns and sentences found at import."""
    speakers = {
        row[0]: Speaker(row[1], row[2], bool(row[3]))
        for row in connection.execute(
            "SELECT id, label, role, moderator FROM speakers WHERE document_id = ?", (document.id,)
        )
    }
    turns = tuple(
        Turn(speakers.get(speaker), start, end, label_start)
        for start, end, label_start, speaker in connection.execute(
            'SELECT start, "end", label_start, speaker_id FROM turns WHERE document_id = ? ORDER BY start',
            (document.id,),
        )
    )
    sentences = tuple(
        Span(start, end)
        for start, end in connection.execute(
            'SELECT start, "end" FROM sentences WHERE document_id = ? ORDER BY start', (document.id,)
        )
    )
    return Segmented(document.text, turns, sentences)


def questions(connection: sqlite3.Connection) -> list[QuestionRow]:
    """Return all questions in questionnaire order."""
    rows = connection.execute(
        "SELECT id, key, number, kind, wording, asked_when, nouns FROM questions WHERE deleted = 0 "
        "ORDER BY position, id"
    )
    return [
        QuestionRow(
            id,
            key,
            number,
            kind,
            Localized.of(json.loads(wording)),
            {name: tuple(values) for name, values in json.loads(rule).items()},
            json.loads(nouns),
        )
        for id, key, number, kind, wording, rule, nouns in rows
    ]


def variables(connection: sqlite3.Connection) -> list[VariableRow]:
    """Return all variables in the order they were read."""
    rows = connection.execute(
        "SELECT id, name, level, labels, question_id FROM variables WHERE deleted = 0 ORDER BY position, id"
    )
    return [VariableRow(id, name, level, _labels(labels), question) for id, name, level, labels, question in rows]


def attributes_of(connection: sqlite3.Connection, case_id: int, language: str) -> list[tuple[str, str]]:
    """Return (variable, value as printed in a language) of one case, in the order of the variables."""
    rows = connection.execute(
        "SELECT v.name, a.value, v.labels FROM attributes a JOIN variables v ON v.id = a.variable_id AND v.deleted = 0 "
        "WHERE a.case_id = ? AND a.deleted = 0 ORDER BY v.position, v.id",
        (case_id,),
    )
    return [
        (name, _labels(labels).get(value, Localized.of(value)).in_language(language)) for name, value, labels in rows
    ]


def case_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the id of every live case by its key."""
    return dict(connection.execute("SELECT key, id FROM cases WHERE deleted = 0 ORDER BY id"))


def attribute_values(connection: sqlite3.Connection, variable_id: int) -> dict[int, str]:
    """Return the value of one variable by case id, as written."""
    return dict(
        connection.execute(
            "SELECT case_id, value FROM attributes WHERE variable_id = ? AND deleted = 0", (variable_id,)
        )
    )


def _labels(text: str) -> dict[str, Localized]:
    return {value: Localized.of(label) for value, label in json.loads(text).items()}
