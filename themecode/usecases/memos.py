"""Memos: what one thinks while reading, kept with what it is about. Each coder reads and writes their own."""

from __future__ import annotations

from dataclasses import asdict

from themecode.core.errors import RefusedError
from themecode.storage.queries import cases as case_queries
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import memos as queries
from themecode.storage.queries.codings import Coding, coding_by_id
from themecode.storage.queries.documents import Document, document_by_id
from themecode.storage.queries.memos import Memo, MemoPlace
from themecode.usecases.coding import check_span
from themecode.usecases.completing import require_live
from themecode.usecases.study import Study

__all__ = ["Memo", "MemoPlace"]

ON_STUDY = MemoPlace()
"""The place of a memo on the study."""


def on_document(document: Document) -> MemoPlace:
    """Return the place of a memo on a whole text."""
    return MemoPlace("document", document_id=document.id)


def on_span(document: Document, start: int, end: int) -> MemoPlace:
    """Return the place of a memo on a passage, coded or not."""
    return MemoPlace("span", document_id=document.id, start=start, end=end)


def on_coding(coding_id: int) -> MemoPlace:
    """Return the place of a memo on a coding."""
    return MemoPlace("coding", coding_id=coding_id)


def on_code(code_id: int) -> MemoPlace:
    """Return the place of a memo on a code."""
    return MemoPlace("code", code_id=code_id)


def on_case(case_id: int) -> MemoPlace:
    """Return the place of a memo on a case."""
    return MemoPlace("case", case_id=case_id)


def memo_at(study: Study, place: MemoPlace) -> Memo | None:
    """Return the coder's own memo on something, ``None`` where there is none.

    Two of theirs on one thing, as merging can leave them, are read as one text and become one when written.
    """
    coder_id = study.coder_id()
    found = queries.memos_at(study.connection, place, [coder_id]) if coder_id is not None else []
    if not found:
        return None
    first = found[0]
    text = "\n\n".join(each.text for each in found)
    return Memo(first.id, place, first.coder, text, first.created, max(each.changed for each in found))


def memos_of(study: Study, document: Document) -> list[Memo]:
    """Return the coder's own memos on a document, its passages and its codings."""
    coder_id = study.coder_id()
    return [] if coder_id is None else queries.memos_of(study.connection, document.id, [coder_id])


def write_memo(study: Study, place: MemoPlace, text: str) -> None:
    """Write the coder's memo on something, in place of the one they had; without any words it goes.

    Raises RefusedError where what it is on is gone, or is someone else's coding; InputError for a passage
    outside its document.
    """
    wanted = text.strip()
    with study.act("memo") as entry:
        where = _where(study, place)
        coder_id = study.ensure_coder(entry)
        there = queries.memos_at(study.connection, place, [coder_id])
        if [each.text for each in there] == ([wanted] if wanted else []):
            return
        for spare in there if not wanted else there[1:]:
            entry.delete_where("memos", "id = ?", (spare.id,))
        if wanted and there:
            entry.update("memos", there[0].id, {"text": wanted, "changed": entry.moment})
        elif wanted:
            values = {**asdict(place), "coder_id": coder_id, "text": wanted}
            entry.insert("memos", {**values, "created": entry.moment, "changed": entry.moment})
        entry.describe(study.say("memo" if wanted else "remove memo", target=where))


def _where(study: Study, place: MemoPlace) -> str:
    """Return what a memo is on, in words that quote nothing."""
    document_id = place.document_id
    if place.coding_id is not None:
        coding = coding_by_id(study.connection, place.coding_id)
        if coding is None:
            raise RefusedError("this coding is gone already", fix="put the memo on the passage")
        return f"{coding.code}, {_title(study, _of_own(study, coding).document_id)}"
    if place.code_id is not None:
        rows = code_queries.codes(study.connection)
        key = next((row.key for row in rows if row.id == place.code_id), None)
        if key is None:
            raise RefusedError("this code is gone already", fix="put the memo on another")
        return key
    if document_id is not None:
        if place.start is not None and place.end is not None:
            document = _document(study, document_id)
            check_span(document, place.start, place.end)
        return _title(study, document_id)
    if place.case_id is not None:
        key = next((row[1] for row in case_queries.case_rows(study.connection) if row[0] == place.case_id), None)
        if key is None:
            raise RefusedError("this case is gone already", fix="put the memo on another")
        return key
    return study.title


def _of_own(study: Study, coding: Coding) -> Coding:
    if coding.coder != study.coder:
        raise RefusedError(f"this coding is {coding.coder}'s", fix="put the memo on the passage")
    return coding


def _document(study: Study, document_id: int) -> Document:
    document = document_by_id(study.connection, document_id)
    if document is None:
        raise RefusedError("this text is gone already", fix="open another")
    require_live(study, document)
    return document


def _title(study: Study, document_id: int) -> str:
    return _document(study, document_id).title
