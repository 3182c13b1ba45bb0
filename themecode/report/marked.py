"""From what a template says to the blocks of a report.

A template is plain text with a few marks: ``#`` before a heading, ``•`` before a list item, ``>`` before a block quote,
``!`` before a note (``!!`` before a warning), ``**`` around what is strong, an empty line between blocks. What comes
from the study is never read as a mark: it goes through the template as a token, and takes its place when the blocks
are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from themecode.report.blocks import Block, BlockQuote, BulletList, Heading, Note, Paragraph, Run, Runs

OPEN, CLOSE = "\ue000", "\ue001"
"""Around a token's number. Private use: no text of the study reaches a template's output but as a token."""

_TOKEN = re.compile(f"{OPEN}(\\d+){CLOSE}")
_HEADING = re.compile(r"(#{1,3})\s+(.*)", re.DOTALL)
_SPACE_BEFORE = re.compile(r"[ \t\n]+(?=[.,;:!?)](?:[ \t\n]|$))")
_SPACES = re.compile(r"[ \t\n]+")
"""Not the no-break space, which groups thousands."""


class Tokens:
    """What a template prints from the study, by token."""

    def __init__(self) -> None:
        """Begin with none."""
        self._runs: list[Runs] = []

    def put(self, runs: Iterable[Run]) -> str:
        """Keep runs and return the token that stands for them."""
        self._runs.append(tuple(runs))
        return f"{OPEN}{len(self._runs) - 1}{CLOSE}"

    def runs(self, text: str) -> Runs:
        """Return a line of a template as runs, with what its tokens stand for."""
        text = _SPACE_BEFORE.sub("", _SPACES.sub(" ", text)).strip()
        found: list[Run] = []
        for place, part in enumerate(text.split("**")):
            strong = place % 2 == 1
            for number, piece in enumerate(_TOKEN.split(part)):
                if number % 2 == 0:
                    found.append(Run(piece, strong=strong))
                else:
                    found += [replace(run, strong=run.strong or strong) for run in self._runs[int(piece)]]
        return merged(found)


def blocks(text: str, tokens: Tokens) -> tuple[Block, ...]:
    """Read a rendered template."""
    found: list[Block] = []
    for part in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in part.strip().splitlines() if line.strip()]
        if lines:
            found += _blocks_of(lines, tokens)
    return tuple(found)


def _blocks_of(lines: list[str], tokens: Tokens) -> Iterable[Block]:
    """Read what stands between two empty lines; a list or quote may follow its lead-in directly."""
    kind = ""
    gathered: list[str] = []
    for line in [*lines, ""]:
        mark = _mark(line)
        if kind == "!" and not mark and line:  # a note goes on
            mark = kind
        if gathered and (not line or mark != kind or line.startswith(("#", "!"))):
            yield from _block(kind, gathered, tokens)
            gathered = []
        if line:
            kind = mark
            gathered.append(line)


def _mark(line: str) -> str:
    return line[0] if line[:1] in ("#", "•", ">", "!") else ""


def _block(kind: str, lines: list[str], tokens: Tokens) -> Iterable[Block]:
    if kind == "•":
        yield BulletList(tuple(tokens.runs(line[1:]) for line in lines))
    elif kind == ">":
        yield BlockQuote(tuple(tokens.runs(line[1:]) for line in lines))
    elif kind == "!":
        if runs := tokens.runs("\n".join(lines).lstrip("!")):
            yield Note(runs, warning=lines[0].startswith("!!"))
    elif found := _HEADING.fullmatch("\n".join(lines)) if kind == "#" else None:
        yield Heading(len(found[1]) + 1, tokens.runs(found[2]))
    else:
        yield Paragraph(tokens.runs("\n".join(lines)))


def merged(runs: Iterable[Run]) -> Runs:
    """Join neighbouring runs of the same look that have no source, and drop empty ones."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = found[-1] if found else None
        if last is not None and last.source is None and run.source is None and last.strong == run.strong:
            found[-1] = replace(last, text=last.text + run.text)
        else:
            found.append(run)
    return tuple(found)
