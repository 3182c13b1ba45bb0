"""The report as it will be printed, for the screen that shows it: what is asked, and the text it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.analysis.retrieval import result_scope
from themecode.core.errors import RefusedError
from themecode.report.as_text import as_text
from themecode.report.bars import with_bars
from themecode.report.blocks import Chapter
from themecode.report.chapter import NO_WISHES, all_excerpts, prose
from themecode.report.files import write_chapter, write_report
from themecode.report.guard import Guard, HeldBack, told
from themecode.report.guard_names import hold_quotes
from themecode.report.guard_words import guard_word
from themecode.report.guarded import chosen_for, guarded_prose
from themecode.report.ranking import Thresholds
from themecode.report.remark_words import remark
from themecode.report.render import render, whole_report
from themecode.usecases.looking import QuestionRow, code_tree
from themecode.usecases.quotes_chosen import QuoteRow, quotes
from themecode.usecases.report_settings import LIMITS, ReportSettings, report_settings
from themecode.usecases.study import Study
from themecode.usecases.unfinished import begun_transcripts

STYLES = ("prose", "list", "bullets", "table", "excerpts")
INTERVIEW_STYLES = ("prose", "excerpts")
THRESHOLDS = ("min_count", "min_percent", "some_from", "quotes")
RULES = {"min_count": Thresholds().min_count, "min_percent": 10, "some_from": Thresholds().some_from, "quotes": 4}
"""What holds where nothing is set."""


@dataclass(frozen=True)
class Asked:
    """What the report is to be."""

    question: QuestionRow | None
    """``None``: the interviews."""
    style: str = "prose"
    language: str = "sv"


@dataclass(frozen=True)
class Preview:
    """The report as it will be printed, and what belongs to it."""

    asked: Asked
    text: str
    wide: bool
    """Whether its lines are not to be broken, as those of a table."""
    remarks: tuple[str, ...]
    """To the one who reports: what is below the thresholds or held back."""
    quotes: tuple[QuoteRow, ...]
    """All marked passages that can be chosen."""
    settings: ReportSettings
    counts: tuple[CategoryCounts, ...]


@dataclass(frozen=True)
class Written:
    """A file that was written, and what is not in it."""

    path: Path
    remarks: tuple[str, ...]


def styles_of(asked: Asked) -> Sequence[str]:
    """Return the styles there are for what is asked."""
    return STYLES if asked.question else INTERVIEW_STYLES


def stepped(asked: Asked, step: int) -> Asked:
    """Return what is asked in the next style, or the one before."""
    styles = styles_of(asked)
    return replace(asked, style=styles[(styles.index(asked.style) + step) % len(styles)])


def shown_value(settings: ReportSettings, name: str) -> int:
    """Return the value of a threshold that holds."""
    value = getattr(settings, name)
    return RULES[name] if value is None else int(value)


def within(name: str, value: int) -> int:
    """Return a value brought within what a threshold can be."""
    low, high = LIMITS[name]
    return max(low, min(high, value))


def counted(study: Study, asked: Asked) -> tuple[CategoryCounts, ...]:
    """Count what the report is about. Raises RefusedError for one who is not to see the result yet."""
    scope = result_scope(study)
    if scope is None:
        raise RefusedError("the result is not to be seen yet", fix="the round is to be closed first")
    question = asked.question.key if asked.question else None
    found = count_everything(study, question=question, rounds=scope.rounds, provisional=True)
    found = [counts for counts in found if asked.question or counts.question is None]
    return tuple(counts for counts in found if asked.question or any(each.count for each in counts.categories))


def preview(study: Study, asked: Asked, counts: tuple[CategoryCounts, ...] | None = None) -> Preview:
    """Return the report; ``counts`` are those of an earlier preview where nothing was coded since."""
    counts = counted(study, asked) if counts is None else counts
    rows = marked_for(study, asked, counts)
    remarks: tuple[str, ...] = ()
    if asked.style in ("prose", "excerpts"):
        chapter, held = _chapter(study, asked, counts)
        text, remarks = as_text(chapter), (*chapter.remarks, *told(held, asked.language))
    else:
        parts = [render(each, asked.style, asked.language, table_number=place + 1) for place, each in enumerate(counts)]
        text = whole_report(parts)
    remarks = (*_begun(study, asked), *remarks)
    settings = report_settings(study, asked.question)
    return Preview(asked, text.strip() + "\n", asked.style == "table", remarks, tuple(rows), settings, counts)


def _begun(study: Study, asked: Asked) -> list[str]:
    """Say which interviews are coded, and not in the report because nobody is done with them."""
    names = [] if asked.question else begun_transcripts(study)
    return [remark("begun", asked.language, n=len(names), subjects=", ".join(names))] if names else []


def _chapter(study: Study, asked: Asked, counts: tuple[CategoryCounts, ...]) -> tuple[Chapter, Sequence[HeldBack]]:
    if asked.style == "excerpts":
        return all_excerpts(study, counts, asked.language), ()
    chosen = chosen_for(study, counts)
    held = hold_quotes(chosen, study.language, Guard()) if chosen else []
    without = frozenset(each.quote for each in held if each.kind == "quote" and each.quote is not None)
    return prose(study, counts, asked.language, replace(NO_WISHES, without=without)), held


def marked_for(study: Study, asked: Asked, counts: Sequence[CategoryCounts]) -> list[QuoteRow]:
    """Return the marked passages that a report can print: the answers to its question, or the interviews."""
    if asked.question is not None:
        return [row for row in quotes(study) if row.question_id == asked.question.id]
    books = {each.codebook.id for each in counts}
    codes = {code.key for book, rows in code_tree(study, None) if book.id in books for code in rows}
    return [row for row in quotes(study) if row.document and (row.code in codes or not row.code)]


def write(study: Study, asked: Asked, path: Path) -> Written:
    """Write the report to a file, with the guard on. Raises InputError for a suffix or place that cannot be."""
    counts = counted(study, asked)
    if asked.style not in ("prose", "excerpts"):
        write_report(path, counts, asked.style, asked.language, title=study.title)
        return Written(path, ())
    if asked.style == "excerpts":
        chapter = all_excerpts(study, counts, asked.language)
        write_chapter(path, with_bars(chapter, counts, title=study.title))
        return Written(path, (guard_word("desk", asked.language),))
    guarded = guarded_prose(study, counts, asked.language, NO_WISHES, Guard())
    write_chapter(path, with_bars(guarded.chapter, counts, title=study.title))
    return Written(path, tuple(told(guarded.held, asked.language)))
