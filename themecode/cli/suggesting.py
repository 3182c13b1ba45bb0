"""suggest, groups, model."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from themecode.cli.evaluating import as_data, print_evaluation
from themecode.cli.listing import WholeSentences
from themecode.cli.main import complain
from themecode.cli.options import FILE, coder_option, json_option, print_json, study_argument
from themecode.core.errors import InputError
from themecode.report.grid import plain_table, width
from themecode.suggest.groups import Group, chosen, draft, group
from themecode.suggest.meaning import model_name
from themecode.suggest.suggester import Suggester
from themecode.usecases import suggesting
from themecode.usecases.study import Study

CLEAR = "\x1b[K"
"""Tells a terminal to empty the rest of the line."""

SHOWN = 3
"""Codes of a ranking that the table has room for."""

_question = click.option("--question", metavar="KEY", help="A question by key or number (default: the transcripts).")
_model = click.option("--model", metavar="MODEL", help="A sentence model: a folder, a package or a fetched hub name.")


@click.command("suggest")
@study_argument
@_question
@click.option("--codebook", metavar="KEY", help="Suggest codes of this codebook (default: the question's main one).")
@click.option(
    "--coder", metavar="NAME", help="Learn from this coder's codings, or from the `result` (default: who acts)."
)
@click.option("--round", metavar="NAME", help="Learn from this round (default: production).")
@_model
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Print at most so many answers.")
@click.option("--evaluate", is_flag=True, help="Print how good suggestions are on what has been coded.")
@json_option
def suggest_command(
    study: Path,
    question: str | None,
    codebook: str | None,
    coder: str | None,
    round: str | None,
    model: str | None,
    limit: int | None,
    evaluate: bool,
    as_json: bool,
) -> None:
    """Rank the codes for every answer, or every sentence of the transcripts, with the reason.

    What is coded already is ranked as if it were not.
    """
    with _open(study, model) as opened, _progress() as progress:
        start = Suggester.start(opened, question, codebook, coder=coder, round=round, model=model, progress=progress)
        for note in start.notes:
            complain(note)
        if evaluate:
            from themecode.suggest.evaluation import evaluate as work_out

            figures = work_out(opened, start)
            print_json(as_data(figures)) if as_json else print_evaluation(figures)
            return
    rows = list(range(len(start.units)))[:limit]
    if as_json:
        print_json([_as_data(start, unit) for unit in rows])
    else:
        _print_rankings(start, rows)


def _as_data(start: Suggester, unit: int) -> dict[str, object]:
    from themecode.suggest.reasons import strongest

    row = start.units.rows[unit]
    ranking = start.rank_unit(unit, afresh=True)
    why = strongest(start.learner, start.units, unit, [start.codes.index(each.code) for each in ranking.codes])
    return {
        "case": row.case,
        "question": row.question,
        "document": row.document,
        "start": row.start,
        "end": row.end,
        "abstained": ranking.abstained,
        "codes": [
            {"code": each.code, "score": round(each.strength, 4), "why": reason}
            for each, reason in zip(ranking.codes, why, strict=True)
        ],
    }


def _print_rankings(start: Suggester, units: list[int]) -> None:
    if not units:
        complain("there is nothing to suggest codes for yet; import a survey or interviews")
        return
    place = "case" if start.units.whole else "where"
    table = []
    for unit in units:
        row, ranking = start.units.rows[unit], start.rank_unit(unit, afresh=True)
        cells = [f"{each.code} {each.strength:.2f}" for each in ranking.codes[:SHOWN]]
        where = row.case if start.units.whole else f"{row.document} {row.start}"
        table.append([where, _short(row.text), *cells, *[""] * (SHOWN - len(cells)), str(ranking.silence)])
    click.echo(_left([place, "text", "first", "second", "third", "silent"], table))
    coded = sum(bool(label.codes) for label in start.learner.labels.values())
    whose = f"of {start.scope.coder}, " if coded else ""
    click.echo(f"\nlearnt from {coded} coded texts {whose}and the codebook {start.scope.codebook.key}")


def _left(head: list[str], rows: list[list[str]]) -> str:
    """Return a table with all columns to the left."""
    widths = [max(width(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [
        "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)).rstrip()
        for row in [head, *rows]
    ]
    return "\n".join([lines[0], "─" * (sum(widths) + 2 * (len(head) - 1)), *lines[1:]])


def _short(text: str, most: int = 36) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


@click.command("groups")
@study_argument
@_question
@click.option("--groups", "number", type=int, metavar="N", help="How many groups (default: by how many answers).")
@_model
@click.option("--take", metavar="N,N", help="Take these groups into the draft (default: all).")
@click.option("--draft", "file", type=FILE, metavar="FILE.yaml", help="Write them as draft codes into a codebook file.")
@click.option("--into", metavar="KEY", help="Load them into the study as a new codebook of this key.")
@click.option("--examples", is_flag=True, help="Quote the most central answers as examples in the draft.")
@coder_option
@json_option
def groups_command(
    study: Path,
    question: str | None,
    number: int | None,
    model: str | None,
    take: str | None,
    file: Path | None,
    into: str | None,
    examples: bool,
    coder: str | None,
    as_json: bool,
) -> None:
    """Group like answers where there is no codebook yet, with typical words and the most central answers."""
    numbers = _numbers(take)
    notes: list[str] = []
    with _open(study, model, coder=coder, write=into is not None) as opened, _progress() as progress:
        found = group(opened, question, number=number, model=model, notes=notes, progress=progress)
        for note in notes:
            complain(note)
        some = chosen(found, numbers)
        key = into or f"grupper_{question}" if question else into or "grupper"
        book = draft(some, key, opened.language, examples=examples)
        if into is not None:
            _load(opened, book, into)
    if file is not None:
        from themecode.formats.codebook_file import write_codebook

        write_codebook(file, book)
    if as_json:
        print_json([_group_data(each) for each in found])
    else:
        _print_groups(found)
    for where in [str(file)] * (file is not None) + [f"the study, as {into}"] * (into is not None):
        complain(f"wrote {len(book.codes)} draft codes to {where}; they have no definitions yet: read, name, define")


def _load(study: Study, book: object, key: str) -> None:
    from themecode.core.codebook import CodebookEntry, is_key
    from themecode.usecases.codebooks import load_entry

    assert isinstance(book, CodebookEntry)
    if not is_key(key):
        raise InputError("this cannot be the key of a codebook", key, "use letters, digits, _ and -")
    if any(row.key == key for row in suggesting.codebooks(study)):
        raise InputError("there is a codebook of this key already", key, "choose another key")
    load_entry(study, book, "--into")


def _numbers(take: str | None) -> set[int]:
    try:
        return {int(part) for part in (take or "").split(",") if part.strip()}
    except ValueError:
        raise InputError("--take wants numbers of groups", str(take), "write them with commas: 1,3,4") from None


def _group_data(found: Group) -> dict[str, object]:
    return {
        "group": found.number,
        "texts": len(found.texts),
        "words": list(found.words),
        "central": [{"case": text.case, "document": text.document, "text": text.text} for text in found.central],
        "cases": [text.case for text in found.texts],
    }


def _print_groups(found: list[Group]) -> None:
    for each in found:
        click.echo(f"{each.number}. {', '.join(each.words) or '(no word in common)'} ({len(each.texts)})")
        for text in each.central:
            click.echo(f"   {text.case}: {_short(text.text, 100)}")
    complain("these are groups of like wording, not themes; read before you name them")


@click.group("model", cls=WholeSentences)
def model_command() -> None:
    """Sentence models for suggestions: which there are, fetching one, choosing one for a study."""


@model_command.command("fetch")
@click.argument("name")
def fetch(name: str) -> None:
    """Download a sentence model from the hub: the one command that uses the network, and only when you run it."""
    from themecode.suggest.models import fetch_model

    model = fetch_model(name)
    click.echo(f"fetched {model.name}; use it with --model {model.name}, or themecode model use STUDY {model.name}")


@model_command.command("list")
@json_option
def list_models(as_json: bool) -> None:
    """List the sentence models on this computer."""
    from themecode.suggest.models import known_models, require_extra

    require_extra()
    found = list(known_models())
    if as_json:
        print_json([{"model": each.name, "folder": str(each.folder)} for each in found])
    elif found:
        click.echo(plain_table(["model", "folder"], [[each.name, str(each.folder)] for each in found]))
    else:
        complain("no sentence model is on this computer; fetch one: themecode model fetch owner/name")


@model_command.command("use")
@study_argument
@click.argument("name", required=False)
@click.option("--none", "no_model", is_flag=True, help="Go by characters alone again, and forget the vectors kept.")
def use(study: Path, name: str | None, no_model: bool) -> None:
    """Choose the model that suggestions in a study use, for all who use it."""
    from themecode.suggest.models import find_model

    if (name is None) != no_model:
        raise InputError("name one model, or give --none", fix="see themecode model list")
    found = find_model(name) if name is not None else None
    with Study.open(study) as opened:
        suggesting.choose_model(opened, name)
        gone = suggesting.drop_other_vectors(opened, found.fingerprint if found else None)
    click.echo(
        f"suggestions use {name or 'characters alone'}" + (f"; {gone} vectors of others forgotten" if gone else "")
    )


@contextmanager
def _open(path: Path, model: str | None, *, coder: str | None = None, write: bool = False) -> Iterator[Study]:
    """Open a study: for writing only where vectors are to be kept in it, or ``write``."""
    with Study.open(path, coder=coder, read_only=True) as opened:
        keeps = model_name(opened, model) is not None
        if not keeps and not write:
            yield opened
            return
    with Study.open(path, coder=coder) as opened:
        yield opened


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Say on a terminal that it is at work, and give what shows how many vectors are there; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(done: int, of: int) -> None:
        click.echo(f"\r{CLEAR}vectors: {done} of {of}", nl=False, err=True)

    click.echo("reading and learning …", nl=False, err=True)
    try:
        yield show
    finally:
        click.echo(f"\r{CLEAR}", nl=False, err=True)
