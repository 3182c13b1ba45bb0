"""verify."""

from __future__ import annotations

from pathlib import Path

import click

from themecode.cli.counting import basis_option, counted_coder_option
from themecode.cli.options import FILE, json_option, print_json, study_argument
from themecode.core.errors import InputError
from themecode.report.verify_model import Difference, Unrecognised, Verified
from themecode.usecases.study import Study

EXIT_DIFFERS = 1


@click.command("verify")
@study_argument
@click.argument("file", type=FILE)
@click.option("--release", metavar="NAME", help="Against the study as it stood at a release.")
@basis_option
@counted_coder_option
@json_option
@click.pass_context
def verify_command(
    context: click.Context,
    study: Path,
    file: Path,
    release: str | None,
    basis: str,
    coder: str | None,
    as_json: bool,
) -> None:
    """Check the numbers of a finished report (.docx, .html, .md or .txt) against the study."""
    found = _verified(study, file, release, basis, coder)
    if as_json:
        print_json(_data(found, file, release))
    else:
        _print(found, file, release)
    context.exit(0 if found.holds else EXIT_DIFFERS)


def _verified(study: Path, file: Path, release: str | None, basis: str, coder: str | None) -> Verified:
    from themecode.analysis.releases import released_study
    from themecode.formats.read_report import read_report
    from themecode.report.verify import verify
    from themecode.report.verify_again import made_again
    from themecode.report.verify_facts import topics

    parts = read_report(file)

    def checked(at: Study) -> Verified:
        known = topics(at, coder=coder, basis=basis)
        return verify(parts, known, made_again(at, parts, known, coder=coder))

    with Study.open(study, read_only=True) as opened:
        if release is None:
            found = checked(opened)
        else:
            with released_study(opened, release) as then:
                found = checked(then)
    if not found.known and not found.checked:
        raise InputError(
            "nothing in the file belongs to this study: no question, no category",
            str(file),
            "check that it is the right file, and the right study",
        )
    return found


def _print(found: Verified, file: Path, release: str | None) -> None:
    against = "the study as it stands" if release is None else f"release {release}"
    click.echo(f"{file}: {_numbers(found.checked)} checked against {against}")
    if found.held:
        cells, are = ("1 cell", "is") if found.held == 1 else (f"{found.held} cells", "are")
        click.echo(f"{cells} of tables {are} held back; nothing to check there")
    if found.differences:
        does = "does" if len(found.differences) == 1 else "do"
        click.echo(f"\n{_numbers(len(found.differences))} {does} not match:")
        _print_under_headings(found.differences)
    else:
        click.echo("all match" if found.checked else "there is no number that could be checked")
    if found.unrecognised:
        are = "is" if len(found.unrecognised) == 1 else "are"
        click.echo(
            f"\n{_numbers(len(found.unrecognised))} {are} not recognised, and not checked; look at them yourself:"
        )
        _print_under_headings(found.unrecognised)
    if found.unchecked:
        number = len(found.unchecked)
        what = "1 other number was" if number == 1 else f"{number} other numbers were"
        click.echo(f"\n{what} not checked, as nothing ties {'it' if number == 1 else 'them'} to a category:")
        _print_under_headings(found.unchecked)


def _print_under_headings(found: list[Difference] | list[Unrecognised]) -> None:
    heading: str | None = None
    for each in found:
        if each.heading != heading:
            heading = each.heading
            click.echo(f"\n  {heading or '(before the first heading)'}")
        if isinstance(each, Difference):
            click.echo(f"    {each.phrase}: {each.printed} should be {each.expected}")
        else:
            click.echo(f"    {each.phrase}: {each.hint}" if each.hint else f"    {each.phrase}")


def _numbers(number: int) -> str:
    return f"{number} number" if number == 1 else f"{number} numbers"


def _data(found: Verified, file: Path, release: str | None) -> dict[str, object]:
    return {
        "file": str(file),
        "release": release,
        "checked": found.checked,
        "holds": found.holds,
        "differences": [
            {
                "heading": each.heading,
                "phrase": each.phrase,
                "kind": each.kind,
                "printed": each.printed,
                "expected": each.expected,
                "question": each.question,
                "codebook": each.codebook or None,
                "code": each.code,
            }
            for each in found.differences
        ],
        "held": found.held,
        "unrecognised": list(map(_unknown, found.unrecognised)),
        "unchecked": list(map(_unknown, found.unchecked)),
    }


def _unknown(each: Unrecognised) -> dict[str, str | None]:
    return {"heading": each.heading, "phrase": each.phrase, "hint": each.hint or None}
