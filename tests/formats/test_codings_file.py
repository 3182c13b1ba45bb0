"""Codings files: rows that stand on their own, or every fault with its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from themecode.core.errors import InputError
from themecode.core.states import Completion
from themecode.formats.codings_file import COLUMNS, CodingRow, CodingsFile, read_codings
from themecode.formats.write_tables import Cell, write_table

HEADER = "case,question,document,start,end,code,coder"


def read(folder: Path, text: str) -> CodingsFile:
    path = folder / "kodningar.csv"
    path.write_text(text, encoding="utf-8")
    return read_codings(path)


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return [str(fault) for fault in caught.value.faults]


def test_answers_and_transcripts_are_read(tmp_path: Path) -> None:
    file = read(tmp_path, f"{HEADER}\nfc1,q23,,,,tid.luft,Anna\n,,personal-03,120,164,tid,Åsa Ö\nfc2,q23,,0,4,,Anna\n")
    assert file.rows == (
        CodingRow(2, "Anna", "tid.luft", case="fc1", question="q23"),
        CodingRow(3, "Åsa Ö", "tid", document="personal-03", start=120, end=164),
        CodingRow(4, "Anna", "", case="fc2", question="q23", start=0, end=4),
    )
    assert (file.name, len(file.sha256), file.ignored) == ("kodningar.csv", 64, ())


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_every_column_is_kept_whatever_the_kind_of_file(tmp_path: Path, suffix: str) -> None:
    row: list[Cell] = [
        "personal-03", 1, 9, "tid", " Anna  Ek ", "P2: citat", "pilot", "in vivo", "2025-03-01T10:30:00Z", "kort",
        "rad ett\nrad två", "No Code Fits",
    ]  # fmt: skip
    write_table(tmp_path / f"k{suffix}", [name.title() for name in COLUMNS if name not in ("case", "question")], [row])
    assert read_codings(tmp_path / f"k{suffix}").rows == (
        CodingRow(
            row=2, coder="Anna Ek", code="tid", document="personal-03", start=1, end=9, quote="P2: citat",
            round="pilot", origin="in vivo", created="2025-03-01T10:30:00Z", condensation="kort",
            memo="rad ett\nrad två", state=Completion.NO_CODE_FITS,
        ),
    )  # fmt: skip


def test_the_shipped_codings_are_read() -> None:
    file = read_codings(Path(__file__).parents[2] / "transcripts" / "survey-codings.csv")
    assert file.ignored == ()
    assert all(row.coder and row.case for row in file.rows)


def test_columns_that_mean_nothing_here_are_named(tmp_path: Path) -> None:
    assert read(tmp_path, "Kommentar;CASE;Question;code;Coder;uuid\nx;1;q1;a;Anna;y\n").ignored == ("Kommentar", "uuid")


def test_a_transcripts_case_may_be_told(tmp_path: Path) -> None:
    (row,) = read(tmp_path, f"{HEADER}\ngrupp 1,,personal-03,1,2,tid,Anna\n").rows
    assert (row.case, row.document) == ("grupp 1", "personal-03")


def test_empty_rows_are_passed_over(tmp_path: Path) -> None:
    assert [row.row for row in read(tmp_path, f"{HEADER}\n,,,,,,\n1,q1,,,,a,Anna\n").rows] == [3]
    assert read(tmp_path, f"{HEADER}\n").rows == ()


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("1,q1,,5,,a,Anna", "end is missing where start is given"),
        ("1,q1,,,5,a,Anna", "start is missing where end is given"),
        ("1,q1,,x,5,a,Anna", "start cannot be 'x'"),
        ("1,q1,,1.5,5,a,Anna", "start cannot be '1.5'"),
        ("1,q1,,-1,5,a,Anna", "start cannot be '-1'"),
        ("1,q1,,1,²,a,Anna", "end cannot be '²'"),
        (f"1,q1,,1,{'9' * 5000},a,Anna", "end cannot be"),
        ("1,q1,,5,5,a,Anna", "start 5 is not before end 5"),
        ("1,q1,,6,5,a,Anna", "start 6 is not before end 5"),
        ("1,q1,,,,a,", "the coder is missing"),
        ("1,q1,,,,a,  ", "the coder is missing"),
        ("1,,,,,a,Anna", "neither an answer nor a document"),
        (",q1,,,,a,Anna", "neither an answer nor a document"),
        (",,,,,a,Anna", "neither an answer nor a document"),
        ("1,q1,p3,,,a,Anna", "both an answer and a document"),
        (",q1,p3,,,a,Anna", "both an answer and a document"),
    ],
)
def test_a_row_that_cannot_be_is_named(tmp_path: Path, row: str, what: str) -> None:
    (found,) = faults(tmp_path, f"{HEADER}\n1,q1,,,,a,Anna\n{row}\n")
    assert what in found
    assert "kodningar.csv, row 3" in found


def test_states_and_times_that_cannot_be_are_named(tmp_path: Path) -> None:
    found = faults(tmp_path, "case,question,code,coder,state,created\n1,q1,,Anna,klar,i går\n")
    assert "the state cannot be 'klar', kodningar.csv, row 2; write one of completed, no code fits" in found[0]
    assert "created cannot be 'i går'" in found[1]


def test_all_faults_of_all_rows_are_listed(tmp_path: Path) -> None:
    assert len(faults(tmp_path, f"{HEADER}\n1,,,5,,a,\n1,q1,,,,a,Anna\n,,,,,,Anna\n")) == 4


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("case,question,coder", "the column 'code' is missing"),
        ("case,question,code", "the column 'coder' is missing"),
        ("case,code,coder", "no column says what is coded"),
        ("case,question,code,coder,Code", "2 columns are called 'code'"),
    ],
)
def test_missing_and_double_columns_are_named(tmp_path: Path, header: str, what: str) -> None:
    assert what in faults(tmp_path, f"{header}\n")[0]
