"""Passages one after another, each with its context, under the heading of its group; read some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from themecode.analysis.grouping import Group
from themecode.analysis.kwic import Line
from themecode.analysis.retrieval import Passage, Place
from themecode.report.grid import width
from themecode.tui.view.characters import drawable

PAGE = 100
"""Passages read at a time; the next ones are read as the last is reached."""

TITLE = 22
"""Letters of a document's name before a keyword line."""

Read = Callable[[Sequence[Place]], Sequence[Passage]]


class PassageList(OptionList):
    """A list of passages, or of lines with a keyword in the middle; enter or a click opens one."""

    DEFAULT_CSS = "PassageList, PassageList:focus { height: 1fr; border: none; padding: 0 1; }"

    class Opened(Message):
        """A place in a document is to be opened."""

        def __init__(self, document_id: int, start: int, end: int) -> None:
            super().__init__()
            self.document_id = document_id
            self.start = start
            self.end = end

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._places: list[tuple[int, int, int]] = []
        """(document id, start, end) of each line shown; its number is the id of its option."""
        self._waiting: Iterator[tuple[str, Place]] = iter(())
        self._keywords: Sequence[Line] = ()
        self._read_page: Read = lambda places: ()
        self._describe: Callable[[Passage], str] = lambda passage: ""
        self._sizes: Mapping[str, int] = {}
        self._group: str | None = None

    @property
    def at(self) -> tuple[int, int, int] | None:
        """The place that is highlighted: document id, start, end."""
        option = self.highlighted_option
        return None if option is None or option.id is None else self._places[int(option.id)]

    def show(
        self,
        groups: Sequence[Group],
        read: Read,
        describe: Callable[[Passage], str],
        *,
        at: tuple[int, int, int] | None = None,
    ) -> None:
        """Show the passages of groups. ``describe`` says whose words they are and what is coded; ``at`` is kept."""
        self._begin()
        self._keywords = ()
        self._read_page, self._describe = read, describe
        self._sizes = {group.heading: len(group.places) for group in groups}
        self._waiting = ((group.heading, place) for group in groups for place in group.places)
        self._more()
        while at is not None and at not in self._places and self._more():
            pass
        self._highlight(at)

    def show_lines(self, lines: Sequence[Line], *, at: tuple[int, int, int] | None = None) -> None:
        """Show keywords in context."""
        self._begin()
        self._waiting = iter(())
        self._keywords = lines
        self._more_lines(PAGE if at is None else len(lines))
        self._highlight(at)

    def on_resize(self) -> None:
        """Fit the keyword lines to the width."""
        if self._keywords:
            kept, shown = self.at, len(self._places)
            self._begin()
            self._more_lines(shown)
            self._highlight(kept)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell the screen which place was chosen."""
        event.stop()
        if event.option.id is not None:
            self.post_message(self.Opened(*self._places[int(event.option.id)]))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Read on as the last passage is reached."""
        if event.option.id is not None and int(event.option.id) == len(self._places) - 1:
            self._more_lines(PAGE) if self._keywords else self._more()

    def _begin(self) -> None:
        self._places = []
        self._group = None
        self.clear_options()

    def _highlight(self, at: tuple[int, int, int] | None) -> None:
        if self._places:
            place = self._places.index(at) if at in self._places else 0
            self.highlighted = self.get_option_index(str(place))

    def _more(self) -> bool:
        """Read the next passages; tell whether there were any."""
        page = list(islice(self._waiting, PAGE))
        options: list[Option] = []
        for (heading, _), passage in zip(page, self._read_page([place for _, place in page]), strict=True):
            if heading != self._group:
                self._group = heading
                options.append(Option(_heading(heading, self._sizes[heading]), disabled=True))
            options.append(Option(Content("\n").join([self._shown(passage), Content("")]), id=str(len(self._places))))
            place = passage.place
            self._places.append((place.document_id, place.start, place.end))
        self.add_options(options)
        return bool(page)

    def _shown(self, passage: Passage) -> Content:
        before, after = drawable(passage.before.lstrip()), drawable(passage.after.rstrip())
        marks = ("»", "«") if before or after else ("", "")
        parts: list[Content] = [
            Content.styled(self._describe(passage), "italic"),
            Content("\n"),
            Content.assemble(
                _closed(before), (f"{marks[0]}{drawable(passage.text)}{marks[1]}", "bold"), _closed(after)
            ),
        ]
        if passage.condensation:
            parts.append(Content(f"\n→ {drawable(passage.condensation)}"))
        if passage.memo:
            parts.append(Content.styled(f"\n* {drawable(passage.memo)}", "italic"))
        return Content("").join(parts)

    def _more_lines(self, number: int) -> None:
        first = len(self._places)
        room = max(20, self.scrollable_content_region.width - TITLE - 3)
        options = []
        for line in self._keywords[first : first + number]:
            options.append(Option(_keyword_line(line, room), id=str(len(self._places))))
            self._places.append((line.head.document_id, line.start, line.end))
        self.add_options(options)


def _heading(text: str, number: int) -> Content:
    return Content.styled(f"{text} ({number})" if text else f"({number})", "bold underline")


def _closed(text: str) -> str:
    """Return a text without empty lines, which would tear a passage from its context."""
    while "\n\n" in text:
        text = text.replace("\n\n", "\n")
    return text


def _keyword_line(line: Line, room: int) -> Content:
    """Lay a keyword out in the middle, with as much around it as the room holds."""
    left = max(0, room // 2 - width(line.match) // 2)
    before = _fitted(drawable(line.before), left, from_right=True)
    after = _fitted(drawable(line.after), room - left - width(line.match), from_right=False)
    title = _fitted(line.head.title, TITLE, from_right=False)
    space = " " * (TITLE - width(title) + 2 + left - width(before))
    return Content.assemble(title, f"{space}{before}", (drawable(line.match), "bold underline"), after)


def _fitted(text: str, room: int, *, from_right: bool) -> str:
    """Return as much of a text as the room holds, from its end or its beginning."""
    while text and width(text) > max(0, room):
        text = text[1:] if from_right else text[:-1]
    return text
