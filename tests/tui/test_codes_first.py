"""The codes one works with stand first, in the tree and in the palette."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from tests.tui.waiting import until
from themecode import Study
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.palette import PaletteScreen
from themecode.tui.screens.transcript import TranscriptScreen
from themecode.tui.widgets.code_tree import CodeTree
from themecode.usecases import looking


@pytest.fixture
def quiet(demo: Path) -> Path:
    """The demo of somebody who has seen the tour."""
    with Study.open(demo, coder="Anna") as study:
        looking.keep_habit(study, "tour", "done")
    return demo


@pytest.mark.parametrize(("name", "book", "typed"), [("foraldrar-02", "for.", "stöd"), ("personal-02", "pers.", "tid")])
async def test_an_interview_has_the_codes_of_its_own_codebook_first(
    quiet: Path, name: str, book: str, typed: str
) -> None:
    app: Any = ThemecodeApp(quiet, "Anna")
    async with app.run_test(size=(110, 34)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        app.push_screen(TranscriptScreen(app.study.document(name).id))
        await until(pilot, lambda: isinstance(app.screen, TranscriptScreen) and app.screen.document)
        screen = app.screen
        assert all(row.key.startswith(book) for row in screen.shown[0][1])
        option = screen.query_one(CodeTree).get_option_at_index(1)
        assert screen.by_id[int(option.id)].key.startswith(book)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PaletteScreen))
        for query in ("", typed):
            app.screen.query_one("#query").value = query
            await pilot.pause()
            found = app.screen.query_one("#found", OptionList)
            first = app.screen._codes[int(found.get_option_at_index(0).id)]
            assert first.key.startswith(book), query
