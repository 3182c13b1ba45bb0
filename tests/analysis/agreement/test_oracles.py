"""Other people's programs find the same on random data: scikit-learn, krippendorff, statsmodels."""

from __future__ import annotations

import random
import warnings
from collections.abc import Hashable
from itertools import combinations

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats import inter_rater

from themecode.analysis import agreement as ag
from themecode.analysis.agreement import UnitMatrix

LABELS = ("tid", "luft", "båda", "🙂")


def units(coders: int, *, missing: bool) -> st.SearchStrategy[list[list[str | None]]]:
    values = st.sampled_from([*LABELS, None] if missing else LABELS)
    return st.lists(st.lists(values, min_size=coders, max_size=coders), min_size=2, max_size=25)


def varied(rows: list[list[str | None]]) -> bool:
    """Tell whether units with two values hold two different ones."""
    seen = [[value for value in row if value is not None] for row in rows]
    return len({value for row in seen if len(row) > 1 for value in row}) > 1


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 4).flatmap(lambda coders: units(coders, missing=True)))
def test_alpha_is_that_of_the_krippendorff_package(rows: list[list[str | None]]) -> None:
    assume(varied(rows))
    numbers = [[np.nan if value is None else float(LABELS.index(value)) for value in row] for row in rows]
    theirs = krippendorff.alpha(reliability_data=np.array(numbers).T, level_of_measurement="nominal")
    assert ag.krippendorff_alpha(UnitMatrix.of(rows)).value == pytest.approx(theirs, abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(units(2, missing=False))
def test_cohens_kappa_is_that_of_scikit_learn_and_statsmodels(rows: list[list[str]]) -> None:
    ours = ag.cohen_kappa(UnitMatrix.of(rows, categories=LABELS))
    assume(ours.value is not None)
    first, second = [row[0] for row in rows], [row[1] for row in rows]
    assert ours.value == pytest.approx(cohen_kappa_score(first, second), abs=1e-12)
    table = [[sum(row == [one, other] for row in rows) for other in LABELS] for one in LABELS]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = inter_rater.cohens_kappa(np.array(table))
    interval = ag.confidence_interval(ours, "analytic").interval
    if interval is not None:
        assert interval.standard_error == pytest.approx(theirs.std_kappa, abs=1e-9)
        assert interval.low == pytest.approx(max(-1, theirs.kappa_low), abs=1e-9)
        assert interval.high == pytest.approx(min(1, theirs.kappa_upp), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 4).flatmap(lambda coders: units(coders, missing=False)))
def test_fleiss_kappa_and_the_uniform_kappa_are_those_of_statsmodels(rows: list[list[str]]) -> None:
    assume(varied(rows))
    matrix = UnitMatrix.of(rows, categories=LABELS)
    counts = np.array([[row.count(label) for label in LABELS] for row in rows])
    assert ag.fleiss_kappa(matrix).value == pytest.approx(inter_rater.fleiss_kappa(counts), abs=1e-12)
    assert ag.fleiss_kappa(matrix, missing="available").value == pytest.approx(ag.fleiss_kappa(matrix).value)
    uniform = inter_rater.fleiss_kappa(counts, method="uniform")
    assert ag.brennan_prediger(matrix).value == pytest.approx(uniform, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 3).flatmap(lambda coders: units(coders, missing=True)))
def test_each_code_on_its_own_is_that_code_against_the_rest(rows: list[list[str | None]]) -> None:
    assume(any(sum(value is not None for value in row) > 1 for row in rows))
    found = ag.per_code(UnitMatrix.of(rows, categories=LABELS))
    assert tuple(found) == LABELS
    for label, agreement in found.items():
        binary = [[None if value is None else value == label for value in row] for row in rows]
        again = ag.krippendorff_alpha(UnitMatrix.of(binary, categories=(False, True)))
        assert agreement.value == (None if again.value is None else pytest.approx(again.value, abs=1e-12))
        two_seen = [row for row in rows if sum(value is not None for value in row) > 1]
        assert agreement.used == sum(label in row for row in two_seen)


def brute_alpha(rows: list[list[Hashable]], distance: object) -> float | None:
    """Return alpha from its definition: all pairs in units, all pairs of values."""
    seen = [[value for value in row if value is not None] for row in rows]
    seen = [row for row in seen if len(row) > 1]
    values = [value for row in seen for value in row]
    apart = sum(distance(a, b) for a, b in combinations(values, 2)) * 2 / (len(values) * (len(values) - 1))  # type: ignore[operator]
    within = sum(sum(distance(a, b) for a, b in combinations(row, 2)) * 2 / (len(row) - 1) for row in seen)  # type: ignore[operator]
    return 1 - within / len(values) / apart if apart else None


SETS = st.one_of(st.none(), st.frozensets(st.sampled_from(["a", "b", "å", "🙂", "e\u0301"]), max_size=4))


@settings(max_examples=150, deadline=None)
@given(
    st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(SETS, min_size=n, max_size=n), min_size=1, max_size=12)),
    st.sampled_from(["jaccard", "masi"]),
)
def test_alpha_on_sets_follows_from_the_definition(rows: list[list[frozenset[str] | None]], name: str) -> None:
    assume(any(sum(value is not None for value in row) > 1 for row in rows))
    distance = {"jaccard": ag.jaccard_distance, "masi": ag.masi_distance}[name]
    expected = brute_alpha(rows, distance)
    for given_as in (name, distance):
        found = ag.krippendorff_alpha(UnitMatrix.of(rows), distance=given_as)
        assert found.value == (None if expected is None else pytest.approx(expected, abs=1e-12))
        assert (found.reason == "no_variation") == (expected is None)


def test_more_codes_than_a_machine_word_has_bits_are_no_trouble() -> None:
    draw = random.Random(5)
    codes = [f"kod {number}" for number in range(150)]
    rows = [[frozenset(draw.sample(codes, draw.randint(0, 4))) for _ in range(3)] for _ in range(60)]
    found = ag.krippendorff_alpha(UnitMatrix.of(rows), distance="masi").value
    assert found == pytest.approx(brute_alpha(rows, ag.masi_distance), abs=1e-12)
