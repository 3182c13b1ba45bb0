"""Everyday words that are about the same thing: what the list holds, and what is made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.suggest.characters import CharacterVectors
from themecode.suggest.related import KEPT, LANGUAGES, _lines, related, stem
from themecode.suggest.stopwords import STOP_WORDS


def likeness(one: str, other: str, language: str) -> float:
    """Return how alike two texts are among some others."""
    others = ["bullar och saft", "en lång promenad", "a red kite", "the quick fox"]
    rows = CharacterVectors([one, other, *others], [language] * 6).rows
    return float((rows[0] @ rows[1].T).sum())


@pytest.mark.parametrize(
    ("word", "other", "language"),
    [
        ("fees", "expensive", "en"),
        ("parked", "traffic", "en"),
        ("avgiften", "dyrt", "sv"),
        ("städningen", "smuts", "sv"),
    ],
)
def test_words_about_the_same_thing_share_a_group_in_any_form(word: str, other: str, language: str) -> None:
    assert set(related(word, language)) & set(related(other, language))
    assert likeness(word, other, language) > 0.1


def test_a_swedish_compound_is_known_by_its_parts() -> None:
    assert "money" in related("avgiftshöjning", "sv")
    assert {"home", "money"} <= set(related("bostadskostnader", "sv"))
    assert related("bostadskostnader", "en") == ()


def test_the_two_languages_meet_in_the_same_groups() -> None:
    assert set(related("queue", "en")) & set(related("kö", "sv"))


def test_another_language_has_neither_stems_nor_groups() -> None:
    assert stem("huoneet", "fi") == "huoneet"
    assert related("hinta", "fi") == ()
    assert CharacterVectors(["halpa hinta", "kallis hinta"], ["fi", "fi"]).rows.shape[0] == 2


def test_every_line_has_a_name_of_its_own_and_words_in_both_languages_each_once() -> None:
    lines = _lines()
    assert len({name for name, *_ in lines}) == len(lines)
    for name, *sides in lines:
        for words in sides:
            assert words.split(), name
            assert len(set(words.split())) == len(words.split()), name
            assert words == words.lower(), name


@given(st.text(), st.sampled_from((*LANGUAGES, "fi")))
def test_a_stem_is_the_beginning_of_its_word_and_is_not_emptied(word: str, language: str) -> None:
    found = stem(word, language)
    assert word.startswith(found)
    assert len(found) >= min(len(word), KEPT)
    related(word, language)


def test_a_text_without_words_has_no_length_and_the_others_have_length_one() -> None:
    rows = CharacterVectors(["😀", "", "vi hinner inte", "ra\u0308tt dyrt 😀"], ["sv"] * 4).rows
    assert [round(float(rows[place].multiply(rows[place]).sum()), 3) for place in range(4)] == [0, 0, 1, 1]


def test_the_words_that_carry_a_likeness_are_named_though_they_share_no_letters() -> None:
    texts = ["hutlöst tycker jag", "Vad det kostar. pris, dyrt, avgift", "städning och damm"]
    vectors = CharacterVectors(texts, ["sv"] * 3)
    assert vectors.carrying(texts[0], "sv", vectors.rows[1])[0] == "hutlöst"


def test_the_list_is_about_topics_not_function_words() -> None:
    for _, *sides in _lines():
        for language, words in zip(LANGUAGES, sides, strict=True):
            assert len(set(words.split()) - STOP_WORDS[language]) > 1
