"""Who did what, when."""

from __future__ import annotations

from themecode.storage import records
from themecode.storage.records import HistoryRow
from themecode.usecases.study import Study


def history(study: Study) -> list[HistoryRow]:
    """Return every entry of the history, the latest first."""
    return records.history(study.connection)
