"""Counting one question, or the transcripts, under one codebook: states, categories, shares, groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache, cached_property, partial

from themecode.analysis.agreement_stance import not_computed
from themecode.analysis.count_results import RESULT, Category, CategoryCounts, Group
from themecode.analysis.variables import find_variable, value_order
from themecode.core import states
from themecode.core.localized import Localized
from themecode.core.names import CONSENSUS
from themecode.core.states import AnswerState
from themecode.storage.queries import cases as case_queries
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.counts import Basis, Standing
from themecode.storage.queries.counts import standing as lay_out
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.revisiting import outstanding
from themecode.usecases.study import Study
from themecode.usecases.working_round import rounds_of

_STATES = {state.value: state for state in AnswerState}


def standing_for(
    study: Study,
    question: QuestionRow | None,
    book: CodebookRow,
    *,
    coder: str | None = None,
    rounds: Sequence[int] | None = None,
) -> AbstractContextManager[Standing]:
    """Work out which coding of each document counts at a question (``None``: in the transcripts)."""
    codes = code_queries.codes(study.connection, book.id)
    return Counting(study, "cases", coder, None, rounds).standing(question, book, codes)


class Counting:
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
        self.nouns = case_queries.case_nouns(study.connection)

    def standing(
        self, question: QuestionRow | None, book: CodebookRow, codes: Sequence[CodeRow]
    ) -> AbstractContextManager[Standing]:
        """Work out which coding of each document counts."""
        return lay_out(
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
        asked = case_queries.cases_asked(self.connection, question.asked_when)
        return {
            case: _STATES[written[case]]
            if case in written
            else (AnswerState.EMPTY if asked is None or case in asked else AnswerState.NOT_ASKED)
            for case in self._respondents
        }

    @cached_property
    def _respondents(self) -> list[int]:
        return case_queries.counted_cases(self.connection, "answer")

    def _put_to(self, question: QuestionRow | None, state_of: Mapping[int, AnswerState]) -> int:
        asked = case_queries.cases_asked(self.connection, question.asked_when) if question else None
        return len(state_of) if asked is None else len(asked & state_of.keys())

    def _answered_not_asked(self, question: QuestionRow | None, state_of: Mapping[int, AnswerState]) -> int:
        asked = case_queries.cases_asked(self.connection, question.asked_when) if question else None
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
        self, standing: Standing, codes: Sequence[CodeRow], state_of: Mapping[int, AnswerState]
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
