"""What a study says, laid out to be found by what a report calls it: labels, questions, figures beside the counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from themecode.analysis.closed import TICKED, ClosedCounts, closed_questions, count_closed
from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.core.localized import LANGUAGES, Localized
from themecode.core.states import AnswerState
from themecode.formats.read_report import seen
from themecode.report.questions import is_wording
from themecode.report.table_words import WORDS as TABLE_WORDS
from themecode.report.words import STATES
from themecode.usecases.looking import QuestionRow
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Entry:
    """A category, or a fixed answer, with its number."""

    label: str
    code: str
    count: int
    bases: tuple[int, ...]
    """What its share may be of; none where there are no shares."""
    column: str = ""
    """The answer, where the label is an item of a matrix; as it stands at the head of a column."""


@dataclass
class Topic:
    """One question under one codebook, the interviews under one, or one closed question."""

    question: str | None
    number: str
    codebook: str
    wordings: tuple[str, ...]
    """As `key` gives them, in each language."""
    names: tuple[str, ...]
    """Of the codebook, as `key` gives them."""
    called: str
    """For messages."""
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    """By label, as `key` gives it."""
    figures: dict[str, frozenset[int]] = field(default_factory=dict)
    """What stands beside the counts: ``answered``, ``asked`` and so on."""
    nouns: tuple[str, ...] = ()
    """What a case is called, as `key` gives it."""
    totals: frozenset[int] = frozenset()
    """What may stand in a table's row of totals."""

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How long its labels are, the longest first."""
        return tuple(sorted({len(label) for label in self.entries}, reverse=True))

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """Its labels that have a number in parentheses themselves."""
        return tuple(label for label in self.entries if re.search(r"\(\s*\d", label))

    def add(self, labels: Iterable[str], entry: Entry) -> None:
        """Put an entry under what it is called."""
        for label in {key(label) for label in labels} - {""}:
            self.entries.setdefault(label, []).append(entry)

    def one(self, figure: str) -> int | None:
        """Return a figure, ``None`` where it is not one number."""
        numbers = self.figures.get(figure, frozenset())
        return next(iter(numbers)) if len(numbers) == 1 else None


def key(text: str) -> str:
    """Return a text as it is compared: seen, in small letters, every letter in its place."""
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in seen(text))


def topics(study: Study, *, coder: str | None = None, basis: str = "cases") -> list[Topic]:
    """Return everything that a report of the study may have numbers of.

    Raises NotFoundError for an unknown coder and InputError for an unknown basis.
    """
    found = [_counted(counts) for counts in count_everything(study, coder=coder, basis=basis, provisional=True)]
    return found + [_closed(count_closed(study, row)) for row in closed_questions(study)]


def _counted(counts: CategoryCounts) -> Topic:
    question, book = counts.question, counts.codebook
    names = _every(book.name) or (book.key,)
    called = f"question {question.number or question.key}" if question else f"interviews, {book.key}"
    topic = Topic(
        question.key if question else None,
        _number(question),
        book.key,
        _keys(_wordings(question)) if question else (),
        _keys((*names, book.key)),
        called,
        nouns=_keys(noun for nouns in counts.case_nouns.values() for noun in nouns),
        totals=frozenset((counts.answered, counts.base)),
    )
    bases = () if counts.basis == "codings" or not counts.base else (counts.base,)
    for category in counts.categories:
        labels = _every(category.label)
        topic.add(labels, Entry(labels[0], category.code, category.count, bases))
    states = counts.states
    numbers: dict[str, Iterable[int]] = {
        "answered": (counts.answered,),
        "asked": (counts.put_to,),
        "cases": (counts.cases,),
        "among": (counts.answered - counts.answered_not_asked,),
        "others": (counts.answered_not_asked,),
        "no_code_fits": (states[AnswerState.NO_CODE_FITS],),
        "refers": (states[AnswerState.REFERS_ELSEWHERE],),
        "contentless": (states[AnswerState.CONTENTLESS],),
        "empty": (states[AnswerState.EMPTY],),
        "revisit": [each.documents for each in counts.revisit],
        **{kind: (counts.documents[kind],) for kind in ("consensus", "single", "unread", "undecided")},
        **{f"state:{state.value}": (states[state],) for state in STATES},
    }
    topic.figures = {name: frozenset(values) for name, values in numbers.items()}
    return topic


def _wordings(question: QuestionRow) -> tuple[str, ...]:
    return _every(question.wording) or ((question.key,) if is_wording(question.key) else ())


def _closed(counts: ClosedCounts) -> Topic:
    whole, row = counts.whole, counts.question
    topic = Topic(
        row.key,
        _number(row),
        "",
        _keys(_wordings(row)),
        (),
        f"question {row.number or row.key}",
        nouns=_keys(noun for nouns in counts.case_nouns.values() for noun in nouns),
        totals=frozenset((whole.asked, whole.answered)),
    )
    for entry, labels in _answers(counts):
        topic.add(labels, entry)
    topic.figures = {
        "asked": frozenset((whole.asked,)),
        "cases": frozenset((counts.cases,)),
        "answered": frozenset((whole.answered,)),
        "missing": frozenset(whole.asked - tally.answered for tally in whole.tallies.values()),
        "others": frozenset((counts.answered_not_asked,)),
        "backcoded": frozenset((counts.backcoded,)),
    }
    return topic


def _answers(counts: ClosedCounts) -> Iterator[tuple[Entry, Sequence[str]]]:
    """Yield what a table of a closed question has in its rows and columns."""
    whole = counts.whole
    plain = counts.kind != "matrix" and len(counts.items) == 1
    for item in counts.items:
        tally = whole.tallies[item.key]
        bases = tuple(base for base in (whole.asked, whole.answered, tally.answered) if base)
        labels = _every(item.label)
        if counts.kind == "multiple":
            yield Entry(labels[0], item.key, tally.count(TICKED), bases), labels
            continue
        for option in counts.options:
            code = f"{item.key}={option.value}"
            options = _every(option.label) or (option.value,)
            if plain:
                yield Entry(options[0], code, tally.count(option.value), bases), options
                continue
            for column in options:
                yield Entry(labels[0], code, tally.count(option.value), bases, key(column)), labels
        if plain:
            missing = whole.asked - tally.answered
            yield Entry(TABLE_WORDS["no answer"][0], item.key, missing, bases), TABLE_WORDS["no answer"]
        else:
            for column in TABLE_WORDS["answers"]:
                yield Entry(labels[0], item.key, tally.answered, (), key(column)), labels


def _number(question: QuestionRow | None) -> str:
    return "" if question is None else key(question.number or question.key)


def _every(text: Localized) -> tuple[str, ...]:
    """Return a text in every language that it has."""
    return tuple(dict.fromkeys(told for language in LANGUAGES if (told := text.in_language(language))))


def _keys(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for text in texts if (found := key(text))))


def figures_of(found: Sequence[Topic], name: str) -> Mapping[int, Topic]:
    """Return what a figure is in each of the topics, by number."""
    return {number: topic for topic in reversed(found) for number in topic.figures.get(name, ())}
