"""What suggestions are made from: texts, one coder's labels, rejections, vectors, and how good they have been."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from themecode.storage.queries.counts import STANDING_CODINGS


@dataclass(frozen=True)
class TextRow:
    """A text that can be suggested for: an answer, or a sentence of a transcript."""

    document_id: int
    start: int
    end: int
    text: str
    case: str
    question: str
    document: str
    """The transcript's name; empty for an answer."""
    language: str


@dataclass(frozen=True)
class LabelRow:
    """One code on one span, by the coder whose codings are learnt from."""

    document_id: int
    start: int
    end: int
    code_id: int
    origin: str
    created: str


@dataclass(frozen=True)
class StateRow:
    """A document left in a state for the codebook."""

    document_id: int
    state: str
    created: str


@dataclass(frozen=True)
class OutcomeRow:
    """Which place a code that was chosen had among the suggestions, and by frequency alone; from 1."""

    code_id: int
    rank: int
    baseline_rank: int
    shown: bool


def answer_texts(connection: sqlite3.Connection, question_id: int) -> Iterator[TextRow]:
    """Yield the answers to a question in the order the cases came."""
    rows = connection.execute(
        "SELECT d.id, 0, length(d.text), d.text, a.key, q.key, '', d.language FROM documents d "
        "JOIN cases a ON a.id = d.case_id JOIN questions q ON q.id = d.question_id "
        "WHERE d.question_id = ? AND d.deleted = 0 AND a.deleted = 0 AND a.excluded = 0 ORDER BY d.case_id",
        (question_id,),
    )
    for row in rows:
        yield TextRow(*row)


def sentence_texts(connection: sqlite3.Connection) -> Iterator[TextRow]:
    """Yield the sentences of all transcripts, by name and place, without what moderators say."""
    rows = connection.execute(
        'SELECT d.id, s.start, s."end", substr(d.text, s.start + 1, s."end" - s.start), a.key, \'\', d.name, '
        "d.language "
        "FROM documents d JOIN cases a ON a.id = d.case_id AND a.deleted = 0 AND a.excluded = 0 "
        "CROSS JOIN sentences s ON s.document_id = d.id "
        "WHERE d.kind = 'transcript' AND d.deleted = 0 AND NOT EXISTS ("
        "SELECT 1 FROM turns t JOIN speakers k ON k.id = t.speaker_id AND k.moderator = 1 "
        'WHERE t.document_id = d.id AND t.start <= s.start AND s.start < t."end") ORDER BY d.name, s.start'
    )
    for row in rows:
        yield TextRow(*row)


@dataclass(frozen=True)
class Learnt:
    """Whose decisions are learnt from, and which: one coder's, at one question with one codebook."""

    question_id: int | None
    """``None``: in the transcripts."""
    codebook_id: int
    coder_id: int
    round_ids: Collection[int]
    document_id: int | None = None
    """Of one document only; ``None``: of all."""


_OF_CODEBOOK = "JOIN codes c ON c.id = x.code_id AND c.codebook_id = :codebook"


def labels(connection: sqlite3.Connection, learnt: Learnt) -> list[LabelRow]:
    """Return the codings, as made."""
    columns = 'x.document_id, x.start, x."end", x.code_id, x.origin, x.created'
    return [LabelRow(*row) for row in _decided(connection, learnt, columns, f"codings x {_OF_CODEBOOK}")]


def states(connection: sqlite3.Connection, learnt: Learnt) -> list[StateRow]:
    """Return how the documents were left, as declared."""
    ways = "completions x ON x.codebook_id = :codebook"
    return [StateRow(*row) for row in _decided(connection, learnt, "x.document_id, x.state, x.created", ways)]


def rejections(connection: sqlite3.Connection, learnt: Learnt) -> list[LabelRow]:
    """Return the codes that were rejected, and where, as it was done."""
    columns = "x.document_id, x.start, x.\"end\", x.code_id, '', x.created"
    return [LabelRow(*row) for row in _decided(connection, learnt, columns, f"rejections x {_OF_CODEBOOK}")]


def _decided(connection: sqlite3.Connection, learnt: Learnt, columns: str, decisions: str) -> sqlite3.Cursor:
    """Read decisions ``x``, from the documents on: by coder, SQLite would walk through all they ever did."""
    return connection.execute(
        f"SELECT {columns} FROM documents d CROSS JOIN {decisions} "
        "WHERE x.document_id = d.id AND +x.coder_id = :coder AND x.deleted = 0 "
        "AND d.question_id IS :question AND d.deleted = 0 AND (:document IS NULL OR d.id = :document) "
        "AND x.round_id IN (SELECT value FROM json_each(:rounds)) ORDER BY x.created, x.id",
        {
            "question": learnt.question_id,
            "codebook": learnt.codebook_id,
            "coder": learnt.coder_id,
            "rounds": json.dumps(sorted(learnt.round_ids)),
            "document": learnt.document_id,
        },
    )


def rejection_at(
    connection: sqlite3.Connection, document_id: int, start: int, end: int, code_id: int, coder_id: int, round_id: int
) -> int | None:
    """Return the id of a coder's rejection of a code on exactly this span."""
    row = connection.execute(
        'SELECT id FROM rejections WHERE document_id = ? AND start = ? AND "end" = ? AND code_id = ? '
        "AND coder_id = ? AND round_id = ? AND deleted = 0",
        (document_id, start, end, code_id, coder_id, round_id),
    ).fetchone()
    return None if row is None else int(row[0])


def result_labels(connection: sqlite3.Connection, codebook_id: int) -> tuple[list[LabelRow], list[StateRow]]:
    """Return the codings that count and how their documents were left, off a table laid out by `counts.standing`."""
    labels = connection.execute(
        f'SELECT g.document_id, g.start, g."end", g.code_id, g.origin, g.created FROM {STANDING_CODINGS} '
        "JOIN codes c ON c.id = g.code_id AND c.codebook_id = ? ORDER BY g.created, g.id",
        (codebook_id,),
    )
    states = connection.execute(
        "SELECT s.document_id, s.state, p.created FROM temp.standing s CROSS JOIN completions p "
        "ON p.document_id = s.document_id AND +p.coder_id = s.coder_id AND p.round_id = s.round_id "
        "AND p.codebook_id = ? AND p.deleted = 0 ORDER BY p.created, p.id",
        (codebook_id,),
    )
    return [LabelRow(*row) for row in labels], [StateRow(*row) for row in states]


def vectors(connection: sqlite3.Connection, model: str, hashes: Sequence[str]) -> dict[str, bytes]:
    """Return the vectors kept for texts (by their SHA-256) of one model (by its fingerprint)."""
    rows = connection.execute(
        "SELECT v.sha256, v.vector FROM json_each(?2) w CROSS JOIN vectors v ON v.model = ?1 AND v.sha256 = w.value",
        (model, json.dumps(list(hashes))),
    )
    return dict(rows)


def keep_vectors(connection: sqlite3.Connection, model: str, fresh: Mapping[str, bytes]) -> None:
    """Keep vectors. They can be worked out again, so they leave no history."""
    connection.executemany(
        "INSERT OR REPLACE INTO vectors (model, sha256, vector) VALUES (?, ?, ?)",
        [(model, sha256, vector) for sha256, vector in sorted(fresh.items())],
    )


def drop_other_vectors(connection: sqlite3.Connection, model: str | None) -> int:
    """Forget the vectors of every model but one (``None``: of all) and return how many there were."""
    return connection.execute("DELETE FROM vectors WHERE ?1 IS NULL OR model <> ?1", (model,)).rowcount


def models_of_vectors(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many vectors are kept, by fingerprint."""
    return dict(connection.execute("SELECT model, count(*) FROM vectors GROUP BY model"))


def keep_outcome(
    connection: sqlite3.Connection, place: tuple[int, int, int, int, int], ranks: tuple[int, int], shown: bool, now: str
) -> None:
    """Keep which place a chosen code had; ``place`` is document, start, end, code, coder."""
    connection.execute(
        'INSERT INTO suggestion_outcomes (document_id, start, "end", code_id, coder_id, rank, baseline_rank, shown, '
        "created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*place, *ranks, int(shown), now),
    )


def outcomes(
    connection: sqlite3.Connection, coder_id: int, question_id: int | None, codebook_id: int, last: int | None = None
) -> list[OutcomeRow]:
    """Return the outcomes of one coder at a question with a codebook, the oldest first; with ``last``, so many."""
    rows = connection.execute(
        "SELECT o.code_id, o.rank, o.baseline_rank, o.shown FROM suggestion_outcomes o "
        "JOIN documents d ON d.id = o.document_id AND d.question_id IS ?2 "
        "JOIN codes c ON c.id = o.code_id AND c.codebook_id = ?3 WHERE o.coder_id = ?1 ORDER BY o.id DESC LIMIT ?4",
        (coder_id, question_id, codebook_id, -1 if last is None else last),
    ).fetchall()
    return [OutcomeRow(code, rank, baseline, bool(shown)) for code, rank, baseline, shown in reversed(rows)]
