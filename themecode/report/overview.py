"""The counts as the terminal shows them to the one who counts: the whole tree, groups side by side."""

from __future__ import annotations

from themecode.analysis.counts import Category, CategoryCounts
from themecode.report.grid import plain_table
from themecode.report.lists import label
from themecode.report.numbers import grouped, percent
from themecode.report.words import word


def count_table(counts: CategoryCounts, language: str) -> str:
    """Return all codes with number and share, children indented under their parent, and groups as columns."""
    codings = counts.basis == "codings"
    head = [word("category", language), word("number", language)] + ([] if codings else ["%"])
    by_group = []
    for group in counts.groups:
        head.append(word("missing value", language) if group.value is None else group.value.in_language(language))
        by_group.append({category.code: category.count for category in group.categories})
    rows = []
    for category, depth in _as_tree(counts.categories):
        row = ["  " * depth + label(category, language), grouped(category.count, language)]
        if not codings:
            row.append(str(percent(category.count, counts.base)) if counts.base else "")
        row += [grouped(numbers.get(category.code, 0), language) for numbers in by_group]
        rows.append(row)
    foot = ["n", grouped(counts.base, language)] + ([] if codings else [""])
    foot += [grouped(group.answered, language) for group in counts.groups]
    return plain_table(head, rows, foot=None if codings and not counts.groups else foot)


def _as_tree(categories: tuple[Category, ...]) -> list[tuple[Category, int]]:
    """Put each category under its parent, falling count among siblings, with its depth."""
    children: dict[str | None, list[Category]] = {}
    for category in categories:
        children.setdefault(category.parent, []).append(category)
    ordered: list[tuple[Category, int]] = []
    waiting = [(category, 0) for category in reversed(children.get(None, []))]
    while waiting:
        category, depth = waiting.pop()
        ordered.append((category, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(category.code, []))]
    return ordered
