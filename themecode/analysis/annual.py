"""One centre beside all: its counts, who is behind them, and what the guard says of them.

A centre is a group of cases that share a value of a variable (the parents who come there), or one case of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from themecode.analysis.counts import CategoryCounts, Group, count_everything
from themecode.analysis.matrix import matrix
from themecode.analysis.retrieval import TRANSCRIPTS, Scope, places_of
from themecode.analysis.suppression import Reason, Split, reason_against, suppressed
from themecode.analysis.variables import find_variable
from themecode.core.errors import NotFoundError
from themecode.core.localized import Localized
from themecode.storage.queries import annual as queries
from themecode.storage.queries import cases as case_queries
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.usecases.study import Study


class Refusal(StrEnum):
    """Why a part of a centre's report is left out."""

    FEW_ANSWERED = "few answered"
    FEW_SPEAK = "few speak"
    ONE_RESPONDENT = "one respondent"
    FEW_WITH_MARK = "few with mark"


@dataclass(frozen=True)
class Centre:
    """Whom the report is for, by what the study knows of it."""

    label: str
    cases: frozenset[int]
    variable: str | None = None
    value: str | None = None
    """Of the variable, as written."""
    key: str | None = None
    """The case's key, where it is one case."""


@dataclass(frozen=True)
class Line:
    """A category at the centre and at all."""

    code: str
    label: Localized
    here: int
    """Cases; of one case, passages."""
    everywhere: int
    """Cases of all."""
    reason: Reason | None
    """Why the number of the centre is held back, ``None`` where it is not."""


@dataclass(frozen=True)
class CentrePart:
    """What a centre said to one question, or in its interviews."""

    counts: CategoryCounts
    """Of all."""
    base: int
    """Cases of the centre that answered."""
    passages: bool
    """Whether passages of one case are counted, not cases."""
    lines: tuple[Line, ...]
    refusal: Refusal | None = None


def find_centre(study: Study, name: str, variable: str | None) -> Centre:
    """Return a centre by the key of its case, or by a value of ``variable`` (as written, or its label).

    Raises NotFoundError where there is none.
    """
    live = {case: key for case, key, _, excluded, _ in case_queries.case_rows(study.connection) if not excluded}
    if variable is None:
        found = next((case for case, key in live.items() if key == name), None)
        if found is None:
            raise NotFoundError("there is no such case", name, "check the case key, or name a group: --by VARIABLE")
        return Centre(name, frozenset((found,)), key=name)
    row = find_variable(study, variable)
    values = document_queries.attribute_values(study.connection, row.id)
    known = {value for case, value in values.items() if case in live}
    for value in known:
        label = row.labels.get(value, Localized.of(value)).in_language(study.language)
        if name in (value, label):
            return Centre(label, frozenset(case for case, own in values.items() if own == value and case in live),
                          row.name, value)  # fmt: skip
    raise NotFoundError(f"no case has this value of {row.name}", name, f"there are: {', '.join(sorted(known))}")


def centre_parts(
    study: Study,
    centre: Centre,
    *,
    minimum: int,
    questions: Sequence[str] = (),
    codebook: str | None = None,
    organisation: bool = False,
    coder: str | None = None,
    provisional: bool = False,
) -> list[CentrePart]:
    """Return what a centre said, beside all, with what may not be told of it.

    ``organisation`` says that one case is no person. Raises what `count_everything` raises.
    """
    found = [
        counts
        for question in questions or (None,)
        for counts in count_everything(
            study,
            question=question,
            codebook=codebook,
            by=centre.variable,
            coder=coder,
            provisional=provisional,
        )
    ]
    if centre.key is None:
        parts = [_group_part(counts, centre, minimum) for counts in found]
        return [part for part in parts if part.base or part.refusal]
    [case] = centre.cases
    answered = queries.questions_answered(study.connection, case)
    made = [
        _case_part(study, counts, centre, minimum, organisation, coder)
        for counts in found
        if (counts.question.id if counts.question else None) in answered
    ]
    return [part for part in made if part is not None]


def _group_part(counts: CategoryCounts, centre: Centre, minimum: int) -> CentrePart:
    group = next((each for each in counts.groups if each.key == centre.value), Group(None, 0, 0, ()))
    if group.answered < minimum:
        refusal = Refusal.FEW_ANSWERED if group.asked else None
        return CentrePart(counts, group.answered, False, (), refusal)
    shown = counts.level(1)
    number = {category.code: category.count for category in group.categories}
    reasons = _reasons(counts, group, minimum)
    lines = tuple(
        Line(
            each.code,
            each.label,
            number.get(each.code, 0),
            each.count,
            reasons.get(place),
        )
        for place, each in enumerate(shown)
        if each.count
    )
    return CentrePart(counts, group.answered, False, lines)


def _reasons(counts: CategoryCounts, group: Group, minimum: int) -> dict[int, Reason]:
    """Return why numbers of a centre are held back, by the place of the category in the top level.

    All centres may have their reports, so that it is one split for all of them. And whoever has this one alone can
    take it from all: then the others together are a group.
    """
    shown = counts.level(1)
    columns = [{category.code: category.count for category in each.categories} for each in counts.groups]
    rows = tuple(tuple(column.get(each.code, 0) for column in columns) for each in shown)
    at = counts.groups.index(group)
    every = suppressed(Split(rows, tuple(each.answered for each in counts.groups)), minimum).cells
    beside = tuple((row[at], sum(row) - row[at]) for row in rows)
    alone = suppressed(Split(beside, (group.answered, counts.answered - group.answered)), minimum).cells
    found = {place: why for (place, column), why in alone.items() if column == 0}
    found |= {place: why for (place, column), why in every.items() if column == at}
    for place, row in enumerate(rows):
        if (why := reason_against(row[at], group.answered, minimum)) is not None:
            found[place] = why
    return found


def _case_part(
    study: Study, counts: CategoryCounts, centre: Centre, minimum: int, organisation: bool, coder: str | None
) -> CentrePart | None:
    """Return what one case said; ``None`` for a codebook that its interviews are not coded with."""
    codes = code_queries.codes(study.connection, counts.codebook.id)
    key_of = {code.id: code.key for code in codes}
    above = {code.key: key_of.get(code.parent_id or -1) for code in codes}
    question = counts.question.key if counts.question else TRANSCRIPTS
    scope = Scope(counted=coder, question=question, case=centre.key)
    here: Counter[str] = Counter()
    for place in places_of(study, key_of, scope).places:
        code: str | None = key_of[place.code_id]
        while code is not None:
            here[code] += 1
            code = above[code]
    if counts.question is None and not here:
        return None
    people = sum(queries.participants_by_role(study.connection, centre.cases).values())
    if counts.question is None and people < minimum:
        return CentrePart(counts, 1, True, (), Refusal.FEW_SPEAK)
    if counts.question is not None and not organisation:
        return CentrePart(counts, 1, True, (), Refusal.ONE_RESPONDENT)
    lines = tuple(
        Line(each.code, each.label, here[each.code], each.count, None) for each in counts.level(1) if each.count
    )
    return CentrePart(counts, 1, True, lines)


def summaries(study: Study, centre: Centre, codebook: str) -> dict[str, list[str]]:
    """Return what is written in the matrix on the centre, by the key of the code of the top level."""
    found: dict[str, list[str]] = {}
    for interviews in (True, False):
        laid = matrix(study, codebook, Scope(), interviews=interviews)
        for case in laid.cases:
            if case.id in centre.cases:
                for code in laid.codes:
                    text = laid.cell(case, code).text
                    if text and text not in found.get(code.key, []):
                        found.setdefault(code.key, []).append(text)
    return found


def people_with_role(study: Study, centre: Centre) -> Mapping[str, int]:
    """Return how many speak in each role in the interviews of the centre."""
    return queries.participants_by_role(study.connection, centre.cases)


def marks(study: Study, variable: str) -> Mapping[int, str]:
    """Return the value of a variable by case id, as printed. Raises NotFoundError for an unknown variable."""
    row = find_variable(study, variable)
    values = document_queries.attribute_values(study.connection, row.id)
    return {
        case: row.labels.get(value, Localized.of(value)).in_language(study.language) for case, value in values.items()
    }
