"""A user's own list of names: a plain text with one on each line, or a table with name, kind and stand-in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from themecode.core.errors import Fault, InputError
from themecode.core.plaintext import decode, normalise
from themecode.formats.delimited import read_delimited
from themecode.formats.files import read_bytes
from themecode.formats.spreadsheet import read_spreadsheet

_COLUMNS = {
    "name": ("name", "namn"),
    "kind": ("kind", "sort", "typ", "type"),
    "standin": ("stand-in", "standin", "ersättning", "pseudonym"),
}
_KINDS = {
    "person": ("person", "namn", "name", ""),
    "place": ("place", "ort", "plats", "kommun"),
    "centre": ("centre", "center", "verksamhet", "familjecentral", "skola", "school"),
    "other": ("other", "annat", "övrigt"),
}
_MOST = 20_000_000


@dataclass(frozen=True)
class Listed:
    """A name on a user's list."""

    name: str
    kind: str
    """``person``, ``place``, ``centre`` or ``other``."""
    standin: str
    """What is to stand in its place; empty: a numbered one."""


def read_names(path: Path) -> list[Listed]:
    """Read a list of names (.txt; .csv or .xlsx with the columns name, kind and stand-in, the last two optional).

    In a .txt a line is a person's name, or ``place: name``. Blank lines and those that begin with # are left out.
    Raises InputError with every fault.
    """
    data = read_bytes(path, most=_MOST)
    if path.suffix.casefold() == ".xlsx":
        return _table(read_spreadsheet(data, path.name), path.name)
    text = normalise(decode(data, path.name))
    if path.suffix.casefold() in (".csv", ".tsv"):
        return _table(read_delimited(text, path.name), path.name)
    return _lines(text, path.name)


def _lines(text: str, name: str) -> list[Listed]:
    found: list[Listed] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        kind, colon, rest = line.partition(":")
        if not colon:
            kind, rest = "", line
        found.append(_listed(rest, kind, "", f"{name}, line {number}"))
    return found


def _table(rows: list[tuple[int, list[str]]], name: str) -> list[Listed]:
    if not rows:
        raise InputError("the list is empty", name, "write a name on each line, below the heading name")
    header = [cell.strip().casefold() for cell in rows[0][1]]
    places = {
        column: next((place for place, cell in enumerate(header) if cell in words), None)
        for column, words in _COLUMNS.items()
    }
    if places["name"] is None:
        raise InputError(
            "the list has no column of names", f"{name}, row 1", "head it name; kind and stand-in may follow"
        )
    found: list[Listed] = []
    faults: list[Fault] = []
    for number, cells in rows[1:]:
        name_cell, kind, standin = (
            cells[place].strip() if place is not None and place < len(cells) else "" for place in places.values()
        )
        if not name_cell:
            continue
        try:
            found.append(_listed(name_cell, kind, standin, f"{name}, row {number}"))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError.of(faults)
    return found


def _listed(name: str, kind: str, standin: str, where: str) -> Listed:
    known = next((each for each, words in _KINDS.items() if kind.strip().casefold() in words), None)
    if known is None:
        raise InputError(Fault(f"unknown kind {kind.strip()!r}", where, f"write one of: {', '.join(_KINDS)}"))
    if not any(character.isalpha() for character in name):
        raise InputError(Fault("this is no name", where, "write a name, or take the line out"))
    return Listed(" ".join(name.split()), known, standin)
