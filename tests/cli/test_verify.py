"""The commands around finished reports: report -o in every format, --chart, verify."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from themecode.cli.main import main

Run = Callable[..., Any]


def test_a_report_holds_until_the_study_changes_and_holds_against_its_release(
    demo: Path, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "r.docx"
    assert run("report", demo, "--question", "26", "--style", "prose", "-o", file).code == 0
    assert run("release", demo, "2026").code == 0
    assert run("verify", demo, file).out.endswith("all match\n")
    for number in range(1, 10):
        assert run("exclude", demo, f"FC{number:03}", "--reason", "prov").code == 0
    ran = run("verify", demo, file)
    assert ran.code == 1
    assert "should be" in ran.out
    assert run("verify", demo, file, "--release", "2026").code == 0


def test_what_differs_is_told_with_what_it_should_be(demo: Path, run: Run, write: Callable[[str, str], Path]) -> None:
    file = write("r.md", "# Fråga 26\n\nVanligast är tid (61), sedan fikabröd (14).\n")
    ran = run("verify", demo, file)
    assert ran.code == 1
    assert "1 number checked against the study as it stands" in ran.out
    assert "tid (61): 61 should be 60" in ran.out
    assert "1 number is not recognised" in ran.out
    assert "fikabröd (14)" in ran.out
    data = json.loads(run("verify", demo, file, "--json").out)
    assert list(data) == ["file", "release", "checked", "holds", "differences", "held", "unrecognised", "unchecked"]
    (one,) = data["differences"]
    assert (one["printed"], one["expected"], one["code"], one["question"]) == ("61", "60", "stod.tid", "q26")


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("r.xlsx", "x", "a report is not read from .xlsx"),
        ("r.txt", "Något helt annat (3).", "nothing in the file belongs to this study"),
        ("saknas.docx", None, "there is no such file"),
    ],
)
def test_wrong_files_are_refused(name: str, text: str | None, what: str, demo: Path, run: Run, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = run("verify", demo, tmp_path / name)
    assert ran.code == 2
    assert what in ran.err


def test_an_unknown_release_is_refused(demo: Path, run: Run, write: Callable[[str, str], Path]) -> None:
    assert run("verify", demo, write("r.md", "tid (60)"), "--release", "x").code == 2


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".md", ".txt", ".json"])
@pytest.mark.parametrize("style", ["list", "prose", "table", "excerpts"])
def test_every_style_is_written_in_every_format(suffix: str, style: str, demo: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / f"r{suffix}"
    ran = run("report", demo, "--question", "5", "--style", style, "-o", file)
    assert ran.code == 0, ran.err
    assert ran.out == f"wrote {file}\n"
    assert file.stat().st_size > 100


def test_a_chart_has_the_counts_that_are_printed_as_bars_and_as_text(demo: Path, run: Run, tmp_path: Path) -> None:
    from lxml import etree

    file = tmp_path / "c.svg"
    ran = run("report", demo, "--question", "26", "--style", "prose", "--chart", file)
    assert ran.code == 0
    assert "Det vanligaste temat är tid (60)" in ran.out
    root = etree.parse(str(file)).getroot()
    name = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert "tid 60, stöd från ledningen 51" in root.findtext(f"{name}desc")
    widths = [float(bar.get("width")) for bar in root.iter(f"{name}rect")][1:]
    assert [round(width / widths[0] * 60) for width in widths] == [60, 51, 31, 28, 25]


def test_a_chart_as_png_needs_the_extra_and_says_so(
    demo: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:
        if name == "resvg_py":
            raise ImportError(name)
        return original(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    ran = run("report", demo, "--question", "26", "--chart", tmp_path / "c.png")
    assert ran.code == 2
    assert "pip install 'themecode[figures]'" in ran.err
    assert not (tmp_path / "c.png").exists()


def test_a_chart_as_png_is_a_picture(demo: Path, run: Run, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    assert run("report", demo, "--question", "26", "--chart", tmp_path / "c.png").code == 0
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")


def test_another_kind_of_chart_is_refused(demo: Path, tmp_path: Path) -> None:
    assert main(["report", str(demo), "--chart", str(tmp_path / "c.pdf")]) == 2


def test_a_reworded_label_gets_the_nearest_one_as_a_hint_and_what_is_not_checked_is_said(
    demo: Path, run: Run, write: Callable[[str, str], Path]
) -> None:
    file = write(
        "r.md",
        "# Fråga 23\n\nVanligast är samarbete och samverkan (97), sedan att man är samlokaliserad (92) och goda "
        "fikabröd (14). Mellan 21 och 25 svar rör annat.\n",
    )
    ran = run("verify", demo, file)
    assert ran.code == 0
    assert "samverkan (97): perhaps “samverkan/samarbete”, which has 97" in ran.out
    assert "samlokaliserad (92): perhaps “samlokalisering”, which has 92" in ran.out
    assert "fikabröd (14)\n" in ran.out
    assert "2 other numbers were not checked" in ran.out
    data = json.loads(run("verify", demo, file, "--json").out)
    assert [each["hint"] is None for each in data["unrecognised"]] == [False, False, True]
    assert len(data["unchecked"]) == 2


def test_cells_that_are_held_back_are_counted_apart(demo: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "t.docx"
    run("table", demo, "--question", "q5_fast", "--by", "region", "-o", file)
    ran = run("verify", demo, file)
    assert ran.code == 0
    assert "cells of tables are held back" in ran.out
    assert ran.out.endswith("all match\n")
