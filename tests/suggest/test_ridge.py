"""Learning in place is the same as learning afresh, whatever came and went, and whatever is unknown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from themecode.suggest import ridge
from themecode.suggest.ridge import Ridge

COLUMNS = 3
NEAR = 2e-3
"""The numbers are float32, and weights a few units large."""

Floats = NDArray[np.float64]


class Afresh:
    """The same rows, solved in one go for each column, without the rows unknown in it."""

    def __init__(self, seed: int, rows: int = 24) -> None:
        chance = np.random.default_rng(seed)
        points = chance.standard_normal((rows, 6))
        points /= np.linalg.norm(points, axis=1, keepdims=True)
        points[rows // 2] = points[0]  # the same text twice
        self.kernel = (points @ points.T).astype(np.float32)
        self.noise = chance.choice([0.5, 0.5 / 3], rows).astype(np.float32)
        self.targets = (chance.random((rows, COLUMNS)) < 0.4).astype(np.float32)
        self.known = np.ones((rows, COLUMNS), np.bool_)
        self.chance = chance

    def weights(self, rows: list[int]) -> Floats:
        found = np.zeros((len(rows), COLUMNS))
        for column in range(COLUMNS):
            here = [place for place, row in enumerate(rows) if self.known[row, column]]
            own = [rows[place] for place in here]
            matrix = self.kernel[np.ix_(own, own)].astype(float) + np.diag(self.noise[own])
            found[here, column] = np.linalg.solve(matrix, self.targets[own, column]) if own else 0
        return found

    def scores(self, row: int, rows: list[int]) -> Floats:
        return self.kernel[row, rows].astype(float) @ self.weights(rows)

    def unlearn_some(self, row: int) -> None:
        self.known[row] = self.chance.random(COLUMNS) < 0.5


def learnt(afresh: Afresh, steps: list[tuple[str, int]], first: int = 4) -> tuple[Ridge, list[int]]:
    """Fit the first rows, then do as the steps say; return the ridge and which row stands where."""
    model, rows = Ridge(COLUMNS), list(range(first))
    model.fit(afresh.kernel[:first, :first], afresh.noise[:first], afresh.targets[:first], afresh.known[:first])
    waiting = list(range(first, len(afresh.noise)))
    for step, where in steps:
        if step in ("add", "add partly") and waiting:
            row = waiting.pop(0)
            if step == "add partly":
                afresh.unlearn_some(row)
            itself, noise = float(afresh.kernel[row, row]), float(afresh.noise[row])
            model.add(afresh.kernel[row, rows], itself, noise, afresh.targets[row], afresh.known[row])
            rows.append(row)
        elif step == "remove" and len(rows) > 1:
            place = where % len(rows)
            model.remove(place)
            waiting.append(rows[place])
            rows[place] = rows[-1]
            rows.pop()
        elif step == "relabel":
            place = where % len(rows)
            row = rows[place]
            afresh.targets[row] = 1 - afresh.targets[row]
            afresh.known[row] = True
            if where % 2:
                afresh.unlearn_some(row)
            model.relabel(place, afresh.targets[row], afresh.known[row])
    return model, rows


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "add", "add partly", "remove", "relabel"]), st.integers(0, 99)), max_size=40
)


@settings(deadline=None, max_examples=60)
@given(steps=STEPS, seed=st.integers(0, 10_000))
def test_rows_that_came_and_went_leave_the_weights_of_learning_afresh(steps: list[tuple[str, int]], seed: int) -> None:
    afresh = Afresh(seed)
    model, rows = learnt(afresh, steps)
    assert np.abs(model.weights - afresh.weights(rows)).max() < NEAR


@settings(deadline=None, max_examples=40)
@given(steps=STEPS, seed=st.integers(0, 10_000))
def test_leaving_a_row_out_gives_what_learning_without_it_gives(steps: list[tuple[str, int]], seed: int) -> None:
    afresh = Afresh(seed)
    model, rows = learnt(afresh, steps)
    together = model.all_left_out()
    for place, row in enumerate(rows):
        rest = [other for other in rows if other != row]
        expected = afresh.scores(row, rest)
        assert np.abs(model.left_out(place) - expected).max() < NEAR
        assert np.abs(together[place] - expected).max() < NEAR
        for column in range(COLUMNS):
            without = afresh.kernel[row, rows] @ model.weights_without(place, column)
            assert abs(without - expected[column]) < NEAR


def test_rows_left_out_together_are_scored_without_any_of_them() -> None:
    afresh = Afresh(5)
    model, rows = learnt(afresh, [("add", 0)] * 12 + [("add partly", 0)] * 2)
    passage = [3, 7, 8]
    rest = [row for place, row in enumerate(rows) if place not in passage]
    expected = np.array([afresh.scores(rows[place], rest) for place in passage])
    assert np.abs(model.left_out_together(passage) - expected).max() < NEAR


def test_nothing_changes_when_rows_that_came_are_added_into_the_inverse(monkeypatch: pytest.MonkeyPatch) -> None:
    afresh = Afresh(7)
    model, rows = learnt(afresh, [("add", 0)] * 15)
    before, left = model.weights.copy(), model.all_left_out()
    model.settle()
    assert np.allclose(model.weights, before)
    assert np.allclose(model.all_left_out(), left, atol=NEAR)
    monkeypatch.setattr(ridge, "_LATER", 3)
    soon, again = learnt(Afresh(7), [("add", 0)] * 15)
    assert again == rows
    assert np.abs(soon.weights - before).max() < NEAR


def test_an_unknown_target_leaves_its_column_as_if_the_row_were_not_there() -> None:
    afresh = Afresh(11)
    model, rows = learnt(afresh, [("add", 0)] * 6)
    before = model.weights.copy()
    row = len(rows)
    known = np.array([True, False, False])
    model.add(afresh.kernel[row, rows], 1.0, 0.5, np.zeros(COLUMNS, np.float32), known)
    assert np.abs(model.weights[:-1, 1:] - before[:, 1:]).max() < NEAR
    assert np.abs(model.weights[-1, 1:]).max() < NEAR
    assert np.abs(model.weights[:-1, 0] - before[:, 0]).max() > NEAR
