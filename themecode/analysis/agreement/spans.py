"""Agreement on passages: by character, or by sentence or turn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal, cast

import numpy as np

from themecode.analysis.agreement.coefficients import compute
from themecode.analysis.agreement.continuum import Documents, all_coders, all_codes, columns, line_of, silent
from themecode.analysis.agreement.data import Agreement, AgreementError, SpanSet, UnitMatrix, Value
from themecode.analysis.agreement.distances import Distance
from themecode.analysis.agreement.encoding import with_declared
from themecode.analysis.agreement.rows import Rows

Scope = Literal["all", "coded"]
Ranges = Sequence[tuple[int, int]]
Unit = Literal["character"] | Ranges | Sequence[Ranges]
"""``character``; or the sentences or turns of the document as half-open ranges; of several documents, in order."""


def span_agreement(
    spans: Documents,
    unit: Unit = "character",
    *,
    code: str | None = None,
    coefficient: str = "krippendorff_alpha",
    scope: Scope = "all",
    distance: Distance = "nominal",
    categories: Sequence[str] | None = None,
    called: str = "sentence",
) -> Agreement:
    """Return a coefficient on passages, of one document or pooled over several.

    A value is the set of codes a coder gave the unit, empty for none; with ``code`` whether that code is among them.
    A sentence has the codes that at least one of its characters has. Characters are never walked through: the cost
    grows with the passages, S log S, and the result is that of comparing character by character.

    ``scope``: ``all`` units, or only those to which at least one coder gave ``code`` (any code, where none is named).
    Percent agreement of ``coded`` units is, for one code and two coders, Jaccard's similarity; a chance-corrected
    coefficient is low there by construction, since nothing remains on which both said no. ``categories``: the codes
    of the codebook, for AC1 and Brennan-Prediger. ``called``: what the ranges in ``unit`` are.

    A coder who marked nothing is taken to have found nothing, and is named in a warning. A code nobody used has the
    value ``None`` and the reason ``unused_code``, no marked passage at all ``no_variation``. Raises AgreementError for
    fewer than two coders, more than the coefficient takes, and passages or units that are empty, outside the text, or
    (units) overlapping.
    """
    rows = span_rows(_several(spans), unit, code, scope, categories, called)
    if not len(rows.weights):
        return Agreement(
            coefficient, None, "unused_code" if code is not None else "no_variation", n_coders=len(rows.coders),
            q=len(rows.labels), unit=rows.unit, warnings=rows.warnings, code=code,
        )  # fmt: skip
    return compute(coefficient, rows, distance=distance, missing="available", code=code)


def span_matrix(
    spans: Documents,
    unit: Unit = "character",
    *,
    code: str | None = None,
    scope: Scope = "all",
    categories: Sequence[str] | None = None,
    called: str = "sentence",
) -> UnitMatrix:
    """Return passages as a matrix, for `per_code`, `pairwise` and all other coefficients.

    Each different row of each document stands there once; its weight is how many characters, or sentences, have it.
    Options and errors as for `span_agreement`.
    """
    rows = span_rows(_several(spans), unit, code, scope, categories, called)
    parts = [part.patterns(ordered=True) for part in rows.by_document()]
    labels = [*rows.labels, None]  # `NOT_SEEN` is -1, the last
    values: list[list[Value]] = [
        [labels[position] for position in row] for part in parts for row in part.codes.tolist()
    ]
    return UnitMatrix(
        values=values,
        coders=rows.coders,
        units=tuple(range(1, len(values) + 1)),
        categories=rows.declared,
        weights=[weight for part in parts for weight in part.weights.tolist()],
        documents=[number for number, part in enumerate(parts) for _ in part.weights],
        unit=rows.unit,
    )


def span_rows(
    documents: Sequence[SpanSet],
    unit: Unit,
    code: str | None,
    scope: Scope,
    categories: Sequence[str] | None,
    called: str,
) -> Rows:
    """Return documents as weighted rows of sets of codes, or of having ``code``."""
    if scope not in ("all", "coded"):
        raise AgreementError(f"the scope is {scope!r}", fix="all or coded")
    coders, known = all_coders(documents), all_codes(documents)
    named = known if code is None else {code: known[code]} if code in known else {}
    numbers: dict[int, int] = {0: 0}
    parts = [
        columns(line_of(document, named, units), coders, numbers)
        for document, units in zip(documents, _units_of(documents, unit), strict=True)
    ]
    codes = np.concatenate([part for part, _ in parts])
    lengths = np.concatenate([part for _, part in parts])
    rows = Rows(
        codes=codes,
        weights=lengths,
        labels=_labels(numbers, known, code, categories),
        coders=coders,
        unit="character" if unit == "character" else called,
        documents=np.repeat(np.arange(len(parts)), [len(part) for _, part in parts]),
        warnings=tuple(f"silent_coder: {coder}" for coder in silent(documents, coders)),
        declared=(False, True) if code is not None else None if categories is None else tuple(categories),
    )
    rows = rows.where(rows.values >= 2)
    if not len(rows.weights):
        raise AgreementError(
            "no unit has two or more values", fix="compare documents that at least two coders have read"
        )
    return rows if scope == "all" else rows.where(rows.codes.max(axis=1) > 0)


def _several(spans: Documents) -> Sequence[SpanSet]:
    return [spans] if isinstance(spans, SpanSet) else spans


def _units_of(documents: Sequence[SpanSet], unit: Unit) -> Sequence[Ranges | None]:
    """Return each document's ranges; ``None``: characters."""
    if isinstance(unit, str):
        if unit != "character":
            raise AgreementError(f"the unit is {unit!r}", fix="character, or the ranges of sentences or turns")
        return [None] * len(documents)
    if unit and len(unit[0]) == 2 and isinstance(unit[0][0], (int, np.integer)):
        ranges: Sequence[Ranges] = [cast(Ranges, unit)]
    else:
        ranges = cast(Sequence[Ranges], unit) if unit else [[]] * len(documents)
    if len(ranges) != len(documents):
        raise AgreementError(f"{len(documents)} documents have the units of {len(ranges)}")
    return ranges


def _labels(
    numbers: dict[int, int], known: dict[str, int], code: str | None, categories: Sequence[str] | None
) -> tuple[Hashable, ...]:
    """Return the sets of codes by number; with ``code``, without and with it."""
    if code is not None:
        return (False, True)
    names = list(known)
    sets = [frozenset(names[bit] for bit in range(mask.bit_length()) if mask >> bit & 1) for mask in numbers]
    return tuple(sets if categories is None else with_declared(sets, categories))
