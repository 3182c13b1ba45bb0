"""Moving the edges of a coding after the fact."""

from __future__ import annotations

from themecode.tui.screens.noting import NotingScreen
from themecode.usecases import spans
from themecode.usecases.looking import Coding

PANE_ACTIONS = ("wider_pane", "narrower_pane", "toggle_pane")
WHILE_MOVING = frozenset({"code", "code_tree", "other_end", "back", "help", "screen.help", *PANE_ACTIONS})
"""Actions whose keys mean something while edges are moved."""


class EdgesScreen(NotingScreen):
    """A text whose codings can be given other edges: a mode that enter or escape ends."""

    _edging: Coding | None = None

    @property
    def edging(self) -> Coding | None:
        """The coding whose edges are moved now, where there is one."""
        return self._edging if self._edging is not None and self.view.edges is not None else None

    def action_edges(self) -> None:
        """Begin to move the edges of the coding at the cursor."""
        self.with_coding("which coding", self._begin_edges, "nothing coded")

    def action_other_end(self) -> None:
        """Let the other end of the selection, or of the coding, move."""
        self.view.turn()
        self.show_mode()

    def action_widen(self) -> None:
        """Select the next larger unit."""
        self.view.widen()

    def action_narrow(self) -> None:
        """Select what was selected before, or the next smaller unit."""
        self.view.narrow()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only the keys through that mean something while edges are moved."""
        if self._edging is not None and self.edging is not None and action not in WHILE_MOVING:
            return False
        return super().check_action(action, parameters)

    def apply_edges(self) -> None:
        """Give the coding the edges as they stand now; refused ones can be moved on."""
        coding, span = self.edging, self.view.selection
        if coding is None:
            return
        if span == coding.span:
            self.leave_edges()
            return
        start, end = span.start, span.end
        self.write(lambda study: spans.move_edges(study, coding.id, start, end), self._edges_moved)

    def leave_edges(self) -> None:
        """Leave the coding as it was."""
        coding = self._edging
        self._stop_edges()
        if coding is not None:
            self.go_to_coding(coding)

    def show_here(self) -> None:
        """Leave the list of what is here alone while edges are moved: it is about that one coding."""
        if self.edging is None:
            super().show_here()

    def mode(self) -> str:
        """Say which edge moves, and the keys."""
        coding, edges = self.edging, self.view.edges
        if coding is None or edges is None:
            return super().mode()
        end = self.words("the end" if edges.at_end else "the start")
        return self.words("edges of", code=self.label_of(coding), end=end)

    # -- inside -------------------------------------------------------------------------------

    def _begin_edges(self, coding: Coding) -> None:
        self._edging = coding
        self.view.focus()
        self.view.begin_edges(coding.span)
        self.show_mode()

    def _stop_edges(self) -> None:
        self._edging = None
        self.view.end_edges()
        self.show_mode()

    def _edges_moved(self, moved: Coding) -> None:
        self._stop_edges()
        self.read_codings()
        self.go_to_coding(moved)
