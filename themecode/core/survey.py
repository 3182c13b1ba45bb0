"""What a survey table is mapped to: questions, closed questions, attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from themecode.core.localized import Localized, Texts


class QuestionKind(StrEnum):
    """How a question is answered."""

    OPEN = "open"
    SINGLE = "single"
    MULTIPLE = "multiple"
    MATRIX = "matrix"
    SCALE = "scale"


class Level(StrEnum):
    """The level of measurement of a variable."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    NUMERIC = "numeric"
    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True)
class Nouns:
    """The head noun of a question in one language, for sentences such as *Det vanligaste området*."""

    singular: str = ""
    plural: str = ""
    gender: str = ""
    """``neuter`` or ``common`` (Swedish); empty where the language has none."""


@dataclass(frozen=True)
class OpenQuestion:
    """An open question: one or several columns that make one answer per case."""

    key: str
    columns: tuple[str, ...]
    number: str = ""
    wording: Localized = field(default_factory=Localized)
    codebooks: tuple[str, ...] = ()
    """Keys of its codebooks, the main one first."""
    asked_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Variable name -> accepted values; all must hold; empty means everyone was asked."""
    specify_for: Mapping[str, str] = field(default_factory=dict)
    """``column`` and ``value`` of the fixed option this text specifies, or empty."""
    nouns: Mapping[str, Nouns] = field(default_factory=dict)
    """By language."""


@dataclass(frozen=True)
class ClosedQuestion:
    """A question with fixed answers; its columns become variables of the cases."""

    key: str
    kind: QuestionKind
    columns: tuple[str, ...]
    number: str = ""
    wording: Localized = field(default_factory=Localized)
    labels: Mapping[str, Texts] = field(default_factory=dict)
    """Value as written -> its label, plain or by language."""
    items: Mapping[str, Texts] = field(default_factory=dict)
    """Column -> what it is called in print, plain or by language; for several columns."""
    asked_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Variable name -> accepted values; all must hold; empty means everyone was asked."""


@dataclass(frozen=True)
class AttributeColumn:
    """A typed property of cases, read from a column."""

    column: str
    name: str
    level: Level = Level.NOMINAL
    labels: Mapping[str, Texts] = field(default_factory=dict)
    """Value as written -> its label, plain or by language."""


@dataclass(frozen=True)
class DerivedAttribute:
    """A yes/no property worked out from others: all (or any) of ``variables`` equal ``equals``."""

    name: str
    variables: tuple[str, ...]
    equals: str
    any_of: bool = False


@dataclass(frozen=True)
class SurveyMapping:
    """What each column of a survey table is."""

    case: str
    """The column that identifies the respondent."""
    case_noun: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By language, singular and plural of what a case is called in print."""
    questions: tuple[OpenQuestion, ...] = ()
    closed: tuple[ClosedQuestion, ...] = ()
    attributes: tuple[AttributeColumn, ...] = ()
    derived: tuple[DerivedAttribute, ...] = ()
    ignore: tuple[str, ...] = ()
