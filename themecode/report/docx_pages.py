"""Upright pages and pages turned on their side, for tables that are too wide for an upright one."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from themecode.report.docx_parts import paragraph
from themecode.report.docx_styles import NOTE


class Pages:
    """Turns the page where it must be turned; what stands before it keeps the way it has."""

    def __init__(self, settings: Any) -> None:
        """Take the settings of the upright page, which stand last in the document."""
        self._last = settings
        self._upright = deepcopy(settings)
        self._before: Any = None
        self.across = False

    def seen(self, made: Any) -> Any:
        """Note an element that stands in the document, and return it."""
        self._before = made
        return made

    def turn(self, *, across: bool) -> Iterator[Any]:
        """Begin a new page on its side, or upright again, where it is not so already."""
        from docx.oxml.ns import qn

        if across == self.across:
            return
        if self._before is not None:
            last = self._before
            if last.tag != qn("w:p"):
                last = paragraph((), NOTE)
                yield last
            last.get_or_add_pPr().append(self._settings())
        self.across = across
        self._before = None

    def end(self) -> None:
        """Let the last pages be as they are."""
        if self.across:
            turned = self._settings()
            self._last.getparent().replace(self._last, turned)

    def _settings(self) -> Any:
        """Return the settings of the page as it is turned now."""
        from docx.oxml.ns import qn

        made = deepcopy(self._upright)
        if self.across:
            size = made.find(qn("w:pgSz"))
            width, height = size.get(qn("w:w")), size.get(qn("w:h"))
            size.set(qn("w:w"), height)
            size.set(qn("w:h"), width)
            size.set(qn("w:orient"), "landscape")
        return made
