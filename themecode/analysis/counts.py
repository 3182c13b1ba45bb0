"""Counting categories: how many cases, documents or codings stand under each code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache, cached_property, partial

from themecode.analysis.agreement_stance import not_computed
from themecode.analysis.count_results import Category, CategoryCounts, Group
from themecode.core import states
from themecode.core.errors import InputError, NotFoundError, UndecidedError
from themecode.core.localized import Localized
from themecode.core.names import CONSENSUS
from themecode.core.states import AnswerState
from themecode.storage import records
from themecode.storage.connection import reading
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import counts as count_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.counts import Basis
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.revisiting import outstanding
from themecode.usecases.study import Study
from themecode.usecases.working_round import blind_rounds, counting_rounds, is_blind, rounds_of

__all__ = [
    "BASES",
    "RESULT",
    "Category",
    "CategoryCounts",
    "Group",
    "count_as_seen",
    "count_categories",
    "count_everything",
    "find_variable",
    "pairs_of",
    "standing_for",
    "value_order",
]

BASES: tuple[Basis, ...] = ("cases", "documents", "codings")
_STATES = {state.value: state for state in AnswerState}
RESULT = "result"
"""Stands in ``coder`` where the result was counted rather than one coder's codings."""


def count_everything(
    study: Study,
    *,
    question: str | None = None,
    codebook: str | None = None,
    by: str | None = None,
    basis: str = "cases",
    coder: str | None = None,
    provisional: bool = False,
    rounds: Sequence[int] | None = None,
) -> list[CategoryCounts]:
    """Count every question with every one of its codebooks, and the transcripts, or what is named.

    A question counts with the codebooks named for it; else those its codings use, else all of the study.
    ``rounds`` (ids) are those whose codings may count, default production and reliability rounds, of these the
    ones planned here only when they are closed; but for ``coder`` being the one who acts, whose own all count.

    Raises NotFoundError for an unknown question, codebook, variable or coder; InputError for an unknown
    basis; UndecidedError where documents have several completed codings and no consensus, unless
    ``provisional``.
    """
    chosen: Basis = _basis(basis)
    with reading(study.connection):
        pairs = list(pairs_of(study, question, codebook))
        counter = _Counter(study, chosen, coder, by, rounds)
        found = [counter.count(row, book) for row, book in pairs]
    if not provisional:
        _refuse_undecided(found)
    return found


def count_as_seen(study: Study, question: str | None) -> list[CategoryCounts]:
    """Count for someone who is coding: nothing that others do in an open round where they are not to be seen.

    In a pilot, reliability or repeat round these are the coder's own counts in it, elsewhere the result so far.
    """
    if is_blind(study):
        if study.coder_id() is None:
            return []
        return count_everything(study, question=question, coder=study.coder, rounds=[study.round_id()])
    hidden = blind_rounds(study)
    rounds = [row.id for row in counting_rounds(study) if row.id not in hidden]
    return count_everything(study, question=question, provisional=True, rounds=rounds)


def count_categories(
    study: Study,
    *,
    question: str | None = None,
    codebook: str | None = None,
    by: str | None = None,
    basis: str = "cases",
    coder: str | None = None,
    provisional: bool = False,
) -> CategoryCounts:
    """Count one question (by key or number), or the transcripts with ``codebook``, under its main codebook.

    Raises what `count_everything` raises, and InputError where neither is named.
    """
    if question is None and codebook is None:
        raise InputError("name a question or a codebook to count", fix="or count everything: count_everything(study)")
    found = count_everything(
        study, question=question, codebook=codebook, by=by, basis=basis, coder=coder, provisional=provisional
    )
    if not found:
        raise NotFoundError("nothing in the study is read with this codebook", codebook or "", "name a question too")
    transcripts = [counts for counts in found if counts.question is None] if question is None else []
    return (transcripts or found)[0]


def standing_for(
    study: Study,
    question: QuestionRow | None,
    book: CodebookRow,
    *,
    coder: str | None = None,
    rounds: Sequence[int] | None = None,
) -> AbstractContextManager[count_queries.Standing]:
    """Work out which coding of each document counts at a question (``None``: in the transcripts)."""
    codes = code_queries.codes(study.connection, book.id)
    return _Counter(study, "cases", coder, None, rounds).standing(question, book, codes)


class _Counter:
    """Counts one pair of question and codebook after another, looking up only once what they share."""

    def __init__(
        self, study: Study, basis: Basis, coder: str | None, by: str | None, rounds: Sequence[int] | None = None
    ) -> None:
        self.connection = study.connection
        self.basis = basis
        self._codes = cache(partial(code_queries.codes, study.connection))
        self.coder = coder
        self.rounds = rounds_of(study, coder) if rounds is None and coder is not None else rounds
        self.coder_id = None if coder is None else study.known_coder(coder)
        self.consensus_id = study.coder_id(CONSENSUS)
        self.not_computed = not_computed(study)
        self.variable = None if by is None else find_variable(study, by)
        self.nouns = {
            language: nouns
            for language in ("sv", "en")
            if (nouns := records.case_noun(study.connection, language)) is not None
        }

    def standing(
        self, question: QuestionRow | None, book: CodebookRow, codes: Sequence[CodeRow]
    ) -> AbstractContextManager[count_queries.Standing]:
        """Work out which coding of each document counts."""
        return count_queries.standing(
            self.connection,
            question_id=question.id if question else None,
            codebook_id=book.id,
            lineage=_lineage(codes),
            consensus_id=self.consensus_id,
            coder_id=self.coder_id,
            round_ids=self.rounds,
        )

    def count(self, question: QuestionRow | None, book: CodebookRow) -> CategoryCounts:
        """Count one question (``None``: the transcripts) under one codebook."""
        codes = self._codes(book.id)
        with self.standing(question, book, codes) as standing:
            state_of = self._states(question, standing.states())
            tally = Counter(state_of.values())
            answered = states.answered(tally)
            numbers = standing.counts(self.basis)
            base = standing.documents_answered() if self.basis == "documents" else answered
            consensus, single = standing.mix()
            return CategoryCounts(
                question=question,
                codebook=book,
                basis=self.basis,
                coder=self.coder or RESULT,
                cases=len(state_of),
                asked=states.asked(tally),
                answered=answered,
                put_to=self._put_to(question, state_of),
                answered_not_asked=self._answered_not_asked(question, state_of),
                states={state: tally.get(state, 0) for state in AnswerState},
                documents={
                    "consensus": consensus,
                    "single": single,
                    "undecided": standing.documents("undecided"),
                    "unread": standing.documents("unread"),
                },
                categories=self._categories(codes, numbers, base),
                by=self.variable.name if self.variable else None,
                groups=self._groups(standing, codes, state_of),
                base=base,
                case_nouns=self.nouns if question else {},
                revisit=outstanding(standing, book.id, codes),
                not_computed=self.not_computed,
            )

    def _states(self, question: QuestionRow | None, written: Mapping[int, str]) -> dict[int, AnswerState]:
        """Return the state of every case: those who wrote something, and why the others did not."""
        if question is None:
            return {case: AnswerState(state) for case, state in written.items()}
        asked = count_queries.cases_asked(self.connection, question.asked_when)
        return {
            case: _STATES[written[case]]
            if case in written
            else (AnswerState.EMPTY if asked is None or case in asked else AnswerState.NOT_ASKED)
            for case in self._respondents
        }

    @cached_property
    def _respondents(self) -> list[int]:
        return count_queries.counted_cases(self.connection, "answer")

    def _put_to(self, question: QuestionRow | None, state_of: Mapping[int, AnswerState]) -> int:
        asked = count_queries.cases_asked(self.connection, question.asked_when) if question else None
        return len(state_of) if asked is None else len(asked & state_of.keys())

    def _answered_not_asked(self, question: QuestionRow | None, state_of: Mapping[int, AnswerState]) -> int:
        asked = count_queries.cases_asked(self.connection, question.asked_when) if question else None
        if asked is None:
            return 0
        return sum(state in states.ANSWERED and case not in asked for case, state in state_of.items())

    def _categories(self, codes: Sequence[CodeRow], numbers: Mapping[int, int], answered: int) -> tuple[Category, ...]:
        key_of = {code.id: code.key for code in codes}
        made = [
            Category(
                code=code.key,
                parent=key_of.get(code.parent_id or -1),
                label=code.label,
                count=numbers.get(code.id, 0),
                share=self._share(numbers.get(code.id, 0), answered),
            )
            for code in codes
            if not code.retired or numbers.get(code.id)
        ]
        return tuple(sorted(made, key=lambda category: -category.count))  # stable: ties in codebook order

    def _share(self, count: int, answered: int) -> float | None:
        return None if self.basis == "codings" or not answered else count / answered

    def _groups(
        self, standing: count_queries.Standing, codes: Sequence[CodeRow], state_of: Mapping[int, AnswerState]
    ) -> tuple[Group, ...]:
        if self.variable is None:
            return ()
        values = document_queries.attribute_values(self.connection, self.variable.id)
        tallies: dict[str | None, Counter[AnswerState]] = {}
        for case, state in state_of.items():
            tallies.setdefault(values.get(case), Counter())[state] += 1
        numbers = standing.counts_by(self.basis, self.variable.id)
        bases: Mapping[str | None, int] = {value: states.answered(tally) for value, tally in tallies.items()}
        if self.basis == "documents":
            bases = standing.documents_answered_by(self.variable.id)
        order = sorted(
            tallies,
            key=lambda value: value_order(value, list(self.variable.labels) if self.variable else []),
        )
        return tuple(
            Group(
                value=None if value is None else self.variable.labels.get(value, Localized.of(value)),
                asked=states.asked(tallies[value]),
                answered=states.answered(tallies[value]),
                categories=self._categories(codes, numbers.get(value, {}), bases.get(value, 0)),
                key=value,
            )
            for value in order
        )


def pairs_of(
    study: Study, question: str | None, codebook: str | None
) -> Iterable[tuple[QuestionRow | None, CodebookRow]]:
    """Yield what is to be counted: (question or ``None`` for transcripts, codebook).

    Raises NotFoundError for an unknown question or codebook, InputError for a closed question.
    """
    connection = study.connection
    books = {row.id: row for row in code_queries.codebooks(connection)}
    named = study.codebook(codebook) if codebook is not None else None
    if question is not None:
        row = study.question(question)
        if row.kind != "open":
            raise InputError("this is a closed question", row.key, "print its table: themecode table")
        chosen = [named] if named else [books[id] for id in _books_of(study, row.id, books)]
        if not chosen:
            raise NotFoundError("the study has no codebook yet", fix="load one: themecode codebook load STUDY FILE")
        yield from ((row, book) for book in chosen)
        return
    for row in document_queries.questions(connection):
        if row.kind != "open":
            continue
        ids = _books_of(study, row.id, books)
        yield from ((row, books[id]) for id in ids if named is None or id == named.id)
    if document_queries.transcripts(connection):
        used = code_queries.codebooks_used(connection, None)
        wanted = [named] if named else [books[id] for id in used]
        yield from (
            (None, book) for book in wanted if named is None or book.id in used or not _asked_of(study, book.id)
        )


def _books_of(study: Study, question_id: int, books: Mapping[int, CodebookRow]) -> list[int]:
    return (
        code_queries.codebooks_of_question(study.connection, question_id)
        or code_queries.codebooks_used(study.connection, question_id)
        or list(books)
    )


def _asked_of(study: Study, codebook_id: int) -> bool:
    """Tell whether a codebook is named for, or used with, any question."""
    return any(
        codebook_id in code_queries.codebooks_of_question(study.connection, row.id)
        for row in document_queries.questions(study.connection)
    )


def _lineage(codes: Sequence[CodeRow]) -> list[tuple[int, int]]:
    """Return (code, code it counts for): itself and everything above it."""
    parent = {code.id: code.parent_id for code in codes}
    pairs = []
    for code in codes:
        above: int | None = code.id
        while above is not None and above in parent:
            pairs.append((code.id, above))
            above = parent[above]
    return pairs


def find_variable(study: Study, name: str) -> document_queries.VariableRow:
    """Return a variable by name. Raises NotFoundError where there is none."""
    rows = document_queries.variables(study.connection)
    for row in rows:
        if row.name == name:
            return row
    known = ", ".join(row.name for row in rows) or "none"
    raise NotFoundError("there is no such variable", name, f"there are: {known}")


def value_order(value: str | None, labels: Sequence[str]) -> tuple[int, float, str]:
    """Order values as their labels are, numbers as numbers, the rest by the alphabet, missing last."""
    if value is None:
        return (3, 0, "")
    if value in labels:
        return (0, labels.index(value), "")
    try:
        return (1, float(value.replace(",", ".")), "")
    except ValueError:
        return (2, 0, value.casefold())


def _basis(basis: str) -> Basis:
    for known in BASES:
        if known == basis:
            return known
    raise InputError(f"unknown basis {basis!r}", fix=f"choose one of: {', '.join(BASES)}")


def _refuse_undecided(found: Sequence[CategoryCounts]) -> None:
    undecided = [(counts, counts.documents["undecided"]) for counts in found if counts.documents["undecided"]]
    if undecided:
        places = ", ".join(
            f"{counts.question.key if counts.question else 'transcripts'}/{counts.codebook.key}: {number}"
            for counts, number in undecided
        )
        total = sum(number for _, number in undecided)
        raise UndecidedError(
            f"{total} documents are coded by several and have no consensus yet",
            places,
            "decide them, count one coder with --coder, or count the rest with --provisional",
        )
