"""table: closed questions, cross-tables, intervals, earlier years, code by interview."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.analysis.suppression import MINIMUM
from themecode.cli.counting import codebook_option, counted_coder_option, provisional_option
from themecode.cli.guarding import GuardOptions, guard_options
from themecode.cli.main import complain
from themecode.cli.options import json_option, output_option, print_json, study_argument
from themecode.core.errors import InputError, RefusedError
from themecode.usecases.study import Study


@click.command("table")
@study_argument
@click.option("--question", "questions", multiple=True, metavar="KEY", help="A question by key or number; repeatable.")
@click.option("--all", "everything", is_flag=True, help="Also the open questions, and code by interview.")
@codebook_option
@click.option("--by", metavar="VARIABLE", help="Split by a variable of the cases, or a reporting group.")
@click.option("--compare", "years", multiple=True, metavar="YEAR", help="Beside an earlier year; repeatable.")
@click.option("--presence", is_flag=True, help="Which code comes up in which interview.")
@click.option("--bins", metavar="BINS", help="Written numbers in intervals: 5-25,26-50,51-100.")
@click.option("--unit", default="", metavar="TEXT", help="What stands after each interval, such as procent.")
@click.option("--residual", default="", metavar="TEXT", help="What the rest is called.")
@click.option("--base", default="asked", show_default=True, metavar="BASE", help="Shares of those asked, or answered.")
@click.option("--order", default="auto", show_default=True, metavar="ORDER", help="auto, questionnaire or falling.")
@click.option("--level", type=click.IntRange(min=1), default=1, show_default=True, help="Level of the codebook's tree.")
@counted_coder_option
@provisional_option
@click.option("--first", type=click.IntRange(min=1), default=1, show_default=True, help="Number of the first table.")
@click.option("--language", metavar="LANGUAGE", help="sv or en (default: the study's).")
@json_option
@output_option
@guard_options
def table_command(
    study: Path,
    questions: tuple[str, ...],
    everything: bool,
    codebook: str | None,
    by: str | None,
    years: tuple[str, ...],
    presence: bool,
    bins: str | None,
    unit: str,
    residual: str,
    base: str,
    order: str,
    level: int,
    coder: str | None,
    provisional: bool,
    first: int,
    language: str | None,
    as_json: bool,
    output: Path | None,
    guarding: GuardOptions,
) -> None:
    """Print tables with number and share: by default every closed question."""
    from themecode.analysis.numeric_bins import read_bins
    from themecode.report.as_text import as_text
    from themecode.report.cross_tables import small_cells
    from themecode.report.files import write_chapter
    from themecode.report.guard import GuardedChapter
    from themecode.report.guard_tables import guard_tables
    from themecode.report.table_chapter import Tables, table_chapter, table_data
    from themecode.report.words import require_language, word

    if as_json and output is not None:
        raise InputError("--json is printed, not written", fix="leave one out, or write -o FILE.json")
    guard = guarding.guard_for(output)
    wanted = Tables(
        questions=questions,
        everything=everything,
        codebook=codebook,
        by=by,
        years=years,
        bins=() if bins is None else read_bins(bins),
        unit=unit,
        residual=residual,
        presence=presence,
        level=level,
        coder=coder,
        provisional=provisional,
        base=base,
        order=order,
        first=first,
    )
    with Study.open(study, read_only=True) as opened:
        language = require_language(language or opened.language)
        if as_json:
            data = table_data(opened, wanted, language)
            print_json(data)
            if few := sum(int(str(each.get("small_cells", 0))) for each in data):
                complain(f"not for publication: --json holds nothing back, and {_cells_below(few)}")
            return
        chapter = table_chapter(opened, wanted, language)
    if not chapter.blocks:
        what = "no interview is read yet" if presence else "the study has no closed question"
        raise RefusedError(what, fix="name an open one: --question KEY, or say in the mapping which are closed")
    if output is not None:
        guarded = GuardedChapter(chapter) if guard is None else guard_tables(chapter, guard)
        write_chapter(output, guarded.chapter)
        click.echo(f"wrote {output}")
        if guard is not None:
            guarding.tell(guarded.held, language)
            return
    cells = small_cells(chapter.blocks)
    if output is None:
        click.echo(as_text(chapter), nl=False)
        if cells:
            click.echo("\n" + word("not for print", language, n=cells, minimum=MINIMUM))
    elif cells:
        complain(f"{_cells_below(cells)}; merge groups before you publish")


def _cells_below(number: int) -> str:
    are = "1 cell is" if number == 1 else f"{number} cells are"
    return f"{are} below {MINIMUM}, persons may be recognised"
