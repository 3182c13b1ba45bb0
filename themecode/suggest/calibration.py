"""From scores to probabilities: a logistic curve (Platt 1999) over scores that each unit got without itself.

What is fitted is drawn to a curve found on other material, the more so the less has been coded, so that the first
codings do not make it certain of anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PRIOR_STRENGTH = 25.0
"""How many units the curve found elsewhere counts as."""


@dataclass(frozen=True)
class Calibration:
    """The curve: log odds = bias + score x slope + lead x lead_slope. Both slopes are at least 0."""

    bias: float
    slope: float
    lead_slope: float

    def probabilities(self, scores: Floats) -> Floats:
        """Return how probable it is that each code fits (units x codes, or codes of one unit); keeps their order."""
        import numpy as np

        odds = self.bias + self.slope * scores + self.lead_slope * leads(scores)
        found: Floats = (1 / (1 + np.exp(-np.clip(odds, -30, 30)))).astype(np.float32)
        return found


UNTAUGHT = Calibration(-3.5, 10.0, 3.0)
"""Where the codebook alone speaks."""
TAUGHT = Calibration(-3.0, 6.0, 3.0)
"""Once there are codings."""


def leads(scores: Floats) -> Floats:
    """Return how far each score lies above the best of the others (below it: negative), in the shape of the scores."""
    import numpy as np

    if scores.shape[-1] < 2:
        return scores.copy()
    two = np.partition(scores, -2, axis=-1)[..., -2:]
    first, second = two[..., 1:], two[..., :1]
    found: Floats = np.where(scores == first, scores - second, scores - first)
    return found


def fit(scores: Floats, right: NDArray[np.bool_], prior: Calibration, strength: float = PRIOR_STRENGTH) -> Calibration:
    """Fit the curve to the scores of coded units (units x codes) and which codes were right."""
    import numpy as np

    if not scores.size:
        return prior
    features = np.stack([np.ones(scores.size), scores.ravel(), leads(scores).ravel()], axis=1).astype(np.float64)
    target = right.ravel().astype(np.float64)
    start = np.array([prior.bias, prior.slope, prior.lead_slope])
    found = start.copy()
    pull = strength * np.diag([0.05, 0.05, 0.05])
    for _ in range(25):
        guess = 1 / (1 + np.exp(-np.clip(features @ found, -30, 30)))
        slope = features.T @ (guess - target) + pull @ (found - start)
        curvature = (features * (guess * (1 - guess))[:, None]).T @ features + pull
        step = np.linalg.solve(curvature, slope)
        found -= np.clip(step, -3, 3)
        found[1:] = np.maximum(found[1:], 0)
        if np.abs(step).max() < 1e-4:
            break
    return Calibration(*(float(value) for value in found))
