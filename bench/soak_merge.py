"""Random work in random bundles, merged in random order, again, and taken back: what is lost must be 0.

Run as ``python -m bench.soak_merge [--rounds N] [--seconds S] [--seed N]``. Each round takes a small
study, hands out bundles for three coders (one of them twice, for two machines) and a copy for a fourth, lets everyone
do random things (undo, redo and new codes among them) in several sittings with merges in between, and then checks:

- order: the files merged in other orders give the same rows, and merged one by one the same content;
- idempotence: merged again, in any order, nothing changes and no entry is left in the history; nor with the files
  as they were a sitting earlier;
- undo: taking the last merge back restores the study row for row; merging again gives the same content;
- nothing lost: a coder who worked in one bundle alone has the same codings in the study as there;
- soundness: ``check`` holds.

Prints its tally; exit code 1 where anything was lost. A seed repeats what is done, but not the uuids, which settle
ties: a rare failure may take a few runs to show again.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.usecases.teams import CODES, act_at_random, bundle_for, held, merged, whole
from themecode import Study
from themecode.usecases.checking import check
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.import_survey import import_survey
from themecode.usecases.import_transcripts import import_transcripts

COPY, SECOND = "eva.db", "bo2.db"
FILES = {"bo1.db": "Bo", SECOND: "Bo", "ce.db": "Ce", "dag.db": "Dag", COPY: "Eva"}
ALONE = {"ce.db": "Ce", "dag.db": "Dag", COPY: "Eva"}
"""Coders who work in one file only, and nowhere else."""

PROMISES = (
    "order",
    "order, one by one",
    "nothing lost",
    "idempotence",
    "older files",
    "undo",
    "again after undo",
    "soundness",
)

BOOK = "codebook: k\ncodes:\n" + "".join(f"  - {{key: {key}}}\n" for key in CODES)
SURVEY = "id,q1,q2\n1,Vi behöver mer tid 🤔 för möten,\n2,Ånej lokalerna är för små,\n5,,Möten varje vecka tack\n"
INTERVIEW = "Moderator: Hur ser det ut?\nP1: Vi har ont om tid. Mötena ställs in 🤷‍♀️!\n"


def make_team(folder: Path) -> Path:
    """Make a small study in a folder, in which two have coded, and return it."""
    for name, text in (("k.yaml", BOOK), ("svar.csv", SURVEY), ("samtal.txt", INTERVIEW)):
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "s.db"
    with Study.create(path, coder="Lena") as study:
        load_codebook(study, folder / "k.yaml")
        import_survey(study, folder / "svar.csv", case="id", open_columns=["q1", "q2"])
        import_transcripts(study, [folder / "samtal.txt"])
    for coder in ("Bo", "Ce"):
        act_at_random(path, coder, seed=1, number=5)
    return path


def soak(original: Path, chance: random.Random) -> Counter[str]:
    """Play one round in a folder of its own and return what was lost, by promise."""
    lost: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        study = Path(shutil.copy(original, Path(name) / "s.db"))
        files = [
            Path(shutil.copy(study, study.with_name(file))) if file == COPY else bundle_for(study, coder, file)
            for file, coder in FILES.items()
        ]
        sittings = chance.randint(0, 2)
        for _ in range(sittings):
            work(study, files, chance)
            merged(study, *chance.sample(files, chance.randint(1, len(files))))
        older = [Path(shutil.copy(file, file.with_suffix(".older"))) for file in files]
        work(study, files, chance)

        orders = [chance.sample(files, len(files)) for _ in range(3)]
        results = [held(merged(study, *order, into=f"order{number}.db")) for number, order in enumerate(orders)]
        lost["order"] += sum(result != results[0] for result in results[1:])
        if sittings:  # see `usecases.merging`: two files of one coder, one of them merged before
            orders = [[file for file in order if file.name != SECOND] for order in orders]
        apart = [one_by_one(study, order, f"apart{number}.db") for number, order in enumerate(orders)]
        lost["order, one by one"] += sum(result != apart[0] for result in apart[1:])

        before = whole(study)
        merged(study, *files)
        once, entries = whole(study), history(study)
        for file, coder in ALONE.items():
            lost["nothing lost"] += codings(study, coder) != codings(study.with_name(file), coder)
        merged(study, *chance.sample(files, len(files)))
        lost["idempotence"] += (whole(study), history(study)) != (once, entries)
        merged(study, *older)
        lost["older files"] += (whole(study), history(study)) != (once, entries)
        if once != before:
            content = held(study)
            with Study.open(study, coder="Anna") as opened:
                opened.undo()
            lost["undo"] += whole(study) != before
            merged(study, *chance.sample(files, len(files)))
            lost["again after undo"] += held(study) != content
        with Study.open(study, read_only=True) as opened:
            lost["soundness"] += len(check(opened))
    return lost


def one_by_one(study: Path, files: list[Path], name: str) -> dict[str, set[tuple[object, ...]]]:
    """Merge files one after the other into a copy and return what it holds, whichever of two alike came first."""
    for file in files:
        study = merged(study, file, into=name) if study.name != name else merged(study, file)
    return held(study, twins_apart=False)


def work(study: Path, files: list[Path], chance: random.Random) -> None:
    """Let everyone do something: each in their file, Bo and Lena also in the study."""
    for path, coder in [*zip(files, FILES.values(), strict=True), (study, "Lena"), (study, "Bo")]:
        act_at_random(path, coder, chance.randrange(1_000_000), chance.randint(0, 8))


def codings(path: Path, coder: str) -> set[tuple[object, ...]]:
    """Return a coder's live codings in a file."""
    with Study.open(path, read_only=True) as study:
        return set(
            study.connection.execute(
                "SELECT g.uuid FROM codings g JOIN coders k ON k.id = g.coder_id WHERE g.deleted = 0 AND k.name = ?",
                (coder,),
            )
        )


def history(path: Path) -> int:
    """Return how many entries the history has."""
    with Study.open(path, read_only=True) as study:
        (number,) = study.connection.execute("SELECT count(*) FROM history").fetchone()
    return int(number)


def main() -> int:
    """Soak and print the tally."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    lost: Counter[str] = Counter()
    started, tried = time.perf_counter(), 0
    with tempfile.TemporaryDirectory() as name:
        original = make_team(Path(name))
        while tried < arguments.rounds and time.perf_counter() - started < arguments.seconds:
            found = soak(original, random.Random(arguments.seed + tried))
            if found.total():
                print(f"seed {arguments.seed + tried}: {dict(+found)}")
            lost += found
            tried += 1
    print(f"tried {tried} rounds in {time.perf_counter() - started:.0f} s; lost = {lost.total()}")
    print("  " + ", ".join(f"{promise}: {lost[promise]}" for promise in PROMISES))
    return 1 if lost.total() else 0


if __name__ == "__main__":
    sys.exit(main())
