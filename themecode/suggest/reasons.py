"""Why a code stands where it stands: a score is a sum over what was learnt, so its largest parts are the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from themecode.core.documents import Span
from themecode.suggest.kernel import Probe
from themecode.suggest.learner import Learner
from themecode.suggest.rankings import Evidence
from themecode.suggest.units import Units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SHOWN = 3
"""Texts that speak for a code and are shown."""

WITH_WORDS = 3
"""Codes of a printed ranking whose reason names words."""

WORTH_SAYING = 0.1
"""Share of what speaks for a code from which on a text that speaks against it is shown."""


def contributions(learner: Learner, probe: Probe, column: int, unit: int | None = None) -> Floats:
    """Return what each row adds to a code's score for a text; they sum to the score.

    For a ``unit`` that is learnt from they are those of the model that never learnt it.
    """
    against, _ = learner.rows.against(probe)
    row = None if unit is None else learner.rows.row(learner.vectors.first_unit + unit)
    found: Floats = against * learner.ridge.weights_without(row, column)
    return found


def evidence(
    learner: Learner, units: Units, probe: Probe, text: tuple[str, str], column: int, unit: int | None = None
) -> tuple[tuple[Evidence, ...], Evidence | None]:
    """Return what speaks for a code most, and what speaks against it most; ``text`` is (language, text)."""
    import numpy as np

    parts = contributions(learner, probe, column, unit)
    if not parts.size:
        return (), None
    total = float(parts[parts > 0].sum())
    best = [int(row) for row in np.argsort(-parts)[:SHOWN] if parts[row] > 0]
    worst = int(parts.argmin())
    speaks = tuple(_evidence(learner, units, row, float(parts[row]) / total, text) for row in best)
    against = (
        _evidence(learner, units, worst, float(parts[worst]) / total, text)
        if -parts[worst] > WORTH_SAYING * total
        else None
    )
    return speaks, against


def strongest(learner: Learner, units: Units, unit: int, columns: Sequence[int]) -> list[str]:
    """Return for some codes of a unit, in a few words, what speaks for each most."""
    vectors = learner.vectors
    number = vectors.first_unit + unit
    against, _ = learner.rows.against(learner.probe(unit))
    row = learner.rows.row(number)
    found = []
    for column in columns:
        parts = against * learner.ridge.weights_without(row, column)
        best = int(parts.argmax()) if parts.size else -1
        if best < 0 or parts[best] <= 0:
            found.append("")
            continue
        text = (vectors.languages[number], vectors.texts[number])
        words = _evidence(learner, units, best, 1.0, text).words if len(found) < WITH_WORDS else ()
        found.append(_named(learner, units, best) + (f" ({', '.join(words)})" if words else ""))
    return found


def _named(learner: Learner, units: Units, row: int) -> str:
    number = learner.rows.numbers[row]
    vectors = learner.vectors
    if number < vectors.first_unit:
        return f"{_kind(learner, number)} of {vectors.codes[vectors.owners[number]].key}"
    there = units.rows[number - vectors.first_unit]
    return f"coded: {there.case}" + (f", {there.document} {there.start}-{there.end}" if there.document else "")


def _evidence(learner: Learner, units: Units, row: int, share: float, text: tuple[str, str]) -> Evidence:
    number = learner.rows.numbers[row]
    vectors = learner.vectors
    words = tuple(vectors.characters.carrying(text[1], text[0], vectors.characters.rows[number]))
    if number < vectors.first_unit:
        return Evidence(_kind(learner, number), vectors.texts[number], share, words)
    there = units.rows[number - vectors.first_unit]
    span = Span(there.start, there.end)
    return Evidence("coded", there.text, share, words, there.case, there.document_id, span)


def _kind(learner: Learner, number: int) -> Literal["definition", "include", "example"]:
    if number < learner.vectors.definitions:
        return "definition"
    return "include" if number < learner.vectors.first_example else "example"
