"""The application: one study, one coder, one thread that writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App
from textual.binding import BindingType

from themecode.core.errors import ThemecodeError
from themecode.tui.screens.coder import CoderScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.words import Words
from themecode.tui.writer import Job, Writer
from themecode.usecases import looking
from themecode.usecases.study import Study

LOOK_FOR_CHANGES_S = 1.5
"""How often a screen asks whether someone else has written."""


class ThemecodeApp(App[None]):
    """The screens of one study."""

    CSS_PATH = "themecode.tcss"
    TITLE = "themecode"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, path: Path, coder: str | None = None, ui_language: str | None = None) -> None:
        """Open ``path``; without ``coder`` the first screen asks who codes.

        Raises StudyFileError where the study cannot be opened, before anything is painted.
        """
        super().__init__()
        self.study = Study.open(path, coder=coder)
        """For reading, in the thread of the screens."""
        self.ask_coder = coder is None
        self.words = Words(ui_language or self.study.language)
        self._writer: Writer | None = None

    def on_mount(self) -> None:
        """Ask who codes, or go straight to the list."""
        self.title = self.study.title
        known = looking.has_acted(self.study, self.study.coder)
        if self.study.read_only or (known and not self.ask_coder):
            self.start(self.study.coder)
        else:
            self.push_screen(CoderScreen(self.study.coder if not self.ask_coder else None))

    def start(self, coder: str) -> None:
        """Show what there is to read, for a coder."""
        self.study.coder = coder
        self._writer = Writer(self.study.path, coder, self.call_later)
        self.switch_screen(HomeScreen()) if len(self.screen_stack) > 1 else self.push_screen(HomeScreen())
        if self.study.read_only:
            self.notify(self.words("read only"), severity="warning")

    def write(self, job: Job, then: Callable[[Any], None] | None = None) -> None:
        """Have something written; ``then`` is called when it is on disk. Errors are shown and nothing is painted."""

        def answered(result: Any, error: ThemecodeError | None) -> None:
            if error is not None:
                self.notify(str(error), severity="error", timeout=8)
            elif then is not None:
                then(result)

        assert self._writer is not None
        self._writer.do(job, answered)

    def on_unmount(self) -> None:
        """Let what was handed over be written, then close the file."""
        if self._writer is not None:
            self._writer.close()
        self.study.close()
