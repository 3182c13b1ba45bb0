"""search, and the exports of passages, the matrix, meaning units and co-occurrence, read back without our readers."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from themecode import Study
from themecode.report import retrieval_tables as tables
from themecode.usecases.matrix import write_cell

Run = Callable[..., Any]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULA = '=HYPERLINK("http://x") åäö 🤔\nrad två'


def from_docx(path: Path) -> list[list[str]]:
    """Return the rows of the table of a document, from its XML."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return [
        ["\n".join("".join(p.itertext()) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
        for row in root.iter(f"{W}tr")
    ]


def from_xlsx(path: Path) -> list[list[str]]:
    """Return the rows of the first sheet of a workbook, from its XML; any formula fails."""
    with zipfile.ZipFile(path) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        shared = (
            ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
            if "xl/sharedStrings.xml" in archive.namelist()
            else None
        )
    assert not list(sheet.iter(f"{S}f"))
    strings = ["".join(item.itertext()) for item in shared.iter(f"{S}si")] if shared is not None else []
    rows = []
    for row in sheet.iter(f"{S}row"):
        cells = []
        for cell in row.iter(f"{S}c"):
            value = cell.find(f"{S}v")
            text = "".join(cell.itertext()) if value is None else str(value.text)
            cells.append(strings[int(text)] if cell.get("t") == "s" else text)
        rows.append(cells)
    return rows


def from_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


READERS = {".csv": from_csv, ".xlsx": from_xlsx, ".docx": from_docx}


def test_search_prints_passages_with_their_context_under_the_case(demo: Path, run: Run) -> None:
    ran = run("search", demo, "pers.tid.luft")
    assert ran.code == 0
    assert "pers.tid.luft: 4 passages, 2 documents, 2 cases; the result" in ran.out
    assert "personal-01 (2)" in ran.out
    assert "Det man hinner är det som är bokat. »Det man inte hinner är allt" in ran.out


def test_search_json_has_the_documented_keys_and_offsets_into_the_text(demo: Path, run: Run) -> None:
    ran = run("search", demo, "pers.tid nära pers.styrning inom samma dokument", "--json", "--by", "role")
    found = json.loads(ran.out)
    assert list(found[0]) == list(tables.names(tables.PASSAGES))
    with Study.open(demo, read_only=True) as study:
        for each in found:
            text = study.document(each["document"]).text
            assert text[each["start"] : each["end"]] == each["text"]
            assert each["before"] + each["text"] + each["after"] in text
            assert each["group"] == each["role"]


def test_search_in_the_text_prints_the_keyword_in_one_column(demo: Path, run: Run) -> None:
    ran = run("search", demo, "--text", "samverkan", "--question", "26")
    head, *lines = ran.out.splitlines()
    assert head.startswith("samverkan: ")
    assert len({line.casefold().index("samverkan", 33) for line in lines if "🤔" not in line}) == 1
    found = json.loads(run("search", demo, "--text", "samverkan", "--question", "26", "--json").out)
    assert list(found[0]) == list(tables.names(tables.LINES))
    assert len(found) == len(lines)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tid och"], "a code is missing after 'och'"),
        (["tid", "--text", "tid"], "both say what to find"),
        ([], "nothing to search for"),
        (["stod.tid", "--by", "ålder"], "no such variable"),
        (["stod.tid", "--coder", "Eva"], "no such coder"),
        (["--text", "🤔"], "no word to look for"),
        (["stod.tid", "-o", "ut.pdf"], "not written as .pdf"),
    ],
)
def test_what_cannot_be_searched_for_is_one_line_and_exit_2(
    demo: Path, run: Run, arguments: list[str], said: str
) -> None:
    ran = run("search", demo, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".docx"])
def test_the_matrix_is_read_back_by_others_with_its_text_whole_and_never_a_formula(
    demo: Path, run: Run, tmp_path: Path, suffix: str
) -> None:
    with Study.open(demo, coder="Anna") as study:
        write_cell(study, "personal-01", "pers.tid", FORMULA)
    out = tmp_path / f"matris{suffix}"
    assert run("export", "matrix", demo, "-o", out, "--codebook", "intervju_personal", "--by", "soc").code == 0
    head, *rows = READERS[suffix](out)
    assert head[:3] == ["case", "soc", "tid och samverkan"]
    by_case = {row[0]: row for row in rows}
    assert len(by_case) == 4  # those that the codebook reads
    assert by_case["personal-01"][2] == FORMULA
    assert by_case["personal-01"][3] == "[1 textställe]"


def test_a_workbook_wraps_its_text_and_keeps_the_case_in_sight(demo: Path, run: Run, tmp_path: Path) -> None:
    import openpyxl

    out = tmp_path / "m.xlsx"
    run("export", "matrix", demo, "-o", out)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert sheet.freeze_panes == "B2"
    assert sheet["B2"].alignment.wrap_text
    assert sheet.column_dimensions["B"].width == 40


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".docx"])
def test_meaning_units_go_with_their_condensation_to_every_kind_of_file(
    demo: Path, run: Run, tmp_path: Path, suffix: str
) -> None:
    with Study.open(demo, coder="Anna") as study:
        study.connection.execute(
            "UPDATE codings SET condensation = '@kort' WHERE id = (SELECT min(g.id) FROM codings g "
            "JOIN documents d ON d.id = g.document_id WHERE d.name = 'personal-01')"
        )
    out = tmp_path / f"enheter{suffix}"
    ran = run("export", "meaning-units", demo, "-o", out, "--codebook", "intervju_personal")
    head, *rows = READERS[suffix](out)
    columns = [column.name for column in tables.UNITS if suffix != ".docx" or column.in_document]
    assert head == columns
    assert f"wrote {len(rows)} rows" in ran.out
    assert [row[head.index("condensation")] for row in rows].count("@kort") == 1
    with Study.open(demo, read_only=True) as study:
        texts = {name: study.document(name).text for name in ("personal-01", "personal-03")}
    for row in rows:
        assert row[head.index("meaning_unit")] in texts[row[head.index("document")]]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".docx"])
def test_passages_are_exported_as_they_are_searched(demo: Path, run: Run, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"p{suffix}"
    run("export", "passages", demo, "pers.tid", "-o", out)
    searched = tmp_path / f"s{suffix}"
    run("search", demo, "pers.tid", "-o", searched)
    exported = READERS[suffix](out)
    assert exported == READERS[suffix](searched)
    assert len(exported) == 13


def test_all_passages_are_as_many_as_the_codings_that_count(demo: Path, run: Run, tmp_path: Path) -> None:
    run("export", "passages", demo, "-o", tmp_path / "alla.csv")
    counted = json.loads(run("count", demo, "--basis", "codings", "--json").out)
    tops = sum(item["count"] for each in counted for item in each["categories"] if item["parent"] is None)
    assert len(from_csv(tmp_path / "alla.csv")) - 1 == tops


def test_cooccurrence_has_a_row_for_each_two_codes_with_the_count_of_each(demo: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "c.json"
    assert run("export", "cooccurrence", demo, "-o", out, "--question", "23").code == 0
    rows = json.loads(out.read_text(encoding="utf-8"))
    assert list(rows[0]) == list(tables.names(tables.TOGETHER))
    counted = json.loads(run("count", demo, "--question", "23", "--json").out)[0]["categories"]
    number = {item["code"]: item["count"] for item in counted}
    assert all(
        (row["code_count"], row["other_count"]) == (number[row["code"]], number[row["other_code"]]) for row in rows
    )
    assert all(row["count"] <= min(row["code_count"], row["other_count"]) for row in rows)
    occurring = sum(bool(count) for count in number.values())
    assert len(rows) == occurring * (occurring - 1) // 2
    for suffix in (".csv", ".xlsx", ".docx"):
        run("export", "cooccurrence", demo, "-o", tmp_path / f"c{suffix}", "--question", "23")
        assert len(READERS[suffix](tmp_path / f"c{suffix}")) == len(rows) + 1


def test_an_export_that_cannot_be_written_leaves_the_old_file(demo: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "m.xlsx"
    out.write_bytes(b"gammal")
    ran = run("export", "matrix", demo, "-o", out, "--level", "9")
    assert ran.code == 2
    assert out.read_bytes() == b"gammal"


DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Passages as a table", tables.PASSAGES),
        ("Keyword lines as a table", tables.LINES),
        ("Meaning units as a table", tables.UNITS),
        ("Co-occurrence as a table", tables.TOGETHER),
    ],
)
def test_the_columns_are_the_documented_ones(heading: str, columns: tuple[tables.Column, ...]) -> None:
    text = (DOCS / "files.md").read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == [column.name for column in columns]


@pytest.mark.parametrize(
    ("heading", "screen"),
    [("Everything about a code", "passages"), ("Counts", "counts"), ("The matrix", "matrix")],
)
def test_the_keys_that_are_explained_are_on_the_screen(heading: str, screen: str) -> None:
    from themecode.tui.actions import actions_of

    text = (DOCS / "searching.md").read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| (`[^|]*`) \|", text, re.MULTILINE)
    explained = {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)}
    assert len(explained) > 5
    assert explained - {action.shown for action in actions_of(screen)} == set()  # keys.md has all of them


def test_every_query_in_the_documentation_can_be_read() -> None:
    from themecode.analysis.query import parse

    text = (DOCS / "searching.md").read_text(encoding="utf-8").split("\n## Queries over codes\n")[1].split("\n## ")[0]
    block = text.split("```text\n")[1].split("```")[0]
    queries = [query for line in block.splitlines() for query in re.split(r"\s{2,}", line) if query]
    assert len(queries) == 10
    for query in queries:
        parse(query)
