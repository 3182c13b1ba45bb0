"""Confidence intervals: by formula where one exists, else by drawing units or documents again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import sqrt
from statistics import NormalDist
from typing import Literal

import numpy as np

from themecode.analysis.agreement.data import Agreement, AgreementError, Interval
from themecode.analysis.agreement.evidence import Evidence
from themecode.analysis.agreement.rows import Floats

Method = Literal["analytic", "bootstrap"]
By = Literal["unit", "document"]

FEW_DOCUMENTS = 10
CHUNK = 1 << 22
"""Figures held at once while drawing again."""


def confidence_interval(
    agreement: Agreement,
    method: Method | None = None,
    by: By | None = None,
    *,
    level: float = 0.95,
    n: int = 2000,
    seed: int = 1,
) -> Agreement:
    """Return the same agreement with a confidence interval.

    ``analytic``: Gwet's linearised variance (2008; 2014) with a t quantile, for Cohen's kappa that of Fleiss,
    Cohen and Everitt (1969) with a normal one; the units are the sample, the coders fixed; limits are cut at -1 and 1,
    of percent agreement at 0.
    ``bootstrap``: ``n`` samples of units, or of whole documents, drawn with replacement; the limits are percentiles.
    Without ``method`` and ``by``: by formula over answers, turns and sentences of one document; else over documents.
    Neighbouring characters are not independent, so they are never units of a sample.

    The interval stays ``None``, and a warning says why, where the value is ``None`` already, there is one document to
    draw (``one_document``), or all units of the sample agree alike, so that it shows no variation from sample to
    sample (``no_sampling_variance``). Fewer than 10 documents give the warning ``few_documents``.

    Raises AgreementError for an agreement without its evidence (read from a file), an impossible level or number, an
    analytic interval where no formula exists, and documents where none are known.
    """
    _check(level, n)
    if agreement.value is None:
        return agreement
    evidence = agreement.evidence
    if evidence is None:
        raise AgreementError("this agreement was not computed here, so there is nothing to draw from")
    method, by = _ways(evidence, method, by)
    if method == "analytic":
        return _analytic(agreement, evidence, level)
    return _bootstrap(agreement, evidence, by, level, n, seed)


def _check(level: float, n: int) -> None:
    if not 0 < level < 1:
        raise AgreementError(f"the level of an interval is between 0 and 1, not {level}")
    if n < 2:
        raise AgreementError(f"a bootstrap needs at least two replicates, not {n}")


def _ways(evidence: Evidence, method: Method | None, by: By | None) -> tuple[Method, By]:
    """Return the method and what is drawn, filling in what was left open."""
    drawable = evidence.unit != "character"
    documents = evidence.documents() if by != "unit" or not drawable else None
    several = documents is not None and len(documents) > 1
    if method == "analytic":
        if by == "document" or not drawable:
            what = "documents" if drawable else "characters, because neighbours are not independent"
            raise AgreementError(f"no formula gives an interval over {what}", fix='use method="bootstrap"')
        return "analytic", "unit"
    if by == "unit" and not drawable:
        raise AgreementError("neighbouring characters are not independent", fix='draw documents: by="document"')
    if by == "document" and documents is None:
        raise AgreementError("it is not known which document each unit is of", fix="give UnitMatrix its documents")
    if by is None:
        by = "document" if several or not drawable else "unit"
    if method is None and by == "unit" and evidence.variance() is not None:
        return "analytic", "unit"
    return "bootstrap", by


def _analytic(agreement: Agreement, evidence: Evidence, level: float) -> Agreement:
    if agreement.n_units < 2:
        return _without(agreement, "no_sampling_variance")
    found = evidence.variance()
    if found is None:
        raise AgreementError(f"no formula gives an interval for {agreement.coefficient}", fix='use method="bootstrap"')
    variance, freedom = found
    assert agreement.value is not None
    if not variance > 1e-15:
        return _without(agreement, "no_sampling_variance")
    error = sqrt(variance)
    reach = _quantile(0.5 + level / 2, freedom) * error
    least = 0.0 if agreement.coefficient == "percent_agreement" else -1.0
    low, high = max(least, agreement.value - reach), min(1.0, agreement.value + reach)
    return replace(agreement, interval=Interval(low, high, level, "analytic", standard_error=error))


def _quantile(probability: float, freedom: float | None) -> float:
    if freedom is None:
        return NormalDist().inv_cdf(probability)
    from scipy.special import stdtrit

    return float(stdtrit(freedom, probability))


def _bootstrap(agreement: Agreement, evidence: Evidence, by: By, level: float, n: int, seed: int) -> Agreement:
    generator = np.random.default_rng(seed)
    warnings = agreement.warnings
    if by == "document":
        totals = evidence.documents()
        assert totals is not None
        if len(totals) < 2:
            return _without(agreement, "one_document")
        if len(totals) < FEW_DOCUMENTS:
            warnings = (*warnings, f"few_documents: {len(totals)}")
        values = np.concatenate(
            [
                evidence.of_totals(drawn @ totals).value
                for drawn in _draws(generator, np.ones(len(totals)), n, totals.shape[1])
            ]
        )
    else:
        units = evidence.units()
        if units is None:
            raise AgreementError("passages are not units that can be drawn", fix='draw documents: by="document"')
        drawings = _draws(generator, units.weights, n, units.width)
        values = np.concatenate([units.figures(drawn).value for drawn in drawings])
    values, left_out = values[np.isfinite(values)], int(np.count_nonzero(~np.isfinite(values)))
    if len(values) < 2 or not np.ptp(values) > 1e-12:
        return _without(agreement, "no_sampling_variance")
    low, high = np.quantile(values, [0.5 - level / 2, 0.5 + level / 2])
    interval = Interval(
        float(low), float(high), level, "bootstrap", seed=seed, replicates=n, by=by,
        standard_error=float(values.std(ddof=1)), left_out=left_out,
    )  # fmt: skip
    return replace(agreement, interval=interval, warnings=warnings)


def _draws(generator: np.random.Generator, weights: Floats, n: int, width: int) -> Iterator[Floats]:
    """Yield, in chunks, how often each row is drawn in ``n`` samples as large as the whole: samples x rows.

    ``width``: totals per sample, so that a chunk stays small.
    Rows are drawn, not units: the number of units drawn from each row is multinomial, and the rows are few.
    """
    size = round(float(weights.sum()))
    step = max(1, CHUNK // max(width, len(weights), 1))
    for start in range(0, n, step):
        yield generator.multinomial(size, weights / weights.sum(), size=min(step, n - start)).astype(np.float64)


def _without(agreement: Agreement, why: str) -> Agreement:
    return replace(agreement, interval=None, warnings=(*agreement.warnings, why))
