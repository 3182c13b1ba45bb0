"""Reasons given more than once when deciding: what a codebook ought to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.core.errors import InputError
from themecode.core.localized import Localized
from themecode.core.names import CONSENSUS
from themecode.storage.queries import deciding as queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.codes import CodeRow
from themecode.usecases.codebook_changes import redefine
from themecode.usecases.comparing import Comparison, Unit
from themecode.usecases.study import Study

PARTS = ("include", "exclude")


@dataclass(frozen=True)
class Reason:
    """A reason that was given for several decisions."""

    text: str
    """As it was written first."""
    number: int
    """Decisions it was given for."""
    taken: tuple[str, ...]
    """Disputed codes that were decided for, by key: the reason may say what to include in them."""
    dropped: tuple[str, ...]
    """Disputed codes that were decided against: it may say what to exclude."""


def given_reasons(compared: Comparison) -> list[str]:
    """Return all reasons given so far, each once, the most frequent first."""
    return [some[0].decision.reason for some in _alike(compared) if some[0].decision]


def repeated_reasons(study: Study, compared: Comparison, *, least: int = 2) -> list[Reason]:
    """Return the reasons given for ``least`` decisions or more, the most frequent first.

    Reasons that differ only in case, spaces or a final period are one.
    """
    found = []
    for units in _alike(compared):
        if len(units) < least or units[0].decision is None:
            continue
        taken: dict[str, None] = {}
        dropped: dict[str, None] = {}
        for unit in units:
            stands = _consensus(study, compared, unit)
            for code in sorted(unit.disputed | stands - unit.shared):
                (taken if code in stands else dropped)[compared.codes[code].key] = None
        found.append(Reason(units[0].decision.reason, len(units), tuple(taken), tuple(dropped)))
    return found


def add_criterion(study: Study, code: str, part: str, text: str) -> CodeRow:
    """Add a sentence to what a code says to ``include`` or ``exclude``, in the study's language; one entry.

    What was completed before is to be read again, as after any new meaning. Raises InputError for another
    part or an empty text, NotFoundError, RefusedError while the codebook is locked.
    """
    if part not in PARTS:
        raise InputError(f"unknown part {part!r}", fix=f"choose one of: {', '.join(PARTS)}")
    if not text.strip():
        raise InputError("a criterion needs words", code, "write them")
    row = study.find_code(code)
    there = {each.language: getattr(each, part) for each in row.texts if getattr(each, part)}
    language = study.language if study.language in there or not there else next(iter(there))
    new = _with_sentence(Localized(there).in_language(language), text)
    value: Mapping[str, str] = {**there, language: new}
    return redefine(study, code, include=value) if part == "include" else redefine(study, code, exclude=value)


def _alike(compared: Comparison) -> list[list[Unit]]:
    """Return the units decided with a reason, those of the same reason together, the most frequent first."""
    found: dict[str, list[Unit]] = {}
    for unit in compared.units:
        if unit.decision is not None and unit.decision.reason:
            found.setdefault(" ".join(unit.decision.reason.casefold().split()).rstrip(" ."), []).append(unit)
    return sorted(found.values(), key=lambda units: -len(units))


def _consensus(study: Study, compared: Comparison, unit: Unit) -> frozenset[int]:
    """Return the codes that stand on a unit by consensus in any production round."""
    consensus = study.coder_id(CONSENSUS) or -1
    place = unit.span or Span(0, unit.length)
    return frozenset(
        code
        for row in study_queries.rounds(study.connection)
        if row.kind == "production"
        for _, span, code in queries.consensus_codings(
            study.connection, unit.document_id, compared.codebook.id, consensus, row.id
        )
        if span.start < place.end and place.start < span.end
    )


def _with_sentence(text: str, more: str) -> str:
    """Return a text with a sentence after it, unless it says so already."""
    more = " ".join(more.split())
    if more.casefold().rstrip(".") in text.casefold():
        return text
    return f"{text.rstrip().rstrip('.;')}; {more}" if text.strip() else more
