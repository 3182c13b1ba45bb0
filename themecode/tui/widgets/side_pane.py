"""Panes beside or below a text, whose line towards it can be dragged."""

from __future__ import annotations

from textual import events
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget

from themecode.tui.widgets.steady_text import SteadyText


class PaneDragged(Message):
    """The line of a pane was dragged: so large would the pane be now, in cells, or rows for one below the text."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def can_replace(self, message: Message) -> bool:
        """Let the newest stand for those not yet handled."""
        return isinstance(message, PaneDragged)


class Divided(Widget):
    """What the panes share. The line is the border: at the left, or at the top of a pane that stands below."""

    _dragged = False

    @property
    def below(self) -> bool:
        """Tell whether the pane stands below the text rather than beside it."""
        return bool(self.styles.border_top[0])

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag, where the line is pressed on."""
        if event.button == 1 and (event.y if self.below else event.x) == 0:
            event.stop()
            self._dragged = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let the line follow the pointer."""
        if self._dragged:
            event.stop()
            region = self.region
            size = region.bottom - event.screen_y if self.below else region.right - event.screen_x
            self.post_message(PaneDragged(size))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the line."""
        if self._dragged:
            event.stop()
            self._dragged = False
            self.release_mouse()

    def on_mouse_release(self) -> None:
        """Let go of the line where the mouse was taken away."""
        self._dragged = False


class SidePane(Divided, Vertical):
    """A pane with widgets below one another."""


class ScrolledPane(Divided, VerticalScroll):
    """A pane that scrolls."""


class TextPane(Divided, SteadyText):
    """A pane with a text."""
