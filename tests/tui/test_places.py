"""Coming back: each coder lands where they left, without a trace in the history."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.tui.touring import without_tour
from tests.tui.waiting import until
from themecode.tui import places
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.answer_table import AnswerTableScreen
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.codebook import CodebookScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.transcript import TranscriptScreen
from themecode.usecases import looking
from themecode.usecases.history import history
from themecode.usecases.study import Study


@pytest.fixture
def demo(demo: Path) -> Path:
    """A demo whose tour was taken, for all tests here."""
    return without_tour(demo, "Anna", "Bo", "Cia")


@asynccontextmanager
async def opened(study: Path, coder: str = "Anna") -> AsyncIterator[Pilot[None]]:
    app = ThemecodeApp(study, coder, "sv")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.pause()
        yield pilot


def item(pilot: Pilot[None]) -> str | None:
    option = pilot.app.screen.query_one("#contents", OptionList).highlighted_option
    return option.id if option else None


async def transcript(pilot: Pilot[None]) -> TranscriptScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, TranscriptScreen) and pilot.app.screen.document)
    await pilot.pause(0.1)
    screen = pilot.app.screen
    assert isinstance(screen, TranscriptScreen)
    return screen


async def answers(pilot: Pilot[None]) -> AnswersScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, AnswersScreen) and pilot.app.screen.document)
    screen = pilot.app.screen
    assert isinstance(screen, AnswersScreen)
    return screen


def lines(study: Path) -> int:
    with Study.open(study, coder="Anna", read_only=True) as opened_study:
        return len(history(opened_study))


async def test_the_list_opens_on_what_was_opened_last_and_the_interview_where_it_was_left(demo: Path) -> None:
    async with opened(demo) as pilot:
        await pilot.press("end", "enter")
        screen = await transcript(pilot)
        await pilot.press("pagedown", "pagedown", "down")
        cursor, name = screen.view.cursor, screen.document.title if screen.document else ""
        assert cursor > 0
    before = lines(demo)
    async with opened(demo) as pilot:
        await pilot.press("enter")
        screen = await transcript(pilot)
        assert screen.document is not None
        assert screen.document.title == name
        assert screen.view.cursor == cursor
        await pilot.press("q")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    async with opened(demo, "Bo") as pilot:
        await pilot.press("end", "enter")
        assert (await transcript(pilot)).view.cursor < cursor
    assert lines(demo) == before


async def test_an_interview_opens_with_the_one_code_that_was_looked_at(demo: Path) -> None:
    with Study.open(demo, coder="Anna", read_only=True) as study:
        found = study.document("personal-03")
        coding = looking.own_codings(study, found)[0]
        name = places.of_text(study, found.id)
    with Study.open(demo, coder="Anna") as study:
        looking.keep_habit(study, name, str(places.TextPlace(coding.span.start, coding.code)))
        looking.keep_habit(study, places.HOME, f"d{found.id}")
    async with opened(demo) as pilot:
        assert item(pilot) == f"d{found.id}"
        await pilot.press("enter")
        screen = await transcript(pilot)
        assert screen.looked_at == coding.code_id
        assert screen.view.cursor == coding.span.start


async def test_answers_open_at_the_first_unread_from_where_one_left(demo: Path) -> None:
    with Study.open(demo, coder="Cia") as study:
        looking.add_coder(study)
    async with opened(demo, "Cia") as pilot:
        await pilot.press("enter")
        screen = await answers(pilot)
        await pilot.press("pagedown", "pagedown", "pagedown")
        await until(pilot, lambda: screen.place == 3)
    async with opened(demo, "Cia") as pilot:
        await pilot.press("enter")
        screen = await answers(pilot)
        assert screen.place == 3
        await pilot.press("f")  # read: no code fits
        await until(pilot, lambda: screen.place == 4)
        await pilot.press("p")
        await until(pilot, lambda: screen.place == 3)
    async with opened(demo, "Cia") as pilot:
        await pilot.press("enter")
        assert (await answers(pilot)).place == 4


async def test_answers_that_are_all_read_open_at_the_one_left(demo: Path) -> None:
    async with opened(demo) as pilot:
        await pilot.press("enter")
        screen = await answers(pilot)
        assert screen.queue.read == len(screen.queue)
        await pilot.press("pagedown", "pagedown")
        await until(pilot, lambda: screen.place == 2)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.press("l")
        await until(pilot, lambda: isinstance(pilot.app.screen, AnswerTableScreen))
        table = pilot.app.screen
        assert isinstance(table, AnswerTableScreen)
        await until(pilot, lambda: table.table.ids and table.table.place == 2)


async def test_the_codebook_opens_at_the_code_it_was_left_at(demo: Path) -> None:
    async with opened(demo) as pilot:
        await pilot.press("k")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodebookScreen))
        await pilot.press("down", "down", "down")
        await pilot.pause(0.1)
        screen = pilot.app.screen
        assert isinstance(screen, CodebookScreen)
        left = screen.book_tree.row
        assert left is not None
    async with opened(demo) as pilot:
        await pilot.press("k")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodebookScreen))
        again = pilot.app.screen
        assert isinstance(again, CodebookScreen)
        await until(pilot, lambda: again.book_tree.row is not None and again.book_tree.row.key == left.key)


async def test_a_place_is_written_when_one_leaves_not_at_each_key(demo: Path) -> None:
    async with opened(demo) as pilot:
        await pilot.press("end", "enter")
        screen = await transcript(pilot)
        assert screen.document is not None
        name = places.of_text(screen.study, screen.document.id)
        await pilot.press("down", "down", "down")
        await pilot.pause(0.2)
        assert looking.habit(screen.study, name) is None
        await pilot.press("q")
        await until(pilot, lambda: looking.habit(pilot.app.study, name))  # type: ignore[attr-defined]
