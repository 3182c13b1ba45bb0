"""What goes in and comes out at the edges: missing values, silent coders, one category, wrong shapes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from themecode.analysis import agreement as ag
from themecode.analysis.agreement import AgreementError, UnitMatrix
from themecode.core.errors import ThemecodeError

EVERY = [
    ag.percent_agreement, ag.cohen_kappa, ag.scott_pi, ag.fleiss_kappa, ag.krippendorff_alpha, ag.gwet_ac1,
    ag.brennan_prediger,
]  # fmt: skip
CORRECTED = EVERY[1:]
SOME = UnitMatrix.of([["a", "a"], ["b", "a"], ["b", "b"], ["a", None], [None, None]])


@pytest.mark.parametrize("compute", CORRECTED)
@pytest.mark.parametrize("categories", [None, ("a", "b")])
def test_one_category_is_no_variation_declared_or_not(compute: Any, categories: Any) -> None:
    found = compute(UnitMatrix.of([["a", "a"]] * 4 + [["b", None]], categories=categories))
    assert (found.value, found.reason, found.observed) == (None, "no_variation", 1.0)
    percent = ag.percent_agreement(UnitMatrix.of([["a", "a"]] * 4))
    assert (percent.value, percent.reason) == (1.0, None)


def test_a_unit_one_coder_saw_is_missing_and_a_unit_nobody_saw_is_none() -> None:
    found = ag.krippendorff_alpha(SOME)
    assert (found.n_units, found.n_values, found.missing, found.q, found.n_coders) == (3, 6, 1, 2, 2)


def test_no_code_is_a_value_and_not_seen_is_none() -> None:
    none, tid = frozenset[str](), frozenset({"tid"})
    saw = UnitMatrix.of([[none, tid], [none, none], [tid, tid]])
    not_seen = UnitMatrix.of([[None, tid], [None, None], [tid, tid], [none, none]])
    assert ag.krippendorff_alpha(saw, distance="masi").n_units == 3
    assert ag.krippendorff_alpha(not_seen, distance="masi").n_units == 2


def test_a_coder_who_gave_nothing_is_left_out_and_named() -> None:
    matrix = UnitMatrix([["a", None, "a"], ["b", None, "a"], ["b", None, "b"]], ("Anna", "Bo", "Åsa"), (1, 2, 3))
    found = ag.cohen_kappa(matrix)
    assert found.value == pytest.approx(0.4)
    assert found.warnings == ("silent_coder: Bo",)
    assert list(ag.pairwise(matrix)) == [("Anna", "Åsa")]


def test_two_coders_with_no_unit_in_common_have_none_and_the_others_a_value() -> None:
    matrix = UnitMatrix(
        [["a", "a", None], ["b", "a", None], [None, "b", "b"], [None, "a", "b"]], ("A", "B", "C"), "1234"
    )
    found = ag.pairwise(matrix)
    assert (found["A", "C"].value, found["A", "C"].reason) == (None, "no_shared_unit")
    assert found["A", "B"].value == 0.0


def test_pairwise_gives_each_pair_what_the_two_alone_give() -> None:
    rows = [["a", "a", "b"], ["b", "a", "b"], ["b", "b", None], ["a", "c", "a"]]
    for (first, second), found in ag.pairwise(UnitMatrix.of(rows), "krippendorff_alpha").items():
        columns = "ABC".index(first), "ABC".index(second)
        alone = [[row[column] for column in columns] for row in rows]
        assert found.value == pytest.approx(ag.krippendorff_alpha(UnitMatrix.of(alone)).value)


def test_a_code_nobody_used_is_none_and_named_in_every_coefficient() -> None:
    matrix = UnitMatrix.of([["a", "a"], ["b", "a"]], categories=("a", "b", "c"))
    for coefficient in ("percent_agreement", "cohen_kappa", "gwet_ac1", "krippendorff_alpha"):
        found = ag.per_code(matrix, coefficient)
        assert list(found) == ["a", "b", "c"]
        assert (found["c"].value, found["c"].reason, found["c"].prevalence, found["c"].used) == (
            None, "unused_code", 0.0, 0,
        )  # fmt: skip
        assert (found["b"].prevalence, found["b"].used) == (0.25, 1)


def test_per_code_of_sets_is_having_the_code() -> None:
    rows = [[frozenset("ab"), frozenset("a")], [frozenset(), frozenset("b")], [frozenset("b"), frozenset("b")]]
    found = ag.per_code(UnitMatrix.of(rows), "percent_agreement")
    assert {code: one.value for code, one in found.items()} == {"a": 1.0, "b": pytest.approx(1 / 3)}


def test_a_distance_of_ones_own_is_asked_for_pairs_of_values() -> None:
    rows = [[1, 2], [2, 2], [5, 4], [1, 1]]
    found = ag.krippendorff_alpha(UnitMatrix.of(rows), distance=lambda first, second: (first - second) ** 2)
    import krippendorff
    import numpy as np

    theirs = krippendorff.alpha(reliability_data=np.array(rows, dtype=float).T, level_of_measurement="interval")
    assert found.value == pytest.approx(theirs)


@pytest.mark.parametrize(
    ("matrix", "compute", "says"),
    [
        (UnitMatrix([["a"]], ("Anna",), (1,)), ag.gwet_ac1, "needs at least two coders, got 1: Anna"),
        (UnitMatrix.of([["a", None], [None, "b"]]), ag.gwet_ac1, "no unit has two or more values"),
        (UnitMatrix.of([]), ag.gwet_ac1, "needs at least two coders, got 0"),
        (UnitMatrix.of([["a", "b", "a"]]), ag.cohen_kappa, "compares two coders, got 3: A, B, C; use fleiss_kappa"),
        (UnitMatrix.of([["a", "b", "a"]]), ag.scott_pi, "compares two coders, got 3"),
        (UnitMatrix.of([["a", "b"], ["a"]]), ag.gwet_ac1, "unit 2 has 1 values for 2 coders"),
        (UnitMatrix.of([["a", float("nan")]]), ag.gwet_ac1, "nan is no value; write None"),
        (UnitMatrix.of([["a", ["b"]]]), ag.gwet_ac1, "a value is a label, or a frozenset"),
        (UnitMatrix([["a", {"b"}]], ("A", "B"), (1,), weights=[2]), ag.gwet_ac1, "a value is a label, or a frozenset"),
        (UnitMatrix.of([["a", "b"]], categories=("a",)), ag.gwet_ac1, "'b' is not among the categories"),
        (UnitMatrix([["a", "b"]], ("Anna", "Anna"), (1,)), ag.gwet_ac1, "two columns have the same coder"),
        (UnitMatrix([["a", "b"]], ("A", "B"), (1,), weights=[-1]), ag.gwet_ac1, "a weight is how many"),
        (UnitMatrix([["a", "b"]], ("A", "B"), (1,), documents=[]), ag.gwet_ac1, "1 units have 0 documents"),
        (UnitMatrix.of([["a", "b", None], [None, "a", "a"]]), ag.fleiss_kappa, "from every coder.*available"),
        (SOME, lambda m: ag.krippendorff_alpha(m, distance="masi"), "compare sets of codes, but 'a' is not one"),
        (SOME, lambda m: ag.krippendorff_alpha(m, distance="dice"), "no distance is called 'dice'"),
        (SOME, lambda m: ag.krippendorff_alpha(m, distance=lambda a, b: -1), "is -1.0, not 0 or more"),
        (SOME, lambda m: ag.fleiss_kappa(m, missing="some"), "missing is 'some'; listwise or available"),
        (SOME, lambda m: ag.per_code(m, "kappa"), "no coefficient is called 'kappa'"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_an_error_that_says_why(matrix: UnitMatrix, compute: Any, says: str) -> None:
    with pytest.raises(AgreementError, match=says) as caught:
        compute(matrix)
    assert isinstance(caught.value, ThemecodeError)
    assert isinstance(caught.value, ValueError)


def test_figures_are_ready_for_json() -> None:
    found = ag.confidence_interval(ag.krippendorff_alpha(SOME), "bootstrap", seed=3)
    figures = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert figures["interval"]["seed"] == 3
    assert "evidence" not in figures
    unknown = ag.gwet_ac1(UnitMatrix.of([["a", "a"]])).as_dict()
    assert (unknown["value"], unknown["reason"]) == (None, "no_variation")


def test_a_table_of_two_coders_is_the_same_as_its_units() -> None:
    table = UnitMatrix.from_table([[3, 1], [0, 2]], ("a", "b"), ("Anna", "Bo"))
    units = UnitMatrix.of([["a", "a"]] * 3 + [["a", "b"]] + [["b", "b"]] * 2)
    assert ag.cohen_kappa(table).value == ag.cohen_kappa(units).value
    assert ag.cohen_kappa(table).n_units == 6


def test_the_package_and_the_counts_load_no_numpy() -> None:
    program = (
        "import sys, themecode.analysis.counts, themecode.analysis.agreement as ag\n"
        "from themecode.analysis.agreement import UnitMatrix, AgreementError\n"
        "import themecode.analysis.agreement.reading\n"
        "assert 'numpy' not in sys.modules\n"
        "ag.cohen_kappa\n"
        "assert 'numpy' in sys.modules and 'scipy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_all_that_is_public_is_there() -> None:
    assert all(getattr(ag, name) for name in ag.__all__)
    with pytest.raises(AttributeError, match="no attribute 'kappa'"):
        _ = ag.kappa
