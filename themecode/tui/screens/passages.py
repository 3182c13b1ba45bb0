"""A text and the passages the coder has coded in it: painting them, listing those here, walking through them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content
from textual.widgets import Static

from themecode.core.documents import Span
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.panes import PaneScreen
from themecode.tui.view.lanes import Mark
from themecode.tui.widgets.keybar import KeyBar
from themecode.tui.widgets.transcript import TranscriptView
from themecode.usecases import looking, memos, quotes
from themecode.usecases.looking import CodeRow, Coding, Document

QUOTE, MEMO = "”", "*"
"""Signs beside the text, and in the list of what is here."""


HERE_SHARE = 0.4
"""How much of the pane the list of what is here takes at most; the style sheet says the same."""
ROOM_HERE = 4
"""Lines that the list of what is here has room for even when it is empty, so that the first codes move nothing else;
the style sheet says the same, with the line above it."""
LEAST_HERE = 4
"""Codings listed at least, where there are so many."""
WRAPPED = 3
"""Codings here up to which their names may take several rows."""


class PassageScreen(PaneScreen):
    """A text with coded passages, one of which may be the current one."""

    document: Document | None = None
    codings: Sequence[Coding] = ()
    state: str | None = None
    notes: Sequence[memos.Memo] = ()
    """The coder's memos on the text and its passages."""
    quoted: Sequence[quotes.Quote] = ()
    by_id: Mapping[int, CodeRow] = {}
    looked_at: int | None = None
    """The id of the code whose passages alone are shown, where there is one."""
    _walked: tuple[int, Span] | None = None
    """The coding gone to, and what was selected there: it is the current one until the cursor leaves."""
    _shown_here: object = None

    @property
    def view(self) -> TranscriptView:
        """The text."""
        return self.query_one(TranscriptView)

    def target(self) -> Span:
        """Return what a code, memo or quote is put on now."""
        return self.view.selection

    # -- reading and painting -----------------------------------------------------------------

    def read_codings(self) -> None:
        """Read the coder's codings, memos and quotes of the document and paint them."""
        if self.document is None:
            self.codings, self.state, self.notes, self.quoted = (), None, (), ()
        else:
            self.codings = looking.own_codings(self.study, self.document)
            self.state = looking.own_state(self.study, self.document)
            self.notes = memos.memos_of(self.study, self.document)
            self.quoted = quotes.own_quotes(self.study, self.document)
        self.paint()
        self.show_here()
        self.show_status()

    def paint(self) -> None:
        """Show the codings as they were read, and signs where there is more."""
        starts = {each.id: each.span.start for each in self.codings}
        signs = {each.span.start: QUOTE for each in self.quoted}
        for memo in self.notes:
            place = memo.place
            start = place.start if place.coding_id is None else starts.get(place.coding_id)
            if start is not None:
                signs.setdefault(start, MEMO)
        self.view.set_marks([self._mark(each) for each in self.codings if each.code_id in self.by_id], signs)

    def show_status(self) -> None:
        """Say where one is; each screen in its own way."""

    def show_mode(self) -> None:
        """Say at the foot what the keys do now, where that is not what they always do."""
        mode = self.mode()
        self.view.leaves_escape = bool(mode)
        for bar in self.query(KeyBar):
            bar.say(mode)

    def mode(self) -> str:
        """Return what to say of the keys; nothing where they do what they always do."""
        return ""

    # -- the codings here ---------------------------------------------------------------------

    def codings_here(self) -> list[Coding]:
        """Return the coder's codings over the cursor, the innermost first."""
        cursor = self.view.cursor
        here = [each for each in self.codings if each.span.start <= cursor < each.span.end]
        return sorted(here, key=lambda each: len(each.span))

    def current(self) -> Coding | None:
        """Return the coding gone to, else the innermost at the cursor."""
        here = self.codings_here()
        walked = self._walked[0] if self._walked else None
        return next((each for each in here if each.id == walked), here[0] if here else None)

    def with_coding(self, question: str, then: Callable[[Coding], None], nothing: str = "nothing to remove") -> None:
        """Do something with the coding gone to, or the one at the cursor; of several, ask which."""
        here = self.codings_here()
        current = self.current()
        if current is None:
            self.notify(self.words(nothing), timeout=3)
        elif len(here) == 1 or (self._walked and self._walked[0] == current.id):
            then(current)
        else:
            options = [(str(each.id), self.label_of(each)) for each in here]

            def chosen(id: str | None) -> None:
                if id is not None:
                    then(next(each for each in here if str(each.id) == id))

            self.app.push_screen(ChooseScreen(self.words(question), options), chosen)

    def show_here(self) -> None:
        """List the codings under the cursor, and which of all in the text the current one is."""
        if not self.query("#here"):
            return
        here = self.codings_here() if self.document is not None else []
        current = self.current() if here else None
        ordered = self.in_order()
        place = ordered.index(current) + 1 if current in ordered else 0
        lines = [self._here_heading(place, len(ordered))]
        parts = [self._here_lines(each, each is current, several=len(here)) for each in here]
        signs = self._signs_here()
        lines += self._in_sight(parts, here.index(current) if current in here else 0, len(signs)) + signs
        if len(lines) == 1:
            lines.append(Content.styled(self.words("nothing coded"), "italic"))
        if lines != self._shown_here:
            self._shown_here = lines
            part, shown = self.query_one("#here", Static), Content("\n").join(lines)
            rows = max(ROOM_HERE, shown.get_height({}, max(1, part.content_size.width)))
            part.update(shown, layout=rows != part.content_size.height)

    def on_transcript_view_selection_changed(self) -> None:
        """Show what stands under the cursor."""
        if self._walked and self._walked[1] != self.view.selection:
            self._walked = None
        self.show_here()

    # -- walking ------------------------------------------------------------------------------

    def in_order(self) -> list[Coding]:
        """Return the codings to walk through in text order: all, or those of the code looked at."""
        found = [each for each in self.codings if self.looked_at in (None, each.code_id)]
        return sorted(found, key=lambda each: (each.span.start, -each.span.end, each.id))

    def action_next_coding(self) -> None:
        """Go to the next coding; after the last comes the first."""
        ordered = self.in_order()
        walked = self._place_walked(ordered)
        if walked is not None:
            self._go_to(ordered, walked + 1)
        else:
            cursor = self.view.cursor
            following = (place for place, each in enumerate(ordered) if each.span.start >= cursor)
            self._go_to(ordered, next(following, 0))

    def action_previous_coding(self) -> None:
        """Go to the coding before; before the first comes the last."""
        ordered = self.in_order()
        walked = self._place_walked(ordered)
        if walked is not None:
            self._go_to(ordered, walked - 1)
        else:
            cursor = self.view.cursor
            before = [place for place, each in enumerate(ordered) if each.span.start < cursor]
            self._go_to(ordered, before[-1] if before else -1)

    def go_to_coding(self, coding: Coding) -> None:
        """Make a coding the current one and select its passage."""
        self.view.select(coding.span)
        self._walked = (coding.id, self.view.selection)
        self.show_here()

    def action_to_coding(self, coding_id: int) -> None:
        """Go to a coding, as when it is clicked in the list of those here."""
        found = next((each for each in self.codings if each.id == coding_id), None)
        if found is not None:
            self.go_to_coding(found)
            self.view.focus()

    def _go_to(self, ordered: Sequence[Coding], place: int) -> None:
        if ordered:
            self.go_to_coding(ordered[place % len(ordered)])
        else:
            self.notify(self.words("no codings"), timeout=3)

    def _place_walked(self, ordered: Sequence[Coding]) -> int | None:
        walked = self._walked[0] if self._walked else None
        return next((place for place, each in enumerate(ordered) if each.id == walked), None)

    # -- inside -------------------------------------------------------------------------------

    def label_of(self, each: Coding) -> str:
        """Return what the code of a coding is called."""
        row = self.by_id.get(each.code_id)
        return row.label.in_language(self.words.language) if row else each.code

    def _mark(self, each: Coding) -> Mark:
        row = self.by_id[each.code_id]
        return Mark(
            each.id,
            each.span.start,
            each.span.end,
            row.colour or "#888888",
            row.label.in_language(self.words.language),
            faint=self.looked_at not in (None, each.code_id),
        )

    def _here_heading(self, place: int, all: int) -> Content:
        return Content.styled(self.words("here of", n=place, all=all) if place else self.words("here"), "bold")

    def _in_sight(self, parts: Sequence[list[Content]], current: int, others: int) -> list[Content]:
        """Return the lines of the codings here, or where they are too many of those from the current one on."""
        room = round(self._height_beside * HERE_SHARE) - 2 - others
        if sum(map(len, parts)) <= max(room, LEAST_HERE):
            return [line for part in parts for line in part]
        shown = max(1, max(room, LEAST_HERE) - 2)
        first = max(0, min(current, len(parts) - shown))
        lines = [line for part in parts[first : first + shown] for line in part][:shown]
        above, below = first, len(parts) - first - shown
        if above:
            lines.insert(0, Content.styled(self.words("more above", n=above), "italic"))
        if below > 0:
            lines.append(Content.styled(self.words("more below", n=below), "italic"))
        return lines

    @property
    def _height_beside(self) -> int:
        """The rows of the pane in which is listed what is here."""
        return self.query_one(self.PANE).size.height

    def _here_lines(self, each: Coding, current: bool, *, several: int) -> list[Content]:
        row = self.by_id.get(each.code_id)
        pointer = ("▸" if current else " ") if several > 1 else ""
        name = self.label_of(each) if several <= WRAPPED else self._in_one_line(self.label_of(each))
        label = Content.from_markup(f"[@click=screen.to_coding({each.id})]$label[/]", label=name)
        lines = [Content.assemble((pointer, "bold"), ("■ ", row.colour if row and row.colour else ""), label)]
        if each.condensation:
            lines.append(Content(f"  = {self._in_one_line(each.condensation)}"))
        for memo in self.notes:
            if memo.place.coding_id == each.id:
                lines.append(Content(f"  {MEMO} {self._in_one_line(memo.text)}"))
        return lines

    def _signs_here(self) -> list[Content]:
        if self.document is None:
            return []
        cursor, lines = self.view.cursor, []
        if any(each.span.start <= cursor < each.span.end for each in self.quoted):
            lines.append(Content(f"{QUOTE} {self.words('quote')}"))
        for memo in self.notes:
            start, end = memo.place.start, memo.place.end
            if start is not None and end is not None and start <= cursor < end:
                lines.append(Content(f"{MEMO} {self._in_one_line(memo.text)}"))
        return lines

    def _in_one_line(self, text: str) -> str:
        room = max(12, self.query_one("#here").size.width - 7)
        line = " ".join(text.split())
        return line if len(line) <= room else line[: room - 1] + "…"
