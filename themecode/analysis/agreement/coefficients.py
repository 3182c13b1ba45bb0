"""The coefficients on units: what coders x units go in, one `Agreement` comes out.

All share the edge rules of docs/agreement.md. Where only one category was used, the value is ``None`` with the reason
``no_variation``: agreement by chance would be complete, so nothing is left to correct. Percent agreement is still
given. AgreementError is raised for fewer than two coders, for units of which none has two values, and for rows of
unequal length, undeclared categories and nan.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations
from typing import Literal

import numpy as np

from themecode.analysis.agreement.data import Agreement, AgreementError, UnitMatrix
from themecode.analysis.agreement.distances import Distance, distances, name_of
from themecode.analysis.agreement.encoding import encode
from themecode.analysis.agreement.evidence import RowsEvidence
from themecode.analysis.agreement.models import Alpha, Cohen, Model, Percent, Pooled
from themecode.analysis.agreement.rows import Rows

Missing = Literal["listwise", "available"]

COEFFICIENTS = (
    "percent_agreement",
    "cohen_kappa",
    "scott_pi",
    "fleiss_kappa",
    "krippendorff_alpha",
    "gwet_ac1",
    "brennan_prediger",
)
"""The names that `per_code`, `pairwise` and `span_agreement` take."""


def percent_agreement(matrix: UnitMatrix) -> Agreement:
    """Return the mean, over units with at least two values, of agreeing pairs of coders / pairs.

    Units x coders in, 0-1 out. Source: Fleiss 1971; Gwet 2014. Weighting units by their number of values
    instead, as Krippendorff's observed agreement does, gives another figure where values are missing.
    """
    return compute("percent_agreement", encode(matrix))


def cohen_kappa(matrix: UnitMatrix) -> Agreement:
    """Return Cohen's kappa: two coders, chance = the product of their own margins.

    Units x 2 coders in; units that one did not see are left out. Source: Cohen 1960. Raises AgreementError for more
    than two coders.
    """
    return compute("cohen_kappa", encode(matrix))


def scott_pi(matrix: UnitMatrix) -> Agreement:
    """Return Scott's pi: two coders, chance = the squares of their pooled margins.

    Units x 2 coders in; units that one did not see are left out. Source: Scott 1955. Raises AgreementError for more
    than two coders.
    """
    return compute("scott_pi", encode(matrix))


def fleiss_kappa(matrix: UnitMatrix, *, missing: Missing = "listwise") -> Agreement:
    """Return Fleiss' kappa: any number of coders, chance = the squares of the pooled margins.

    ``missing``: ``listwise`` keeps the units that every coder has seen (Fleiss 1971); ``available`` takes agreement
    from units with two values and margins from all units with a value (Gwet 2014). Raises AgreementError where
    ``listwise`` leaves no unit.
    """
    return compute("fleiss_kappa", encode(matrix), missing=missing)


def krippendorff_alpha(matrix: UnitMatrix, *, distance: Distance = "nominal") -> Agreement:
    """Return Krippendorff's alpha, 1 - Do / De, over the values of units with at least two.

    ``distance``: ``nominal``; ``jaccard`` or ``masi`` between frozensets of codes (empty: no code; two empty sets are
    0 apart, an empty and another 1); or a function of two values, symmetric, 0 or more, 0 for the same. Sources:
    Krippendorff 2004, ch. 11; 2011; MASI: Passonneau 2006.
    """
    return compute("krippendorff_alpha", encode(matrix), distance=distance)


def gwet_ac1(matrix: UnitMatrix) -> Agreement:
    """Return Gwet's AC1: chance = sum p(1 - p) / (q - 1), q being the number of categories.

    Margins are over all units with a value. q counts categories declared, used or not, so declare the codebook's.
    Source: Gwet 2008.
    """
    return compute("gwet_ac1", encode(matrix))


def brennan_prediger(matrix: UnitMatrix) -> Agreement:
    """Return Brennan and Prediger's kappa: chance = 1 / q, q being the number of categories.

    For two coders Bennett's S, for more Randolph's free-marginal kappa. q counts categories declared, used or not.
    Sources: Brennan and Prediger 1981; Randolph 2005.
    """
    return compute("brennan_prediger", encode(matrix))


def per_code(
    matrix: UnitMatrix,
    coefficient: str = "krippendorff_alpha",
    *,
    missing: Missing = "listwise",
) -> dict[Hashable, Agreement]:
    """Return code -> a coefficient of that code against all the rest; for sets, of having it.

    All declared codes, else those used, in order. A code nobody used has the value ``None`` and the reason
    ``unused_code``. Source: Fleiss 1971; Agresti 1992 prints values of this kind for Scott's pi.
    """
    rows = encode(matrix)
    rows = rows if rows.documents is not None else rows.patterns(ordered=True)
    return {code: _one_code(coefficient, rows, code, missing) for code in codes_of(rows)}


def _one_code(coefficient: str, rows: Rows, code: Hashable, missing: Missing) -> Agreement:
    binary = rows.against_rest(
        [code in label if isinstance(label, frozenset) else label == code for label in rows.labels]
    )
    return compute(coefficient, binary, missing=missing, code=code)


def codes_of(rows: Rows) -> tuple[Hashable, ...]:
    """Return the codes that were declared, else those that occur; of sets, sorted."""
    if rows.declared is not None:
        return rows.declared
    if not rows.sets:
        return rows.labels
    members = {code for label in rows.labels if isinstance(label, frozenset) for code in label}
    return tuple(sorted(members, key=str))


def pairwise(
    matrix: UnitMatrix, coefficient: str = "cohen_kappa", *, distance: Distance = "nominal"
) -> dict[tuple[str, str], Agreement]:
    """Return (coder, coder) -> a coefficient of the two, in the order of the columns.

    Two coders with no unit in common have the value ``None`` and the reason ``no_shared_unit``. A coder who gave no
    value at all is left out and named in each warning.
    """
    rows = encode(matrix)
    found = {}
    for first, second in combinations(range(len(rows.coders)), 2):
        pair = rows.between(first, second)
        pair = pair.where(pair.values > 0)
        if (pair.values == 2).any():
            agreement = compute(coefficient, pair, distance=distance)
        else:
            agreement = Agreement(
                coefficient, None, "no_shared_unit", n_coders=2, q=len(rows.labels), unit=rows.unit,
                warnings=rows.warnings,
            )  # fmt: skip
        found[pair.coders[0], pair.coders[1]] = agreement
    return found


def compute(
    coefficient: str,
    rows: Rows,
    *,
    distance: Distance = "nominal",
    missing: Missing = "listwise",
    code: Hashable | None = None,
) -> Agreement:
    """Return a coefficient, by name, of rows; ``code``: the one compared with the rest, in `against_rest` rows.

    Raises AgreementError for an unknown name, more coders than it takes, and where no row is left.
    """
    model = model_of(coefficient, rows, distance=distance, missing=missing)
    return summarise(
        model, rows, code=code, distance=name_of(distance) if coefficient == "krippendorff_alpha" else None
    )


def model_of(coefficient: str, rows: Rows, *, distance: Distance, missing: Missing) -> Model:
    """Return the model of a coefficient for these rows."""
    if coefficient not in COEFFICIENTS:
        raise AgreementError(f"no coefficient is called {coefficient!r}", fix="one of " + ", ".join(COEFFICIENTS))
    if missing not in ("listwise", "available"):
        raise AgreementError(f"missing is {missing!r}", fix="listwise or available")
    q = len(rows.labels)
    if coefficient in ("cohen_kappa", "scott_pi") and len(rows.coders) != 2:
        name = "Cohen's kappa" if coefficient == "cohen_kappa" else "Scott's pi"
        raise AgreementError(
            f"{name} compares two coders, got {len(rows.coders)}: {', '.join(rows.coders)}",
            fix="use fleiss_kappa, or pairwise for each two",
        )
    match coefficient:
        case "percent_agreement":
            return Percent()
        case "cohen_kappa":
            return Cohen()
        case "krippendorff_alpha":
            return Alpha(distances(rows.labels, distance))
        case "gwet_ac1":
            return Pooled(coefficient, "gwet", q)
        case "brennan_prediger":
            return Pooled(coefficient, "uniform", q)
    return Pooled(coefficient, "squares", q, complete=coefficient == "scott_pi" or missing == "listwise")


def summarise(model: Model, rows: Rows, *, code: Hashable | None, distance: str | None) -> Agreement:
    """Return what a model finds in rows, with the figures that belong beside it."""
    chosen = model.select(rows)
    pairable = chosen.where(chosen.values >= 2)
    if not len(pairable.weights):
        raise AgreementError(
            "no unit has a value from every coder", fix='compare with missing="available", or with alpha'
        )
    counts = pairable.label_totals(pairable.weights[None, :], np.ones(len(pairable.weights)))[0]
    values = counts.sum()
    figures = model.figures(model.totals(chosen, chosen.weights[None, :]))
    value: float | None = float(figures.value[0])
    reason = None
    if code is not None and not counts[1]:
        value, reason = None, "unused_code"
    elif model.name != "percent_agreement" and (np.count_nonzero(counts) < 2 or not np.isfinite(figures.value[0])):
        value, reason = None, "no_variation"
    has_code = pairable.codes.max(axis=1) == 1
    return Agreement(
        coefficient=model.name,
        value=value,
        reason=reason,
        n_units=_whole(pairable.size),
        n_coders=len(rows.coders),
        n_values=_whole(values),
        q=len(rows.labels),
        observed=_finite(figures.observed[0]),
        expected=_finite(figures.expected[0]),
        unit=rows.unit,
        missing=_whole((rows.weights * (len(rows.coders) - rows.values)).sum()),
        warnings=rows.warnings,
        code=code,
        prevalence=None if code is None else float(counts[1] / values),
        used=None if code is None or rows.unit == "character" else _whole(pairable.weights[has_code].sum()),
        largest=float(counts.max() / values),
        distance=distance,
        evidence=RowsEvidence(model, chosen),
    )


def _finite(figure: float) -> float | None:
    return float(figure) if np.isfinite(figure) else None


def _whole(figure: float) -> int:
    """Return a sum of weights as a number of units."""
    return round(float(figure))
