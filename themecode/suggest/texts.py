"""The texts of codes and units as vectors: all that does not change with what is learnt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from themecode.suggest.characters import CharacterVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float32]

NEIGHBOUR = 0.35
"""How much the sentences before and after, said in the same breath, count in what a sentence is taken to say."""


@dataclass(frozen=True)
class CodeText:
    """What a codebook says of a code, for comparing texts with it. What it excludes is no part of this."""

    key: str
    definitions: tuple[tuple[str, str], ...]
    """(language, label, definition and what it includes)."""
    phrases: tuple[tuple[str, str], ...] = ()
    """(language, one thing it includes), so that a short answer need not be like all of them."""
    examples: tuple[tuple[str, str], ...] = ()
    """(language, example)."""


@dataclass(frozen=True)
class Vectors:
    """The texts of codes and units as vectors: all that does not change with what is learnt.

    Texts are numbered: definitions, then included phrases, then examples, then units.
    """

    codes: tuple[CodeText, ...]
    texts: tuple[str, ...]
    languages: tuple[str, ...]
    owners: tuple[int, ...]
    """The code of each definition, phrase and example, by number of the text."""
    definitions: int
    phrases: int
    characters: CharacterVectors
    rows: csr_matrix
    """The characters of each text, a sentence's with those of its neighbours in it."""
    meaning: Floats | None
    follows: frozenset[int] = frozenset()
    """Units that go on where the one before them ended: sentences of one turn."""

    @property
    def first_example(self) -> int:
        """The number of the first example."""
        return self.definitions + self.phrases

    @property
    def first_unit(self) -> int:
        """The number of the first unit."""
        return len(self.owners)

    @classmethod
    def of(
        cls,
        codes: Sequence[CodeText],
        units: Sequence[tuple[str, str]],
        meaning: Floats | None = None,
        follows: Collection[int] = (),
    ) -> Vectors:
        """Make vectors of codes and units (language, text).

        ``meaning`` has a row for each text of `code_texts` and then of the units; ``follows`` names the units that
        go on where the one before them ended.
        """
        numbered = list(code_texts(codes))
        pairs = [(language, text) for _, language, text in numbered] + list(units)
        languages, texts = tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
        characters = CharacterVectors(texts, languages, len(numbered))
        blend = _neighbours(len(numbered), len(units), follows)
        return cls(
            tuple(codes),
            texts,
            languages,
            tuple(owner for owner, *_ in numbered),
            sum(len(code.definitions) for code in codes),
            sum(len(code.phrases) for code in codes),
            characters,
            _blended(characters.rows, blend),
            None if meaning is None else _blended(meaning, blend),
            frozenset(follows),
        )


def _neighbours(before: int, units: int, follows: Collection[int]) -> csr_matrix | None:
    """Return how much of each text goes into what each text says (texts x texts), ``None`` where each stands alone."""
    import numpy as np
    from scipy.sparse import coo_matrix, identity

    if not follows:
        return None
    later = np.array(sorted(follows)) + before
    rows, columns = np.concatenate([later, later - 1]), np.concatenate([later - 1, later])
    size = before + units
    values = np.full(len(rows), NEIGHBOUR, np.float32)
    found: csr_matrix = (identity(size, np.float32) + coo_matrix((values, (rows, columns)), (size, size))).tocsr()
    return found


def _blended(rows: Any, blend: csr_matrix | None) -> Any:
    """Return rows with their neighbours in them, of length 1 again."""
    if blend is None:
        return rows
    from sklearn.preprocessing import normalize

    return normalize(blend @ rows)


def code_texts(codes: Sequence[CodeText]) -> list[tuple[int, str, str]]:
    """Return (code, language, text) of all definitions, then of all included phrases, then of all examples."""
    parts = ("definitions", "phrases", "examples")
    return [(n, *pair) for part in parts for n, code in enumerate(codes) for pair in getattr(code, part)]
