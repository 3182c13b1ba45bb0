"""Figures: counts, cross-tables, agreement."""

from themecode.analysis.counts import count_categories, count_everything

__all__ = ["count_categories", "count_everything"]
