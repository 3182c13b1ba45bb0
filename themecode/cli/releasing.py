"""release and trace."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.analysis.releases import Trace, release, released_study, releases, trace
from themecode.cli.apart import say_left_out
from themecode.cli.options import coder_option, json_option, local_time, print_json, study_argument
from themecode.report.notes import heading
from themecode.usecases.study import Study


@click.command("release")
@study_argument
@click.argument("name", required=False)
@coder_option
def release_command(study: Path, name: str | None, coder: str | None) -> None:
    """Freeze all counts under a name; without a name, list what is frozen."""
    if name is None:
        with Study.open(study, read_only=True) as opened:
            for row in releases(opened):
                click.echo(f"{local_time(row.created)}  {row.name}")
        return
    with Study.open(study, coder=coder) as opened:
        made = release(opened, name)
    click.echo(f"froze the counts as {made.name}; count {study} --release {made.name} gives them again")


@click.command("trace")
@study_argument
@click.argument("code")
@click.option("--question", metavar="KEY", help="A question by key or number (default: the transcripts).")
@click.option("--release", "release_name", metavar="NAME", help="As the study stood at a release.")
@click.option("--coder", metavar="NAME", help="Trace this coder's codings rather than the result.")
@json_option
def trace_command(
    study: Path, code: str, question: str | None, release_name: str | None, coder: str | None, as_json: bool
) -> None:
    """Show what stands behind one number: cases, passages, coder, and the definition then in force."""
    with Study.open(study, read_only=True) as opened:
        say_left_out(opened, coder)
        if release_name is None:
            found = trace(opened, question, code, coder=coder)
        else:
            with released_study(opened, release_name) as then:
                found = trace(then, question, code, coder=coder)
        language = opened.language
    if as_json:
        print_json(_data(found, language))
    else:
        _print(found, language)


def _print(found: Trace, language: str) -> None:
    click.echo(heading(found.counts, language))
    click.echo(f"{found.code.label.in_language(language)} ({found.count})   {found.code.key}")
    for part, mark in (("definition", ""), ("include", "+ "), ("exclude", "≠ ")):
        if text := found.code.text(part, language):
            click.echo(f"  {mark}{text}")
    click.echo()
    for passage in found.passages:
        place = f"{passage.case}" + (f" / {passage.document}" if passage.document not in ("", passage.case) else "")
        below = "" if passage.code == found.code.key else f" · {passage.code}"
        click.echo(f"{place}{below} · {passage.coder}, {passage.created[:10]}")
        click.echo("  " + passage.text.replace("\n", "\n  "))
        if passage.memo:
            click.echo(f"  ({passage.memo})")
        if passage.decided_by:
            why = f": {passage.reason}" if passage.reason else ""
            click.echo(f"  decided by {passage.decided_by}, {passage.taken}{why}")


def _data(found: Trace, language: str) -> dict[str, object]:
    return {
        "question": found.counts.question.key if found.counts.question else None,
        "codebook": found.counts.codebook.key,
        "code": found.code.key,
        "label": found.code.label.in_language(language),
        "definition": found.code.text("definition", language),
        "include": found.code.text("include", language),
        "exclude": found.code.text("exclude", language),
        "count": found.count,
        "passages": [
            {
                "case": passage.case,
                "document": passage.document,
                "code": passage.code,
                "text": passage.text,
                "coder": passage.coder,
                "round": passage.round,
                "created": passage.created,
                "origin": passage.origin,
                "memo": passage.memo,
                "decided_by": passage.decided_by,
                "taken": passage.taken,
                "reason": passage.reason,
            }
            for passage in found.passages
        ],
    }
