"""A study may say that agreement between coders is not computed, by choice of method."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from themecode.core.errors import InputError, ReadOnlyError
from themecode.storage.connection import transaction
from themecode.storage.journal import now
from themecode.storage.queries import study as study_queries
from themecode.usecases.study import Study

SETTING = "agreement not computed"
"""Its key in the study table."""


@dataclass(frozen=True)
class NotComputed:
    """Agreement is not computed in this study: why, who said so, and when (UTC, ISO 8601)."""

    why: str
    coder: str
    when: str


def not_computed(study: Study) -> NotComputed | None:
    """Return why agreement is not computed in this study, ``None`` where nobody has said so."""
    text = study_queries.setting(study.connection, SETTING)
    return NotComputed(**json.loads(text)) if text else None


def say_not_computed(study: Study, why: str) -> NotComputed:
    """Keep in the study that agreement is not computed, and why. Said again, it replaces what was said.

    Raises InputError where no reason is given, ReadOnlyError on a study that is open for reading.
    """
    why = " ".join(why.split())
    if not why:
        raise InputError("the reason is missing", "--not-computed", 'write it: "reflexive thematic analysis"')
    said = NotComputed(why, study.coder, now())
    _keep(study, json.dumps(asdict(said), ensure_ascii=False))
    return said


def say_computed(study: Study) -> None:
    """Take back that agreement is not computed. Raises ReadOnlyError on a study that is open for reading."""
    _keep(study, "")


def _keep(study: Study, text: str) -> None:
    if study.read_only:
        raise ReadOnlyError(
            "the study is open for reading only, nothing was written",
            str(study.path),
            "copy it to a folder you can write to",
        )
    with transaction(study.connection):
        study_queries.set_setting(study.connection, SETTING, text)
