"""Passages by case, speaker, role or a variable of the cases, and those that hold a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from themecode.analysis.retrieval import Head, Place, read_all, speaking
from themecode.analysis.variables import find_variable, value_order
from themecode.core.localized import Localized
from themecode.storage.connection import reading
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import retrieval as queries
from themecode.usecases.study import Study

GROUPS = ("case", "speaker", "role")
"""What passages are grouped by, besides the variables of the study."""


@dataclass(frozen=True)
class Group:
    """Passages that share a case, a speaker, a role or a value of a variable."""

    heading: str
    """Empty where there is none to share, such as the speaker of an answer."""
    places: tuple[Place, ...]


def grouped(study: Study, places: Sequence[Place], by: str) -> list[Group]:
    """Group passages by ``case``, ``speaker``, ``role`` or a variable; within a group the order stays.

    Groups stand in the order of their first passage, values of a variable in theirs. Raises NotFoundError for
    an unknown variable.
    """
    with reading(study.connection):
        heads = queries.heads(study.connection, {place.document_id for place in places})
        if by == "case":
            headings = [heads[place.document_id].case for place in places]
        elif by in ("speaker", "role"):
            headings = _spoken(study, places, heads, by)
        else:
            return _by_variable(study, places, heads, by)
    return _groups(headings, places)


def holding(study: Study, groups: Sequence[Group], text: str) -> list[Group]:
    """Return the passages that hold a text, in capitals or not: in their words, code, speaker, role or document."""
    wanted = text.casefold()
    kept = []
    for group in groups:
        places = tuple(
            passage.place
            for passage in read_all(study, group.places, 0)
            if any(
                wanted in part.casefold()
                for part in (passage.text, passage.head.title, passage.speaker, passage.role, passage.code)
            )
        )
        if places:
            kept.append(replace(group, places=places))
    return kept


def _spoken(study: Study, places: Sequence[Place], heads: dict[int, Head], by: str) -> list[str]:
    """Return the speaker, with the interview, or the role of each passage."""
    turns = queries.turns(study.connection, {place.document_id for place in places})
    headings = []
    for place in places:
        turn = speaking(turns.get(place.document_id, ()), place.start, place.end)
        if turn is None:
            headings.append("")
        elif by == "role":
            headings.append(turn.role)
        else:
            role = f" ({turn.role})" if turn.role else ""
            headings.append(f"{heads[place.document_id].title} · {turn.speaker}{role}" if turn.speaker else "")
    return headings


def _by_variable(study: Study, places: Sequence[Place], heads: dict[int, Head], name: str) -> list[Group]:
    variable = find_variable(study, name)
    values = document_queries.attribute_values(study.connection, variable.id)
    found: dict[str | None, list[Place]] = {}
    for place in places:
        found.setdefault(values.get(heads[place.document_id].case_id), []).append(place)
    order = sorted(found, key=lambda value: value_order(value, list(variable.labels)))
    return [Group(_printed(variable, value, study.language), tuple(found[value])) for value in order]


def _groups(headings: Sequence[str], places: Sequence[Place]) -> list[Group]:
    found: dict[str, list[Place]] = {}
    for heading, place in zip(headings, places, strict=True):
        found.setdefault(heading, []).append(place)
    return [Group(heading, tuple(members)) for heading, members in found.items()]


def _printed(variable: document_queries.VariableRow, value: str | None, language: str) -> str:
    return "" if value is None else variable.labels.get(value, Localized.of(value)).in_language(language)
