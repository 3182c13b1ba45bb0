"""Taking over codings that were set aside when an answer got a new text (`import survey --update`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.core.errors import RefusedError
from themecode.core.reanchor import replaced
from themecode.storage.queries import bulk
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import set_aside as queries
from themecode.storage.queries.documents import Document
from themecode.storage.queries.own_work import Reader
from themecode.storage.queries.set_aside import SetAside
from themecode.usecases.coding import insert_coding
from themecode.usecases.completing import require_live
from themecode.usecases.study import Study
from themecode.usecases.working_round import reader as own_reader
from themecode.usecases.working_round import require_assigned


@dataclass(frozen=True)
class Offered:
    """A coding of the text before, and where it would stand now."""

    code: str
    """The code's key."""
    was: str
    """The passage as it was."""
    place: Span | None
    """``None`` where nothing of the passage is left, or its code is not in use any more."""
    aside: SetAside


def offered(study: Study, document: Document) -> list[Offered]:
    """Return the coder's codings of the text that an answer had before, without those it has again.

    Codings of the whole answer are offered for the whole of the new one; passages are looked for in it.
    Where a text was changed more than once, it is the latest one that the coder had coded.
    """
    reader = own_reader(study)
    old_id, aside = _last_coded(study, document, reader)
    if old_id is None:
        return []
    old = document_queries.text_of(study.connection, old_id)
    own = {(each.span, each.code_id) for each in bulk.own_codes(study.connection, document.id, reader)}
    places = _places(aside, old, document.text)
    found: dict[tuple[Span | None, int], Offered] = {}
    for each, place in zip(aside, places, strict=True):
        usable = place if each.usable else None
        if (place, each.code_id) not in own:
            found.setdefault((usable, each.code_id), Offered(each.key, each.span.of(old), usable, each))
    return list(found.values())


def take_over(study: Study, document: Document) -> int:
    """Put what is `offered` on an answer, with copies of the memos on it, and return how many codings that were.

    What has no place is left where it is. Raises RefusedError where nothing can be taken over, the text was
    replaced meanwhile, or the round is closed.
    """
    with study.act("take over") as entry:
        require_live(study, document)
        coder_id = study.ensure_coder(entry)
        target = study.find_round(to_write=True)
        require_assigned(study, document, coder_id, target)
        taken = 0
        for each in offered(study, document):
            if each.place is None:
                continue
            aside = each.aside
            made = insert_coding(entry, document.id, each.place, aside.code_id, coder_id, target.id, aside.origin)
            if aside.condensation is not None:
                entry.update("codings", made, {"condensation": aside.condensation})
            for kind, text in queries.memos_on(study.connection, aside.coding_id, coder_id):
                values: dict[str, str | int | None] = {
                    "coder_id": coder_id,
                    "target": kind,
                    "coding_id": made,
                    "text": text,
                }
                entry.insert("memos", {**values, "created": entry.moment, "changed": entry.moment})
            taken += 1
        if not taken:
            raise RefusedError(
                "no codings of an earlier text can be taken over", document.title, "code the answer anew"
            )
        entry.describe(study.say("take over", n=taken, document=document.title))
    return taken


def _last_coded(study: Study, document: Document, reader: Reader) -> tuple[int | None, list[SetAside]]:
    """Return the latest of the texts an answer had before that holds codings of the coder, and those."""
    old_id = queries.replaced_by(study.connection, document.id)
    while old_id is not None:
        if aside := queries.set_aside(study.connection, old_id, reader):
            return old_id, aside
        old_id = queries.replaced_by(study.connection, old_id)
    return None, []


def _places(aside: Sequence[SetAside], old: str, new: str) -> list[Span | None]:
    whole = [not old[: each.span.start].strip() and not old[each.span.end :].strip() for each in aside]
    found = replaced([each.span for each in aside], old, new) if not all(whole) else [None] * len(aside)
    everything = Span(0, len(new))
    return [everything if entire else place for entire, place in zip(whole, found, strict=True)]
