"""The code palette: type a few letters, enter applies; what is not there can be made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from themecode.tui.view.fuzzy import rank
from themecode.tui.words import Words
from themecode.usecases.looking import CodeRow

SHOWN = 200
"""Codes listed at most; typing narrows them down."""

LABEL = 46
"""Letters of a label at most, so that each code takes one line."""


@dataclass(frozen=True)
class Chosen:
    """A code's key, or the label of one to be made."""

    text: str
    new: bool = False
    also: tuple[str, ...] = ()
    """Keys of other codes that were marked to be put on with it."""


class PaletteScreen(ModalScreen[Chosen | None]):
    """Finds a code by a few letters of its label, key or path."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("tab", "mark", show=False, priority=True),
    ]

    def __init__(
        self,
        codes: Sequence[CodeRow],
        words: Words,
        digits: Sequence[str],
        *,
        may_create: bool = True,
        several: bool = False,
        create: str = "create code",
        heading: str = "",
        own: Collection[int] = (),
    ) -> None:
        """Take the codes that may be put on text, in codebook order; with ``several``, tab marks more than one.

        ``create`` names the words for making what is not there; ``heading`` says what the code is chosen for,
        where that is not putting it on text. ``own`` has the ids of the codes that one works with: they go before
        others that what is typed fits as well.
        """
        super().__init__()
        self._codes = codes
        self._words = words
        self._may_create = may_create
        self._several = several
        self._create = create
        self._heading = heading
        self._marked: list[str] = []
        self._digits = {key: place + 1 for place, key in enumerate(digits)}
        label = {row.id: row.label.in_language(words.language) for row in codes}
        self._own = frozenset(place for place, row in enumerate(codes) if row.id in own)
        self._entries = [(row.key, label[row.id], label.get(row.parent_id or -1, "")) for row in codes]

    def compose(self) -> ComposeResult:
        """Lay out a line to type in, the codes that fit, and the definition of the one chosen."""
        with Vertical(id="palette-box"):
            if self._heading:
                yield Static(self._heading, classes="heading", markup=False)
            yield Input(placeholder=self._words("find code" if self._may_create else "find known code"), id="query")
            yield OptionList(id="found")
            yield Static("", id="definition", markup=False)

    def on_mount(self) -> None:
        """Show all codes."""
        self._show("")
        self.query_one(Input).focus()
        if self._several:
            self._count_marked()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the codes that fit."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """Choose what is highlighted."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None:
            self._choose(option)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what was clicked."""
        self._choose(event.option)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the definition beside the choice."""
        text = ""
        if event.option.id and event.option.id.isdigit():
            row = self._codes[int(event.option.id)]
            parts = (row.text("definition", self._words.language), row.text("exclude", self._words.language))
            text = "  ≠ ".join(part for part in parts if part)
        self.query_one("#definition", Static).update(text)

    def action_move(self, step: int) -> None:
        """Move the choice while typing goes on."""
        found = self.query_one(OptionList)
        if found.option_count:
            found.highlighted = max(0, min(found.option_count - 1, (found.highlighted or 0) + step))

    def action_mark(self) -> None:
        """Mark the code chosen, or take the mark away, and type on for the next one."""
        found = self.query_one(OptionList)
        option = found.highlighted_option
        if not self._several or option is None or option.id in (None, "new"):
            return
        key = self._codes[int(str(option.id))].key
        if key in self._marked:
            self._marked.remove(key)
        else:
            self._marked.append(key)
        line, place = self.query_one(Input), found.highlighted
        if line.value:
            line.value = ""  # shows all codes anew
        else:
            self._show("")
            found.highlighted = place
        self._count_marked()

    def action_cancel(self) -> None:
        """Leave without a code."""
        self.dismiss(None)

    def _choose(self, option: Option) -> None:
        if option.id == "new":
            self.dismiss(Chosen(" ".join(self.query_one(Input).value.split()), True, tuple(self._marked)))
        elif option.id is not None:
            key = self._codes[int(option.id)].key
            # With codes marked, enter puts on those, and the one it stands on only where that was looked for.
            searched = bool(self.query_one(Input).value.strip())
            keys = [*self._marked, *([key] if (searched or not self._marked) and key not in self._marked else [])]
            self.dismiss(Chosen(keys[-1], also=tuple(keys[:-1])))

    def _count_marked(self) -> None:
        box = self.query_one("#palette-box")
        box.border_subtitle = (
            self._words("marked several", n=len(self._marked)) if self._marked else (self._words("tab marks"))
        )

    def _show(self, query: str) -> None:
        options = [self._option(index, positions) for index, positions in rank(query, self._entries, self._own)[:SHOWN]]
        typed = " ".join(query.split())
        if self._may_create and typed and all(typed.casefold() != label.casefold() for _, label, _ in self._entries):
            options.append(Option(Content(self._words(self._create, label=typed)), id="new"))
        found = self.query_one(OptionList)
        found.set_options(options or [Option(Content(self._words("nothing found")), disabled=True)])
        found.highlighted = 0 if options else None

    def _option(self, index: int, positions: tuple[int, ...]) -> Option:
        row = self._codes[index]
        _, label, parent = self._entries[index]
        name = Content(label)
        for position in positions:
            name = name.stylize("bold underline", position, position + 1)
        digit = "✓" if row.key in self._marked else self._digits.get(row.key)
        tail = f"  {parent or row.key}"
        return Option(
            Content.assemble((f"{digit or ' '} ", "bold"), ("■ ", row.colour or ""), _cut(name), (tail, "italic")),
            id=str(index),
        )


def _cut(name: Content) -> Content:
    """Keep a label on one line beside its key."""
    return name if len(name) <= LABEL else Content.assemble(name[: LABEL - 1], "…")
