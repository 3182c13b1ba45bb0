"""Figures of an earlier survey, read from a table: question, year, value, count, base, source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from themecode.core.errors import Fault, InputError, NotFoundError
from themecode.core.ticks import ticked_parts
from themecode.formats.tables import Table, read_table
from themecode.storage.queries import closed as queries
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.study import Study

COLUMNS = ("question", "year", "value", "count", "base", "source")
NEEDED = COLUMNS[:3]


@dataclass(frozen=True)
class ImportedEarlier:
    """What a table of earlier figures brought."""

    figures: int
    questions: tuple[str, ...]
    years: tuple[str, ...]
    changed: int
    unknown: tuple[tuple[str, str], ...]
    """(question, value) of answers that the question does not have now; they are kept and shown as earlier ones."""


@dataclass(frozen=True)
class _Figure:
    question: QuestionRow
    year: str
    value: str
    count: int | None
    base: int | None
    source: str


def import_earlier(study: Study, path: Path, *, dry_run: bool = False) -> ImportedEarlier:
    """Read the figures of earlier years, csv or xlsx; a figure that is there already is replaced.

    ``value`` is the answer as written or as printed, the column of a multiple question, ``column=answer`` of a
    matrix, or the code of an open question. Count and base may be empty where the earlier report does not say.

    Raises InputError for a column that is missing, a question or a number that is none, a count above its base,
    and a figure that stands twice, each with its row; then nothing is written.
    """
    table = read_table(path)
    places = _places(table)
    faults: list[Fault] = []
    figures: dict[tuple[int, str, str], _Figure] = {}
    unknown: dict[tuple[str, str], None] = {}
    names: dict[int, dict[str, str]] = {}
    for number, row in enumerate(table.rows):
        cells = {name: row[place].strip() for name, place in places.items()}
        where = f"{path.name}, row {table.row_number(number)}"
        try:
            question = study.question(cells["question"]) if cells["question"] else None
        except NotFoundError as error:
            faults.append(Fault(error.faults[0].what, f"{where}, {cells['question']}", error.faults[0].fix))
            continue
        missing = [name for name in NEEDED if not cells[name]]
        count, base = (_number(cells.get(name, ""), name, where, faults) for name in ("count", "base"))
        if missing or question is None:
            faults.append(Fault(f"{missing[0]} is empty", where, "fill it in"))
            continue
        if count is not None and base is not None and count > base:
            faults.append(Fault(f"the count {count} is above its base {base}", where, "see which is which"))
        if question.id not in names:
            names[question.id] = answers_of(study, question)
        value = names[question.id].get(_plain(cells["value"]))
        if value is None:
            value = cells["value"]
            unknown[question.key, value] = None
        place = (question.id, cells["year"], value)
        if place in figures:
            faults.append(Fault("this figure stands twice", f"{where}, {question.key} {value}", "keep one"))
        figures[place] = _Figure(question, cells["year"], value, count, base, cells.get("source", ""))
    if not table.rows:
        faults.append(Fault("the table has no rows", path.name, "write a row for each figure"))
    if faults:
        raise InputError.of(faults)
    changed = 0
    if not dry_run:
        with study.act("import earlier") as entry:
            for each in figures.values():
                known = {
                    (row.year, row.value): row for row in queries.earlier_figures(study.connection, each.question.id)
                }.get((each.year, each.value))
                values: dict[str, str | int | None] = {"count": each.count, "base": each.base, "source": each.source}
                if known is None:
                    where_it_stands = {"year": each.year, "value": each.value}
                    entry.insert("earlier_figures", {"question_id": each.question.id, **where_it_stands, **values})
                elif (known.count, known.base, known.source) != (each.count, each.base, each.source):
                    entry.update("earlier_figures", known.id, values)
                else:
                    continue
                changed += 1
            years = ", ".join(_once(each.year for each in figures.values()))
            entry.describe(study.say("import earlier", name=path.name, n=changed, years=years))
    return ImportedEarlier(
        len(figures),
        _once(each.question.key for each in figures.values()),
        _once(each.year for each in figures.values()),
        changed,
        tuple(unknown),
    )


def answers_of(study: Study, question: QuestionRow) -> dict[str, str]:
    """Return how the answers to a question are kept, by every way of writing them, in small letters."""
    found: dict[str, str] = {}

    def add(value: str, *ways: str) -> None:
        for way in (value, *ways):
            found.setdefault(_plain(way), value)

    connection = study.connection
    if question.kind == "open":
        for code in code_queries.codes(connection):
            add(code.key, *code.label.texts.values())
        return found
    columns = queries.closed_variables(connection, question.id)
    for column in columns:
        there = document_queries.attribute_values(connection, column.id).values()
        labels: Mapping[str, tuple[str, ...]] = {
            value: tuple(label.texts.values()) for value, label in column.labels.items()
        }
        values = dict.fromkeys([*(value for value in labels if value != column.item), *there])
        if question.kind == "multiple" and len(columns) == 1:
            for part in (part for value in values for part in ticked_parts(value)):
                add(part, *labels.get(part, ()))
        elif question.kind == "multiple":
            add(column.name, *labels.get(column.item, ()))
        elif len(columns) > 1:
            for item in (column.name, *labels.get(column.item, ())):
                for value in values:
                    canonical = f"{column.name}={value}"
                    for way in (value, *labels.get(value, ())):
                        found.setdefault(_plain(f"{item}={way}"), canonical)
        else:
            for value in values:
                add(value, *labels.get(value, ()))
    return found


def _places(table: Table) -> dict[str, int]:
    places = {name.strip().casefold(): place for place, name in enumerate(table.columns)}
    missing = [name for name in NEEDED if name not in places]
    if missing:
        raise InputError.of(
            [Fault(f"the column {name!r} is missing", table.name, f"there must be: {', '.join(COLUMNS)}")
             for name in missing]
        )  # fmt: skip
    return {name: places[name] for name in COLUMNS if name in places}


def _number(text: str, name: str, where: str, faults: list[Fault]) -> int | None:
    """Return a whole number of 0 or more, thousands set apart or not; nothing for an empty cell."""
    plain = text.replace(" ", "").replace("\u00a0", "")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 12:
        faults.append(Fault(f"{name} {text!r} is no whole number", where, "write digits, or leave it empty"))
        return None
    return int(plain)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
