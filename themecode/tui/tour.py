"""The first minute in the demo: five things to try, each done by doing it. Pure; `widgets/tour_bar.py` shows it."""

from __future__ import annotations

from dataclasses import dataclass, field

HIDE = "f8"


@dataclass(frozen=True)
class Step:
    """One thing to try."""

    words: tuple[str, str]
    """Swedish and English."""
    actions: frozenset[str]
    """Done once one of these was called …"""
    screens: frozenset[str]
    """… and one of these screens is on top (none named: any)."""


_CODING = frozenset({"answers", "transcript"})
STEPS: tuple[Step, ...] = (
    Step(
        (
            "Välkommen! Undersökningen är påhittad: prova fritt. Tryck enter för att öppna frågan som är vald.",
            "Welcome! The survey is invented: try anything. Press enter to open the chosen question.",
        ),
        frozenset(),
        _CODING,
    ),
    Step(
        (
            "Läs svaret. Tryck enter, välj en kod (skriv för att söka) och tryck enter igen: svaret är kodat.",
            "Read the answer. Press enter, choose a code (type to search) and press enter again: it is coded.",
        ),
        frozenset({"code", "digit"}),
        _CODING,
    ),
    Step(
        (
            "Tryck u: det du gjorde sist är ogjort. Allt kan ångras.",
            "Press u: what you did last is undone. All can be.",
        ),
        frozenset({"undo"}),
        frozenset(),
    ),
    Step(
        (
            "Tryck r: antalen, så som rapporten skriver dem. Esc stänger.",
            "Press r: the counts, as the report prints them. Esc closes.",
        ),
        frozenset({"counts"}),
        _CODING | {"home"},
    ),
    Step(
        (
            "n går till nästa olästa, q tillbaka, ? visar alla tangenter. Allt sparas genast. Det var allt!",
            "n goes to the next unread, q back, ? shows all keys. All is saved at once. That is it!",
        ),
        frozenset({"next_unread", "back", "help", "leave"}),
        frozenset(),
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
        if step is None or (step.screens and screen not in step.screens):
            return False
        if step.actions and not step.actions & self._called:
            return False
        self.at += 1
        self._called.clear()
        return True
