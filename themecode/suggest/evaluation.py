"""How good the suggestions are on what has been coded: from the codebook alone, in the order of coding, left out.

Accuracy is worked out from rankings that had not seen the unit. Acceptance, what coders did with suggestions they
saw, is another thing and kept apart: a suggestion can be accepted because it was there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themecode.suggest import figures
from themecode.suggest.figures import Bin, CodeQuality, Quality
from themecode.suggest.learner import DEFINITION_WEIGHT, RIDGE, Learner
from themecode.suggest.mixing import choose_mix
from themecode.suggest.rankings import Outcomes, sum_up
from themecode.suggest.suggester import Suggester
from themecode.usecases import suggesting
from themecode.usecases.study import Study

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

TRUSTWORTHY = 50
"""Coded units from which on the left-out figures stop flattering."""


@dataclass(frozen=True)
class Pull:
    """A code that stood first more often than it was right: suggestions would draw codings to it."""

    code: str
    first: int
    right: int


@dataclass(frozen=True)
class Began:
    """How the coder's codings began, as far as the study keeps it."""

    codings: int
    suggested: int
    together: int
    """Coded together with others like them."""

    @property
    def share(self) -> float:
        """Share of codings that began as a suggestion."""
        return self.suggested / self.codings if self.codings else 0.0


@dataclass(frozen=True)
class Evaluation:
    """The figures of one question (or the transcripts), codebook and coder."""

    question: str | None
    codebook: str
    coder: str
    codes: tuple[str, ...]
    texts: int
    """Answers, or sentences."""
    coded: int
    """Texts with at least one code."""
    zero_shot: Quality
    """From the codebook alone."""
    prequential: Quality
    """Each unit ranked before it was learnt, in the order of coding."""
    prequential_late: Quality
    """The same, over the latest half."""
    left_out: Quality
    """Each unit ranked as if it alone had not been learnt."""
    baseline: Quality
    """By frequency so far, in the order of coding."""
    by_code: tuple[CodeQuality, ...]
    confusions: tuple[tuple[int, int, int], ...]
    bins: tuple[Bin, ...]
    """Over all texts that were read, also where no code fits: a strength is to be right there too."""
    spoke: tuple[int, int, int]
    """Coded units where it would have spoken up; those of them where the first code was right; texts where it would
    have spoken up although no code fits."""
    nothing: int
    """Texts that were read without any code fitting."""
    acceptance: Outcomes
    """What coders did with suggestions they saw; no measure of accuracy."""
    unseen: Outcomes
    """Choices made without seeing suggestions: the honest running figure."""
    rejected: int
    began: Began
    pulls: tuple[Pull, ...]
    notes: tuple[str, ...]


def evaluate(study: Study, suggester: Suggester) -> Evaluation:
    """Work out the figures; a few seconds for thousands of units."""
    learner = suggester.learner
    units, left = learner.left_out()
    labels = [learner.labels[unit] for unit in units]
    coded = [place for place, label in enumerate(labels) if label.codes]
    nothing = [place for place, label in enumerate(labels) if label.done and not label.codes]
    rights = [labels[place].codes for place in coded]
    loo = left[coded][:, :-1]
    placed = figures.ranks(loo, rights)
    zero = _zero_shot(suggester, [units[place] for place in coded])
    in_order, baseline = _prequential(learner), _by_frequency(rights, len(suggester.codes))
    ordered = figures.ranks(_rows([in_order[units[place]] for place in coded], len(suggester.codes)), rights)
    first = [suggester.rank_unit(units[place], afresh=True) for place in coded]
    read = [place for place, label in enumerate(labels) if label.whole]
    strengths = suggester.calibration.probabilities(left[read][:, :-1])
    spoke = [place for place, ranking in enumerate(first) if not ranking.abstained]
    per_code = figures.by_code(loo, placed)
    scope = suggesting.with_coder(study, suggester.scope)
    decisions = suggesting.decisions(study, scope)
    outcomes = suggesting.outcomes(study, scope)
    origins = Counter(row.origin for row in decisions.labels)
    return Evaluation(
        question=scope.question.key if scope.question else None,
        codebook=scope.codebook.key,
        coder=scope.coder,
        codes=tuple(suggester.codes),
        texts=len(suggester.units),
        coded=len(coded),
        zero_shot=figures.quality(figures.ranks(zero, rights)),
        prequential=figures.quality(ordered),
        prequential_late=figures.quality(ordered[len(ordered) // 2 :]),
        left_out=figures.quality(placed),
        baseline=figures.quality(figures.ranks(baseline, rights)),
        by_code=tuple(per_code),
        confusions=tuple(figures.confusions(loo, rights)),
        bins=tuple(figures.reliability(strengths, [labels[place].codes for place in read])),
        spoke=(
            len(spoke),
            sum(suggester.codes.index(first[place].codes[0].code) in rights[place] for place in spoke),
            sum(not suggester.rank_unit(units[place], afresh=True).abstained for place in nothing),
        ),
        nothing=len(nothing),
        acceptance=sum_up([row for row in outcomes if row.shown], None),
        unseen=sum_up([row for row in outcomes if not row.shown], None),
        rejected=len(decisions.rejections),
        began=Began(len(decisions.labels), origins["suggestion"], origins["bulk"]),
        pulls=_pulls(suggester, per_code),
        notes=tuple(suggester.notes),
    )


def _zero_shot(suggester: Suggester, units: list[int]) -> Floats:
    """Return the scores from the codebook alone (units x codes), the mix chosen by its examples."""
    vectors = suggester.learner.vectors
    untaught = Learner(vectors, {}, choose_mix(vectors, {})[0])
    return _rows([untaught.scores(unit)[0][:-1] for unit in units], len(suggester.codes))


def _rows(rows: list[Floats], columns: int) -> Floats:
    """Return scores as one array, also where there are none."""
    import numpy as np

    return np.array(rows, np.float32).reshape(len(rows), columns)


def _prequential(learner: Learner) -> dict[int, Floats]:
    """Return what each unit scored before it was learnt, with the codebook and the units before it.

    With the factor L of the kernel, rows in their order, and ``z = L^-1 Y``, what the rows before a block predict
    for it is ``Y_B - L_BB z_B``, so one factorisation gives them all. A passage of several sentences is one block.
    """
    import numpy as np
    from scipy.linalg import cholesky, solve_triangular

    vectors = learner.vectors
    first = vectors.first_unit
    blocks = learner.passages()
    units = [unit for block in blocks for unit in block]
    numbers = [*range(first), *(first + unit for unit in units)]
    targets = np.zeros((len(numbers), learner.nothing + 1))
    for number, owner in enumerate(vectors.owners):
        targets[number, owner] = 1
    for row, unit in enumerate(units, first):
        label = learner.labels[unit]
        targets[row, list(label.codes)] = 1
        targets[row, learner.nothing] = label.done and not label.codes
    kernel = learner.kernel.square(numbers).astype(np.float64)
    noise = np.full(len(numbers), RIDGE)
    noise[: vectors.definitions] /= DEFINITION_WEIGHT
    kernel[np.diag_indices_from(kernel)] += noise
    factor = cholesky(kernel, lower=True, overwrite_a=True)
    whitened = solve_triangular(factor, targets, lower=True)
    found: dict[int, Floats] = {}
    start = first
    for block in blocks:
        end = start + len(block)
        before = targets[start:end] - factor[start:end, start:end] @ whitened[start:end]
        found.update(zip(block, before[:, :-1].astype(np.float32), strict=True))
        start = end
    return found


def _by_frequency(rights: figures.Rights, codes: int) -> Floats:
    """Return how often each code had been used before each unit (units x codes)."""
    import numpy as np

    used = np.zeros(codes, np.float32)
    rows = np.zeros((len(rights), codes), np.float32)
    for place, right in enumerate(rights):
        rows[place] = used
        used[list(right)] += 1
    return rows


def _pulls(suggester: Suggester, per_code: list[CodeQuality]) -> tuple[Pull, ...]:
    """Return the codes that stood first far more often than they were right, the strongest first."""
    found = [
        Pull(suggester.codes[each.code], each.predicted, each.units)
        for each in per_code
        if each.predicted - each.units >= max(3, 0.2 * each.units)
    ]
    return tuple(sorted(found, key=lambda pull: pull.right - pull.first))
