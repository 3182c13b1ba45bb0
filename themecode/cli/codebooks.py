"""codebook load, save, diff."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.listing import WholeSentences, examples
from themecode.cli.options import FILE, coder_option, dry_run_option, json_option, print_json, study_argument
from themecode.usecases.codebooks import Plan, load_codebook, save_codebook
from themecode.usecases.study import Study


@click.group("codebook", cls=WholeSentences)
def codebook_command() -> None:
    """Codebooks as YAML files."""


@codebook_command.command(
    "load",
    epilog=examples(
        "codebook load study.db codebooks/framgang.yaml", "codebook load study.db codes-from-elsewhere.csv"
    ),
)
@study_argument
@click.argument("file", type=FILE)
@coder_option
@dry_run_option
@click.option("--wording-only", is_flag=True, help="Definitions mean what they did: nothing is to be read again.")
def load(study: Path, file: Path, coder: str | None, dry_run: bool, wording_only: bool) -> None:
    """Read a codebook file, or bring the study's codebook of the same key up to it."""
    with Study.open(study, coder=coder, read_only=dry_run) as opened:
        plan = load_codebook(opened, file, dry_run=dry_run, revisit=not wording_only)
    _print(plan, "would load" if dry_run else "loaded")


@codebook_command.command("diff")
@study_argument
@click.argument("file", type=FILE)
@json_option
def diff(study: Path, file: Path, as_json: bool) -> None:
    """Show what loading a codebook file would do, with the codings each step touches."""
    with Study.open(study, read_only=True) as opened:
        plan = load_codebook(opened, file, dry_run=True)
    if as_json:
        print_json(_as_data(plan))
    else:
        _print(plan, "would load")


@codebook_command.command("save")
@study_argument
@click.argument("key")
@click.argument("file", type=FILE)
def save(study: Path, key: str, file: Path) -> None:
    """Write a codebook of the study to a YAML file."""
    with Study.open(study, read_only=True) as opened:
        number = save_codebook(opened, key, file)
    click.echo(f"wrote {key}: {number} codes to {file}")


def _print(plan: Plan, verb: str) -> None:
    merged = f", {len(plan.merged)} merged" if plan.merged else ""
    click.echo(f"{verb} {plan.key}: {len(plan.new)} new codes, {len(plan.changed)} changed{merged}")
    for step in plan.steps:
        click.echo(f"  {step}")
    if plan.not_in_file:
        click.echo(f"  not in the file, left as they are: {', '.join(plan.not_in_file)}")


def _as_data(plan: Plan) -> dict[str, object]:
    return {
        "codebook": plan.key,
        "steps": [
            {"action": step.action, "code": step.code, "to": step.to or None, "codings": step.codings}
            for step in plan.steps
        ],
        "not_in_file": list(plan.not_in_file),
    }
