"""Finding words in a text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from themecode.core.documents import Span


def find(text: str, query: str) -> list[Span]:
    """Return where a text holds what is looked for, capitals or not, in order and without overlap.

    A space stands for any white space, so that what is broken over rows or paragraphs is found. Å, ä and ö are
    letters of their own: they are found by themselves only.
    """
    words = unicodedata.normalize("NFC", query).split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words), re.IGNORECASE)
    return [Span(found.start(), found.end()) for found in pattern.finditer(text)]


class Hits:
    """What was found, by place."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self.spans = spans
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def between(self, start: int, end: int) -> tuple[Span, ...]:
        """Return those that have a part in ``[start, end)``."""
        return tuple(self.spans[bisect_right(self._ends, start) : bisect_left(self._starts, end)])

    def at(self, span: Span) -> int | None:
        """Return the place in the list of a hit that is exactly this span."""
        at = bisect_left(self._starts, span.start)
        return at if at < len(self.spans) and self.spans[at] == span else None

    def after(self, offset: int) -> int:
        """Return the place of the first hit that starts at or after an offset, from the beginning if none does."""
        at = bisect_left(self._starts, offset)
        return at if at < len(self.spans) else 0

    def before(self, offset: int) -> int:
        """Return the place of the last hit that starts before an offset, from the end if none does."""
        return (bisect_left(self._starts, offset) - 1) % max(1, len(self.spans))
