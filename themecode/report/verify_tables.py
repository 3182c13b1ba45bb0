"""Checking tables: a row is what its first cell is called, a column what stands at its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from themecode.formats.read_report import TablePart
from themecode.report.numbers import percent
from themecode.report.verify_facts import Entry, Topic, key
from themecode.report.verify_model import Difference, Found, Place, Unrecognised, Verified, alternatives, whole
from themecode.report.verify_words import NUMBER, TOTALS

_COUNT_HEADS = frozenset(("antal", "number", "n", "count", "antal svar", "answers", "frekvens", "frequency"))
_SHARE_HEADS = re.compile(r"(?:andel|share|procent|percent|%)(?: ?\((?:procent|percent|%)\))?")
_KIND_AFTER = re.compile(
    r"(.+?),? \(?(antal|number|n|andel|share|procent|percent|%)\)?(?: ?\((?:procent|percent|%)\))?"
)
_SPLIT = re.compile(r", (?:efter|by|jämfört med|compared with) ")
_WHOLE = re.compile(rf"\s*({NUMBER})\s*(?:%|procent|percent)?\s*")


@dataclass(frozen=True)
class Column:
    """What a column holds."""

    kind: str
    """``count``, ``share``, ``total`` or empty where that cannot be told."""
    of: str = ""
    """The answer that its numbers are of, where the rows are the items of a matrix."""


def is_counted(table: TablePart) -> bool:
    """Tell whether a table has a head that says that its numbers are counts or shares."""
    return bool(table.rows) and any(column.kind for column in columns(table.rows[0])[1:])


def columns(head: Sequence[str]) -> list[Column]:
    """Read the heads of columns."""
    return [_column(key(text)) for text in head]


def _column(head: str) -> Column:
    if head in ("antal svar", "answers"):
        return Column("count", head)
    if head in _COUNT_HEADS:
        return Column("count")
    if _SHARE_HEADS.fullmatch(head):
        return Column("share")
    if found := _KIND_AFTER.fullmatch(head):
        of = "" if found[1] in ("alla", "all") else found[1]
        return Column("count" if found[2] in ("antal", "number", "n") else "share", of)
    return Column("")


def is_split(caption: str) -> bool:
    """Tell whether a table's caption says that it is split by a variable, or compared with another year."""
    return bool(_SPLIT.search(key(caption)))


class TableCheck:
    """Checks one table and puts what it finds into the result."""

    def __init__(self, table: TablePart, place: Place, every: Sequence[Topic], result: Verified) -> None:
        """Take the table, where it stands, and everything the study knows."""
        self.place, self.every, self.result = place, every, result
        self.split = is_split(table.caption)
        self.columns = columns(table.rows[0])
        self.rows = table.rows[1:]
        self.topics = self._topics()

    def check(self) -> None:
        """Check every cell under a head that can be read."""
        for row in self.rows:
            label = key(row[0]) if row else ""
            if label in TOTALS and not any(label in topic.entries for topic in self.topics):
                self._total(row)
                continue
            entries = [(topic, entry) for topic in self.topics for entry in topic.entries.get(label, ())]
            if entries:
                self.result.known += 1
            for cell, column in zip(row[1:], self.columns[1:], strict=False):
                if column.kind and (found := _WHOLE.fullmatch(cell)):
                    self._cell(row[0], found[1], column, entries)

    def _topics(self) -> Sequence[Topic]:
        """Return what the table is about: of what the place allows, that which has most of its rows."""
        for allowed in (self.place.topics, self.every):
            hits = [sum(key(row[0]) in topic.entries for row in self.rows if row) for topic in allowed]
            if most := max(hits, default=0):
                return [topic for topic, number in zip(allowed, hits, strict=True) if number == most]
        return self.place.topics

    def _cell(self, label: str, printed: str, column: Column, entries: Found) -> None:
        meant = [(topic, entry) for topic, entry in entries if entry.column == column.of]
        if not meant and (entries or self.split):
            return  # of a group of cases: not held against the study
        if not meant:
            self.result.unrecognised.append(Unrecognised(self.place.heading, f"{label} | {printed}"))
            return
        right = self._right(meant, column.kind)
        if not right:
            return
        self.result.checked += 1
        if whole(printed) not in right:
            self._add(f"{label} | {printed}", column.kind, printed, alternatives(right), *meant[0])

    def _right(self, meant: Found, kind: str) -> list[int]:
        if kind == "count":
            return [entry.count for _, entry in meant]
        return [percent(entry.count, base) for _, entry in meant for base in entry.bases]

    def _total(self, row: Sequence[str]) -> None:
        """Check the row of totals: how many the shares are of, and 100."""
        if not self.topics:
            return
        for cell, column in zip(row[1:], self.columns[1:], strict=False):
            found = _WHOLE.fullmatch(cell)
            if not found or not column.kind or column.of:
                continue
            right = [100] if column.kind == "share" else sorted({n for topic in self.topics for n in topic.totals})
            self.result.checked += 1
            if whole(found[1]) not in right:
                self._add(f"{row[0]} | {found[1]}", "figure", found[1], alternatives(right), self.topics[0], None)

    def _add(self, phrase: str, kind: str, printed: str, expected: str, topic: Topic, entry: Entry | None) -> None:
        code = entry.code if entry else None
        self.result.differences.append(
            Difference(self.place.heading, phrase, kind, printed, expected, topic.question, topic.codebook, code)
        )
