"""demo and open."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.options import FILE, on_terminal, study_argument
from themecode.core.errors import InputError
from themecode.core.localized import LANGUAGES

_ui_language = click.option("--ui-language", metavar="LANGUAGE", help="sv or en (default: the study's).")


@click.command("open")
@study_argument
@click.option("--coder", metavar="NAME", help="Who codes (asked for otherwise).")
@click.option("--round", metavar="ROUND", help="Work in this round only (default: choose in the list).")
@_ui_language
def open_command(study: Path, coder: str | None, round: str | None, ui_language: str | None) -> None:
    """Open the screens."""
    _check_language(ui_language)
    if not on_terminal():
        raise InputError("the screens need a terminal", fix="use count and report to read the study without one")
    from themecode.tui.launch import launch

    launch(study, coder, ui_language, round)


@click.command("demo")
@click.argument("folder", type=FILE, default=".", metavar="[DIR]")
@_ui_language
def demo_command(folder: Path, ui_language: str | None) -> None:
    """Make DIR/demo.db, a whole invented study, and open it; an existing one is reopened."""
    _check_language(ui_language)
    path = folder / "demo.db"
    if not path.exists():
        if not folder.is_dir():
            raise InputError("there is no such folder", str(folder), "make it first, or leave it out")
        from themecode.usecases.demo import make_demo

        click.echo(f"making {path} …", err=True)
        make_demo(path)
    if on_terminal():
        from themecode.tui.launch import launch

        launch(path, ui_language=ui_language)
    else:
        _print_report(path, ui_language)


def _print_report(path: Path, ui_language: str | None) -> None:
    """Print the counted report of question 23, and what to type next."""
    from themecode.analysis.counts import count_categories
    from themecode.report.render import render, whole_report
    from themecode.usecases.study import Study

    with Study.open(path, read_only=True) as study:
        language = ui_language or study.language
        counts = count_categories(study, question="23")
    click.echo(whole_report([render(counts, "list", language)]))
    click.echo("Skriv härnäst:" if language == "sv" else "Type next:")
    for line in (
        f"themecode open {path}",
        f"themecode report {path} --question 23 --style bullets",
        f"themecode count {path} --question 26 --by omradestyp",
        f"themecode export codings {path} -o codings.csv",
    ):
        click.echo(f"  {line}")


def _check_language(language: str | None) -> None:
    if language is not None and language not in LANGUAGES:
        raise InputError(f"unknown language {language!r}", fix=f"choose one of: {', '.join(LANGUAGES)}")
