"""The study itself: its settings, its coders, its rounds."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class CoderRow:
    """A person who codes, or the reserved coder ``consensus``."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True)
class RoundRow:
    """A round of coding; ``closed`` is the moment it was frozen."""

    id: int
    name: str
    kind: str
    closed: str | None
    created: str = ""
    codebook_version: int | None = None
    """Of its first codebook, when the round was made."""
    seed: int | None = None
    """What its sample was drawn with."""
    plan: str = "{}"
    """JSON; see `usecases.round_plans`."""


def setting(connection: sqlite3.Connection, key: str) -> str | None:
    """Return a value of the study table, or ``None``."""
    row = connection.execute("SELECT value FROM study WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def set_setting(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a value in the study table. Not content, so it leaves no history."""
    connection.execute(
        "INSERT INTO study (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def drop_setting(connection: sqlite3.Connection, key: str) -> None:
    """Forget a value of the study table."""
    connection.execute("DELETE FROM study WHERE key = ?", (key,))


def coders(connection: sqlite3.Connection) -> list[CoderRow]:
    """Return all coders in the order they came."""
    rows = connection.execute("SELECT id, name, kind FROM coders WHERE deleted = 0 ORDER BY id")
    return [CoderRow(*row) for row in rows]


def rounds(connection: sqlite3.Connection) -> list[RoundRow]:
    """Return all rounds in the order they were made."""
    rows = connection.execute(
        "SELECT id, name, kind, closed, created, codebook_version, seed, plan FROM rounds WHERE deleted = 0 ORDER BY id"
    )
    return [RoundRow(*row) for row in rows]
