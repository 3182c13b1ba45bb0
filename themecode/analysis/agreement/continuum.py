"""Passages on a line: checked, without what is excluded, and cut where anything begins or ends.

Between two neighbouring boundaries of any coder nothing changes, so one weighted row says it all: at most 2 S + 2 rows
for S passages, whatever the length of the text. Sentences and turns are a line too, on which a passage covers whole
units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from themecode.analysis.agreement.data import AgreementError, SpanSet
from themecode.analysis.agreement.encoding import too_few_coders
from themecode.analysis.agreement.rows import NOT_SEEN, Codes, Floats

Positions = NDArray[np.int64]
Documents = SpanSet | Sequence[SpanSet]


@dataclass(frozen=True)
class Passages:
    """One coder's passages on a line, by code and start; passages of the same code that overlap are one."""

    starts: Positions
    ends: Positions
    codes: NDArray[np.int64]
    """Positions in the list of codes."""


@dataclass(frozen=True)
class Line:
    """One document, as far as it is compared."""

    length: int
    """Characters, or sentences, that are compared."""
    passages: Mapping[str, Passages]
    """By coder, those only who saw the document."""


def all_coders(documents: Sequence[SpanSet]) -> tuple[str, ...]:
    """Return the coders of all documents, as they appear. Raises AgreementError for fewer than two."""
    coders = tuple(dict.fromkeys(coder for document in documents for coder in document.spans))
    if len(coders) < 2:
        raise too_few_coders(coders)
    return coders


def all_codes(documents: Sequence[SpanSet]) -> dict[str, int]:
    """Return code -> position, sorted, so that the order of the passages decides nothing."""
    found = {code for document in documents for spans in document.spans.values() for _, _, code in spans}
    return {code: position for position, code in enumerate(sorted(found))}


def silent(documents: Sequence[SpanSet], coders: Sequence[str]) -> list[str]:
    """Return the coders who marked nothing in any document."""
    return [coder for coder in coders if not any(document.spans.get(coder) for document in documents)]


def line_of(document: SpanSet, codes: Mapping[str, int], units: Sequence[tuple[int, int]] | None = None) -> Line:
    """Return a document as a line of characters, or of ``units`` (sentences, turns: half-open ranges).

    A unit is coded where at least one of its characters is. Codes that ``codes`` does not name are left out. Raises
    AgreementError for a passage or range that is empty or outside the text, and for units that overlap.
    """
    excluded = _ranges(document, document.excluded, "an excluded range")
    keep = _Keeping(*_joined(excluded))
    length = int(keep.moved(np.array([document.length]))[0])
    starts_ends = None if units is None else _units(document, units, keep)
    passages = {}
    for coder, spans in document.spans.items():
        # Passages that overlap are one before anything is cut out, also where they overlap in what is cut out.
        whole = merged(Passages(*_arrays(document, coder, spans, codes)))
        starts, ends, numbers = _nonempty(keep.moved(whole.starts), keep.moved(whole.ends), whole.codes)
        if starts_ends is not None:
            starts, ends = np.searchsorted(starts_ends[1], starts, "right"), np.searchsorted(starts_ends[0], ends)
        passages[coder] = merged(Passages(*_nonempty(starts, ends, numbers)))
    return Line(length if starts_ends is None else len(starts_ends[0]), passages)


def _nonempty(
    starts: Positions, ends: Positions, numbers: NDArray[np.int64]
) -> tuple[Positions, Positions, NDArray[np.int64]]:
    """Return ranges without those of which nothing is left."""
    left = starts < ends
    return starts[left], ends[left], numbers[left]


def merged(passages: Passages) -> Passages:
    """Return passages with those of the same code that overlap made one; neighbours that touch stay two."""
    if not len(passages.starts):
        return passages
    room = int(passages.ends.max()) + 1
    base = passages.codes * room  # each code has a stretch of its own, so one sweep does for all
    order = np.lexsort((passages.ends, passages.starts + base))
    starts, ends = (passages.starts + base)[order], np.maximum.accumulate((passages.ends + base)[order])
    first = np.append(True, starts[1:] >= ends[:-1])
    last = np.append(first[1:], True)
    codes = passages.codes[order][first]
    return Passages(starts[first] - codes * room, ends[last] - codes * room, codes)


def cut(line: Line) -> tuple[Positions, Floats]:
    """Return where the stretches begin in which nothing changes, and how long each is."""
    if not line.length:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    ends = [passages.starts for passages in line.passages.values()]
    ends += [passages.ends for passages in line.passages.values()]
    bounds = np.unique(np.concatenate([np.array([0, line.length]), *ends]))
    return bounds[:-1], np.diff(bounds).astype(np.float64)


def masks(passages: Passages) -> tuple[Positions, list[int]]:
    """Return where a coder's codes change, and which codes apply from there on, as the bits of a number."""
    changes: dict[int, int] = {}
    for start, end, code in zip(passages.starts.tolist(), passages.ends.tolist(), passages.codes.tolist(), strict=True):
        changes[start] = changes.get(start, 0) ^ (1 << code)
        changes[end] = changes.get(end, 0) ^ (1 << code)
    where, found, now = sorted(changes), [], 0
    for position in where:
        now ^= changes[position]
        found.append(now)
    return np.array(where, dtype=np.int64), found


def columns(line: Line, coders: Sequence[str], numbers: dict[int, int]) -> tuple[Codes, Floats]:
    """Return the line as rows: stretches x coders, and their lengths.

    ``numbers``: set of codes, as bits -> its number; grows. Coders who did not see the document have `NOT_SEEN`.
    """
    starts, lengths = cut(line)
    codes = np.full((len(starts), len(coders)), NOT_SEEN, dtype=np.int32)
    for column, coder in enumerate(coders):
        if coder in line.passages:
            where, found = masks(line.passages[coder])
            numbered = np.array([numbers.setdefault(mask, len(numbers)) for mask in [0, *found]], dtype=np.int32)
            codes[:, column] = numbered[np.searchsorted(where, starts, "right")]
    return codes, lengths


@dataclass(frozen=True)
class _Keeping:
    """Where positions come to lie when ranges are taken out."""

    starts: Positions
    ends: Positions

    def moved(self, positions: Positions) -> Positions:
        if not len(self.starts):
            return positions
        gone = np.append(0, np.cumsum(self.ends - self.starts))
        before = np.searchsorted(self.starts, positions, "right")
        inside = np.maximum(np.append(0, self.ends)[before] - positions, 0)
        moved: Positions = positions - (gone[before] - inside)
        return moved


def _joined(ranges: Positions) -> tuple[Positions, Positions]:
    joined = merged(Passages(ranges[:, 0], ranges[:, 1], np.zeros(len(ranges), dtype=np.int64)))
    return joined.starts, joined.ends


def _units(document: SpanSet, units: Sequence[tuple[int, int]], keep: _Keeping) -> tuple[Positions, Positions]:
    """Return starts and ends of the units, without what is excluded."""
    ranges = _ranges(document, units, "a unit")
    ranges = ranges[np.argsort(ranges[:, 0], kind="stable")]
    overlap = np.flatnonzero(ranges[1:, 0] < ranges[:-1, 1])
    if len(overlap):
        first, second = ranges[overlap[0]], ranges[overlap[0] + 1]
        raise AgreementError(
            f"two units overlap: {first[0]}-{first[1]} and {second[0]}-{second[1]}", where=document.name
        )
    starts, ends = keep.moved(ranges[:, 0]), keep.moved(ranges[:, 1])
    return starts[starts < ends], ends[starts < ends]


def _ranges(document: SpanSet, ranges: Sequence[tuple[int, int]], what: str) -> Positions:
    found = np.array([(start, end) for start, end in ranges], dtype=np.int64).reshape(-1, 2)
    _check(document, found[:, 0], found[:, 1], what)
    return found


def _arrays(
    document: SpanSet, coder: str, spans: Sequence[tuple[int, int, str]], codes: Mapping[str, int]
) -> tuple[Positions, Positions, NDArray[np.int64]]:
    starts = np.array([span[0] for span in spans], dtype=np.int64)
    ends = np.array([span[1] for span in spans], dtype=np.int64)
    _check(document, starts, ends, f"a passage of {coder}")
    numbers = np.array([codes.get(span[2], -1) for span in spans], dtype=np.int64)
    named = numbers >= 0
    return starts[named], ends[named], numbers[named]


def _check(document: SpanSet, starts: NDArray[Any], ends: NDArray[Any], what: str) -> None:
    wrong = np.flatnonzero((starts < 0) | (ends > document.length) | (starts >= ends))
    if len(wrong):
        start, end = int(starts[wrong[0]]), int(ends[wrong[0]])
        why = "is empty" if start >= end else f"lies outside the text of {document.length} characters"
        raise AgreementError(f"{what}, {start}-{end}, {why}", where=document.name)
