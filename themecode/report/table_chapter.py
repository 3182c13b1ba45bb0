"""From a study to a chapter of tables, and the same figures as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from themecode.analysis.closed import ClosedCounts, closed_questions, count_closed, find_question
from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.analysis.earlier import earlier_year, earlier_years
from themecode.analysis.numeric_bins import Bin, Binned, bin_answers
from themecode.analysis.presence import Presence, presences
from themecode.analysis.suppression import MINIMUM
from themecode.analysis.tabulate import as_data
from themecode.core.errors import InputError
from themecode.core.localized import LANGUAGES
from themecode.report.blocks import Block, Chapter, Note, Run, Table
from themecode.report.closed_tables import BASES, ORDERS, TableWish, bins_table, closed_table
from themecode.report.cross_tables import category_table, closed_by, presence_table
from themecode.report.earlier_tables import categories_earlier, closed_earlier
from themecode.report.notes import mix_note, preliminary_note
from themecode.report.table_data import binned_data, closed_data, earlier_data, presence_data
from themecode.usecases.looking import QuestionRow
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Tables:
    """What is to be tabulated, and how."""

    questions: tuple[str, ...] = ()
    """Keys or numbers; none: every closed question."""
    everything: bool = False
    """Also the open questions, and the interviews."""
    codebook: str | None = None
    by: str | None = None
    years: tuple[str, ...] = ()
    bins: tuple[Bin, ...] = ()
    unit: str = ""
    residual: str = ""
    presence: bool = False
    level: int = 1
    coder: str | None = None
    provisional: bool = False
    base: str = "asked"
    order: str = "auto"
    first: int = 1
    """The number of the first table."""


Figure = ClosedCounts | CategoryCounts | Binned | Presence


def table_chapter(study: Study, wanted: Tables, language: str) -> Chapter:
    """Return the tables wanted, numbered on, each with its notes.

    Raises InputError for wishes that do not go together, and what counting raises.
    """
    _check(wanted)
    wish = TableWish(language, wanted.base, wanted.order)
    blocks: list[Block] = []
    place = wanted.first
    for figure in _compared(study, figures(study, wanted), wanted):
        made = [made for each in _years(wanted) for made in _blocks(study, figure, wanted, wish, place, each)]
        made = _numbered(made, place, language)
        place += sum(isinstance(block, Table) for block in made)
        blocks += made
    return Chapter(language, tuple(blocks))


def every_way(study: Study, wanted: Tables) -> Iterator[tuple[Figure, list[Block]]]:
    """Yield what is tabulated, counted once, in every language and on every base, to find a printed table again."""
    _check(wanted)
    for figure in figures(study, wanted):
        for language in LANGUAGES:
            for base in BASES:
                wish = TableWish(language, base, wanted.order)
                for year in _years(wanted):
                    yield figure, _blocks(study, figure, wanted, wish, wanted.first, year)


def closed_chapter(study: Study, questions: Sequence[str], language: str) -> Chapter:
    """Return the tables of closed questions, by key or number, as `report` prints them.

    Raises InputError where an open question is among them.
    """
    rows = [study.question(key) for key in questions]
    opened = [row.key for row in rows if row.kind == "open"]
    if opened:
        raise InputError(
            "open and closed questions are reported apart",
            ", ".join(opened),
            "print both with: themecode table",
        )
    return table_chapter(study, Tables(questions=tuple(row.key for row in rows)), language)


def _compared(study: Study, found: Iterable[Figure], wanted: Tables) -> Iterator[Figure]:
    """Leave out questions without figures of any year asked for, unless they are named or there are no others."""
    if not wanted.years or wanted.questions:
        yield from found
        return
    left, there = [], False
    for figure in found:
        question = figure.counts.question if isinstance(figure, Presence) else figure.question
        known = {each.year for each in earlier_years(study, question)} if question is not None else set()
        if known >= set(wanted.years):
            there = True
            yield figure
        else:
            left.append(figure)
    if not there:
        yield from left[:1]


def figures(study: Study, wanted: Tables) -> Iterator[Figure]:
    """Yield what is tabulated, in order."""
    if wanted.presence:
        yield from _presence(study, wanted)
        return
    if wanted.bins:
        yield from (bin_answers(study, key, wanted.bins) for key in wanted.questions)
        return
    rows = [find_question(study, key) for key in wanted.questions] or closed_questions(study)
    for row in rows:
        yield from _of_question(study, row, wanted)
    if wanted.everything and not wanted.questions:
        for counts in _counted(study, wanted, None):
            if counts.question is not None:
                yield counts
        yield from _presence(study, wanted)


def table_data(study: Study, wanted: Tables, language: str) -> list[dict[str, object]]:
    """Return the figures as JSON-ready data; labels in a language. Keys are documented in docs/report-tables.md."""
    _check(wanted)
    found: list[dict[str, object]] = []
    for figure in figures(study, wanted):
        if isinstance(figure, ClosedCounts):
            earlier = earlier_data(study, figure.question, wanted.years)
            found.append({**closed_data(figure, wanted.base, language), **earlier})
        elif isinstance(figure, Binned):
            found.append(binned_data(figure, wanted.base))
        elif isinstance(figure, Presence):
            found.append(presence_data(figure, wanted.level, language))
        else:
            found.append({**as_data(figure, language), **earlier_data(study, figure.question, wanted.years)})
    return [each if "groups" not in each else {**each, "small_cells": _small(each["groups"])} for each in found]


def _small(groups: object) -> int:
    """Return how many numbers of groups are above 0 and below what the guard lets through."""
    if isinstance(groups, dict):
        count = groups.get("count")
        here = isinstance(count, int) and 0 < count < MINIMUM
        return int(here) + sum(map(_small, groups.values()))
    return sum(map(_small, groups)) if isinstance(groups, list) else 0


def _check(wanted: Tables) -> None:
    for what, given, known in (("base", wanted.base, BASES), ("order", wanted.order, ORDERS)):
        if given not in known:
            raise InputError(f"unknown {what} {given!r}", fix=f"choose one of: {', '.join(known)}")
    if wanted.bins and not wanted.questions:
        raise InputError("intervals are of one question or variable", fix="name it: --question KEY")
    if wanted.bins and (wanted.by or wanted.years):
        raise InputError("intervals are not split", fix="leave out --by and --compare")
    if wanted.by and wanted.years:
        raise InputError("a table is split or compared, not both", fix="leave out --by or --compare")


def _years(wanted: Tables) -> Sequence[str | None]:
    return wanted.years or (None,)


def _of_question(study: Study, row: QuestionRow, wanted: Tables) -> Iterator[Figure]:
    if row.kind == "open":
        yield from _counted(study, wanted, row.key)
    else:
        yield count_closed(study, row, by=wanted.by)


def _counted(study: Study, wanted: Tables, question: str | None) -> list[CategoryCounts]:
    return count_everything(
        study,
        question=question,
        codebook=wanted.codebook,
        by=wanted.by,
        coder=wanted.coder,
        provisional=wanted.provisional,
    )


def _presence(study: Study, wanted: Tables) -> Iterator[Presence]:
    found = presences(study, codebook=wanted.codebook, coder=wanted.coder, provisional=wanted.provisional)
    yield from (each for each in found if each.counts.question is None)


def _blocks(study: Study, figure: Figure, wanted: Tables, wish: TableWish, place: int, year: str | None) -> list[Block]:
    if isinstance(figure, Binned):
        return bins_table(figure, place, wish, unit=wanted.unit, residual=wanted.residual)
    if isinstance(figure, Presence):
        return _framed(figure.counts, presence_table(figure, place, wish.language, level=wanted.level), wish)
    if isinstance(figure, ClosedCounts):
        if year is not None:
            return closed_earlier(figure, earlier_year(study, figure.question, year), place, wish)
        return closed_by(figure, place, wish) if figure.groups else closed_table(figure, place, wish)
    if year is not None and figure.question is not None:
        then = earlier_year(study, figure.question, year)
        return _framed(figure, categories_earlier(figure, then, place, wish, level=wanted.level), wish)
    return _framed(figure, category_table(figure, place, wish, level=wanted.level), wish)


def _framed(counts: CategoryCounts, blocks: list[Block], wish: TableWish) -> list[Block]:
    """Put the warning that documents are unread before a table, and whose coding it is after it."""
    warning, mix = preliminary_note(counts, wish.language), mix_note(counts, wish.language)
    before: list[Block] = [Note((Run(warning),), warning=True)] if warning else []
    after: list[Block] = [Note((Run(mix),))] if mix else []
    return [*before, *blocks, *after]


def _numbered(blocks: list[Block], first: int, language: str) -> list[Block]:
    """Count the tables of one question on, where it has several (a matrix that is split, several years)."""
    tables = [place for place, block in enumerate(blocks) if isinstance(block, Table)]
    for number, place in enumerate(tables, start=first):
        block = blocks[place]
        assert isinstance(block, Table)
        (run, *rest) = block.caption
        name, _, what = run.text.partition(". ")
        caption = f"{name.rsplit(' ', 1)[0]} {number}. {what}"
        blocks[place] = Table((Run(caption), *rest), block.head, block.rows, block.foot)
    return blocks
