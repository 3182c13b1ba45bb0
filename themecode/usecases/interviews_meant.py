"""Saying which interviews a codebook reads, where a study has several codebooks for interviews.

An interview that nobody has begun may be read with any of them, so it counts as unread for each. Once it is said which
a codebook reads, only these wait for it. What has been read with a codebook belongs to it, whatever is said.
"""

from __future__ import annotations

from themecode.core.errors import InputError
from themecode.storage.queries import meant
from themecode.usecases.study import Study


def interviews_meant(study: Study) -> dict[str, str]:
    """Return what is said: codebook's key -> names of interviews, or ``variable=value``."""
    return meant.rules(study.connection)


def say_interviews(study: Study, codebook: str, which: str) -> None:
    """Say which interviews a codebook reads: names with ``*`` and commas, or ``variable=value``; empty takes it back.

    A setting, not content, so it stands in the history but is not undone. Raises NotFoundError for an unknown
    codebook, InputError where no interview is meant.
    """
    key = study.codebook(codebook).key
    rule = " ".join(which.split())
    if rule and not meant.meeting(study.connection, rule):
        raise InputError(
            "there is no such interview",
            f"{key}={rule}",
            "write names, with * for any letters, or a variable and its value: personal-*, or grupp=personal",
        )
    kept = {**meant.rules(study.connection), key: rule}
    with study.act("report settings"):
        meant.keep_rules(study.connection, {name: each for name, each in kept.items() if each})
