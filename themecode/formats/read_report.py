"""A finished report read back: headings, paragraphs, list items, quotes and tables, as they are seen.

Only the visible text is read. So a report can be checked after somebody wrote in it by hand, whatever program it was
saved with.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from themecode.core.errors import InputError
from themecode.core.plaintext import decode, normalise
from themecode.formats.files import read_bytes

SUFFIXES = (".docx", ".html", ".htm", ".md", ".txt")
LARGEST = 100_000_000
"""Bytes of a file; more is no report."""

_UNSEEN = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff")
)
"""Marks that are not seen: soft hyphens, and what says in which direction a text runs."""


@dataclass(frozen=True)
class TextPart:
    """A piece of running text."""

    kind: str
    """``heading``, ``paragraph``, ``item`` (of a list), ``quote`` (set apart) or ``caption``."""
    text: str
    """On one line, spaces of every kind as one plain space, NFC."""
    level: int = 0
    """Of a heading; 1 is the highest. 0 where the file does not say."""


@dataclass(frozen=True)
class TablePart:
    """A table, row by row; the first row is its head, where it has one."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


Part = TextPart | TablePart


def read_report(path: Path) -> list[Part]:
    """Read a report from .docx, .html, .md or .txt.

    Raises InputError where there is no such file, or it is of another kind, damaged, too large or without text.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        kind = path.suffix or "a file without suffix"
        kinds = ", ".join(each for each in SUFFIXES if each != ".htm")
        raise InputError(f"a report is not read from {kind}", str(path), f"choose one of: {kinds}")
    data = read_bytes(path, LARGEST)
    parts = _reader(suffix)(data, path)
    if not parts:
        raise InputError("the file has no text", str(path), "check that it is the right file, and saved")
    return parts


def _reader(suffix: str) -> Callable[[bytes, Path], list[Part]]:
    if suffix == ".docx":
        from themecode.formats.read_report_docx import parts_of_docx

        return parts_of_docx
    if suffix in (".html", ".htm"):
        from themecode.formats.read_report_html import parts_of_html

        return lambda data, path: parts_of_html(decode(data, str(path)))
    from themecode.formats.read_report_text import parts_of_markdown, parts_of_text

    read = parts_of_markdown if suffix == ".md" else parts_of_text
    return lambda data, path: read(normalise(decode(data, str(path))))


def seen(text: str) -> str:
    """Return a text as it is seen: on one line, NFC, without marks that are not seen."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_UNSEEN)).split())
