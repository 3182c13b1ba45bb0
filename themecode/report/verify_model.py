"""What checking a report finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from themecode.report.typography import EN_NUMBERS, SV_NUMBERS
from themecode.report.verify_facts import Entry, Topic


@dataclass(frozen=True)
class Difference:
    """A number of the file that is not, or no longer, what the study says."""

    heading: str
    """The heading it stands under; empty before the first."""
    phrase: str
    """What it is the number of, with the number as printed: ``personalen (80)``."""
    kind: str
    """``count``, ``share``, or ``figure`` for what stands beside the counts."""
    printed: str
    expected: str
    """What it should be; several possibilities with *or*."""
    question: str | None
    """The question's key; ``None`` for the interviews."""
    codebook: str
    code: str | None


@dataclass(frozen=True)
class Unrecognised:
    """A number that looks like a count and belongs to nothing that the study knows."""

    heading: str
    phrase: str
    """The number in its surroundings."""
    hint: str = ""
    """What it may be meant to be, or why it is not checked."""


@dataclass
class Verified:
    """All that was found in a file."""

    checked: int = 0
    """Numbers that were held against the study."""
    differences: list[Difference] = field(default_factory=list)
    unrecognised: list[Unrecognised] = field(default_factory=list)
    known: int = 0
    """Headings and labels of the study that occur."""
    held: int = 0
    """Cells of tables whose number is held back."""
    unchecked: list[Unrecognised] = field(default_factory=list)
    """Other numbers in the text, which nothing was compared with."""

    @property
    def holds(self) -> bool:
        """Whether every number that was recognised is right."""
        return not self.differences


@dataclass(frozen=True)
class Place:
    """Where in the report one is."""

    heading: str = ""
    topics: tuple[Topic, ...] = ()
    """What the heading says it is about; none: anything."""
    theme: tuple[tuple[Topic, Entry], ...] = ()
    """The theme whose part this is."""


Found = Sequence[tuple[Topic, Entry]]
"""What a label may stand for."""


def whole(text: str) -> int:
    """Return the number that digits, thousands set apart or not, or a word up to twelve stand for."""
    for words in (SV_NUMBERS, EN_NUMBERS):
        if text in words:
            return words.index(text)
    if text == "ett":
        return 1
    return int("".join(letter for letter in text if letter.isdigit()))


def alternatives(values: Sequence[object]) -> str:
    """Return what a number should be, where it may be one of several."""
    return " or ".join(dict.fromkeys(str(value) for value in values))
