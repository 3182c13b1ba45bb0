"""Lists, bullets and tables of counts as blocks, for the formats that know headings and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from themecode.analysis.counts import Category, CategoryCounts
from themecode.report.blocks import (
    Block,
    BulletList,
    Chapter,
    Heading,
    Note,
    Paragraph,
    Run,
    Runs,
    Source,
    Table,
)
from themecode.report.lists import label
from themecode.report.notes import all_notes, heading, nouns, preliminary_note
from themecode.report.nouns import case_noun
from themecode.report.numbers import grouped, percent
from themecode.report.words import word


def counted_chapter(
    found: Sequence[CategoryCounts], style: str, language: str, *, level: int | None = None, title: str = ""
) -> Chapter:
    """Return the report of counts in the style ``list``, ``bullets`` or ``table``, as `render` prints it."""
    made: list[Block] = []
    for number, counts in enumerate(found, 1):
        made += _part(counts, style, language, level or 1, number)
    return Chapter(language, tuple(made), title=title)


def _part(counts: CategoryCounts, style: str, language: str, level: int, number: int) -> Iterable[Block]:
    yield Heading(2, (Run(heading(counts, language)),))
    warning = preliminary_note(counts, language)
    if warning:
        yield Note((Run(warning),), warning=True)
    chosen = counts.level(level)
    present = [category for category in chosen if category.count]
    if style == "table" and chosen:
        yield _table(counts, chosen, language, number)
        yield Note((Run(_base(counts, language)),))
    elif not present:
        yield Paragraph((Run(word("nothing", language)),))
    elif style == "bullets":
        items = [_phrase(counts, category, language) for category in present]
        items[-1] = (*items[-1], Run("."))
        yield BulletList(tuple(items))
    else:
        yield Paragraph(_running(counts, present, language))
    for note in all_notes(counts, language):
        if note != warning:
            yield Note((Run(note),))


def count_run(counts: CategoryCounts, category: Category, language: str, *, thousands: bool = True) -> Run:
    """Return a category's count, with its source; ``thousands``: set apart, as in tables."""
    text = grouped(category.count, language) if thousands else str(category.count)
    return Run(text, _source(counts, "count", category.count, category.code))


def _source(counts: CategoryCounts, kind: str, value: int, code: str | None = None, base: int | None = None) -> Source:
    return Source(kind, counts.question.key if counts.question else None, counts.codebook.key, code, value, base)


def _phrase(counts: CategoryCounts, category: Category, language: str) -> Runs:
    number = count_run(counts, category, language, thousands=False)
    return (Run(f"{label(category, language)} ("), number, Run(")"))


def _running(counts: CategoryCounts, present: Sequence[Category], language: str) -> Runs:
    runs: list[Run] = []
    for place, category in enumerate(present):
        if place:
            runs.append(Run(f" {word('and', language)} " if place == len(present) - 1 else ", "))
        runs += _phrase(counts, category, language)
    return tuple(runs)


def _table(counts: CategoryCounts, chosen: Sequence[Category], language: str, number: int) -> Table:
    codings = counts.basis == "codings"
    head = [word("category", language), word("number", language)] + ([] if codings else [word("percent", language)])
    rows = []
    for category in chosen:
        row: list[Runs] = [(Run(label(category, language)),), (count_run(counts, category, language),)]
        if not codings:
            row.append(_share(counts, category))
        rows.append(tuple(row))
    answered = Run(grouped(counts.answered, language), _source(counts, "answered", counts.answered))
    foot = None if codings else ((Run(word("total", language)),), (answered,), ())
    what = counts.codebook.name.in_language(language) or counts.codebook.key
    caption = word("table caption codings" if codings else "table caption", language, what=what)
    return Table((Run(f"{word('table', language)} {number}. {caption}"),), tuple(head), tuple(rows), foot)


def _share(counts: CategoryCounts, category: Category) -> Runs:
    if not counts.answered:
        return ()
    share = str(percent(category.count, counts.answered))
    return (Run(share, _source(counts, "share", category.count, category.code, counts.answered)),)


def _base(counts: CategoryCounts, language: str) -> str:
    if counts.basis == "codings":
        return word("basis codings", language)
    if not counts.answered:
        return word("base nobody", language)
    key = "base" if counts.question else "base interviews"
    singular, plural = nouns(counts, language)
    the = "det" if case_noun(counts, "sv").neuter else "den"
    noun = singular if counts.answered == 1 else plural
    return word(key, language, n=counts.answered, answered=grouped(counts.answered, language), noun=noun, the=the)
