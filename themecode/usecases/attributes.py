"""Attributes of cases: writing them, and reading a table of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from themecode.core.errors import Fault, InputError
from themecode.formats.tables import Table, read_table
from themecode.storage import import_rows, journal
from themecode.storage.journal import Entry
from themecode.storage.queries import documents as document_queries
from themecode.usecases.study import Study

CASE_COLUMNS = ("case", "fall", "id", "case key")
OF_CASES = frozenset(("kind", "excluded", "exclusion_reason"))
"""Columns of an exported table of cases that are no attributes."""


@dataclass(frozen=True)
class ImportedAttributes:
    """What a table of attributes brought."""

    cases: int
    variables: tuple[str, ...]
    changed: int = 0
    """Values that are new or differ from what the study had."""


def import_attributes(study: Study, path: Path, *, dry_run: bool = False) -> ImportedAttributes:
    """Read attributes by case key: the column ``case`` (or the first), and a variable per other column.

    Values that are there already are replaced; empty cells change nothing. Raises InputError for a
    case that is not in the study or stands twice, each listed.
    """
    table = read_table(path)
    key = _case_column(table)
    known = document_queries.case_ids(study.connection)
    faults: list[Fault] = []
    seen: set[str] = set()
    for number, row in enumerate(table.rows):
        case, where = row[key].strip(), f"{path.name}, row {table.row_number(number)}"
        if case not in known:
            faults.append(Fault(f"there is no case {case!r}", where, "check the key, or import the case first"))
        elif case in seen:
            faults.append(Fault(f"the case {case!r} stands twice", where, "keep one row per case"))
        seen.add(case)
    if faults:
        raise InputError.of(faults)
    exported = set(table.columns) >= OF_CASES
    places = {
        name: index for index, name in enumerate(table.columns) if index != key and not (exported and name in OF_CASES)
    }
    if not places and not exported:
        raise InputError("the table has no column beside the case", path.name, "add one column per attribute")
    values = {
        name: {known[row[key].strip()]: row[index].strip() for row in table.rows if row[index].strip()}
        for name, index in places.items()
    }
    changed = 0
    if not dry_run:
        with study.act("import attributes") as entry:
            changed = write_attributes(entry, values)
            entry.describe(study.say("import attributes", name=path.name, cases=len(seen)))
    return ImportedAttributes(len(seen), tuple(places), changed)


def ensure_variable(
    entry: Entry,
    name: str,
    *,
    level: str = "nominal",
    labels: Mapping[str, str | Mapping[str, str]] | None = None,
    question_id: int | None = None,
    item: str | None = None,
    derived: str | None = None,
) -> int:
    """Return the id of a variable, making it where new."""
    found = import_rows.variable_id(entry.connection, name)
    if found is not None:
        return found
    position = journal.next_position(entry.connection, "variables")
    return entry.insert(
        "variables",
        {
            "name": name,
            "level": level,
            "labels": json.dumps(dict(labels or {}), ensure_ascii=False, default=dict),
            "question_id": question_id,
            "item": item,
            "derived": derived,
            "position": position,
        },
    )


def write_attributes(entry: Entry, values: Mapping[str, Mapping[int, str]]) -> int:
    """Write values by variable name and case id as part of an open entry; new variables are made.

    Returns how many values are new or changed.
    """
    return sum(write_variable(entry, ensure_variable(entry, name), by_case) for name, by_case in values.items())


def write_variable(entry: Entry, variable_id: int, by_case: Mapping[int, str], *, cleared: Iterable[int] = ()) -> int:
    """Write the values of one variable, and take those of the cases ``cleared`` away; return how many changed."""
    present = import_rows.attribute_places(entry.connection, variable_id)
    fresh = [(case, variable_id, value) for case, value in by_case.items() if case not in present]
    changed = 0
    for case, value in by_case.items():
        if case in present and (present[case][1] != value or present[case][2]):
            entry.update("attributes", present[case][0], {"value": value, "deleted": 0})
            changed += 1
    for case in cleared:
        if case in present and not present[case][2]:
            entry.update("attributes", present[case][0], {"deleted": 1})
            changed += 1
    entry.insert_many("attributes", ("case_id", "variable_id", "value"), fresh)
    return changed + len(fresh)


def _case_column(table: Table) -> int:
    for index, name in enumerate(table.columns):
        if name.casefold() in CASE_COLUMNS:
            return index
    return 0
