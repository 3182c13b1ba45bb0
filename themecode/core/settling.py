"""When the same row of coders' work was changed in two files: which version stands.

Three versions are compared: as it was when the file parted from the study, as it is in the file now, and
as it is in the study now. Where only one side changed it, that side stands. Where both did, the later
one stands by the row's own time; at the same time a row that was taken away, then the larger uuid, then
the larger content. So any two files give the same, whichever is taken first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Value = str | int | None


@dataclass(frozen=True)
class Kind:
    """A table of coders' work: what its rows refer to, and what tells two versions of a row apart."""

    table: str
    refers: Mapping[str, str]
    """Column -> the table it refers to. In a `Record` such a column holds a uuid."""
    stamp: str
    """The column that says when the row was last written."""
    place: tuple[str, ...] = ()
    """The columns that no two live rows share; none where the uuid alone tells rows apart."""
    beside: frozenset[str] = frozenset()
    """Columns in which two versions of a row may differ and still say the same."""


@dataclass(frozen=True)
class Record:
    """One version of a row, with uuids for what it refers to, so that it can be held against another file."""

    uuid: str
    deleted: bool
    values: Mapping[str, Value]

    def place(self, kind: Kind) -> tuple[Value, ...]:
        """Return what no other live row of this kind shares."""
        return tuple(self.values[column] for column in kind.place)


CODINGS = Kind(
    "codings",
    {"document_id": "documents", "code_id": "codes", "coder_id": "coders", "round_id": "rounds"},
    stamp="created",
    place=("document_id", "coder_id", "round_id", "code_id", "start", "end"),
    beside=frozenset(("created", "origin")),
)
COMPLETIONS = Kind(
    "completions",
    {"document_id": "documents", "codebook_id": "codebooks", "coder_id": "coders", "round_id": "rounds"},
    stamp="created",
    place=("document_id", "codebook_id", "coder_id", "round_id"),
    beside=frozenset(("codebook_version",)),
)
MEMOS = Kind(
    "memos",
    {
        "coder_id": "coders",
        "document_id": "documents",
        "coding_id": "codings",
        "code_id": "codes",
        "case_id": "cases",
    },
    stamp="changed",
    beside=frozenset(("created",)),
)

QUOTES = Kind(
    "quotes",
    {"document_id": "documents", "code_id": "codes", "coder_id": "coders"},
    stamp="changed",
    beside=frozenset(("created",)),
)
CELLS = Kind(
    "cells",
    {"case_id": "cases", "code_id": "codes", "coder_id": "coders"},
    stamp="changed",
    place=("case_id", "code_id"),
    beside=frozenset(("created",)),
)
DECISIONS = Kind(
    "decisions",
    {"round_id": "rounds", "document_id": "documents", "codebook_id": "codebooks", "coder_id": "coders"},
    stamp="created",
)
PROPOSALS = Kind(
    "proposals",
    {"round_id": "rounds", "codebook_id": "codebooks", "coder_id": "coders", "document_id": "documents"},
    stamp="created",
)
REJECTIONS = Kind(
    "rejections",
    {"document_id": "documents", "code_id": "codes", "coder_id": "coders", "round_id": "rounds"},
    stamp="created",
)
WORK = (CODINGS, COMPLETIONS, MEMOS, QUOTES, CELLS, DECISIONS, PROPOSALS, REJECTIONS)
"""All tables of coders' work."""


@dataclass(frozen=True)
class Settled:
    """What is to be done with the file's version of a row."""

    take: bool
    """It is written to the study."""
    both: bool
    """Both sides had changed the row, and differently."""


def settle(kind: Kind, base: Record | None, now: Record, here: Record | None) -> Settled:
    """Say whether the file's version of a row stands.

    ``base`` is the row when the file parted from the study (``None``: it was not there), ``now`` the row
    in the file, ``here`` the row in the study (``None``: it is not there).
    """
    was, new, mine = _content(kind, base), _content(kind, now), _content(kind, here)
    if new in (was, mine):
        return Settled(take=False, both=False)
    if mine == was:
        return Settled(take=True, both=False)
    later = here is None or _rank(kind, now) > _rank(kind, here)
    return Settled(later, both=_unstamped(kind, new) != _unstamped(kind, mine))


def is_changed(kind: Kind, base: Record | None, now: Record) -> bool:
    """Tell whether a row says something else than it did."""
    return _content(kind, base) != _content(kind, now)


def before(now: Record, images: Iterable[Mapping[str, Value] | None]) -> Record | None:
    """Return a row as it was before it was touched, ``None`` where it was not there.

    ``images`` are what each touch kept of it, oldest first: the columns as they were, or ``None`` for its making.
    """
    values: dict[str, Value] = {"deleted": int(now.deleted), **now.values}
    seen: set[str] = set()
    for image in images:
        if image is None:
            return None
        values.update({column: value for column, value in image.items() if column not in seen})
        seen.update(image)
    return Record(now.uuid, bool(values.pop("deleted")), values)


def _content(kind: Kind, record: Record | None) -> Mapping[str, Value] | None:
    """Return what a row says; nothing where it is not there or was taken away."""
    if record is None or record.deleted:
        return None
    return {column: value for column, value in record.values.items() if column not in kind.beside}


def _unstamped(kind: Kind, content: Mapping[str, Value] | None) -> Mapping[str, Value] | None:
    return content and {column: value for column, value in content.items() if column != kind.stamp}


def _rank(kind: Kind, record: Record) -> tuple[str, bool, str, list[str]]:
    stamp = str(record.values[kind.stamp])
    return stamp, record.deleted, record.uuid, [repr(record.values[column]) for column in sorted(record.values)]
