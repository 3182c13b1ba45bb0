"""agree."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from themecode.analysis.agreement_result import COEFFICIENTS, SCOPES, UNITS, Agreed, Scope, Wish
from themecode.cli.main import complain
from themecode.cli.options import json_option, output_option, print_json, study_argument
from themecode.core.errors import InputError, RefusedError
from themecode.report.words import require_language
from themecode.usecases.study import Study


@click.command("agree")
@study_argument
@click.option("--question", "questions", multiple=True, metavar="KEY", help="A question by key or number; repeatable.")
@click.option("--codebook", "codebooks", multiple=True, metavar="KEY", help="Read with this codebook; repeatable.")
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="NAME",
    help="A transcript by name, or with --question an answer by its case; repeatable.",
)
@click.option("--round", metavar="ROUND", help="The round (default: the latest closed reliability round).")
@click.option("--coder", "coders", multiple=True, metavar="NAME", help="Whom to compare; repeatable (default: all).")
@click.option("--unit", metavar="UNIT", help=f"{', '.join(UNITS)} (default: all that apply).")
@click.option("--code", metavar="KEY", help="One code alone, with all below it.")
@click.option("--depth", type=click.IntRange(min=1), help="Lift codes to this level of the tree (default: as coded).")
@click.option(
    "--scope", default="all", show_default=True, metavar="SCOPE", help=f"{' or '.join(SCOPES)}: what a coder coded."
)
@click.option(
    "--coefficient", "coefficients", multiple=True, metavar="NAME", help=f"{', '.join(COEFFICIENTS)}; repeatable."
)
@click.option(
    "--merged", is_flag=True, help="Take codes merged since the round was closed as one (default: as they were)."
)
@click.option("--confidence", type=float, default=0.95, show_default=True, help="Level of the confidence intervals.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the samples drawn for the intervals.")
@click.option(
    "--not-computed", metavar="WHY", help="Keep that agreement is not computed, by choice of method; '' clears."
)
@click.option("--compute-anyway", is_flag=True, help="Compute although the study says that it is not.")
@json_option
@click.option("--language", metavar="LANGUAGE", help="sv or en (default: the study's).")
@output_option
def agree_command(
    study: Path,
    questions: tuple[str, ...],
    codebooks: tuple[str, ...],
    documents: tuple[str, ...],
    round: str | None,
    coders: tuple[str, ...],
    unit: str | None,
    code: str | None,
    depth: int | None,
    scope: str,
    coefficients: tuple[str, ...],
    merged: bool,
    confidence: float,
    seed: int,
    not_computed: str | None,
    compute_anyway: bool,
    as_json: bool,
    language: str | None,
    output: Path | None,
) -> None:
    """Compute how far coders agree, on closed rounds and the documents all of them completed.

    The consensus is never compared. That it was computed is noted in the study.
    """
    from themecode.analysis.agreeing import agree
    from themecode.analysis.agreement_stance import not_computed as stance_of
    from themecode.report.agreement import render_agreement
    from themecode.report.agreement_files import require_suffix, write_agreement
    from themecode.report.agreement_tables import as_data
    from themecode.report.notes import not_computed_note

    with Study.open(study) as opened:
        language = require_language(language or opened.language)
        if not_computed is not None:
            _keep(opened, not_computed)
            return
        if output is not None:
            require_suffix(output)
        said = stance_of(opened)
        if said is not None and not compute_anyway:
            if output is not None:
                raise RefusedError(not_computed_note(said, "en").rstrip("."), fix="compute it with --compute-anyway")
            if as_json:
                print_json(as_data(None, language, said))
            else:
                click.echo(not_computed_note(said, language))
            return
        wish = Wish(unit, _scope(scope), code, depth, coefficients, confidence, seed, merged)
        found = agree(
            opened, wish, questions=questions, codebooks=codebooks, documents=documents, round=round, coders=coders
        )
    if as_json:
        print_json(as_data(found, language, said))
    if output is not None:
        write_agreement(output, found, language)
        if not as_json:
            click.echo(f"wrote {output}")
    elif not as_json:
        columns = shutil.get_terminal_size((80, 24)).columns
        click.echo(render_agreement(found, language, columns=max(columns, 60)), nl=False)
    _warn(found)


def _scope(name: str) -> Scope:
    for known in SCOPES:
        if name == known:
            return known
    raise InputError(f"unknown scope {name!r}", fix=f"choose one of: {', '.join(SCOPES)}")


def _keep(study: Study, why: str) -> None:
    from themecode.analysis.agreement_stance import say_computed, say_not_computed

    if why.strip():
        say_not_computed(study, why)
        click.echo("kept: agreement is not computed in this study; --not-computed '' clears it")
    else:
        say_computed(study)
        click.echo("cleared: agreement can be computed in this study")


def _warn(found: Agreed) -> None:
    for fault in found.not_compared:
        complain(f"not compared: {fault}")
