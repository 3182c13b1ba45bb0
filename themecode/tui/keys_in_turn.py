"""Keys typed ahead wait their turn, so that each meets the screen that the key before it has made.

Textual hands a key at once to what has the focus. Two keys that arrive together, from quick fingers or while the
machine is busy, would both go to the same screen: of enter and ↓, the second would move in the list that the first
is just leaving.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

LOOKS, LOOK_S = 40, 0.05
"""How often, and how long each time, is waited for what a key has set going; then the next key is handed on."""

_Typed = events.Key | events.Paste


class KeysInTurn(App[None]):
    """For the app: hands the next key on when what the last one set going has come to rest."""

    def __init__(self) -> None:
        """Begin with nothing typed, and nothing to wait for."""
        super().__init__()
        self._typed: deque[_Typed] = deque()
        self._in_turn: _Typed | None = None
        self._turn: asyncio.Task[None] | None = None
        self._unwritten = 0
        self._written = asyncio.Event()
        self._patient = True
        """Whether what is being written is waited for: not again when it has taken too long for one key."""

    def begins_to_write(self) -> None:
        """Have keys wait for something that is being written, until `has_written`."""
        self._unwritten += 1
        self._written.clear()

    def has_written(self) -> None:
        """Let keys go on where nothing else is being written."""
        self._unwritten -= 1
        if not self._unwritten:
            self._written.set()
            self._patient = True

    async def on_event(self, event: events.Event) -> None:
        """Keep what is typed while a turn lasts; let all else through."""
        if not isinstance(event, _Typed) or event.is_forwarded:
            await super().on_event(event)
        elif self._turn is not None and event is not self._in_turn:
            self._typed.append(event)
        elif self.screen_stack:  # else the app is just going
            screen, target = self.screen, self.focused or self.screen
            try:
                await super().on_event(event)
            finally:  # whatever a key brought about, the next one has its turn
                self._turn = asyncio.create_task(self._take_turns(target, screen))

    async def _take_turns(self, target: MessagePump, screen: Screen[Any]) -> None:
        try:
            await self._come_to_rest(target, screen)
        finally:
            if self._typed:
                self._in_turn = self._typed.popleft()
                self.post_message(self._in_turn)
            else:
                self._turn = None

    async def _come_to_rest(self, target: MessagePump, screen: Screen[Any]) -> None:
        above = (target, *_ancestors(target))
        await _passed(target.call_later)
        seen = screen
        if any(each.message_queue_size for each in above):  # handling the key has sent something
            await _passed(*(each.call_later for each in above))
        while self.is_running and self.screen_stack and (self.screen is not seen or self._to_be_written):
            if self._to_be_written:
                self._patient = await _happens(self._written)
            seen = self.screen_stack[-1] if self.screen_stack else screen
            # It is mounted, or resumed; the focus is set; what was chosen above it has come; it is laid out.
            calls = (seen.call_later, self.call_later, seen.call_later)
            await _passed(*calls, *(() if seen is screen else (seen.call_after_refresh,)))

    @property
    def _to_be_written(self) -> bool:
        return self._unwritten > 0 and self._patient


async def _passed(*queues: Callable[[Callable[[], None]], bool]) -> None:
    """Wait until a call has come through queues of messages, one after another, and all before it are handled."""
    done = asyncio.Event()
    waiting = iter(queues)

    def go_on() -> None:
        if not any(put(go_on) for put in waiting):  # into the next that takes it: one that is gone does not
            done.set()

    go_on()
    await _happens(done)


async def _happens(event: asyncio.Event) -> bool:
    """Wait until something happens, and tell whether it did. Looks count, not time: a clock runs while all stands."""
    for _ in range(LOOKS):
        try:
            await asyncio.wait_for(event.wait(), LOOK_S)
        except TimeoutError:
            continue
        return True
    return False


def _ancestors(pump: MessagePump) -> list[MessagePump]:
    found = []
    while (parent := pump._parent) is not None:
        found.append(parent)
        pump = parent
    return found
