"""Marking passages that are worth quoting. Each coder marks their own."""

from __future__ import annotations

from themecode.core.documents import Span
from themecode.storage.queries import quotes as queries
from themecode.storage.queries.documents import Document
from themecode.storage.queries.quotes import Quote
from themecode.usecases.coding import check_span
from themecode.usecases.completing import require_live
from themecode.usecases.study import Study

__all__ = ["Quote", "own_quotes", "toggle_quote"]


def own_quotes(study: Study, document: Document) -> list[Quote]:
    """Return the passages of a document that the coder marked as quotes, in text order."""
    coder_id = study.coder_id()
    return [] if coder_id is None else queries.quotes_of(study.connection, document.id, [coder_id])


def toggle_quote(study: Study, document: Document, start: int, end: int, *, code: str | None = None) -> bool:
    """Mark a passage as a quote that speaks for a code, or take the mark away; return whether it is one now.

    Raises InputError for a span outside the document or without text, NotFoundError for an unknown code.
    """
    check_span(document, start, end)
    with study.act("quote") as entry:
        require_live(study, document)
        coder_id = study.ensure_coder(entry)
        there = [each.id for each in own_quotes(study, document) if each.span == Span(start, end)]
        for quote_id in there:
            entry.delete_where("quotes", "id = ?", (quote_id,))
        if not there:
            values = {"document_id": document.id, "start": start, "end": end, "coder_id": coder_id}
            code_id = None if code is None else study.find_code(code).id
            entry.insert("quotes", {**values, "code_id": code_id, "created": entry.moment, "changed": entry.moment})
        entry.describe(study.say("unquote" if there else "quote", document=document.title))
        return not there
