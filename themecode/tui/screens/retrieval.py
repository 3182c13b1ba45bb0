"""Everything about a code: its passages over the study; queries over codes; words in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from themecode.analysis.grouping import GROUPS, Group
from themecode.analysis.kwic import Concordance
from themecode.analysis.query.parse import quoted
from themecode.analysis.retrieval import Passage, Scope, own_scope, read_passages, result_scope
from themecode.analysis.searching import SearchResult
from themecode.core.errors import RefusedError, ThemecodeError
from themecode.tui.actions import bindings
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.opening import open_place
from themecode.tui.screens.table_file import TableFileScreen
from themecode.tui.view.passages_asked import Asked, Looked, look
from themecode.tui.view.table_file import Filed, write_lines, write_passages
from themecode.tui.widgets.passage_list import PassageList
from themecode.tui.words.faults import in_words
from themecode.usecases import looking
from themecode.usecases.study import Study

CONTEXTS = (1, 2, 3, 0)
"""Sentences around a passage, in the order that the key goes through."""


class RetrievalScreen(TableFileScreen):
    """A line to ask in, what was found, and the passages. One's own codings, unless a result was asked for."""

    NAME = "passages"
    BINDINGS = bindings("passages")
    DEFAULT_CSS = """
    RetrievalScreen #asking { height: 1; margin-top: 1; padding: 0 1; }
    RetrievalScreen #asking Static { width: auto; padding: 0 1 0 0; text-style: bold; }
    RetrievalScreen Input, RetrievalScreen Input:focus { height: 1; border: none; padding: 0; }
    RetrievalScreen #asking Input { width: 1fr; }
    RetrievalScreen #found { height: auto; max-height: 4; padding: 0 1; margin-bottom: 1; }
    RetrievalScreen #filter { dock: bottom; margin-bottom: 1; padding: 0 1; display: none; }
    """

    def __init__(self, query: str = "", scope: Scope | None = None) -> None:
        """Take a query to begin with, and whose codings are looked at (default: the coder's own)."""
        super().__init__()
        self._given = scope
        self._query = query
        self._read_at = -1
        """The data version of the study when the passages were read."""
        self.context = CONTEXTS[0]
        self._begun: Sequence[str] = ()
        """Interviews that are coded, and not looked in because nobody is done with them."""
        self.result: SearchResult | Concordance | None = None
        self.groups: Sequence[Group] = ()

    @classmethod
    def of_code(cls, key: str, scope: Scope | None = None) -> RetrievalScreen:
        """Make the screen of one code, by key."""
        return cls(quoted(key), scope)

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("", id="status", markup=False)
        with Horizontal(id="asking"):
            yield Static(self.words("codes:"), id="mode", markup=False)
            yield Input(self._query, placeholder=self.words("ask codes"), id="query")
        yield Static(self.words("nothing asked"), id="found", markup=False)
        yield PassageList(id="passages")
        yield Input(placeholder=self.words("filter"), id="filter")
        yield self.key_bar()

    def on_mount(self) -> None:
        """Look for what was asked, or let it be typed."""
        super().on_mount()
        self._own = own_scope(self.study)
        self.asked = Asked(self._query, self._given or self._own)
        tree = looking.code_tree(self.study, None)
        self._labels = {row.key: row.label.in_language(self.words.language) for _, rows in tree for row in rows}
        self._show_status()
        if self._query:
            self.view.focus()
            self._ask()
        else:
            self.query_one("#query", Input).focus()

    @property
    def view(self) -> PassageList:
        """The passages."""
        return self.query_one(PassageList)

    def reload(self) -> None:
        """Look again where something was written since."""
        if self.is_there and self._read_at not in (-1, looking.data_version(self.study)):
            self._ask()

    # -- what can be done ---------------------------------------------------------------------

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look for what was typed, or narrow down what was found."""
        event.stop()
        if event.input.id == "filter":
            self.asked = replace(self.asked, filter=event.value.strip())
            event.input.display = bool(self.asked.filter)
        else:
            self.asked = replace(self.asked, query=event.value.strip())
        self.view.focus()
        self._ask()

    def on_passage_list_opened(self, event: PassageList.Opened) -> None:
        """Open the text there."""
        open_place(self, event.document_id, event.start, event.end)

    def action_open_passage(self) -> None:
        """Open the chosen passage (for the click on the key bar; the list takes enter itself)."""
        self.view.action_select()

    def action_ask_codes(self) -> None:
        """Type a code or a query."""
        self._mode(words=False)

    def action_ask_words(self) -> None:
        """Type words to look for in the text."""
        self._mode(words=True)

    def action_ask_otherwise(self) -> None:
        """Change between codes and words, also while one types, when ``w`` is a letter."""
        self._mode(words=not self.asked.words)

    def action_filter(self) -> None:
        """Type what the passages are to hold."""
        line = self.query_one("#filter", Input)
        line.display = True
        line.focus()

    def action_group(self) -> None:
        """Choose what the passages are grouped by."""
        options = [(by, self.words(f"by {by}")) for by in GROUPS]
        options += [(name, name) for name in looking.variable_names(self.study) if name not in GROUPS]

        def chosen(by: str | None) -> None:
            if by is not None:
                self.asked = replace(self.asked, by=by)
                self._ask()

        self.app.push_screen(ChooseScreen(self.words("group by"), options), chosen)

    def action_context(self) -> None:
        """Show more around the passages, or nothing."""
        self.context = CONTEXTS[(CONTEXTS.index(self.context) + 1) % len(CONTEXTS)]
        key = {0: "context none", 1: "context of one"}.get(self.context, "context of")
        self.notify(self.words(key, n=self.context), timeout=2)
        if self.result is not None:
            self._show()

    def action_whose(self) -> None:
        """Change between one's own codings and the result."""
        if self.asked.words:
            return
        scope = self.asked.scope
        own = self._given if self._given is not None and self._given.counted else self._own
        whose = own if scope.coders is None and scope.counted is None else result_scope(self.study)
        if whose is None:
            self.notify(self.words("result hidden"), timeout=4)
            return
        scope = replace(scope, coders=whose.coders, counted=whose.counted, rounds=whose.rounds)
        self.asked = replace(self.asked, scope=scope)
        self._show_status()
        self._ask()

    def action_back(self) -> None:
        """Leave the line one types in; end the filter; else go back."""
        line = self.query_one("#filter", Input)
        if isinstance(self.focused, Input) and self.result is not None:
            line.display = bool(self.asked.filter)
            self.view.focus()
        elif self.asked.filter:
            line.display, line.value = False, ""
            self.asked = replace(self.asked, filter="")
            self._ask()
        else:
            self.dismiss()

    def file_name(self) -> str:
        """Name the file after what was asked."""
        return f"{self.words('passages name')}-{self.asked.query}"[:60]

    def write_to(self, study: Study, path: Path) -> Filed:
        """Write what was found, as it is narrowed and grouped."""
        if isinstance(self.result, Concordance):
            return write_lines(path, self.result.lines, title=self.asked.query)
        if not self.groups:
            raise RefusedError("no passages are shown", fix="ask for a code first")
        return write_passages(study, path, self.groups, self._labels, title=self.asked.query, context=self.context)

    # -- looking ------------------------------------------------------------------------------

    def _mode(self, *, words: bool) -> None:
        self.asked = replace(self.asked, words=words)
        line = self.query_one("#query", Input)
        line.placeholder = self.words("ask words" if words else "ask codes")
        self.query_one("#mode", Static).update(self.words("words:" if words else "codes:"))
        self._show_status()
        line.focus()
        line.action_select_all()

    def _ask(self) -> None:
        """Have it looked for."""
        asked = self.asked
        if asked.query:
            self._read_at = looking.data_version(self.study)
            self.query_one("#found", Static).update(self.words("looking"))
            self.read(lambda study: look(study, asked), self._take, failed=self._say_fault, what="passages")

    def _say_fault(self, error: ThemecodeError) -> None:
        self.query_one("#found", Static).update(in_words(error, self.words.language))
        self.query_one("#query", Input).focus()

    def _take(self, looked: Looked) -> None:
        self.result, self.groups, self._begun = looked.found, looked.groups, looked.begun
        self._show()

    def _show(self) -> None:
        assert self.result is not None
        if isinstance(self.result, Concordance):
            self.view.show_lines(self.result.lines, at=self.view.at)
        else:
            by = self.asked.by
            missing = self.words("no speaker" if by in ("speaker", "role") else "value missing")
            named = [group if group.heading else replace(group, heading=missing) for group in self.groups]
            self.view.show(
                named, lambda places: read_passages(self.study, places, self.context), self._describe, at=self.view.at
            )
        self.query_one("#found", Static).update(self._said(self.result))

    def _describe(self, passage: Passage) -> str:
        """Say where a passage is from, who speaks and what is coded, but for what the heading says."""
        by = self.asked.by
        speaker = passage.speaker + (f" ({passage.role})" if passage.role else "")
        title = "" if by == "case" and passage.head.name == passage.head.case else passage.head.title
        if by == "case" and not passage.head.name:
            title = self.words("question", number=passage.head.number or passage.head.question)
        own = self.asked.scope.coders == (passage.coder,)
        told = (
            "" if by == "speaker" and passage.speaker else title,
            "" if by == "speaker" else speaker,
            self._labels.get(passage.code, passage.code),
            "" if own else passage.coder,
        )
        return " · ".join(part for part in told if part)

    def _said(self, found: SearchResult | Concordance) -> str:
        """Say how much was found, and of what."""
        words, asked = self.words, self.asked
        if isinstance(found, Concordance):
            parts = [self._some("place", len(found.lines)), self._some("document", found.documents)]
            if not found.complete:
                parts.append(words("found first", n=len(found.lines)))
        else:
            shown = sum(len(group.places) for group in self.groups)
            parts = [self._some("passage", shown)]
            if not asked.filter:
                parts += [self._some("document", found.documents), self._some("case", found.cases)]
            parts.append(words("grouped by", by=words(f"by {asked.by}") if asked.by in GROUPS else asked.by))
            if not found.places and found.units is not None and found.query.unit is None:
                parts.append(words("try wider"))
            if found.undecided:
                parts.append(words("found undecided", n=found.undecided))
        if asked.filter:
            parts.append(words("filtered", text=asked.filter))
        return "\n".join([" · ".join(parts), *words.begun(self._begun)])

    def _some(self, what: str, number: int) -> str:
        plural = what if what == "case" else f"{what}s"
        if number == 1:
            return self.words(f"found one {what}")
        return self.words("found cases" if what == "case" else f"found {plural}", n=number)

    def _show_status(self) -> None:
        scope = self.asked.scope
        whose = "own codings" if scope.coders else "own counted" if scope.counted else "the result"
        where = [scope.case, f"{scope.variable} = {scope.value or '–'}" if scope.variable else None]
        if scope.question:
            asked = self.study.question(scope.question)
            where.insert(0, self.words("question", number=asked.number or asked.key))
        parts = [self.words("passages"), *(part for part in where if part)]
        self.status(" · ".join(parts), "" if self.asked.words else self.words(whose) + " ")
