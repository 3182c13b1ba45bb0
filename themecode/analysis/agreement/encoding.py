"""From what coders gave units to weighted rows of numbers, checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import chain

import numpy as np

from themecode.analysis.agreement.data import AgreementError, UnitMatrix, Value
from themecode.analysis.agreement.rows import NOT_SEEN, Floats, Rows


def encode(matrix: UnitMatrix) -> Rows:
    """Return a matrix as rows, without the units that nobody saw and the coders who saw none.

    Units that were given the same become one row, unless they are weighted or their document is known. Raises
    AgreementError for rows of unequal length, nan, values that are no labels, a value that was not declared, fewer
    than two coders, and where no unit has two values.
    """
    _check_shape(matrix)
    values, weights = _counted(matrix)
    index = _index(values, matrix.categories)
    flat = map(index.__getitem__, chain.from_iterable(values))
    codes = np.fromiter(flat, np.int32, len(values) * len(matrix.coders)).reshape(-1, len(matrix.coders))
    documents = None
    if matrix.documents is not None:
        numbers = {name: number for number, name in enumerate(dict.fromkeys(matrix.documents))}
        documents = np.fromiter(map(numbers.__getitem__, matrix.documents), np.int64, len(codes))
    given = np.unique(np.nonzero(codes >= 0)[1]).tolist()
    silent = [name for column, name in enumerate(matrix.coders) if column not in given]
    rows = Rows(
        codes=codes,
        weights=weights,
        labels=tuple(label for label in index if label is not None),
        coders=matrix.coders,
        unit=matrix.unit,
        documents=documents,
        warnings=tuple(f"silent_coder: {name}" for name in silent),
        declared=matrix.categories,
    )
    if silent:
        rows = rows.between(*given)
    rows = rows.where((rows.values > 0) & (rows.weights > 0))
    if not (rows.values >= 2).any():
        raise AgreementError("no unit has two or more values", fix="compare units that at least two coders have seen")
    return rows


def _check_shape(matrix: UnitMatrix) -> None:
    width = len(matrix.coders)
    if width < 2:
        raise too_few_coders(matrix.coders)
    if len(set(matrix.coders)) < width:
        raise AgreementError(f"two columns have the same coder: {', '.join(matrix.coders)}")
    if set(map(len, matrix.values)) - {width}:
        uneven = next(number for number, row in enumerate(matrix.values) if len(row) != width)
        name = matrix.units[uneven] if uneven < len(matrix.units) else uneven + 1
        raise AgreementError(f"unit {name} has {len(matrix.values[uneven])} values for {width} coders")
    for what, given in (("names", matrix.units), ("weights", matrix.weights), ("documents", matrix.documents)):
        if given is not None and len(given) != len(matrix.values):
            raise AgreementError(f"{len(matrix.values)} units have {len(given)} {what}")


def _counted(matrix: UnitMatrix) -> tuple[Sequence[Sequence[Value]], Floats]:
    """Return rows of values and how many units each stands for."""
    if matrix.weights is not None:
        weights = np.asarray(matrix.weights, dtype=np.float64)
        if not (np.isfinite(weights) & (weights >= 0)).all():
            raise AgreementError("a weight is how many units a row stands for: a number, 0 or more")
        return matrix.values, weights
    if matrix.documents is not None:
        return matrix.values, np.ones(len(matrix.values))
    try:
        counted = Counter(map(tuple, matrix.values))
    except TypeError as error:
        raise _no_labels() from error
    return list(counted), np.fromiter(counted.values(), np.float64, len(counted))


def _index(values: Iterable[Sequence[Value]], declared: tuple[Hashable, ...] | None) -> dict[Hashable, int]:
    """Return value -> position; ``None``: `NOT_SEEN`."""
    try:
        given = dict.fromkeys(chain.from_iterable(values))
    except TypeError as error:
        raise _no_labels() from error
    given.pop(None, None)
    if any(value != value for value in given):
        raise AgreementError("nan is no value", fix="write None where a coder did not see the unit")
    if declared is None:
        labels = list(given)
    elif any(isinstance(value, frozenset) for value in given):
        labels = with_declared(list(given), declared)
    else:
        allowed = dict.fromkeys(declared)
        stray = next((value for value in given if value not in allowed), None)
        if stray is not None:
            raise AgreementError(f"{stray!r} is not among the categories declared")
        labels = list(allowed)
    index: dict[Hashable, int] = {label: position for position, label in enumerate(labels)}
    index[None] = NOT_SEEN
    return index


def _no_labels() -> AgreementError:
    return AgreementError("a value is a label, or a frozenset of labels", fix="make lists and sets frozensets")


def with_declared(given: Sequence[Hashable], declared: Sequence[Hashable]) -> list[Hashable]:
    """Return the sets given, then no code, and each declared code on its own, so that q counts those unused too.

    Raises AgreementError for a set with a code that was not declared.
    """
    for value in given:
        stray = value - frozenset(declared) if isinstance(value, frozenset) else frozenset()
        if stray:
            raise AgreementError(f"{', '.join(sorted(map(str, stray)))} is not among the categories declared")
    return list(dict.fromkeys([*given, frozenset(), *(frozenset([code]) for code in declared)]))


def too_few_coders(coders: Sequence[str]) -> AgreementError:
    """Return the error for one coder or none."""
    names = f": {', '.join(coders)}" if coders else ""
    return AgreementError(f"agreement needs at least two coders, got {len(coders)}{names}")
