"""The coefficients as functions of totals over weighted rows, and their variances where a formula exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from themecode.analysis.agreement.distances import Distances
from themecode.analysis.agreement.rows import Floats, Rows

ALMOST_ALL = 1 - 1e-12


@dataclass(frozen=True)
class Figures:
    """A coefficient in each of several samples; nan, inside the kernel only, where it cannot be computed."""

    value: Floats
    observed: Floats
    expected: Floats

    @classmethod
    def corrected(cls, observed: Floats, expected: Floats, defined: NDArray[np.bool_]) -> Figures:
        """Return (observed - expected) / (1 - expected) where ``defined`` and something is left to explain."""
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.where(defined & (expected < ALMOST_ALL), (observed - expected) / (1 - expected), np.nan)
        return cls(value, observed, expected)


class Model(Protocol):
    """One coefficient."""

    @property
    def name(self) -> str:
        """What the coefficient is called."""

    @property
    def ordered(self) -> bool:
        """Whether it matters who gave what."""

    def select(self, rows: Rows) -> Rows:
        """Return the rows the coefficient looks at."""

    def totals(self, rows: Rows, weights: Floats) -> Floats:
        """Return what is added up: samples x totals. ``weights``: samples x rows."""

    def figures(self, totals: Floats) -> Figures:
        """Return the coefficient of each sample."""

    def variance(self, rows: Rows) -> tuple[float, float | None] | None:
        """Return the variance and the degrees of freedom of its t distribution (``None``: normal distribution).

        ``None`` where no formula exists. Rows are those `select` keeps, each weight a number of independent units.
        """


def _pair_shares(rows: Rows) -> Floats:
    """Return per row the share of pairs of coders that agree; 0 for a row with one value."""
    pairs = rows.values * (rows.values - 1)
    return np.divide(rows.agreeing, pairs, out=np.zeros(len(pairs)), where=pairs > 0)


def _mean_variance(figures: Floats, weights: Floats, centre: float) -> float:
    """Return the variance of a mean of ``figures``, as Gwet (2014) estimates it: sum of squares / n(n - 1).

    A single unit shows no variation: 0, which gives no interval.
    """
    n = weights.sum()
    return float((weights * (figures - centre) ** 2).sum() / (n * (n - 1))) if n > 1 else 0.0


@dataclass(frozen=True)
class Percent:
    """Percent agreement: the mean, over units with at least two values, of agreeing pairs / pairs (Fleiss 1971)."""

    name: str = "percent_agreement"
    ordered: bool = False

    def select(self, rows: Rows) -> Rows:
        """Return the rows with at least two values."""
        return rows.where(rows.values >= 2)

    def totals(self, rows: Rows, weights: Floats) -> Floats:
        """Return agreeing shares, and units."""
        return weights @ np.stack([_pair_shares(rows), np.ones(len(rows.weights))], axis=1)

    def figures(self, totals: Floats) -> Figures:
        """Return the mean share."""
        with np.errstate(divide="ignore", invalid="ignore"):
            share = totals[:, 0] / totals[:, 1]
        return Figures(share, share, np.full_like(share, np.nan))

    def variance(self, rows: Rows) -> tuple[float, float | None] | None:
        """Return the variance of a mean over units."""
        shares = _pair_shares(rows)
        mean = float((rows.weights * shares).sum() / rows.size)
        return _mean_variance(shares, rows.weights, mean), rows.size - 1


@dataclass(frozen=True)
class Cohen:
    """Cohen's kappa (1960): two coders, chance from each one's own margins."""

    name: str = "cohen_kappa"
    ordered: bool = True

    def select(self, rows: Rows) -> Rows:
        """Return the rows both have seen."""
        return rows.where(rows.values == 2)

    def totals(self, rows: Rows, weights: Floats) -> Floats:
        """Return agreeing units, units, and how often each coder gave each label."""
        sums = weights @ np.stack([rows.agreeing / 2, np.ones(len(rows.weights))], axis=1)
        ones = np.ones(len(rows.weights))
        margins = [rows.between(column).label_totals(weights, ones) for column in (0, 1)]
        return np.concatenate([sums, *margins], axis=1)

    def figures(self, totals: Floats) -> Figures:
        """Return kappa."""
        q = (totals.shape[1] - 2) // 2
        n = totals[:, 1]
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = totals[:, 0] / n
            expected = (totals[:, 2 : 2 + q] * totals[:, 2 + q :]).sum(axis=1) / n**2
        return Figures.corrected(observed, expected, n > 0)

    def variance(self, rows: Rows) -> tuple[float, float | None] | None:
        """Return the large-sample variance of Fleiss, Cohen and Everitt (1969)."""
        totals = self.totals(rows, rows.weights[None, :])
        figures = self.figures(totals)
        q, n = len(rows.labels), rows.size
        first, second = totals[0, 2 : 2 + q] / n, totals[0, 2 + q :] / n
        kappa, expected = float(figures.value[0]), float(figures.expected[0])
        chance = second[rows.codes[:, 0]] + first[rows.codes[:, 1]]
        each = rows.agreeing / 2 - (1 - kappa) * chance
        mean = (rows.weights * each).sum() / n
        spread = (rows.weights * each**2).sum() / n - mean**2
        return float(max(spread, 0.0) / (n * (1 - expected) ** 2)), None


@dataclass(frozen=True)
class Pooled:
    """Percent agreement less chance, where chance depends on all coders' values together.

    With p(k) the mean over units of the share of values that are k, chance is: ``squares`` sum p(k)^2 (Scott 1955,
    Fleiss 1971), ``gwet`` sum p(k)(1 - p(k)) / (q - 1) (Gwet 2008), ``uniform`` 1 / q (Brennan and Prediger 1981).
    """

    name: str
    chance: Literal["squares", "gwet", "uniform"]
    q: int
    complete: bool = False
    """Whether only units with a value from every coder count; else p(k) is over all units with a value."""
    ordered: bool = False

    def select(self, rows: Rows) -> Rows:
        """Return the rows with a value from every coder, or with any."""
        return rows.where(rows.values == rows.codes.shape[1]) if self.complete else rows

    def totals(self, rows: Rows, weights: Floats) -> Floats:
        """Return agreeing shares, units with a pair, units, and the share of each label."""
        parts = [_pair_shares(rows), rows.values >= 2, np.ones(len(rows.weights))]
        sums = weights @ np.stack(parts, axis=1)
        return np.concatenate([sums, rows.label_totals(weights, 1 / rows.values)], axis=1)

    def figures(self, totals: Floats) -> Figures:
        """Return the coefficient."""
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = totals[:, 0] / totals[:, 1]
            shares = totals[:, 3:] / totals[:, 2:3]
        varied = shares.max(axis=1, initial=0.0) < ALMOST_ALL
        return Figures.corrected(observed, self._expected(shares), varied & (totals[:, 1] > 0))

    def _expected(self, shares: Floats) -> Floats:
        if self.chance == "uniform":
            return np.full(len(shares), 1 / max(self.q, 1))
        squares: Floats = (shares**2).sum(axis=1)
        if self.chance == "squares":
            return squares
        return (1 - squares) / max(self.q - 1, 1)

    def variance(self, rows: Rows) -> tuple[float, float | None] | None:
        """Return Gwet's linearised variance (2008; 2014), units being the sample and coders fixed."""
        totals = self.totals(rows, rows.weights[None, :])
        figures = self.figures(totals)
        value, expected = float(figures.value[0]), float(figures.expected[0])
        paired, n = totals[0, 1], totals[0, 2]
        shares = totals[0, 3:] / n
        each = (n / paired) * (_pair_shares(rows) - expected) * (rows.values >= 2) / (1 - expected)
        if self.chance != "uniform":
            slope = shares if self.chance == "squares" else (1 - shares) / max(self.q - 1, 1)
            chance = rows.sum_of(slope) / rows.values
            each = each - 2 * (1 - value) * (chance - expected) / (1 - expected)
        return _mean_variance(each, rows.weights, value), n - 1


@dataclass(frozen=True)
class Alpha:
    """Krippendorff's alpha: 1 - Do / De over pairable values, for any distance (2004, ch. 11; 2011)."""

    distances: Distances
    name: str = "krippendorff_alpha"
    ordered: bool = False

    def select(self, rows: Rows) -> Rows:
        """Return the rows with at least two values."""
        return rows.where(rows.values >= 2)

    def _disagreement(self, rows: Rows) -> Floats:
        """Return per row the sum of distances over ordered pairs, divided by its values less one."""
        total = np.zeros(len(rows.codes))
        width = rows.codes.shape[1]
        for first in range(width):
            for second in range(first + 1, width):
                one, other = rows.codes[:, first], rows.codes[:, second]
                both = np.flatnonzero((one >= 0) & (other >= 0) & (one != other))
                if len(both):
                    total[both] += 2 * self.distances.between(one[both], other[both])
        return total / (rows.values - 1)

    def totals(self, rows: Rows, weights: Floats) -> Floats:
        """Return disagreement, values, and how often each label was given."""
        sums = weights @ np.stack([self._disagreement(rows), rows.values], axis=1)
        return np.concatenate([sums, rows.label_totals(weights, np.ones(len(rows.weights)))], axis=1)

    def figures(self, totals: Floats) -> Figures:
        """Return alpha."""
        n, counts = totals[:, 1], totals[:, 2:]
        with np.errstate(divide="ignore", invalid="ignore"):
            disagreed = totals[:, 0] / n
            by_chance = self.distances.quadratic(counts) / (n * (n - 1))
            value = np.where(by_chance > 1e-15, 1 - disagreed / by_chance, np.nan)
        return Figures(value, 1 - disagreed, 1 - by_chance)

    def variance(self, rows: Rows) -> tuple[float, float | None] | None:
        """Return Gwet's linearised variance of alpha (2014), units being the sample."""
        totals = self.totals(rows, rows.weights[None, :])[0]
        units, n = rows.size, totals[1]
        mean_values, shares = n / units, totals[2:] / n
        spread = self.distances.times(shares)
        by_chance, disagreed = float(shares @ spread), totals[0] / n
        observed_part = (self._disagreement(rows) - disagreed * rows.values) / mean_values
        chance_part = 2 * (rows.sum_of(spread) - by_chance * rows.values) / mean_values
        each = -observed_part / by_chance + disagreed / by_chance**2 * chance_part
        return _mean_variance(each, rows.weights, 0.0), units - 1
