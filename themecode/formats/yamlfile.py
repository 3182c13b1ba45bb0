"""YAML as a tree that knows its lines; of YAML only what study files need is let in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from themecode.core.errors import Fault, InputError
from themecode.core.plaintext import decode, normalise
from themecode.formats.files import read_bytes

MOST_BYTES = 5_000_000
"""About ten seconds' reading, and a hundred times a large codebook."""
MOST_DEPTH = 50

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True)
class Scalar:
    """A single value, as written."""

    text: str
    line: int
    plain: bool = False
    """Written without quotes, so that it may mean nothing or a boolean."""

    @property
    def empty(self) -> bool:
        """Whether nothing is written, or ``null``."""
        return self.plain and self.text in _NULLS

    @property
    def boolean(self) -> bool | None:
        """The boolean it means, if any."""
        return _BOOLEANS.get(self.text) if self.plain else None


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True)
class Fields:
    """A mapping; no key stands twice."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int


Node = Scalar | Items | Fields


def load_yaml(path: Path) -> Fields:
    """Read a YAML 1.2 file that is a mapping.

    Scalars keep their text as written: ``23`` and ``Ja`` stay what they are; block texts lose the final line
    break. Anchors, aliases and tags are refused: study files have no use for them, and they can make a
    small file enormous.

    Raises InputError where the file cannot be read, has over 5 MB or 50 levels, is no YAML or no mapping,
    holds several documents, or has a key twice in one mapping (each listed), with the line.
    """
    text = normalise(decode(read_bytes(path, MOST_BYTES), path.name))
    builder = _Builder(path.name)
    try:
        builder.take(YAML(typ="safe", pure=True).parse(text))
    except (YAMLError, ValueError, LookupError, OverflowError) as error:  # the last three from odd escapes
        raise InputError(_explained(error, text, path.name)) from error
    if builder.faults:
        raise InputError.of(builder.faults)
    if not isinstance(builder.top, Fields):
        raise InputError("the file has no keys such as 'key: value'", path.name, "check that it is the right file")
    return builder.top


class _Builder:
    """Builds the tree from events on a stack of its own, so that no depth can exhaust Python's."""

    def __init__(self, name: str) -> None:
        self.top: Node | None = None
        self.faults: list[Fault] = []
        self._name = name
        self._open: list[tuple[bool, int, list[Node]]] = []
        """Of each collection still open: is it a mapping, its line, its items or keys and values in turn."""

    def take(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            line = event.start_mark.line + 1
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refusal("a second document begins", line, "remove the line ---")
            elif isinstance(event, NodeEvent):
                self._check(event, line)
                if isinstance(event, ScalarEvent):
                    block = event.style in ("|", ">")
                    self._add(Scalar(event.value.rstrip("\n") if block else event.value, line, not event.style))
                else:
                    self._open.append((isinstance(event, MappingStartEvent), line, []))
            elif isinstance(event, CollectionEndEvent):
                mapping, line, nodes = self._open.pop()
                self._add(self._fields(nodes, line) if mapping else Items(tuple(nodes), line))

    def _check(self, event: Any, line: int) -> None:
        if isinstance(event, AliasEvent) or event.anchor:
            fix = "write the text out, or put it in quotes if it begins with & or *"
            raise self._refusal("anchors (&) and aliases (*) are not used here", line, fix)
        if event.ctag:
            fix = "remove it, or put the text in quotes if it begins with !"
            raise self._refusal("tags (!) are not used here", line, fix)
        if isinstance(event, CollectionStartEvent) and len(self._open) >= MOST_DEPTH:
            raise self._refusal(f"there are more than {MOST_DEPTH} levels", line, "make the tree flatter")

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1][2].append(node)
        else:
            self.top = node

    def _fields(self, nodes: list[Node], line: int) -> Fields:
        first: dict[str, int] = {}
        pairs: list[tuple[Scalar, Node]] = []
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise self._refusal("a key is a list or mapping", key.line, "put texts with [ or { in quotes")
            if key.text in first:
                what = f"the key {key.text!r} stands in line {first[key.text]} too"
                self.faults.append(Fault(what, f"{self._name}, line {key.line}", "keep one of them"))
            first.setdefault(key.text, key.line)
            pairs.append((key, value))
        return Fields(tuple(pairs), line)

    def _refusal(self, what: str, line: int, fix: str) -> InputError:
        return InputError(what, f"{self._name}, line {line}", fix)


def _explained(error: Exception, text: str, name: str) -> Fault:
    """Say in our words what the parser stumbled over."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "an odd escape")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        line: int | None = mark.line + 1
    else:
        position = getattr(error, "position", None)
        line = None if position is None else text.count("\n", 0, position) + 1
    where = name if line is None else f"{name}, line {line}"
    if "'\\t'" in problem:
        return Fault("a tab is used to indent", where, "indent with spaces")
    if "mapping values" in problem:
        return Fault("a colon stands where no key can", where, "indent keys alike, and put text with ': ' in quotes")
    return Fault(f"this is not YAML ({problem})", where, "check quotes, brackets and indentation there and before")
