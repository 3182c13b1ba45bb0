"""Text vectors that need no download: character n-grams, and beside them word stems and groups of related words.

Swedish wants characters rather than words: compounds and endings share most of their n-grams with their parts.
English gains a little from whole words, and both gain much from knowing which everyday words are about the same
thing, as long as nothing or little has been coded. Each weighs by how rare it is in the material.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from themecode.suggest.related import related, stem
from themecode.suggest.stopwords import without_stop_words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NGRAMS = (2, 5)

STEMS = 0.1
"""Share of word stems in the likeness of two texts."""

RELATED = 0.15
"""Share of groups of related words in the likeness of two texts. More helps before anything is coded, and harms after:
that answers name things of the same kind does not mean that they say the same."""


@dataclass(frozen=True)
class _Part:
    """One way of seeing the words of a text, and its columns among those of all."""

    tfidf: Any
    start: int
    weight: float

    def rows(self, texts: Sequence[tuple[str, str]]) -> csr_matrix:
        """Return rows of texts (language, words), each as long as this part's weight."""
        rows: csr_matrix = self.tfidf.transform(texts) * self.weight
        return rows.astype(self.tfidf.dtype)

    def columns(self, word: tuple[str, str]) -> set[int]:
        """Return which columns a word (language, word) has a part in."""
        vocabulary = self.tfidf.vocabulary_
        return {self.start + vocabulary[each] for each in self.tfidf.build_analyzer()(word) if each in vocabulary}


class CharacterVectors:
    """Sparse rows of length 1 (0 for a text without words), of which most is character n-grams within words."""

    def __init__(self, texts: Sequence[str], languages: Sequence[str]) -> None:
        """Learn from all texts of the material what is rare; ``languages`` has one for each text."""
        cleaned = [(language, without_stop_words(text, language)) for text, language in zip(texts, languages, strict=True)]
        self._parts: list[_Part] = []
        self._learn(cleaned, _ngrams(), 1 - STEMS - RELATED, rarest=2 if len(texts) > 50 else 1)
        self._learn(cleaned, _stems, STEMS)
        self._learn(cleaned, _related, RELATED)
        self.rows: csr_matrix = self._rows(cleaned)

    def of(self, text: str, language: str) -> csr_matrix:
        """Return the row of a text that is not in the material."""
        return self._rows([(language, without_stop_words(text, language))])

    def carrying(self, text: str, language: str, other: csr_matrix, number: int = 4) -> list[str]:
        """Return the words of ``text`` that carry most of its likeness to ``other``, the strongest first."""
        words = list(dict.fromkeys(without_stop_words(text, language).split()))
        shared = self.of(text, language).multiply(other).tocsr()
        total = float(shared.sum())
        if total <= 0:
            return []
        weight = dict(zip(shared.indices.tolist(), shared.data.tolist(), strict=True))
        by_word = {
            word: sum(weight.get(column, 0.0) for part in self._parts for column in part.columns((language, word)))
            for word in words
        }
        strongest = sorted(by_word, key=lambda word: -by_word[word])[:number]
        return [word for word in strongest if by_word[word] > 0.12 * total and len(word) > 1]
