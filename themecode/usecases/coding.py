"""Putting codes on text and taking them away."""

from __future__ import annotations

from themecode.core.documents import Span
from themecode.core.errors import InputError, RefusedError
from themecode.storage.journal import Entry
from themecode.storage.queries import codings as coding_queries
from themecode.storage.queries.codes import CodeRow
from themecode.storage.queries.codings import Coding, coding_at
from themecode.storage.queries.documents import Document, document_by_id
from themecode.usecases.codebook_changes import add_code
from themecode.usecases.completing import require_live
from themecode.usecases.study import Study
from themecode.usecases.working_round import bring_along, round_to_write


def code(
    study: Study,
    document: Document,
    start: int,
    end: int,
    code: str,
    *,
    round: str | None = None,
    origin: str = "hand",
) -> Coding:
    """Put a code on ``document.text[start:end]`` (code points) for the coder who acts.

    A coding that is there already is returned as it is. What the coder completed of the document in a
    reliability round comes along into production. Raises InputError for a span outside the
    document or without text, NotFoundError for an unknown code, RefusedError for a code that cannot
    be used, a closed round, or a round in which the document is another's.
    """
    check_span(document, start, end)
    with study.act("code") as entry:
        require_live(study, document)
        row = usable_code(study, code)
        coder_id = study.ensure_coder(entry)
        round_id = round_to_write(study, entry, document, coder_id, round)
        place = (document.id, Span(start, end), row.id, coder_id, round_id)
        there = coding_at(study.connection, *place)
        if there is not None:
            entry.describe(study.say("code", document=document.title, code=row.key))
            return there
        insert_coding(entry, *place, origin)
        entry.describe(study.say("code", document=document.title, code=row.key))
        made = coding_at(study.connection, *place)
        assert made is not None
        return made


def remove(study: Study, coding_id: int) -> None:
    """Take away a coding of the coder who acts, with the memos on it; they stay as tombstones.

    One that production shows from another round stays there; what else stands on its document comes along
    into production. Raises RefusedError where it is someone else's, is gone already, or its round is closed.
    """
    with study.act("remove") as entry:
        found = coding_queries.own_coding(study.connection, coding_id)
        if found is None:
            raise RefusedError("this coding is gone already", fix="nothing needs to be done")
        if found.coder != study.coder:
            raise RefusedError(f"this coding is {found.coder}'s", fix="each coder removes their own")
        working = study.find_round()
        copies = bring_along(study, entry, found.document_id, study.ensure_coder(entry), working.id)
        if coding_id not in copies and found.round_closed:
            raise RefusedError("the round of this coding is closed", fix="code in an open round")
        coding_id = copies.get(coding_id, coding_id)
        entry.delete_where("memos", "coding_id = ?", (coding_id,))
        entry.delete_where("codings", "id = ?", (coding_id,))
        document = document_by_id(study.connection, found.document_id)
        entry.describe(study.say("remove", code=found.code, document=document.title if document else "?"))


def insert_coding(
    entry: Entry,
    document_id: int,
    span: Span,
    code_id: int,
    coder_id: int,
    round_id: int,
    origin: str = "hand",
) -> int:
    """Write one coding as part of an open entry and return its id."""
    return entry.insert(
        "codings",
        {
            "document_id": document_id,
            "start": span.start,
            "end": span.end,
            "code_id": code_id,
            "coder_id": coder_id,
            "round_id": round_id,
            "origin": origin,
            "created": entry.moment,
        },
    )


def check_span(document: Document, start: int, end: int) -> None:
    """Raise InputError unless ``[start, end)`` lies inside the document and holds some text."""
    if not 0 <= start < end <= len(document.text):
        raise InputError(
            f"the span {start}-{end} is not inside the document (0-{len(document.text)})",
            document.title,
            "positions count characters from 0; the end is not included",
        )
    if not document.text[start:end].strip():
        raise InputError(f"the span {start}-{end} holds no text", document.title, "choose some text")


def usable_code(study: Study, key: str) -> CodeRow:
    """Return a code that may be put on text. Raises NotFoundError or RefusedError where it may not."""
    row = study.find_code(key)
    if row.retired:
        raise RefusedError("this code is retired", key, "choose another code")
    if not row.codable:
        raise RefusedError("this code only groups others and is not put on text", key, "choose one below it")
    return row


def new_code(
    study: Study, label: str, *, codebook: str | None = None, parent: str | None = None, kind: str = "code"
) -> CodeRow:
    """Make a code while coding; see `usecases.codebook_changes.add_code`."""
    return add_code(study, label, codebook=codebook, parent=parent, kind=kind)
