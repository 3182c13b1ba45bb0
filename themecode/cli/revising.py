"""revise: a corrected text, with its codings moved along."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.options import FILE, coder_option, dry_run_option, study_argument
from themecode.usecases.revising import revise
from themecode.usecases.study import Study


@click.command("revise")
@study_argument
@click.argument("transcript")
@click.argument("file", type=FILE)
@click.option("--speakers", type=FILE, metavar="FILE.csv", help="Columns label, role, moderator (yes/no).")
@coder_option
@dry_run_option
def revise_command(
    study: Path, transcript: str, file: Path, speakers: Path | None, coder: str | None, dry_run: bool
) -> None:
    """Correct the text of an interview; its codings are found again in the new text."""
    from themecode.formats.transcripts import read_speakers

    with Study.open(study, coder=coder) as opened:
        known = None if speakers is None else read_speakers(speakers)
        result = revise(opened, transcript, file, speakers=known, dry_run=dry_run)
    verb = "would move along" if dry_run else "moved along"
    click.echo(
        f"{transcript}: {len(result.moves) - len(result.lost)} codings {verb}, {len(result.lost)} cannot be placed"
    )
    for move in result.changed:
        click.echo(f"  {move.code} ({move.coder}): “{_short(move.old)}” is now “{_short(move.new or '')}”")
    for move in result.lost:
        click.echo(f"  {move.code} ({move.coder}): “{_short(move.old)}” is gone; the old text keeps it")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59] + "…"
