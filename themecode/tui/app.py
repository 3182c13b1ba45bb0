"""The application: one study, one coder, one thread that writes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.actions import ActionParseResult
from textual.binding import BindingType
from textual.command import Provider
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import WorkerFailed

from themecode.core.errors import ThemecodeError
from themecode.core.places import Place, advice
from themecode.tui.keys_in_turn import KeysInTurn
from themecode.tui.palette_provider import StudyPalette, StudyProvider
from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.coder import CoderScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.steadfast import Steadfast
from themecode.tui.themes import THEMES, after, chosen
from themecode.tui.tour import HIDE, Tour
from themecode.tui.widgets.tour_bar import TourBar
from themecode.tui.words import Words
from themecode.tui.words.faults import in_words
from themecode.tui.writer import Job, Writer
from themecode.usecases import looking
from themecode.usecases.register import overdue
from themecode.usecases.study import Study

if TYPE_CHECKING:
    from themecode.tui.suggestion_worker import SuggestionWorker

LOOK_FOR_CHANGES_S = 1.5
"""How often a screen asks whether someone else has written."""


REMINDED = 3
"""Names from the register that a reminder has."""

LOOK_FOR_TOUR_S = 0.2
"""How often the tour looks whether its step is done."""


SHOWN_S = 8
"""How long a fault is shown; while it is, the same one is not shown again."""


STOPPING_S = 2
"""How long leaving waits for an unfinished backup to be given up and cleared away."""


class ThemecodeApp(Steadfast, KeysInTurn):
    """The screens of one study."""

    CSS_PATH = "themecode.tcss"
    TITLE = "themecode"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {StudyProvider}
    BINDINGS: ClassVar[list[BindingType]] = [(HIDE, "end_tour", "")]

    def __init__(
        self, path: Path, coder: str | None = None, ui_language: str | None = None, round: str | None = None
    ) -> None:
        """Open ``path``; without ``coder`` the first screen asks who codes. With ``round`` only that is coded.

        Raises StudyFileError where the study cannot be opened, NotFoundError for an unknown round, before
        anything is painted.
        """
        super().__init__()
        self.study = Study.open(path, coder=coder, round=round)
        """For reading, in the thread of the screens."""
        self.round = round
        """The round that the whole session is for; ``None``: what is opened from the list decides."""
        self.ask_coder = coder is None
        self.words = Words(ui_language or self.study.language)
        self.tour: Tour | None = None
        self.suggestions: SuggestionWorker | None = None
        """Suggests codes, where they have been wanted."""
        self._writer: Writer | None = None
        self._last_fault = ("", 0.0)
        self._leaving = threading.Event()
        self._backup = threading.Thread(target=self._back_up, name="backup", daemon=True)
        self.unheard: list[ThemecodeError] = []
        """What could not be written after the screens were gone."""

    def on_mount(self) -> None:
        """Ask who codes, or go straight to the list."""
        self.title = self.study.title
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = chosen(looking.habit(self.study, "theme")).name
        known = looking.has_acted(self.study, self.study.coder)
        if self.study.read_only or (known and not self.ask_coder):
            self.start(self.study.coder)
        else:
            self.push_screen(CoderScreen(self.study.coder if not self.ask_coder else None))

    def start(self, coder: str) -> None:
        """Show what there is to read, for a coder; a second enter on the name, pressed in haste, does nothing."""
        if self._writer is not None:
            return
        self.study.coder = coder
        self._writer = Writer(self.study.path, coder, self.call_later)
        self.begin_tour()
        self.switch_screen(HomeScreen()) if len(self.screen_stack) > 1 else self.push_screen(HomeScreen())
        self._remind()
        if self.study.read_only:
            self.notify(self.words("read only"), severity="warning")
        else:
            self.write(lambda study: study.mention_place(), self._warn_of_place)
            self.call_after_refresh(self._backup.start)

    def suggestion_worker(self) -> SuggestionWorker:
        """Return what suggests codes; it starts nothing before it is told to begin."""
        from themecode.tui.suggestion_worker import SuggestionWorker

        self.suggestions = self.suggestions or SuggestionWorker(self.call_later)
        return self.suggestions

    @property
    def top(self) -> Screen[Any] | None:
        """The screen on top; ``None`` while the app goes, when a clock may still ask."""
        return self.screen_stack[-1] if self.screen_stack else None

    def write(self, job: Job, then: Callable[[Any], None] | None = None) -> None:
        """Have something written; ``then`` is called when it is on disk. Errors are shown and nothing is painted."""

        def answered(result: Any, error: ThemecodeError | None) -> None:
            try:
                if isinstance(self.top, StudyScreen):
                    self.top.seen_version = looking.data_version(self.study)  # what we wrote is no news
                if error is not None:
                    self.show_fault(error)
                elif then is not None:
                    then(result)
            finally:
                self.has_written()

        round = self.study.round  # as it is now: the writer may come to it when another one is worked in

        def in_round(study: Study) -> Any:
            study.round = round
            return job(study)

        assert self._writer is not None
        self.begins_to_write()
        self._writer.do(in_round, answered)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, and let the tour know of it."""
        self.happened(action if isinstance(action, str) else action[1])
        return await super().run_action(action, default_namespace, namespaces)

    def begin_tour(self) -> None:
        """Offer the tour where this is the demo and the coder has not seen it."""
        from themecode.usecases.demo import is_demo

        if is_demo(self.study) and looking.habit(self.study, "tour") is None and not self.study.read_only:
            self.tour = Tour()
            self._tour_clock = self.set_interval(LOOK_FOR_TOUR_S, self._look_at_tour)

    def happened(self, what: str) -> None:
        """Let the tour know of something that was done, beside the actions called: ``coded``."""
        if self.tour is not None:
            self.tour.called(what)
            self._look_at_tour()  # at once: the next key may be for the next step already

    def begin_at(self) -> str | None:
        """Return which line of the list is chosen first: where the coder was, ``None`` for the first.

        The tour begins at an interview that is not coded yet, so that the first coding is new and the first undo is
        seen.
        """
        from themecode.tui import places

        kept = looking.habit(self.study, places.HOME)
        if kept is not None or self.tour is None:
            return kept
        done = looking.transcript_progress(self.study)
        unread = [id for id, _ in looking.contents(self.study).transcripts if done.get(id, (0, None))[1] is None]
        return f"d{unread[-1]}" if unread else None

    def action_end_tour(self) -> None:
        """Hide the tour for good."""
        if self.tour is not None:
            self.tour = None
            self._tour_clock.stop()
            self.write(lambda study: looking.keep_habit(study, "tour", "done"))
        for screen in self.screen_stack:
            for bar in screen.query(TourBar):
                bar.display = False
            screen.remove_class("touring")

    def _look_at_tour(self) -> None:
        screen = self.top
        if self.tour is None or not isinstance(screen, StudyScreen):
            return
        self.tour.look(screen.NAME)
        if self.tour.step is None:
            self.action_end_tour()
            return
        if not screen.query(TourBar):
            screen.mount(TourBar())
            screen.add_class("touring")
        for bar in screen.query(TourBar):  # none on a screen that is just being left
            bar.show(self.tour, self.words)

    def action_command_palette(self) -> None:
        """Let actions, texts and codes be found by typing; not over a box that waits for an answer."""
        if isinstance(self.top, StudyScreen):
            self.push_screen(StudyPalette(placeholder=self.words("find anything"), nothing=self.words("nothing found")))

    def action_help_quit(self) -> None:
        """Say how one leaves, to one who pressed ctrl+c."""
        self.notify(self.words("how to leave"), timeout=4)

    def action_next_theme(self) -> None:
        """Paint in the next theme, and keep it for this coder."""
        self.theme = after(self.theme).name
        name = self.theme
        self.write(lambda study: looking.keep_habit(study, "theme", name))

    def show_fault(self, error: ThemecodeError) -> None:
        """Say what went wrong; not again while it is still shown, as when it is met at every look for changes."""
        text, moment = in_words(error, self.words.language), time.monotonic()
        if text != self._last_fault[0] or moment - self._last_fault[1] > SHOWN_S:
            self._last_fault = (text, moment)
            self.notify(text, severity="error", timeout=SHOWN_S, markup=False)

    def said_in_words(self, error: Exception) -> bool:
        """Show an error where the file or the disk is at fault, and tell whether it is."""
        from themecode.usecases.checking import damage

        fault = damage(self.study.path, error)
        if fault is not None:
            self.show_fault(fault)
        return fault is not None

    def _handle_exception(self, error: Exception) -> None:
        # Faults in timers and workers come here, and would end the app.
        cause = error.error if isinstance(error, WorkerFailed) else error
        if not isinstance(cause, Exception) or not self.said_in_words(cause):
            super()._handle_exception(error)

    def _back_up(self) -> None:
        """Keep a rolling copy of the study, in a thread of its own and on a connection of its own."""
        from themecode.usecases.backups import keep_backup
        from themecode.usecases.checking import StoppedError

        fault = None
        try:
            keep_backup(self.study.path, stopped=self._leaving.is_set)
        except StoppedError:
            return
        except ThemecodeError as error:
            fault = error
        except Exception as error:  # no fault of a copy may end the screens
            fault = ThemecodeError(f"no backup was made ({error})", str(self.study.path))
        if fault is not None:
            text = self.words("no backup", why=in_words(fault, self.words.language))
            self.call_later(lambda: self.notify(text, severity="warning", timeout=2 * SHOWN_S, markup=False))

    def _warn_of_place(self, place: Place | None) -> None:
        if place is not None:
            text = "; ".join(advice(place, self.words.language))
            self.notify(text, severity="warning", timeout=3 * SHOWN_S, markup=False)

    def _remind(self) -> None:
        """Say once what the register has that should be deleted by now."""
        if late := overdue(self.study):
            names = ", ".join(each.name for each in late[:REMINDED])
            text = self.words("overdue", n=len(late), names=names + (" …" if len(late) > REMINDED else ""))
            self.notify(text, severity="warning", timeout=3 * SHOWN_S, markup=False)

    def on_unmount(self) -> None:
        """Let what was handed over be written, then close the file."""
        self._leaving.set()
        if self.suggestions is not None:
            self.suggestions.close()
        if self._writer is not None:
            self._writer.close()
            self.unheard = self._writer.unheard
        if self._backup.is_alive():
            self._backup.join(timeout=STOPPING_S)
        self.study.close()
