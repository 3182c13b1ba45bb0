"""The codebook one works with: used most in the interview, meant for it, or used most in others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from themecode import Study
from themecode.usecases.codebook_at_hand import codebook_most_used, codebook_of_interview
from themecode.usecases.interviews_meant import say_interviews


@pytest.fixture
def study(demo: Path) -> Iterator[Study]:
    with Study.open(demo, coder="Anna") as opened:
        yield opened


def of(study: Study, name: str) -> str | None:
    found = codebook_of_interview(study, study.document(name).id)
    return next(
        (each for each in ("intervju_personal", "intervju_foraldrar") if study.codebook(each).id == found), None
    )


def test_what_an_interview_is_meant_for_is_at_hand_before_anything_is_coded(study: Study) -> None:
    assert of(study, "foraldrar-02") == "intervju_foraldrar"
    assert of(study, "personal-02") == "intervju_personal"


def test_what_the_coder_has_used_most_there_goes_before_what_is_meant(study: Study) -> None:
    document = study.document("foraldrar-02")
    study.code(document, 200, 230, "pers.tid")
    assert of(study, "foraldrar-02") == "intervju_personal"
    study.code(document, 240, 250, "for.anvandning")
    study.code(document, 260, 270, "for.anvandning")
    assert of(study, "foraldrar-02") == "intervju_foraldrar"


def test_where_nothing_is_meant_it_is_what_is_used_most_in_other_interviews(study: Study) -> None:
    for key in ("intervju_personal", "intervju_foraldrar"):
        say_interviews(study, key, "")
    assert of(study, "foraldrar-02") == "intervju_personal"
    assert codebook_most_used(study, interviews=True) == study.codebook("intervju_personal").id


def test_one_who_has_coded_nothing_begins_with_what_others_use_most_in_interviews(demo: Path) -> None:
    with Study.open(demo, coder="Åsa") as study:
        assert codebook_most_used(study, interviews=True) == study.codebook("intervju_personal").id


def test_in_a_study_where_nothing_is_coded_nothing_is_at_hand(small: object) -> None:
    with Study.open(small.path, coder="Lena") as study:  # type: ignore[attr-defined]
        assert codebook_of_interview(study, study.document("samtal").id) is None
