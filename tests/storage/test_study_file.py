"""Opening a study file: what is refused, what a refusal leaves alone, and reading where nothing may be written."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.core.errors import ReadOnlyError, RefusedError, StudyFileError
from themecode.storage.connection import APPLICATION_ID, connect, reading, transaction
from themecode.storage.schema import VERSION

Run = Callable[..., Any]


@contextmanager
def nobody() -> Iterator[None]:
    """Be a user without rights where we are root; anyone else stays who they are."""
    if os.getuid():
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@contextmanager
def somebody() -> Iterator[None]:
    """Within `nobody`, be for a moment who we were."""
    if os.getresuid()[2]:
        yield
        return
    os.setresuid(0, 0, 0)
    try:
        yield
    finally:
        os.setresuid(65534, 65534, 0)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(path: Path, *, read_only: bool) -> str:
    with pytest.raises(StudyFileError) as raised:
        Study.open(path, read_only=read_only)
    return str(raised.value)


@pytest.mark.parametrize("read_only", [True, False])
class TestRefusedFiles:
    def test_a_missing_study_says_how_to_make_one(self, tmp_path: Path, read_only: bool) -> None:
        assert "themecode new gone.db" in refused(tmp_path / "gone.db", read_only=read_only)
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_is_no_study(self, tmp_path: Path, read_only: bool) -> None:
        assert "this is a folder" in refused(tmp_path, read_only=read_only)

    def test_a_path_through_a_file_is_a_missing_study(self, tmp_path: Path, read_only: bool) -> None:
        (tmp_path / "file").touch()
        assert "there is no such study" in refused(tmp_path / "file" / "s.db", read_only=read_only)

    def test_a_name_too_long_for_the_disk_is_said_in_words(self, tmp_path: Path, read_only: bool) -> None:
        assert "cannot be read" in refused(tmp_path / ("å" * 300), read_only=read_only)

    @pytest.mark.parametrize("data", [b"", b"id,q1\n1,hej\n", b"\x00" * 5000, b"SQLite format 3\x00" + b"\xff" * 3000])
    def test_a_file_that_is_no_study_is_refused_and_left_as_it_is(
        self, tmp_path: Path, data: bytes, read_only: bool
    ) -> None:
        path = tmp_path / "other.db"
        path.write_bytes(data)
        assert str(path) in refused(path, read_only=read_only)
        assert path.read_bytes() == data

    def test_another_programs_database_is_refused_and_left_as_it_is(self, tmp_path: Path, read_only: bool) -> None:
        path = tmp_path / "places.sqlite"
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE study (key TEXT)")
        before = digest(path)
        assert "this file is not a themecode study" in refused(path, read_only=read_only)
        assert digest(path) == before
        assert [file.name for file in tmp_path.iterdir()] == ["places.sqlite"]

    def test_a_study_from_a_newer_version_is_refused_and_left_as_it_is(
        self, small: Any, read_only: bool, content: Any
    ) -> None:
        before = content(small.path)
        with closing(sqlite3.connect(small.path)) as connection:
            connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        said = refused(small.path, read_only=read_only)
        assert "newer themecode" in said
        assert "update themecode" in said
        assert content(small.path) == before

    def test_a_study_cut_short_is_called_damaged(self, small: Any, read_only: bool) -> None:
        data = small.path.read_bytes()
        small.path.write_bytes(data[: len(data) // 2])
        try:
            with Study.open(small.path, read_only=read_only) as study:
                study.connection.execute("PRAGMA integrity_check").fetchall()
        except StudyFileError as error:
            assert "damaged" in str(error)  # noqa: PT017
        assert small.path.stat().st_size == len(data) // 2


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize(
    "command", ["count {}", "report {}", "log {}", "undo {}", "export codings {} -o x.csv", "check {}"]
)
def test_no_command_shows_a_traceback_on_a_study_cut_short(
    run: Run, small: Any, share: float, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.path.parent)
    data = small.path.read_bytes()
    small.path.write_bytes(data[: int(len(data) * share)])
    ran = run(*command.format(small.path).split())
    assert ran.code in (0, 1, 2)
    assert all(line.startswith("themecode: ") for line in ran.err.splitlines())


def test_a_new_study_is_known_by_its_header_and_opens_in_any_sqlite_tool(tmp_path: Path) -> None:
    with Study.create(tmp_path / "s.db", title="Ålder & äpple", language="en"):
        pass
    with closing(sqlite3.connect(tmp_path / "s.db")) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        settings = dict(connection.execute("SELECT key, value FROM study"))
        assert settings["title"] == "Ålder & äpple"
        assert settings["language"] == "en"
        assert len(settings["uuid"]) == 36
        assert connection.execute("SELECT name, kind, closed FROM rounds").fetchall() == [
            ("production", "production", None)
        ]
        assert connection.execute("SELECT name, kind FROM coders").fetchall() == [("consensus", "consensus")]
        lax = [name for name, strict in connection.execute("SELECT name, strict FROM pragma_table_list") if not strict]
        assert [name for name in lax if not name.startswith(("sqlite_", "documents_fts", "_"))] == []


def test_a_new_study_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_text("något")
    with pytest.raises(StudyFileError, match="a file of this name already"):
        Study.create(path)
    assert path.read_text() == "något"


def test_opening_again_changes_no_byte(small: Any) -> None:
    before = digest(small.path)
    with Study.open(small.path):
        pass
    with Study.open(small.path, read_only=True):
        pass
    assert digest(small.path) == before


@pytest.mark.parametrize("read_only", [True, False])
def test_a_closed_study_is_one_file(small: Any, read_only: bool) -> None:
    with Study.open(small.path, read_only=read_only) as study:
        study.document("samtal")
    assert [path.name for path in small.path.parent.glob("s.db*")] == ["s.db"]


def test_a_reader_that_closes_leaves_the_log_of_a_writer_alone(small: Any) -> None:
    with Study.open(small.path, coder="Anna") as writer:
        writer.code(writer.document("1", "q1"), 0, 2, "k.rum")
        with Study.open(small.path, read_only=True):
            pass
        writer.code(writer.document("1", "q1"), 3, 6, "k.rum")
        assert len(writer.connection.execute("SELECT 1 FROM codings").fetchall()) == 2
    with Study.open(small.path, read_only=True) as study:
        assert len(study.connection.execute("SELECT 1 FROM codings").fetchall()) == 2


class TestTransaction:
    def test_takes_the_write_lock_before_anything_is_read(self, small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("themecode.storage.connection.BUSY_TIMEOUT_MS", 20)
        with closing(connect(small.path)) as one, closing(connect(small.path)) as two:
            with transaction(one), pytest.raises(StudyFileError, match="another program"), transaction(two):
                pass
            with transaction(two):
                pass

    def test_keeps_nothing_where_an_exception_is_raised(self, small: Any) -> None:
        def interrupted(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.execute("INSERT INTO study VALUES ('x', 'y')")
                raise KeyboardInterrupt

        with closing(connect(small.path)) as connection:
            with pytest.raises(KeyboardInterrupt):
                interrupted(connection)
            assert connection.execute("SELECT 1 FROM study WHERE key = 'x'").fetchone() is None
            assert not connection.in_transaction

    def test_a_row_that_someone_else_made_meanwhile_is_said_in_words(self, small: Any) -> None:
        with closing(connect(small.path)) as connection:
            with pytest.raises(RefusedError, match="meanwhile"), transaction(connection):
                connection.execute("INSERT INTO study VALUES ('title', 'x')")
            assert not connection.in_transaction

    def test_every_connection_waits_syncs_and_checks_references(self, small: Any) -> None:
        with closing(connect(small.path)) as connection:
            settings = {
                name: connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("busy_timeout", "synchronous", "foreign_keys", "journal_mode")
            }
        assert settings == {"busy_timeout": 10_000, "synchronous": 2, "foreign_keys": 1, "journal_mode": "wal"}

    def test_an_error_in_a_use_case_leaves_no_history(self, small: Any, content: Any) -> None:
        def broken(study: Study) -> None:
            with study.act("code") as entry:
                study.ensure_coder(entry)
                raise ZeroDivisionError

        before = content(small.path)
        with Study.open(small.path, coder="Anna") as study:
            entries = study.connection.execute("SELECT count(*) FROM history").fetchone()
            with pytest.raises(ZeroDivisionError):
                broken(study)
            assert study.connection.execute("SELECT count(*) FROM history").fetchone() == entries
        assert content(small.path) == before


def test_a_reader_sees_one_moment_whoever_writes_meanwhile(small: Any) -> None:
    with Study.open(small.path, read_only=True) as reader, Study.open(small.path, coder="Anna") as writer:
        with reading(reader.connection):
            count = "SELECT count(*) FROM codings"
            before = reader.connection.execute(count).fetchone()
            writer.code(writer.document("1", "q1"), 0, 2, "k.rum")
            assert reader.connection.execute(count).fetchone() == before
        assert reader.connection.execute(count).fetchone() == (1,)


class TestReadOnly:
    """As another user, because root may write anywhere."""

    @pytest.fixture
    def shelf(self, small_original: Any) -> Iterator[Path]:
        folder = Path(tempfile.mkdtemp(prefix="themecode-läs-"))
        folder.chmod(0o755)
        shutil.copy(small_original.path, folder / "s.db")
        (folder / "s.db").chmod(0o644)
        yield folder
        folder.chmod(0o755)
        shutil.rmtree(folder)

    @pytest.fixture
    def as_nobody(self, run: Run, demo_original: Path) -> Iterator[Run]:
        if not hasattr(os, "setresuid"):
            pytest.skip("this system cannot change users for a while")
        run("count", demo_original)  # what commands load must be loaded before its folder is out of reach
        run("import", "attributes", demo_original, "nothing.csv")
        run("undo", demo_original, "--coder", "Ingen")
        run("log", demo_original)
        run("check", demo_original)
        run("report", demo_original, "--question", "23")
        run("export", "cases", demo_original, "-o", "/nowhere/x.csv")
        run("backup", demo_original, "/nowhere/x.db")
        run("codebook", "save", demo_original, "framgang", "/nowhere/x.yaml")
        with nobody():
            yield run

    @pytest.fixture
    def sealed(self, shelf: Path) -> Path:
        shelf.chmod(0o555)
        return shelf / "s.db"

    @pytest.mark.parametrize("command", ["count {}", "count {} --json", "log {}", "check {}", "report {}"])
    def test_reading_works_in_a_folder_that_cannot_be_written(self, sealed: Path, as_nobody: Run, command: str) -> None:
        before = digest(sealed)
        ran = as_nobody(*command.format(sealed).split())
        assert (ran.code, "Traceback" in ran.err) == (0, False)
        assert ran.out
        assert digest(sealed) == before
        assert [path.name for path in sealed.parent.iterdir()] == ["s.db"]

    @pytest.mark.parametrize(
        "command",
        [
            "undo {study}",
            "redo {study}",
            "import attributes {study} {book}",
            "codebook load {study} {book}",
            "new {folder}/ny.db",
            "export cases {study} -o {folder}/cases.csv",
            "report {study} -o {folder}/rapport.md",
            "codebook save {study} k {folder}/k.yaml",
            "backup {study} {folder}/kopia.db",
            "demo {folder}",
        ],
    )
    def test_writing_in_a_folder_that_cannot_be_written_is_refused_in_one_line(
        self, sealed: Path, as_nobody: Run, command: str, small_original: Any
    ) -> None:
        before = digest(sealed)
        book = sealed.parent / "k.csv"
        ran = as_nobody(*command.format(study=sealed, folder=sealed.parent, book=book).split())
        lines = [line for line in ran.err.splitlines() if not line.startswith("making ")]
        assert ran.code == 2
        assert len(lines) == 1
        assert lines[0].startswith("themecode: ")
        assert digest(sealed) == before
        assert [path.name for path in sealed.parent.iterdir()] == ["s.db"]

    def test_a_study_that_cannot_be_written_in_a_folder_that_can_is_read_and_not_written(
        self, shelf: Path, as_nobody: Run
    ) -> None:
        study = shelf / "s.db"
        with somebody():
            shelf.chmod(0o777)
            study.chmod(0o444)
        assert as_nobody("count", study).code == 0
        with Study.open(study) as opened:
            assert opened.read_only
            with pytest.raises(ReadOnlyError, match="reading only"):
                opened.undo()

    def test_a_study_that_may_not_be_read_says_so(self, shelf: Path, as_nobody: Run) -> None:
        with somebody():
            (shelf / "s.db").chmod(0)
        ran = as_nobody("count", shelf / "s.db")
        assert ran.code == 2
        assert "may not be read" in ran.err

    def test_a_study_in_a_folder_that_may_not_be_entered_says_so(self, shelf: Path, as_nobody: Run) -> None:
        with somebody():
            shelf.chmod(0)
        ran = as_nobody("count", shelf / "s.db")
        assert ran.code == 2
        assert ran.err.count("\n") == 1
        assert "cannot be read" in ran.err


def test_a_study_opened_for_reading_refuses_every_write(small: Any) -> None:
    with Study.open(small.path, coder="Anna", read_only=True) as study:
        document = study.document("1", "q1")
        for act in (
            lambda: study.code(document, 0, 2, "k.rum"),
            lambda: study.complete(document),
            study.undo,
            study.redo,
        ):
            with pytest.raises(ReadOnlyError):
                act()
        with pytest.raises(sqlite3.OperationalError):
            study.connection.execute("DELETE FROM codings")
