"""What is coded and not yet done is in no figure, and the screens of figures say so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from tests.tui.waiting import until
from themecode import Study
from themecode.analysis.retrieval import result_scope
from themecode.core.states import Completion
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.counts import CountsScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.retrieval import RetrievalScreen
from themecode.tui.view.previewing import Asked, preview
from themecode.usecases import looking
from themecode.usecases.unfinished import begun_transcripts


@pytest.fixture
def path(demo: Path) -> Path:
    """The demo with an interview that Anna has coded in, and is not done with."""
    with Study.open(demo, coder="Anna") as study:
        looking.keep_habit(study, "tour", "done")
        study.code(study.document("personal-04"), 300, 340, "pers.tid")
    return demo


def done(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        study.complete(study.document("personal-04"), Completion.COMPLETED)


async def on(pilot: Any, screen: Any, where: str) -> str:
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    pilot.app.push_screen(screen)
    await until(pilot, lambda: getattr(screen, "found", None) or getattr(screen, "result", None))
    await pilot.pause()
    return str(screen.query_one(where, Static).render())


@pytest.mark.parametrize("finished", [False, True])
async def test_the_counts_and_the_passages_say_what_is_coded_and_not_done(path: Path, finished: bool) -> None:
    if finished:
        done(path)
    async with ThemecodeApp(path, "Anna").run_test(size=(110, 34)) as pilot:
        app: Any = pilot.app
        said = app.words.begun(["personal-04"])[0]
        assert (said in await on(pilot, CountsScreen(None), "#counts")) is not finished
        app.pop_screen()
        of_result = RetrievalScreen.of_code("pers.tid", result_scope(app.study))
        assert (said in await on(pilot, of_result, "#found")) is not finished
        app.pop_screen()
        assert said not in await on(pilot, RetrievalScreen.of_code("pers.tid"), "#found"), "own codings have it"
        app.pop_screen()
        assert said not in await on(pilot, CountsScreen(app.study.question("23")), "#counts")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("style", ["prose", "excerpts"])
def test_the_preview_of_the_report_says_it_to_the_one_who_reports(path: Path, style: str, language: str) -> None:
    with Study.open(path, coder="Anna") as study:
        shown = preview(study, Asked(None, style, language))
        assert any(each.startswith("personal-04 ") for each in shown.remarks)
        assert "personal-04 " not in shown.text
    done(path)
    with Study.open(path, coder="Anna") as study:
        assert not any(each.startswith("personal-04 ") for each in preview(study, Asked(None, style, language)).remarks)


def test_what_others_have_begun_is_not_among_ones_own(path: Path) -> None:
    with Study.open(path, coder="Bo") as study:
        assert begun_transcripts(study) == ["personal-04"]
        assert begun_transcripts(study, own=True) == []
    with Study.open(path, coder="Anna") as study:
        assert begun_transcripts(study, own=True) == ["personal-04"]
