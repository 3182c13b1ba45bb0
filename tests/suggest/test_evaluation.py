"""The figures that `suggest --evaluate` prints are what they say they are."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from themecode import Study
from themecode.suggest import figures
from themecode.suggest.calibration import TAUGHT, Calibration, fit
from themecode.suggest.evaluation import _prequential, evaluate
from themecode.suggest.learner import Learner
from themecode.suggest.suggester import Suggester
from themecode.usecases import suggestion_decisions
from themecode.usecases.suggestion_decisions import Choice


def test_ranks_and_quality_by_hand() -> None:
    scores = np.array([[0.9, 0.5, 0.1, 0.0], [0.1, 0.2, 0.3, 0.4], [0.5, 0.5, 0.5, 0.6]], np.float32)
    rights = [frozenset({0, 2}), frozenset({0}), frozenset({1})]
    placed = figures.ranks(scores, rights)
    assert placed == [{0: 1, 2: 3}, {0: 4}, {1: 3}]
    found = figures.quality(placed)
    assert astuple(found) == pytest.approx((3, 1 / 3, 2 / 3, (1 + 1 / 4 + 1 / 3) / 3, 3 / 4))
    assert figures.confusions(scores, rights) == [(0, 3, 1), (1, 3, 1)]
    codes = {each.code: each for each in figures.by_code(scores, placed)}
    assert (codes[0].units, codes[0].top1, codes[0].predicted) == (2, 0.5, 1)
    assert (codes[3].units, codes[3].predicted) == (0, 2)


def test_the_interval_of_a_share_is_that_of_wilson() -> None:
    placed = [{0: 1}] * 8 + [{0: 4}] * 2
    low, high = figures.quality(placed).interval3
    assert (low, high) == pytest.approx((0.4902, 0.9433), abs=1e-3)


def test_calibration_bins_and_their_error_by_hand() -> None:
    strengths = np.array([[0.92, 0.1], [0.95, 0.2], [0.6, 0.55], [0.1, 0.2]], np.float32)
    rights = [frozenset({0}), frozenset({1}), frozenset({0}), frozenset({0})]
    bins = figures.reliability(strengths, rights)
    assert [(each.units, each.right) for each in bins] == [(1, 0.0), (1, 1.0), (2, 0.5)]
    error = (0.2 + 0.4 + 2 * (0.935 - 0.5)) / 4
    assert figures.expected_error(bins) == pytest.approx(error, abs=1e-5)


def test_a_calibration_keeps_the_order_of_scores_and_follows_what_was_right() -> None:
    chance = np.random.default_rng(3)
    scores = chance.random((300, 5)).astype(np.float32)
    right = chance.random((300, 5)) < scores**2
    found = fit(scores, right, TAUGHT)
    strengths = found.probabilities(scores)
    assert np.array_equal(np.argsort(strengths, axis=1), np.argsort(scores, axis=1))
    assert abs(float(strengths.mean()) - float(right.mean())) < 0.03
    assert fit(scores[:0], right[:0], TAUGHT) == TAUGHT
    assert isinstance(found, Calibration)


def test_a_prequential_score_is_that_of_a_learner_that_had_seen_the_units_before(demo_study: Study) -> None:
    learner = Suggester.start(demo_study, "q5", coder="result").learner
    in_order = _prequential(learner)
    units = [unit for block in learner.passages() for unit in block]
    for place in (0, 7, 30):
        before = {unit: learner.labels[unit] for unit in units[:place]}
        expected, _ = Learner(learner.vectors, before, learner.mix).scores(units[place])
        assert np.abs(in_order[units[place]] - expected[:-1]).max() < 1e-3


def test_on_the_demo_the_right_code_is_among_the_first_three_from_the_codebook_alone(demo_study: Study) -> None:
    for question in ("q5", "q7a", "q23", "q25", "q26"):
        found = evaluate(demo_study, Suggester.start(demo_study, question, coder="result"))
        assert found.zero_shot.top3 >= 0.65, question
        assert found.prequential.top1 > found.baseline.top1, question
        assert found.left_out.units == found.coded
        assert sum(each.units for each in found.bins) == found.coded + found.nothing
    interviews = evaluate(demo_study, Suggester.start(demo_study, coder="Anna"))
    assert interviews.question is None
    assert interviews.zero_shot.top3 >= 0.65


def test_acceptance_is_kept_apart_from_accuracy(topics: Path) -> None:
    with Study.open(topics, coder="Anna") as study:
        for case, code, shown in (("c0", "b.tid", True), ("c5", "b.lokal", True), ("c8", "b.pengar", False)):
            document = study.document(case, "q")
            act = suggestion_decisions.accept if shown else suggestion_decisions.choose
            act(study, document, 0, len(document.text), code, Choice(1 if shown else 4, 3, shown))
        bad = study.document("c13", "q")
        suggestion_decisions.reject(study, bad, 0, len(bad.text), "b.tid")
        found = evaluate(study, Suggester.start(study, "q"))
    assert (found.acceptance.choices, found.acceptance.top1) == (2, 1.0)
    assert (found.unseen.choices, found.unseen.top1, found.unseen.baseline_top3) == (1, 0.0, 1.0)
    assert found.rejected == 1
    assert (found.began.codings, found.began.suggested) == (3, 2)
    assert found.left_out.units == 3


def test_nothing_coded_gives_figures_of_nothing(topics: Path) -> None:
    with Study.open(topics, coder="Anna", read_only=True) as study:
        found = evaluate(study, Suggester.start(study, "q"))
    assert (found.coded, found.zero_shot.units, found.by_code, found.began.share) == (0, 0, (), 0.0)
