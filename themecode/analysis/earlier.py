"""Figures of an earlier survey beside those of this one: shares and their difference, no test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from themecode.core.errors import NotFoundError
from themecode.storage.connection import reading
from themecode.storage.queries import closed as queries
from themecode.storage.queries.closed import EarlierFigure
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Then:
    """How many gave an answer then; ``None`` where the earlier report does not say."""

    count: int | None
    base: int | None
    source: str

    @property
    def share(self) -> Fraction | None:
        """The share then, 0-1, exact."""
        return Fraction(self.count, self.base) if self.count is not None and self.base else None


@dataclass(frozen=True)
class EarlierYear:
    """What an earlier year says of a question, by answer (column, value or code, as in the study)."""

    year: str
    figures: Mapping[str, Then]

    @property
    def sources(self) -> list[str]:
        """Where the figures are from, each once."""
        return list(dict.fromkeys(each.source for each in self.figures.values() if each.source))


def earlier_years(study: Study, question: QuestionRow) -> list[EarlierYear]:
    """Return the earlier years of a question that the study has figures of, the latest first."""
    with reading(study.connection):
        rows = queries.earlier_figures(study.connection, question.id)
    years: dict[str, dict[str, Then]] = {}
    for row in rows:
        years.setdefault(row.year, {})[row.value] = _then(row)
    return [EarlierYear(year, figures) for year, figures in years.items()]


def earlier_year(study: Study, question: QuestionRow, year: str) -> EarlierYear:
    """Return one earlier year. Raises NotFoundError where the study has no figures of it."""
    found = earlier_years(study, question)
    for each in found:
        if each.year == year:
            return each
    known = f"there are: {', '.join(each.year for each in found)}" if found else "read them: themecode import earlier"
    raise NotFoundError("the study has no figures of this year", f"{question.key}, {year}", known)


def difference(count: int, base: int, then: Then) -> int | None:
    """Return by how many percentage points a share has changed, of exact shares, a half away from zero."""
    if then.share is None or not base:
        return None
    points = 100 * (Fraction(count, base) - then.share)
    whole = int(abs(points) + Fraction(1, 2))
    return -whole if points < 0 else whole


def _then(row: EarlierFigure) -> Then:
    return Then(row.count, row.base, row.source)
