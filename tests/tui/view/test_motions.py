from collections.abc import Callable
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from themecode.core.documents import Segmented, Span
from themecode.tui.view.motions import Direction, Unit, Units

Segmenter = Callable[[str], Segmented]

lines = st.lists(
    st.sampled_from(["P1: ", "Åsa", " ", "är", "här", ".", "?", "日本語", "e\u0301", "-", "🙂", "\n", "8.15"])
)
texts = lines.map("".join)
units = st.sampled_from(get_args(Unit))


def units_of(document: Segmented) -> Units:
    return Units(document.text, document.sentences, document.turns)


def walk(found: Units, unit: Unit, direction: Direction, start: int) -> list[int]:
    offsets = [start]
    while (offset := found.move(unit, offsets[-1], direction)) != offsets[-1]:
        offsets.append(offset)
    return offsets


@given(texts, units, st.data())
def test_motions_stay_in_the_text_and_get_on(segmented: Segmenter, text: str, unit: Unit, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    found = units_of(segmented(text))
    forward, back = walk(found, unit, 1, offset), walk(found, unit, -1, offset)
    assert forward == sorted(set(forward))
    assert back == sorted(set(back), reverse=True)
    assert all(0 <= each < max(1, len(text)) for each in forward[1:] + back[1:])


@given(texts, units, st.data())
def test_back_undoes_forward(segmented: Segmenter, text: str, unit: Unit, data: st.DataObject) -> None:
    found = units_of(segmented(text))
    start = found.at(unit, data.draw(st.integers(0, len(text)))).start
    onward = found.move(unit, start, 1)
    if onward != start:
        assert found.move(unit, onward, -1) == start


@given(texts, units, st.data())
def test_edges_of_units_get_on_and_stay_in_the_text(
    segmented: Segmenter, text: str, unit: Unit, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(text)))
    found = units_of(segmented(text))
    assert offset <= found.end_after(unit, offset) <= len(text)
    before = found.end_before(unit, offset)
    assert before is None or 0 < before < offset


def test_words_are_stepped_over_without_labels_and_punctuation(interview: Segmented) -> None:
    found = units_of(interview)
    words = [found.at("word", offset).of(interview.text) for offset in walk(found, "word", 1, 0)[1:]]
    assert words[:6] == ["Hur", "ser", "samverkan", "ut", "Vi", "har"]
    assert words[-4:] == ["hinner", "vi", "inte", "Nej"]


def test_a_word_holds_what_is_written_together() -> None:
    text = "”EU:s” tv-serie, kl. 8.15–9.45 och/eller (åäö) e\u0301te\u0301 🙂 - ..."
    found = Units(text)
    words = [found.at("word", offset).of(text) for offset in [1, *walk(found, "word", 1, 1)[1:]]]
    assert words == ["EU:s", "tv-serie", "kl", "8.15", "9.45", "och", "eller", "åäö", "e\u0301te\u0301", "🙂"]


def test_sentences_and_turns_are_those_of_the_document(interview: Segmented) -> None:
    found = units_of(interview)
    assert [found.at("sentence", at).of(interview.text) for at in walk(found, "sentence", 1, 0)[1:]] == [
        "Hur ser samverkan ut?",
        "Vi har husmöte varannan vecka, men det ställs in.",
        "Då hinner vi inte!",
        "Nej.",
    ]
    assert len(walk(found, "turn", 1, 0)) == 4
    assert found.at("turn", 0).of(interview.text) == "Hur ser samverkan ut?"


def test_without_sentences_and_turns_paragraphs_stand_in() -> None:
    found = Units("ett två\n\n  tre\n")
    assert found.at("sentence", 3) == found.at("turn", 3) == Span(0, 7)
    assert found.move("sentence", 0, 1) == 11


def test_an_empty_text_has_an_empty_unit() -> None:
    found = Units("")
    assert all(found.at(unit, 0) == Span(0, 0) for unit in get_args(Unit))
    assert all(found.move(unit, 0, 1) == found.move(unit, 0, -1) == 0 for unit in get_args(Unit))
