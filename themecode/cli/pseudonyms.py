"""pseudonymise, check-names: stand-ins for names, and whether a report still has one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from themecode.cli.options import (
    FILE,
    coder_option,
    dry_run_option,
    json_option,
    on_terminal,
    print_json,
    study_argument,
)
from themecode.cli.sealing import VARIABLE, passphrase
from themecode.core.errors import InputError, RefusedError
from themecode.usecases.study import Study

if TYPE_CHECKING:
    from themecode.formats.key_file import Key
    from themecode.formats.name_list import Listed
    from themecode.text.trained_models import Model
    from themecode.usecases.judging import Answers
    from themecode.usecases.pseudonymising import Finding, Place, Proposal

_PLACES = 3
"""Places shown of each finding."""
_ANSWERS = (
    "y yes, n no, a all of this kind, x none of this kind, q stop and go on later; "
    "anything else is taken as the stand-in"
)


@click.command("pseudonymise")
@study_argument
@click.option(
    "--names", type=FILE, metavar="FILE", help="Names you know: .txt, or .csv/.xlsx with name, kind, stand-in."
)
@click.option(
    "--key", "key_file", type=FILE, metavar="FILE", help="The key of stand-ins (default: STUDY.key beside it)."
)
@click.option(
    "--document", "documents", multiple=True, metavar="NAME", help="Look only in this transcript; repeatable."
)
@click.option("--reverse", is_flag=True, help="Bring the names back with the key.")
@click.option("--accept-all", is_flag=True, help="Do not ask: replace all that is found, also what is in doubt.")
@click.option("--yes", is_flag=True, help="Do not ask: replace what is sure, and list what is in doubt.")
@coder_option
@dry_run_option
@json_option
def pseudonymise_command(
    study: Path,
    names: Path | None,
    key_file: Path | None,
    documents: tuple[str, ...],
    reverse: bool,
    accept_all: bool,
    yes: bool,
    coder: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Put stand-ins in the place of names, places, numbers and dates, everywhere in the study.

    Shows each with its context and asks. Codings stay on their passages. The names go to a key outside the
    study, sealed with a passphrase; only --reverse with that key brings them back, undo does not.
    """
    from themecode.usecases.judging import answers_kept, chosen_by, left_before, left_by
    from themecode.usecases.pseudonymising import has_standins, propose, require_writable

    path = key_file or study.with_name(f"{study.name}.key")
    with Study.open(study, coder=coder, read_only=dry_run) as opened:
        if reverse:
            _reverse(opened, path, yes=yes or accept_all, dry_run=dry_run)
            return
        listed = _listed(names)
        key, words = _open_key(path, needed=has_standins(opened), dry_run=dry_run)
        _check_key(opened, key)
        proposal = propose(opened, listed, key, documents)
        asks = not (yes or accept_all or dry_run or as_json)
        if asks and not on_terminal():
            raise RefusedError("replacing names asks first, and nobody is here to answer", str(study), "add --yes")
        for model in proposal.models:
            click.echo(_of_model(model), err=True)
        answers = {**left_before(proposal, key), **answers_kept(opened)}
        if asks:
            require_writable(opened)
            chosen = _ask(opened, proposal, answers)
        else:
            chosen = proposal.chosen(unsure=True) if accept_all else chosen_by(proposal, answers)
        if as_json:
            print_json(_as_json(proposal, chosen))
        elif not asks:
            _say_proposal(proposal, chosen, "would be replaced" if dry_run else "replaced")
        if dry_run or (as_json and not (yes or accept_all)):
            return
        if not chosen:
            click.echo("nothing was replaced", err=as_json)
            return
        if asks:
            _confirm(proposal, chosen, path)
        left = left_by(answers_kept(opened) if asks else answers)
        _replace(opened, proposal, chosen, path, words or passphrase(new=True), key, left, quiet=as_json)


def _listed(names: Path | None) -> list[Listed]:
    from themecode.formats.name_list import read_names

    return [] if names is None else list(read_names(names))


def _open_key(path: Path, *, needed: bool, dry_run: bool) -> tuple[Key | None, str | None]:
    """Return the key that is there, with its passphrase. Raises InputError where it is needed and is not there."""
    from themecode.formats.key_file import read_key

    if not os.path.lexists(path):
        if needed:
            raise InputError("names are replaced in this study, and its key is not there", str(path), "name it: --key")
        return None, None
    if dry_run and not (os.environ.get(VARIABLE) or on_terminal()):
        return None, None
    words = passphrase(new=False)
    return read_key(path, words), words


def _check_key(study: Study, key: Key | None) -> None:
    from themecode.usecases.pseudonymising import require_own

    if key is not None:
        require_own(study, key)


def _reverse(study: Study, path: Path, *, yes: bool, dry_run: bool) -> None:
    from themecode.formats.key_file import read_key
    from themecode.usecases.pseudonymising import has_standins, require_own
    from themecode.usecases.restoring_names import restore_names

    if not has_standins(study):
        raise RefusedError("no names are replaced in this study", str(study.path), "nothing needs to be brought back")
    if not os.path.lexists(path):
        raise InputError("the key is not there, and only it brings the names back", str(path), "name it: --key FILE")
    words = passphrase(new=False)
    key = read_key(path, words)
    require_own(study, key)
    if dry_run:
        click.echo(f"would bring back {len(key.standins)} names and particulars")
        return
    if not yes:
        if not on_terminal():
            raise RefusedError(
                "bringing names back asks first, and nobody is here to answer", str(study.path), "add --yes"
            )
        click.confirm(f"Bring {len(key.standins)} names and particulars back into {study.path}?", abort=True)
    done = restore_names(study, key, path, words)
    click.echo(f"brought the names back in {done.documents} texts and {done.fields} other places")
    for where in dict.fromkeys(done.guessed):
        click.echo(f"changed since, so read it through: {where}")


def _ask(study: Study, proposal: Proposal, answers: Answers) -> dict[str, str]:
    """Ask of each finding what to do with it; return the stand-in of each that is to be replaced.

    What was answered before is not asked again. With q the answers so far are kept, and nothing is replaced.
    """
    from themecode.usecases.judging import chosen_by, keep_answers

    answers = {each.key: answers[each.key] for each in proposal.findings if each.key in answers}
    waiting = [each for each in proposal.findings if each.key not in answers]
    if proposal.findings:
        before = f", {len(answers)} of them answered before" if answers else ""
        click.echo(f"found: {len(proposal.findings)}{before}. For each: {_ANSWERS}")
    settled: dict[str, bool] = {}
    try:
        for number, each in enumerate(waiting, start=1):
            if each.kind in settled:
                answers[each.key] = settled[each.kind]
                continue
            click.echo(f"\n{number}/{len(waiting)} {_headline(each)}")
            _say_places(each.places)
            answer = str(click.prompt("  replace it?", default="y" if each.sure else "n")).strip()
            small = answer.casefold()
            if small in ("q", "quit"):
                raise click.Abort
            if small in ("a", "x"):
                settled[each.kind] = small == "a"
            if small in ("y", "yes", "j", "ja", "a", "n", "no", "nej", "x"):
                answers[each.key] = small in ("y", "yes", "j", "ja", "a")
            else:
                answers[each.key] = answer
    except click.Abort:
        keep_answers(study, proposal, answers)
        click.echo(f"\n{len(answers)} answers are kept; nothing is replaced. Go on with the same command")
        raise
    keep_answers(study, proposal, answers)
    return chosen_by(proposal, answers)


def _confirm(proposal: Proposal, chosen: dict[str, str], path: Path) -> None:
    places = sum(len(each.places) for each in proposal.findings if each.key in chosen)
    click.echo(f"\n{len(chosen)} findings at {places} places are to be replaced; the names go to {path}")
    click.echo("undo does not bring them back, only --reverse with the key and its passphrase does")
    click.confirm("Replace them?", default=False, abort=True)


def _replace(
    study: Study,
    proposal: Proposal,
    chosen: dict[str, str],
    path: Path,
    words: str,
    key: Key | None,
    left: Sequence[str],
    *,
    quiet: bool,
) -> None:
    from themecode.usecases.replacing_names import replace_names

    done = replace_names(study, proposal, chosen, path, words, key, left)

    def say(text: str) -> None:
        click.echo(text, err=quiet)

    say(
        f"replaced {done.names} names and particulars at {done.places} places in {done.documents} texts, "
        f"and in {done.fields} other places"
    )
    say(f"the names are in {path}; without it and its passphrase nobody brings them back")
    say(f"backups beside the study removed: {done.copies}; a new one was made")
    for copy in done.left:
        click.echo(f"could not be removed, do it by hand: {copy}", err=True)
    for each in done.out:
        made = f"{each.file}, for {each.coder}, made {each.made[:10]}"
        say(f"a bundle is out that may have the names: {made}; make it anew")
    for name in proposal.coders:
        say(f"the coder {name} keeps their name")
    say("a report or an export made before is beyond reach: delete it yourself")


def _say_proposal(proposal: Proposal, chosen: dict[str, str], verb: str) -> None:
    """Print what was assumed, or would be."""
    for each in proposal.findings:
        mark = verb if each.key in chosen else "in doubt, left"
        click.echo(f"{mark}: {_headline(each)}")
        if each.key not in chosen:
            _say_places(each.places)
    left = sum(1 for each in proposal.findings if each.key not in chosen)
    if left:
        click.echo(f"in doubt and left as they are: {left}; --accept-all takes them too")


def _headline(each: Finding) -> str:
    times = "1 place" if len(each.places) == 1 else f"{len(each.places)} places"
    doubt = "" if each.sure else ", in doubt, found by the trained model" if each.by_model else ", in doubt"
    whom = f" (may be {' or '.join(each.may_be)})" if each.may_be else ""
    return f"{each.kind} {each.name}{whom} -> {each.standin}, {times}{doubt}"


def _of_model(model: Model) -> str:
    if model.fault:
        return f"themecode: {model.fault}; names are found by lists and rules alone"
    return f"the trained model {model.name} was asked too; what it alone found is in doubt"


def _say_places(places: Sequence[Place]) -> None:
    for place in places[:_PLACES]:
        before, after = (" ".join(part.split()) for part in (place.before, place.after))
        click.echo(f"    {place.where}: … {before} »{place.text}« {after} …")
    if len(places) > _PLACES:
        click.echo(f"    … and {len(places) - _PLACES} more")


def _as_json(proposal: Proposal, chosen: dict[str, str]) -> list[dict[str, object]]:
    return [
        {
            "kind": each.kind,
            "name": each.name,
            "standin": chosen.get(each.key, each.standin),
            "sure": each.sure,
            "replaced": each.key in chosen,
            "may_be": list(each.may_be),
            "by_model": each.by_model,
            "places": [
                {"where": place.where, "start": place.start, "end": place.end, "text": place.text}
                for place in each.places
            ],
        }
        for each in proposal.findings
    ]


@click.command("check-names")
@click.argument("report", type=FILE)
@click.option("--key", "key_file", type=FILE, required=True, metavar="FILE", help="The key of stand-ins.")
def check_names_command(report: Path, key_file: Path) -> int:
    """Look in a report or an export for the real name behind any stand-in; exit code 1 where one is there."""
    from themecode.formats.key_file import read_key
    from themecode.usecases.checking_names import names_in

    found = names_in(report, read_key(key_file, passphrase(new=False)))
    for each in found:
        doubt = "" if each.sure else " (in doubt)"
        click.echo(f"{each.where}: {each.text}, which {each.standin} stands for{doubt}")
    click.echo(f"{report.name}: {'no name of the key' if not found else f'names of the key at {len(found)} places'}")
    return 1 if found else 0
