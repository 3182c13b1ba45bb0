"""Working on the codebook: adding, naming, defining, colouring and retiring codes; `codebook_shaping` has the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static

from themecode.core.codebook import CodeKind
from themecode.core.localized import LANGUAGES
from themecode.core.palette import COLOURS
from themecode.core.summaries import kind_word
from themecode.tui import places
from themecode.tui.actions import bindings
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.code_form import CodeFormScreen
from themecode.tui.screens.codebook_shaping import CodebookShapingScreen
from themecode.tui.screens.colours import ColourScreen
from themecode.tui.screens.panes import PaneScreen
from themecode.tui.view.code_texts import CodeForm
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.codebook_tree import CodebookTree
from themecode.tui.widgets.side_pane import ScrolledPane
from themecode.usecases import codebook_changes as changes
from themecode.usecases import codebook_shaping, looking
from themecode.usecases.code_texts import CodeTexts
from themecode.usecases.looking import CodebookRow, CodeRow

PARTS = ("definition", "include", "exclude")


class CodebookScreen(CodebookShapingScreen, PaneScreen):
    """All codebooks as a tree, and what the chosen code says. Every change is one step that can be undone."""

    NAME = "codebook"
    BINDINGS = bindings("codebook")
    PANE = "#code"

    def __init__(self, at: str | None = None) -> None:
        """Take the key of the code to begin at."""
        super().__init__()
        self._begin_at = at
        self._left: str | None = None
        """The key of the code one is at, also once the tree is gone."""

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("", id="status", markup=False)
        with Horizontal():
            yield CodebookTree(id="tree")
            with ScrolledPane(id="code"):
                yield Static("", id="about")
        yield self.key_bar()

    def on_mount(self) -> None:
        """Show the tree."""
        super().on_mount()
        self.reload()
        self.book_tree.focus()
        begin = self._begin_at or looking.habit(self.study, places.CODEBOOK)
        if begin is not None:
            self.go_to(begin)

    def on_unmount(self) -> None:
        """Keep which code one was at."""
        places.keep(self.host, places.CODEBOOK, self._left)

    def go_to(self, key: str) -> None:
        """Put the cursor on a code."""
        found = next((row.id for _, rows in self.books for row in rows if row.key == key), None)
        if found is not None:
            self.book_tree.go_to(found)

    def reload(self) -> None:
        """Read the codebooks again."""
        self.books = looking.code_tree(self.study, None)
        self.numbers = looking.codings_by_code(self.study)
        self.book_tree.show(self.books, self.words.language, ())
        self.book_tree.take_counts(self.numbers)
        self.show_status()
        self._about()

    def show_status(self) -> None:
        """Say how many codes there are, and how many are marked."""
        marked = len(self.book_tree.marked)
        codes = self.words("n codes", n=sum(len(rows) for _, rows in self.books))
        right = (self.words("one marked" if marked == 1 else "marked codes", n=marked) if marked else codes) + " "
        self.status(self.words("codebook"), right)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what the code says."""
        self._about()

    def on_codebook_tree_marks_changed(self) -> None:
        """Say how many are marked."""
        self.show_status()

    def on_code_tree_chosen(self, event: CodeTree.Chosen) -> None:
        """Write what the code says."""
        self.action_redefine()

    def action_back(self) -> None:
        """Let go of the marked codes, else go back."""
        if self.book_tree.marked:
            self.book_tree.clear_marks()
        else:
            self.dismiss()

    # -- changes ------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Add a code beside the chosen one."""
        row = self.book_tree.row
        above = next((r.key for _, rows in self.books for r in rows if row and r.id == row.parent_id), None)
        book = self._book(row)
        own = None if above or book is None else book.key
        place = self._place_after(row)
        self._ask_text(
            self.words("new code label"),
            "",
            lambda label: self._do(
                lambda study: changes.add_code(study, label, codebook=own, parent=above, position=place), follow=True
            ),
        )

    def action_add_below(self) -> None:
        """Add a code below the chosen one."""
        row = self.book_tree.row
        if row is None:
            self.action_add()
            return
        above = row.key
        question = self.words("new code below", code=row.label.in_language(self.words.language))
        self._ask_text(
            question, "", lambda label: self._do(lambda s: changes.add_code(s, label, parent=above), follow=True)
        )

    def action_relabel(self) -> None:
        """Change what the code is called in the language of the screens."""
        if row := self.book_tree.row:
            language, key = self.words.language, row.key
            named = language if any(text.language == language and text.label for text in row.texts) else ""
            label = row.label.in_language(language)
            self._ask_text(
                self.words("label of", code=label),
                label,
                lambda text: self._do(lambda study: changes.relabel(study, key, {named: text})),
            )

    def action_rename(self) -> None:
        """Change the code's key."""
        if row := self.book_tree.row:
            key = row.key
            self._ask_text(
                self.words("key of", code=key),
                key,
                lambda text: self._do(lambda study: changes.rename_code(study, key, text)),
            )

    def action_redefine(self) -> None:
        """Write what the code says of itself: name, definition, what to include and exclude, examples."""
        row = self.book_tree.row
        if row is None:
            return
        key = row.key
        language = self.study.language if self.study.language in LANGUAGES else LANGUAGES[0]
        form = CodeForm({text.language: text for text in row.texts}, language)

        def save(texts: Mapping[str, CodeTexts], revisit: bool, then: Callable[[], None]) -> None:
            self.write(lambda study: codebook_shaping.write_code(study, key, texts, revisit=revisit), lambda _: then())

        heading = f"{row.label.in_language(self.words.language)}  ({key})"
        self.app.push_screen(CodeFormScreen(heading, form, self.words, save))

    def action_kind(self) -> None:
        """Make the code a code, a category or a theme."""
        if row := self.book_tree.row:
            key = row.key
            options = [(kind.value, kind_word(kind.value, self.words.language)) for kind in CodeKind]

            def change(kind: str | None) -> None:
                if kind is not None:
                    self._do(lambda study: changes.change_kind(study, key, kind))

            self.app.push_screen(ChooseScreen(self.words("which kind"), options), change)

    def action_colour(self) -> None:
        """Give the code another colour."""
        if row := self.book_tree.row:
            key, language = row.key, self.words.language
            used: dict[str, list[str]] = {colour: [] for colour in COLOURS}
            for _, rows in self.books:
                for each in rows:
                    used.setdefault(each.colour, []).append(each.label.in_language(language))
            colours = [(colour, ", ".join(labels)) for colour, labels in used.items() if colour]

            def change(colour: str | None) -> None:
                if colour is not None:
                    self._do(lambda study: codebook_shaping.recolour(study, key, colour))

            question = self.words("which colour", code=row.label.in_language(language))
            self.app.push_screen(ColourScreen(question, colours, row.colour), change)

    def action_retire(self) -> None:
        """Take the code out of use, or into use again; its codings stay."""
        if row := self.book_tree.row:
            change = changes.unretire_code if row.retired else changes.retire_code
            key = row.key
            self._do(lambda study: change(study, key))

    # -- inside -------------------------------------------------------------------------------

    def _book(self, row: CodeRow | None) -> CodebookRow | None:
        return next((book for book, _ in self.books if row is not None and book.id == row.codebook_id), None)

    def _place_after(self, row: CodeRow | None) -> int | None:
        """Return the place after a code among its siblings."""
        if row is None:
            return None
        siblings = [
            each.id
            for _, rows in self.books
            for each in rows
            if (each.parent_id, each.codebook_id) == (row.parent_id, row.codebook_id)
        ]
        return siblings.index(row.id) + 1

    def _about(self) -> None:
        row = self.book_tree.row
        about = self.query_one("#about", Static)
        self._left = row.key if row is not None else None
        if row is None:
            about.update(self.words("empty codebook") if not any(rows for _, rows in self.books) else "")
            return
        language = self.words.language
        lines = [
            Content.styled(row.label.in_language(language), "bold"),
            Content(f"{row.key} · {kind_word(row.kind, language)} · {self.words.codings(self.numbers[row.id])}"),
        ]
        if row.retired:
            lines.append(Content(self.words("retired")))
        for part in PARTS:
            if text := row.text(part, language):
                lines += [Content(""), Content.styled(self.words(part), "bold"), Content(text)]
        if examples := row.examples(language):
            lines += [Content(""), Content.styled(self.words("examples"), "bold")]
            lines += [Content(f"– {example}") for example in examples]
        about.update(Content("\n").join(lines))
