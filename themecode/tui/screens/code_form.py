"""All a code says of itself on one page, to be written in: in the study's language and in the other one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static, TextArea

from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.editor import EditorScreen
from themecode.tui.view.code_texts import PARTS, CodeForm
from themecode.tui.words import Words
from themecode.usecases.code_texts import CodeTexts, same_meaning

Save = Callable[[Mapping[str, CodeTexts], bool, Callable[[], None]], None]
"""Has texts written, says whether what was read before is to be read again, and calls back once it is on disk."""


class CodeFormScreen(EditorScreen):
    """A page of fields. It closes when they are on disk, and asks before it lets a change go.

    Returns whether something was saved. Where the app ends around it, what was written is saved.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        Binding("f6", "other_language", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    CodeFormScreen { align: center middle; }
    #form-box { width: 100%; max-width: 160; height: 100%; max-height: 46; background: $surface; padding: 0 1; }
    #form-box > Static { height: 1; }
    #form-heading { text-style: bold; }
    #form-fields { height: 1fr; }
    #form-fields .column { width: 1fr; height: 100%; min-height: 18; margin-right: 1; }
    #form-fields .name { height: 1; color: $text-muted; }
    #form-fields Input { height: 1; border: none; padding: 0; background: $panel; }
    #form-fields TextArea { height: 1fr; min-height: 3; border: none; padding: 0; background: $panel; }
    """

    def __init__(self, heading: str, form: CodeForm, words: Words, save: Save, *, begin: str = "definition") -> None:
        """Take what stands above, the texts to begin with, and what saves them; ``begin`` is the part to begin in."""
        super().__init__(words)
        self._heading = heading
        self._form = form
        self._save = save
        self._begin = begin
        self._begun = form.fields()
        self._now = dict(self._begun)
        """What stands in the fields, also once they are gone."""

    def compose(self) -> ComposeResult:
        """Lay out two columns of the same fields, and the keys."""
        words = self._words
        with Vertical(id="form-box"):
            yield Static(self._heading, id="form-heading", markup=False)
            with VerticalScroll(id="form-fields", can_focus=False), Horizontal():
                for column, language in enumerate(self._form.languages):
                    with Vertical(classes="column"):
                        for part in PARTS:
                            name = words("example lines") if part == "examples" else words(f"field {part}")
                            yield Static(f"{name} · {words(f'in {language}')}", classes="name", markup=False)
                            yield self._field(column, part)
            yield Static(words("form keys"), id="form-keys", markup=False)

    def _field(self, column: int, part: str) -> Input | TextArea:
        text, id = self._begun[column, part], f"{part}-{column}"
        if part == "label":
            return Input(text, id=id, select_on_focus=False)
        return TextArea(text, id=id, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)

    def on_mount(self) -> None:
        """Write on at the end of the first field asked for."""
        for area in self.query(TextArea):
            area.cursor_blink = False
            area.move_cursor(area.document.end)
        self.query_one(f"#{self._begin}-0").focus()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Remember what is written."""
        self._remember(event.text_area.id, event.text_area.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Remember what is written."""
        self._remember(event.input.id, event.value)

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    def action_other_language(self) -> None:
        """Go to the same field in the other language."""
        if self.focused is not None and self.focused.id and "-" in self.focused.id:
            part, _, column = self.focused.id.partition("-")
            self.query_one(f"#{part}-{1 - int(column)}").focus()

    def action_save(self) -> None:
        """Have the texts written; where the meaning is another, ask first whether what was read is to be read again."""
        if not self.is_active:
            return
        texts = self._form.edited(self._now)
        if not any(text.label for text in texts.values()):
            self.notify(self._words("needs a name"), timeout=4)
        elif same_meaning(self._form.texts, texts):
            self._save(texts, True, self._saved)
        else:
            options = [(what, self._words(f"meaning {what}")) for what in ("new", "same")]
            self.app.push_screen(ChooseScreen(self._words("meaning"), options), self._said)

    def on_unmount(self) -> None:
        """Save what was written where the app ends before the person could."""
        texts = self._form.edited(self._now)
        if not self._settled and self.changed and any(text.label for text in texts.values()):
            self._save(texts, True, lambda: None)

    # -- inside -------------------------------------------------------------------------------

    @property
    def changed(self) -> bool:
        """Whether the fields say something else than to begin with."""
        return self._form.edited(self._now) != self._form.edited(self._begun)

    def _remember(self, id: str | None, text: str) -> None:
        part, _, column = (id or "").partition("-")
        if column:
            self._now[int(column), part] = text

    def _said(self, chosen: str | None) -> None:
        if chosen is not None:
            self._save(self._form.edited(self._now), chosen == "new", self._saved)
