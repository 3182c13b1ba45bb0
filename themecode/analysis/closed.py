"""Figures of closed questions: how many gave each fixed answer, of how many, also by the values of a variable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from themecode.analysis.variables import find_variable, value_order
from themecode.core.errors import InputError
from themecode.core.localized import Localized
from themecode.core.ticks import is_not_ticked, is_ticked, ticked_parts
from themecode.storage.connection import reading
from themecode.storage.queries import cases as case_queries
from themecode.storage.queries import closed as queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.study import Study

TICKED = "ticked"
"""What stands for a ticked box of a multiple question, whatever the table says."""

_ORDER = (
    ("ja", "yes"),
    ("ja, delvis", "delvis", "till viss del", "partly", "partially"),
    ("nej", "no"),
)
_LAST = (
    ("annat", "annan", "other"),
    ("inte aktuellt", "ej aktuellt", "not applicable"),
    ("vet inte", "vet ej", "don't know", "do not know"),
)


@dataclass(frozen=True)
class Option:
    """A fixed answer, as written in the table and as printed."""

    value: str
    label: Localized


@dataclass(frozen=True)
class Item:
    """A row of a matrix, a box of a multiple question, or the one item of any other."""

    key: str
    """The column; for a question of one column its own key, or the part of the answer."""
    label: Localized


@dataclass(frozen=True)
class Tally:
    """The answers to one item."""

    answered: int
    """Cases that gave any answer to it."""
    numbers: Mapping[str, int]
    """Value as written (or `TICKED`) -> cases."""

    def count(self, value: str) -> int:
        """Return how many gave an answer."""
        return self.numbers.get(value, 0)


@dataclass(frozen=True)
class Figures:
    """The answers of some cases."""

    asked: int
    answered: int
    """Cases that answered any item."""
    tallies: Mapping[str, Tally]
    """By item."""

    def base(self, of: str) -> int:
        """Return what shares are of: ``asked`` or ``answered``."""
        return self.asked if of == "asked" else self.answered


@dataclass(frozen=True)
class ClosedGroup:
    """The answers of the cases that share a value of a variable; ``None``: of those without a value."""

    key: str | None
    label: Localized | None
    figures: Figures


@dataclass(frozen=True)
class ClosedCounts:
    """What was answered to a closed question. Cases that were not asked are not in any figure."""

    question: QuestionRow
    cases: int
    """Respondents that are counted, asked or not."""
    items: tuple[Item, ...]
    options: tuple[Option, ...]
    """The answers in the order of the questionnaire; for a multiple question `TICKED` alone."""
    whole: Figures
    answered_not_asked: int
    """Cases that answered although the question's rule did not ask them; they are left out."""
    only_ticks: bool
    """Multiple: the table does not tell a box left empty from a question left out."""
    backcoded: int
    """Cases counted at another answer than they ticked, after what they wrote."""
    case_nouns: Mapping[str, tuple[str, str]]
    by: str | None = None
    derived: bool = False
    """Whether the variable that it is split by is worked out from others (a reporting group)."""
    groups: tuple[ClosedGroup, ...] = ()

    @property
    def kind(self) -> str:
        """``single``, ``multiple``, ``matrix`` or ``scale``."""
        return self.question.kind

    @property
    def routed(self) -> bool:
        """Whether not all were asked."""
        return self.whole.asked < self.cases


def closed_questions(study: Study) -> list[QuestionRow]:
    """Return the closed questions in the order of their numbers, then as they came."""
    rows = [row for row in document_queries.questions(study.connection) if row.kind != "open"]
    return sorted(rows, key=lambda row: _number(row.number))


def find_question(study: Study, key: str, *, closed_first: bool = True) -> QuestionRow:
    """Return a question by key or number; a number that two questions share is the closed one, if ``closed_first``.

    Raises NotFoundError where there is none.
    """
    if closed_first:
        wanted = key.strip().casefold()
        rows = document_queries.questions(study.connection)
        if not any(row.key == key for row in rows):
            for row in rows:
                if row.kind != "open" and row.number and row.number.casefold() == wanted:
                    return row
    return study.question(key)


def count_closed(study: Study, question: str | QuestionRow, *, by: str | None = None) -> ClosedCounts:
    """Count the answers to a closed question, by key or number; with ``by`` also by a variable's values.

    Back-coded texts count where they were put. Raises NotFoundError for an unknown question or variable,
    InputError for an open question.
    """
    row = find_question(study, question) if isinstance(question, str) else question
    if row.kind == "open":
        raise InputError("this is an open question", row.key, "count its categories: themecode count")
    with reading(study.connection):
        connection = study.connection
        everyone = set(case_queries.counted_cases(connection, "answer"))
        rule = case_queries.cases_asked(connection, row.asked_when)
        asked = everyone if rule is None else everyone & rule
        columns = queries.closed_variables(connection, row.id)
        written = [document_queries.attribute_values(connection, column.id) for column in columns]
        moved = [queries.backcoded_values(connection, column.name) for column in columns]
        values = [{**answers, **instead} for answers, instead in zip(written, moved, strict=True)]
        variable = None if by is None else find_variable(study, by)
        sorted_by = {} if variable is None else document_queries.attribute_values(connection, variable.id)
        nouns = case_queries.case_nouns(connection)
    answers = _answers(row, columns, values)
    spoken = _spoken(written, answers) if row.kind == "multiple" else None
    items, options = _items(row, columns, values, answers), _options(row, columns, values)
    figures = partial(_figures, items=items, answers=answers, spoken=spoken)
    gave = {case for by_case in answers.values() for case in by_case} | (spoken or set())
    groups: tuple[ClosedGroup, ...] = ()
    if variable is not None:
        labels = list(variable.labels)
        present = sorted({sorted_by.get(case) for case in asked}, key=lambda value: value_order(value, labels))
        groups = tuple(
            ClosedGroup(
                value,
                None if value is None else variable.labels.get(value, Localized.of(value)),
                figures({case for case in asked if sorted_by.get(case) == value}),
            )
            for value in present
        )
    return ClosedCounts(
        question=row,
        cases=len(everyone),
        items=items,
        options=options,
        whole=figures(asked),
        answered_not_asked=len(everyone & gave - asked),
        only_ticks=spoken is not None and not any(is_not_ticked(text) for each in written for text in each.values()),
        backcoded=len({case for instead in moved for case in instead if case in asked}),
        case_nouns=nouns,
        by=None if variable is None else variable.name,
        derived=variable is not None and _is_derived(study, variable.name),
        groups=groups,
    )


def mean(tally: Tally) -> tuple[Fraction, int] | None:
    """Return the mean of a scale's answers that are numbers, and how many they are; ``None`` where there are none."""
    found = [(number, count) for value, count in tally.numbers.items() if (number := _number_of(value)) is not None]
    given = sum(count for _, count in found)
    return (sum((each * count for each, count in found), Fraction(0)) / given, given) if given else None


def _answers(
    question: QuestionRow, columns: Sequence[queries.ClosedVariable], values: Sequence[Mapping[int, str]]
) -> dict[str, dict[int, str]]:
    """Return what each case answered to each item; of a multiple question only the boxes that were ticked."""
    if question.kind != "multiple":
        return {column.name: dict(by_case) for column, by_case in zip(columns, values, strict=True)}
    if len(columns) == 1:
        found: dict[str, dict[int, str]] = {}
        for case, text in values[0].items():
            for part in ticked_parts(text):
                found.setdefault(part, {})[case] = TICKED
        return found
    return {
        column.name: {case: TICKED for case, text in by_case.items() if is_ticked(text)}
        for column, by_case in zip(columns, values, strict=True)
    }


def _spoken(written: Sequence[Mapping[int, str]], answers: Mapping[str, Mapping[int, str]]) -> set[int]:
    """Return the cases that said anything at a multiple question, a *no* at every box included."""
    return {case for by_case in (*written, *answers.values()) for case in by_case}


def _items(
    question: QuestionRow,
    columns: Sequence[queries.ClosedVariable],
    values: Sequence[Mapping[int, str]],
    answers: Mapping[str, Mapping[int, str]],
) -> tuple[Item, ...]:
    if question.kind == "multiple" and len(columns) == 1:
        labels = columns[0].labels
        parts = [*labels, *sorted(answers.keys() - labels.keys(), key=_value_place)]
        return tuple(Item(part, labels.get(part, Localized.of(part))) for part in parts)
    return tuple(Item(each.name, each.labels.get(each.item, Localized.of(each.item or each.name))) for each in columns)


def _options(
    question: QuestionRow, columns: Sequence[queries.ClosedVariable], values: Sequence[Mapping[int, str]]
) -> tuple[Option, ...]:
    """Return the answers in the order of their labels; those without one by what they say, *vet inte* last."""
    if question.kind == "multiple":
        return (Option(TICKED, Localized.of("")),)
    names = {column.item for column in columns} - {""}
    labels = {value: label for column in columns for value, label in column.labels.items() if value not in names}
    there = {text for by_case in values for text in by_case.values() if text}
    return tuple(
        Option(value, labels.get(value, Localized.of(value)))
        for value in [*labels, *sorted(there - labels.keys(), key=_value_place)]
    )


def _figures(
    cases: set[int],
    *,
    items: Iterable[Item],
    answers: Mapping[str, Mapping[int, str]],
    spoken: set[int] | None,
) -> Figures:
    tallies = {}
    answered: set[int] = set() if spoken is None else cases & spoken
    for item in items:
        given = {case: value for case, value in answers.get(item.key, {}).items() if case in cases}
        answered |= given.keys()
        tallies[item.key] = (given.keys(), Counter(given.values()))
    return Figures(
        len(cases),
        len(answered),
        {
            key: Tally(len(answered) if spoken is not None else len(who), numbers)
            for key, (who, numbers) in tallies.items()
        },
    )


def _value_place(value: str) -> tuple[int, Fraction, int, str]:
    """Order answers without labels: numbers, yes and no, the rest by the alphabet, *annat* and *vet inte* last."""
    text = value.strip().casefold()
    if (number := _number_of(text)) is not None:
        return (0, number, 0, text)
    for rank, words in ((1, _ORDER), (3, _LAST)):
        for place, known in enumerate(words):
            if text in known:
                return (rank, Fraction(0), place, text)
    return (2, Fraction(0), 0, text)


def _number_of(text: str) -> Fraction | None:
    """Return the number an answer is, or begins with before a space or a dash (*5 Mycket*), or ``None``."""
    found = re.match(r"\s*([-\u2212]?\d+(?:[.,]\d+)?)(?=\s|$|[-–=:.)])", text)
    return Fraction(found[1].replace(",", ".").replace("\u2212", "-")) if found else None


def _number(number: str) -> tuple[int, int, str]:
    """Order question numbers: 2 before 10, 7 before 7a, none last."""
    found = re.match(r"\d+", number)
    return (0, int(found[0]), number[found.end() :]) if found else (1, 0, number)


def _is_derived(study: Study, name: str) -> bool:
    return queries.is_derived(study.connection, name)
