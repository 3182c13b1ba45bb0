"""Working in a round on the screens: its own section, its own codings, and a codebook that stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from tests.tui.waiting import until
from themecode import Study
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.counts import CountsScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.palette import PaletteScreen
from themecode.usecases import looking
from themecode.usecases.proposals import proposals
from themecode.usecases.round_plans import Wanted, new_round


@pytest.fixture
def study(small: object) -> Path:
    """A study with an open reliability round in which Bo has coded a case, and Anna nothing."""
    path: Path = small.path  # type: ignore[attr-defined]
    with Study.open(path, coder="Lena") as opened:
        new_round(opened, "prov", "reliability", Wanted(questions=["q1"], documents=["1", "2"], coders=["Anna", "Bo"]))
    with Study.open(path, coder="Bo", round="prov") as bo:
        bo.code(bo.document("1", "q1"), 0, 4, "k.rum")
        bo.complete(bo.document("1", "q1"))
    return path


def lines(pilot: Pilot[None]) -> list[str]:
    options = pilot.app.screen.query_one(OptionList)
    return [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]


async def into_round(pilot: Pilot[None]) -> AnswersScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen) and "Omgång prov: 0 av 2" in lines(pilot)[0])
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, AnswersScreen) and pilot.app.screen.document)
    screen = pilot.app.screen
    assert isinstance(screen, AnswersScreen)
    return screen


async def test_a_document_opened_under_a_round_is_coded_in_that_round(study: Path) -> None:
    async with ThemecodeApp(study, "Anna").run_test(size=(100, 30)) as pilot:
        screen = await into_round(pilot)
        assert len(screen.queue) == 2
        assert screen.codings == []
        assert "omgång: prov" in str(screen.query_one("#status", Static).render())
        await pilot.press("enter", *"lokal", "enter")
        await until(pilot, lambda: screen.codings)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen) and "prov: 1 av 2" in lines(pilot)[0])
        assert pilot.app.study.round is None  # type: ignore[attr-defined]
    for round, codes in (("prov", ["k.rum"]), (None, ["k.rum"])):  # completed there, so production shows it too
        with Study.open(study, coder="Anna", round=round) as opened:
            assert [each.code for each in looking.own_codings(opened, opened.document("1", "q1"))] == codes
    with Study.open(study, coder="Anna", read_only=True) as opened:
        (row,) = looking.own_codings(opened, opened.document("1", "q1"))
        assert row.round_id == opened.round_id("prov")


async def test_a_code_that_is_missing_is_proposed_and_the_line_says_so(study: Path) -> None:
    async with ThemecodeApp(study, "Anna").run_test(size=(100, 30)) as pilot:
        screen = await into_round(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
        await pilot.press(*"parkering")
        await until(pilot, lambda: any("föreslå koden: parkering" in line for line in lines(pilot)))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is screen)

        def proposed() -> list[tuple[str, str]]:
            with Study.open(study, read_only=True) as opened:
                return [(each.coder, each.label) for each in proposals(opened, "prov")]

        await until(pilot, lambda: proposed() == [("Anna", "parkering")])
        assert screen.codings == []


async def test_the_counts_asked_for_in_a_round_are_ones_own(study: Path) -> None:
    async with ThemecodeApp(study, "Anna").run_test(size=(100, 40)) as pilot:
        await into_round(pilot)
        await pilot.press("r")
        await until(
            pilot,
            lambda: (
                isinstance(pilot.app.screen, CountsScreen)
                and "PRELIMINÄR" in str(pilot.app.screen.query_one("#counts", Static).render())
            ),
        )
        assert "lokaler" not in str(pilot.app.screen.query_one("#counts", Static).render())


async def test_a_session_for_a_round_lists_and_shows_that_round_only(study: Path) -> None:
    async with ThemecodeApp(study, "Bo", round="prov").run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen) and "1 av 2 lästa" in lines(pilot)[1])
        assert len(lines(pilot)) == 2
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AnswersScreen) and pilot.app.screen.document)
        assert pilot.app.screen.document.case == "2"  # type: ignore[attr-defined]
