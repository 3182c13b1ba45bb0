"""The first coder of a study: the name the computer knows them by is only a guess."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from themecode.tui.app import ThemecodeApp
from themecode.usecases.study import Study


@pytest.mark.parametrize("coder", [None, "Åsa"])
async def test_what_is_typed_takes_the_place_of_the_login_name_and_no_empty_list_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, coder: str | None
) -> None:
    monkeypatch.setenv("THEMECODE_CODER", "root")
    path = tmp_path / "ny.db"
    Study.create(path).close()
    app = ThemecodeApp(path, coder)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert not app.screen.query_one("#known").display
        assert app.screen.query_one(Input).value == (coder or "root")
        if coder is None:
            await pilot.press(*"Åsa", "enter")
        await pilot.press("enter")
        await pilot.pause()
        assert app.study.coder == "Åsa"
