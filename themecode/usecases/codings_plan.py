"""What a codings file says of each document, set against the study: every row is placed, or its fault is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial

from themecode.core.documents import Span
from themecode.core.errors import Fault
from themecode.core.names import folded, similar_name, tidy_name
from themecode.core.states import Completion
from themecode.formats.codings_file import CodingRow, CodingsFile
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import codings as coding_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import study as study_queries
from themecode.usecases.study import Study


@dataclass
class Place:
    """What one coder did with one document in one round, by the file."""

    question_id: int | None
    length: int
    codings: dict[tuple[int, Span], CodingRow] = field(default_factory=dict)
    state: Completion | None = None
    unread: bool = False


Places = dict[tuple[str, str], dict[int, Place]]
"""By (coder, round): by document id."""


def resolve(study: Study, file: CodingsFile, name: str) -> tuple[Places, list[Fault]]:
    """Return what each coder did with each document in each round, and the fault of every row that cannot be placed."""
    connection = study.connection
    documents = document_queries.documents_by_place(connection)
    questions = {row.key: row for row in document_queries.questions(connection)}
    # A number can stand for a fixed question and its comment field; the open one is meant then.
    ordered = sorted(questions.values(), key=lambda row: row.kind == "open")
    numbers = {folded(row.number): row.key for row in ordered if row.number}
    cases = document_queries.case_ids(connection)
    codes = {row.key: row for row in code_queries.codes(connection)}
    faults = _coder_faults(study, file, name)
    places: Places = defaultdict(dict)
    texts = cache(partial(document_queries.text_of, connection))
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
        if row.quote and row.start is not None and row.end is not None:
            there = Span(row.start, row.end).of(texts(document_id))
            if there.split() != row.quote.split():
                faults.append(
                    Fault("the quote is not what stands at start-end in the document", where, "correct the span")
                )
                continue
        if code is not None and row.start is None and question_id is None:
            faults.append(Fault("a coding of a transcript needs start and end", where, "give the span"))
            continue
        place = places[tidy_name(row.coder), row.round].setdefault(document_id, Place(question_id, length))
        place.state = row.state or place.state
        place.unread = place.unread or row.unread
        if code is not None:
            span = Span(0, length) if row.start is None or row.end is None else Span(row.start, row.end)
            place.codings.setdefault((code.id, span), row)
    return places, faults + _closed_round_faults(study, places, name)


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


def _closed_round_faults(study: Study, places: Places, name: str) -> list[Fault]:
    """Name each row that would add something to a round that is closed; what stands there already does no harm."""
    closed = {row.name: row.id for row in study_queries.rounds(study.connection) if row.closed}
    faults = []
    for (coder, round_name), documents in places.items():
        if round_name not in closed:
            continue
        coder_id = study.coder_id(coder)
        present = coding_queries.coding_places(study.connection, coder_id or 0, closed[round_name])
        for document_id, place in documents.items():
            for (code_id, span), row in place.codings.items():
                if (document_id, code_id, span.start, span.end) not in present:
                    faults.append(
                        Fault(
                            f"the round {round_name!r} is closed",
                            f"{name}, row {row.row}",
                            "leave the row out, or import it into a new round",
                        )
                    )
    return faults
