"""Leaving a case out of every count: over-coverage, or an answer withdrawn late. Undoable, unlike erasing."""

from __future__ import annotations

from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.storage.queries import cases as case_queries
from themecode.usecases.study import Study


def exclude(study: Study, case: str, reason: str) -> None:
    """Leave a case out of every count, and say why.

    Raises NotFoundError for an unknown case, InputError without a reason, RefusedError where it is out already.
    """
    if not reason.strip():
        raise InputError("a reason is missing", case, "say why, such as --reason 'over-coverage'")
    _set(study, case, reason.strip())


def readmit(study: Study, case: str) -> None:
    """Count an excluded case again. Raises NotFoundError for an unknown one, RefusedError where it is counted."""
    _set(study, case, None)


def cases_counted(study: Study, kind: str) -> int:
    """Return how many cases of a kind are counted."""
    return sum(row[2] == kind and not row[3] for row in case_queries.case_rows(study.connection))


def kind_of(study: Study, case: str) -> str:
    """Return the kind of a case. Raises NotFoundError for an unknown one."""
    return next(row[2] for row in case_queries.case_rows(study.connection) if row[0] == _case_id(study, case))


def _set(study: Study, case: str, reason: str | None) -> None:
    row_id = _case_id(study, case)
    with study.act("exclude" if reason else "readmit") as entry:
        out = {row[0]: bool(row[3]) for row in case_queries.case_rows(study.connection)}[row_id]
        if out == bool(reason):
            what = "the case is excluded already" if out else "the case is counted already"
            raise RefusedError(what, case, "nothing needs to be done")
        entry.update("cases", row_id, {"excluded": int(bool(reason)), "exclusion_reason": reason})
        entry.describe(study.say("exclude" if reason else "readmit", case=case, reason=reason))


def _case_id(study: Study, case: str) -> int:
    for row_id, key, *_ in case_queries.case_rows(study.connection):
        if key == case:
            return row_id
    raise NotFoundError("there is no such case", case, "check the case key")
