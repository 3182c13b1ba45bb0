"""How figures change: the counts before and after something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.core.localized import Localized
from themecode.storage.erasing import Doomed
from themecode.usecases.erasing import as_if_gone
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Difference:
    """A figure that is not what it was."""

    question: str | None
    """Its key; ``None`` for the transcripts."""
    codebook: str
    code: str | None
    """``None`` for the number of cases or answers."""
    label: Localized | str
    before: int
    after: int


def figures_without(study: Study, doomed: Doomed) -> list[Difference]:
    """Return every count that would differ were some documents or cases not there; nothing is written."""
    before = count_everything(study, provisional=True)
    with as_if_gone(study, doomed):
        after = count_everything(study, provisional=True)
    return differences(before, after)


def differences(before: Sequence[CategoryCounts], after: Sequence[CategoryCounts]) -> list[Difference]:
    """Return the figures of the same questions and codebooks that differ; one that is gone counts 0."""
    then = {_place(counts): counts for counts in after}
    found = []
    for old in before:
        new = then.get(_place(old))
        for what in ("cases", "answered"):
            numbers = getattr(old, what), getattr(new, what) if new else 0
            found.append(Difference(*_place(old), None, what, *numbers))
        now = {category.code: category.count for category in new.categories} if new else {}
        for category in old.categories:
            numbers = category.count, now.get(category.code, 0)
            found.append(Difference(*_place(old), category.code, category.label, *numbers))
    return [each for each in found if each.before != each.after]


def _place(counts: CategoryCounts) -> tuple[str | None, str]:
    return counts.question.key if counts.question else None, counts.codebook.key
