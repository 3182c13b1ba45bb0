"""A scrolled view that is pressed and dragged over."""

from __future__ import annotations

from textual import events
from textual.scroll_view import ScrollView
from textual.timer import Timer

SCROLL_INTERVAL = 0.05
"""Seconds between scroll steps while the pointer is held outside the view."""


class DragView(ScrollView):
    """Turns mouse events into presses and drags over rows and cells of the content, scrolling at the edges.

    Textual's own text selection is not used: it takes the right half of a wide character for the next one,
    and repaints the whole view at each step.
    """

    ALLOW_SELECT = False

    _dragging = False
    _pointer = (0, 0)
    """Where the pointer is in the view; above and below it while it scrolls."""
    _scrolling: Timer | None = None

    def pressed(self, row: int, cell: int) -> None:
        """Answer the button going down."""

    def dragged(self, row: int, cell: int) -> None:
        """Answer the pointer being moved with the button down."""

    def clicked_again(self, row: int, cell: int, times: int) -> None:
        """Answer the second and later clicks on one place."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a drag."""
        if event.button == 1:
            event.stop()
            self._dragging = True
            self.capture_mouse()
            self.pressed(self._row(event.y), event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the pointer."""
        if not self._dragging:
            return
        event.stop()
        # At the screen's own edge the pointer cannot leave the view, so there its last row scrolls.
        at_top = event.y <= 0 and event.screen_y <= 0
        at_bottom = event.y >= self.size.height - 1 and event.screen_y >= self.screen.size.height - 1
        self._pointer = (event.x, event.y - at_top + at_bottom)
        inside = 0 <= self._pointer[1] < self.size.height
        if inside:
            self._stop_scrolling()
            self.dragged(self._row(event.y), event.x)
        elif self._scrolling is None:
            self._scrolling = self.set_interval(SCROLL_INTERVAL, self._scroll_on)
            self._scroll_on()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        if self._dragging:
            event.stop()
            self.release_mouse()
            self._end_drag()

    def on_mouse_release(self) -> None:
        """End a drag whose mouse was taken away."""
        self._end_drag()

    def on_click(self, event: events.Click) -> None:
        """Tell double and triple clicks."""
        event.stop()
        if event.chain > 1 and event.button == 1:
            self.clicked_again(self._row(event.y), event.x, event.chain)

    def _row(self, y: int) -> int:
        """Return the content row at a height of the view."""
        return max(0, min(y, self.size.height - 1)) + round(self.scroll_y)

    def _scroll_on(self) -> None:
        """Scroll by as much as the pointer is outside, and select what came into view."""
        x, y = self._pointer
        beyond = y if y < 0 else y - self.size.height + 1
        self.scroll_to(y=round(self.scroll_y) + beyond, animate=False)
        self.dragged(self._row(y), x)

    def _end_drag(self) -> None:
        self._dragging = False
        self._stop_scrolling()

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None
