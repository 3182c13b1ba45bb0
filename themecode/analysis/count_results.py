"""What counting finds: the counts of a question under a codebook, by category and by group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from themecode.analysis.agreement_stance import NotComputed
from themecode.core.localized import Localized
from themecode.core.states import AnswerState
from themecode.storage.queries.codes import CodebookRow
from themecode.storage.queries.counts import Basis
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.revisiting import Outstanding

RESULT = "result"
"""Stands in ``coder`` where the result was counted rather than one coder's codings."""


@dataclass(frozen=True)
class Category:
    """One code and how often it stands."""

    code: str
    parent: str | None
    label: Localized
    count: int
    share: float | None
    """Of those who answered (of their documents, where these are counted), 0-1 and unrounded; ``None`` for
    codings, and where nobody answered."""


@dataclass(frozen=True)
class Group:
    """The counts among the cases that share a value of a variable; ``None``: those without a value."""

    value: Localized | None
    asked: int
    answered: int
    categories: tuple[Category, ...]
    key: str | None = None
    """The value as written, by which its cases are found."""


@dataclass(frozen=True)
class CategoryCounts:
    """The counts of one question (or of the transcripts) under one codebook."""

    question: QuestionRow | None
    """``None`` for the transcripts."""
    codebook: CodebookRow
    basis: Basis
    coder: str
    cases: int
    asked: int
    answered: int
    put_to: int
    """Cases that the question's rule asked, whatever they wrote."""
    answered_not_asked: int
    """Cases that answered although the question's rule did not ask them."""
    states: Mapping[AnswerState, int]
    """Cases by answer state; sums to ``cases``."""
    documents: Mapping[str, int]
    """Documents that count by consensus and by one coder, and those undecided or unread."""
    categories: tuple[Category, ...]
    """All codes by falling count, ties in codebook order."""
    by: str | None = None
    groups: tuple[Group, ...] = ()
    base: int = 0
    """What the shares are of: ``answered``, or the documents of those who answered."""
    case_nouns: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What a case is called, singular and plural, by language."""
    revisit: tuple[Outstanding, ...] = ()
    """Documents that count but were completed before a code, by code, in codebook order."""
    not_computed: NotComputed | None = None
    """That agreement between coders is not computed, by choice of method, where the study says so."""

    @property
    def preliminary(self) -> bool:
        """Whether documents are still unread or undecided."""
        return bool(self.documents["unread"] or self.documents["undecided"])

    def __str__(self) -> str:
        """Return the top categories that occur, each with its count in parentheses."""
        return ", ".join(f"{item.label.in_language('sv')} ({item.count})" for item in self.level(1) if item.count)

    def level(self, number: int) -> tuple[Category, ...]:
        """Return the categories at a depth of the tree, 1 being the top, keeping their order."""
        parents = {category.code: category.parent for category in self.categories}

        def depth(code: str) -> int:
            above = parents[code]
            return 1 if above is None else 1 + depth(above)

        return tuple(category for category in self.categories if depth(category.code) == number)
