"""What the screens show: always the codings of the coder who looks, and no one else's."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from themecode.core.documents import Segmented
from themecode.storage import codebook_rows, records
from themecode.storage.connection import transaction
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import codings as coding_queries
from themecode.storage.queries import counts as count_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import progress as progress_queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.codings import Coding
from themecode.storage.queries.documents import Document, QuestionRow
from themecode.storage.queries.progress import AnswerPlace, Progress
from themecode.usecases.revisiting import revisit_queue
from themecode.usecases.study import Study

__all__ = ["AnswerPlace", "CodeRow", "CodebookRow", "Coding", "Document", "Progress", "QuestionRow"]


@dataclass(frozen=True)
class Contents:
    """What there is to read in a study."""

    questions: tuple[QuestionRow, ...]
    transcripts: tuple[tuple[int, str], ...]
    """(document id, name)."""


def contents(study: Study) -> Contents:
    """Return the open questions and the transcripts, without figures, so that the list is there at once."""
    questions = tuple(row for row in document_queries.questions(study.connection) if row.kind == "open")
    names = document_queries.transcript_names(study.connection)
    return Contents(questions, tuple(names))


def progress(study: Study) -> dict[int | None, Progress]:
    """Return how far the coder has come, by question id (``None``: the transcripts)."""
    return progress_queries.progress_by_question(study.connection, study.coder_id())


def transcript_progress(study: Study) -> dict[int, tuple[int, str | None]]:
    """Return (own codings, own state) of every transcript, by document id."""
    return progress_queries.transcript_progress(study.connection, study.coder_id())


def answer_queue(study: Study, question: QuestionRow) -> list[AnswerPlace]:
    """Return the answers to a question with the coder's state of each."""
    return progress_queries.answer_queue(study.connection, question.id, study.coder_id())


def document(study: Study, document_id: int) -> Document | None:
    """Return a document by id."""
    return document_queries.document_by_id(study.connection, document_id)


def segmented(study: Study, document: Document) -> Segmented:
    """Return a document's turns and sentences."""
    return document_queries.segmented(study.connection, document)


def own_codings(study: Study, document: Document) -> list[Coding]:
    """Return the coder's codings of a document in the open production round."""
    coder_id = study.coder_id()
    if coder_id is None:
        return []
    return coding_queries.codings_of(study.connection, document.id, [coder_id])


def own_state(study: Study, document: Document) -> str | None:
    """Return the state the coder left a document in, ``None`` where it is unread."""
    coder_id = study.coder_id()
    if coder_id is None:
        return None
    states = [row.state for row in coding_queries.completions_of(study.connection, document.id, [coder_id])]
    return states[-1] if states else None


def attributes(study: Study, document: Document) -> list[tuple[str, str]]:
    """Return (variable, printed value) of the case a document belongs to."""
    return document_queries.attributes_of(study.connection, document.case_id, study.language)


def code_tree(study: Study, question: QuestionRow | None) -> list[tuple[CodebookRow, list[CodeRow]]]:
    """Return the codebooks to code with, each with its codes in tree order.

    The ones named for the question come first, or where none is named those in use there; then the rest.
    """
    books = code_queries.codebooks(study.connection)
    first = own_codebooks(study, question)
    ordered = sorted(books, key=lambda book: first.index(book.id) if book.id in first else len(first))
    by_book: dict[int, list[CodeRow]] = {}
    for row in code_queries.codes(study.connection):
        by_book.setdefault(row.codebook_id, []).append(row)
    return [(book, by_book.get(book.id, [])) for book in ordered]


def own_codebooks(study: Study, question: QuestionRow | None) -> list[int]:
    """Return the ids of the codebooks that belong to a question (``None``: the transcripts)."""
    named = code_queries.codebooks_of_question(study.connection, question.id) if question else []
    return named or code_queries.codebooks_used(study.connection, question.id if question else None)


def own_counts(study: Study, question: QuestionRow | None) -> Counter[int]:
    """Return on how many cases the coder has put each code, by code id."""
    coder_id = study.coder_id()
    if coder_id is None:
        return Counter()
    return count_queries.live_counts(study.connection, coder_id, study.round_id(), question.id if question else None)


def codings_by_code(study: Study) -> Counter[int]:
    """Return how many codings stand on each code, by all coders, in all rounds: what a codebook change touches."""
    ids = [row.id for row in code_queries.codes(study.connection)]
    return Counter(codebook_rows.codings_on(study.connection, ids))


def codings_holding(study: Study, code: str, search: str) -> int:
    """Return how many codings of a code, in open rounds, hold a text, in capitals or not."""
    found = codebook_rows.codings_of_code(study.connection, study.find_code(code).id)
    return sum(not each.frozen and each.holds(search) for each in found)


def revisit(study: Study, question: QuestionRow | None) -> dict[int, tuple[str, ...]]:
    """Return the documents the coder is to read again, by id, and the codes to look for in each."""
    return {each.document_id: each.codes for each in revisit_queue(study, question)}


def known_coders(study: Study) -> list[str]:
    """Return the names of the people who code in the study."""
    return [row.name for row in study_queries.coders(study.connection) if row.kind == "person"]


def everyone(study: Study) -> list[str]:
    """Return all who have coded in the study or done anything else to it, such as making it."""
    return list(dict.fromkeys([*known_coders(study), *records.actors(study.connection)]))


def has_acted(study: Study, name: str) -> bool:
    """Tell whether someone has coded in the study or done anything else to it."""
    return name in everyone(study)


def add_coder(study: Study) -> None:
    """Make the coder who acts known to the study. Raises RefusedError for a name too like another."""
    with study.act("new coder") as entry:
        study.ensure_coder(entry)
        entry.describe(study.say("new coder"))


def data_version(study: Study) -> int:
    """Return a number that differs once someone else, or our own writer, has written."""
    return progress_queries.data_version(study.connection)


def digits(study: Study, question: QuestionRow | None) -> list[str]:
    """Return the codes on this coder's digits 1-9 at a question, by key; places do not shuffle."""
    kept = study_queries.setting(study.connection, _digits_key(study, question))
    return list(json.loads(kept)) if kept else []


def keep_digits(study: Study, question: QuestionRow | None, keys: list[str]) -> None:
    """Keep which codes stand on this coder's digits. A habit, not content: leaves no history."""
    if not study.read_only:
        with transaction(study.connection):
            study_queries.set_setting(study.connection, _digits_key(study, question), json.dumps(keys))


def _digits_key(study: Study, question: QuestionRow | None) -> str:
    return f"digits.{study.coder}.{question.key if question else ''}"
