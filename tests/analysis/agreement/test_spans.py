"""Passages: the sweep over boundaries gives what comparing character by character gives."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from themecode.analysis import agreement as ag
from themecode.analysis.agreement import Agreement, AgreementError, SpanSet, UnitMatrix
from themecode.analysis.agreement.coefficients import compute
from themecode.analysis.agreement.encoding import encode

sys.path.insert(0, str(Path(__file__).parent))
from agreement_strategies import CODES, by_unit, kept, span_sets

COEFFICIENTS = ("percent_agreement", "fleiss_kappa", "krippendorff_alpha", "gwet_ac1", "brennan_prediger")


def same(found: Agreement, plain: Agreement) -> None:
    for name in ("value", "observed", "expected"):
        one, other = getattr(found, name), getattr(plain, name)
        assert one == (None if other is None else pytest.approx(other, abs=1e-9)), name
    for name in ("reason", "n_units", "n_values", "q", "used"):
        if not (name == "used" and found.unit == "character"):
            assert getattr(found, name) == getattr(plain, name), name


def plainly(matrix: UnitMatrix, coefficient: str, code: str | None = None, **options: Any) -> Agreement:
    rows = encode(matrix)
    if code is not None:
        rows = rows.against_rest([code in label for label in rows.labels])  # type: ignore[operator]
    return compute(coefficient, rows, code=code, missing="available", **options)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(span_sets(excluding=True), min_size=1, max_size=3),
    st.sampled_from(COEFFICIENTS),
    st.sampled_from(CODES),
)
def test_one_code_by_character_equals_comparing_every_character(
    documents: list[SpanSet], coefficient: str, code: str
) -> None:
    characters = [[[place] for place in kept(document)] for document in documents]
    assume(any(characters))
    found = ag.span_agreement(documents, code=code, coefficient=coefficient)
    same(found, plainly(by_unit(documents, characters), coefficient, code))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(span_sets(excluding=True), min_size=1, max_size=3),
    st.sampled_from(["nominal", "jaccard", "masi"]),
)
def test_sets_of_codes_by_character_equal_comparing_every_character(documents: list[SpanSet], distance: str) -> None:
    characters = [[[place] for place in kept(document)] for document in documents]
    assume(any(characters))
    found = ag.span_agreement(documents, distance=distance)
    plain = plainly(by_unit(documents, characters), "krippendorff_alpha", distance=distance)
    assert found.value == (None if plain.value is None else pytest.approx(plain.value, abs=1e-9))
    assert (found.n_units, found.n_values, found.reason) == (plain.n_units, plain.n_values, plain.reason)


@st.composite
def in_sentences(draw: st.DrawFn) -> tuple[SpanSet, list[tuple[int, int]]]:
    document = draw(span_sets(excluding=True))
    cuts = sorted(draw(st.sets(st.integers(0, document.length), min_size=2, max_size=6)))
    sentences = list(pairwise(cuts))
    return document, [sentence for sentence in sentences if draw(st.booleans())] or sentences


@settings(max_examples=150, deadline=None)
@given(st.lists(in_sentences(), min_size=1, max_size=3), st.sampled_from(CODES), st.sampled_from(COEFFICIENTS))
def test_a_sentence_has_the_codes_of_its_characters_that_are_compared(
    given_: list[tuple[SpanSet, list[tuple[int, int]]]], code: str, coefficient: str
) -> None:
    documents, sentences = [document for document, _ in given_], [units for _, units in given_]
    places = [
        [there for start, end in units if (there := [place for place in kept(document) if start <= place < end])]
        for document, units in given_
    ]
    assume(any(places))
    matrix = by_unit(documents, places)
    one_code = ag.span_agreement(documents, sentences, code=code, coefficient=coefficient)
    same(one_code, plainly(matrix, coefficient, code))
    masi = ag.span_agreement(documents, sentences, distance="masi").value
    plain = plainly(matrix, "krippendorff_alpha", distance="masi").value
    assert masi == (None if plain is None else pytest.approx(plain, abs=1e-9))
    assert one_code.unit == "sentence"


@settings(max_examples=80, deadline=None)
@given(st.lists(span_sets(coders=2), min_size=1, max_size=2), st.sampled_from(CODES))
def test_percent_agreement_on_coded_characters_is_jaccards_similarity(documents: list[SpanSet], code: str) -> None:
    marked: dict[str, set[tuple[int, int]]] = {"Anna": set(), "Bo": set()}
    for number, document in enumerate(documents):
        for coder, places in marked.items():
            for start, end, given_code in document.spans[coder]:
                places |= {(number, place) for place in range(start, end) if given_code == code}
    found = ag.span_agreement(documents, code=code, coefficient="percent_agreement", scope="coded")
    either = marked["Anna"] | marked["Bo"]
    if either:
        assert found.value == pytest.approx(len(marked["Anna"] & marked["Bo"]) / len(either))
        assert found.n_units == len(either)
    else:
        assert (found.value, found.reason) == (None, "unused_code")


@settings(max_examples=80, deadline=None)
@given(st.lists(span_sets(), min_size=1, max_size=3))
def test_a_matrix_of_passages_gives_each_code_and_each_pair_what_the_passages_give(documents: list[SpanSet]) -> None:
    matrix = ag.span_matrix(documents)
    for code, agreement in ag.per_code(matrix, "gwet_ac1").items():
        same(agreement, ag.span_agreement(documents, code=str(code), coefficient="gwet_ac1"))
    for (first, second), agreement in ag.pairwise(matrix, "cohen_kappa").items():
        two = [SpanSet({name: one.spans[name] for name in (first, second)}, one.length) for one in documents]
        again = ag.span_agreement(two, coefficient="cohen_kappa").value
        assert agreement.value == (None if again is None else pytest.approx(again, abs=1e-9))


@settings(max_examples=60, deadline=None)
@given(span_sets(), st.integers(2, 50))
def test_a_text_drawn_out_to_a_multiple_of_its_length_has_the_same_kappa(document: SpanSet, times: int) -> None:
    drawn_out = SpanSet(
        {
            coder: [(start * times, end * times, code) for start, end, code in spans]
            for coder, spans in document.spans.items()
        },
        document.length * times,
    )
    for code in CODES:
        first = ag.span_agreement(document, code=code, coefficient="fleiss_kappa")
        second = ag.span_agreement(drawn_out, code=code, coefficient="fleiss_kappa")
        assert second.value == (None if first.value is None else pytest.approx(first.value, abs=1e-9))
        assert second.n_units == times * first.n_units


def test_documents_are_pooled_by_adding_and_not_by_averaging() -> None:
    short = SpanSet({"Anna": [(0, 5, "k")], "Bo": []}, 10)
    long = SpanSet({"Anna": [(0, 500, "k")], "Bo": [(0, 500, "k")]}, 1000)
    pooled = ag.span_agreement([short, long], code="k", coefficient="percent_agreement")
    assert pooled.value == pytest.approx(1005 / 1010)
    assert pooled.n_units == 1010


def test_a_document_that_a_coder_did_not_read_compares_the_others() -> None:
    both = SpanSet({"Anna": [(0, 4, "k")], "Bo": [(0, 4, "k")]}, 8)
    third = SpanSet({"Bo": [(0, 4, "k")], "Åsa": [(0, 2, "k")]}, 8)
    alone = SpanSet({"Åsa": [(0, 2, "k")]}, 8)
    found = ag.span_agreement([both, third, alone], code="k", coefficient="percent_agreement")
    assert (found.n_units, found.n_coders, found.value) == (16, 3, pytest.approx(14 / 16))


def test_the_moderators_turns_count_neither_as_agreement_nor_as_length() -> None:
    spans = {"Anna": [(0, 30, "k")], "Bo": [(20, 30, "k")]}
    whole = SpanSet(spans, 100)
    without = SpanSet(spans, 100, excluded=[(10, 20), (50, 100), (60, 70)])
    percent = [ag.span_agreement(one, code="k", coefficient="percent_agreement") for one in (whole, without)]
    assert [one.n_units for one in percent] == [100, 40]
    assert [one.value for one in percent] == pytest.approx([0.8, 0.75])


def test_a_coder_who_marked_nothing_is_kept_and_named() -> None:
    found = ag.span_agreement(SpanSet({"Anna": [(0, 5, "k")], "Bo": []}, 10), code="k")
    assert found.value is not None
    assert found.warnings == ("silent_coder: Bo",)


def test_a_code_nobody_used_has_a_reason_in_every_scope() -> None:
    document = SpanSet({"Anna": [(0, 5, "k")], "Bo": [(0, 5, "k")]}, 10)
    for scope in ("all", "coded"):
        found = ag.span_agreement(document, code="z", scope=scope)  # type: ignore[arg-type]
        assert (found.value, found.reason) == (None, "unused_code")
    nothing = SpanSet({"Anna": [], "Bo": []}, 10)
    for scope in ("all", "coded"):
        assert ag.span_agreement(nothing, scope=scope).reason == "no_variation"  # type: ignore[arg-type]


def test_codes_of_the_codebook_that_nobody_used_count_in_q() -> None:
    document = SpanSet({"Anna": [(0, 5, "k")], "Bo": [(0, 6, "k")]}, 10)
    used = ag.span_agreement(document, coefficient="brennan_prediger")
    declared = ag.span_agreement(document, coefficient="brennan_prediger", categories=("k", "m", "n"))
    assert (used.q, declared.q) == (2, 4)
    assert declared.value is not None
    assert declared.value > (used.value or 1)
    assert ag.brennan_prediger(ag.span_matrix(document, categories=("k", "m", "n"))).value == declared.value


@pytest.mark.parametrize(
    ("document", "options", "says"),
    [
        (SpanSet({"Anna": [(0, 5, "k")]}, 10), {}, "at least two coders, got 1: Anna"),
        (SpanSet({"Anna": [(0, 11, "k")], "Bo": []}, 10, name="personal-03"), {}, "0-11, lies outside.*personal-03"),
        (SpanSet({"Anna": [(-1, 2, "k")], "Bo": []}, 10), {}, "outside the text of 10 characters"),
        (SpanSet({"Anna": [(4, 4, "k")], "Bo": []}, 10), {}, "a passage of Anna, 4-4, is empty"),
        (SpanSet({"Anna": [], "Bo": []}, 10, excluded=[(8, 12)]), {}, "an excluded range, 8-12"),
        (SpanSet({"Anna": [], "Bo": []}, 10, excluded=[(0, 10)]), {}, "no unit has two or more values"),
        (SpanSet({"Anna": [], "Bo": []}, 10), {"unit": [(0, 5), (4, 9)]}, "two units overlap: 0-5 and 4-9"),
        (SpanSet({"Anna": [], "Bo": []}, 10), {"unit": [(0, 15)]}, "a unit, 0-15, lies outside"),
        (SpanSet({"Anna": [], "Bo": []}, 10), {"unit": "word"}, "the unit is 'word'"),
        (SpanSet({"Anna": [], "Bo": []}, 10), {"scope": "some"}, "the scope is 'some'"),
        (SpanSet({"Anna": [], "Bo": []}, 10), {"coefficient": "kappa"}, "no coefficient is called 'kappa'"),
        (SpanSet({"A": [], "B": [], "C": []}, 10), {"coefficient": "cohen_kappa"}, "two coders, got 3.*fleiss_kappa"),
        (SpanSet({"Anna": [(0, 5, "k")], "Bo": []}, 10), {"categories": ("m",)}, "k is not among the categories"),
    ],
)
def test_what_cannot_be_compared_is_an_error_that_says_why(
    document: SpanSet, options: dict[str, Any], says: str
) -> None:
    with pytest.raises(AgreementError, match=says):
        ag.span_agreement(document, **options)
