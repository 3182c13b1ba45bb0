"""Which coding of each document counts, and how often each code then stands.

The answers to one question under one codebook are laid into the temporary table ``standing``: a row per
document with the coder and round whose coding counts, and the codes it holds. This reads the codings once,
driven from the documents, because the planner's own order would walk through all codings of the study.
Every figure is then read off that table.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Literal

Basis = Literal["cases", "documents", "codings"]

_PRODUCTION = "(p.round_id IN (SELECT id FROM rounds WHERE kind = 'production'))"

_LATEST = f"{_PRODUCTION} || p.created || printf('%019d', p.id)"
"""Orders what one coder completed of a document in several rounds: production goes first, then what is latest.
The id stands in its last 19 digits."""

_STANDING = """
INSERT INTO temp.standing (document_id, case_id, state, coder_id, round_id, decided)
SELECT w.document_id, w.case_id,
       CASE WHEN p.id IS NOT NULL THEN p.state WHEN w.readers > 1 THEN 'undecided' ELSE 'unread' END,
       p.coder_id, p.round_id, w.decided IS NOT NULL
FROM (
    SELECT d.id AS document_id, d.case_id,
           max(CASE WHEN p.coder_id = :consensus THEN {latest} END) AS decided,
           CASE WHEN min(p.coder_id) IS NULL THEN 0 WHEN min(p.coder_id) = max(p.coder_id) THEN 1 ELSE 2 END AS readers,
           max({latest}) AS only
    FROM documents d CROSS JOIN cases a ON a.id = d.case_id AND a.excluded = 0 AND a.deleted = 0
    LEFT JOIN completions p
        ON p.document_id = d.id AND p.codebook_id = :codebook AND p.deleted = 0 AND p.state <> 'skipped'
        AND (:coder IS NULL OR p.coder_id = :coder)
        AND p.round_id IN (SELECT value FROM json_each(:rounds))
    WHERE d.question_id IS :question AND d.deleted = 0 {belongs}
    GROUP BY d.case_id, d.id
) w
LEFT JOIN completions p ON p.id = CAST(substr(coalesce(w.decided, CASE WHEN w.readers = 1 THEN w.only END), -19) AS INT)
"""
"""Rounds are looked up beside the join, not in it: joined, SQLite would read all completions of the study first.
Documents come from their index in the order of cases, and are grouped so that they need not be sorted.
"""

_BELONGS = """
AND (
    EXISTS (SELECT 1 FROM completions x WHERE x.document_id = d.id AND x.codebook_id = :codebook AND x.deleted = 0)
    OR EXISTS (SELECT 1 FROM codings g JOIN codes c ON c.id = g.code_id AND c.codebook_id = :codebook
               WHERE g.document_id = d.id AND g.deleted = 0)
    OR NOT EXISTS (SELECT 1 FROM completions x WHERE x.document_id = d.id AND x.deleted = 0
                   UNION ALL SELECT 1 FROM codings g WHERE g.document_id = d.id AND g.deleted = 0)
)
"""
"""A transcript read with other codebooks only is not part of this one; one not begun may yet be."""

_CODES = """
UPDATE temp.standing SET codes = (
    SELECT group_concat(g.code_id) FROM codings g
    WHERE g.document_id = standing.document_id AND g.coder_id = standing.coder_id AND g.round_id = standing.round_id
    AND g.deleted = 0 AND EXISTS (SELECT 1 FROM temp.lineage l WHERE l.code_id = g.code_id) {counted}
)
"""

_NEAR = """
t.document_id = g.document_id AND t.start BETWEEN
    coalesce((SELECT max(n.start) FROM turns n WHERE n.document_id = g.document_id AND n.start <= g.start), 0)
    AND coalesce((SELECT min(n.start) FROM turns n WHERE n.document_id = g.document_id AND n.start >= g."end"), g."end")
"""
"""From the turn that a coding begins in or after to the one after its end, so that no others are looked through."""

OUTSIDE_MODERATOR = f"""
AND NOT (
    EXISTS (SELECT 1 FROM turns t CROSS JOIN speakers k ON k.id = t.speaker_id AND k.moderator = 1
            WHERE {_NEAR} AND t.label_start < g."end" AND g.start < t."end")
    AND NOT EXISTS (SELECT 1 FROM turns t LEFT JOIN speakers k ON k.id = t.speaker_id
                    WHERE {_NEAR} AND coalesce(k.moderator, 0) = 0 AND t.start < g."end" AND g.start < t."end")
)
"""
"""A coding of nothing but what moderators say, with or without their labels, is not counted."""


@dataclass(frozen=True)
class Standing:
    """Handle on the temporary table of one question and codebook."""

    connection: sqlite3.Connection
    question_id: int | None
    """``None`` stands for the transcripts."""
    counts_for: Mapping[str, frozenset[int]]
    """Code (its id as written in ``standing.codes``) -> the codes it counts for: itself and all above it."""

    @property
    def counted_filter(self) -> str:
        """A condition that leaves out codings that are not counted."""
        # Answers have no moderator, so they need not be looked through for one.
        return OUTSIDE_MODERATOR if self.question_id is None else ""

    def mix(self) -> tuple[int, int]:
        """Return how many documents stand by consensus, and how many by the one coder who completed them."""
        row = self.connection.execute(
            "SELECT total(decided), total(NOT decided) FROM temp.standing WHERE coder_id IS NOT NULL"
        ).fetchone()
        return int(row[0]), int(row[1])

    def states(self) -> dict[int, str]:
        """Return the state of each case that wrote something, by case id.

        A case with several documents has the first state of: undecided, coded, unread, refers
        elsewhere, no code fits, contentless.
        """
        rows = self.connection.execute(
            "SELECT case_id, min(CASE WHEN state = 'undecided' THEN 0 WHEN codes IS NOT NULL THEN 1 "
            "WHEN state = 'unread' THEN 2 WHEN state = 'refers elsewhere' THEN 3 WHEN state = 'contentless' THEN 5 "
            "ELSE 4 END) FROM temp.standing GROUP BY case_id"
        )
        states = ("undecided", "coded", "unread", "refers elsewhere", "no code fits", "contentless")
        return {case: states[first] for case, first in rows}

    def documents(self, state: str) -> int:
        """Return how many documents are in a state."""
        (number,) = self.connection.execute("SELECT count(*) FROM temp.standing WHERE state = ?", (state,)).fetchone()
        return int(number)

    def documents_answered(self) -> int:
        """Return how many documents say something, or may."""
        return sum(self.documents_answered_by(None).values())

    def documents_answered_by(self, variable_id: int | None) -> dict[str | None, int]:
        """Return how many documents say something, or may, by their case's value of a variable."""
        rows = self.connection.execute(
            "SELECT v.value, count(*) FROM temp.standing s LEFT JOIN attributes v ON v.case_id = s.case_id "
            "AND v.variable_id = ? AND v.deleted = 0 WHERE s.codes IS NOT NULL OR s.state <> 'contentless' GROUP BY 1",
            (variable_id,),
        )
        return dict(rows)

    def counts(self, basis: Basis) -> dict[int, int]:
        """Return how often each code stands, by code id; a parent counts its whole subtree, each unit once."""
        units = f"SELECT {_unit(basis)}, s.codes FROM temp.standing s WHERE s.codes NOT NULL"
        return self._tally(basis, self.connection.execute(units))

    def counts_by(self, basis: Basis, variable_id: int) -> dict[str | None, dict[int, int]]:
        """Return the counts for each value of a variable; ``None`` gathers the cases without a value."""
        rows = self.connection.execute(
            f"SELECT v.value, {_unit(basis)}, s.codes FROM temp.standing s "
            "LEFT JOIN attributes v ON v.case_id = s.case_id AND v.variable_id = ? AND v.deleted = 0 "
            "WHERE s.codes NOT NULL",
            (variable_id,),
        )
        found: dict[str | None, list[tuple[int, str]]] = {}
        for value, unit, codes in rows:
            found.setdefault(value, []).append((unit, codes))
        return {value: self._tally(basis, units) for value, units in found.items()}

    def _tally(self, basis: Basis, rows: Iterable[tuple[int, str]]) -> dict[int, int]:
        """Count from (case or document, its codes with commas between); a unit may have several rows."""
        if basis == "codings":
            numbers: Counter[int] = Counter()
            for code, number in Counter(chain.from_iterable(codes.split(",") for _, codes in rows)).items():
                numbers.update(dict.fromkeys(self.counts_for[code], number))
            return numbers
        codes_of: dict[int, str] = {}
        for unit, codes in rows:
            codes_of[unit] = f"{codes_of[unit]},{codes}" if unit in codes_of else codes
        above, none = self.counts_for, frozenset[int]()
        return Counter(
            chain.from_iterable(none.union(*map(above.__getitem__, codes.split(","))) for codes in codes_of.values())
        )


@contextmanager
def standing(
    connection: sqlite3.Connection,
    *,
    question_id: int | None,
    codebook_id: int,
    lineage: Sequence[tuple[int, int]],
    consensus_id: int | None,
    coder_id: int | None = None,
    round_ids: Sequence[int] | None = None,
) -> Iterator[Standing]:
    """Work out which coding of each document counts: the consensus, else the one completed, else none.

    ``lineage`` has (code, code it counts for) for each code and its ancestors. With ``coder_id`` only
    that coder's completed codings count, with ``round_ids`` only those in these rounds (default:
    `counting_rounds`). Of several by the same coder production goes first, then the latest.
    """
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(
        "CREATE TEMP TABLE standing (document_id INTEGER PRIMARY KEY, case_id INTEGER, state TEXT, "
        "coder_id INTEGER, round_id INTEGER, decided INTEGER, codes TEXT)"
    )
    connection.execute(
        "CREATE TEMP TABLE lineage (code_id INTEGER, ancestor_id INTEGER, PRIMARY KEY (code_id, ancestor_id)) "
        "WITHOUT ROWID"
    )
    try:
        rounds = counting_rounds(connection) if round_ids is None else list(round_ids)
        connection.execute(
            # In a single round a coder has completed a document once, so there is no latest to be found.
            _STANDING.format(
                belongs=_BELONGS if question_id is None else "", latest=_LATEST if len(rounds) > 1 else "p.id"
            ),
            {
                "question": question_id,
                "codebook": codebook_id,
                "coder": coder_id,
                "consensus": consensus_id,
                "rounds": json.dumps(rounds),
            },
        )
        connection.executemany("INSERT INTO temp.lineage VALUES (?, ?)", lineage)
        view = Standing(connection, question_id, _counts_for(lineage))
        connection.execute(_CODES.format(counted=view.counted_filter))
        yield view
    finally:
        connection.execute("DROP TABLE temp.standing")
        connection.execute("DROP TABLE temp.lineage")


def counting_rounds(connection: sqlite3.Connection) -> list[int]:
    """Return the ids of the rounds that are part of the result.

    A reliability round planned here counts when it is closed: until then nobody is to see what others do in it.
    One that came with imported codings was planned elsewhere, and counts at once.
    """
    rows = connection.execute(
        "SELECT id FROM rounds WHERE (kind = 'production' OR (kind = 'reliability' "
        "AND (closed IS NOT NULL OR plan = '{}'))) AND deleted = 0 ORDER BY id"
    )
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


def live_counts(
    connection: sqlite3.Connection, coder_id: int, round_ids: Sequence[int], question_id: int | None
) -> Counter[int]:
    """Return on how many cases one coder has put each code, or one below it, so far (for the screens).

    The first round is the one worked in. Of the others only documents count that the coder completed there
    and has not touched in the first.
    """
    working, *others = round_ids
    rows = connection.execute(
        "WITH RECURSIVE up (code_id, ancestor_id) AS (SELECT id, id FROM codes WHERE deleted = 0 UNION ALL "
        "SELECT up.code_id, c.parent_id FROM up JOIN codes c ON c.id = up.ancestor_id WHERE c.parent_id IS NOT NULL), "
        "own (code_id, case_id) AS MATERIALIZED (SELECT DISTINCT g.code_id, d.case_id FROM documents d "
        "CROSS JOIN codings g ON g.document_id = d.id AND g.coder_id = :coder AND g.deleted = 0 "
        f"AND {'g.round_id = :working' if not others else _SHOWN} "
        "WHERE d.question_id IS :question AND d.deleted = 0) "
        "SELECT up.ancestor_id, count(DISTINCT own.case_id) FROM own JOIN up ON up.code_id = own.code_id GROUP BY 1",
        {"coder": coder_id, "working": working, "others": json.dumps(others), "question": question_id},
    )
    return Counter(dict(rows))


_SHOWN = (
    "(g.round_id = :working OR (g.round_id IN (SELECT value FROM json_each(:others)) "
    "AND EXISTS (SELECT 1 FROM completions p WHERE p.document_id = d.id AND +p.coder_id = :coder "
    "AND p.round_id = g.round_id AND p.deleted = 0 AND p.state <> 'skipped') "
    "AND NOT EXISTS (SELECT 1 FROM completions p WHERE p.document_id = d.id AND +p.coder_id = :coder "
    "AND p.round_id = :working AND p.deleted = 0) "
    "AND NOT EXISTS (SELECT 1 FROM codings w WHERE w.document_id = d.id AND +w.coder_id = :coder "
    "AND w.round_id = :working AND w.deleted = 0)))"
)


def _unit(basis: Basis) -> str:
    return "s.case_id" if basis == "cases" else "s.document_id"


def _counts_for(lineage: Sequence[tuple[int, int]]) -> dict[str, frozenset[int]]:
    above: dict[int, set[int]] = {}
    for code, ancestor in lineage:
        above.setdefault(code, set()).add(ancestor)
    return {str(code): frozenset(codes) for code, codes in above.items()}
