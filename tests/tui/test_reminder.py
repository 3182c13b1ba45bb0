"""What the register says should be deleted by now is said once, when the study is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.home import HomeScreen
from themecode.usecases import register


async def said(path: Path, language: str) -> list[str]:
    """Open the screens and return what was said."""
    app = ThemecodeApp(path, "Anna", language)
    async with app.run_test() as pilot:
        for _ in range(250):
            await pilot.pause(0.02)
            if isinstance(app.screen, HomeScreen):
                break
        await pilot.pause()
        return [each.message for each in app._notifications]


@pytest.fixture
def path(small: Any) -> Path:
    with Study.open(small.path, coder="Anna") as study:
        study.code(study.document("samtal"), 0, 9, "k.rum")
        register.enter(study, "recording", "band-1 [åäö].wav", delete_by="2020-06-30")
        register.enter(study, "consent", "blankett 3", delete_by="2999-01-01")
    return Path(small.path)


@pytest.mark.parametrize(("language", "words"), [("sv", "raderat"), ("en", "deleted by now")])
async def test_what_is_overdue_is_said_when_the_study_is_opened(path: Path, language: str, words: str) -> None:
    [text] = [each for each in await said(path, language) if "band-1 [åäö].wav" in each]
    assert words in text
    assert "blankett" not in text


async def test_what_is_noted_as_deleted_is_not_reminded_of(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        register.strike(study, "band-1 [åäö].wav")
    assert not [each for each in await said(path, "sv") if "band-1" in each]
