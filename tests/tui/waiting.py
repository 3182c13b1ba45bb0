"""Waiting until something has happened on a screen, as long as it takes and no longer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


async def until(pilot: Any, condition: Callable[[], object], seconds: float = 60) -> None:
    """Let the screens work until a condition holds; fail where it does not in so many seconds."""
    end = time.monotonic() + seconds
    await pilot.pause()
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"it did not happen; on {pilot.app.screen}")
        await pilot.pause(0.01)
