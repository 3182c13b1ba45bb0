"""What an entry of the registry says of an action."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """Something that a person can do on some screens."""

    name: str
    """The screen's method is ``action_<name>``; an argument may stand in parentheses."""
    keys: tuple[str, ...]
    shown: str
    """The keys as printed for a person."""
    screens: frozenset[str]
    short: tuple[str, str]
    """One or two words for the key bar, Swedish and English."""
    long: tuple[str, str]
    """A sentence for the help."""
    in_bar: bool = True

    def label(self, language: str) -> str:
        """Return the words for the key bar."""
        return self.short[language != "sv"]

    def sentence(self, language: str) -> str:
        """Return the sentence for the help."""
        return self.long[language != "sv"]
