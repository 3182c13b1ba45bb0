"""What is typed ahead comes to what it was typed for, and no order of keys brings the screens down."""

from __future__ import annotations

import random
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.binding import Binding

from tests.tui.quick_fingers import at_rest, type_all, type_key
from tests.tui.touring import without_tour
from tests.tui.waiting import until
from themecode import Study
from themecode.cli.main import main
from themecode.core.errors import RefusedError
from themecode.tui.actions import ACTIONS
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.writer import Writer
from themecode.usecases import looking

TEXT = "Moderator: Hur är det?\n\nP1 (BVC): Bra. Tiden räcker inte.\n\nP2: Nej. Tid är allt. Åsa håller med om tiden.\n"
BOOK = "codebook: stod\ncodes:\n  - {key: stod.tid, label: tid}\n  - {key: stod.lokal, label: lokaler}\n"
ANSWERS = "id,fraga\n1,Tiden räcker inte. Vi hinner inte.\n2,Lokalen är för liten\n3,Vet ej\n4,Tid och lokal.\n"
WALKS = 4


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "studie.db"
    for name, text in (("ett.txt", TEXT), ("stod.yaml", BOOK), ("svar.csv", ANSWERS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for arguments in (
        ["new", str(path)],
        ["codebook", "load", str(path), str(tmp_path / "stod.yaml")],
        ["import", "transcripts", str(path), str(tmp_path / "ett.txt")],
        ["import", "survey", str(path), str(tmp_path / "svar.csv"), "--case", "id", "--open", "fraga"],
    ):
        assert main([*arguments, "--coder", "Anna"]) == 0
    with Study.open(path, coder="Anna") as opened:
        looking.add_coder(opened)
    return path


async def home(pilot: Any) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen) and pilot.app.focused)
    await at_rest(pilot)


def written(path: Path) -> dict[str, list[Any]]:
    """Return what of a study a person makes with keys."""
    tables = {
        "codings": "SELECT document_id, start, end, key, codings.deleted FROM codings JOIN codes ON codes.id = code_id",
        "states": "SELECT document_id, codebook_id, state, deleted FROM completions",
        "codes": "SELECT key, deleted FROM codes",
        "memos": "SELECT target, document_id, start, end, deleted FROM memos",
        "steps": "SELECT count(*) FROM history",
    }
    with Study.open(path, read_only=True) as study:
        return {name: sorted(map(tuple, study.connection.execute(query))) for name, query in tables.items()}


KEYS = (
    *(
        "down",
        "up",
        "right",
        "shift+right",
        "enter",
        "enter",
        "enter",
        "escape",
        "escape",
        "tab",
        "backspace",
        "pagedown",
    ),
    *"tidlokxuUn12.vm/rfie=w",
)


async def walked(path: Path, keys: list[str], *, quick: bool) -> tuple[list[str], str, dict[str, list[Any]]]:
    app = ThemecodeApp(path, coder="Anna")
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        if quick:
            await type_all(pilot, keys)
        for key in () if quick else keys:
            await type_all(pilot, [key])
            await pilot.pause()
        stack, focused = [type(screen).__name__ for screen in app.screen_stack], type(app.focused).__name__
    return stack, focused, written(path)


@pytest.mark.parametrize("seed", range(WALKS))
async def test_keys_typed_at_once_do_what_they_do_one_by_one(study: Path, tmp_path: Path, seed: int) -> None:
    chosen = random.Random(seed)
    keys = ["down"] * chosen.choice([0, 0, 1]) + ["enter"] + chosen.choices(KEYS, k=20)
    other = Path(shutil.copy(study, tmp_path / "andra.db"))
    assert await walked(study, keys, quick=True) == await walked(other, keys, quick=False), keys


async def test_a_file_that_is_long_in_writing_holds_one_key_up_and_no_more(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("themecode.tui.keys_in_turn.LOOKS", 4)
    free = threading.Event()
    app = ThemecodeApp(study, coder="Anna")
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        await type_all(pilot, ["enter"])
        screen: Any = app.screen
        assert isinstance(screen, AnswersScreen)
        app.write(lambda study: free.wait(60))
        begun = time.monotonic()
        await type_all(pilot, ["pagedown", "pagedown"])
        assert screen.place == 2, "both were handed on, though nothing was written"
        assert not app._patient
        await type_all(pilot, ["pageup"] * 20)
        assert time.monotonic() - begun < 30
        assert not free.is_set()
        free.set()
        await until(pilot, lambda: app._patient)
        await type_all(pilot, ["1", "pagedown"])


async def test_a_key_that_fails_does_not_hold_up_those_after_it(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(app: ThemecodeApp) -> None:
        raise RefusedError("this cannot be done", str(study), "try another key")

    monkeypatch.setattr(ThemecodeApp, "action_end_tour", fails)
    app = ThemecodeApp(study, coder="Anna")
    app._bindings.key_to_bindings["f8"] = [Binding("f8", "end_tour", "", priority=True)]  # handled before all else
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        await type_all(pilot, ["down", "up", "f8", "f8", "enter"])
        assert isinstance(app.screen, AnswersScreen)
        assert any("this cannot be done" in each.message for each in app._notifications)


async def test_what_was_asked_for_on_a_screen_that_was_left_comes_to_nobody(study: Path) -> None:
    free, told = threading.Event(), []

    def slow(study: Study) -> str:
        free.wait(60)
        return "read"

    app = ThemecodeApp(study, coder="Anna")
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        await type_all(pilot, ["enter"])
        left: Any = app.screen
        left.read(slow, lambda found: told.append(("left", found)), what="a")
        left.read(slow, lambda found: told.append(("after all", found)), what="b", after_all=True)
        left.read(slow, lambda found: told.append(("asked again", found)), what="c", after_all=True)
        left.read(slow, lambda found: told.append(("asked last", found)), what="c", after_all=True)
        left.write(slow, lambda found: told.append(("written", found)))
        app.pop_screen()
        free.set()
        await until(pilot, lambda: len(told) == 2 and not app._unwritten)
    assert sorted(told) == [("after all", "read"), ("asked last", "read")]


ALL_KEYS = [*sorted({key for action in ACTIONS for key in action.keys} - {"f8"}), *KEYS, "space", "end", "home"]


@pytest.mark.slow
@pytest.mark.parametrize("patience", [40, 1])
@pytest.mark.parametrize("seed", range(12))
async def test_no_order_of_keys_on_a_slow_machine_brings_the_screens_down(
    demo: Path, monkeypatch: pytest.MonkeyPatch, seed: int, patience: int
) -> None:
    """Threads and writing take long, and the answers come when one is elsewhere; every key there is is pressed."""
    chosen = random.Random(seed * 100 + patience)
    monkeypatch.setattr("themecode.tui.keys_in_turn.LOOKS", patience)
    from_thread: Callable[..., Any] = App.call_from_thread
    do: Callable[..., Any] = Writer.do

    def late(app: Any, *arguments: Any, **named: Any) -> Any:
        time.sleep(chosen.random() * 0.4)
        return from_thread(app, *arguments, **named)

    def do_late(writer: Any, job: Any, then: Any) -> None:
        pause = chosen.random() * 0.2
        do(writer, lambda study: (time.sleep(pause), job(study))[1], then)

    monkeypatch.setattr(App, "call_from_thread", late)
    monkeypatch.setattr(Writer, "do", do_late)
    app = ThemecodeApp(without_tour(demo, "Anna"), coder="Anna")
    pressed = []
    async with app.run_test(size=chosen.choice([(80, 24), (100, 30), (200, 50)])) as pilot:
        await home(pilot)
        for _ in range(80):
            key = chosen.choice(ALL_KEYS)
            if isinstance(app.screen, HomeScreen) and key in ("q", "escape"):  # would end it
                key = "enter"
            pressed.append(f"{type(app.screen).__name__}: {key}")
            type_key(app, key)
            if chosen.random() < 0.5:
                await pilot.pause(chosen.random() * 0.15)
            if not app.is_running:
                break
        await pilot.pause(0.5)
    assert app._exception is None, pressed
