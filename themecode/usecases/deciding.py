"""From disagreement to consensus: what a team decides on the units its coders differ on, and why.

A decision puts codings of the coder ``consensus`` into production and keeps who decided, whose side was
taken, and the reason. What the coders did stays as it was. Each decision is one entry of the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.core.errors import InputError, RefusedError
from themecode.core.names import CONSENSUS
from themecode.core.states import Completion
from themecode.storage.journal import Entry
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import deciding as queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.agreement import Subject
from themecode.usecases.coding import insert_coding, usable_code
from themecode.usecases.comparing import Placed, Unit, comparable_rounds, compare, require_comparable
from themecode.usecases.completing import write_completions
from themecode.usecases.study import Study

BOTH, OTHER, AGREED = "both", "other", "agreed"
SIDE = "side:"
"""Stands before the coder's name where a side was taken."""

ORIGIN = "consensus"
"""The origin of codings that were decided on."""


@dataclass(frozen=True)
class Filled:
    """What was filled in where all agree."""

    units: int
    documents: int
    """Documents completed by it."""


def decide(
    study: Study, round: str, subject: Subject, unit: Unit, taken: str, *, codes: Sequence[str] = (), reason: str = ""
) -> None:
    """Decide what counts on a unit that `compare` gave, in place of what was decided on it before.

    ``taken`` is ``side:NAME`` for what one coder gave it, ``both`` for all that anyone gave it, ``other``
    for ``codes``, by key; none of them means that no code fits. A code that somebody gave stands where they
    put it, any other on the whole unit. A transcript is completed when each of its passages is decided.

    Raises InputError for an unknown way, NotFoundError for an unknown code, RefusedError for a code that
    cannot be used, where the round may not be compared, or where no production round is open.
    """
    with study.act("decide") as entry:
        row = require_comparable(study, round)
        wanted, state = _wanted(study, unit, taken, codes)
        desk = _Desk(study, entry, row.id, subject)
        desk.settle(unit, wanted, taken, reason.strip())
        if unit.span is None:
            desk.complete([unit.document_id], state)
        else:
            _complete_decided(study, desk, row.name, subject, [unit.document_id])
        keys = {code.id: code.key for code in code_queries.codes(study.connection, subject.codebook_id)}
        named = ", ".join(dict.fromkeys(keys[code] for _, code in wanted)) or state.value
        entry.describe(study.say("decide", document=unit.title, round=round, codes=named))


def fill_agreed(study: Study, round: str, subject: Subject | None = None) -> Filled:
    """Make consensus of every unit on which all agree, where it has none yet: one step that undo takes back.

    ``subject`` narrows it to one question, or the transcripts, under one codebook. Raises what `compare`
    raises, and RefusedError where no production round is open.
    """
    number = documents = 0
    with study.act("fill agreed") as entry:
        row = require_comparable(study, round)
        subjects = [subject] if subject else [s for r, some in comparable_rounds(study) if r.id == row.id for s in some]
        for each in subjects:
            compared = compare(study, round, each)
            desk = _Desk(study, entry, row.id, each)
            units = [unit for unit in compared.agreed if not unit.decided]
            desk.settle_many([(unit, unit.sides[0].codings) for unit in units])
            number += len(units)
            if each.question_id is not None:
                for state in Completion:
                    ready = [unit.document_id for unit in units if _state(unit) is state]
                    documents += desk.complete(ready, state)
            else:
                documents += _complete_decided(study, desk, row.name, each, _all_documents(study, row.id, each))
        entry.describe(study.say("fill agreed", n=number, round=round))
    return Filled(number, documents)


def combined(unit: Unit) -> list[Placed]:
    """Return all that anyone gave a unit: on an answer each code once, in a passage its places joined."""
    if unit.span is None:
        return _once([placed for side in unit.sides for placed in side.codings])
    spans: dict[int, list[Span]] = {}
    for side in unit.sides:
        for span, code in side.codings:
            spans.setdefault(code, []).append(span)
    return sorted((span, code) for code, some in spans.items() for span in _joined(some))


class _Desk:
    """Writes the consensus on documents of a subject, as part of an open entry."""

    def __init__(self, study: Study, entry: Entry, round_id: int, subject: Subject) -> None:
        self.study, self.entry, self.round_id, self.subject = study, entry, round_id, subject
        self.consensus = study.ensure_coder(entry, CONSENSUS)
        self.decider = study.ensure_coder(entry)
        self.production = _production(study)

    def settle(self, unit: Unit, wanted: Sequence[Placed], taken: str, reason: str) -> None:
        """Write the consensus on one unit, in place of what is there, and the decision."""
        place = unit.span or Span(0, unit.length)
        there = {
            (span, code): id
            for id, span, code in queries.consensus_codings(
                self.study.connection, unit.document_id, self.subject.codebook_id, self.consensus, self.production
            )
            if unit.span is None or (span.start < place.end and place.start < span.end)
        }
        for placed in there.keys() - set(wanted):
            self.entry.delete_where("memos", "coding_id = ?", (there[placed],))
            self.entry.delete_where("codings", "id = ?", (there[placed],))
        for span, code in wanted:
            if (span, code) not in there:
                insert_coding(self.entry, unit.document_id, span, code, self.consensus, self.production, ORIGIN)
        start, end = (unit.span.start, unit.span.end) if unit.span else (None, None)
        self.entry.delete_where(
            "decisions",
            'round_id = ? AND document_id = ? AND codebook_id = ? AND start IS ? AND "end" IS ?',
            (self.round_id, unit.document_id, self.subject.codebook_id, start, end),
        )
        self._decisions([(unit, taken, reason)])

    def settle_many(self, settled: Sequence[tuple[Unit, Sequence[Placed]]]) -> None:
        """Write the consensus on units that have none, as all agree on it."""
        columns = ("document_id", "start", "end", "code_id", "coder_id", "round_id", "origin", "created")
        self.entry.insert_many(
            "codings",
            columns,
            [
                (
                    *(unit.document_id, span.start, span.end, code),
                    *(self.consensus, self.production, ORIGIN, self.entry.moment),
                )
                for unit, placed in settled
                for span, code in (_once(placed) if unit.span is None else placed)
            ],
        )
        self._decisions([(unit, AGREED, "") for unit, _ in settled])

    def complete(self, documents: Sequence[int], state: Completion) -> int:
        """Complete documents for the consensus, and return how many they are."""
        places = [(document, self.subject.codebook_id) for document in documents]
        write_completions(self.entry, places, self.consensus, self.production, state)
        return len(documents)

    def _decisions(self, made: Iterable[tuple[Unit, str, str]]) -> None:
        columns = (
            *("round_id", "document_id", "codebook_id", "start", "end"),
            *("coder_id", "taken", "reason", "created"),
        )
        self.entry.insert_many(
            "decisions",
            columns,
            [
                (
                    *(self.round_id, unit.document_id, self.subject.codebook_id),
                    *((unit.span.start, unit.span.end) if unit.span else (None, None)),
                    *(self.decider, taken, reason, self.entry.moment),
                )
                for unit, taken, reason in made
            ],
        )


def _complete_decided(study: Study, desk: _Desk, round: str, subject: Subject, documents: Sequence[int]) -> int:
    """Complete those transcripts of which every passage is decided; return how many they are."""
    units: dict[int, list[Unit]] = {document: [] for document in documents}
    for unit in compare(study, round, subject, document_ids=documents).units:
        units[unit.document_id].append(unit)
    ready = [document for document in documents if all(unit.decision for unit in units[document])]
    coded = {
        each.document_id
        for each in queries.given(
            study.connection, subject, desk.production, document_ids=ready, coder_ids=[desk.consensus]
        )
    }
    done = desk.complete([document for document in ready if document in coded], Completion.COMPLETED)
    return done + desk.complete([document for document in ready if document not in coded], Completion.NO_CODE_FITS)


def _all_documents(study: Study, round_id: int, subject: Subject) -> list[int]:
    """Return the documents of a subject that two or more completed in a round and the consensus has not."""
    read: dict[int, int] = {}
    for document, *_ in queries.completed(study.connection, subject, round_id):
        read[document] = read.get(document, 0) + 1
    decided = queries.decided_documents(study.connection, subject, study.coder_id(CONSENSUS) or -1)
    return [document for document, readers in read.items() if readers > 1 and document not in decided]


def _wanted(study: Study, unit: Unit, taken: str, codes: Sequence[str]) -> tuple[list[Placed], Completion]:
    """Return what is to stand on a unit, and in which state its document is left."""
    if taken.startswith(SIDE):
        side = next((each for each in unit.sides if each.coder == taken.removeprefix(SIDE)), None)
        if side is None:
            raise InputError(f"{taken.removeprefix(SIDE)!r} has not completed this", unit.title, "take another side")
        wanted = _once(side.codings) if unit.span is None else list(side.codings)
        return wanted, Completion(side.state)
    if taken == BOTH:
        wanted = combined(unit)
    elif taken == OTHER:
        there: dict[int, list[Span]] = {}
        for span, code in combined(unit):
            there.setdefault(code, []).append(span)
        chosen = dict.fromkeys(_code_id(study, key, there) for key in codes)
        whole = unit.span or Span(0, unit.length)
        wanted = [(span, code) for code in chosen for span in there.get(code, [whole])]
    else:
        raise InputError(f"unknown way to decide {taken!r}", fix="take a side, both, or other codes")
    return wanted, Completion.COMPLETED if wanted else Completion.NO_CODE_FITS


def _code_id(study: Study, key: str, given: Iterable[int]) -> int:
    """Return the id of a code that may be decided on: one that somebody gave, else one that can be put on text."""
    row = study.find_code(key)
    return row.id if row.id in given else usable_code(study, key).id


def _state(unit: Unit) -> Completion:
    """Return in which state an answer is left where all agree on it."""
    return Completion.COMPLETED if unit.sides[0].codings else Completion(unit.sides[0].state)


def _production(study: Study) -> int:
    rows = study_queries.rounds(study.connection)
    found = next((row for row in rows if row.kind == "production" and not row.closed), None)
    if found is None:
        raise RefusedError("no production round is open", fix="open one: themecode round new")
    return found.id


def _once(placed: Iterable[Placed]) -> list[Placed]:
    """Return each code once, where it stands first in what is given."""
    found: dict[int, Span] = {}
    for span, code in placed:
        found.setdefault(code, span)
    return [(span, code) for code, span in found.items()]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans with those that overlap made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
