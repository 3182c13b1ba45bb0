"""What earlier imports left in the study, and the rows that a further one writes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from themecode.core.survey import ClosedQuestion, OpenQuestion
from themecode.storage.journal import Entry, Value


def source_id(connection: sqlite3.Connection, sha256: str, kind: str) -> int | None:
    """Return the id under which a file's bytes were imported before, ``None`` where they were not."""
    row = connection.execute(
        "SELECT id FROM sources WHERE sha256 = ? AND kind = ? AND deleted = 0", (sha256, kind)
    ).fetchone()
    return None if row is None else int(row[0])


def last_source_id(connection: sqlite3.Connection, kind: str) -> int | None:
    """Return the id of the file of a kind that was imported last."""
    (found,) = connection.execute("SELECT max(id) FROM sources WHERE kind = ? AND deleted = 0", (kind,)).fetchone()
    return None if found is None else int(found)


def question_id(connection: sqlite3.Connection, key: str) -> int | None:
    """Return the id of a question by key."""
    row = connection.execute("SELECT id FROM questions WHERE key = ? AND deleted = 0", (key,)).fetchone()
    return None if row is None else int(row[0])


def question_values(question: OpenQuestion | ClosedQuestion, position: int) -> dict[str, Value]:
    """Return the columns of a question's row."""
    values: dict[str, Value] = {
        "key": question.key,
        "kind": question.kind.value if isinstance(question, ClosedQuestion) else "open",
        "number": question.number,
        "wording": _json(dict(question.wording.texts)),
        "columns": _json(list(question.columns)),
        "position": position,
    }
    values["asked_when"] = _json({name: list(accepted) for name, accepted in question.asked_when.items()})
    if isinstance(question, OpenQuestion):
        values["specify_for"] = _json(dict(question.specify_for))
        values["nouns"] = _json(
            {
                language: {"singular": noun.singular, "plural": noun.plural, "gender": noun.gender}
                for language, noun in question.nouns.items()
            }
        )
    return values


def variable_id(connection: sqlite3.Connection, name: str) -> int | None:
    """Return the id of a variable by name."""
    row = connection.execute("SELECT id FROM variables WHERE name = ? AND deleted = 0", (name,)).fetchone()
    return None if row is None else int(row[0])


def attribute_places(connection: sqlite3.Connection, variable_id: int) -> dict[int, tuple[int, str, bool]]:
    """Return (id, value, deleted) of every value of a variable, by case id."""
    rows = connection.execute(
        "SELECT case_id, id, value, deleted FROM attributes WHERE variable_id = ?", (variable_id,)
    )
    return {case: (row_id, value, bool(deleted)) for case, row_id, value, deleted in rows}


def answer_texts(connection: sqlite3.Connection, questions: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return the text of every live answer to these questions, by (case, question)."""
    rows = connection.execute(
        "SELECT c.key, q.key, d.text FROM questions q JOIN documents d ON d.question_id = q.id AND d.deleted = 0 "
        "JOIN cases c ON c.id = d.case_id WHERE q.deleted = 0 AND q.key IN (SELECT value FROM json_each(?))",
        (_json(list(questions)),),
    )
    return {(case, question): text for case, question, text in rows}


def set_answer_aside(entry: Entry, case_id: int, question_id: int) -> int:
    """Turn an answer with its codings and completions into tombstones and return its id."""
    (document_id,) = entry.connection.execute(
        "SELECT id FROM documents WHERE case_id = ? AND question_id = ? AND deleted = 0",
        (case_id, question_id),
    ).fetchone()
    for table in ("codings", "completions"):
        entry.delete_where(table, "document_id = ?", (document_id,))
    entry.delete_where("documents", "id = ?", (document_id,))
    return int(document_id)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
