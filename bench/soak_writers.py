"""Lets ten processes code in one study at full speed, and looks for what they had said was done.

Run as ``python -m bench.soak_writers --writers 10 --codings 100``. Nobody may lose a coding, and nobody may see
that the study is locked. Prints its tally.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from multiprocessing.pool import AsyncResult
from pathlib import Path

from themecode import Study
from themecode.core.errors import ThemecodeError
from themecode.usecases.checking import check
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.import_transcripts import import_transcripts

TEXT = "".join(f"P{n % 3}: Vi har husmöte varannan vecka, nummer {n}, och å ä ö 🤔.\n" for n in range(300))
LIMIT_S = 300


@dataclass(frozen=True)
class Done:
    """What one writer did."""

    uuids: tuple[str, ...]
    """Codings that it was told are there."""
    faults: tuple[str, ...]
    slowest_s: float
    """The longest it waited for one coding."""


@dataclass
class Tally:
    """What was tried and what was lost."""

    writers: int
    codings: int
    lost: int = 0
    slowest_s: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing was lost and nobody was refused."""
        return not (self.lost or self.faults)

    def __str__(self) -> str:
        """Return the tally on one line."""
        return (
            f"writers = {self.writers}, codings tried = {self.codings}, lost = {self.lost}, "
            f"refused = {len(self.faults)}, slowest coding = {self.slowest_s:.2f} s"
        )


def write(path: str, coder: str, codings: int) -> Done:
    """Code as fast as possible as one coder, on passages that no coding of theirs stands on yet."""
    uuids, faults, slowest = [], [], 0.0
    with Study.open(path, coder=coder) as study:
        document = study.document("samtal")
        for number in range(codings):
            start = 7 * number % (len(document.text) - 60)
            began = time.perf_counter()
            try:
                uuids.append(study.code(document, start, start + 20 + number % 30, f"k.{'abcd'[number % 4]}").uuid)
            except ThemecodeError as error:
                faults.append(f"{coder}: {error}")
            slowest = max(slowest, time.perf_counter() - began)
    return Done(tuple(uuids), tuple(faults), slowest)


def soak(writers: int, codings: int, folder: Path) -> Tally:
    """Let the writers run at once and compare the study with what they were told."""
    path = folder / "studie.db"
    _make(path)
    tally = Tally(writers, writers * codings)
    with multiprocessing.get_context("spawn").Pool(writers) as pool:
        running: list[AsyncResult[Done]] = [
            pool.apply_async(write, (str(path), f"Kodare {number}", codings)) for number in range(writers)
        ]
        done = [each.get(timeout=LIMIT_S) for each in running]
    with Study.open(path, read_only=True) as study:
        there = {row[0] for row in study.connection.execute("SELECT uuid FROM codings WHERE deleted = 0")}
        tally.faults += [f"{finding.what}: {finding.where}" for finding in check(study)]
    acknowledged = {uuid for each in done for uuid in each.uuids}
    tally.lost = len(acknowledged - there) + tally.codings - len(acknowledged) - sum(len(each.faults) for each in done)
    tally.faults += [fault for each in done for fault in each.faults]
    tally.slowest_s = max(each.slowest_s for each in done)
    return tally


def _make(path: Path) -> None:
    interview, book = path.with_name("samtal.txt"), path.with_name("k.yaml")
    interview.write_text(TEXT, encoding="utf-8")
    codes = "".join(f"  - {{key: k.{label}, label: {label}}}\n" for label in "abcd")
    book.write_text(f"codebook: k\ncodes:\n{codes}", encoding="utf-8")
    with Study.create(path, coder="Anna") as study:
        load_codebook(study, book)
        import_transcripts(study, [interview])


def main() -> int:
    """Run the soak and print its tally; 1 where something was lost or someone refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=10)
    parser.add_argument("--codings", type=int, default=100, help="by each writer")
    options = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        tally = soak(options.writers, options.codings, Path(folder))
    for fault in tally.faults[:20]:
        print(fault)
    print(f"soak_writers: {tally} ({time.perf_counter() - began:.0f} s, {os.cpu_count()} cores)")
    return 0 if tally.clean else 1


if __name__ == "__main__":
    sys.exit(main())
