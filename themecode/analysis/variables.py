"""The variables of cases by name, and the order in which their values are printed."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.core.errors import NotFoundError
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries.documents import VariableRow
from themecode.usecases.study import Study


def find_variable(study: Study, name: str) -> VariableRow:
    """Return a variable by name. Raises NotFoundError where there is none."""
    rows = document_queries.variables(study.connection)
    for row in rows:
        if row.name == name:
            return row
    known = ", ".join(row.name for row in rows) or "none"
    raise NotFoundError("there is no such variable", name, f"there are: {known}")


def value_order(value: str | None, labels: Sequence[str]) -> tuple[int, float, str]:
    """Order values as their labels are, numbers as numbers, the rest by the alphabet, missing last."""
    if value is None:
        return (3, 0, "")
    if value in labels:
        return (0, labels.index(value), "")
    try:
        return (1, float(value.replace(",", ".")), "")
    except ValueError:
        return (2, 0, value.casefold())
