"""The words of a finished file, passage by passage, for looking something up in it."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

from themecode.core.errors import InputError
from themecode.core.plaintext import decode, normalise
from themecode.formats.delimited import read_delimited
from themecode.formats.files import read_bytes

_MOST = 500_000_000
_PARTS = re.compile(
    r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml|docProps/(?:core|app|custom)\.xml"
)
_SHEETS = re.compile(
    r"xl/(?:sharedStrings|workbook|comments\d*|worksheets/sheet\d+)\.xml|docProps/(?:core|app|custom)\.xml"
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_passages(path: Path) -> list[tuple[str, str]]:
    """Return (where, text) of everything readable in a .docx, .html, .xlsx, .csv or plain text file.

    Of Office files what they say of themselves too: title, author, comments, notes. Raises InputError where the
    file cannot be read.
    """
    data = read_bytes(path, most=_MOST)
    suffix = path.suffix.casefold()
    if suffix == ".docx":
        return _office(data, path.name, _PARTS, f"{_W}p")
    if suffix == ".xlsx":
        return _office(data, path.name, _SHEETS, "")
    text = normalise(decode(data, path.name))
    if suffix in (".csv", ".tsv"):
        return [
            (f"row {number}, column {place}", cell)
            for number, cells in read_delimited(text, path.name)
            for place, cell in enumerate(cells, start=1)
            if cell
        ]
    if suffix in (".html", ".htm"):
        return _html(text)
    return [(f"line {number}", line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


def _office(data: bytes, name: str, parts: re.Pattern[str], paragraph: str) -> list[tuple[str, str]]:
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [each for each in archive.infolist() if parts.fullmatch(each.filename)]
            if not inside or sum(each.file_size for each in inside) > _MOST:
                raise InputError("this is no file of its kind, or it is too large", name, "check the file")
            found = []
            for each in inside:
                tree = fromstring(archive.read(each))
                elements = tree.iter(paragraph) if paragraph and each.filename.startswith("word/") else tree.iter()
                for number, element in enumerate(elements, start=1):
                    whole = "".join(element.itertext()) if element.tag == paragraph else element.text or ""
                    if element.tag.endswith("}si"):
                        whole = "".join(element.itertext())
                    texts = [whole, *element.attrib.values()] if not paragraph else [whole]
                    found += [(f"{each.filename}, {number}", text) for text in texts if text.strip()]
            return found
    except InputError:
        raise
    except Exception as error:
        raise InputError("this file cannot be read", name, "open it, and save it anew") from error


class _Visible(HTMLParser):
    """Gathers the text of a page by line, and what stands in its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[int, list[str]] = {}

    def handle_data(self, data: str) -> None:
        for number, line in enumerate(data.split("\n"), start=self.getpos()[0]):
            self.found.setdefault(number, []).append(line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = [value for name, value in attrs if value and name in ("title", "alt", "content", "aria-label")]
        self.found.setdefault(self.getpos()[0], []).extend(f" {value} " for value in values)


def _html(text: str) -> list[tuple[str, str]]:
    reader = _Visible()
    reader.feed(text)
    reader.close()
    return [
        (f"line {number}", "".join(parts)) for number, parts in sorted(reader.found.items()) if "".join(parts).strip()
    ]
