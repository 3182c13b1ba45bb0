"""What the screens of a study share: the app's study and words, the key bar, undo, help, noticing changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from rich.cells import cell_len
from textual.widgets import Static

from themecode.core.errors import ThemecodeError
from themecode.tui.steadfast import Steadfast
from themecode.tui.thrift import ThriftyScreen
from themecode.tui.view.columns import fitted
from themecode.tui.widgets.keybar import KeyBar
from themecode.tui.words import Words
from themecode.tui.writer import Job
from themecode.usecases import looking
from themecode.usecases.study import Study

if TYPE_CHECKING:
    from themecode.tui.app import ThemecodeApp

Found = TypeVar("Found")

LEAST_STATUS = 12
"""Cells at least for where one is."""


class StudyScreen(Steadfast, ThriftyScreen):
    """A screen that shows part of the study and follows what others write."""

    NAME: ClassVar[str] = ""
    """The screen's name in the registry of actions."""

    _status = ""
    _following = False
    seen_version = 0
    """The study's data version when the screen last read it."""

    def __init__(self) -> None:
        """Begin with nothing asked for."""
        super().__init__()
        self._asked_for: Counter[str] = Counter()

    @property
    def host(self) -> ThemecodeApp:
        """The application, as what it is."""
        return cast("ThemecodeApp", self.app)

    @property
    def study(self) -> Study:
        """The study, for reading."""
        return self.host.study

    @property
    def words(self) -> Words:
        """The words of the interface."""
        return self.host.words

    @property
    def is_there(self) -> bool:
        """Whether the screen is laid out and has not been left; others may be over it."""
        return self.is_mounted and self.app.is_running and self in self.app.screen_stack

    def write(self, job: Job, then: Callable[[Any], None] | None = None) -> None:
        """Have something written; ``then`` is called when it is on disk, unless the screen has been left by then."""
        self.host.write(job, None if then is None else lambda result: then(result) if self.is_there else None)

    def read(
        self,
        work: Callable[[Study], Found],
        then: Callable[[Found], None],
        *,
        failed: Callable[[ThemecodeError], None] | None = None,
        what: str = "",
        after_all: bool = False,
    ) -> None:
        """Have something read in a thread, on a connection of its own.

        ``then`` gets it, and ``failed`` what kept it from being read (it is shown otherwise): unless the same ``what``
        was asked for again meanwhile, or the screen has been left (with ``after_all`` even then).
        """
        self._asked_for[what] += 1
        number, own = self._asked_for[what], self.study

        def found() -> None:
            try:
                with Study.open(own.path, coder=own.coder, read_only=own.read_only, round=own.round) as study:
                    result = work(study)
            except ThemecodeError as error:
                self.app.call_from_thread(deliver, failed or self.host.show_fault, error)
            else:
                self.app.call_from_thread(deliver, then, result)

        def deliver(to: Callable[[Any], None], result: Any) -> None:
            if number == self._asked_for[what] and (self.is_there or after_all):
                to(result)

        self.run_worker(found, thread=True, group=f"read {what}")

    def key_bar(self) -> KeyBar:
        """Make the bar at the foot of the screen."""
        return KeyBar(self.NAME, self.words.language)

    def on_mount(self) -> None:
        """Begin to look for what others write; once, though a screen of its own `on_mount` has this called twice."""
        from themecode.tui.app import LOOK_FOR_CHANGES_S

        if self._following:
            return
        self._following = True
        self.seen_version = looking.data_version(self.study)
        self.set_interval(LOOK_FOR_CHANGES_S, self._look_for_changes)

    def reload(self) -> None:
        """Read again what the screen shows; each screen says how."""

    def on_screen_resume(self) -> None:
        """Show what was done on the screen above."""
        self.reload()

    def status(self, left: str, right: str = "") -> None:
        """Show where one is at the head of the screen; where that is narrow, without the file's name or the coder."""
        title = self.study.path.name
        coder = self.words("codes as", coder=self.study.coder)
        round = self.words("in round", round=self.study.round) if self.study.round else ""
        room = self.size.width - cell_len(right) - 2
        for parts in ((title, left, coder, round), (left, coder, round), (left, round)):
            text = " · ".join(part for part in parts if part)
            if cell_len(text) < room:
                break
        line = f" {fitted(text, max(LEAST_STATUS, room - 1), cell_len)} {right}"
        if line != self._status:  # it is asked for at every step, and seldom differs
            self._status = line
            self.query_one("#status", Static).update(line, layout=False)

    def tell(self, text: str) -> None:
        """Say in the bar at the foot what was done: no box over the text, which costs a repaint and hides it."""
        for bar in self.query(KeyBar):
            bar.tell(text)

    def action_undo(self) -> None:
        """Take back what the coder did last."""
        self.write(lambda study: study.undo(), lambda what: self._turned("undone", what))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.write(lambda study: study.redo(), lambda what: self._turned("redone", what))

    def action_codebook(self) -> None:
        """Work on the codebook."""
        from themecode.tui.screens.codebook import CodebookScreen
        from themecode.tui.screens.opening import code_at

        self.app.push_screen(CodebookScreen(code_at(self)))

    def action_passages(self) -> None:
        """Show everything coded with the code one is at, or let a query be typed."""
        from themecode.tui.screens.opening import code_at
        from themecode.tui.screens.retrieval import RetrievalScreen

        key = code_at(self)
        self.app.push_screen(RetrievalScreen() if key is None else RetrievalScreen.of_code(key))

    def action_matrix(self) -> None:
        """Show cases by themes."""
        from themecode.tui.screens.matrix import MatrixScreen

        self.app.push_screen(MatrixScreen())

    def action_theme(self) -> None:
        """Paint in the next theme."""
        self.host.action_next_theme()

    def action_commands(self) -> None:
        """Find anything one can do, and any text or code."""
        self.app.action_command_palette()

    def action_help(self) -> None:
        """Show all keys of the screen."""
        from themecode.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.NAME))

    def _turned(self, how: str, what: str) -> None:
        self.tell(self.words(how, what=what))
        self.reload()

    def _look_for_changes(self) -> None:
        version = looking.data_version(self.study)
        if version != self.seen_version:
            self.seen_version = version
            if self.is_active:
                self.reload()
