"""count."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click

from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.analysis.tabulate import as_data
from themecode.cli.apart import say_left_out
from themecode.cli.listing import examples
from themecode.cli.main import complain
from themecode.cli.options import json_option, print_json, study_argument
from themecode.core.errors import InputError
from themecode.report.notes import all_notes, heading
from themecode.report.overview import count_table
from themecode.usecases.study import Study

NOTHING_YET = "there is nothing to count yet"
HOW_TO_BEGIN = "import a survey or interviews, and load a codebook"

provisional_option = click.option("--provisional", is_flag=True, help="Count although documents are undecided.")
counted_coder_option = click.option(
    "--coder", metavar="NAME", help="Count this coder's codings rather than the result."
)
codebook_option = click.option("--codebook", metavar="KEY", help="Count under this codebook.")
basis_option = click.option(
    "--basis", default="cases", show_default=True, metavar="BASIS", help="cases, documents or codings."
)


@click.command(
    "count", epilog=examples("count study.db --question 23", "count study.db --question 23 --by region --json")
)
@study_argument
@click.option("--question", metavar="KEY", help="A question by key or number (default: all, and the transcripts).")
@codebook_option
@click.option("--by", metavar="VARIABLE", help="Split by a variable of the cases.")
@basis_option
@counted_coder_option
@provisional_option
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
        say_left_out(then, coder, interviews=question is None)
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


def _print_counts(counts: CategoryCounts, language: str, *, first: bool) -> None:
    if not first:
        click.echo()
    click.echo(heading(counts, language) + "\n")
    click.echo(count_table(counts, language))
    click.echo("\n" + "\n".join(all_notes(counts, language)))
