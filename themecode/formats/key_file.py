"""The key of stand-ins: who is behind each, and what a study said before. Sealed, and never in the study."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from themecode.core.errors import InputError
from themecode.formats.files import read_bytes, replacing
from themecode.formats.sealed import is_sealed, seal, unseal

_FORMAT = "themecode stand-ins 1"


@dataclass(frozen=True)
class StandIn:
    """Someone or something that has a stand-in."""

    kind: str
    name: str
    standin: str
    also: tuple[str, ...] = ()
    """Other names of the same."""


@dataclass(frozen=True)
class TextRun:
    """What one run replaced in the text of a document."""

    before: str
    """SHA-256 of the text before, and after."""
    after: str
    edits: tuple[tuple[int, str, str], ...]
    """(start in the text before, what stood there, what stands there now), in order."""
    rows: dict[str, dict[str, tuple[int, int, int, int]]] = field(default_factory=dict)
    """By table and id of what began or ended inside something replaced: start and end before, and after."""
    gone: tuple[int, ...] = ()
    """Codings that fell together with another."""
    segments: dict[str, list[list[Any]]] | None = None
    """Turns and sentences before, where they cannot be worked out from those after."""


@dataclass(frozen=True)
class Run:
    """What one run replaced, anywhere in the study."""

    moment: str
    documents: dict[str, TextRun] = field(default_factory=dict)
    """By id."""
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By path: SHA-256 of what stands there after (of what the history kept, without where it stood), and what
    stood there before."""


@dataclass(frozen=True)
class Key:
    """The whole key of a study."""

    study: str
    """Its uuid."""
    uuid: str
    """Of the key; the study knows which is its own."""
    standins: tuple[StandIn, ...] = ()
    next_numbers: dict[str, int] = field(default_factory=dict)
    """By word of the stand-ins: the number that comes next. None is given twice."""
    runs: tuple[Run, ...] = ()
    left: tuple[str, ...] = ()
    """What was found and left on purpose, so that it is not asked again."""


def read_key(path: Path, passphrase: str) -> Key:
    """Read a key. Raises InputError where it is none, the passphrase is another, or it cannot be read."""
    data = read_bytes(path)
    if not is_sealed(data):
        raise InputError("this is no key of stand-ins", str(path), "name the file that pseudonymise wrote")
    try:
        content = json.loads(unseal(data, passphrase, str(path)))
        if content["format"] != _FORMAT:
            raise ValueError
        return _key(content)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(
            "this sealed file is no key of stand-ins", str(path), "name the file that pseudonymise wrote"
        ) from None


def write_key(path: Path, key: Key, passphrase: str) -> None:
    """Write a key, sealed, for its owner alone to read. Raises InputError where it cannot be written."""
    content = json.dumps({"format": _FORMAT, **asdict(key)}, ensure_ascii=False)
    sealed = seal(content.encode("utf-8"), passphrase)
    with replacing(path) as file:
        file.write(sealed)


def _key(content: dict[str, Any]) -> Key:
    return Key(
        study=content["study"],
        uuid=content["uuid"],
        standins=tuple(
            StandIn(each["kind"], each["name"], each["standin"], tuple(each["also"])) for each in content["standins"]
        ),
        next_numbers={word: int(number) for word, number in content["next_numbers"].items()},
        runs=tuple(_run(each) for each in content["runs"]),
        left=tuple(content.get("left", ())),
    )


def _run(content: dict[str, Any]) -> Run:
    documents = {
        id: TextRun(
            before=each["before"],
            after=each["after"],
            edits=tuple((start, old, new) for start, old, new in each["edits"]),
            rows={
                table: {row: (a, b, c, d) for row, (a, b, c, d) in rows.items()} for table, rows in each["rows"].items()
            },
            gone=tuple(each["gone"]),
            segments=each["segments"],
        )
        for id, each in content["documents"].items()
    }
    return Run(content["moment"], documents, {path: (a, b) for path, (a, b) in content["fields"].items()})
