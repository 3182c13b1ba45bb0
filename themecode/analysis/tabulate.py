"""Counts as plain data, with the keys of ``count --json``."""

from __future__ import annotations

from themecode.analysis.counts import Category, CategoryCounts


def as_data(counts: CategoryCounts, language: str) -> dict[str, object]:
    """Return counts as JSON-ready data; labels in ``language``. Keys are documented in docs/files.md."""
    data: dict[str, object] = {
        "question": counts.question.key if counts.question else None,
        "codebook": counts.codebook.key,
        "basis": counts.basis,
        "coder": counts.coder,
        "cases": counts.cases,
        "asked": counts.asked,
        "answered": counts.answered,
        "answered_not_asked": counts.answered_not_asked,
        "states": {state.value: number for state, number in counts.states.items()},
        "mix": {kind: counts.documents[kind] for kind in ("consensus", "single", "undecided", "unread")},
        "revisit": [{"code": each.code, "documents": each.documents} for each in counts.revisit],
        "categories": [_category(category, language) for category in counts.categories],
    }
    if counts.by is not None:
        data["by"] = counts.by
        data["groups"] = [
            {
                "value": None if group.value is None else group.value.in_language(language),
                "asked": group.asked,
                "answered": group.answered,
                "categories": [_category(category, language) for category in group.categories],
            }
            for group in counts.groups
        ]
    return data


def _category(category: Category, language: str) -> dict[str, object]:
    return {
        "code": category.code,
        "parent": category.parent,
        "label": category.label.in_language(language),
        "count": category.count,
        "share": category.share,
    }
