"""The matrix of the framework method: cases by themes, a written summary in each cell, the passages behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from themecode.analysis.retrieval import TRANSCRIPTS, Scope, places_of
from themecode.analysis.variables import find_variable
from themecode.core.errors import InputError
from themecode.core.localized import Localized
from themecode.storage.connection import reading
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import matrix as queries
from themecode.storage.queries import retrieval as retrieval_queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.storage.queries.meant import meant_for
from themecode.usecases.study import Study


@dataclass(frozen=True)
class MatrixCell:
    """What is written of a case on a theme, and on how many passages of it."""

    text: str = ""
    coder: str = ""
    """Who wrote it last."""
    passages: int = 0


EMPTY = MatrixCell()


@dataclass(frozen=True)
class MatrixCase:
    """A row: a case with the value of the variable that was asked for."""

    id: int
    key: str
    value: str = ""
    """As printed; empty without a variable, or without a value of it."""


@dataclass(frozen=True)
class Matrix:
    """Cases by codes."""

    codebook: CodebookRow
    codes: tuple[CodeRow, ...]
    cases: tuple[MatrixCase, ...]
    cells: Mapping[tuple[int, int], MatrixCell]
    """(case id, code id) -> cell, where there is a text or a passage."""

    def cell(self, case: MatrixCase, code: CodeRow) -> MatrixCell:
        """Return the cell of a case and a code."""
        return self.cells.get((case.id, code.id), EMPTY)


def matrix(
    study: Study,
    codebook: str,
    scope: Scope,
    *,
    level: int = 1,
    interviews: bool = True,
    variable: str | None = None,
) -> Matrix:
    """Return the cases with an interview (or with an answer) by the codes of one level, 1 being the top.

    The passages of a cell are those with its code or one below it, in the codings of ``scope``; its question is not
    looked at. ``variable`` puts a value by each case. Cases that ``scope`` leaves out are left out, and where it is
    said which interviews the codebook reads, those of other interviews with nothing in their row.

    Raises NotFoundError for an unknown codebook, coder, case or variable, InputError for a level without codes.
    """
    book = study.codebook(codebook)
    with reading(study.connection):
        codes = code_queries.codes(study.connection, book.id)
        top = _of_level(codes, level)
        shown = tuple(row for row in codes if top.get(row.id) == row.id and not row.retired)
        if not shown:
            raise InputError(f"no code stands at level {level}", book.key, "choose a level that the codebook has")
        meant = meant_for(study.connection, book.id) if interviews else None
        passages = _passages(study, top, replace(scope, question=TRANSCRIPTS if interviews else None))
        written = {
            (cell.case_id, cell.code_id): cell for cell in queries.cells(study.connection, [c.id for c in shown])
        }
        cases = _cases(study, scope, variable, interviews=interviews)
        if meant is not None:
            kept = {case for case, _ in queries.cases_with_documents(study.connection, interviews=True, among=meant)}
            kept |= {case for case, _ in (*passages, *written)}
            cases = tuple(case for case in cases if case.id in kept)
    cells = {
        place: MatrixCell(
            written[place].text if place in written else "",
            written[place].coder if place in written else "",
            passages[place],
        )
        for place in {*passages, *written}
    }
    return Matrix(book, shown, cases, cells)


def levels(codes: Sequence[CodeRow]) -> int:
    """Return how many levels the tree of a codebook has."""
    depth: dict[int, int] = {}
    for row in codes:  # parents stand before their children
        depth[row.id] = depth.get(row.parent_id or -1, 0) + 1
    return max(depth.values(), default=0)


def _of_level(codes: Sequence[CodeRow], level: int) -> dict[int, int]:
    """Return the code of a level that each code at or below that level belongs to, by id."""
    depth: dict[int, int] = {}
    found: dict[int, int] = {}
    for row in codes:
        depth[row.id] = depth.get(row.parent_id or -1, 0) + 1
        if depth[row.id] == level:
            found[row.id] = row.id
        elif row.parent_id in found:
            found[row.id] = found[row.parent_id]
    return found


def _cases(study: Study, scope: Scope, variable: str | None, *, interviews: bool) -> tuple[MatrixCase, ...]:
    connection = study.connection
    values: dict[int, str] = {}
    if variable is not None:
        row = find_variable(study, variable)
        values = {
            case: row.labels.get(value, Localized.of(value)).in_language(study.language)
            for case, value in document_queries.attribute_values(connection, row.id).items()
        }
    kept = None
    if scope.variable is not None:
        kept = retrieval_queries.cases_with_value(connection, find_variable(study, scope.variable).id, scope.value)
    return tuple(
        MatrixCase(id, key, values.get(id, ""))
        for id, key in queries.cases_with_documents(connection, interviews=interviews)
        if (kept is None or id in kept) and scope.case in (None, key)
    )


def _passages(study: Study, top: Mapping[int, int], scope: Scope) -> Counter[tuple[int, int]]:
    places = places_of(study, top, scope).places
    heads = retrieval_queries.heads(study.connection, {place.document_id for place in places})
    return Counter(
        (heads[place.document_id].case_id, top[place.code_id])
        for place in places
        if scope.question == TRANSCRIPTS or not heads[place.document_id].name
    )
