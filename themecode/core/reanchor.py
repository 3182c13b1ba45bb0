"""Finding coded passages again in a corrected text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from themecode.core.documents import Span

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_TOKENS = 4_000
"""A changed stretch longer than this, in words and marks, is taken as rewritten: comparing is quadratic there."""


@dataclass(frozen=True)
class Kept:
    """A stretch that stands in both texts."""

    old: int
    new: int
    length: int


def kept_stretches(old: str, new: str) -> list[Kept]:
    """Return what stands in both texts, in order: first compared by paragraphs, then by words where they differ."""
    found: list[Kept] = []
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_starts, new_starts = _starts(old_lines), _starts(new_lines)
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            found.append(Kept(old_starts[a0], new_starts[b0], old_starts[a1] - old_starts[a0]))
        elif tag == "replace":
            found += _by_words(
                old[old_starts[a0] : old_starts[a1]],
                new[new_starts[b0] : new_starts[b1]],
                old_starts[a0],
                new_starts[b0],
            )
    return [stretch for stretch in found if stretch.length]


def replaced(spans: Sequence[Span], old: str, new: str) -> list[Span | None]:
    """Return where each span of the old text stands in the new one, ``None`` where nothing of it is left.

    A span whose edge was rewritten reaches as far as what replaced it; white space at its ends is left out.
    """
    kept = kept_stretches(old, new)
    starts = [stretch.old for stretch in kept]
    ends = [stretch.old + stretch.length for stretch in kept]
    return [_place(span, kept, starts, ends, old, new) for span in spans]


def _place(
    span: Span, kept: Sequence[Kept], starts: Sequence[int], ends: Sequence[int], old: str, new: str
) -> Span | None:
    first = bisect_right(ends, span.start)  # the first stretch that ends after the span begins
    last = bisect_right(starts, span.end - 1) - 1  # the last one that begins before it ends
    inside = [
        stretch
        for stretch in kept[first : last + 1]
        if old[max(span.start, stretch.old) : min(span.end, stretch.old + stretch.length)].strip()
    ]
    if not inside:
        return None
    head, tail = inside[0], inside[-1]
    start = head.new + max(0, span.start - head.old)
    end = tail.new + min(tail.length, span.end - tail.old)
    # Where an edge was rewritten, what stands there now belongs to the passage, as long as the text right
    # outside it is still there to say where the new words begin or end.
    before = kept[first - 1] if first else Kept(0, 0, 0)
    if span.start < head.old and before.old + before.length == span.start:
        start = before.new + before.length
    after = kept[last + 1] if last + 1 < len(kept) else Kept(len(old), len(new), 0)
    if span.end > tail.old + tail.length and after.old == span.end:
        end = after.new
    while start < end and new[start].isspace():
        start += 1
    while end > start and new[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _by_words(old: str, new: str, old_start: int, new_start: int) -> list[Kept]:
    old_tokens, new_tokens = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(old_tokens) > _MOST_TOKENS or len(new_tokens) > _MOST_TOKENS:
        return []
    old_starts, new_starts = _starts(old_tokens), _starts(new_tokens)
    matcher = SequenceMatcher(None, old_tokens, new_tokens, autojunk=False)
    return [
        Kept(
            old_start + old_starts[block.a],
            new_start + new_starts[block.b],
            old_starts[block.a + block.size] - old_starts[block.a],
        )
        for block in matcher.get_matching_blocks()
        if block.size
    ]


def _starts(parts: Sequence[str]) -> list[int]:
    """Return where each part begins, and where the last one ends."""
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    return starts
