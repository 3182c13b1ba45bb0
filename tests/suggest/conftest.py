"""A study of answers in four topics, that Anna codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from themecode import Study
from themecode.formats.mapping_file import read_mapping
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.import_survey import import_survey

BOOK = """codebook: b
codes:
  - key: b.tid
    label: tid
    definition: Att tiden inte räcker till.
    include: mer tid, hinner inte, planeringstid
    exclude: pengar till fler tjänster (b.pengar)
    examples: [Vi hinner aldrig ses.]
  - {key: b.lokal, label: lokaler, definition: "Hus, rum och lokaler.", include: "större lokaler, samma hus"}
  - {key: b.pengar, label: pengar, definition: Ekonomi och budget., include: "budget, anslag, ekonomi"}
  - {key: b.chef, label: ledning, definition: Chefer och styrning., include: "chefen, styrgrupp, beslut"}
"""
TOPICS = {
    "b.tid": ("mer tid för planering behövs", "vi hinner inte med", "tiden räcker aldrig till", "för lite tid 🕐"),
    "b.lokal": ("större lokaler tack", "rummen är för små", "samma hus vore bra", "lokalerna är ra\u0308tt slitna"),
    "b.pengar": ("budgeten är för liten", "mer pengar", "anslagen skärs ned", "ekonomin styr allt"),
    "b.chef": ("chefen måste besluta", "styrgruppen är frånvarande", "otydlig styrning", "beslut dröjer hos chefer"),
}
OTHER = ("glass och ballonger", "katten heter Åke", "-", "Önskar mer tid ihop med chefen och en budget")


@pytest.fixture(scope="session")
def topics_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("topics")
    (folder / "b.yaml").write_text(BOOK, encoding="utf-8")
    answers = [text for texts in TOPICS.values() for text in texts] + list(OTHER)
    lines = ["id,q", *(f'c{number},"{text}"' for number, text in enumerate(answers))]
    (folder / "s.csv").write_text("\n".join(lines), encoding="utf-8")
    mapping = 'case: id\nquestions:\n  - {key: q, number: "1", columns: [q], codebook: b}\n'
    (folder / "m.yaml").write_text(mapping, encoding="utf-8")
    with Study.create(folder / "s.db", coder="Lena") as study:
        load_codebook(study, folder / "b.yaml")
        import_survey(study, folder / "s.csv", mapping=read_mapping(folder / "m.yaml"))
    return folder / "s.db"


@pytest.fixture
def topics(topics_original: Path, tmp_path: Path) -> Path:
    """Cases c0-c3 are about time, c4-c7 rooms, c8-c11 money, c12-c15 management, c16-c19 other things."""
    return Path(shutil.copy(topics_original, tmp_path / "s.db"))
