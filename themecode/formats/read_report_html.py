"""A finished report from a web page: what a reader sees of it."""

from __future__ import annotations

from html.parser import HTMLParser

from themecode.formats.read_report import Part, TablePart, TextPart, seen

_SKIPPED = frozenset(
    ("script", "style", "head", "svg", "template", "nav", "form", "button", "summary", "noscript", "del")
)
"""What holds no text of the report, or is not seen."""

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"),
)
_BLOCKS = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    **dict.fromkeys(
        ("p", "div", "section", "article", "main", "header", "footer", "figure", "dd", "dt", "ul", "ol"), "paragraph"
    ),
    "li": "item",
    "blockquote": "quote",
    "figcaption": "caption",
    "pre": "paragraph",
}
_CELLS = ("td", "th")


def parts_of_html(page: str) -> list[Part]:
    """Read a page: its headings, paragraphs, list items, quotes and tables."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    """Gathers text by block; tags that are never closed do no harm."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._text: list[str] = []
        self._kinds: list[tuple[str, str]] = []
        self._skipping: list[str] = []
        self._rows: list[list[str]] | None = None
        self._cell = False
        self._caption = ""

    def finished(self) -> list[Part]:
        """Return what was found."""
        self._end_text()
        self._end_table()
        return self.parts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or skip what is not seen."""
        if self._skipping or ((tag in _SKIPPED or any(name == "hidden" for name, _ in attrs)) and tag not in _VOID):
            if tag not in _VOID:
                self._skipping.append(tag)
        elif tag == "br":
            self._text.append("\n")
        elif tag == "table":
            self._end_text()
            self._end_table()
            self._rows, self._caption = [], ""
        elif self._rows is not None:
            self._begin_in_table(tag)
        elif tag in _BLOCKS:
            self._end_text()
            self._kinds.append((tag, _BLOCKS[tag]))

    def _begin_in_table(self, tag: str) -> None:
        assert self._rows is not None
        if tag == "tr":
            self._end_cell()
            self._rows.append([])
        elif tag in _CELLS:
            self._end_cell()
            self._cell = True
        elif tag == "caption":
            self._text.clear()
        elif tag in _BLOCKS:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if self._skipping:
            if tag in self._skipping:
                while self._skipping.pop() != tag:
                    pass
        elif self._rows is not None:
            if tag in _CELLS:
                self._end_cell()
            elif tag == "caption":
                self._caption = seen("".join(self._text))
                self._text.clear()
            elif tag == "table":
                self._end_table()
        elif any(tag == open_tag for open_tag, _ in self._kinds):
            self._end_text()
            while self._kinds.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Gather text."""
        if not self._skipping:
            self._text.append(data)

    def _end_text(self) -> None:
        text = seen("".join(self._text))
        self._text.clear()
        if not text:
            return
        kinds = [kind for _, kind in self._kinds]
        if "quote" in kinds:
            self.parts.append(TextPart("quote", text))
            return
        tag, kind = self._kinds[-1] if self._kinds else ("p", "paragraph")
        if kind == "paragraph" and "item" in kinds:
            kind = "item"
        self.parts.append(TextPart(kind, text, int(tag[1]) if kind == "heading" else 0))

    def _end_cell(self) -> None:
        if self._cell and self._rows is not None:
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append(seen("".join(self._text)))
        self._cell = False
        self._text.clear()

    def _end_table(self) -> None:
        if self._rows is None:
            return
        self._end_cell()
        if rows := tuple(tuple(row) for row in self._rows if row):
            self.parts.append(TablePart(rows, self._caption))
        self._rows = None
