"""The key of stand-ins beside a study, where a command is to take out of it who was erased."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from themecode.cli.options import on_terminal
from themecode.cli.sealing import VARIABLE
from themecode.core.errors import ThemecodeError
from themecode.usecases.study import Study

if TYPE_CHECKING:
    from themecode.formats.key_file import Key


@dataclass(frozen=True)
class KeyOf:
    """The key that belongs to a study, as far as it could be opened."""

    path: Path
    needed: bool
    """Whether the study has stand-ins, or had them and the key is still there."""
    key: Key | None = None
    passphrase: str = ""


def open_key_of(study: Study, path: Path | None) -> KeyOf:
    """Return the key of a study that has stand-ins, opened where it is there and its passphrase is given.

    The passphrase is that of THEMECODE_PASSPHRASE, or asked for; an empty answer leaves the key for later. Raises
    InputError where the key is another study's, or was named and cannot be opened.
    """
    from themecode.formats.key_file import read_key
    from themecode.usecases.pseudonymising import has_standins, require_own

    where = path or study.path.with_name(f"{study.path.name}.key")
    if not os.path.lexists(where) and path is None:
        return KeyOf(where, needed=has_standins(study))
    words = os.environ.get(VARIABLE) or ""
    if not words and on_terminal():
        words = str(
            click.prompt(
                f"Passphrase of {where.name}, to take who is erased out of it too (empty: later)",
                default="",
                hide_input=True,
                show_default=False,
            )
        )
    if not words:
        return KeyOf(where, needed=True)
    try:
        key = read_key(where, words)
        require_own(study, key)
    except ThemecodeError as error:
        if path is not None:
            raise
        click.echo(f"themecode: {error}", err=True)
        return KeyOf(where, needed=True)
    return KeyOf(where, needed=True, key=key, passphrase=words)


def tidy_key_of(study: Study, keyed: KeyOf) -> None:
    """Take out of the key who no longer stands in the study, or say how that is done later."""
    from themecode.usecases.replacing_names import tidy_key

    if not keyed.needed:
        return
    if keyed.key is None:
        click.echo(
            f"the key {keyed.path.name} may still name who was erased; with the key at hand and its passphrase in "
            f"{VARIABLE}, type: themecode erase {study.path.name} --finish --key {keyed.path.name}"
        )
        return
    gone = tidy_key(study, keyed.key, keyed.path, keyed.passphrase)
    left = len(keyed.key.standins) - gone
    click.echo(
        f"names taken out of the key {keyed.path.name}: {gone}; it has {left} still, who stand elsewhere in the study"
    )
