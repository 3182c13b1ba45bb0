"""How large the pane beside a text is: kept as a share of the screen, so that it suits another screen as well."""

from __future__ import annotations

from dataclasses import dataclass

HIDDEN = "hidden"


@dataclass(frozen=True)
class Room:
    """What a pane and the text beside it share, and the least that each needs, in cells or rows."""

    all: int
    text: int
    pane: int

    @property
    def cramped(self) -> bool:
        """Tell whether there is no room for both, so that the text should have all of it; not before it is known."""
        return 0 < self.all < self.text + self.pane

    def fitted(self, wanted: int) -> int:
        """Return the size nearest to the wanted one that leaves both what they need; the text goes first.

        Where there is no room for both, they get half of it each.
        """
        if self.cramped:
            return self.all // 2
        return max(0, min(max(wanted, self.pane), self.all - self.text))


@dataclass(frozen=True)
class Pane:
    """What a coder has made of a pane."""

    share: float | None = None
    """Percent of the room; ``None`` where they have left it as it was."""
    hidden: bool = False

    def __str__(self) -> str:
        """Return it as it is kept: ``37.5``, ``hidden 37.5`` or ``hidden``."""
        share = "" if self.share is None else f"{self.share:.1f}"
        return f"{HIDDEN} {share}".strip() if self.hidden else share

    @classmethod
    def kept(cls, text: str | None) -> Pane:
        """Read what was kept; what cannot be read leaves the pane as it was."""
        hidden, words = False, (text or "").split()
        if words[:1] == [HIDDEN]:
            hidden, words = True, words[1:]
        try:
            share = float(words[0]) if words else None
        except ValueError:
            share = None
        return cls(share if share is not None and 0 < share < 100 else None, hidden)

    def size(self, room: Room) -> int | None:
        """Return the cells or rows of the pane in a room, ``None`` where the screen decides."""
        return None if self.share is None else room.fitted(round(room.all * self.share / 100))

    def sized(self, size: int, room: Room) -> Pane:
        """Return the pane, in sight, at a size in a room, or as near to it as both can be."""
        return Pane(100 * room.fitted(size) / max(1, room.all))

    def turned(self) -> Pane:
        """Return the pane hidden where it was shown, and the other way round."""
        return Pane(self.share, not self.hidden)
