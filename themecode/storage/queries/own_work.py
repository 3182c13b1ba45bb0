"""One coder's work as they see it from the round they work in: the SQL that other queries are made with.

A plus before ``coder_id`` keeps SQLite from walking through all that the coder ever did once per document.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from themecode.core.answer_filter import OwnState
from themecode.storage.queries.conditions import COMPLETED


@dataclass(frozen=True)
class Reader:
    """Whose codings and completions are looked at, and from which round."""

    coder_id: int | None
    working: int
    """The round worked in."""
    others: tuple[int, ...] = ()
    """Rounds that are shown where nothing of the coder's is in the one worked in."""
    queue: int | None = None
    """The round whose assignments say which documents there are; ``None``: all of them."""

    def parameters(self) -> dict[str, object]:
        """Return what the queries take."""
        return {
            "coder": self.coder_id,
            "working": self.working,
            "others": json.dumps(self.others),
            "queue": self.queue,
        }

    def round(self, document: str = "d.id") -> str:
        """Return as SQL the round in which the coder's work on a document is shown.

        That is the one worked in, unless nothing of the coder's is there and they completed the document in
        another; then it is the one of these whose coding counts: production first, then the latest.
        """
        if not self.others:
            return ":working"
        mine = f"p.document_id = {document} AND +p.coder_id = :coder"
        return (
            f"coalesce((SELECT p.round_id FROM completions p WHERE {mine} AND p.round_id = :working "
            "AND p.deleted = 0 LIMIT 1), "
            f"(SELECT x.round_id FROM codings x WHERE x.document_id = {document} AND x.coder_id = :coder "
            "AND x.round_id = :working AND x.deleted = 0 LIMIT 1), "
            f"(SELECT p.round_id FROM completions p WHERE {mine} AND {COMPLETED} "
            "AND p.round_id IN (SELECT value FROM json_each(:others)) "
            "ORDER BY p.round_id IN (SELECT id FROM rounds WHERE kind = 'production') DESC, p.created DESC, p.id DESC "
            "LIMIT 1), :working)"
        )

    def coded(self, document: str = "d.id") -> str:
        """Return as SQL what a coding ``g`` must meet to be shown on a document."""
        return (
            f"g.document_id = {document} AND g.coder_id = :coder AND g.round_id = {self.round(document)} "
            "AND g.deleted = 0"
        )

    def completed(self, document: str = "d.id") -> str:
        """Return as SQL what a completion ``p`` must meet to be shown for a document."""
        return (
            f"p.document_id = {document} AND +p.coder_id = :coder AND p.round_id = {self.round(document)} "
            "AND p.deleted = 0"
        )

    def declared(self) -> str:
        """Return as SQL the state the coder left a document ``d`` in."""
        return f"(SELECT p.state FROM completions p WHERE {self.completed()} ORDER BY p.id DESC LIMIT 1)"

    def state(self) -> str:
        """Return as SQL the `OwnState` of a document ``d``."""
        begun = f"EXISTS (SELECT 1 FROM codings g WHERE {self.coded()})"
        return f"coalesce({self.declared()}, CASE WHEN {begun} THEN '{OwnState.BEGUN}' ELSE '{OwnState.UNTOUCHED}' END)"

    def queued(self) -> str:
        """Return as SQL what a document ``d`` must meet to be among those there are for the coder."""
        if self.queue is None:
            return "1"
        return (
            "EXISTS (SELECT 1 FROM assignments q WHERE q.round_id = :queue AND q.document_id = d.id "
            "AND q.coder_id = :coder AND q.deleted = 0)"
        )


def shown_round(connection: sqlite3.Connection, document_id: int, reader: Reader) -> int:
    """Return the round in which a coder's work on a document is shown, see `Reader.round`."""
    row = connection.execute(
        f"SELECT {reader.round(':document')}", {**reader.parameters(), "document": document_id}
    ).fetchone()
    return int(row[0])
