"""How alike two texts are: by characters, by meaning where there is a model, and by likeness to the definitions.

``k(x, y) = (1 - dense) chars(x, y) + dense meaning(x, y) + defined <s(x), s(y)>``, each part a cosine. ``s(x)`` holds
the likeness of x to the texts of every code; it lets answers that share no words meet by way of the codebook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float32]

_AT_ONCE = 256
"""Texts that are compared with all others at a time."""

_TAIL = 64
"""Rows that may follow the block before they are made part of it."""


@dataclass(frozen=True)
class Mix:
    """How much each part of the kernel weighs."""

    dense: float = 0.0
    """Of meaning against characters, 0-1."""
    defined: float = 0.5


@dataclass(frozen=True)
class Probe:
    """A text as the kernel sees it: its characters, and the parts that are no n-grams side by side."""

    characters: csr_matrix
    meaning: Floats
    defined: Floats


class Kernel:
    """The parts of the kernel for all texts of the material, by number."""

    def __init__(
        self, characters: csr_matrix, meaning: Floats | None, profiles: Sequence[Sequence[int]], mix: Mix
    ) -> None:
        """Take the rows of all texts, and which of them say what each code means (numbers by code)."""
        import numpy as np

        self.mix = mix
        dense = mix.dense if meaning is not None else 0.0
        self._scale = np.float32(np.sqrt(1 - dense)), np.float32(np.sqrt(dense)), np.float32(np.sqrt(mix.defined))
        # Without a model they are as they came: in a large material a copy is a hundred megabytes.
        self.characters: csr_matrix = characters * self._scale[0] if dense else characters
        empty = np.zeros((characters.shape[0], 0), np.float32)
        self.meaning: Floats = empty if meaning is None or not dense else meaning * self._scale[1]
        self._profiles = profiles
        flat = [number for numbers in profiles for number in numbers]
        self._profile_characters = self.characters[flat].T.tocsc() if flat else None
        self._profile_meaning = self.meaning[flat].T
        self.defined = self._defined(self.characters, self.meaning)

    def probe(self, number: int) -> Probe:
        """Return a text of the material."""
        return Probe(self.characters[number], self.meaning[number], self.defined[number])

    def new_probe(self, characters: csr_matrix, meaning: Floats | None) -> Probe:
        """Return a text that is not in the material."""
        import numpy as np

        row: csr_matrix = characters * self._scale[0]
        width = self.meaning.shape[1]
        dense = np.zeros(width, np.float32) if meaning is None or not width else meaning * self._scale[1]
        return Probe(row, dense, self._defined(row, dense[None, :])[0])

    def square(self, rows: Sequence[int]) -> Floats:
        """Return the kernel of texts with each other."""
        import numpy as np

        chosen = self.characters[rows]
        found = np.zeros((len(rows), len(rows)), np.float32)
        for start in range(0, len(rows), _AT_ONCE):  # a sparse matrix of them all would be twice as large
            some = slice(start, start + _AT_ONCE)
            found[some] = (chosen[some] @ chosen.T).toarray()
        for part in (self.meaning[rows], self.defined[rows]):
            if part.shape[1]:
                found += part @ part.T
        return found

    def _defined(self, characters: csr_matrix, meaning: Floats) -> Floats:
        """Return the likeness of texts to each code, as rows of length 1 times the root of their weight."""
        import numpy as np

        if self._profile_characters is None or not self.mix.defined:
            return np.zeros((characters.shape[0], 0), np.float32)
        likeness = (characters @ self._profile_characters).toarray()
        if meaning.shape[1]:
            likeness += meaning @ self._profile_meaning
        columns, start = [], 0
        for numbers in self._profiles:
            mine = likeness[:, start : start + len(numbers)]
            columns.append(mine.max(axis=1) if len(numbers) else np.zeros(len(mine), np.float32))
            start += len(numbers)
        rows = np.maximum(np.stack(columns, axis=1), 0)
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        found: Floats = (rows / np.maximum(length, 1e-6) * self._scale[2]).astype(np.float32)
        return found


class Rows:
    """The rows learnt from, in the order the ridge has them, laid out so that one text meets them all fast."""

    def __init__(self, kernel: Kernel, numbers: Sequence[int]) -> None:
        self.numbers = list(numbers)
        self._kernel = kernel
        self._place = {number: row for row, number in enumerate(self.numbers)}
        self._block()

    def row(self, number: int) -> int | None:
        """Return which row a text is, ``None`` where it is not learnt from."""
        return self._place.get(number)

    def append(self, number: int) -> None:
        """Add a text as the last row."""
        self._place[number] = len(self.numbers)
        self.numbers.append(number)
        if len(self.numbers) - self._blocked > _TAIL:
            self._block()

    def remove(self, row: int) -> None:
        """Take a row out; the last one takes its place."""
        last = self.numbers.pop()
        gone = last if row == len(self.numbers) else self.numbers[row]
        if row < len(self.numbers):
            self.numbers[row] = last
            self._place[last] = row
        del self._place[gone]
        self._block()

    def against(self, probe: Probe) -> tuple[Floats, Floats]:
        """Return the kernel of a text with every row, and how much of it is not by way of the definitions."""
        import numpy as np

        parts = [self._like(self._characters, self._meaning, probe)]
        tail = self.numbers[self._blocked :]
        if tail:
            parts.append(self._like(self._kernel.characters[tail], self._kernel.meaning[tail], probe))
        alike = np.concatenate(parts)
        if not self._defined.shape[1]:
            return alike, alike
        defined = [self._defined @ probe.defined]
        if tail:
            defined.append(self._kernel.defined[tail] @ probe.defined)
        return alike + np.concatenate(defined), alike

    @staticmethod
    def _like(characters: csr_matrix, meaning: Floats, probe: Probe) -> Floats:
        import numpy as np

        wide = np.zeros(characters.shape[1], np.float32)
        wide[probe.characters.indices] = probe.characters.data
        found: Floats = characters @ wide
        return found + meaning @ probe.meaning if meaning.shape[1] else found

    def _block(self) -> None:
        self._blocked = len(self.numbers)
        self._characters = self._kernel.characters[self.numbers]
        self._meaning = self._kernel.meaning[self.numbers]
        self._defined = self._kernel.defined[self.numbers]
