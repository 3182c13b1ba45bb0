"""What agreement is computed on, and what comes out. Loads no NumPy."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from themecode.core.errors import ThemecodeError

Value = Hashable | None
"""What a coder gave a unit: a label, or a frozenset of labels (empty: saw it and applied no code);
``None``: did not see it."""


class AgreementError(ThemecodeError, ValueError):
    """What was handed over cannot be compared; the message says why."""


@dataclass(frozen=True)
class UnitMatrix:
    """What each coder gave each unit: units x coders.

    A row may stand for several units that were given the same (``weights``), as a table of two coders' codes
    or a transcript cut at every boundary does.
    """

    values: Sequence[Sequence[Value]]
    """A row per unit, a column per coder."""
    coders: tuple[str, ...]
    units: tuple[Hashable, ...]
    """A name per row, used in messages only."""
    categories: tuple[Hashable, ...] | None = None
    """All that could be given; ``None``: those that were. It decides q, hence AC1 and Brennan-Prediger. For sets all
    codes: then q counts the sets that occur, the empty one, and each code on its own."""
    weights: Sequence[float] | None = None
    """How many units each row stands for; ``None``: one each."""
    documents: Sequence[Hashable] | None = None
    """The document (or case) each row belongs to, for an interval that resamples documents."""
    unit: str = "unit"
    """What a unit is: ``unit``, ``answer``, ``sentence``, ``turn``, ``character``."""

    @classmethod
    def of(cls, values: Sequence[Sequence[Value]], *, categories: tuple[Hashable, ...] | None = None) -> UnitMatrix:
        """Return a matrix whose coders are called A, B, C… and whose units are numbered from 1."""
        width = len(values[0]) if values else 0
        names = tuple(chr(ord("A") + n) if n < 26 else f"coder {n + 1}" for n in range(width))
        return cls(values, names, tuple(range(1, len(values) + 1)), categories)

    @classmethod
    def from_table(
        cls, table: Sequence[Sequence[int]], categories: tuple[Hashable, ...], coders: tuple[str, str] = ("A", "B")
    ) -> UnitMatrix:
        """Return the matrix of two coders' confusion table: rows the first coder's categories, columns the second's."""
        cells = [
            (first, second, count)
            for first, row in zip(categories, table, strict=True)
            for second, count in zip(categories, row, strict=True)
            if count
        ]
        return cls(
            values=[(first, second) for first, second, _ in cells],
            coders=coders,
            units=tuple(range(1, len(cells) + 1)),
            categories=categories,
            weights=[count for _, _, count in cells],
        )


@dataclass(frozen=True)
class SpanSet:
    """What each coder marked in one document."""

    spans: Mapping[str, Sequence[tuple[int, int, str]]]
    """Coder -> (start, end, code): half-open, in Unicode code points of the document. A coder who read the
    document and marked nothing stands here with an empty sequence."""
    length: int
    """Of the document, in code points."""
    excluded: Sequence[tuple[int, int]] = ()
    """Half-open ranges that are not compared, as the moderator's turns: their characters belong to no unit. A
    span across one counts as one passage, without these characters; a sentence keeps those outside."""
    name: str = ""
    """Of the document, for messages."""


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
    by: str = "unit"
    """What was drawn again: ``unit`` or ``document``."""
    standard_error: float | None = None
    left_out: int = 0
    """Replicates in which the coefficient could not be computed."""


@dataclass(frozen=True)
class Agreement:
    """One coefficient on one set of units."""

    coefficient: str
    value: float | None
    """``None`` where it cannot be computed; `reason` says why. Never nan."""
    reason: str | None = None
    """``no_variation``, ``unused_code``, ``no_shared_unit``, ``no_gaps``, ``one_code``, ``no_shared_passage``."""
    n_units: int = 0
    """Units with at least two values (for ``missing="listwise"``: with all)."""
    n_coders: int = 0
    n_values: int = 0
    """Values in those units."""
    q: int = 0
    """Number of categories."""
    observed: float | None = None
    """Observed agreement as the coefficient takes it; for alpha 1 - Do."""
    expected: float | None = None
    """Agreement expected by chance; for alpha 1 - De."""
    unit: str = "unit"
    missing: int = 0
    """Values that are not there: a coder did not see the unit."""
    warnings: tuple[str, ...] = ()
    """``key`` or ``key: detail``; `reading.KEYS` lists the keys."""
    interval: Interval | None = None
    code: Hashable | None = None
    """The code that was compared with all the rest, or ``None``."""
    prevalence: float | None = None
    """Share of the values that are `code`."""
    used: int | None = None
    """Units to which at least one coder gave `code` (unitizing: passages, of all coders)."""
    largest: float | None = None
    """Share of the values that the most used category holds."""
    coverage: float | None = None
    """Unitizing: the share of the length that is compared at all."""
    distance: str | None = None
    """For alpha: ``nominal``, ``jaccard``, ``masi`` or the function's name."""
    evidence: Any = field(default=None, repr=False, compare=False)
    """What `confidence_interval` needs; not part of the result."""

    def as_dict(self) -> dict[str, Any]:
        """Return the figures, without the evidence and what does not apply, ready for JSON."""
        found = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "evidence"}
        if self.interval is not None:
            found["interval"] = {item.name: getattr(self.interval, item.name) for item in fields(Interval)}
        keep = {"value", "reason", "interval", "observed", "expected"}
        return {key: value for key, value in found.items() if value is not None or key in keep}


@dataclass(frozen=True)
class UnitizingAgreement:
    """Krippendorff's unitizing family on one or several documents."""

    u: Agreement
    """uα: where passages lie and what they are called, gaps included."""
    binary: Agreement
    """|uα: where passages lie, whatever they are called."""
    cu: Agreement
    """cuα: what passages are called, where two coders both marked something; `Agreement.coverage` is how much."""
    per_code: Mapping[str, Agreement]
    """(k)uα: one code against the others, where two coders both marked something."""

    @property
    def cu_coverage(self) -> float | None:
        """The share of the continuum's length, over all coders, that cuα looks at."""
        return self.cu.coverage
