"""A pane beside the text that one can widen, narrow and hide; each coder has it again as they left it."""

from __future__ import annotations

from typing import ClassVar

from textual.widget import Widget

from themecode.tui import places
from themecode.tui.screens.base import StudyScreen
from themecode.tui.view.panes import Pane, Room
from themecode.tui.widgets.side_pane import PaneDragged
from themecode.usecases import looking

STEP, STEP_BELOW = 4, 1
"""Cells, and for a pane below the text rows, that a key moves the line."""
LEAST_TEXT, LEAST_PANE = 36, 22
"""Cells that the text and the pane keep."""
ROWS_OF_TEXT, ROWS_OF_PANE = 12, 3
"""Rows that a pane below keeps, and that the rest of the screen keeps."""


class PaneScreen(StudyScreen):
    """A screen with one pane that gives way to the text, or takes its room."""

    PANE: ClassVar[str] = "#side"
    """Which of its parts."""
    pane_below = False
    """Whether the pane stands below the text now, rather than beside it."""
    _pane = Pane()
    _wanted_anyway = False
    """Whether it was asked for on a screen too small for it, where it is else out of sight."""
    _pane_read = ""
    """Under which name what is shown was kept."""

    def on_mount(self) -> None:
        """Have the pane as it was left."""
        super().on_mount()
        self._read_pane()

    def on_resize(self) -> None:
        """Fit the pane to the screen; out of sight where that is too small for it and the text."""
        if not self._room().cramped:
            self._wanted_anyway = False
        self._read_pane()

    def on_unmount(self) -> None:
        """Keep how the pane was left."""
        self._keep_pane()

    @property
    def pane_hidden(self) -> bool:
        """Tell whether the pane is out of sight."""
        return self._pane.hidden or (self._room().cramped and not self._wanted_anyway)

    def pane_moved(self) -> None:
        """Fit what is shown to the pane's new size; each screen in its own way."""

    # -- keys and mouse -----------------------------------------------------------------------

    def action_wider_pane(self) -> None:
        """Give the pane more room."""
        self._step(1)

    def action_narrower_pane(self) -> None:
        """Give the text more room."""
        self._step(-1)

    def action_toggle_pane(self) -> None:
        """Hide the pane, or show it again."""
        if self.pane_hidden:
            self.show_pane()
            return
        if self._room().cramped:
            self._wanted_anyway = False
            self._show_pane(self._pane)
        else:
            self._show_pane(self._pane.turned())
        self.tell(self.words("pane hidden"))

    def on_pane_dragged(self, event: PaneDragged) -> None:
        """Follow the mouse."""
        event.stop()
        if not self._room().cramped:
            self._show_pane(self._pane.sized(event.size, self._room()))

    def show_pane(self) -> None:
        """Bring the pane back into sight, as where something in it is asked for."""
        if self.pane_hidden:
            self._wanted_anyway = True
            self._show_pane(self._pane.turned() if self._pane.hidden else self._pane)

    # -- inside -------------------------------------------------------------------------------

    @property
    def _parted(self) -> Widget:
        return self.query_one(self.PANE)

    def _room(self) -> Room:
        if self.pane_below:
            return Room(self.size.height, ROWS_OF_TEXT, ROWS_OF_PANE)
        return Room(self.size.width, LEAST_TEXT, LEAST_PANE)

    def _step(self, way: int) -> None:
        if self.pane_hidden:
            self.show_pane()
            return
        present = self._parted.outer_size.height if self.pane_below else self._parted.outer_size.width
        room = self._room()
        wanted = present + way * (STEP_BELOW if self.pane_below else STEP)
        if room.fitted(wanted) == present:
            self.tell(self.words("pane largest" if way > 0 else "pane smallest"))
        else:
            self._show_pane(self._pane.sized(wanted, room))

    def _read_pane(self) -> None:
        if not self.query(self.PANE):
            return
        name = self._kept_as()
        if name != self._pane_read:
            self._keep_pane()
            self._pane_read = name
            self._pane = Pane.kept(looking.habit(self.study, name))
        self._show_pane(self._pane)

    def _keep_pane(self) -> None:
        if self._pane_read and (self._pane != Pane() or looking.habit(self.study, self._pane_read)):
            places.keep(self.host, self._pane_read, str(self._pane))

    def _kept_as(self) -> str:
        return places.of_pane(self.NAME, below=self.pane_below)

    def _show_pane(self, pane: Pane) -> None:
        self._pane = pane
        part, room = self._parted, self._room()
        size = room.fitted(0) if room.cramped else pane.size(room)
        part.display = not self.pane_hidden
        across, along = ("width", "height") if self.pane_below else ("height", "width")
        for side in (across, along):
            given = size if side == along else None
            for rule in (side, f"min_{side}", f"max_{side}"):
                setattr(part.styles, rule, given)
        self.call_after_refresh(self.pane_moved)
