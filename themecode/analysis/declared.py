"""What a study knows about itself: who answered, who did not, and how the texts were coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from themecode.analysis.agreement import AgreementError
from themecode.analysis.agreement_choice import choose, choose_round
from themecode.analysis.agreement_figures import compare
from themecode.analysis.agreement_result import Comparison, Wish
from themecode.analysis.agreement_stance import NotComputed, not_computed
from themecode.analysis.closed import closed_questions, count_closed
from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.analysis.variables import value_order
from themecode.core.errors import RefusedError
from themecode.storage.connection import reading
from themecode.storage.queries import cases as case_queries
from themecode.storage.queries import closed as closed_queries
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import declared as queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries.agreement import Subject
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.declared import CodedBy
from themecode.storage.queries.documents import QuestionRow
from themecode.storage.queries.releases import releases
from themecode.usecases.declaration import declared_words
from themecode.usecases.quotes_chosen import quotes
from themecode.usecases.register import registered
from themecode.usecases.study import Study

OVER_COVERAGE = ("over-coverage", "overcoverage", "over coverage", "övertäckning")
"""Words in the reason of an exclusion that say that the case does not belong to the population."""


@dataclass(frozen=True)
class Response:
    """How many answered a question, of those it was put to."""

    question: QuestionRow
    asked: int
    answered: int

    @property
    def missing(self) -> int:
        """Those asked who did not answer."""
        return self.asked - self.answered


@dataclass(frozen=True)
class Coded:
    """How the answers to a question (or the transcripts) were coded with a codebook."""

    counts: CategoryCounts
    by: tuple[CodedBy, ...]
    agreement: Comparison | None
    """Of the latest closed reliability round about it."""

    @property
    def coders(self) -> list[str]:
        """The persons who coded, each once."""
        return list(dict.fromkeys(each.coder for each in self.by if each.person))

    @property
    def rounds(self) -> list[tuple[str, str]]:
        """(name, kind) of the rounds it was coded in."""
        return list(dict.fromkeys((each.round, each.kind) for each in self.by))

    @property
    def versions(self) -> tuple[int, int]:
        """The first and the last version of the codebook that texts were read with; the present one where none was."""
        found = [version for each in self.by for version in each.versions]
        now = self.counts.codebook.version
        return (min(found, default=now), max(found, default=now))


@dataclass(frozen=True)
class Declared:
    """What a study says about itself, and what people said about it."""

    said: Mapping[str, Any]
    received: int
    """Respondents in the study, those left out included."""
    excluded: Mapping[str, int]
    """Reason -> respondents left out for it."""
    empty: int
    """Respondents that are counted but answered nothing."""
    answered: int
    responses: tuple[Response, ...]
    coded: tuple[Coded, ...]
    groups: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    """Reporting groups: variable, and (value, respondents) of each."""
    variables: tuple[str, ...]
    years: tuple[str, ...]
    """Earlier years that there are figures of."""
    releases: tuple[str, ...]
    interviews: int
    participants: int
    closed: int
    open: int
    """Questions."""
    books: tuple[tuple[CodebookRow, tuple[CodeRow, ...]], ...]
    recordings: int
    recordings_gone: int
    quotes: int
    not_computed: NotComputed | None
    case_nouns: Mapping[str, tuple[str, str]]

    @property
    def over_coverage(self) -> int:
        """Cases of the population that turned out not to belong to it, in the study and outside."""
        return self.over_coverage_inside + int(self.said.get("over_coverage", 0))

    @property
    def over_coverage_inside(self) -> int:
        """Those of them that are in the study and left out."""
        return sum(number for reason, number in self.excluded.items() if is_over_coverage(reason))

    @property
    def population(self) -> int | None:
        """How many the survey is about; ``None`` where nobody said."""
        return self.said.get("population")

    @property
    def rate_base(self) -> int | None:
        """What the response rate is of."""
        if self.population is None:
            return None
        return self.population - (self.over_coverage if self.said.get("rate") == "eligible" else 0)


def declared(study: Study) -> Declared:
    """Work out what a study says about itself; nothing is kept, so that agreement is not noted as computed."""
    with reading(study.connection):
        connection = study.connection
        rows = [row for row in case_queries.case_rows(connection) if row[2] == "respondent"]
        counted = set(case_queries.counted_cases(connection, "answer"))
        answered = closed_queries.cases_with_anything(connection)
        found = count_everything(study, provisional=True)
        responses = [_closed_response(study, row) for row in closed_questions(study)]
        responses += [
            Response(each.question, each.put_to, each.answered - each.answered_not_asked)
            for each in _once(found)
            if each.question is not None
        ]
        told = {each.question.id for each in responses}
        responses += [
            _open_response(study, row, counted) for row in document_queries.questions(connection) if row.id not in told
        ]
        order = [row.id for row in document_queries.questions(connection)]
        responses.sort(key=lambda each: (_place(each.question), order.index(each.question.id)))
        kinds = Counter(row.kind == "open" for row in document_queries.questions(connection))
        register = [row for row in registered(study) if row.kind == "recording"]
        return Declared(
            said=declared_words(study),
            received=len(rows),
            excluded=Counter(reason or "" for _, _, _, excluded, reason in rows if excluded),
            empty=len(counted - answered),
            answered=len(answered),
            responses=tuple(responses),
            coded=tuple(_coded(study, counts) for counts in found),
            groups=tuple(_groups(study, counted)),
            variables=tuple(row.name for row in document_queries.variables(connection) if row.question_id is None),
            years=tuple(
                dict.fromkeys(
                    figure.year
                    for row in document_queries.questions(connection)
                    for figure in closed_queries.earlier_figures(connection, row.id)
                )
            ),
            releases=tuple(row.name for row in releases(connection)),
            interviews=len(case_queries.counted_cases(connection, "transcript")),
            participants=queries.participants(connection),
            closed=kinds[False],
            open=kinds[True],
            books=tuple(
                (book, tuple(code_queries.codes(connection, book.id))) for book in code_queries.codebooks(connection)
            ),
            recordings=len(register),
            recordings_gone=sum(row.gone is not None for row in register),
            quotes=len(quotes(study, chosen_only=True)),
            not_computed=not_computed(study),
            case_nouns=case_queries.case_nouns(connection),
        )


def is_over_coverage(reason: str) -> bool:
    """Tell whether a case was left out because it does not belong to the population."""
    return any(word in reason.casefold() for word in OVER_COVERAGE)


def _once(found: list[CategoryCounts]) -> list[CategoryCounts]:
    """Return one count per question: how many answered does not depend on the codebook, but on what was read."""
    return list({each.question.id: each for each in reversed(found) if each.question is not None}.values())[::-1]


def _closed_response(study: Study, row: QuestionRow) -> Response:
    counts = count_closed(study, row)
    return Response(row, counts.whole.asked, counts.whole.answered)


def _open_response(study: Study, row: QuestionRow, counted: set[int]) -> Response:
    """Return who answered an open question that is coded with no codebook: whoever wrote anything."""
    rule = case_queries.cases_asked(study.connection, row.asked_when)
    asked = counted if rule is None else counted & rule
    written = closed_queries.texts_by_case(study.connection, row.id)
    return Response(row, len(asked), len(asked & {case for case, text in written.items() if text.strip()}))


def _place(question: QuestionRow) -> tuple[int, int, str]:
    digits = "".join(letter for letter in question.number if letter.isdigit())
    return (0 if digits else 1, int(digits or 0), question.number)


def _coded(study: Study, counts: CategoryCounts) -> Coded:
    question = counts.question.id if counts.question else None
    by = queries.coded_by(study.connection, question, counts.codebook.id)
    return Coded(counts, tuple(by), _agreement(study, Subject(question, counts.codebook.id)))


def _agreement(study: Study, subject: Subject) -> Comparison | None:
    """Return the agreement on something in its latest closed reliability round, ``None`` where there is none."""
    try:
        row, _ = choose_round(study, None, lambda each: each == subject)
        (choice, *_) = choose(study, subject, row)
        unit = None if subject.question_id is not None else "sentence"
        return compare(study, choice, Wish(unit=unit))[0]
    except (RefusedError, AgreementError):
        return None


def _groups(study: Study, counted: set[int]) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
    found = []
    for variable, name in queries.derived_variables(study.connection):
        values = document_queries.attribute_values(study.connection, variable)
        numbers = Counter(value for case, value in values.items() if case in counted)
        found.append((name, tuple((value, numbers[value]) for value in sorted(numbers, key=_in_order))))
    return found


def _in_order(value: str) -> tuple[int, float, str]:
    return value_order(value, ())
