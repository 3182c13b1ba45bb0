"""exclude, erase, register: what one owes the people whose words these are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from themecode.cli.keys import open_key_of, tidy_key_of
from themecode.cli.listing import WholeSentences
from themecode.cli.options import FILE, coder_option, json_option, on_terminal, print_json, study_argument
from themecode.core.errors import InputError, RefusedError
from themecode.usecases.study import Study

if TYPE_CHECKING:
    from themecode.usecases.traces import KeepsWords, Mentioned

_SHOWN = 200


@click.command("exclude")
@study_argument
@click.argument("case")
@click.option("--reason", metavar="TEXT", help="Why, such as over-coverage; stands in the quality declaration.")
@click.option("--readmit", is_flag=True, help="Count the case again.")
@coder_option
def exclude_command(study: Path, case: str, reason: str | None, readmit: bool, coder: str | None) -> None:
    """Leave a case out of every count; undo takes it back. To remove its texts for good: erase."""
    from themecode.usecases import excluding

    with Study.open(study, coder=coder) as opened:
        kind = excluding.kind_of(opened, case)
        before = excluding.cases_counted(opened, kind)
        if readmit:
            excluding.readmit(opened, case)
        else:
            excluding.exclude(opened, case, reason or "")
        after = excluding.cases_counted(opened, kind)
    click.echo(f"{case} is {'counted again' if readmit else 'left out'}: {before} -> {after} cases ({kind})")


@click.command("erase")
@study_argument
@click.argument("case", required=False)
@click.option("--document", metavar="NAME", help="One transcript instead of a case with all its texts.")
@click.option("--reason", default="", metavar="TEXT", help="Why; stands in the history. Do not name anyone.")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
@click.option("--finish", is_flag=True, help="Only write the file anew and tidy the key, where erase could not do so.")
@click.option("--key", "key_file", type=FILE, metavar="FILE", help="The key of stand-ins (default: STUDY.key).")
@coder_option
def erase_command(
    study: Path,
    case: str | None,
    document: str | None,
    reason: str,
    yes: bool,
    finish: bool,
    key_file: Path | None,
    coder: str | None,
) -> None:
    """Erase a case or a transcript for good: texts, codings, memos, history, backups beside the study.

    There is no undo. Shows first which figures change, what keeps words of the text and which bundles are still
    out, and asks twice. Who was erased goes from the key of stand-ins too, where its passphrase is given.
    """
    from themecode.analysis.differences import figures_without
    from themecode.usecases import erasing, traces

    if not finish and (case is None) == (document is None):
        raise InputError("name one case, or --document and a transcript", str(study), "themecode erase --help")
    with Study.open(study, coder=coder) as opened:
        if finish:
            removed, left = erasing.finish(opened)
            _say_copies(removed, left)
            keyed = open_key_of(opened, key_file)
            tidy_key_of(opened, keyed)
            return
        doomed = erasing.find(opened, case, document)
        what = document or str(case)
        click.echo(f"to be erased for good: {what}, {_texts(len(doomed.documents))}")
        _say_figures(figures_without(opened, doomed))
        _say_bundles(erasing.bundles_out(opened))
        keyed = open_key_of(opened, key_file)
        _say_left(traces.keeps_words(opened, doomed))
        _say_mentioned(traces.mentioned(opened, doomed, keyed.key))
        if not yes:
            _ask(what)
        done = erasing.erase(opened, case, document=document, reason=reason)
        rows = [f"{number} {table}" for table, number in done.rows.items() if table not in ("speakers",)]
        click.echo(f"erased: {', '.join([_texts(done.documents), *rows])}")
        for table, number in done.masked.items():
            click.echo(f"words of the text were masked in {number} {table}")
        for code in done.codes:
            click.echo(
                f"the code {code} was named by words of the text: erased, or given another name where it is used"
            )
        _say_copies(done.copies, done.left)
        tidy_key_of(opened, keyed)
    click.echo("a report, an export or a bundle made before is beyond reach: delete it yourself")


def _say_left(kept: Sequence[KeepsWords]) -> None:
    """Say which names keep words of the text: they were not made of it, so that erasing leaves them."""
    for each in kept[:_SHOWN]:
        click.echo(f"keeps words that only this text has ({', '.join(each.words)}): {each.what} {each.name}")
    if len(kept) > _SHOWN:
        click.echo(f"  … and {len(kept) - _SHOWN} more")
    if kept:
        click.echo("  they stay as they are; rename them if they tell who was meant")


def _say_mentioned(found: Sequence[Mentioned]) -> None:
    for each in found[:_SHOWN]:
        times = "1 place" if each.places == 1 else f"{each.places} places"
        click.echo(f"still named in another text, which stays: {each.name} in {each.document}, {times}")
    if len(found) > _SHOWN:
        click.echo(f"  … and {len(found) - _SHOWN} more")
    if any(not each.name.startswith("[") for each in found):
        click.echo("  to put a stand-in there: themecode pseudonymise, with the name on a list (--names)")


def _texts(number: int) -> str:
    return "1 text" if number == 1 else f"{number} texts, earlier versions counted"


def _ask(what: str) -> None:
    if not on_terminal():
        raise RefusedError("erasing asks first, and nobody is here to answer", what, "add --yes")
    click.confirm("This cannot be undone. Erase it?", default=False, abort=True)
    if click.prompt("Type the name again to erase it") != what:
        raise RefusedError("that is another name, nothing was erased", what, "try again")


def _say_figures(changed: Sequence[object]) -> None:
    from themecode.analysis.differences import Difference

    rows = [each for each in changed if isinstance(each, Difference)]
    if rows:
        click.echo(f"figures that change: {len(rows)}")
    for each in rows[:_SHOWN]:
        label = each.label if isinstance(each.label, str) else each.label.in_language("sv")
        click.echo(f"  {each.question or 'transcripts'}, {each.codebook}: {label} {each.before} -> {each.after}")
    if len(rows) > _SHOWN:
        click.echo(f"  … and {len(rows) - _SHOWN} more")


def _say_bundles(out: Sequence[object]) -> None:
    from themecode.usecases.erasing import OutThere

    for each in out:
        if isinstance(each, OutThere):
            click.echo(f"a bundle is out that may hold it: {each.file}, for {each.coder}, made {each.made[:10]}")


def _say_copies(removed: int, left: Sequence[str]) -> None:
    click.echo(f"backups beside the study removed: {removed}; a new one was made")
    for path in left:
        click.echo(f"could not be removed, do it by hand: {path}", err=True)


@click.group("register", cls=WholeSentences)
def register_command() -> None:
    """Keep account of recordings and consents: when they are to be deleted, and that they were."""


@register_command.command("list")
@study_argument
@json_option
def list_command(study: Path, as_json: bool) -> None:
    """List the register; what is to be deleted first stands first."""
    from themecode.usecases.register import overdue, registered

    with Study.open(study, read_only=True) as opened:
        rows, late = registered(opened), overdue(opened)
    if as_json:
        keys = ("kind", "name", "case", "made", "delete_by", "gone", "note")
        print_json([{**{key: getattr(row, key) for key in keys}, "overdue": row in late} for row in rows])
        return
    for row in rows:
        state = f"deleted {row.gone}" if row.gone else f"to be deleted {row.delete_by}" if row.delete_by else "kept"
        parts = [row.kind, row.name, row.case, f"made {row.made}" if row.made else None, state, row.note]
        click.echo(("! " if row in late else "  ") + " · ".join(part for part in parts if part))
    if not rows:
        click.echo("the register is empty; add to it: themecode register add STUDY recording NAME --delete-by DATE")


@register_command.command("add")
@study_argument
@click.argument("kind")
@click.argument("name")
@click.option("--case", metavar="KEY", help="Which case it is about.")
@click.option("--made", metavar="DATE", help="When it was made, such as 2026-02-14.")
@click.option("--delete-by", metavar="DATE", help="When it is to be deleted at the latest.")
@click.option("--note", default="", metavar="TEXT", help="Anything else; do not name anyone.")
@coder_option
def add_command(
    study: Path,
    kind: str,
    name: str,
    case: str | None,
    made: str | None,
    delete_by: str | None,
    note: str,
    coder: str | None,
) -> None:
    """Enter a recording, a consent, a key file or a list of contacts."""
    from themecode.usecases.register import enter

    with Study.open(study, coder=coder) as opened:
        enter(opened, kind, name, case=case, made=made, delete_by=delete_by, note=note)
    click.echo(f"entered: {name}")


@register_command.command("gone")
@study_argument
@click.argument("name")
@click.option("--on", "day", metavar="DATE", help="When it was deleted (default: today).")
@coder_option
def gone_command(study: Path, name: str, day: str | None, coder: str | None) -> None:
    """Note that something is deleted."""
    from themecode.usecases.register import strike

    with Study.open(study, coder=coder) as opened:
        strike(opened, name, day)
    click.echo(f"noted as deleted: {name}")
