"""Saying that a document is done: completed, no code fits, contentless, refers elsewhere, skipped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from themecode.core.errors import RefusedError
from themecode.core.states import Completion
from themecode.storage.journal import Entry, Value
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import codings as coding_queries
from themecode.storage.queries import completions as completion_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries.documents import Document
from themecode.usecases.study import Study
from themecode.usecases.working_round import round_to_write, seen_rounds


def complete(study: Study, document: Document, state: Completion = Completion.COMPLETED) -> None:
    """Leave a document in a state, for the coder who acts, in every codebook it is read with.

    *Completed* without any code becomes *no code fits*. What the coder completed of it in a reliability
    round comes along into production. Raises RefusedError where codes stand on a document of which it is said
    that none fits, where the round is closed, or the document is another's in it.
    """
    with study.act("complete") as entry:
        coder_id = study.ensure_coder(entry)
        round_id = round_to_write(study, entry, document, coder_id)
        used = coding_queries.codebooks_on(study.connection, document.id, coder_id, round_id)
        if used and state in (Completion.NO_CODE_FITS, Completion.CONTENTLESS):
            raise RefusedError("there are codes on this document", document.title, "remove them first (x)")
        if not used and state is Completion.COMPLETED:
            state = Completion.NO_CODE_FITS
        require_live(study, document)
        books = codebooks_read_with(study, document.question_id, used)
        if not books:
            raise RefusedError("the study has no codebook yet", document.title, "make a code or load a codebook first")
        write_completions(entry, [(document.id, book) for book in books], coder_id, round_id, state)
        entry.describe(study.say("complete", document=document.title, state=state.value))


def require_live(study: Study, document: Document) -> None:
    """Raise RefusedError where a text has been replaced or taken away since it was read from the study."""
    if not document_queries.is_live(study.connection, document.id):
        raise RefusedError("this text was replaced or taken away meanwhile", document.title, "open it again")


def reopen(study: Study, document: Document) -> None:
    """Make a document unread again for the coder who acts; their codings stay."""
    with study.act("reopen") as entry:
        coder_id = study.ensure_coder(entry)
        round_id = round_to_write(study, entry, document, coder_id)
        if unread(study, entry, [document.id], coder_id, round_id):
            entry.describe(study.say("reopen", document=document.title))


def unread(study: Study, entry: Entry, document_ids: Sequence[int], coder_id: int, round_id: int) -> int:
    """Take back that a coder completed documents in a round, as part of an open entry; return rows changed.

    A document without codes that they completed in another round, too, is skipped here instead: with nothing left
    in this round, it would stand as read by what was said in that one.
    """
    place = "document_id IN (SELECT value FROM json_each(?)) AND coder_id = ? AND round_id = ?"
    elsewhere = completion_queries.completed_elsewhere(
        study.connection, document_ids, coder_id, seen_rounds(study), round_id
    )
    here = [id for id in document_ids if id not in elsewhere]
    changed = entry.delete_where("completions", place, (json.dumps(here), coder_id, round_id)) if here else 0
    if elsewhere:
        values: dict[str, Value] = {"state": Completion.SKIPPED.value}
        parameters = (json.dumps(sorted(elsewhere)), coder_id, round_id)
        changed += entry.update_where("completions", f"{place} AND deleted = 0", parameters, values)
    return changed


def codebooks_read_with(study: Study, question_id: int | None, used: Sequence[int]) -> list[int]:
    """Return the codebooks that reading a document completes.

    These are the ones named for its question and those its codings use; where there is neither, those
    that other codings of the question (or of the transcripts) use, else every codebook of the study.
    """
    named = [] if question_id is None else code_queries.codebooks_of_question(study.connection, question_id)
    books = list(dict.fromkeys([*named, *used]))
    if books:
        return books
    return code_queries.codebooks_used(study.connection, question_id) or [
        row.id for row in code_queries.codebooks(study.connection)
    ]


def write_completions(
    entry: Entry, places: Iterable[tuple[int, int]], coder_id: int, round_id: int, state: Completion
) -> int:
    """Write one state for many (document, codebook) as part of an open entry; return how many are new.

    What is there in that state already, completed with the codebook as it is now, is left as it is; an
    earlier version is brought up.
    """
    connection = entry.connection
    versions = code_queries.codebook_versions(connection)
    fresh = []
    again: dict[int, list[int]] = {}
    places = list(places)
    there = completion_queries.completions_at(connection, places, coder_id, round_id)
    for document_id, codebook_id in places:
        present = there.get((document_id, codebook_id))
        version = versions[codebook_id]
        if present is None:
            fresh.append((document_id, codebook_id, version, coder_id, round_id, state.value, entry.moment))
        elif (present.state, present.version, present.deleted) != (state, version, False):
            again.setdefault(version, []).append(present.id)
    for version, ids in again.items():
        values = {"state": state.value, "codebook_version": version, "created": entry.moment, "deleted": 0}
        entry.update_where("completions", "id IN (SELECT value FROM json_each(?))", (json.dumps(ids),), values)
    columns = (
        "document_id",
        "codebook_id",
        "codebook_version",
        "coder_id",
        "round_id",
        "state",
        "created",
    )
    entry.insert_many("completions", columns, fresh)
    return len(fresh)
