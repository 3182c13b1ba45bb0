"""Codes that coders ask for while the codebook is locked, and what becomes of them."""

from __future__ import annotations

from themecode.core.documents import Span
from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.storage.journal import Entry, Value
from themecode.storage.queries import rounds as queries
from themecode.storage.queries.codes import CodeRow
from themecode.storage.queries.documents import Document
from themecode.storage.queries.rounds import ProposalRow
from themecode.usecases.codebook_edits import changing
from themecode.usecases.locking import locking_round, refuse_locked
from themecode.usecases.making_codes import label_wording, make_code
from themecode.usecases.study import Study

__all__ = ["ProposalRow"]

ACCEPTED, DECLINED = "accepted", "declined"


def propose(
    study: Study,
    label: str,
    *,
    codebook: str,
    definition: str = "",
    document: Document | None = None,
    span: Span | None = None,
) -> int:
    """Ask for a new code in a codebook that a round keeps locked; return the proposal's number.

    ``document`` and ``span`` say where it was missed. Raises InputError for an empty label, NotFoundError
    for an unknown codebook, RefusedError where the codebook is not locked: there one just makes the code.
    """
    label = " ".join(label.split())
    if not label:
        raise InputError("a code needs a name", fix="write one")
    book = study.codebook(codebook)
    with study.act("propose") as entry:
        row = locking_round(study, book.id)
        if row is None:
            raise RefusedError("this codebook is not locked", codebook, "make the code instead")
        made = entry.insert(
            "proposals",
            {
                "round_id": row.id,
                "codebook_id": book.id,
                "coder_id": study.ensure_coder(entry),
                "label": label,
                "definition": definition,
                "document_id": document.id if document else None,
                "start": span.start if span else None,
                "end": span.end if span else None,
                "created": entry.moment,
            },
        )
        entry.describe(study.say("propose", round=row.name))
    return made


def proposals(study: Study, round: str) -> list[ProposalRow]:
    """Return the proposals of a round, in the order they came. Raises NotFoundError for an unknown round."""
    return queries.proposals(study.connection, study.find_round(round).id)


def accept(study: Study, round: str, number: int, *, parent: str | None = None, key: str | None = None) -> CodeRow:
    """Make a code of a proposal, at the end of its codebook or under ``parent``, and return it.

    One entry of the history: code and answer. Raises NotFoundError, RefusedError while the codebook is still
    locked, or where the proposal has its answer already, and what `add_code` raises.
    """
    with changing(study, "answer proposal") as edits:
        found = _waiting(study, round, number)
        if found.codebook_id is not None:
            refuse_locked(study, found.codebook_id)
        book = None if parent else found.codebook
        made = make_code(
            edits, label_wording(found.label), definition=found.definition, codebook=book, parent=parent, key=key
        )
        _answer(study, edits.entry, found, f"{ACCEPTED}: {made}")
    return study.find_code(made)


def decline(study: Study, round: str, number: int, why: str = "") -> None:
    """Answer a proposal with no, and why. Raises NotFoundError, RefusedError where it has its answer already."""
    with study.act("answer proposal") as entry:
        found = _waiting(study, round, number)
        _answer(study, entry, found, f"{DECLINED}: {why.strip()}" if why.strip() else DECLINED)


def _waiting(study: Study, round: str, number: int) -> ProposalRow:
    found = next((each for each in proposals(study, round) if each.id == number), None)
    if found is None:
        raise NotFoundError("there is no such proposal in this round", f"{number}, {round}", "see themecode round list")
    if found.answer:
        raise RefusedError("this proposal has its answer already", f"{number}: {found.answer}")
    return found


def _answer(study: Study, entry: Entry, found: ProposalRow, answer: str) -> None:
    values: dict[str, Value] = {"answer": answer}
    entry.update("proposals", found.id, values)
    entry.describe(study.say("answer proposal", label=found.label, answer=answer.partition(":")[0]))
