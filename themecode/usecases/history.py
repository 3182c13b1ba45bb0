"""Who did what, when."""

from __future__ import annotations

from themecode.storage.queries import history as history_queries
from themecode.storage.queries.history import HistoryRow
from themecode.usecases.study import Study


def history(study: Study) -> list[HistoryRow]:
    """Return every entry of the history, the latest first."""
    return history_queries.history(study.connection)
