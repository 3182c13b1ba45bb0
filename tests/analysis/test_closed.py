"""Figures of closed questions: who was asked, who answered, and how many gave each answer."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis.closed import TICKED, closed_questions, count_closed, find_question, mean
from themecode.analysis.earlier import Then, difference
from themecode.core.errors import InputError, NotFoundError
from themecode.core.ticks import is_not_ticked, is_ticked, ticked_parts
from themecode.formats.mapping_file import read_mapping
from themecode.usecases.excluding import exclude
from themecode.usecases.import_survey import import_survey

SURVEY = """id,region,a,b,annat,svar,skala,m1,m2,flera
1,Norr,Ja,Ja,Nej,Ja,1,bra,dåligt,å;ö
2,Norr,Ja,Nej,Nej,Ja,5,bra,bra,ö
3,Syd,Nej,Ja,Ja,Nej,5,,vet ej,
4,Syd,Ja,Nej,Nej,Vet inte,vet ej,dåligt,bra,å
5,,,,,,,,,
6,Syd,Ja,Nej,Nej,Ja,4,bra,bra,"å; å"
"""
MAPPING = """case: id
case_noun: {sv: [central, centraler], en: [centre, centres]}
closed:
  - key: q1
    number: "1"
    kind: multiple
    columns: [a, b, annat]
    items: {a: {sv: barnhälsovård, en: child health}, b: öppen förskola 🧸}
    wording: Vilka parter ingår?
  - {key: q2, number: "2", kind: single, column: svar, wording: Finns det hinder?}
  - {key: q3, number: "3", kind: scale, column: skala, asked_when: {q2: [Ja, Nej]}}
  - {key: q4, number: "10", kind: matrix, columns: [m1, m2], labels: {bra: bra, dåligt: dåligt}}
  - {key: q5, number: "4", kind: multiple, column: flera}
attributes:
  - {column: region}
"""


@pytest.fixture
def study(tmp_path: Path, write: Callable[[str, str], Path]) -> Study:
    return made(tmp_path, write)


def made(folder: Path, write: Callable[[str, str], Path], survey: str = SURVEY, mapping: str = MAPPING) -> Study:
    study = Study.create(folder / "s.db", coder="Lena")
    import_survey(study, write("s.csv", survey), mapping=read_mapping(write("m.yaml", mapping)))
    return study


def test_questions_come_by_their_numbers_and_ten_after_two(study: Study) -> None:
    assert [row.key for row in closed_questions(study)] == ["q1", "q2", "q3", "q5", "q4"]


def test_boxes_that_say_no_are_answered_but_not_ticked(study: Study) -> None:
    counts = count_closed(study, "q1")
    assert (counts.cases, counts.whole.asked, counts.whole.answered) == (6, 6, 5)
    assert {item.key: counts.whole.tallies[item.key].count(TICKED) for item in counts.items} == {
        "a": 4,
        "b": 2,
        "annat": 1,
    }
    assert [item.label.in_language("en") for item in counts.items] == ["child health", "öppen förskola 🧸", "annat"]
    assert not counts.only_ticks


def test_a_single_question_counts_each_answer_and_leaves_those_silent_in_the_base(study: Study) -> None:
    counts = count_closed(study, "q2")
    assert [option.value for option in counts.options] == ["Ja", "Nej", "Vet inte"]
    assert dict(counts.whole.tallies["q2"].numbers) == {"Ja": 3, "Nej": 1, "Vet inte": 1}
    assert (counts.whole.asked, counts.whole.answered) == (6, 5)


def test_only_those_the_rule_asked_are_in_the_base_and_others_who_answered_are_said(study: Study) -> None:
    counts = count_closed(study, "q3")
    assert (counts.cases, counts.whole.asked, counts.whole.answered) == (6, 4, 4)
    assert counts.routed
    assert counts.answered_not_asked == 1  # case 4 wrote "vet ej" without having been asked
    assert mean(counts.whole.tallies["q3"]) == (Fraction(15, 4), 4)


def test_a_matrix_has_an_own_number_of_answers_for_each_row(study: Study) -> None:
    counts = count_closed(study, "q4")
    assert [option.value for option in counts.options] == ["bra", "dåligt", "vet ej"]
    assert {key: tally.answered for key, tally in counts.whole.tallies.items()} == {"m1": 4, "m2": 5}
    assert counts.whole.answered == 5


def test_answers_in_one_cell_are_taken_apart_and_count_once_each(study: Study) -> None:
    counts = count_closed(study, "q5")
    assert {item.key: counts.whole.tallies[item.key].count(TICKED) for item in counts.items} == {"å": 3, "ö": 2}
    assert counts.only_ticks
    assert counts.whole.answered == 4


def test_groups_split_what_is_counted_and_those_without_a_value_are_one(study: Study) -> None:
    counts = count_closed(study, "q2", by="region")
    assert [(group.key, group.figures.asked, group.figures.answered) for group in counts.groups] == [
        ("Norr", 2, 2),
        ("Syd", 3, 3),
        (None, 1, 0),
    ]
    for option in counts.options:
        whole = counts.whole.tallies["q2"].count(option.value)
        assert sum(group.figures.tallies["q2"].count(option.value) for group in counts.groups) == whole


def test_a_case_left_out_of_the_study_is_in_no_figure(study: Study) -> None:
    exclude(study, "1", "over-coverage")
    assert count_closed(study, "q2").whole.tallies["q2"].count("Ja") == 2
    assert count_closed(study, "q2").cases == 5


def test_a_number_finds_the_closed_question_and_an_open_one_is_refused(demo_study: Study) -> None:
    assert find_question(demo_study, "5").key == "q5_fast"
    with pytest.raises(InputError):
        count_closed(demo_study, demo_study.question("q5"))
    with pytest.raises(NotFoundError):
        count_closed(demo_study, "finns inte")
    with pytest.raises(NotFoundError):
        count_closed(demo_study, "5", by="finns inte")


def test_the_demo_has_the_figures_that_were_laid_into_it(demo_study: Study) -> None:
    parts = count_closed(demo_study, "1")
    assert {key: tally.count(TICKED) for key, tally in parts.whole.tallies.items()} == {
        "bvc": 199,
        "of": 196,
        "soc": 182,
        "bmm": 151,
        "annan_part": 40,
    }
    reached = count_closed(demo_study, "q7a_fast")
    assert (reached.cases, reached.whole.asked, dict(reached.whole.tallies["q7a_fast"].numbers)) == (
        199,
        196,
        {"Ja": 136, "Nej": 26, "Vet inte": 34},
    )


@given(st.text())
def test_a_cell_is_ticked_not_ticked_or_empty_and_never_two_of_them(text: str) -> None:
    assert is_ticked(text) + (bool(text.strip()) and is_not_ticked(text)) + (not text.strip()) == 1


@given(st.lists(st.text("abåäö ", min_size=1).filter(str.strip), max_size=6))
def test_parts_of_a_cell_are_found_once_each(parts: list[str]) -> None:
    assert ticked_parts(";".join(parts)) == list(dict.fromkeys(part.strip() for part in parts))


@pytest.mark.parametrize(
    ("count", "base", "then", "points"),
    [
        (33, 100, Then(25, 100, ""), 8),
        (25, 100, Then(33, 100, ""), -8),
        (1, 200, Then(0, 200, ""), 1),  # half a point goes away from zero
        (0, 200, Then(1, 200, ""), -1),
        (1, 3, Then(33, 100, ""), 0),
        (1, 3, Then(None, 100, ""), None),
        (1, 3, Then(1, None, ""), None),
        (0, 0, Then(1, 2, ""), None),
    ],
)
def test_a_change_is_of_exact_shares_and_rounded_once(count: int, base: int, then: Then, points: int | None) -> None:
    assert difference(count, base, then) == points
