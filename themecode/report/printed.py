"""What a template is given: texts and numbers of the study, which know where they come from when they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Self

from themecode.report.blocks import Run, Runs, Source
from themecode.report.marked import CLOSE, OPEN
from themecode.report.numbers import grouped
from themecode.report.typography import conjunction, in_words


class Text(str):
    """A text of the study. It is printed as it is: marks of the template mean nothing in it."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> Self:
        """Take a text, on one line."""
        return cls(" ".join(text.split()).replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd"))

    @property
    def runs(self) -> Runs:
        """What is printed."""
        return (Run(str(self)),)


class Figure(int):
    """A number of the study: counts as one in a template, and says where it comes from when printed."""

    source: Source
    language: str

    def __new__(cls, source: Source, language: str) -> Self:
        """Take the number its source names."""
        made = super().__new__(cls, source.value)
        made.source, made.language = source, language
        return made

    @property
    def runs(self) -> Runs:
        """What is printed: digits, thousands set apart."""
        return (Run(grouped(self, self.language), self.source),)

    @property
    def word(self) -> Printed:
        """The number in words up to twelve."""
        return Printed([Run(in_words(self, self.language), self.source)])

    def __str__(self) -> str:
        """Return the digits."""
        return grouped(int(self), self.language)


class Printed:
    """A phrase in pieces, such as a label with its count. ``again``: it stood in the text before."""

    def __init__(self, runs: Iterable[Run]) -> None:
        """Take its pieces."""
        self.runs: Runs = tuple(runs)
        self.again = False

    def __str__(self) -> str:
        """Return its text."""
        return "".join(run.text for run in self.runs)

    def __add__(self, other: str | Printed) -> Printed:
        """Return the phrase with something after it."""
        return Printed((*self.runs, *(other.runs if isinstance(other, Printed) else (Run(other),))))

    @property
    def opening(self) -> Printed:
        """The phrase with a capital first letter."""
        first, *rest = self.runs or (Run(""),)
        return Printed((replace(first, text=first.text[:1].upper() + first.text[1:]), *rest))


def joined(items: Sequence[Printed | Text], language: str) -> Printed:
    """Join phrases with commas and a last *och* or *and*, with no comma before it; *samt* beside an *och*."""
    runs: list[Run] = []
    last = f" {conjunction([str(item) for item in items], language)} "
    for place, item in enumerate(items):
        if place:
            runs.append(Run(last if place == len(items) - 1 else ", "))
        runs += item.runs
    return Printed(runs)
