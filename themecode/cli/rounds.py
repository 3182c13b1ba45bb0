"""round: who codes what, for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from themecode.cli.listing import WholeSentences, examples
from themecode.cli.main import complain
from themecode.cli.options import coder_option, dry_run_option, json_option, local_time, print_json, study_argument
from themecode.core.errors import InputError, NotFoundError
from themecode.usecases.round_plans import SUGGESTIONS, NewRound
from themecode.usecases.rounds import KINDS, Closed, CoderProgress, RoundStatus
from themecode.usecases.sampling import PREVALENCES, STRATA
from themecode.usecases.study import Study

_round_argument = click.argument("name")
_whose = click.option("--for", "coders", multiple=True, metavar="NAME", help="Who codes; can be given several times.")
_questions = click.option(
    "--question", "questions", multiple=True, metavar="KEY", help="The answers to a question, by key or number."
)
_documents = click.option(
    "--document", "documents", multiple=True, metavar="NAME", help="A transcript by name, or all answers of a case."
)


@click.group("round", cls=WholeSentences)
def round_command() -> None:
    """Open rounds of coding, say who codes what in them, close them."""


@round_command.command(
    "new", epilog=examples("round new study.db trial --kind reliability --question 23 --for Anna --for Bo --sample 40")
)
@study_argument
@_round_argument
@click.option("--kind", type=click.Choice(KINDS), required=True, metavar="|".join(KINDS), help="What the round is for.")
@click.option("--codebook", "codebooks", multiple=True, metavar="KEY", help="Coded with this codebook.")
@_questions
@_documents
@_whose
@click.option("--sample", metavar="N|N%", help="Draw so many of the documents at random (default: all).")
@click.option("--overlap", metavar="N|N%", help="How many of them all coders code; the others are dealt out.")
@click.option("--seed", type=int, metavar="NUMBER", help="Draw as with this seed (default: a new one, printed).")
@click.option(
    "--strata",
    default="question,length",
    show_default=True,
    metavar="LIST",
    help=f"Among {', '.join(STRATA)}; or none.",
)
@click.option("--suggestions", type=click.Choice(list(SUGGESTIONS)), help="Whether codes are suggested.")
@click.option("--half-width", type=float, metavar="W", help="Say how many units a kappa known to within W needs.")
@click.option("--expected", type=float, default=0.8, show_default=True, metavar="K", help="The kappa reckoned with.")
@click.option(
    "--prevalence", type=float, default=0.2, show_default=True, metavar="P", help="The share of units with the code."
)
@coder_option
@dry_run_option
def new_command(
    study: Path,
    name: str,
    kind: str,
    codebooks: tuple[str, ...],
    questions: tuple[str, ...],
    documents: tuple[str, ...],
    coders: tuple[str, ...],
    sample: str | None,
    overlap: str | None,
    seed: int | None,
    strata: str,
    suggestions: str | None,
    half_width: float | None,
    expected: float,
    prevalence: float,
    coder: str | None,
    dry_run: bool,
) -> None:
    """Open a round: draw its documents, deal them out to the coders, note the codebooks as they are.

    With --half-width it prints how many units are needed, and takes so many where --sample is left out.
    """
    from themecode.usecases.looking import contents
    from themecode.usecases.round_plans import Wanted, named_documents, new_round
    from themecode.usecases.sampling import units_needed

    needed = 0
    with Study.open(study, coder=coder, read_only=dry_run) as opened:
        if half_width is not None:
            needed = units_needed(half_width, expected, prevalence)
            _print_needed(half_width, expected, prevalence, needed)
            if sample is None:
                sample = str(min(needed, len(named_documents(opened, questions, documents))))
        wanted = Wanted(codebooks, questions, documents, coders, sample, overlap, seed, _strata(strata), suggestions)
        made = new_round(opened, name, kind, wanted, dry_run=dry_run)
        keys = {row.id: row.key for row in contents(opened).questions}
    for line in _lines(made, dry_run=dry_run):
        click.echo(line)
    for line in _too_few(made, keys, needed, expected, prevalence):
        click.echo(line)
    if not dry_run:
        click.echo(f"next: themecode open {study} --coder {next(iter(made.hands))}; it stands first in the list")


@round_command.command("assign")
@study_argument
@_round_argument
@_whose
@_questions
@_documents
@click.option("--remove", is_flag=True, help="Take the documents away, where they are not begun.")
@coder_option
@dry_run_option
def assign_command(
    study: Path,
    name: str,
    coders: tuple[str, ...],
    questions: tuple[str, ...],
    documents: tuple[str, ...],
    remove: bool,
    coder: str | None,
    dry_run: bool,
) -> None:
    """Give coders documents in a round; without --question or --document, those the round has already."""
    from themecode.usecases.round_plans import named_documents, people
    from themecode.usecases.rounds import assign, documents_in

    if not coders:
        raise InputError("nobody is named", "--for", "say who gets the documents")
    with Study.open(study, coder=coder, read_only=dry_run) as opened:
        row = opened.find_round(name, to_write=True)
        named = people(opened, coders)
        if questions or documents:
            ids = [each.id for each in named_documents(opened, questions, documents)]
        else:
            ids = documents_in(opened, row)
            if not ids:
                raise NotFoundError("no documents are in this round yet", name, "name them: --question, --document")
        hands = dict.fromkeys(named, ids)
        number = sum(map(len, hands.values())) if dry_run else assign(opened, name, hands, remove=remove)
    said = "took away" if remove else "assigned"
    who = ", ".join(named)
    if dry_run:
        click.echo(f"would have {said} {number} at most ({len(ids)} documents, {who})")
    else:
        click.echo(f"{said} {number} ({len(ids)} documents, {who})")


@round_command.command("close")
@study_argument
@_round_argument
@coder_option
@dry_run_option
def close_command(study: Path, name: str, coder: str | None, dry_run: bool) -> None:
    """Freeze a round: nothing in it changes after this, and its coders can be compared."""
    from themecode.usecases.rounds import close_round

    with Study.open(study, coder=coder, read_only=dry_run) as opened:
        closed = close_round(opened, name, dry_run=dry_run)
    for line in _closed(closed, study, dry_run=dry_run):
        click.echo(line)


@round_command.command("list")
@study_argument
@json_option
def list_command(study: Path, as_json: bool) -> None:
    """List the rounds, with how far each coder is."""
    from themecode.usecases.rounds import round_statuses

    with Study.open(study, read_only=True) as opened:
        found = round_statuses(opened)
    if as_json:
        print_json([_data(each) for each in found])
        return
    for each in found:
        for line in _status(each):
            click.echo(line)


@round_command.command("proposals")
@study_argument
@_round_argument
@click.option("--accept", "accepted", type=int, metavar="NUMBER", help="Make a code of this proposal.")
@click.option("--parent", metavar="KEY", help="With --accept: below this code.")
@click.option("--decline", "declined", type=int, metavar="NUMBER", help="Answer this proposal with no.")
@click.option("--why", default="", metavar="TEXT", help="With --decline: the reason.")
@coder_option
@json_option
def proposals_command(
    study: Path,
    name: str,
    accepted: int | None,
    parent: str | None,
    declined: int | None,
    why: str,
    coder: str | None,
    as_json: bool,
) -> None:
    """List the codes that coders asked for in a round, and answer them once it is closed."""
    from themecode.usecases.proposals import accept, decline, proposals

    if accepted is not None and declined is not None:
        raise InputError("a proposal is accepted or declined", "--accept, --decline", "give one of them")
    with Study.open(study, coder=coder, read_only=accepted is None and declined is None) as opened:
        if accepted is not None:
            made = accept(opened, name, accepted, parent=parent)
            click.echo(f"made the code {made.key}")
            return
        if declined is not None:
            decline(opened, name, declined, why)
            click.echo(f"declined {declined}")
            return
        found = proposals(opened, name)
        if opened.find_round(name).closed is None and any(each.coder != opened.coder for each in found):
            complain(
                f"the round {name} is open, and this has what all proposed; do not show it to those who code there"
            )
    if as_json:
        keys = ("id", "coder", "codebook", "label", "definition", "document", "quote", "answer", "created")
        print_json([{key: getattr(each, key) for key in keys} for each in found])
        return
    if not found:
        click.echo("nothing was proposed in this round")
    for each in found:
        click.echo(f"{each.id}  {each.label} · {each.coder}, {local_time(each.created)} · {each.answer or 'waits'}")
        if each.document:
            click.echo(f"   {each.document}: {' '.join(each.quote.split())}")


def _strata(text: str) -> list[str]:
    return [] if text.strip() in ("", "none") else [part.strip() for part in text.split(",")]


def _print_needed(half_width: float, expected: float, prevalence: float, needed: int) -> None:
    from themecode.usecases.sampling import units_needed

    click.echo(
        f"for a kappa of {expected} known to within {half_width} (95 %), a code that stands on {prevalence:.0%} "
        f"of the units needs {needed} units coded by both"
    )
    table = ", ".join(f"{share:.0%}: {units_needed(half_width, expected, share)}" for share in PREVALENCES)
    click.echo(f"by how common the code is: {table}")


def _too_few(made: NewRound, keys: Mapping[int, str], needed: int, expected: float, prevalence: float) -> Iterator[str]:
    """Say of each question of which fewer answers than needed are coded by all, to within what kappa is known then.

    Interviews are left out: their units are sentences or passages, which nobody has counted here.
    """
    from themecode.usecases.sampling import half_width_of

    by_all = set.intersection(*(set(ids) for ids in made.hands.values()))
    answers = Counter(each.question_id for each in made.documents if each.id in by_all and each.question_id)
    for question in dict.fromkeys(each.question_id for each in made.documents if each.question_id):
        number = answers[question]
        if number < needed:
            known = f"to within about {half_width_of(number, expected, prevalence):.2f}" if number else "not at all"
            yield f"too few: {number} answers to {keys[question]} are coded by all, which tells its kappa {known}"


def _lines(made: NewRound, *, dry_run: bool) -> Iterator[str]:
    """Say what a round is, a line for each thing."""
    did = "would open" if dry_run else "opened"
    yield f"{did} {made.name} ({made.kind}): {len(made.documents)} of {made.available} documents"
    if made.codebooks:
        said = ", ".join(f"{book.key} (version {book.version})" for book in made.codebooks)
        yield f"  codebook: {said}" + ("; locked until the round is closed" if made.kind == "reliability" else "")
    if made.seed is not None:
        yield f"  seed: {made.seed}"
        for each in made.strata:
            if each.stratum:
                yield f"  {each.stratum}: {each.drawn} of {each.available}"
    several = len(made.hands) > 1
    if several:
        yield f"  coded by all: {made.overlap}"
    for coder, ids in made.hands.items():
        yield f"  {coder}: {len(ids)} documents" + (", new coder" if coder in made.new_coders else "")
    yield f"  suggestions: {made.suggestions}"


def _closed(closed: Closed, study: Path, *, dry_run: bool) -> Iterator[str]:
    for each in closed.unfinished:
        yield f"not done: {each.coder}, {each.completed} of {each.assigned}; what is not completed is not compared"
    yield f"{'would close' if dry_run else 'closed'} {closed.row.name}; it is frozen"
    if closed.row.kind in ("reliability", "repeat") and not dry_run:
        yield f"next: themecode agree {study} --round {closed.row.name}"


def _status(each: RoundStatus) -> Iterator[str]:
    row = each.row
    state = f"closed {local_time(row.closed)}" if row.closed else "open"
    seed = f", seed {row.seed}" if row.seed is not None else ""
    yield f"{row.name} ({row.kind}): {state}{seed}"
    for key, then, current in each.codebooks:
        yield f"  {key}, version {then}" + (f" (now {current})" if current != then else "")
    for coder in each.coders:
        yield f"  {coder.coder}: {_far(coder)}"
    if each.proposals:
        yield f"  proposals that wait: {each.proposals}"
    if each.computations:
        yield f"  agreement was computed {'once' if each.computations == 1 else f'{each.computations} times'}"


def _far(coder: CoderProgress) -> str:
    return f"{coder.completed} of {coder.assigned}" if coder.assigned else f"{coder.completed} completed"


def _data(each: RoundStatus) -> dict[str, object]:
    row = each.row
    return {
        "name": row.name,
        "kind": row.kind,
        "created": row.created,
        "closed": row.closed,
        "seed": row.seed,
        "codebooks": [{"codebook": key, "version": then, "now": current} for key, then, current in each.codebooks],
        "coders": [
            {"coder": coder.coder, "assigned": coder.assigned, "completed": coder.completed} for coder in each.coders
        ],
        "proposals": each.proposals,
        "computations": each.computations,
    }
