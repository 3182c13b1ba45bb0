"""A report before it has a format: headings, paragraphs, lists, tables, block quotes and notes.

The prose, the tables and the chapters are made of these, and every format (.txt, .md, .docx, .html) is written from
them. A number is a run of its own that says where it comes from, so that a finished file can be checked against the
study.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain


@dataclass(frozen=True)
class Source:
    """Where a printed number comes from."""

    kind: str
    """``count``, ``share``, ``answered``, ``asked``, ``cases``, ``others``, ``themes``, ``documents``, ``passages`` or
    ``state:<answer state>``. Of a closed question ``closed count``, ``closed share``, ``closed none``,
    ``closed answered`` and ``closed total``, with the item, or ``item=answer``, as the code. A cell of a
    split table is ``group count`` or ``group share``, with ``|variable=value`` after the code."""
    question: str | None
    """The question's key; ``None`` for the transcripts."""
    codebook: str
    code: str | None = None
    """The code's key, for a count or a share; ``None`` where a share's wording stands for several codes."""
    value: int = 0
    """The number itself; the numerator of a share."""
    base: int | None = None
    """What a share is of."""


@dataclass(frozen=True)
class Run:
    """A piece of text in one look; a number that can be checked has its source."""

    text: str
    source: Source | None = None
    strong: bool = False


Runs = tuple[Run, ...]
"""Text on one line, in pieces."""


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a chapter, 2 a question, 3 a theme."""

    level: int
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    """Running text. A run-in heading is its first, strong runs."""

    runs: Runs


@dataclass(frozen=True)
class BulletList:
    """Items with a bullet each; the punctuation stands in them."""

    items: tuple[Runs, ...]


@dataclass(frozen=True)
class BlockQuote:
    """What somebody said, set apart and without quotation marks; one tuple of runs per paragraph."""

    paragraphs: tuple[Runs, ...]


@dataclass(frozen=True)
class Table:
    """A table under its caption. The first column holds text, the others numbers."""

    caption: Runs
    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    foot: tuple[Runs, ...] | None = None


@dataclass(frozen=True)
class Note:
    """What must be said beside the text: the coding, answers outside the categories, PRELIMINÄR."""

    runs: Runs
    warning: bool = False


Block = Heading | Paragraph | BulletList | BlockQuote | Table | Note


@dataclass(frozen=True)
class Bar:
    """One category with the number it has in the text."""

    label: str
    count: Run


@dataclass(frozen=True)
class Bars:
    """The categories a question's part of the text counts: a picture of it, a sheet of its own."""

    question: str | None
    """The question's key; ``None`` for the transcripts."""
    codebook: str
    """The codebook's key: with the question it says to which part of the text this belongs."""
    title: str
    number: str
    """The question's number; empty for the transcripts."""
    name: str
    """What the codebook is called."""
    unit: str
    """What the numbers are of, as a column's head: *Antal*."""
    bars: tuple[Bar, ...]
    base: int = 0
    """What shares are of; 0 where there are none."""
    unit_of_base: str = ""
    """What the base counts: *familjecentraler*."""


@dataclass(frozen=True)
class Chapter:
    """A finished report, and what its writer should know but not print."""

    language: str
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()
    """To the analyst, in the report's language: categories below the thresholds, quotes that were left out."""
    sources: tuple[str, ...] = field(default=())
    """The keys of the questions and codebooks it is made of, for the file's properties."""
    title: str = ""
    """What the file is called in its properties and above its text; mostly the study's title."""
    bars: tuple[Bars, ...] = ()
    """Its counts once more, for pictures and sheets; only numbers that the text prints."""


def plain(runs: Iterable[Run]) -> str:
    """Return the text of runs."""
    return "".join(run.text for run in runs)


def runs_of(block: Block) -> Iterator[Run]:
    """Yield every run of a block in reading order."""
    if isinstance(block, Heading | Paragraph | Note):
        yield from block.runs
    elif isinstance(block, BulletList):
        yield from chain.from_iterable(block.items)
    elif isinstance(block, BlockQuote):
        yield from chain.from_iterable(block.paragraphs)
    else:
        yield from block.caption
        for row in [*block.rows, *([block.foot] if block.foot else [])]:
            yield from chain.from_iterable(row)


def sourced(blocks: Iterable[Block]) -> Iterator[Run]:
    """Yield every number of a report that says where it comes from, in reading order."""
    return (run for block in blocks for run in runs_of(block) if run.source is not None)
