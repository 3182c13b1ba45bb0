"""What a suggestion says: codes with their strength, whether it speaks up at all, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from themecode.core.documents import Span
from themecode.usecases.suggesting import OutcomeRow

SPEAK_FROM = 0.5
"""The probability from which on a code is suggested without being asked for."""

LAST = 50
"""How many of the latest choices the running figures look at."""


class Silence(StrEnum):
    """Why nothing is suggested unasked."""

    NONE = ""
    NOTHING_ALIKE = "nothing alike"
    NO_CODE_FITS = "no code fits"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Ranked:
    """One code of a ranking."""

    code: str
    strength: float
    """How probable it is that the code fits, 0-1."""
    there: bool = False
    """Whether it stands on the text already."""
    rejected: bool = False
    examples: int = 0
    """Coded units it has been learnt from; with fewer than 2 it speaks from its definition."""


@dataclass(frozen=True)
class Ranking:
    """All codes for one text, the best first."""

    codes: tuple[Ranked, ...]
    silence: Silence = Silence.NONE

    @property
    def abstained(self) -> bool:
        """Whether nothing is suggested unasked. The ranking can be looked at all the same."""
        return self.silence is not Silence.NONE

    @property
    def offered(self) -> tuple[Ranked, ...]:
        """The codes that can be accepted: neither there already nor rejected here."""
        return tuple(each for each in self.codes if not each.there and not each.rejected)


@dataclass(frozen=True)
class Evidence:
    """A text that speaks for a code, or against it."""

    kind: Literal["definition", "include", "example", "coded"]
    text: str
    share: float
    """Its part of the code's score: together with those not shown they make 1 (less where the score is negative)."""
    words: tuple[str, ...]
    """Words of the ranked text that carry the likeness; empty where it is one of meaning alone."""
    case: str = ""
    document_id: int | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Reason:
    """Why a code stands where it stands."""

    code: str
    words: tuple[str, ...]
    """Words of the ranked text that carry the likeness to what speaks for the code most."""
    examples: tuple[Evidence, ...]
    """What speaks for the code most: definitions, the codebook's examples, coded texts."""
    against: Evidence | None = None
    """What speaks against it most."""
    exclude: str = ""
    """What the codebook says is not meant. It is shown, and has no part in the ranking."""


@dataclass(frozen=True)
class Alike:
    """A text like another one, which nobody (the coder) has decided yet."""

    document_id: int
    span: Span
    case: str
    text: str
    likeness: float
    """0-1, by characters and meaning."""
    rejected: frozenset[str] = frozenset()
    """Codes that the coder has said no to there."""


@dataclass(frozen=True)
class Outcomes:
    """How good the suggestions have been over the latest choices, beside ranking by frequency alone."""

    choices: int
    top1: float
    top3: float
    baseline_top1: float
    baseline_top3: float
    shown: int
    """Choices made while the suggestions were on the screen: the others are the honest ones."""


def sum_up(rows: Sequence[OutcomeRow], last: int | None = LAST) -> Outcomes:
    """Return the shares of choices that stood first, and among the first three."""
    chosen = list(rows)[-last:] if last is not None else list(rows)
    number = max(1, len(chosen))
    return Outcomes(
        len(chosen),
        sum(row.rank == 1 for row in chosen) / number,
        sum(row.rank <= 3 for row in chosen) / number,
        sum(row.baseline_rank == 1 for row in chosen) / number,
        sum(row.baseline_rank <= 3 for row in chosen) / number,
        sum(row.shown for row in chosen),
    )
