"""search: passages by code, by query over codes, and words in the text."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from themecode.analysis.grouping import Group, grouped
from themecode.analysis.kwic import Concordance, Line, concordance
from themecode.analysis.retrieval import Passage, Scope, read_all
from themecode.analysis.searching import SearchResult, search
from themecode.cli.apart import say_left_out
from themecode.cli.listing import examples
from themecode.cli.main import complain
from themecode.cli.options import counted, json_option, output_option, print_json, study_argument
from themecode.core.errors import InputError
from themecode.report import retrieval_tables as tables
from themecode.report.grid import width
from themecode.usecases import looking
from themecode.usecases.study import Study

NAME = 24
"""Letters of a document's name before a keyword line."""


@click.command(
    "search",
    epilog=examples(
        "search study.db 'time and not leadership'",
        "search study.db 'time near leadership within turn' -o found.docx",
        "search study.db --text 'collab*'",
    ),
)
@study_argument
@click.argument("query", required=False)
@click.option("--text", "words", metavar="WORDS", help="Find words in the text instead: tid, sam*, '\"i tid\"'.")
@click.option("--question", metavar="KEY", help="Only answers to this question, by key or number.")
@click.option(
    "--context",
    type=click.IntRange(0, 50),
    default=1,
    show_default=True,
    metavar="N",
    help="Sentences shown before and after a passage.",
)
@click.option("--by", default="case", show_default=True, metavar="WHAT", help="case, speaker, role, or a variable.")
@click.option("--coder", metavar="NAME", help="Search this coder's codings rather than the result.")
@json_option
@output_option
def search_command(
    study: Path,
    query: str | None,
    words: str | None,
    question: str | None,
    context: int,
    by: str,
    coder: str | None,
    as_json: bool,
    output: Path | None,
) -> None:
    """Find passages by a query over codes, such as 'tid and not ledning', or words with --text.

    -o writes .csv, .xlsx or .docx.
    """
    if output is not None:
        tables.check_suffix(output)
    with Study.open(study, read_only=True) as opened:
        if words is not None:
            if query is not None:
                raise InputError("a query and --text both say what to find", fix="give one of them")
            _search_text(opened, words, question, as_json=as_json, output=output)
            return
        if query is None:
            raise InputError("there is nothing to search for", fix="give a query over codes, or words with --text")
        _search_codes(opened, query, question, context, by, coder, as_json=as_json, output=output)


def _search_codes(
    study: Study,
    query: str,
    question: str | None,
    context: int,
    by: str,
    coder: str | None,
    *,
    as_json: bool,
    output: Path | None,
) -> None:
    result = search(study, query, Scope(coders=None if coder is None else (coder,), question=question))
    groups = grouped(study, result.places, by)
    passages = read_all(study, [place for group in groups for place in group.places], context)
    labels = labels_of(study)
    say_left_out(study, coder, interviews=question is None)
    if result.undecided:
        complain(f"{result.undecided} documents await a consensus and were left out; name a coder with --coder")
    if output is not None:
        rows = tables.passage_rows(passages, groups, labels)
        notes = [_found(result), _whose(coder)]
        number = tables.write_rows(output, query, tables.PASSAGES, rows, notes=notes)
        click.echo(f"wrote {counted(number, 'row')} to {output}")
    elif as_json:
        rows = tables.passage_rows(passages, groups, labels)
        print_json([dict(zip(tables.names(tables.PASSAGES), row, strict=True)) for row in rows])
    else:
        click.echo(f"{query}: {_found(result)}; {_whose(coder)}")
        for group in groups:
            _print_group(group, [next(passages) for _ in group.places], by, labels)


def _search_text(study: Study, words: str, question: str | None, *, as_json: bool, output: Path | None) -> None:
    columns = shutil.get_terminal_size((120, 24)).columns
    room = max(16, columns - NAME - 12)
    found = concordance(study, words, width=60 if output is not None or as_json else room // 2, question=question)
    if not found.complete:
        complain(f"only the first {len(found.lines)} places are given; name a question, or more words")
    if output is not None:
        number = tables.write_rows(
            output, words, tables.LINES, map(tables.line_row, found.lines), notes=[_places(found)]
        )
        click.echo(f"wrote {counted(number, 'row')} to {output}")
    elif as_json:
        print_json([dict(zip(tables.names(tables.LINES), tables.line_row(line), strict=True)) for line in found.lines])
    else:
        click.echo(f"{words}: {_places(found)}")
        for line in found.lines:
            click.echo(_keyword_line(line, room))


def labels_of(study: Study) -> dict[str, str]:
    """Return what each code is called in the study's language, by key."""
    tree = looking.code_tree(study, None)
    return {row.key: row.label.in_language(study.language) for _, rows in tree for row in rows}


def _print_group(group: Group, passages: Sequence[Passage], by: str, labels: Mapping[str, str]) -> None:
    click.echo(f"\n{click.style(group.heading or _nobody(by), bold=True)} ({len(passages)})")
    for passage in passages:
        speaker = passage.speaker + (f" ({passage.role})" if passage.role else "")
        title = "" if by == "case" and passage.head.name == passage.head.case else passage.head.title
        told = (title, "" if by == "speaker" else speaker, labels.get(passage.code, passage.code), passage.coder)
        click.echo("  " + " · ".join(part for part in told if part))
        text = f"{passage.before}»{passage.text}«{passage.after}" if passage.before or passage.after else passage.text
        click.echo("    " + "\n    ".join(line for line in text.strip().splitlines() if line.strip()))
        if passage.memo:
            click.echo(f"    ({passage.memo})")


def _keyword_line(line: Line, room: int) -> str:
    """Print a keyword in the middle of its line, cut to the room there is."""
    left = room // 2 - width(line.match) // 2
    before = _fitted(line.before, left, from_right=True)
    after = _fitted(line.after, room - left - width(line.match), from_right=False)
    title = _fitted(line.head.title, NAME, from_right=False)
    padded = " " * (left - width(before)) + before
    return f"{title}{' ' * (NAME - width(title))} {line.start:>7}  {padded}{click.style(line.match, bold=True)}{after}"


def _fitted(text: str, room: int, *, from_right: bool) -> str:
    """Return as much of a text as the room holds, from its end or its beginning."""
    while text and width(text) > max(0, room):
        text = text[1:] if from_right else text[:-1]
    return text


def _found(result: SearchResult) -> str:
    parts = [_number(len(result.places), "passage"), _number(result.documents, "document")]
    parts.append(_number(result.cases, "case"))
    if result.units is not None and result.query.unit not in ("case", "document"):
        parts.insert(1, _number(result.units, result.query.unit or "turn or answer"))
    return ", ".join(parts)


def _places(found: Concordance) -> str:
    return f"{_number(len(found.lines), 'place')} in {_number(found.documents, 'document')}"


def _number(number: int, what: str) -> str:
    plural = what.replace("turn or answer", "turns or answer") + "s"
    return f"{number} {what if number == 1 else plural}"


def _whose(coder: str | None) -> str:
    return "the result" if coder is None else f"the codings of {coder}"


def _nobody(by: str) -> str:
    return "(no speaker)" if by in ("speaker", "role") else "(missing)"
