"""The units of a text that the cursor moves by: words, sentences, turns, paragraphs.

Everything follows from two questions to a series of units: which is the first to start after an offset, and
which is the last to start before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, Protocol

from themecode.core.documents import Span, Turn
from themecode.tui.view.characters import paragraphs

Unit = Literal["word", "sentence", "turn", "paragraph", "document"]
Direction = Literal[-1, 1]

GROWING: tuple[Unit, ...] = ("word", "sentence", "turn", "paragraph", "document")
"""From the smallest to the largest: what a selection grows to, step by step."""

_TOKEN = re.compile(r"[^\s/–—…]+")
_SPACE = re.compile(r"\s")
_PUNCTUATION = "\"'.,;:!?()[]{}<>«»‹›„“”‟‘’‚‛¿¡-·•*_"


class Series(Protocol):
    """Units in text order that do not overlap."""

    def starting_after(self, offset: int) -> Span | None:
        """Return the first unit that starts after an offset."""

    def starting_before(self, offset: int) -> Span | None:
        """Return the last unit that starts before an offset."""


class Listed:
    """Units that are known beforehand."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self._starts = [span.start for span in spans]

    def starting_after(self, offset: int) -> Span | None:
        """Return the first unit that starts after an offset."""
        at = bisect_right(self._starts, offset)
        return self.spans[at] if at < len(self.spans) else None

    def starting_before(self, offset: int) -> Span | None:
        """Return the last unit that starts before an offset."""
        at = bisect_left(self._starts, offset)
        return self.spans[at - 1] if at else None


class Words:
    """The words of a text, looked up by paragraph when the cursor gets there.

    A word is what stands between spaces, slashes and dashes without the punctuation around it: ``tv-serie``,
    ``EU:s`` and ``8.15`` are words, and so is an emoji. Speaker labels are passed over: nobody codes them.
    """

    def __init__(self, text: str, turns: Sequence[Turn]) -> None:
        self._text = text
        self._paragraphs = paragraphs(text)
        self._starts = [paragraph.start for paragraph in self._paragraphs]
        self._labels = Listed([Span(turn.label_start, turn.start) for turn in turns])
        self._known: dict[int, Listed] = {}

    def starting_after(self, offset: int) -> Span | None:
        """Return the first word that starts after an offset."""
        for number in range(self._paragraph_of(offset), len(self._paragraphs)):
            if word := self._words_of(number).starting_after(offset):
                return word
        return None

    def starting_before(self, offset: int) -> Span | None:
        """Return the last word that starts before an offset."""
        for number in range(self._paragraph_of(offset), -1, -1):
            if word := self._words_of(number).starting_before(offset):
                return word
        return None

    def _paragraph_of(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _words_of(self, number: int) -> Listed:
        """Find the words of a paragraph once."""
        known = self._known.get(number)
        if known is None:
            start, end = self._paragraphs[number].start, self._paragraphs[number].end
            words = []
            for token in _TOKEN.finditer(self._text, start, end):
                body = token[0].rstrip(_PUNCTUATION)
                first = token.start() + len(body) - len(body.lstrip(_PUNCTUATION))
                if body and not self._in_label(first):
                    words.append(Span(first, token.start() + len(body)))
            known = self._known[number] = Listed(words)
        return known

    def _in_label(self, offset: int) -> bool:
        label = self._labels.starting_before(offset + 1)
        return label is not None and offset < label.end


class Units:
    """All units of a text. Without sentences or turns, paragraphs stand in for them."""

    def __init__(self, text: str, sentences: Sequence[Span] = (), turns: Sequence[Turn] = ()) -> None:
        self.text = text
        plain = Listed([trimmed(text, span) for span in paragraphs(text) if not text[span.start : span.end].isspace()])
        plain = Listed([span for span in plain.spans if span])
        said = Listed([Span(turn.start, turn.end) for turn in turns if turn.end > turn.start])
        self._series: dict[Unit, Series] = {
            "word": Words(text, turns),
            "sentence": Listed(sentences) if sentences else plain,
            "turn": said if said.spans else plain,
            "paragraph": plain,
            "document": Listed([trimmed(text, Span(0, len(text)))]),
        }

    def at(self, unit: Unit, offset: int) -> Span:
        """Return the unit around an offset, else the next one, else the last, else an empty span.

        Punctuation counts to the word that it stands at.
        """
        series = self._series[unit]
        before = series.starting_before(offset + 1)
        if before is not None and (offset < before.end or not _SPACE.search(self.text, before.end, offset + 1)):
            return before
        return series.starting_after(offset) or before or Span(offset, offset)

    def move(self, unit: Unit, offset: int, direction: Direction) -> int:
        """Return where the next unit starts, or the last one before the offset; the offset if none does."""
        series = self._series[unit]
        found = series.starting_after(offset) if direction > 0 else series.starting_before(offset)
        return offset if found is None else found.start

    def end_after(self, unit: Unit, offset: int) -> int:
        """Return the first end of a unit after an offset; the offset itself where there is none."""
        series = self._series[unit]
        around = series.starting_before(offset)
        if around is not None and around.end > offset:
            return around.end
        following = series.starting_after(offset - 1)
        return offset if following is None else following.end

    def end_before(self, unit: Unit, offset: int) -> int | None:
        """Return the last end of a unit before an offset."""
        series = self._series[unit]
        found = series.starting_before(offset)
        while found is not None and found.end >= offset:
            found = series.starting_before(found.start)
        return None if found is None else found.end

    def around(self, span: Span) -> Span | None:
        """Return the least stretch of whole units that holds a span and more; ``None`` where it is all of the text."""
        for unit in GROWING:
            first, last = self.at(unit, span.start), self.at(unit, max(span.start, span.end - 1))
            whole = trimmed(self.text, Span(min(first.start, span.start), max(last.end, span.end)))
            if whole.start <= span.start and span.end <= whole.end and len(whole) > len(span):
                return whole
        return None

    def within(self, span: Span, offset: int) -> Span | None:
        """Return the largest unit at an offset that lies in a span and is less; ``None`` where none is."""
        for unit in reversed(GROWING):
            found = self.at(unit, offset)
            if span.start <= found.start and found.end <= span.end and 0 < len(found) < len(span):
                return found
        return None


def trimmed(text: str, span: Span) -> Span:
    """Leave out the white space at both ends; a span of nothing else stays as it is."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else span
