"""What an entry of the registry says of an action."""

from __future__ import annotations

from dataclasses import dataclass

from themecode.tui.words.catalog import translated

KEY, HELP = "key {}", "help {}"
"""The contexts of an action's words in the catalogue."""


@dataclass(frozen=True)
class Action:
    """Something that a person can do on some screens."""

    name: str
    """The screen's method is ``action_<name>``; an argument may stand in parentheses."""
    keys: tuple[str, ...]
    shown: str
    """The keys as printed for a person."""
    screens: frozenset[str]
    short: str
    """One or two words for the key bar, in English."""
    long: str
    """A sentence for the help, in English."""
    in_bar: bool = True

    def label(self, language: str) -> str:
        """Return the words for the key bar."""
        return translated(self.short, language, KEY.format(self.name))

    def sentence(self, language: str) -> str:
        """Return the sentence for the help."""
        return translated(self.long, language, HELP.format(self.name))
