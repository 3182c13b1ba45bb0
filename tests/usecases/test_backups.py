"""Rolling copies: their names, which may go, and that an unsound one never takes the place of a sound one."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode import Study
from themecode.core.errors import StudyFileError
from themecode.usecases import backups
from themecode.usecases.backups import (
    KEEP,
    Copy,
    copies_of,
    copy_name,
    folder_of,
    keep_backup,
    rolling,
    superfluous,
)
from themecode.usecases.checking import StoppedError, backup, check

NOON = datetime(2026, 7, 14, 12, 0, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


def copies(*moments: datetime) -> list[Copy]:
    return [Copy(moment, copy_name("studie.db", moment)) for moment in moments]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let time pass: `clock(timedelta(days=1))`."""
    now = [NOON]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return now[0]

    monkeypatch.setattr(backups, "datetime", Clock)

    def forward(by: timedelta) -> None:
        now[0] += by

    return forward


def change(path: Path, coder: str = "Anna") -> None:
    with Study.open(path, coder=coder) as study:
        taken = study.connection.execute("SELECT coalesce(max(id), 0) FROM codings").fetchone()[0]
        study.code(study.document("1", "q1"), taken % 9, taken % 9 + 10, "k.rum")


class TestNames:
    def test_a_name_says_what_and_when_and_is_good_on_every_system(self) -> None:
        assert copy_name("Min studie.db", NOON) == "Min studie-2026-07-14T120000Z.db"
        assert folder_of(Path("/a/Min studie.db")) == Path("/a/Min studie.db.backups")

    def test_local_time_is_told_in_utc(self) -> None:
        assert "T100000Z" in copy_name("s.db", datetime.fromisoformat("2026-07-14T12:00:00+02:00"))

    @given(st.lists(moments, unique=True), st.sampled_from(["studie.db", "åäö 1.db", "utan-ändelse", "a-b.c.db"]))
    def test_names_are_read_back_newest_first(self, made: list[datetime], study: str) -> None:
        names = [copy_name(study, moment) for moment in made]
        assert [copy.moment for copy in rolling(names, study)] == sorted(made, reverse=True)

    def test_files_of_others_are_no_copies(self) -> None:
        names = ["annan-2026-07-14T120000Z.db", "studie-2026-07-14T120000Z-format-1.db", "studie.db", "läs mig.txt"]
        names += ["studie-2026-99-14T120000Z.db", "studie-2026-07-14T120000Z.db.77.part", "studie-igen.db"]
        assert rolling(names, "studie.db") == []


class TestRotation:
    @given(st.lists(moments, unique=True, max_size=12))
    def test_never_more_than_five_are_kept_and_always_the_three_newest(self, made: list[datetime]) -> None:
        present = copies(*made)
        gone = superfluous(present)
        assert len(present) - len(gone) == min(KEEP, len(present))
        assert not set(gone) & set(sorted(present, reverse=True)[:3])

    def test_a_busy_day_does_not_push_out_the_days_before(self) -> None:
        busy = [NOON + timedelta(minutes=number) for number in range(9)]
        yesterday = [NOON - timedelta(days=1, hours=number) for number in range(3)]
        before = [NOON - timedelta(days=8)]
        present = copies(*busy, *yesterday, *before)
        kept = [copy.moment for copy in present if copy not in superfluous(present)]
        assert kept == [*busy[-3:], yesterday[0], before[0]]

    def test_copies_of_one_day_are_kept_while_there_is_room(self) -> None:
        made = [NOON + timedelta(minutes=number) for number in range(7)]
        kept = [copy.moment for copy in copies(*made) if copy not in superfluous(copies(*made))]
        assert kept == made[-5:]


class TestKeeping:
    def test_a_copy_is_one_sound_file_that_opens(self, small: Any, content: Any, clock: Any) -> None:
        made = keep_backup(small.path)
        assert made == folder_of(small.path) / "s-2026-07-14T120000Z.db"
        assert [path.name for path in made.parent.iterdir()] == [made.name]
        assert content(made) == content(small.path)
        with Study.open(made, read_only=True) as study:
            assert check(study) == []

    def test_nothing_is_copied_where_nothing_changed(self, small: Any, clock: Any) -> None:
        keep_backup(small.path)
        clock(timedelta(days=1))
        assert keep_backup(small.path) is None
        with Study.open(small.path) as study:
            study.document("samtal")
        assert keep_backup(small.path) is None
        assert len(copies_of(small.path)) == 1

    def test_five_are_kept(self, small: Any, clock: Any) -> None:
        made = []
        for _ in range(8):
            change(small.path)
            made.append(keep_backup(small.path))
            clock(timedelta(days=1))
        assert copies_of(small.path) == made[:-6:-1]

    def test_what_else_lies_in_the_folder_is_left_alone(self, small: Any, clock: Any) -> None:
        folder = folder_of(small.path)
        folder.mkdir()
        (folder / "anteckning.txt").write_text("min")
        (folder / "s-2020-01-01T000000Z-format-1.db").write_text("äldre")
        for _ in range(7):
            change(small.path)
            keep_backup(small.path)
            clock(timedelta(hours=1))
        assert len(list(folder.iterdir())) == KEEP + 2

    def test_an_unsound_study_replaces_no_copy_and_the_latest_sound_one_is_named(self, small: Any, clock: Any) -> None:
        for _ in range(KEEP):
            change(small.path)
            sound = keep_backup(small.path)
            clock(timedelta(days=1))
        before = copies_of(small.path)
        change(small.path)
        with closing(sqlite3.connect(small.path)) as connection:
            connection.execute("UPDATE documents SET text = 'X' || substr(text, 2)")
            connection.commit()
        with pytest.raises(StudyFileError, match="a text is not what it was at import") as raised:
            keep_backup(small.path)
        assert str(sound) in str(raised.value)
        assert copies_of(small.path) == before
        assert len(list(folder_of(small.path).iterdir())) == KEEP

    def test_a_copy_that_cannot_be_written_leaves_the_others_and_no_litter(
        self, small: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        keep_backup(small.path)
        change(small.path)
        clock(timedelta(days=1))

        def full(*_: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("themecode.storage.integrity.copy", full)
        with pytest.raises(StudyFileError, match="No space left"):
            keep_backup(small.path)
        assert len(list(folder_of(small.path).iterdir())) == 1

    def test_a_newest_copy_that_has_rotted_is_made_again(self, small: Any, clock: Any) -> None:
        made = keep_backup(small.path)
        assert made is not None
        made.write_bytes(b"rot" * 1000)
        clock(timedelta(days=1))
        assert keep_backup(small.path) not in (None, made)

    def test_a_copy_cut_off_long_ago_is_cleared_away(self, small: Any, clock: Any) -> None:
        folder = folder_of(small.path)
        folder.mkdir()
        old, new = folder / "s-2026-01-01T000000Z.db.123.part", folder / "s-2026-01-01T000000Z.db.124.part"
        for path in (old, new):
            path.write_text("halv")
            os.utime(path, (NOON.timestamp(), NOON.timestamp()))
        os.utime(old, (0, 0))
        keep_backup(small.path)
        assert not old.exists()
        assert new.exists()

    def test_someone_who_leaves_ends_the_copying(self, small: Any) -> None:
        with pytest.raises(StoppedError):
            keep_backup(small.path, stopped=lambda: True)
        assert list(folder_of(small.path).iterdir()) == []

    def test_stopping_in_the_middle_of_the_check_is_no_fault_of_the_study(
        self, small: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("themecode.usecases.checking._STEPS", 10)
        asked = iter([False] * 3)
        with pytest.raises(StoppedError):
            keep_backup(small.path, stopped=lambda: next(asked, True))
        assert list(folder_of(small.path).iterdir()) == []

    def test_a_copy_is_of_one_moment_while_others_write(self, small: Any) -> None:
        with Study.open(small.path, coder="Anna") as writer, Study.open(small.path, read_only=True) as reader:
            target = small.path.with_name("kopia.db")
            calls = []

            def coding_meanwhile() -> bool:
                calls.append(1)
                if len(calls) == 1:
                    writer.code(writer.document("1", "q1"), 0, 10, "k.rum")
                return False

            backup(reader, target, stopped=coding_meanwhile)
        assert calls
        with Study.open(target, read_only=True) as study:
            assert study.connection.execute("SELECT count(*) FROM codings").fetchone() == (0,)


class TestBackup:
    def test_never_replaces_a_file(self, small: Any, tmp_path: Path) -> None:
        (tmp_path / "x.db").write_text("annat")
        with Study.open(small.path, read_only=True) as study, pytest.raises(StudyFileError, match="this name already"):
            backup(study, tmp_path / "x.db")
        assert (tmp_path / "x.db").read_text() == "annat"

    def test_of_a_study_with_unfinished_business_in_its_log_is_whole(self, small: Any, tmp_path: Path) -> None:
        with Study.open(small.path, coder="Anna") as study:
            study.code(study.document("1", "q1"), 0, 10, "k.rum")
            backup(study, tmp_path / "x.db")
        with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
            assert connection.execute("SELECT count(*) FROM codings").fetchone() == (1,)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)

    def test_a_copy_of_a_study_that_was_moved_is_its_own(self, small: Any, tmp_path: Path) -> None:
        keep_backup(small.path)
        moved = Path(shutil.move(small.path, tmp_path / "flyttad.db"))
        assert copies_of(moved) == []
        assert keep_backup(moved) is not None
