"""How far two values are from each other: nominal, Jaccard, MASI, or a function."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from themecode.analysis.agreement.data import AgreementError
from themecode.analysis.agreement.rows import Floats

Distance = str | Callable[[Any, Any], float]
"""``nominal``, ``jaccard``, ``masi``, or a function of two values: 0 for the same, the same both ways round."""

Indices = NDArray[np.integer[Any]]

BLOCK = 1 << 20
"""Distances held at once."""


def jaccard_distance(first: frozenset[Hashable], second: frozenset[Hashable]) -> float:
    """Return 1 - |A and B| / |A or B|; 0 for two empty sets, 1 for an empty and another (Jaccard 1912)."""
    either = len(first | second)
    return 1.0 - len(first & second) / either if either else 0.0


def masi_distance(first: frozenset[Hashable], second: frozenset[Hashable]) -> float:
    """Return 1 - J * M (Passonneau 2006).

    J is Jaccard's similarity; M is 1 for the same set, 2/3 where one holds the other, 1/3 where they overlap, else 0.
    Two empty sets: 0. An empty set and another: 1.
    """
    if first == second:
        return 0.0
    both = len(first & second)
    if not both:
        return 1.0
    monotonicity = 2 / 3 if both in (len(first), len(second)) else 1 / 3
    return 1.0 - both / len(first | second) * monotonicity


class Distances(Protocol):
    """The distances between the labels of some rows."""

    def between(self, first: Indices, second: Indices) -> Floats:
        """Return the distance of each of many pairs of labels, given by position."""

    def times(self, figures: Floats) -> Floats:
        """Return per label the sum of its distances to all labels, each times its figure."""

    def quadratic(self, counts: Floats) -> Floats:
        """Return, per sample, the sum over pairs of labels of count times count times distance.

        ``counts``: samples x labels.
        """


class Nominal:
    """0 for the same label, else 1. Needs no table, however many labels there are."""

    def between(self, first: Indices, second: Indices) -> Floats:
        """Return the distance of each pair."""
        return np.asarray(first != second, dtype=np.float64)

    def times(self, figures: Floats) -> Floats:
        """Return per label the sum of the figures of all others."""
        total: Floats = figures.sum() - figures
        return total

    def quadratic(self, counts: Floats) -> Floats:
        """Return, per sample, the square of the sum less the sum of the squares."""
        found: Floats = counts.sum(axis=1) ** 2 - (counts**2).sum(axis=1)
        return found


class BySets:
    """Jaccard or MASI between sets of codes, worked out in blocks: D sets have D x D distances."""

    def __init__(self, labels: Sequence[Hashable], masi: bool) -> None:
        """Take the sets, each a frozenset."""
        sets = [label for label in labels if isinstance(label, frozenset)]
        if len(sets) < len(labels):
            label = next(label for label in labels if not isinstance(label, frozenset))
            raise AgreementError(f"jaccard and masi compare sets of codes, but {label!r} is not one")
        members: dict[Hashable, int] = {}
        for label in sets:
            for code in label:
                members.setdefault(code, len(members))
        self.holds = np.zeros((len(sets), max(len(members), 1)), dtype=np.float32)
        for row, label in enumerate(sets):
            self.holds[row, [members[code] for code in label]] = 1.0
        self.sizes = self.holds.sum(axis=1, dtype=np.float64)
        self.masi = masi

    def _distance(self, both: Floats, first: Floats, second: Floats) -> Floats:
        """Return the distance from the codes in both sets and in each."""
        either = first + second - both
        similarity = np.divide(both, either, out=np.ones_like(both), where=either > 0)
        if self.masi:
            smaller = np.minimum(first, second)
            overlap = np.where(both > 0, np.where(both == smaller, 2 / 3, 1 / 3), 0.0)
            similarity = similarity * np.where((both == first) & (both == second), 1.0, overlap)
        return 1.0 - similarity

    def between(self, first: Indices, second: Indices) -> Floats:
        """Return the distance of each pair."""
        found = np.empty(len(first))
        step = max(1, BLOCK // self.holds.shape[1])
        for start in range(0, len(first), step):
            one, other = first[start : start + step], second[start : start + step]
            both = (self.holds[one] * self.holds[other]).sum(axis=1, dtype=np.float64)
            found[start : start + step] = self._distance(both, self.sizes[one], self.sizes[other])
        return found

    def _blocks(self) -> list[slice]:
        step = max(1, BLOCK // len(self.sizes))
        return [slice(start, start + step) for start in range(0, len(self.sizes), step)]

    def _block(self, rows: slice) -> Floats:
        both = (self.holds[rows] @ self.holds.T).astype(np.float64)
        return self._distance(both, self.sizes[rows, None] + np.zeros_like(both), self.sizes[None, :] + 0 * both)

    def times(self, figures: Floats) -> Floats:
        """Return per label the sum of its distances, each times the other's figure."""
        return np.concatenate([self._block(rows) @ figures for rows in self._blocks()])

    def quadratic(self, counts: Floats) -> Floats:
        """Return, per sample, the sum of count times count times distance."""
        found = np.zeros(len(counts))
        for rows in self._blocks():
            found += (counts[:, rows] * (counts @ self._block(rows).T)).sum(axis=1)
        return found


class ByFunction:
    """A function of two values, asked once for each pair of labels."""

    def __init__(self, labels: Sequence[Hashable], distance: Callable[[Any, Any], float]) -> None:
        """Take the labels and the function."""
        table = np.zeros((len(labels), len(labels)))
        for row, first in enumerate(labels):
            for column in range(row + 1, len(labels)):
                found = float(distance(first, labels[column]))
                if not 0 <= found < np.inf:
                    raise AgreementError(f"the distance of {first!r} and {labels[column]!r} is {found}, not 0 or more")
                table[row, column] = table[column, row] = found
        self.table = table

    def between(self, first: Indices, second: Indices) -> Floats:
        """Return the distance of each pair."""
        return self.table[first, second]

    def times(self, figures: Floats) -> Floats:
        """Return per label the sum of its distances, each times the other's figure."""
        found: Floats = self.table @ figures
        return found

    def quadratic(self, counts: Floats) -> Floats:
        """Return, per sample, the sum of count times count times distance."""
        found: Floats = ((counts @ self.table) * counts).sum(axis=1)
        return found


def distances(labels: Sequence[Hashable], distance: Distance) -> Distances:
    """Return the distances between labels.

    Raises AgreementError for an unknown name, a label that is no set where sets are compared, and a function that
    gives something below 0 or not finite.
    """
    if callable(distance):
        return ByFunction(labels, distance)
    if distance == "nominal":
        return Nominal()
    if distance in ("jaccard", "masi"):
        return BySets(labels, masi=distance == "masi")
    raise AgreementError(f"no distance is called {distance!r}", fix="nominal, jaccard, masi, or a function")


def name_of(distance: Distance) -> str:
    """Return what to call a distance in a result."""
    return distance if isinstance(distance, str) else getattr(distance, "__name__", "function")
