"""Queries over codes: ``tid and not ledning``, ``tid near ledning within the same turn``."""

from themecode.analysis.query.evaluate import Hit, Text, evaluate
from themecode.analysis.query.parse import parse
from themecode.analysis.query.terms import Query, QueryError

__all__ = ["Hit", "Query", "QueryError", "Text", "evaluate", "parse"]
