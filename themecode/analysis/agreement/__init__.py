"""Agreement between coders: coefficients, intervals and how to read them.

Start from a `UnitMatrix` (answers, sentences: units x coders) or from a `SpanSet` per document (passages). Every
function returns an `Agreement`, or several. What cannot be computed has the value ``None`` and a reason; what cannot
be compared raises `AgreementError`, whose message says why. docs/agreement.md has the formulas and their sources.

On units::

    percent_agreement(m)  cohen_kappa(m)  scott_pi(m)  gwet_ac1(m)  brennan_prediger(m)
    fleiss_kappa(m, missing="listwise" | "available")
    krippendorff_alpha(m, distance="nominal" | "jaccard" | "masi" | a function of two values)
    per_code(m, coefficient="krippendorff_alpha") -> {code: Agreement}
    pairwise(m, coefficient="cohen_kappa") -> {(coder, coder): Agreement}

On passages, one `SpanSet` or a sequence of them (several documents are pooled by summing coincidences)::

    span_agreement(s, unit="character" | sentences, code=None, coefficient="krippendorff_alpha", scope="all" | "coded")
    span_matrix(s, unit=..., code=..., scope=...) -> UnitMatrix, for everything above
    unitizing_alpha(s) -> UnitizingAgreement with .u .binary .cu .cu_coverage .per_code

On a result, the second from ``themecode.analysis.agreement.reading``::

    confidence_interval(agreement, method=None | "analytic" | "bootstrap", by=None | "unit" | "document",
                        level=0.95, n=2000, seed=1) -> the same Agreement with its interval
    reading(agreement, beside=(...)) -> Reading: band, source, warnings

Importing this package loads no NumPy; the first call does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from themecode.analysis.agreement.data import (
    Agreement,
    AgreementError,
    Interval,
    SpanSet,
    UnitizingAgreement,
    UnitMatrix,
    Value,
)
from themecode.analysis.agreement.reading import Note, Reading

if TYPE_CHECKING:
    from themecode.analysis.agreement.coefficients import (
        brennan_prediger,
        cohen_kappa,
        fleiss_kappa,
        gwet_ac1,
        krippendorff_alpha,
        pairwise,
        per_code,
        percent_agreement,
        scott_pi,
    )
    from themecode.analysis.agreement.distances import jaccard_distance, masi_distance
    from themecode.analysis.agreement.intervals import confidence_interval
    from themecode.analysis.agreement.spans import span_agreement, span_matrix
    from themecode.analysis.agreement.unitizing import unitizing_alpha

__all__ = [
    "Agreement",
    "AgreementError",
    "Interval",
    "Note",
    "Reading",
    "SpanSet",
    "UnitMatrix",
    "UnitizingAgreement",
    "Value",
    "brennan_prediger",
    "cohen_kappa",
    "confidence_interval",
    "fleiss_kappa",
    "gwet_ac1",
    "jaccard_distance",
    "krippendorff_alpha",
    "masi_distance",
    "pairwise",
    "per_code",
    "percent_agreement",
    "scott_pi",
    "span_agreement",
    "span_matrix",
    "unitizing_alpha",
]

_HOMES = {
    **dict.fromkeys(
        [
            "brennan_prediger",
            "cohen_kappa",
            "fleiss_kappa",
            "gwet_ac1",
            "krippendorff_alpha",
            "pairwise",
            "per_code",
            "percent_agreement",
            "scott_pi",
        ],
        "coefficients",
    ),
    **dict.fromkeys(["jaccard_distance", "masi_distance"], "distances"),
    "confidence_interval": "intervals",
    **dict.fromkeys(["span_agreement", "span_matrix"], "spans"),
    "unitizing_alpha": "unitizing",
}
"""Function -> its module, loaded when the function is first asked for, because these load NumPy."""


def __getattr__(name: str) -> Any:
    """Load the module a function lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
