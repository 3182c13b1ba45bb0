"""The figures of tables as plain data, with the keys of ``table --json``."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.analysis.closed import TICKED, ClosedCounts, Figures, mean
from themecode.analysis.earlier import earlier_years
from themecode.analysis.numeric_bins import Binned
from themecode.analysis.presence import Presence
from themecode.usecases.looking import QuestionRow
from themecode.usecases.study import Study


def closed_data(counts: ClosedCounts, base: str, language: str) -> dict[str, object]:
    """Return the figures of a closed question."""
    data: dict[str, object] = {
        "question": counts.question.key,
        "number": counts.question.number,
        "kind": counts.kind,
        "cases": counts.cases,
        "base": base,
        "answered_not_asked": counts.answered_not_asked,
        "backcoded": counts.backcoded,
        **_figures_data(counts, counts.whole, base, language),
    }
    if counts.by is not None:
        data["by"] = counts.by
        data["groups"] = [
            {
                "value": None if group.label is None else group.label.in_language(language),
                **_figures_data(counts, group.figures, base, language),
            }
            for group in counts.groups
        ]
    return data


def _figures_data(counts: ClosedCounts, figures: Figures, base: str, language: str) -> dict[str, object]:
    items = []
    for item in counts.items:
        tally = figures.tallies[item.key]
        of = figures.asked if base == "asked" else tally.answered
        answers = [
            {
                "value": True if option.value is TICKED else option.value,
                "label": option.label.in_language(language) or None,
                "count": tally.count(option.value),
                "share": tally.count(option.value) / of if of else None,
            }
            for option in counts.options
        ]
        told: dict[str, object] = {
            "item": item.key,
            "label": item.label.in_language(language),
            "answered": tally.answered,
            "answers": answers,
        }
        if counts.kind == "scale":
            found = mean(tally)
            told["mean"] = None if found is None else float(found[0])
        items.append(told)
    return {"asked": figures.asked, "answered": figures.answered, "items": items}


def earlier_data(study: Study, question: QuestionRow | None, years: Sequence[str]) -> dict[str, object]:
    """Return the figures of earlier years, where any are asked for."""
    if not years or question is None:
        return {}
    then = [each for each in earlier_years(study, question) if each.year in years]
    return {
        "earlier": [
            {"year": year.year, "value": value, "count": each.count, "base": each.base, "source": each.source}
            for year in then
            for value, each in year.figures.items()
        ]
    }


def binned_data(binned: Binned, base: str) -> dict[str, object]:
    """Return written numbers by interval, and what could not be told."""
    of = binned.base(base)
    return {
        "question": binned.question.key if binned.question else None,
        "variable": binned.variable,
        "cases": binned.cases,
        "asked": binned.asked,
        "answered": binned.answered,
        "base": base,
        "bins": [
            {"low": each.low, "high": each.high, "count": count, "share": count / of if of else None}
            for each, count in zip(binned.bins, binned.numbers, strict=True)
        ],
        "residual": binned.residual,
        "unclear": [{"case": case, "text": text} for case, text in binned.unclear],
    }


def presence_data(found: Presence, level: int, language: str) -> dict[str, object]:
    """Return which code comes up in which interview."""
    counts = found.counts
    read = [case for case, _ in found.cases if found.stands(case, "") is not None]
    return {
        "codebook": counts.codebook.key,
        "interviews": [found.names[case] for case in read],
        "unread": [found.names[case] for case, _ in found.cases if case not in read],
        "codes": [
            {
                "code": category.code,
                "label": category.label.in_language(language),
                "interviews": [found.names[case] for case in read if found.stands(case, category.code)],
                "count": sum(bool(found.stands(case, category.code)) for case in read),
                "of": len(read),
            }
            for category in counts.level(level)
        ],
    }
