"""The XML of a workbook's sheets and shared strings, read as a stream."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import IO
from xml.parsers import expat

from themecode.core.errors import Fault, InputError

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a sheet can hold."""

_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.org/ooxml/spreadsheetml/main",
)
_ESCAPED = re.compile(r"_x(?!0000)([0-9A-Fa-f]{4})_")
"""How a workbook writes what XML cannot hold: ``_x000D_`` is a carriage return, ``_x005F_`` a mere ``_``."""


@dataclass(frozen=True)
class NumberFormats:
    """Which cell styles make a number a moment or a duration."""

    dates: frozenset[str] = frozenset()
    durations: frozenset[str] = frozenset()
    mac: bool = False
    """Days count from 1904 instead of 1900."""

    def text(self, number: str, style: str) -> str:
        """Write a stored number as meant: ``3.0`` as ``3``, a count of days in a date style as ISO date."""
        if style in self.dates or style in self.durations:
            try:
                return self._moment(float(number), style in self.durations)
            except (OverflowError, ValueError):  # beyond the calendar: shown as the number it is
                pass
        if number.lstrip("-").isdigit():
            return number
        value = float(number)
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)

    def _moment(self, days: float, duration: bool) -> str:
        """Write a moment in ISO form, a day without its midnight, a duration as hours, minutes and seconds."""
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel  # loads numpy

        value = from_excel(days, MAC_EPOCH if self.mac else WINDOWS_EPOCH, timedelta=duration)
        if isinstance(value, timedelta):
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
        if isinstance(value, datetime) and value.time() == time.min:
            return value.date().isoformat()
        return str(value.isoformat())


def read_strings(part: IO[bytes]) -> list[str]:
    """Return the strings that the sheets of a workbook share, by position."""
    reader = _Strings()
    reader.read(part)
    return reader.strings


def read_sheet(
    part: IO[bytes], strings: Sequence[str], formats: NumberFormats, name: str
) -> list[tuple[int, dict[int, str]]]:
    """Return (row number, text of the filled cells by column from 0) for every row that has any.

    Raises InputError listing the cells whose formulas have no value, ``name`` being the file's; ExpatError,
    ValueError or LookupError where the part is no sheet.
    """
    reader = _Sheet(strings, formats, name)
    reader.read(part)
    if reader.faults:
        raise InputError.of(reader.faults)
    return reader.rows


class _Reader:
    """Streams a part, and gathers what stands in ``t`` and ``v``, save how it is pronounced (``rPh``)."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}
        self._on("t", self._listen, self._ignore)
        self._on("v", self._listen, self._ignore)
        self._on("rPh", self._start_aside, self._end_aside)
        self._aside = False

    def read(self, part: IO[bytes]) -> None:
        """Read the part; a DOCTYPE is refused, since no workbook has one and its entities could explode."""
        starts, ends = self._starts, self._ends

        def start(tag: str, attributes: dict[str, str]) -> None:
            if act := starts.get(tag):
                act(attributes)

        def end(tag: str) -> None:
            if act := ends.get(tag):
                act()

        def refuse(*_: object) -> None:
            raise ValueError("a part of a workbook has no DOCTYPE")

        self._parser.buffer_text = True
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.StartDoctypeDeclHandler = refuse
        self._parser.ParseFile(part)

    def _on(self, tag: str, start: Callable[[dict[str, str]], None] | None, end: Callable[[], None] | None) -> None:
        for space in _SPACES:
            if start:
                self._starts[f"{space} {tag}"] = start
            if end:
                self._ends[f"{space} {tag}"] = end

    def _text(self) -> str:
        """Return what was gathered since the last call."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text

    def _listen(self, _: dict[str, str]) -> None:
        if not self._aside:
            self._parser.CharacterDataHandler = self._pieces.append

    def _ignore(self) -> None:
        self._parser.CharacterDataHandler = None

    def _start_aside(self, _: dict[str, str]) -> None:
        self._aside = True

    def _end_aside(self) -> None:
        self._aside = False


class _Strings(_Reader):
    """Reads the shared strings."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._on("si", None, self._end_string)

    def _end_string(self) -> None:
        self.strings.append(self._text())


class _Sheet(_Reader):
    """Reads the cells of a sheet."""

    def __init__(self, strings: Sequence[str], formats: NumberFormats, name: str) -> None:
        super().__init__()
        self.rows: list[tuple[int, dict[int, str]]] = []
        self.faults: list[Fault] = []
        self._strings, self._formats, self._name = strings, formats, name
        self._row, self._column = 0, -1
        self._cells: dict[int, str] = {}
        self._cell: dict[str, str] = {}
        self._formula = False
        self._on("row", self._start_row, self._end_row)
        self._on("c", self._start_cell, self._end_cell)
        self._on("f", self._start_formula, None)

    def _start_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r", self._row + 1))
        if not self._row < row <= MOST_ROWS:
            raise ValueError(f"row {row} after row {self._row}")
        self._row, self._column, self._cells = row, -1, {}

    def _end_row(self) -> None:
        if self._cells:
            self.rows.append((self._row, self._cells))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._formula = attributes, False
        place = attributes.get("r")
        self._column = _column(place.rstrip("0123456789")) if place else self._column + 1

    def _start_formula(self, _: dict[str, str]) -> None:
        self._formula = True

    def _end_cell(self) -> None:
        if text := self._text():
            if meant := self._meant(text):
                self._cells[self._column] = meant
        elif self._formula and self._cell.get("t") != "str":  # a result that is an empty text is marked as text
            where = f"{self._name}, cell {self._cell.get('r', f'in row {self._row}')}"
            self.faults.append(Fault("a formula was never worked out", where, "open the workbook in Excel and save it"))

    def _meant(self, text: str) -> str:
        kind = self._cell.get("t", "n")
        if kind == "n":
            return self._formats.text(text, self._cell.get("s", "0"))
        if kind == "s":
            return self._strings[int(text)]
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        return text


@cache
def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + int(letter, 36) - 9
    if not (letters.isalpha() and 0 < index <= MOST_COLUMNS):
        raise ValueError(f"no column {letters!r}")
    return index - 1
