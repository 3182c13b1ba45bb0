"""Documents with passages, and the same compared character by character, the slow and plain way."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from themecode.analysis.agreement import SpanSet, UnitMatrix

CODES = ("tid", "tid.luft", "båda", "🙂")


@st.composite
def span_sets(
    draw: st.DrawFn, *, coders: int = 3, partition: bool = False, excluding: bool = False, length: int = 18
) -> SpanSet:
    """Return a short document; ``partition``: passages of one coder with different codes do not overlap."""
    size = draw(st.integers(1, length))

    def ranges(most: int) -> st.SearchStrategy[list[tuple[int, int]]]:
        pair = st.tuples(st.integers(0, size - 1), st.integers(1, size)).filter(lambda both: both[0] < both[1])
        return st.lists(pair, max_size=most)

    spans: dict[str, list[tuple[int, int, str]]] = {}
    for name in ("Anna", "Bo", "Åsa")[:coders]:
        found = [(start, end, draw(st.sampled_from(CODES))) for start, end in draw(ranges(5))]
        if partition:
            kept: list[tuple[int, int, str]] = []
            for start, end, code in found:
                if all(end <= other[0] or other[1] <= start or code == other[2] for other in kept):
                    kept.append((start, end, code))
            found = kept
        spans[name] = found
    excluded = draw(ranges(2)) if excluding else []
    return SpanSet(spans, size, excluded=excluded)


def kept(document: SpanSet) -> list[int]:
    """Return the characters that are compared."""
    return [n for n in range(document.length) if not any(start <= n < end for start, end in document.excluded)]


def codes_at(document: SpanSet, coder: str, places: Sequence[int]) -> frozenset[str]:
    """Return the codes that a coder gave at least one of some characters."""
    spans = document.spans[coder]
    return frozenset(code for start, end, code in spans if any(start <= place < end for place in places))


def by_unit(documents: Sequence[SpanSet], units: Sequence[Sequence[Sequence[int]]]) -> UnitMatrix:
    """Return a row of sets of codes for each unit, a unit being the characters in it."""
    coders = tuple(dict.fromkeys(coder for document in documents for coder in document.spans))
    rows = [
        [codes_at(document, coder, places) if coder in document.spans else None for coder in coders]
        for document, of_document in zip(documents, units, strict=True)
        for places in of_document
    ]
    return UnitMatrix(rows, coders, tuple(range(len(rows))))
