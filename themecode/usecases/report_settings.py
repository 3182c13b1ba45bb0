"""How a study, and each of its questions, is to be reported: thresholds, mode, form, tense, nouns, quotes.

What is set for a question goes before what is set for the study, and that before the rules of the report.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from themecode.core.errors import InputError
from themecode.core.localized import LANGUAGES
from themecode.storage.queries import cases as case_queries
from themecode.storage.queries import reporting
from themecode.storage.queries.documents import QuestionRow
from themecode.storage.queries.study import set_setting, setting
from themecode.usecases.study import Study

KEY = "report"
"""Where the study's own settings are kept."""

MODES = ("counts", "themes", "hidden")
"""With numbers; the themes without numbers; not at all."""
FORMS = ("auto", "running", "headings")
"""Running text, or a run-in heading per category; ``auto`` takes headings where a few categories have codes below."""
TENSES = ("present", "past")
GENDERS = ("common", "neuter")
CHOICES = {"mode": MODES, "form": FORMS, "tense": TENSES}
LIMITS = {"min_count": (1, 10**9), "min_percent": (0, 100), "some_from": (0, 10**9), "quotes": (0, 4)}


@dataclass(frozen=True)
class ReportSettings:
    """How something is reported; ``None`` leaves it to the rules of the report."""

    min_count: int | None = None
    """Smallest count printed."""
    min_percent: int | None = None
    """Smallest share printed, in percent."""
    some_from: int | None = None
    """Smallest count that is named without its number; 0 names nothing."""
    mode: str = "counts"
    form: str = "auto"
    tense: str = "present"
    quotes: int = 4
    """Quotes per category, at most."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """A speaker's role as in the transcript -> whom a quote is by in print: ``mamma`` -> ``en förälder``."""


def report_settings(study: Study, question: QuestionRow | None = None) -> ReportSettings:
    """Return how the study, or one of its questions, is reported."""
    found = own_settings(study)
    if question is not None:
        found |= own_settings(study, question)
    known = {each.name for each in fields(ReportSettings)}
    changes: dict[str, Any] = {name: value for name, value in found.items() if name in known}
    return replace(ReportSettings(), **changes)


def own_settings(study: Study, question: QuestionRow | None = None) -> dict[str, object]:
    """Return what is set for the study, or for a question alone."""
    if question is not None:
        return reporting.question_settings(study.connection, question.id)
    kept = setting(study.connection, KEY)
    return dict(json.loads(kept)) if kept else {}


def change_settings(
    study: Study, changes: Mapping[str, int | str | None], question: QuestionRow | None = None
) -> dict[str, object]:
    """Set how the study or a question is reported; ``None`` takes a setting away. Returns what is set then.

    A question's settings are in the history and can be undone; the study's are not content.
    Raises InputError for a value that a setting cannot have.
    """
    for name, value in changes.items():
        _check(name, value)
    kept = {**own_settings(study, question), **changes}
    return _keep(study, {name: value for name, value in kept.items() if value is not None}, question)


def name_roles(study: Study, roles: Mapping[str, str]) -> None:
    """Say how speakers' roles are printed beside quotes; an empty text takes a role away."""
    kept = own_settings(study)
    known = kept.get("roles")
    merged = {**(known if isinstance(known, dict) else {}), **roles}
    _keep(study, {**kept, "roles": {role: text for role, text in merged.items() if text}}, None)


def set_nouns(study: Study, question: QuestionRow, language: str, singular: str, plural: str, gender: str = "") -> None:
    """Give a question its head noun, definite in Swedish: *området*, *områdena*, ``neuter``.

    Raises InputError for an unknown language or gender, and where a word is missing.
    """
    _require(language, singular, plural)
    if gender not in ("", *GENDERS):
        raise InputError(f"unknown gender {gender!r}", fix=f"choose one of: {', '.join(GENDERS)}")
    nouns = reporting.question_nouns(study.connection, question.id)
    nouns[language] = {"singular": singular, "plural": plural, "gender": gender}
    with study.act("report settings") as entry:
        entry.update("questions", question.id, {"nouns": json.dumps(nouns, ensure_ascii=False)})
        entry.describe(study.say("report settings", question=question.number or question.key))


def set_case_noun(study: Study, language: str, singular: str, plural: str) -> None:
    """Say what a case is called in print, indefinite: *familjecentral*, *familjecentraler*.

    Raises InputError for an unknown language, and where a word is missing.
    """
    _require(language, singular, plural)
    with study.act("report settings"):
        case_queries.set_case_noun(study.connection, language, (singular, plural))


def _require(language: str, *words: str) -> None:
    if language not in LANGUAGES:
        raise InputError(f"unknown language {language!r}", fix=f"choose one of: {', '.join(LANGUAGES)}")
    if not all(words):
        raise InputError("a noun needs its singular and its plural", fix="write both, with a comma between")


def _check(name: str, value: int | str | None) -> None:
    if value is None:
        return
    if name in CHOICES:
        if value not in CHOICES[name]:
            raise InputError(f"{name} cannot be {value!r}", fix=f"choose one of: {', '.join(CHOICES[name])}")
    elif name in LIMITS:
        low, high = LIMITS[name]
        if not isinstance(value, int) or not low <= value <= high:
            raise InputError(f"{name} cannot be {value!r}", fix=f"give a whole number from {low} to {high}")
    else:
        raise InputError(f"there is no setting {name!r}", fix=f"there are: {', '.join([*LIMITS, *CHOICES])}")


def _keep(study: Study, kept: Mapping[str, object], question: QuestionRow | None) -> dict[str, object]:
    text = json.dumps(kept, ensure_ascii=False)
    with study.act("report settings") as entry:
        if question is None:
            set_setting(study.connection, KEY, text)
        else:
            entry.update("questions", question.id, {"report": text})
            entry.describe(study.say("report settings", question=question.number or question.key))
    return dict(kept)
