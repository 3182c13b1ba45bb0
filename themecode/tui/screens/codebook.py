"""Working on the codebook: adding, naming, defining, moving, merging, splitting, retiring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from themecode.core.codebook import CodeKind
from themecode.core.summaries import kind_word
from themecode.tui.actions import bindings
from themecode.tui.screens.ask import AskScreen
from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.palette import Chosen, PaletteScreen
from themecode.tui.widgets.code_tree import CodeTree
from themecode.usecases import codebook_changes as changes
from themecode.usecases import looking
from themecode.usecases.looking import CodebookRow, CodeRow
from themecode.usecases.study import Study

PARTS = ("definition", "include", "exclude")
YES = "yes"


class CodebookScreen(StudyScreen):
    """All codebooks as a tree, and what the chosen code says. Every change is one step that can be undone."""

    NAME = "codebook"
    BINDINGS = bindings("codebook")

    books: list[tuple[CodebookRow, list[CodeRow]]]

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("", id="status", markup=False)
        with Horizontal():
            yield CodeTree(id="tree", retired=True)
            with VerticalScroll(id="code"):
                yield Static("", id="about")
        yield self.key_bar()

    def on_mount(self) -> None:
        """Show the tree."""
        super().on_mount()
        self.reload()
        self.query_one(CodeTree).focus()

    def reload(self) -> None:
        """Read the codebooks again."""
        self.books = looking.code_tree(self.study, None)
        self.numbers: Counter[int] = looking.codings_by_code(self.study)
        tree = self.query_one(CodeTree)
        tree.show(self.books, self.words.language, ())
        tree.take_counts(self.numbers)
        self.status(self.words("codebook"))
        self._about()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what the code says."""
        self._about()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    # -- changes ------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Add a code beside the chosen one."""
        row = self._row()
        book = self._book(row)

        def add(label: str) -> None:
            above = next((r.key for _, rows in self.books for r in rows if row and r.id == row.parent_id), None)
            own = None if above else (book.key if book else None)
            self._do(lambda study: changes.add_code(study, label, codebook=own, parent=above))

        self._ask("new code label", "", add)

    def action_relabel(self) -> None:
        """Change what the code is called in the language of the screens."""
        if row := self._row():
            language, key = self.words.language, row.key
            label = row.label.in_language(language)
            self._ask(
                "label of", label, lambda text: self._do(lambda s: changes.relabel(s, key, {language: text})), row
            )

    def action_rename(self) -> None:
        """Change the code's key."""
        if row := self._row():
            key = row.key
            self._ask("key of", key, lambda text: self._do(lambda study: changes.rename_code(study, key, text)), row)

    def action_redefine(self) -> None:
        """Change the definition, or what to include or exclude."""
        if row := self._row():
            key, language = row.key, self.words.language
            options = [(part, self.words(part)) for part in PARTS]

            def ask(part: str) -> None:
                def write(text: str) -> None:
                    new: dict[str, Any] = {part: {language: text}}
                    self._do(lambda study: changes.redefine(study, key, **new))

                self._ask(part, row.text(part, language), write, row)

            self._choose("which part", options, ask)

    def action_kind(self) -> None:
        """Make the code a code, a category or a theme."""
        if row := self._row():
            key = row.key
            options = [(kind.value, kind_word(kind.value, self.words.language)) for kind in CodeKind]
            self._choose("which kind", options, lambda kind: self._do(lambda s: changes.change_kind(s, key, kind)))

    def action_move(self) -> None:
        """Put the code elsewhere: to the top of a codebook, or below another code."""
        if row := self._row():
            key = row.key
            options = [(f"b{book.key}", f"[{book.key}]") for book, _ in self.books]
            options += [(f"c{r.key}", self._label(r)) for _, rows in self.books for r in rows if r.id != row.id]

            def move(place: str) -> None:
                book, above = (place[1:], None) if place[0] == "b" else (None, place[1:])
                self._do(lambda study: changes.move_code(study, key, codebook=book, parent=above))

            self._choose("move where", options, move)

    def action_merge(self) -> None:
        """Merge the code into another, after showing how many codings go along."""
        if row := self._row():
            source = row.key
            codes = [r for _, rows in self.books for r in rows if r.id != row.id and not r.retired]

            def chosen(target: Chosen | None) -> None:
                if target is not None and not target.new:
                    question = self.words(
                        "merge?", source=source, target=target.text, codings=self.words.codings(self.numbers[row.id])
                    )
                    self._confirm(question, lambda study: changes.merge_codes(study, source, target.text))

            self.app.push_screen(PaletteScreen(codes, self.words, (), may_create=False), chosen)

    def action_split(self) -> None:
        """Hand the passages that hold a text over to a new code."""
        if row := self._row():
            source = row.key

            def label(search: str) -> None:
                found = looking.codings_holding(self.study, source, search)
                question = self.words("split into", codings=self.words.codings(found), search=search)
                self._ask_text(question, search, lambda text: self._split(source, text, search))

            self._ask("split by", "", label, row)

    def action_retire(self) -> None:
        """Take the code out of use, or into use again; its codings stay."""
        if row := self._row():
            change = changes.unretire_code if row.retired else changes.retire_code
            key = row.key
            self._do(lambda study: change(study, key))

    # -- inside -------------------------------------------------------------------------------

    def _split(self, source: str, label: str, search: str) -> None:
        self._do(lambda study: changes.split_code(study, source, label, search=search))

    def _row(self) -> CodeRow | None:
        option = self.query_one(CodeTree).highlighted_option
        wanted = option.id if option else None
        return next((row for _, rows in self.books for row in rows if str(row.id) == wanted), None)

    def _book(self, row: CodeRow | None) -> CodebookRow | None:
        return next((book for book, _ in self.books if row is not None and book.id == row.codebook_id), None)

    def _label(self, row: CodeRow) -> str:
        return f"{row.label.in_language(self.words.language)}  {row.key}"

    def _do(self, job: Callable[[Study], Any]) -> None:
        self.host.write(job, lambda _: self.reload())

    def _confirm(self, question: str, job: Callable[[Study], Any]) -> None:
        options = [(YES, self.words("yes")), ("no", self.words("no"))]
        self.app.push_screen(ChooseScreen(question, options), lambda chosen: self._do(job) if chosen == YES else None)

    def _choose(self, question: str, options: list[tuple[str, str]], then: Callable[[str], None]) -> None:
        self.app.push_screen(
            ChooseScreen(self.words(question), options), lambda chosen: then(chosen) if chosen else None
        )

    def _ask(self, question: str, value: str, then: Callable[[str], None], row: CodeRow | None = None) -> None:
        self._ask_text(self.words(question, code=row.key if row else ""), value, then)

    def _ask_text(self, question: str, value: str, then: Callable[[str], None]) -> None:
        self.app.push_screen(AskScreen(question, value), lambda text: then(text) if text else None)

    def _about(self) -> None:
        row = self._row()
        about = self.query_one("#about", Static)
        if row is None:
            about.update(self.words("no codes") if not any(rows for _, rows in self.books) else "")
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
