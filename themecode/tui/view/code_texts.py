"""What a code says, as two columns of texts to edit, and back: the study's language and the other one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from themecode.core.localized import ANY, LANGUAGES
from themecode.usecases.code_texts import CodeTexts

PARTS = ("label", "definition", "include", "exclude", "examples")
Fields = Mapping[tuple[int, str], str]
"""By column (0: the study's language, 1: the other) and part; examples stand one to a line."""


@dataclass(frozen=True)
class CodeForm:
    """The texts of a code, ready to be edited."""

    texts: Mapping[str, CodeTexts]
    """By language (``""`` = all), as they were."""
    language: str
    """The study's."""

    @property
    def languages(self) -> tuple[str, str]:
        """The languages of the columns."""
        return self.language, next(each for each in LANGUAGES if each != self.language)

    def fields(self) -> dict[tuple[int, str], str]:
        """Return what stands in each field at first. A text for all languages stands in the first column."""
        return {
            (column, part): _shown(self.texts.get(self._slot(column, part)), part)
            for column in (0, 1)
            for part in PARTS
        }

    def edited(self, fields: Fields) -> dict[str, CodeTexts]:
        """Return the texts with what stands in the fields now; languages beside the two keep theirs."""
        texts = dict(self.texts)
        for (column, part), value in fields.items():
            slot = self._slot(column, part)
            values: dict[str, Any] = {part: _kept(value, part)}
            texts[slot] = replace(texts.get(slot, CodeTexts(slot)), **values)
        return {language: text for language, text in texts.items() if text != CodeTexts(language)}

    def _slot(self, column: int, part: str) -> str:
        """Return the language a field is kept under: that of its text; a new one goes where the others are."""
        own, other = self.languages
        if column == 1:
            return other
        for language in (own, ANY):
            if language in self.texts and getattr(self.texts[language], part):
                return language
        return ANY if ANY in self.texts and own not in self.texts else own


def _shown(text: CodeTexts | None, part: str) -> str:
    value = getattr(text, part) if text is not None else ""
    return "\n".join(value) if part == "examples" else str(value)


def _kept(value: str, part: str) -> str | tuple[str, ...]:
    if part == "examples":
        return tuple(line.strip() for line in value.split("\n") if line.strip())
    if part == "label":
        return " ".join(value.split())
    return value.strip()
