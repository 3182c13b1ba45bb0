"""Answers as documents: what one case wrote at one open question."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.storage import import_rows, segments
from themecode.storage.journal import Entry
from themecode.text.sentences import split_many
from themecode.usecases.study import Study

FIELD_BREAK = "\n\n"
"""Stands between the texts of several fields of one question."""


@dataclass(frozen=True)
class Answer:
    """The text of an answer and where each field of its question begins and ends in it."""

    text: str
    fields: tuple[Span | None, ...]
    """One per column; ``None`` where the field was left empty."""

    @classmethod
    def of(cls, cells: Sequence[str]) -> Answer | None:
        """Join the cells that hold something, or return ``None`` where none does.

        A single field keeps its text exactly; nothing is stripped.
        """
        filled = [cell for cell in cells if cell.strip()]
        if not filled:
            return None
        spans: list[Span | None] = []
        position = 0
        for cell in cells:
            if not cell.strip():
                spans.append(None)
                continue
            if position:
                position += len(FIELD_BREAK)
            spans.append(Span(position, position + len(cell)))
            position += len(cell)
        return cls(FIELD_BREAK.join(filled), tuple(spans))


Placed = tuple[int, int, Answer]
"""(case id, question id, answer)."""


def write_answers(study: Study, entry: Entry, fresh: Sequence[Placed], *, replacing: Sequence[Placed] = ()) -> None:
    """Write new answers, and new texts for answers that are there, as part of an open entry.

    An answer that gets a new text is a new document that says which it replaces; the old one, with its
    codings and completions, stays as a tombstone, so the answer is unread and the codings can be offered.
    """
    replaced = [import_rows.set_answer_aside(entry, case_id, question_id) for case_id, question_id, _ in replacing]
    placed = [
        *((*place, None) for place in fresh),
        *((*place, old) for place, old in zip(replacing, replaced, strict=True)),
    ]
    columns = (
        "kind",
        "text",
        "case_id",
        "question_id",
        "fields",
        "language",
        "sha256",
        "replaces",
        "created",
    )
    language = study.language
    ids = entry.insert_many(
        "documents",
        columns,
        (
            (
                "answer",
                answer.text,
                case_id,
                question_id,
                _fields(answer),
                language,
                hashlib.sha256(answer.text.encode()).hexdigest(),
                old,
                entry.moment,
            )
            for case_id, question_id, answer, old in placed
        ),
    )
    spans = split_many((answer.text for _, _, answer, _ in placed), language)
    segments.write_sentences(entry.connection, zip(ids, spans, strict=True))
    segments.index_documents(entry.connection, ids)


def _fields(answer: Answer) -> str | None:
    """Return the fields as JSON, or ``None`` for the common case of one field."""
    if len(answer.fields) < 2:
        return None
    return json.dumps([None if span is None else [span.start, span.end] for span in answer.fields])


def whole(documents: Iterable[tuple[int, int]]) -> dict[int, Span]:
    """Return the span of the whole answer by document id, from (id, length) pairs."""
    return {document_id: Span(0, length) for document_id, length in documents}
