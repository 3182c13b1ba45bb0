"""Which answers of a question a person looks at, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from themecode.core.states import Completion


class OwnState(StrEnum):
    """Where an answer stands for one coder, in the order of a list by state."""

    UNTOUCHED = "unread"
    BEGUN = "begun"
    """Has codes, and is not declared done."""
    SKIPPED = "skipped"
    COMPLETED = "completed"
    NO_CODE_FITS = "no code fits"
    CONTENTLESS = "contentless"
    REFERS_ELSEWHERE = "refers elsewhere"


UNREAD = frozenset({OwnState.UNTOUCHED, OwnState.BEGUN, OwnState.SKIPPED})
"""What counts as unread."""

READ = frozenset(OwnState) - UNREAD


def own_state(declared: str | None, *, coded: bool) -> OwnState:
    """Return the state of an answer from what its coder declared last and whether they put any code on it."""
    if declared is None:
        return OwnState.BEGUN if coded else OwnState.UNTOUCHED
    return OwnState(Completion(declared).value)


@dataclass(frozen=True)
class HasText:
    """The answer holds a text, in capitals or not."""

    text: str
    wanted: bool = True


@dataclass(frozen=True)
class OfCase:
    """The case's key holds a text, in capitals or not."""

    text: str
    wanted: bool = True


@dataclass(frozen=True)
class HasCode:
    """The coder put one of these codes on the answer; with ``None``, any code."""

    codes: frozenset[int] | None
    wanted: bool = True


@dataclass(frozen=True)
class HasValue:
    """The case has one of these values of a variable, as written; ``None`` among them stands for no value."""

    variable: int
    values: frozenset[str | None]
    wanted: bool = True


@dataclass(frozen=True)
class InState:
    """The answer is in one of these states for the coder."""

    states: frozenset[OwnState]
    wanted: bool = True


Condition = HasText | OfCase | HasCode | HasValue | InState

Column = Literal["case", "text", "codes", "state", "value"]


@dataclass(frozen=True)
class Order:
    """The column that a list is ordered by. Answers alike there stay in the order of the cases.

    Answers without a code or value there come last, both ways.
    """

    column: Column = "case"
    variable: int | None = None
    """Which variable, where the column is ``value``."""
    falling: bool = False
