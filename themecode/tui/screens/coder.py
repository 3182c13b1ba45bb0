"""Who codes? A name new to the study is confirmed before it is added."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from themecode.core.names import CONSENSUS, default_coder, folded, similar_name, tidy_name
from themecode.tui.steadfast import Steadfast
from themecode.usecases import looking

if TYPE_CHECKING:
    from themecode.tui.app import ThemecodeApp


class CoderScreen(Steadfast, Screen[None]):
    """Asks for the coder's name: one of those known, or a new one."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "again", ""), ("ctrl+q", "app.quit", "")]

    def __init__(self, name: str | None) -> None:
        """Take the name given on the command line, which is then only to be confirmed."""
        super().__init__()
        self._given = name
        self._unconfirmed: str | None = None

    @property
    def host(self) -> ThemecodeApp:
        """The application, as what it is."""
        return cast("ThemecodeApp", self.app)

    def compose(self) -> ComposeResult:
        """List the known coders, with a line for a new name."""
        words = self.host.words
        known = looking.known_coders(self.host.study)
        with Vertical(id="coder-box"):
            yield Static(words("who codes"), classes="heading")
            yield OptionList(*(Option(name) for name in known), id="known")
            yield Input(
                value="" if known else default_coder(),
                placeholder=words("new name"),
                select_on_focus=False,  # a letter typed on the list would be typed over
                id="name",
            )
            yield Static("", id="confirm", markup=False)

    def on_mount(self) -> None:
        """Begin on the list of names; with a given name, ask to confirm it."""
        known = self.query_one("#known", OptionList)
        known.display = known.option_count > 0
        if self._given is not None:
            self.query_one(Input).value = self._given
            self._choose(self._given)
            self.query_one(Input).focus()
        elif known.option_count:
            known.focus()
            known.highlighted = 0
        else:
            line = self.query_one(Input)
            line.focus()
            line.action_select_all()  # the login name is a guess: what is typed takes its place

    def on_key(self, event: Key) -> None:
        """Take a letter typed on the list of names as the beginning of a new one."""
        if event.is_printable and event.character and self.query_one("#known").has_focus:
            line = self.query_one(Input)
            line.focus()
            line.insert_text_at_cursor(event.character)
            event.stop()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go on as a known coder."""
        self.host.start(str(event.option.prompt))

    def on_input_changed(self) -> None:
        """Have a changed name confirmed anew."""
        # Not the event's value: what the line began with is reported late, when another name stands there.
        if tidy_name(self.query_one(Input).value) == self._unconfirmed:
            return
        self._unconfirmed = None
        self.query_one("#confirm", Static).update("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the name, once confirmed."""
        name = tidy_name(event.value)
        if not name:
            return
        if name == self._unconfirmed:
            self._add(name)
        else:
            self._choose(name)

    def action_again(self) -> None:
        """Let the name be changed."""
        self._unconfirmed = None
        self.query_one("#confirm", Static).update("")
        self.query_one(Input).focus()

    def _choose(self, name: str) -> None:
        if looking.has_acted(self.host.study, name):
            self.host.start(name)
            return
        if folded(name) == CONSENSUS:
            name = CONSENSUS
        if other := similar_name(name, [*looking.everyone(self.host.study), CONSENSUS]):
            name = other
            self.query_one(Input).value = other
            self.call_after_refresh(self._choose, other)
            return
        self._unconfirmed = name
        self.call_after_refresh(self.query_one("#confirm", Static).update, self.host.words("new coder", name=name))

    def _add(self, name: str) -> None:
        self.host.start(name)
        self.host.write(looking.add_coder)
