"""Answers that say the same, and where a passage of one stands in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.core.documents import Span
from themecode.core.sameness import normal_form, same_place

TEXTS = st.text(alphabet=st.sampled_from('aåÄöOß .,!-_\n\t👍🤷‍♀️é\u0301\u0130"”1+'), max_size=30)


@pytest.mark.parametrize(
    "other",
    [
        "Mer tid för möten.",
        "  mer  TID\tför möten ",
        "mer tid, för möten!!",
        "”Mer tid … för möten”",
        "Mer-tid-för/möten",
    ],
)
def test_case_punctuation_and_white_space_do_not_tell_answers_apart(other: str) -> None:
    assert normal_form(other) == "mer tid för möten"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("möten", "moten"),
        ("tid", "tid 2"),
        ("+", "-"),
        ("?", "!"),
        ("👍", "👎"),
        ("tid + rum", "tid rum"),
        ("på gott", "pågott"),
    ],
)
def test_letters_digits_and_signs_tell_answers_apart(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


def test_a_letter_is_the_same_however_it_is_composed() -> None:
    assert normal_form("MÖTEN") == normal_form("mo\u0308ten") == "möten"


@given(TEXTS)
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(TEXTS)
def test_white_space_around_case_and_a_full_stop_never_matter(text: str) -> None:
    if any(character.isalnum() for character in text):
        assert normal_form(f" \n{text} . ") == normal_form(text)
        assert normal_form(text.upper().lower()) == normal_form(text.lower().lower()) or "ß" in text or "\u0130" in text


@given(TEXTS)
def test_the_quick_way_says_the_same_as_looking_at_each_character(text: str) -> None:
    # A sign at the end keeps the quick way from being taken.
    assert normal_form(f"{text} x") + " ✓" == normal_form(f"{text} x ✓")


@pytest.mark.parametrize(
    ("text", "passage", "other", "found"),
    [
        ("Tid, och lokaler", "Tid", "TID och lokaler!", "TID"),
        ("Tid, och lokaler", "och lokaler", "tid ... och  LOKALER.", "och  LOKALER"),
        ("Tid, och lokaler", "Tid, och lokaler", "  tid och lokaler.", "  tid och lokaler."),
        ("samverkan", "verk", "Samverkan!", "verk"),
        ("bra 👍 tack", "👍", "Bra. 👍 Tack", "👍"),
    ],
)
def test_a_passage_is_found_again_word_by_word(text: str, passage: str, other: str, found: str) -> None:
    start = text.index(passage)
    place = same_place(Span(start, start + len(passage)), text, other)
    assert place is not None
    assert place.of(other) == found


def test_a_passage_without_words_and_a_text_that_says_something_else_have_no_place() -> None:
    assert same_place(Span(3, 4), "Tid, rum", "Tid rum") is None
    assert same_place(Span(0, 3), "Tid", "Rum") is None


@given(TEXTS, TEXTS, st.data())
def test_a_place_found_is_inside_the_other_text_and_holds_something(left: str, right: str, data: st.DataObject) -> None:
    text, other = f"{left} tid {right}", f"{left.strip()}, TID. {right}"
    start = data.draw(st.integers(0, len(text) - 1))
    place = same_place(Span(start, data.draw(st.integers(start + 1, len(text)))), text, other)
    if place is not None:
        assert 0 <= place.start < place.end <= len(other)
