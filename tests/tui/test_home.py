"""The list one begins at: its order, its columns, and where one stands in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from tests.tui.waiting import until
from themecode import Study
from themecode.cli.main import main
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.coder import CoderScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.transcript import TranscriptScreen
from themecode.usecases import looking, memos


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Interviews of many alphabets, and questions without a number."""
    path = tmp_path / "studie.db"
    for name in ("Öster", "latin", "Väster", "åsen", "Ängen", "abc"):
        (tmp_path / f"{name}.txt").write_text("M: Hej?\n\nP1: Ja. Det är bra.\n", encoding="utf-8")
    (tmp_path / "svar.csv").write_text(
        "löp;Vad kan bli bättre?;Annat\n"
        + "".join(f"{n};Mer tid å ä ö {n};{'x' if n < 3 else ''}\n" for n in range(12)),
        encoding="utf-8",
    )
    for arguments in (
        ["new", str(path)],
        ["import", "transcripts", str(path), *(str(file) for file in tmp_path.glob("*.txt"))],
        ["import", "survey", str(path), str(tmp_path / "svar.csv")],
    ):
        assert main([*arguments, "--coder", "Anna"]) == 0
    with Study.open(path, coder="Anna") as opened:
        looking.add_coder(opened)
    return path


def lines(app: Any) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one("#contents", OptionList).options]


async def begun(pilot: Any) -> None:
    await until(
        pilot, lambda: isinstance(pilot.app.screen, HomeScreen) and any("·" in each for each in lines(pilot.app))
    )


async def test_interviews_stand_in_the_order_of_a_swedish_index(study: Path) -> None:
    app = ThemecodeApp(study, "Anna")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        names = [each.split()[0] for each in lines(app) if "·" in each]
        assert names == ["abc", "latin", "Väster", "åsen", "Ängen", "Öster"]


async def test_figures_begin_at_one_column_and_a_question_is_named_once(study: Path) -> None:
    app = ThemecodeApp(study, "Anna")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        shown = lines(app)
        bars = [each.index(next(letter for letter in each if letter in "█░")) for each in shown if "░" in each]
        codings = [each.index("0 kodningar") for each in shown if "0 kodningar" in each]
        assert len(set(bars + codings)) == 1
        assert len(codings) == 6
        question = next(each for each in shown if "bättre" in each)
        assert question.count("bättre") == 1


async def test_enter_in_haste_after_the_name_opens_the_interview_of_the_tour(demo: Path) -> None:
    app: Any = ThemecodeApp(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, CoderScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.query("#contents"))
        await until(pilot, lambda: app.screen.query_one(OptionList).highlighted is not None)
        app.screen.query_one(OptionList).action_select()  # at once, before any clock has ticked
        await until(pilot, lambda: isinstance(app.screen, TranscriptScreen) and app.screen.document)
        assert not app.screen.codings  # the one that is not coded yet


async def test_a_second_enter_on_the_name_starts_nothing_anew(demo: Path) -> None:
    app = ThemecodeApp(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, CoderScreen))
        app.start("Anna")
        app.start("Anna")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert sum(isinstance(screen, HomeScreen) for screen in app.screen_stack) == 1


async def test_what_is_told_does_not_cover_the_line_of_the_tour(demo: Path) -> None:
    app = ThemecodeApp(demo, "Anna")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: app.screen.query("TourBar"))
        app.notify("Hej å ä ö")
        await until(pilot, lambda: app.screen.query("Toast"))
        await pilot.pause()
        toast, bar = app.screen.query_one("Toast").region, app.screen.query_one("TourBar").region
        assert toast.bottom <= bar.y


async def test_the_list_is_read_again_when_one_is_back_at_it_and_not_while_one_codes(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("themecode.tui.app.LOOK_FOR_CHANGES_S", 0.05)
    reads: list[type] = []
    read = StudyScreen.read
    monkeypatch.setattr(
        StudyScreen, "read", lambda screen, *a, **k: (reads.append(type(screen)), read(screen, *a, **k))
    )
    app = ThemecodeApp(study, "Anna")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AnswersScreen) and AnswersScreen in reads)
        reads.clear()
        with Study.open(study, coder="Berit") as other:
            memos.write_memo(other, memos.ON_STUDY, "Något nytt.")
        await until(pilot, lambda: AnswersScreen in reads)  # whose codes are shown to the one who sits here
        await pilot.pause(0.3)
        assert HomeScreen not in reads
        await pilot.press("q")
        await until(pilot, lambda: HomeScreen in reads)
