"""serve: the screens in a browser on the same computer."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from themecode.cli.options import study_argument
from themecode.core.errors import InputError
from themecode.core.localized import LANGUAGES


@click.command("serve")
@study_argument
@click.option("--port", type=click.IntRange(1, 65535), help="Which port (default: a free one).")
@click.option("--visitors", type=click.IntRange(1, 20), default=1, show_default=True, help="How many may come in.")
@click.option("--ui-language", metavar="LANGUAGE", help="sv or en (default: the study's).")
def serve_command(study: Path, port: int | None, visitors: int, ui_language: str | None) -> None:
    """Open the screens in a browser on this computer; the name of who codes is asked first.

    It prints an address for each visitor, good for one browser. Nothing is sent to any other computer.
    Ctrl+C ends it.
    """
    if ui_language is not None and ui_language not in LANGUAGES:
        raise InputError(f"unknown language {ui_language!r}", fix=f"choose one of: {', '.join(LANGUAGES)}")
    from themecode.tui.serving import serve

    serve(study, port=_port(port), visitors=visitors, ui_language=ui_language, say=_say)


def _say(addresses: list[str]) -> None:
    for address in addresses:
        click.echo(address)
    click.echo("open it in a browser on this computer; ctrl+c ends", err=True)


def _port(wanted: int | None) -> int:
    """Return a port that is free. Raises InputError where the one wanted is taken."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", wanted or 0))
        except OSError as error:
            raise InputError("the port is taken", str(wanted), "choose another one, or leave it out") from error
        return int(probe.getsockname()[1])
