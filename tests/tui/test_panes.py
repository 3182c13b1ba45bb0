"""The pane beside a text: wider, narrower, hidden; by keys and by the mouse; and so again next time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from tests.tui.quick_fingers import at_rest
from tests.tui.touring import without_tour
from tests.tui.waiting import until
from themecode.tui.actions.panes import PANES
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.answer_table import AnswerTableScreen
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.codebook import CodebookScreen
from themecode.tui.screens.panes import LEAST_PANE, LEAST_TEXT, STEP, PaneScreen
from themecode.tui.screens.transcript import TranscriptScreen
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.keybar import KeyBar

SCREENS: dict[str, tuple[type[PaneScreen], tuple[str, ...]]] = {
    "transcript": (TranscriptScreen, ("end", "up", "enter")),
    "answers": (AnswersScreen, ("home", "enter")),
    "codebook": (CodebookScreen, ("k",)),
    "answer_table": (AnswerTableScreen, ("home", "l")),
}


async def to(pilot: Pilot[None], name: str) -> PaneScreen:
    kind, keys = SCREENS[name]
    await until(pilot, lambda: pilot.app.screen.query("#contents"))
    await pilot.press("f8", *keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.query(kind.PANE))
    await pilot.pause(0.1)
    screen = pilot.app.screen
    assert isinstance(screen, PaneScreen)
    return screen


def pane(app: Any) -> Widget:
    found: Widget = app.screen.query_one(app.screen.PANE)
    return found


def size(app: Any) -> int:
    return pane(app).outer_size.height if app.screen.pane_below else pane(app).outer_size.width


def test_every_screen_with_the_keys_has_a_pane() -> None:
    assert set(SCREENS) == PANES
    assert all(name == kind.NAME for name, (kind, _) in SCREENS.items())


@pytest.mark.parametrize("name", SCREENS)
async def test_keys_give_the_pane_more_room_and_less_and_hide_it(demo: Path, name: str) -> None:
    async with ThemecodeApp(demo, "Anna").run_test(size=(140, 30)) as pilot:
        app = pilot.app
        await to(pilot, name)
        first = size(app)
        await pilot.press("ctrl+left")
        await pilot.pause()
        assert size(app) == first + STEP
        await pilot.press("ctrl+right", "ctrl+right")
        await pilot.pause()
        assert size(app) == first - STEP
        await pilot.press("f6")
        await pilot.pause()
        assert not pane(app).display
        assert "f6" in str(app.screen.query_one(KeyBar).render())
        await pilot.press("f6")
        await pilot.pause()
        assert size(app) == first - STEP


@pytest.mark.parametrize("name", SCREENS)
async def test_neither_pane_nor_text_is_squeezed_out(demo: Path, name: str) -> None:
    width = 80
    async with ThemecodeApp(demo, "Anna").run_test(size=(width, 24)) as pilot:
        app = pilot.app
        screen = await to(pilot, name)
        least, most = (3, 12) if screen.pane_below else (LEAST_PANE, width - LEAST_TEXT)
        for _ in range(8):
            await pilot.press("ctrl+left")
        await pilot.pause()
        assert size(app) == most
        await pilot.press("ctrl+left")
        assert str(app.screen.query_one(KeyBar).render()).strip() == screen.words("pane largest")
        for _ in range(10):
            await pilot.press("ctrl+right")
        await pilot.pause()
        assert size(app) == least


async def test_a_pane_is_found_as_it_was_left_by_each_coder_on_each_screen(demo: Path) -> None:
    async with ThemecodeApp(demo, "Anna").run_test(size=(140, 30)) as pilot:
        await to(pilot, "transcript")
        await pilot.press("ctrl+left", "ctrl+left")
        await pilot.pause()
        left = size(pilot.app)
        await pilot.press("q")
        await until(pilot, lambda: pilot.app.screen.query("#contents"))
        await pilot.press("k")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodebookScreen))
        await pilot.press("f6")
        await pilot.pause()
    async with ThemecodeApp(demo, "Anna").run_test(size=(140, 30)) as pilot:
        await to(pilot, "transcript")
        assert size(pilot.app) == left
        await pilot.press("q")
        await until(pilot, lambda: pilot.app.screen.query("#contents"))
        await pilot.press("k")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodebookScreen))
        await pilot.pause()
        assert not pane(pilot.app).display
    async with ThemecodeApp(demo, "Bo").run_test(size=(140, 30)) as pilot:
        await to(pilot, "transcript")
        assert size(pilot.app) == left - 2 * STEP


async def test_the_line_can_be_dragged(demo: Path) -> None:
    async with ThemecodeApp(demo, "Anna").run_test(size=(140, 30)) as pilot:
        await to(pilot, "transcript")
        first = size(pilot.app)
        await pilot.mouse_down("#side", offset=(0, 5))
        await pilot.hover("#text", offset=(60, 5))
        await pilot.mouse_up("#text", offset=(60, 5))
        await pilot.pause()
        assert size(pilot.app) == 80 != first
        await pilot.hover("#text", offset=(40, 8))  # let go of: the line stays
        await pilot.pause()
        assert size(pilot.app) == 80


async def test_a_hidden_pane_comes_back_where_its_codes_are_asked_for(demo: Path) -> None:
    async with ThemecodeApp(demo, "Anna").run_test(size=(100, 30)) as pilot:
        screen = await to(pilot, "transcript")
        await pilot.press("tab", "f6")
        await pilot.pause()
        assert not pane(pilot.app).display
        assert not screen.query_one(CodeTree).has_focus
        await pilot.press("tab")
        await pilot.pause()
        assert pane(pilot.app).display
        assert screen.query_one(CodeTree).has_focus


@pytest.mark.parametrize("name", ["transcript", "answers", "codebook"])
async def test_on_a_screen_too_small_for_both_the_text_has_all_of_it_until_the_pane_is_asked_for(
    demo: Path, name: str
) -> None:
    async with ThemecodeApp(demo, "Anna").run_test(size=(40, 10)) as pilot:
        app = pilot.app
        screen = await to(pilot, name)
        assert not pane(app).display
        await pilot.press("f6")
        await pilot.pause()
        assert pane(app).display
        assert size(app) == 20
        await pilot.press("ctrl+left")
        await pilot.pause()
        assert size(app) == 20
        await pilot.press("f6")
        await pilot.pause()
        assert not pane(app).display
        assert str(screen.query_one(KeyBar).render()).strip().startswith(screen.words("pane hidden")[:20])
        await pilot.resize_terminal(110, 30)
        await pilot.pause()
        assert pane(app).display, "hidden for want of room only"


async def test_the_first_codes_of_a_text_leave_the_tree_above_them_as_it_was(demo: Path) -> None:
    async with ThemecodeApp(without_tour(demo, "Anna"), "Anna").run_test(size=(100, 30)) as pilot:
        app = pilot.app
        screen: Any = await to(pilot, "transcript")
        await until(pilot, lambda: screen.document)
        assert not screen.codings_here()
        tree, heights = screen.query_one(CodeTree), set()
        for codes, key in enumerate(("pers.tid", "pers.styrning", "pers.tid.luft"), start=1):
            heights.add(tree.outer_size.height)
            screen.apply_several([key])
            await until(pilot, lambda wanted=codes: len(screen.codings_here()) == wanted)
            await at_rest(pilot)
        heights.add(tree.outer_size.height)
        assert len(heights) == 1
        assert app.screen is screen


async def test_names_of_several_rows_are_listed_whole(demo: Path) -> None:
    async with ThemecodeApp(without_tour(demo, "Anna"), "Anna").run_test(size=(80, 24)) as pilot:
        screen: Any = await to(pilot, "transcript")
        await until(pilot, lambda: screen.document)
        long = [row.key for row in screen.by_id.values() if row.codable and len(screen.label_of_key(row.key)) > 30][:2]
        for codes, key in enumerate(long, start=1):
            screen.apply_several([key])
            await until(pilot, lambda wanted=codes: len(screen.codings_here()) == wanted)
            await at_rest(pilot)
            await pilot.pause()
            here = screen.query_one("#here")
            shown = " ".join(" ".join(here.render_line(y).text.split()) for y in range(here.size.height))
            for each in long[:codes]:
                assert screen.label_of_key(each) in " ".join(shown.split())
