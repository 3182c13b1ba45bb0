"""Conditions that several queries share, as SQL: what is completed, what only moderators say."""

from __future__ import annotations

COMPLETED = "p.deleted = 0 AND p.state <> 'skipped'"
"""A completion ``p`` that says the document is done: it stands, and the document was not only skipped."""

_NEAR = """
t.document_id = g.document_id AND t.start BETWEEN
    coalesce((SELECT max(n.start) FROM turns n WHERE n.document_id = g.document_id AND n.start <= g.start), 0)
    AND coalesce((SELECT min(n.start) FROM turns n WHERE n.document_id = g.document_id AND n.start >= g."end"), g."end")
"""
"""From the turn that a coding begins in or after to the one after its end, so that no others are looked through."""

OUTSIDE_MODERATOR = f"""
AND NOT (
    EXISTS (SELECT 1 FROM turns t CROSS JOIN speakers k ON k.id = t.speaker_id AND k.moderator = 1
            WHERE {_NEAR} AND t.label_start < g."end" AND g.start < t."end")
    AND NOT EXISTS (SELECT 1 FROM turns t LEFT JOIN speakers k ON k.id = t.speaker_id
                    WHERE {_NEAR} AND coalesce(k.moderator, 0) = 0 AND t.start < g."end" AND g.start < t."end")
)
"""
"""A coding ``g`` of nothing but what moderators say, with or without their labels, is not counted."""
