"""Which codes stand for which case: code by interview, and the tidy table of a row per case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from themecode.analysis.counting import standing_for
from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.core.states import AnswerState
from themecode.storage.connection import reading
from themecode.storage.queries import cases as case_queries
from themecode.storage.queries import closed as closed_queries
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.usecases.study import Study

READ = frozenset((AnswerState.CODED, AnswerState.NO_CODE_FITS, AnswerState.REFERS_ELSEWHERE))
"""States in which it is known whether a code stands or not."""


@dataclass(frozen=True)
class Presence:
    """The codes of each case at one question (or in the transcripts) under one codebook."""

    counts: CategoryCounts
    cases: tuple[tuple[int, str], ...]
    """(id, key) of the cases that are counted, in the order they came."""
    names: Mapping[int, str]
    """Case id -> what it is called: the names of its transcripts, else its key."""
    states: Mapping[int, AnswerState]
    codes_of: Mapping[int, frozenset[str]]
    """Case id -> keys of the codes that stand for it, those above them included."""
    order: tuple[str, ...] = ()
    """The keys of the codes that are counted, in the order of the codebook."""

    def stands(self, case: int, code: str) -> bool | None:
        """Tell whether a code stands for a case; ``None`` where it is not known, as nobody asked, answered or read."""
        if self.states.get(case) not in READ:
            return None
        return code in self.codes_of.get(case, frozenset())


def presences(
    study: Study,
    *,
    question: str | None = None,
    codebook: str | None = None,
    coder: str | None = None,
    provisional: bool = False,
) -> list[Presence]:
    """Return which codes stand for which case, for every question and codebook, or what is named.

    The codes are those that `count_everything` counts, so each column sums to its count. Raises what it raises.
    """
    with reading(study.connection):
        found = count_everything(study, question=question, codebook=codebook, coder=coder, provisional=provisional)
        return [_presence(study, counts, coder) for counts in found]


def _presence(study: Study, counts: CategoryCounts, coder: str | None) -> Presence:
    connection = study.connection
    keys = {code.id: code.key for code in code_queries.codes(connection, counts.codebook.id)}
    with standing_for(study, counts.question, counts.codebook, coder=coder) as standing:
        by_case = closed_queries.codes_by_case(standing)
        written = standing.states()
    counted_codes = {category.code for category in counts.categories}
    kind = "transcript" if counts.question is None else "answer"
    counted = case_queries.counted_cases(connection, kind)
    if counts.question is None:
        counted = [case for case in counted if case in written]
    rule = case_queries.cases_asked(connection, counts.question.asked_when) if counts.question else None
    key_of = {case: key for case, key, *_ in case_queries.case_rows(connection)}
    titles: dict[int, list[str]] = {}
    if counts.question is None:
        for document in document_queries.transcripts(connection):
            titles.setdefault(document.case_id, []).append(document.title)
    return Presence(
        counts,
        tuple((case, key_of[case]) for case in counted),
        {case: ", ".join(titles.get(case, [])) or key_of[case] for case in counted},
        {
            case: AnswerState(written[case])
            if case in written
            else AnswerState.EMPTY
            if rule is None or case in rule
            else AnswerState.NOT_ASKED
            for case in counted
        },
        {case: frozenset(keys[code] for code in codes) for case, codes in by_case.items()},
        tuple(key for key in keys.values() if key in counted_codes),
    )


@dataclass(frozen=True)
class TidyColumn:
    """A column of the tidy table and the value of each case in it; a case that is missing has none."""

    name: str
    values: Mapping[int, str | int]


@dataclass(frozen=True)
class Tidy:
    """One row per case."""

    cases: tuple[tuple[int, str, str], ...]
    """(id, key, kind)"""
    columns: tuple[TidyColumn, ...]


def tidy(study: Study, *, questions: Sequence[str] = (), coder: str | None = None, provisional: bool = False) -> Tidy:
    """Return one row per case that is counted: its attributes, and 0 or 1 per code of each question.

    A question's columns are ``KEY:state`` and ``KEY:CODE`` (``transcripts:CODE`` for interviews); with several
    codebooks the states are ``KEY:CODEBOOK:state``. Where it is not
    known whether a code stands (not asked, nothing written, contentless, unread, undecided) the cell is missing.
    Raises what `count_everything` raises.
    """
    with reading(study.connection):
        connection = study.connection
        parts = [
            part
            for question in questions or (None,)
            for part in presences(study, question=question, coder=coder, provisional=provisional)
        ]
        variables = document_queries.variables(connection)
        columns = [
            TidyColumn(variable.name, document_queries.attribute_values(connection, variable.id))
            for variable in variables
        ]
        rows = case_queries.case_rows(connection)
    books = Counter(part.counts.question.key if part.counts.question else None for part in parts)
    for part in parts:
        columns += _columns(part, several_books=books[part.counts.question.key if part.counts.question else None] > 1)
    in_parts = {case for part in parts for case, _ in part.cases} if questions else None
    cases = tuple(
        (case, key, kind)
        for case, key, kind, excluded, _ in rows
        if not excluded and (in_parts is None or case in in_parts)
    )
    return Tidy(cases, tuple(columns))


def _columns(part: Presence, *, several_books: bool) -> list[TidyColumn]:
    counts = part.counts
    place = counts.question.key if counts.question else "transcripts"
    state = f"{place}:{counts.codebook.key}:state" if several_books else f"{place}:state"
    return [
        TidyColumn(state, {case: each.value for case, each in part.states.items()}),
        *(
            TidyColumn(
                f"{place}:{code}",
                {case: int(stands) for case, _ in part.cases if (stands := part.stands(case, code)) is not None},
            )
            for code in part.order
        ),
    ]
