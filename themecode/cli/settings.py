"""settings: how a study, and each of its questions, is reported."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.options import coder_option, json_option, print_json, study_argument
from themecode.core.errors import InputError
from themecode.usecases.interviews_meant import interviews_meant, say_interviews
from themecode.usecases.report_settings import (
    FORMS,
    MODES,
    TENSES,
    change_settings,
    name_roles,
    own_settings,
    set_case_noun,
    set_nouns,
)
from themecode.usecases.study import Study

NAMES = {
    "min-count": "min_count",
    "min-share": "min_percent",
    "some-from": "some_from",
    "mode": "mode",
    "form": "form",
    "tense": "tense",
    "quotes": "quotes",
}
"""What a setting is called here -> how it is kept."""


@click.command("settings")
@study_argument
@click.option("--question", metavar="KEY", help="For this question alone, by key or number.")
@click.option("--min-count", type=int, metavar="N", help="The smallest count printed (default: 6).")
@click.option("--min-share", type=int, metavar="P", help="The smallest share printed, in % (default: 10 of 8 or more).")
@click.option("--some-from", type=int, metavar="N", help="The smallest count named without its number (default: 3).")
@click.option("--mode", metavar="MODE", help=f"{', '.join(MODES)}.")
@click.option("--form", metavar="FORM", help=f"{', '.join(FORMS)}.")
@click.option("--tense", metavar="TENSE", help=f"{', '.join(TENSES)}.")
@click.option("--quotes", type=int, metavar="N", help="Quotes per category, 0 to 4 (default: 4).")
@click.option("--noun", metavar="NOUNS", help="The question's noun: området,områdena,neuter or area,areas.")
@click.option("--case-noun", metavar="NOUNS", help="What a case is called: familjecentral,familjecentraler.")
@click.option("--role", "roles", multiple=True, metavar="ROLE=TEXT", help="Whom a quote is by: 'mamma=en förälder'.")
@click.option(
    "--interviews",
    multiple=True,
    metavar="CODEBOOK=WHICH",
    help="Which interviews a codebook reads: 'intervju=personal-*', or by a variable: 'intervju=grupp=personal'.",
)
@click.option("--language", metavar="LANGUAGE", help="The language of the nouns (default: the study's).")
@click.option("--reset", multiple=True, metavar="NAME", help="Take a setting back to the default, such as min-count.")
@coder_option
@json_option
def settings_command(
    study: Path,
    question: str | None,
    min_count: int | None,
    min_share: int | None,
    some_from: int | None,
    mode: str | None,
    form: str | None,
    tense: str | None,
    quotes: int | None,
    noun: str | None,
    case_noun: str | None,
    roles: tuple[str, ...],
    interviews: tuple[str, ...],
    language: str | None,
    reset: tuple[str, ...],
    coder: str | None,
    as_json: bool,
) -> None:
    """Show how reports are written, or change it: for the study, or for one question."""
    given: dict[str, int | str | None] = {
        "min_count": min_count,
        "min_percent": min_share,
        "some_from": some_from,
        "mode": mode,
        "form": form,
        "tense": tense,
        "quotes": quotes,
    }
    changes = {
        **dict.fromkeys(map(_kept_name, reset)),
        **{name: value for name, value in given.items() if value is not None},
    }
    meant = dict(map(_interviews, interviews))
    writes = bool(changes or noun or case_noun or roles or meant)
    with Study.open(study, coder=coder, read_only=not writes) as opened:
        row = opened.question(question) if question is not None else None
        if noun and row is None:
            raise InputError("a noun belongs to a question", fix="name it: --question KEY")
        if roles and row is not None:
            raise InputError("roles are set for the whole study", fix="leave --question out")
        if meant and row is not None:
            raise InputError("interviews answer no question", fix="leave --question out")
        spoken = language or opened.language
        if changes:
            change_settings(opened, changes, row)
        if noun and row is not None:
            set_nouns(opened, row, spoken, *_words(noun, "--noun", 3))
        if case_noun:
            set_case_noun(opened, spoken, *_words(case_noun, "--case-noun", 2))
        if roles:
            name_roles(opened, dict(map(_role, roles)))
        for codebook, which in meant.items():
            say_interviews(opened, codebook, which)
        said = interviews_meant(opened)
        _show(own_settings(opened, row), row.key if row else None, said, as_json=as_json)


def _kept_name(name: str) -> str:
    if name not in NAMES:
        raise InputError(f"there is no setting {name!r}", fix=f"there are: {', '.join(NAMES)}")
    return NAMES[name]


def _words(text: str, option: str, most: int) -> list[str]:
    words = [" ".join(word.split()) for word in text.split(",")]
    if not 2 <= len(words) <= most:
        raise InputError(f"{option} cannot be {text!r}", fix="write singular and plural, with a comma between")
    return words


def _role(text: str) -> tuple[str, str]:
    role, equals, printed = text.partition("=")
    if not equals or not role.strip():
        raise InputError(f"--role cannot be {text!r}", fix="write ROLE=TEXT, such as 'mamma=en förälder'")
    return role.strip(), " ".join(printed.split())


def _interviews(text: str) -> tuple[str, str]:
    codebook, equals, which = text.partition("=")
    if not equals or not codebook.strip():
        raise InputError(f"--interviews cannot be {text!r}", fix="write CODEBOOK=WHICH, such as 'intervju=personal-*'")
    return codebook.strip(), which


def _show(kept: dict[str, object], question: str | None, meant: dict[str, str], *, as_json: bool) -> None:
    shown = {name: kept[key] for name, key in NAMES.items() if key in kept}
    roles = kept.get("roles")
    if as_json:
        print_json(
            {"question": question, **shown, **({"roles": roles, "interviews": meant} if question is None else {})}
        )
        return
    click.echo(f"question {question}" if question else "the study")
    for name, value in shown.items():
        click.echo(f"  {name}  {value}")
    for role, printed in roles.items() if isinstance(roles, dict) else ():
        click.echo(f"  role  {role} = {printed}")
    for codebook, which in meant.items() if question is None else ():
        click.echo(f"  interviews  {codebook} = {which}")
    if not shown and not roles and (question is not None or not meant):
        click.echo("  nothing set: the rules of the report hold (docs/report.md)")
