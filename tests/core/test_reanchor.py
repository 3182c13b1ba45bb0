"""Coded passages are found again in a corrected text."""

from hypothesis import given
from hypothesis import strategies as st

from themecode.core.documents import Span
from themecode.core.reanchor import kept_stretches, replaced

TEXT = "Moderator: Hur är det?\nP1: Vi hiner inte träffas. Det är synd.\nP2: Nej 🙂, barnmorskan har besök.\n"
WORDS = st.lists(
    st.sampled_from(["vi", "hinner", "inte", "å", "🙂", "e\u0301", ".", "\n", " ", "synd"]), max_size=40
).map("".join)


def moved(passage: str, new: str, old: str = TEXT) -> str | None:
    start = old.index(passage)
    (place,) = replaced([Span(start, start + len(passage))], old, new)
    return None if place is None else place.of(new)


def test_a_passage_far_from_the_correction_keeps_its_words() -> None:
    assert moved("barnmorskan har besök.", TEXT.replace("hiner", "hinner")) == "barnmorskan har besök."


def test_a_typo_corrected_inside_a_passage_is_taken_along() -> None:
    assert moved("Vi hiner inte träffas.", TEXT.replace("hiner", "hinner")) == "Vi hinner inte träffas."


def test_a_passage_whose_edge_was_rewritten_reaches_as_far_as_what_replaced_it() -> None:
    assert (
        moved("Vi hiner inte träffas.", TEXT.replace("Vi hiner", "Personalen hinner"))
        == "Personalen hinner inte träffas."
    )
    assert moved("Det är synd.", TEXT.replace("synd.", "tråkigt.")) == "Det är tråkigt."


def test_a_turn_put_before_a_passage_moves_it() -> None:
    assert moved("Det är synd.", "Moderator: Välkomna!\n" + TEXT) == "Det är synd."


def test_a_passage_that_was_taken_away_cannot_be_placed() -> None:
    assert moved("Det är synd.", TEXT.replace(" Det är synd.", "")) is None


def test_a_passage_joined_from_two_lines_is_found() -> None:
    assert moved("Det är synd.\nP2: Nej", TEXT.replace("synd.\n", "synd.\n\n")) == "Det är synd.\n\nP2: Nej"


@given(WORDS, st.data())
def test_the_same_text_moves_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start + 1, len(text) + 1))
    (place,) = replaced([Span(start, min(end, len(text)))], text, text)
    if text[start:end].strip():
        assert place is not None
        assert place.of(text) == text[start:end].strip()


@given(WORDS, WORDS, st.data())
def test_every_place_lies_in_the_new_text_and_holds_something(old: str, new: str, data: st.DataObject) -> None:
    spans = [
        Span(start, end)
        for start, end in data.draw(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=5))
        if start < end <= len(old)
    ]
    for place in replaced(spans, old, new):
        assert place is None or (0 <= place.start < place.end <= len(new) and place.of(new).strip())


@given(WORDS, WORDS)
def test_what_is_kept_stands_in_both_texts_in_order(old: str, new: str) -> None:
    last = (0, 0)
    for kept in kept_stretches(old, new):
        assert old[kept.old : kept.old + kept.length] == new[kept.new : kept.new + kept.length]
        assert (kept.old, kept.new) >= last
        last = (kept.old + kept.length, kept.new + kept.length)
