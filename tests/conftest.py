"""Fixtures every floor shares: the command line in this process, one demo study, and what a study holds."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from themecode import Study

CONTENT = (
    *("coders", "rounds", "codebooks", "codes", "code_texts", "cases", "questions", "question_codebooks"),
    *("variables", "attributes", "sources", "documents", "codings", "completions", "memos", "assignments"),
)
"""Tables that hold what people made; tombstones in them are no content."""

Content = dict[str, list[tuple[object, ...]]]


def pytest_configure() -> None:
    """Keep what the tests write in memory where there is room: a study waits for the disk at every step."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 << 30:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run a command in this process, as the coder Anna unless it says otherwise."""
    from themecode.cli.main import main

    monkeypatch.setenv("THEMECODE_CODER", "Anna")

    def run_command(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run_command


@pytest.fixture(scope="session")
def demo_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study, made once; copy it before writing."""
    from themecode.usecases.demo import make_demo

    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo(path)
    return path


@pytest.fixture
def demo(demo_original: Path, tmp_path: Path) -> Path:
    """A demo study of one's own."""
    return Path(shutil.copy(demo_original, tmp_path / "demo.db"))


@pytest.fixture(scope="session")
def demo_study(demo_original: Path) -> Iterator[Study]:
    """The demo study, open for reading."""
    with Study.open(demo_original, read_only=True) as study:
        yield study


def content(path: Path) -> Content:
    """Return every live row of every content table, in the order of ids."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} WHERE deleted = 0 ORDER BY id").fetchall()
            for table in CONTENT
        }


@pytest.fixture(name="content")
def content_fixture() -> Callable[[Path], Content]:
    """Return what a study holds: `content(path)`."""
    return content


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a text file into the test's folder and return its path."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write_file


BOOK = """codebook: k
name: {sv: Teman, en: Themes}
codes:
  - key: k.tid
    kind: category
    label: {sv: tid, en: time}
    codes:
      - {key: k.tid.luft, label: {sv: luft i schemat, en: slack}}
      - {key: k.tid.moten, label: {sv: möten, en: meetings}}
  - {key: k.rum, label: {sv: lokaler, en: premises}}
  - {key: k.rad, label: råd och stöd}
"""

SURVEY = """id,region,fast,q1,q2
1,Norr,Ja,"Vi behöver mer tid, för möten 🤔.",Bättre lokaler på landet
2,Norr,Nej,Ånej lokalerna är för små här,
3,Syd,Ja,,Mer tid för familjerna behövs
4,Syd,Nej,vet ej,Närmare råd och stöd hemma
5,,Ja,Allt är bra som det är nu,Möten varje vecka tack
"""

MAPPING = """case: id
questions:
  - {key: q1, number: "1", columns: [q1], wording: Vad behövs?, codebook: k}
  - {key: q2, number: "2", columns: [q2], wording: Något mer?, asked_when: {fast: Ja}}
closed:
  - {key: fast, kind: single, column: fast}
attributes:
  - {column: region}
"""

INTERVIEW = (
    "Moderator: Hur ser det ut med tiden?\n"
    "P1 (BVC): Vi har ont om tid. Mötena ställs in 🤷‍♀️!\n"
    "P2: Lokalerna är för små. Re\u0301n luft vore bra.\n"
    "Moderator: Tack för tiden.\n"
)


@dataclass(frozen=True)
class Small:
    """A study of five respondents and an interview, and the files it was made of."""

    path: Path
    book: Path
    survey: Path
    mapping: Path
    interview: Path


@pytest.fixture(scope="session")
def small_original(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The small study, made once."""
    from themecode.formats.mapping_file import read_mapping
    from themecode.usecases.codebooks import load_codebook
    from themecode.usecases.import_survey import import_survey
    from themecode.usecases.import_transcripts import import_transcripts

    folder = tmp_path_factory.mktemp("small")
    texts = {"k.yaml": BOOK, "enkät.csv": SURVEY, "mapping.yaml": MAPPING, "samtal.txt": INTERVIEW}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    files = Small(folder / "s.db", *(folder / name for name in texts))
    with Study.create(files.path, coder="Lena") as study:
        load_codebook(study, files.book)
        import_survey(study, files.survey, mapping=read_mapping(files.mapping))
        import_transcripts(study, [files.interview])
    return files


@pytest.fixture
def small(small_original: Small, tmp_path: Path) -> Small:
    """A small study of one's own, with its files."""
    folder = Path(shutil.copytree(small_original.path.parent, tmp_path / "small"))
    return Small(*(folder / getattr(small_original, name).name for name in Small.__dataclass_fields__))
