"""Rules that need no study: names, keys, states, texts by language, faults."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.core.codebook import is_key, key_from_label
from themecode.core.documents import Span
from themecode.core.errors import Fault, InputError
from themecode.core.localized import Localized
from themecode.core.names import folded, similar_name, tidy_name
from themecode.core.states import ANSWERED, ASKED, AnswerState, Completion, answered, asked, proposed_completion


class TestNames:
    def test_names_are_tidied_of_spaces_and_combining_marks(self) -> None:
        assert tidy_name("  A\u030asa \t Ek\n") == "Åsa Ek"

    @pytest.mark.parametrize("name", ["anna ek", "AnnaEk", "ANNA  EK"])
    def test_a_name_that_differs_by_case_or_spaces_alone_is_too_similar(self, name: str) -> None:
        assert similar_name(name, ["Bo", "Anna Ek"]) == "Anna Ek"

    def test_the_very_name_is_not_similar_to_itself_and_another_letter_makes_another_name(self) -> None:
        assert similar_name("Anna", ["Anna"]) is None
        assert similar_name("Asa", ["Åsa"]) is None

    @given(st.text(max_size=20))
    def test_tidying_twice_changes_nothing_and_folding_forgets_it(self, name: str) -> None:
        assert tidy_name(tidy_name(name)) == tidy_name(name)
        assert folded(tidy_name(name)) == folded(name)


class TestKeys:
    @pytest.mark.parametrize("key", ["tid", "tid.samverkan", "å_ä-ö.1", "23", "q7a"])
    def test_letters_digits_and_dots_between_make_a_key(self, key: str) -> None:
        assert is_key(key)

    @pytest.mark.parametrize("key", ["", ".tid", "tid.", "tid..luft", "två ord", "tid/luft", "_tid", "a\n"])
    def test_anything_else_makes_none(self, key: str) -> None:
        assert not is_key(key)

    @given(label=st.text(max_size=40), prefix=st.sampled_from(["", "bok", "bok.a"]))
    def test_every_label_gives_a_free_key(self, label: str, prefix: str) -> None:
        taken: set[str] = set()
        for _ in range(3):
            key = key_from_label(label, taken, prefix)
            assert is_key(key)
            assert key not in taken
            assert key.startswith(prefix)
            taken.add(key)


class TestStates:
    def test_asked_is_answered_and_contentless_and_empty(self) -> None:
        assert {AnswerState.CONTENTLESS, AnswerState.EMPTY} == ASKED - ANSWERED
        assert set(AnswerState) - ASKED == {AnswerState.NOT_ASKED}
        states = dict.fromkeys(AnswerState, 1)
        assert (answered(states), asked(states)) == (5, 7)

    @pytest.mark.parametrize("text", ["-", " – ", "vet ej", "Vet inte.", "INGA", "x", "...", "?", "nej!", "N/A", "🤷"])
    def test_an_answer_that_says_nothing_is_proposed_as_contentless(self, text: str) -> None:
        assert proposed_completion(text) is Completion.CONTENTLESS

    @pytest.mark.parametrize("text", ["se ovan", "Se fråga 5!", "Samma som ovan.", "see above"])
    def test_an_answer_that_points_elsewhere_is_proposed_as_such(self, text: str) -> None:
        assert proposed_completion(text) is Completion.REFERS_ELSEWHERE

    @pytest.mark.parametrize("text", ["inga lokaler", "Tid", "nej, men gärna mer tid", "se över våra rutiner", "5"])
    def test_an_answer_that_may_say_something_is_left_alone(self, text: str) -> None:
        assert proposed_completion(text) is None


class TestLocalized:
    def test_a_plain_text_stands_for_all_languages(self) -> None:
        assert Localized.of("tid").in_language("en") == "tid"

    def test_a_missing_language_falls_back_on_all_then_on_any(self) -> None:
        assert Localized({"sv": "tid", "": "alla"}).in_language("en") == "alla"
        assert Localized({"fi": "aika"}).in_language("sv") == "aika"
        assert Localized({}).in_language("sv") == ""
        assert not Localized({"sv": ""})


class TestFaults:
    def test_a_fault_is_one_line_of_what_where_and_what_to_do(self) -> None:
        assert str(Fault("fel\n här", "rad 3", "gör om")) == "fel här, rad 3; gör om"
        assert str(Fault("fel")) == "fel"

    def test_an_error_lists_every_fault_on_a_line_of_its_own(self) -> None:
        assert str(InputError.of([Fault("ett"), Fault("två")])) == "ett\ntvå"

    def test_a_span_is_half_open_and_counts_code_points(self) -> None:
        assert Span(1, 3).of("å🤔ö") == "🤔ö"
        assert len(Span(1, 3)) == 2
