"""docs/agreement.md has every name there is; that its examples are right is tested in tests/test_docs.py."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from themecode.analysis import agreement
from themecode.analysis.agreement import coefficients, spans, unitizing
from themecode.analysis.agreement.reading import BANDS, KEYS

PAGE = (Path(__file__).parents[3] / "docs" / "agreement.md").read_text(encoding="utf-8")
REASONS = ("no_variation", "unused_code", "no_shared_unit", "no_gaps", "one_code", "no_shared_passage")


@pytest.mark.parametrize(
    "name", [*coefficients.COEFFICIENTS, "per_code", "pairwise", "span_agreement", "unitizing_alpha"]
)
def test_every_coefficient_stands_on_the_page_with_its_call(name: str) -> None:
    assert f"`{name}(" in PAGE
    assert inspect.getdoc(getattr(agreement, name))


@pytest.mark.parametrize("name", [*REASONS, *KEYS, *(band for bands in BANDS.values() for band in bands)])
def test_every_reason_warning_and_band_stands_on_the_page(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_every_reason_in_the_code_is_one_of_those() -> None:
    sources = "".join(inspect.getsource(module) for module in (coefficients, spans, unitizing))
    assert all(f'"{reason}"' in sources for reason in REASONS)
