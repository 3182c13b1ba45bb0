"""A finished report from a Word document, as it stands when tracked changes are accepted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from themecode.core.errors import InputError
from themecode.formats.read_report import Part, TablePart, TextPart, seen
from themecode.formats.transcripts import MAX_UNPACKED, paragraph_pieces

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CAPTIONS = ("caption", "beskrivning")
_HEADING = re.compile(r"(?:heading|rubrik) ?(\d)")


def parts_of_docx(data: bytes, path: Path) -> list[Part]:
    """Read the body of a document; headers, footers, comments and notes stay out.

    Raises InputError where it is no .docx that can be read.
    """
    from docx import Document

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise InputError(f"the file unpacks to {unpacked // 1_000_000} MB", str(path), "remove its pictures")
        document = Document(io.BytesIO(data))
        return list(_parts(document.element.body, _styles(document)))
    except InputError:
        raise
    except Exception as error:  # a damaged package fails in zip, XML or python-docx, each in its own way
        what = "this is no .docx that can be read"
        raise InputError(what, str(path), "open it in Word and save it again as .docx") from error


def _styles(document: Any) -> dict[str, tuple[str, int]]:
    """Return (kind, level) by style id: by what Word calls the style, or its place in the outline."""
    found = {}
    for style in document.styles.element.iter(f"{_WORD}style"):
        name = style.find(f"{_WORD}name")
        called = "" if name is None else (name.get(f"{_WORD}val") or "").casefold()
        outline = style.find(f"{_WORD}pPr/{_WORD}outlineLvl")
        heading = _HEADING.match(called)
        identity = style.get(f"{_WORD}styleId") or ""
        if heading or (outline is not None and (outline.get(f"{_WORD}val") or "").isdigit()):
            found[identity] = ("heading", int(heading[1]) if heading else int(outline.get(f"{_WORD}val")) + 1)
        elif called in ("title", "rubrik"):
            found[identity] = ("heading", 1)
        elif called.startswith(("list", "punktlista", "numrerad lista")):
            found[identity] = ("item", 0)
        elif "quote" in called or "citat" in called:
            found[identity] = ("quote", 0)
        elif called in _CAPTIONS:
            found[identity] = ("caption", 0)
    return found


def _parts(parent: Any, styles: dict[str, tuple[str, int]]) -> Iterator[Part]:
    """Yield paragraphs and tables in reading order, also those in content controls."""
    for child in parent:
        if child.tag == f"{_WORD}p":
            yield from _paragraph(child, styles)
        elif child.tag == f"{_WORD}tbl":
            yield TablePart(tuple(_rows(child)))
        elif child.tag in (f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}customXml", f"{_WORD}ins", f"{_WORD}moveTo"):
            yield from _parts(child, styles)


def _paragraph(paragraph: Any, styles: dict[str, tuple[str, int]]) -> Iterator[TextPart]:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    kind, level = styles.get("" if style is None else style.get(f"{_WORD}val") or "", ("paragraph", 0))
    if kind == "paragraph" and paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None:
        kind = "item"
    if text := seen("".join(paragraph_pieces(paragraph))):
        yield TextPart(kind, text, level)
    for box in paragraph.iter(f"{_WORD}txbxContent"):
        if next(box.iterancestors(_FALLBACK), None) is None:
            for inner in box.iter(f"{_WORD}p"):
                if text := seen("".join(paragraph_pieces(inner))):
                    yield TextPart("paragraph", text)


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    for row in table.iter(f"{_WORD}tr"):
        if row.find(f"{_WORD}trPr/{_WORD}del") is None:
            yield tuple(_cells(row))


def _cells(row: Any) -> Iterator[str]:
    """Yield a row's cells; one that spans columns is followed by empty ones, so that columns stay in line."""
    for cell in row.iterfind(f"{_WORD}tc"):
        yield seen(" ".join("".join(paragraph_pieces(each)) for each in cell.iter(f"{_WORD}p")))
        span = cell.find(f"{_WORD}tcPr/{_WORD}gridSpan")
        yield from [""] * (int(span.get(f"{_WORD}val") or 1) - 1 if span is not None else 0)
