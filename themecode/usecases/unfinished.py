"""What has been begun, and counts only once it is done."""

from __future__ import annotations

from themecode.storage.queries import study as study_queries
from themecode.storage.queries import unfinished as queries
from themecode.usecases.study import Study


def begun_transcripts(study: Study, *, own: bool = False) -> list[str]:
    """Return the names of the interviews that are coded in production and done by nobody, so that none counts yet.

    ``own``: those that the coder who acts has coded, and no others.
    """
    coders = [row.id for row in study_queries.coders(study.connection) if not own or row.name == study.coder]
    rounds = [row.id for row in study_queries.rounds(study.connection) if row.kind == "production"]
    return queries.begun_transcripts(study.connection, coders, rounds)
