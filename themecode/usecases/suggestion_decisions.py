"""What a coder does with a suggestion: accepting it, rejecting it, choosing another. Each is on disk at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.core.errors import RefusedError
from themecode.storage.journal import Entry
from themecode.storage.queries import suggesting as queries
from themecode.storage.queries.codings import Coding, coding_at
from themecode.storage.queries.documents import Document
from themecode.usecases.coding import check_span, insert_coding, usable_code
from themecode.usecases.completing import require_live
from themecode.usecases.study import Study
from themecode.usecases.working_round import round_to_write

SUGGESTED = "suggestion"
"""The origin of a coding that began as a suggestion."""
BULK = "bulk"
"""The origin of a coding made together with others like it."""


@dataclass(frozen=True)
class Choice:
    """Which place a chosen code had at the moment it was chosen, from 1."""

    rank: int
    """Among the suggestions, codes that stood there already left out."""
    baseline_rank: int
    """By how often the coder has used the codes so far."""
    shown: bool
    """Whether the suggestions were on the screen."""


def accept(
    study: Study, document: Document, start: int, end: int, code: str, choice: Choice, *, round: str | None = None
) -> Coding:
    """Put a suggested code on a span; that it began as a suggestion stays with it.

    Raises what `usecases.coding.code` raises.
    """
    return _choose(study, document, Span(start, end), code, choice, SUGGESTED, round)


def choose(
    study: Study, document: Document, start: int, end: int, code: str, choice: Choice, *, round: str | None = None
) -> Coding:
    """Put a code on a span that the coder found themselves, keeping which place it had among the suggestions."""
    return _choose(study, document, Span(start, end), code, choice, "hand", round)


def _choose(
    study: Study, document: Document, span: Span, code: str, choice: Choice, origin: str, round: str | None
) -> Coding:
    check_span(document, span.start, span.end)
    with study.act("code") as entry:
        require_live(study, document)
        row = usable_code(study, code)
        coder_id = study.ensure_coder(entry)
        place = (document.id, span, row.id, coder_id, round_to_write(study, entry, document, coder_id, round))
        entry.describe(study.say("code", document=document.title, code=row.key))
        there = coding_at(study.connection, *place)
        if there is not None:
            return there
        insert_coding(entry, *place, origin)
        keep_choice(study, entry, document.id, span, row.id, coder_id, choice)
        made = coding_at(study.connection, *place)
        assert made is not None
        return made


def keep_choice(
    study: Study, entry: Entry, document_id: int, span: Span, code_id: int, coder_id: int, choice: Choice
) -> None:
    """Keep which place a chosen code had, as part of an open entry. Nobody undoes having been asked."""
    place = (document_id, span.start, span.end, code_id, coder_id)
    queries.keep_outcome(study.connection, place, (choice.rank, choice.baseline_rank), choice.shown, entry.moment)


def reject(study: Study, document: Document, start: int, end: int, code: str, *, round: str | None = None) -> None:
    """Say that a suggested code does not fit a span: it is not suggested there again, and is learnt.

    Raises InputError for an impossible span, NotFoundError for an unknown code, RefusedError where the code stands
    there or the round is closed.
    """
    check_span(document, start, end)
    with study.act("reject suggestion") as entry:
        require_live(study, document)
        row = usable_code(study, code)
        coder_id = study.ensure_coder(entry)
        round_id = study.round_id(round, to_write=True)
        if coding_at(study.connection, document.id, Span(start, end), row.id, coder_id, round_id):
            raise RefusedError(f"{row.key} stands on this text", document.title, "remove it first (x)")
        if queries.rejection_at(study.connection, document.id, start, end, row.id, coder_id, round_id) is None:
            values = {"document_id": document.id, "start": start, "end": end, "code_id": row.id}
            entry.insert("rejections", {**values, "coder_id": coder_id, "round_id": round_id, "created": entry.moment})
            entry.describe(study.say("reject suggestion", document=document.title, code=row.key))


def code_alike(
    study: Study, places: Sequence[tuple[Document, int, int]], code: str, *, round: str | None = None
) -> int:
    """Put one code on many spans that a person has looked through, as one step; return how many are new.

    Raises what `usecases.coding.code` raises, and then nothing is written.
    """
    for document, start, end in places:
        check_span(document, start, end)
    with study.act("code alike") as entry:
        row = usable_code(study, code)
        coder_id = study.ensure_coder(entry)
        made = 0
        for document, start, end in places:
            require_live(study, document)
            round_id = round_to_write(study, entry, document, coder_id, round)
            place = (document.id, Span(start, end), row.id, coder_id, round_id)
            if coding_at(study.connection, *place) is None:
                insert_coding(entry, *place, BULK)
                made += 1
        entry.describe(study.say("code alike", n=made, code=row.key))
        return made
