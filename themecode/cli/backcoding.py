"""backcode: texts beside a fixed answer (other, please specify), put into the fixed answer they mean."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.options import coder_option, json_option, print_json, study_argument
from themecode.core.errors import InputError
from themecode.usecases.backcoding import Specified, back_code, restore, specified, specifying_questions
from themecode.usecases.study import Study

LETTERS = 60
"""Of a text, in the list."""


@click.command("backcode")
@study_argument
@click.option("--question", metavar="KEY", help="The open question beside the fixed answer (default: all, to list).")
@click.option("--to", metavar="ANSWER", help="The fixed answer that the texts mean, as written or as printed.")
@click.option("--case", "cases", multiple=True, metavar="KEY", help="Whose text; repeatable.")
@click.option("--text", "texts", multiple=True, metavar="TEXT", help="All who wrote this; repeatable.")
@click.option("--keep", is_flag=True, help="Several answers: keep the tick at the one that was specified.")
@click.option("--restore", "undo", is_flag=True, help="Count the texts as they were ticked again.")
@coder_option
@json_option
def backcode_command(
    study: Path,
    question: str | None,
    to: str | None,
    cases: tuple[str, ...],
    texts: tuple[str, ...],
    keep: bool,
    undo: bool,
    coder: str | None,
    as_json: bool,
) -> None:
    """List texts beside a fixed answer, or put them into the fixed answer they mean; what was ticked stays."""
    writes = to is not None or undo
    if to is not None and undo:
        raise InputError("--to and --restore are opposites", fix="give one of them")
    if writes and question is None:
        raise InputError("the question is missing", fix="name it: --question KEY")
    if (cases or texts or keep) and not writes:
        raise InputError("nothing is said to be done with these texts", fix="add --to ANSWER, or --restore")
    with Study.open(study, coder=coder, read_only=not writes) as opened:
        if question is not None and to is not None:
            changed = back_code(opened, question, to, cases=cases, texts=texts, keep=keep)
            click.echo(f"put {changed} texts into {to}; take back with: themecode undo")
            return
        if question is not None and undo:
            click.echo(f"{restore(opened, question, cases=cases, texts=texts)} answers count as ticked again")
            return
        keys = [question] if question is not None else specifying_questions(opened)
        found = [specified(opened, key) for key in keys]
    if as_json:
        print_json([_data(each) for each in found])
        return
    if not found:
        click.echo("no open question specifies a fixed answer; say so in the mapping: specify_for")
    for place, each in enumerate(found):
        if place:
            click.echo()
        _show(each)


def _show(found: Specified) -> None:
    click.echo(f"{found.question}: texts beside {found.value} of {found.closed.key}")
    for each in found.texts:
        text = " ".join(each.text.split())
        short = text if len(text) <= LETTERS else f"{text[: LETTERS - 1].rstrip()}…"
        place = f" -> {', '.join(each.put)}" if each.put else "" if each.ticked else "  (not ticked)"
        click.echo(f"  {each.case}  {short}{place}")
    click.echo(f"written: {len(found.texts)}, put elsewhere: {sum(bool(each.put) for each in found.texts)}")
    click.echo(f"ticked without a text: {_listed(found.ticked_without_text)}")
    click.echo(f"written without a tick: {_listed(found.written_without_tick)}")
    click.echo(f"can be put into: {', '.join(value for value, _ in found.options) or 'none'}")


def _listed(keys: tuple[str, ...]) -> str:
    return f"{len(keys)} ({', '.join(keys)})" if keys else "0"


def _data(found: Specified) -> dict[str, object]:
    return {
        "question": found.question,
        "closed": found.closed.key,
        "value": found.value,
        "texts": [
            {"case": each.case, "text": each.text, "ticked": each.ticked, "put": list(each.put)} for each in found.texts
        ],
        "ticked_without_text": list(found.ticked_without_text),
        "written_without_tick": list(found.written_without_tick),
        "options": [value for value, _ in found.options],
    }
