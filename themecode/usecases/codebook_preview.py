"""What a codebook change would touch, before it is made.

Of the codings of others, only what the coder may know of is counted and shown (see `looking.codings_by_code`); the
change itself touches all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from themecode.storage.queries import code_passages
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries.code_passages import CodedPassage
from themecode.usecases.looking import sight
from themecode.usecases.study import Study

__all__ = ["CodedPassage"]

SAMPLE = 12
"""Passages shown before a merge."""


@dataclass(frozen=True)
class MergePreview:
    """What merging codes into another would do."""

    codings: int
    """Codings that get the other code."""
    coders: tuple[tuple[str, int], ...]
    """(coder, codings of theirs)."""
    twins: int
    """Codings that become one with another on the same span, by the same coder."""
    kept: int
    """Codings the other code has already."""
    below: int
    """Codes below those merged, which move along."""
    passages: tuple[CodedPassage, ...]
    """Some that would get the other code."""


def preview_merge(study: Study, sources: Sequence[str], target: str) -> MergePreview:
    """Return what merging would do. Raises NotFoundError for an unknown code."""
    gone = [study.find_code(key).id for key in sources]
    kept = study.find_code(target).id
    connection, known = study.connection, sight(study)
    coders = code_passages.coders_of(connection, gone, known)
    rows = code_queries.codes(connection)
    return MergePreview(
        codings=sum(number for _, number in coders),
        coders=tuple(coders),
        twins=code_passages.twins(connection, gone, kept, known),
        kept=sum(number for _, number in code_passages.coders_of(connection, [kept], known)),
        below=sum(row.parent_id in gone and row.id not in (*gone, kept) for row in rows),
        passages=tuple(code_passages.passages(connection, gone, known, SAMPLE)),
    )


def passages_of(study: Study, code: str) -> list[CodedPassage]:
    """Return all passages of a code that can be handed to another: those in open rounds. Raises NotFoundError."""
    found = code_passages.passages(study.connection, [study.find_code(code).id], sight(study))
    return [each for each in found if not each.frozen]
