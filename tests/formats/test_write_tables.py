"""Tables out: read back as they were, all or nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themecode.core.errors import InputError
from themecode.core.plaintext import normalise
from themecode.formats import write_tables
from themecode.formats.tables import read_table
from themecode.formats.write_tables import Cell, write_table

BOTH = pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30) | st.sampled_from(
    [
        "=1+1",
        "+46",
        "-",
        "@x",
        "#N/A",
        "007",
        "_x000D_",
        "_x005F_x0041_",
        "sep=;",
        '"',
        "a;b",
        "å\u0301ä\r\nö\r",
        "\ufeffx",
    ]
)
NAME = TEXT.map(lambda text: normalise(text).strip()).filter(bool)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    columns = draw(st.lists(NAME, min_size=1, max_size=4, unique=True))
    rows = draw(st.lists(st.lists(TEXT, min_size=len(columns), max_size=len(columns)), max_size=5))
    while rows and not any(rows[-1]):  # empty rows at the end are not part of a table
        rows.pop()
    return columns, rows


@BOTH
@settings(max_examples=150, deadline=None)
@given(table=tables())
def test_any_text_reads_back_as_it_is_normalised(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, table: tuple[list[str], list[list[str]]]
) -> None:
    columns, rows = table
    path = tmp_path_factory.getbasetemp() / f"table{suffix}"
    write_table(path, columns, rows)
    back = read_table(path)
    assert back.columns == tuple(columns)
    assert back.rows == [tuple(normalise(cell) for cell in row) for row in rows]


@BOTH
def test_numbers_and_nothing_read_back_as_text(tmp_path: Path, suffix: str) -> None:
    row: list[Cell] = [1, 2.5, 3.0, None, True, float("nan"), 1 / 3, 10**16]
    write_table(tmp_path / f"a{suffix}", [f"k{place}" for place in range(8)], [row])
    assert read_table(tmp_path / f"a{suffix}").rows == [
        ("1", "2.5", "3", "", "TRUE", "", "0.3333333333333333", "10000000000000000")
    ]


def test_a_csv_begins_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    write_table(tmp_path / "a.csv", ["å"], [["ä"]])
    assert (tmp_path / "a.csv").read_bytes() == '\ufeff"å"\r\nä\r\n'.encode()


def test_a_workbook_works_nothing_out_and_keeps_numbers(tmp_path: Path) -> None:
    write_table(tmp_path / "a.xlsx", ["=kolumn", "n"], [["=1+1", 7], ["+1", 0.5], ["@a", None]])
    cells = list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows())
    assert [row[0].data_type for row in cells] == ["s"] * 4
    assert [row[1].value for row in cells] == ["n", 7, 0.5, None]


def test_what_a_workbook_cannot_hold_is_refused_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(InputError, match=r"a\.xlsx, row 3, column svar; write a \.csv"):
        write_table(path, ["svar"], [["kort"], ["🙂" * 16_400]])
    monkeypatch.setattr(write_tables, "MOST_ROWS", 3)
    with pytest.raises(InputError, match="no more than 3 rows"):
        write_table(path, ["svar"], [["a"], ["b"], ["c"]])
    assert list(tmp_path.iterdir()) == []


@BOTH
def test_a_table_that_fails_half_way_leaves_the_old_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("gammalt")
    with pytest.raises(ValueError, match="2 cells"):
        write_table(path, ["a"], [["1"], ["1", "2"]])
    assert (path.read_text(), len(list(tmp_path.iterdir()))) == ("gammalt", 1)


def test_a_replaced_file_keeps_its_permissions_and_links(tmp_path: Path) -> None:
    path, link = tmp_path / "a.csv", tmp_path / "link.csv"
    path.write_text("gammalt")
    path.chmod(0o640)
    link.symlink_to(path)
    write_table(link, ["a"], [["1"]])
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert read_table(path).rows == [("1",)]


def test_places_that_cannot_be_written_are_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mapp.csv").mkdir()
    for path in (tmp_path / "ingen" / "a.csv", tmp_path / "mapp.csv", tmp_path / "a.pdf", tmp_path / "a"):
        with pytest.raises(InputError):
            write_table(path, ["a"], [])

    def in_use(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", in_use)
    with pytest.raises(InputError, match="Permission denied"):
        write_table(tmp_path / "a.csv", ["a"], [])
    assert [path.name for path in tmp_path.iterdir()] == ["mapp.csv"]
