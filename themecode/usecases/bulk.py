"""Doing one thing to many answers as one entry of the history, so that one undo takes it back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from themecode.core.documents import Span
from themecode.core.errors import RefusedError
from themecode.core.sameness import normal_form, same_place
from themecode.core.states import Completion
from themecode.storage.journal import Entry
from themecode.storage.queries import bulk as queries
from themecode.storage.queries.codes import CodeRow
from themecode.storage.queries.documents import Document
from themecode.storage.queries.own_work import Reader
from themecode.usecases.coding import usable_code
from themecode.usecases.completing import codebooks_read_with, require_live, unread, write_completions
from themecode.usecases.study import Study
from themecode.usecases.working_round import bring_along
from themecode.usecases.working_round import reader as own_reader

ORIGIN = "bulk"
"""What `codings.origin` says of a coding made here."""


@dataclass(frozen=True)
class Bulk:
    """What became of the answers that something was done to."""

    done: int
    """Answers that are otherwise now."""
    left: int = 0
    """Answers left as they were: they had the code already, or have codes and cannot be without content."""


def code_many(study: Study, document_ids: Iterable[int], code: str) -> Bulk:
    """Put a code on the whole of many answers; those that have it, on any part of them, are left as they are.

    Raises NotFoundError for an unknown code, RefusedError for one that cannot be used or a closed round.
    """
    with study.act("code many") as entry:
        row = usable_code(study, code)
        done = put_on_many(study, entry, document_ids, row)
        entry.describe(study.say("code many", n=done.done, code=row.key))
    return done


def put_on_many(study: Study, entry: Entry, document_ids: Iterable[int], row: CodeRow) -> Bulk:
    """Put a code on the whole of many answers as part of an open entry, as `code_many` does."""
    reader, live = _begin(study, entry, document_ids)
    there = queries.coded_with(study.connection, live, reader, row.id)
    fresh = [(id, Span(0, each.length), row.id, None) for id, each in live.items() if id not in there]
    _write_codings(entry, reader, fresh)
    return Bulk(len(fresh), len(there))


def remove_many(study: Study, document_ids: Iterable[int], code: str) -> Bulk:
    """Take one's own codings with a code away from many answers, with the memos on them.

    Raises NotFoundError for an unknown code, RefusedError for a closed round.
    """
    with study.act("remove many") as entry:
        row = study.find_code(code)
        reader, live = _begin(study, entry, document_ids)
        found = queries.coded_with(study.connection, live, reader, row.id)
        ids = json.dumps([id for codings in found.values() for id in codings])
        if found:
            entry.delete_where("memos", "coding_id IN (SELECT value FROM json_each(?))", (ids,))
            entry.delete_where("codings", "id IN (SELECT value FROM json_each(?))", (ids,))
        entry.describe(study.say("remove many", n=len(found), code=row.key))
    return Bulk(len(found))


def complete_many(study: Study, document_ids: Iterable[int], state: Completion) -> Bulk:
    """Leave many answers in a state. As with one answer, *completed* without any code becomes *no code fits*.

    Answers that have codes are left as they are where the state says that none fits. Raises RefusedError
    where the study has no codebook, or the round is closed.
    """
    with study.act("complete many") as entry:
        reader, live = _begin(study, entry, document_ids)
        before = entry.touched
        done, left = _complete(study, entry, reader, live, state)
        if entry.touched == before:
            done = 0
        entry.describe(study.say("complete many", n=done, state=state.value))
    return Bulk(done, left)


def reopen_many(study: Study, document_ids: Iterable[int]) -> Bulk:
    """Make many answers unread again for the coder who acts; their codings stay."""
    with study.act("reopen many") as entry:
        reader, live = _begin(study, entry, document_ids)
        declared = queries.declared(study.connection, live, reader)
        if declared:
            assert reader.coder_id is not None
            unread(study, entry, list(declared), reader.coder_id, reader.working)
        entry.describe(study.say("reopen many", n=len(declared)))
    return Bulk(len(declared))


def complete_or_reopen(study: Study, document_ids: Sequence[int]) -> tuple[Bulk, bool]:
    """Say that answers are done; where all of them are read already, open them again (then the second is true)."""
    reader = own_reader(study)
    declared = queries.declared(study.connection, document_ids, reader)
    read = sum(state != Completion.SKIPPED for state in declared.values())
    if read == len(document_ids):
        return reopen_many(study, document_ids), True
    return complete_many(study, document_ids, Completion.COMPLETED), False


def states_of(study: Study, document_ids: Iterable[int]) -> dict[int, str | None]:
    """Return the state that the coder left each of these answers in, ``None`` where it is unread."""
    ids = list(document_ids)
    declared = queries.declared(study.connection, ids, own_reader(study))
    return {id: declared.get(id) for id in ids}


def like_unread(study: Study, document: Document, candidates: Iterable[int]) -> list[int]:
    """Return those of some answers that say the same as one and are untouched: unread and without own codes."""
    reader = own_reader(study)
    others = [id for id in candidates if id != document.id]
    declared = queries.declared(study.connection, others, reader)
    begun = queries.codebooks_on(study.connection, others, reader)
    return [id for id in others if declared.get(id) in (None, Completion.SKIPPED) and id not in begun]


def give_same(study: Study, document: Document, candidates: Iterable[int]) -> Bulk:
    """Give answers that say the same as one the codes that the coder put on it, and its state.

    The answer itself becomes *completed* where it has codes and was not left yet. Passages are found again
    word by word. Answers that were touched meanwhile, or say something else, are left as they are. Each case
    keeps its own codings, so counts stay per case.

    Raises RefusedError where the answer has neither code nor state, or the round is closed.
    """
    with study.act("give same") as entry:
        require_live(study, document)
        seen = own_reader(study)
        own = queries.own_codes(study.connection, document.id, seen)
        state = queries.declared(study.connection, [document.id], seen).get(document.id)
        if not own and state in (None, Completion.SKIPPED):
            raise RefusedError("this answer is not coded yet", document.title, "code it first, then those like it")
        texts = queries.texts(study.connection, like_unread(study, document, candidates))
        said = normal_form(document.text)
        alike = {id: text for id, text in texts.items() if normal_form(text) == said}
        own_too = [document.id] if state in (None, Completion.SKIPPED) else []
        reader, there = _begin(study, entry, [*own_too, *alike])
        rows = [
            (id, place, each.code_id, each.condensation)
            for id, text in alike.items()
            if id in there
            for each in own
            if (place := same_place(each.span, document.text, text))
        ]
        _write_codings(entry, reader, rows)
        if own:  # an answer in which no passage was found again is left unread
            placed = {document.id, *(row[0] for row in rows)}
            there = {id: each for id, each in there.items() if id in placed}
        chosen = Completion(state) if state not in (None, Completion.SKIPPED) else Completion.COMPLETED
        _complete(study, entry, reader, there, chosen)
        given = len(there.keys() - {document.id})
        entry.describe(study.say("give same", n=given, document=document.title))
    return Bulk(given, len(alike) - given)


def _begin(study: Study, entry: Entry, ids: Iterable[int]) -> tuple[Reader, dict[int, queries.Live]]:
    """Return who writes, in the round that is open for it, and those of the documents that they may write on.

    What the coder sees of them from another round comes along into this one first.
    """
    target = study.find_round(to_write=True)
    coder_id = study.ensure_coder(entry)
    seen = replace(own_reader(study), coder_id=coder_id)
    live = queries.live(study.connection, ids)
    if target.kind != "production" and seen.queue is not None:
        mine = set(queries.assigned(study.connection, live, seen))
        live = {id: each for id, each in live.items() if id in mine}
    for id in queries.shown_from_elsewhere(study.connection, live, seen):
        bring_along(study, entry, id, coder_id, target.id)
    return Reader(coder_id, target.id), live


def _write_codings(entry: Entry, reader: Reader, codings: Iterable[tuple[int, Span, int, str | None]]) -> None:
    """Write (document, span, code, condensation) as codings of the one who writes."""
    columns = (
        *("document_id", "start", "end", "code_id", "condensation"),
        *("coder_id", "round_id", "origin", "created"),
    )
    rows = dict.fromkeys((id, span.start, span.end, code, condensation) for id, span, code, condensation in codings)
    shared = (reader.coder_id, reader.working, ORIGIN, entry.moment)
    if rows:
        entry.insert_many("codings", columns, ((*row, *shared) for row in rows))


def _complete(
    study: Study, entry: Entry, reader: Reader, live: dict[int, queries.Live], state: Completion
) -> tuple[int, int]:
    """Write a state for documents as part of an open entry; return how many got it, and how many were left."""
    used = queries.codebooks_on(study.connection, live, reader)
    books: dict[tuple[int | None, tuple[int, ...]], list[int]] = {}
    places: dict[Completion, list[tuple[int, int]]] = {}
    left = 0
    for id, each in live.items():
        own = used.get(id, ())
        if own and state in (Completion.NO_CODE_FITS, Completion.CONTENTLESS):
            left += 1
            continue
        kind = (each.question_id, own)
        if kind not in books:
            books[kind] = codebooks_read_with(study, each.question_id, own)
        if not books[kind]:
            raise RefusedError("the study has no codebook yet", fix="make a code or load a codebook first")
        reached = Completion.NO_CODE_FITS if state is Completion.COMPLETED and not own else state
        places.setdefault(reached, []).extend((id, book) for book in books[kind])
    assert reader.coder_id is not None
    for reached, wanted in places.items():
        write_completions(entry, wanted, reader.coder_id, reader.working, reached)
    return len(live) - left, left
