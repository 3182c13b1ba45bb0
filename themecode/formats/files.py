"""Bytes from files and back: what goes wrong on the way is said in words, and writing is all or nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from themecode.core.errors import InputError
from themecode.core.private import private


def read_bytes(path: Path, most: int | None = None) -> bytes:
    """Return the bytes of the file at ``path``.

    Raises InputError where there is no such file, it is a folder, it may not be read, or it has more than
    ``most`` bytes.
    """
    try:
        if path.is_dir():
            raise InputError("this is a folder, not a file", str(path), "name a file in it")
        with path.open("rb") as file:
            data = file.read(-1 if most is None else most + 1)
    except FileNotFoundError:
        raise InputError("there is no such file", str(path), "check the name and the folder") from None
    except (OSError, ValueError) as error:  # ValueError: a name no file can have
        raise InputError(f"the file cannot be read ({_reason(error)})", str(path), "check its permissions") from error
    if most is not None and len(data) > most:
        raise InputError(f"the file is larger than {most / 1e6:g} MB", str(path), "check that it is the right file")
    return data


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file for bytes that takes the place of ``path`` once complete; on any error nothing changes.

    A new file may be read by its owner alone; one that replaces another keeps its permissions. A link keeps
    pointing to its file.

    Raises InputError where the folder is missing or not writable, or ``path`` is a folder or in use.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise InputError("this is a folder, not a file", str(path), "give the name of a file in it")
    if not target.parent.is_dir():
        raise InputError("the folder does not exist", str(target.parent), "make it first, or choose another")
    if target.exists() and not target.is_file():  # /dev/null or a pipe: written to, never replaced
        with _through(path) as file:
            yield file
        return
    draft = target.with_name(f".{uuid4().hex}.tmp")  # beside the target: a rename never crosses disks
    try:
        with open(draft, "xb", opener=private) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        os.replace(draft, target)
    except OSError as error:
        fix = "close it in other programs, check permissions and disk space, or choose another place"
        raise InputError(f"the file cannot be written ({_reason(error)})", str(path), fix) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def _through(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        raise InputError(f"the file cannot be written ({_reason(error)})", str(path), "choose another place") from error


def wipe(path: Path) -> None:
    """Write zeros over a file and remove it, as far as its disk lets us: one may keep the old blocks for a while.

    Raises OSError where it cannot be written.
    """
    size = path.stat().st_size
    with path.open("r+b") as file:
        while (left := size - file.tell()) > 0:
            file.write(b"\0" * min(1 << 20, left))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _reason(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)
