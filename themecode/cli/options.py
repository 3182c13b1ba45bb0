"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, readable=False)
"""A path as given; whether it is there is said by whoever reads it, in themecode's own words."""


def study_argument(command: Command) -> Command:
    """Add the study, which stands first in every command."""
    return click.argument("study", type=FILE)(command)


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


def print_json(data: object) -> None:
    """Print data as indented JSON, letters as they are."""
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
