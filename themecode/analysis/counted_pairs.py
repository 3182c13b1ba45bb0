"""What there is to count: questions, and the transcripts, each with the codebooks they are read with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from themecode.core.errors import InputError, NotFoundError
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries.codes import CodebookRow
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.study import Study


def pairs_of(
    study: Study, question: str | None, codebook: str | None
) -> Iterable[tuple[QuestionRow | None, CodebookRow]]:
    """Yield what is to be counted: (question or ``None`` for transcripts, codebook).

    Raises NotFoundError for an unknown question or codebook, InputError for a closed question.
    """
    connection = study.connection
    books = {row.id: row for row in code_queries.codebooks(connection)}
    named = study.codebook(codebook) if codebook is not None else None
    if question is not None:
        row = study.question(question)
        if row.kind != "open":
            raise InputError("this is a closed question", row.key, "print its table: themecode table")
        chosen = [named] if named else [books[id] for id in _books_of(study, row.id, books)]
        if not chosen:
            raise NotFoundError("the study has no codebook yet", fix="load one: themecode codebook load STUDY FILE")
        yield from ((row, book) for book in chosen)
        return
    for row in document_queries.questions(connection):
        if row.kind != "open":
            continue
        ids = _books_of(study, row.id, books)
        yield from ((row, books[id]) for id in ids if named is None or id == named.id)
    if document_queries.transcripts(connection):
        used = code_queries.codebooks_used(connection, None)
        wanted = [named] if named else [books[id] for id in used]
        yield from (
            (None, book) for book in wanted if named is None or book.id in used or not _asked_of(study, book.id)
        )


def _books_of(study: Study, question_id: int, books: Mapping[int, CodebookRow]) -> list[int]:
    return (
        code_queries.codebooks_of_question(study.connection, question_id)
        or code_queries.codebooks_used(study.connection, question_id)
        or list(books)
    )


def _asked_of(study: Study, codebook_id: int) -> bool:
    """Tell whether a codebook is named for any question."""
    return any(
        codebook_id in code_queries.codebooks_of_question(study.connection, row.id)
        for row in document_queries.questions(study.connection)
    )
