"""Counts as a tidy table: one row per code, for all cases and for each group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from themecode.analysis.counts import Category, CategoryCounts
from themecode.analysis.public_tidy import PublicTidy
from themecode.analysis.suppression import Held
from themecode.core.errors import RefusedError
from themecode.core.localized import Localized
from themecode.formats.write_tables import Cell
from themecode.report.guard import Guard, HeldBack
from themecode.report.guard_names import names_in
from themecode.report.lists import label

COLUMNS = (
    "question",
    "codebook",
    "code",
    "parent",
    "label",
    "basis",
    "variable",
    "value",
    "group",
    "count",
    "base",
    "share",
    "held",
)
"""Documented in docs/files.md."""
NOTHING = Held()


def count_rows(counts: CategoryCounts, language: str, held: Held = NOTHING) -> Iterator[list[Cell]]:
    """Yield a row per code with its count and share; then for each group. What is held back is empty and marked 1."""
    place_of = {category.code: place for place, category in enumerate(counts.categories)}
    for category in counts.categories:
        yield _row(counts, category, language, counts.base)
    for number, group in enumerate(counts.groups):
        base = None if number in held.bases else group.answered
        for category in sorted(group.categories, key=lambda each: place_of.get(each.code, 0)):
            hidden = (place_of.get(category.code, -1), number) in held.cells
            yield _row(counts, category, language, base, of=(group.key, group.value), hidden=hidden)


def _row(
    counts: CategoryCounts,
    category: Category,
    language: str,
    base: int | None,
    *,
    of: tuple[str | None, Localized | None] | None = None,
    hidden: bool = False,
) -> list[Cell]:
    key, value = of or (None, None)
    return [
        counts.question.key if counts.question else "transcripts",
        counts.codebook.key,
        category.code,
        category.parent,
        label(category, language),
        counts.basis,
        counts.by if of is not None else None,
        key,
        None if value is None else value.in_language(language),
        None if hidden else category.count,
        None if counts.basis == "codings" else base,
        None if hidden or base is None else category.share,
        int(hidden),
    ]


def held_of(found: PublicTidy, variables: Sequence[str]) -> list[HeldBack]:
    """Return which codes are left empty for which groups in a public tidy table."""
    by = ", ".join(variables)
    return [
        HeldBack("cell", each.reason, each.question, each.codebook, each.code, by, " / ".join(map(str, each.group)))
        for each in found.held
    ]


def require_nameless(counts: CategoryCounts, language: str, guard: Guard) -> None:
    """Raise RefusedError where a code's label names someone, as one made of respondents' own words can."""
    labels = [label(category, language) for category in counts.categories]
    for category, named in zip(counts.categories, names_in(labels, language, allowed=guard.allowed), strict=True):
        sure = [each.text for each in named if each.sure]
        if sure:
            raise RefusedError(
                f"a label has {', '.join(sure)} in it, which looks like a name",
                category.code,
                "rename the code, or say that the word names no one: --allow WORD",
            )
