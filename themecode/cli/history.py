"""log, undo, redo."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.apart import say_disclosed
from themecode.cli.options import coder_option, json_option, local_time, print_json, study_argument
from themecode.usecases.history import history
from themecode.usecases.study import Study


@click.command("log")
@study_argument
@click.option("-n", "--number", type=click.IntRange(min=1), help="Only the latest so many.")
@json_option
def log_command(study: Path, number: int | None, as_json: bool) -> None:
    """List what was done: when, by whom, what; the latest first."""
    from themecode.usecases.register import overdue

    with Study.open(study, read_only=True) as opened:
        rows = history(opened)[:number]
        say_disclosed(opened)
        for late in overdue(opened):
            what = f"{late.kind} {late.name} should have been deleted by {late.delete_by}"
            click.echo(f"themecode: {what}; when it is: themecode register gone", err=True)
    if as_json:
        print_json(
            [
                {
                    "when": row.created,
                    "who": row.coder,
                    "action": row.action,
                    "summary": row.summary,
                    "undone": row.undone,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        mark = "×" if row.undone else " "
        click.echo(f"{local_time(row.created)}  {mark} {row.summary}")


@click.command("undo")
@study_argument
@coder_option
def undo_command(study: Path, coder: str | None) -> None:
    """Take back the latest thing you did, also a whole import."""
    with Study.open(study, coder=coder) as opened:
        click.echo(f"undone: {opened.undo()}")


@click.command("redo")
@study_argument
@coder_option
def redo_command(study: Path, coder: str | None) -> None:
    """Do again what you took back last."""
    with Study.open(study, coder=coder) as opened:
        click.echo(f"done again: {opened.redo()}")
