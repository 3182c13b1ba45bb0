"""Every character of every screen can be read: a contrast of 4.5 or more, measured on what is painted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorType
from textual.screen import ModalScreen
from textual.worker import WorkerCancelled

from themecode import Study
from themecode.core.documents import Span
from themecode.suggest.rankings import Alike
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.alike import AlikeScreen
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.why_suggested import WhySuggestedScreen
from themecode.tui.themes import THEMES
from themecode.tui.view.contrast import TEXT, contrast
from themecode.tui.widgets.suggestions import Suggestions
from themecode.usecases import suggesting

Open = Callable[[str], AbstractAsyncContextManager[Any]]
GRAPHIC_ONLY = set(" ─│┌┐└┘├┤┬┴┼╭╮╰╯━┃╷╵╺▁▂▃▄▅▆▇█▉▊▋▌▍▎▏▐░▒▓▔▕▖▗▘▙▚▛▜▝▞▟■●•·")


def painted(app: Any) -> Iterator[tuple[str, tuple[int, int, int], tuple[int, int, int]]]:
    """Yield (text, its colour, what is behind it) of everything on the screen; below a dialogue, of that alone."""
    strips = app.screen._compositor.render_strips()
    if isinstance(app.screen, ModalScreen):  # what is behind it is put in the shade on purpose
        box = app.screen.children[0].region
        strips = [strip.crop(box.x, box.right) for strip in strips[box.y : box.bottom]]
    for strip in strips:
        for segment in strip:
            style = segment.style
            if style is None or style.color is None or style.bgcolor is None:
                continue
            if ColorType.DEFAULT in (style.color.type, style.bgcolor.type):
                continue
            fore, back = (tuple(colour.get_truecolor()) for colour in (style.color, style.bgcolor))
            if style.reverse:
                fore, back = back, fore
            text = "".join(character for character in segment.text if character not in GRAPHIC_ONLY)
            if text.strip():
                yield text, fore, back


async def settled(pilot: Any) -> None:
    with suppress(WorkerCancelled):  # one that began anew meanwhile
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def faint(app: Any) -> list[str]:
    return sorted(
        {
            f"{text.strip()[:30]!r} {fore} on {back}: {contrast(fore, back):.1f}"
            for text, fore, back in painted(app)
            if contrast(fore, back) < TEXT
        }
    )


@pytest.fixture
def open_in(demo: Path) -> Open:
    @asynccontextmanager
    async def opened(theme: str) -> AsyncIterator[Any]:
        app = ThemecodeApp(demo, "Anna")
        async with app.run_test(size=(110, 34)) as pilot:
            app.theme = theme
            with suppress(WorkerCancelled):  # one that a later one took the place of
                await app.workers.wait_for_complete()
            await pilot.pause()
            yield pilot

    return opened


INTERVIEW = ("end", "up", "enter")
"""To the last interview but one, which is coded."""
COUNTS = ("home", "down", "down", "r")
"""To the counts of a question with many codes."""
WAYS = {
    "home": (),
    "help": ("question_mark",),
    "counts": ("home", "r"),
    "counts, cross-table": (*COUNTS, "t", "end", "up", "enter"),
    "counts, heat map": (*COUNTS, "s"),
    "counts to a file": (*COUNTS, "e"),
    "codebook": ("k",),
    "matrix": ("m",),
    "matrix, a cell": ("m", "down", "down", "down", "right", "enter"),
    "passages": ("k", "home", "down", "w"),
    "passages of a figure": (*COUNTS, "enter"),
    "words in context": ("w", "tab", *"tid", "enter"),
    "a query not understood": ("w", *"tid", "space", *"och", "enter"),
    "answers": ("home", "enter"),
    "answer table": ("home", "l"),
    "answer table, marked": ("home", "l", "down", "space", "shift+down"),
    "answer table, narrowed": ("home", "l", "slash", *"buss", "enter"),
    "answer table, not understood": ("home", "l", "slash", *"kod:ingen", "enter"),
    "palette": ("home", "enter", "enter"),
    "answer's help": ("home", "enter", "question_mark"),
    "transcript": INTERVIEW,
    "transcript, undone": (*INTERVIEW, "shift+down", "1", "u"),
    "transcript's palette": (*INTERVIEW, "shift+right", "enter"),
    "several codes marked": (*INTERVIEW, "shift+right", "enter", "tab", "down", "tab"),
    "a coding gone to": (*INTERVIEW, "greater_than_sign"),
    "edges moved": (*INTERVIEW, "greater_than_sign", "e", "left"),
    "one code looked at": (*INTERVIEW, "greater_than_sign", "z"),
    "search hits": (*INTERVIEW, "slash", *"tid", "enter"),
    "search without hits": (*INTERVIEW, "slash", *"qqq"),
    "memo editor": (*INTERVIEW, "greater_than_sign", "m", *"Tänk"),
    "report": ("home", "f"),
    "theme changed in the counts": ("f9", *COUNTS, "s"),
}


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("way", WAYS)
async def test_everything_painted_can_be_read(open_in: Open, theme: str, way: str) -> None:
    async with open_in(theme) as pilot:
        for key in WAYS[way]:
            await pilot.press(key)
            await settled(pilot)
        await settled(pilot)
        await pilot.pause()
        assert sum(len(text) for text, _, _ in painted(pilot.app)) > 30
        assert faint(pilot.app) == []


async def test_a_key_changes_the_theme_and_the_coder_has_it_again_next_time(demo: Path) -> None:
    app = ThemecodeApp(demo, "Anna")
    async with app.run_test(size=(110, 34)) as pilot:
        assert app.theme == "themecode-dark"
        await pilot.press("f9")
        await pilot.pause()
        assert app.theme == "themecode-light"
    async with ThemecodeApp(demo, "Anna").run_test(size=(110, 34)) as again:
        assert again.app.theme == "themecode-light"
    async with ThemecodeApp(demo, "Bo").run_test(size=(110, 34)) as other:
        assert other.app.theme == "themecode-dark"


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_suggestions_their_reason_and_like_answers_can_be_read(demo: Path, open_in: Open, theme: str) -> None:
    with Study.open(demo, coder="Anna") as study:
        suggesting.choose_mode(study, "on")
    async with open_in(theme) as pilot:
        app = pilot.app

        async def until(condition: Callable[[], object]) -> None:
            for _ in range(1500):
                await pilot.pause(0.02)
                if condition():
                    return
            raise AssertionError("it did not happen")

        app.push_screen(AnswersScreen(app.study.question("q26")))
        await until(lambda: app.screen.query(Suggestions))
        assert faint(app) == []
        screen = app.screen
        await until(lambda: screen.ranked is not None)
        await pilot.pause()
        assert faint(app) == []
        await pilot.press("tab")
        await until(lambda: app.screen.query_one(Suggestions).asked)
        await pilot.pause()
        assert len(screen.query_one(Suggestions).listed.options) > 1
        assert faint(app) == []
        for key, opened in (("y", WhySuggestedScreen), ("F", ChooseScreen)):
            await pilot.press(key)
            await until(lambda opened=opened: isinstance(app.screen, opened))
            await pilot.pause()
            assert faint(app) == []
            await pilot.press("escape")
            await until(lambda: app.screen is screen)
        alike = Alike(1, Span(0, 3), "FC001", "Mer tid för samverkan 🙂", 0.5)
        app.push_screen(AlikeScreen(lambda n: app.words("alike", n=n, code="tid"), [alike, alike], app.words))
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        assert faint(app) == []
