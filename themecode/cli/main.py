"""The command line: every error a user can cause is one line per fault on stderr, and exit code 2."""

from __future__ import annotations

import os
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from themecode.cli.listing import WELCOME, NoSuchCommandError, in_words, list_in_sections
from themecode.core.errors import ThemecodeError
from themecode.core.places import PlaceWarning

EXIT_WRONG = 2
EXIT_INTERRUPTED = 130

COMMANDS: dict[str, str] = {
    "demo": "themecode.cli.screens",
    "open": "themecode.cli.screens",
    "new": "themecode.cli.studies",
    "check": "themecode.cli.studies",
    "backup": "themecode.cli.studies",
    "log": "themecode.cli.history",
    "undo": "themecode.cli.history",
    "redo": "themecode.cli.history",
    "import": "themecode.cli.importing",
    "codebook": "themecode.cli.codebooks",
    "count": "themecode.cli.counting",
    "report": "themecode.cli.reporting",
    "verify": "themecode.cli.verifying",
    "table": "themecode.cli.tables",
    "backcode": "themecode.cli.backcoding",
    "declaration": "themecode.cli.declaring",
    "method": "themecode.cli.declaring",
    "annual": "themecode.cli.annual",
    "settings": "themecode.cli.settings",
    "quote": "themecode.cli.quotes",
    "agree": "themecode.cli.agreeing",
    "search": "themecode.cli.searching",
    "trace": "themecode.cli.releasing",
    "release": "themecode.cli.releasing",
    "suggest": "themecode.cli.suggesting",
    "groups": "themecode.cli.suggesting",
    "model": "themecode.cli.suggesting",
    "revise": "themecode.cli.revising",
    "round": "themecode.cli.rounds",
    "bundle": "themecode.cli.teams",
    "merge": "themecode.cli.teams",
    "export": "themecode.cli.exporting",
    "serve": "themecode.cli.serving",
    "seal": "themecode.cli.sealing",
    "unseal": "themecode.cli.sealing",
    "exclude": "themecode.cli.lawful",
    "erase": "themecode.cli.lawful",
    "register": "themecode.cli.lawful",
    "pseudonymise": "themecode.cli.pseudonyms",
    "check-names": "themecode.cli.pseudonyms",
}
"""Command -> the module that holds it; a module is loaded when its command is called."""


class _UnreadError(Exception):
    """Whoever read our output has had enough, as `head` does."""


class _Commands(click.Group):
    """A group whose commands are loaded one by one, so that `open` does not wait for the others."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        from importlib import import_module

        if name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[name]), f"{name.replace('-', '_')}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; where there is none of that name, say which come near."""
        try:
            return super().resolve_command(context, arguments)
        except click.UsageError as error:
            if error.message.startswith("No such command"):
                raise NoSuchCommandError(arguments[0], COMMANDS, context) from error
            raise

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by what they are for."""
        list_in_sections(self, context, formatter)

    def invoke(self, context: click.Context) -> object:
        """Run a command; where the study's file is at fault for an unexpected error, say so in words."""
        try:
            return super().invoke(context)
        except BrokenPipeError as error:  # which click itself would call a failure, exit code 1
            raise _UnreadError from error
        except (ThemecodeError, OSError, click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from themecode.cli.options import STUDY
            from themecode.usecases.checking import damage

            study = context.meta.get(STUDY)
            fault = damage(study, error) if study is not None else None
            if fault is None:
                raise
            raise fault from error


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="themecode", prog_name="themecode")
@click.pass_context
def themecode(context: click.Context) -> None:
    """Code interviews and open survey answers, and report counts that can be checked.

    Begin with: themecode demo
    """
    if context.invoked_subcommand is None:
        click.echo(WELCOME)


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(main(arguments))


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 a check did not hold, 2 the call is wrong."""
    _use_utf8()
    try:
        with _place_warnings_in_words():
            result = themecode.main(args=arguments, prog_name="themecode", standalone_mode=False)
    except ThemecodeError as error:
        for fault in error.faults:
            complain(str(fault))
        return EXIT_WRONG
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "themecode"
        message = in_words(error)
        if "\n" in message:  # a group without a command: click gives its whole help
            message = f"a command is missing after {command}"
        complain(f"{message}; type: {command} --help")
        return EXIT_WRONG
    except click.ClickException as error:
        complain(error.format_message())
        return EXIT_WRONG
    except (click.Abort, KeyboardInterrupt):
        complain("stopped; nothing more was written")
        return EXIT_INTERRUPTED
    except (BrokenPipeError, _UnreadError):
        # Python would complain again when it flushes at exit, so give it somewhere to flush to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f", {error.filename}" if error.filename else ""
        complain(f"the file cannot be used ({error.strerror or error}){where}; check its name and permissions")
        return EXIT_WRONG
    except sqlite3.DatabaseError as error:
        complain(f"the study file is damaged ({error}); open the latest backup and keep this file aside")
        return EXIT_WRONG
    return result if isinstance(result, int) else 0


def complain(text: str) -> None:
    """Print one fault on stderr."""
    click.echo(f"themecode: {text}", err=True)


@contextmanager
def _place_warnings_in_words() -> Iterator[None]:
    """Print that a study lies in a cloud or network folder as a line like any other of ours."""
    with warnings.catch_warnings():
        show = warnings.showwarning

        def show_ours(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
            if issubclass(category, PlaceWarning):
                complain(str(message))
            else:
                show(message, category, *where, **more)

        warnings.simplefilter("always", PlaceWarning)
        warnings.showwarning = show_ours
        yield


def _use_utf8() -> None:
    """Write UTF-8 whatever the terminal's locale says, so that å ä ö reach files and pipes whole.

    Only file names can hold what is no text; their bytes go out as they came.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream.isatty() else "surrogateescape")


if __name__ == "__main__":
    run()
