"""Categories with their counts in parentheses, as running text and as bullets."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.analysis.counts import Category
from themecode.report.words import word


def phrase(category: Category, language: str) -> str:
    """Return ``label (n)``: the bare count, directly after the phrase."""
    return f"{label(category, language)} ({category.count})"


def label(category: Category, language: str) -> str:
    """Return what a category is called, on one line."""
    return " ".join(category.label.in_language(language).split())


def enumeration(items: Sequence[str], language: str) -> str:
    """Join phrases with commas and a last *och* or *and*, with no comma before it."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word('and', language)} {items[-1]}"


def running_list(categories: Sequence[Category], language: str) -> str:
    """Return one fragment such as ``samverkan (97), personalen (79) och tid (60)``, without a period."""
    return enumeration([phrase(category, language) for category in categories], language)


def bullets(categories: Sequence[Category], language: str) -> str:
    """Return one line ``• label (n)`` per category, a period after the last."""
    lines = [f"• {phrase(category, language)}" for category in categories]
    return "\n".join(lines) + "." if lines else ""
