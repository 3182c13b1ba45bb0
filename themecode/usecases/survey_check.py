"""What must hold before a survey table is read: all faults at once, each with its row or column."""

from __future__ import annotations

from themecode.core.errors import Fault, InputError
from themecode.core.survey import ClosedQuestion, OpenQuestion, SurveyMapping
from themecode.formats.tables import Table


def check_table(table: Table, mapping: SurveyMapping) -> None:
    """Raise InputError for columns not there, cases missing or double, and a table without anything to read."""
    faults = _missing_columns(table, mapping)
    if not mapping.questions and not mapping.closed and not mapping.attributes:
        faults.append(
            Fault(
                "no column is an open question or an attribute",
                table.name,
                "name them with --open and --attribute",
            )
        )
    if mapping.case and mapping.case in table.columns:
        faults += _case_faults(table, mapping.case)
    faults += _rule_faults(mapping)
    if faults:
        raise InputError.of(faults)


def _missing_columns(table: Table, mapping: SurveyMapping) -> list[Fault]:
    wanted = [
        *([mapping.case] if mapping.case else []),
        *(column for question in mapping.questions for column in question.columns),
        *(column for closed in mapping.closed for column in closed.columns),
        *(attribute.column for attribute in mapping.attributes),
    ]
    return [
        Fault(
            f"the mapping names a column that is not there: {column!r}",
            table.name,
            f"there are: {', '.join(table.columns)}",
        )
        for column in dict.fromkeys(wanted)
        if column not in table.columns
    ]


def _case_faults(table: Table, column: str) -> list[Fault]:
    place = table.columns.index(column)
    first: dict[str, int] = {}
    faults = []
    for number, row in enumerate(table.rows):
        key, where = row[place].strip(), f"{table.name}, row {table.row_number(number)}, column {column}"
        if not key:
            faults.append(Fault("the case id is empty", where, "give every row its own id"))
        elif key in first:
            earlier = table.row_number(first[key])
            faults.append(Fault(f"the case id {key!r} stands in row {earlier} too", where, "give every row its own id"))
        else:
            first[key] = number
    return faults


def _rule_faults(mapping: SurveyMapping) -> list[Fault]:
    names = {
        *(closed.key for closed in mapping.closed if len(closed.columns) == 1),
        *(column for closed in mapping.closed if len(closed.columns) > 1 for column in closed.columns),
        *(attribute.name for attribute in mapping.attributes),
        *(derived.name for derived in mapping.derived),
    }
    routed: list[OpenQuestion | ClosedQuestion] = [*mapping.questions, *mapping.closed]
    faults = [
        Fault(
            f"asked_when of question {question.key!r} names {name!r}, which is no closed question or attribute",
            fix=f"there are: {', '.join(sorted(names)) or 'none'}",
        )
        for question in routed
        for name in question.asked_when
        if name not in names
    ]
    columns = {*names, *(column for closed in mapping.closed for column in closed.columns)}
    faults += [
        Fault(
            f"the derived attribute {derived.name!r} uses {name!r}, which is no closed question or attribute",
            fix=f"there are: {', '.join(sorted(columns)) or 'none'}",
        )
        for derived in mapping.derived
        for name in derived.variables
        if name not in columns
    ]
    return faults
