"""Reading codings made elsewhere: every fault is listed, and nothing is written where there is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from themecode.core.errors import InputError
from themecode.core.states import Completion
from themecode.formats.codings_file import CodingsFile, read_codings
from themecode.storage.journal import Entry
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import codings as coding_queries
from themecode.storage.queries import study as study_queries
from themecode.usecases.codings_plan import Place, resolve
from themecode.usecases.completing import codebooks_read_with, write_completions
from themecode.usecases.rounds import KINDS, ensure_round
from themecode.usecases.study import Study


@dataclass(frozen=True)
class ImportedCodings:
    """What a codings file brought."""

    codings: int
    already: int
    """Codings that were in the study."""
    completed: int
    """Documents (per coder) that are read now."""
    coders: tuple[str, ...]
    new_coders: tuple[str, ...]
    changed: bool = True
    """Whether anything in the file was not in the study yet."""


def import_codings(study: Study, path: Path, *, completed: bool = True, dry_run: bool = False) -> ImportedCodings:
    """Import a codings file (csv or xlsx); coders who are new are made.

    Listed documents become completed for their coder unless ``completed`` is false. An answer without a
    span is coded whole; a row without a code says that the document was read and no code fits.

    Raises InputError listing every unknown case, question, document or code, every span outside its
    document and every coder whose name differs from a known one only by case or spaces.
    """
    return import_rows(study, read_codings(path), path.name, completed=completed, dry_run=dry_run)


def import_rows(
    study: Study, file: CodingsFile, name: str, *, completed: bool = True, dry_run: bool = False
) -> ImportedCodings:
    """Do what `import_codings` does with rows that are read already; ``name`` stands in messages."""
    places, faults = resolve(study, file, name)
    if faults:
        raise InputError.of(faults)
    known_coders = {row.name for row in study_queries.coders(study.connection)}
    coders = tuple(dict.fromkeys(coder for coder, _ in places))
    closed = {row.name for row in study_queries.rounds(study.connection) if row.closed}
    added = already = done = 0
    with study.act("import codings") as entry:
        for (coder, round_name), documents in places.items():
            coder_id = study.ensure_coder(entry, coder)
            if round_name in closed:  # everything there stands already, or it would be a fault
                already += sum(len(place.codings) for place in documents.values())
                continue
            kind = round_name if round_name in KINDS else "reliability"
            round_id = ensure_round(study, entry, round_name, kind) if round_name else study.round_id(to_write=True)
            new, old = _write_codings(study, entry, documents, coder_id, round_id)
            added, already = added + new, already + old
            if completed:
                done += _complete(study, entry, documents, coder_id, round_id)
        entry.describe(study.say("import codings", n=added, name=name, coders=", ".join(coders)))
        new_coders = tuple(coder for coder in coders if coder not in known_coders)
        result = ImportedCodings(added, already, done, coders, new_coders, changed=entry.touched > 0)
        if dry_run:
            raise _DryRunError(result)
    return result


def preview_codings(study: Study, path: Path, *, completed: bool = True) -> ImportedCodings:
    """Return what importing a codings file would bring, writing nothing."""
    try:
        return import_codings(study, path, completed=completed, dry_run=True)
    except _DryRunError as preview:
        return preview.result


class _DryRunError(Exception):
    """Carries the result out of a transaction that must not stay."""

    def __init__(self, result: ImportedCodings) -> None:
        super().__init__()
        self.result = result


def _write_codings(
    study: Study, entry: Entry, documents: Mapping[int, Place], coder_id: int, round_id: int
) -> tuple[int, int]:
    """Write the codings that are not there yet; return how many are new, and how many were there."""
    present = coding_queries.coding_places(study.connection, coder_id, round_id)
    columns = (
        "document_id",
        "start",
        "end",
        "code_id",
        "coder_id",
        "round_id",
        "origin",
        "created",
        "condensation",
    )
    rows, memos, already = [], [], 0
    for document_id, place in documents.items():
        for (code_id, span), row in place.codings.items():
            if (document_id, code_id, span.start, span.end) in present:
                already += 1
                continue
            memos.append(row.memo)
            rows.append(
                (
                    document_id,
                    span.start,
                    span.end,
                    code_id,
                    coder_id,
                    round_id,
                    row.origin or "import",
                    row.created or entry.moment,
                    row.condensation or None,
                )
            )
    ids = entry.insert_many("codings", columns, rows)
    _write_memos(entry, zip(ids, memos, strict=True), coder_id)
    return len(rows), already


def _write_memos(entry: Entry, memos: Iterable[tuple[int, str]], coder_id: int) -> None:
    """Write what the file's memo column says of new codings, from (coding id, text)."""
    columns = ("coder_id", "target", "coding_id", "text", "created", "changed")
    rows = [(coder_id, "coding", coding, text, entry.moment, entry.moment) for coding, text in memos if text]
    entry.insert_many("memos", columns, rows)


def _complete(study: Study, entry: Entry, documents: Mapping[int, Place], coder_id: int, round_id: int) -> int:
    """Complete every listed document, each in the state that the file or its codings give it."""
    book_of = {row.id: row.codebook_id for row in code_queries.codes(study.connection)}
    used_at: dict[int | None, dict[int, None]] = defaultdict(dict)
    for place in documents.values():
        used_at[place.question_id].update(_books(place, book_of))
    by_state: dict[Completion, list[tuple[int, int]]] = defaultdict(list)
    fallback: dict[int | None, list[int]] = {}
    named = cache(partial(_named, study))
    for document_id, place in documents.items():
        if place.unread:
            continue
        state = place.state or (Completion.COMPLETED if place.codings else Completion.NO_CODE_FITS)
        used = list(_books(place, book_of))
        question = place.question_id
        if not used and question not in fallback:
            fallback[question] = codebooks_read_with(study, question, list(used_at[question]))
        books = list(dict.fromkeys([*named(question), *used])) if used else fallback[question]
        by_state[state] += [(document_id, book) for book in books]
    for state, pairs in by_state.items():
        write_completions(entry, pairs, coder_id, round_id, state)
    return sum(not place.unread for place in documents.values())


def _named(study: Study, question_id: int | None) -> list[int]:
    return [] if question_id is None else code_queries.codebooks_of_question(study.connection, question_id)


def _books(place: Place, book_of: Mapping[int, int]) -> dict[int, None]:
    return {book_of[code_id]: None for code_id, _ in place.codings}
