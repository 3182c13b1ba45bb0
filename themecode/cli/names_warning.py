"""Saying at import that a text looks identifying, with counts and never the words themselves."""

from __future__ import annotations

import click

from themecode.usecases.study import Study

_KINDS = {
    "person": ("name", "names"),
    "place": ("place", "places"),
    "personnummer": ("personnummer", "personnummer"),
    "phone": ("phone number", "phone numbers"),
    "email": ("e-mail address", "e-mail addresses"),
    "date": ("date", "dates"),
}


def warn_of_names(study: Study) -> None:
    """Print on stderr by kind what looks identifying in the texts that were imported last, where anything does."""
    from themecode.usecases.pseudonymising import identifying_in_latest

    counted = identifying_in_latest(study)
    found = [f"{counted[kind]} {words[counted[kind] > 1]}" for kind, words in _KINDS.items() if counted[kind]]
    if found:
        click.echo(
            f"themecode: the texts look identifying ({', '.join(found)}); "
            f"put stand-ins in their place with: themecode pseudonymise {study.path.name}",
            err=True,
        )
