"""While a reliability round is open, its codebooks stay as they are; once compared, it stays closed.

Coders can only be compared on the same codes. Whoever misses one proposes it (`usecases.proposals`), and
whoever coordinates decides when the round is closed. Rounds that came with imported codings were planned
elsewhere and lock nothing here.
"""

from __future__ import annotations

from themecode.core.errors import RefusedError
from themecode.storage.journal import Entry
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import rounds as queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.study import RoundRow
from themecode.usecases.round_plans import codebooks_of
from themecode.usecases.study import Study


def locking_round(study: Study, codebook_id: int) -> RoundRow | None:
    """Return the open reliability round that keeps a codebook as it is, ``None`` where it may be changed."""
    rows = [row for row in study_queries.rounds(study.connection) if row.kind == "reliability" and not row.closed]
    if not rows:
        return None
    uuid = next((book.uuid for book in code_queries.codebooks(study.connection) if book.id == codebook_id), None)
    return next((row for row in rows if uuid in codebooks_of(study, row)), None)


def refuse_locked(study: Study, codebook_id: int) -> None:
    """Raise RefusedError where an open reliability round keeps a codebook as it is."""
    row = locking_round(study, codebook_id)
    if row is not None:
        raise RefusedError(
            "the codebook is locked while a reliability round on it is open, so that all code with the same",
            row.name,
            "propose the code while coding, or close the round first: themecode round close",
        )


def refuse_if_reopened(study: Study, entry: Entry) -> None:
    """Raise RefusedError where an open entry has opened a round again whose coders have been compared."""
    name = queries.reopened_though_compared(study.connection, entry.id)
    if name is not None:
        raise RefusedError(
            "this cannot be undone, because the round has been compared since it was closed",
            name,
            "open another round: themecode round new",
        )


def refuse_if_codes_changed(study: Study, entry: Entry) -> None:
    """Raise RefusedError where an open entry has changed a codebook that is locked, as taking back may."""
    for codebook_id in queries.codebooks_touched(study.connection, entry.id):
        refuse_locked(study, codebook_id)
