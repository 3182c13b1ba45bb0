"""A rolling few verified copies of a study, in a folder beside it: ``studie.db`` has ``studie.db.backups/``.

A copy is made where something changed since the newest one, gets its name once it was opened and found
sound, and only then may an older one go. So an unsound copy never takes the place of a sound one.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from themecode.core.errors import StudyFileError
from themecode.storage import integrity
from themecode.storage.connection import close, connect, file_of
from themecode.usecases.checking import backup, file_findings, verified_copy
from themecode.usecases.study import Study

KEEP = 5
"""How many copies are kept."""

_NEWEST = 3
"""How many of them are the newest, whatever their day; the others are each the last of an earlier day."""

_STALE = timedelta(hours=1)
"""After this, an unfinished copy is one that was cut off."""

_MOMENT = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"-(\d{4}-\d\d-\d\dT\d{6}Z)(\.[^.]*)?$")


@dataclass(frozen=True, order=True)
class Copy:
    """A rolling copy, by its name."""

    moment: datetime
    """When it was made, UTC."""
    name: str


def folder_of(study: Path) -> Path:
    """Return the folder of a study's copies, which need not be there."""
    return study.with_name(study.name + ".backups")


def copy_name(study: str, moment: datetime, mark: str = "") -> str:
    """Return the name of a copy: ``studie-2026-07-14T093012Z.db``; ``mark`` stands before the suffix."""
    path = Path(study)
    return f"{path.stem}-{moment.astimezone(UTC).strftime(_MOMENT)}{mark}{path.suffix}"


def rolling(names: Iterable[str], study: str) -> list[Copy]:
    """Return those of the names that are rolling copies of a study, the newest first."""
    found = []
    for name in names:
        match = _NAME.search(name)
        if match is None:
            continue
        with suppress(ValueError):
            moment = datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC)
            if name == copy_name(study, moment):
                found.append(Copy(moment, name))
    return sorted(found, reverse=True)


def superfluous(copies: Iterable[Copy], keep: int = KEEP) -> list[Copy]:
    """Return the copies that may go: all but the three newest and the last of each earlier day, ``keep`` in all.

    So a day on which the study is opened many times does not push yesterday's work out. Where there are
    not enough days, the next newest stay.
    """
    newest_first = sorted(copies, reverse=True)
    newest = newest_first[: min(_NEWEST, keep)]
    last_of_day = {copy.moment.date(): copy for copy in sorted(newest_first)}
    days = {copy.moment.date() for copy in newest}
    wanted = [*newest, *(last_of_day[day] for day in sorted(last_of_day, reverse=True) if day not in days)]
    wanted += [copy for copy in newest_first if copy not in wanted]
    kept = set(wanted[:keep])
    return [copy for copy in newest_first if copy not in kept]


def copies_of(study: Path) -> list[Path]:
    """Return the rolling copies of a study, the newest first."""
    folder = folder_of(study)
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return []
    return [folder / copy.name for copy in rolling(names, study.name)]


def keep_backup(path: Path, *, stopped: Callable[[], bool] = lambda: False) -> Path | None:
    """Make a rolling copy of a study and return its path; ``None`` where nothing changed since the newest.

    Opens the study on a connection of its own, so it may run beside others that read and write.

    Raises StudyFileError where the copy cannot be written, or is not sound, and StoppedError where
    ``stopped``, asked now and then, says so; all older ones stay then.
    """
    with Study.open(path, read_only=True) as study:
        present = copies_of(path)
        if present and _state(present[0]) == integrity.state(study.connection):
            return None
        made = _folder(path) / copy_name(path.name, datetime.now(UTC))
        if made.exists():  # someone else opened the study in the same second
            return None
        try:
            backup(study, made, stopped=stopped)
        except StudyFileError as error:
            raise _with_latest(error, present) from error
    _tidy(path)
    return made


def back_up_before_update(connection: sqlite3.Connection, version: int) -> Path:
    """Keep a copy of a study of an older format before it is updated, and return its path. It does not roll.

    Raises StudyFileError where that cannot be done; the study must then not be updated.
    """
    path = file_of(connection)
    try:
        made = _folder(path) / copy_name(path.name, datetime.now(UTC), f"-format-{version}")
        if not made.exists():
            verified_copy(connection, path, made, file_findings)
    except StudyFileError as error:
        raise StudyFileError(
            "the study is from an older themecode, and cannot be updated without a copy to go back to: "
            + error.faults[0].what,
            error.faults[0].where,
            error.faults[0].fix,
        ) from error
    return made


def _folder(study: Path) -> Path:
    folder = folder_of(study)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StudyFileError(
            f"the folder for copies cannot be made ({error.strerror})", str(folder), "see that one can write there"
        ) from error
    return folder


def _state(copy: Path) -> tuple[int, int, str] | None:
    """Return the state of the study that a copy holds, ``None`` where it cannot be read."""
    try:
        connection = connect(copy, read_only=True)
    except StudyFileError:
        return None
    try:
        return integrity.state(connection)
    except sqlite3.Error:
        return None
    finally:
        close(connection, copy, read_only=True)


def _with_latest(error: StudyFileError, present: list[Path]) -> StudyFileError:
    """Say of a copy that failed which one still stands."""
    if not present:
        return error
    fault = error.faults[0]
    return StudyFileError(fault.what, fault.where, f"{fault.fix}; the latest sound copy is {present[0]}")


def _tidy(study: Path) -> None:
    """Remove copies that may go, and what was left of ones that were cut off, as far as they can be removed."""
    folder = folder_of(study)
    with suppress(OSError):
        present = list(folder.iterdir())
        for copy in superfluous(rolling([path.name for path in present], study.name)):
            (folder / copy.name).unlink()
        long_ago = (datetime.now(UTC) - _STALE).timestamp()
        for path in present:
            if re.search(r"\.\d+\.part(-\w+)?$", path.name) and path.stat().st_mtime < long_ago:
                path.unlink()
