"""The tour of the demo: each step is done by doing it, it ends by itself, can be hidden, and does not come back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.worker import WorkerCancelled

from themecode.tui.app import ThemecodeApp
from themecode.tui.tour import STEPS, Tour
from themecode.tui.widgets.tour_bar import TourBar


def test_a_step_wants_its_action_and_its_screen() -> None:
    tour = Tour()
    assert not tour.look("home")
    assert tour.look("answers")
    assert not tour.look("answers")
    tour.called("code")
    assert not tour.look("answers")
    tour.called("coded")
    assert tour.look("answers")
    tour.called("screen.redo")
    assert tour.look("answers")
    assert tour.at == 3


def test_what_was_done_on_the_way_to_a_screen_is_not_done_there() -> None:
    tour = Tour(at=4)
    tour.called("back")
    assert not tour.look("transcript")
    assert not tour.look("counts")
    tour.called("back")
    assert tour.look("counts")


def test_the_tour_is_short() -> None:
    assert len(STEPS) <= 6
    assert all(len(step.words) <= 120 for step in STEPS)


async def settled(pilot: Any) -> None:
    with suppress(WorkerCancelled):  # one that a later one took the place of
        await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.5)


async def test_from_the_first_key_to_the_end_of_the_tour(demo: Path) -> None:
    app = ThemecodeApp(demo, "Anna", "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Press enter" in str(app.screen.query_one(TourBar).render())
        for keys in (("enter",), ("down", "enter", "enter"), ("u", "U"), ("d",), ("r",), ("escape",)):
            for key in keys:
                await pilot.press(key)
                await settled(pilot)
        assert "? shows all keys" in str(app.screen.query_one(TourBar).render())
        await pilot.press("n")
        await settled(pilot)
        assert app.tour is None
    again = ThemecodeApp(demo, "Anna")
    async with again.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert again.tour is None
        assert not again.screen.query(TourBar)


async def test_a_key_hides_the_tour(demo: Path) -> None:
    app = ThemecodeApp(demo, "Bo")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f8")
        await settled(pilot)
        assert app.tour is None
        assert not app.screen.query_one(TourBar).display


async def test_a_study_of_ones_own_has_no_tour(small: Any) -> None:
    app = ThemecodeApp(small.path, "Anna")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.tour is None
