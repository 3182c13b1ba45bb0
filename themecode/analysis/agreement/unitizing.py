"""Krippendorff's unitizing family of 2016, on passages of one or several documents."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from themecode.analysis.agreement.coincidences import Coincidences, coincidences
from themecode.analysis.agreement.continuum import Documents, Line, all_coders, all_codes, line_of, silent
from themecode.analysis.agreement.data import Agreement, AgreementError, SpanSet, UnitizingAgreement
from themecode.analysis.agreement.evidence import TotalsEvidence
from themecode.analysis.agreement.models import Figures
from themecode.analysis.agreement.rows import Floats


def unitizing_alpha(spans: Documents) -> UnitizingAgreement:
    """Return uα, |uα, cuα with its coverage, and (k)uα per code.

    A coder's line is cut into units: passages with a code, and gaps between. Observed coincidences are lengths over
    which two coders' units overlap; expected ones are products of total lengths less the pairing of a unit with
    itself: a passage's length squared, a gap's length once. cuα and (k)uα look only where two coders both marked
    something; their coverage is how much of the line (for (k)uα of the code's length) that is. Documents are pooled by
    adding coincidences and lengths, as if they lay on one line; one that fewer than two coders read adds nothing.

    Source: Krippendorff, Mathet, Bouvry and Widlöcher 2016; Krippendorff 2019, 12.6. With three or more coders,
    implementations differ over a unit's pairing with itself in cuα and (k)uα. Here each pair of coders counts on its
    own: the sum, over the other coders, of the squared length they marked of the unit / (m - 1). So where all units
    are one character long, cuα is nominal alpha of the coincidences without the gaps.

    ``None`` with a reason: ``no_variation`` (nothing marked, or one code over everything), ``no_gaps`` (|uα),
    ``one_code`` (cuα, (k)uα), ``no_shared_passage`` (no two coders marked the same place). A coder who marked nothing
    is all gap, and named in a warning. Raises AgreementError for fewer than two coders, a passage that is empty or
    outside the text, and passages of one coder that overlap with different codes.
    """
    documents = [spans] if isinstance(spans, SpanSet) else spans
    coders, codes = all_coders(documents), all_codes(documents)
    parts = []
    for document in documents:
        line = line_of(document, codes)
        _check_partition(document, line, codes)
        if len(line.passages) > 1 and line.length:
            parts.append(coincidences(line, len(codes)))
    if not parts:
        raise AgreementError(
            "no document was read by two or more coders", fix="compare documents that at least two coders have read"
        )
    warnings = tuple(f"silent_coder: {coder}" for coder in silent(documents, coders))
    return _Family(np.stack(parts), tuple(codes), len(coders), warnings).result()


def _check_partition(document: SpanSet, line: Line, codes: Mapping[str, int]) -> None:
    names = list(codes)
    for coder, passages in line.passages.items():
        order = np.argsort(passages.starts, kind="stable")
        starts, ends, numbers = passages.starts[order], passages.ends[order], passages.codes[order]
        wrong = np.flatnonzero(starts[1:] < ends[:-1])
        if len(wrong):
            one, other = names[numbers[wrong[0]]], names[numbers[wrong[0] + 1]]
            raise AgreementError(
                f"passages of {coder} overlap with different codes, {one} and {other}",
                where=document.name,
                fix="compare one code at a time, or use span_agreement, which compares sets of codes",
            )


Formula = Callable[[Floats], Figures]


@dataclass(frozen=True)
class _Family:
    """The coefficients, from the totals of each document."""

    totals: Floats
    """Documents x totals."""
    codes: Sequence[str]
    coders: int
    warnings: tuple[str, ...]

    def result(self) -> UnitizingAgreement:
        pooled = Coincidences.of(self.totals.sum(axis=0, keepdims=True))
        lengths, matched = pooled.lengths[0], pooled.matched[0]
        used, gaps, shared = int(np.count_nonzero(lengths)), float(pooled.gaps[0]), float(matched.sum())
        passages = pooled.passages[0]
        reason = None if shared else "no_shared_passage"
        reason = "no_variation" if not used else "one_code" if used == 1 else reason
        return UnitizingAgreement(
            u=self._agreement("u_alpha", _u, used + (gaps > 0), passages.sum()),
            binary=self._agreement(
                "u_alpha_binary", _binary, 2, passages.sum(), reason="no_gaps" if used and not gaps else None
            ),
            cu=self._agreement(
                "cu_alpha", _cu, used, passages.sum(), reason=reason, coverage=shared / float(pooled.everything[0])
            ),
            per_code={
                code: self._agreement(
                    "k_u_alpha",
                    partial(_k_u, position),
                    2,
                    passages[position],
                    reason=reason or (None if matched[position] else "no_shared_passage"),
                    coverage=float(matched[position] / lengths[position]) if lengths[position] else None,
                    code=code,
                )
                for position, code in enumerate(self.codes)
            },
        )

    def _agreement(
        self,
        name: str,
        formula: Formula,
        q: int,
        passages: float,
        *,
        reason: str | None = None,
        coverage: float | None = None,
        code: Hashable | None = None,
    ) -> Agreement:
        figures = formula(self.totals.sum(axis=0, keepdims=True))
        value, observed, expected = (
            float(figure[0]) if np.isfinite(figure[0]) else None
            for figure in (figures.value, figures.observed, figures.expected)
        )
        if value is None and reason is None:
            reason = "no_variation"
        return Agreement(
            coefficient=name,
            value=None if reason else value,
            reason=reason,
            n_units=round(float(passages)),
            n_coders=self.coders,
            n_values=round(float(passages)),
            q=int(q),
            observed=observed,
            expected=expected,
            unit="character",
            warnings=self.warnings,
            code=code,
            used=None if code is None else round(float(passages)),
            coverage=coverage,
            evidence=TotalsEvidence(self.totals, formula),
        )


def _u(totals: Floats) -> Figures:
    part = Coincidences.of(totals)
    n, gaps = part.everything, part.gaps
    unlike = n**2 - gaps**2 - (part.lengths**2).sum(axis=1)
    return _figures(n - part.agreeing, n * unlike, n**2 - part.squares.sum(axis=1) - gaps, n)


def _binary(totals: Floats) -> Figures:
    part = Coincidences.of(totals)
    n, gaps = part.everything, part.gaps
    return _figures(part.gap_or_not, n * 2 * gaps * (n - gaps), n**2 - part.squares.sum(axis=1) - gaps, n)


def _cu(totals: Floats) -> Figures:
    part = Coincidences.of(totals)
    n = part.matched.sum(axis=1)
    unlike = n**2 - (part.matched**2).sum(axis=1)
    return _figures(n - part.same.sum(axis=1), n * unlike, n**2 - part.matched_squares.sum(axis=1), n)


def _k_u(position: int, totals: Floats) -> Figures:
    part = Coincidences.of(totals)
    n, own = part.matched.sum(axis=1), part.matched[:, position]
    pairs = n * own - part.matched_squares[:, position]
    return _figures(own - part.same[:, position], own**2 * (n - own), pairs, own)


def _figures(disagreed: Floats, unlike: Floats, pairs: Floats, n: Floats) -> Figures:
    """Return 1 - disagreement / expected disagreement, both as lengths; nan where none is expected."""
    with np.errstate(divide="ignore", invalid="ignore"):
        by_chance = unlike / pairs
        value = np.where(by_chance > 1e-12, 1 - disagreed / by_chance, np.nan)
        return Figures(value, 1 - disagreed / n, 1 - by_chance / n)
