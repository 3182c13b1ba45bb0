"""annual: the material for one centre's annual report."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.counting import codebook_option, counted_coder_option, provisional_option
from themecode.cli.options import FILE, study_argument
from themecode.usecases.study import Study


@click.command("annual")
@study_argument
@click.argument("centre", metavar="CASE")
@click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="A .docx, .html, .md or .txt file.")
@click.option("--by", metavar="VARIABLE", help="CASE is a value of this variable: all cases that have it.")
@click.option("--question", "questions", multiple=True, metavar="KEY", help="Only this question; repeatable.")
@codebook_option
@click.option("--goals", metavar="KEY", help="The codebook with the goals (default: where something is written).")
@click.option("--mark", metavar="VARIABLE", help="What stands beside a quote, such as gender.")
@click.option("--organisation", is_flag=True, help="CASE is an organisation, so that its answers are no person's.")
@click.option("--min-cell", type=int, metavar="N", help="Guard: people that a number or a mark has (default: 5).")
@click.option("--allow", multiple=True, metavar="WORD", help="Guard: this word names no one; repeatable.")
@click.option("--language", metavar="LANGUAGE", help="sv or en (default: the study's).")
@counted_coder_option
@provisional_option
def annual_command(
    study: Path,
    centre: str,
    output: Path,
    by: str | None,
    questions: tuple[str, ...],
    codebook: str | None,
    goals: str | None,
    mark: str | None,
    organisation: bool,
    min_cell: int | None,
    allow: tuple[str, ...],
    language: str | None,
    coder: str | None,
    provisional: bool,
) -> None:
    """Write a centre's counts beside all, three quotes, and a text per goal; what is not safe is left out."""
    from themecode.analysis.suppression import MINIMUM
    from themecode.report.annual import AnnualWishes, annual_report
    from themecode.report.annual_words import annual_word
    from themecode.report.files import check_suffix, write_chapter
    from themecode.report.guard import Guard
    from themecode.report.words import require_language

    check_suffix(output)
    guard = Guard(MINIMUM if min_cell is None else min_cell, allow)
    wishes = AnnualWishes(by, questions, codebook, goals, mark, organisation, coder, provisional, guard)
    with Study.open(study, read_only=True) as opened:
        language = require_language(language or opened.language)
        made = annual_report(opened, centre, language, wishes)
    write_chapter(output, made.chapter)
    click.echo(f"wrote {output}")
    if made.refusals:
        click.echo("\n".join(["", annual_word("intro", language), *made.refusals]), err=True)
