"""Text vectors that need no download: character n-grams, weighed by how rare they are in the material.

Swedish wants characters rather than words: compounds and endings share most of their n-grams with their parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from themecode.suggest.stopwords import without_stop_words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NGRAMS = (2, 5)


class CharacterVectors:
    """Character n-grams of 2 to 5 letters within words, as sparse rows of length 1 (0 for a text without words)."""

    def __init__(self, texts: Sequence[str], languages: Sequence[str]) -> None:
        """Learn from all texts of the material which n-grams are rare; ``languages`` has one for each text."""
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._tfidf: Any = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=NGRAMS,
            sublinear_tf=True,
            min_df=2 if len(texts) > 50 else 1,
            dtype=np.float32,
        )
        cleaned = [without_stop_words(text, language) for text, language in zip(texts, languages, strict=True)]
        try:
            self.rows: csr_matrix = self._tfidf.fit_transform(cleaned)
        except ValueError:  # not one letter in all of the material, or nothing that occurs twice
            self._tfidf.set_params(min_df=1)
            self.rows = self._tfidf.fit_transform([*cleaned, "a"])[:-1]
        self._analyse: Any = self._tfidf.build_analyzer()

    def of(self, text: str, language: str) -> csr_matrix:
        """Return the row of a text that is not in the material."""
        row: csr_matrix = self._tfidf.transform([without_stop_words(text, language)])
        return row

    def carrying(self, text: str, language: str, other: csr_matrix, number: int = 4) -> list[str]:
        """Return the words of ``text`` whose n-grams carry most of its likeness to ``other``, the strongest first."""
        words = list(dict.fromkeys(without_stop_words(text, language).split()))
        mine, theirs = self.of(text, language), other
        shared = mine.multiply(theirs).tocsr()
        total = float(shared.sum())
        if total <= 0:
            return []
        weight = dict(zip(shared.indices.tolist(), shared.data.tolist(), strict=True))
        vocabulary: dict[str, int] = self._tfidf.vocabulary_
        by_word = {
            word: sum(weight.get(vocabulary.get(gram, -1), 0.0) for gram in set(self._analyse(word))) for word in words
        }
        strongest = sorted(by_word, key=lambda word: -by_word[word])[:number]
        return [word for word in strongest if by_word[word] > 0.12 * total and len(word) > 1]
