"""Which codebook's codes are suggested, where a text is coded with several.

It is the coder's own choice, kept as a habit: one for each question, one for each interview. For an interview where
none was made it is the codebook they have used most there, else the one they chose last for another interview.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from themecode.usecases import looking
from themecode.usecases.looking import QuestionRow
from themecode.usecases.study import Study

_LAST = "suggest.codebook"


def _name(question: QuestionRow | None, document_id: int) -> str:
    return f"{_LAST}.d{document_id}" if question is None else f"{_LAST}.q{question.id}"


def suggested_codebook(
    study: Study, question: QuestionRow | None, document_id: int, books: Mapping[int, str], used: Iterable[int]
) -> str | None:
    """Return the key of the codebook whose codes are suggested for a document, ``None`` where there is none.

    ``books`` has the keys of those with codes to suggest by id, the main one first; ``used`` the codebook of each of
    the coder's codings there.
    """
    chosen = looking.habit(study, _name(question, document_id))
    if chosen in books.values():
        return chosen
    if question is None:
        for id, _ in Counter(used).most_common():
            if id in books:
                return books[id]
        last = looking.habit(study, _LAST)
        if last in books.values():
            return last
    return next(iter(books.values()), None)


def keep_codebook(study: Study, question: QuestionRow | None, document_id: int, key: str) -> None:
    """Keep the choice of the coder. No content: leaves no history."""
    looking.keep_habit(study, _name(question, document_id), key)
    if question is None:
        looking.keep_habit(study, _LAST, key)
