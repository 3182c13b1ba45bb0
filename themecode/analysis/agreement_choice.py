"""Who is compared with whom: the round, its coders, and the documents all of them completed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.core.names import CONSENSUS, tidy_name
from themecode.storage.queries import agreement as queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.agreement import Subject
from themecode.storage.queries.study import RoundRow
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Rater:
    """One side of a comparison: a coder, and the round whose coding of each document is taken."""

    name: str
    """The coder's name; in a repeat round with the round after it, as one coder is compared with themselves."""
    coder_id: int
    round_of: Mapping[int, int]
    """Document -> round, of what they completed."""
    contentless: frozenset[int] = frozenset()
    """Documents that they found to say nothing."""


@dataclass(frozen=True)
class LeftOut:
    """Documents that are not compared, and why."""

    reason: str
    """``not completed`` or ``case excluded``."""
    coders: tuple[str, ...]
    """By whom they are not completed."""
    documents: tuple[str, ...]
    """Names of transcripts, keys of cases."""


@dataclass(frozen=True)
class Choice:
    """What is compared: two or more raters on the documents all of them completed, in the order of the study."""

    subject: Subject
    round: RoundRow
    raters: tuple[Rater, ...]
    documents: tuple[int, ...]
    titles: Mapping[int, str]
    left_out: tuple[LeftOut, ...]
    absent: tuple[str, ...] = ()
    """Who was to code it in the round and completed nothing of it."""


def choose_round(
    study: Study, name: str | None, wanted: Callable[[Subject], bool], *, merged: bool = False
) -> tuple[RoundRow, list[Subject]]:
    """Return the round to compare and what of it is wanted; ``merged``: also with codebooks codes moved to since.

    That is the round named, else the latest closed reliability round about anything that is wanted. Raises
    NotFoundError for an unknown round, RefusedError where it is open, where nothing of it is wanted, or where
    there is none.
    """
    rounds = study_queries.rounds(study.connection)
    if name is not None:
        found = next((row for row in rounds if row.name == tidy_name(name)), None)
        if found is None:
            raise NotFoundError("there is no such round", name, f"there are: {', '.join(row.name for row in rounds)}")
        if found.closed is None and found.kind != "production":
            raise RefusedError(*_still_open(found))
        if subjects := _subjects(study, found, wanted, merged):
            return found, subjects
        raise RefusedError("nothing of this was completed in the round", found.name, "name another with --round")
    of_kind = [row for row in reversed(rounds) if row.kind == "reliability"]
    for row in of_kind:
        if row.closed and (subjects := _subjects(study, row, wanted, merged)):
            return row, subjects
    for row in of_kind:
        if row.closed is None and _subjects(study, row, wanted, merged):
            raise RefusedError(*_still_open(row))
    raise RefusedError(
        "there is no closed reliability round with codings of this",
        fix="name another round with --round; --round production compares documents that several completed there",
    )


def _subjects(study: Study, row: RoundRow, wanted: Callable[[Subject], bool], merged: bool) -> list[Subject]:
    carried = merged or row.closed is None
    return [subject for subject in queries.subjects_of(study.connection, row.id, carried=carried) if wanted(subject)]


def _still_open(row: RoundRow) -> tuple[str, str, str]:
    return "this round is open, and comparing begins when it is closed", row.name, "close it: themecode round close"


def choose(
    study: Study, subject: Subject, row: RoundRow, *, coders: Sequence[str] = (), documents: Sequence[str] = ()
) -> list[Choice]:
    """Return who is compared on a subject in a round: all coders in one, or each with themselves in a repeat round.

    ``coders`` and ``documents`` (transcripts' names, cases' keys) narrow it where they are given.

    Raises NotFoundError for an unknown coder or document, InputError for the consensus, RefusedError with
    the reason where there is nothing to compare.
    """
    wanted = {_person(study, name): tidy_name(name) for name in coders}
    there = dict(queries.coders_in(study.connection, subject, row.id))
    for coder_id, name in wanted.items():
        if coder_id not in there:
            raise RefusedError("this coder has completed nothing of it in this round", f"{name}, {row.name}")
    chosen = {id: name for id, name in there.items() if not wanted or id in wanted}
    all_documents = queries.documents_of(study.connection, subject.question_id)
    narrowed = _named(all_documents, documents)
    completed = _completed(study, subject, list(chosen))
    assigned = queries.assigned_in(study.connection, subject, row.id)
    to_code = [] if wanted else queries.assigned_coders(study.connection, subject, row.id)
    absent = tuple(name for id, name in to_code if id not in there)
    sides: list[tuple[Rater, ...]]
    if row.kind == "repeat":
        sides = [_earlier_and_now(study, row, id, name, completed) for id, name in sorted(chosen.items(), key=_by_name)]
    else:
        sides = [tuple(_rater(id, name, row.id, completed) for id, name in sorted(chosen.items(), key=_by_name))]
    if not chosen or (len(chosen) == 1 and row.kind != "repeat"):
        who = " and ".join(chosen.values()) or "nobody"
        raise RefusedError(
            f"agreement needs at least two coders, and {who} alone has completed anything of it in this round"
            if chosen
            else "agreement needs at least two coders, and nobody has completed anything of it in this round",
            row.name,
            "have it coded in a new round: themecode round new",
        )
    found = [_common(subject, row, raters, all_documents, narrowed, assigned) for raters in sides]
    return [replace(each, absent=absent) for each in found]


def _common(
    subject: Subject,
    row: RoundRow,
    raters: tuple[Rater, ...],
    all_documents: Sequence[tuple[int, str, bool]],
    narrowed: set[int] | None,
    assigned: set[int],
) -> Choice:
    in_round = set(assigned).union(*(_of_round(rater, row) for rater in raters))
    common: list[int] = []
    left: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for document, title, excluded in all_documents:
        if document not in in_round or (narrowed is not None and document not in narrowed):
            continue
        missing = tuple(rater.name for rater in raters if document not in rater.round_of)
        if excluded:
            left.setdefault(("case excluded", ()), []).append(title)
        elif missing:
            left.setdefault(("not completed", missing), []).append(title)
        else:
            common.append(document)
    left_out = tuple(LeftOut(reason, who, tuple(titles)) for (reason, who), titles in left.items())
    if not common:
        among = {document for document, _, excluded in all_documents if not excluded}
        raise RefusedError(*_nothing_common(raters, row, among if narrowed is None else among & narrowed))
    titles = {document: title for document, title, _ in all_documents}
    return Choice(subject, row, raters, tuple(common), titles, left_out)


def _of_round(rater: Rater, row: RoundRow) -> Iterable[int]:
    """Return the documents that put a rater into the round; earlier codings of others do not."""
    return (document for document, round_id in rater.round_of.items() if round_id == row.id)


def _nothing_common(raters: Sequence[Rater], row: RoundRow, among: set[int]) -> tuple[str, str, str]:
    names = [rater.name for rater in raters]
    what = f"no document is completed by all of {', '.join(names[:-1])} and {names[-1]}"
    shared = Counter(
        {
            (one.name, other.name): len(among & one.round_of.keys() & other.round_of.keys())
            for one, other in combinations(raters, 2)
        }
    )
    (pair, number), *_ = shared.most_common(1)
    if len(raters) > 2 and number:
        return what, row.name, f"{pair[0]} and {pair[1]} have {number} in common: --coder {pair[0]} --coder {pair[1]}"
    return what, row.name, "let them code the same documents"


Completed = Mapping[tuple[int, int], Mapping[int, str]]
"""(coder, round) -> document -> state."""


def _completed(study: Study, subject: Subject, coders: Sequence[int]) -> Completed:
    found: dict[tuple[int, int], dict[int, str]] = {}
    for document, coder, round_id, state in queries.completions_in(study.connection, subject, coders):
        found.setdefault((coder, round_id), {})[document] = state
    return found


def _rater(coder_id: int, name: str, round_id: int, completed: Completed) -> Rater:
    own = completed.get((coder_id, round_id), {})
    return Rater(name, coder_id, dict.fromkeys(own, round_id), _contentless(own))


def _contentless(states: Mapping[int, str]) -> frozenset[int]:
    return frozenset(document for document, state in states.items() if state == "contentless")


def _earlier_and_now(
    study: Study, row: RoundRow, coder_id: int, name: str, completed: Completed
) -> tuple[Rater, Rater]:
    """Return one coder twice: as they coded last before the repeat round, and in it.

    The latest round before it that is no pilot counts for each document.
    """
    names = {each.id: each.name for each in study_queries.rounds(study.connection) if each.kind != "pilot"}
    now = _rater(coder_id, f"{name} ({row.name})", row.id, completed)
    round_of: dict[int, int] = {}
    states: dict[int, str] = {}
    for round_id in sorted(id for id in names if id < row.id):
        for document, state in completed.get((coder_id, round_id), {}).items():
            if document in now.round_of:
                round_of[document], states[document] = round_id, state
    label = " + ".join(names[round_id] for round_id in sorted(set(round_of.values()))) or "earlier"
    return Rater(f"{name} ({label})", coder_id, round_of, _contentless(states)), now


def _person(study: Study, name: str) -> int:
    if tidy_name(name) == CONSENSUS:
        raise InputError("the consensus is what coders agreed on, and no coder to compare", name, "name persons")
    return study.known_coder(name)


def _named(all_documents: Sequence[tuple[int, str, bool]], names: Sequence[str]) -> set[int] | None:
    if not names:
        return None
    ids = {title: id for id, title, _ in all_documents}
    for name in names:
        if name not in ids:
            raise NotFoundError("there is no such document among those asked for", name, "check its name")
    return {ids[name] for name in names}


def _by_name(entry: tuple[int, str]) -> str:
    return entry[1]
