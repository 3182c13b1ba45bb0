"""Closed questions as tables: number and share, half up, never forced to 100; one function per kind of question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from themecode.analysis.closed import TICKED, ClosedCounts, Figures, Item, Option, mean
from themecode.analysis.numeric_bins import Bin, Binned
from themecode.report.blocks import Block, Run, Runs, Source, Table
from themecode.report.lists import enumeration
from themecode.report.numbers import grouped, percent
from themecode.report.table_cells import EMPTY, article, caption, name_of, notes, noun, number, said, share, text
from themecode.report.typography import decimal

ORDERS = ("auto", "questionnaire", "falling")
"""``auto``: boxes of a multiple question by falling number, everything else as in the questionnaire."""
BASES = ("asked", "answered")
"""What a share is of: all who were asked (the published way), or those who answered."""

WIDEST = 2
"""Answers of a matrix that get number and share each; with more, shares alone."""


@dataclass(frozen=True)
class TableWish:
    """How tables are to be made."""

    language: str
    base: str = "asked"
    order: str = "auto"


def closed_table(counts: ClosedCounts, place: int, wish: TableWish) -> list[Block]:
    """Return the table of a closed question, its number being ``place``, with the notes below it."""
    if counts.kind == "multiple":
        table = _multiple(counts, place, wish)
    elif len(counts.items) > 1 or counts.kind == "matrix":
        table = _matrix(counts, place, wish)
    else:
        table = _single(counts, place, wish)
    return [table, *notes(list(_notes(counts, wish)))]


def ordered(counts: ClosedCounts, wish: TableWish) -> list[Item]:
    """Return the items in the order they are printed."""
    falling = wish.order == "falling" or (wish.order == "auto" and counts.kind == "multiple")
    if not falling or counts.kind != "multiple":
        return list(counts.items)
    return sorted(counts.items, key=lambda item: -counts.whole.tallies[item.key].count(TICKED))


def ordered_options(counts: ClosedCounts, item: Item, wish: TableWish) -> list[Option]:
    """Return the answers to an item in the order they are printed."""
    if wish.order != "falling":
        return list(counts.options)
    return sorted(counts.options, key=lambda option: -counts.whole.tallies[item.key].count(option.value))


def silent(figures: Figures, item: Item, wish: TableWish) -> int:
    """Return how many of the base gave no answer to an item; nobody where those who answered are the base."""
    return figures.asked - figures.tallies[item.key].answered if wish.base == "asked" else 0


def source(counts: ClosedCounts, kind: str, code: str, value: int, base: int | None = None) -> Source:
    """Return where a number of a closed question comes from; `number_of` finds it again."""
    return Source(f"closed {kind}", counts.question.key, "", code, value, base)


def number_of(counts: ClosedCounts, found: Source) -> tuple[int, int | None] | None:
    """Return (number, base) that a source of a closed question has now; ``None`` where it names nothing.

    ``code`` is an item (of a multiple question) or ``item=answer``; kinds are ``closed count``, ``closed share``,
    ``closed none`` (no answer to the item), ``closed answered`` and ``closed total``. A share's base says whether it
    is of those asked or of those who answered, so the base comes back as the one of the two that it had, or else
    those asked.
    """
    item_key, _, value = (found.code or "").partition("=")
    tally = counts.whole.tallies.get(item_key)
    if found.kind == "closed total":
        return (counts.whole.base("answered" if found.code == "answered" else "asked"), None)
    if tally is None:
        return None
    bases = (counts.whole.asked, counts.whole.answered, tally.answered)
    base = None if found.base is None else found.base if found.base in bases else counts.whole.asked
    numbers = {
        "closed count": tally.count(value or TICKED),
        "closed share": tally.count(value or TICKED),
        "closed none": counts.whole.asked - tally.answered,
        "closed answered": tally.answered,
    }
    return (numbers[found.kind], base) if found.kind in numbers else None


def _single(counts: ClosedCounts, place: int, wish: TableWish) -> Table:
    """Return a row per answer; the total is the base, and 100."""
    language, (item,) = wish.language, counts.items
    tally = counts.whole.tallies[item.key]
    base = counts.whole.base(wish.base)
    rows = []
    for option in ordered_options(counts, item, wish):
        code, found = f"{item.key}={option.value}", tally.count(option.value)
        rows.append(_row(counts, option.label.in_language(language), code, found, base, language))
    if missing := silent(counts.whole, item, wish):
        label = text(said("no answer", language))
        cells = (
            number(missing, language, source(counts, "none", item.key, missing)),
            share(missing, base, source(counts, "none", item.key, missing, base)),
        )
        rows.append((label, *cells))
    total = source(counts, "total", wish.base, base)
    foot = (text(said("total", language)), number(base, language, total), share(base, base))
    head = ("", said("number", language), said("percent", language))
    return Table(caption(place, name_of(counts.question, language), language), head, tuple(rows), foot)


def _multiple(counts: ClosedCounts, place: int, wish: TableWish) -> Table:
    """Return a row per box; the total is the base, and its share stays blank."""
    language, base = wish.language, counts.whole.base(wish.base)
    rows = [
        _row(
            counts,
            item.label.in_language(language),
            item.key,
            counts.whole.tallies[item.key].count(TICKED),
            base,
            language,
        )
        for item in ordered(counts, wish)
    ]
    total = source(counts, "total", wish.base, base)
    foot = (text(said("total", language)), number(base, language, total), EMPTY)
    head = ("", said("number", language), said("percent", language))
    return Table(caption(place, name_of(counts.question, language), language), head, tuple(rows), foot)


def _matrix(counts: ClosedCounts, place: int, wish: TableWish) -> Table:
    """Return a row per item and a column per answer; without a total, as every row has its own."""
    language = wish.language
    wide = len(counts.options) <= WIDEST
    kinds = ("number", "percent") if wide else ("percent",)
    labels = [option.label.in_language(language) for option in counts.options]
    head = ["", *(said(f"of value {kind}", language, value=label) for label in labels for kind in kinds)]
    head.append(said("answers", language))
    if counts.kind == "scale":
        head.append(said("mean", language))
    rows = []
    for item in counts.items:
        tally = counts.whole.tallies[item.key]
        base = counts.whole.asked if wish.base == "asked" else tally.answered
        row: list[Runs] = [text(item.label.in_language(language))]
        for option in counts.options:
            code, found = f"{item.key}={option.value}", tally.count(option.value)
            if wide:
                row.append(number(found, language, source(counts, "count", code, found)))
            row.append(share(found, base, source(counts, "share", code, found, base)))
        row.append(number(tally.answered, language, source(counts, "answered", item.key, tally.answered)))
        if counts.kind == "scale":
            row.append((Run(_mean(counts, item, language)),))
        rows.append(tuple(row))
    kind = "caption" if wide else "caption shares"
    return Table(caption(place, name_of(counts.question, language), language, kind), tuple(head), tuple(rows))


def _row(counts: ClosedCounts, label: str, code: str, found: int, base: int, language: str) -> tuple[Runs, ...]:
    return (
        text(label),
        number(found, language, source(counts, "count", code, found)),
        share(found, base, source(counts, "share", code, found, base)),
    )


def _notes(counts: ClosedCounts, wish: TableWish) -> Iterator[str | None]:
    """Yield what must be said of a table: the base, who did not answer, what may look wrong."""
    language, whole = wish.language, counts.whole
    nouns = counts.case_nouns
    if not whole.asked:
        yield said("nobody", language)
        return
    yield base_note(counts, wish)
    if counts.kind == "multiple":
        yield said("several", language)
        if counts.only_ticks:
            yield said("only ticks", language)
    yield from partial_notes(counts, wish)
    if others := counts.answered_not_asked:
        yield said("others", language, n=grouped(others, language), noun=noun(nouns, others, language))
    if moved := counts.backcoded:
        yield said("backcoded", language, n=grouped(moved, language), noun=noun(nouns, moved, language))
    if counts.kind == "scale" and len(counts.items) == 1 and (found := mean(whole.tallies[counts.items[0].key])):
        value = _mean(counts, counts.items[0], language)
        yield said("mean of", language, mean=value, n=grouped(found[1], language))
    if counts.kind != "multiple" and _rounded_away(counts, wish):
        yield said("rounding", language)


def base_note(counts: ClosedCounts, wish: TableWish) -> str:
    """Return what shares are of."""
    language, base = wish.language, counts.whole.base(wish.base)
    key = "base answered" if wish.base == "answered" else "base asked" if counts.routed else "base all"
    return said(
        f"{key} one" if base == 1 else key,
        language,
        n=grouped(base, language),
        noun=noun(counts.case_nouns, base, language),
        the=article(counts.case_nouns),
        cases=grouped(counts.cases, language),
    )


def partial_notes(counts: ClosedCounts, wish: TableWish) -> Iterator[str]:
    """Yield how many of those asked did not answer the question, or, at a matrix, each of its items."""
    language, whole = wish.language, counts.whole
    missing = {item.key: whole.asked - whole.tallies[item.key].answered for item in counts.items}
    if counts.kind != "multiple" and len(set(missing.values())) > 1:
        items = [
            f"{item.label.in_language(language)} {grouped(missing[item.key], language)}"
            for item in counts.items
            if missing[item.key]
        ]
        yield said("partial items", language, items=enumeration(items, language))
    elif silent_ones := max(missing.values(), default=0):
        yield said(
            "partial",
            language,
            n=grouped(silent_ones, language),
            asked=grouped(whole.asked, language),
            noun=noun(counts.case_nouns, whole.asked, language),
        )


def _rounded_away(counts: ClosedCounts, wish: TableWish) -> bool:
    """Tell whether the printed shares of any item add up to something other than 100, for no reason but rounding."""
    for item in counts.items:
        tally = counts.whole.tallies[item.key]
        base = counts.whole.asked if wish.base == "asked" else tally.answered
        if not base:
            continue
        numbers = [tally.count(option.value) for option in counts.options]
        if len(counts.items) == 1 and counts.kind != "matrix":
            numbers.append(silent(counts.whole, item, wish))
        if sum(numbers) == base and sum(percent(each, base) for each in numbers) != 100:
            return True
    return False


def _mean(counts: ClosedCounts, item: Item, language: str) -> str:
    found = mean(counts.whole.tallies[item.key])
    if found is None:
        return ""
    value = found[0]
    return decimal(Decimal(value.numerator) / Decimal(value.denominator), language)


def bins_table(
    binned: Binned, place: int, wish: TableWish, *, unit: str = "", residual: str = "", name: str = ""
) -> list[Block]:
    """Return written numbers by interval, lowest first, then the rest, with ``unit`` after each interval."""
    language, base = wish.language, binned.base(wish.base)
    unit = " ".join(unit.split())
    labels = [bin_label(each, language, unit) for each in binned.bins]
    rest = " ".join(residual.split()) or said("residual", language)
    numbers = [*zip([*labels, rest], [*binned.numbers, binned.residual], strict=True)]
    if wish.base == "asked" and binned.asked > binned.answered:
        numbers.append((said("no answer", language), binned.asked - binned.answered))
    rows = tuple((text(label), number(n, language), share(n, base)) for label, n in numbers)
    foot = (text(said("total", language)), number(base, language), share(base, base))
    what = name or (name_of(binned.question, language) if binned.question else str(binned.variable))
    head = ("", said("number", language), said("percent", language))
    key = "base answered" if wish.base == "answered" else "base asked" if binned.asked < binned.cases else "base all"
    who = noun(binned.case_nouns, base, language)
    others = binned.answered_not_asked
    lines = [
        said(
            f"{key} one" if base == 1 else key,
            language,
            n=grouped(base, language),
            noun=who,
            the=article(binned.case_nouns),
            cases=grouped(binned.cases, language),
        ),
        said("others", language, n=grouped(others, language), noun=noun(binned.case_nouns, others, language))
        if others
        else None,
        said("rounding", language) if base and sum(percent(n, base) for _, n in numbers) != 100 else None,
    ]
    return [Table(caption(place, what, language), head, rows, foot), *notes(lines)]


def bin_label(each: Bin, language: str, unit: str = "") -> str:
    """Return ``5–25 procent``: an en dash without spaces; an interval without an end in words.

    A number of four digits is not set apart, as it may be a year.
    """

    def shown(count: int) -> str:
        return str(count) if count < 10_000 else grouped(count, language)

    after = f" {unit}" if unit else ""
    if each.high is None:
        return said("open end", language, low=shown(each.low), unit=after)
    return f"{shown(each.low)}{after}" if each.low == each.high else f"{shown(each.low)}–{shown(each.high)}{after}"
