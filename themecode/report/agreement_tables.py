"""Agreement as plain data: the keys of ``agree --json``, and the rows of a table. docs/files.md has both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from themecode.analysis.agreement import Agreement
from themecode.analysis.agreement_result import Agreed, CodeFigures, Comparison, Figure
from themecode.analysis.agreement_stance import NotComputed
from themecode.formats.write_tables import Cell
from themecode.report.agreement_method import method_sentence

COLUMNS = (
    *("question", "codebook", "round", "unit", "scope", "depth", "coders", "documents", "part", "code", "label"),
    *("coefficient", "distance", "value", "reason", "low", "high", "level", "method", "by", "replicates", "seed"),
    *("units", "values", "observed", "expected", "prevalence", "used", "coverage"),
    *("band", "band_source", "warnings"),
)
"""Of the table: a row per coefficient."""

WHOLE = "all codes"
"""Stands in ``part`` where all codes are compared together."""


def as_data(agreed: Agreed | None, language: str, said: NotComputed | None = None) -> dict[str, object]:
    """Return all comparisons as JSON-ready data, labels and sentences in ``language``."""
    return {
        "not_computed": None if said is None else asdict(said),
        "comparisons": [_comparison(each, language) for each in agreed.comparisons] if agreed else [],
        "not_compared": [asdict(fault) for fault in agreed.not_compared] if agreed else [],
    }


def _comparison(each: Comparison, language: str) -> dict[str, object]:
    return {
        "question": each.question.key if each.question else None,
        "codebook": each.codebook.key,
        "round": each.round.name,
        "round_kind": each.round.kind,
        "round_closed": each.round.closed,
        "unit": each.unit,
        "scope": each.wish.scope,
        "code": each.wish.code,
        "depth": each.wish.depth,
        "merged": each.wish.merged,
        "merged_codes": [{"code": code.key, "label": code.label.in_language(language)} for code in each.merged],
        "coders": list(each.raters),
        "absent": list(each.absent),
        "documents": each.n_documents,
        "units": each.n_units,
        "contentless": each.contentless,
        "suggested": each.suggested,
        "left_out": [
            {"reason": left.reason, "coders": list(left.coders), "documents": list(left.documents)}
            for left in each.left_out
        ],
        "computed": each.computed,
        "overlapping": each.overlapping,
        "figures": _figures(each.whole),
        "codes": [_code(code, language) for code in each.codes],
        "parts": [
            {"suggestions": part.suggestions, "documents": part.n_documents, "figures": _figures(part.whole)}
            for part in each.parts
        ],
        "pairs": [{"coders": list(pair.raters), "figures": _figures(pair.whole)} for pair in each.pairs],
        "sentence": method_sentence(each, language),
    }


def _code(each: CodeFigures, language: str) -> dict[str, object]:
    return {
        "code": each.code.key,
        "label": each.code.label.in_language(language),
        "used": dict(each.used),
        "figures": _figures(each.figures),
    }


def _figures(figures: Sequence[Figure]) -> list[dict[str, object]]:
    return [_figure(each) for each in figures]


def _figure(each: Figure) -> dict[str, object]:
    found = each.agreement
    interval = found.interval
    return {
        "coefficient": found.coefficient,
        "distance": found.distance,
        "value": found.value,
        "reason": found.reason,
        "interval": None
        if interval is None
        else {
            "low": interval.low,
            "high": interval.high,
            "level": interval.level,
            "method": interval.method,
            "by": interval.by,
            "replicates": interval.replicates,
            "seed": interval.seed,
        },
        "units": found.n_units,
        "values": found.n_values,
        "observed": found.observed,
        "expected": found.expected,
        "prevalence": found.prevalence,
        "used": found.used,
        "coverage": found.coverage,
        "band": each.reading.band,
        "band_source": each.reading.source,
        "warnings": [note.key for note in each.reading.notes],
    }


def table_rows(agreed: Agreed, language: str) -> Iterator[list[Cell]]:
    """Yield a row of `COLUMNS` per coefficient: all codes together, each code, parts and pairs."""
    for each in agreed.comparisons:
        yield from _rows(each, WHOLE, "", "", each.raters, each.n_documents, each.whole)
        for code in each.codes:
            label = code.code.label.in_language(language)
            yield from _rows(each, "code", code.code.key, label, each.raters, each.n_documents, code.figures)
        for part in each.parts:
            name = "with suggestions" if part.suggestions else "without suggestions"
            yield from _rows(each, name, each.wish.code or "", "", each.raters, part.n_documents, part.whole)
        for pair in each.pairs:
            yield from _rows(each, "pair", each.wish.code or "", "", pair.raters, each.n_documents, pair.whole)


def _rows(
    each: Comparison,
    part: str,
    code: str,
    label: str,
    raters: Sequence[str],
    documents: int,
    figures: Sequence[Figure],
) -> Iterator[list[Cell]]:
    question = each.question.key if each.question else ""
    about = [question, each.codebook.key, each.round.name, each.unit, each.wish.scope, each.wish.depth]
    for figure in figures:
        found = figure.agreement
        yield [
            *about,
            ", ".join(raters),
            documents,
            part,
            code,
            label,
            found.coefficient,
            found.distance,
            found.value,
            found.reason,
            *_interval(found),
            found.n_units,
            found.n_values,
            found.observed,
            found.expected,
            found.prevalence,
            found.used,
            found.coverage,
            figure.reading.band,
            figure.reading.source,
            ", ".join(note.key for note in figure.reading.notes),
        ]


def _interval(found: Agreement) -> list[Cell]:
    interval = found.interval
    if interval is None:
        return [None] * 7
    return [
        interval.low,
        interval.high,
        interval.level,
        interval.method,
        interval.by,
        interval.replicates,
        interval.seed,
    ]
