"""Rounds of coding: opening one and freezing it."""

from __future__ import annotations

from themecode.core.errors import InputError, RefusedError
from themecode.storage.journal import Entry
from themecode.storage.queries import study as study_queries
from themecode.usecases.study import Study

KINDS = ("production", "pilot", "reliability", "repeat")


def ensure_round(study: Study, entry: Entry, name: str, kind: str = "reliability") -> int:
    """Return the id of a round that can be written to, making it where new.

    Raises InputError for an unknown kind, RefusedError where the round is closed.
    """
    if kind not in KINDS:
        raise InputError(f"unknown kind of round {kind!r}", fix=f"choose one of: {', '.join(KINDS)}")
    if any(row.name == name for row in study_queries.rounds(study.connection)):
        return study.round_id(name, to_write=True)
    return entry.insert("rounds", {"name": name, "kind": kind, "created": entry.moment})


def close_round(study: Study, name: str) -> None:
    """Freeze a round: nothing in it can be changed after this.

    Raises NotFoundError where there is no such round, RefusedError where it is closed already or is
    the only production round open.
    """
    with study.act("close round") as entry:
        round_id = study.round_id(name, to_write=True)
        open_ones = [row for row in study_queries.rounds(study.connection) if not row.closed]
        if all(row.id == round_id for row in open_ones if row.kind == "production"):
            raise RefusedError("this is the only open production round", name, "open another one first")
        entry.update("rounds", round_id, {"closed": entry.moment})
        entry.describe(study.say("close round", round=name))
