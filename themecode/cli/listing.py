"""What the command line says of itself: the commands by what they are for, and the one that was meant."""

from __future__ import annotations

from collections.abc import Iterable

import click

WELCOME = """\
themecode codes interviews and open survey answers, and reports counts that can be checked.

  themecode demo              look around in an invented study
  themecode new study.db      begin a study of your own
  themecode open study.db     read and code in it
  themecode --help            every command"""
"""What is printed where no command is named."""

SECTIONS: dict[str, tuple[str, ...]] = {
    "Begin": ("demo", "new", "open", "serve"),
    "Take in material": ("import", "codebook", "revise", "exclude"),
    "Count and report": ("count", "report", "table", "search", "trace", "export", "quote", "settings", "annual"),
    "Before it is published": ("verify", "release", "declaration", "method", "backcode"),
    "Several coders": ("round", "agree", "bundle", "merge"),
    "Suggested codes": ("suggest", "groups", "model"),
    "Names and confidentiality": ("pseudonymise", "check-names", "seal", "unseal", "register", "erase"),
    "Look after the study": ("log", "undo", "redo", "check", "backup"),
}
"""The commands as `themecode --help` lists them; those in no section stand last."""


class NoSuchCommandError(click.UsageError):
    """A command that is not there."""

    def __init__(self, name: str, known: Iterable[str], context: click.Context) -> None:
        """Take the name that was typed and the commands there are."""
        from difflib import get_close_matches

        super().__init__(f"No such command {name!r}", context)
        self.possibilities = get_close_matches(name, [*known], n=1)
        """The commands that come near, the nearest first."""


class WholeSentences(click.Group):
    """A group whose help gives the whole first sentence of each command, however narrow the terminal."""

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands."""
        _list(self, context, formatter, "Commands", self.list_commands(context))


def examples(*lines: str) -> str:
    """Return the end of a command's help: lines to type, as they stand."""
    return "\b\nFor example:\n" + "\n".join(f"  themecode {line}" for line in lines)


def list_in_sections(group: click.Group, context: click.Context, formatter: click.HelpFormatter) -> None:
    """List the commands of a group by what they are for."""
    names = group.list_commands(context)
    listed = {name for section in SECTIONS.values() for name in section}
    for title, section in SECTIONS.items():
        _list(group, context, formatter, title, [name for name in section if name in names])
    _list(group, context, formatter, "More", [name for name in names if name not in listed])


def in_words(error: click.UsageError) -> str:
    """Return what is wrong with a call, without a full stop, and what was meant where that can be guessed."""
    near: list[str] = getattr(error, "possibilities", None) or []
    if near:
        return f"{error.message.rstrip('.')}, but there is {near[0]}"
    return error.format_message().rstrip(".")


def _list(
    group: click.Group, context: click.Context, formatter: click.HelpFormatter, title: str, names: list[str]
) -> None:
    widest = max(map(len, group.list_commands(context)), default=0)
    rows = [
        (name.ljust(widest), command.get_short_help_str(limit=200))
        for name in names
        if (command := group.get_command(context, name)) is not None
    ]
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)
