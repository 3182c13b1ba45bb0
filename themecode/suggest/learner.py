"""What has been learnt: the codebook's own texts and the units decided so far, as rows of one ridge.

A unit is an answer or a sentence. It becomes a row when it has a code, or when its reader left it saying that no
code fits; a unit of which only a rejection is known counts for the rejected code alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themecode.suggest.kernel import Kernel, Mix, Probe, Rows
from themecode.suggest.ridge import Ridge
from themecode.suggest.texts import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

RIDGE = 0.5
DEFINITION_WEIGHT = 3.0
"""A definition counts as much as three coded units of the same text."""

MOST_ROWS = 4000
"""Units learnt from at most, the latest: beyond, learning one more would be felt at the keyboard."""

MOST_REJECTIONS = 150
"""Units of which only a rejection is known that are learnt from at most, the latest."""


@dataclass(frozen=True)
class Label:
    """What has been decided of one unit. Codes are numbers in codebook order."""

    codes: frozenset[int] = frozenset()
    rejected: frozenset[int] = frozenset()
    done: bool = False
    """Whether its reader has left it, so that a code which is not there does not fit."""

    @property
    def whole(self) -> bool:
        """Whether something is known of every code."""
        return bool(self.codes) or self.done


class Learner:
    """Scores of every code for every text, from what has been learnt so far."""

    def __init__(self, vectors: Vectors, labels: Mapping[int, Label] | None = None, mix: Mix | None = None) -> None:
        """Learn the codebook and the units labelled already (numbered from 0 in their order of learning)."""
        self.vectors = vectors
        self.labels: dict[int, Label] = dict(labels or {})
        self.nothing = len(vectors.codes)
        """The column that stands for: no code fits."""
        self.mix = mix or Mix()
        profiles: list[list[int]] = [[] for _ in vectors.codes]
        for number in range(vectors.definitions):
            profiles[vectors.owners[number]].append(number)
        self.kernel = Kernel(vectors.rows, vectors.meaning, profiles, self.mix)
        self.fit()

    # -- learning -----------------------------------------------------------------------------

    def fit(self) -> None:
        """Learn all rows afresh."""
        import numpy as np

        first = self.vectors.first_unit
        learnt = self._within_limits()
        numbers = [*range(first), *(first + unit for unit in learnt)]
        self.ridge = Ridge(self.nothing + 1)
        self.rows = Rows(self.kernel, numbers)
        self._order = list(learnt)
        targets = np.zeros((len(numbers), self.nothing + 1), np.float32)
        known = np.ones(targets.shape, np.bool_)
        for number, owner in enumerate(self.vectors.owners):
            targets[number, owner] = 1
        for row, unit in enumerate(learnt, first):
            targets[row], known[row] = self._targets(self.labels[unit])
        noise = np.array([self._noise(number) for number in numbers], np.float32)
        if numbers:
            self.ridge.fit(self.kernel.square(numbers), noise, targets, known)

    def learn(self, unit: int, label: Label) -> None:
        """Take in what is now decided of a unit; a label that says nothing makes it forgotten."""
        number = self.vectors.first_unit + unit
        self.labels[unit] = label
        row = self.rows.row(number)
        if not label.whole and not label.rejected:
            del self.labels[unit]
            if row is not None:
                self._forget(unit, row)
            return
        targets, known = self._targets(label)
        if row is not None:
            self.ridge.relabel(row, targets, known)
            return
        if len(self._order) >= MOST_ROWS:
            oldest = self._order[0]
            oldest_row = self.rows.row(self.vectors.first_unit + oldest)
            assert oldest_row is not None
            self._forget(oldest, oldest_row)
        against, itself = self._meet(number)
        self.ridge.add(against, itself, self._noise(number), targets, known)
        self.rows.append(number)
        self._order.append(unit)
        if self.ridge.drifted:
            self.fit()

    def _forget(self, unit: int, row: int) -> None:
        self.ridge.remove(row)
        self.rows.remove(row)
        self._order.remove(unit)

    def _within_limits(self) -> list[int]:
        """Return the units to learn from, in order: the latest, and few of which only a rejection is known."""
        whole = [unit for unit, label in self.labels.items() if label.whole]
        partial = [unit for unit, label in self.labels.items() if label.rejected and not label.whole]
        chosen = {*whole[-MOST_ROWS:], *partial[-MOST_REJECTIONS:]}
        return [unit for unit in self.labels if unit in chosen]

    def _targets(self, label: Label) -> tuple[Floats, NDArray[np.bool_]]:
        import numpy as np

        targets = np.zeros(self.nothing + 1, np.float32)
        targets[list(label.codes)] = 1
        targets[self.nothing] = label.done and not label.codes
        known = np.full(self.nothing + 1, label.whole)
        known[list(label.rejected)] = True
        return targets, known

    def _noise(self, number: int) -> float:
        return RIDGE / DEFINITION_WEIGHT if number < self.vectors.definitions else RIDGE

    def _meet(self, number: int) -> tuple[Floats, float]:
        probe = self.kernel.probe(number)
        against, _ = self.rows.against(probe)
        return against, itself(probe)

    # -- scoring ------------------------------------------------------------------------------

    def probe(self, unit: int) -> Probe:
        """Return a unit as the kernel sees it."""
        return self.kernel.probe(self.vectors.first_unit + unit)

    def scores(self, unit: int) -> tuple[Floats, float]:
        """Return the score of every code, the last being that none fits, and the nearest likeness to any row.

        For a unit that is learnt from: what they would be had it never been.
        """
        row = self.rows.row(self.vectors.first_unit + unit)
        against, alike = self.rows.against(self.probe(unit))
        if row is None:
            return self.ridge.scores(against), float(alike.max(initial=0))
        alike[row] = 0
        return self.ridge.left_out(row), float(alike.max(initial=0))

    def score(self, probe: Probe) -> tuple[Floats, float]:
        """Return the same for a text that is no unit."""
        against, alike = self.rows.against(probe)
        return self.ridge.scores(against), float(alike.max(initial=0))

    def left_out(self) -> tuple[list[int], Floats]:
        """Return the units learnt from, in their order, and what each would score had it never been learnt.

        Sentences that follow each other with the same codes are one passage, and left out together: each would
        give the others away.
        """
        first = self.vectors.first_unit
        row_of = {unit: row for unit in self._order if (row := self.rows.row(first + unit)) is not None}
        scores = self.ridge.all_left_out()
        for passage in self.passages():
            if len(passage) > 1:
                rows = [row_of[unit] for unit in passage]
                scores[rows] = self.ridge.left_out_together(rows)
        return list(self._order), scores[[row_of[unit] for unit in self._order]]

    def passages(self) -> list[list[int]]:
        """Return the units learnt from, those together that follow each other with the same codes; as learnt first."""
        learnt = set(self._order)
        begun: dict[int, list[int]] = {}
        for unit in sorted(learnt):
            label, before = self.labels[unit], self.labels.get(unit - 1)
            goes_on = unit in self.vectors.follows and unit - 1 in begun and before is not None
            if goes_on and before is not None and label.codes and label.codes == before.codes:
                begun[unit] = begun[unit - 1]
                begun[unit].append(unit)
            else:
                begun[unit] = [unit]
        found = {id(begun[unit]): begun[unit] for unit in self._order}
        return list(found.values())


def itself(probe: Probe) -> float:
    """Return the kernel of a text with itself."""
    found = probe.characters.multiply(probe.characters).sum() + probe.meaning @ probe.meaning
    return float(found + probe.defined @ probe.defined)
