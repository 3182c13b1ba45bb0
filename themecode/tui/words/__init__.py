"""The words of the screens, in English: a table for each part of them. `catalog` has them in other languages."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.core.localized import LANGUAGES
from themecode.tui.words import (
    answers,
    codebook,
    common,
    compare,
    panes,
    pseudonyms,
    report,
    retrieval,
    searching,
    suggestions,
    transcript,
)
from themecode.tui.words.catalog import translated

_PARTS = (common, transcript, codebook, compare, answers, report, retrieval, suggestions, pseudonyms, panes, searching)
WORDS: dict[str, str] = {key: words for part in _PARTS for key, words in part.WORDS.items()}

NAMED = 3
"""Interviews named at most where they are counted."""


class Words:
    """Looks words up in the language of the screens."""

    def __init__(self, language: str) -> None:
        """Take a language of `LANGUAGES`; any other stands for English."""
        self.language = language if language in LANGUAGES else "en"

    def codings(self, number: int) -> str:
        """Return ``1 kodning`` or ``7 kodningar``."""
        return self("one coding") if number == 1 else self("codings", n=number)

    def begun(self, names: Sequence[str]) -> list[str]:
        """Return the line that says which interviews are coded and not counted yet; none where there are none."""
        if not names:
            return []
        said = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
        key = "begun interview" if len(names) == 1 else "begun interviews"
        return [self(key, n=len(names), names=said)]

    def __call__(self, key: str, **values: object) -> str:
        """Return a word or sentence with its values filled in."""
        return translated(WORDS[key], self.language, key).format(**values)
