"""Answer states: what one can say of a case, a question and a codebook; and what a coder can declare."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class AnswerState(StrEnum):
    """Where a case stands on a question and codebook. The counts of all states sum to all cases."""

    CODED = "coded"
    NO_CODE_FITS = "no code fits"
    CONTENTLESS = "contentless"
    REFERS_ELSEWHERE = "refers elsewhere"
    EMPTY = "empty"
    NOT_ASKED = "not asked"
    UNDECIDED = "undecided"
    UNREAD = "unread"


class Completion(StrEnum):
    """What a coder declared when leaving a document."""

    COMPLETED = "completed"
    NO_CODE_FITS = "no code fits"
    CONTENTLESS = "contentless"
    REFERS_ELSEWHERE = "refers elsewhere"
    SKIPPED = "skipped"


ANSWERED = frozenset(
    {
        AnswerState.CODED,
        AnswerState.NO_CODE_FITS,
        AnswerState.REFERS_ELSEWHERE,
        AnswerState.UNDECIDED,
        AnswerState.UNREAD,
    }
)
"""States in which something was written that may say something."""

ASKED = ANSWERED | {AnswerState.CONTENTLESS, AnswerState.EMPTY}
"""States of the cases that had the question put to them, or answered it anyway."""


def answered(states: Mapping[AnswerState, int]) -> int:
    """Sum the cases that wrote something that may say something; ``states`` maps a state to its cases."""
    return sum(states.get(state, 0) for state in ANSWERED)


def asked(states: Mapping[AnswerState, int]) -> int:
    """Sum the cases that were asked (answered, contentless or empty)."""
    return sum(states.get(state, 0) for state in ASKED)


CONTENTLESS_TEXTS = frozenset(
    """
    vet ej|vet inte|vej ej|ingen åsikt|ingen kommentar|inget svar|inget|inga|ingen|ingenting|nej|x|xx|xxx|na|n/a|
    ej aktuellt|inte aktuellt|inget särskilt|inget speciellt|ingen aning|kan ej svara|kan inte svara|
    don't know|do not know|no comment|none|nothing|no|no idea|not applicable
    """.replace("\n", " ")
    .strip()
    .split("|")
)
"""Whole answers that usually say nothing. Only a proposal: "inga" can be an answer, so a person confirms."""

REFERRING_STARTS = (
    "se ovan",
    "se fråga",
    "se föregående",
    "samma som ovan",
    "samma som fråga",
    "see above",
    "same as",
)
"""How answers begin that point to another answer. Also only a proposal."""


def proposed_completion(text: str) -> Completion | None:
    """Propose *contentless* or *refers elsewhere* for an answer by its wording, or ``None``."""
    words = " ".join(text.casefold().split()).strip(" .!?…-–—_*,;:/'\"”")
    if not any(character.isalnum() for character in words):
        return Completion.CONTENTLESS
    if words in {entry.strip() for entry in CONTENTLESS_TEXTS}:
        return Completion.CONTENTLESS
    if len(words) < 60 and words.startswith(REFERRING_STARTS):
        return Completion.REFERS_ELSEWHERE
    return None
