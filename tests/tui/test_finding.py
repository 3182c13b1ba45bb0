"""ctrl+p and the help are made from the registry: every action with its key, in the language of the screens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.widgets import Input, OptionList, Static

from tests.tui.touring import without_tour
from tests.tui.waiting import until
from themecode.tui.actions import ACTIONS, DIGITS, actions_of
from themecode.tui.actions.groups import HEADINGS, grouped
from themecode.tui.app import ThemecodeApp
from themecode.tui.palette_provider import NOT_LISTED
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.codebook import CodebookScreen
from themecode.tui.screens.help import HelpScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.palette import PaletteScreen
from themecode.tui.screens.retrieval import RetrievalScreen
from themecode.tui.screens.transcript import TranscriptScreen


@pytest.fixture
def demo(demo: Path) -> Path:
    """A demo whose tour was taken, for all tests here."""
    return without_tour(demo, "Anna", "Bo", "Cia")


SCREENS = (
    "home",
    "transcript",
    "answers",
    "answer_table",
    "codebook",
    "counts",
    "passages",
    "matrix",
    "compare",
    "pseudonyms",
    "report",
)


def listed(pilot: Any) -> list[str]:
    options = pilot.app.screen.query_one(OptionList)
    return [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]


async def at_home(pilot: Any) -> None:
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.focused and app.focused.highlighted_option)
    await pilot.pause()


async def found(pilot: Any, text: str, wanted: str) -> None:
    """Type into the list of everything, and take the first that is found."""
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
    pilot.app.screen.query_one(Input).value = text
    await until(pilot, lambda: listed(pilot) and wanted in listed(pilot)[0])
    await pilot.press("enter")


@pytest.mark.parametrize("screen", SCREENS)
def test_every_action_of_a_screen_stands_under_one_heading(screen: str) -> None:
    actions = actions_of(screen)
    shown = [action for _, some in grouped(actions) for action in some]
    assert len(shown) == len(actions)
    assert set(shown) == set(actions)


def test_headings_name_no_action_twice_and_none_that_is_not_there() -> None:
    named = [name for _, names in HEADINGS for name in names.split()]
    assert len(named) == len(set(named))
    assert set(named) <= {action.name for action in (*ACTIONS, DIGITS)}


@pytest.mark.parametrize(("language", "first"), [("sv", "Öppna det som är valt."), ("en", "Open what is chosen.")])
async def test_it_lists_every_action_of_the_screen_with_its_key(demo: Path, language: str, first: str) -> None:
    app = ThemecodeApp(demo, "Anna", language)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_home(pilot)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette) and len(listed(pilot)) > 15)
        lines = listed(pilot)
        assert lines[0].split(maxsplit=1) == ["enter", first]
        for action in actions_of("home"):
            if action.name not in NOT_LISTED:
                assert any(line.startswith(action.shown) and action.sentence(language) in line for line in lines)
        assert any("personal-03" in line for line in lines)
        assert any(line.startswith("→ Fråga 23" if language == "sv" else "→ Question 23") for line in lines)


async def test_an_action_found_is_done_on_the_screen_below(demo: Path) -> None:
    app = ThemecodeApp(demo, "Anna", "sv")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_home(pilot)
        await found(pilot, "kodboken", "Arbeta med kodboken")
        await until(pilot, lambda: isinstance(app.screen, CodebookScreen))


async def test_one_jumps_to_texts_and_codes(demo: Path) -> None:
    app = ThemecodeApp(demo, "Anna", "sv")
    async with app.run_test(size=(100, 30)) as pilot:
        await at_home(pilot)
        await found(pilot, "personal-03", "personal-03")
        await until(pilot, lambda: isinstance(app.screen, TranscriptScreen) and app.screen.document)
        assert app.screen.document is not None
        assert app.screen.document.name == "personal-03"
        await found(pilot, "framgångsfaktorerna", "Fråga 23")
        await until(pilot, lambda: isinstance(app.screen, AnswersScreen))
        await found(pilot, "stod.kompetens", "stod.kompetens")
        await until(pilot, lambda: isinstance(app.screen, RetrievalScreen))
        await pilot.press("escape", "k")
        await until(pilot, lambda: isinstance(app.screen, CodebookScreen))
        await found(pilot, "stod.kompetens", "stod.kompetens")
        codebook = app.screen
        assert isinstance(codebook, CodebookScreen)
        await until(pilot, lambda: codebook.book_tree.row and codebook.book_tree.row.key == "stod.kompetens")


async def test_it_does_not_open_over_a_box_that_waits_for_an_answer(demo: Path) -> None:
    app = ThemecodeApp(demo, "Anna", "sv")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_home(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AnswersScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PaletteScreen))
        await pilot.press("ctrl+p")
        await pilot.pause(0.1)
        assert isinstance(app.screen, PaletteScreen)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_the_help_shows_every_key_and_can_be_scrolled_to_the_last(demo: Path, size: tuple[int, int]) -> None:
    app = ThemecodeApp(demo, "Anna", "en")
    async with app.run_test(size=size) as pilot:
        await at_home(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AnswersScreen))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.pause(0.1)
        said = {str(each.render()) for each in app.screen.query(Static)}
        assert {action.sentence("en") for action in actions_of("answers")} <= said
        last = list(app.screen.query(".help-sentence"))[-1]
        await pilot.press("end")
        await until(pilot, lambda: app.screen.query_one("#help-keys").region.contains_region(last.region))
        assert app.screen.region.contains_region(app.screen.query_one("#help-foot").region)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AnswersScreen))
