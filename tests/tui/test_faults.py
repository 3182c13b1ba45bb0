"""The screens stay up when the file, the disk or a copy fails; what cannot be written is said."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.waiting import until
from themecode import Study
from themecode.core.errors import StudyFileError, ThemecodeError
from themecode.storage import connection as files
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.transcript import TranscriptScreen
from themecode.tui.writer import Writer
from themecode.usecases import looking
from themecode.usecases.backups import copies_of, folder_of

Run = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def run(small: Any) -> Run:
    with Study.open(small.path, coder="Anna") as study:
        looking.add_coder(study)

    @asynccontextmanager
    async def opened(path: Path = small.path) -> AsyncIterator[Pilot[None]]:
        app = ThemecodeApp(path, "Anna")
        async with app.run_test(size=(110, 34)) as pilot:
            await pilot.pause()
            yield pilot

    return opened


def said(pilot: Pilot[None]) -> list[str]:
    return [notification.message for notification in pilot.app._notifications]


async def transcript(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    await pilot.press("end", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, TranscriptScreen))


def codings(path: Path) -> int:
    with Study.open(path, read_only=True) as study:
        return int(study.connection.execute("SELECT count(*) FROM codings WHERE deleted = 0").fetchone()[0])


async def code(pilot: Pilot[None]) -> None:
    await pilot.press("enter")
    await pilot.pause(0.1)
    await pilot.press("enter")


class TestCopies:
    async def test_opening_keeps_a_copy_and_says_nothing(self, run: Run, small: Any) -> None:
        async with run() as pilot:
            await until(pilot, lambda: copies_of(small.path))
            assert said(pilot) == []

    async def test_a_copy_that_fails_is_said_once_and_work_goes_on(self, run: Run, small: Any) -> None:
        folder_of(small.path).write_text("in the way")
        async with run() as pilot:
            await until(pilot, lambda: said(pilot))
            assert len(said(pilot)) == 1
            assert said(pilot)[0].startswith("Ingen säkerhetskopia gjordes")
            await transcript(pilot)
            await code(pilot)
            await until(pilot, lambda: codings(small.path) == 1)

    async def test_a_fault_of_ours_in_copying_ends_nothing(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise ZeroDivisionError("division by zero")

        monkeypatch.setattr("themecode.usecases.backups.keep_backup", fail)
        async with run() as pilot:
            await until(pilot, lambda: any("division by zero" in text for text in said(pilot)))
            await transcript(pilot)

    async def test_the_first_paint_does_not_wait_for_it(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        free = threading.Event()
        monkeypatch.setattr("themecode.usecases.backups.keep_backup", lambda *_, **__: free.wait(10))
        async with run() as pilot:
            await transcript(pilot)
            free.set()

    async def test_leaving_ends_a_copy_and_leaves_no_litter(
        self, run: Run, small: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("themecode.storage.integrity._PAGES_AT_ONCE", 1)
        leaving: list[ThemecodeApp] = []
        begun = threading.Event()
        from themecode.usecases import backups

        keep = backups.keep_backup

        def slowly(path: Path, *, stopped: Callable[[], bool]) -> Path | None:
            def asked() -> bool:
                begun.set()
                leaving[0]._leaving.wait(10)
                return stopped()

            return keep(path, stopped=asked)

        monkeypatch.setattr(backups, "keep_backup", slowly)
        async with run() as pilot:
            assert isinstance(pilot.app, ThemecodeApp)
            leaving.append(pilot.app)
            await until(pilot, begun.is_set)
        assert list(folder_of(small.path).iterdir()) == []


class TestFaults:
    async def test_a_study_held_by_another_program_is_said_and_nothing_painted(
        self, run: Run, small: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(files, "BUSY_TIMEOUT_MS", 50)
        async with run() as pilot:
            await transcript(pilot)
            with closing(sqlite3.connect(small.path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                await code(pilot)
                await until(pilot, lambda: any("ett annat program" in text for text in said(pilot)))
                assert isinstance(pilot.app.screen, TranscriptScreen)
                assert pilot.app.screen.codings == []
            await code(pilot)
            await until(pilot, lambda: codings(small.path) == 1)

    async def test_a_full_disk_is_said_and_work_goes_on_once_there_is_room(self, run: Run, small: Any) -> None:
        def fill(study: Study) -> None:
            (pages,) = study.connection.execute("PRAGMA page_count").fetchone()
            study.connection.execute(f"PRAGMA max_page_count = {pages}")

        def free(study: Study) -> None:
            study.connection.execute("PRAGMA max_page_count = 1000000")

        def write_much(study: Study) -> None:
            with study.act("code") as entry:
                entry.insert_many("cases", ("key", "kind"), [(f"x{n}", "respondent") for n in range(5000)])

        async with run() as pilot:
            await transcript(pilot)
            app = pilot.app
            assert isinstance(app, ThemecodeApp)
            app.write(fill)
            app.write(write_much)
            await until(pilot, lambda: any("disken är full" in text for text in said(pilot)))
            app.write(free)
            await code(pilot)
            await until(pilot, lambda: codings(small.path) == 1)

    async def test_a_page_that_cannot_be_read_is_said_and_the_screens_stay(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def malformed(*_: Any) -> None:
            error = sqlite3.DatabaseError("database disk image is malformed")
            error.sqlite_errorname = "SQLITE_CORRUPT"
            raise error

        async with run() as pilot:
            await transcript(pilot)
            with monkeypatch.context() as patched:
                patched.setattr("themecode.usecases.looking.own_codings", malformed)
                screen = pilot.app.screen
                assert isinstance(screen, TranscriptScreen)
                screen.call_later(screen.reload)
                await until(pilot, lambda: any("the study file is damaged" in text for text in said(pilot)))
            await code(pilot)
            await pilot.press("q")
            await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))

    async def test_figures_that_cannot_be_worked_out_are_said_and_the_screens_stay(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: Any) -> None:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_READ"
            raise error

        monkeypatch.setattr("themecode.usecases.looking.progress", broken)
        async with run() as pilot:
            await until(pilot, lambda: any("disken kan inte läsas" in text for text in said(pilot)))
            await transcript(pilot)

    async def test_the_same_fault_is_not_shown_over_and_over(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        async with run() as pilot:
            app = pilot.app
            assert isinstance(app, ThemecodeApp)
            for _ in range(5):
                app.show_fault(StudyFileError("the disk is full"))
            app.show_fault(StudyFileError("something else"))
            await pilot.pause()
            assert said(pilot) == ["disken är full", "something else"]

    async def test_a_fault_of_ours_still_ends_the_app(self, run: Run) -> None:
        async def work() -> None:
            async with run() as pilot:
                pilot.app.call_later(lambda: 1 / 0)
                await pilot.pause(0.2)

        with pytest.raises(ZeroDivisionError):
            await work()

    def test_what_could_not_be_written_on_leaving_is_said_afterwards(self, small: Any) -> None:
        def fail(_: Study) -> None:
            begun.wait(5)
            raise StudyFileError("the disk is full")

        begun, heard = threading.Event(), []
        writer = Writer(small.path, "Anna", lambda call: call())
        writer.do(fail, lambda _, error: heard.append(error))
        closer = threading.Thread(target=writer.close)
        closer.start()
        while not writer._closing:
            pass
        begun.set()
        closer.join()
        assert heard == []
        assert [str(error) for error in writer.unheard] == ["the disk is full"]

    def test_the_command_says_it_too(self, monkeypatch: pytest.MonkeyPatch, small: Any) -> None:
        from themecode.tui.launch import launch

        def leave(app: ThemecodeApp) -> None:
            app.unheard = [StudyFileError("the disk is full")]
            app.study.close()

        monkeypatch.setattr(ThemecodeApp, "run", leave)
        with pytest.raises(ThemecodeError, match="the disk is full"):
            launch(small.path, "Anna")


async def test_a_cloud_folder_is_warned_of_once(run: Run, small: Any, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    path = Path(shutil.copy(small.path, tmp_path / "Dropbox" / "s.db"))
    async with run(path) as pilot:
        await until(pilot, lambda: any("Dropbox" in text and "bundle" in text for text in said(pilot)))
    async with run(path) as pilot:
        await transcript(pilot)
        await pilot.pause(0.2)
        assert said(pilot) == []
