"""codebook load, save, diff."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.options import FILE, coder_option, dry_run_option, study_argument
from themecode.usecases.codebooks import LoadedCodebook, load_codebook, save_codebook
from themecode.usecases.study import Study


@click.group("codebook")
def codebook_command() -> None:
    """Codebooks as YAML files."""


@codebook_command.command("load")
@study_argument
@click.argument("file", type=FILE)
@coder_option
@dry_run_option
def load(study: Path, file: Path, coder: str | None, dry_run: bool) -> None:
    """Read a codebook file, or bring the study's codebook of the same key up to it."""
    with Study.open(study, coder=coder) as opened:
        _say(load_codebook(opened, file, dry_run=dry_run), "would load" if dry_run else "loaded")


@codebook_command.command("diff")
@study_argument
@click.argument("file", type=FILE)
def diff(study: Path, file: Path) -> None:
    """Show what loading a codebook file would change."""
    with Study.open(study, read_only=True) as opened:
        _say(load_codebook(opened, file, dry_run=True), "would load")


@codebook_command.command("save")
@study_argument
@click.argument("key")
@click.argument("file", type=FILE)
def save(study: Path, key: str, file: Path) -> None:
    """Write a codebook of the study to a YAML file."""
    with Study.open(study, read_only=True) as opened:
        number = save_codebook(opened, key, file)
    click.echo(f"wrote {key}: {number} codes to {file}")


def _say(result: LoadedCodebook, verb: str) -> None:
    click.echo(f"{verb} {result.key}: {len(result.new)} new codes, {len(result.changed)} changed")
    for name, keys in (("new", result.new), ("changed", result.changed)):
        for key in keys:
            click.echo(f"  {name}: {key}")
    if result.not_in_file:
        click.echo(f"  not in the file, left as they are: {', '.join(result.not_in_file)}")
