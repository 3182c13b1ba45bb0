"""Searching: capitals do not matter, å ä ö are letters, and every hit is found where it stands."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from themecode.core.documents import Span
from themecode.tui.view.hits import Hits, find

TEXT = "Åsa går på café.\nPå\nmorgonen gar Asa. ÅSA!"


def found(query: str) -> list[str]:
    return [span.of(TEXT) for span in find(TEXT, query)]


def test_capitals_do_not_matter_and_a_ring_makes_another_letter() -> None:
    assert found("åsa") == ["Åsa", "ÅSA"]
    assert found("asa") == ["Asa"]
    assert found("går") == ["går"]
    assert found("A\u030asa") == ["Åsa", "ÅSA"]  # typed as a letter and a ring


def test_a_space_stands_for_any_white_space_and_signs_for_themselves() -> None:
    assert found(" på  morgonen ") == ["På\nmorgonen"]
    assert found("é.") == ["é."]
    assert found(".*") == []
    assert found("  ") == []


@given(st.text("abå \n", max_size=40), st.text("abå ", min_size=1, max_size=3))
def test_hits_are_in_order_apart_and_hold_what_was_looked_for(text: str, query: str) -> None:
    spans = find(text, query)
    assert all(span.of(text).split() == query.split() for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.sets(st.integers(0, 30)), st.integers(0, 40), st.integers(0, 40))
def test_hits_are_looked_up_by_place(starts: set[int], one: int, other: int) -> None:
    spans = [Span(3 * start, 3 * start + 2) for start in sorted(starts)]
    hits, (low, high) = Hits(spans), sorted((one, other))
    expected = tuple(span for span in spans if span.start < high and span.end > low)
    assert hits.between(low, high) == (expected if low < high else hits.between(low, high))
    for place, span in enumerate(spans):
        assert hits.at(span) == place
    if spans:
        assert spans[hits.after(low)] == next((span for span in spans if span.start >= low), spans[0])
        assert spans[hits.before(low)] == next((span for span in reversed(spans) if span.start < low), spans[-1])
    assert hits.at(Span(1, 2)) is None
