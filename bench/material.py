"""Studies of known size to measure with: invented answers, interviews and codings, the same on every call.

The rows go in by bulk through the storage layer, as one import would write them; nothing is kept between runs.
Run as ``python -m bench.material STUDY --size large`` to make one and look at it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from themecode.core.documents import Span
from themecode.core.states import Completion
from themecode.storage import segments
from themecode.storage.journal import Entry
from themecode.text.sentences import segment
from themecode.usecases.answers import Answer, write_answers
from themecode.usecases.completing import write_completions
from themecode.usecases.study import Study

CODERS = ("Anna", "Bo")
SENTENCES = (
    "Vi har husmöte varannan vecka",
    "Att alla finns i samma hus",
    "Personalen är engagerad och trygg",
    "det behövs mer tid för samverkan",
    "Öppna förskolan når fler familjer än förr",
    "Svårt att nå papporna",
    "Ledningen måste prata ihop sig om målen",
    "Gemensam planering t.ex. på torsdagar",
    "Föräldrarna får hjälp på ett ställe",
    "ekonomi",
    "Korta vägar mellan BVC och BMM",
    "vi hinner inte med det förebyggande arbetet",
)


@dataclass(frozen=True)
class Size:
    """How much there is in a study; codings are a mean, the material is drawn by chance."""

    cases: int
    questions: int
    interviews: int
    codings: float
    """Per answer, coder and round; an interview has forty times as many."""


SIZES = {
    "small": Size(cases=199, questions=18, interviews=26, codings=1.56),
    "large": Size(cases=5_000, questions=20, interviews=26, codings=8.15),
}
"""3,582 answers with about 12,000 codings; 100,000 answers with about 1.2 million."""

BOTH = 0.3
"""Share of documents that both coders completed, which then have a consensus; one coder did the others."""


def make_study(path: Path, size: Size, *, seed: int = 7) -> Study:
    """Make a study at ``path`` and return it open, Anna acting."""
    chance = random.Random(seed)
    study = Study.create(path, title="Mätning", coder=CODERS[0])
    with study.act("import") as entry:
        codes = _write_codebooks(entry)
        documents = _write_answers(study, entry, size, codes, chance)
        documents += _write_interviews(study, entry, size, codes, chance)
        _write_codings(study, entry, documents, size, codes, chance)
        entry.describe("Mätning")
    study.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return study


def answer_texts(number: int, *, seed: int = 7) -> Iterator[str]:
    """Yield invented answers: one to four sentences each, some of which have no full stop."""
    chance = random.Random(seed)
    for index in range(number):
        said = chance.choices(SENTENCES, k=chance.choices((1, 2, 3, 4), weights=(6, 3, 2, 1))[0])
        yield ". ".join(said) + (f" ({index})" if index % 3 else ".")


@dataclass(frozen=True)
class _Code:
    """A code that can be put on text."""

    id: int
    codebook_id: int


@dataclass(frozen=True)
class _Document:
    """A document to be coded, with the codes that are put on it."""

    id: int
    sentences: tuple[Span, ...]
    codes: tuple[_Code, ...]
    weight: int
    """How many times the codings of an answer it gets."""


def _write_codebooks(entry: Entry) -> dict[str, tuple[_Code, ...]]:
    """Write three codebooks of 6 themes x 3 categories x 3 codes each and return the codes by codebook."""
    found: dict[str, tuple[_Code, ...]] = {}
    for position, book in enumerate(("bra", "svart", "intervju")):
        book_id = entry.insert("codebooks", {"key": book, "position": position})
        made: list[int] = []

        def add(key: str, kind: str, parent: int | None, book_id: int = book_id, made: list[int] = made) -> int:
            row = {"codebook_id": book_id, "parent_id": parent, "key": key, "kind": kind, "position": len(made)}
            made.append(entry.insert("codes", row))
            entry.insert("code_texts", {"code_id": made[-1], "label": key})
            return made[-1]

        for one in range(6):
            theme = add(f"{book}.{one}", "theme", None)
            for two in range(3):
                category = add(f"{book}.{one}{two}", "category", theme)
                for three in range(3):
                    add(f"{book}.{one}{two}{three}", "code", category)
        found[book] = tuple(_Code(code, book_id) for code in made)
    return found


def _write_answers(
    study: Study, entry: Entry, size: Size, codes: dict[str, tuple[_Code, ...]], chance: random.Random
) -> list[_Document]:
    """Write the cases, their answers to every question, and a variable with five values."""
    cases = entry.insert_many("cases", ("key", "kind"), [(f"r{n}", "respondent") for n in range(size.cases)])
    region = entry.insert("variables", {"name": "region", "position": 0})
    values = [(case, region, chance.choice(("Norr", "Söder", "Öster", "Väster", "Mitt"))) for case in cases]
    entry.insert_many("attributes", ("case_id", "variable_id", "value"), values)
    texts = answer_texts(size.cases * size.questions)
    documents = []
    for number in range(size.questions):
        book = codes["bra" if number % 2 else "svart"]
        question = entry.insert("questions", {"key": f"q{number}", "kind": "open", "position": number})
        entry.insert("question_codebooks", {"question_id": question, "codebook_id": book[0].codebook_id, "position": 0})
        answers = [Answer.of([next(texts)]) for _ in cases]
        written = [(case, question, answer) for case, answer in zip(cases, answers, strict=True) if answer]
        write_answers(study, entry, written)
        documents += [
            _Document(row, tuple(Span(start, end) for start, end in spans), book, 1)
            for row, spans in _sentences(study, question)
        ]
    return documents


def _sentences(study: Study, question_id: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    spans: dict[int, list[tuple[int, int]]] = {}
    for document, start, end in study.connection.execute(
        'SELECT s.document_id, s.start, s."end" FROM documents d JOIN sentences s ON s.document_id = d.id '
        "WHERE d.question_id = ? ORDER BY d.id",
        (question_id,),
    ):
        spans.setdefault(document, []).append((start, end))
    yield from spans.items()


def _write_interviews(
    study: Study, entry: Entry, size: Size, codes: dict[str, tuple[_Code, ...]], chance: random.Random
) -> list[_Document]:
    """Write group interviews of 160 turns, each with a moderator and three others."""
    documents = []
    for number in range(size.interviews):
        said = (". ".join(chance.choices(SENTENCES, k=3)) + "." for _ in range(160))
        text = "\n".join(f"{('Moderator', 'P1 (BVC)', 'P2 (BMM)', 'P3')[i % 4]}: {turn}" for i, turn in enumerate(said))
        segmented = segment(text, "sv", moderators=["Moderator"])
        case = entry.insert("cases", {"key": f"intervju {number}", "kind": "interview"})
        document = entry.insert(
            "documents",
            {
                "kind": "transcript",
                "name": f"intervju {number}",
                "text": text,
                "case_id": case,
                "language": "sv",
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "created": entry.moment,
            },
        )
        segments.write_segments(study.connection, document, segmented)
        documents.append(_Document(document, segmented.sentences, codes["intervju"], 40))
    return documents


def _write_codings(
    study: Study,
    entry: Entry,
    documents: list[_Document],
    size: Size,
    codes: dict[str, tuple[_Code, ...]],
    chance: random.Random,
) -> None:
    """Write what each coder did, one coder after the other, as it comes to be in a real file."""
    round_id = study.round_id()
    consensus = study.coder_id("consensus")
    assert consensus is not None
    did: dict[int, list[_Document]] = {study.ensure_coder(entry, name): [] for name in CODERS}
    did[consensus] = []
    first, second, _ = did
    for document in documents:
        if chance.random() < BOTH:
            for coder in did:
                did[coder].append(document)
        else:
            did[chance.choice((first, second))].append(document)
    columns = ("document_id", "start", "end", "code_id", "coder_id", "round_id", "origin", "created")
    for coder, read in did.items():
        entry.insert_many("codings", columns, _codings(read, coder, round_id, size, entry.moment, chance))
        write_completions(
            entry,
            [(document.id, document.codes[0].codebook_id) for document in read],
            coder,
            round_id,
            Completion.COMPLETED,
        )


def _codings(
    documents: list[_Document], coder: int, round_id: int, size: Size, moment: str, chance: random.Random
) -> Iterator[tuple[int, int, int, int, int, int, str, str]]:
    """Yield the codings of one coder; about one document in forty has none."""
    for document in documents:
        if chance.random() < 0.025:
            continue
        number = max(1, round(chance.gauss(size.codings, size.codings / 3) * document.weight))
        there: set[tuple[Span, int]] = set()
        for _ in range(number):
            # Squared, so that some codes are common and most are rare.
            code = document.codes[int(chance.random() ** 2 * len(document.codes))].id
            span = chance.choice(document.sentences)
            if (span, code) not in there:
                there.add((span, code))
                yield document.id, span.start, span.end, code, coder, round_id, "hand", moment


def main() -> None:
    """Make a study."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study", type=Path)
    parser.add_argument("--size", choices=SIZES, default="small")
    chosen = parser.parse_args()
    with make_study(chosen.study, SIZES[chosen.size]) as study:
        for what in ("documents", "codings", "completions"):
            (number,) = study.connection.execute(f"SELECT count(*) FROM {what}").fetchone()
            print(f"{what:12}{number:>12,}")


if __name__ == "__main__":
    main()
