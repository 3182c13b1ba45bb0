"""Opening a study file and the one way to write to it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from themecode.core.errors import ReadOnlyError, StudyFileError

APPLICATION_ID = 0x54686D63
"""Stands in the file's header ("Thmc"), so that a study is known from any other SQLite file."""

BUSY_TIMEOUT_MS = 10_000


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open an existing SQLite file with the settings every connection of ours has.

    Autocommit is on: writing happens inside `transaction` alone. A file in a folder that cannot be
    written to is opened as immutable, because SQLite would otherwise want to make a file beside it.

    Raises StudyFileError where there is no such file, or it is a folder or no SQLite file.
    """
    _must_be_file(path)
    uri = f"file:{quote(str(path.resolve()))}"
    if read_only:
        uri += "?immutable=1" if _is_sealed(path) else "?mode=ro"
    else:
        uri += "?mode=rw"
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, cached_statements=512)
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys=ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        raise explained(error, path) from error
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write all or nothing: take the write lock at once, commit at the end, undo on any exception.

    The lock is taken by ``BEGIN IMMEDIATE``, because a transaction that begins by reading and writes
    later is refused at once when another process wrote in between, however long the busy timeout.

    Raises ReadOnlyError or StudyFileError where the file cannot be written.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        raise explained(error, file_of(connection)) from error
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError):
            raise explained(error, file_of(connection)) from error
        raise


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """See the study as it stands at one moment, however many statements follow and whoever writes meanwhile."""
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        connection.execute("COMMIT")


def file_of(connection: sqlite3.Connection) -> Path:
    """Return the path of the file behind a connection."""
    row = connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()
    return Path(row[0])


def can_write(path: Path) -> bool:
    """Tell whether both the file and its folder can be written, which SQLite needs for its log."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def _is_sealed(path: Path) -> bool:
    has_log = path.with_name(path.name + "-wal").exists()
    return not has_log and not os.access(path.resolve().parent, os.W_OK)


def _must_be_file(path: Path) -> None:
    if path.is_dir():
        raise StudyFileError("this is a folder, not a study", str(path), "name the study file inside it")
    if not path.exists():
        raise StudyFileError(
            "there is no such study", str(path), f"check the name, or make one: themecode new {path.name}"
        )


def explained(error: sqlite3.Error, path: Path) -> StudyFileError:
    """Put SQLite's words into a sentence that tells a person what to do."""
    text = str(error)
    if "readonly" in text or "unable to open" in text:
        return ReadOnlyError("the study cannot be written here", str(path), "copy it to a folder you can write to")
    if "locked" in text or "busy" in text:
        return StudyFileError(
            "another program has held the study for too long", str(path), "close that program and try again"
        )
    if "full" in text:
        return StudyFileError("the disk is full", str(path), "make room and try again; nothing was written")
    if "not a database" in text:
        return StudyFileError("this file is not a themecode study", str(path), "name a file made by themecode new")
    return StudyFileError(
        f"the study file is damaged ({text})", str(path), "open the latest backup and keep this file aside"
    )
