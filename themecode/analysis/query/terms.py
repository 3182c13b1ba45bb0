"""What a query is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from themecode.core.errors import InputError

UnitOfText = Literal["turn", "sentence", "document", "case"]
"""What a query is asked of, piece by piece. A turn of an answer is the whole answer."""


class QueryError(InputError):
    """A query that cannot be read; ``position`` counts characters from 0."""

    def __init__(self, what: str, query: str, position: int, fix: str = "") -> None:
        """Say what is wrong at a position of a query."""
        shown = f"character {position + 1} of {query}" if position < len(query) else f"at the end of {query}"
        super().__init__(what, shown, fix)
        self.position = position


@dataclass(frozen=True)
class Name:
    """A code, as written: its key or label."""

    text: str
    position: int


@dataclass(frozen=True)
class Not:
    """Holds where its part does not."""

    part: Term


@dataclass(frozen=True)
class And:
    """Holds where both parts do."""

    left: Term
    right: Term


@dataclass(frozen=True)
class Or:
    """Holds where a part does, or both."""

    left: Term
    right: Term


@dataclass(frozen=True)
class Pair:
    """Holds where a passage of the one lies close to, or over, a passage of the other."""

    left: Term
    right: Term
    overlapping: bool
    """They share text; else no whole sentence lies between them."""
    position: int


Term = Name | Not | And | Or | Pair


@dataclass(frozen=True)
class Query:
    """A question put to every unit of the coded text."""

    text: str
    term: Term
    unit: UnitOfText | None = None
    """As named with *within the same*; ``None``: the turn, or the whole answer."""

    @property
    def names(self) -> list[Name]:
        """The codes it names, in order."""
        return [name for name, _ in _named(self.term, wanted=True)]

    @property
    def wanted(self) -> list[Name]:
        """The codes it looks for, rather than away from."""
        return [name for name, wanted in _named(self.term, wanted=True) if wanted]


CodeSets = Mapping[Name, frozenset[int]]
"""The ids of the codes that a name stands for: the code and all below it."""


def codes_of(term: Term, sets: CodeSets) -> frozenset[int]:
    """Return all codes that a side of a pair stands for: one code, or several joined by *or*."""
    return frozenset().union(*(sets[name] for name, _ in _named(term, wanted=True)))


def _named(term: Term, *, wanted: bool) -> Iterator[tuple[Name, bool]]:
    if isinstance(term, Name):
        yield term, wanted
    elif isinstance(term, Not):
        yield from _named(term.part, wanted=not wanted)
    else:
        yield from _named(term.left, wanted=wanted)
        yield from _named(term.right, wanted=wanted)
