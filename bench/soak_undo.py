"""Lets two coders do things at random, takes everything back, and compares the study with what it was, row for row.

Run as ``python -m bench.soak_undo --rounds 20 --steps 40``. Prints its tally. A round that does not come back to
the same content is printed with its seed: ``--seed N --rounds 1`` does it again.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from themecode import Study
from themecode.core.errors import RefusedError, ThemecodeError
from themecode.core.states import Completion
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries.codings import codings_of
from themecode.storage.queries.documents import Document
from themecode.usecases import codebook_changes as codes
from themecode.usecases import looking
from themecode.usecases.attributes import import_attributes
from themecode.usecases.checking import check
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.completing import reopen
from themecode.usecases.import_codings import import_codings
from themecode.usecases.import_survey import import_survey
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.revising import revise

CODERS = ("Anna", "Bo")
Content = dict[str, list[tuple[object, ...]]]

INTERVIEW = "Moderator: Hur är det?\nP1 (BVC): Vi har ont om tid 🤔. Mötena ställs in!\nP2: Lokalerna är för små.\n"
SENTENCES = ("Mer tid för möten.", "Lokalerna är små.", "vet ej", "Råd och stöd hemma.", "se ovan", "Ånej, å ä ö!")
BOOK = """codebook: k
codes:
  - key: k.tid
    kind: category
    label: {sv: tid, en: time}
    codes:
      - {key: k.tid.luft, label: luft}
      - {key: k.tid.moten, label: möten}
  - {key: k.rum, label: lokaler}
  - {key: k.rad, label: råd}
"""


@dataclass
class Tally:
    """What was tried and what did not come back."""

    rounds: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the tally on one line."""
        return (
            f"rounds tried = {self.rounds}, actions = {self.done.total()} of {len(self.done)} kinds "
            f"({self.refused} refused), rounds not the same after undoing all = {len(self.faults)}"
        )


class Session:
    """One round: a study, two coders, and everything they can do."""

    def __init__(self, path: Path, seed: int, tally: Tally) -> None:
        self.path = path
        self.chance = random.Random(seed)
        self.tally = tally
        self.number = 0
        self.actions: tuple[tuple[int, Callable[[Study], object]], ...] = (
            (12, self.code),
            (4, self.remove),
            (4, self.complete),
            (2, self.reopen),
            (3, self.add_code),
            (2, self.rename),
            (2, self.relabel),
            (2, self.redefine),
            (2, self.move),
            (2, self.merge),
            (1, self.split),
            (1, self.retire),
            (2, self.load),
            (2, self.transcript),
            (2, self.revise),
            (2, self.survey),
            (2, self.codings),
            (2, self.attributes),
            (5, Study.undo),
            (3, Study.redo),
        )

    def step(self) -> None:
        """Do one thing at random as one of the two; what the study refuses is no fault."""
        weights = [weight for weight, _ in self.actions]
        action = self.chance.choices([action for _, action in self.actions], weights)[0]
        self.number += 1
        with Study.open(self.path, coder=self.chance.choice(CODERS)) as study:
            try:
                action(study)
                self.tally.done[action.__name__] += 1
            except (ThemecodeError, IndexError):  # refused, or there is nothing to choose from
                self.tally.refused += 1

    def undo_all(self) -> str | None:
        """Take back everything both did, and return why that cannot be done, or ``None``."""
        while True:
            answers = [self._undo(coder) for coder in CODERS]
            if all(answer is not None and "nothing that can be undone" in answer for answer in answers):
                return None
            if None not in answers:
                return "; ".join(str(answer) for answer in answers)

    def _undo(self, coder: str) -> str | None:
        with Study.open(self.path, coder=coder) as study:
            try:
                study.undo()
            except RefusedError as error:
                return str(error)
        return None

    # -- what can be done -----------------------------------------------------------------

    def document(self, study: Study) -> Document:
        """Choose a document."""
        ids = [row[0] for row in study.connection.execute("SELECT id FROM documents WHERE deleted = 0")]
        found = looking.document(study, self.chance.choice(ids))
        assert found is not None
        return found

    def any_code(self, study: Study) -> str:
        """Choose a code."""
        return self.chance.choice(code_queries.codes(study.connection)).key

    def file(self, name: str, text: str) -> Path:
        """Write a file to import."""
        path = self.path.with_name(name)
        path.write_text(text, encoding="utf-8")
        return path

    def code(self, study: Study) -> None:
        """Code a passage."""
        document = self.document(study)
        start = self.chance.randrange(len(document.text))
        study.code(document, start, min(len(document.text), start + self.chance.randrange(1, 12)), self.any_code(study))

    def remove(self, study: Study) -> None:
        """Remove a coding of one's own."""
        document = self.document(study)
        own = codings_of(study.connection, document.id, [study.coder_id() or 0])
        study.remove(self.chance.choice(own).id)

    def complete(self, study: Study) -> None:
        """Leave a document in some state."""
        study.complete(self.document(study), self.chance.choice(list(Completion)))

    def reopen(self, study: Study) -> None:
        """Make a document unread again."""
        reopen(study, self.document(study))

    def add_code(self, study: Study) -> None:
        """Make a code."""
        codes.add_code(study, f"ny {self.chance.randrange(8)}", parent=self.chance.choice((None, self.any_code(study))))

    def rename(self, study: Study) -> None:
        """Give a code another key."""
        codes.rename_code(study, self.any_code(study), f"k.namn{self.chance.randrange(6)}")

    def relabel(self, study: Study) -> None:
        """Give a code another label."""
        codes.relabel(study, self.any_code(study), f"etikett {self.number}")

    def redefine(self, study: Study) -> None:
        """Give a code another meaning."""
        codes.redefine(study, self.any_code(study), definition=f"betyder {self.number}")

    def move(self, study: Study) -> None:
        """Move a code."""
        codes.move_code(study, self.any_code(study), parent=self.chance.choice((None, self.any_code(study))))

    def merge(self, study: Study) -> None:
        """Merge two codes."""
        codes.merge_codes(study, self.any_code(study), self.any_code(study))

    def split(self, study: Study) -> None:
        """Split a code, handing one or two of its codings out."""
        rows = study.connection.execute("SELECT id, code_id FROM codings WHERE deleted = 0").fetchall()
        code_id = self.chance.choice(rows)[1]
        chosen = [id for id, code in rows if code == code_id][:2]
        key = next(row.key for row in code_queries.codes(study.connection) if row.id == code_id)
        codes.split_code(study, key, f"del {self.number}", codings=chosen)

    def retire(self, study: Study) -> None:
        """Retire a code."""
        codes.retire_code(study, self.any_code(study))

    def load(self, study: Study) -> None:
        """Load a changed codebook."""
        label = f"lokaler {self.chance.randrange(3)}"
        more = f"  - {{key: k.extra{self.chance.randrange(3)}, label: extra}}\n" if self.chance.random() < 0.5 else ""
        load_codebook(study, self.file("k.yaml", BOOK.replace("label: lokaler", f"label: {label}") + more))

    def transcript(self, study: Study) -> None:
        """Import an interview."""
        name = f"samtal-{self.chance.randrange(4)}"
        text = INTERVIEW * self.chance.randrange(1, 3)
        import_transcripts(study, [self.file(f"{name}.txt", text)], case=self.chance.choice((None, "gemensamt")))

    def revise(self, study: Study) -> None:
        """Correct the text of an interview."""
        names = [name for _, name in looking.contents(study).transcripts]
        text = INTERVIEW.replace("ont om tid", f"ont om tid {self.number}")
        revise(study, self.chance.choice(names), self.file("rättad.txt", text))

    def survey(self, study: Study) -> None:
        """Take in a changed survey table."""
        rows = "".join(
            f"{case},{self.chance.choice(('Norr', 'Syd', ''))},{self.chance.choice(SENTENCES)}\n"
            for case in range(1, self.chance.randrange(5, 9))
        )
        file = self.file("svar.csv", "id,region,q1\n" + rows.replace(",Ånej, å ä ö!", ',"Ånej, å ä ö!"'))
        import_survey(study, file, case="id", open_columns=["q1"], attributes=["region"], update=True)

    def codings(self, study: Study) -> None:
        """Import codings by several."""
        rows = "".join(
            f"{case},q1,,,,{self.any_code(study)},{coder}\n" for case in range(1, 5) for coder in ("Anna", "Cia")
        )
        import_codings(study, self.file("k.csv", "case,question,document,start,end,code,coder\n" + rows))

    def attributes(self, study: Study) -> None:
        """Import attributes."""
        rows = "".join(f"{case},{self.chance.choice('AB')}\n" for case in range(1, 5))
        import_attributes(study, self.file("a.csv", f"case,typ{self.chance.randrange(2)}\n" + rows))


def content(path: Path) -> Content:
    """Return every live row of every table that keeps what people made, and what was found in live texts."""
    found: Content = {}
    with Study.open(path, read_only=True) as study:
        ask = study.connection.execute
        for (table,) in ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
            columns = {row[1] for row in ask(f"PRAGMA table_info({table})")}
            if "deleted" in columns:
                found[table] = ask(f"SELECT * FROM {table} WHERE deleted = 0 ORDER BY id").fetchall()
            elif "document_id" in columns:
                live = "SELECT id FROM documents WHERE deleted = 0"
                found[table] = ask(f"SELECT * FROM {table} WHERE document_id IN ({live}) ORDER BY 1, 2").fetchall()
    return found


def soak(rounds: int, steps: int, folder: Path, *, seed: int = 7) -> Tally:
    """Play as many rounds, each in a copy of the same small study."""
    start = folder / "start.db"
    _make(start)
    before, tally = content(start), Tally()
    for number in range(seed, seed + rounds):
        path = folder / "studie.db"
        shutil.copy(start, path)
        session = Session(path, number, tally)
        for _ in range(steps):
            session.step()
        fault = session.undo_all()
        after = content(path)
        if fault is None and after != before:
            fault = "other content in " + ", ".join(table for table in after if after[table] != before.get(table))
        with Study.open(path, read_only=True) as study:
            fault = fault or "; ".join(f"{finding.what}: {finding.where}" for finding in check(study)) or None
        tally.rounds += 1
        if fault is not None:
            tally.faults.append(f"seed {number}: {fault}")
    return tally


def _make(path: Path) -> None:
    book, interview, table = (path.with_name(name) for name in ("k.yaml", "samtal.txt", "svar0.csv"))
    book.write_text(BOOK, encoding="utf-8")
    interview.write_text(INTERVIEW, encoding="utf-8")
    rows = "".join(f"{case},Norr,{SENTENCES[case % 5]}\n" for case in range(1, 6))
    table.write_text("id,region,q1\n" + rows, encoding="utf-8")
    with Study.create(path, coder="Lena") as study:
        load_codebook(study, book)
        import_survey(study, table, case="id", open_columns=["q1"], attributes=["region"])
        import_transcripts(study, [interview])


def main() -> int:
    """Run the soak and print its tally; 1 where a study did not come back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        tally = soak(options.rounds, options.steps, Path(folder), seed=options.seed)
    for fault in tally.faults[:20]:
        print(fault)
    print(f"soak_undo: {tally} ({time.perf_counter() - began:.0f} s, {os.cpu_count()} cores)")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
