"""Measures the table of 100,000 answers and the answers one by one, in a real pseudo-terminal.

Run as ``python -m bench.answer_table``. Budgets (DESIGN.md section 8): first paint of the table under 1 s, a step by
a row under 5 ms. ``--cases`` makes a smaller study, ``--study`` measures one that is there (made by an earlier run).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.material import Size, make_study
from bench.pty_harness import Answer, Terminal, median_bytes, median_ms
from themecode.core.answer_filter import UNREAD, HasText, InState, Order
from themecode.core.states import Completion
from themecode.usecases import answer_table, bulk
from themecode.usecases.study import Study

STEPS = 30
DOWN, UP, NEXT, PAGE, END, HOME, MARK = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[6~", b"\x1b[F", b"\x1b[H", b"\x1b[1;2B"


def measure_screens(path: Path, cases: int) -> None:
    """Print how long the table takes to come, and each key in it."""
    command = [sys.executable, "-m", "themecode", "open", str(path), "--coder", "Anna"]
    with Terminal(command) as terminal:
        terminal.wait_for("kodar: Anna")
        terminal.settle(1.5)
        begun = time.perf_counter()
        terminal.send(b"l", limit=0)
        terminal.wait_for(f"{cases} svar")
        print(f"table of {cases:,} answers: painted {time.perf_counter() - begun:.2f} s after the key (budget 1)")
        terminal.settle(1.0)
        report("row down or up (budget 5)", steps(terminal, DOWN, UP))
        report("row down with shift", [terminal.send(MARK) for _ in range(STEPS)][4:])
        report("row down, scrolling", [terminal.send(DOWN) for _ in range(STEPS + 40)][44:])
        report("page down", [terminal.send(PAGE) for _ in range(STEPS)][4:])
        report("to the end and back", steps(terminal, END, HOME))
        terminal.send(b"\r", limit=3)
        terminal.settle(1.5)
        report("one by one: next answer", [terminal.send(NEXT, limit=1) for _ in range(STEPS)][4:])
        terminal.send(b"\r", limit=1)
        terminal.send(b"\r", limit=1)
        terminal.settle(0.5)
        made = []
        for _ in range(8):
            terminal.send(NEXT, limit=1)
            terminal.settle(0.3)
            made.append(terminal.send(b"1", limit=2))
            terminal.settle(0.3)
        report("one by one: coding by digit, on disk and painted", made[1:])


def measure_use_cases(path: Path) -> None:
    """Print what listing and bulk take without screens; bulk is undone again."""
    with Study.open(path, coder="Anna") as study:
        question = study.question("q0")
        ids = answer_table.listed(study, question)
        timed("listed in the order of the cases", lambda: answer_table.listed(study, question))
        timed("listed by text", lambda: answer_table.listed(study, question, (), Order("text")))
        timed("listed by codes", lambda: answer_table.listed(study, question, (), Order("codes")))
        timed("narrowed to a word", lambda: answer_table.listed(study, question, [HasText("samverkan")]))
        timed("narrowed to unread", lambda: answer_table.listed(study, question, [InState(UNREAD)]))
        timed("like answers found", lambda: answer_table.like_answers(study, question))
        for number in (50, 5_000):
            timed(f"{number:,} coded in bulk", lambda number=number: bulk.code_many(study, ids[:number], "svart.0"))
            timed("  undone", study.undo)
            timed(
                f"{number:,} completed in bulk",
                lambda number=number: bulk.complete_many(study, ids[:number], Completion.COMPLETED),
            )
            timed("  undone", study.undo)


def steps(terminal: Terminal, there: bytes, back: bytes) -> list[Answer]:
    """Press two keys in turn; the first answers, which fill caches, are left out."""
    return [terminal.send(there if number % 2 else back) for number in range(STEPS)][4:]


def report(what: str, answers: list[Answer]) -> None:
    """Print the median time until anything is painted and until all is, and the bytes written."""
    first = 1000 * statistics.median(answer.first for answer in answers)
    print(f"  {what}: {first:.1f} ms, all of it {median_ms(answers):.1f} ms, {median_bytes(answers):.0f} bytes")


def timed(what: str, work: Callable[..., object]) -> None:
    """Print how long something takes."""
    begun = time.perf_counter()
    work()
    print(f"  {what}: {1000 * (time.perf_counter() - begun):.0f} ms")


def main() -> None:
    """Make the study and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--study", type=Path, help="measure this study instead of making one")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.study or Path(folder) / "answers.db"
        if chosen.study is None:
            make_study(path, Size(cases=chosen.cases, questions=1, interviews=1, codings=1.56)).close()
        measure_screens(path, chosen.cases)
        measure_use_cases(path)


if __name__ == "__main__":
    main()
