"""Texts beside a fixed answer: listed, put into the answer they mean, taken back; what was ticked stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from themecode import Study
from themecode.analysis.closed import TICKED, count_closed
from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.formats.mapping_file import read_mapping
from themecode.usecases.backcoding import back_code, restore, specified, specifying_questions
from themecode.usecases.import_survey import import_survey

SURVEY = """id,bvc,bmm,annan,annan_text,arbetar,arbetar_text,delar,delar_text
1,Ja,Nej,Ja,Barnmorskan på plan 2,kommun,,a;annat,å
2,Ja,Nej,Ja,barnmorskan på plan 2!,annat,Kommunen 🏛,annat,ö
3,Ja,Nej,Ja,,annat,,b,
4,Ja,Ja,Nej,Även kyrkan,region,staten,a,
5,Nej,Nej,Nej,,,kommunen,,
"""
MAPPING = """case: id
questions:
  - {key: annan_text, column: annan_text, specify_for: {column: annan, value: Ja}}
  - {key: arbetar_text, column: arbetar_text, specify_for: {column: arbetar, value: annat}}
  - {key: delar_text, column: delar_text, specify_for: {column: delar, value: annat}}
closed:
  - {key: parter, kind: multiple, columns: [bvc, bmm, annan], items: {bmm: {sv: barnmorska, en: midwife}}}
  - {key: huvudman, kind: single, column: arbetar}
  - {key: delar, kind: multiple, column: delar}
"""


@pytest.fixture
def study(tmp_path: Path, write: Callable[[str, str], Path]) -> Study:
    study = Study.create(tmp_path / "s.db", coder="Lena")
    import_survey(study, write("s.csv", SURVEY), mapping=read_mapping(write("m.yaml", MAPPING)))
    return study


def ticks(study: Study, question: str) -> dict[str, int]:
    counts = count_closed(study, question)
    return {key: tally.count(TICKED) for key, tally in counts.whole.tallies.items()}


def test_ticked_without_a_text_and_written_without_a_tick_are_listed(study: Study) -> None:
    found = specified(study, "annan_text")
    assert specifying_questions(study) == ["annan_text", "arbetar_text", "delar_text"]
    assert [each.case for each in found.texts] == ["1", "2", "4"]
    assert found.ticked_without_text == ("3",)
    assert found.written_without_tick == ("4",)
    assert [value for value, _ in found.options] == ["bvc", "bmm"]


def test_texts_that_are_alike_go_into_the_answer_they_mean_and_the_tick_moves(study: Study) -> None:
    before = ticks(study, "parter")
    assert before == {"bvc": 4, "bmm": 1, "annan": 3}
    assert back_code(study, "annan_text", "Barnmorska", texts=["barnmorskan på plan 2"]) == 2
    assert ticks(study, "parter") == {"bvc": 4, "bmm": 3, "annan": 1}
    assert count_closed(study, "parter").backcoded == 2
    assert [each.put for each in specified(study, "annan_text").texts] == [("bmm",), ("bmm",), ()]
    study.undo()
    assert ticks(study, "parter") == before
    study.redo()
    assert ticks(study, "parter")["bmm"] == 3


def test_the_original_answer_stays_in_the_study(study: Study) -> None:
    from themecode.storage.queries import closed, documents

    before = {
        row.name: documents.attribute_values(study.connection, row.id) for row in documents.variables(study.connection)
    }
    back_code(study, "annan_text", "bmm", cases=["1"])
    after = {
        row.name: documents.attribute_values(study.connection, row.id) for row in documents.variables(study.connection)
    }
    assert {name: after[name] for name in before} == before
    assert closed.backcoded_values(study.connection, "bmm")


def test_the_tick_can_be_kept(study: Study) -> None:
    back_code(study, "annan_text", "bmm", cases=["1"], keep=True)
    assert ticks(study, "parter") == {"bvc": 4, "bmm": 2, "annan": 3}


def test_a_single_answer_is_replaced_only_where_the_text_specifies_it_or_nothing_was_ticked(study: Study) -> None:
    assert back_code(study, "arbetar_text", "kommun", cases=["2", "5"]) == 2
    assert dict(count_closed(study, "huvudman").whole.tallies["huvudman"].numbers) == {
        "kommun": 3,
        "annat": 1,
        "region": 1,
    }
    with pytest.raises(RefusedError):
        back_code(study, "arbetar_text", "kommun", cases=["4"])


def test_of_several_answers_in_one_cell_one_is_exchanged(study: Study) -> None:
    back_code(study, "delar_text", "b", cases=["1"])
    assert ticks(study, "delar") == {"a": 2, "annat": 1, "b": 2}
    assert specified(study, "delar_text").texts[0].put == ("b",)


def test_answers_can_be_restored(study: Study) -> None:
    back_code(study, "annan_text", "bmm", cases=["1", "2"])
    assert restore(study, "annan_text", cases=["1"]) == 1
    assert ticks(study, "parter") == {"bvc": 4, "bmm": 2, "annan": 2}


@pytest.mark.parametrize(
    ("to", "cases", "texts"),
    [("finns inte", ["1"], []), ("bmm", ["3"], []), ("bmm", ["99"], []), ("bmm", [], ["okänt"]), ("bmm", [], [])],
)
def test_what_is_not_there_is_refused_and_nothing_changes(
    study: Study, to: str, cases: list[str], texts: list[str]
) -> None:
    before = ticks(study, "parter")
    with pytest.raises(NotFoundError):
        back_code(study, "annan_text", to, cases=cases, texts=texts)
    assert ticks(study, "parter") == before


def test_a_question_that_specifies_nothing_is_refused(demo_study: Study) -> None:
    with pytest.raises(InputError):
        specified(demo_study, "23")
    assert specifying_questions(demo_study) == []
