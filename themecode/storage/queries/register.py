"""The register of recordings and consents."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Registered:
    """A recording, a consent form, a list of names: something that is to be deleted one day."""

    id: int
    kind: str
    name: str
    case: str | None
    made: str | None
    """A date, ISO 8601."""
    delete_by: str | None
    gone: str | None
    """The date it was deleted; ``None`` while it is there."""
    note: str


def registered(connection: sqlite3.Connection) -> list[Registered]:
    """Return the whole register, what is to be deleted first at the head."""
    rows = connection.execute(
        "SELECT r.id, r.kind, r.name, c.key, r.made, r.delete_by, r.gone, r.note FROM recordings r "
        "LEFT JOIN cases c ON c.id = r.case_id WHERE r.deleted = 0 "
        "ORDER BY r.gone IS NOT NULL, coalesce(r.delete_by, '9999'), r.name, r.id"
    )
    return [Registered(*row) for row in rows]
