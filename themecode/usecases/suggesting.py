"""What suggestions learn from: the texts of a question, the codes, and one coder's own decisions.

Nothing here knows how suggestions are made. Whoever asks names the coder, and sees no one else's codings.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from themecode.core.errors import NotFoundError, RefusedError
from themecode.core.names import CONSENSUS
from themecode.core.states import Completion
from themecode.storage.connection import explained, reading, transaction
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import counts as count_queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries import suggesting as queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.documents import Document, QuestionRow
from themecode.storage.queries.suggesting import LabelRow, Learnt, OutcomeRow, StateRow, TextRow
from themecode.usecases.study import Study

__all__ = ["CodeRow", "Document", "LabelRow", "OutcomeRow", "StateRow", "TextRow"]

RESULT = "result"
"""Stands for a coder: the consensus where decided, else the one completed coding."""

PLAN_KEY = "suggestions"
"""The key of a round's plan that says whether all its coders have suggestions; see `usecases.round_plans`."""

MODEL_SETTING = "suggest.model"
MODE_SETTING = "suggest.mode"
MODES = ("off", "on", "after")
"""Suggestions in the screens: off (default), on, or after one's own choice."""

TELLING = (Completion.COMPLETED.value, Completion.NO_CODE_FITS.value, Completion.CONTENTLESS.value)
"""States that say that every code which is not there does not fit."""


@dataclass(frozen=True)
class Scope:
    """What suggestions are for: a question (or the transcripts), a codebook, a coder, the rounds learnt from."""

    question: QuestionRow | None
    codebook: CodebookRow
    coder: str
    """Whose codings are learnt from; `RESULT` for those that count."""
    coder_id: int | None
    """``None`` where they have coded nothing yet, or for the result."""
    round_ids: tuple[int, ...]

    @property
    def question_id(self) -> int | None:
        """The question's id, ``None`` for the transcripts."""
        return self.question.id if self.question else None


@dataclass(frozen=True)
class Decisions:
    """What one coder has decided so far, in the order in which they did."""

    labels: tuple[LabelRow, ...] = ()
    states: tuple[StateRow, ...] = ()
    rejections: tuple[LabelRow, ...] = ()


@dataclass(frozen=True)
class Material:
    """All that suggestions are made from."""

    texts: tuple[TextRow, ...]
    codes: tuple[CodeRow, ...]
    """Codes that can be put on text, in codebook order."""
    decisions: Decisions
    outcomes: tuple[OutcomeRow, ...] = field(default=())


def scope(
    study: Study,
    question: str | None = None,
    codebook: str | None = None,
    *,
    coder: str | None = None,
    round: str | None = None,
) -> Scope:
    """Work out what suggestions are for; the codebook is by default the question's main one.

    In production the coder's codings in production and in rounds that are closed are learnt from; in any other
    round those of that round alone. Raises NotFoundError for what is not there, RefusedError where a round has
    no suggestions, or nothing says which codebook is meant.
    """
    row = study.question(question) if question is not None else None
    book = study.codebook(codebook) if codebook is not None else _main_codebook(study, row)
    wanted = coder or study.coder
    coder_id = None
    if wanted != RESULT:
        coder_id = study.known_coder(wanted) if coder else study.coder_id()
    rounds, production = _rounds(study, round)
    if wanted == RESULT and not production:
        raise RefusedError("in this round one learns from one's own codings alone", "--coder result", "name the coder")
    if not production and wanted != study.coder and study.find_round(round).closed is None:
        raise RefusedError(
            "in an open round one learns from one's own codings alone",
            f"{study.coder} acts, --coder {wanted}",
            "if that is you, say so: THEMECODE_CODER",
        )
    return Scope(row, book, wanted, coder_id, rounds)


def with_coder(study: Study, scope: Scope) -> Scope:
    """Return the scope with the id of its coder, who may have become one since."""
    if scope.coder == RESULT or scope.coder_id is not None:
        return scope
    return replace(scope, coder_id=study.coder_id(scope.coder))


def _main_codebook(study: Study, question: QuestionRow | None) -> CodebookRow:
    books = code_queries.codebooks(study.connection)
    named = code_queries.codebooks_of_question(study.connection, question.id) if question else []
    chosen = named or code_queries.codebooks_used(study.connection, question.id if question else None)
    if not chosen and len(books) == 1:
        return books[0]
    if not books:
        raise NotFoundError("the study has no codebook yet", fix="load one, or begin with themecode groups")
    if not chosen:
        known = ", ".join(book.key for book in books)
        raise RefusedError("nothing says which codebook is meant", fix=f"name one with --codebook: {known}")
    return next(book for book in books if book.id == chosen[0])


def _rounds(study: Study, name: str | None) -> tuple[tuple[int, ...], bool]:
    """Return the rounds learnt from, and whether it is production that suggestions are for."""
    row = study.find_round(name)
    production = row.kind == "production"
    if json.loads(row.plan).get(PLAN_KEY, production) is False:
        raise RefusedError(
            "this round is coded without suggestions",
            row.name,
            "they must be on for all its coders, from its beginning",
        )
    if not production:
        return (row.id,), False
    rows = study_queries.rounds(study.connection)
    return tuple(each.id for each in rows if each.kind == "production" or each.closed), True


def material(study: Study, scope: Scope) -> Material:
    """Read all that suggestions are made from, as it stands at one moment."""
    with reading(study.connection) as connection:
        texts = (
            queries.sentence_texts(connection)
            if scope.question is None
            else queries.answer_texts(connection, scope.question.id)
        )
        return Material(
            tuple(text for text in texts if text.text.strip()),
            codes(study, scope),
            decisions(study, scope),
            tuple(outcomes(study, scope)),
        )


def all_texts(study: Study, question: str | None) -> list[TextRow]:
    """Return the answers to a question, or (``None``) what participants say in the transcripts, by sentence.

    Raises NotFoundError for an unknown question.
    """
    if question is None:
        return list(queries.sentence_texts(study.connection))
    return list(queries.answer_texts(study.connection, study.question(question).id))


def codebooks(study: Study) -> list[CodebookRow]:
    """Return the codebooks of the study in the order they were added."""
    return code_queries.codebooks(study.connection)


def codes(study: Study, scope: Scope) -> tuple[CodeRow, ...]:
    """Return the codes of the codebook that can be put on text, in codebook order."""
    rows = code_queries.codes(study.connection, scope.codebook.id)
    return tuple(row for row in rows if row.codable and not row.retired)


def decisions(study: Study, scope: Scope, document_id: int | None = None) -> Decisions:
    """Read what the coder has decided, in all documents or in one."""
    connection = study.connection
    if scope.coder == RESULT:
        return _result(study, scope, document_id)
    if scope.coder_id is None:
        return Decisions()
    learnt = Learnt(scope.question_id, scope.codebook.id, scope.coder_id, scope.round_ids, document_id)
    return Decisions(
        tuple(queries.labels(connection, learnt)),
        tuple(queries.states(connection, learnt)),
        tuple(queries.rejections(connection, learnt)),
    )


def _result(study: Study, scope: Scope, document_id: int | None) -> Decisions:
    lineage = [(row.id, row.id) for row in code_queries.codes(study.connection, scope.codebook.id)]
    with count_queries.standing(
        study.connection,
        question_id=scope.question_id,
        codebook_id=scope.codebook.id,
        lineage=lineage,
        consensus_id=study.coder_id(CONSENSUS),
    ):
        labels, states = queries.result_labels(study.connection, scope.codebook.id)
    if document_id is not None:
        labels = [row for row in labels if row.document_id == document_id]
        states = [row for row in states if row.document_id == document_id]
    return Decisions(tuple(labels), tuple(states))


def outcomes(study: Study, scope: Scope, last: int | None = None) -> list[OutcomeRow]:
    """Return which place the codes that the coder chose had among the suggestions, the oldest first."""
    if scope.coder_id is None:
        return []
    return queries.outcomes(study.connection, scope.coder_id, scope.question_id, scope.codebook.id, last)


# -- vectors ----------------------------------------------------------------------------------


def text_hash(text: str) -> str:
    """Return what a text's vector is kept under."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def kept_vectors(study: Study, model: str, hashes: Collection[str]) -> dict[str, bytes]:
    """Return the vectors kept for texts of one model (by its fingerprint)."""
    return queries.vectors(study.connection, model, sorted(hashes))


def keep_vectors(study: Study, model: str, fresh: Mapping[str, bytes]) -> None:
    """Keep vectors at once; nothing is kept where the study is open for reading only.

    They can be worked out again, so they leave no history. Raises StudyFileError where the disk does not take them.
    """
    if not study.read_only and fresh:
        try:
            with transaction(study.connection):
                queries.keep_vectors(study.connection, model, fresh)
        except sqlite3.Error as error:
            raise explained(error, study.path) from error


def drop_other_vectors(study: Study, model: str | None) -> int:
    """Forget the vectors of every other model (``None``: of all) and return how many there were."""
    with transaction(study.connection):
        return queries.drop_other_vectors(study.connection, model)


def models_of_vectors(study: Study) -> dict[str, int]:
    """Return how many vectors the study keeps, by the fingerprint of their model."""
    return queries.models_of_vectors(study.connection)


# -- settings ---------------------------------------------------------------------------------


def chosen_model(study: Study) -> str | None:
    """Return the model chosen for the study, ``None`` for characters alone."""
    return study_queries.setting(study.connection, MODEL_SETTING) or None


def choose_model(study: Study, name: str | None) -> None:
    """Choose a model for the study, for all who use it. A habit, not content: leaves no history."""
    with transaction(study.connection):
        study_queries.set_setting(study.connection, MODEL_SETTING, name or "")


def mode(study: Study) -> str:
    """Return when the screens show suggestions: one of `MODES`."""
    found = study_queries.setting(study.connection, MODE_SETTING)
    return found if found in MODES else MODES[0]


def choose_mode(study: Study, mode: str) -> None:
    """Choose when the screens show suggestions. Raises RefusedError for a way there is not."""
    if mode not in MODES:
        raise RefusedError(
            f"there is no such way to show suggestions: {mode}", fix=f"choose one of: {', '.join(MODES)}"
        )
    with transaction(study.connection):
        study_queries.set_setting(study.connection, MODE_SETTING, mode)
