"""What the screens show: always the codings of the coder who looks, and no one else's."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from themecode.core.alphabet import order_key
from themecode.core.documents import Segmented
from themecode.storage.connection import transaction
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import codings as coding_queries
from themecode.storage.queries import completions as completion_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import history as history_queries
from themecode.storage.queries import progress as progress_queries
from themecode.storage.queries import rounds as round_queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.codings import Coding
from themecode.storage.queries.documents import Document, QuestionRow
from themecode.storage.queries.progress import AnswerPlace, Progress
from themecode.storage.queries.rounds import Sight
from themecode.usecases.study import Study
from themecode.usecases.working_round import blind_rounds, is_blind, queue_round, reader, seen_rounds, shown_round

__all__ = ["AnswerPlace", "CodeRow", "CodebookRow", "Coding", "Document", "Progress", "QuestionRow"]


@dataclass(frozen=True)
class Contents:
    """What there is to read in a study."""

    questions: tuple[QuestionRow, ...]
    transcripts: tuple[tuple[int, str], ...]
    """(document id, name)."""


def contents(study: Study) -> Contents:
    """Return the open questions and the transcripts, without figures, so that the list is there at once.

    In a round that says who codes what, these are the coder's.
    """
    questions = tuple(row for row in document_queries.questions(study.connection) if row.kind == "open")
    names = tuple(sorted(document_queries.transcript_names(study.connection), key=lambda each: order_key(each[1])))
    queue, coder_id = queue_round(study), study.coder_id()
    if queue is None or coder_id is None:
        return Contents(questions, names)
    shares = round_queries.shares(study.connection, queue, coder_id)
    asked, transcripts = {share.question_id for share in shares}, {share.document_id for share in shares}
    return Contents(
        tuple(row for row in questions if row.id in asked), tuple(each for each in names if each[0] in transcripts)
    )


def progress(study: Study) -> dict[int | None, Progress]:
    """Return how far the coder has come, by question id (``None``: the transcripts)."""
    return progress_queries.progress_by_question(study.connection, reader(study))


def transcript_progress(study: Study) -> dict[int, tuple[int, str | None]]:
    """Return (own codings, own state) of every transcript, by document id.

    In a round that says who codes what, these are the coder's transcripts only.
    """
    return progress_queries.transcript_progress(study.connection, reader(study))


def answer_queue(study: Study, question: QuestionRow) -> list[AnswerPlace]:
    """Return the answers to a question with the coder's state of each: in a round, those assigned to them."""
    return progress_queries.answer_queue(study.connection, question.id, reader(study))


def document(study: Study, document_id: int) -> Document | None:
    """Return a document by id."""
    return document_queries.document_by_id(study.connection, document_id)


def segmented(study: Study, document: Document) -> Segmented:
    """Return a document's turns and sentences."""
    return document_queries.segmented(study.connection, document)


def own_codings(study: Study, document: Document) -> list[Coding]:
    """Return the coder's codings of a document in the round they work in; see `usecases.working_round`."""
    coder_id = study.coder_id()
    if coder_id is None:
        return []
    shown = shown_round(study, document.id, coder_id)
    return coding_queries.codings_of(study.connection, document.id, [coder_id], [shown])


def own_state(study: Study, document: Document) -> str | None:
    """Return the state the coder left a document in, ``None`` where it is unread."""
    coder_id = study.coder_id()
    if coder_id is None:
        return None
    shown = shown_round(study, document.id, coder_id)
    found = completion_queries.completions_of(study.connection, document.id, [coder_id], [shown])
    return found[-1].state if found else None


def attributes(study: Study, document: Document) -> list[tuple[str, str]]:
    """Return (variable, printed value) of the case a document belongs to."""
    return document_queries.attributes_of(study.connection, document.case_id, study.language)


def variable_names(study: Study) -> list[str]:
    """Return the names of the variables of cases, in the order they were read."""
    return [row.name for row in document_queries.variables(study.connection)]


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


def locked_by(study: Study, codebook: str | None) -> str | None:
    """Return the name of the open round that keeps a codebook as it is, ``None`` where codes can be made."""
    if codebook is None:
        return None
    from themecode.usecases.locking import locking_round  # here, so that the first paint does not wait for it

    row = locking_round(study, study.codebook(codebook).id)
    return row.name if row else None


def own_counts(study: Study, question: QuestionRow | None) -> Counter[int]:
    """Return on how many cases the coder has put each code, by code id."""
    return progress_queries.cases_by_code(study.connection, question.id if question else None, reader(study))


def codings_by_code(study: Study) -> Counter[int]:
    """Return how many codings stand on each code, by all coders, in all rounds: what a codebook change touches.

    What others did in an open reliability, pilot or repeat round is left out, and to one who works in such a
    round all that others did.
    """
    return round_queries.codings_by_code(study.connection, sight(study))


def revisit(study: Study, question: QuestionRow | None) -> dict[int, tuple[str, ...]]:
    """Return the documents the coder is to read again, by id, and the codes to look for in each."""
    from themecode.usecases.revisiting import revisit_queue  # here, so that the first paint does not wait for it

    return {each.document_id: each.codes for each in revisit_queue(study, question)}


def known_coders(study: Study) -> list[str]:
    """Return the names of the people who code in the study."""
    return [row.name for row in study_queries.coders(study.connection) if row.kind == "person"]


def everyone(study: Study) -> list[str]:
    """Return all who have coded in the study or done anything else to it, such as making it."""
    return list(dict.fromkeys([*known_coders(study), *history_queries.actors(study.connection)]))


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


def sight(study: Study) -> Sight:
    """Return what of all codings the coder may know of."""
    if is_blind(study):
        return Sight(study.coder_id(), seen_rounds(study))
    return Sight(study.coder_id(), None, blind_rounds(study))


def habit(study: Study, name: str) -> str | None:
    """Return what this coder last had of something: the theme, the place."""
    return study_queries.setting(study.connection, f"{name}.{study.coder}")


def keep_habit(study: Study, name: str, value: str) -> None:
    """Keep what this coder last had of something. No content: leaves no history."""
    if not study.read_only:
        with transaction(study.connection):
            study_queries.set_setting(study.connection, f"{name}.{study.coder}", value)


def _digits_key(study: Study, question: QuestionRow | None) -> str:
    return f"digits.{study.coder}.{question.key if question else ''}"
