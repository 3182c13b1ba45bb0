"""The first minute in the demo: a few things to try, each done by doing it. Pure; `widgets/tour_bar.py` shows it."""

from __future__ import annotations

from dataclasses import dataclass, field

HIDE = "f8"
TOUR = "tour step"
"""The context of its words in the catalogue."""


@dataclass(frozen=True)
class Step:
    """One thing to try."""

    words: str
    """In English."""
    actions: frozenset[str]
    """Done once one of these was called …"""
    screens: frozenset[str]
    """… and one of these screens is on top (none named: any)."""


_CODING = frozenset({"answers", "transcript"})
STEPS: tuple[Step, ...] = (
    Step(
        "Welcome! All of this is invented: try anything. Press enter to open the chosen interview.",
        frozenset(),
        _CODING,
    ),
    Step(
        "↓ goes to the next sentence. Press enter, choose a code (type to search), enter again: it is coded.",
        frozenset({"coded"}),
        _CODING,
    ),
    Step(
        "Press u: what you did last is undone. Press U: it is done again. All can be.",
        frozenset({"redo"}),
        frozenset(),
    ),
    Step(
        "Press d when all of the interview is read: it is done, and only then are its codes counted.",
        frozenset({"done"}),
        _CODING,
    ),
    Step(
        "Press r: the counts. Enter there shows the passages behind a figure, e writes to a file, esc goes back.",
        frozenset({"write_table", "back"}),
        frozenset({"counts"}),
    ),
    Step(
        "n goes to the next unread, q back, ? shows all keys. All is saved at once. That is it!",
        frozenset({"next_unread", "help", "leave", "open_item"}),
        _CODING | {"home"},
    ),
)


@dataclass
class Tour:
    """Where in the tour somebody is."""

    at: int = 0
    _called: set[str] = field(default_factory=set)

    @property
    def step(self) -> Step | None:
        """What to try now; ``None`` once all was tried."""
        return STEPS[self.at] if self.at < len(STEPS) else None

    def called(self, action: str) -> None:
        """Take note of an action, with or without arguments: ``digit(1)``, ``screen.undo``."""
        self._called.add(action.partition("(")[0].rpartition(".")[2])

    def look(self, screen: str) -> bool:
        """Go on where the step is done, with this screen on top; tell whether it was."""
        step = self.step
        if step is None:
            return False
        if step.screens and screen not in step.screens:
            self._called.clear()  # such as esc on the way there, which is no esc there
            return False
        if step.actions and not step.actions & self._called:
            return False
        self.at += 1
        self._called.clear()
        return True
