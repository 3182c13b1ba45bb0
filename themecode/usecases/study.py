"""`Study`: the face of everything one can do with a study."""

from __future__ import annotations

import os
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from themecode.core.errors import InputError, ReadOnlyError, RefusedError
from themecode.core.localized import LANGUAGES
from themecode.core.names import CONSENSUS, PRODUCTION, default_coder, similar_name, tidy_name
from themecode.core.places import Place, PlaceWarning, advice
from themecode.core.states import Completion
from themecode.core.summaries import summary
from themecode.storage import bundles, schema
from themecode.storage import connection as files
from themecode.storage.journal import Entry, begin_entry, drop_entry, new_uuid, now
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.codings import Coding
from themecode.storage.queries.documents import Document, QuestionRow
from themecode.storage.queries.study import RoundRow
from themecode.usecases import finding
from themecode.usecases.whereabouts import place_of


class Study:
    """An open study: one file, one connection, one coder who acts. Not to be shared between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path, coder: str, *, read_only: bool) -> None:
        """Use `open` or `create` instead."""
        self.connection = connection
        self.path = path
        self.coder = coder
        self.read_only = read_only
        self.round: str | None = None
        """The round the coder works in, by name; ``None``: the one a bundle was made for, else production."""
        self._place_known = False

    @classmethod
    def create(
        cls, path: str | Path, *, title: str | None = None, language: str = "sv", coder: str | None = None
    ) -> Self:
        """Make an empty study and open it: a whole one, or no file.

        Raises StudyFileError where a file stands there already or cannot be made, InputError for an
        unknown language.
        """
        path = Path(path)
        if language not in LANGUAGES:
            raise InputError(f"unknown language {language!r}", fix=f"choose one of: {', '.join(LANGUAGES)}")
        with schema.making(path) as unfinished, cls.open(unfinished, coder=coder) as study, study.act("new") as entry:
            for key, value in {
                "uuid": new_uuid(),
                "title": title or path.stem,
                "language": language,
                "created": now(),
            }.items():
                study_queries.set_setting(study.connection, key, value)
            entry.insert("coders", {"name": CONSENSUS, "kind": "consensus", "created": entry.moment})
            entry.insert("rounds", {"name": PRODUCTION, "kind": "production", "created": entry.moment})
            entry.describe(study.say("new"))
        return cls.open(path, coder=coder)

    @classmethod
    def open(
        cls, path: str | Path, *, coder: str | None = None, read_only: bool = False, round: str | None = None
    ) -> Self:
        """Open a study, for ``coder`` (default: whose bundle it is, else THEMECODE_CODER, else the login name).

        A file or folder that cannot be written is opened for reading. A coder new to the study is
        added with the first thing they do. With ``round`` they work in it: what they code goes there, and
        what `usecases.looking` shows is what they did there.

        Raises StudyFileError where the file is missing, no study, from a newer themecode or damaged,
        NotFoundError for an unknown round.
        """
        path = Path(path)
        read_only = read_only or (os.path.isfile(path) and not files.can_write(path))
        connection = files.connect(path, read_only=read_only)
        try:
            schema.require_study(connection, may_migrate=not read_only, back_up=_back_up)
            coder = tidy_name(coder or "") or study_queries.setting(connection, bundles.FOR) or default_coder()
        except (sqlite3.Error, UnicodeError) as error:
            connection.close()
            raise files.explained(error, path) from error
        except BaseException:
            connection.close()
            raise
        study = cls(connection, path, coder, read_only=read_only)
        if round is not None:
            try:
                study.round_id(round)
            except BaseException:
                study.close()
                raise
            study.round = round
        return study

    def close(self) -> None:
        """Close the file. Everything done is on disk already."""
        files.close(self.connection, self.path, read_only=self.read_only)

    def __enter__(self) -> Self:
        """Return the study itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the study.

        Raises StudyFileError in place of SQLite's own words where the file or the disk failed.
        """
        self.close()
        if isinstance(error, sqlite3.Error) and files.is_of_the_file(error):
            raise files.explained(error, self.path) from error

    # -- what the study is --------------------------------------------------------------------

    @property
    def language(self) -> str:
        """The language of the material and of the report."""
        return study_queries.setting(self.connection, "language") or "sv"

    @property
    def title(self) -> str:
        """What the study is called."""
        return study_queries.setting(self.connection, "title") or self.path.stem

    # -- finding ------------------------------------------------------------------------------

    def document(self, name: str, question: str | None = None) -> Document:
        """Return a transcript by name, or with ``question`` the answer of the case ``name``.

        Raises NotFoundError where there is none.
        """
        if question is None:
            return finding.transcript(self.connection, name)
        return finding.answer(self.connection, name, question)

    def question(self, key: str) -> QuestionRow:
        """Return a question by key or number. Raises NotFoundError where there is none."""
        return finding.question(self.connection, key)

    def codebook(self, key: str) -> CodebookRow:
        """Return a codebook by key. Raises NotFoundError where there is none."""
        return finding.codebook(self.connection, key)

    def find_code(self, key: str) -> CodeRow:
        """Return a code by key. Raises NotFoundError where there is none."""
        return finding.code(self.connection, key)

    def coder_id(self, name: str | None = None) -> int | None:
        """Return the id of a coder (default: who acts), ``None`` where they have done nothing yet."""
        wanted = tidy_name(name or self.coder)
        return next((row.id for row in study_queries.coders(self.connection) if row.name == wanted), None)

    def known_coder(self, name: str) -> int:
        """Return the id of a coder who must be there. Raises NotFoundError where they are not."""
        return finding.coder_id(self.connection, tidy_name(name or self.coder))

    def round_id(self, name: str | None = None, *, to_write: bool = False) -> int:
        """Return the id of a round, see `find_round`."""
        return self.find_round(name, to_write=to_write).id

    def find_round(self, name: str | None = None, *, to_write: bool = False) -> RoundRow:
        """Return a round (default: the one worked in, else the one a bundle was made for, else production).

        Of several production rounds the first open one is meant, or where none is open the last.

        Raises NotFoundError where there is none, RefusedError when ``to_write`` and it is closed.
        """
        name = name or self.round or study_queries.setting(self.connection, bundles.ROUND)
        return finding.coding_round(self.connection, name, to_write=to_write)

    # -- writing ------------------------------------------------------------------------------

    @contextmanager
    def act(self, action: str) -> Iterator[Entry]:
        """Do something as one entry of the history: all of it, or nothing where an exception is raised.

        An entry that touches nothing leaves no trace. Raises ReadOnlyError on a read-only study.
        """
        if self.read_only:
            raise ReadOnlyError(
                "the study is open for reading only, nothing was written",
                str(self.path),
                "copy it to a folder you can write to",
            )
        with files.transaction(self.connection):
            entry = begin_entry(self.connection, self.coder, action)
            yield entry
            if not entry.touched:
                drop_entry(entry)
            place = self._new_place()
        self._place_known = True
        if place is not None:
            what, instead = advice(place, "en")
            warnings.warn(f"{what}; {instead}", PlaceWarning, stacklevel=3)

    def mention_place(self) -> Place | None:
        """Return the cloud or network folder the study lies in, once per study: not where it was said before."""
        if self.read_only or self._place_known or place_of(self.path) is None:
            return None
        with files.transaction(self.connection):
            place = self._new_place()
        self._place_known = True
        return place

    def _new_place(self) -> Place | None:
        """Note inside a running transaction where the study lies. No content, so it leaves no history."""
        place = None if self._place_known else place_of(self.path)
        if place is None or study_queries.setting(self.connection, "place mentioned") == place.name:
            return None
        study_queries.set_setting(self.connection, "place mentioned", place.name)
        return place

    def say(self, action: str, **details: object) -> str:
        """Return the history's sentence for an action of this coder, in the study's language."""
        return summary(action, self.language, coder=self.coder, **details)

    def ensure_coder(self, entry: Entry, name: str | None = None) -> int:
        """Return the id of a coder (default: who acts), adding them where new.

        Raises RefusedError where the name differs from a known one only by case or spaces.
        """
        wanted = tidy_name(name or self.coder)
        known = {row.name: row.id for row in study_queries.coders(self.connection)}
        if wanted in known:
            return known[wanted]
        if other := similar_name(wanted, known):
            raise RefusedError(
                f"the coder {wanted!r} differs from {other!r} only by case or spaces",
                fix=f"write {other!r}, or choose a name that cannot be confused with it",
            )
        return entry.insert("coders", {"name": wanted, "created": entry.moment})

    def code(self, document: Document, start: int, end: int, code: str) -> Coding:
        """Put a code on ``document.text[start:end]``; see `usecases.coding.code`."""
        from themecode.usecases import coding

        return coding.code(self, document, start, end, code)

    def remove(self, coding_id: int) -> None:
        """Take one's own coding away; see `usecases.coding.remove`."""
        from themecode.usecases import coding

        coding.remove(self, coding_id)

    def complete(self, document: Document, state: Completion | str = Completion.COMPLETED) -> None:
        """Say that a document is done, and how; see `usecases.completing.complete`."""
        from themecode.usecases import completing

        completing.complete(self, document, Completion(state))

    def undo(self) -> str:
        """Take back what this coder did last and return its summary; see `usecases.undoing.undo`."""
        from themecode.usecases import undoing

        return undoing.undo(self)

    def redo(self) -> str:
        """Do again what this coder took back last and return its summary."""
        from themecode.usecases import undoing

        return undoing.redo(self)


def _back_up(connection: sqlite3.Connection, version: int) -> None:
    """Keep a copy of a study before it is brought to this version of themecode."""
    from themecode.usecases.backups import back_up_before_update

    back_up_before_update(connection, version)
