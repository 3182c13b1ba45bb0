"""Bad input through the command line: exit code 2, a line per fault, no traceback, and the study as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

Maker = Callable[[Path], None]


def text(content: str) -> Maker:
    return lambda path: path.write_bytes(content.encode()) and None


def raw(content: bytes) -> Maker:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def nothing(path: Path) -> None:
    """Leave the file missing."""


def folder(path: Path) -> None:
    path.mkdir()


def zip_of(name: str, content: str) -> Maker:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, content)

    return make


@dataclass(frozen=True)
class Bad:
    """A command that must be refused; ``{file}`` is made by ``make``."""

    name: str
    command: str
    file: str = "x.csv"
    make: Maker = nothing
    says: tuple[str, ...] = ()
    """What stands in the lines, in order: one per fault."""


TRANSCRIPTS = "import transcripts {study} {file}"
SURVEY = "import survey {study} {file} --case id --open q1"
MAPPED = "import survey {study} {survey2} --mapping {file}"
ATTRIBUTES = "import attributes {study} {file}"
CODINGS = "import codings {study} {file}"
LOAD = "codebook load {study} {file}"
HEAD = "case,question,document,start,end,code,coder\n"

CASES = [
    *[
        Bad(f"no such file: {command.split(' {')[0]}", command, f"gone.{suffix}", says=("there is no such file",))
        for command, suffix in (
            (TRANSCRIPTS, "txt"),
            (SURVEY, "csv"),
            (MAPPED, "yaml"),
            (ATTRIBUTES, "xlsx"),
            (CODINGS, "csv"),
            (LOAD, "yaml"),
            ("codebook diff {study} {file}", "yaml"),
            ("import transcripts {study} {interview2} --speakers {file}", "csv"),
        )
    ],
    *[
        Bad(f"a folder: {command.split(' {')[0]}", command, f"folder.{suffix}", folder, ("this is a folder",))
        for command, suffix in (
            (TRANSCRIPTS, "docx"),
            (SURVEY, "xlsx"),
            (MAPPED, "yaml"),
            (ATTRIBUTES, "csv"),
            (CODINGS, "csv"),
            (LOAD, "yaml"),
        )
    ],
    Bad("an empty transcript", TRANSCRIPTS, "tom.txt", text(""), ("the file has no text",)),
    Bad("a transcript of blanks", TRANSCRIPTS, "tom.md", text(" \n\n\t"), ("the file has no text",)),
    Bad("an empty survey", SURVEY, "tom.csv", text(""), ("the file is empty",)),
    Bad("a survey with only a header and no rows of its own", SURVEY, "t.csv", text("\n\n"), ("the file is empty",)),
    Bad("an empty codings file", CODINGS, "tom.csv", text(""), ("the file is empty",)),
    Bad("an empty table of attributes", ATTRIBUTES, "tom.csv", text(""), ("the file is empty",)),
    Bad("an empty codebook", LOAD, "tom.yaml", text(""), ("tom.yaml",)),
    Bad("a docx that is none", TRANSCRIPTS, "x.docx", text("Hej"), ("this is no .docx",)),
    Bad("a docx that is another zip", TRANSCRIPTS, "x.docx", zip_of("a.txt", "hej"), ("this is no .docx",)),
    Bad("an old doc", TRANSCRIPTS, "x.doc", raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), (".txt, .md, .docx",)),
    Bad("an xlsx that is none", SURVEY, "x.xlsx", text("id;q1"), ("this is no workbook",)),
    Bad("a transcript that is binary", TRANSCRIPTS, "x.txt", raw(bytes(range(256)) * 9), ("no text file",)),
    Bad("a transcript with NUL", TRANSCRIPTS, "x.txt", text("hej\0du"), ("x.txt",)),
    Bad(
        "ragged rows, every one listed",
        SURVEY,
        "r.csv",
        text("id,q1\n8,ett\n9\n10,två,tre\n11,fyra\n"),
        ("r.csv, row 3", "r.csv, row 4"),
    ),
    Bad("a quotation mark never closed", SURVEY, "r.csv", text('id,q1\n8,"ett\n9,två\n'), ("quotation mark",)),
    Bad(
        "duplicate case ids, every one listed",
        SURVEY,
        "d.csv",
        text("id,q1\n8,ett\n8,två\n9,tre\n 9 ,fyra\n,fem\n"),
        ("'8' stands in row 2 too, d.csv, row 3", "'9' stands in row 4 too, d.csv, row 5", "empty, d.csv, row 6"),
    ),
    Bad("duplicate columns", SURVEY, "d.csv", text("id,q1,q1\n8,a,b\n"), ("2 columns have the name 'q1'",)),
    Bad(
        "a column that is not there",
        "import survey {study} {file} --case nr --open q7 --attribute land",
        "c.csv",
        text("id,q1\n8,ett\n"),
        ("c.csv, nr", "c.csv, q7", "c.csv, land"),
    ),
    Bad("known cases without --update", SURVEY, "k.csv", text("id,q1\n1,ett\n8,två\n"), ("--update",)),
    Bad(
        "a mapping and --open at once", "import survey {study} {survey} --mapping {mapping} --open q1", says=("leave",)
    ),
    Bad(
        "unknown cases, questions, codes, documents and coders too like another, every one listed",
        CODINGS,
        "c.csv",
        text(
            HEAD
            + "1,q1,,,,k.rum,Anna\n99,q1,,,,k.rum,Anna\n1,q9,,,,k.rum,Anna\n1,q1,,,,k.gone,Anna\n"
            + ",,borta,0,3,k.rum,Anna\n3,q1,,,,k.rum,Anna\n2,q1,,,,k.rum,anna\n"
            + "1,q1,,,,k.rum,Con Sensus\n98,q1,,,,zz,Bo\n"
        ),
        (
            "'anna' differs from 'Anna'",
            "'Con Sensus' differs from 'consensus'",
            "no case '99', c.csv, row 3",
            "no question 'q9', c.csv, row 4",
            "no code 'k.gone', c.csv, row 5",
            "no transcript 'borta', c.csv, row 6",
            "wrote nothing at 'q1', c.csv, row 7",
            "no case '98', c.csv, row 10",
            "no code 'zz', c.csv, row 10",
        ),
    ),
    Bad(
        "spans outside the document or impossible, every one listed",
        CODINGS,
        "s.csv",
        text(HEAD + ",,samtal,0,9999,k.rum,Anna\n1,q1,,30,90,k.rum,Anna\n"),
        ("0-9999 goes past the end", "30-90 goes past the end"),
    ),
    Bad(
        "spans that cannot be",
        CODINGS,
        "s.csv",
        text(HEAD + "".join(f",,samtal,{span},k.rum,Anna\n" for span in ("-1,4", "9,4", "4,4", "4,"))),
        ("s.csv, row 2", "s.csv, row 3", "s.csv, row 4", "s.csv, row 5"),
    ),
    Bad("a transcript coded without a span", CODINGS, "s.csv", text(HEAD + ",,samtal,,,k.rum,A\n"), ("needs start",)),
    Bad("a codings file without coders", CODINGS, "s.csv", text("case,question,code\n1,q1,k.rum\n"), ("'coder'",)),
    Bad("unknown cases in a table of attributes", ATTRIBUTES, "a.csv", text("case,x\n1,a\n77,b\n78,c\n"), ("77", "78")),
    Bad(
        "a case twice in a table of attributes",
        ATTRIBUTES,
        "a.csv",
        text("case,x\n1,a\n1,b\n"),
        ("twice, a.csv, row 3",),
    ),
    Bad("a table of attributes without any", ATTRIBUTES, "a.csv", text("case\n1\n"), ("no column beside",)),
    Bad(
        "YAML with a wrong key",
        LOAD,
        "b.yaml",
        text("codebook: b\ncodes:\n  - key: b.a\n    lable: x\n  - key: b.b\n    colour: '#112233'\n"),
        ("b.yaml, line 4", "b.yaml, line 6"),
    ),
    Bad("YAML with an alias loop", LOAD, "b.yaml", text("codebook: b\ncodes: &a\n  - *a\n"), ("b.yaml, line 2",)),
    Bad(
        "YAML with a code key twice",
        LOAD,
        "b.yaml",
        text("codebook: b\ncodes:\n  - key: b.a\n  - key: b.b\n    codes:\n      - key: b.a\n"),
        ("'b.a' stands in line 3 too, b.yaml, line 6",),
    ),
    Bad("YAML that is none", LOAD, "b.yaml", text("codebook: [b\n"), ("b.yaml, line",)),
    Bad(
        "a code key of another codebook",
        LOAD,
        "b.yaml",
        text("codebook: b\ncodes:\n  - key: k.rum\n"),
        ("'k.rum' is taken",),
    ),
    Bad(
        "a mapping with a wrong key",
        MAPPED,
        "m.yaml",
        text("case: id\nquestions:\n  - {key: q1, column: q1, codebok: k}\n"),
        ("m.yaml, line 3",),
    ),
    Bad(
        "a mapping with a column that is not in the table",
        MAPPED,
        "m.yaml",
        text("case: nr\nquestions:\n  - {key: q1, columns: [q1, q1b]}\n"),
        ("'nr'", "'q1b'"),
    ),
    Bad(
        "a mapping with a codebook that is not in the study",
        MAPPED,
        "m.yaml",
        text("case: id\nquestions:\n  - {key: q1, column: q1, codebook: [k, zz]}\n"),
        ("codebook 'zz' of question 'q1'",),
    ),
    Bad(
        "a mapping whose rule names no variable",
        MAPPED,
        "m.yaml",
        text("case: id\nquestions:\n  - {key: q1, column: q1, asked_when: {q0: Ja}}\n"),
        ("asked_when of question 'q1' names 'q0'",),
    ),
    Bad(
        "a mapping whose rule names a question of several columns",
        MAPPED,
        "m.yaml",
        text(
            "case: id\nquestions:\n  - {key: q1, column: q1, asked_when: {flera: Ja}}\n"
            "closed:\n  - {key: flera, kind: multiple, columns: [a, b]}\n"
        ),
        ("asked_when of question 'q1' names 'flera'",),
    ),
    Bad("an unknown question", "count {study} --question q9", says=("there is no such question, q9; there are: q1",)),
    Bad("an unknown question in a report", "report {study} --question 99", says=("there is no such question, 99",)),
    Bad("an unknown codebook", "count {study} --codebook zz", says=("there is no such codebook, zz",)),
    Bad("an unknown variable", "count {study} --by skostorlek", says=("there is no such variable, skostorlek",)),
    Bad("an unknown basis", "count {study} --basis svar", says=("unknown basis 'svar'",)),
    Bad("an unknown coder", "count {study} --coder Ingen", says=("there is no such coder, Ingen",)),
    Bad("an unknown coder in an export", "export codings {study} -o {file} --coder Ingen", says=("no such coder",)),
    Bad("an unknown style", "report {study} --style roman", says=("unknown style 'roman'",)),
    Bad("an unknown language of a report", "report {study} --language no", says=("unknown language 'no'",)),
    Bad("an unknown language of a study", "new {file} --language no", "ny.db", says=("unknown language 'no'",)),
    Bad("an unknown language of a transcript", "import transcripts {study} {interview2} --language xx", says=("'xx'",)),
    Bad("an unknown language of the screens", "demo {folder} --ui-language xx", says=("unknown language 'xx'",)),
    Bad(
        "an unknown suffix of a report",
        "report {study} -o {file}",
        "r.pdf",
        says=("cannot be written as .pdf",),
    ),
    Bad("an unknown suffix of an export", "export codings {study} -o {file}", "r.ods", says=(".csv or .xlsx",)),
    Bad("a report into a folder that is not there", "report {study} -o {folder}/borta/r.md", says=("folder",)),
    Bad("an export into a folder", "export cases {study} -o {file}", "m.csv", folder, ("this is a folder",)),
    Bad("a backup over a file", "backup {study} {survey}", says=("a file of this name already",)),
    Bad("a new study over a file", "new {survey}", says=("a file of this name already",)),
    Bad(
        "an attribute without a value",
        "import transcripts {study} {interview2} --attribute region",
        says=("NAME=VALUE",),
    ),
    Bad("another transcript of the same name", TRANSCRIPTS, "samtal.txt", text("P1: Nytt.\n"), ("another transcript",)),
    Bad("a study that is a folder", "count {folder}", says=("this is a folder",)),
    Bad("a study that is not there", "count {folder}/gone.db", says=("there is no such study",)),
    Bad("a study that is no study", "count {survey}", says=("not a themecode study",)),
    Bad("a name too long", "count {folder}/" + "å" * 300, says=("cannot be read",)),
    Bad("a command that is not there", "cuont {study}", says=("No such command 'cuont'",)),
    Bad("an option that is not there", "count {study} --bye", says=("--bye",)),
    Bad("a group without a command", "import", says=("a command is missing after themecode import",)),
    Bad("nothing to undo", "undo {study}", says=("Anna has done nothing",)),
    Bad("nothing to redo", "redo {study}", says=("nothing to do again",)),
]


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
def test_bad_input_gets_a_line_per_fault_and_nothing_is_written(
    bad: Bad, run: Any, small: Any, tmp_path: Path, content: Any
) -> None:
    from themecode import Study

    folder = tmp_path / "here"
    folder.mkdir()
    with Study.open(small.path, coder="Lena") as study, study.act("new coder") as entry:
        study.ensure_coder(entry, "Anna")
        study.ensure_coder(entry, "Bo")
    bad.make(folder / bad.file)
    (folder / "svar2.csv").write_text("id,q1,q2,a,b\n8,Åtta ord,ja,x,y\n", encoding="utf-8")
    (folder / "samtal2.txt").write_text("P1: Hej hej.\n", encoding="utf-8")
    before, listed = content(small.path), sorted(folder.iterdir())
    history = history_of(small.path)
    ran = run(
        *bad.command.format(
            study=small.path,
            file=folder / bad.file,
            folder=folder,
            survey=small.survey,
            mapping=small.mapping,
            survey2=folder / "svar2.csv",
            interview2=folder / "samtal2.txt",
        ).split()
    )
    lines = ran.err.splitlines()
    assert ran.code == 2
    assert ran.out == ""
    assert all(line.startswith("themecode: ") for line in lines)
    assert len(lines) == len(bad.says)
    for line, said in zip(lines, bad.says, strict=True):
        assert said in line
    assert content(small.path) == before
    assert history_of(small.path) == history
    assert sorted(folder.iterdir()) == listed


def history_of(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM history ORDER BY id").fetchall()


def command(*arguments: object, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "themecode", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "THEMECODE_CODER": "Anna", **environment},
        stdin=subprocess.DEVNULL,
    )


def test_as_a_process_a_fault_is_exit_code_2_and_one_line_on_stderr(small: Any) -> None:
    done = command("count", "bortä.db", folder=small.path.parent)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode() == (
        "themecode: there is no such study, bortä.db; check the name, or make one: themecode new bortä.db\n"
    )


def test_letters_reach_pipes_whole_whatever_the_locale_says(small: Any) -> None:
    done = command("log", "s.db", folder=small.path.parent, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "läste in enkät.csv" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep file names in Unicode")
def test_a_file_name_that_is_no_text_is_no_reason_for_a_traceback(small: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "themecode", "count", b"\xff\xfe.db"],
        cwd=small.path.parent,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_whoever_stops_reading_our_output_is_not_complained_to(demo: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "themecode", "count", str(demo)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    complaint = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert complaint == b""


def test_open_without_a_terminal_says_what_to_do_instead(small: Any) -> None:
    done = command("open", "s.db", folder=small.path.parent)
    assert done.returncode == 2
    assert b"need a terminal" in done.stderr
