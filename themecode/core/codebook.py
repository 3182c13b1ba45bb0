"""What a codebook is made of: a tree of codes with labels, definitions and criteria."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from themecode.core.localized import Localized

KEY = re.compile(r"[^\W_][\w\-]*(\.[\w\-]+)*", re.UNICODE)
"""A key: letters, digits, ``_`` and ``-`` in parts joined by dots, such as ``tid.samverkan``."""


class CodeKind(StrEnum):
    """The step on the way from text to theme. Any kind can be counted."""

    CODE = "code"
    CATEGORY = "category"
    THEME = "theme"


TextPart = Literal["label", "definition", "include", "exclude"]


@dataclass(frozen=True)
class CodeEntry:
    """A code as it stands in a codebook file."""

    key: str
    kind: CodeKind = CodeKind.CODE
    label: Localized = field(default_factory=Localized)
    definition: Localized = field(default_factory=Localized)
    include: Localized = field(default_factory=Localized)
    exclude: Localized = field(default_factory=Localized)
    examples: tuple[tuple[str, str], ...] = ()
    """(language, example); the language is ``""`` for all."""
    was: tuple[str, ...] = ()
    """Old keys: one means renamed, several merged."""
    codable: bool = True
    retired: bool = False
    color: str | None = None
    uuid: str | None = None
    codes: tuple[CodeEntry, ...] = ()

    def walk(self) -> Iterator[CodeEntry]:
        """Yield this code and everything below it, in codebook order."""
        yield self
        for child in self.codes:
            yield from child.walk()


@dataclass(frozen=True)
class CodebookEntry:
    """A codebook as it stands in a file."""

    key: str
    name: Localized = field(default_factory=Localized)
    codes: tuple[CodeEntry, ...] = ()
    uuid: str | None = None

    def walk(self) -> Iterator[CodeEntry]:
        """Yield every code in codebook order."""
        for code in self.codes:
            yield from code.walk()


def is_key(text: str) -> bool:
    """Tell whether ``text`` can be the key of a code, codebook or question."""
    return KEY.fullmatch(text) is not None


def key_from_label(label: str, taken: frozenset[str] | set[str] = frozenset(), prefix: str = "") -> str:
    """Make a free key from a label: lower case, words joined by ``_``, numbered when taken."""
    words = re.findall(r"\w+", label.casefold().replace("_", " "), re.UNICODE)
    stem = "_".join(words[:5]) or "kod"
    base = f"{prefix}.{stem}" if prefix else stem
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key
