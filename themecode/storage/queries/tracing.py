"""The passages behind one number."""

from __future__ import annotations

from dataclasses import dataclass

from themecode.storage.queries.counts import STANDING_CODINGS, Standing


@dataclass(frozen=True)
class Passage:
    """One coding that counts for a code."""

    case: str
    document: str
    """The transcript's name; empty for an answer."""
    code: str
    """The code put on the text: the one traced, or one below it."""
    text: str
    """The coded passage."""
    coder: str
    """Whose coding counts; ``consensus`` where decided."""
    round: str
    created: str
    origin: str
    memo: str
    """What was written on the coding."""
    decided_by: str
    """Who decided, where it is a consensus that was decided here; else empty."""
    taken: str
    """``side:NAME``, ``both``, ``other`` or ``agreed``."""
    reason: str
    """Why it was decided so."""


_DECISION = (
    "(SELECT max(y.id) FROM decisions y WHERE y.document_id = g.document_id AND y.codebook_id = c.codebook_id "
    'AND k.kind = \'consensus\' AND y.deleted = 0 AND (y.start IS NULL OR (y.start < g."end" AND g.start < y."end")))'
)
"""The latest decision on the answer, or on the passage, that a consensus coding stands on."""


def passages(standing: Standing, code_id: int) -> list[Passage]:
    """Return every coding that counts for a code or one below it, in the order of cases and text."""
    rows = standing.connection.execute(
        "SELECT a.key, coalesce(d.name, ''), c.key, substr(d.text, g.start + 1, g.\"end\" - g.start), k.name, r.name, "
        "g.created, g.origin, coalesce((SELECT group_concat(m.text, char(10)) FROM memos m "
        "WHERE m.coding_id = g.id AND m.deleted = 0), ''), "
        "coalesce(w.name, ''), coalesce(x.taken, ''), coalesce(x.reason, '') "
        f"FROM {STANDING_CODINGS} "
        "JOIN temp.lineage l ON l.code_id = g.code_id AND l.ancestor_id = ? "
        "JOIN documents d ON d.id = s.document_id JOIN cases a ON a.id = s.case_id JOIN codes c ON c.id = g.code_id "
        "JOIN coders k ON k.id = g.coder_id JOIN rounds r ON r.id = g.round_id "
        f"LEFT JOIN decisions x ON x.id = {_DECISION} LEFT JOIN coders w ON w.id = x.coder_id "
        f"WHERE 1 {standing.counted_filter} "
        "ORDER BY a.id, d.id, g.start, g.id",
        (code_id,),
    )
    return [Passage(*row) for row in rows]
