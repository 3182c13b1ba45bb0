"""report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.cli.apart import say_left_out
from themecode.cli.counting import (
    HOW_TO_BEGIN,
    NOTHING_YET,
    basis_option,
    codebook_option,
    counted_coder_option,
    provisional_option,
)
from themecode.cli.guarding import GuardOptions, guard_options
from themecode.cli.listing import examples
from themecode.cli.options import FILE, output_option, study_unless
from themecode.core.errors import InputError, RefusedError
from themecode.report.bars import with_bars
from themecode.report.counted import counted_chapter
from themecode.report.files import write_report
from themecode.report.render import STYLES, Rendered, render, whole_report
from themecode.report.words import require_language
from themecode.usecases.study import Study

if TYPE_CHECKING:
    from themecode.report.blocks import Chapter
    from themecode.report.chapter import Wishes
    from themecode.report.guard import Guard, HeldBack

CHAPTER_STYLES = ("prose", "excerpts")
"""Styles that are written with templates, of blocks."""
ALL_STYLES = (*STYLES, *CHAPTER_STYLES)


@click.command(
    "report",
    epilog=examples(
        "report study.db --question 23 --style bullets",
        "report study.db --question 23 --style prose -o question23.docx",
        "report study.db --codebook staff --style excerpts -o excerpts.docx",
    ),
)
@study_unless("copy_templates")
@click.option("--question", "questions", multiple=True, metavar="KEY", help="A question by key or number; repeatable.")
@codebook_option
@click.option(
    "--style", metavar="STYLE", help=f"{', '.join(ALL_STYLES)} (default: list; prose for a codebook of interviews)."
)
@click.option("--level", type=click.IntRange(min=1), help="Which level of the codebook's tree (default: the top).")
@basis_option
@counted_coder_option
@provisional_option
@click.option("--min-count", type=click.IntRange(min=1), metavar="N", help="Prose: the smallest count printed.")
@click.option("--min-share", type=click.IntRange(0, 100), metavar="P", help="Prose: the smallest share printed, in %.")
@click.option("--counts", "with_counts", is_flag=True, help="Prose of interviews: say in how many a theme comes up.")
@click.option("--template", type=FILE, metavar="DIR", help="Prose, excerpts: a folder of templates of your own.")
@click.option(
    "--copy-templates",
    type=FILE,
    metavar="DIR",
    is_eager=True,
    help="Write the templates to a folder, to be changed there; needs no study.",
)
@click.option("--language", metavar="LANGUAGE", help="sv or en (default: the study's).")
@click.option("--chart", type=FILE, metavar="FILE", help="Also draw the counts as bars, to .svg or .png.")
@output_option
@guard_options
def report_command(
    study: Path | None,
    copy_templates: Path | None,
    questions: tuple[str, ...],
    codebook: str | None,
    style: str | None,
    level: int | None,
    basis: str,
    coder: str | None,
    provisional: bool,
    min_count: int | None,
    min_share: int | None,
    with_counts: bool,
    template: Path | None,
    language: str | None,
    chart: Path | None,
    output: Path | None,
    guarding: GuardOptions,
) -> None:
    """Print counts the way a report prints them; -o writes .docx, .html, .xlsx, .md, .txt or .json by the suffix."""
    if copy_templates is not None or study is None:
        _copy_templates(copy_templates)
        return
    if style is not None and style not in ALL_STYLES:
        raise InputError(f"unknown style {style!r}", fix=f"choose one of: {', '.join(ALL_STYLES)}")
    _check_suffixes(output, chart)
    guard = guarding.guard_for(output)
    chapter: Chapter | None = None
    held: tuple[HeldBack, ...] = ()
    with Study.open(study, read_only=True) as opened:
        language = require_language(language or opened.language)
        if (tables := _closed_tables(opened, questions, language)) is not None:
            _hand_over(tables, output)
            return
        found = [
            counts
            for question in questions or (None,)
            for counts in count_everything(
                opened, question=question, codebook=codebook, basis=basis, coder=coder, provisional=provisional
            )
        ]
        if not found:
            raise RefusedError(NOTHING_YET, fix=HOW_TO_BEGIN)
        say_left_out(opened, coder, interviews=any(counts.question is None for counts in found))
        interviews = codebook is not None and all(counts.question is None for counts in found)
        style = style or ("prose" if interviews else "list")
        if style in CHAPTER_STYLES:
            from themecode.report.chapter import Wishes

            wishes = Wishes(min_count, min_share, level, template, with_counts, coder)
            chapter, held = _chapter(opened, found, style, language, wishes, guard)
            chapter = with_bars(chapter, found, title=opened.title)
        title = opened.title
    if chart is not None:
        _draw(chart, chapter or with_bars(counted_chapter(found, style, language, level=level), found))
    if chapter is not None:
        _hand_over(chapter, output)
    elif output is not None:
        write_report(output, found, style, language, level=level, title=title)
        click.echo(f"wrote {output}")
    else:
        _print(found, style, language, level)
    if guard is not None:
        guarding.tell(held, language)


def _check_suffixes(output: Path | None, chart: Path | None) -> None:
    """Refuse files that cannot be written before anything is counted."""
    from themecode.report import charts, files

    if output is not None:
        files.check_suffix(output)
    if chart is not None:
        charts.check_suffix(chart)


def _draw(path: Path, chapter: Chapter) -> None:
    from themecode.report.charts import write_chart

    write_chart(path, chapter.bars, chapter.language)
    click.echo(f"wrote {path}", err=True)


def _copy_templates(folder: Path | None) -> None:
    from themecode.report.templating import copy_templates

    assert folder is not None
    for path in copy_templates(folder):
        click.echo(f"wrote {path}")


def _closed_tables(study: Study, questions: tuple[str, ...], language: str) -> Chapter | None:
    """Return the tables of closed questions, where these are named: they have no other style."""
    if not any(study.question(key).kind != "open" for key in questions):
        return None
    from themecode.report.table_chapter import closed_chapter

    return closed_chapter(study, questions, language)


def _chapter(
    study: Study, found: list[CategoryCounts], style: str, language: str, wishes: Wishes, guard: Guard | None
) -> tuple[Chapter, tuple[HeldBack, ...]]:
    """Return the chapter and, where a guard is on, what is held back from it."""
    from themecode.report.chapter import all_excerpts, prose
    from themecode.report.guard_words import guard_word

    if style == "excerpts":
        if guard is not None:
            click.echo(guard_word("desk", language), err=True)
        return all_excerpts(study, found, language, wishes), ()
    if guard is None:
        return prose(study, found, language, wishes), ()
    from themecode.report.guarded import guarded_prose

    guarded = guarded_prose(study, found, language, wishes, guard)
    return guarded.chapter, guarded.held


def _hand_over(chapter: Chapter, output: Path | None) -> None:
    """Print or write a chapter; what is for the analyst alone goes to standard error."""
    from themecode.report.as_text import as_text
    from themecode.report.files import write_chapter
    from themecode.report.remark_words import remark

    if output is None:
        click.echo(as_text(chapter), nl=False)
    else:
        write_chapter(output, chapter)
        click.echo(f"wrote {output}")
    if chapter.remarks:
        click.echo("\n" + "\n".join([remark("intro", chapter.language), *chapter.remarks]), err=True)


def _print(found: list[CategoryCounts], style: str, language: str, level: int | None) -> None:
    parts = [render(counts, style, language, level=level, table_number=place + 1) for place, counts in enumerate(found)]
    if style == "list" and len(parts) == 1:
        _print_fragment(parts[0])
    else:
        click.echo(whole_report(parts), nl=False)


def _print_fragment(part: Rendered) -> None:
    """Print the line alone, so that it can be piped into a text; what belongs beside it goes to stderr."""
    click.echo(f"{part.heading}\n", err=True)
    click.echo(part.body)
    click.echo("\n" + "\n".join(part.notes), err=True)
