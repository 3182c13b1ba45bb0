"""Transcripts in parts: speakers, turns, sentences, spans."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a document, in Unicode code points."""

    start: int
    end: int

    def __len__(self) -> int:
        """Return the length in code points."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """Cut the span out of its document's text."""
        return text[self.start : self.end]


@dataclass(frozen=True)
class Speaker:
    """One who speaks in a transcript, as labelled there."""

    label: str
    """As written before the colon, without role: ``P2``."""
    role: str = ""
    """As written in the parenthesis after the label: ``BVC``."""
    moderator: bool = False


@dataclass(frozen=True)
class Turn:
    """What one speaker says in one go. ``start`` excludes the label."""

    speaker: Speaker | None
    """``None`` where the text begins without a label."""
    start: int
    end: int
    label_start: int
    """Where the label (or time stamp) begins; equals ``start`` without one."""


@dataclass(frozen=True)
class Segmented:
    """A text and what was found in it once, at import."""

    text: str
    turns: tuple[Turn, ...] = ()
    sentences: tuple[Span, ...] = ()

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """The speakers in order of appearance."""
        found: dict[Speaker, None] = {}
        for turn in self.turns:
            if turn.speaker is not None:
                found.setdefault(turn.speaker)
        return tuple(found)
