"""Rounds of coding: who codes what in them, how far they are, and freezing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from themecode.core.errors import InputError, RefusedError
from themecode.storage.connection import transaction
from themecode.storage.journal import Entry, now
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import rounds as queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.study import RoundRow
from themecode.usecases.study import Study

KINDS = ("production", "pilot", "reliability", "repeat")

SEEN = "differences seen"
"""Stands among the computations of a round for its differences having been looked at."""


@dataclass(frozen=True)
class CoderProgress:
    """How far one coder is in a round."""

    coder: str
    assigned: int
    """Documents; 0 where the round does not say who codes what."""
    completed: int
    """Of those assigned, or of all where nothing is."""


@dataclass(frozen=True)
class RoundStatus:
    """A round as it stands."""

    row: RoundRow
    codebooks: tuple[tuple[str, int, int], ...]
    """(key, version when the round was made, version now)."""
    coders: tuple[CoderProgress, ...]
    proposals: int
    """New codes asked for that nobody has answered."""
    computations: int
    """How many times figures of it were computed."""


@dataclass(frozen=True)
class Computation:
    """Somebody computed figures of a round."""

    coder: str
    what: str
    created: str


@dataclass(frozen=True)
class Closed:
    """A round that was frozen, and who was not done."""

    row: RoundRow
    unfinished: tuple[CoderProgress, ...]


def ensure_round(study: Study, entry: Entry, name: str, kind: str = "reliability") -> int:
    """Return the id of a round that can be written to, making it where new.

    Raises InputError for an unknown kind, RefusedError where the round is closed.
    """
    if kind not in KINDS:
        raise InputError(f"unknown kind of round {kind!r}", fix=f"choose one of: {', '.join(KINDS)}")
    if any(row.name == name for row in study_queries.rounds(study.connection)):
        return study.round_id(name, to_write=True)
    return entry.insert("rounds", {"name": name, "kind": kind, "created": entry.moment})


def close_round(study: Study, name: str, *, dry_run: bool = False) -> Closed:
    """Freeze a round: nothing in it can be changed after this. Return it with those who are not done.

    Raises NotFoundError where there is no such round, RefusedError where it is closed already or is
    the only production round open.
    """
    row = study.find_round(name, to_write=True)
    if row.kind == "production" and not any(
        other.kind == "production" and not other.closed and other.id != row.id
        for other in study_queries.rounds(study.connection)
    ):
        raise RefusedError("this is the only open production round", name, "open another one first")
    unfinished = tuple(each for each in progress_in(study, row) if each.completed < each.assigned)
    if not dry_run:
        with study.act("close round") as entry:
            entry.update("rounds", study.round_id(name, to_write=True), {"closed": entry.moment})
            entry.describe(study.say("close round", round=name))
    return Closed(study.find_round(name), unfinished)


def assign(study: Study, name: str, hands: Mapping[str, Sequence[int]], *, remove: bool = False) -> int:
    """Give coders documents in a round, or with ``remove`` take them away; return how many were not so before.

    ``hands`` has document ids by coder; coders who are new are added. Raises NotFoundError for an unknown
    round, RefusedError where it is closed, or where a document to be taken away is begun already.
    """
    with study.act("assign") as entry:
        round_id = study.round_id(name, to_write=True)
        present = queries.assignment_places(study.connection, round_id)
        fresh: list[tuple[int, int, int]] = []
        number = 0
        for coder, documents in hands.items():
            coder_id = study.ensure_coder(entry, coder)
            begun = queries.begun_in(study.connection, round_id, coder_id) if remove else set()
            if stuck := begun & set(documents):
                raise RefusedError(
                    f"{coder} has begun {len(stuck)} of these documents", name, "take away only what nobody has begun"
                )
            for document in documents:
                there = present.get((document, coder_id))
                if there is None:
                    if not remove:
                        fresh.append((round_id, document, coder_id))
                elif there[1] != remove:
                    entry.update("assignments", there[0], {"deleted": int(remove)})
                    number += 1
        entry.insert_many("assignments", ("round_id", "document_id", "coder_id"), fresh)
        number += len(fresh)
        said = "unassign" if remove else "assign"
        entry.describe(study.say(said, round=name, n=number, coders=", ".join(hands)))
    return number


def documents_in(study: Study, row: RoundRow) -> list[int]:
    """Return the ids of the documents that anyone has in a round."""
    return sorted(set().union(*queries.assigned(study.connection, row.id).values()))


def round_statuses(study: Study) -> list[RoundStatus]:
    """Return all rounds in the order they were made, with how far each coder is."""
    from themecode.usecases.round_plans import codebooks_of

    books = {book.uuid: book for book in code_queries.codebooks(study.connection)}
    found = []
    for row in study_queries.rounds(study.connection):
        planned = codebooks_of(study, row)
        found.append(
            RoundStatus(
                row,
                tuple((books[uuid].key, then, books[uuid].version) for uuid, then in planned.items() if uuid in books),
                tuple(progress_in(study, row)),
                sum(not each.answer for each in queries.proposals(study.connection, row.id)),
                len(computations(study, row.name)),
            )
        )
    return found


def progress_in(study: Study, row: RoundRow) -> list[CoderProgress]:
    """Return how far each coder of a round is: those with documents in it, and those who completed some."""
    assigned = queries.assigned(study.connection, row.id)
    completed = queries.completed_in(study.connection, row.id)
    persons = [coder for coder in study_queries.coders(study.connection) if coder.kind == "person"]
    found = []
    for coder in persons:
        own, done = assigned.get(coder.id, set()), completed.get(coder.id, set())
        if own or done:
            found.append(CoderProgress(coder.name, len(own), len(done & own) if own else len(done)))
    return found


def note_seen(study: Study, round: str) -> None:
    """Keep that the differences between a closed round's coders were looked at: it is not opened again after this.

    No computation of agreement, and kept once. On a read-only study nothing is kept. Raises NotFoundError.
    """
    row = study.find_round(round)
    if study.read_only or row.closed is None:
        return
    with transaction(study.connection):
        if all(what != SEEN for _, what, _ in queries.computations(study.connection, row.id)):
            queries.add_computation(study.connection, row.id, study.coder, SEEN, now())


def note_computation(study: Study, round: str, what: str) -> None:
    """Keep that the coder who acts computed figures of a round. On a read-only study nothing is kept.

    No content, so it leaves no history and cannot be undone: it is there to be seen. Raises NotFoundError.
    """
    round_id = study.find_round(round).id
    if not study.read_only:
        with transaction(study.connection):
            queries.add_computation(study.connection, round_id, study.coder, what, now())


def computations(study: Study, round: str) -> list[Computation]:
    """Return every time figures of a round were computed, in order. Raises NotFoundError."""
    found = [Computation(*row) for row in queries.computations(study.connection, study.find_round(round).id)]
    return [each for each in found if each.what != SEEN]
