"""Every passage that counts for each code, with what stands around it and who says it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from themecode.analysis.counting import standing_for
from themecode.analysis.counts import CategoryCounts
from themecode.core.documents import Segmented, Span, Turn
from themecode.storage.connection import reading
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import reporting
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.codes import CodeRow
from themecode.storage.queries.reporting import CodedPassage
from themecode.usecases.study import Study

WHOLE = 400
"""Letters up to which an answer is shown whole around its passage."""


@dataclass(frozen=True)
class Excerpt:
    """A coded passage in its surroundings."""

    passage: CodedPassage
    speaker: str
    """Who begins the passage; empty for an answer."""
    role: str
    lines: tuple[tuple[str, str, str], ...]
    """The lines it is shown on: what stands before the passage, what is coded, what stands after."""

    @property
    def place(self) -> str:
        """The interview or the case."""
        return self.passage.document or self.passage.case


@dataclass(frozen=True)
class CodeExcerpts:
    """A code and its passages; those of codes below it stand under these."""

    code: CodeRow
    depth: int
    """1 for the top."""
    excerpts: tuple[Excerpt, ...]
    memos: tuple[str, ...]
    """What was written on the code itself."""

    @property
    def documents(self) -> int:
        """How many documents the passages are from."""
        return len({each.passage.document_id for each in self.excerpts})


def excerpts(study: Study, counts: CategoryCounts, *, coder: str | None = None) -> list[CodeExcerpts]:
    """Return the passages that a count rests on, by code in the order of the codebook; codes without any, too.

    ``coder`` takes that coder's codings, as in the count; memos on codes are everyone's, else that coder's.
    """
    connection = study.connection
    with reading(connection), standing_for(study, counts.question, counts.codebook, coder=coder) as standing:
        codes = code_queries.codes(connection, counts.codebook.id)
        memos = code_memos(study, counts.codebook.id, coder=coder)
        place = _Surroundings(study)
        depths = _depths(codes)
        return [
            CodeExcerpts(
                code,
                depths[code.id],
                tuple(place.excerpt(passage) for passage in reporting.passages(standing, code.id)),
                tuple(memos.get(code.key, ())),
            )
            for code in codes
        ]


def code_memos(study: Study, codebook_id: int, *, coder: str | None = None) -> dict[str, list[str]]:
    """Return the memos on the codes of a codebook, by code key: everyone's, or one coder's."""
    every = [row.id for row in study_queries.coders(study.connection)]
    ids = every if coder is None else [study.known_coder(coder)]
    return reporting.code_memos(study.connection, codebook_id, ids)


@dataclass(frozen=True)
class _Places:
    """A document, with where its sentences and turns begin and end laid out for searching."""

    found: Segmented
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    turn_ends: tuple[int, ...]

    @classmethod
    def of(cls, found: Segmented) -> _Places:
        return cls(
            found,
            tuple(each.start for each in found.sentences),
            tuple(each.end for each in found.sentences),
            tuple(turn.end for turn in found.turns),
        )


class _Surroundings:
    """Looks up each document once."""

    def __init__(self, study: Study) -> None:
        self._places = cache(lambda document_id: self._read(study, document_id))

    def _read(self, study: Study, document_id: int) -> _Places:
        document = document_queries.document_by_id(study.connection, document_id)
        assert document is not None
        return _Places.of(document_queries.segmented(study.connection, document))

    def excerpt(self, passage: CodedPassage) -> Excerpt:
        """Show a passage with a sentence before and after it."""
        found = self._places(passage.document_id)
        turn = _turn_at(found, passage.span)
        speaker = turn.speaker if turn else None
        return Excerpt(
            passage,
            speaker.label if speaker else "",
            speaker.role if speaker else "",
            tuple(_lines(found.found.text, _around(found, passage.span), passage.span)),
        )


def _turn_at(places: _Places, span: Span) -> Turn | None:
    """Return the turn a passage begins in, or the first that it reaches."""
    turns = places.found.turns
    number = bisect_right(places.turn_ends, span.start)
    return turns[number] if number < len(turns) and turns[number].label_start < span.end else None


def _around(places: _Places, span: Span) -> Span:
    """Return the stretch from the sentence before a passage to the one after it; a short answer is shown whole."""
    found = places.found
    if not found.turns and len(found.text) <= WHOLE:
        return Span(0, len(found.text))
    if not found.sentences:
        return span
    first = max(bisect_right(places.ends, span.start) - 1, 0)
    last = min(bisect_left(places.starts, span.end), len(places.starts) - 1)
    start, end = min(places.starts[first], span.start), max(places.ends[last], span.end)
    number = bisect_right(places.turn_ends, start)
    turn = found.turns[number] if number < len(found.turns) else None
    return Span(turn.label_start if turn and turn.start == start else start, end)  # with its speaker


def _lines(text: str, stretch: Span, span: Span) -> Iterator[tuple[str, str, str]]:
    start = stretch.start
    for line in text[stretch.start : stretch.end].split("\n"):
        end = start + len(line)
        inner = max(span.start, start), min(span.end, end)
        if inner[0] < inner[1]:
            parts = (text[start : inner[0]], text[inner[0] : inner[1]], text[inner[1] : end])
        else:
            parts = (line, "", "")
        if line.strip():
            yield parts
        start = end + 1


def _depths(codes: list[CodeRow]) -> dict[int, int]:
    depths: dict[int, int] = {}
    for code in codes:  # parents come before their children
        depths[code.id] = depths.get(code.parent_id or -1, 0) + 1
    return depths
