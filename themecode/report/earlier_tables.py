"""A question beside an earlier year: shares now and then, the change in percentage points, in a table and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from themecode.analysis.closed import TICKED, ClosedCounts
from themecode.analysis.counts import CategoryCounts
from themecode.analysis.earlier import EarlierYear, Then, difference
from themecode.report.blocks import Block, Run, Runs, Source, Table
from themecode.report.closed_tables import TableWish, base_note, ordered, ordered_options, source
from themecode.report.cross_tables import book_name, paired_head, stripped
from themecode.report.lists import enumeration, label
from themecode.report.nouns import case_noun
from themecode.report.numbers import grouped, percent
from themecode.report.table_cells import EMPTY, article, caption, name_of, notes, noun, number, said, share, text
from themecode.report.typography import opening


def closed_earlier(counts: ClosedCounts, year: EarlierYear, place: int, wish: TableWish) -> list[Block]:
    """Return a closed question beside an earlier year, with the change of each share in a sentence."""
    language = wish.language
    lines: list[tuple[str, str, int, int]] = []
    for item in ordered(counts, wish):
        tally = counts.whole.tallies[item.key]
        if counts.kind == "multiple":
            base = counts.whole.base(wish.base)
            lines.append((item.label.in_language(language), item.key, tally.count(TICKED), base))
            continue
        base = counts.whole.asked if wish.base == "asked" else tally.answered
        several = len(counts.items) > 1
        for option in ordered_options(counts, item, wish):
            name, code = option.label.in_language(language), option.value
            if several:
                name, code = f"{item.label.in_language(language)}: {name}", f"{item.key}={option.value}"
            lines.append((name, code, tally.count(option.value), base))

    def cells(code: str, found: int, base: int) -> tuple[Runs, Runs]:
        if counts.kind != "multiple" and len(counts.items) == 1:
            code = f"{counts.items[0].key}={code}"
        return (
            number(found, language, source(counts, "count", code, found)),
            share(found, base, source(counts, "share", code, found, base)),
        )

    nouns = counts.case_nouns
    base_line = base_note(counts, wish)
    rows = {code: cells(code, found, base) for _, code, found, base in lines}
    return _beside(name_of(counts.question, language), lines, rows, year, place, language, [base_line], nouns)


def categories_earlier(
    counts: CategoryCounts, year: EarlierYear, place: int, wish: TableWish, *, level: int = 1
) -> list[Block]:
    """Return the categories of an open question beside an earlier year."""
    language = wish.language
    key = counts.question.key if counts.question else None
    lines = [
        (label(category, language), category.code, category.count, counts.base)
        for category in counts.level(level)
        if category.count or category.code in year.figures
    ]
    rows = {
        code: (
            number(found, language, Source("count", key, counts.codebook.key, code, found, base)),
            share(found, base, Source("share", key, counts.codebook.key, code, found, base)),
        )
        for _, code, found, base in lines
    }
    what = name_of(counts.question, language) if counts.question else book_name(counts, language)
    nouns = case_noun(counts, language)
    who = nouns.singular if counts.base == 1 else nouns.plural
    the = article(counts.case_nouns)
    base_line = said("base categories", language, n=grouped(counts.base, language), noun=who, the=the)
    return _beside(what, lines, rows, year, place, language, [base_line], counts.case_nouns)


def _beside(
    what: str,
    lines: Sequence[tuple[str, str, int, int]],
    cells: Mapping[str, tuple[Runs, Runs]],
    year: EarlierYear,
    place: int,
    language: str,
    above: Sequence[str],
    nouns: Mapping[str, tuple[str, str]],
) -> list[Block]:
    """Return now and then side by side, the change in percentage points, and its sentences."""
    head = paired_head([said("this year", language), year.year], language)
    rows: list[tuple[Runs, ...]] = []
    sentences: list[str] = []
    alone: list[str] = []
    for name, code, found, base in lines:
        then = year.figures.get(code)
        changed = None if then is None else difference(found, base, then)
        rows.append((text(name), *cells[code], *_then_cells(then, language), (Run(_signed(changed)),)))
        if then is None:
            alone.append(name)
        elif changed is not None:
            sentences.append(_sentence(name, found, base, then, year.year, changed, language))
    known = {code for _, code, _, _ in lines}
    for code, then in year.figures.items():
        if code not in known:
            rows.append((text(code), EMPTY, EMPTY, *_then_cells(then, language), EMPTY))
            alone.append(code)
    title = said("earlier", language, what=stripped(what), year=year.year)
    table = Table(caption(place, title, language), (*head, said("difference", language)), tuple(rows))
    bases = sorted({then.base for then in year.figures.values() if then.base})
    told = enumeration([f"{grouped(base, language)} {noun(nouns, base, language)}" for base in bases], language)
    origin = "; ".join(filter(None, [", ".join(year.sources), told]))
    after = [
        *above,
        *sentences,
        said("no test", language) if sentences else None,
        said("source", language, year=year.year, source=origin) if origin else None,
        said("not comparable", language, items=enumeration(alone, language)) if alone else None,
    ]
    return [table, *notes(after)]


def _then_cells(then: Then | None, language: str) -> tuple[Runs, Runs]:
    if then is None:
        return EMPTY, EMPTY
    count = EMPTY if then.count is None else number(then.count, language)
    return count, EMPTY if then.count is None or not then.base else share(then.count, then.base)


def _sentence(name: str, found: int, base: int, then: Then, year: str, points: int, language: str) -> str:
    now, before = percent(found, base), percent(then.count or 0, then.base or 1)
    key = "increase" if points > 0 else "decrease" if points < 0 else "same exactly" if now == before else "same"
    told = said(key, language, what=opening(name), then=before, now=now, year=year, points=abs(points))
    if abs(points) == 1:
        many = "1 procentenheter" if language == "sv" else "1 percentage points"
        told = told.replace(many, said("one point", language))
    return told


def _signed(points: int | None) -> str:
    if points is None:
        return ""
    return f"+{points}" if points > 0 else f"\u2212{-points}" if points < 0 else "0"
