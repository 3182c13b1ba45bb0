"""Single rows and bulk rows that the use cases look up or write, by name rather than by SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from themecode.core.documents import Segmented, Span, Speaker
from themecode.core.localized import Localized
from themecode.core.survey import ClosedQuestion, OpenQuestion
from themecode.storage.journal import Entry, Value, new_uuid
from themecode.storage.queries.study import set_setting, setting


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


def is_live(connection: sqlite3.Connection, table: str, row_id: int) -> bool:
    """Tell whether a row is there and no tombstone."""
    return connection.execute(f"SELECT 1 FROM {table} WHERE id = ? AND deleted = 0", (row_id,)).fetchone() is not None


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


def set_case_noun(connection: sqlite3.Connection, language: str, nouns: tuple[str, str]) -> None:
    """Keep what a respondent is called in print, singular and plural, in one language."""
    set_setting(connection, f"case_noun.{language}", _json(list(nouns)))


def case_noun(connection: sqlite3.Connection, language: str) -> tuple[str, str] | None:
    """Return what a respondent is called in print (singular, plural), ``None`` where nobody said."""
    text = setting(connection, f"case_noun.{language}")
    if text is None:
        return None
    singular, plural = json.loads(text)
    return singular, plural


def respondents(connection: sqlite3.Connection) -> list[str]:
    """Return the keys of all live respondents."""
    rows = connection.execute("SELECT key FROM cases WHERE kind = 'respondent' AND deleted = 0 ORDER BY id")
    return [row[0] for row in rows]


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


def write_segments(connection: sqlite3.Connection, document_id: int, segmented: Segmented) -> None:
    """Write the speakers, turns and sentences of a new document and index its text."""
    speaker_ids: dict[Speaker, int] = {}
    for speaker in segmented.speakers:
        cursor = connection.execute(
            "INSERT INTO speakers (document_id, label, role, moderator) VALUES (?, ?, ?, ?)",
            (document_id, speaker.label, speaker.role, int(speaker.moderator)),
        )
        assert cursor.lastrowid is not None
        speaker_ids[speaker] = cursor.lastrowid
    connection.executemany(
        'INSERT INTO turns (document_id, start, "end", label_start, speaker_id) VALUES (?, ?, ?, ?, ?)',
        [
            (
                document_id,
                turn.start,
                turn.end,
                turn.label_start,
                speaker_ids[turn.speaker] if turn.speaker else None,
            )
            for turn in segmented.turns
        ],
    )
    write_sentences(connection, [(document_id, segmented.sentences)])
    index_documents(connection, range(document_id, document_id + 1))


def write_sentences(connection: sqlite3.Connection, sentences: Iterable[tuple[int, Sequence[Span]]]) -> None:
    """Write the sentences of many documents, from (document id, spans)."""
    connection.executemany(
        'INSERT INTO sentences (document_id, start, "end") VALUES (?, ?, ?)',
        ((document_id, span.start, span.end) for document_id, spans in sentences for span in spans),
    )


def index_documents(connection: sqlite3.Connection, ids: range) -> None:
    """Make the texts of new documents with contiguous ids searchable."""
    connection.execute(
        "INSERT INTO documents_fts (rowid, text) SELECT id, text FROM documents WHERE id >= ? AND id < ?",
        (ids.start, ids.stop),
    )


@dataclass(frozen=True)
class OwnCoding:
    """What must be known of a coding before it is changed."""

    document_id: int
    coder: str
    round_closed: bool
    code: str


def own_coding(connection: sqlite3.Connection, coding_id: int) -> OwnCoding | None:
    """Return a live coding by id."""
    row = connection.execute(
        "SELECT g.document_id, k.name, r.closed IS NOT NULL, c.key FROM codings g JOIN coders k ON k.id = g.coder_id "
        "JOIN rounds r ON r.id = g.round_id JOIN codes c ON c.id = g.code_id WHERE g.id = ? AND g.deleted = 0",
        (coding_id,),
    ).fetchone()
    return None if row is None else OwnCoding(row[0], row[1], bool(row[2]), row[3])


def codebooks_on(connection: sqlite3.Connection, document_id: int, coder_id: int, round_id: int) -> list[int]:
    """Return the codebooks whose codes a coder has put on a document in a round."""
    rows = connection.execute(
        "SELECT DISTINCT c.codebook_id FROM codings g JOIN codes c ON c.id = g.code_id "
        "WHERE g.document_id = ? AND g.coder_id = ? AND g.round_id = ? AND g.deleted = 0",
        (document_id, coder_id, round_id),
    )
    return [row[0] for row in rows]


@dataclass(frozen=True)
class CompletionPlace:
    """What stands where a completion would be written, also a tombstone."""

    id: int
    state: str
    version: int
    """Of the codebook, when the document was completed."""
    deleted: bool


def completions_at(
    connection: sqlite3.Connection, places: Sequence[tuple[int, int]], coder_id: int, round_id: int
) -> dict[tuple[int, int], CompletionPlace]:
    """Return what a coder completed in a round at (document, codebook), tombstones too."""
    rows = connection.execute(
        "SELECT p.document_id, p.codebook_id, p.id, p.state, p.codebook_version, p.deleted FROM json_each(?) j "
        "CROSS JOIN completions p ON p.document_id = j.value ->> 0 AND p.codebook_id = j.value ->> 1 "
        "AND p.coder_id = ? AND p.round_id = ?",
        (_json(places), coder_id, round_id),
    )
    return {
        (document, book): CompletionPlace(row_id, state, version, bool(deleted))
        for document, book, row_id, state, version, deleted in rows
    }


def completed_elsewhere(
    connection: sqlite3.Connection, document_ids: Sequence[int], coder_id: int, round_ids: Sequence[int], round_id: int
) -> set[int]:
    """Return those of the documents that a coder completed in another of some rounds, with no codes in ``round_id``."""
    rows = connection.execute(
        "SELECT j.value FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM completions p WHERE p.document_id = j.value "
        "AND +p.coder_id = ? AND p.deleted = 0 AND p.state <> 'skipped' AND p.round_id <> ? "
        "AND p.round_id IN (SELECT value FROM json_each(?))) AND NOT EXISTS (SELECT 1 FROM codings g "
        "WHERE g.document_id = j.value AND +g.coder_id = ? AND g.round_id = ? AND g.deleted = 0)",
        (_json(list(document_ids)), coder_id, round_id, _json(list(round_ids)), coder_id, round_id),
    )
    return {row[0] for row in rows}


def codebook_versions(connection: sqlite3.Connection) -> dict[int, int]:
    """Return the version of every codebook by id."""
    return dict(connection.execute("SELECT id, version FROM codebooks"))


def coding_places(connection: sqlite3.Connection, coder_id: int, round_id: int) -> set[tuple[int, int, int, int]]:
    """Return (document, code, start, end) of every live coding of a coder in a round."""
    rows = connection.execute(
        'SELECT document_id, code_id, start, "end" FROM codings WHERE coder_id = ? AND round_id = ? AND deleted = 0',
        (coder_id, round_id),
    )
    return set(rows)


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


def text_of(connection: sqlite3.Connection, document_id: int) -> str:
    """Return the text of a document by id."""
    (text,) = connection.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
    return str(text)


@dataclass(frozen=True)
class HistoryRow:
    """One entry of the history."""

    id: int
    created: str
    coder: str
    action: str
    summary: str
    undone: bool


def last_undoable(connection: sqlite3.Connection, coder: str) -> tuple[int, str] | None:
    """Return (id, summary) of the latest action of a coder that stands."""
    row = connection.execute(
        "SELECT id, summary FROM history WHERE coder = ? AND undone_by IS NULL AND undoes IS NULL "
        "AND action NOT IN ('new', 'undo', 'redo') "
        # One without changes erased something, or was about what was erased since.
        "AND EXISTS (SELECT 1 FROM changes c WHERE c.history_id = history.id) ORDER BY id DESC LIMIT 1",
        (coder,),
    ).fetchone()
    return None if row is None else (row[0], row[1])


def last_redoable(connection: sqlite3.Connection, coder: str, own_entry: int) -> tuple[int, str] | None:
    """Return (id of the undo, summary of what it took back) where the coder did nothing since."""
    row = connection.execute(
        "SELECT u.id, h.summary FROM history u JOIN history h ON h.id = u.undoes "
        "WHERE u.coder = ?1 AND u.action = 'undo' AND u.undone_by IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM history n WHERE n.coder = ?1 AND n.id > u.id AND n.id <> ?2 AND n.undoes IS NULL) "
        "ORDER BY u.id DESC LIMIT 1",
        (coder, own_entry),
    ).fetchone()
    return None if row is None else (row[0], row[1])


def actors(connection: sqlite3.Connection) -> list[str]:
    """Return the names of all who stand in the history."""
    # By the index on coders, from one name to the next, however long the history is.
    rows = connection.execute(
        "WITH RECURSIVE names (name) AS (SELECT min(coder) FROM history UNION ALL "
        "SELECT (SELECT min(coder) FROM history WHERE coder > name) FROM names WHERE name IS NOT NULL) "
        "SELECT name FROM names WHERE name IS NOT NULL"
    )
    return [row[0] for row in rows]


def mark_undoing(entry: Entry, target: int) -> None:
    """Note in an open entry which earlier one it takes back."""
    entry.connection.execute("UPDATE history SET undoes = ? WHERE id = ?", (target, entry.id))


def history(connection: sqlite3.Connection) -> list[HistoryRow]:
    """Return the whole history, latest first."""
    rows = connection.execute(
        "SELECT id, created, coder, action, summary, undone_by IS NOT NULL FROM history ORDER BY id DESC"
    )
    return [HistoryRow(id, created, who, action, what, bool(undone)) for id, created, who, action, what, undone in rows]


def localized(text: str) -> Localized:
    """Read a column that holds a text by language."""
    return Localized.of(json.loads(text))


def next_position(connection: sqlite3.Connection, table: str) -> int:
    """Return the position after the last row of a table."""
    (position,) = connection.execute(f"SELECT coalesce(max(position), -1) + 1 FROM {table}").fetchone()
    return int(position)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def free_uuid(connection: sqlite3.Connection, table: str, wanted: str) -> str:
    """Return the uuid wanted for a new row, or a fresh one where a row, also a tombstone, has it."""
    taken = connection.execute(f"SELECT 1 FROM {table} WHERE uuid = ?", (wanted,)).fetchone()
    return new_uuid() if taken else wanted


def code_text_places(connection: sqlite3.Connection, code_id: int) -> dict[str, int]:
    """Return the id of each text row of a code by language, tombstones too."""
    return dict(connection.execute("SELECT language, id FROM code_texts WHERE code_id = ?", (code_id,)))


def case_rows(connection: sqlite3.Connection) -> list[tuple[int, str, str, int, str | None]]:
    """Return (id, key, kind, excluded, exclusion reason) of every live case."""
    return connection.execute(
        "SELECT id, key, kind, excluded, exclusion_reason FROM cases WHERE deleted = 0 ORDER BY id"
    ).fetchall()
