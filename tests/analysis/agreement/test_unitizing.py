"""The unitizing family: the sweep gives what counting pairs of characters gives, as the definition has it."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from themecode.analysis import agreement as ag
from themecode.analysis.agreement import AgreementError, SpanSet
from themecode.analysis.agreement.unitizing import unitizing_alpha

sys.path.insert(0, str(Path(__file__).parent))
from agreement_strategies import span_sets

Bit = tuple[int, str, int, str | None, object]
"""Document, coder, character, code (None: gap), and the unit it belongs to (a gap's characters are units each)."""


def merged(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the passages of a coder, those of the same code that overlap made one."""
    found: list[tuple[int, int, str]] = []
    for start, end, code in sorted(spans, key=lambda span: (span[2], span[0])):
        if found and found[-1][2] == code and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]), code)
        else:
            found.append((start, end, code))
    return found


def bits(documents: list[SpanSet]) -> list[Bit]:
    found: list[Bit] = []
    for number, document in enumerate(documents):
        for coder, spans in document.spans.items():
            for place in range(document.length):
                unit = next((span for span in merged(list(spans)) if span[0] <= place < span[1]), None)
                name: object = (number, coder, unit) if unit else (number, coder, place, "gap")
                found.append((number, coder, place, unit[2] if unit else None, name))
    return found


def plain_u(all_bits: list[Bit], coders: int, label: object) -> float | None:
    """Return 1 - Do / De over pairs of characters; a character is never paired with its own unit by chance."""
    same_place = [
        (label(one[3]), label(other[3]))  # type: ignore[operator]
        for one, other in product(all_bits, repeat=2)
        if one[0] == other[0] and one[2] == other[2] and one[1] != other[1]
    ]
    by_chance = [
        (label(one[3]), label(other[3]))  # type: ignore[operator]
        for one, other in product(all_bits, repeat=2)
        if one[4] != other[4]
    ]
    observed = sum(one != other for one, other in same_place) / (coders - 1) / len(all_bits)
    expected = sum(one != other for one, other in by_chance) / len(by_chance)
    return 1 - observed / expected if expected else None


@settings(max_examples=60, deadline=None)
@given(st.lists(span_sets(coders=3, partition=True, length=9), min_size=1, max_size=2))
def test_ualpha_and_its_binary_kin_follow_from_pairs_of_characters(documents: list[SpanSet]) -> None:
    every = bits(documents)
    found = unitizing_alpha(documents)
    expected = plain_u(every, 3, lambda code: code)
    assert found.u.value == (None if expected is None else pytest.approx(expected, abs=1e-9))
    expected = plain_u(every, 3, lambda code: code is None)
    assert found.binary.value == (None if expected is None else pytest.approx(expected, abs=1e-9))


@settings(max_examples=80, deadline=None)
@given(st.lists(span_sets(coders=2, partition=True, length=10), min_size=1, max_size=2))
def test_cualpha_and_its_coverage_follow_from_the_places_both_marked(documents: list[SpanSet]) -> None:
    """With two coders all readings of the paper agree."""
    every = bits(documents)
    places = {(bit[0], bit[1], bit[2]): bit for bit in every}
    other_of = {"Anna": "Bo", "Bo": "Anna"}
    both = [bit for bit in every if bit[3] and places[bit[0], other_of[bit[1]], bit[2]][3]]
    found = unitizing_alpha(documents)
    assert found.cu_coverage == pytest.approx(len(both) / len(every))
    codes = {span[2] for document in documents for spans in document.spans.values() for span in spans}
    pairs = [(one[3], other[3]) for one, other in product(both, repeat=2) if one[4] != other[4]]
    unlike = sum(one != other for one, other in pairs)
    if len(codes) < 2 or not unlike:
        assert found.cu.value is None
        assert found.cu.reason
    else:
        observed = sum(bit[3] != places[bit[0], other_of[bit[1]], bit[2]][3] for bit in both) / len(both)
        assert found.cu.value == pytest.approx(1 - observed / (unlike / len(pairs)), abs=1e-9)
    for code, one in found.per_code.items():
        own = [bit for bit in every if bit[3] == code]
        shared = [bit for bit in both if bit[3] == code]
        assert one.coverage == pytest.approx(len(shared) / len(own))
        with_own = [b[3] for a, b in product(shared, both) if a[4] != b[4]]
        if one.value is not None:
            observed = sum(places[b[0], other_of[b[1]], b[2]][3] != code for b in shared) / len(shared)
            expected = sum(other != code for other in with_own) / len(with_own)
            assert one.value == pytest.approx(1 - observed / expected, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(span_sets(coders=3, partition=True, excluding=True))
def test_what_is_excluded_is_as_if_it_had_been_cut_out(document: SpanSet) -> None:
    out = {place for start, end in document.excluded for place in range(start, end)}
    moved = [place - sum(gone < place for gone in out) for place in range(document.length + 1)]
    assume(moved[-1] > 0)
    shorter = SpanSet(
        {
            coder: [
                (moved[start], moved[end], code)
                for start, end, code in merged(list(spans))
                if moved[start] < moved[end]
            ]
            for coder, spans in document.spans.items()
        },
        moved[-1],
    )
    first, second = unitizing_alpha(document), unitizing_alpha(shorter)
    for one, other in ((first.u, second.u), (first.binary, second.binary), (first.cu, second.cu)):
        assert one.value == (None if other.value is None else pytest.approx(other.value, abs=1e-9))


def test_two_passages_that_overlap_only_in_what_is_excluded_are_one() -> None:
    spans = {"Anna": [], "Bo": [], "Åsa": [(0, 2, "tid"), (1, 3, "tid")]}
    one = SpanSet({"Anna": [], "Bo": [], "Åsa": [(0, 2, "tid")]}, 2)
    assert unitizing_alpha(SpanSet(spans, 3, [(1, 2)])).u.value == unitizing_alpha(one).u.value


def test_two_passages_that_touch_stay_two_and_two_that_overlap_are_one() -> None:
    def u(spans: list[tuple[int, int, str]]) -> ag.UnitizingAgreement:
        return unitizing_alpha(SpanSet({"Anna": spans, "Bo": [(0, 20, "k"), (30, 40, "m")]}, 100))

    assert u([(0, 12, "k"), (8, 20, "k")]).u == u([(0, 20, "k")]).u
    touching = u([(0, 10, "k"), (10, 20, "k")]).u
    assert touching.n_units == 4
    assert touching.value != u([(0, 20, "k")]).u.value


def test_what_cannot_be_computed_has_a_reason() -> None:
    nothing = unitizing_alpha(SpanSet({"Anna": [], "Bo": []}, 10))
    assert [nothing.u.reason, nothing.binary.reason, nothing.cu.reason] == ["no_variation"] * 3
    assert nothing.u.warnings == ("silent_coder: Anna", "silent_coder: Bo")
    full = unitizing_alpha(SpanSet({"Anna": [(0, 4, "k"), (4, 10, "m")], "Bo": [(0, 10, "k")]}, 10))
    assert (full.binary.value, full.binary.reason) == (None, "no_gaps")
    assert full.u.value is not None
    alone = unitizing_alpha(SpanSet({"Anna": [(0, 4, "k")], "Bo": [(2, 6, "k")]}, 10))
    assert (alone.cu.value, alone.cu.reason) == (None, "one_code")
    assert alone.per_code["k"].reason == "one_code"
    apart = unitizing_alpha(SpanSet({"Anna": [(0, 4, "k")], "Bo": [(5, 6, "m")]}, 10))
    assert (apart.cu.value, apart.cu.reason, apart.cu_coverage) == (None, "no_shared_passage", 0.0)


def test_overlapping_passages_of_different_codes_are_refused_with_names() -> None:
    document = SpanSet({"Anna": [(0, 6, "tid"), (4, 9, "båda")], "Bo": []}, 10, name="personal-01")
    with pytest.raises(
        AgreementError, match="passages of Anna overlap with different codes, tid and båda, personal-01"
    ):
        unitizing_alpha(document)
    one_code = SpanSet({"Anna": [(0, 6, "tid")], "Bo": []}, 10)
    assert unitizing_alpha(one_code).u.value is not None


def test_one_coder_is_refused_and_a_document_read_by_one_adds_nothing() -> None:
    with pytest.raises(AgreementError, match="at least two coders"):
        unitizing_alpha(SpanSet({"Anna": [(0, 6, "tid")]}, 10))
    both = SpanSet({"Anna": [(0, 4, "k")], "Bo": [(2, 6, "m")]}, 10)
    alone = SpanSet({"Anna": [(0, 9, "m")]}, 10)
    assert unitizing_alpha([both, alone]).u.value == unitizing_alpha(both).u.value
    with pytest.raises(AgreementError, match="no document was read by two"):
        unitizing_alpha([alone, SpanSet({"Bo": []}, 10)])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*[st.sampled_from(["tid", "luft", "rum", None])] * 3), min_size=3, max_size=25),
)
def test_where_passages_are_one_character_long_cu_is_alpha_of_the_coincidences_without_gaps(
    columns: list[tuple[str | None, ...]],
) -> None:
    coders = ("Anna", "Bo", "Åsa")
    spans = {
        name: [(place, place + 1, row[column]) for place, row in enumerate(columns) if row[column]]
        for column, name in enumerate(coders)
    }
    found = unitizing_alpha(SpanSet(spans, len(columns)))  # type: ignore[arg-type]
    met: Counter[tuple[str, str]] = Counter()
    for row in columns:
        met.update((one, other) for one, other in permutations(row, 2) if one and other)
    matrix = {pair: number / 2 for pair, number in met.items()}
    n = sum(matrix.values())
    totals = {code: sum(number for (one, _), number in matrix.items() if one == code) for code, _ in matrix}
    unlike = sum(totals[one] * totals[other] for one, other in permutations(totals, 2))
    assume(unlike)
    differ = sum(number for (one, other), number in matrix.items() if one != other)
    assert found.cu.value == pytest.approx(1 - (n - 1) * differ / unlike)
    for code, total in totals.items():
        apart = total - matrix.get((code, code), 0)
        expected = 1 - (n - 1) * apart / (total * (n - total)) if n > total else None
        assert found.per_code[code].value == pytest.approx(expected)


def test_the_other_readings_of_cu_with_three_coders_are_those_the_page_prints() -> None:
    spans = {
        "Anna": [(2, 5, "tid"), (9, 11, "tid"), (12, 20, "luft")],
        "Bo": [(2, 5, "tid"), (7, 15, "luft")],
        "Åsa": [(2, 5, "tid"), (10, 15, "luft")],
    }
    marked = {name: {place for start, end, _ in own for place in range(start, end)} for name, own in spans.items()}
    shared = {"pair": 0.0, "any": 0.0, "average": 0.0}
    for name, own in spans.items():
        others = [places for other, places in marked.items() if other != name]
        for start, end, _ in own:
            here = set(range(start, end))
            anyone: set[int] = set().union(*others)
            parts = [len(here & places) for places in others]
            shared["pair"] += sum(part**2 for part in parts) / 2
            shared["any"] += len(here & anyone) ** 2
            shared["average"] += (sum(parts) / 2) ** 2
    n, luft = 23.0, 12.5  # of 23 lengths both of a pair marked, 12.5 are luft
    values = {way: 1 - 3 / (n * 2 * luft * (n - luft) / (n**2 - square)) for way, square in shared.items()}
    assert {way: round(found, 4) for way, found in values.items()} == {"pair": 0.7789, "any": 0.7873, "average": 0.7786}
    assert unitizing_alpha(SpanSet(spans, 20)).cu.value == pytest.approx(values["pair"])
