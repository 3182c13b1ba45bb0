"""Text vectors that need no download: character n-grams, and beside them word stems and groups of related words.

Swedish wants characters rather than words: compounds and endings share most of their n-grams with their parts.
English gains a little from whole words, and both gain much from knowing which everyday words are about the same
thing, as long as nothing or little has been coded. Each weighs by how rare it is in the material.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from themecode.suggest.related import related, stem
from themecode.suggest.stopwords import without_stop_words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NGRAMS = (2, 5)

STEMS = 0.1
"""Share of word stems in the likeness of two texts."""

RELATED = 0.2
"""Share of groups of related words in the likeness of two texts. More helps before anything is coded, and harms after:
that answers name things of the same kind does not mean that they say the same."""


@dataclass(frozen=True)
class _Part:
    """One way of seeing the words of texts, fitted to the material, and where its columns begin among those of all."""

    tfidf: Any
    start: int
    share: float

    def columns(self, language: str, word: str) -> set[int]:
        """Return which columns a word has a part in."""
        known: dict[str, int] = self.tfidf.vocabulary_
        return {self.start + known[each] for each in self.tfidf.build_analyzer()((language, word)) if each in known}


class CharacterVectors:
    """Sparse rows of length 1 (0 for a text without words), of which most is character n-grams within words."""

    def __init__(self, texts: Sequence[str], languages: Sequence[str]) -> None:
        """Learn from all texts of the material what is rare; ``languages`` has one for each text."""
        pairs = zip(languages, texts, strict=True)
        cleaned = [(language, without_stop_words(text, language)) for language, text in pairs]
        self._parts: list[_Part] = []
        found = [
            self._fitted(_ngrams(2 if len(texts) > 50 else 1), 1 - STEMS - RELATED, cleaned),
            self._fitted(_whole_words(_stems), STEMS, cleaned),
            self._fitted(_whole_words(_related), RELATED, cleaned),
        ]
        self.rows: csr_matrix = _joined(found)

    def of(self, text: str, language: str) -> csr_matrix:
        """Return the row of a text that is not in the material."""
        words = [(language, without_stop_words(text, language))]
        return _joined([part.tfidf.transform(words) * sqrt(part.share) for part in self._parts])

    def carrying(self, text: str, language: str, other: csr_matrix, number: int = 4) -> list[str]:
        """Return the words of ``text`` that carry most of its likeness to ``other``, the strongest first."""
        words = list(dict.fromkeys(without_stop_words(text, language).split()))
        shared = self.of(text, language).multiply(other).tocsr()
        total = float(shared.sum())
        if total <= 0:
            return []
        weight = dict(zip(shared.indices.tolist(), shared.data.tolist(), strict=True))
        by_word = {
            word: sum(weight.get(column, 0.0) for part in self._parts for column in part.columns(language, word))
            for word in words
        }
        strongest = sorted(by_word, key=lambda word: -by_word[word])[:number]
        return [word for word in strongest if by_word[word] > 0.12 * total and len(word) > 1]

    def _fitted(self, tfidf: Any, share: float, cleaned: Sequence[tuple[str, str]]) -> csr_matrix:
        """Fit one more part to the material and return its rows, whose squared length is its share."""
        try:
            rows = tfidf.fit_transform(cleaned)
        except ValueError:  # not one word in all of the material that it knows, or none that occurs twice
            tfidf.set_params(min_df=1)
            rows = tfidf.fit_transform([*cleaned, ("sv", "tid")])[:-1]
        self._parts.append(_Part(tfidf, sum(len(part.tfidf.vocabulary_) for part in self._parts), share))
        found: csr_matrix = rows * sqrt(share)
        return found


def _ngrams(least: int) -> Any:
    """Return what sees character n-grams that occur in at least so many texts."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer="char_wb",
        preprocessor=itemgetter(1),
        ngram_range=NGRAMS,
        sublinear_tf=True,
        min_df=least,
        dtype=np.float32,
    )


def _whole_words(analyser: Callable[[tuple[str, str]], list[str]]) -> Any:
    """Return what sees words; how often each is there counts, because a definition repeats what it is about."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=analyser, dtype=np.float32)


def _stems(text: tuple[str, str]) -> list[str]:
    language, words = text
    return [stem(word, language) for word in words.split()]


def _related(text: tuple[str, str]) -> list[str]:
    language, words = text
    return [name for word in words.split() for name in related(word, language)]


def _joined(parts: Sequence[csr_matrix]) -> csr_matrix:
    """Put the parts of the same texts side by side, in rows of length 1."""
    import numpy as np
    from scipy.sparse import hstack
    from sklearn.preprocessing import normalize

    found: csr_matrix = normalize(hstack(parts).tocsr().astype(np.float32))
    return found
