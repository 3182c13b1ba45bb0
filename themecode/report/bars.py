"""Which counts a text prints, by question and codebook: for pictures and for sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from themecode.analysis.counts import CategoryCounts
from themecode.report.blocks import Bar, Bars, Chapter, sourced
from themecode.report.counted import count_run
from themecode.report.lists import label
from themecode.report.notes import heading, nouns
from themecode.report.words import word


def with_bars(chapter: Chapter, found: Sequence[CategoryCounts], *, title: str = "") -> Chapter:
    """Return a chapter with its counts as bars, and a title where it has none.

    Only counts that stand in the text: what lies below a threshold, or is held back, is not in a picture either.
    """
    printed = {
        (run.source.question, run.source.codebook, run.source.code)
        for run in sourced(chapter.blocks)
        if run.source is not None and run.source.kind == "count"
    }
    made = tuple(_bars_of(found, printed, chapter.language))
    return replace(chapter, bars=made, title=chapter.title or title)


def _bars_of(
    found: Sequence[CategoryCounts], printed: set[tuple[str | None, str, str | None]], language: str
) -> Iterable[Bars]:
    for counts in found:
        question = counts.question.key if counts.question else None
        book = counts.codebook.key
        bars = tuple(
            Bar(label(category, language), count_run(counts, category, language))
            for category in counts.categories
            if (question, book, category.code) in printed
        )
        if bars:
            name = counts.codebook.name.in_language(language) or book
            number = "" if counts.question is None else counts.question.number or counts.question.key
            yield Bars(
                question,
                book,
                heading(counts, language),
                number,
                name,
                word("number", language),
                bars,
                0 if counts.basis == "codings" else counts.base,
                nouns(counts, language)[1],
            )
