"""What agreement is computed on, and what comes out."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

Value = Hashable | None
"""What a coder gave a unit: a label, or a frozenset of labels (empty: saw it and applied no code);
``None``: did not see it."""


class AgreementError(ValueError):
    """What was handed over cannot be compared; the message says why."""


@dataclass(frozen=True)
class UnitMatrix:
    """What each coder gave each unit."""

    values: Sequence[Sequence[Value]]
    """A row per unit, a column per coder."""
    coders: tuple[str, ...]
    units: tuple[Hashable, ...]
    categories: tuple[Hashable, ...] | None = None
    """All that could be given; ``None``: those that were. It decides q, hence AC1 and Brennan-Prediger."""


@dataclass(frozen=True)
class SpanSet:
    """What each coder marked in one document."""

    spans: Mapping[str, Sequence[tuple[int, int, str]]]
    """Coder -> (start, end, code): half-open, in Unicode code points of the document."""
    length: int
    """Of the document, in code points."""


@dataclass(frozen=True)
class Interval:
    """A confidence interval, and how it was found."""

    low: float
    high: float
    level: float
    method: str
    """``analytic`` or ``bootstrap``."""
    seed: int | None = None
    replicates: int | None = None


@dataclass(frozen=True)
class Agreement:
    """One coefficient on one set of units."""

    coefficient: str
    value: float | None
    """``None`` where it cannot be computed; `reason` says why. Never nan."""
    reason: str | None = None
    n_units: int = 0
    """Units with at least two values."""
    n_coders: int = 0
    n_values: int = 0
    """Values in those units."""
    q: int = 0
    """Number of categories."""
    observed: float | None = None
    expected: float | None = None
    unit: str = "unit"
    missing: int = 0
    """Values that are not there: a coder did not see the unit."""
    warnings: tuple[str, ...] = ()
    interval: Interval | None = None
