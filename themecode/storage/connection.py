"""Opening a study file and the one way to write to it."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import uniform
from time import monotonic, sleep
from urllib.parse import quote

from themecode.core.errors import ReadOnlyError, RefusedError, StudyFileError

APPLICATION_ID = 0x54686D63
"""Stands in the file's header ("Thmc"), so that a study is known from any other SQLite file."""

BUSY_TIMEOUT_MS = 10_000
"""How long to wait for another program that holds the file; looked up whenever a connection is opened."""


def connect(path: Path, *, read_only: bool = False, fresh: bool = False) -> sqlite3.Connection:
    """Open an existing SQLite file with the settings every connection of ours has.

    Autocommit is on: writing happens inside `transaction` alone. A file in a folder that cannot be
    written to is opened as immutable, because SQLite would otherwise want to make a file beside it.
    ``fresh`` says that the file is to become a study; any other file that is none is left as it is.

    Raises StudyFileError where there is no such file, or it is a folder, unreadable or no SQLite file.
    """
    _must_be_file(path)
    how = "mode=rw" if not read_only else "immutable=1" if _is_sealed(path) else "mode=ro"
    try:
        connection = sqlite3.connect(_uri(path, how), uri=True, isolation_level=None, cached_statements=512)
    except sqlite3.Error as error:
        raise explained(error, path) from error
    try:
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA temp_store=MEMORY")  # so that no piece of a text is left in a temporary file
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if not read_only and (fresh or application == APPLICATION_ID):
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
    except (sqlite3.Error, UnicodeError) as error:
        connection.close()
        raise explained(error, path) from error
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write all or nothing: take the write lock at once, commit at the end, undo on any exception.

    The lock is taken by ``BEGIN IMMEDIATE``, because a transaction that begins by reading and writes
    later is refused at once when another process wrote in between, however long the busy timeout.

    Raises ReadOnlyError or StudyFileError where the file cannot be written; nothing was written then.
    """
    try:
        _take_lock(connection)
    except sqlite3.Error as error:
        raise explained(error, file_of(connection)) from error
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException as error:
        with suppress(sqlite3.Error):
            if connection.in_transaction:  # a full disk makes SQLite roll back by itself
                connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error) and is_of_the_file(error):
            raise explained(error, file_of(connection)) from error
        if isinstance(error, sqlite3.IntegrityError):
            raise RefusedError(
                "someone else changed the same thing meanwhile", str(file_of(connection)), "look at it and try again"
            ) from error
        raise


def _take_lock(connection: sqlite3.Connection) -> None:
    """Begin to write, waiting for whoever writes now by asking often.

    SQLite's own waiting asks ever more seldom, ten times a second in the end: who wants to write now and
    then can be kept out for many seconds by another who writes all the time.
    """
    until = monotonic() + BUSY_TIMEOUT_MS / 1000
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if not error.sqlite_errorname.startswith("SQLITE_BUSY") or monotonic() > until:
                    raise
            sleep(uniform(0.000_5, 0.004))
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def close(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    """Close a connection, leaving no ``-wal`` and ``-shm`` beside the file where it was the last.

    One that only reads cannot take them away; one that may write does so when it closes. Where someone
    else still reads, what was written goes into the file itself all the same: who copies the file by hand
    must not leave the latest work behind in ``-wal``.
    """
    if connection.total_changes:
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    connection.close()
    if read_only and can_write(path):
        with suppress(sqlite3.Error), closing(sqlite3.connect(_uri(path, "mode=rw"), uri=True)) as writer:
            writer.execute("SELECT count(*) FROM sqlite_master").fetchone()


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
        with suppress(sqlite3.Error):  # where the file is damaged, the reading has ended already
            connection.execute("COMMIT")


def file_of(connection: sqlite3.Connection) -> Path:
    """Return the path of the file behind a connection."""
    return Path(next(file for _, name, file in connection.execute("PRAGMA database_list") if name == "main"))


def can_write(path: Path) -> bool:
    """Tell whether both the file and its folder can be written, which SQLite needs for its log."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def settle(unfinished: Path, path: Path) -> None:
    """Give a finished file its name. Raises FileExistsError, changing nothing, where a file has that name."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no links, as memory sticks
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        unfinished.rename(path)
    else:
        unfinished.unlink()


def remove(path: Path) -> None:
    """Remove an unfinished SQLite file and what SQLite keeps beside it, as far as they can be removed."""
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            path.with_name(path.name + end).unlink(missing_ok=True)


def _is_sealed(path: Path) -> bool:
    has_log = path.with_name(path.name + "-wal").exists()
    return not has_log and not os.access(path.resolve().parent, os.W_OK)


def _uri(path: Path, how: str) -> str:
    return f"file:{quote(str(path.resolve()))}?{how}"


def _must_be_file(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise StudyFileError(
            "there is no such study", str(path), f"check the name, or make one: themecode new {path.name}"
        ) from None
    except OSError as error:
        raise StudyFileError(f"the study cannot be read ({error.strerror})", str(path), "check the name") from error
    if stat.S_ISDIR(mode):
        raise StudyFileError("this is a folder, not a study", str(path), "name the study file inside it")
    if not os.access(path, os.R_OK):
        raise StudyFileError("the study may not be read", str(path), "check its permissions")


def is_of_the_file(error: sqlite3.Error) -> bool:
    """Tell whether SQLite complains of the file or the disk, not of a row that breaks a rule, our calls or our SQL."""
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError):
        return False
    return getattr(error, "sqlite_errorname", "") != "SQLITE_ERROR"


def explained(error: sqlite3.Error | UnicodeError, path: Path) -> StudyFileError:
    """Put SQLite's words into a sentence that tells a person what to do.

    A UnicodeError is what Python makes of SQLite's words where they quote a damaged file.
    """
    name = getattr(error, "sqlite_errorname", "SQLITE_CORRUPT")  # Python's own complaints are of broken text
    for beginning, kind, what, fix in _FAULTS:
        if name.startswith(beginning):
            return kind(what, str(path), fix)
    return StudyFileError(
        f"the study cannot be read as it should ({error})",
        str(path),
        "run themecode check; where that finds damage, keep this file aside and open the latest backup",
    )


_CANNOT_WRITE = (ReadOnlyError, "the study cannot be written here", "copy it to a folder you can write to")
_HELD = (
    StudyFileError,
    "another program has held the study for too long, nothing was written",
    "close that program and try again",
)
_FAULTS: tuple[tuple[str, type[StudyFileError], str, str], ...] = (
    ("SQLITE_READONLY", *_CANNOT_WRITE),
    ("SQLITE_CANTOPEN", *_CANNOT_WRITE),
    ("SQLITE_PERM", *_CANNOT_WRITE),
    ("SQLITE_BUSY", *_HELD),
    ("SQLITE_LOCKED", *_HELD),
    ("SQLITE_FULL", StudyFileError, "the disk is full", "make room and try again; nothing was written"),
    (
        "SQLITE_IOERR",
        StudyFileError,
        "the disk cannot be read or written",
        "see that it is connected and has room, and try again; nothing was written",
    ),
    (
        "SQLITE_NOTADB",
        StudyFileError,
        "this file is not a themecode study",
        "name a file made by themecode new; a sealed one opens with themecode unseal",
    ),
    ("SQLITE_CORRUPT", StudyFileError, "the study file is damaged", "keep this file aside and open the latest backup"),
)
"""The beginning of SQLite's name for an error, the kind of error it is to a person, what is wrong, what to do."""
