"""How questions are reported: the question's own settings go before the study's, and those before the rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from themecode import Study
from themecode.core.errors import InputError
from themecode.usecases.report_settings import (
    ReportSettings,
    change_settings,
    name_roles,
    own_settings,
    report_settings,
    set_case_noun,
    set_nouns,
)


@pytest.fixture
def study(demo: Path) -> Iterator[Study]:
    with Study.open(demo, coder="Anna") as opened:
        yield opened


def test_nothing_set_leaves_the_rules(study: Study) -> None:
    assert report_settings(study, study.question("23")) == ReportSettings()


def test_a_question_goes_before_the_study(study: Study) -> None:
    question = study.question("23")
    change_settings(study, {"min_count": 8, "tense": "past"})
    change_settings(study, {"min_count": 3, "quotes": 0}, question)
    found = report_settings(study, question)
    assert (found.min_count, found.tense, found.quotes) == (3, "past", 0)
    assert report_settings(study, study.question("25")).min_count == 8
    change_settings(study, {"min_count": None}, question)
    assert report_settings(study, question).min_count == 8


def test_a_questions_settings_and_nouns_are_undone_like_anything_else(study: Study) -> None:
    question = study.question("26")
    change_settings(study, {"mode": "themes"}, question)
    set_nouns(study, question, "sv", "behovet", "behoven", "neuter")
    assert study.question("26").nouns["sv"]["singular"] == "behovet"
    study.undo()
    assert study.question("26").nouns["sv"]["singular"] == "temat"
    study.undo()
    assert own_settings(study, question) == {}


def test_roles_are_kept_one_by_one(study: Study) -> None:
    name_roles(study, {"mamma": "en förälder", "pappa": "en förälder"})
    name_roles(study, {"pappa": ""})
    assert report_settings(study).roles == {"mamma": "en förälder"}


def test_the_case_noun_is_the_one_of_the_language(study: Study) -> None:
    from themecode.analysis import count_categories

    set_case_noun(study, "sv", "mottagning", "mottagningar")
    found = count_categories(study, question="23").case_nouns
    assert found["sv"] == ("mottagning", "mottagningar")
    assert found["en"] == ("family centre", "family centres")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mode": "allt"}, "mode cannot be"),
        ({"tense": "futurum"}, "tense cannot be"),
        ({"quotes": 5}, "from 0 to 4"),
        ({"min_count": 0}, "from 1"),
        ({"min_percent": 101}, "from 0 to 100"),
        ({"typsnitt": 3}, "no setting"),
    ],
)
def test_a_value_a_setting_cannot_have_is_refused_and_nothing_kept(
    study: Study, changes: dict[str, int | str | None], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        change_settings(study, {"min_count": 4, **changes})
    assert own_settings(study) == {}


def test_nouns_need_both_forms(study: Study) -> None:
    with pytest.raises(InputError, match="singular and its plural"):
        set_nouns(study, study.question("26"), "sv", "behovet", "")
    with pytest.raises(InputError, match="unknown gender"):
        set_nouns(study, study.question("26"), "sv", "behovet", "behoven", "maskulinum")
    with pytest.raises(InputError, match="unknown language"):
        set_case_noun(study, "de", "Fall", "Fälle")
