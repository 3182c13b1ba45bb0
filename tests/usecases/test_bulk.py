"""Doing one thing to many answers: what is written, what is left alone, and that one undo takes it all back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis.counts import count_categories
from themecode.cli.main import main
from themecode.core.errors import NotFoundError, ReadOnlyError, RefusedError
from themecode.core.states import Completion
from themecode.usecases import answer_table, bulk, coding, looking
from themecode.usecases.bulk import Bulk

Content = Callable[[Path], dict[str, list[tuple[object, ...]]]]

ANSWERS = """id;q
1;Mer tid för möten
2;mer tid, för MÖTEN!
3;Mer  tid för möten.
4;Lokaler
5;vet ej
6;mer tid för möten
"""
BOOK = """
codebook: k
codes:
  - {key: k.tid, label: tid}
  - {key: k.rum, label: rum}
  - {key: k.gammal, label: gammal, retired: true}
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bulk")
    (folder / "svar.csv").write_text(ANSWERS, encoding="utf-8")
    (folder / "k.yaml").write_text(BOOK, encoding="utf-8")
    study = folder / "s.db"
    for command in (
        ["new", study],
        ["codebook", "load", study, folder / "k.yaml"],
        ["import", "survey", study, folder / "svar.csv", "--open", "q"],
    ):
        assert main([*map(str, command), "--coder", "Anna"]) == 0
    with Study.open(study, coder="Anna") as opened:
        looking.add_coder(opened)
    return study


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "s.db"))


@pytest.fixture
def study(path: Path) -> Iterator[Study]:
    with Study.open(path, coder="Anna") as opened:
        yield opened


def ids(study: Study, *cases: str) -> list[int]:
    return [study.document(case, "q").id for case in cases]


def codes(study: Study, case: str) -> list[tuple[str, str, str]]:
    document = study.document(case, "q")
    return [(each.code, each.span.of(document.text), each.origin) for each in looking.own_codings(study, document)]


def state(study: Study, case: str) -> str | None:
    return looking.own_state(study, study.document(case, "q"))


def test_a_code_goes_on_the_whole_of_each_answer_and_says_that_it_came_in_bulk(study: Study) -> None:
    assert bulk.code_many(study, ids(study, "1", "4"), "k.tid") == Bulk(2)
    assert codes(study, "1") == [("k.tid", "Mer tid för möten", "bulk")]
    assert codes(study, "4") == [("k.tid", "Lokaler", "bulk")]
    assert state(study, "1") is None


def test_answers_that_have_the_code_on_any_part_are_left_alone(study: Study) -> None:
    study.code(study.document("1", "q"), 4, 7, "k.tid")
    assert bulk.code_many(study, ids(study, "1", "4"), "k.tid") == Bulk(1, 1)
    assert codes(study, "1") == [("k.tid", "tid", "hand")]


def test_one_undo_takes_a_bulk_step_back_and_redo_does_it_again(path: Path, study: Study, content: Content) -> None:
    before = content(path)
    bulk.code_many(study, ids(study, "1", "2", "3"), "k.tid")
    assert "3 svar" in study.undo()
    assert content(path) == before
    study.redo()
    assert codes(study, "3")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["code", "remove", "complete", "empty", "reopen", "same"]),
        st.lists(st.integers(1, 6), min_size=1, max_size=6, unique=True),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_undoing_every_step_leaves_the_study_as_it_was(
    original: Path, tmp_path_factory: pytest.TempPathFactory, content: Content, steps: list[tuple[str, list[int]]]
) -> None:
    path = Path(shutil.copy(original, tmp_path_factory.mktemp("steps") / "s.db"))
    before = content(path)
    with Study.open(path, coder="Anna") as study:
        images = []
        for what, cases in steps:
            was, entries = content(path), _entries(study)
            chosen = ids(study, *map(str, cases))
            try:
                if what == "code":
                    bulk.code_many(study, chosen, "k.tid")
                elif what == "remove":
                    bulk.remove_many(study, chosen, "k.tid")
                elif what == "reopen":
                    bulk.reopen_many(study, chosen)
                elif what == "same":
                    bulk.give_same(study, study.document(str(cases[0]), "q"), ids(study, *"123456"))
                else:
                    bulk.complete_many(
                        study, chosen, Completion.COMPLETED if what == "complete" else Completion.CONTENTLESS
                    )
            except RefusedError:
                assert content(path) == was
            if _entries(study) > entries:
                images.append(was)
            else:
                assert content(path) == was
        for was in reversed(images):
            study.undo()
            assert content(path) == was
    assert content(path) == before


def _entries(study: Study) -> int:
    (number,) = study.connection.execute("SELECT count(*) FROM history").fetchone()
    return int(number)


def test_answers_are_left_in_a_state_and_those_with_codes_cannot_be_without_content(study: Study) -> None:
    bulk.code_many(study, ids(study, "1"), "k.tid")
    assert bulk.complete_many(study, ids(study, "1", "5"), Completion.CONTENTLESS) == Bulk(1, 1)
    assert (state(study, "1"), state(study, "5")) == (None, "contentless")
    bulk.complete_many(study, ids(study, "1", "4"), Completion.COMPLETED)
    assert (state(study, "1"), state(study, "4")) == ("completed", "no code fits")


def test_done_opens_answers_again_where_all_of_them_are_read(study: Study) -> None:
    both = ids(study, "1", "4")
    assert bulk.complete_or_reopen(study, both[:1]) == (Bulk(1), False)
    assert bulk.complete_or_reopen(study, both)[1] is False
    assert bulk.complete_or_reopen(study, both) == (Bulk(2), True)
    assert state(study, "1") is None


def test_a_code_is_taken_away_from_many_answers_and_others_work_stays(study: Study, path: Path) -> None:
    with Study.open(path, coder="Bo") as other:
        bulk.code_many(other, ids(other, "1", "4"), "k.tid")
    bulk.code_many(study, ids(study, "1", "4"), "k.tid")
    bulk.code_many(study, ids(study, "1"), "k.rum")
    assert answer_table.codes_on(study, ids(study, "1", "4")) == {
        study.find_code("k.tid").id: 2,
        study.find_code("k.rum").id: 1,
    }
    assert bulk.remove_many(study, ids(study, "1", "4", "5"), "k.tid") == Bulk(2)
    assert [code for code, _, _ in codes(study, "1")] == ["k.rum"]
    with Study.open(path, coder="Bo") as other:
        assert codes(other, "1")


def test_what_cannot_be_done_is_refused_and_nothing_written(study: Study, path: Path, content: Content) -> None:
    before = content(path)
    with pytest.raises(NotFoundError):
        bulk.code_many(study, ids(study, "1"), "k.finns_inte")
    with pytest.raises(RefusedError):
        bulk.code_many(study, ids(study, "1"), "k.gammal")
    with pytest.raises(RefusedError):
        bulk.give_same(study, study.document("1", "q"), ids(study, "2"))
    assert content(path) == before
    with Study.open(path, coder="Anna", read_only=True) as sealed, pytest.raises(ReadOnlyError):
        bulk.code_many(sealed, ids(sealed, "1"), "k.tid")


def test_like_answers_get_the_same_codes_on_the_same_words_and_the_same_state(study: Study) -> None:
    document = study.document("1", "q")
    study.code(document, 0, len(document.text), "k.tid")
    study.code(document, 12, 17, "k.rum")
    others = ids(study, "2", "3", "4", "6")
    assert bulk.like_unread(study, document, others) == others
    assert bulk.give_same(study, document, others) == Bulk(3)
    assert codes(study, "2") == [("k.tid", "mer tid, för MÖTEN!", "bulk"), ("k.rum", "MÖTEN", "bulk")]
    assert codes(study, "4") == []
    assert [state(study, case) for case in "12346"] == ["completed"] * 3 + [None, "completed"]


def test_like_answers_that_were_begun_or_read_are_left_alone(study: Study) -> None:
    bulk.code_many(study, ids(study, "2"), "k.rum")
    bulk.complete_many(study, ids(study, "3"), Completion.NO_CODE_FITS)
    bulk.complete_many(study, ids(study, "6"), Completion.SKIPPED)
    document = study.document("1", "q")
    study.code(document, 0, 3, "k.tid")
    assert bulk.give_same(study, document, ids(study, "1", "2", "3", "6")) == Bulk(1)
    assert [code for code, _, _ in codes(study, "2")] == ["k.rum"]
    assert codes(study, "6") == [("k.tid", "mer", "bulk")]


def test_a_state_alone_is_given_to_like_answers_too(study: Study) -> None:
    document = study.document("1", "q")
    study.complete(document, Completion.REFERS_ELSEWHERE)
    bulk.give_same(study, document, ids(study, "2", "3"))
    assert [state(study, case) for case in "123"] == ["refers elsewhere"] * 3


def test_counts_stay_per_case_when_like_answers_are_coded_once(study: Study) -> None:
    document = study.document("1", "q")
    study.code(document, 0, 3, "k.tid")
    bulk.give_same(study, document, ids(study, "2", "3", "6"))
    counts = count_categories(study, question="q", provisional=True)
    assert {each.code: each.count for each in counts.categories}["k.tid"] == 4


def test_bulk_codings_are_exported_with_their_origin_and_the_history_names_no_text(study: Study) -> None:
    bulk.code_many(study, ids(study, "1", "2"), "k.tid")
    (summary,) = study.connection.execute("SELECT summary FROM history ORDER BY id DESC LIMIT 1").fetchone()
    assert summary == "Anna kodade 2 svar med k.tid"
    assert coding.usable_code(study, "k.tid").key == "k.tid"
