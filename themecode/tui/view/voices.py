"""Who speaks where in an interview, as far as it decides where one begins to read and what is counted."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.core.documents import Span, Turn


def first_words(turns: Sequence[Turn]) -> int:
    """Return the offset at which the first participant begins to speak; 0 where none is known to."""
    return next((turn.start for turn in turns if turn.speaker is not None and not turn.speaker.moderator), 0)


def only_moderators(turns: Sequence[Turn], span: Span) -> bool:
    """Tell whether a passage is nothing but what moderators say, labels included, so that no figure counts it."""
    moderated = [(turn, turn.speaker is not None and turn.speaker.moderator) for turn in turns]
    touched = [
        by_moderator
        for turn, by_moderator in moderated
        if (turn.label_start if by_moderator else turn.start) < span.end and span.start < turn.end
    ]
    return bool(touched) and all(touched)
