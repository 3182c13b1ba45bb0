"""The register of recordings and consents: what there is, when it is to be deleted, and that it was."""

from __future__ import annotations

from datetime import date

from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.core.names import tidy_name
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import register as register_queries
from themecode.storage.queries.register import Registered
from themecode.usecases.study import Study

__all__ = ["KINDS", "Registered", "enter", "overdue", "registered", "strike"]

KINDS = ("recording", "consent", "key", "contacts", "other")
"""A key is the file that says whom a stand-in stands for; contacts are names and addresses kept outside."""


def registered(study: Study) -> list[Registered]:
    """Return the whole register, what is to be deleted first at the head."""
    return register_queries.registered(study.connection)


def overdue(study: Study, today: date | None = None) -> list[Registered]:
    """Return what should have been deleted before ``today`` and is not noted as gone."""
    day = (today or date.today()).isoformat()
    return [row for row in registered(study) if row.gone is None and row.delete_by is not None and row.delete_by < day]


def enter(
    study: Study,
    kind: str,
    name: str,
    *,
    case: str | None = None,
    made: str | None = None,
    delete_by: str | None = None,
    note: str = "",
) -> None:
    """Enter something in the register. Dates are ISO 8601 (2026-11-22).

    Raises InputError for an unknown kind, a missing name or something that is no date, NotFoundError for an
    unknown case, RefusedError where a thing of this name is there and not gone.
    """
    name = tidy_name(name)
    if kind not in KINDS:
        raise InputError(f"unknown kind {kind!r}", name, f"choose one of: {', '.join(KINDS)}")
    if not name:
        raise InputError("a name is missing", kind, "say what it is called, such as the file's name")
    made, delete_by = _date(made), _date(delete_by)
    known = document_queries.case_ids(study.connection)
    if case is not None and case not in known:
        raise NotFoundError("there is no such case", case, "check the case key")
    with study.act("register") as entry:
        if any(row.name == name and row.kind == kind and row.gone is None for row in registered(study)):
            raise RefusedError(f"there is a {kind} of this name in the register", name, "choose another name")
        values = {"kind": kind, "name": name, "case_id": known.get(case or ""), "made": made, "delete_by": delete_by}
        entry.insert("recordings", {**values, "note": note, "created": entry.moment})
        entry.describe(study.say("register", what=name))


def strike(study: Study, name: str, gone: str | None = None) -> None:
    """Note that something is deleted, on a date (default: today).

    Raises NotFoundError where nothing of the name is there, InputError for something that is no date.
    """
    name = tidy_name(name)
    day = _date(gone) or date.today().isoformat()
    with study.act("register gone") as entry:
        rows = [row for row in registered(study) if row.name == name and row.gone is None]
        if not rows:
            known = ", ".join(row.name for row in registered(study) if row.gone is None)
            raise NotFoundError("nothing of this name is left in the register", name, f"there is: {known or 'nothing'}")
        for row in rows:
            entry.update("recordings", row.id, {"gone": day})
        entry.describe(study.say("register gone", what=name))


def _date(text: str | None) -> str | None:
    if text is None or not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise InputError("this is no date", text, "write year-month-day, such as 2026-11-22") from None
