"""What the screens and the process that makes suggestions say to each other.

Each message is pickled onto a pipe between the two; nothing else reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from themecode.core.documents import Span
from themecode.suggest.rankings import Alike, Outcomes, Ranking, Reason


@dataclass(frozen=True)
class Subject:
    """What codes are suggested for, to whom."""

    path: Path
    coder: str
    round: str | None
    question: str | None
    """Its key; ``None``: the transcripts."""
    codebook: str | None
    read_only: bool = False


@dataclass(frozen=True)
class Place:
    """A stretch of a document."""

    document_id: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands in the document's text."""
        return Span(self.start, self.end)


# -- what the screens ask -------------------------------------------------------------------------


@dataclass(frozen=True)
class Begin:
    """Learn a subject; it is answered by `Progress` and then `Ready`."""

    subject: Subject
    characters_only: bool = False
    """Whether to leave a sentence model out, as after it took the process down."""


@dataclass(frozen=True)
class Rank:
    """Rank the codes for a place."""

    place: Place


@dataclass(frozen=True)
class Explain:
    """Say what speaks for a code at a place."""

    place: Place
    code: str


@dataclass(frozen=True)
class FindLike:
    """Find texts like the one at a place that the coder may still code."""

    place: Place


@dataclass(frozen=True)
class Reread:
    """Take in what stands on disk now: of one document, or (``None``), as after an undo, of all.

    The latter waits until nothing else is asked, and is answered by ranking the last place again.
    """

    document_id: int | None = None


Order = Begin | Rank | Explain | FindLike | Reread


# -- what is answered -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Progress:
    """How many texts a sentence model has read."""

    done: int
    all: int


@dataclass(frozen=True)
class Ready:
    """A subject is learnt."""

    notes: tuple[str, ...]
    """What a person should know of the model used, a sentence each."""


@dataclass(frozen=True)
class Ranked:
    """The ranking for a place, and how good the latest have been."""

    place: Place
    ranking: Ranking | None
    """``None`` where nothing is suggested for: a moderator's words, no text."""
    about: Span
    """The sentences, or the answer, that it is about."""
    outcomes: Outcomes


@dataclass(frozen=True)
class Explained:
    """What speaks for a code."""

    place: Place
    reason: Reason


@dataclass(frozen=True)
class FoundLike:
    """Texts like one, the likest first."""

    place: Place
    texts: tuple[Alike, ...]


@dataclass(frozen=True)
class Failed:
    """A fault with a sentence that a person can do something about."""

    what: str


@dataclass(frozen=True)
class Ended:
    """The process is gone, without having been told to."""

    again: bool
    """Whether it was started once more."""


Answer = Progress | Ready | Ranked | Explained | FoundLike | Failed | Ended
