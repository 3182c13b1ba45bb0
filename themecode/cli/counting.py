"""count and report."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click

from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.analysis.tabulate import as_data
from themecode.cli.main import complain
from themecode.cli.options import json_option, output_option, print_json, study_argument
from themecode.core.errors import InputError, RefusedError
from themecode.report.files import write_report
from themecode.report.notes import all_notes, heading
from themecode.report.overview import count_table
from themecode.report.render import STYLES, Rendered, render, whole_report
from themecode.report.words import require_language
from themecode.usecases.study import Study

NOTHING_YET = "there is nothing to count yet"
HOW_TO_BEGIN = "import a survey or interviews, and load a codebook"

_provisional = click.option("--provisional", is_flag=True, help="Count although documents are undecided.")
_coder = click.option("--coder", metavar="NAME", help="Count this coder's codings rather than the result.")
_codebook = click.option("--codebook", metavar="KEY", help="Count under this codebook.")


@click.command("count")
@study_argument
@click.option("--question", metavar="KEY", help="A question by key or number (default: all, and the transcripts).")
@_codebook
@click.option("--by", metavar="VARIABLE", help="Split by a variable of the cases.")
@click.option("--basis", default="cases", show_default=True, metavar="BASIS", help="cases, documents or codings.")
@_coder
@_provisional
@click.option("--as-of", metavar="MOMENT", help="As the study stood then: 2026-11-22, or '2026-11-22 13:45'.")
@click.option("--release", metavar="NAME", help="As the study stood at a release.")
@json_option
def count_command(
    study: Path,
    question: str | None,
    codebook: str | None,
    by: str | None,
    basis: str,
    coder: str | None,
    provisional: bool,
    as_of: str | None,
    release: str | None,
    as_json: bool,
) -> None:
    """Count how many stand under each code."""
    with Study.open(study, read_only=True) as opened, _then(opened, as_of, release) as then:
        found = count_everything(
            then,
            question=question,
            codebook=codebook,
            by=by,
            basis=basis,
            coder=coder,
            provisional=provisional,
        )
        language = opened.language
    if as_json:
        print_json([as_data(counts, language) for counts in found])
    else:
        for place, counts in enumerate(found):
            _print_counts(counts, language, first=place == 0)
        if not found:
            complain(f"{NOTHING_YET}; {HOW_TO_BEGIN}")
    cells = sum(0 < item.count < 5 for counts in found for group in counts.groups for item in group.categories)
    if cells:
        complain(f"{cells} cells are below 5, persons may be recognised; merge groups before you publish")


def _then(study: Study, as_of: str | None, release: str | None) -> AbstractContextManager[Study]:
    """Give the study as it stands, or as it stood at a moment or a release."""
    from themecode.analysis.releases import released_study
    from themecode.usecases.past import study_at

    if as_of and release:
        raise InputError("--as-of and --release both name a moment", fix="give one of them")
    if release:
        return released_study(study, release)
    return study_at(study, moment=as_of) if as_of else nullcontext(study)


@click.command("report")
@study_argument
@click.option("--question", "questions", multiple=True, metavar="KEY", help="A question by key or number; repeatable.")
@_codebook
@click.option("--style", default="list", show_default=True, metavar="STYLE", help=f"{', '.join(STYLES)}.")
@click.option("--level", type=click.IntRange(min=1), help="Which level of the codebook's tree (default: the top).")
@_coder
@_provisional
@click.option("--language", metavar="LANGUAGE", help="sv or en (default: the study's).")
@output_option
def report_command(
    study: Path,
    questions: tuple[str, ...],
    codebook: str | None,
    style: str,
    level: int | None,
    coder: str | None,
    provisional: bool,
    language: str | None,
    output: Path | None,
) -> None:
    """Print counts the way a report prints them; -o writes .txt or .md by the file's suffix."""
    if style not in STYLES:
        raise InputError(f"unknown style {style!r}", fix=f"choose one of: {', '.join(STYLES)}")
    with Study.open(study, read_only=True) as opened:
        language = require_language(language or opened.language)
        found = [
            counts
            for question in questions or (None,)
            for counts in count_everything(
                opened, question=question, codebook=codebook, coder=coder, provisional=provisional
            )
        ]
    if not found:
        raise RefusedError(NOTHING_YET, fix=HOW_TO_BEGIN)
    if output is not None:
        write_report(output, found, style, language, level=level)
        click.echo(f"wrote {output}")
        return
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


def _print_counts(counts: CategoryCounts, language: str, *, first: bool) -> None:
    if not first:
        click.echo()
    click.echo(heading(counts, language) + "\n")
    click.echo(count_table(counts, language))
    click.echo("\n" + "\n".join(all_notes(counts, language)))
