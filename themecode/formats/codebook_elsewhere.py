"""Codebooks as other programs give them: a table with a row per code, or a REFI-QDA codebook (.qdc)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from themecode.core.codebook import CodebookEntry, CodeEntry, CodeKind, is_key, key_from_label
from themecode.core.errors import Fault, InputError
from themecode.core.localized import Localized
from themecode.core.plaintext import normalise
from themecode.formats.files import read_bytes
from themecode.formats.tables import Table, read_table

TABLES = (".csv", ".tsv", ".xlsx")
REFI = ".qdc"
COLUMNS = {
    "label": ("label", "code", "tag", "name", "codename", "code name", "kod", "namn", "kodnamn"),
    "parent": ("parent", "parent code", "category", "överordnad", "överkod", "kategori"),
    "definition": ("definition", "description", "memo", "code memo", "beskrivning", "kodmemo"),
    "include": ("include", "inkludera"),
    "exclude": ("exclude", "exkludera"),
    "color": ("color", "colour", "färg"),
}
"""What is read of a table, and what its column may be called; the first that is there is taken."""

MOST_BYTES = 20_000_000
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = re.compile(r"\s*\\\s*|\s+>\s+")
"""What divides a code from the one above it where a cell names the whole way down."""


@dataclass
class _Code:
    """A code on the way to its place in the tree."""

    label: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    color: str | None = None
    uuid: str | None = None
    codable: bool = True
    above: _Code | None = None
    below: list[_Code] = field(default_factory=list)

    def way(self) -> tuple[str, ...]:
        """Return the labels from the top down to this one, as they are compared."""
        return (*(self.above.way() if self.above else ()), self.label.casefold())


def read_codebook_table(path: Path) -> CodebookEntry:
    """Read a table with a row per code; its key and name are the file's.

    Raises InputError where it is no table, has no column with the codes, a row names no code or one that stands
    there already, or codes are above one another in a ring.
    """
    table = read_table(path)
    cells = {name: _column(table, called) for name, called in COLUMNS.items()}
    if cells["label"] is None:
        raise InputError(
            "no column has the codes",
            table.name,
            f"call it {COLUMNS['label'][0]}; there are: {', '.join(table.columns)}",
        )
    rows = [{name: "" if at is None else row[at].strip() for name, at in cells.items()} for row in table.rows]
    faults = [
        Fault("the row names no code", table.where(index), "write its name, or remove the row")
        for index, row in enumerate(rows)
        if not row["label"]
    ]
    if faults:
        raise InputError.of(faults)
    return _book(path, _grown(table, rows))


def read_refi_codebook(path: Path) -> CodebookEntry:
    """Read a REFI-QDA codebook, as several programs export it; its key and name are the file's.

    Raises InputError where it cannot be read, or is none.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    try:
        root = fromstring(read_bytes(path, MOST_BYTES))
        if _tag(root) != "CodeBook":
            raise InputError("this is no REFI-QDA codebook", path.name, "export the codebook again, as .qdc")
        tops = [_refi_code(each) for codes in root if _tag(codes) == "Codes" for each in codes if _tag(each) == "Code"]
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise InputError(
            "this is no REFI-QDA codebook that can be read", path.name, "export it again, as .qdc"
        ) from error
    return _book(path, tops)


def _column(table: Table, called: tuple[str, ...]) -> int | None:
    names = [name.strip().casefold() for name in table.columns]
    return next((names.index(name) for name in called if name in names), None)


def _grown(table: Table, rows: list[dict[str, str]]) -> list[_Code]:
    """Return the codes at the top of the tree; what is only named as a parent becomes one too."""
    codes, parents, faults = [], [], []
    for row in rows:
        *way, label = _STEPS.split(row["label"])
        color = row["color"] if _COLOR.fullmatch(row["color"]) else None
        codes.append(_Code(label, row["definition"], row["include"], row["exclude"], color))
        parents.append([step for step in (*(_STEPS.split(row["parent"]) if row["parent"] else ()), *way) if step])
    known = [*codes]
    for index, (code, way) in enumerate(zip(codes, parents, strict=True)):
        above: _Code | None = None
        for depth, step in enumerate(way):
            fits = [each for each in known if each.label.casefold() == step.casefold() and each is not code]
            nearer = [each for each in fits if each.above is above] if depth else fits
            found = next(iter(nearer or ([] if depth else fits)), None)
            if found is None:
                found = _Code(step, above=above)
                known.append(found)
            above = found
        if above is not None and _is_above(code, above):
            faults.append(Fault("the code stands below itself", table.where(index), "name another parent"))
        else:
            code.above = above
    seen: dict[tuple[str, ...], int] = {}
    for index, code in enumerate(codes):
        first = seen.setdefault(code.way(), index)
        if first != index:
            faults.append(
                Fault(f"the code {code.label!r} stands there already, in row {table.row_number(first)}",
                      table.where(index), "remove one of them")
            )  # fmt: skip
    if faults:
        raise InputError.of(faults)
    for code in known:
        if code.above is not None:
            code.above.below.append(code)
    return [code for code in known if code.above is None]


def _is_above(code: _Code, other: _Code | None) -> bool:
    while other is not None:
        if other is code:
            return True
        other = other.above
    return False


def _refi_code(element: Any) -> _Code:
    if not (name := element.get("name", "").strip()):
        raise ValueError("a code without a name")
    definition = next((child.text or "" for child in element if _tag(child) == "Description"), "")
    color = element.get("color", "")
    return _Code(
        name,
        normalise(definition).strip(),
        color=color if _COLOR.fullmatch(color) else None,
        uuid=str(UUID(element.get("guid", ""))),
        codable=element.get("isCodable", "true") not in ("false", "0"),
        below=[_refi_code(child) for child in element if _tag(child) == "Code"],
    )


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _book(path: Path, tops: list[_Code]) -> CodebookEntry:
    key = key_from_label(path.stem)
    taken: set[str] = set()
    return CodebookEntry(key, Localized.of(path.stem), tuple(_entries(tops, key, taken)))


def _entries(codes: list[_Code], above: str, taken: set[str]) -> Iterator[CodeEntry]:
    for code in codes:
        label = " ".join(normalise(code.label).split())
        key = key_from_label(label, taken, above)
        assert is_key(key), key
        taken.add(key)
        yield CodeEntry(
            key=key,
            kind=CodeKind.CATEGORY if code.below else CodeKind.CODE,
            label=Localized.of(label),
            definition=Localized.of(code.definition or None),
            include=Localized.of(code.include or None),
            exclude=Localized.of(code.exclude or None),
            codable=code.codable,
            color=code.color,
            uuid=code.uuid,
            codes=tuple(_entries(code.below, key, taken)),
        )
