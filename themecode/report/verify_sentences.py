"""Sentences that the study writes, with their numbers: the same sentence in a file must have the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from themecode.formats.read_report import Part, TablePart
from themecode.report.verify_facts import key

_NUMBER = re.compile(r"(?<![\w])[−-]?\d+(?:[ ,.]\d+)*(?![\w])")
_END = re.compile(r"[.!?]”? (?=\S)")
_TABLE = re.compile(r"^(?:tabell|table) [\w.]*\w[.:] ")


@dataclass(frozen=True)
class Numbered:
    """A sentence in a text, and the numbers in it."""

    shape: str
    """The sentence without its numbers, by which it is known again."""
    numbers: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    """Where the numbers stand in the text."""


Shapes = Mapping[str, Sequence[tuple[str, ...]]]
"""Shape of a sentence -> the numbers it has."""
Scope = tuple[str, str]
"""A heading, and a heading or caption below it."""
HIGHEST = 2
"""Level of a heading from which it is below another."""


@dataclass
class Sentences:
    """What the study says in each part of a report."""

    known: dict[Scope, dict[str, list[tuple[str, ...]]]] = field(default_factory=dict)
    headings: dict[str, int] = field(default_factory=dict)
    """What is a heading, with its level: plain text does not say, and a file with a title has all one deeper."""

    def add(self, scope: Scope, text: str) -> None:
        """Keep the sentences of a text that have numbers."""
        for each in sentences(key(text)):
            self.known.setdefault(scope, {}).setdefault(each.shape, []).append(each.numbers)


class Walk:
    """Where in a report one is, part by part."""

    def __init__(self, headings: Mapping[str, int]) -> None:
        """Take what is a heading although the file may not say so."""
        self._headings = headings
        self.scope: Scope = ("", "")

    def step(self, part: Part) -> None:
        """Go on to a part."""
        if isinstance(part, TablePart):
            if part.caption:
                self.scope = (self.scope[0], scope_of(part.caption))
            return
        name = scope_of(part.text)
        level = self._headings.get(name, part.level if part.kind == "heading" else 0)
        if level and level <= HIGHEST:
            self.scope = (name, "")
        elif level or part.kind == "caption" or _TABLE.match(key(part.text)):
            self.scope = (self.scope[0], name)


class Scopes:
    """For each part of a file, which sentences of the study may stand there."""

    def __init__(self, parts: Sequence[Part], known: Sentences) -> None:
        """Walk through a file once."""
        walk = Walk(known.headings)
        self._found: dict[int, list[Shapes]] = {}
        for part in parts:
            walk.step(part)
            top, below = walk.scope
            places = [known.known[each] for each in ((top, below), ("", below), (top, "")) if each in known.known]
            self._found[id(part)] = list(places)

    def of(self, part: Part) -> Sequence[Shapes]:
        """Return the sentences known where a part stands, the nearest first."""
        return self._found.get(id(part), ())


def sentences(text: str) -> Iterator[Numbered]:
    """Yield the sentences of a text, as `key` gives it, that have numbers in them."""
    start = 0
    for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
        numbers = list(_NUMBER.finditer(text, start, end))
        if numbers:
            shape = _NUMBER.sub("#", text[start:end]).strip()
            yield Numbered(shape, tuple(map(plain_number, numbers)), tuple(found.span() for found in numbers))
        start = end


@lru_cache(10_000)
def scope_of(text: str) -> str:
    """Return what a heading or a caption is known by, whatever the number of its table."""
    return _TABLE.sub("", key(text)).rstrip(" .")


def plain_number(number: re.Match[str] | str) -> str:
    """Return a number as it is compared: a point for decimals, thousands together, one kind of minus."""
    text = (number if isinstance(number, str) else number[0]).replace("−", "-")
    text = re.sub(r"(?<=\d)[ ,.](?=\d{3}(?:\D|$))", "", text)
    return text.replace(",", ".")
