"""The publication guard on tables: numbers of groups that may not be printed give way to a mark."""

from __future__ import annotations

from dataclasses import dataclass, replace

from themecode.analysis.suppression import Split, suppressed
from themecode.report.blocks import Block, Chapter, Note, Run, Runs, Source, Table
from themecode.report.guard import Guard, GuardedChapter, HeldBack, listed
from themecode.report.guard_words import guard_word

MARK = ".."
"""Printed in place of a number that is held back: *not available*, as in official statistics."""

Place = tuple[int, int]
"""Row and column of a cell; the foot is the row after the last."""


def guard_tables(chapter: Chapter, guard: Guard) -> GuardedChapter:
    """Return a chapter whose tables have no number of a group that may not be printed.

    A number of a group is known by its source, whether groups stand side by side or below one another.
    """
    blocks: list[Block] = []
    held: list[HeldBack] = []
    for block in chapter.blocks:
        if not isinstance(block, Table):
            blocks.append(block)
            continue
        table, of_table = _guarded(block, guard)
        blocks.append(table)
        held += of_table
        if table is not block:
            blocks.append(Note((Run(guard_word("mark", chapter.language, mark=MARK)),)))
    return GuardedChapter(replace(chapter, blocks=tuple(blocks)), tuple(held))


@dataclass(frozen=True)
class _Read:
    """The split that a table prints."""

    split: Split
    codes: list[str]
    values: list[str | None]
    variable: str
    first: Source
    places: dict[tuple[int, int], list[Place]]
    """(code, group) of the split -> where its number and its share stand."""


def _guarded(table: Table, guard: Guard) -> tuple[Table, list[HeldBack]]:
    read = _read(table)
    if read is None:
        return table, []
    held = suppressed(read.split, guard.minimum)
    hidden = [place for cell in held.cells for place in read.places[cell]]
    for group in held.bases:
        of_group = [places for (_, at), places in read.places.items() if at == group]
        hidden += _places_of_base(table, of_group)
        hidden += [place for places in of_group for place in places[1:]]  # a count with its share tells the base
    found = listed(read.split, held, read.codes, read.values, read.first.question, read.first.codebook, read.variable)
    return (_without(table, hidden), found) if hidden else (table, found)


def _read(table: Table) -> _Read | None:
    """Return the split a table prints, ``None`` where it has none."""
    found: dict[tuple[str, str | None], tuple[Source, list[Place]]] = {}
    variable = ""
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            for run in cell:
                if run.source is not None and run.source.kind.startswith("group "):
                    code, variable, value = _parts(run.source)
                    found.setdefault((code, value), (run.source, []))[1].append((row, column))
    codes = list(dict.fromkeys(code for code, _ in found))
    values = list(dict.fromkeys(value for _, value in found))
    if not found or len(found) < len(codes) * len(values):
        return None
    rows = tuple(tuple(found[code, value][0].value for value in values) for code in codes)
    bases = tuple(max(found[code, value][0].base or 0 for code in codes) for value in values)
    together = all(sum(row[at] for row in rows) == base for at, base in enumerate(bases))
    places = {
        (row, group): found[code, value][1] for row, code in enumerate(codes) for group, value in enumerate(values)
    }
    first = next(iter(found.values()))[0]
    return _Read(Split(rows, bases, exclusive=together), codes, values, variable, first, places)


def _parts(source: Source) -> tuple[str, str, str | None]:
    """Read ``code|variable=value`` of a number of a group."""
    code, _, where = (source.code or "").rpartition("|")
    variable, _, value = where.partition("=")
    return code, variable, value or None


def _places_of_base(table: Table, of_group: list[list[Place]]) -> list[Place]:
    """Return where the total of a group stands: at the end of its row, or in the foot below its numbers."""
    rows = {row for places in of_group for row, _ in places}
    columns = {column for places in of_group for _, column in places}
    if len(rows) == 1 and len(of_group) > 1:
        [row] = rows
        return [(row, column) for column in range(1, len(table.rows[row])) if column not in columns]
    return [(len(table.rows), column) for column in columns] if table.foot is not None else []


def _without(table: Table, hidden: list[Place]) -> Table:
    """Return a table with the mark for some of its cells; empty ones stay empty."""
    rows: list[list[Runs]] = [list(row) for row in [*table.rows, *([table.foot] if table.foot is not None else [])]]
    for row, column in hidden:
        if rows[row][column] and any(run.text for run in rows[row][column]):
            rows[row][column] = (Run(MARK),)
    made = tuple(map(tuple, rows))
    if table.foot is None:
        return replace(table, rows=made)
    return replace(table, rows=made[:-1], foot=made[-1])
