"""Taking back and doing again, as far back as the history goes."""

from __future__ import annotations

import sqlite3

from themecode.core.errors import RefusedError
from themecode.storage.journal import Entry
from themecode.storage.queries import history as history_queries
from themecode.storage.taking_back import take_back
from themecode.usecases.locking import refuse_if_codes_changed, refuse_if_reopened
from themecode.usecases.study import Study


def undo(study: Study) -> str:
    """Take back the latest action of the coder who acts, bulk or not, and return its summary.

    Raises RefusedError where there is none, or where a later action by anyone builds on it.
    """
    with study.act("undo") as entry:
        found = history_queries.last_undoable(study.connection, study.coder)
        if found is None:
            raise RefusedError(f"{study.coder} has done nothing that can be undone", fix="nothing needs to be done")
        target, what = found
        _turn(study, entry, target, study.say("undo", what=what))
        return what


def redo(study: Study) -> str:
    """Do again what the coder who acts took back last, and return its summary.

    Raises RefusedError where nothing was taken back since the last thing they did.
    """
    with study.act("redo") as entry:
        found = history_queries.last_redoable(study.connection, study.coder, entry.id)
        if found is None:
            raise RefusedError("there is nothing to do again", fix="redo works directly after undo")
        target, what = found
        _turn(study, entry, target, study.say("redo", what=what))
        return what


def _turn(study: Study, entry: Entry, target: int, summary: str) -> None:
    try:
        take_back(entry, target)
    except sqlite3.IntegrityError as error:
        raise RefusedError(
            "this cannot be undone, because something later stands in its place", fix="undo that first"
        ) from error
    refuse_if_codes_changed(study, entry)
    refuse_if_reopened(study, entry)
    entry.describe(summary)
    entry.touched += 1  # an undo is worth its entry even where every row was already as it should be
