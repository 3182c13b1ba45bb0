"""Codings as a table: who put which code where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from themecode.core.errors import Fault, InputError
from themecode.core.names import tidy_name
from themecode.core.states import Completion
from themecode.formats.tables import Table, read_table

PLACE_COLUMNS = ("case", "question", "document", "start", "end", "code", "coder")
OPTIONAL_COLUMNS = ("quote", "round", "origin", "created", "condensation", "memo", "state")
COLUMNS = PLACE_COLUMNS + OPTIONAL_COLUMNS
"""Every column that is read; others are named and left alone."""

UNREAD = "unread"
"""Stands in the state column for a document that is not completed."""

_POSITION = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A row of a codings file: an answer by case and question, or a transcript by document."""

    row: int
    """Its number in the file, for messages."""
    coder: str
    code: str
    """The code's key; empty says that the coder read it and no code fits."""
    case: str = ""
    question: str = ""
    document: str = ""
    start: int | None = None
    """``None``, and then `end` too, is the whole document."""
    end: int | None = None
    quote: str = ""
    round: str = ""
    origin: str = ""
    created: str = ""
    """An ISO time."""
    condensation: str = ""
    memo: str = ""
    state: Completion | None = None
    unread: bool = False
    """The coder has begun the document but not completed it; stands in the state column too."""


@dataclass(frozen=True)
class CodingsFile:
    """A codings file whose rows are complete in themselves; nothing is compared with a study."""

    name: str
    sha256: str
    """Of the file's bytes."""
    rows: tuple[CodingRow, ...]
    ignored: tuple[str, ...] = ()
    """Columns that mean nothing here, as written."""


def read_codings(path: Path) -> CodingsFile:
    """Read codings from .csv or .xlsx; the columns' order and case do not matter, empty rows are passed over.

    Raises InputError where the file is no table or lacks a column that is needed, or listing each row without
    coder or place, with both kinds of place, or with a span, state or time that cannot be.
    """
    table = read_table(path)
    columns = _columns(table)
    rows: list[CodingRow] = []
    faults: list[Fault] = []
    for index, cells in enumerate(table.rows):
        fields = {name: cells[place] for name, place in columns.items() if cells[place].strip()}
        if found := list(_row_faults(fields)):
            faults += [Fault(what, table.where(index), fix) for what, fix in found]
        elif fields:
            rows.append(_row(fields, table.row_number(index)))
    if faults:
        raise InputError.of(faults)
    ignored = tuple(column for column in table.columns if column.casefold() not in COLUMNS)
    return CodingsFile(table.name, table.sha256, tuple(rows), ignored)


def _columns(table: Table) -> dict[str, int]:
    """Return the place of each column that is read."""
    names = [column.casefold() for column in table.columns]
    faults = [
        Fault(f"{count} columns are called {name!r}", table.name, "keep one of them")
        for name, count in Counter(names).items()
        if name in COLUMNS and count > 1
    ]
    faults += [
        Fault(f"the column {name!r} is missing", table.name, f"the columns are {','.join(PLACE_COLUMNS)}")
        for name in ("code", "coder")
        if name not in names
    ]
    if "document" not in names and not {"case", "question"} <= set(names):
        fix = "answers need the columns case and question, transcripts document"
        faults.append(Fault("no column says what is coded", table.name, fix))
    if faults:
        raise InputError.of(faults)
    return {name: place for place, name in enumerate(names) if name in COLUMNS}


def _row_faults(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (what, fix) of whatever is wrong with a row; ``fields`` are its filled cells."""
    if not fields:
        return
    if "coder" not in fields:
        yield "the coder is missing", "say who coded it"
    if "document" in fields and "question" in fields:
        yield (
            "the row names both an answer and a document",
            "leave either document or case and question empty",
        )
    elif "document" not in fields and not {"case", "question"} <= fields.keys():
        yield "the row names neither an answer nor a document", "fill in case and question, or document"
    yield from _span_faults(fields)
    state = _state(fields)
    if state and state not in (*Completion, UNREAD):
        yield f"the state cannot be {fields['state']!r}", f"write one of {', '.join((*Completion, UNREAD))}"
    if "created" in fields and not _is_time(fields["created"].strip()):
        yield f"created cannot be {fields['created']!r}", "write a time such as 2025-03-01T10:30:00Z"


def _span_faults(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    fix = "positions count characters from 0; the end is not included"
    written = {name: fields[name].strip() for name in ("start", "end") if name in fields}
    if len(written) == 1:
        present, lacking = ("start", "end") if "start" in written else ("end", "start")
        yield f"{lacking} is missing where {present} is given", "give both, or neither for the whole answer"
    impossible = [name for name, text in written.items() if not _POSITION.fullmatch(text)]
    for name in impossible:
        yield f"{name} cannot be {written[name]!r}", fix
    if len(written) == 2 and not impossible and int(written["start"]) >= int(written["end"]):
        yield f"start {written['start']} is not before end {written['end']}", fix


def _row(fields: Mapping[str, str], number: int) -> CodingRow:
    def tidy(name: str) -> str:
        return fields.get(name, "").strip()

    return CodingRow(
        row=number,
        coder=tidy_name(fields["coder"]),
        code=tidy("code"),
        case=tidy("case"),
        question=tidy("question"),
        document=tidy("document"),
        start=int(fields["start"]) if "start" in fields else None,
        end=int(fields["end"]) if "end" in fields else None,
        quote=fields.get("quote", ""),
        round=tidy_name(fields.get("round", "")),
        origin=tidy("origin"),
        created=tidy("created"),
        condensation=fields.get("condensation", ""),
        memo=fields.get("memo", ""),
        state=Completion(_state(fields)) if _state(fields) not in ("", UNREAD) else None,
        unread=_state(fields) == UNREAD,
    )


def _state(fields: Mapping[str, str]) -> str:
    return " ".join(fields.get("state", "").casefold().split())


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
