"""import transcripts, survey, attributes, codings."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.listing import WholeSentences, examples
from themecode.cli.main import complain
from themecode.cli.names_warning import warn_of_names
from themecode.cli.options import FILE, coder_option, counted, dry_run_option, show_first, study_argument
from themecode.core.errors import Fault, InputError
from themecode.text.speakers import STANDS_ONCE
from themecode.usecases.import_survey import SurveyPlan
from themecode.usecases.import_transcripts import ImportedTranscript
from themecode.usecases.study import Study

SHOWN = 20
"""Places listed at most of what an update changed."""


@click.group("import", cls=WholeSentences)
def import_command() -> None:
    """Interviews, survey tables, attributes and codings from files."""


@import_command.command(
    "transcripts",
    epilog=examples(
        "import transcripts study.db interviews/*.docx",
        "import transcripts study.db anna.txt --speakers speakers.csv --attribute region=Norr",
    ),
)
@study_argument
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--case", metavar="KEY", help="The case all of them belong to (default: one case per file).")
@click.option("--speakers", type=FILE, metavar="FILE.csv", help="Columns label, role, moderator (yes/no).")
@click.option("--language", metavar="LANGUAGE", help="Language of the text (default: the study's).")
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="NAME=VALUE",
    help="A property of the case; repeatable.",
)
@coder_option
@dry_run_option
def transcripts(
    study: Path,
    files: tuple[Path, ...],
    case: str | None,
    speakers: Path | None,
    language: str | None,
    attributes: tuple[str, ...],
    coder: str | None,
    dry_run: bool,
) -> None:
    """Import interviews (.txt, .md, .docx): all of the files, or none."""
    from themecode.formats.transcripts import read_speakers
    from themecode.usecases.import_transcripts import import_transcripts

    known = None if speakers is None else read_speakers(speakers)
    values = _pairs(attributes)
    with Study.open(study, coder=coder) as opened:

        def do(*, dry_run: bool) -> list[ImportedTranscript]:
            return import_transcripts(
                opened, files, case=case, speakers=known, language=language, attributes=values, dry_run=dry_run
            )

        results = show_first(do, dry_run=dry_run, assumed=known is None, say=_say_transcripts)
        for result in results:
            click.echo(f"{result.name}: {_outcome(result.already, dry_run=dry_run)}, case {result.case}")
        if not dry_run and any(not result.already for result in results):
            click.echo(f"next: themecode open {study}")
            warn_of_names(opened)


@import_command.command(
    "survey",
    epilog=examples(
        "import survey study.db answers.xlsx --dry-run",
        "import survey study.db answers.csv --case id --open q23 --attribute region",
    ),
)
@study_argument
@click.argument("file", type=FILE)
@click.option("--mapping", type=FILE, metavar="FILE.yaml", help="What each column is.")
@click.option("--case", metavar="COLUMN", help="The column that identifies the respondent.")
@click.option("--open", "open_columns", multiple=True, metavar="COLUMN", help="An open question; repeatable.")
@click.option("--attribute", "attributes", multiple=True, metavar="COLUMN", help="A property; repeatable.")
@click.option("--update", is_flag=True, help="Take in a changed table: new answers added, changed ones unread again.")
@coder_option
@dry_run_option
def survey(
    study: Path,
    file: Path,
    mapping: Path | None,
    case: str | None,
    open_columns: tuple[str, ...],
    attributes: tuple[str, ...],
    update: bool,
    coder: str | None,
    dry_run: bool,
) -> None:
    """Import a survey table (.csv, .xlsx), one row per respondent."""
    from themecode.formats.mapping_file import read_mapping
    from themecode.usecases.import_survey import import_survey

    if mapping is not None and (case or open_columns or attributes):
        raise InputError("--mapping says what every column is", fix="leave out --case, --open and --attribute")
    roles = None if mapping is None else read_mapping(mapping)
    with Study.open(study, coder=coder) as opened:

        def do(*, dry_run: bool) -> SurveyPlan:
            return import_survey(
                opened,
                file,
                mapping=roles,
                case=case,
                open_columns=open_columns,
                attributes=attributes,
                update=update,
                dry_run=dry_run,
            )

        plan = show_first(do, dry_run=dry_run, assumed=roles is None, say=_say_columns)
        if not dry_run and not plan.already:
            warn_of_names(opened)
    _say_plan(plan, update=update, dry_run=dry_run)
    if not plan.already and not plan.mapping.questions:
        complain("no column was taken for an open question, so there is nothing to code; name one with --open COLUMN")


@import_command.command("attributes")
@study_argument
@click.argument("file", type=FILE)
@coder_option
@dry_run_option
def attributes_command(study: Path, file: Path, coder: str | None, dry_run: bool) -> None:
    """Import properties of cases: the column case, and one column per variable."""
    from themecode.usecases.attributes import import_attributes

    with Study.open(study, coder=coder) as opened:
        result = import_attributes(opened, file, dry_run=dry_run)
    if not dry_run and not result.changed:
        click.echo(f"{file.name}: the study has all of this already; nothing was changed")
        return
    verb = "would import" if dry_run else "imported"
    click.echo(f"{verb} {', '.join(result.variables)} for {counted(result.cases, 'case')}")


@import_command.command("codings", epilog=examples("import codings study.db codings.csv"))
@study_argument
@click.argument("file", type=FILE)
@click.option("--not-completed", is_flag=True, help="Leave the listed documents unread.")
@coder_option
@dry_run_option
def codings(study: Path, file: Path, not_completed: bool, coder: str | None, dry_run: bool) -> None:
    """Import codings: columns case, question, document, start, end, code, coder."""
    from themecode.usecases.import_codings import import_codings, preview_codings

    with Study.open(study, coder=coder) as opened:
        do = preview_codings if dry_run else import_codings
        result = do(opened, file, completed=not not_completed)
    if not result.changed:
        click.echo(f"{file.name}: the study has all of this already; nothing was changed")
        return
    click.echo(
        f"{'would import' if dry_run else 'imported'} {counted(result.codings, 'coding')} by {', '.join(result.coders)}"
        + (f" ({result.already} were there already)" if result.already else "")
    )
    if result.new_coders:
        click.echo(f"new coders: {', '.join(result.new_coders)}")
    click.echo(f"documents completed: {result.completed}")


@import_command.command("earlier")
@study_argument
@click.argument("file", type=FILE)
@coder_option
@dry_run_option
def earlier(study: Path, file: Path, coder: str | None, dry_run: bool) -> None:
    """Import figures of earlier years: columns question, year, value, count, base, source."""
    from themecode.usecases.earlier_figures import import_earlier

    with Study.open(study, coder=coder) as opened:
        result = import_earlier(opened, file, dry_run=dry_run)
    if not dry_run and not result.changed:
        click.echo(f"{file.name}: the study has all of this already; nothing was changed")
    else:
        verb = "would import" if dry_run else "imported"
        click.echo(
            f"{verb} {result.figures} figures of {', '.join(result.years)}, questions {', '.join(result.questions)}"
        )
    for question, value in result.unknown:
        click.echo(f"  not an answer of {question} now: {value}")


def _pairs(texts: tuple[str, ...]) -> dict[str, str]:
    pairs = dict(text.partition("=")[::2] for text in texts)
    wrong = [text for text in texts if not text.partition("=")[0].strip() or "=" not in text]
    if wrong:
        raise InputError.of(
            [Fault(f"{text!r} is not NAME=VALUE", "--attribute", "write it as region=Norr") for text in wrong]
        )
    return {name.strip(): value.strip() for name, value in pairs.items()}


def _say_transcripts(results: list[ImportedTranscript]) -> None:
    """Show which labels were found and what is thought of them."""
    in_doubt = False
    for result in results:
        if result.already:
            continue
        words = counted(len(result.segmented.text.split()), "word")
        click.echo(f"{result.name}: {words}, {counted(len(result.segmented.turns), 'turn')}")
        for label in result.labels:
            name = f"{label.label} ({label.role})" if label.role else label.label
            if label.believed:
                click.echo(f"  {name}, {counted(label.times, 'turn')}" + ("; moderates" if label.moderator else ""))
            else:
                click.echo(f"  no speaker: {name}: (line {label.line}; {label.reason})")
                in_doubt = in_doubt or label.reason.startswith(STANDS_ONCE)
        if not result.segmented.speakers:
            click.echo("  no speakers found; name them with --speakers FILE.csv")
    if in_doubt:
        click.echo("  should one of these speak after all, name all speakers with --speakers FILE.csv")


def _say_columns(plan: SurveyPlan) -> None:
    """Show what each column was taken for."""
    if plan.already:
        return
    for guess in plan.guesses:
        click.echo(f"  {guess.column}: {guess.role} ({guess.reason})")
    if plan.guesses:
        click.echo("  roles were guessed; --case, --open and --attribute, or a --mapping file, say otherwise")


def _say_plan(plan: SurveyPlan, *, update: bool, dry_run: bool) -> None:
    """Tell what was done, or would be."""
    if plan.already:
        click.echo(f"{plan.name}: {_outcome(already=True, dry_run=dry_run)}")
        return
    if not plan.guesses:
        for column, reason in plan.left_out:
            click.echo(f"  left out: {column} ({reason})")
    verb = _outcome(already=False, dry_run=dry_run)
    cases, answers = counted(plan.cases, "case"), counted(plan.new_answers, "new answer")
    click.echo(f"{verb} {cases} ({plan.new_cases} new), {answers}")
    if update:
        click.echo(f"changed answers, unread again: {len(plan.changed_answers)}")
        for case, question in plan.changed_answers[:SHOWN]:
            click.echo(f"  {case} / {question}")
        if plan.emptied_answers:
            click.echo(f"answers that are empty now, set aside: {len(plan.emptied_answers)}")
            for case, question in plan.emptied_answers[:SHOWN]:
                click.echo(f"  {case} / {question}")
        click.echo(f"no longer in the table, kept: {len(plan.vanished)}")
        for case in plan.vanished[:SHOWN]:
            click.echo(f"  {case}")


def _outcome(already: bool, *, dry_run: bool) -> str:
    if already:
        return "the same file is in the study already; nothing was changed"
    return "would import" if dry_run else "imported"
