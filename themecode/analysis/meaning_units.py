"""From meaning unit to theme: each coded passage with its condensation, code, category and theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from themecode.analysis.retrieval import Passage, Scope, places_of, read_all
from themecode.storage.connection import reading
from themecode.storage.queries import codes as code_queries
from themecode.usecases.study import Study


@dataclass(frozen=True)
class MeaningUnit:
    """One coded passage on its way to a theme. Labels are in the language asked for."""

    passage: Passage
    code: str
    """The code put on it; empty where that is a category or a theme."""
    category: str
    """The nearest category: above the code, or put on the passage itself."""
    theme: str
    """The nearest theme."""


def meaning_units(study: Study, scope: Scope, *, codebook: str | None = None, language: str) -> Iterator[MeaningUnit]:
    """Yield the coded passages in the order of cases and text.

    Raises NotFoundError for an unknown codebook, coder, question, case or variable.
    """
    book = None if codebook is None else study.codebook(codebook)
    with reading(study.connection):
        rows = code_queries.codes(study.connection, None if book is None else book.id)
        places = places_of(study, (row.id for row in rows), scope).places
    parts: dict[int, dict[str, str]] = {}
    for row in rows:  # parents stand before their children
        above = parts.get(row.parent_id or -1, {})
        parts[row.id] = {**above, "code": "", row.kind: row.label.in_language(language)}
    for passage in read_all(study, places, context=0):
        of_code = parts[passage.place.code_id]
        yield MeaningUnit(passage, of_code["code"], of_code.get("category", ""), of_code.get("theme", ""))
