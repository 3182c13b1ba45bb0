"""export: the group of its commands; codings and cases."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.apart import say_disclosed, say_left_out
from themecode.cli.exporting_public import counts_table, public_option, write_public_tidy
from themecode.cli.exporting_tables import matrix_table, passages, together, units
from themecode.cli.guarding import GuardOptions, guard_options
from themecode.cli.listing import WholeSentences, examples
from themecode.cli.options import FILE, counted, study_argument
from themecode.core.errors import InputError
from themecode.usecases.study import Study

_output = click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="A .csv or .xlsx file.")


@click.group("export", cls=WholeSentences)
def export_command() -> None:
    """Codings, cases, passages and figures as tidy tables."""


for _command in (passages, matrix_table, units, together, counts_table):
    export_command.add_command(_command)


@export_command.command("codings", epilog=examples("export codings study.db -o codings.xlsx"))
@study_argument
@_output
@click.option("--coder", metavar="NAME", help="Only this coder's.")
def codings(study: Path, output: Path, coder: str | None) -> None:
    """Every coding, one row each; reads back with import codings."""
    from themecode.usecases.export import export_codings

    with Study.open(study, read_only=True) as opened:
        number = export_codings(opened, output, coder=coder)
        say_disclosed(opened, coder)
    click.echo(f"wrote {counted(number, 'row')} to {output}")


@export_command.command("cases")
@study_argument
@_output
def cases(study: Path, output: Path) -> None:
    """Every case, one row each, with its attributes."""
    from themecode.usecases.export import export_cases

    with Study.open(study, read_only=True) as opened:
        number = export_cases(opened, output)
    click.echo(f"wrote {counted(number, 'row')} to {output}")


@export_command.command("tidy")
@study_argument
@_output
@click.option("--question", "questions", multiple=True, metavar="KEY", help="Only this question; repeatable.")
@click.option("--coder", metavar="NAME", help="This coder's codings rather than the result.")
@click.option("--provisional", is_flag=True, help="Export although documents are undecided.")
@public_option
@click.option("--by", "variables", multiple=True, metavar="VARIABLE", help="--public: keep this one; repeatable.")
@guard_options
def tidy_command(
    study: Path,
    output: Path,
    questions: tuple[str, ...],
    coder: str | None,
    provisional: bool,
    public: bool,
    variables: tuple[str, ...],
    guarding: GuardOptions,
) -> None:
    """One row per case: its attributes, and 0 or 1 per code; empty where it is not known."""
    from themecode.analysis.presence import tidy
    from themecode.formats.write_tables import write_table

    if not public and (variables or guarding.given):
        raise InputError("--by and the guard's options go with --public", fix="add it, or leave them out")
    with Study.open(study, read_only=True) as opened:
        say_left_out(opened, coder)
        if public:
            write_public_tidy(opened, output, questions, variables, coder, provisional, guarding)
            return
        found = tidy(opened, questions=questions, coder=coder, provisional=provisional)
    rows = [[key, kind, *(column.values.get(case) for column in found.columns)] for case, key, kind in found.cases]
    write_table(output, ["case", "kind", *(column.name for column in found.columns)], rows)
    click.echo(f"wrote {counted(len(rows), 'row')} to {output}")


@export_command.command("memos")
@study_argument
@_output
@click.option("--coder", metavar="NAME", help="Only this coder's.")
def memos(study: Path, output: Path, coder: str | None) -> None:
    """Every memo, one row each, with what it is on."""
    from themecode.usecases.export import export_memos

    with Study.open(study, read_only=True) as opened:
        number = export_memos(opened, output, coder=coder)
        say_disclosed(opened, coder)
    click.echo(f"wrote {counted(number, 'row')} to {output}")
