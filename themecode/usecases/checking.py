"""Is the study file sound, and a copy of it that is known to be."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from themecode.core.errors import StudyFileError, ThemecodeError
from themecode.storage import integrity
from themecode.storage.connection import close, connect, explained, is_of_the_file, reading, remove, settle
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it must be."""

    what: str
    where: str


Verify = Callable[[sqlite3.Connection], list[Finding]]


_STEPS = 1_000_000
"""Of SQLite's engine, a few hundredths of a second, after which a check asks whether to stop."""


class StoppedError(Exception):
    """A copy was given up, because whoever wanted it has left; nothing of it is there."""


def check(study: Study) -> list[Finding]:
    """Verify SQLite's integrity, references, spans inside documents, text hashes, and history against rows.

    Returns what does not hold; an empty list says that the file is sound.
    """
    return findings(study.connection)


def findings(connection: sqlite3.Connection) -> list[Finding]:
    """Return what does not hold in a study of this version of themecode."""
    found: list[Finding] = []
    try:
        with reading(connection):
            found += file_findings(connection)
            found += [Finding(what, where) for what, where in integrity.study_faults(connection)]
            found += [
                Finding("a text is not what it was at import", uuid)
                for uuid, text, sha256 in integrity.texts(connection)
                if hashlib.sha256(text.encode()).hexdigest() != sha256
            ]
    except (sqlite3.Error, UnicodeError, AttributeError) as error:  # a text that is none, or holds no letters
        found.append(Finding("the file cannot be read to its end", str(error)))
    return found


def file_findings(connection: sqlite3.Connection) -> list[Finding]:
    """Return what does not hold in a study of any version: SQLite's own rules."""
    try:
        return [Finding(what, where) for what, where in integrity.file_faults(connection)]
    except (sqlite3.Error, UnicodeError) as error:
        return [Finding("SQLite cannot read the file", str(error))]


def backup(study: Study, path: Path, *, stopped: Callable[[], bool] = lambda: False) -> None:
    """Write a copy of the study as it stands, also while others write, then open the copy and check it.

    Raises StudyFileError where a file stands there, it cannot be written, or the copy is not sound, and
    StoppedError where ``stopped``, asked now and then, says so; there is no file then.
    """
    verified_copy(study.connection, study.path, path, findings, stopped)


def verified_copy(
    connection: sqlite3.Connection, study: Path, path: Path, verify: Verify, stopped: Callable[[], bool] = lambda: False
) -> None:
    """Copy the file behind a connection to ``path``, which gets its name once ``verify`` found it sound.

    ``study`` is what the file is called. Raises what `backup` raises.
    """

    def go_on() -> None:
        if stopped():
            raise StoppedError

    taken = StudyFileError("there is a file of this name already", str(path), "choose another name")
    if os.path.lexists(path):
        raise taken
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        integrity.copy(connection, unfinished, go_on)
        copied = connect(unfinished, read_only=True)
        copied.set_progress_handler(lambda: int(stopped()), _STEPS)
        try:
            found = verify(copied)
        finally:
            close(copied, unfinished, read_only=True)
        go_on()
        if found:
            raise StudyFileError(
                f"the copy is not sound, so the study may be damaged ({found[0].what}: {found[0].where})",
                str(study),
                "run themecode check",
            )
        settle(unfinished, path)
    except FileExistsError:
        raise taken from None
    except (sqlite3.Error, UnicodeError) as error:
        if getattr(error, "sqlite_errorname", "SQLITE_CORRUPT").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise explained(error, study) from error
        raise StudyFileError(f"the copy cannot be written ({error})", str(path), "choose another folder") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise StudyFileError(f"the copy cannot be written ({reason})", str(path), "choose another folder") from error
    finally:
        remove(unfinished)


def damage(path: Path, error: Exception) -> ThemecodeError | None:
    """Say in words that a study's file, not themecode, is at fault for an unexpected error; ``None`` where it is not.

    For the outermost floors, which would otherwise have to show a traceback. Checks the whole file where
    the error itself does not tell.
    """
    if isinstance(error, ThemecodeError):
        return error
    if isinstance(error, sqlite3.Error) and is_of_the_file(error):
        return explained(error, path)
    try:
        connection = connect(path, read_only=True)
    except StudyFileError as fault:
        return fault
    try:
        found = findings(connection)
    finally:
        close(connection, path, read_only=True)
    if not found:
        return None
    return StudyFileError(
        f"the study file is damaged ({found[0].what}: {found[0].where})",
        str(path),
        "keep this file aside and open the latest backup",
    )
