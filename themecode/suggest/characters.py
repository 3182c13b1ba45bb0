"""Text vectors that need no download: character n-grams, and beside them word stems and groups of related words.

Swedish wants characters rather than words: compounds and endings share most of their n-grams with their parts.
English gains a little from whole words, and both gain much from knowing which everyday words are about the same
thing, as long as nothing or little has been coded. Each weighs by how rare it is in the material.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themecode.suggest.counting import Counted
from themecode.suggest.related import related, stem
from themecode.suggest.stopwords import without_stop_words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SIZES = (2, 5)
"""Letters of the shortest and the longest n-grams."""

STEMS = 0.1
"""Share of word stems in the likeness of two texts."""

RELATED = 0.2
"""Share of groups of related words in the likeness of two answers: that they name things of the same kind does not mean
that they say the same."""

RELATED_OF_CODES = {"en": 0.6}
"""Their share in a codebook's own texts, by language, which stand for everything of a kind. Between these and an answer
the groups then weigh as much as sqrt(0.2 · 0.6): more of them helps English before anything is coded, and harms nothing
after."""

RELATED_OF_OTHER_CODES = 0.3
"""The same in other languages: the n-grams of Swedish compounds do much of what the groups do for English."""

MOST_LETTERS = 20_000
"""Letters of a text that are compared, the first: some ten pages. More takes memory and tells little more."""


@dataclass(frozen=True)
class _Part:
    """One way of seeing the words of texts, fitted to the material, and where its columns begin among those of all."""

    counted: Counted
    start: int

    def columns(self, language: str, word: str) -> set[int]:
        """Return which columns a word has a part in."""
        return {self.start + column for column in self.counted.columns(language, word)}


class CharacterVectors:
    """Sparse rows of length 1 (0 for a text without words), of which most is character n-grams within words."""

    def __init__(self, texts: Sequence[str], languages: Sequence[str], of_codes: int = 0) -> None:
        """Learn from all texts of the material what is rare; ``languages`` has one for each text.

        The first ``of_codes`` texts are a codebook's own.
        """
        pairs = zip(languages, texts, strict=True)
        cleaned = [(language, without_stop_words(text[:MOST_LETTERS], language)) for language, text in pairs]
        self._parts: list[_Part] = []
        ngrams = Counted(_ngrams, least=2 if len(texts) > 50 else 1, sublinear=True)
        found = [self._fitted(counted, cleaned) for counted in (ngrams, Counted(_stem), Counted(_related))]
        theirs = [RELATED_OF_CODES.get(language, RELATED_OF_OTHER_CODES) for language in languages[:of_codes]]
        self.rows: csr_matrix = _joined(found, [*theirs, *[RELATED] * (len(texts) - of_codes)])

    def of(self, text: str, language: str) -> csr_matrix:
        """Return the row of an answer that is not in the material."""
        words = [(language, without_stop_words(text[:MOST_LETTERS], language))]
        return _joined([part.counted.of(words) for part in self._parts], [RELATED])

    def carrying(self, text: str, language: str, other: csr_matrix, number: int = 4) -> list[str]:
        """Return the words of ``text`` that carry most of its likeness to ``other``, the strongest first."""
        words = list(dict.fromkeys(without_stop_words(text[:MOST_LETTERS], language).split()))
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

    def _fitted(self, counted: Counted, cleaned: Sequence[tuple[str, str]]) -> csr_matrix:
        """Fit one more part to the material and return its rows, of length 1."""
        rows = counted.fit(cleaned)
        self._parts.append(_Part(counted, sum(len(part.counted.vocabulary) for part in self._parts)))
        return rows


# How often each is there counts, because a definition repeats what it is about.


def _ngrams(language: str, word: str) -> list[str]:
    """Return the character n-grams of a word, with a space at both its ends; of a short one its whole only once."""
    spaced = f" {word} "
    return [
        spaced[start : start + size]
        for size in range(SIZES[0], min(SIZES[1], len(spaced)) + 1)
        for start in range(len(spaced) - size + 1)
    ]


def _stem(language: str, word: str) -> list[str]:
    return [stem(word, language)]


def _related(language: str, word: str) -> tuple[str, ...]:
    return related(word, language)


def _joined(parts: Sequence[csr_matrix], related_shares: Sequence[float]) -> csr_matrix:
    """Put the n-grams, stems and groups of the same texts side by side, in rows of length 1.

    ``related_shares`` has for each row the share of groups in the square of its length; n-grams have what is left.
    """
    import numpy as np
    from scipy.sparse import diags, hstack
    from sklearn.preprocessing import normalize

    groups = np.array(related_shares)
    shares = (1 - STEMS - groups, np.full(len(groups), STEMS), groups)
    weighted = [diags(np.sqrt(share)) @ part for share, part in zip(shares, parts, strict=True)]
    found: csr_matrix = normalize(hstack(weighted, "csr").astype(np.float32, copy=False), copy=False)
    return found
