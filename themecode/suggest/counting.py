"""How often each feature (an n-gram, a stem) is in each text, weighted by how rare it is.

What scikit-learn's vectorizers give, but each different word is taken apart once only, however often
it is said: in a hundred thousand answers that is most of the time until codes can be suggested.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Words = tuple[str, str]
"""(language, words in small letters with a space between)."""

Features = Callable[[str, str], Sequence[str]]
"""Takes a language and a word and returns what stands for it, as often as it counts."""


class Counted:
    """The weights of features, fitted to texts."""

    def __init__(self, features: Features, *, least: int = 1, sublinear: bool = False) -> None:
        """Count ``features`` that are in at least so many texts; ``sublinear``: a second time counts less."""
        self._features = features
        self._least = least
        self._sublinear = sublinear
        self.vocabulary: dict[str, int] = {}
        """The column of each feature."""

    def fit(self, texts: Sequence[Words]) -> csr_matrix:
        """Learn which features there are and how rare each is; return a row of length 1 for each text.

        A text without any has a row of zeros. Where no text has one, there are columns all the same.
        """
        import numpy as np

        words, said = _words(texts)
        taken_apart = [self._features(language, word) for language, word in words]
        self.vocabulary = {name: n for n, name in enumerate(sorted(set(chain.from_iterable(taken_apart))))}
        rows = (said @ self._counts(taken_apart)).tocsr()
        kept = np.bincount(rows.indices, minlength=rows.shape[1]) >= self._least
        if not kept.any():  # not one word in all of the material that it knows, or none that occurs twice
            self._least = 1
            return self.fit([*texts, ("sv", "tid")])[:-1]
        if not kept.all():
            rows = rows[:, np.flatnonzero(kept)]
            names = [name for name, keep in zip(self.vocabulary, kept.tolist(), strict=True) if keep]
            self.vocabulary = {name: n for n, name in enumerate(names)}
        return self._weighted(rows, fit=True)

    def of(self, texts: Sequence[Words]) -> csr_matrix:
        """Return the rows of texts that are not among those learnt from."""
        words, said = _words(texts)
        return self._weighted((said @ self._counts([self._features(*each) for each in words])).tocsr())

    def columns(self, language: str, word: str) -> set[int]:
        """Return which columns a word has a part in."""
        return {self.vocabulary[each] for each in self._features(language, word) if each in self.vocabulary}

    def _counts(self, taken_apart: Iterable[Sequence[str]]) -> csr_matrix:
        """Return how often each word has each feature that is known."""
        known = self.vocabulary
        return _matrix([[known[each] for each in features if each in known] for features in taken_apart], len(known))

    def _weighted(self, rows: csr_matrix, *, fit: bool = False) -> csr_matrix:
        from sklearn.feature_extraction.text import TfidfTransformer

        rows.sort_indices()  # the lengths of rows are summed up in this order
        if fit:
            self._rarity: Any = TfidfTransformer(sublinear_tf=self._sublinear).fit(rows)
        found: csr_matrix = self._rarity.transform(rows, copy=False)
        return found


def _words(texts: Sequence[Words]) -> tuple[list[tuple[str, str]], csr_matrix]:
    """Return the different words (language, word), and how often each is in each text."""
    numbers: dict[tuple[str, str], int] = {}
    lists = [
        [numbers.setdefault((language, word), len(numbers)) for word in words.split()] for language, words in texts
    ]
    return list(numbers), _matrix(lists, len(numbers))


def _matrix(lists: Sequence[Sequence[int]], columns: int) -> csr_matrix:
    """Return how often each number is in each list."""
    import numpy as np
    from scipy.sparse import csr_matrix

    indices = np.frombuffer(array("i", chain.from_iterable(lists)), np.int32) if any(lists) else np.zeros(0, np.int32)
    starts = np.cumsum([0, *(len(each) for each in lists)], dtype=np.int32)
    found: csr_matrix = csr_matrix((np.ones(len(indices), np.float32), indices, starts), (len(lists), columns))
    found.sum_duplicates()
    return found
