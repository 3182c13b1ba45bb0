"""Counting categories: how many cases, documents or codings stand under each code."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.analysis.count_results import RESULT, Category, CategoryCounts, Group
from themecode.analysis.counted_pairs import pairs_of
from themecode.analysis.counting import Counting
from themecode.core.errors import InputError, NotFoundError, UndecidedError
from themecode.storage.connection import reading
from themecode.storage.queries.counts import Basis
from themecode.usecases.study import Study

__all__ = ["BASES", "RESULT", "Category", "CategoryCounts", "Group", "count_categories", "count_everything"]

BASES: tuple[Basis, ...] = ("cases", "documents", "codings")


def count_everything(
    study: Study,
    *,
    question: str | None = None,
    codebook: str | None = None,
    by: str | None = None,
    basis: str = "cases",
    coder: str | None = None,
    provisional: bool = False,
    rounds: Sequence[int] | None = None,
) -> list[CategoryCounts]:
    """Count every question with every one of its codebooks, and the transcripts, or what is named.

    A question counts with the codebooks named for it; else those its codings use, else all of the study.
    ``rounds`` (ids) are those whose codings may count, default production and reliability rounds, of these the
    ones planned here only when they are closed; but for ``coder`` being the one who acts, whose own all count.

    Raises NotFoundError for an unknown question, codebook, variable or coder; InputError for an unknown
    basis; UndecidedError where documents have several completed codings and no consensus, unless
    ``provisional``.
    """
    chosen: Basis = _basis(basis)
    with reading(study.connection):
        pairs = list(pairs_of(study, question, codebook))
        counter = Counting(study, chosen, coder, by, rounds)
        found = [counter.count(row, book) for row, book in pairs]
    if not provisional:
        _refuse_undecided(found)
    return found


def count_categories(
    study: Study,
    *,
    question: str | None = None,
    codebook: str | None = None,
    by: str | None = None,
    basis: str = "cases",
    coder: str | None = None,
    provisional: bool = False,
) -> CategoryCounts:
    """Count one question (by key or number), or the transcripts with ``codebook``, under its main codebook.

    Raises what `count_everything` raises, and InputError where neither is named.
    """
    if question is None and codebook is None:
        raise InputError("name a question or a codebook to count", fix="or count everything: count_everything(study)")
    found = count_everything(
        study, question=question, codebook=codebook, by=by, basis=basis, coder=coder, provisional=provisional
    )
    if not found:
        raise NotFoundError("nothing in the study is read with this codebook", codebook or "", "name a question too")
    transcripts = [counts for counts in found if counts.question is None] if question is None else []
    return (transcripts or found)[0]


def _basis(basis: str) -> Basis:
    for known in BASES:
        if known == basis:
            return known
    raise InputError(f"unknown basis {basis!r}", fix=f"choose one of: {', '.join(BASES)}")


def _refuse_undecided(found: Sequence[CategoryCounts]) -> None:
    undecided = [(counts, counts.documents["undecided"]) for counts in found if counts.documents["undecided"]]
    if undecided:
        places = ", ".join(
            f"{counts.question.key if counts.question else 'transcripts'}/{counts.codebook.key}: {number}"
            for counts, number in undecided
        )
        total = sum(number for _, number in undecided)
        raise UndecidedError(
            f"{total} documents are coded by several and have no consensus yet",
            places,
            "decide them, count one coder with --coder, or count the rest with --provisional",
        )
