"""Edges, growing and shrinking: never across each other, never outside, and back again is where it was."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from themecode.core.documents import Span
from themecode.tui.view.edges import Edges
from themecode.tui.view.layout import Layout
from themecode.tui.view.motions import GROWING, Direction, Unit, Units
from themecode.tui.view.selection import Caret

TEXT = "P1: Vi får åka. Ja!\n\nP2: Nej, e\u0301n 日本 👩‍👩‍👧 till; så är det.\nSlut"
UNITS = Units(TEXT, [Span(m.start(), m.end()) for m in re.finditer(r"[^.!\n]+[.!]?", TEXT) if m[0].strip()])
LAYOUT = Layout(TEXT, 20, cell_len)

units = st.sampled_from(GROWING)
directions = st.sampled_from((-1, 1))
passages = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(
    lambda p: TEXT[p[0] : p[1]].strip() != ""
)
moves = st.lists(st.tuples(st.one_of(units, st.sampled_from(("letter", "turn round"))), directions), max_size=12)


def moved(edges: Edges, what: str, direction: Direction) -> Edges:
    if what == "turn round":
        return edges.turned()
    if what == "letter":
        return edges.stepped(LAYOUT, direction)
    return edges.moved(UNITS, what, direction)  # type: ignore[arg-type]


@given(passages, moves)
def test_edges_never_cross_and_never_leave_the_text(
    passage: tuple[int, int], steps: list[tuple[str, Direction]]
) -> None:
    edges = Edges(Span(*passage))
    for what, direction in steps:
        before = edges
        edges = moved(edges, what, direction)
        assert 0 <= edges.span.start < edges.span.end <= len(TEXT)
        assert edges.span.start <= edges.cursor < edges.span.end
        kept = edges.span.start == before.span.start if before.at_end else edges.span.end == before.span.end
        assert kept


@given(passages, units, directions, st.booleans())
def test_an_edge_moved_out_and_back_is_where_it_was(
    passage: tuple[int, int], unit: Unit, direction: Direction, at_end: bool
) -> None:
    # From a place where such a unit ends or begins; from elsewhere the way back leads to that place.
    there = Edges(Span(*passage), at_end).moved(UNITS, unit, direction)
    out = there.moved(UNITS, unit, direction)
    back: Direction = -1 if direction > 0 else 1
    if out != there and there.span != Span(*passage):
        assert out.moved(UNITS, unit, back) == there


@given(passages, st.booleans())
def test_a_letter_out_and_back_is_where_it_was(passage: tuple[int, int], at_end: bool) -> None:
    there = Edges(Span(*passage), at_end).stepped(LAYOUT, 1)
    out = there.stepped(LAYOUT, 1)
    if out != there and there.span != Span(*passage):
        assert out.stepped(LAYOUT, -1) == there


def test_a_letter_as_drawn_is_one_step() -> None:
    start = TEXT.index("e\u0301")
    edges = Edges(Span(start, start + 2))
    assert edges.stepped(LAYOUT, -1) == edges  # would leave nothing
    assert edges.stepped(LAYOUT, 1).span.end == start + 3
    family = TEXT.index("👩")
    assert Edges(Span(start, family)).stepped(LAYOUT, 1).span.of(TEXT).endswith("👩‍👩‍👧")


@given(st.integers(0, len(TEXT)), st.integers(0, 6))
def test_widening_grows_step_by_step_and_narrowing_goes_the_same_way_back(offset: int, times: int) -> None:
    carets = [Caret.placed(UNITS, offset, "word")]
    for _ in range(times):
        carets.append(carets[-1].widened(UNITS))
    spans = [caret.selection(UNITS) for caret in carets]
    for inner, outer in pairwise(spans):
        assert outer.start <= inner.start
        assert inner.end <= outer.end
    back = carets[-1]
    for span in reversed(spans[: len(set(spans))]):
        assert back.selection(UNITS) == span
        back = back.narrowed(UNITS)


def test_widening_goes_by_word_sentence_turn_and_all() -> None:
    caret, seen = Caret.placed(UNITS, TEXT.index("åka"), "word"), []
    for _ in range(4):
        seen.append(caret.selection(UNITS).of(TEXT))
        caret = caret.widened(UNITS)
    assert seen == ["åka", "P1: Vi får åka.", "P1: Vi får åka. Ja!", TEXT]


def test_narrowing_what_was_not_widened_selects_a_smaller_unit_at_the_cursor() -> None:
    caret = Caret.over(Span(0, len(TEXT)))
    assert caret.narrowed(UNITS).selection(UNITS).of(TEXT) == "P1: Vi får åka. Ja!"


@given(passages, st.sampled_from(("word", "sentence")))
def test_from_the_other_end_a_selection_grows_and_shrinks_at_its_start(passage: tuple[int, int], unit: Unit) -> None:
    caret = Caret.over(Span(*passage), "word")
    span = caret.selection(UNITS)
    turned = caret.turned(UNITS)
    assert turned.selection(UNITS) == span
    assert turned.turned(UNITS).selection(UNITS) == span
    grown = turned.extended(UNITS, unit, -1).selection(UNITS)
    assert grown.end == span.end
    assert grown.start <= span.start
    shrunk = turned.extended(UNITS, unit, 1).selection(UNITS)
    assert shrunk.start >= span.start
    assert len(shrunk) > 0


def test_the_other_end_shrinks_by_words() -> None:
    start = TEXT.index("Vi")
    caret = Caret.over(Span(start, TEXT.index(" Ja"))).turned(UNITS).extended(UNITS, "word", 1)
    assert caret.selection(UNITS).of(TEXT) == "får åka."
    assert caret.extended(UNITS, "word", 1).selection(UNITS).of(TEXT) == "åka."
