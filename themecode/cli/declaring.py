"""declaration, method: what the study knows about itself, and what people say about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from themecode.cli.options import coder_option, json_option, output_option, print_json, study_argument
from themecode.core.errors import InputError
from themecode.usecases.study import Study

if TYPE_CHECKING:
    from themecode.analysis.declared import Declared

language_option = click.option("--language", metavar="LANGUAGE", help="sv or en (default: the study's).")


@click.command("declaration")
@study_argument
@click.option("--say", "said", multiple=True, metavar="NAME=TEXT", help="Say what the study cannot know; repeatable.")
@click.option("--table", type=click.IntRange(min=1), default=1, show_default=True, help="Number of its table.")
@language_option
@coder_option
@json_option
@output_option
@click.option(
    "--min-cell", type=int, metavar="N", help="With -o: cases that a group whose size is told has (default: 5)."
)
@click.option("--no-guard", is_flag=True, help="With -o: give the sizes of small reporting groups as well.")
def declaration_command(
    study: Path,
    said: tuple[str, ...],
    table: int,
    language: str | None,
    coder: str | None,
    as_json: bool,
    output: Path | None,
    min_cell: int | None,
    no_guard: bool,
) -> None:
    """Print the quality declaration of a survey; what nobody has said stands in brackets."""
    from themecode.analysis.declared import declared
    from themecode.cli.guarding import GuardOptions
    from themecode.cli.reporting import _hand_over
    from themecode.report.declaration import declaration
    from themecode.report.words import require_language
    from themecode.usecases.declaration import declare, declared_words

    pairs = dict(map(_pair, said))
    guard = GuardOptions(min_cell, no_guard, (), None).guard_for(output)
    with Study.open(study, coder=coder, read_only=not pairs) as opened:
        language = require_language(language or opened.language)
        if pairs:
            declare(opened, pairs)
        if as_json:
            print_json(_data(declared(opened), declared_words(opened)))
            return
        if pairs and output is None:
            click.echo(f"said: {', '.join(pairs)}; print it with: themecode declaration {study}")
            return
        minimum = 0 if guard is None else guard.minimum
        chapter = declaration(declared(opened), language, table=table, minimum=minimum)
    _hand_over(chapter, output)


@click.command("method")
@study_argument
@click.option("--part", "parts", multiple=True, metavar="PART", help="paragraph, coreq, srqr or codebook; repeatable.")
@language_option
@output_option
def method_command(study: Path, parts: tuple[str, ...], language: str | None, output: Path | None) -> None:
    """Print the method paragraph, the checklists COREQ and SRQR, and the codebook as an appendix."""
    from themecode.analysis.declared import declared
    from themecode.cli.reporting import _hand_over
    from themecode.report.method import PARTS, method_chapter
    from themecode.report.words import require_language

    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        raise InputError(f"unknown part {unknown[0]!r}", fix=f"choose of: {', '.join(PARTS)}")
    with Study.open(study, read_only=True) as opened:
        language = require_language(language or opened.language)
        chapter = method_chapter(declared(opened), language, parts or PARTS)
    _hand_over(chapter, output)


def _data(found: Declared, said: dict[str, object]) -> dict[str, object]:
    """Return the figures of a declaration; keys are documented in docs/report-tables.md."""
    base = found.rate_base
    return {
        "said": said,
        "received": found.received,
        "excluded": dict(found.excluded),
        "over_coverage": found.over_coverage,
        "answered": found.answered,
        "population": found.population,
        "rate_base": base,
        "response_rate": found.answered / base if base else None,
        "questions": [
            {"question": each.question.key, "asked": each.asked, "answered": each.answered, "missing": each.missing}
            for each in found.responses
        ],
        "coded": [
            {
                "question": each.counts.question.key if each.counts.question else None,
                "codebook": each.counts.codebook.key,
                "versions": list(each.versions),
                "coders": each.coders,
                "rounds": [name for name, _ in each.rounds],
            }
            for each in found.coded
        ],
    }


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise InputError(f"{text!r} is not NAME=TEXT", "--say", "write it as population=236")
    return name.strip(), value
