"""What an agreement was computed from, kept so that an interval can be found for it later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from themecode.analysis.agreement.models import Figures, Model
from themecode.analysis.agreement.rows import Floats, Rows


class Units(NamedTuple):
    """Units that can be drawn one by one."""

    weights: Floats
    """How many units gave each different row."""
    width: int
    """How many totals a row has."""
    figures: Callable[[Floats], Figures]
    """Gives the coefficient for other numbers of units: samples x different rows."""


class Evidence(Protocol):
    """What `confidence_interval` asks."""

    @property
    def unit(self) -> str:
        """What a unit is."""

    def units(self) -> Units | None:
        """Return the units as they can be drawn one by one; ``None`` where they cannot."""

    def documents(self) -> Floats | None:
        """Return the totals of each document: documents x totals; ``None`` where no documents are known."""

    def of_totals(self, totals: Floats) -> Figures:
        """Return the coefficient of pooled totals: samples x totals."""

    def variance(self) -> tuple[float, float | None] | None:
        """Return the variance by formula and its degrees of freedom; ``None`` where no formula exists."""


class RowsEvidence:
    """A model and the rows it looked at."""

    def __init__(self, model: Model, rows: Rows) -> None:
        """Take the model, and the rows it selects."""
        self.model, self.rows = model, rows
        self._patterns: Rows | None = None

    @property
    def unit(self) -> str:
        """What a unit is."""
        return self.rows.unit

    @property
    def patterns(self) -> Rows:
        """The different rows, each with the number of units that gave it."""
        if self._patterns is None:
            self._patterns = self.rows.patterns(ordered=self.model.ordered)
        return self._patterns

    def units(self) -> Units | None:
        """Return the different rows with their weights."""
        return Units(
            self.patterns.weights,
            len(self.rows.labels) + 3,
            lambda weights: self.model.figures(self.model.totals(self.patterns, weights)),
        )

    def documents(self) -> Floats | None:
        """Return the totals of each document."""
        if self.rows.documents is None:
            return None
        parts = self.rows.by_document()
        return np.stack([self.model.totals(part, part.weights[None, :])[0] for part in parts])

    def of_totals(self, totals: Floats) -> Figures:
        """Return the coefficient of pooled totals."""
        return self.model.figures(totals)

    def variance(self) -> tuple[float, float | None] | None:
        """Return the model's variance."""
        return self.model.variance(self.patterns)


@dataclass(frozen=True)
class TotalsEvidence:
    """Totals of each document, and the function that makes a coefficient of their sum."""

    totals: Floats
    formula: Formula
    unit: str = "character"

    def units(self) -> Units | None:
        """Return nothing: the units are passages, which cannot be drawn one by one."""
        return None

    def documents(self) -> Floats | None:
        """Return the totals of each document."""
        return self.totals

    def of_totals(self, totals: Floats) -> Figures:
        """Return the coefficient of pooled totals."""
        return self.formula(totals)

    def variance(self) -> tuple[float, float | None] | None:
        """Return nothing: no formula exists."""
        return None


class Formula(Protocol):
    """A coefficient as a function of totals."""

    def __call__(self, totals: Floats, /) -> Figures:
        """Return it for each sample."""
