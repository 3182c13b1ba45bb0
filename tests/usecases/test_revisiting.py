import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.analysis import count_categories
from themecode.core.states import Completion
from themecode.usecases.codebook_changes import (
    add_code,
    merge_codes,
    redefine,
    rename_code,
    retire_code,
    split_code,
)
from themecode.usecases.history import history
from themecode.usecases.import_codings import import_codings
from themecode.usecases.revisiting import revisit_queue

Run = Callable[..., Any]
ANSWERED = ("1", "2", "5")


@pytest.fixture
def anna(small: Any) -> Iterator[Study]:
    """Anna has read every answer to question 1 with words in it, and said of one that it holds nothing."""
    with Study.open(small.path, coder="Anna") as study:
        for case in ANSWERED:
            study.code(study.document(case, "q1"), 0, 4, "k.rum")
            study.complete(study.document(case, "q1"))
        study.complete(study.document("4", "q1"), Completion.CONTENTLESS)
        yield study


def queue(study: Study) -> dict[str, tuple[str, ...]]:
    return {each.title: each.codes for each in revisit_queue(study, study.question("q1"))}


def numbers(study: Study) -> dict[str, int]:
    return {each.code: each.documents for each in count_categories(study, question="q1").revisit}


def test_nothing_is_to_be_read_again_until_a_code_is_new(anna: Study) -> None:
    rename_code(anna, "k.tid.luft", "k.tid.rymd")
    merge_codes(anna, "k.tid.rymd", "k.tid")
    assert queue(anna) == {}
    assert numbers(anna) == {}


def test_what_was_completed_before_a_new_code_is_to_be_read_again(anna: Study) -> None:
    add_code(anna, "ny", key="k.ny")
    assert queue(anna) == {f"{case} / q1": ("k.ny",) for case in ANSWERED}
    assert numbers(anna) == {"k.ny": 3}
    redefine(anna, "k.rad", definition="Något annat")
    assert numbers(anna) == {"k.rad": 3, "k.ny": 3}


def test_a_code_split_off_is_new_and_a_code_out_of_use_is_not_looked_for(anna: Study) -> None:
    made = split_code(anna, "k.rum", "små", search="ånej").code.key
    assert numbers(anna) == {made: 3}
    retire_code(anna, made)
    assert numbers(anna) == {}
    assert queue(anna) == {}


def test_completing_a_document_again_takes_it_off_the_queue_and_can_be_undone(anna: Study) -> None:
    add_code(anna, "ny", key="k.ny")
    anna.complete(anna.document("2", "q1"))
    assert list(queue(anna)) == ["1 / q1", "5 / q1"]
    assert numbers(anna) == {"k.ny": 2}
    entries = len(history(anna))
    anna.complete(anna.document("2", "q1"))
    assert len(history(anna)) == entries
    anna.undo()
    assert numbers(anna) == {"k.ny": 3}


def test_what_is_completed_with_a_code_that_is_then_undone_is_due_for_the_next_one(anna: Study, small: Any) -> None:
    with Study.open(small.path, coder="Bo") as bo:
        add_code(anna, "ny", key="k.ny")
        bo.complete(bo.document("3", "q2"))
        anna.undo()
        add_code(anna, "annan", key="k.annan")
        assert [each.codes for each in revisit_queue(bo, bo.question("q2"))] == [("k.annan",)]


def test_each_coder_has_their_own_queue_and_a_stranger_none(anna: Study, small: Any) -> None:
    add_code(anna, "ny", key="k.ny")
    with Study.open(small.path, coder="Bo") as bo:
        assert queue(bo) == {}
        bo.complete(bo.document("3", "q2"))
        assert queue(bo) == {}


def test_interviews_have_a_queue_of_their_own(anna: Study) -> None:
    anna.complete(anna.document("samtal"))
    add_code(anna, "ny", key="k.ny")
    assert [(each.title, each.codes) for each in revisit_queue(anna, None)] == [("samtal", ("k.ny",))]


def test_importing_codings_again_completes_with_the_codebook_as_it_is(anna: Study, tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("case,question,document,start,end,code,coder\n1,q1,,0,4,k.rum,Anna\n2,q1,,0,4,k.rum,Anna\n")
    add_code(anna, "ny", key="k.ny")
    import_codings(anna, path)
    assert numbers(anna) == {"k.ny": 1}


def test_counts_say_how_many_answers_were_read_before_which_codes(anna: Study, run: Run) -> None:
    add_code(anna, "ny", key="k.ny")
    shown = run("count", anna.path, "--question", "q1")
    assert "3 svar lästes innan k.ny fanns eller definierades som nu." in shown.out
    assert "3 answers were completed before k.ny existed" in run("report", anna.path, "--language", "en").out
    for code in ("b", "c"):
        add_code(anna, code, key=f"k.{code}")
    assert "3 svar lästes innan k.ny, k.b och k.c fanns" in run("count", anna.path, "--question", "q1").out
    (data,) = json.loads(run("count", anna.path, "--question", "q1", "--json").out)
    assert data["revisit"] == [{"code": f"k.{code}", "documents": 3} for code in ("ny", "b", "c")]


def test_counts_say_nothing_where_nothing_is_outstanding(anna: Study, run: Run) -> None:
    assert "lästes innan" not in run("count", anna.path).out
    (data,) = json.loads(run("count", anna.path, "--question", "q1", "--json").out)
    assert data["revisit"] == []


def test_one_look_into_an_index_finds_that_nothing_is_outstanding(anna: Study) -> None:
    asked: list[str] = []
    anna.connection.set_trace_callback(lambda text: asked.append(text) if "codebook_version <" in text else None)
    count_categories(anna, question="q1")
    anna.connection.set_trace_callback(None)
    assert len(asked) == 1
    plan = anna.connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}").fetchall()
    assert any("completions_version" in row[3] for row in plan)
