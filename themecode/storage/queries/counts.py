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

from themecode.storage.queries.conditions import COMPLETED, OUTSIDE_MODERATOR
from themecode.storage.queries.meant import meant_for

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
        ON p.document_id = d.id AND p.codebook_id = :codebook AND {completed}
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
    OR (
        (:meant IS NULL OR d.id IN (SELECT value FROM json_each(:meant)))
        AND NOT EXISTS (SELECT 1 FROM completions x WHERE x.document_id = d.id AND x.deleted = 0
                        UNION ALL SELECT 1 FROM codings g WHERE g.document_id = d.id AND g.deleted = 0)
    )
)
"""
"""A transcript read with other codebooks only is not part of this one; one not begun may yet be, where it is meant."""

_CODES = """
UPDATE temp.standing SET codes = (
    SELECT group_concat(g.code_id) FROM codings g
    WHERE g.document_id = standing.document_id AND g.coder_id = standing.coder_id AND g.round_id = standing.round_id
    AND g.deleted = 0 AND EXISTS (SELECT 1 FROM temp.lineage l WHERE l.code_id = g.code_id) {counted}
)
"""


STANDING_CODINGS = (
    "temp.standing s CROSS JOIN codings g ON g.document_id = s.document_id AND g.coder_id = s.coder_id "
    "AND g.round_id = s.round_id AND g.deleted = 0"
)
"""What a query of codings ``g`` is made from that reads those of the coder and round whose coding counts.

The codes of other codebooks, and what only moderators say, are among them: see `Standing.counted_filter`.
"""


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
        meant = meant_for(connection, codebook_id) if question_id is None else None
        connection.execute(
            # In a single round a coder has completed a document once, so there is no latest to be found.
            _STANDING.format(
                completed=COMPLETED,
                belongs=_BELONGS if question_id is None else "",
                latest=_LATEST if len(rounds) > 1 else "p.id",
            ),
            {
                "question": question_id,
                "codebook": codebook_id,
                "coder": coder_id,
                "consensus": consensus_id,
                "rounds": json.dumps(rounds),
                "meant": None if meant is None else json.dumps(meant),
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


def _unit(basis: Basis) -> str:
    return "s.case_id" if basis == "cases" else "s.document_id"


def _counts_for(lineage: Sequence[tuple[int, int]]) -> dict[str, frozenset[int]]:
    above: dict[int, set[int]] = {}
    for code, ancestor in lineage:
        above.setdefault(code, set()).add(ancestor)
    return {str(code): frozenset(codes) for code, codes in above.items()}
