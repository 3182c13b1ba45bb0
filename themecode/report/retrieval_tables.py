"""Passages, keyword lines, co-occurrence, the matrix and meaning units as tables, and as files by their suffix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from themecode.analysis.cooccurrence import CoOccurrence
from themecode.analysis.grouping import Group
from themecode.analysis.kwic import Line
from themecode.analysis.matrix import Matrix
from themecode.analysis.meaning_units import MeaningUnit
from themecode.analysis.retrieval import Passage
from themecode.core.errors import InputError
from themecode.formats.write_tables import Cell, write_table
from themecode.report.words import word

SUFFIXES = (".csv", ".xlsx", ".docx")


@dataclass(frozen=True)
class Column:
    """A column of a table that is written."""

    name: str
    width: int
    """In characters, for a workbook and a document."""
    in_document: bool = True
    """Whether a Word document, which is read by people, has it too."""


PASSAGES = (
    Column("case", 14),
    Column("document", 16),
    Column("question", 9),
    Column("start", 7, in_document=False),
    Column("end", 7, in_document=False),
    Column("speaker", 10),
    Column("role", 10),
    Column("code", 22),
    Column("label", 22, in_document=False),
    Column("before", 40, in_document=False),
    Column("text", 60),
    Column("after", 40, in_document=False),
    Column("condensation", 30, in_document=False),
    Column("memo", 30, in_document=False),
    Column("coder", 12),
    Column("round", 12, in_document=False),
    Column("created", 22, in_document=False),
    Column("group", 18, in_document=False),
)
LINES = (
    Column("case", 14),
    Column("document", 16),
    Column("question", 9),
    Column("start", 7, in_document=False),
    Column("end", 7, in_document=False),
    Column("before", 60),
    Column("match", 20),
    Column("after", 60),
)
UNITS = (
    Column("case", 12),
    Column("document", 14),
    Column("question", 9, in_document=False),
    Column("start", 7, in_document=False),
    Column("end", 7, in_document=False),
    Column("speaker", 10, in_document=False),
    Column("role", 10, in_document=False),
    Column("meaning_unit", 60),
    Column("condensation", 35),
    Column("code", 22),
    Column("category", 22),
    Column("theme", 22),
    Column("coder", 12, in_document=False),
)
TOGETHER = (
    Column("question", 10),
    Column("codebook", 14),
    Column("basis", 10),
    Column("coder", 12),
    Column("code", 26),
    Column("label", 26),
    Column("other_code", 26),
    Column("other_label", 26),
    Column("count", 8),
    Column("code_count", 8),
    Column("other_count", 8),
)


def names(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the names of columns."""
    return tuple(column.name for column in columns)


def check_suffix(path: Path) -> None:
    """Raise InputError where a file's suffix is none that a table is written as, before any work is done."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            f"a table is not written as {path.suffix or 'a file without suffix'}",
            str(path),
            f"choose one of: {', '.join(SUFFIXES)}",
        )


def passage_row(passage: Passage, label: str, group: str) -> list[Cell]:
    """Return a passage as the columns of `PASSAGES`."""
    return [
        passage.head.case,
        passage.head.name,
        passage.head.question,
        passage.place.start,
        passage.place.end,
        passage.speaker,
        passage.role,
        passage.code,
        label,
        passage.before,
        passage.text,
        passage.after,
        passage.condensation,
        passage.memo,
        passage.coder,
        passage.round,
        passage.created,
        group,
    ]


def passage_rows(
    passages: Iterable[Passage], groups: Iterable[Group], labels: Mapping[str, str]
) -> Iterator[list[Cell]]:
    """Yield passages that were read in the order of their groups; ``labels`` has what a code is called, by key."""
    headings = (group.heading for group in groups for _ in group.places)
    for passage, heading in zip(passages, headings, strict=True):
        yield passage_row(passage, labels.get(passage.code, passage.code), heading)


def line_row(line: Line) -> list[Cell]:
    """Return a keyword with its context as the columns of `LINES`."""
    head = line.head
    return [head.case, head.name, head.question, line.start, line.end, line.before, line.match, line.after]


def unit_row(unit: MeaningUnit) -> list[Cell]:
    """Return a meaning unit as the columns of `UNITS`."""
    passage = unit.passage
    return [
        passage.head.case,
        passage.head.name,
        passage.head.question,
        passage.place.start,
        passage.place.end,
        passage.speaker,
        passage.role,
        passage.text,
        passage.condensation,
        unit.code,
        unit.category,
        unit.theme,
        passage.coder,
    ]


def together_rows(found: Iterable[CoOccurrence], language: str) -> Iterator[list[Cell]]:
    """Yield a row for each two codes that occur, also where they never stand together."""
    for each in found:
        label = {code.key: code.label.in_language(language) for code in each.codes}
        for place, one in enumerate(each.codes):
            for other in each.codes[place + 1 :]:
                number = each.number(one.key, other.key)
                if number is not None:
                    yield [
                        each.question.key if each.question else "",
                        each.codebook.key,
                        each.basis,
                        each.coder,
                        one.key,
                        label[one.key],
                        other.key,
                        label[other.key],
                        number,
                        each.number(one.key, one.key),
                        each.number(other.key, other.key),
                    ]


def matrix_columns(matrix: Matrix, language: str, variable: str | None) -> tuple[Column, ...]:
    """Return the columns of a matrix: the case, a variable where one was asked for, and the codes."""
    extra = () if variable is None else (Column(variable, 16),)
    codes = (Column(code.label.in_language(language), 40) for code in matrix.codes)
    return (Column("case", 16), *extra, *codes)


def matrix_rows(matrix: Matrix, variable: str | None, language: str) -> Iterator[list[Cell]]:
    """Yield the cases with the text of each cell; an unwritten one says how many passages it has."""
    for case in matrix.cases:
        row: list[Cell] = [case.key] if variable is None else [case.key, case.value]
        for code in matrix.codes:
            cell = matrix.cell(case, code)
            row.append(cell.text or (_unwritten(cell.passages, language) if cell.passages else ""))
        yield row


def _unwritten(passages: int, language: str) -> str:
    return word("passage unwritten" if passages == 1 else "passages unwritten", language, n=passages)


def write_rows(
    path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, notes: Sequence[str] = ()
) -> int:
    """Write rows to .csv, .xlsx or .docx and return how many. Text that begins as a formula does stays text.

    A document is for people: it has fewer columns, those that are needed to read it. Raises InputError for
    another suffix, and where the file cannot be written; then nothing is replaced.
    """
    check_suffix(path)
    number = 0

    def counted() -> Iterator[Sequence[Cell]]:
        nonlocal number
        for row in rows:
            number += 1
            yield row

    if path.suffix.lower() == ".docx":
        from themecode.formats.word_tables import write_word_table

        kept = [place for place, column in enumerate(columns) if column.in_document]
        plain = (["" if row[place] is None else str(row[place]) for place in kept] for row in counted())
        chosen = [columns[place] for place in kept]
        write_word_table(path, title, names(chosen), plain, [column.width for column in chosen], notes=notes)
    else:
        write_table(path, names(columns), counted(), widths=[column.width for column in columns])
    return number
