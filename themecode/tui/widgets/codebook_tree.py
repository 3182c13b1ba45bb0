"""The tree of the codebook screen: codes can be marked, and the cursor follows its code wherever it goes."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message

from themecode.tui.widgets.code_tree import CodeTree
from themecode.usecases.looking import CodeRow

MARK = "✓"
SIGNS = {"category": "●", "theme": "◆"}
"""What kind a code is, told without colour; a plain code has no sign."""


class CodebookTree(CodeTree):
    """One line per code, with a tick where it is marked and a sign for its kind."""

    class MarksChanged(Message):
        """Other codes are marked than before."""

    def __init__(self, *, id: str | None = None) -> None:
        """Show codes out of use too: here they can be taken into use again."""
        super().__init__(id=id, retired=True)
        self.marked: set[int] = set()
        """Ids of the marked codes."""
        self._wanted: int | None = None

    @property
    def chosen(self) -> list[CodeRow]:
        """The marked codes in the order of the tree; where none is marked, the highlighted one."""
        rows = [row for _, rows in self._tree for row in rows]
        marked = [row for row in rows if row.id in self.marked]
        return marked or ([self.row] if self.row is not None else [])

    def go_to(self, code_id: int) -> None:
        """Put the cursor on a code, now or as soon as it is there."""
        place = next((at for at, line in enumerate(self._made) if line[1] == str(code_id)), None)
        self._wanted = code_id if place is None else None
        if place is not None:
            self.highlighted = place
            self.scroll_to_highlight()

    def turn_mark(self) -> None:
        """Mark the highlighted code, or let go of it, and go on to the next."""
        if self.row is not None:
            self.marked ^= {self.row.id}
            self._rebuild()
            self.action_cursor_down()
            self.post_message(self.MarksChanged())

    def clear_marks(self) -> None:
        """Let go of all marked codes."""
        if self.marked:
            self.marked = set()
            self._rebuild()
            self.post_message(self.MarksChanged())

    def _rebuild(self) -> None:
        here = self.row.id if self.row is not None else None
        self.marked &= {row.id for _, rows in self._tree for row in rows}
        super()._rebuild()
        wanted = self._wanted if self._wanted is not None else here
        if wanted is not None and (self.row is None or self.row.id != wanted):
            self.go_to(wanted)
            self._wanted = None  # it may be gone for good

    def _line(self, row: CodeRow, depth: int) -> Content:
        line = super()._line(row, depth)
        mark = MARK if row.id in self.marked else "–" if row.retired else " "
        body = line[1:]
        at = 1 + 2 * depth
        signed = Content.assemble(body[: at + 1], SIGNS.get(row.kind, ""), body[at + 1 :])
        if row.kind != "code":
            signed = signed.stylize("bold", at + 1)
        return Content.assemble((mark, "bold"), signed)
