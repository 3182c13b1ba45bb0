"""Guessing what the columns of a survey table are, to be shown before it is believed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from themecode.core.errors import Fault, InputError
from themecode.core.localized import Localized
from themecode.core.survey import AttributeColumn, Level, OpenQuestion, SurveyMapping
from themecode.formats.tables import Table

CASE_NAMES = re.compile(r"(case|fall|id|nr|nummer|löpnr|löpnummer|respondent|respondent[ _-]?id|svarande|caseid)", re.I)
PERSONAL_NAMES = re.compile(
    r"(^|[\W_])(namn|förnamn|efternamn|name|first[ _]?name|last[ _]?name|e-?post\w*|e-?mail\w*|mejl\w*|mail\w*|"
    r"tel|telefon\w*|mobil\w*|phone\w*|ip|ip[ _-]?adress|ip[ _-]?address|kontakt\w*|contact\w*|personnummer|adress|"
    r"address)($|[\W_])",
    re.I,
)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w{2,}")
IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
PHONE = re.compile(r"\+?[\d\s()-]{7,}")
PERSONAL_NUMBER = re.compile(r"(19|20)?\d{6}[-+]\d{4}")
_NUMBER = r"(?:q|f|fr|fråga|fraga|question)?[ _.-]?(\d+ ?[a-zåäö]?)"
NUMBERED = re.compile(_NUMBER, re.I)
NUMBERED_WORDING = re.compile(_NUMBER + r"[.:)]\s*(\S+\s.*)", re.I | re.S)


@dataclass(frozen=True)
class ColumnGuess:
    """What a column seems to be, and why."""

    column: str
    role: str
    """``case``, ``open``, ``attribute``, ``personal`` or ``empty``."""
    reason: str


def guess_columns(
    table: Table, *, case: str | None = None, open_columns: Sequence[str] = (), attributes: Sequence[str] = ()
) -> tuple[ColumnGuess, ...]:
    """Guess the role of every column; what the user named is taken as named.

    Raises InputError for a named column that is not in the table.
    """
    named = [*([case] if case else []), *open_columns, *attributes]
    missing = [name for name in named if name not in table.columns]
    if missing:
        known = ", ".join(table.columns)
        raise InputError.of(
            [Fault("there is no such column", f"{table.name}, {n}", f"there are: {known}") for n in missing]
        )
    values = {name: [row[index] for row in table.rows] for index, name in enumerate(table.columns)}
    case = case or _case_column(table, values, taken={*open_columns, *attributes})
    guesses = []
    for name in table.columns:
        if name == case:
            guesses.append(ColumnGuess(name, "case", "one value per row"))
        elif name in open_columns:
            guesses.append(ColumnGuess(name, "open", "named with --open"))
        elif name in attributes:
            guesses.append(ColumnGuess(name, "attribute", "named with --attribute"))
        else:
            guesses.append(_guess(name, [value.strip() for value in values[name] if value.strip()]))
    return tuple(guesses)


def mapping_from(guesses: Sequence[ColumnGuess]) -> SurveyMapping:
    """Turn guessed roles into a mapping. A column's name is its question's key."""
    return SurveyMapping(
        case=next((guess.column for guess in guesses if guess.role == "case"), ""),
        questions=tuple(
            OpenQuestion(
                key=guess.column,
                columns=(guess.column,),
                number=number_of(guess.column),
                wording=Localized.of(wording_of(guess.column) or None),
            )
            for guess in guesses
            if guess.role == "open"
        ),
        attributes=tuple(
            AttributeColumn(guess.column, guess.column, Level.NOMINAL) for guess in guesses if guess.role == "attribute"
        ),
        ignore=tuple(guess.column for guess in guesses if guess.role in ("personal", "empty")),
    )


def number_of(key: str) -> str:
    """Return the question number in a key such as ``q7a``, ``Fråga 23`` or ``5. Finns det hinder?``, else ``""``."""
    found = NUMBERED.fullmatch(key.strip()) or NUMBERED_WORDING.fullmatch(key.strip())
    return found[1].replace(" ", "").lower() if found else ""


def wording_of(key: str) -> str:
    """Return the wording in a key such as ``5. Finns det hinder?``, else ``""``."""
    found = NUMBERED_WORDING.fullmatch(key.strip())
    return " ".join(found[2].split()) if found else ""


def personal_reason(column: str, values: Sequence[str]) -> str | None:
    """Say why a column looks like it identifies a person, or ``None``."""
    if PERSONAL_NAMES.search(column):
        return "its name says that it identifies a person"
    filled = [value.strip() for value in values if value.strip()]
    for pattern, what in (
        (EMAIL, "e-mail addresses"),
        (IP, "IP addresses"),
        (PERSONAL_NUMBER, "personal identity numbers"),
    ):
        if filled and sum(pattern.fullmatch(value) is not None for value in filled) > len(filled) / 2:
            return f"holds {what}"
    phones = sum(PHONE.fullmatch(v) is not None and len(re.sub(r"\D", "", v)) >= 8 and not v.isdigit() for v in filled)
    if filled and phones > len(filled) / 2:
        return "holds phone numbers"
    return None


def _guess(name: str, filled: list[str]) -> ColumnGuess:
    if not filled:
        return ColumnGuess(name, "empty", "no cell is filled")
    if reason := personal_reason(name, filled):
        return ColumnGuess(name, "personal", reason)
    distinct = len(set(filled))
    lengths = [len(value.split()) for value in filled if any(map(str.isalpha, value))] or [0]
    words = sum(lengths) / len(lengths)
    numeric = sum(bool(re.fullmatch(r"-?[\d\s]+([.,]\d+)?( ?%)?", value)) for value in filled)
    if numeric > 0.8 * len(filled):
        return ColumnGuess(name, "attribute", "numbers")
    if words >= 4 and distinct > max(3, 0.2 * len(filled)):
        return ColumnGuess(name, "open", "free text")
    few = words > 2.5 and max(lengths) >= 4 and distinct > max(1, 0.8 * len(filled))  # a survey with few rows
    if few or (distinct > max(12, 0.5 * len(filled)) and words > 1.2):
        return ColumnGuess(name, "open", "free text, mostly different")
    return ColumnGuess(name, "attribute", f"{distinct} different values")


def _case_column(table: Table, values: dict[str, list[str]], taken: Collection[str]) -> str | None:
    def identifies(name: str) -> bool:
        cells = [value.strip() for value in values[name]]
        short = max(map(len, cells), default=0) <= 40 and max((len(cell.split()) for cell in cells), default=0) <= 3
        return short and all(cells) and 0 < len(set(cells)) == len(cells)

    free = [name for name in table.columns if name not in taken]
    named = [name for name in free if CASE_NAMES.fullmatch(name.strip()) and not PERSONAL_NAMES.search(name)]
    if named:  # also where it does not identify: the duplicates are then reported by row
        return named[0]
    return next(
        (
            name
            for name in table.columns[:3]
            if name in free and identifies(name) and not personal_reason(name, values[name])
        ),
        None,
    )
