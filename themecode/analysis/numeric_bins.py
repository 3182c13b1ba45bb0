"""Written numbers in intervals: every answer in one interval, or in the rest with what is no number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from themecode.analysis.closed import find_question
from themecode.analysis.variables import find_variable
from themecode.core.errors import Fault, InputError, NotFoundError
from themecode.storage.connection import reading
from themecode.storage.queries import cases as case_queries
from themecode.storage.queries import closed as queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.study import Study

_BIN = re.compile(r"\s*(\d+)\s*(?:(?:[-–\u2010\u2011])\s*(\d*)\s*)?")
_SPACES = "[ \u00a0\u202f]"
_NUMBER = re.compile(rf"(?<!\w)(?:\d{{1,3}}(?:{_SPACES}\d{{3}})+(?!\d)|\d+)(?:[.,]\d+)?")
_RANGE = re.compile(rf"({_NUMBER.pattern})\s*(?:[-–—]|till|to)\s*({_NUMBER.pattern})")
_MINUS = re.compile(r"(?:^|[^\w)\s]|\s)[-\u2212]\s?$")


@dataclass(frozen=True)
class Bin:
    """An interval of whole numbers with both its ends; ``high`` is ``None`` where it has no end."""

    low: int
    high: int | None

    def holds(self, number: Decimal) -> bool:
        """Tell whether a number is in it; a part of a whole is rounded first, halves up."""
        whole = int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        return self.low <= whole and (self.high is None or whole <= self.high)


@dataclass(frozen=True)
class Binned:
    """The answers by interval."""

    question: QuestionRow | None
    """``None`` where it is a variable that no question asks for."""
    variable: str | None
    bins: tuple[Bin, ...]
    """From the lowest up."""
    numbers: tuple[int, ...]
    """Cases in each."""
    residual: int
    """Cases that answered something that is in none, or no number."""
    unclear: tuple[tuple[str, str], ...]
    """(case, what it wrote) of the rest that do hold a number, for a person to look at."""
    cases: int
    asked: int
    answered: int
    """The sum of all intervals and the rest."""
    answered_not_asked: int
    case_nouns: Mapping[str, tuple[str, str]]

    def base(self, of: str) -> int:
        """Return what shares are of: ``asked`` or ``answered``."""
        return self.asked if of == "asked" else self.answered


def read_bins(text: str) -> tuple[Bin, ...]:
    """Read ``5-25,26-50,51-`` as intervals in rising order; a number alone is an interval of its own.

    Raises InputError for what is none, for an interval that ends before it begins, and where two overlap.
    """
    found: list[Bin] = []
    faults: list[Fault] = []
    for part in filter(str.strip, text.split(",")):
        match = _BIN.fullmatch(part)
        if match is None:
            faults.append(Fault(f"{part.strip()!r} is no interval", "--bins", "write 5-25,26-50,51-"))
            continue
        low, high = int(match[1]), match[2]
        each = Bin(low, low if high is None else int(high) if high else None)
        if each.high is not None and each.high < low:
            faults.append(Fault(f"the interval {part.strip()!r} ends before it begins", "--bins", "turn it round"))
        found.append(each)
    if not found and not faults:
        faults.append(Fault("no interval is given", "--bins", "write 5-25,26-50,51-"))
    found.sort(key=lambda each: each.low)
    for lower, higher in pairwise(found):
        if lower.high is None or higher.low <= lower.high:
            faults.append(Fault(f"two intervals hold {higher.low}", "--bins", "let each begin after the one before"))
    if faults:
        raise InputError.of(faults)
    return tuple(found)


def place_of(text: str, bins: Sequence[Bin]) -> int | None:
    """Return which interval an answer belongs in, ``None`` for the rest.

    An answer belongs in an interval when all the numbers in it do: *ca 20 %* and *20–25 procent* in 5–25, but
    *20 eller 40* in the rest.
    """
    numbers = numbers_in(text)
    places = {next((place for place, each in enumerate(bins) if each.holds(number)), None) for number in numbers}
    return places.pop() if len(places) == 1 else None


def numbers_in(text: str) -> list[Decimal]:
    """Return the numbers in a text, in order; a minus sign before one counts, a dash within a range does not."""
    spans = {match.start(2) for match in _RANGE.finditer(text)}
    found = []
    for match in _NUMBER.finditer(text):
        number = Decimal(re.sub(_SPACES, "", match[0]).replace(",", "."))
        negative = match.start() not in spans and _MINUS.search(text[: match.start()]) is not None
        found.append(-number if negative else number)
    return found


def bin_answers(study: Study, name: str, bins: Sequence[Bin]) -> Binned:
    """Put the answers to a question (by key or number), open or single, or a variable's values into intervals.

    Raises NotFoundError for an unknown name, InputError for a question of several columns.
    """
    with reading(study.connection):
        connection = study.connection
        question, variable = _what(study, name)
        everyone = set(case_queries.counted_cases(connection, "answer"))
        rule = case_queries.cases_asked(connection, question.asked_when) if question else None
        asked = everyone if rule is None else everyone & rule
        if question is not None and question.kind == "open":
            written = queries.texts_by_case(connection, question.id)
        else:
            (column,) = _columns(study, question, variable)
            written = document_queries.attribute_values(connection, column)
        keys = {case: key for key, case in document_queries.case_ids(connection).items()}
        nouns = case_queries.case_nouns(connection)
    given = {case: text for case, text in written.items() if text.strip() and case in everyone}
    numbers = [0] * len(bins)
    unclear = []
    for case in sorted(given.keys() & asked):
        place = place_of(given[case], bins)
        if place is not None:
            numbers[place] += 1
        elif len(numbers_in(given[case])) > 1:
            unclear.append((keys[case], " ".join(given[case].split())))
    answered = len(given.keys() & asked)
    return Binned(
        question,
        variable,
        tuple(bins),
        tuple(numbers),
        answered - sum(numbers),
        tuple(unclear),
        len(everyone),
        len(asked),
        answered,
        len(given.keys() - asked),
        nouns,
    )


def _what(study: Study, name: str) -> tuple[QuestionRow | None, str | None]:
    """Find the question of a name, else the variable."""
    try:
        return find_question(study, name, closed_first=False), None
    except NotFoundError:
        if not any(row.name == name for row in document_queries.variables(study.connection)):
            raise
        return None, name


def _columns(study: Study, question: QuestionRow | None, variable: str | None) -> list[int]:
    if question is None:
        return [find_variable(study, str(variable)).id]
    found = [each.id for each in queries.closed_variables(study.connection, question.id)]
    if len(found) != 1:
        raise InputError("a question of several columns has no intervals", question.key, "name one of its columns")
    return found
