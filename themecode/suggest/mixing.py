"""How much meaning weighs against characters: decided by what would have ranked the known units best."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from themecode.suggest.figures import best_first
from themecode.suggest.kernel import Mix
from themecode.suggest.learner import Label, Learner
from themecode.suggest.texts import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DENSE = (0.0, 0.5, 1.0)
START = 0.5
"""Used until enough is known to choose."""

ENOUGH = 10
"""Examples and coded units from which on the mix is chosen. So few already tell a model that knows the language from
one that does not: on seven sets of answers, choosing at 10 to 14 ranked better than waiting for 20 on six, and hardly
worse on one."""

MARGIN = 0.02
"""How much better (mean reciprocal rank) another mix has to be."""

FOREIGN = 0.1
"""How much worse than characters alone a model's vectors alone rank where it does not know the language: on five
Swedish sets an English model ranked 0.16 to 0.34 worse, on six English ones at most 0.07. Then half is not used until
it is better than none."""

MOST_UNITS = 1000
"""The latest units that the choice looks at."""


def choose_mix(vectors: Vectors, labels: Mapping[int, Label]) -> tuple[Mix, dict[float, float]]:
    """Return the mix to use, and the mean reciprocal rank of each that was tried (none without a model).

    Each example of the codebook and each coded unit is ranked as if it alone were not known.
    """
    if vectors.meaning is None:
        return Mix(0.0), {}
    coded = dict([(unit, label) for unit, label in labels.items() if label.codes][-MOST_UNITS:])
    if vectors.first_unit - vectors.first_example + len(coded) < ENOUGH:
        return Mix(START), {}
    found = {dense: reciprocal_rank(Learner(vectors, coded, Mix(dense))) for dense in DENSE}
    best = max(found, key=lambda dense: found[dense])
    start = 0.0 if found[1.0] < found[0.0] - FOREIGN else START
    return Mix(best if found[best] >= found[start] + MARGIN else start), found


def reciprocal_rank(learner: Learner) -> float:
    """Return the mean of 1 / (rank of the first right code), over examples and coded units, each left out."""
    import numpy as np

    vectors = learner.vectors
    scores = learner.ridge.all_left_out()[:, :-1]
    ranks = []
    for row in range(vectors.first_example, vectors.first_unit):
        ranks.append(first_rank(scores[row], {vectors.owners[row]}))
    units, _ = learner.left_out()
    for unit in units:
        row_of = learner.rows.row(vectors.first_unit + unit)
        codes = learner.labels[unit].codes
        if codes and row_of is not None:
            ranks.append(first_rank(scores[row_of], codes))
    return float(np.mean(1 / np.array(ranks))) if ranks else 0.0


def first_rank(scores: NDArray[np.float32], right: frozenset[int] | set[int]) -> int:
    """Return the place, from 1, of the best placed right code; ties count against it only by codebook order."""
    order: list[int] = best_first(scores).tolist()
    return 1 + min(order.index(code) for code in right)
