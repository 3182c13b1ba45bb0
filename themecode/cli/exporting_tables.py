"""export passages, matrix, meaning-units, cooccurrence: what analysis lays out, as tables."""

from __future__ import annotations

import json
from pathlib import Path

import click

from themecode.analysis.cooccurrence import co_occurrences
from themecode.analysis.grouping import grouped
from themecode.analysis.matrix import matrix
from themecode.analysis.meaning_units import meaning_units
from themecode.analysis.retrieval import Scope, places_of, read_all
from themecode.analysis.searching import search
from themecode.cli.apart import say_left_out
from themecode.cli.options import FILE, counted, study_argument
from themecode.cli.searching import labels_of
from themecode.core.errors import InputError
from themecode.formats.files import replacing
from themecode.report import retrieval_tables as tables
from themecode.usecases import looking
from themecode.usecases.study import Study

_output = click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="A .csv, .xlsx or .docx file.")
_coder = click.option("--coder", metavar="NAME", help="This coder's codings rather than the result.")
_question = click.option("--question", metavar="KEY", help="Only answers to this question, by key or number.")
_codebook = click.option("--codebook", metavar="KEY", help="Only the codes of this codebook.")


@click.command("passages")
@study_argument
@click.argument("query", required=False)
@_output
@_question
@click.option(
    "--context",
    type=click.IntRange(0, 50),
    default=1,
    show_default=True,
    metavar="N",
    help="Sentences before and after a passage.",
)
@click.option("--by", default="case", show_default=True, metavar="WHAT", help="case, speaker, role, or a variable.")
@_coder
def passages(
    study: Path, query: str | None, output: Path, question: str | None, context: int, by: str, coder: str | None
) -> None:
    """Write the passages of a code or query, one row each; without a query, of all codes."""
    tables.check_suffix(output)
    with Study.open(study, read_only=True) as opened:
        say_left_out(opened, coder)
        scope = _scope(coder, question)
        if query is None:
            codes = [row.id for _, rows in looking.code_tree(opened, None) for row in rows]
            found = places_of(opened, codes, scope).places
        else:
            found = list(search(opened, query, scope).places)
        groups = grouped(opened, found, by)
        texts = read_all(opened, [place for group in groups for place in group.places], context)
        rows = tables.passage_rows(texts, groups, labels_of(opened))
        number = tables.write_rows(output, query or opened.title, tables.PASSAGES, rows)
    click.echo(f"wrote {counted(number, 'row')} to {output}")


@click.command("matrix")
@study_argument
@_output
@click.option("--codebook", metavar="KEY", help="Whose codes are the columns (default: the one the interviews use).")
@click.option("--level", type=click.IntRange(min=1), default=1, show_default=True, help="Level of its tree.")
@click.option("--answers", is_flag=True, help="The cases that answered, instead of those with an interview.")
@click.option("--by", metavar="VARIABLE", help="Put a variable of the cases beside them.")
@_coder
def matrix_table(
    study: Path, output: Path, codebook: str | None, level: int, answers: bool, by: str | None, coder: str | None
) -> None:
    """Write the matrix of cases by themes: what is written in each cell, else how many passages it has."""
    tables.check_suffix(output)
    with Study.open(study, read_only=True) as opened:
        say_left_out(opened, coder)
        language = opened.language
        book = codebook or _main_codebook(opened)
        found = matrix(opened, book, _scope(coder, None), level=level, interviews=not answers, variable=by)
        columns = tables.matrix_columns(found, language, by)
        rows = tables.matrix_rows(found, by, language)
        title = found.codebook.name.in_language(language) or book
        number = tables.write_rows(output, title, columns, rows)
    click.echo(f"wrote {counted(number, 'row')} to {output}")


@click.command("meaning-units")
@study_argument
@_output
@_question
@_codebook
@_coder
def units(study: Path, output: Path, question: str | None, codebook: str | None, coder: str | None) -> None:
    """Write meaning unit, condensation, code, category and theme, one row per coded passage."""
    tables.check_suffix(output)
    with Study.open(study, read_only=True) as opened:
        say_left_out(opened, coder)
        found = meaning_units(opened, _scope(coder, question), codebook=codebook, language=opened.language)
        number = tables.write_rows(output, opened.title, tables.UNITS, map(tables.unit_row, found))
    click.echo(f"wrote {counted(number, 'row')} to {output}")


@click.command("cooccurrence")
@study_argument
@click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="A .csv, .xlsx, .docx or .json file.")
@_question
@_codebook
@click.option("--basis", default="cases", show_default=True, metavar="BASIS", help="cases or passages.")
@click.option("--level", type=click.IntRange(min=1), help="Codes of one level of the tree only (default: all).")
@_coder
def together(
    study: Path,
    output: Path,
    question: str | None,
    codebook: str | None,
    basis: str,
    level: int | None,
    coder: str | None,
) -> None:
    """Write how often codes stand together, one row for each two codes."""
    as_json = output.suffix.lower() == ".json"
    if not as_json:
        tables.check_suffix(output)
    with Study.open(study, read_only=True) as opened:
        say_left_out(opened, coder)
        found = co_occurrences(opened, question=question, codebook=codebook, basis=basis, level=level, coder=coder)
        rows = list(tables.together_rows(found, opened.language))
        if as_json:
            data = [dict(zip(tables.names(tables.TOGETHER), row, strict=True)) for row in rows]
            with replacing(output) as file:
                file.write(json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n")
        else:
            tables.write_rows(output, opened.title, tables.TOGETHER, rows)
    click.echo(f"wrote {counted(len(rows), 'row')} to {output}")


def _scope(coder: str | None, question: str | None) -> Scope:
    return Scope(coders=None if coder is None else (coder,), question=question)


def _main_codebook(study: Study) -> str:
    tree = looking.code_tree(study, None)
    if not tree:
        raise InputError("the study has no codebook yet", fix="load one: themecode codebook load STUDY FILE")
    return tree[0][0].key
