"""Figures on rankings: how often a right code stood first or among the first three, and how sure it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DIGITS = 6
"""Decimals in which two scores differ that are not the same: they are sums of numbers with seven."""

Rights = Sequence[frozenset[int]]
"""The right codes of each unit, by number; at least one."""


@dataclass(frozen=True)
class Quality:
    """How well units with at least one code were ranked."""

    units: int
    top1: float
    """Share of units with a right code first."""
    top3: float
    """Share of units with a right code among the first three."""
    mrr: float
    """Mean of 1 / (rank of the first right code)."""
    found3: float
    """Share of all right codes that stood among the first three (recall at 3)."""

    @property
    def interval3(self) -> tuple[float, float]:
        """The 95 % interval of `top3` (Wilson 1927, equation for the score interval)."""
        n, p, z = self.units, self.top3, 1.96
        if not n:
            return 0.0, 1.0
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class CodeQuality:
    """How well one code was ranked where it is right."""

    code: int
    units: int
    top1: float
    """Share of its units where it stood first."""
    top3: float
    mrr: float
    predicted: int
    """Units, of all, where it stood first."""


@dataclass(frozen=True)
class Bin:
    """Suggestions of about the same strength, and how often they were right."""

    low: float
    high: float
    units: int
    strength: float
    right: float


def best_first(scores: Floats) -> NDArray[np.intp]:
    """Return the numbers of the codes, highest score first; what rounding alone tells apart, in codebook order.

    ``scores`` has a column for each code, and a row for each unit or no rows.
    """
    import numpy as np

    return np.argsort(-np.round(scores, DIGITS), axis=-1, kind="stable")


def ranks(scores: Floats, rights: Rights) -> list[dict[int, int]]:
    """Return the place of each right code of each unit, from 1; ties in codebook order."""
    import numpy as np

    order = best_first(scores)
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(1, order.shape[1] + 1)[None, :], axis=1)
    return [{code: int(row[code]) for code in right} for row, right in zip(places, rights, strict=True)]


def quality(placed: Sequence[dict[int, int]]) -> Quality:
    """Return the figures over units."""
    number = len(placed)
    if not number:
        return Quality(0, 0.0, 0.0, 0.0, 0.0)
    first = [min(each.values()) for each in placed]
    every = [rank for each in placed for rank in each.values()]
    return Quality(
        number,
        sum(rank == 1 for rank in first) / number,
        sum(rank <= 3 for rank in first) / number,
        sum(1 / rank for rank in first) / number,
        sum(rank <= 3 for rank in every) / len(every),
    )


def by_code(scores: Floats, placed: Sequence[dict[int, int]]) -> list[CodeQuality]:
    """Return the figures of each code that is right anywhere, in codebook order."""
    predicted = Counter(scores.argmax(axis=1).tolist()) if len(scores) else Counter[int]()
    found = []
    for code in range(scores.shape[1]):
        own = [each[code] for each in placed if code in each]
        if own or predicted[code]:
            n = max(1, len(own))
            found.append(
                CodeQuality(
                    code,
                    len(own),
                    sum(rank == 1 for rank in own) / n,
                    sum(rank <= 3 for rank in own) / n,
                    sum(1 / rank for rank in own) / n,
                    predicted[code],
                )
            )
    return found


def confusions(scores: Floats, rights: Rights, most: int = 10) -> list[tuple[int, int, int]]:
    """Return (right code, wrong code that stood first instead, units), the commonest first."""
    import numpy as np

    pairs: Counter[tuple[int, int]] = Counter()
    for first, right in zip(np.argmax(scores, axis=1).tolist() if len(scores) else [], rights, strict=True):
        if first not in right:
            pairs.update((code, first) for code in right)
    return [(right, wrong, number) for (right, wrong), number in pairs.most_common(most)]


def reliability(strengths: Floats, rights: Rights, edges: Sequence[float] = (0, 0.25, 0.5, 0.75, 0.9, 1)) -> list[Bin]:
    """Return how often the first code was right, by how strong it was; ranges without units are left out.

    Where a unit has no right code, its first one is wrong.
    """
    best = strengths.argmax(axis=1).tolist() if len(strengths) else []
    rows = [(float(strengths[row, code]), code in rights[row]) for row, code in enumerate(best)]
    found = []
    for low, high in pairwise(edges):
        inside = [row for row in rows if low <= row[0] and (row[0] < high or high == edges[-1])]
        if inside:
            n = len(inside)
            found.append(Bin(low, high, n, sum(row[0] for row in inside) / n, sum(row[1] for row in inside) / n))
    return found


def expected_error(bins: Sequence[Bin]) -> float:
    """Return how far strengths and shares lie apart on average (expected calibration error)."""
    units = sum(each.units for each in bins)
    return sum(each.units * abs(each.strength - each.right) for each in bins) / units if units else 0.0
