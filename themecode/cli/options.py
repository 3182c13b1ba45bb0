"""Arguments and options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
Result = TypeVar("Result")

FILE = click.Path(path_type=Path, readable=False)
"""A path as given; whether it is there is said by whoever reads it, in themecode's own words."""


STUDY = "themecode.study"
"""Where the context keeps which study a command is about."""


def study_argument(command: Command) -> Command:
    """Add the study, which stands first in every command."""
    return click.argument("study", type=FILE, callback=_remember)(command)


class _StudyUnless(click.Argument):
    """A study that may be left out where an option with a path is given that needs none."""

    unless = ""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Return ``None`` for a study left out with that option, which must be eager."""
        if isinstance(ctx.params.get(self.unless), Path) and self.value_is_missing(value):
            return None
        return super().process_value(ctx, value)


def study_unless(option: str) -> Callable[[Command], Command]:
    """Add the study, which may be left out where ``option`` (its Python name) is given."""
    argument = type("StudyUnless", (_StudyUnless,), {"unless": option})
    return click.argument("study", cls=argument, type=FILE, callback=_remember)


def _remember(context: click.Context, parameter: click.Parameter, study: Path) -> Path:
    context.meta[STUDY] = study
    return study


def coder_option(command: Command) -> Command:
    """Add who acts."""
    return click.option("--coder", metavar="NAME", help="Who acts (default: THEMECODE_CODER, else the login name).")(
        command
    )


def dry_run_option(command: Command) -> Command:
    """Add showing without writing."""
    return click.option("--dry-run", is_flag=True, help="Show what would be done and write nothing.")(command)


def json_option(command: Command) -> Command:
    """Add output for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def output_option(command: Command) -> Command:
    """Add a file to write, which is replaced where it is there."""
    return click.option("-o", "--output", type=FILE, metavar="FILE", help="Write to a file.")(command)


def on_terminal() -> bool:
    """Tell whether a person sits at the other end."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def show_first(do: Callable[..., Result], *, dry_run: bool, assumed: bool, say: Callable[[Result], None]) -> Result:
    """Call ``do`` and say what it took things for.

    At a terminal, where something had to be ``assumed``, that is shown first and the person asked; elsewhere
    nothing asks. Raises click.Abort where the answer is no.
    """
    asks = assumed and not dry_run and on_terminal()
    result = do(dry_run=dry_run or asks)
    say(result)
    if asks:
        click.confirm("Is this right?", default=True, abort=True)
        result = do(dry_run=False)
    return result


def counted(number: int, what: str) -> str:
    """Return a number of things in words: ``1 row``, ``12 rows``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def local_time(moment: str) -> str:
    """Return a moment of the history (UTC, ISO 8601) as the clock on the wall showed it, to the minute."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def print_json(data: object) -> None:
    """Print data as indented JSON, letters as they are."""
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
