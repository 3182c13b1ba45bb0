"""Texts that specify a fixed answer (*Annat, nämligen …*), put into the fixed answer they mean. What was ticked stays.

The answer a text is put into stands in a variable of its own beside the one that was answered; tables read it first.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from themecode.core.errors import Fault, InputError, NotFoundError, RefusedError
from themecode.core.ticks import is_not_ticked, is_ticked, ticked_parts
from themecode.storage.connection import reading
from themecode.storage.queries import cases as case_queries
from themecode.storage.queries import closed as queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries.closed import BACKCODED, Specify
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.attributes import ensure_variable, write_variable
from themecode.usecases.study import Study


@dataclass(frozen=True)
class SpecifiedText:
    """What one case wrote, and where it counts."""

    case: str
    text: str
    ticked: bool
    """Whether it ticked the answer that the text specifies."""
    put: tuple[str, ...] = ()
    """The answers it was put into, as written in the study; empty where it counts as ticked."""


@dataclass(frozen=True)
class Specified:
    """An open question that specifies a fixed answer, and all that was ticked and written."""

    question: str
    closed: QuestionRow
    value: str
    """The answer it specifies: of a multiple question the column."""
    texts: tuple[SpecifiedText, ...]
    ticked_without_text: tuple[str, ...]
    """Keys of the cases."""
    options: tuple[tuple[str, Mapping[str, str]], ...]
    """(as written, label by language) of the fixed answers a text can be put into."""

    @property
    def written_without_tick(self) -> tuple[str, ...]:
        """Keys of the cases that wrote but did not tick."""
        return tuple(each.case for each in self.texts if not each.ticked)


def specifying_questions(study: Study) -> list[str]:
    """Return the keys of the open questions that specify a fixed answer."""
    return [each.key for each in queries.specifying(study.connection)]


def specified(study: Study, question: str) -> Specified:
    """Return what was ticked and written at an open question that specifies a fixed answer.

    Raises NotFoundError for an unknown question, InputError for one that specifies none.
    """
    with reading(study.connection):
        return _Place(study, question).view()


def back_code(
    study: Study, question: str, to: str, *, cases: Sequence[str] = (), texts: Sequence[str] = (), keep: bool = False
) -> int:
    """Count texts at the fixed answer ``to`` (as written or as printed); return how many cases changed.

    Those of ``cases`` (keys), and all that are alike ``texts`` but for capitals, spaces and end marks. Where several
    answers may be ticked, the tick at the answer that was specified goes, unless ``keep``. One undoable action.

    Raises NotFoundError for a case that wrote nothing, a text nobody wrote or an answer that is not there,
    RefusedError where a case gave another answer than the one its text specifies; nothing is written then.
    """
    with study.act("back-code") as entry:
        place = _Place(study, question)
        target = place.target(to)
        chosen = place.chosen(cases, texts)
        changes = place.changes(target, chosen, keep=keep)
        moved: set[int] = set()
        for variable, by_case in changes.items():
            before = queries.backcoded_values(study.connection, variable)
            moved |= {case for case, value in by_case.items() if before.get(case) != value}
            written = next(each for each in place.columns if each.name == variable)
            labels = {value: dict(label.texts) for value, label in written.labels.items()}
            rule = json.dumps({"backcoded": variable}, ensure_ascii=False)
            row = ensure_variable(entry, variable + BACKCODED, labels=labels, derived=rule)
            write_variable(entry, row, by_case)
        entry.describe(study.say("back-code", n=len(moved), question=place.specify.key, option=target))
    return len(moved)


def restore(study: Study, question: str, *, cases: Sequence[str] = (), texts: Sequence[str] = ()) -> int:
    """Count texts as they were ticked again; return how many cases changed. Raises what `back_code` raises."""
    with study.act("restore answers") as entry:
        place = _Place(study, question)
        chosen = place.chosen(cases, texts)
        changed: set[int] = set()
        for column in place.columns:
            there = queries.backcoded_values(study.connection, column.name).keys() & chosen
            if there:
                write_variable(entry, ensure_variable(entry, column.name + BACKCODED), {}, cleared=sorted(there))
                changed |= there
        entry.describe(study.say("restore answers", n=len(changed), question=place.specify.key))
    return len(changed)


def alike(text: str) -> str:
    """Return a text without capitals, double spaces and end marks, by which texts are the same."""
    return " ".join(text.casefold().split()).strip(" .!?,;:…\"'”")


class _Place:
    """An open question that specifies, the closed question it belongs to, and everybody's answers."""

    def __init__(self, study: Study, question: str) -> None:
        row = study.question(question)
        found = next((each for each in queries.specifying(study.connection) if each.question_id == row.id), None)
        if found is None:
            raise InputError(
                "this question specifies no fixed answer", row.key, "say which in the mapping: specify_for"
            )
        self.specify: Specify = found
        place = queries.column_of(study.connection, found.column)
        if place is None:
            raise InputError(
                f"it specifies {found.column!r}, which is no closed question", row.key, "name one under closed"
            )
        closed, self.column = place
        self.closed = next(each for each in document_queries.questions(study.connection) if each.id == closed)
        if self.closed.kind in ("matrix", "scale"):
            raise InputError("texts are put into answers of single and multiple questions", self.closed.key)
        self.columns = queries.closed_variables(study.connection, closed)
        self.boxes = self.closed.kind == "multiple" and len(self.columns) > 1
        """Whether there is a column for each answer."""
        self.parts = self.closed.kind == "multiple" and len(self.columns) == 1
        """Whether one column holds all answers that were ticked."""
        counted = set(case_queries.counted_cases(study.connection, "answer"))
        keys = document_queries.case_ids(study.connection)
        self.ids = {key: case for key, case in keys.items() if case in counted}
        self.keys = {case: key for key, case in self.ids.items()}
        self.texts = queries.texts_by_case(study.connection, row.id)
        self.answers = {
            each.name: document_queries.attribute_values(study.connection, each.id) for each in self.columns
        }
        self.put = {each.name: queries.backcoded_values(study.connection, each.name) for each in self.columns}

    def view(self) -> Specified:
        texts = tuple(
            SpecifiedText(self.keys[case], text, self._ticked(case), self._put(case))
            for case, text in self.texts.items()
            if case in self.keys
        )
        silent = tuple(
            key for key, case in self.ids.items() if self._ticked(case) and not self.texts.get(case, "").strip()
        )
        value = self.column.name if self.boxes else self.specify.value
        return Specified(self.specify.key, self.closed, value, texts, silent, tuple(self._options().items()))

    def target(self, to: str) -> str:
        """Return a fixed answer as it is written. Raises NotFoundError where there is none."""
        wanted = alike(to)
        options = self._options()
        for value, labels in options.items():
            if wanted in (alike(value), *map(alike, labels.values())):
                return value
        raise NotFoundError("there is no such answer to put it into", to, f"there are: {', '.join(options) or 'none'}")

    def chosen(self, cases: Sequence[str], texts: Sequence[str]) -> list[int]:
        """Return the cases that are meant."""
        faults: list[Fault] = []
        found: dict[int, None] = {}
        for key in cases:
            case = self.ids.get(key)
            if case is None or not self.texts.get(case, "").strip():
                faults.append(Fault("this case wrote nothing here", key, "see who did: themecode backcode"))
            else:
                found[case] = None
        for text in texts:
            same = [case for case, written in self.texts.items() if alike(written) == alike(text) and case in self.keys]
            if not same:
                faults.append(Fault("nobody wrote this", repr(text), "see what was written: themecode backcode"))
            found.update(dict.fromkeys(same))
        if not cases and not texts:
            faults.append(Fault("no text is named", fix="name cases or texts"))
        if faults:
            raise NotFoundError.of(faults)
        return list(found)

    def changes(self, target: str, chosen: Iterable[int], *, keep: bool) -> dict[str, dict[int, str]]:
        """Return the value that each variable gets for each case."""
        if self.boxes:
            found = {target: dict.fromkeys(chosen, self._word(target, ticked=True))}
            if not keep:
                found[self.column.name] = dict.fromkeys(chosen, self._word(self.column.name, ticked=False))
            return found
        given = self.answers[self.column.name]
        if self.parts:
            return {self.column.name: {case: self._exchanged(given.get(case, ""), target, keep) for case in chosen}}
        others = [case for case in chosen if given.get(case, self.specify.value) != self.specify.value]
        if others:
            raise RefusedError.of(
                [
                    Fault(
                        f"this case answered {given[case]!r}, which its text does not replace",
                        self.keys[case],
                        f"only texts of those who answered {self.specify.value!r}, or nothing, are put elsewhere",
                    )
                    for case in others
                ]
            )
        return {self.column.name: dict.fromkeys(chosen, target)}

    def _exchanged(self, given: str, target: str, keep: bool) -> str:
        parts = [part for part in ticked_parts(given) if keep or part != self.specify.value]
        return "; ".join(dict.fromkeys([*parts, target]))

    def _ticked(self, case: int) -> bool:
        given = self.answers[self.column.name].get(case, "")
        if self.boxes:
            return given == self.specify.value if not is_ticked(self.specify.value) else is_ticked(given)
        return self.specify.value in (ticked_parts(given) if self.parts else (given,))

    def _put(self, case: int) -> tuple[str, ...]:
        if self.boxes:
            return tuple(name for name, moved in self.put.items() if is_ticked(moved.get(case, "")))
        moved = self.put[self.column.name].get(case)
        if moved is None or not self.parts:
            return () if moved is None else (moved,)
        before = ticked_parts(self.answers[self.column.name].get(case, ""))
        return tuple(part for part in ticked_parts(moved) if part not in before)

    def _options(self) -> dict[str, dict[str, str]]:
        if self.boxes:
            return {
                each.name: dict(each.labels[each.item].texts) if each.item in each.labels else {}
                for each in self.columns
                if each.name != self.column.name
            }
        labels = {value: dict(label.texts) for value, label in self.column.labels.items()}
        given = self.answers[self.column.name].values()
        there = sorted({part for value in given for part in (ticked_parts(value) if self.parts else [value])})
        return {
            value: labels.get(value, {}) for value in dict.fromkeys([*labels, *there]) if value != self.specify.value
        }

    def _word(self, column: str, *, ticked: bool) -> str:
        """Return how a tick (or none) is written in a column: as most write it there, or at the whole question."""
        for values in (self.answers[column].values(), [v for by in self.answers.values() for v in by.values()]):
            words = Counter(value for value in values if (is_ticked if ticked else is_not_ticked)(value))
            if words:
                return words.most_common(1)[0][0]
        return "Ja" if ticked else "Nej"
