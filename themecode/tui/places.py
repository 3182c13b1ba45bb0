"""Where a coder was, so that coming back lands there. Kept as habits: of one coder, in the study, without history.

A place is kept when its screen is left or the app ends, never at each key. In a round it is another place than
outside it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from themecode.core.documents import Span
from themecode.usecases import looking
from themecode.usecases.looking import QuestionRow
from themecode.usecases.study import Study

if TYPE_CHECKING:
    from themecode.tui.app import ThemecodeApp

HOME, CODEBOOK = "place.home", "place.codebook"


def of_text(study: Study, document_id: int) -> str:
    """Name the place in a transcript."""
    return _in_round(study, f"place.d{document_id}")


def of_question(study: Study, question: QuestionRow) -> str:
    """Name the place among the answers to a question."""
    return _in_round(study, f"place.q{question.id}")


def span_at(study: Study, document_id: int) -> Span | None:
    """Return what was selected last in a transcript, ``None`` where the coder has not been there."""
    kept = looking.habit(study, of_text(study, document_id))
    start, _, end = (kept or "").partition("-")
    return Span(int(start), int(end)) if start.isdigit() and end.isdigit() else None


def answer_at(study: Study, question: QuestionRow) -> int | None:
    """Return the document id of the answer that was left last, ``None`` where the coder has not been there."""
    kept = looking.habit(study, of_question(study, question))
    return int(kept) if kept and kept.isdigit() else None


def columns_at(study: Study, question: QuestionRow) -> list[str] | None:
    """Return the names of the variables shown as columns of the table of answers, ``None`` where none was chosen."""
    kept = looking.habit(study, f"columns.q{question.id}")
    return [str(name) for name in json.loads(kept)] if kept else None


def keep_columns(host: ThemecodeApp, question: QuestionRow, names: list[str]) -> None:
    """Keep which variables are shown as columns of the table of answers."""
    keep(host, f"columns.q{question.id}", json.dumps(names, ensure_ascii=False))


def keep(host: ThemecodeApp, name: str, value: str | None) -> None:
    """Have a place written down by the writer thread, where it is another than the one that is kept."""
    if value is not None and not host.study.read_only and looking.habit(host.study, name) != value:
        host.write(lambda study: looking.keep_habit(study, name, value))


def _in_round(study: Study, name: str) -> str:
    return f"{name}.{study.round}" if study.round else name
