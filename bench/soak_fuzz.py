"""Damages study files at random and has every command and the library read them.

Run as ``python -m bench.soak_fuzz --files 40``. A damaged file (cut short, bits flipped, a page of zeros or of
another file) must give an error in words, or work; never a traceback, a crash or a hang. Prints its tally; a
file that fails is printed with its seed: ``--seed N --files 1`` does it again.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import io
import multiprocessing
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from themecode import Study
from themecode.cli.main import COMMANDS, main
from themecode.core.errors import ThemecodeError
from themecode.usecases import looking
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.import_codings import import_codings
from themecode.usecases.import_survey import import_survey
from themecode.usecases.import_transcripts import import_transcripts

LIMIT_S = 60
"""After this, all commands on one small file together are taken to hang."""

PAGE = 4096

READING = (
    "check {study}",
    "log {study}",
    "log {study} --json",
    "count {study} --provisional",
    "count {study} --json --provisional",
    "count {study} --question q1 --by region --provisional",
    "count {study} --coder Anna --basis codings",
    "count {study} --as-of 2000-01-01",
    "report {study} --provisional",
    "report {study} --provisional --style prose --language en",
    "report {study} --provisional --style table -o {folder}/r.html",
    "trace {study} --question q1 k.rum",
    "release {study}",
    "codebook save {study} k {folder}/k-out.yaml",
    "codebook diff {study} {folder}/k.yaml",
    "export codings {study} -o {folder}/out.csv",
    "export cases {study} -o {folder}/out.xlsx",
    "backup {study} {folder}/copy.db",
    "import codings {study} {folder}/c.csv --dry-run",
    "merge {study} {folder}/whole.db --dry-run",
    "merge {folder}/whole.db {study} --dry-run",
    "bundle {study} --for Bo -o {folder}/bo.db",
)
WRITING = (
    "undo {study} --coder Anna",
    "redo {study} --coder Anna",
    "import codings {study} {folder}/c.csv --coder Anna",
    "codebook load {study} {folder}/k.yaml --coder Anna",
    "import transcripts {study} {folder}/nytt.txt --coder Anna",
)
"""Tried too: a damaged file must not turn a change into a traceback either."""


@dataclass
class Tally:
    """What was tried and what came of it."""

    files: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the tally on one line."""
        kinds = ", ".join(f"{name} = {number}" for name, number in sorted(self.outcomes.items()))
        return f"damaged files tried = {self.files}; {kinds}; tracebacks, crashes and hangs = {len(self.faults)}"


def damaged(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Return what was done to a file, and the file."""
    kind = chance.choice(("cut", "bits", "bits", "few bits", "few bits", "zeros", "swapped", "longer"))
    spoilt = bytearray(data)
    if kind == "cut":
        return kind, bytes(spoilt[: chance.randrange(len(spoilt))])
    if kind in ("bits", "few bits"):
        for _ in range(chance.randrange(1, 5) if kind == "few bits" else chance.randrange(20, 400)):
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    elif kind == "longer":
        spoilt += chance.randbytes(chance.randrange(1, 3 * PAGE))
    else:
        pages = len(spoilt) // PAGE
        one, two = (PAGE * chance.randrange(pages) for _ in range(2))
        spoilt[one : one + PAGE] = bytes(PAGE) if kind == "zeros" else spoilt[two : two + PAGE]
    return kind, bytes(spoilt)


def read_everything(folder: str, kind: str, answer: Connection) -> None:
    """Run every command and the library on ``studie.db``, and answer with (outcomes, faults)."""
    faulthandler.enable()
    place = Path(folder)
    data = (place / "studie.db").read_bytes()
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    for command in (*READING, *WRITING):
        words = command.format(study=place / "studie.db", folder=folder).split()
        if words[0] not in COMMANDS:
            continue
        said = io.StringIO()
        answer.send(command)
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
                code = main(words)
            outcomes[("worked", "found damage", "error in words")[code]] += 1
            unsaid = [line for line in said.getvalue().splitlines() if not line.startswith("themecode: ")]
            if code == 2 and (unsaid or not said.getvalue()):
                faults.append(f"{kind}: {command}: exit 2 with {said.getvalue()!r}")
        except Exception:
            faults.append(f"{kind}: {command}:\n{traceback.format_exc(limit=-6)}")
        if command in WRITING or words[0] in ("merge",):
            _restore(place, data)
    answer.send("the library")
    for read_only in (True, False):
        try:
            with Study.open(place / "studie.db", coder="Anna", read_only=read_only) as study:
                _look(study)
            outcomes["worked"] += 1
        except ThemecodeError:
            outcomes["error in words"] += 1
        except Exception:
            faults += _unless_damaged(place / "studie.db", kind, outcomes)
    answer.send((outcomes, faults))


def _unless_damaged(path: Path, kind: str, outcomes: Counter[str]) -> list[str]:
    """Return the traceback of an error in the library, unless `check` says that the file is at fault."""
    from themecode.usecases.checking import damage

    error = sys.exc_info()[1]
    if isinstance(error, Exception) and damage(path, error) is not None:
        outcomes["error in words"] += 1
        return []
    return [f"{kind}: the library:\n{traceback.format_exc(limit=-6)}"]


def _look(study: Study) -> None:
    """Read what the screens read, and code."""
    contents = looking.contents(study)
    looking.progress(study)
    for question in contents.questions:
        looking.code_tree(study, question)
        looking.own_counts(study, question)
        for place in looking.answer_queue(study, question):
            _ = looking.document(study, place.document_id)
    for document_id, _name in contents.transcripts:
        document = looking.document(study, document_id)
        if document is not None:
            looking.segmented(study, document)
            looking.own_codings(study, document)
            if not study.read_only:
                study.code(document, 0, 9, "k.rum")


def _restore(folder: Path, data: bytes) -> None:
    for leftover in folder.glob("studie.db*"):
        if leftover.is_file():
            leftover.unlink()
    (folder / "studie.db").write_bytes(data)


def soak(files: int, folder: Path, *, seed: int = 7) -> Tally:
    """Damage as many copies of a small study and have each read in a program of its own."""
    whole = _make(folder)
    data, tally = whole.read_bytes(), Tally()
    for number in range(seed, seed + files):
        kind, spoilt = damaged(data, random.Random(number))
        for name in ("copy.db", "bo.db"):
            (folder / name).unlink(missing_ok=True)
        whole.write_bytes(data)
        _restore(folder, spoilt)
        fault = _run(folder, f"seed {number}, {kind}", tally)
        tally.files += 1
        if fault is not None:
            tally.faults.append(fault)
    return tally


def _run(folder: Path, kind: str, tally: Tally) -> str | None:
    """Have everything read in another program, and return how it ended where it did not end well."""
    forks = sys.platform.startswith("linux")
    context = multiprocessing.get_context("fork") if forks else multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=read_everything, args=(str(folder), kind, theirs), daemon=True)
    process.start()
    theirs.close()
    doing, end = "starting", time.monotonic() + LIMIT_S
    try:
        while ours.poll(max(0.0, end - time.monotonic())):
            message = ours.recv()
            if isinstance(message, str):
                doing = message
                continue
            outcomes, faults = message
            tally.outcomes.update(outcomes)
            tally.faults += faults
            return None
        return f"{kind}: hangs in {doing}"
    except EOFError:
        process.join()
        return f"{kind}: ended with {process.exitcode} in {doing}"
    finally:
        process.kill()
        process.join()
        ours.close()


def _make(folder: Path) -> Path:
    """Make a small study with something of everything, and files for the commands."""
    codes = "".join(f"  - {{key: k.{label}, label: {{sv: {label}, en: {label}}}}}\n" for label in ("tid", "rum", "rad"))
    below = "    codes:\n      - {key: k.rad.egna, label: egna, definition: råd till sig själv}\n"
    (folder / "k.yaml").write_text(
        f"codebook: k\nname: {{sv: Teman, en: Themes}}\ncodes:\n{codes}  - key: k.mer\n    label: mer\n{below}", "utf-8"
    )
    answers = ("Mer tid för möten 🤔.", "Lokalerna är små.", "vet ej", "", "Råd och stöd.")
    rows = "".join(f"{case},{'NS'[case % 2]},{answers[case % 5]}\n" for case in range(1, 31))
    (folder / "svar.csv").write_text("id,region,q1\n" + rows, "utf-8")
    turns = "".join(f"P{n % 3} (BVC): Vi har ont om tid, och å ä ö {n}.\n" for n in range(60))
    for name in ("samtal", "nytt"):
        (folder / f"{name}.txt").write_text(f"Moderator: {name}?\n{turns}", "utf-8")
    coded = "".join(
        f"{case},q1,,,,k.{('tid', 'rum', 'rad')[case % 3]},Anna\n" for case in range(1, 25) if case % 5 != 3
    )
    (folder / "c.csv").write_text("case,question,document,start,end,code,coder\n" + coded, "utf-8")
    path = folder / "whole.db"
    with Study.create(path, coder="Anna") as study:
        load_codebook(study, folder / "k.yaml")
        import_survey(study, folder / "svar.csv", case="id", open_columns=["q1"], attributes=["region"])
        import_transcripts(study, [folder / "samtal.txt"])
        import_codings(study, folder / "c.csv")
        document = study.document("samtal")
        for number in range(40):
            study.code(document, 20 * number, 20 * number + 15, ("k.tid", "k.rum", "k.rad.egna")[number % 3])
        study.undo()
        study.complete(document)
    return path


def main_() -> int:
    """Run the soak and print its tally; 1 where something did not end in words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        tally = soak(options.files, Path(folder), seed=options.seed)
    for fault in tally.faults[:20]:
        print(fault)
    print(f"soak_fuzz: {tally} ({time.perf_counter() - began:.0f} s, {os.cpu_count()} cores)")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main_())
