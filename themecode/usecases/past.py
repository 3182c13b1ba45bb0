"""The study as it stood at a moment: to count again what was counted then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time

from themecode.core.errors import InputError
from themecode.storage import past
from themecode.usecases.study import Study


def parse_moment(text: str) -> str:
    """Return a moment as the history writes it (UTC, ISO 8601); a day alone means its end, local time.

    Raises InputError for what is no date or time.
    """
    cleaned = text.strip().replace(" ", "T", 1)
    try:
        moment = datetime.fromisoformat(cleaned)
    except ValueError as error:
        raise InputError(f"{text!r} is no date or time", fix="write 2026-11-22 or '2026-11-22 13:45'") from error
    if "T" not in cleaned:
        moment = datetime.combine(moment.date(), time.max)
    elif len(cleaned) <= len("2026-11-22T13:45") and moment.tzinfo is None:
        moment = moment.replace(second=59, microsecond=999_000)  # the minute named is meant as a whole
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


@contextmanager
def study_at(study: Study, *, moment: str | None = None, entry: int | None = None) -> Iterator[Study]:
    """Give a study to read as it stood at a moment, or when a history entry was the latest.

    It is a copy in memory: codebook, codings, completions and exclusions of then. What a code means now
    is not applied to codings of then; that takes a person.
    """
    if entry is None:
        connection = study.connection
        entry = past.last_entry(connection, parse_moment(moment)) if moment else past.latest_entry(connection)
    copy = past.as_it_stood(study.connection, entry)
    then = Study(copy, study.path, study.coder, read_only=True)
    try:
        yield then
    finally:
        then.close()
