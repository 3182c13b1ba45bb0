"""Which code of the study each code of a codebook file is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from themecode.core.codebook import CodebookEntry
from themecode.core.errors import Fault
from themecode.storage.queries.codes import CodebookRow, CodeRow


@dataclass(frozen=True)
class Match:
    """What a file's codes are in the study."""

    rows: Mapping[str, CodeRow]
    """The study's code by its key in the file; a code that is new is not among them."""
    merges: tuple[tuple[CodeRow, str], ...]
    """Codes that become part of another, each with that one's key in the file."""
    left: tuple[str, ...]
    """Keys of the study's codes in this codebook that the file says nothing about."""
    faults: tuple[Fault, ...]


def match(book: CodebookEntry, present: CodebookRow | None, codes: Sequence[CodeRow], where: str) -> Match:
    """Find each code of a file in the study: by its uuid, else its key, else the first old key under ``was``.

    Every further old key that the study has is merged into it. A code with the uuid, or an old key, of one
    in another codebook moves from there. What the study cannot take comes back as faults.
    """
    by_uuid = {row.uuid: row for row in codes}
    by_key = {row.key: row for row in codes}
    own = present.id if present else None
    faults: list[Fault] = []
    rows = {code.key: by_uuid[code.uuid] for code in book.walk() if code.uuid in by_uuid}
    taken = {row.id: key for key, row in rows.items()}
    for code in book.walk():
        here = by_key.get(code.key)
        if code.key not in rows and here is not None and here.codebook_id == own and here.id not in taken:
            rows[code.key] = here
            taken[here.id] = code.key
    merges: list[tuple[CodeRow, str]] = []
    for code in book.walk():
        for old in code.was:
            row = by_key.get(old)
            if row is None or rows.get(code.key) is row:
                continue
            if row.id in taken:
                faults.append(_both(code.key, old, taken[row.id], where))
                continue
            taken[row.id] = code.key
            if code.key in rows:
                merges.append((row, code.key))
            else:
                rows[code.key] = row
    faults += _taken_keys(rows, {row.id for row, _ in merges}, book, codes, where)
    left = tuple(row.key for row in codes if row.codebook_id == own and row.id not in taken)
    return Match(rows, tuple(merges), left, tuple(faults))


def _both(new: str, old: str, other: str, where: str) -> Fault:
    """Say that a code of the study would be two codes of the file."""
    return Fault(
        f"the code {new!r} was {old!r}, but that is {other!r} in the file as well",
        where,
        "take it out of was, or take the other code out of the file",
    )


def _taken_keys(
    rows: Mapping[str, CodeRow], merged: set[int], book: CodebookEntry, codes: Sequence[CodeRow], where: str
) -> list[Fault]:
    """Return a fault for each key that a code of the study keeps, but the file gives to another."""
    going = {row.id for row in rows.values()}
    staying = {row.key: row for row in codes if row.id not in going}
    faults = []
    for code in book.walk():
        row = staying.get(code.key)
        if row is None:
            continue
        if row.id in merged:
            fix = "load the merging first, then the file with the key used anew"
            faults.append(Fault(f"the key {code.key!r} is merged away and used anew in one go", where, fix))
        else:
            what = f"the key {code.key!r} is taken by another code of the study"
            faults.append(Fault(what, where, "code keys are unique in a study; rename it, or put the key under was"))
    return faults
