"""Studies that are hard to print: many categories, nobody, one, ties, and labels with everything in them."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from themecode import Study
from themecode.formats.mapping_file import read_mapping
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.import_codings import import_codings
from themecode.usecases.import_survey import import_survey

AWKWARD = (
    "grupp (12)",
    "grupp",
    "4–9 år (0-6 mån)",
    "a | b || c",
    "<b>fet</b> & <script>alert(1)</script>",
    "=1+1 och @summa",
    "- streck * stjärna _under_ `kod` [länk](http://x.test)",
    "7 av 10",
    '”vet ej”, "kanske" (se 3)',
    "familjer 👩‍👩‍👧‍👦 🤷🏽‍♀️",
    "שלום עולם",
    "مرحبا (بكم)",
    "Re\u0301n luft, åäö ÅÄÖ",
    "personal, som är 50 procent",
    "1. först # sedan",
    "hälften av tiden",
    "\\ bakåt och C:\\mapp",
    "ett\u00a0hårt mellanslag",
    "mycketlångtordutanmellanslagsomaldrigtarslut" * 4,
)


def make_study(
    path: Path,
    labels: Sequence[str],
    numbers: Mapping[int, int],
    *,
    cases: int,
    wording: str = "Vad behövs (1–3 saker) | <nu>?",
    title: str = "Svår <studie> & (prov)",
) -> Path:
    """Make a study of one question; ``numbers`` says in how many answers each label stands, by its place."""
    folder = path.parent
    codes = [{"key": f"k.c{place}", "label": label} for place, label in enumerate(labels)]
    book = {"codebook": "k", "name": "Teman (1)", "codes": codes}
    (folder / "k.yaml").write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
    answering = max(numbers.values(), default=0)
    with (folder / "svar.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "q1"])
        writer.writerows(
            [f"R{case}", f"Svar nummer {case} är skrivet här" if case < answering else ""] for case in range(cases)
        )
    mapping = {
        "case": "id",
        "questions": [{"key": "q1", "number": "1", "columns": ["q1"], "wording": wording, "codebook": "k"}],
    }
    (folder / "m.yaml").write_text(json.dumps(mapping, ensure_ascii=False), encoding="utf-8")
    with (folder / "kodningar.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["case", "question", "document", "start", "end", "code", "coder"])
        for place, number in numbers.items():
            writer.writerows([f"R{case}", "q1", "", "", "", f"k.c{place}", "Anna"] for case in range(number))
    with Study.create(path, title=title, coder="Anna") as study:
        load_codebook(study, folder / "k.yaml")
        import_survey(study, folder / "svar.csv", mapping=read_mapping(folder / "m.yaml"))
        if numbers:
            import_codings(study, folder / "kodningar.csv")
    return path


def make(name: str, folder: Path) -> Path:
    """Make one of the hard studies, by name."""
    path = folder / f"{name}.db"
    if name == "two thousand categories":
        labels = [f"kategori nummer {place} om ämne {place % 37}" for place in range(2000)]
        return make_study(path, labels, {place: 1 + place % 40 for place in range(2000)}, cases=60)
    if name == "nobody answered":
        return make_study(path, ["ett", "två"], {}, cases=30)
    if name == "one respondent":
        return make_study(path, ["ett", "två"], {0: 1, 1: 1}, cases=1)
    if name == "equal counts":
        return make_study(
            path, [f"kategori {letter}" for letter in "abcdefghijklmnop"], dict.fromkeys(range(16), 24), cases=40
        )
    assert name == "awkward labels"
    return make_study(path, AWKWARD, {place: 24 + place for place in range(len(AWKWARD))}, cases=60)


HARD = ("two thousand categories", "nobody answered", "one respondent", "equal counts", "awkward labels")


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The hard studies by name, each made once."""
    return {name: make(name, tmp_path_factory.mktemp("svår")) for name in HARD}


@pytest.fixture(scope="session")
def awkward() -> tuple[str, ...]:
    """Labels with everything in them."""
    return AWKWARD


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a question of every kind; it is made once, and read only."""
    from tests.report.libraries import make_libraries

    return make_libraries(tmp_path_factory.mktemp("bibliotek"))
