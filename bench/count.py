"""Measures counting against SQL written by hand, at 3,582 answers with 12,000 codings and 100,000 with 1.2 million.

Run as ``python -m bench.count [--size small|large] [--study FILE]``; ``--study`` takes a file that
``bench.material`` made. Budgets (DESIGN.md section 8): counting everything at most 1.2 times the SQL that gives the
same counts, one question and one coder under 0.2 s. The counts are compared first: a figure that differs ends it.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.material import SIZES, make_study
from themecode import Study
from themecode.analysis.counts import CategoryCounts, count_everything

RUNS = 7
QUESTION, CODER = "q3", "Anna"

Counted = dict[tuple[str | None, str], int]
"""Cases by (question, code), ``None`` for the transcripts; codes that stand nowhere are left out."""

BY_HAND = """
WITH RECURSIVE
lineage (code_id, ancestor_id) AS MATERIALIZED (
    SELECT id, id FROM codes WHERE deleted = 0
    UNION ALL
    SELECT l.code_id, c.parent_id FROM lineage l JOIN codes c ON c.id = l.ancestor_id WHERE c.parent_id IS NOT NULL
),
standing AS MATERIALIZED (
    SELECT d.id AS document_id, d.case_id, d.question_id, p.codebook_id, p.round_id,
           CASE WHEN max(p.coder_id = :consensus) THEN :consensus
                WHEN min(p.coder_id) = max(p.coder_id) THEN p.coder_id END AS coder_id
    FROM documents d
    CROSS JOIN cases a ON a.id = d.case_id AND a.excluded = 0 AND a.deleted = 0
    CROSS JOIN completions p ON p.document_id = d.id AND p.deleted = 0 AND p.state <> 'skipped'
    CROSS JOIN rounds r ON r.id = p.round_id AND r.kind IN ('production', 'reliability')
    WHERE d.deleted = 0 AND {documents}
    GROUP BY d.id, p.codebook_id
)
SELECT s.question_id, l.ancestor_id, count(DISTINCT s.case_id)
FROM standing s
CROSS JOIN codings g
    ON g.document_id = s.document_id AND g.coder_id = s.coder_id AND g.round_id = s.round_id AND g.deleted = 0
CROSS JOIN lineage l ON l.code_id = g.code_id
{passages}
GROUP BY 1, 2
"""
"""The consensus where there is one, else the only coder; each case once per code, and once for all codes below it.

CROSS JOIN, because SQLite's own order takes twice as long. It may be simpler than what themecode asks: every coder
of this material completed a document in one round only, and it gives neither answer states nor the mix.
"""

ANSWERS = BY_HAND.format(documents="d.question_id IS NOT NULL", passages="")
TRANSCRIPTS = BY_HAND.format(
    documents="d.question_id IS NULL",
    passages="""
    WHERE NOT EXISTS (SELECT 1 FROM turns t JOIN speakers k ON k.id = t.speaker_id AND k.moderator = 1
                      WHERE t.document_id = g.document_id AND t.start <= g.start AND g."end" <= t."end")
    """,
)
ONE = BY_HAND.format(documents="d.question_id = :question AND +p.coder_id = :coder", passages="")
"""The plus keeps SQLite from looking through all that the coder completed, for every document."""


def by_hand(connection: sqlite3.Connection) -> Counted:
    """Count everything by hand-written SQL."""
    (consensus,) = connection.execute("SELECT id FROM coders WHERE kind = 'consensus'").fetchone()
    rows = [row for query in (ANSWERS, TRANSCRIPTS) for row in connection.execute(query, {"consensus": consensus})]
    return _named(connection, rows)


def one_by_hand(connection: sqlite3.Connection) -> Counted:
    """Count one question and one coder by hand-written SQL."""
    (question,) = connection.execute("SELECT id FROM questions WHERE key = ?", (QUESTION,)).fetchone()
    (coder,) = connection.execute("SELECT id FROM coders WHERE name = ?", (CODER,)).fetchone()
    return _named(
        connection, connection.execute(ONE, {"question": question, "coder": coder, "consensus": -1}).fetchall()
    )


def _named(connection: sqlite3.Connection, rows: list[tuple[int | None, int, int]]) -> Counted:
    questions = dict(connection.execute("SELECT id, key FROM questions"))
    codes = dict(connection.execute("SELECT id, key FROM codes"))
    return {(questions.get(question), codes[code]): number for question, code, number in rows}


def counted(found: list[CategoryCounts]) -> Counted:
    """Bring what `count_everything` found into the form of the hand-written SQL."""
    return {
        (counts.question.key if counts.question else None, category.code): category.count
        for counts in found
        for category in counts.categories
        if category.count
    }


def compare(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Return the median seconds of each, run in turn with everything in memory."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for run, spent in zip((ours, theirs), seconds, strict=True):
            begun = time.perf_counter()
            run()
            spent.append(time.perf_counter() - begun)
    return median(seconds[0]), median(seconds[1])


def measure(study: Study) -> None:
    """Print the figures of one study."""
    connection = study.connection
    connection.execute("PRAGMA temp_store = MEMORY")  # as counting sets it
    (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone()
    (codings,) = connection.execute("SELECT count(*) FROM codings WHERE deleted = 0").fetchone()
    print(f"{documents:,} documents, {codings:,} codings")
    if counted(count_everything(study)) != by_hand(connection):
        raise SystemExit("the counts differ from those of the hand-written SQL")
    if counted(count_everything(study, question=QUESTION, coder=CODER)) != one_by_hand(connection):
        raise SystemExit("the counts of one coder differ from those of the hand-written SQL")
    ours, theirs = compare(lambda: count_everything(study), lambda: by_hand(connection))
    print(
        f"{'everything':24}ours {ours:7.3f} s{'by hand':>10} {theirs:7.3f} s   ratio {ours / theirs:.2f} (budget 1.2)"
    )
    ours, theirs = compare(
        lambda: count_everything(study, question=QUESTION, coder=CODER), lambda: one_by_hand(connection)
    )
    print(f"{'one question, one coder':24}ours {ours:7.3f} s, by hand {theirs:7.3f} s (budget 0.2 s)")


def main() -> None:
    """Make the studies and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, action="append", help="default: both")
    parser.add_argument("--study", type=Path, help="a file that bench.material made, to spare making one")
    chosen = parser.parse_args()
    if chosen.study:
        with Study.open(chosen.study, read_only=True) as study:
            measure(study)
        return
    for name in chosen.size or SIZES:
        with tempfile.TemporaryDirectory() as folder, make_study(Path(folder) / "study.db", SIZES[name]) as study:
            print(f"-- {name}")
            measure(study)


if __name__ == "__main__":
    main()
