"""suggest, groups and model, as one types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from themecode.formats.codebook_file import read_codebook

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THEMECODE_MODEL", raising=False)


def test_json_has_a_row_for_each_answer_with_the_full_ranking_also_where_it_abstains(topics: Path, run: Run) -> None:
    found = json.loads(run("suggest", topics, "--question", "1", "--json").out)
    assert [row["case"] for row in found] == [f"c{number}" for number in range(20)]
    assert list(found[0]) == ["case", "question", "document", "start", "end", "abstained", "codes"]
    assert list(found[0]["codes"][0]) == ["code", "score", "why"]
    assert (found[0]["question"], found[0]["document"], found[0]["start"]) == ("q", "", 0)
    for row in found:
        scores = [code["score"] for code in row["codes"]]
        assert len(scores) == 4
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
    assert found[18]["abstained"]
    assert not found[0]["abstained"]
    assert "b.tid" in found[0]["codes"][0]["why"]


def test_json_has_a_row_for_each_sentence_of_transcripts_but_the_moderators(demo: Path, run: Run) -> None:
    found = json.loads(run("suggest", demo, "--codebook", "intervju_personal", "--limit", "50", "--json").out)
    assert len(found) == 50
    assert {row["question"] for row in found} == {""}
    assert all(row["document"] and row["start"] < row["end"] for row in found)


def test_the_table_has_three_codes_and_says_why_it_is_silent(topics: Path, run: Run) -> None:
    lines = run("suggest", topics, "--question", "q").out.splitlines()
    assert lines[0].split() == ["case", "text", "first", "second", "third", "silent"]
    assert len(lines) == 24
    assert "b.tid" in lines[2]
    assert lines[-1] == "learnt from 0 coded texts and the codebook b"
    assert lines[20].endswith("nothing alike")
    assert len(run("suggest", topics, "--question", "q", "--limit", "3").out.splitlines()) == 7


def test_evaluate_prints_the_figures_and_the_sentences_for_the_method(demo: Path, run: Run) -> None:
    shown = run("suggest", demo, "--question", "26", "--coder", "result", "--evaluate").out
    for part in (
        "from the codebook alone",
        "in the order of coding",
        "by frequency (baseline)",
        "most often taken for",
    ):
        assert part in shown
    assert "0 of 195 codings (0 %) began as a suggestion" in shown
    found = json.loads(run("suggest", demo, "--question", "26", "--coder", "result", "--evaluate", "--json").out)
    assert found["accuracy"]["zero_shot"]["top3"] >= 0.65
    assert found["coded"] == found["accuracy"]["leave_one_out"]["texts"]
    assert found["acceptance"]["codings"] == 195


def test_evaluate_says_that_nothing_is_coded_yet(topics: Path, run: Run) -> None:
    assert "nothing is coded yet" in run("suggest", topics, "--question", "q", "--evaluate").out


def test_what_is_wrong_is_said_in_a_sentence(topics: Path, run: Run) -> None:
    for arguments, words in (
        (("suggest", topics, "--question", "9"), "no such question"),
        (("suggest", topics, "--question", "q", "--coder", "Eva"), "no such coder"),
        (("suggest", topics, "--question", "q", "--round", "x"), "no such round"),
        (("groups", topics, "--question", "q", "--take", "a"), "--take wants numbers"),
        (("groups", topics, "--question", "q", "--into", "b"), "a codebook of this key already"),
        (("groups", topics, "--question", "q", "--into", "b b"), "cannot be the key"),
        (("model", "use", topics), "--none"),
    ):
        ran = run(*arguments)
        assert ran.code == 2, arguments
        assert words in ran.err
        assert "Traceback" not in ran.err


def test_chosen_groups_become_draft_codes_in_a_file_or_in_the_study(topics: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "utkast.yaml"
    ran = run("groups", topics, "--question", "q", "--groups", "4", "--take", "1,2", "--draft", file)
    assert ran.code == 0
    assert "not themes" in ran.err
    assert len(read_codebook(file).codes) == 2
    assert run("groups", topics, "--question", "q", "--groups", "4", "--into", "nya").code == 0
    found = json.loads(run("suggest", topics, "--question", "q", "--codebook", "nya", "--json").out)
    assert len(found[0]["codes"]) == 4
    assert "nya" in run("log", topics).out
    listed = json.loads(run("groups", topics, "--question", "q", "--groups", "4", "--json").out)
    assert list(listed[0]) == ["group", "texts", "words", "central", "cases"]


def keys(data: object) -> set[str]:
    """Return every key of nested JSON."""
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in keys(value)}
    return {key for value in data for key in keys(value)} if isinstance(data, list) else set()


def test_every_key_of_the_json_is_documented(demo: Path, run: Run) -> None:
    text = (Path(__file__).parents[2] / "docs" / "files.md").read_text(encoding="utf-8")
    for heading, arguments in (
        ("## suggest --json\n", ("suggest", demo, "--question", "26", "--limit", "2", "--json")),
        (
            "## suggest --evaluate --json\n",
            ("suggest", demo, "--question", "26", "--coder", "result", "--evaluate", "--json"),
        ),
    ):
        section = text.split(heading)[1].split("\n## ")[0]
        printed = keys(json.loads(run(*arguments).out))
        assert len(printed) > 8
        assert sorted(key for key in printed if f"`{key}`" not in section) == []
