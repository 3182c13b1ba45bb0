"""How a coefficient reads: the band it falls in, whose bands they are, and what to be warned of. Keys, no words.

A coefficient is judged by the lower limit of its interval where it has one, since that is what the units can vouch
for. The bands are conventions: their sources say so, and docs/agreement.md repeats it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from themecode.analysis.agreement.data import Agreement

LANDIS_KOCH, KRIPPENDORFF = "landis_koch_1977", "krippendorff_2004"
SOURCES = (LANDIS_KOCH, KRIPPENDORFF)

KAPPAS = ("cohen_kappa", "scott_pi", "fleiss_kappa", "gwet_ac1", "brennan_prediger")
"""Read with the bands of Landis and Koch, which were made for kappa."""
ALPHAS = ("krippendorff_alpha", "u_alpha", "u_alpha_binary", "cu_alpha", "k_u_alpha")
"""Read with Krippendorff's two limits."""

_LANDIS_KOCH = ((0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"), (1.0, "almost_perfect"))
BANDS = {
    LANDIS_KOCH: ("poor", "slight", "fair", "moderate", "substantial", "almost_perfect"),
    KRIPPENDORFF: ("not_reliable", "tentative", "reliable"),
}
"""The bands of each source, from the lowest."""

_WHOLE = (None, "nominal")

HIGH_PERCENT, LOW_COEFFICIENT = 0.80, 0.40
MOSTLY_ONE_CATEGORY = 0.80
FEW_UNITS = 10
AC1_ABOVE_ALPHA = 0.20
LITTLE_COVERAGE = 0.50

KEYS = (
    "high_percent_low_coefficient",
    "mostly_one_category",
    "code_used_on_few_units",
    "ac1_far_above_alpha",
    "little_coverage",
    "no_interval",
    "silent_coder",
    "one_document",
    "few_documents",
    "too_few_documents",
    "no_sampling_variance",
)
"""Every key a warning can have: the first five are judged here, the others were met while computing."""


@dataclass(frozen=True)
class Note:
    """One thing to be warned of."""

    key: str
    figure: float | None = None
    """The figure that gave rise to it."""
    detail: str = ""
    """Whom or what it is about: a coder, a document, a count."""


@dataclass(frozen=True)
class Reading:
    """How an agreement reads."""

    band: str | None
    """A band of `BANDS`; ``None`` where there is no value, and for percent agreement, which has no bands."""
    source: str | None
    """Whose bands: one of `SOURCES`."""
    judged: float | None
    """The figure the band was found with."""
    by: Literal["lower_limit", "value"] | None
    """Whether that is the lower limit of the interval or, for want of one, the value."""
    notes: tuple[Note, ...] = ()


def reading(agreement: Agreement, beside: Iterable[Agreement] = ()) -> Reading:
    """Return how an agreement reads, and what to be warned of.

    ``beside``: other coefficients on the same units (percent agreement, AC1, alpha…); two of the warnings compare
    coefficients.
    """
    source = LANDIS_KOCH if agreement.coefficient in KAPPAS else None
    if agreement.coefficient in ALPHAS:
        source = KRIPPENDORFF
    judged, by = _judged(agreement)
    if source is None or judged is None:
        return Reading(None, None, judged, by, notes(agreement, beside))
    return Reading(band(judged, source), source, judged, by, notes(agreement, beside))


def band(figure: float, source: str) -> str:
    """Return the band of `BANDS` that a figure falls in."""
    if source == KRIPPENDORFF:
        return "reliable" if figure >= 0.8 else "tentative" if figure >= 0.667 else "not_reliable"
    if figure < 0:
        return "poor"
    return next((name for limit, name in _LANDIS_KOCH if figure <= limit), "almost_perfect")


def notes(agreement: Agreement, beside: Iterable[Agreement] = ()) -> tuple[Note, ...]:
    """Return what to be warned of, in the order of `KEYS`."""
    others = [agreement, *beside]
    found: list[Note] = []
    percent = _percent(agreement, others)
    value = agreement.value
    corrected = agreement.coefficient in (*KAPPAS, *ALPHAS)
    if corrected and None not in (percent, value) and percent >= HIGH_PERCENT and value <= LOW_COEFFICIENT:  # type: ignore[operator]
        found.append(Note("high_percent_low_coefficient", percent))
    largest = agreement.largest if agreement.code is None else agreement.prevalence  # the rest of a code is none
    if largest is not None and largest > MOSTLY_ONE_CATEGORY:
        found.append(Note("mostly_one_category", largest))
    if value is not None and agreement.used is not None and agreement.used < FEW_UNITS:
        found.append(Note("code_used_on_few_units", agreement.used, str(agreement.code)))
    ac1, alpha = _value_of("gwet_ac1", others), _value_of("krippendorff_alpha", others)
    if ac1 is not None and alpha is not None and ac1 - alpha > AC1_ABOVE_ALPHA:
        found.append(Note("ac1_far_above_alpha", ac1 - alpha))
    if agreement.coverage is not None and agreement.coverage < LITTLE_COVERAGE:
        found.append(Note("little_coverage", agreement.coverage))
    if corrected and value is not None and agreement.interval is None:
        found.append(Note("no_interval"))
    for warning in agreement.warnings:
        key, _, detail = warning.partition(": ")
        found.append(Note(key, detail=detail))
    return tuple(found)


def _judged(agreement: Agreement) -> tuple[float | None, Literal["lower_limit", "value"] | None]:
    if agreement.value is None:
        return None, None
    if agreement.interval is not None:
        return agreement.interval.low, "lower_limit"
    return agreement.value, "value"


def _percent(agreement: Agreement, others: list[Agreement]) -> float | None:
    """Return the percent agreement: handed over beside, else what the coefficient itself observed."""
    beside = _value_of("percent_agreement", others)
    if beside is not None:
        return beside
    return agreement.observed if agreement.distance in _WHOLE else None


def _value_of(coefficient: str, among: list[Agreement]) -> float | None:
    """Return the value of a coefficient on whole categories, not on sets by their distance."""
    return next((one.value for one in among if one.coefficient == coefficient and one.distance in _WHOLE), None)
