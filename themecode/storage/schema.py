"""Making a study's tables, by numbered migrations, and bringing an older study up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from themecode.core.errors import StudyFileError
from themecode.core.private import private
from themecode.storage.connection import APPLICATION_ID, connect, file_of, remove, settle, transaction
from themecode.storage.tables import FIRST_STUDY, WORKING_TOGETHER

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

VERSION = 2
"""The number of migrations; stands in the file as ``user_version``."""


def migrations() -> Migrations:
    """Return the numbered migrations; sqlite-utils is loaded here, not when a current study is opened."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations("themecode")

    @steps()
    def m001_first_study(db: Database) -> None:
        _run(db, FIRST_STUDY, 1)
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    @steps()
    def m002_working_together(db: Database) -> None:
        _run(db, WORKING_TOGETHER, 2)

    return steps


def _run(db: Database, statements: str, version: int) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
    db.conn.execute(f"PRAGMA user_version = {version}")


@contextmanager
def making(path: Path) -> Iterator[Path]:
    """Give an empty study file beside ``path``, to be filled and closed; it gets its name on leaving, or is removed.

    A study that is there is whole: killed before the end, this leaves a ``.part`` file and no study.
    Raises StudyFileError where something already stands at ``path`` or it cannot be made.
    """
    if not path.parent.is_dir():
        raise StudyFileError("the folder does not exist", str(path.parent), "make it first, or choose another")
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        if os.path.lexists(path):
            raise FileExistsError(path)
        _create(unfinished)
        yield unfinished
        settle(unfinished, path)
    except FileExistsError as error:
        raise StudyFileError(
            "there is a file of this name already",
            str(path),
            "choose another name, or open it: themecode open",
        ) from error
    except OSError as error:
        raise StudyFileError(
            f"the study cannot be made here ({error.strerror})", str(path), "choose a folder you can write to"
        ) from error
    finally:
        remove(unfinished)


def _create(path: Path) -> None:
    open(path, "xb", opener=private).close()
    connection = connect(path, fresh=True)
    try:
        with transaction(connection):
            migrate(connection)
    finally:
        connection.close()


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file behind a connection to this version, each step all or nothing."""
    from sqlite_utils import Database

    migrations().apply(Database(connection))


def require_study(
    connection: sqlite3.Connection, *, may_migrate: bool, back_up: Callable[[sqlite3.Connection, int], object]
) -> None:
    """Make sure that the file is a study of this version, migrating an older one if allowed.

    ``back_up`` is called with the connection and the old version before anything is changed; where it
    raises an exception, nothing is.

    Raises StudyFileError for any other SQLite file and for a study from a newer themecode.
    """
    path = file_of(connection)
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise StudyFileError("this file is not a themecode study", str(path), "name a file made by themecode new")
    if version > VERSION:
        raise StudyFileError(
            f"the study was made by a newer themecode (format {version}, this one reads {VERSION})",
            str(path),
            "update themecode",
        )
    if version < VERSION:
        if not may_migrate:
            raise StudyFileError(
                "the study is from an older themecode and must be updated first",
                str(path),
                "copy it to a folder you can write to and open it there",
            )
        back_up(connection, version)
        with transaction(connection):
            migrate(connection)
