"""Published and independently confirmed answers hold. The vectors stand in tests/fixtures/agreement_vectors.json.

Left out, because no function here claims to compute them:

- ``gamma`` (Mathet, Widlöcher and Métivier 2015): sampled, so that there is only a band, and exponential in coders.
- ``krippendorff_alpha_u_1995`` (three cases): the older unitizing alpha, another number than the 2016 family's.
- ``alpha_masi_dkpro_variant``: multiplies Jaccard's distance by the monotonicity, unlike Passonneau 2006.
- ``alpha_passonneau2004_set_distance``: the distance that MASI replaced.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from themecode.analysis import agreement as ag
from themecode.analysis.agreement import Agreement, AgreementError, SpanSet, UnitMatrix

VECTORS = json.loads((Path(__file__).parents[2] / "fixtures" / "agreement_vectors.json").read_text(encoding="utf-8"))
ON_UNITS = {
    "percent_agreement": ag.percent_agreement,
    "cohen_kappa": ag.cohen_kappa,
    "scott_pi": ag.scott_pi,
    "fleiss_kappa": ag.fleiss_kappa,
    "fleiss_kappa_available_case": lambda m: ag.fleiss_kappa(m, missing="available"),
    "krippendorff_alpha": ag.krippendorff_alpha,
    "gwet_ac1": ag.gwet_ac1,
    "brennan_prediger": ag.brennan_prediger,
    "alpha_masi": lambda m: ag.krippendorff_alpha(m, distance="masi"),
    "alpha_jaccard": lambda m: ag.krippendorff_alpha(m, distance="jaccard"),
}


def vectors(*kinds: str) -> Any:
    found = [vector for vector in VECTORS if vector["coefficient"] in kinds]
    assert found
    return pytest.mark.parametrize("vector", found, ids=[vector["id"] for vector in found])


def matrix(data: dict[str, Any], categories: list[Any] | None = None) -> UnitMatrix:
    """Return the units of a vector, one by one."""
    if "patterns_x_coders_sets" in data:
        patterns = [
            ([None if value is None else frozenset(value) for value in row], n)
            for row, n in data["patterns_x_coders_sets"]
        ]
    else:
        patterns = data["patterns_x_coders"]
    declared = tuple(categories) if categories else None
    return UnitMatrix.of([row for row, n in patterns for _ in range(n)], categories=declared)


def holds(found: Agreement, vector: dict[str, Any]) -> None:
    assert found.value == pytest.approx(vector["expected"], abs=vector["tolerance"])
    if "full_precision" in vector:
        assert found.value == pytest.approx(vector["full_precision"], abs=2e-9)


@vectors(*ON_UNITS)
def test_a_coefficient_on_units_gives_the_published_value(vector: dict[str, Any]) -> None:
    holds(ON_UNITS[vector["coefficient"]](matrix(vector["data"])), vector)


@vectors(*ON_UNITS)
def test_units_already_counted_give_the_same_value_as_units_one_by_one(vector: dict[str, Any]) -> None:
    one_by_one = matrix(vector["data"])
    rows = list(dict.fromkeys(map(tuple, one_by_one.values)))
    counted = UnitMatrix(
        values=rows,
        coders=one_by_one.coders,
        units=tuple(range(len(rows))),
        weights=[sum(tuple(row) == each for row in one_by_one.values) for each in rows],
    )
    compute = ON_UNITS[vector["coefficient"]]
    first, second = compute(one_by_one), compute(counted)
    assert second.value == pytest.approx(first.value, abs=1e-12)
    assert (second.n_units, second.n_values, second.missing) == (first.n_units, first.n_values, first.missing)


@vectors("gwet_ac1_analytic_ci", "krippendorff_alpha_analytic_ci", "brennan_prediger_analytic_ci")
def test_an_interval_by_formula_is_the_one_gwet_gives(vector: dict[str, Any]) -> None:
    compute = ON_UNITS[vector["coefficient"].removesuffix("_analytic_ci")]
    interval = ag.confidence_interval(compute(matrix(vector["data"])), "analytic").interval
    assert interval is not None
    assert interval.standard_error == pytest.approx(vector["expected"]["se"], abs=vector["tolerance"])
    assert [interval.low, interval.high] == pytest.approx(vector["expected"]["ci95"], abs=vector["tolerance"])


@vectors("masi_distance")
def test_masi_is_the_distance_of_passonneau_2006(vector: dict[str, Any]) -> None:
    first, second = frozenset(vector["data"]["a"]), frozenset(vector["data"]["b"])
    assert ag.masi_distance(first, second) == pytest.approx(vector["expected"], abs=vector["tolerance"])


@vectors(
    "character_cohen_kappa", "character_scott_pi", "character_krippendorff_alpha", "character_percent_agreement",
    "sentence_cohen_kappa",
)  # fmt: skip
def test_a_coefficient_on_passages_gives_the_published_value(vector: dict[str, Any]) -> None:
    data = vector["data"]
    spans = {name: [(*span, "k") for span in data[f"coder_{name}_spans"]] for name in "ab"}
    sentences = [tuple(unit) for unit in data.get("units", [])]
    length = data.get("continuum_length") or sentences[-1][1]
    coefficient = vector["coefficient"].split("_", 1)[1]
    unit = sentences or "character"
    holds(ag.span_agreement(SpanSet(spans, length), unit, code="k", coefficient=coefficient), vector)


@vectors("krippendorff_unitizing_alpha_family_2016")
def test_the_unitizing_family_gives_the_confirmed_values(vector: dict[str, Any]) -> None:
    spans = {
        f"coder {number}": [(span["start"], span["end"], span["code"]) for span in coder]
        for number, coder in enumerate(vector["data"]["coders_spans"])
    }
    found = ag.unitizing_alpha(SpanSet(spans, vector["data"]["continuum_length"]))
    expected, near = vector["expected"], vector["tolerance"]
    assert found.u.value == pytest.approx(expected["u_alpha"], abs=near)
    assert found.binary.value == pytest.approx(expected["u_alpha_binary"], abs=near)
    assert found.cu.value == pytest.approx(expected["cu_alpha"], abs=near)
    assert found.cu_coverage == pytest.approx(expected["cu_coverage"], abs=near)
    by_code = {code: one.value for code, one in found.per_code.items()}
    assert by_code == pytest.approx(expected["k_u_alpha"], abs=near)
    assert {code: one.coverage for code, one in found.per_code.items()} == pytest.approx(
        expected["k_coverage"], abs=near
    )


@vectors("policy")
def test_what_cannot_be_computed_is_none_with_a_reason_or_an_error(vector: dict[str, Any]) -> None:
    expected = dict(vector["expected"])
    units = matrix(vector["data"], expected.pop("declared_categories", None))
    error, reason = expected.pop("error", None), expected.pop("reason", None)
    if error:
        with pytest.raises(AgreementError, match=error):
            ag.krippendorff_alpha(units)
    for name, value in expected.items():
        found = ON_UNITS[name](units)
        assert found.value == (None if value is None else pytest.approx(value, abs=vector["tolerance"]))
        assert found.reason == (reason if value is None else None)
