"""new, check, backup."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.listing import examples
from themecode.cli.options import FILE, coder_option, json_option, print_json, study_argument
from themecode.core.localized import LANGUAGES
from themecode.usecases.study import Study


@click.command("new", epilog=examples('new study.db --title "Family centres 2026"'))
@study_argument
@click.option("--title", metavar="TEXT", help="What the study is called (default: the file's name).")
@click.option(
    "--language",
    default="sv",
    show_default=True,
    metavar="|".join(LANGUAGES),
    help="Language of the material.",
)
@coder_option
def new_command(study: Path, title: str | None, language: str, coder: str | None) -> None:
    """Make an empty study."""
    with Study.create(study, title=title, language=language, coder=coder) as made:
        click.echo(f"made {made.path}")
    click.echo(f"next: themecode import transcripts {study} FILE.docx …")
    click.echo(f"  or: themecode import survey {study} FILE.xlsx")
    click.echo(f"  or: themecode codebook load {study} FILE.yaml")


@click.command("check")
@study_argument
@json_option
def check_command(study: Path, as_json: bool) -> int:
    """Check that the study file is sound; exit code 1 where it is not."""
    from themecode.usecases.backups import copies_of
    from themecode.usecases.checking import check

    with Study.open(study, read_only=True) as opened:
        findings = check(opened)
    if as_json:
        print_json([{"what": finding.what, "where": finding.where} for finding in findings])
    elif not findings:
        click.echo(f"{study} is sound")
    else:
        for finding in findings:
            click.echo(f"{finding.what}: {finding.where}")
        latest = next(iter(copies_of(study)), None)
        click.echo("keep this file aside and open the latest backup" + (f": {latest}" if latest else ""))
    return 1 if findings else 0


@click.command("backup")
@study_argument
@click.argument("file", type=FILE)
def backup_command(study: Path, file: Path) -> None:
    """Write a verified copy, also while the study is open elsewhere."""
    from themecode.usecases.checking import backup

    with Study.open(study, read_only=True) as opened:
        backup(opened, file)
    click.echo(f"wrote {file}, opened it and found it sound")
