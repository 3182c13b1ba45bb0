"""Numbers as the report prints them."""

from __future__ import annotations

NO_BREAK_SPACE = "\u00a0"


def percent(numerator: int, base: int) -> int:
    """Return the share in whole percent, halves rounded up, by integers so that no half is missed.

    Raises ZeroDivisionError where the base is 0.
    """
    return (200 * numerator + base) // (2 * base)


def grouped(number: int, language: str = "sv") -> str:
    """Return a number with thousands set apart: by a no-break space in Swedish, a comma in English."""
    separator = NO_BREAK_SPACE if language == "sv" else ","
    return f"{number:,}".replace(",", separator)
