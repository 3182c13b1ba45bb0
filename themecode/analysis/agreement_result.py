"""What agreement is asked for, and what comes out: plain data for commands, screens and reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from themecode.analysis.agreement import Agreement, Reading
from themecode.analysis.agreement_choice import LeftOut
from themecode.core.errors import Fault
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.documents import QuestionRow
from themecode.storage.queries.study import RoundRow

TRANSCRIPT_UNITS = ("sentence", "turn", "character", "unitizing")
UNITS = ("answer", *TRANSCRIPT_UNITS)
Scope = Literal["all", "coded"]
SCOPES: tuple[Scope, ...] = ("all", "coded")
COEFFICIENTS = (
    "percent_agreement",
    "cohen_kappa",
    "scott_pi",
    "fleiss_kappa",
    "krippendorff_alpha",
    "gwet_ac1",
    "brennan_prediger",
)
"""What can be asked for, in the order they are shown."""

ENOUGH_DOCUMENTS = 5
"""Fewer transcripts are not drawn again: of two there are three different samples, and their limits mean nothing."""


@dataclass(frozen=True)
class Wish:
    """How agreement is to be computed."""

    unit: str | None = None
    """One of `UNITS`; ``None``: answers by answer, transcripts by each of `TRANSCRIPT_UNITS`."""
    scope: Scope = "all"
    """``coded`` leaves out the units that no coder coded."""
    code: str | None = None
    depth: int | None = None
    """The level of the codebook's tree that codes are lifted to, 1 being the top."""
    coefficients: tuple[str, ...] = ()
    """Empty: percent, Cohen's (more than two coders: Fleiss') kappa, alpha and AC1."""
    level: float = 0.95
    """Of the confidence intervals."""
    seed: int = 1
    merged: bool = False
    """Whether codes that were merged after the round was closed count as what they became; else as they were."""


@dataclass(frozen=True)
class Figure:
    """One coefficient and how it reads."""

    agreement: Agreement
    reading: Reading


@dataclass(frozen=True)
class CodeFigures:
    """One code on its own: given or not given to each unit."""

    code: CodeRow
    used: Mapping[str, int]
    """Rater -> units (characters; for unitizing passages) given the code."""
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Part:
    """The units of documents coded with suggestions, or of those coded without."""

    suggestions: bool
    n_documents: int
    whole: tuple[Figure, ...]


@dataclass(frozen=True)
class Pair:
    """Two of more than two coders."""

    raters: tuple[str, str]
    whole: tuple[Figure, ...]


@dataclass(frozen=True)
class Comparison:
    """The agreement on one question (or the transcripts) with one codebook, by one kind of unit."""

    question: QuestionRow | None
    codebook: CodebookRow
    round: RoundRow
    wish: Wish
    unit: str
    raters: tuple[str, ...]
    n_documents: int
    n_units: int
    """Units that are compared: answers, sentences, turns or characters; for unitizing characters."""
    contentless: int
    """Documents among them that all coders found to say nothing."""
    left_out: tuple[LeftOut, ...]
    whole: tuple[Figure, ...]
    """On all codes together: the set of codes each unit was given, or for unitizing the passages."""
    codes: tuple[CodeFigures, ...]
    parts: tuple[Part, ...] = ()
    """Documents coded with and without suggestions, where there are both."""
    pairs: tuple[Pair, ...] = ()
    suggested: int = 0
    """Documents in which a coder took at least one coding from a suggestion."""
    overlapping: bool = False
    """Unitizing: passages of one coder overlap, so that only codes on their own can be compared."""
    merged: tuple[CodeRow, ...] = ()
    """Codes that coders gave and that have become part of another since the round was closed; `Wish.merged` says
    as what they count."""
    absent: tuple[str, ...] = ()
    """Who was to code it in the round and completed nothing of it, so is not compared."""
    computed: int = 1
    """How many times the agreement on this in this round has been computed, this time included."""

    @property
    def few_documents(self) -> bool:
        """Whether these are transcripts too few to be drawn again for an interval."""
        return self.question is None and self.n_documents < ENOUGH_DOCUMENTS


@dataclass(frozen=True)
class Agreed:
    """All comparisons asked for, and what could not be compared."""

    comparisons: tuple[Comparison, ...]
    not_compared: tuple[Fault, ...] = ()
