"""What coders gave the same texts, side by side: where they differ, and which codes they confuse.

Only closed rounds are compared, and production, where a team may come to code the same document; in it, as
in all others, only documents that two or more completed. An answer is one unit: the codes each coder gave
it, and what they said of it where they gave none. In a transcript a unit is a passage: all codings that
overlap one another, directly or through others between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from themecode.core.documents import Span
from themecode.core.errors import RefusedError
from themecode.core.names import CONSENSUS
from themecode.storage.connection import reading
from themecode.storage.queries import agreement as agreement_queries
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import deciding as queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.agreement import Subject
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.deciding import DecisionRow, Given
from themecode.storage.queries.documents import QuestionRow
from themecode.storage.queries.study import RoundRow
from themecode.usecases.study import Study

__all__ = ["DecisionRow", "RoundRow", "Subject"]

Placed = tuple[Span, int]
"""(where, id of the code)."""


@dataclass(frozen=True)
class Side:
    """What one coder gave a unit."""

    coder: str
    codings: tuple[Placed, ...]
    state: str
    """What they said of the whole document, see `core.states.Completion`."""

    @property
    def codes(self) -> frozenset[int]:
        """The codes, wherever they stand."""
        return frozenset(code for _, code in self.codings)


@dataclass(frozen=True)
class Unit:
    """An answer, or a passage of a transcript, that two or more have read."""

    document_id: int
    title: str
    """The transcript's name, or the case's key."""
    span: Span | None
    """Of the passage; ``None``: the whole answer."""
    length: int
    """Of the document, in code points."""
    sides: tuple[Side, ...]
    """By coders' names."""
    decision: DecisionRow | None = None
    """The latest one on it."""
    decided: bool = False
    """Whether it has its consensus: decided here, or brought in otherwise."""

    @cached_property
    def agreed(self) -> bool:
        """Whether nothing is left to decide: the same codes on an answer, on the same places in a passage."""
        if self.span is not None:
            return len({frozenset(side.codings) for side in self.sides}) == 1
        return len({(side.codes, side.codes == frozenset() and side.state) for side in self.sides}) == 1

    @cached_property
    def shared(self) -> frozenset[int]:
        """The codes that all gave it."""
        return frozenset.intersection(*(side.codes for side in self.sides))

    @cached_property
    def disputed(self) -> frozenset[int]:
        """The codes that some gave it and others did not; none where only places or states differ."""
        return frozenset.union(*(side.codes for side in self.sides)) - self.shared

    @property
    def place(self) -> tuple[int, Span | None]:
        """What tells it from all other units of its subject."""
        return self.document_id, self.span


@dataclass(frozen=True)
class Confused:
    """Two codes that coders gave the same units instead of each other, or one that only some gave."""

    first: int
    second: int | None
    """``None``: the other coder gave nothing instead."""
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Comparison:
    """The units of a subject in a round."""

    round: RoundRow
    subject: Subject
    question: QuestionRow | None
    codebook: CodebookRow
    codes: Mapping[int, CodeRow]
    """Those of the codebook, by id, in its order."""
    units: tuple[Unit, ...]
    """In the order of the study."""
    coders: tuple[str, ...]
    alone: int
    """Documents that only one coder completed; they are not compared."""

    @cached_property
    def disagreement(self) -> Counter[int]:
        """In how many units each code is disputed."""
        return Counter(code for unit in self.units for code in unit.disputed)

    @cached_property
    def differences(self) -> tuple[Unit, ...]:
        """The units that differ, those with the most disputed codes first, then in the order of the study.

        Those that differ in places or states alone come last.
        """
        rank = {code: place for place, (code, _) in enumerate(self._by_dispute)}
        last = len(rank)
        return tuple(
            sorted(
                (unit for unit in self.units if not unit.agreed),
                key=lambda unit: min((rank[code] for code in unit.disputed), default=last),
            )
        )

    @cached_property
    def agreed(self) -> tuple[Unit, ...]:
        """The units on which all agree."""
        return tuple(unit for unit in self.units if unit.agreed)

    @property
    def _by_dispute(self) -> list[tuple[int, int]]:
        order = {code: place for place, code in enumerate(self.codes)}
        return sorted(self.disagreement.items(), key=lambda each: (-each[1], order.get(each[0], len(order))))

    def confusion(self) -> list[Confused]:
        """Return which codes stand against which, most frequent first; every pair of coders is looked at.

        Where one coder has two codes that the other lacks, and the other one that the first lacks, both
        count as confused with it.
        """
        order = {code: place for place, code in enumerate(self.codes)}
        behind: dict[tuple[int, int | None], dict[tuple[int, Span | None], Unit]] = {}
        for unit in self.differences:
            for one, other in combinations(unit.sides, 2):
                mine, theirs = one.codes - other.codes, other.codes - one.codes
                pairs: Iterable[tuple[int, int | None]]
                if mine and theirs:
                    pairs = ((a, b) if order[a] <= order[b] else (b, a) for a in mine for b in theirs)
                else:
                    pairs = ((a, None) for a in mine | theirs)
                for pair in pairs:
                    behind.setdefault(pair, {})[unit.place] = unit
        found = [Confused(first, second, tuple(units.values())) for (first, second), units in behind.items()]
        return sorted(
            found, key=lambda each: (-len(each.units), order[each.first], order.get(each.second or -1, len(order)))
        )


def comparable_rounds(study: Study) -> list[tuple[RoundRow, tuple[Subject, ...]]]:
    """Return the rounds that may be compared, latest first, with what two or more completed in them."""
    found = []
    for row in reversed(study_queries.rounds(study.connection)):
        if row.kind == "repeat" or (row.closed is None and row.kind != "production"):
            continue
        subjects = tuple(
            subject
            for subject in agreement_queries.subjects_of(study.connection, row.id)
            if len(agreement_queries.coders_in(study.connection, subject, row.id)) > 1
        )
        if subjects:
            found.append((row, subjects))
    return found


def require_comparable(study: Study, name: str) -> RoundRow:
    """Return a round that may be compared.

    Raises NotFoundError, RefusedError while it is open, or where it is a repeat: there a coder is compared
    with themselves, and nothing is to be decided.
    """
    row = study.find_round(name)
    if row.kind == "repeat":
        raise RefusedError("in a repeat round nothing is decided between coders", name, "see themecode agree")
    if row.closed is None and row.kind != "production":
        raise RefusedError(
            "this round is open, and comparing begins when it is closed", name, "close it: themecode round close"
        )
    return row


def compare(study: Study, round: str, subject: Subject, *, document_ids: Sequence[int] | None = None) -> Comparison:
    """Lay side by side what coders gave a subject in a round (some documents of it only).

    Raises what `require_comparable` raises.
    """
    with reading(study.connection):
        return _compared(study, require_comparable(study, round), subject, document_ids)


def _compared(study: Study, row: RoundRow, subject: Subject, document_ids: Sequence[int] | None) -> Comparison:
    connection = study.connection
    names = {coder.id: coder.name for coder in study_queries.coders(connection)}
    read: dict[int, _Read] = {}
    for document, title, length, coder, state in queries.completed(
        connection, subject, row.id, document_ids=document_ids
    ):
        read.setdefault(document, _Read(title, length, {})).states[coder] = state
    several = {document: each for document, each in read.items() if len(each.states) > 1}
    given: dict[int, list[Given]] = {}
    for each in queries.given(connection, subject, row.id, document_ids=document_ids):
        if each.document_id in several and each.coder_id in several[each.document_id].states:
            given.setdefault(each.document_id, []).append(each)
    decided = _Decided(study, row, subject)
    units = [
        decided.on(unit)
        for document, each in several.items()
        for unit in _units(document, each, given.get(document, ()), names, whole=subject.question_id is not None)
    ]
    coders = sorted({side.coder for unit in units for side in unit.sides})
    questions = {each.id: each for each in document_queries.questions(connection)}
    return Comparison(
        round=row,
        subject=subject,
        question=questions.get(subject.question_id or -1),
        codebook=next(book for book in code_queries.codebooks(connection) if book.id == subject.codebook_id),
        codes={code.id: code for code in code_queries.codes(connection, subject.codebook_id)},
        units=tuple(units),
        coders=tuple(coders),
        alone=len(read) - len(several),
    )


@dataclass(frozen=True)
class _Read:
    """A document, and what each coder who completed it said of it."""

    title: str
    length: int
    states: dict[int, str]


class _Decided:
    """Looks up what became of a unit."""

    def __init__(self, study: Study, row: RoundRow, subject: Subject) -> None:
        consensus = study.coder_id(CONSENSUS) or -1
        self._documents = queries.decided_documents(study.connection, subject, consensus)
        self._decisions = {
            (each.document_id, each.span): each
            for each in queries.decisions(study.connection, row.id, subject.codebook_id)
        }

    def on(self, unit: Unit) -> Unit:
        """Return a unit with what was decided on it."""
        decision = self._decisions.get(unit.place)
        decided = decision is not None or unit.document_id in self._documents
        return Unit(
            unit.document_id, unit.title, unit.span, unit.length, unit.sides, decision=decision, decided=decided
        )


def _units(
    document_id: int, read: _Read, given: Sequence[Given], names: Mapping[int, str], *, whole: bool
) -> Iterable[Unit]:
    """Yield the units of a document: the whole of it, or each cluster of codings that overlap."""
    clusters = [list(given)] if whole else _clusters(given)
    for cluster in clusters:
        span = None if whole else Span(min(g.span.start for g in cluster), max(g.span.end for g in cluster))
        sides = tuple(
            Side(names[coder], tuple((g.span, g.code_id) for g in cluster if g.coder_id == coder), state)
            for coder, state in sorted(read.states.items(), key=lambda each: names[each[0]])
        )
        yield Unit(document_id, read.title, span, read.length, sides)


def _clusters(given: Sequence[Given]) -> list[list[Given]]:
    """Divide codings in text order into groups whose spans overlap, directly or through others."""
    clusters: list[list[Given]] = []
    reach = -1
    for each in given:
        if each.span.start >= reach:
            clusters.append([])
        clusters[-1].append(each)
        reach = max(reach, each.span.end)
    return clusters
