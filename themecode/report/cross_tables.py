"""Cross-tables of closed and open questions, tables of categories, and code by interview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from themecode.analysis.closed import TICKED, ClosedCounts, Figures, Item
from themecode.analysis.counts import Category, CategoryCounts
from themecode.analysis.presence import Presence
from themecode.core.localized import Localized
from themecode.core.states import AnswerState
from themecode.report.blocks import Block, Run, Runs, Source, Table
from themecode.report.closed_tables import TableWish, base_note, ordered, ordered_options, partial_notes, silent, source
from themecode.report.lists import enumeration, label
from themecode.report.nouns import case_noun
from themecode.report.numbers import grouped
from themecode.report.table_cells import EMPTY, caption, name_of, notes, number, said, share, text

YES_OR_NO = frozenset(("ja", "nej", "yes", "no"))
"""Values that say nothing at the head of a column without the variable's name."""
MARK = "x"


def small_cells(blocks: Sequence[Block], minimum: int = 5) -> int:
    """Return how many counts above 0 and below a minimum stand in the split columns of tables."""
    return sum(
        1
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for run in cell
        if run.source is not None and run.source.kind.startswith("group") and 0 < run.source.value < minimum
    )


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
    groups = [None, *((str(counts.by), group.key) for group in counts.groups)]
    lines: list[tuple[str, str, list[int], list[int]]] = []
    if counts.kind == "multiple":
        for box in ordered(counts, wish):
            numbers = [part.tallies[box.key].count(TICKED) for part in parts]
            lines.append((box.label.in_language(language), box.key, numbers, [part.base(wish.base) for part in parts]))
    else:
        chosen = item or counts.items[0]
        bases = [part.asked if wish.base == "asked" else part.tallies[chosen.key].answered for part in parts]
        for option in ordered_options(counts, chosen, wish):
            numbers = [part.tallies[chosen.key].count(option.value) for part in parts]
            code = f"{chosen.key}={option.value}"
            lines.append((option.label.in_language(language), code, numbers, bases))
        missing = [silent(part, chosen, wish) for part in parts]
        if any(missing):
            lines.append((said("no answer", language), "", missing, bases))
    rows = []
    for name, code, numbers, bases in lines:
        cells = [
            pair
            for group, found, base in zip(groups, numbers, bases, strict=True)
            for pair in _pair(counts, code, found, base, language, group)
        ]
        rows.append((text(name), *cells))
    totals = lines[0][3] if lines else [part.base(wish.base) for part in parts]
    single = counts.kind != "multiple"
    foot = (
        text(said("total", language)),
        *chain.from_iterable((number(each, language), share(each, each) if single else EMPTY) for each in totals),
    )
    what = name_of(counts.question, language)
    if item is not None:
        what = f"{what} {item.label.in_language(language)}"
    title = said("caption by", language, what=stripped(what), by=str(counts.by))
    return Table(caption(place, title, language), paired_head(heads, language), tuple(rows), foot)


def _pair(
    counts: ClosedCounts, code: str, found: int, base: int, language: str, group: tuple[str, str | None] | None
) -> tuple[Runs, Runs]:
    """Return the cells of number and share; those of a group say of which, for whoever guards small cells."""
    if group is None:
        count, part = (source(counts, kind, code, found, base) for kind in ("count", "share"))
    else:
        where = f"{code}|{group[0]}={'' if group[1] is None else group[1]}"
        count, part = (
            Source(f"group {kind}", counts.question.key, "", where, found, base) for kind in ("count", "share")
        )
    return number(found, language, count), share(found, base, part)


def category_table(counts: CategoryCounts, place: int, wish: TableWish, *, level: int = 1) -> list[Block]:
    """Return the categories of a level with number and share, and in columns of their own the groups there are."""
    language = wish.language
    shown = [category for category in counts.level(level) if category.count]
    codings = counts.basis == "codings"
    groups = [{category.code: category.count for category in group.categories} for group in counts.groups]
    heads = [said("all", language), *(_head(counts.by, group.value, language) for group in counts.groups)]
    bases = [counts.base, *(group.answered for group in counts.groups)]
    key = counts.question.key if counts.question else None

    def cells(category: Category) -> Iterator[Runs]:
        for each, base in enumerate(bases):
            found = category.count if each == 0 else groups[each - 1].get(category.code, 0)
            if each == 0:
                code, kinds = category.code, ("count", "share")
            else:
                value = counts.groups[each - 1].key
                code, kinds = f"{category.code}|{counts.by}={value or ''}", ("group count", "group share")
            of = counts.codebook.key
            yield number(found, language, Source(kinds[0], key, of, code, found, base))
            if not codings:
                yield share(found, base, Source(kinds[1], key, of, code, found, base))

    rows = tuple((text(label(category, language)), *cells(category)) for category in shown)
    foot: list[Runs] = [text(said("total", language))]
    for base in bases:
        foot += [number(base, language), *([] if codings else [EMPTY])]
    what = name_of(counts.question, language) if counts.question else book_name(counts, language)
    if counts.groups:
        what = said("caption by", language, what=stripped(what), by=str(counts.by))
        head = paired_head(heads, language, codings=codings)
    else:
        head = ("", said("number", language), *([] if codings else [said("percent", language)]))
    title = caption(place, what, language, "caption codings" if codings else "caption")
    nouns = case_noun(counts, language)
    base_key = "base categories" if counts.question else "base interviews"
    who = nouns.singular if counts.base == 1 else nouns.plural
    lines = [
        None if codings else said(base_key, language, n=grouped(counts.base, language), noun=who),
        said("base groups", language, whom=said("whom answered", language)) if counts.groups and not codings else None,
    ]
    return [Table(title, head, rows, None if codings else tuple(foot)), *notes(lines)]


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


def paired_head(heads: Sequence[str], language: str, *, codings: bool = False) -> tuple[str, ...]:
    """Return the heads of columns of number and share, a pair for each group."""
    kinds = ("number",) if codings else ("number", "percent")
    return ("", *(said(f"of value {kind}", language, value=each) for each in heads for kind in kinds))


def book_name(counts: CategoryCounts, language: str) -> str:
    """Return what the codebook of a count is called."""
    return counts.codebook.name.in_language(language) or counts.codebook.key


def stripped(what: str) -> str:
    """Return a question without its end mark, so that a caption can go on."""
    return what.rstrip(" ?.!")
