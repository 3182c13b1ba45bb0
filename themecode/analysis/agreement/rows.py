"""The kernel: weighted rows of codes. A row is what each coder gave, as numbers; its weight, how many units gave it.

Every coefficient is a function of *totals*: sums over rows of weight times something that a row shows by itself. So a
sample drawn again is only another set of weights, documents are pooled by adding their totals, and a stretch of a
transcript where nothing changes is one row, however long it is.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]

NOT_SEEN = -1


@dataclass(frozen=True)
class Rows:
    """What each coder gave, in numbers."""

    codes: Codes
    """Rows x coders: position in `labels`, or `NOT_SEEN`."""
    weights: Floats
    """Rows: how many units each stands for."""
    labels: tuple[Hashable, ...]
    """The categories; those declared first, used or not."""
    coders: tuple[str, ...]
    unit: str = "unit"
    documents: NDArray[np.int64] | None = None
    """Rows: the number of the document each belongs to."""
    warnings: tuple[str, ...] = ()
    declared: tuple[Hashable, ...] | None = None
    """The categories as declared: for sets the codes they are made of."""

    @cached_property
    def values(self) -> Floats:
        """Rows: how many coders gave a value."""
        counted: Floats = (self.codes >= 0).sum(axis=1).astype(np.float64)
        return counted

    @cached_property
    def agreeing(self) -> Floats:
        """Rows: ordered pairs of coders who gave the same."""
        pairs = np.zeros(len(self.codes))
        width = self.codes.shape[1]
        for first in range(width):
            column = self.codes[:, first]
            seen = column >= 0
            for second in range(first + 1, width):
                pairs += 2.0 * ((column == self.codes[:, second]) & seen)
        return pairs

    @cached_property
    def sets(self) -> bool:
        """Whether the categories are sets of codes."""
        return any(isinstance(label, frozenset) for label in self.labels)

    @property
    def size(self) -> float:
        """Units, over all rows."""
        return float(self.weights.sum())

    def where(self, keep: NDArray[np.bool_]) -> Rows:
        """Return the rows that ``keep`` marks."""
        if keep.all():
            return self
        documents = None if self.documents is None else self.documents[keep]
        return replace(self, codes=self.codes[keep], weights=self.weights[keep], documents=documents)

    def by_document(self) -> list[Rows]:
        """Return the rows of each document, by its number; all of them where no documents are known."""
        if self.documents is None:
            return [self]
        order = np.argsort(self.documents, kind="stable")
        cuts = np.flatnonzero(np.diff(self.documents[order])) + 1
        return [
            replace(self, codes=self.codes[chosen], weights=self.weights[chosen], documents=self.documents[chosen])
            for chosen in np.split(order, cuts)
        ]

    def between(self, *columns: int) -> Rows:
        """Return the same rows for some of the coders."""
        return replace(
            self, codes=self.codes[:, list(columns)], coders=tuple(self.coders[column] for column in columns)
        )

    def against_rest(self, has: Sequence[bool]) -> Rows:
        """Return the rows with two categories: the labels that ``has`` marks, and all others."""
        positions = np.append(np.asarray(has, dtype=np.int32), np.int32(NOT_SEEN))  # the last is reached as -1
        return replace(self, codes=positions[self.codes], labels=(False, True), declared=(False, True))

    def patterns(self, *, ordered: bool) -> Rows:
        """Return each different row once, with the sum of weights; unless ``ordered``, whoever gave what."""
        codes = self.codes if ordered else np.sort(self.codes, axis=1)
        base, width = len(self.labels) + 1, codes.shape[1]
        if base**width < 2**62:  # a row fits one number, and sorting numbers is far quicker than sorting rows
            keys = np.zeros(len(codes), dtype=np.int64)
            for column in range(width):
                keys = keys * base + codes[:, column] + 1
            _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        else:
            _, first, inverse = np.unique(codes, axis=0, return_index=True, return_inverse=True)
        weights: Floats = np.zeros(len(first))
        np.add.at(weights, inverse.ravel(), self.weights)
        return replace(self, codes=codes[first], weights=weights, documents=None)

    def label_totals(self, weights: Floats, share: Floats) -> Floats:
        """Return how often each label was given: samples x labels.

        ``weights``: samples x rows. ``share``: rows, what one value of the row adds.
        """
        flat = self.codes.ravel()
        seen = flat >= 0
        labels, rows = flat[seen], np.repeat(np.arange(len(self.codes)), self.codes.shape[1])[seen]
        return np.stack(
            [np.bincount(labels, weights=(one * share)[rows], minlength=len(self.labels)) for one in weights]
        )

    def sum_of(self, figures: Floats) -> Floats:
        """Return per row the sum, over the values in it, of a figure per label."""
        summed: Floats = np.append(figures, 0.0)[self.codes].sum(axis=1)
        return summed

    def used(self) -> NDArray[np.intp]:
        """Return the positions of the labels that occur."""
        flat = self.codes.ravel()
        return np.flatnonzero(np.bincount(flat[flat >= 0], minlength=len(self.labels)))
