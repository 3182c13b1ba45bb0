"""The tidy table as it may leave the house: no case keys, no written answers, no group or cell that is too small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from themecode.analysis.coarsening import LEFT_OUT, coarsened
from themecode.analysis.presence import Presence, presences
from themecode.analysis.suppression import Reason, Split, suppressed
from themecode.analysis.variables import find_variable
from themecode.storage.connection import reading
from themecode.storage.queries import documents as document_queries
from themecode.usecases.study import Study


@dataclass(frozen=True)
class HeldColumn:
    """A code that is left empty for a group."""

    question: str | None
    codebook: str
    code: str
    group: tuple[str, ...]
    """A value for each variable; empty where it is missing."""
    reason: Reason


@dataclass(frozen=True)
class PublicTidy:
    """One row per case that nobody is named in, in an order that says nothing."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    held: tuple[HeldColumn, ...]
    """What is empty for a whole group, so that no small cell can be worked out."""
    coarser: int
    """Cases of which a variable's value is left out."""
    parts: tuple[Presence, ...]


def public_tidy(
    study: Study,
    *,
    questions: Sequence[str] = (),
    variables: Sequence[str] = (),
    minimum: int,
    coder: str | None = None,
    provisional: bool = False,
) -> PublicTidy:
    """Return 0 or 1 per code for each case, beside the variables that are named.

    Combinations of values with fewer than ``minimum`` cases lose values. A code is left empty for a whole group where
    its count in the group could not be printed in a table. Raises what `presences` raises, and NotFoundError for an
    unknown variable.
    """
    with reading(study.connection):
        parts = [
            part
            for question in questions or (None,)
            for part in presences(study, question=question, coder=coder, provisional=provisional)
        ]
        found = [find_variable(study, name) for name in variables]
        values = [document_queries.attribute_values(study.connection, variable.id) for variable in found]
    cases = sorted({case for part in parts for case, _ in part.cases})
    records = [tuple(of.get(case) for of in values) for case in cases]
    group_of = dict(zip(cases, coarsened(records, minimum), strict=True))
    columns: list[str] = []
    known: list[dict[int, int]] = []
    held: list[HeldColumn] = []
    for part in parts:
        place = part.counts.question.key if part.counts.question else "transcripts"
        columns += [f"{place}:{code}" for code in part.order]
        of_part, held_of_part = _columns(part, group_of, minimum)
        known += of_part
        held += held_of_part
    rows = [(*group_of[case], *(column.get(case) for column in known)) for case in cases]
    coarser = sum(LEFT_OUT in group_of[case] for case in cases)
    order = sorted(rows, key=lambda row: tuple((cell is None, str(cell)) for cell in row))
    return PublicTidy((*(row.name for row in found), *columns), tuple(order), tuple(held), coarser, tuple(parts))


def _columns(
    part: Presence, group_of: dict[int, tuple[str | None, ...]], minimum: int
) -> tuple[list[dict[int, int]], list[HeldColumn]]:
    """Return case -> 0 or 1 for each code of a part, and which codes were left empty for which groups."""
    marks = [
        {case: int(stands) for case, _ in part.cases if (stands := part.stands(case, code)) is not None}
        for code in part.order
    ]
    groups = sorted({group_of[case] for case, _ in part.cases}, key=str)
    read = Counter(group_of[case] for case in (marks[0] if marks else ()))
    numbers = [Counter(group_of[case] for case, mark in column.items() if mark) for column in marks]
    place_of = {code: place for place, code in enumerate(part.order)}
    parent = {category.code: category.parent for category in part.counts.categories}
    split = Split(
        rows=tuple(tuple(column[group] for group in groups) for column in numbers),
        bases=tuple(read[group] for group in groups),
        parents=tuple(place_of.get(parent.get(code) or "") for code in part.order),
    )
    held = suppressed(split, minimum).cells
    empty = {(row, groups[group]) for row, group in held}
    question = part.counts.question.key if part.counts.question else None
    return [
        {case: mark for case, mark in column.items() if (row, group_of[case]) not in empty}
        for row, column in enumerate(marks)
    ], [
        HeldColumn(question, part.counts.codebook.key, part.order[row], tuple(v or "" for v in groups[group]), why)
        for (row, group), why in sorted(held.items())
        if numbers[row][groups[group]] or why != Reason.GROUP
    ]
