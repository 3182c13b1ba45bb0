"""Values out of a YAML tree: what is wrong is noted with its line, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from themecode.core.errors import Fault, InputError
from themecode.core.localized import ANY, Localized
from themecode.formats.yamlfile import Fields, Items, Node, Scalar

Choice = TypeVar("Choice", bound=StrEnum)

_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Reader:
    """Takes nodes apart and gathers every fault on the way; a faulty value is read as one left out.

    A key without a value (``definition:``) counts as left out. ``what`` names the value in messages.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._faults: list[tuple[int, Fault]] = []

    def fault(self, line: int, what: str, fix: str = "") -> None:
        """Note what is wrong in ``line``."""
        self._faults.append((line, Fault(what, f"{self._name}, line {line}", fix)))

    def finish(self) -> None:
        """Raise InputError with the faults noted, from the first line to the last, if there are any."""
        if self._faults:
            raise InputError.of([fault for _, fault in sorted(self._faults, key=lambda noted: noted[0])])

    def mapping(self, node: Node, what: str, known: Sequence[str], required: Sequence[str] = ()) -> dict[str, Node]:
        """Return the values by key of a mapping; note keys that are unknown or missing."""
        if not isinstance(node, Fields):
            self.fault(node.line, f"{what} must have keys", f"write {(*required, *known)[0]}: and its value")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.pairs:
            if key.text not in known:
                close = get_close_matches(key.text, known, n=1)
                fix = f"did you mean {close[0]!r}?" if close else f"its keys are {', '.join(known)}"
                self.fault(key.line, f"{what} has no key {key.text!r}", fix)
            elif not _is_empty(value):
                found[key.text] = value
        for missing in required:
            if missing not in found:
                self.fault(node.line, f"{what} lacks {missing!r}", f"write {missing}: and its value")
        return found

    def pairs(self, node: Node | None, what: str) -> tuple[tuple[Scalar, Node], ...]:
        """Return the keys and values of a mapping that may have any keys."""
        if isinstance(node, Fields):
            return node.pairs
        if node is not None and not _is_empty(node):
            self.fault(node.line, f"{what} must be key: value, one or several", "write key: value, or {key: value}")
        return ()

    def items(self, node: Node | None, what: str) -> tuple[Node, ...]:
        """Return the items of a list."""
        if isinstance(node, Items):
            return node.items
        if node is not None and not _is_empty(node):
            self.fault(node.line, f"{what} must be a list", "write each item on a line after '- ', or [one, two]")
        return ()

    def text(self, node: Node | None, what: str) -> str:
        """Return a text as written, also a number or boolean; ``""`` where left out."""
        if isinstance(node, Scalar):
            return "" if node.empty else node.text
        if node is not None:
            self.fault(node.line, f"{what} must be a single text", "put text with [ or { in quotes")
        return ""

    def listed(self, node: Node | None, what: str) -> tuple[tuple[str, int], ...]:
        """Return (text, line) of each item of a list of texts."""
        found = []
        for item in self.items(node, what):
            text = self.text(item, f"an item of {what}")
            if text:
                found.append((text, item.line))
            elif isinstance(item, Scalar):
                self.fault(item.line, f"{what} has an empty item", "fill it in or remove it")
        return tuple(found)

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """Return the texts of a list; a single text stands for a list of one."""
        if isinstance(node, Scalar):
            return () if node.empty else (node.text,)
        return tuple(text for text, _ in self.listed(node, what))

    def boolean(self, node: Node | None, what: str, default: bool) -> bool:
        """Return ``true`` or ``false``, the default where left out."""
        if node is None:
            return default
        value = node.boolean if isinstance(node, Scalar) else None
        if value is None:
            self.fault(node.line, f"{what} must be true or false", "write true or false, without quotes")
            return default
        return value

    def choice(self, node: Node | None, what: str, default: Choice) -> Choice:
        """Return the member of ``default``'s enumeration that is written, the default where left out."""
        text = self.text(node, what)
        kinds = type(default)
        if text in list(kinds):
            return kinds(text)
        if isinstance(node, Scalar):
            self.fault(node.line, f"{what} cannot be {text!r}", f"write one of {', '.join(filter(None, kinds))}")
        return default

    def localized(self, node: Node | None, what: str) -> Localized:
        """Return a text for all languages, or one per language; empty ones are left out."""
        if isinstance(node, Items):
            self.fault(node.line, f"{what} must be a text, or one per language", "write {sv: ..., en: ...}")
            return Localized()
        if not isinstance(node, Fields):
            text = self.text(node, what)
            return Localized.of(text or None)
        texts = {language: self.text(value, what) for language, value in self.by_language(node, what)}
        return Localized({language: text for language, text in texts.items() if text})

    def by_language(self, node: Node | None, what: str) -> Iterator[tuple[str, Node]]:
        """Yield (language, value) of a mapping by language; ``""`` is for all that are not named."""
        for key, value in self.pairs(node, what):
            if key.text == ANY or _LANGUAGE.fullmatch(key.text):
                yield key.text, value
            else:
                self.fault(
                    key.line,
                    f"{what}: {key.text!r} is no language",
                    "write sv, en or another code of 2-3 letters",
                )

    def once(self, seen: dict[str, int], text: str, line: int, what: str) -> None:
        """Note that ``what`` stands in ``line``; a fault where ``seen`` (text -> line) has it already."""
        if text in seen:
            self.fault(line, f"{what} {text!r} stands in line {seen[text]} too", "keep one, or rename one")
        else:
            seen[text] = line


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty
