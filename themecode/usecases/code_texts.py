"""What a code says, by language: its label, its definition and criteria, its examples."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from themecode.core.codebook import CodeEntry
from themecode.core.localized import ANY, Localized
from themecode.storage.journal import Value
from themecode.storage.queries.codes import CodeTexts

__all__ = ["CodeTexts"]

Texts = Mapping[str, CodeTexts]
"""By language (``""`` = all)."""

MEANING = ("definition", "include", "exclude")
"""The parts that say what a code means."""

PARTS = ("label", *MEANING)

Examples = Sequence[str] | Mapping[str, Sequence[str]]
"""Examples for all languages, or by language."""


def texts_of(code: CodeEntry) -> Texts:
    """Return the texts of a code in a file."""
    texts: Texts = {}
    for part in PARTS:
        texts = with_part(texts, part, getattr(code, part).texts)
    by_language: dict[str, list[str]] = {}
    for language, example in code.examples:
        by_language.setdefault(language, []).append(example)
    return with_examples(texts, by_language)


def with_part(texts: Texts, part: str, value: str | Mapping[str, str]) -> Texts:
    """Return texts with one part changed: for all languages at once, or in the languages named."""
    if isinstance(value, str):
        value = {**dict.fromkeys(texts, ""), ANY: value}
    changed = {language: _replaced(_in(texts, language), part, text) for language, text in value.items()}
    return _filled({**texts, **changed}.values())


def with_examples(texts: Texts, examples: Examples) -> Texts:
    """Return texts with other examples: for all languages at once, or in the languages named."""
    if not isinstance(examples, Mapping):
        examples = {**dict.fromkeys(texts, ()), ANY: examples}
    changed = {language: replace(_in(texts, language), examples=tuple(some)) for language, some in examples.items()}
    return _filled({**texts, **changed}.values())


def same_meaning(old: Texts, new: Texts) -> bool:
    """Tell whether a code still means what it did, in every language it was defined in.

    A translation into another language is no new meaning; a first definition is one.
    """
    return all(_same(_part(old, part), _part(new, part)) for part in MEANING)


def same_part(old: Texts, new: Texts, part: str) -> bool:
    """Tell whether one part is the same in all languages."""
    return {language: getattr(text, part) for language, text in old.items() if getattr(text, part)} == {
        language: getattr(text, part) for language, text in new.items() if getattr(text, part)
    }


def stored(text: CodeTexts) -> dict[str, Value]:
    """Return the columns of a row of texts."""
    values: dict[str, Value] = {part: getattr(text, part) for part in PARTS}
    return {**values, "examples": json.dumps(list(text.examples), ensure_ascii=False)}


def _same(old: Localized, new: Localized) -> bool:
    if not old:
        return not new
    return all(old.texts[language] == new.in_language(language) for language in old.texts)


def _part(texts: Texts, part: str) -> Localized:
    return Localized({language: getattr(text, part) for language, text in texts.items() if getattr(text, part)})


def _in(texts: Texts, language: str) -> CodeTexts:
    return texts.get(language, CodeTexts(language))


def _replaced(texts: CodeTexts, part: str, text: str) -> CodeTexts:
    values: dict[str, Any] = {part: text}
    return replace(texts, **values)


def _filled(texts: Iterable[CodeTexts]) -> Texts:
    return {text.language: text for text in texts if text != CodeTexts(text.language)}
