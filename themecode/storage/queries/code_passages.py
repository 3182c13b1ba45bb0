"""The passages that stand under codes, for a look before a codebook is changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from themecode.storage.queries.rounds import SEEN, Sight


@dataclass(frozen=True)
class CodedPassage:
    """A coding and the words it stands on."""

    id: int
    code_id: int
    coder_id: int
    title: str
    """The transcript's name, or the case that answered."""
    quote: str
    frozen: bool
    """Whether it stands in a closed round."""


def coders_of(connection: sqlite3.Connection, code_ids: Sequence[int], sight: Sight) -> list[tuple[str, int]]:
    """Return (coder, codings) on some codes, as far as someone may know of them, most codings first."""
    rows = connection.execute(
        "SELECT k.name, count(*) FROM codings g JOIN coders k ON k.id = g.coder_id "
        f"WHERE g.deleted = 0 AND g.code_id IN (SELECT value FROM json_each(:codes)) AND {SEEN} "
        "GROUP BY k.id ORDER BY 2 DESC, k.name",
        {**sight.parameters(), "codes": json.dumps(list(code_ids))},
    )
    return [(name, number) for name, number in rows]


def passages(
    connection: sqlite3.Connection, code_ids: Sequence[int], sight: Sight, limit: int = -1
) -> list[CodedPassage]:
    """Return the passages under some codes that someone may know of, in the order they were coded."""
    rows = connection.execute(
        'SELECT g.id, g.code_id, g.coder_id, coalesce(d.name, c.key), substr(d.text, g.start + 1, g."end" - g.start), '
        "r.closed IS NOT NULL FROM codings g JOIN rounds r ON r.id = g.round_id "
        "JOIN documents d ON d.id = g.document_id JOIN cases c ON c.id = d.case_id "
        f"WHERE g.deleted = 0 AND g.code_id IN (SELECT value FROM json_each(:codes)) AND {SEEN} "
        "ORDER BY g.id LIMIT :limit",
        {**sight.parameters(), "codes": json.dumps(list(code_ids)), "limit": limit},
    )
    return [
        CodedPassage(id, code_id, coder_id, title, quote, bool(frozen))
        for id, code_id, coder_id, title, quote, frozen in rows
    ]


def twins(connection: sqlite3.Connection, sources: Sequence[int], target: int, sight: Sight) -> int:
    """Return how many codings would become one with another of the same span, coder and round, were the codes one."""
    (number,) = connection.execute(
        "SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM codings g "
        f"WHERE g.deleted = 0 AND g.code_id IN (SELECT value FROM json_each(:codes)) AND {SEEN} "
        'GROUP BY g.document_id, g.coder_id, g.round_id, g.start, g."end" HAVING n > 1)',
        {**sight.parameters(), "codes": json.dumps([*sources, target])},
    ).fetchone()
    return int(number)
