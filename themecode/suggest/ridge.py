"""Kernel ridge regression with one row per text and one column per code, learning and forgetting rows in place.

With kernel K, a noise per row on its diagonal and targets Y, the weights are ``A = (K + noise)^-1 Y``, and a text
scores ``k A`` (Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, equation 2.25). The inverse
is kept, so that a row comes (bordering, the same book, A.12) or goes in n squared steps, the columns cost next to
nothing, and what a row's score would be without it is read off (equation 5.12). A row that comes adds ``u u^T`` to the
inverse; these are kept beside it and added in together later, because going through memory is what takes time.

A target may be unknown for some columns of a row: where a person said only that one code does not fit, nothing is
known of the others. Such a row has to leave those columns exactly as if it were not there. It does where its target
is set to what the other rows predict for it, because then its weight is 0; so that is what is filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Bools = NDArray[np.bool_]
    Rows = NDArray[np.intp]

_LATER = 256
"""Rows that may have come before they are added into the inverse."""

_BLOCK = 256
"""Rows of the inverse changed at a time, so that what is written stays in the processor's cache."""


class Ridge:
    """The rows learnt from so far. ``n`` rows, ``columns`` columns, all numbers float32."""

    def __init__(self, columns: int) -> None:
        import numpy as np

        self.n = 0
        self.columns = columns
        self._settled: Floats = np.zeros((0, 0), np.float32)
        self._come: Floats = np.zeros((0, _LATER), np.float32)
        self._later = 0
        self._partial = 0
        self._targets: Floats = np.zeros((0, columns), np.float32)
        self._weights: Floats = np.zeros((0, columns), np.float32)
        self._known: Bools = np.zeros((0, columns), np.bool_)
        self._noise: Floats = np.zeros(0, np.float32)
        self.drifted = False
        """Whether rounding has added up so far that the rows should be fitted again."""

    @property
    def weights(self) -> Floats:
        """The weights, rows x columns."""
        return self._weights[: self.n]

    def fit(self, kernel: Floats, noise: Floats, targets: Floats, known: Bools) -> None:
        """Learn from all rows at once; ``kernel`` is rows x rows, without the noise.

        Raises numpy's LinAlgError where the kernel is not one.
        """
        import numpy as np
        from scipy.linalg import lapack

        self.n = n = len(noise)
        self._grow(n)
        full = kernel.astype(np.float64)
        full[np.diag_indices_from(full)] += noise
        factor, bad = lapack.dpotrf(full.T, lower=True, overwrite_a=True)
        if bad:
            raise np.linalg.LinAlgError("the kernel is not positive definite")
        inverse, _ = lapack.dpotri(factor, lower=True, overwrite_c=True)
        for row in range(n):
            self._settled[row, : row + 1] = inverse[row, : row + 1]
            self._settled[: row + 1, row] = inverse[row, : row + 1]
        self._later = 0
        self._noise[:n] = noise
        self._targets[:n] = targets
        self._known[:n] = known
        self._partial = int((~known).any(axis=1).sum())
        self._weights[:n] = self._settled[:n, :n] @ self._targets[:n]
        self.drifted = False
        self._fill()

    def add(self, against: Floats, itself: float, noise: float, targets: Floats, known: Bools) -> int:
        """Learn one row more and return its number; ``against`` is its kernel with the rows there are."""
        import numpy as np

        n = self.n
        self._grow(n + 1)
        solved = self._settled[:n, :n] @ against + self._come[:n, : self._later] @ (
            against @ self._come[:n, : self._later]
        )
        rest = float(itself + noise - against @ solved)
        if rest < 0.5 * noise:  # it cannot fall below the noise but for rounding
            self.drifted = True
            rest = noise
        come = self._come[:, self._later]
        come[:n] = -solved / np.sqrt(rest)
        come[n] = 1 / np.sqrt(rest)
        predicted = against @ self._weights[:n]
        filled = np.where(known, targets, predicted).astype(np.float32)
        weight = (filled - predicted) / rest
        self._weights[:n] -= np.multiply.outer(solved, weight)
        self._weights[n] = weight
        self._noise[n], self._targets[n], self._known[n] = noise, filled, known
        self._partial += not known.all()
        self._later += 1
        self.n = n + 1
        if self._later == _LATER:
            self.settle()
        self._fill()
        return n

    def settle(self) -> None:
        """Add the rows that have come into the inverse: worth doing when nobody waits."""
        n = self.n
        come = self._come[:n, : self._later]
        for start in range(0, n if self._later else 0, _BLOCK):
            self._settled[start : min(n, start + _BLOCK), :n] += come[start : start + _BLOCK] @ come.T
        self._come[:n, : self._later] = 0
        self._later = 0

    def remove(self, row: int) -> None:
        """Forget a row. The last row takes its number."""
        import numpy as np

        self.settle()
        last = self.n - 1
        self._partial -= not self._known[row].all()
        if row != last:
            whole = self._settled[: self.n, : self.n]
            whole[[row, last]] = whole[[last, row]]
            whole[:, [row, last]] = whole[:, [last, row]]
            for array in (self._targets, self._weights, self._known):
                array[[row, last]] = array[[last, row]]
            self._noise[[row, last]] = self._noise[[last, row]]
        column = self._settled[:last, last].copy()
        corner = float(self._settled[last, last])
        self._weights[:last] -= np.multiply.outer(column, self._weights[last] / corner)
        scaled = column / corner
        inverse = self._settled[:last, :last]
        for start in range(0, last, _BLOCK):
            inverse[start : start + _BLOCK] -= np.multiply.outer(scaled[start : start + _BLOCK], column)
        self._settled[last, : last + 1] = self._settled[: last + 1, last] = 0
        self.n = last
        self._fill()

    def relabel(self, row: int, targets: Floats, known: Bools) -> None:
        """Give a row other targets: the inverse stays, so this costs next to nothing."""
        import numpy as np

        filled = np.where(known, targets, self._targets[row]).astype(np.float32)
        self._weights[: self.n] += np.multiply.outer(self._column(row), filled - self._targets[row])
        self._partial += int(not known.all()) - int(not self._known[row].all())
        self._targets[row], self._known[row] = filled, known
        self._fill()

    def scores(self, against: Floats) -> Floats:
        """Return the scores of texts (texts x columns, or columns for one) from their kernel with the rows."""
        found: Floats = against @ self._weights[: self.n]
        return found

    def left_out(self, row: int) -> Floats:
        """Return what one row would score had it never been learnt (columns)."""
        import numpy as np

        column = self._column(row)
        found: Floats = self._targets[row].copy()
        for columns, unknown in self._patterns():
            precision = float(column[row])
            if unknown.size:
                across = column[unknown]
                precision -= float(across @ np.linalg.solve(self._part(unknown, unknown), across))
            known = self._known[row, columns]
            found[columns] -= np.where(known, self._weights[row, columns] / max(precision, 1e-12), 0)
        return found

    def left_out_together(self, rows: Sequence[int]) -> Floats:
        """Return what rows would score had none of them been learnt (rows x columns); all known in every column."""
        import numpy as np

        chosen = np.asarray(rows)
        found: Floats = self._targets[chosen].copy()
        for columns, unknown in self._patterns():
            precision = self._part(chosen, chosen).astype(np.float64)
            if unknown.size:
                across = self._part(chosen, unknown)
                precision -= across @ np.linalg.solve(self._part(unknown, unknown), across.T)
            found[:, columns] -= np.linalg.solve(precision, self._weights[np.ix_(chosen, columns)])
        return found

    def all_left_out(self) -> Floats:
        """Return what each row would score had it alone never been learnt (rows x columns)."""
        import numpy as np

        n = self.n
        found: Floats = self._targets[:n].copy()
        diagonal = np.diagonal(self._settled[:n, :n]) + (self._come[:n, : self._later] ** 2).sum(axis=1)
        for columns, unknown in self._patterns():
            precision = diagonal
            if unknown.size:
                across = self._part(np.arange(n), unknown)
                solved = np.linalg.solve(self._part(unknown, unknown), across.T)
                precision = diagonal - np.einsum("ij,ji->i", across, solved)
            known = self._known[:n][:, columns]
            step = self._weights[:n][:, columns] / np.maximum(precision, 1e-12)[:, None]
            found[:, columns] -= np.where(known, step, 0)
        return found

    def weights_without(self, row: int | None, column: int) -> Floats:
        """Return the weights of one column had a row never been learnt (rows; its own is 0)."""
        import numpy as np

        weights: Floats = self._weights[: self.n, column].copy()
        if row is None or not self._known[row, column]:
            return weights
        across = self._column(row)
        unknown = np.flatnonzero(~self._known[: self.n, column]) if self._partial else np.zeros(0, np.intp)
        if unknown.size:
            solved = np.linalg.solve(self._part(unknown, unknown), across[unknown])
            across = across - self._part(np.arange(self.n), unknown) @ solved
        weights -= across * (weights[row] / across[row])
        weights[row] = 0
        return weights

    def _column(self, row: int) -> Floats:
        """Return a column of the inverse."""
        n, later = self.n, self._later
        found: Floats = self._settled[:n, row] + self._come[:n, :later] @ self._come[row, :later]
        return found

    def _part(self, rows: Rows, columns: Rows) -> Floats:
        """Return a part of the inverse."""
        import numpy as np

        come = self._come[:, : self._later]
        found: Floats = self._settled[np.ix_(rows, columns)] + come[rows] @ come[columns].T
        return found

    def _patterns(self) -> list[tuple[Rows, Rows]]:
        """Return (columns, the rows unknown in them) for each set of rows that is unknown in some column."""
        import numpy as np

        if not self._partial:
            return [(np.arange(self.columns), np.zeros(0, np.intp))]
        partial = np.flatnonzero(~self._known[: self.n].all(axis=1))
        groups: dict[bytes, list[int]] = {}
        unknown = ~self._known[partial]
        for column in range(self.columns):
            groups.setdefault(unknown[:, column].tobytes(), []).append(column)
        return [(np.array(columns), partial[unknown[:, columns[0]]]) for columns in groups.values()]

    def _fill(self) -> None:
        """Set unknown targets to what the other rows predict, so that their rows weigh nothing there."""
        import numpy as np

        n = self.n
        for columns, unknown in self._patterns() if self._partial else ():
            if not unknown.size:
                continue
            step = -np.linalg.solve(self._part(unknown, unknown), self._weights[np.ix_(unknown, columns)])
            self._targets[np.ix_(unknown, columns)] += step
            self._weights[:n, columns] += self._part(np.arange(n), unknown) @ step

    def _grow(self, rows: int) -> None:
        """Make room for so many rows and a third more, so that it need not grow at every row."""
        import numpy as np

        room = len(self._noise)
        if rows <= room:
            return
        wanted, n = rows + rows // 3 + 64, min(self.n, room)
        settled = np.zeros((wanted, wanted), np.float32)
        settled[:n, :n] = self._settled[:n, :n]
        self._settled = settled
        for name in ("_targets", "_weights", "_known", "_noise", "_come"):
            old = getattr(self, name)
            new = np.zeros((wanted, *old.shape[1:]), old.dtype)
            new[:n] = old[:n]
            setattr(self, name, new)
