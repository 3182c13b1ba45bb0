"""What is done to passages that are coded: several codes at once, edges moved, the meaning condensed."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.core.documents import Span
from themecode.core.errors import NotFoundError, RefusedError
from themecode.storage.journal import Entry
from themecode.storage.queries import codings as coding_queries
from themecode.storage.queries.codings import Coding, coding_at, coding_by_id
from themecode.storage.queries.documents import Document, document_by_id
from themecode.usecases.coding import check_span, insert_coding, usable_code
from themecode.usecases.completing import require_live
from themecode.usecases.study import Study
from themecode.usecases.working_round import bring_along, round_to_write


def code_several(
    study: Study, document: Document, start: int, end: int, codes: Sequence[str], *, round: str | None = None
) -> list[Coding]:
    """Put several codes on one passage, as one step; codings that are there already stay as they are.

    Raises what `usecases.coding.code` raises, and then no code is put on.
    """
    check_span(document, start, end)
    with study.act("code several") as entry:
        require_live(study, document)
        rows = [usable_code(study, key) for key in dict.fromkeys(codes)]
        coder_id = study.ensure_coder(entry)
        round_id = round_to_write(study, entry, document, coder_id, round)
        found = []
        for row in rows:
            place = (document.id, Span(start, end), row.id, coder_id, round_id)
            if coding_at(study.connection, *place) is None:
                insert_coding(entry, *place)
            made = coding_at(study.connection, *place)
            assert made is not None
            found.append(made)
        entry.describe(study.say("code several", document=document.title, codes=", ".join(row.key for row in rows)))
    return found


def move_edges(study: Study, coding_id: int, start: int, end: int) -> Coding:
    """Give a coding of the coder who acts another passage of its document; all else of it stays.

    Raises InputError for a span outside the document or without text, RefusedError where the coding is
    someone else's, is gone, its round is closed, or the code stands on exactly that passage already.
    """
    with study.act("move edges") as entry:
        coding, document = _own(study, entry, coding_id)
        check_span(document, start, end)
        entry.describe(study.say("move edges", code=coding.code, document=document.title))
        if coding.span == Span(start, end):
            return coding
        coder_id = study.ensure_coder(entry)
        if coding_at(study.connection, document.id, Span(start, end), coding.code_id, coder_id, coding.round_id):
            raise RefusedError(
                "this code stands on exactly that passage already", coding.code, "remove one of the two (x)"
            )
        entry.update("codings", coding.id, {"start": start, "end": end})
        moved = coding_by_id(study.connection, coding.id)
        assert moved is not None
        return moved


def condense(study: Study, coding_id: int, text: str) -> None:
    """Say what a coded passage means in shorter words; without any, the condensation goes.

    Raises RefusedError where the coding is someone else's, is gone, or its round is closed.
    """
    with study.act("condense") as entry:
        coding, document = _own(study, entry, coding_id)
        wanted = text.strip() or None
        what = "condense" if wanted else "uncondense"
        entry.describe(study.say(what, code=coding.code, document=document.title))
        if wanted != coding.condensation:
            entry.update("codings", coding.id, {"condensation": wanted})


def _own(study: Study, entry: Entry, coding_id: int) -> tuple[Coding, Document]:
    """Return a coding that its coder may change, and its document.

    Of one that production shows from another round, that is the copy that comes along into production.
    """
    known = coding_queries.own_coding(study.connection, coding_id)
    if known is None:
        raise RefusedError("this coding is gone already", fix="choose another passage")
    if known.coder != study.coder:
        raise RefusedError(f"this coding is {known.coder}'s", fix="each coder changes their own")
    document = document_by_id(study.connection, known.document_id)
    if document is None:
        raise NotFoundError("the text of this coding is gone", fix="open the interview again")
    require_live(study, document)
    copies = bring_along(study, entry, document.id, study.ensure_coder(entry), study.find_round().id)
    if coding_id not in copies and known.round_closed:
        raise RefusedError("the round of this coding is closed", fix="code in an open round")
    coding = coding_by_id(study.connection, copies.get(coding_id, coding_id))
    assert coding is not None
    return coding, document
