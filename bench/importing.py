"""Measures importing 100,000 answers against finding their sentences and writing the same rows by plain SQL.

Run as ``python -m bench.importing [--shape wide|long]``: wide is 5,000 respondents with 20 open questions, long is
100,000 respondents with one. Budgets (DESIGN.md section 8): the import at most 1.5 times segmentation plus SQL; taking
it back at most twice the import. Then a codings file of 100,000 rows is imported and taken back.
"""

from __future__ import annotations

import argparse
import csv
import gc
import hashlib
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from uuid import uuid4

from bench.material import answer_texts
from themecode import Study
from themecode.storage.connection import transaction
from themecode.text.sentences import split_many
from themecode.usecases.import_codings import import_codings
from themecode.usecases.import_survey import import_survey

SHAPES = {"wide": (5_000, 20), "long": (100_000, 1)}
"""Respondents, open questions."""

RUNS = 3
TABLES = ("cases", "questions", "documents", "sentences", "changes", "documents_fts")


def write_table(path: Path, cases: int, questions: int) -> None:
    """Write a survey table of one row per respondent."""
    texts = answer_texts(cases * questions)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", *(f"q{number}" for number in range(questions))])
        table.writerows([f"r{case}", *(next(texts) for _ in range(questions))] for case in range(cases))


def write_codings(path: Path, cases: int, questions: int, codes: int) -> None:
    """Write a codings file with a row for each answer."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["case", "question", "document", "start", "end", "code", "coder"])
        for case in range(cases):
            for number in range(questions):
                code = f"k{(case * 7 + number) % codes}"
                table.writerow([f"r{case}", f"q{number}", "", "", "", code, "Bo" if case % 2 else "Anna"])


def by_hand(study: Study, cases: int, questions: int) -> None:
    """Find the sentences and write what an import writes, table by table, by plain SQL in one transaction."""
    connection = study.connection
    texts = list(answer_texts(cases * questions))
    with transaction(connection):
        connection.execute(
            "INSERT INTO history (id, uuid, created, coder, action, summary) VALUES (9, ?, '', '', '', '')",
            (str(uuid4()),),
        )
        connection.executemany(
            "INSERT INTO cases (id, uuid, key, kind) VALUES (?, ?, ?, 'respondent')",
            ((case + 1, str(uuid4()), f"r{case}") for case in range(cases)),
        )
        connection.executemany(
            "INSERT INTO questions (id, uuid, key, kind, position) VALUES (?, ?, ?, 'open', ?)",
            ((number + 1, str(uuid4()), f"q{number}", number) for number in range(questions)),
        )
        connection.executemany(
            "INSERT INTO documents (id, uuid, kind, text, case_id, question_id, language, sha256, created) "
            "VALUES (?, ?, 'answer', ?, ?, ?, 'sv', ?, '2025-01-01T00:00:00.000+00:00')",
            (
                (
                    index + 1,
                    str(uuid4()),
                    text,
                    index % cases + 1,
                    index // cases + 1,
                    hashlib.sha256(text.encode()).hexdigest(),
                )
                for index, text in enumerate(texts)
            ),
        )
        connection.executemany(
            'INSERT INTO sentences (document_id, start, "end") VALUES (?, ?, ?)',
            (
                (index + 1, span.start, span.end)
                for index, spans in enumerate(split_many(texts, "sv"))
                for span in spans
            ),
        )
        connection.execute("INSERT INTO documents_fts (rowid, text) SELECT id, text FROM documents")
        for table in ("cases", "questions", "documents"):
            connection.execute(
                f"INSERT INTO changes (history_id, table_name, row_id, uuid) SELECT 9, '{table}', id, uuid FROM {table}"
            )


def sizes(study: Study) -> dict[str, int]:
    """Return the number of rows of each table that an import writes to."""
    return {table: study.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure(folder: Path, cases: int, questions: int) -> None:
    """Print the figures of one shape of table."""
    table, codings = folder / "svar.csv", folder / "kodningar.csv"
    write_table(table, cases, questions)
    write_codings(codings, cases, questions, codes=30)
    seconds: dict[str, list[float]] = {}
    for run in range(RUNS):
        with Study.create(folder / f"ours{run}.db", coder="Anna") as study:
            add_codes(study, 30)
            spent = {"import": timed(lambda study=study: import_survey(study, table))}
            ours = sizes(study)
            spent["undo"] = timed(study.undo)
            spent["redo"] = timed(study.redo)
            spent["codings"] = timed(lambda study=study: import_codings(study, codings))
            spent["undo codings"] = timed(study.undo)
        with Study.create(folder / f"hand{run}.db", coder="Anna") as study:
            spent["by hand"] = timed(lambda study=study: by_hand(study, cases, questions))
            theirs = sizes(study)
        for what, number in spent.items():
            seconds.setdefault(what, []).append(number)
        for name in (f"ours{run}.db", f"hand{run}.db"):
            (folder / name).unlink()
    if any(abs(ours[what] - theirs[what]) > 300 for what in TABLES):  # codes, coders and the source are ours alone
        raise SystemExit(f"not the same rows: {ours} and {theirs}")
    figures = {what: median(numbers) for what, numbers in seconds.items()}
    for what, base, budget in (
        ("import", "by hand", "1.5"),
        ("undo", "import", "2"),
        ("redo", "import", "2"),
        ("undo codings", "codings", "2"),
    ):
        print(
            f"{what:13}{figures[what]:7.2f} s, {base} {figures[base]:.2f} s, ratio {figures[what] / figures[base]:.2f} "
            f"(budget {budget})"
        )
    print(f"{'codings':13}{figures['codings']:7.2f} s for {cases * questions:,} rows")
    print(f"{'memory':13}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:7} MB at most")


def add_codes(study: Study, number: int) -> None:
    """Give the study a codebook."""
    with study.act("new code") as entry:
        book = entry.insert("codebooks", {"key": "k", "position": 0})
        for index in range(number):
            values = {"codebook_id": book, "key": f"k{index}", "kind": "code", "position": index}
            entry.insert("code_texts", {"code_id": entry.insert("codes", values), "label": f"kod {index}"})


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shape", choices=SHAPES, action="append", help="default: both")
    for shape in parser.parse_args().shape or SHAPES:
        cases, questions = SHAPES[shape]
        print(f"-- {shape}: {cases:,} respondents, {questions} open questions")
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), cases, questions)


if __name__ == "__main__":
    main()
