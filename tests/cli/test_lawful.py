"""exclude, erase and register, as typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from themecode import Study
from themecode.usecases.import_transcripts import import_transcripts

Run = Callable[..., Any]


def test_an_excluded_case_is_out_of_every_count_until_it_is_readmitted(small: Any, run: Run) -> None:
    def cases() -> int:
        return int(json.loads(run("count", small.path, "--question", "q1", "--provisional", "--json").out)[0]["cases"])

    assert cases() == 5
    assert "5 -> 4 cases" in run("exclude", small.path, "5", "--reason", "utanför ramen").out
    assert cases() == 4
    assert "excluded already" in run("exclude", small.path, "5", "--reason", "igen").err
    assert "utanför ramen" in run("log", small.path).out
    run("exclude", small.path, "5", "--readmit")
    assert cases() == 5
    run("undo", small.path)
    assert cases() == 4


def test_excluding_without_a_reason_or_an_unknown_case_is_refused(small: Any, run: Run) -> None:
    assert (
        run("exclude", small.path, "5").err
        == "themecode: a reason is missing, 5; say why, such as --reason 'over-coverage'\n"
    )
    assert "no such case" in run("exclude", small.path, "99", "--reason", "x").err


def test_erasing_shows_the_figures_and_bundles_and_needs_an_answer(small: Any, run: Run) -> None:
    run("bundle", small.path, "--for", "Bo", "-o", small.path.with_name("bo.db"))
    asked = run("erase", small.path, "1")
    assert asked.code == 2
    assert "q1, k: cases 5 -> 4" in asked.out
    assert "bo.db, for Bo" in asked.out
    assert "add --yes" in asked.err
    with Study.open(small.path) as study:
        assert "tid" in study.document("1", "q1").text
    done = run("erase", small.path, "1", "--reason", "återtaget", "--yes")
    assert done.code == 0
    assert "erased: 2 texts" in done.out
    assert "återtaget" in run("log", small.path).out
    assert "no such case" in run("erase", small.path, "1", "--yes").err
    assert run("check", small.path).code == 0


def test_erasing_needs_one_thing_to_erase(small: Any, run: Run) -> None:
    assert "name one case" in run("erase", small.path).err
    assert "name one case" in run("erase", small.path, "1", "--document", "samtal").err


def test_the_register_lists_what_is_to_be_deleted_and_reminds_when_the_day_has_passed(small: Any, run: Run) -> None:
    run("register", "add", small.path, "recording", "band-1.wav", "--made", "2020-01-02", "--delete-by", "2020-06-30")
    run("register", "add", small.path, "consent", "blankett 3", "--case", "3", "--note", "på papper")
    listed = run("register", "list", small.path).out.splitlines()
    assert listed == [
        "! recording · band-1.wav · made 2020-01-02 · to be deleted 2020-06-30",
        "  consent · blankett 3 · 3 · kept · på papper",
    ]
    assert "band-1.wav should have been deleted by 2020-06-30" in run("log", small.path).err
    run("register", "gone", small.path, "band-1.wav", "--on", "2020-07-01")
    assert run("log", small.path).err == ""
    rows = json.loads(run("register", "list", small.path, "--json").out)
    assert [(row["name"], row["gone"], row["overdue"]) for row in rows] == [
        ("blankett 3", None, False),
        ("band-1.wav", "2020-07-01", False),
    ]
    assert "band-1.wav" in run("log", small.path).out


def test_what_the_register_cannot_take_is_said(small: Any, run: Run) -> None:
    add = ("register", "add", small.path)
    assert "this is no date" in run(*add, "recording", "x", "--made", "i våras").err
    assert "unknown kind" in run(*add, "video", "x").err
    assert "no such case" in run(*add, "recording", "x", "--case", "99").err
    run(*add, "recording", "x")
    assert "there is a recording of this name" in run(*add, "recording", "x").err
    assert "nothing of this name" in run("register", "gone", small.path, "y").err


def test_erasing_an_interview_by_name(small: Any, run: Run, write: Callable[[str, str], Path]) -> None:
    with Study.open(small.path, coder="Anna") as study:
        import_transcripts(study, [write("hemligt.txt", "P1: Kvarnbacken.\n")])
    assert run("erase", small.path, "--document", "hemligt", "--yes").code == 0
    assert b"Kvarnbacken" not in small.path.read_bytes()
