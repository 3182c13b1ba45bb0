"""The table of all answers to a question, as the coder who looks sees it: no one else's codes or states."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from themecode.core.answer_filter import Condition, Order
from themecode.core.localized import Localized
from themecode.storage.connection import transaction
from themecode.storage.queries import answer_table as queries
from themecode.storage.queries import bulk as bulk_queries
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.answer_table import AnswerLine
from themecode.storage.queries.documents import QuestionRow, VariableRow
from themecode.usecases.study import Study
from themecode.usecases.working_round import reader

__all__ = ["AnswerLine", "VariableRow"]


@dataclass(frozen=True)
class KnownCode:
    """A code that a list can be narrowed to."""

    id: int
    key: str
    label: Localized
    below: frozenset[int]
    """Its own id and those of all codes under it."""


@dataclass(frozen=True)
class Vocabulary:
    """The names that a condition can be written with."""

    codes: tuple[KnownCode, ...] = ()
    """In codebook order, those of the question's codebooks first."""
    variables: tuple[VariableRow, ...] = ()
    values_of: Callable[[int], Sequence[str]] = field(default=lambda _: ())
    """The values of a variable, as written, by its id."""


def listed(
    study: Study, question: QuestionRow, conditions: Sequence[Condition] = (), order: Order | None = None
) -> array[int]:
    """Return the ids of the answers that meet all conditions, in an order (default: as the cases came).

    For 100,000 answers a tenth of a second, or a whole one where texts are put in order: work for a thread.
    """
    order = order or Order()
    code_order = [row.id for row in code_queries.codes(study.connection)] if order.column == "codes" else []
    labels: list[str] = []
    if order.column == "value":
        labels = next((list(row.labels) for row in variables(study) if row.id == order.variable), [])
    return queries.listed(
        study.connection, question.id, reader(study), conditions, order, code_order=code_order, labels=labels
    )


def lines(study: Study, ids: Sequence[int], variables: Sequence[int] = ()) -> dict[int, AnswerLine]:
    """Return the rows of these answers by document id, with their cases' values of some variables.

    One that was taken away since it was listed is left out.
    """
    return queries.lines(study.connection, ids, reader(study), variables)


def variables(study: Study) -> list[VariableRow]:
    """Return the variables that cases have."""
    return document_queries.variables(study.connection)


def vocabulary(study: Study, question: QuestionRow) -> Vocabulary:
    """Return the names of codes and variables; the values of a variable are read when asked for."""
    rows = code_queries.codes(study.connection)
    first = code_queries.codebooks_of_question(study.connection, question.id)
    below: dict[int, set[int]] = {row.id: {row.id} for row in rows}
    for row in reversed(rows):  # children stand after their parents
        if row.parent_id in below:
            below[row.parent_id] |= below[row.id]
    ordered = sorted(rows, key=lambda row: row.codebook_id not in first)
    codes = tuple(KnownCode(row.id, row.key, row.label, frozenset(below[row.id])) for row in ordered)
    return Vocabulary(codes, tuple(variables(study)), lambda id: queries.values_in_use(study.connection, id))


def like_answers(study: Study, question: QuestionRow) -> dict[str, list[int]]:
    """Return, by `normal_form`, the ids of answers that several cases gave. Reads every answer: work for a thread."""
    return queries.like_answers(study.connection, question.id)


def codes_on(study: Study, ids: Sequence[int]) -> dict[int, int]:
    """Return on how many of these answers the coder put each code, by code id."""
    return bulk_queries.codes_on(study.connection, ids, reader(study))


def columns(study: Study, question: QuestionRow) -> list[str]:
    """Return the variables that this coder has as columns of a question's table, by name."""
    kept = study_queries.setting(study.connection, _columns_key(study, question))
    return list(json.loads(kept)) if kept else []


def keep_columns(study: Study, question: QuestionRow, names: Sequence[str]) -> None:
    """Keep which variables are columns of a question's table. A habit, not content: leaves no history."""
    if not study.read_only:
        with transaction(study.connection):
            study_queries.set_setting(study.connection, _columns_key(study, question), json.dumps(list(names)))


def _columns_key(study: Study, question: QuestionRow) -> str:
    return f"columns.{study.coder}.{question.key}"
