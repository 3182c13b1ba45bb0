"""export: the group of its commands; codings and cases."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.exporting_tables import matrix_table, passages, together, units
from themecode.cli.options import FILE, study_argument
from themecode.usecases.study import Study

_output = click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="A .csv or .xlsx file.")


@click.group("export")
def export_command() -> None:
    """Codings, cases, passages and figures as tidy tables."""


for _command in (passages, matrix_table, units, together):
    export_command.add_command(_command)


@export_command.command("codings")
@study_argument
@_output
@click.option("--coder", metavar="NAME", help="Only this coder's.")
def codings(study: Path, output: Path, coder: str | None) -> None:
    """Every coding, one row each; reads back with import codings."""
    from themecode.usecases.export import export_codings

    with Study.open(study, read_only=True) as opened:
        number = export_codings(opened, output, coder=coder)
    click.echo(f"wrote {number} rows to {output}")


@export_command.command("cases")
@study_argument
@_output
def cases(study: Path, output: Path) -> None:
    """Every case, one row each, with its attributes."""
    from themecode.usecases.export import export_cases

    with Study.open(study, read_only=True) as opened:
        number = export_cases(opened, output)
    click.echo(f"wrote {number} rows to {output}")


@export_command.command("memos")
@study_argument
@_output
@click.option("--coder", metavar="NAME", help="Only this coder's.")
def memos(study: Path, output: Path, coder: str | None) -> None:
    """Every memo, one row each, with what it is on."""
    from themecode.usecases.export import export_memos

    with Study.open(study, read_only=True) as opened:
        number = export_memos(opened, output, coder=coder)
    click.echo(f"wrote {number} rows to {output}")
