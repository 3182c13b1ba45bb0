"""The round a coder works in, and what of their own work they see there.

In a pilot, reliability or repeat round a coder sees what they did in that round and nothing else: not what
others did, and not what they did themselves before, which a repeat is to be independent of. In production
they also see documents they completed in a reliability round, because those count. The first change to such
a document takes what stands on it along into production; the round it is from stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from themecode.core.errors import RefusedError
from themecode.storage.journal import Entry, Value
from themecode.storage.queries import codings as coding_queries
from themecode.storage.queries import completions as completion_queries
from themecode.storage.queries import own_work
from themecode.storage.queries import rounds as queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.documents import Document
from themecode.storage.queries.own_work import Reader
from themecode.storage.queries.study import RoundRow
from themecode.usecases.study import Study

COUNTING = ("production", "reliability")
"""Kinds of rounds that are part of the result."""


def counting_rounds(study: Study) -> list[RoundRow]:
    """Return the rounds that are part of the result, in the order they were made."""
    return [row for row in study_queries.rounds(study.connection) if row.kind in COUNTING]


def seen_rounds(study: Study) -> list[int]:
    """Return the ids of the rounds in which the coder's own work is shown to them now, the one worked in first."""
    working = study.find_round()
    if working.kind != "production":
        return [working.id]
    return [working.id, *(row.id for row in counting_rounds(study) if row.id != working.id)]


def reader(study: Study) -> Reader:
    """Return whose codings and states the screens look at: the coder's own, from the round they work in."""
    working, *others = seen_rounds(study)
    return Reader(study.coder_id(), working, tuple(others), queue_round(study))


def shown_round(study: Study, document_id: int, coder_id: int) -> int:
    """Return the id of the round whose own codings of a document the coder sees now."""
    working, *others = seen_rounds(study)
    return own_work.shown_round(study.connection, document_id, Reader(coder_id, working, tuple(others)))


def blind_rounds(study: Study) -> list[int]:
    """Return the ids of the open rounds in which nobody is to see what others do."""
    rows = study_queries.rounds(study.connection)
    return [row.id for row in rows if row.kind != "production" and row.closed is None]


def apart_rounds(study: Study) -> list[RoundRow]:
    """Return the open rounds that coders were given here to code apart; those that were imported are none.

    What others do in them is in no figure and no search until they are closed, on the screens or off.
    """
    rows = study_queries.rounds(study.connection)
    return [row for row in rows if row.kind != "production" and row.closed is None and row.plan != "{}"]


def begun_apart(study: Study, *, counting: bool = False) -> list[str]:
    """Return the names of such rounds in which somebody has completed something; ``counting``: that will count."""
    return [
        row.name
        for row in apart_rounds(study)
        if (not counting or row.kind in COUNTING) and queries.completed_in(study.connection, row.id)
    ]


def rounds_of(study: Study, coder: str) -> list[int] | None:
    """Return the ids of the rounds whose codings by a coder count for the one who acts; ``None``: as for everyone.

    One's own count in a reliability round that is still open too.
    """
    return [row.id for row in counting_rounds(study)] if coder == study.coder else None


def is_blind(study: Study) -> bool:
    """Tell whether the coder works in a round where only their own work is shown."""
    return study.find_round().kind != "production"


def queue_round(study: Study) -> int | None:
    """Return the id of the round worked in where it says what the coder is to code, ``None`` where that is all.

    In production, which anyone may code in, someone without documents of their own gets all.
    """
    row = study.find_round()
    if not queries.has_assignments(study.connection, row.id):
        return None
    coder_id = study.coder_id()
    if row.kind == "production" and (coder_id is None or not queries.shares(study.connection, row.id, coder_id)):
        return None
    return row.id


def require_assigned(study: Study, document: Document, coder_id: int, row: RoundRow) -> None:
    """Raise RefusedError where a round says who codes what, and this coder does not have this document.

    Production is not as strict: there anyone may code what they find.
    """
    if row.kind == "production" or not queries.has_assignments(study.connection, row.id):
        return
    if not queries.is_assigned(study.connection, row.id, document.id, coder_id):
        raise RefusedError(
            "this document is not assigned to you in this round",
            f"{document.title}, {row.name}",
            "choose one that is, or have it assigned: themecode round assign",
        )


def round_to_write(study: Study, entry: Entry, document: Document, coder_id: int, name: str | None = None) -> int:
    """Return the id of the round in which a coder now changes what they say of a document, made ready for it.

    It is the one named, else the one worked in; see `bring_along`. Raises RefusedError where it is closed, or
    the document is another's in it.
    """
    row = study.find_round(name, to_write=True)
    require_assigned(study, document, coder_id, row)
    bring_along(study, entry, document.id, coder_id, row.id)
    return row.id


def bring_along(study: Study, entry: Entry, document_id: int, coder_id: int, round_id: int) -> Mapping[int, int]:
    """Copy what the coder sees of a document into the round they write in, where it stands in another.

    Returns the copy of each coding, by id. Memos on them and completions come along too, so that what counts
    stays the same but for the change that is being made.
    """
    working = study.find_round()
    shown = shown_round(study, document_id, coder_id)
    if shown == round_id or working.id != round_id or working.closed:
        return {}
    copies = {}
    for each in coding_queries.codings_of(study.connection, document_id, [coder_id], [shown]):
        copies[each.id] = entry.insert(
            "codings",
            {
                "document_id": document_id,
                "start": each.span.start,
                "end": each.span.end,
                "code_id": each.code_id,
                "coder_id": coder_id,
                "round_id": round_id,
                "origin": each.origin,
                "created": entry.moment,
                "condensation": each.condensation,
            },
        )
        for memo in coding_queries.memos_on(study.connection, each.id):
            entry.insert("memos", {**memo, "coding_id": copies[each.id]})
    for codebook_id, version, state in completion_queries.completed_at(study.connection, document_id, coder_id, shown):
        place = (document_id, codebook_id, coder_id, round_id)
        values: dict[str, Value] = {"codebook_version": version, "state": state, "created": entry.moment}
        tombstone = completion_queries.completion_at(study.connection, *place)
        if tombstone is not None:
            entry.update("completions", tombstone, {**values, "deleted": 0})
        else:
            names = ("document_id", "codebook_id", "coder_id", "round_id")
            entry.insert("completions", {**dict(zip(names, place, strict=True)), **values})
    return copies
