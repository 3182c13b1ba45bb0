"""Studies as earlier versions wrote them open, hold and count right; updating one keeps a copy first."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from themecode import Study
from themecode.analysis import count_categories
from themecode.core.errors import StudyFileError
from themecode.storage import schema
from themecode.usecases.backups import copies_of, folder_of
from themecode.usecases.checking import check

if TYPE_CHECKING:
    from sqlite_utils import Database

FIXTURES = Path(__file__).parents[1] / "fixtures"
RELEASED = sorted(FIXTURES.glob("schema-*.db"))


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A study as a released version wrote it."""
    return Path(shutil.copy(request.param, tmp_path / "studie.db"))


def test_every_format_up_to_the_last_has_a_fixture() -> None:
    assert [path.name for path in RELEASED] == [f"schema-{version}.db" for version in range(1, len(RELEASED) + 1)]
    assert len(RELEASED) >= schema.VERSION - 1  # the newest may not be released yet


def test_a_released_study_opens_holds_and_counts_right(released: Path) -> None:
    with Study.open(released, coder="Anna") as study:
        assert check(study) == []
        assert study.title == "Äldre studie"
        counts = count_categories(study, question="q1")
        assert {category.code: category.count for category in counts.categories} == {
            "k.tid": 2,
            "k.tid.luft": 1,
            "k.rum": 2,
        }
        assert (counts.cases, counts.asked, counts.answered) == (5, 5, 4)
        [coding] = study.connection.execute(
            'SELECT substr(d.text, g.start + 1, g."end" - g.start) FROM codings g JOIN documents d '
            "ON d.id = g.document_id WHERE d.name = 'samtal' AND g.deleted = 0"
        ).fetchall()
        assert coding == ("ont om tid",)


def test_a_released_study_is_worked_on_and_undone_across_the_update(released: Path) -> None:
    with Study.open(released, coder="Anna") as study:
        study.code(study.document("4", "q1"), 0, 6, "k.rum")
        study.undo()
        study.undo()  # what was done before the update
        assert check(study) == []


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let themecode have one more migration: `newer(step)`."""

    def with_step(step: Callable[[Database], None]) -> None:
        known = schema.migrations

        def migrations() -> object:
            steps = known()
            steps(name="m999_next")(step)
            return steps

        monkeypatch.setattr(schema, "migrations", migrations)
        monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)

    return with_step


def next_format(db: Database) -> None:
    db.conn.execute("CREATE TABLE novelties (id INTEGER PRIMARY KEY, what TEXT) STRICT")
    (version,) = db.conn.execute("PRAGMA user_version").fetchone()
    db.conn.execute(f"PRAGMA user_version = {version + 1}")


def broken_format(db: Database) -> None:
    next_format(db)
    db.conn.execute("DELETE FROM codings")
    raise ZeroDivisionError


def test_an_update_keeps_a_sound_copy_of_the_older_study_first(
    released: Path, newer: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = version_of(released)
    newer(next_format)
    with Study.open(released, coder="Anna") as study:
        assert study.connection.execute("SELECT * FROM novelties").fetchall() == []
        assert check(study) == []
    assert version_of(released) == schema.VERSION
    [kept] = folder_of(released).iterdir()
    assert kept.name.startswith("studie-")
    assert kept.name.endswith(f"Z-format-{old}.db")
    assert version_of(kept) == old
    assert copies_of(released) == [], "a copy of an older format must not roll away"
    monkeypatch.undo()
    with Study.open(shutil.copy(kept, released.with_name("kopia.db"))) as study:
        assert check(study) == []


def test_an_update_is_done_once(released: Path, newer: Callable[..., None]) -> None:
    newer(next_format)
    for _ in range(2):
        with Study.open(released):
            pass
    assert len(list(folder_of(released).iterdir())) == 1


def test_an_update_that_fails_changes_nothing(
    released: Path, newer: Callable[..., None], content: Callable[[Path], object]
) -> None:
    before, old = content(released), version_of(released)
    newer(broken_format)
    with pytest.raises(ZeroDivisionError):
        Study.open(released)
    assert content(released) == before
    assert version_of(released) == old


def test_without_room_for_a_copy_nothing_is_updated(
    released: Path, newer: Callable[..., None], content: Callable[[Path], object]
) -> None:
    before, old = content(released), version_of(released)
    folder_of(released).write_text("in the way")
    newer(next_format)
    with pytest.raises(StudyFileError, match="cannot be updated without a copy"):
        Study.open(released)
    assert content(released) == before
    assert version_of(released) == old


def test_a_study_that_may_only_be_read_is_not_updated(released: Path, newer: Callable[..., None]) -> None:
    newer(next_format)
    with pytest.raises(StudyFileError, match="older themecode"):
        Study.open(released, read_only=True)
    assert [path.name for path in released.parent.iterdir()] == ["studie.db"]
