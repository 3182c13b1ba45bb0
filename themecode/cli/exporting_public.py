"""export counts, export tidy: figures as tidy tables, also as they may leave the house."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.analysis.counts import count_everything
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
from themecode.cli.options import FILE, counted, study_argument
from themecode.core.errors import InputError, RefusedError
from themecode.formats.write_tables import write_table
from themecode.usecases.study import Study

_output = click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="A .csv or .xlsx file.")
public_option = click.option("--public", is_flag=True, help="As it may leave the house: guarded, no written answers.")


@click.command("counts")
@study_argument
@_output
@click.option("--question", metavar="KEY", help="A question by key or number (default: all, and the transcripts).")
@codebook_option
@click.option("--by", metavar="VARIABLE", help="Also split by a variable of the cases.")
@basis_option
@counted_coder_option
@provisional_option
@public_option
@guard_options
def counts_table(
    study: Path,
    output: Path,
    question: str | None,
    codebook: str | None,
    by: str | None,
    basis: str,
    coder: str | None,
    provisional: bool,
    public: bool,
    guarding: GuardOptions,
) -> None:
    """Write the counts, one row per code, and per group with --by; small cells of groups are held back."""
    from themecode.report.counts_table import COLUMNS, NOTHING, count_rows, require_nameless
    from themecode.report.guard import HeldBack, hold_counts

    refuse_unguarded(public, guarding)
    guard = guarding.guard()
    with Study.open(study, read_only=True) as opened:
        say_left_out(opened, coder)
        language = opened.language
        found = count_everything(
            opened, question=question, codebook=codebook, by=by, basis=basis, coder=coder, provisional=provisional
        )
    if not found:
        raise RefusedError(NOTHING_YET, fix=HOW_TO_BEGIN)
    listed: list[HeldBack] = []
    rows = []
    for counts in found:
        held = NOTHING
        if guard is not None:
            if public:
                require_nameless(counts, language, guard)
            held, back = hold_counts(counts, guard)
            listed += back
        rows += list(count_rows(counts, language, held))
    write_table(output, COLUMNS, rows)
    click.echo(f"wrote {counted(len(rows), 'row')} to {output}")
    if guard is not None:
        guarding.tell(listed, language)


def write_public_tidy(
    opened: Study,
    output: Path,
    questions: tuple[str, ...],
    variables: tuple[str, ...],
    coder: str | None,
    provisional: bool,
    guarding: GuardOptions,
) -> None:
    """Write the tidy table as it may leave the house, and say what was left out."""
    from themecode.analysis.public_tidy import public_tidy
    from themecode.report.counts_table import held_of, require_nameless

    refuse_unguarded(True, guarding)
    guard = guarding.guard()
    assert guard is not None
    found = public_tidy(
        opened,
        questions=questions,
        variables=variables,
        minimum=guard.minimum,
        coder=coder,
        provisional=provisional,
    )
    for part in found.parts:
        require_nameless(part.counts, opened.language, guard)
    write_table(output, found.columns, found.rows)
    click.echo(f"wrote {counted(len(found.rows), 'row')} to {output}")
    if found.coarser:
        click.echo(f"{found.coarser} cases stand in groups below {guard.minimum}; values are left out (..)", err=True)
    guarding.tell(held_of(found, variables), opened.language)


def refuse_unguarded(public: bool, guarding: GuardOptions) -> None:
    """Raise InputError where something that is to leave the house would be written without the guard."""
    if public and guarding.off:
        raise InputError("--public is guarded always", fix="leave --no-guard out")
