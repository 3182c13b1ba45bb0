"""Intervals: by formula, and by drawing units or documents again."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from themecode.analysis import agreement as ag
from themecode.analysis.agreement import Agreement, AgreementError, Interval, SpanSet, UnitMatrix

EVERY = [
    ag.percent_agreement, ag.cohen_kappa, ag.scott_pi, ag.fleiss_kappa, ag.krippendorff_alpha, ag.gwet_ac1,
    ag.brennan_prediger,
]  # fmt: skip


def agreeing_mostly(n: int, seed: int = 1, documents: int | None = None) -> UnitMatrix:
    draw = random.Random(seed)
    rows = []
    for _ in range(n):
        true = draw.choice("aabc")
        rows.append([true if draw.random() < 0.8 else draw.choice("abc") for _ in range(2)])
    of = None if documents is None else [number * documents // n for number in range(n)]
    return UnitMatrix(rows, ("Anna", "Bo"), tuple(range(n)), documents=of)


def interval_of(agreement: Agreement) -> Interval:
    assert agreement.interval is not None, agreement.warnings
    return agreement.interval


@pytest.mark.parametrize("compute", EVERY)
def test_formula_and_drawing_give_much_the_same_interval(compute: Any) -> None:
    found = compute(agreeing_mostly(400))
    analytic, drawn = (interval_of(ag.confidence_interval(found, method)) for method in ("analytic", "bootstrap"))
    assert drawn.standard_error == pytest.approx(analytic.standard_error, rel=0.08)
    assert [drawn.low, drawn.high] == pytest.approx([analytic.low, analytic.high], abs=0.02)


def test_formula_for_sets_gives_much_the_same_interval_as_drawing() -> None:
    draw = random.Random(2)
    rows = []
    for _ in range(300):
        true = frozenset(code for code in "abcd" if draw.random() < 0.4)
        rows.append([frozenset(code for code in "abcd" if (code in true) ^ (draw.random() < 0.1)) for _ in range(3)])
    found = ag.krippendorff_alpha(UnitMatrix.of(rows), distance="masi")
    analytic, drawn = (interval_of(ag.confidence_interval(found, method)) for method in ("analytic", "bootstrap"))
    assert drawn.standard_error == pytest.approx(analytic.standard_error, rel=0.08)


def test_drawing_patterns_is_drawing_units() -> None:
    """The replicates have the spread of those of a plain loop over units."""
    matrix = agreeing_mostly(60)
    drawn = interval_of(ag.confidence_interval(ag.krippendorff_alpha(matrix), "bootstrap", n=3000))
    draw = random.Random(9)
    plain = [ag.krippendorff_alpha(UnitMatrix.of(draw.choices(matrix.values, k=60))).value for _ in range(1500)]
    low, high = np.quantile([value for value in plain if value is not None], [0.025, 0.975])
    assert [drawn.low, drawn.high] == pytest.approx([low, high], abs=0.03)


def test_the_same_seed_gives_the_same_interval_and_stands_in_the_result() -> None:
    found = ag.gwet_ac1(agreeing_mostly(50))
    one, same, other = (interval_of(ag.confidence_interval(found, "bootstrap", seed=seed)) for seed in (7, 7, 8))
    assert one == same
    assert (one.low, one.high) != (other.low, other.high)
    assert (one.seed, one.replicates, one.method, one.by) == (7, 2000, "bootstrap", "unit")


def test_the_order_of_units_does_not_matter_to_a_seed() -> None:
    matrix = agreeing_mostly(50)
    turned = UnitMatrix.of(list(reversed(matrix.values)), categories=("a", "b", "c"))
    first = ag.krippendorff_alpha(UnitMatrix.of(matrix.values, categories=("a", "b", "c")))
    assert interval_of(ag.confidence_interval(first, "bootstrap")) == interval_of(
        ag.confidence_interval(ag.krippendorff_alpha(turned), "bootstrap")
    )


def test_units_of_several_documents_are_drawn_by_document_unless_asked_otherwise() -> None:
    found = ag.krippendorff_alpha(agreeing_mostly(120, documents=12))
    assert interval_of(ag.confidence_interval(found)).by == "document"
    assert interval_of(ag.confidence_interval(found)).method == "bootstrap"
    assert interval_of(ag.confidence_interval(found, by="unit")).method == "analytic"
    alone = ag.krippendorff_alpha(agreeing_mostly(120))
    assert interval_of(ag.confidence_interval(alone)).method == "analytic"
    with pytest.raises(AgreementError, match="which document each unit is of"):
        ag.confidence_interval(alone, by="document")


def documents(n: int) -> list[SpanSet]:
    draw = random.Random(3)
    found = []
    for _ in range(n):
        starts = sorted(draw.sample(range(0, 900, 100), 4))
        anna = [(start, start + 60, draw.choice("kmn")) for start in starts]
        bo = [
            (start + draw.randint(-5, 20), end, code if draw.random() < 0.8 else "k")
            for start, end, code in anna
            if start and draw.random() < 0.9
        ]
        found.append(SpanSet({"Anna": anna, "Bo": bo}, 1000))
    return found


def test_passages_are_drawn_by_document_and_never_by_character() -> None:
    several = documents(14)
    family = ag.unitizing_alpha(several)
    for found in (ag.span_agreement(several, code="k"), family.u, family.cu, family.per_code["k"]):
        interval = interval_of(ag.confidence_interval(found))
        assert (interval.method, interval.by) == ("bootstrap", "document")
        assert found.value is not None
        assert interval.low < found.value < interval.high
        for asked in ({"by": "unit"}, {"method": "analytic"}):
            with pytest.raises(AgreementError, match=r"not independent|no formula"):
                ag.confidence_interval(found, **asked)


def test_drawing_documents_is_computing_anew_from_the_documents_drawn() -> None:
    several = documents(12)
    found = ag.span_agreement(several, code="k", coefficient="cohen_kappa")
    interval = interval_of(ag.confidence_interval(found, n=300, seed=4))
    counts = np.random.default_rng(4).multinomial(12, np.ones(12) / 12, size=300)
    values = []
    for drawn in counts:
        again = [one for one, times in zip(several, drawn, strict=True) for _ in range(times)]
        values.append(ag.span_agreement(again, code="k", coefficient="cohen_kappa").value)
    low, high = np.quantile([value for value in values if value is not None], [0.025, 0.975])
    assert [interval.low, interval.high] == pytest.approx([low, high], abs=1e-9)


def test_one_document_gives_no_interval_and_says_why_and_few_are_named() -> None:
    one = ag.confidence_interval(ag.span_agreement(documents(1), code="k"))
    assert one.interval is None
    assert one.warnings == ("one_document",)
    few = ag.confidence_interval(ag.span_agreement(documents(4), code="k"))
    assert few.interval is not None
    assert few.warnings == ("few_documents: 4",)


@pytest.mark.parametrize("method", ["analytic", "bootstrap"])
def test_complete_agreement_has_no_interval_rather_than_one_of_no_width(method: Any) -> None:
    found = ag.confidence_interval(ag.cohen_kappa(UnitMatrix.of([["a", "a"], ["b", "b"]] * 5)), method)
    assert (found.value, found.interval) == (1.0, None)
    assert found.warnings == ("no_sampling_variance",)


def test_replicates_without_variation_are_left_out_and_counted() -> None:
    rare = UnitMatrix.of([["a", "a"]] * 30 + [["b", "b"], ["b", "a"]])
    interval = interval_of(ag.confidence_interval(ag.cohen_kappa(rare), "bootstrap"))
    assert 0 < interval.left_out < 2000


def test_what_has_no_value_has_no_interval_and_no_error() -> None:
    none = ag.cohen_kappa(UnitMatrix.of([["a", "a"]] * 3))
    assert ag.confidence_interval(none) == none


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"level": 95}, "between 0 and 1"),
        ({"n": 1}, "at least two replicates"),
        ({"evidence": None}, "not computed here"),
    ],
)
def test_an_impossible_interval_is_an_error(options: dict[str, Any], says: str) -> None:
    found = ag.cohen_kappa(agreeing_mostly(20))
    if "evidence" in options:
        found = Agreement(found.coefficient, found.value)
        options = {}
    with pytest.raises(AgreementError, match=says):
        ag.confidence_interval(found, **options)


@pytest.mark.parametrize("compute", EVERY)
def test_a_single_unit_has_no_interval_and_no_variance_is_divided_by_zero(compute: Any) -> None:
    found = compute(UnitMatrix.of([["a", "b"]], categories=("a", "b")))
    for method in (None, "analytic", "bootstrap"):
        with np.errstate(all="raise"):
            interval = ag.confidence_interval(found, method)
        assert interval.interval is None
    evidence = found.evidence
    assert evidence is not None
    with np.errstate(all="raise"):
        evidence.variance()


def test_the_limits_of_percent_agreement_are_shares() -> None:
    rows = [["a", "a"], ["a", "b"], ["b", "a"], ["b", "a"]]
    assert interval_of(ag.confidence_interval(ag.percent_agreement(UnitMatrix.of(rows)))).low == 0
