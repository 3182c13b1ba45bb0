"""Typing on the screens without waiting, as quick fingers do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.keys import _character_to_key

from tests.tui.waiting import until
from themecode.tui.app import ThemecodeApp

CHARACTERS = {"enter": "\r", "tab": "\t", "space": " "}


def type_key(app: ThemecodeApp, key: str) -> None:
    """Have a key come in, by its name or its character."""
    character = key if len(key) == 1 else CHARACTERS.get(key)
    app.post_message(events.Key(_character_to_key(key) if len(key) == 1 else key, character))


async def at_rest(pilot: Any) -> None:
    """Wait until all that was typed is worked off."""
    await until(pilot, lambda: pilot.app._turn is None)


async def type_all(pilot: Any, keys: Sequence[str]) -> None:
    """Type keys all at once, and wait until they are worked off."""
    for key in keys:
        type_key(pilot.app, key)
    await at_rest(pilot)
