"""The commands table, backcode, declaration, method, import earlier and export tidy."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.analysis.counts import count_everything

Run = Callable[..., Any]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_of_all_closed_questions_are_the_default(run: Run, demo: Path) -> None:
    ran = run("table", demo)
    assert ran.code == 0
    assert [line.split(".")[0] for line in ran.out.splitlines() if line.startswith("Tabell")] == [
        "Tabell 1",
        "Tabell 2",
        "Tabell 3",
    ]


def test_report_prints_the_table_of_a_closed_question(run: Run, demo: Path, tmp_path: Path) -> None:
    ran = run("report", demo, "--question", "q5_fast", "--language", "en")
    assert ran.out.startswith("Table 1. Is anything keeping families from visiting you? Number and share.")
    assert run("report", demo, "--question", "q5_fast", "-o", tmp_path / "t.md").code == 0
    assert "| Ja | 83 | 42 |" in (tmp_path / "t.md").read_text(encoding="utf-8")
    assert run("report", demo, "--question", "q5_fast", "--question", "23").code == 2
    assert "samverkan" in run("report", demo, "--question", "23").out


def test_small_cells_are_warned_of_where_a_table_is_split(run: Run, demo: Path) -> None:
    printed = run("table", demo, "--question", "5", "--by", "omradestyp").out
    assert "Inte för publicering" in printed
    assert "celler är under 5" in printed
    assert "Inte för publicering" not in run("table", demo, "--question", "5").out


def test_json_of_a_split_says_that_nothing_is_held_back_and_is_no_file(run: Run, demo: Path, tmp_path: Path) -> None:
    split = run("table", demo, "--question", "5", "--by", "omradestyp", "--json")
    assert json.loads(split.out)[0]["small_cells"] > 0
    assert "holds nothing back" in split.err
    assert "holds nothing back" not in run("table", demo, "--question", "5", "--json").err
    both = run("table", demo, "--json", "-o", tmp_path / "t.json")
    assert (both.code, both.out) == (2, "")
    assert "--json is printed, not written" in both.err
    assert not (tmp_path / "t.json").exists()


def test_everything_is_tabulated_with_all(run: Run, demo: Path) -> None:
    out = run("table", demo, "--all").out
    assert "samverkan/samarbete" in out
    assert "förekomst per intervju" in out
    data = json.loads(run("table", demo, "--presence", "--codebook", "intervju_personal", "--json").out)
    assert data[0]["codes"][0]["count"] == 2


def test_earlier_figures_are_read_and_stand_beside_those_of_now(
    run: Run, demo: Path, write: Callable[[str, str], Path]
) -> None:
    table = write("e.csv", "question,year,value,count,base,source\nq5_fast,2008,Ja,50,100,Rapport 2008\n")
    assert "would import 1" in run("import", "earlier", demo, table, "--dry-run").out
    assert "imported 1 figures of 2008" in run("import", "earlier", demo, table).out
    assert "already" in run("import", "earlier", demo, table).out
    out = run("table", demo, "--question", "q5_fast", "--compare", "2008").out
    assert "Ja: andelen har minskat från 50" in out
    assert "Rapport 2008" in out
    assert run("table", demo, "--question", "q5_fast", "--compare", "1999").code == 2
    assert run("table", demo, "--compare", "1999").code == 2
    assert run("table", demo, "--compare", "2008").out.count("Tabell") == 1
    data = json.loads(run("table", demo, "--question", "q5_fast", "--compare", "2008", "--json").out)
    assert data[0]["earlier"] == [{"year": "2008", "value": "Ja", "count": 50, "base": 100, "source": "Rapport 2008"}]
    assert "2008" in run("declaration", demo).out
    assert "undone" in run("undo", demo).out


def test_what_goes_wrong_is_one_line_and_exit_two(run: Run, demo: Path, tmp_path: Path) -> None:
    for arguments in (
        ("table", demo, "--question", "finns inte"),
        ("table", demo, "--bins", "5-25"),
        ("table", demo, "--bins", "x", "--question", "5"),
        ("table", demo, "--base", "x"),
        ("table", demo, "--by", "x"),
        ("table", demo, "--language", "de"),
        ("backcode", demo, "--to", "x"),
        ("backcode", demo, "--case", "x"),
        ("backcode", demo, "--question", "23"),
        ("declaration", demo, "--say", "population"),
        ("declaration", demo, "--say", "x=y"),
        ("method", demo, "--part", "x"),
        ("export", "tidy", demo, "-o", tmp_path / "t.txt"),
    ):
        ran = run(*arguments)
        assert ran.code == 2, arguments
        assert ran.err.startswith("themecode: ")


def test_texts_beside_a_fixed_answer_are_listed_put_and_taken_back(
    run: Run, tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    study = tmp_path / "s.db"
    survey = write("s.csv", "id,a,b,annat,text\n1,Ja,Nej,Ja,B-mottagning å\n2,Nej,Ja,Ja,\n3,Ja,Nej,Nej,b!\n")
    mapping = write(
        "m.yaml",
        "case: id\nquestions:\n  - {key: text, column: text, specify_for: {column: annat, value: Ja}}\n"
        "closed:\n  - {key: q, kind: multiple, columns: [a, b, annat]}\n",
    )
    assert run("new", study).code == 0
    assert run("import", "survey", study, survey, "--mapping", mapping).code == 0
    listed = run("backcode", study).out
    assert "ticked without a text: 1 (2)" in listed
    assert "written without a tick: 1 (3)" in listed
    assert "put 1 texts into b" in run("backcode", study, "--question", "text", "--to", "b", "--case", "1").out
    assert json.loads(run("backcode", study, "--json").out)[0]["texts"][0]["put"] == ["b"]
    assert "Fritextsvar från 1 svarande" in run("table", study).out
    assert (
        "1 answers count as ticked again"
        in run("backcode", study, "--question", "text", "--restore", "--case", "1").out
    )


def test_the_declaration_keeps_what_is_said_and_prints_it(run: Run, demo: Path, tmp_path: Path) -> None:
    assert "said: population" in run("declaration", demo, "--say", "population=236").out
    assert "84 procent (199/236)" in run("declaration", demo).out
    assert json.loads(run("declaration", demo, "--json").out)["rate_base"] == 236
    assert run("declaration", demo, "-o", tmp_path / "d.md").code == 0
    assert "--say" in run("method", demo, "--part", "coreq").err


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_tidy_table_sums_to_the_counts_and_is_missing_where_nothing_is_known(
    run: Run, demo: Path, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"t{suffix}"
    assert "wrote 207 rows" in run("export", "tidy", demo, "-o", path).out
    if suffix == ".csv":
        rows = read_csv(path)
    else:
        from openpyxl import load_workbook

        head, *body = load_workbook(path).active.iter_rows(values_only=True)
        rows = [dict(zip(head, ("" if cell is None else str(cell) for cell in row), strict=True)) for row in body]
    with Study.open(demo, read_only=True) as study:
        found = count_everything(study)
    for counts in found:
        place = counts.question.key if counts.question else "transcripts"
        for category in counts.categories:
            column = [row[f"{place}:{category.code}"] for row in rows]
            assert sum(cell == "1" for cell in column) == category.count
            assert set(column) <= {"0", "1", ""}
        if counts.question:
            states = [row[f"{place}:state"] for row in rows]
            for row, state in zip(rows, states, strict=True):
                known = state in ("coded", "no code fits", "refers elsewhere")
                assert all((row[f"{place}:{item.code}"] != "") == known for item in counts.categories)


def test_a_tidy_table_of_one_question_has_its_respondents_and_reads_as_a_study_of_its_own(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    assert "wrote 199 rows" in run("export", "tidy", demo, "-o", path, "--question", "5").out
    rows = read_csv(path)
    assert sum(row["q5:state"] == "not asked" for row in rows) > 100
    assert all(row["q5:hinder.resa"] == "" for row in rows if row["q5:state"] == "not asked")
    assert run("new", tmp_path / "ny.db").code == 0
    assert run("import", "survey", tmp_path / "ny.db", path, "--case", "case").code == 0


def test_a_closed_question_has_no_categories_to_count_and_says_where_its_table_is(run: Run, demo: Path) -> None:
    ran = run("count", demo, "--question", "q5_fast")
    assert ran.code == 2
    assert "themecode table" in ran.err


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".md", ".txt", ".json"])
def test_tables_can_be_written_in_every_format(run: Run, demo: Path, tmp_path: Path, suffix: str) -> None:
    ran = run("table", demo, "-o", tmp_path / f"t{suffix}")
    assert ran.code == 0
    assert (tmp_path / f"t{suffix}").stat().st_size > 200


def test_a_workbook_has_the_numbers_of_the_tables_as_numbers(run: Run, demo: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    run("table", demo, "--question", "5", "-o", tmp_path / "t.xlsx")
    rows = [row for sheet in load_workbook(tmp_path / "t.xlsx") for row in sheet.iter_rows(values_only=True)]
    assert ("Ja", 83, 42) in [row[:3] for row in rows]


def test_verify_finds_nothing_wrong_in_tables_and_a_declaration_of_today(run: Run, demo: Path, tmp_path: Path) -> None:
    for arguments in (("table", demo), ("declaration", demo, "--say", "population=236")):
        assert run(*arguments, "-o", tmp_path / "t.html").code == 0
        ran = run("verify", demo, tmp_path / "t.html")
        assert ran.code == 0, ran.out
