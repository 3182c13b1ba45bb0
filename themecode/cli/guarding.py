"""Options of the publication guard, and telling what it held back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from themecode.cli.main import complain
from themecode.cli.options import FILE, Command
from themecode.core.errors import InputError

if TYPE_CHECKING:
    from themecode.report.guard import Guard, HeldBack


@dataclass(frozen=True)
class GuardOptions:
    """What was said of the guard on the command line."""

    minimum: int | None
    off: bool
    allowed: tuple[str, ...]
    held: Path | None

    @property
    def given(self) -> bool:
        """Whether anything was said."""
        return bool(self.off or self.allowed or self.minimum is not None or self.held is not None)

    def guard(self) -> Guard | None:
        """Return the guard, ``None`` where it is turned off; that is said. Raises InputError for what it cannot be."""
        from themecode.analysis.suppression import MINIMUM
        from themecode.report.guard import Guard

        if self.off:
            if self.minimum is not None or self.allowed or self.held is not None:
                raise InputError("--no-guard goes with none of --min-cell, --allow and --held", fix="choose one")
            complain("--no-guard: small cells and names in quotes are not held back; persons may be recognised")
            return None
        return Guard(MINIMUM if self.minimum is None else self.minimum, self.allowed)

    def guard_for(self, output: Path | None) -> Guard | None:
        """Return the guard for a file, ``None`` where nothing is written. Raises InputError for options without one."""
        if output is None:
            if self.given:
                raise InputError("the guard is for files, and nothing is written", fix="add -o FILE")
            return None
        return self.guard()

    def tell(self, held: Sequence[HeldBack], language: str) -> None:
        """Say on standard error what was held back, and write the list where one is wanted."""
        from themecode.report.guard import as_held_data, told
        from themecode.report.guard_words import guard_word

        if held:
            click.echo("\n".join(["", guard_word("intro", language), *told(held, language)]), err=True)
        if self.held is not None:
            from themecode.formats.files import replacing

            with replacing(self.held) as file:
                file.write(json.dumps(as_held_data(held), ensure_ascii=False, indent=2).encode() + b"\n")
            click.echo(f"wrote {self.held}", err=True)


def guard_options(command: Command) -> Command:
    """Add the options of the guard; the command gets them as one, ``guarding``."""

    @wraps(command)
    def gathered(
        *arguments: Any, min_cell: int | None, no_guard: bool, allow: tuple[str, ...], held: Path | None, **more: Any
    ) -> Any:
        return command(*arguments, guarding=GuardOptions(min_cell, no_guard, allow, held), **more)

    made: Any = gathered
    for option in (
        click.option("--held", type=FILE, metavar="FILE", help="Guard: list what was held back, to a .json file."),
        click.option("--allow", multiple=True, metavar="WORD", help="Guard: this word names no one; repeatable."),
        click.option("--no-guard", is_flag=True, help="Write small cells and names in quotes as well."),
        click.option("--min-cell", type=int, metavar="N", help="Guard: cases that a cell of a split has (default: 5)."),
    ):
        made = option(made)
    return made  # type: ignore[no-any-return]
