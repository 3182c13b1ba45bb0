"""Rounds: what is planned in them, who codes what, how far they are, and what a coder sees of their own work."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from themecode.storage.queries.conditions import COMPLETED


@dataclass(frozen=True)
class RoundDocument:
    """A document that can be drawn into a round."""

    id: int
    title: str
    """The transcript's name, or case and question."""
    kind: str
    question_id: int | None
    length: int
    """Code points."""


@dataclass(frozen=True)
class Share:
    """What one coder has of a round in one place: a question, or one transcript."""

    question_id: int | None
    document_id: int | None
    """A transcript; ``None`` where it is a question's answers."""
    documents: int
    read: int


def assigned(connection: sqlite3.Connection, round_id: int) -> dict[int, set[int]]:
    """Return the documents assigned in a round by coder id."""
    found: dict[int, set[int]] = {}
    for coder, document in connection.execute(
        "SELECT a.coder_id, a.document_id FROM assignments a JOIN documents d ON d.id = a.document_id "
        "AND d.deleted = 0 WHERE a.round_id = ? AND a.deleted = 0",
        (round_id,),
    ):
        found.setdefault(coder, set()).add(document)
    return found


def assignment_places(connection: sqlite3.Connection, round_id: int) -> dict[tuple[int, int], tuple[int, bool]]:
    """Return (id, deleted) of every assignment of a round by (document, coder), tombstones too."""
    rows = connection.execute(
        "SELECT document_id, coder_id, id, deleted FROM assignments WHERE round_id = ?", (round_id,)
    )
    return {(document, coder): (id, bool(deleted)) for document, coder, id, deleted in rows}


def has_assignments(connection: sqlite3.Connection, round_id: int) -> bool:
    """Tell whether anything is assigned to anyone in a round."""
    row = connection.execute(
        "SELECT 1 FROM assignments WHERE round_id = ? AND deleted = 0 LIMIT 1", (round_id,)
    ).fetchone()
    return row is not None


def is_assigned(connection: sqlite3.Connection, round_id: int, document_id: int, coder_id: int) -> bool:
    """Tell whether a coder has a document in a round."""
    row = connection.execute(
        "SELECT 1 FROM assignments WHERE round_id = ? AND document_id = ? AND coder_id = ? AND deleted = 0",
        (round_id, document_id, coder_id),
    ).fetchone()
    return row is not None


def shares(connection: sqlite3.Connection, round_id: int, coder_id: int) -> list[Share]:
    """Return what a coder has in a round: questions in their order, then transcripts by name."""
    rows = connection.execute(
        "SELECT d.question_id, CASE WHEN d.question_id IS NULL THEN d.id END AS transcript, count(*), "
        "total(EXISTS (SELECT 1 FROM completions p WHERE p.document_id = d.id AND +p.coder_id = ?2 "
        f"AND p.round_id = ?1 AND {COMPLETED})) "
        "FROM assignments a JOIN documents d ON d.id = a.document_id AND d.deleted = 0 "
        "LEFT JOIN questions q ON q.id = d.question_id "
        "WHERE a.round_id = ?1 AND +a.coder_id = ?2 AND a.deleted = 0 GROUP BY d.question_id, transcript "
        "ORDER BY d.question_id IS NULL, q.position, d.question_id, d.name",
        (round_id, coder_id),
    )
    return [Share(question, transcript, number, int(read)) for question, transcript, number, read in rows]


def completed_in(connection: sqlite3.Connection, round_id: int) -> dict[int, set[int]]:
    """Return the documents completed in a round by coder id; skipped ones are not."""
    found: dict[int, set[int]] = {}
    for coder, document in connection.execute(
        "SELECT p.coder_id, p.document_id FROM completions p JOIN documents d ON d.id = p.document_id "
        f"AND d.deleted = 0 WHERE p.round_id = ? AND {COMPLETED}",
        (round_id,),
    ):
        found.setdefault(coder, set()).add(document)
    return found


def completed_before(connection: sqlite3.Connection, coder_id: int) -> set[int]:
    """Return the documents that a coder has completed in any round but a repeat."""
    rows = connection.execute(
        f"SELECT DISTINCT p.document_id FROM completions p WHERE p.coder_id = ? AND {COMPLETED} "
        "AND p.round_id IN (SELECT id FROM rounds WHERE kind <> 'repeat' AND deleted = 0)",
        (coder_id,),
    )
    return {row[0] for row in rows}


def begun_in(connection: sqlite3.Connection, round_id: int, coder_id: int) -> set[int]:
    """Return the documents on which a coder has done anything in a round."""
    rows = connection.execute(
        "SELECT document_id FROM codings WHERE coder_id = ?1 AND round_id = ?2 AND deleted = 0 UNION "
        "SELECT document_id FROM completions WHERE coder_id = ?1 AND round_id = ?2 AND deleted = 0",
        (coder_id, round_id),
    )
    return {row[0] for row in rows}


def codebooks_touched(connection: sqlite3.Connection, history_id: int) -> list[int]:
    """Return the codebooks that an entry of the history changed: codes of theirs, or what these say."""
    rows = connection.execute(
        "SELECT row_id FROM changes WHERE history_id = ?1 AND table_name = 'codebooks' UNION "
        "SELECT c.codebook_id FROM changes x JOIN codes c ON c.id = x.row_id "
        "WHERE x.history_id = ?1 AND x.table_name = 'codes' UNION "
        "SELECT c.codebook_id FROM changes x JOIN code_texts t ON t.id = x.row_id JOIN codes c ON c.id = t.code_id "
        "WHERE x.history_id = ?1 AND x.table_name = 'code_texts'",
        (history_id,),
    )
    return [row[0] for row in rows]


def reopened_though_compared(connection: sqlite3.Connection, history_id: int) -> str | None:
    """Return the name of a round that an entry of the history opened again after it had been compared."""
    row = connection.execute(
        "SELECT r.name FROM changes x JOIN rounds r ON r.id = x.row_id AND r.deleted = 0 AND r.closed IS NULL "
        "WHERE x.history_id = ? AND x.table_name = 'rounds' AND (EXISTS (SELECT 1 FROM computations c "
        "WHERE c.round_id = r.id) OR EXISTS (SELECT 1 FROM decisions d WHERE d.round_id = r.id AND d.deleted = 0))",
        (history_id,),
    ).fetchone()
    return None if row is None else str(row[0])


def live_documents(
    connection: sqlite3.Connection, question_ids: Collection[int] | None, transcripts: bool
) -> list[RoundDocument]:
    """Return the documents of these questions (``None``: of all) and the transcripts where asked, by id.

    Documents of excluded cases are left out.
    """
    rows = connection.execute(
        "SELECT d.id, coalesce(d.name, c.key || ' / ' || q.key), d.kind, d.question_id, length(d.text) "
        "FROM documents d JOIN cases c ON c.id = d.case_id AND c.deleted = 0 AND c.excluded = 0 "
        "LEFT JOIN questions q ON q.id = d.question_id WHERE d.deleted = 0 AND CASE WHEN d.question_id IS NULL "
        "THEN ?1 ELSE ?2 IS NULL OR d.question_id IN (SELECT value FROM json_each(?2)) END ORDER BY d.id",
        (int(transcripts), None if question_ids is None else json.dumps(sorted(question_ids))),
    )
    return [RoundDocument(*row) for row in rows]


def document_ids(connection: sqlite3.Connection, titles: Sequence[str]) -> dict[str, list[int]]:
    """Return the live documents by transcript name or case key, for those named."""
    found: dict[str, list[int]] = {}
    for title, id in connection.execute(
        "SELECT coalesce(d.name, c.key), d.id FROM documents d JOIN cases c ON c.id = d.case_id "
        "WHERE d.deleted = 0 AND c.deleted = 0 AND coalesce(d.name, c.key) IN (SELECT value FROM json_each(?)) "
        "ORDER BY d.id",
        (json.dumps(list(titles)),),
    ):
        found.setdefault(title, []).append(id)
    return found


@dataclass(frozen=True)
class Sight:
    """What of all codings someone may know of."""

    coder_id: int | None
    own: Sequence[int] | None
    """Ids of rounds: their own codings in these, and nothing else. ``None``: everyone's, except …"""
    hidden: Sequence[int] = ()
    """… those of others in these rounds."""

    def parameters(self) -> dict[str, object]:
        """Return what the queries below take."""
        own = None if self.own is None else json.dumps(list(self.own))
        return {"coder": self.coder_id, "own": own, "hidden": json.dumps(list(self.hidden))}


SEEN = (
    "CASE WHEN :own IS NOT NULL THEN g.coder_id IS :coder AND g.round_id IN (SELECT value FROM json_each(:own)) "
    "ELSE g.coder_id IS :coder OR g.round_id NOT IN (SELECT value FROM json_each(:hidden)) END"
)
"""Which codings ``g`` someone may know of; takes the parameters of a `Sight`."""


def codings_by_code(connection: sqlite3.Connection, sight: Sight) -> Counter[int]:
    """Return how many codings stand on each code, by all coders, that someone may know of."""
    rows = connection.execute(
        "SELECT g.code_id, count(*) FROM codings g JOIN codes c ON c.id = g.code_id AND c.deleted = 0 "
        f"WHERE g.deleted = 0 AND {SEEN} GROUP BY g.code_id",
        sight.parameters(),
    )
    return Counter(dict(rows))


# -- proposals and computations -----------------------------------------------------------------


@dataclass(frozen=True)
class ProposalRow:
    """A code that a coder asks for while the codebook is locked."""

    id: int
    coder: str
    codebook_id: int | None
    codebook: str | None
    label: str
    definition: str
    document: str
    """What a person calls the document it was thought of at; empty where none."""
    quote: str
    """The passage; empty where none."""
    answer: str
    """Empty while it waits; else what became of it: ``accepted: KEY`` or ``declined: WHY``."""
    created: str


def proposals(connection: sqlite3.Connection, round_id: int) -> list[ProposalRow]:
    """Return the proposals of a round in the order they came."""
    rows = connection.execute(
        "SELECT p.id, k.name, p.codebook_id, b.key, p.label, p.definition, "
        "coalesce(d.name, c.key || ' / ' || q.key, ''), "
        "coalesce(substr(d.text, p.start + 1, p.\"end\" - p.start), ''), p.answer, p.created FROM proposals p "
        "JOIN coders k ON k.id = p.coder_id LEFT JOIN codebooks b ON b.id = p.codebook_id "
        "LEFT JOIN documents d ON d.id = p.document_id LEFT JOIN cases c ON c.id = d.case_id "
        "LEFT JOIN questions q ON q.id = d.question_id WHERE p.round_id = ? AND p.deleted = 0 ORDER BY p.id",
        (round_id,),
    )
    return [ProposalRow(*row) for row in rows]


def computations(connection: sqlite3.Connection, round_id: int) -> list[tuple[str, str, str]]:
    """Return (who, what, when) of every time figures of a round were computed, in order."""
    return connection.execute(
        "SELECT coder, what, created FROM computations WHERE round_id = ? ORDER BY id", (round_id,)
    ).fetchall()


def add_computation(connection: sqlite3.Connection, round_id: int, coder: str, what: str, moment: str) -> None:
    """Keep that figures of a round were computed. Not content, so it leaves no history."""
    connection.execute(
        "INSERT INTO computations (round_id, coder, what, created) VALUES (?, ?, ?, ?)",
        (round_id, coder, what, moment),
    )
