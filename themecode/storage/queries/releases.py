"""Releases: figures frozen under a name, with the place in the history they stand for."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Release:
    """A name for how the study stood."""

    name: str
    created: str
    history_id: int
    """The latest history entry that belongs to it."""
    figures: str
    """The counts, as JSON."""


def releases(connection: sqlite3.Connection) -> list[Release]:
    """Return all releases in the order they were made."""
    rows = connection.execute("SELECT name, created, history_id, figures FROM releases WHERE deleted = 0 ORDER BY id")
    return [Release(*row) for row in rows]
