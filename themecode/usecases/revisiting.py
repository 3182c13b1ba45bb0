"""Documents to read again: completed before a code was there, or meant what it means now.

Only codes that can be put on text count, and contentless documents are left out. Completing a document
again brings it up to the codebook as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import revisiting as queries
from themecode.storage.queries.codes import CodeRow
from themecode.storage.queries.counts import Standing
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Revisit:
    """A document to read again, and the codes to look for in it."""

    document_id: int
    title: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Outstanding:
    """How many documents that count were completed before a code."""

    code: str
    documents: int


def revisit_queue(study: Study, question: QuestionRow | None, *, round: str | None = None) -> list[Revisit]:
    """Return what the coder who acts is to read again at a question (``None``: of the transcripts).

    Looks at one round (default: the open production round), which is where completing a document again
    tells. Answers in the order of the cases, transcripts by name, codes in codebook order.
    """
    coder_id = study.coder_id()
    if coder_id is None:
        return []
    found = queries.lagging(study.connection, coder_id, study.round_id(round, to_write=True), _id(question))
    by_book: dict[int, list[CodeRow]] = {}
    for row in code_queries.codes(study.connection) if found else ():
        by_book.setdefault(row.codebook_id, []).append(row)
    titles: dict[int, str] = {}
    missed: dict[int, list[str]] = {}
    for each in found:
        titles[each.document_id] = each.title
        newer = newer_codes(by_book.get(each.codebook_id, ()), each.version)
        missed.setdefault(each.document_id, []).extend(row.key for row in newer)
    return [Revisit(document, titles[document], tuple(codes)) for document, codes in missed.items()]


def outstanding(standing: Standing, codebook_id: int, codes: Sequence[CodeRow]) -> tuple[Outstanding, ...]:
    """Return, for each code of a codebook, how many of the documents that count were completed before it.

    Codes with none are left out. One look into an index where nothing lags behind.
    """
    latest = max((row.since for row in newer_codes(codes, 0)), default=0)
    if not queries.any_lagging(standing.connection, codebook_id, latest):
        return ()
    completed = queries.standing_by_version(standing, codebook_id, latest)
    numbers = {row.key: _before(completed, row.since) for row in newer_codes(codes, 0)}
    return tuple(Outstanding(code, number) for code, number in numbers.items() if number)


def newer_codes(codes: Sequence[CodeRow], version: int) -> list[CodeRow]:
    """Return the codes one can put on text that are newer than a version of their codebook."""
    return [row for row in codes if row.since > version and row.codable and not row.retired]


def _before(completed: Mapping[int, int], since: int) -> int:
    return sum(documents for version, documents in completed.items() if version < since)


def _id(question: QuestionRow | None) -> int | None:
    return None if question is None else question.id
