"""Kills a program that codes and imports with ``kill -9`` at random points, and looks for what it had said was done.

Run as ``python -m bench.soak_kill --kills 200``. After each kill the study must open, `check` must hold, and
every coding and import that was acknowledged must be there, whole; nothing may be there by half. Prints its tally.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from themecode import Study
from themecode.usecases.checking import check
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.coding import new_code
from themecode.usecases.import_codings import import_codings
from themecode.usecases.import_transcripts import import_transcripts

LONGEST_S = 0.25
"""The latest moment of a kill after the program began to work."""

KILLS_OF_ONE = 50
"""Kills that one study goes through."""

ROWS = 60
"""Codings in one imported file."""

TEXT = "".join(f"P{n % 3}: Vi har husmöte varannan vecka, nummer {n}, och å ä ö 🤔.\n" for n in range(120))


@dataclass
class Tally:
    """What was tried and what was lost."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    by_half: int = 0
    unsound: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing was lost and every file was sound."""
        return not (self.lost or self.by_half or self.unsound)

    def __str__(self) -> str:
        """Return the tally on one line."""
        return (
            f"kills tried = {self.kills}, acknowledged = {self.acknowledged}, lost = {self.lost}, "
            f"there by half = {self.by_half}, unsound files = {len(self.unsound)}"
        )


def work(path: str, run: int, seed: int, done: Connection) -> None:
    """Code, import and undo without end, saying of each thing that it is done once it is."""
    chance = random.Random(seed)
    folder = Path(path).parent
    with Study.open(path, coder="Anna") as study:
        document = study.document("samtal")
        done.send(("ready", ""))
        for number in range(1_000_000):
            kind = chance.random()
            if kind < 0.8:
                start = chance.randrange(len(document.text) - 40)
                coding = study.code(document, start, start + 2 + number % 30, f"k.{chance.choice('abcd')}")
                done.send(("coding", coding.uuid))
            elif kind < 0.9:
                coder = f"R{run}n{number}"
                import_codings(study, _codings_file(folder, coder, chance))
                done.send(("import", coder))
            elif kind < 0.96:
                name = f"samtal-{run}-{number}"
                (folder / f"{name}.txt").write_text(f"P1: {name}. Hej då.\n", encoding="utf-8")
                import_transcripts(study, [folder / f"{name}.txt"])
                done.send(("transcript", name))
            else:
                new_code(study, f"ny {run} {number}", codebook="k")
                study.undo()
                done.send(("undone", f"ny {run} {number}"))


def soak(kills: int, folder: Path, *, seed: int = 7) -> Tally:
    """Kill as many times and look after each; a study grows from kill to kill, and is then begun anew."""
    chance, tally = random.Random(seed), Tally()
    path = folder / "studie.db"
    promised: dict[str, set[str]] = {}
    for run in range(kills):
        if run % KILLS_OF_ONE == 0:
            path = folder / str(run) / "studie.db"
            path.parent.mkdir()
            _make(path)
            promised = {kind: set() for kind in ("coding", "import", "transcript", "undone")}
        heard = _killed(path, run, chance)
        for kind, what in heard:
            promised[kind].add(what)
        tally.acknowledged += len(heard)
        tally.kills += 1
        _look(path, promised, tally)
    return tally


def _killed(path: Path, run: int, chance: random.Random) -> list[tuple[str, str]]:
    """Let a program work for a random time, kill it, and return what it had acknowledged."""
    # A forked program has everything loaded and works at once; where there is no fork, it takes longer.
    forks = sys.platform.startswith("linux")
    context = multiprocessing.get_context("fork") if forks else multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(str(path), run, chance.randrange(2**31), theirs), daemon=True)
    process.start()
    theirs.close()
    heard: list[tuple[str, str]] = []
    try:
        if run % 10:  # every tenth may die while it opens the study
            ours.recv()
        time.sleep(chance.uniform(0, LONGEST_S))
        process.kill()
        process.join()
        while True:
            kind, what = ours.recv()
            if kind != "ready":
                heard.append((kind, what))
    except EOFError:
        return heard
    finally:
        process.kill()
        process.join()
        ours.close()


def _look(path: Path, promised: dict[str, set[str]], tally: Tally) -> None:
    """Open the study and compare it with what was promised."""
    with Study.open(path, coder="Bo") as study:
        tally.unsound += [f"{finding.what}: {finding.where}" for finding in check(study)]
        ask = study.connection.execute
        codings = {row[0] for row in ask("SELECT uuid FROM codings WHERE deleted = 0")}
        transcripts = {row[0] for row in ask("SELECT name FROM documents WHERE deleted = 0")}
        imported = dict(
            ask(
                "SELECT k.name, count(*) FROM codings g JOIN coders k ON k.id = g.coder_id "
                "WHERE k.name LIKE 'R%n%' AND g.deleted = 0 GROUP BY 1"
            ).fetchall()
        )
        tally.lost += len(promised["coding"] - codings) + len(promised["transcript"] - transcripts)
        tally.lost += len(promised["import"] - set(imported))
        labels = {
            row[0] for row in ask("SELECT t.label FROM codes c JOIN code_texts t ON t.code_id = c.id AND c.deleted = 0")
        }
        tally.lost += len(promised["undone"] & labels)
        tally.by_half += sum(number != ROWS for number in imported.values())
        coding = study.code(study.document("samtal"), 10, 20, "k.a")
        study.remove(coding.id)


def _make(path: Path) -> None:
    interview, book = path.with_name("samtal.txt"), path.with_name("k.yaml")
    interview.write_text(TEXT, encoding="utf-8")
    codes = "".join(f"  - {{key: k.{label}, label: {label}}}\n" for label in "abcd")
    book.write_text(f"codebook: k\ncodes:\n{codes}", encoding="utf-8")
    with Study.create(path, coder="Anna") as study:
        load_codebook(study, book)
        import_transcripts(study, [interview])


def _codings_file(folder: Path, coder: str, chance: random.Random) -> Path:
    file = folder / f"{coder}.csv"
    starts = chance.sample(range(len(TEXT) - 40), ROWS)
    rows = "".join(f",,samtal,{start},{start + 20},k.{chance.choice('abcd')},{coder}\n" for start in starts)
    file.write_text("case,question,document,start,end,code,coder\n" + rows, encoding="utf-8")
    return file


def main() -> int:
    """Run the soak and print its tally; 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        tally = soak(options.kills, Path(folder), seed=options.seed)
    for fault in tally.unsound[:20]:
        print(fault)
    print(f"soak_kill: {tally} ({time.perf_counter() - began:.0f} s, {os.cpu_count()} cores)")
    return 0 if tally.clean else 1


if __name__ == "__main__":
    sys.exit(main())
