"""bundle, merge: a team on separate machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from themecode.cli.listing import examples
from themecode.cli.options import FILE, coder_option, dry_run_option, json_option, print_json, study_argument
from themecode.cli.sealing import passphrase
from themecode.usecases.merge_plan import TALLIES, FilePlan, NotMerged, Tally
from themecode.usecases.study import Study


@click.command("bundle", epilog=examples("bundle study.db --for Bo -o bo.db"))
@study_argument
@click.option("--for", "whose", required=True, metavar="NAME", help="Who codes in it; added to the study where new.")
@click.option("--round", metavar="ROUND", help="The round it is for (default: the open production round).")
@click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="The bundle to write.")
@click.option("--encrypt", is_flag=True, help="Seal it with a passphrase, for sending; unseal opens it.")
@coder_option
def bundle_command(study: Path, whose: str, round: str | None, output: Path, encrypt: bool, coder: str | None) -> None:
    """Write a file for one coder, with only what that coder may see.

    It holds the documents assigned to them in the round, or all where none are, with the codebook and their
    own codings and memos: nobody else's, and no history. Bring it back with merge.
    """
    from themecode.usecases.bundling import bundle

    secret = passphrase(new=True) if encrypt else None
    with Study.open(study, coder=coder) as opened:
        made = bundle(opened, whose, output, round=round, secret=secret)
    which = (
        f"{made.documents} documents assigned to {made.coder}" if made.assigned else f"all {made.documents} documents"
    )
    click.echo(f"wrote {made.path} for {made.coder}: {which}")
    if made.new_coder:
        click.echo(f"new coder: {made.coder}")
    if secret is not None:
        click.echo(f"it is sealed: {made.coder} opens it with themecode unseal {made.path.name} -o {study.name}")
        return
    click.echo(
        f"next: {made.coder} opens it with themecode open {made.path.name}; then themecode merge {study} {made.path}"
    )


@click.command("merge", epilog=examples("merge study.db bo.db --dry-run"))
@study_argument
@click.argument("files", type=FILE, nargs=-1, required=True)
@coder_option
@dry_run_option
@json_option
def merge_command(study: Path, files: tuple[Path, ...], coder: str | None, dry_run: bool, as_json: bool) -> None:
    """Bring bundles, or copies of the study, into the study: one step, which undo takes back.

    Merging a file again changes nothing, and the order of files does not matter. The codebook stays as it
    is but for new codes; what differs is listed.
    """
    from themecode.usecases.merging import merge
    from themecode.usecases.pseudonymising import has_standins

    with Study.open(study, coder=coder) as opened:
        plan = merge(opened, files, dry_run=dry_run)
        replaced = has_standins(opened) and any(file.refused_documents for file in plan.files)
    if as_json:
        print_json({"dry_run": dry_run, "written": plan.written, "files": [asdict(file) for file in plan.files]})
        return
    for file in plan.files:
        click.echo(f"{file.file} (bundle for {file.bundle_for})" if file.bundle_for else f"{file.file} (a copy)")
        for line in _lines(file):
            click.echo(f"  {line}")
    if replaced:
        click.echo(
            "names were replaced in the study since: what the file quotes of them was masked. To bring its codings in "
            "too: themecode pseudonymise --reverse, merge, then pseudonymise again with the same key"
        )
    if plan.written:
        click.echo("merged; themecode undo takes it back")
    elif not dry_run:
        click.echo("nothing new; the study is as it was")


def _lines(file: FilePlan) -> Iterator[str]:
    """Say what a file brings, a line per kind of thing."""
    for name in TALLIES:
        if tally := getattr(file, name):
            yield f"{name}: {_tally(tally)}"
    if not file.brings:
        yield "brings nothing new"
    if file.one:
        yield f"codings made alike on both sides, now one: {file.one}"
    for what, names in (
        ("new coders", file.new_coders),
        ("coders taken as one, by name", file.coders_by_name),
        ("new rounds", file.new_rounds),
        ("new codes", file.new_codes),
    ):
        if names:
            yield f"{what}: {', '.join(names)}"
    for difference in file.codebook_differences:
        what = f"{', '.join(difference.differs)}, changed in the {difference.changed_in}"
        yield f"the code {difference.code} differs ({what}); kept as in the study"
    for both in file.both_sides:
        stands = "the file's is later and stands" if both.taken else "the study's is later and stands"
        yield f"changed on both sides: {both.kind} by {both.coder} on {both.where}; {stands}"
    for title in file.refused_documents:
        yield f"refused: {title}; its text is not the one in the study"
    for left_out in file.not_merged:
        yield f"not merged: {_left_out(left_out)}"


def _tally(tally: Tally) -> str:
    parts = ((tally.new, "new"), (tally.changed, "changed"), (tally.removed, "removed"))
    return ", ".join(f"{number} {word}" for number, word in parts if number)


def _left_out(rows: NotMerged) -> str:
    counts = ", ".join(f"{number} {name}" for name in TALLIES if (number := getattr(rows, name)))
    return f"{counts} on {rows.where}; {rows.reason}" if rows.where else f"{counts}; {rows.reason}"
