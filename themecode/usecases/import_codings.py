"""Reading codings made elsewhere: every fault is listed, and nothing is written where there is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from themecode.core.documents import Span
from themecode.core.errors import Fault, InputError
from themecode.core.names import folded, similar_name, tidy_name
from themecode.core.states import Completion
from themecode.formats.codings_file import CodingRow, CodingsFile, read_codings
from themecode.storage import records
from themecode.storage.journal import Entry, new_uuid
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import study as study_queries
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


@dataclass
class _Place:
    """What one coder did with one document in one round, by the file."""

    question_id: int | None
    length: int
    codings: dict[tuple[int, Span], CodingRow] = field(default_factory=dict)
    state: Completion | None = None


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
    places, faults = _resolve(study, file, name)
    faults += _round_faults(study, file)
    if faults:
        raise InputError.of(faults)
    known_coders = {row.name for row in study_queries.coders(study.connection)}
    coders = tuple(dict.fromkeys(coder for coder, _ in places))
    added = already = done = 0
    with study.act("import codings") as entry:
        for (coder, round_name), documents in places.items():
            coder_id = study.ensure_coder(entry, coder)
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


_Places = dict[tuple[str, str], dict[int, _Place]]
"""By (coder, round): by document id."""


def _resolve(study: Study, file: CodingsFile, name: str) -> tuple[_Places, list[Fault]]:
    connection = study.connection
    documents = records.documents_by_place(connection)
    questions = {row.key: row for row in document_queries.questions(connection)}
    # A number can stand for a fixed question and its comment field; the open one is meant then.
    ordered = sorted(questions.values(), key=lambda row: row.kind == "open")
    numbers = {folded(row.number): row.key for row in ordered if row.number}
    cases = document_queries.case_ids(connection)
    codes = {row.key: row for row in code_queries.codes(connection)}
    faults = _coder_faults(study, file, name)
    places: _Places = defaultdict(dict)
    for row in file.rows:
        where = f"{name}, row {row.row}"
        question = row.question if row.question in questions else numbers.get(folded(row.question), row.question)
        found = documents.get((row.case, question) if not row.document else ("", row.document))
        if found is None:
            faults.append(_missing(row, question, where, cases, questions))
        code = codes.get(row.code) if row.code else None
        if row.code and code is None:
            faults.append(Fault(f"there is no code {row.code!r}", where, "load its codebook first, or correct the key"))
        if found is None or (row.code and code is None):
            continue
        document_id, length, question_id = found
        if row.start is not None and row.end is not None and row.end > length:
            faults.append(
                Fault(
                    f"the span {row.start}-{row.end} goes past the end of the document ({length} characters)",
                    where,
                    "positions count characters from 0; the end is not included",
                )
            )
            continue
        if code is not None and row.start is None and question_id is None:
            faults.append(Fault("a coding of a transcript needs start and end", where, "give the span"))
            continue
        place = places[tidy_name(row.coder), row.round].setdefault(document_id, _Place(question_id, length))
        if row.state:
            place.state = Completion(row.state)
        if code is not None:
            span = Span(0, length) if row.start is None or row.end is None else Span(row.start, row.end)
            place.codings.setdefault((code.id, span), row)
    return places, faults


def _missing(
    row: CodingRow, question: str, where: str, cases: Mapping[str, int], questions: Mapping[str, object]
) -> Fault:
    if row.document:
        return Fault(f"there is no transcript {row.document!r}", where, "import it first, or correct the name")
    if row.case not in cases:
        return Fault(f"there is no case {row.case!r}", where, "import the survey first, or correct the key")
    if question not in questions:
        return Fault(f"there is no question {row.question!r}", where, f"there are: {', '.join(questions)}")
    return Fault(f"case {row.case!r} wrote nothing at {row.question!r}", where, "remove the row, or correct it")


def _coder_faults(study: Study, file: CodingsFile, name: str) -> list[Fault]:
    known = [row.name for row in study_queries.coders(study.connection)]
    faults = []
    for coder in dict.fromkeys(tidy_name(row.coder) for row in file.rows):
        if coder in known:
            continue
        if other := similar_name(coder, known):
            faults.append(
                Fault(
                    f"the coder {coder!r} differs from {other!r} only by case or spaces",
                    name,
                    f"write {other!r}, or choose a name that cannot be confused with it",
                )
            )
        known.append(coder)
    return faults


def _round_faults(study: Study, file: CodingsFile) -> list[Fault]:
    closed = {row.name for row in study_queries.rounds(study.connection) if row.closed}
    return [
        Fault(f"the round {name!r} is closed", fix="leave its rows out, or import into a new round")
        for name in dict.fromkeys(row.round for row in file.rows)
        if name in closed
    ]


def _write_codings(
    study: Study, entry: Entry, documents: Mapping[int, _Place], coder_id: int, round_id: int
) -> tuple[int, int]:
    """Write the codings that are not there yet; return how many are new, and how many were there."""
    present = records.coding_places(study.connection, coder_id, round_id)
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
        "uuid",
    )
    rows, already = [], 0
    for document_id, place in documents.items():
        for (code_id, span), row in place.codings.items():
            if (document_id, code_id, span.start, span.end) in present:
                already += 1
                continue
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
                    new_uuid(),
                )
            )
    entry.insert_many("codings", columns, rows)
    return len(rows), already


def _complete(study: Study, entry: Entry, documents: Mapping[int, _Place], coder_id: int, round_id: int) -> int:
    """Complete every listed document, each in the state that the file or its codings give it."""
    book_of = {row.id: row.codebook_id for row in code_queries.codes(study.connection)}
    used_at: dict[int | None, dict[int, None]] = defaultdict(dict)
    for place in documents.values():
        used_at[place.question_id].update(_books(place, book_of))
    by_state: dict[Completion, list[tuple[int, int]]] = defaultdict(list)
    fallback: dict[int | None, list[int]] = {}
    for document_id, place in documents.items():
        state = place.state or (Completion.COMPLETED if place.codings else Completion.NO_CODE_FITS)
        used = list(_books(place, book_of))
        question = place.question_id
        if not used and question not in fallback:
            fallback[question] = codebooks_read_with(study, question, list(used_at[question]))
        books = _named(study, question, used) if used else fallback[question]
        by_state[state] += [(document_id, book) for book in books]
    for state, pairs in by_state.items():
        write_completions(entry, pairs, coder_id, round_id, state)
    return len(documents)


def _named(study: Study, question_id: int | None, used: Iterable[int]) -> list[int]:
    named = [] if question_id is None else code_queries.codebooks_of_question(study.connection, question_id)
    return list(dict.fromkeys([*named, *used]))


def _books(place: _Place, book_of: Mapping[int, int]) -> dict[int, None]:
    return {book_of[code_id]: None for code_id, _ in place.codings}
