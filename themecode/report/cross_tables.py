"""Cross-tables of closed and open questions, tables of categories, and code by interview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from themecode.analysis.closed import TICKED, ClosedCounts, Figures, Item
from themecode.analysis.counts import CategoryCounts
from themecode.analysis.presence import Presence
from themecode.core.localized import Localized
from themecode.core.states import AnswerState
from themecode.report.blocks import Block, Run, Runs, Source, Table
from themecode.report.closed_tables import TableWish, base_note, ordered, ordered_options, partial_notes, silent, source
from themecode.report.lists import enumeration, label
from themecode.report.nouns import case_noun
from themecode.report.numbers import grouped
from themecode.report.table_cells import EMPTY, article, caption, name_of, notes, number, said, share, text

YES_OR_NO = frozenset(("ja", "nej", "yes", "no"))
"""Values that say nothing at the head of a column without the variable's name."""
MARK = "x"
MOST_GROUPS = 4
"""Groups that get a pair of columns each; more stand in rows."""
FEW_ANSWERS = 4
"""Answers that get number and share beside groups in rows; more get shares alone."""


def small_cells(blocks: Sequence[Block], minimum: int = 5) -> int:
    """Return how many counts above 0 and below a minimum stand in the split columns of tables."""
    found = {
        (run.source.question, run.source.codebook, run.source.code)
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for run in cell
        if run.source is not None and run.source.kind.startswith("group") and 0 < run.source.value < minimum
    }
    return len(found)


def closed_by(counts: ClosedCounts, place: int, wish: TableWish) -> list[Block]:
    """Return a closed question by the values of a variable: a table, or one per item of a matrix."""
    if counts.kind == "multiple" or (len(counts.items) == 1 and counts.kind != "matrix"):
        items: list[Item | None] = [None]
    else:
        items = list(counts.items)
    found: list[Block] = []
    for each, item in enumerate(items):
        found.append(_closed_by(counts, item, place + each, wish))
    language = wish.language
    whom = said(f"whom {wish.base}", language)
    lines = [
        base_note(counts, wish),
        said("base groups", language, whom=whom),
        said("several", language) if counts.kind == "multiple" else None,
        *partial_notes(counts, wish),
    ]
    return [*found, *notes(lines)]


def _closed_by(counts: ClosedCounts, item: Item | None, place: int, wish: TableWish) -> Table:
    language = wish.language
    parts: list[Figures] = [counts.whole, *(group.figures for group in counts.groups)]
    heads = [said("all", language), *(_head(counts.by, group.label, language) for group in counts.groups)]
    groups = [None, *(group.key for group in counts.groups)]

    def line(label: str, code: str, numbers: Sequence[int]) -> _Line:
        cells: list[tuple[Source, Source]] = []
        for group, found, base in zip(groups, numbers, bases, strict=True):
            if not cells:
                cells.append((source(counts, "count", code, found), source(counts, "share", code, found, base)))
            else:
                cells.append(_of_group(counts.question.key, "", code, counts.by, group, found, base))
        return _Line(label, tuple(cells))

    if counts.kind == "multiple":
        bases = [part.base(wish.base) for part in parts]
        lines = [
            line(box.label.in_language(language), box.key, [part.tallies[box.key].count(TICKED) for part in parts])
            for box in ordered(counts, wish)
        ]
    else:
        chosen = item or counts.items[0]
        bases = [part.asked if wish.base == "asked" else part.tallies[chosen.key].answered for part in parts]
        lines = [
            line(
                option.label.in_language(language),
                f"{chosen.key}={option.value}",
                [part.tallies[chosen.key].count(option.value) for part in parts],
            )
            for option in ordered_options(counts, chosen, wish)
        ]
        missing = [silent(part, chosen, wish) for part in parts]
        if any(missing):
            none = line(said("no answer", language), chosen.key, missing)
            first = (source(counts, "none", chosen.key, missing[0]), source(counts, "none", chosen.key, missing[0]))
            lines.append(_Line(none.label, ((first[0], replace(first[1], base=bases[0])), *none.cells[1:])))
    what = name_of(counts.question, language)
    if item is not None:
        what = f"{what} {item.label.in_language(language)}"
    title = said("caption by", language, what=stripped(what), by=str(counts.by))
    return _laid_out(title, place, heads, lines, bases, language, hundred=counts.kind != "multiple")


def category_table(counts: CategoryCounts, place: int, wish: TableWish, *, level: int = 1) -> list[Block]:
    """Return the categories of a level with number and share, and in columns of their own the groups there are."""
    language = wish.language
    shown = [category for category in counts.level(level) if category.count]
    bases = [counts.base, *(group.answered for group in counts.groups)]
    key, book = counts.question.key if counts.question else None, counts.codebook.key
    within = [{category.code: category.count for category in group.categories} for group in counts.groups]
    lines = []
    for category in shown:
        code, found = category.code, category.count
        cells = [(Source("count", key, book, code, found, bases[0]), Source("share", key, book, code, found, bases[0]))]
        for group, numbers, base in zip(counts.groups, within, bases[1:], strict=True):
            cells.append(_of_group(key, book, code, counts.by, group.key, numbers.get(code, 0), base))
        lines.append(_Line(label(category, language), tuple(cells)))
    what = name_of(counts.question, language) if counts.question else book_name(counts, language)
    heads = [said("all", language), *(_head(counts.by, group.value, language) for group in counts.groups)]
    if counts.groups:
        what = said("caption by", language, what=stripped(what), by=str(counts.by))
    table = _laid_out(what, place, heads, lines, bases, language, hundred=False)
    nouns = case_noun(counts, language)
    base_key = "base categories" if counts.question else "base interviews"
    who = nouns.singular if counts.base == 1 else nouns.plural
    told = [
        said(base_key, language, n=grouped(counts.base, language), noun=who, the=article(counts.case_nouns))
        if counts.base
        else said("base nobody", language),
        said("base groups", language, whom=said("whom answered", language)) if counts.groups else None,
    ]
    return [table, *notes(told)]


@dataclass(frozen=True)
class _Line:
    """An answer or a category: where its number and its share come from, for all and for each group."""

    label: str
    cells: tuple[tuple[Source, Source], ...]


def _of_group(
    question: str | None, book: str, code: str, by: str | None, value: str | None, found: int, base: int
) -> tuple[Source, Source]:
    """Return where the cells of a group come from: which variable and value, for whoever guards small cells."""
    where = f"{code}|{by}={'' if value is None else value}"
    return (
        Source("group count", question, book, where, found, base),
        Source("group share", question, book, where, found, base),
    )


def _laid_out(
    what: str,
    place: int,
    heads: Sequence[str],
    lines: Sequence[_Line],
    totals: Sequence[int],
    language: str,
    *,
    hundred: bool,
) -> Table:
    """Return a row per answer with a pair of columns per group; with many groups a row per group instead."""
    if len(heads) - 1 > MOST_GROUPS:
        return _by_rows(what, place, heads, lines, totals, language)
    if len(heads) == 1:
        head: tuple[str, ...] = ("", said("number", language), said("percent", language))
    else:
        head = paired_head(heads, language)
    rows = tuple(
        (text(line.label), *chain.from_iterable(_pair(count, part, language) for count, part in line.cells))
        for line in lines
    )
    foot = (
        text(said("total", language)),
        *chain.from_iterable((number(each, language), share(each, each) if hundred else EMPTY) for each in totals),
    )
    return Table(caption(place, what, language), head, rows, foot)


def _by_rows(
    what: str, place: int, heads: Sequence[str], lines: Sequence[_Line], totals: Sequence[int], language: str
) -> Table:
    kinds = ("number", "percent") if len(lines) <= FEW_ANSWERS else ("percent",)
    head = ("", *(said(f"of value {kind}", language, value=line.label) for line in lines for kind in kinds))
    rows = []
    for group, (name, total) in enumerate(zip(heads, totals, strict=True)):
        cells = chain.from_iterable(_pair(*line.cells[group], language)[-len(kinds) :] for line in lines)
        rows.append((text(name), *cells, number(total, language)))
    kind = "caption" if len(kinds) > 1 else "caption shares"
    return Table(caption(place, what, language, kind), (*head, said("total", language)), tuple(rows))


def _pair(count: Source, part: Source, language: str) -> tuple[Runs, Runs]:
    return number(count.value, language, count), share(part.value, part.base or 0, part)


def presence_table(found: Presence, place: int, language: str, *, level: int = 1) -> list[Block]:
    """Return which interview each theme comes up in, and in how many of those that are read."""
    counts = found.counts
    read = [case for case, _ in found.cases if found.stands(case, "") is not None]
    shown = [category for category in counts.level(level) if category.count]
    rows = []
    for category in shown:
        marks = [found.stands(case, category.code) for case in read]
        of = said("of", language, n=grouped(sum(map(bool, marks)), language), base=grouped(len(read), language))
        cells = [(Run(MARK if mark else ""),) for mark in marks]
        rows.append((text(label(category, language)), *cells, (Run(of),)))
    head = ("", *(found.names[case] for case in read), said("in interviews", language))
    what = said("presence", language, what=book_name(counts, language))
    title: Runs = (Run(f"{caption(place, '', language)[0].text.split('.')[0]}. {what}"),)
    waiting = {AnswerState.UNREAD, AnswerState.UNDECIDED}
    left = [found.names[case] for case, _ in found.cases if case not in read and found.states[case] in waiting]
    lines = [
        said("presence base", language),
        said("unread interviews", language, items=enumeration(left, language)) if left else None,
    ]
    return [Table(title, head, tuple(rows)), *notes(lines)]


def _head(by: str | None, value: Localized | None, language: str) -> str:
    """Return the head of a group's column; *Ja* and *Nej* stand with the variable they are values of."""
    if value is None:
        return said("missing", language)
    told = value.in_language(language)
    return f"{by}: {told}" if told.casefold() in YES_OR_NO else told


def paired_head(heads: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the heads of columns of number and share, a pair for each group."""
    kinds = ("number", "percent")
    return ("", *(said(f"of value {kind}", language, value=each) for each in heads for kind in kinds))


def book_name(counts: CategoryCounts, language: str) -> str:
    """Return what the codebook of a count is called."""
    return counts.codebook.name.in_language(language) or counts.codebook.key


def stripped(what: str) -> str:
    """Return a question without its end mark, so that a caption can go on."""
    return what.rstrip(" ?.!")
