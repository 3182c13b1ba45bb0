"""What ctrl+p finds: every action of the screen, with its key, and every question, interview and code to jump to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets.option_list import Option

from themecode.tui.actions import actions_of
from themecode.tui.screens.base import StudyScreen
from themecode.usecases import looking

KEY = 9
"""Cells for the key before an action."""

NOT_LISTED = frozenset({"commands", "digit", "side"})
"""Actions that mean nothing without the key that was pressed, or that are this list itself."""

FOUND = 40
"""Texts and codes found at most."""


@dataclass(frozen=True)
class Place:
    """Somewhere to jump to."""

    kind: str
    """What it is, in the language of the screens."""
    label: str
    go: Callable[[], Any]


class StudyPalette(CommandPalette):
    """The library's palette, which says in the language of the screens that nothing is found."""

    def __init__(self, *, placeholder: str, nothing: str) -> None:
        """Take what stands in the empty line, and what is said where nothing is found."""
        super().__init__(placeholder=placeholder, id="--command-palette")
        self._nothing = nothing

    def _action_command_list(self, action: str) -> None:
        if self._list_visible:  # a list that was never laid out has no pages to turn, which the library does not ask
            super()._action_command_list(action)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        # The library has its English words in here and nowhere to give others.
        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(
            self._NO_MATCHES_COUNTDOWN, lambda: self._say_nothing_found(search_value)
        )

    def _say_nothing_found(self, search_value: str) -> None:
        if search_value:
            self.query_one(CommandList).add_option(Option(self._nothing, disabled=True, id=self._NO_MATCHES))
        self._list_visible = bool(search_value)


class StudyProvider(Provider):
    """Reads the registry of actions and the study; nothing is listed over a box that waits for an answer."""

    async def discover(self) -> Hits:
        """List the actions of the screen, then the questions and interviews."""
        for shown, sentence, run in self._actions():
            yield DiscoveryHit(_action(shown, sentence), run, text=sentence)
        for number, place in enumerate(self._texts()):
            if number < FOUND:
                yield DiscoveryHit(_place(place), place.go, text=place.label)

    async def search(self, query: str) -> Hits:
        """Find actions by their sentences, texts and codes by their names."""
        matcher = self.matcher(query)
        for shown, sentence, run in self._actions():
            if (score := matcher.match(sentence)) > 0:
                yield Hit(score, _action(shown, matcher.highlight(sentence)), run, text=sentence)
        places = [(matcher.match(place.label), place) for place in (*self._texts(), *self._codes())]
        found = sorted((each for each in places if each[0] > 0), key=lambda each: -each[0])
        for score, place in found[:FOUND]:
            shown_place = Content.assemble(_kind(place), matcher.highlight(place.label))
            yield Hit(score, shown_place, place.go, text=place.label)

    # -- inside -------------------------------------------------------------------------------

    def _actions(self) -> Iterator[tuple[str, str, Callable[[], Any]]]:
        screen = self.screen
        if isinstance(screen, StudyScreen):
            for action in actions_of(screen.NAME):
                if action.name not in NOT_LISTED:
                    run = partial(screen.run_action, action.name)
                    yield action.shown, action.sentence(screen.words.language), run

    def _texts(self) -> Iterator[Place]:
        from themecode.tui.screens.opening import open_question, open_transcript

        screen = self.screen
        if isinstance(screen, StudyScreen):
            words, contents = screen.words, looking.contents(screen.study)
            for row in contents.questions:
                wording = row.wording.in_language(words.language) or row.key
                number = words("question", number=row.number or row.key)
                yield Place(number, wording, partial(open_question, screen, row))
            for document_id, name in contents.transcripts:
                yield Place(words("an interview"), name, partial(open_transcript, screen, document_id))

    def _codes(self) -> Iterator[Place]:
        from themecode.tui.screens.opening import show_code

        screen = self.screen
        if isinstance(screen, StudyScreen):
            for _, rows in looking.code_tree(screen.study, None):
                for row in rows:
                    label = row.label.in_language(screen.words.language)
                    yield Place(screen.words("a code"), f"{label}  {row.key}", partial(show_code, screen, row.key))


def _action(shown: str, sentence: str | Content) -> Content:
    return Content.assemble((f"{shown:<{KEY}} ", "bold"), sentence)


def _kind(place: Place) -> tuple[str, str]:
    return (f"→ {place.kind}: ", "bold")


def _place(place: Place) -> Content:
    return Content.assemble(_kind(place), place.label)
