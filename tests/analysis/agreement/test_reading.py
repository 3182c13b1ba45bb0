"""How figures read: the bands, by the lower limit, and what to be warned of."""

from __future__ import annotations

import pytest

from themecode.analysis import agreement as ag
from themecode.analysis.agreement import Agreement, Interval, SpanSet, UnitMatrix
from themecode.analysis.agreement.reading import BANDS, KEYS, KRIPPENDORFF, LANDIS_KOCH, band, reading

PARADOX = UnitMatrix.from_table([[80, 7], [8, 5]], (1, 2))


def keys(agreement: Agreement, *beside: Agreement) -> list[str]:
    return [note.key for note in reading(agreement, beside).notes]


def test_kappas_read_by_landis_and_koch_and_alphas_by_krippendorff() -> None:
    expected = ["poor", "slight", "fair", "moderate", "substantial", "almost_perfect"]
    assert [band(figure, LANDIS_KOCH) for figure in (-0.1, 0.2, 0.4, 0.6, 0.8, 0.81)] == expected
    assert [band(figure, KRIPPENDORFF) for figure in (0.66, 0.667, 0.799, 0.8)] == [
        "not_reliable", "tentative", "tentative", "reliable",
    ]  # fmt: skip
    assert reading(ag.cohen_kappa(PARADOX)).source == LANDIS_KOCH
    assert reading(ag.krippendorff_alpha(PARADOX)).source == KRIPPENDORFF
    assert all(band(step / 100, source) in BANDS[source] for step in range(-100, 101) for source in BANDS)


def test_the_lower_limit_is_judged_where_there_is_an_interval() -> None:
    found = Agreement("krippendorff_alpha", 0.85, interval=Interval(0.7, 0.95, 0.95, "analytic"))
    assert (reading(found).band, reading(found).judged, reading(found).by) == ("tentative", 0.7, "lower_limit")
    without = Agreement("krippendorff_alpha", 0.85)
    assert (reading(without).band, reading(without).by) == ("reliable", "value")
    assert keys(without) == ["no_interval"]


def test_percent_agreement_and_what_has_no_value_have_no_band() -> None:
    percent = reading(ag.percent_agreement(PARADOX))
    assert (percent.band, percent.source) == (None, None)
    none = reading(ag.cohen_kappa(UnitMatrix.of([["a", "a"]] * 3)))
    assert (none.band, none.judged, none.by) == (None, None, None)


def test_high_percent_beside_a_low_kappa_is_warned_of() -> None:
    kappa = ag.confidence_interval(ag.cohen_kappa(PARADOX))
    notes = {note.key: note.figure for note in reading(kappa).notes}
    assert notes == {"high_percent_low_coefficient": pytest.approx(0.85), "mostly_one_category": pytest.approx(0.875)}
    even = UnitMatrix.from_table([[45, 5], [5, 45]], (1, 2))
    assert keys(ag.confidence_interval(ag.cohen_kappa(even))) == []


def test_a_code_that_is_rare_is_not_warned_of_for_its_rest_but_one_that_is_everywhere_is() -> None:
    rare = UnitMatrix.of([["a", "a"]] * 90 + [["b", "b"]] * 12 + [["b", "a"]])
    found = {code: keys(ag.confidence_interval(one)) for code, one in ag.per_code(rare).items()}
    assert found == {"a": ["mostly_one_category"], "b": []}


def test_ac1_far_above_alpha_is_warned_of_whichever_is_read() -> None:
    ac1, alpha = ag.gwet_ac1(PARADOX), ag.krippendorff_alpha(PARADOX)
    assert "ac1_far_above_alpha" in keys(ac1, alpha)
    assert "ac1_far_above_alpha" in keys(alpha, ac1)
    assert "ac1_far_above_alpha" not in keys(ac1)


def test_a_distance_between_sets_is_not_held_against_percent_agreement_or_ac1() -> None:
    sets = UnitMatrix.of([[frozenset("ab"), frozenset("a")], [frozenset("b"), frozenset("b")]] * 5)
    masi = ag.krippendorff_alpha(sets, distance="masi")
    assert "ac1_far_above_alpha" not in keys(masi, Agreement("gwet_ac1", 0.99))


def test_a_code_used_on_few_units_is_warned_of() -> None:
    rows = [["a", "a"]] * 10 + [["b", "c"]] + [["b", "b"]] * 10
    matrix = UnitMatrix.of(rows, categories=("a", "b", "c", "unused"))
    found = ag.per_code(matrix)
    notes = {
        code: [note for note in reading(one).notes if note.key == "code_used_on_few_units"]
        for code, one in found.items()
    }
    assert [len(some) for some in notes.values()] == [0, 0, 1, 0]  # of the last its reason says more
    assert (notes["c"][0].figure, notes["c"][0].detail) == (1, "c")


def test_little_coverage_is_warned_of() -> None:
    document = SpanSet({"Anna": [(0, 20, "k"), (30, 40, "m")], "Bo": [(0, 20, "k"), (32, 40, "m")]}, 100)
    cu = ag.unitizing_alpha(document).cu
    assert "little_coverage" in keys(cu)
    assert [note.figure for note in reading(cu).notes if note.key == "little_coverage"] == [cu.coverage]


def test_what_was_met_while_computing_is_among_the_notes() -> None:
    found = ag.confidence_interval(ag.span_agreement(SpanSet({"Anna": [(0, 5, "k")], "Bo": []}, 10), code="k"))
    notes = [(note.key, note.detail) for note in reading(found).notes]
    assert ("silent_coder", "Bo") in notes
    assert ("one_document", "") in notes
    assert {key for key, _ in notes} <= set(KEYS)
