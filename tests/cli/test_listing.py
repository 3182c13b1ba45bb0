"""What the command line says of itself, and what it says of work that does not count yet."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from typing import Any

import click
import pytest

from themecode import Study
from themecode.cli.listing import SECTIONS
from themecode.cli.main import COMMANDS, themecode
from themecode.usecases.completing import complete

Run = Callable[..., Any]


def test_every_command_is_listed_once_and_in_full_on_a_narrow_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(COMMANDS)
    listed = run("--help").out
    assert "..." not in listed.partition("Begin:")[2]
    for name in COMMANDS:
        assert sum(line.startswith(f"  {name} ") for line in listed.splitlines()) == 1
    assert "column per variable." in " ".join(run("import", "--help").out.split())


def test_without_a_command_one_is_told_how_to_begin(run: Run) -> None:
    ran = run()
    assert (ran.code, ran.err) == (0, "")
    for command in ("demo", "new", "open", "--help"):
        assert f"themecode {command}" in ran.out


def test_a_mistyped_word_is_told_what_comes_near(run: Run) -> None:
    assert run("cuont").err == "themecode: No such command 'cuont', but there is count; type: themecode --help\n"
    assert "but there is transcripts" in run("import", "transcript").err
    assert "but there is --question" in run("count", "x.db", "--questoin", "1").err
    assert run("xyzzy").err == "themecode: No such command 'xyzzy'; type: themecode --help\n"


def test_interviews_that_are_coded_and_not_done_are_said_where_they_would_count(run: Run, small: Any) -> None:
    with Study.open(small.path, coder="Anna") as study:
        document = study.document("samtal")
        study.code(document, 0, 3, "k.rum")
    for command in (
        ("count", small.path),
        ("report", small.path),
        ("export", "passages", small.path, "-o", small.path.with_name("p.csv")),
    ):
        assert "coded, but not done, and not counted yet" in run(*command).err, command
    assert "not done" not in run("count", small.path, "--question", "q1").err
    assert "coded, but not done" in run("search", small.path, "k.rum").err
    assert "not done" not in run("search", small.path, "k.rum", "--coder", "Anna").err
    with Study.open(small.path, coder="Anna") as study:
        complete(study, document)
    assert "not done" not in run("count", small.path).err


def commands(group: click.Command) -> Iterator[click.Command]:
    if not isinstance(group, click.Group):
        yield group
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        child = group.get_command(context, name)
        assert child is not None
        yield from commands(child)


EXAMPLES = [
    line.strip()
    for command in commands(themecode)
    for line in (command.epilog or "").splitlines()
    if line.startswith("  themecode ")
]


@pytest.mark.parametrize("line", EXAMPLES)
def test_what_help_gives_as_an_example_can_be_typed(line: str) -> None:
    command: click.Command = themecode
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        child = command.get_command(click.Context(command), words.pop(0))
        assert child is not None
        command = child
    command.make_context(command.name, words)
