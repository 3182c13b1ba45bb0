"""Keyword in context: whole words as Swedish spells them, at the offsets where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis.kwic import concordance, expression, narrowed
from themecode.core.errors import InputError, NotFoundError
from themecode.usecases import looking
from themecode.usecases.import_transcripts import import_transcripts

TEXT = (
    "Moderator: Får ni tid?\n"
    "P1: Ja 🤷‍♀️ tiden räcker, far och får. Samverkan! samarbete… ont om\ntid, tid.\n"
    "P2: Re\u0301n luft och TID; å-ljud, A a Å å. \ufdd0 tid \ufdd1 <b>tid</b>\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    file = tmp_path / "samtal.txt"
    file.write_text(TEXT, encoding="utf-8")
    with Study.create(tmp_path / "s.db", coder="Anna") as made:
        import_transcripts(made, [file])
        yield made


def matches(study: Study, words: str) -> list[str]:
    found = concordance(study, words)
    text = study.document("samtal").text
    for line in found.lines:
        whole = " ".join(text[line.start : line.end].split())
        assert " ".join(line.match.split()) == whole
        assert text[: line.start].replace("\n", " ").endswith(line.before)
        assert text[line.end :].replace("\n", " ").startswith(line.after)
    return [line.match for line in found.lines]


def test_a_word_is_found_whole_in_capitals_or_not(study: Study) -> None:
    assert matches(study, "tid") == ["tid", "tid", "tid", "TID", "tid", "tid"]


def test_a_with_a_ring_is_a_letter_of_its_own(study: Study) -> None:
    assert matches(study, "far") == ["far"]
    assert matches(study, "får") == ["Får", "får"]
    assert matches(study, "Å") == ["å", "Å", "å"]


def test_a_star_finds_what_begins_so_and_quotes_what_stands_together(study: Study) -> None:
    assert matches(study, "sam*") == ["Samverkan", "samarbete"]
    assert matches(study, '"ont om tid"') == ["ont om tid"]
    assert matches(study, "”tiden räcker”") == ["tiden räcker"]


def test_several_words_must_all_stand_in_the_text(study: Study) -> None:
    assert matches(study, "luft samverkan") == ["Samverkan", "luft"]
    assert matches(study, "luft saknas") == []


def test_a_letter_in_two_code_points_is_found_as_the_one_it_is(study: Study) -> None:
    assert matches(study, "re\u0301n") == ["Rén"]


@pytest.mark.parametrize("words", ["", "  ", "🤔", "*", '""', "...", '"'])
def test_without_a_word_nothing_is_looked_for(study: Study, words: str) -> None:
    with pytest.raises(InputError, match="no word to look for"):
        concordance(study, words)


@pytest.mark.parametrize("words", ["*mamma", "ma*ma"])
def test_a_star_elsewhere_is_refused(study: Study, words: str) -> None:
    with pytest.raises(InputError, match="end of a word only"):
        concordance(study, words)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_an_expression_the_index_understands(demo_study: Study, words: str) -> None:
    try:
        expression(words)
    except InputError:
        return
    concordance(demo_study, words, most=5)


def test_every_hit_in_the_demo_is_what_stands_at_its_offsets(demo_study: Study) -> None:
    found = concordance(demo_study, "sam*", width=40)
    assert found.complete
    assert found.lines
    for line in found.lines:
        document = looking.document(demo_study, line.head.document_id)
        assert document is not None
        assert document.text[line.start : line.end] == line.match
        assert line.match.casefold().startswith("sam")
        assert len(line.before) <= 40 >= len(line.after)


def test_a_question_narrows_it_to_its_answers_and_the_interviews_to_theirs(demo_study: Study) -> None:
    everywhere = concordance(demo_study, "tid")
    answers = concordance(demo_study, "tid", question="26")
    interviews = concordance(demo_study, "tid", question="")
    assert {line.head.question for line in answers.lines} == {"q26"}
    assert {line.head.question for line in interviews.lines} == {""}
    assert len(answers.lines) + len(interviews.lines) < len(everywhere.lines)
    with pytest.raises(NotFoundError, match="no such question"):
        concordance(demo_study, "tid", question="99")


def test_more_places_than_are_asked_for_are_said_to_be_left_out(demo_study: Study) -> None:
    found = concordance(demo_study, "och", most=7)
    assert (len(found.lines), found.complete) == (7, False)


def test_places_can_be_narrowed_by_what_stands_around_them(demo_study: Study) -> None:
    found = concordance(demo_study, "tid")
    fewer = narrowed(found, "SAMVERKAN")
    assert 0 < len(fewer.lines) < len(found.lines)
    assert narrowed(found, "") == found
