"""Text in several languages, with a plain string standing for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("sv", "en")
"""The languages of reports and screens."""

ANY = ""
"""The language key of a text that stands for all languages."""

Texts = str | Mapping[str, str]
"""A text for all languages, or one per language: what ``Localized.of`` takes, and JSON holds."""


@dataclass(frozen=True)
class Localized:
    """One text per language; the key ``""`` holds a text meant for all languages."""

    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, value: str | Mapping[str, str] | None) -> Localized:
        """Take a plain string (all languages), a mapping by language, or nothing."""
        if value is None:
            return cls({})
        if isinstance(value, str):
            return cls({ANY: value})
        return cls(dict(value))

    def __bool__(self) -> bool:
        """Tell whether there is any text at all."""
        return any(self.texts.values())

    def in_language(self, language: str) -> str:
        """Return the text in ``language``, else the one for all, else any there is, else ``""``."""
        for key in (language, ANY, *LANGUAGES, *self.texts):
            if text := self.texts.get(key):
                return text
        return ""
