from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.core.documents import Segmented, Span
from themecode.tui.view.motions import Direction, Unit, Units
from themecode.tui.view.selection import Caret

Segmenter = Callable[[str], Segmented]

PIECES = ["P1: ", "Åsa", " ", "är", "här", ".", "?", "日本語", "e\u0301", "-", "\n", "8.15"]
texts = st.lists(st.sampled_from(PIECES)).map("".join)
units = st.sampled_from(get_args(Unit))
directions = st.sampled_from([-1, 1])


def units_of(document: Segmented) -> Units:
    return Units(document.text, document.sentences, document.turns)


class Reader:
    """A caret in the interview, and what it has selected."""

    def __init__(self, document: Segmented) -> None:
        self.text, self.units = document.text, units_of(document)

    def at(self, words: str, unit: Unit = "sentence") -> Caret:
        return Caret.placed(self.units, self.text.index(words), unit)

    def selected(self, caret: Caret) -> str:
        return caret.selection(self.units).of(self.text)


@pytest.fixture(scope="module")
def reader(interview: Segmented) -> Reader:
    return Reader(interview)


def test_the_current_unit_is_that_of_the_last_motion(reader: Reader) -> None:
    caret = Caret.placed(reader.units, 0)
    assert reader.selected(caret) == "Hur ser samverkan ut?"
    caret = caret.moved(reader.units, "word", 1)
    assert reader.selected(caret) == "ser"
    caret = caret.moved(reader.units, "sentence", 1)
    assert reader.selected(caret) == "Vi har husmöte varannan vecka, men det ställs in."
    assert reader.selected(caret.moved(reader.units, "turn", 1)) == "Nej."


def test_a_word_grows_in_either_direction_and_turns_round_without_losing_itself(reader: Reader) -> None:
    caret = reader.at("varannan", "word")
    caret = caret.extended(reader.units, "word", 1)
    assert reader.selected(caret) == "varannan vecka"
    caret = caret.extended(reader.units, "word", -1)
    assert reader.selected(caret) == "varannan"
    caret = caret.extended(reader.units, "word", -1)
    assert reader.selected(caret) == "husmöte varannan"
    caret = caret.extended(reader.units, "word", 1)
    assert reader.selected(caret) == "varannan"


def test_a_sentence_shrinks_at_its_end_by_words(reader: Reader) -> None:
    for caret in (reader.at("Då hinner"), Caret.over(reader.at("Då hinner").selection(reader.units))):
        shrunk = caret.extended(reader.units, "word", -1)
        assert reader.selected(shrunk) == "Då hinner vi inte"
        assert reader.selected(shrunk.extended(reader.units, "word", -1)) == "Då hinner vi"


def test_a_word_grows_to_the_ends_of_its_sentence_and_turn(reader: Reader) -> None:
    caret = reader.at("varannan", "word")
    assert reader.selected(caret.extended(reader.units, "sentence", 1)) == "varannan vecka, men det ställs in."
    assert reader.selected(caret.extended(reader.units, "sentence", -1)) == "Vi har husmöte varannan"
    assert reader.selected(caret.extended(reader.units, "turn", 1)).endswith("inte!")


def test_a_drag_holds_both_its_ends_and_leaves_spaces_out(reader: Reader) -> None:
    press, release = reader.text.index("ställs"), reader.text.index("husmöte")
    back = Caret.dragged(Span(press, press + 1), Span(release, release + 1))
    assert reader.selected(back) == "husmöte varannan vecka, men det s"
    onto_space = Caret.dragged(Span(release, release + 1), Span(release + 7, release + 8))
    assert reader.selected(onto_space) == "husmöte"


def test_letting_go_leaves_the_cursor_where_it_is(reader: Reader) -> None:
    grown = reader.at("husmöte", "word").extended(reader.units, "word", 1)
    cleared = grown.cleared(reader.units)
    assert reader.selected(cleared) == "varannan"
    assert cleared.cursor == grown.cursor


def test_between_units_the_cursor_goes_to_the_unit_that_counts(reader: Reader) -> None:
    assert Caret.placed(reader.units, 0).cursor == reader.text.index("Hur")
    assert Caret.placed(reader.units, 10_000).cursor == reader.text.index("Nej")


steps = st.lists(
    st.tuples(st.sampled_from(["move", "extend", "extend_to", "clear"]), units, directions, st.integers(0, 80))
)


@given(texts, steps)
def test_cursor_and_selection_stay_in_the_text_whatever_is_pressed(
    segmented: Segmenter, text: str, pressed: list[tuple[str, Unit, Direction, int]]
) -> None:
    found = units_of(segmented(text))
    caret = Caret.placed(found, 0)
    for action, unit, direction, offset in pressed:
        match action:
            case "move":
                caret = caret.moved(found, unit, direction)
            case "extend":
                before = caret.selection(found)
                caret = caret.extended(found, unit, direction)
                assert caret.anchor is not None
                after = caret.selection(found)
                assert before.start < after.end or not before or not after
                assert after.start < before.end or not before or not after
            case "extend_to":
                caret = caret.extended_to(found, min(offset, len(text)))
            case _:
                caret = caret.cleared(found)
        span = caret.selection(found)
        assert 0 <= span.start <= span.end <= len(text)
        assert 0 <= caret.cursor <= len(text)
        if caret.anchor is None and span:
            assert span.start <= caret.cursor < span.end


@given(texts, units, st.integers(0, 40), st.integers(1, 6))
def test_shrinking_undoes_growing(segmented: Segmenter, text: str, unit: Unit, offset: int, times: int) -> None:
    found = units_of(segmented(text))
    caret = first = Caret.over(found.at(unit, min(offset, len(text))), unit)
    grown = []
    for _ in range(times):
        further = caret.extended(found, unit, 1)
        if further.edge == caret.edge:
            break
        grown.append(caret)
        caret = further
    while grown:
        caret = caret.extended(found, unit, -1)
        assert caret.selection(found) == grown.pop().selection(found)
    assert caret.selection(found) == first.selection(found)
