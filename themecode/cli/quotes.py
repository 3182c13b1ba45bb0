"""quote: which passages are printed as quotes, and in what form."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.listing import WholeSentences
from themecode.cli.options import coder_option, json_option, print_json, study_argument
from themecode.core.quoting import QuoteKind
from themecode.report.remarks import quote_remarks
from themecode.usecases.quotes_chosen import QuoteRow, add_quote, choose_quote, edit_quote, quotes
from themecode.usecases.study import Study


@click.group("quote", cls=WholeSentences)
def quote_command() -> None:
    """Choose and edit the quotes that a report prints."""


@quote_command.command("list")
@study_argument
@click.option("--question", metavar="KEY", help="Only those from a question, by key or number.")
@click.option("--code", metavar="KEY", help="Only those for a code.")
@click.option("--chosen", is_flag=True, help="Only those that are printed.")
@json_option
def list_quotes(study: Path, question: str | None, code: str | None, chosen: bool, as_json: bool) -> None:
    """List the passages marked as quotes, those that are printed with a star, and what to know of them."""
    with Study.open(study, read_only=True) as opened:
        key = opened.question(question).key if question is not None else None
        if code is not None:
            opened.find_code(code)
        found = [
            row
            for row in quotes(opened, chosen_only=chosen)
            if (key is None or row.question == key) and (code is None or row.code == code)
        ]
        remarks = quote_remarks(opened, [row for row in found if row.chosen], "en")
    if as_json:
        print_json([_data(row) for row in found])
        return
    for row in found:
        click.echo(_line(row))
    if not found:
        click.echo("no passage is marked as a quote")
    for remark in remarks:
        click.echo(remark, err=True)


@quote_command.command("add")
@study_argument
@click.argument("code")
@click.argument("document")
@click.argument("passage")
@click.option("--question", metavar="KEY", help="DOCUMENT is a case, and the passage is from its answer to this.")
@coder_option
def add(study: Path, code: str, document: str, passage: str, question: str | None, coder: str | None) -> None:
    """Choose a passage of an interview or an answer, word for word, to be printed under a code."""
    with Study.open(study, coder=coder) as opened:
        click.echo(_line(add_quote(opened, opened.document(document, question), passage, code)))


@quote_command.command("choose")
@study_argument
@click.argument("numbers", nargs=-1, required=True, type=int)
@click.option("--not", "leave", is_flag=True, help="Leave them out of the report instead.")
@click.option("--code", metavar="KEY", help="The code they are to illustrate.")
@coder_option
def choose(study: Path, numbers: tuple[int, ...], leave: bool, code: str | None, coder: str | None) -> None:
    """Take marked passages into the report, by their numbers in the list."""
    with Study.open(study, coder=coder) as opened:
        for number in numbers:
            choose_quote(opened, number, chosen=not leave, code=code)
    click.echo(f"{'left out' if leave else 'chose'} {len(numbers)}")


@quote_command.command("edit")
@study_argument
@click.argument("number", type=int)
@click.argument("text")
@click.option("--kind", metavar="KIND", help=f"{', '.join(QuoteKind)} (default: as close as the text is).")
@coder_option
def edit(study: Path, number: int, text: str, kind: str | None, coder: str | None) -> None:
    """Give a quote the form it is printed in, held to its source; an empty text prints the passage again."""
    with Study.open(study, coder=coder) as opened:
        click.echo(_line(edit_quote(opened, number, text, kind)))


def _line(row: QuoteRow) -> str:
    star = "*" if row.chosen else " "
    who = f" ({row.role})" if row.role else ""
    return f"{row.id:>4} {star} {row.code or '-'}  {row.place}{who}  {row.kind}: {' '.join(row.text.split())}"


def _data(row: QuoteRow) -> dict[str, object]:
    return {
        "number": row.id,
        "code": row.code or None,
        "chosen": row.chosen,
        "kind": row.kind,
        "text": row.text,
        "passage": row.passage,
        "case": row.case,
        "question": row.question or None,
        "document": row.document or None,
        "speaker": row.speaker or None,
        "role": row.role or None,
        "coder": row.coder,
    }
