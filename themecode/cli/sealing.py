"""seal, unseal: a file that leaves the house, under a passphrase."""

from __future__ import annotations

import os
from pathlib import Path

import click

from themecode.cli.options import FILE, on_terminal
from themecode.core.errors import InputError

VARIABLE = "THEMECODE_PASSPHRASE"


def passphrase(*, new: bool) -> str:
    """Return the passphrase: of THEMECODE_PASSPHRASE, else asked for without showing it, twice where it is ``new``.

    Raises InputError where there is none and nobody to ask.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return given
    if not on_terminal():
        raise InputError("a passphrase is needed, and nobody is here to type it", VARIABLE, f"set {VARIABLE}")
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=new))


@click.command("seal")
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="The sealed file to write.")
def seal_command(file: Path, output: Path) -> None:
    """Write a copy of a file that only a passphrase opens, for sending it. The file itself stays."""
    from themecode.formats.sealed import seal_file

    seal_file(file, output, passphrase(new=True))
    click.echo(f"sealed {output}; send the passphrase another way")


@click.command("unseal")
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="The file to write; must not be there.")
def unseal_command(file: Path, output: Path) -> None:
    """Open a sealed file with its passphrase and write what it holds."""
    from themecode.formats.sealed import unseal_file

    unseal_file(file, output, passphrase(new=False))
    click.echo(f"wrote {output}")
