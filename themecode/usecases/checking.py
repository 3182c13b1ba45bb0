"""Is the study file sound, and a copy of it that is known to be."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from themecode.core.errors import StudyFileError
from themecode.storage import integrity
from themecode.storage.connection import reading
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it must be."""

    what: str
    where: str


def check(study: Study) -> list[Finding]:
    """Verify SQLite's integrity, references, spans inside documents, text hashes, and history against rows.

    Returns what does not hold; an empty list says that the file is sound.
    """
    try:
        with reading(study.connection):
            found = [Finding(what, where) for what, where in integrity.faults(study.connection)]
            found += [
                Finding("a text is not what it was at import", title)
                for title, text, sha256 in integrity.texts(study.connection)
                if hashlib.sha256(text.encode()).hexdigest() != sha256
            ]
    except sqlite3.DatabaseError as error:
        return [Finding(f"SQLite cannot read the file ({error})", str(study.path))]
    return found


def backup(study: Study, path: Path) -> None:
    """Write a copy of the study as it stands, also while others write, then open the copy and check it.

    Raises StudyFileError where a file stands there, it cannot be written, or the copy is not sound.
    """
    if path.exists():
        raise StudyFileError("there is a file of this name already", str(path), "choose another name")
    try:
        integrity.copy(study.connection, path)
    except (sqlite3.Error, OSError) as error:
        path.unlink(missing_ok=True)
        raise StudyFileError(f"the copy cannot be written ({error})", str(path), "choose another folder") from error
    with Study.open(path, read_only=True) as copied:
        findings = check(copied)
    if findings:
        path.unlink(missing_ok=True)
        raise StudyFileError(
            f"the copy is not sound ({findings[0].what}: {findings[0].where})",
            str(path),
            "run themecode check",
        )
