"""Screens that stay up when the study's file or the disk fails: the person is told, and can read on or leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.message import Message
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from themecode.tui.app import ThemecodeApp


class Steadfast(MessagePump):
    """For the app and its screens: a fault of the file while a key or message is handled becomes a notification."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            # Textual would end the loop that this screen lives by.
            if not cast("ThemecodeApp", self.app).said_in_words(error):
                raise
