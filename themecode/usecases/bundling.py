"""A bundle: a study file of one's own for one coder, with only what that coder may see."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from themecode.core.errors import InputError, RefusedError, StudyFileError, ThemecodeError
from themecode.core.names import CONSENSUS, tidy_name
from themecode.core.summaries import summary
from themecode.formats.files import wipe
from themecode.formats.sealed import seal_file
from themecode.storage import bundles, schema
from themecode.storage import connection as files
from themecode.storage.bundles import FOR, Label
from themecode.storage.journal import Entry, now
from themecode.storage.queries.study import setting
from themecode.usecases.erasing import note_bundle
from themecode.usecases.merging import merge
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Bundle:
    """What was written."""

    path: Path
    coder: str
    new_coder: bool
    documents: int
    assigned: bool
    """The documents are those assigned to the coder; else they are all of the study's."""
    round: str | None


def bundle(study: Study, coder: str, path: Path, *, round: str | None = None, secret: str | None = None) -> Bundle:
    """Write a new file with what a coder may see; a coder new to the study is added to it.

    The documents are those assigned to the coder in ``round`` (default: the open production round), or all
    where nothing is assigned in it. With ``round`` what is coded in the bundle goes into that round. A file
    at ``path`` is replaced, unless it is a study, or a bundle with work that is not merged yet. With a
    ``secret`` the bundle is sealed: only that passphrase opens it.

    Raises NotFoundError for an unknown round, RefusedError where it is closed, where nothing in it is
    assigned to the coder, where the coder's name is too like another or reserved, where ``study`` is itself a
    bundle, and where ``path`` must not be replaced; StudyFileError where it cannot be written.
    """
    name = tidy_name(coder)
    _check_call(study, name, path)
    round_id = study.round_id(round, to_write=True)
    _check_replaced(study, path)
    with _coder_in(study, name) as (coder_id, new_coder), _written_whole(path, secret) as unfinished:
        documents = bundles.documents_for(study.connection, coder_id, round_id)
        if documents == []:
            raise RefusedError(
                f"nothing in this round is assigned to {name}",
                round or "the production round",
                "assign documents, or name another round (--round)",
            )
        moment = now()
        title, when = study.title, f"{moment[:16].replace('T', ' ')} UTC"
        label = Label(name, moment, round, summary("bundle", study.language, coder=name, when=when, title=title))
        number = _fill(study, unfinished, coder_id, documents, label)
    note_bundle(study, name, path.name, moment)
    return Bundle(path, name, new_coder, number, documents is not None, round)


def _check_call(study: Study, name: str, path: Path) -> None:
    if setting(study.connection, FOR) is not None:
        raise RefusedError("this is a bundle itself", str(study.path), "make bundles from the study")
    if not name:
        raise InputError("a bundle is for someone", "--for", "name the coder")
    if name == CONSENSUS:
        raise RefusedError(f"{CONSENSUS!r} is no person", "--for", "name the coder")
    if path.exists() and os.path.samefile(path, study.path):
        raise RefusedError("the bundle would replace the study", str(path), "choose another name")
    if path.is_dir():
        raise StudyFileError("this is a folder", str(path), "name the file to write")


def _check_replaced(study: Study, path: Path) -> None:
    """Refuse to replace a study, or a bundle that holds work the study does not have."""
    if not path.exists():
        return
    try:
        with Study.open(path, read_only=True) as there:
            whose = setting(there.connection, FOR)
    except ThemecodeError:
        return  # no study: replaced as any other file is
    if whose is None:
        raise RefusedError("the file there is a study, not a bundle", str(path), "choose another name")
    try:
        unmerged = any(file.brings or file.not_merged for file in merge(study, [path], dry_run=True).files)
    except ThemecodeError:
        unmerged = True
    if unmerged:
        raise RefusedError(
            f"the bundle for {whose} there holds work that is not in the study",
            str(path),
            "merge it first, or choose another name",
        )


@contextmanager
def _coder_in(study: Study, name: str) -> Iterator[tuple[int, bool]]:
    """Give the coder's id, and whether they are new; all that is read meanwhile is of one moment."""
    known = study.coder_id(name)
    if known is not None:
        with files.reading(study.connection):
            yield known, False
        return
    with study.act("new coder") as entry:
        yield _added(study, entry, name), True


def _added(study: Study, entry: Entry, name: str) -> int:
    coder_id = study.ensure_coder(entry, name)
    entry.describe(summary("new coder", study.language, coder=name))
    return coder_id


@contextmanager
def _written_whole(path: Path, secret: str | None) -> Iterator[Path]:
    """Give an empty study file to fill and close; it becomes ``path`` at the end, sealed or not, or vanishes."""
    whole = path.with_name(f"{path.name}.{os.getpid()}.new")
    files.remove(whole)
    try:
        with schema.making(whole) as unfinished:
            yield unfinished
        if path.exists():
            _settle_log(path)
        if secret is None:
            os.replace(whole, path)
        else:
            seal_file(whole, path, secret)
            wipe(whole)
    except OSError as error:
        raise StudyFileError(
            f"the bundle cannot be written ({error.strerror or error})", str(path), "choose another folder or name"
        ) from error
    finally:
        files.remove(whole)


def _fill(study: Study, path: Path, coder_id: int, documents: list[int] | None, label: Label) -> int:
    target = files.connect(path)
    try:
        with files.transaction(target):
            return bundles.write_bundle(study.connection, target, coder_id, documents, label)
    finally:
        target.close()


def _settle_log(path: Path) -> None:
    """Make sure that no log of the file replaced stays behind, which SQLite would play into the new one."""
    with suppress(sqlite3.Error, ThemecodeError):
        files.connect(path).close()
    if any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal")):
        raise StudyFileError("another program has this file open", str(path), "close that program, or choose a name")
