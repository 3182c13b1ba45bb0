"""Marks and numbers as they are set in print: quotation marks, cuts, ranges, decimals, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from themecode.report.numbers import grouped
from themecode.report.words import word

MARKS = {"sv": ("\u201d", "\u201d"), "en": ("\u201c", "\u201d")}
"""Around a quote: the same mark on both sides in Swedish."""
INNER_MARKS = {"sv": ("\u2019", "\u2019"), "en": ("\u2018", "\u2019")}
"""Around a quote within a quote."""

_CUT = re.compile(r"\s*(?:\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3})\s*")
_ANY_MARK = '["\u201c\u201d\u201e\u00ab\u00bb]'
_QUOTED = re.compile(f"{_ANY_MARK}([^{_ANY_MARK[1:]}*){_ANY_MARK}")
_STOPS = ".!?…"

SV_NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
EN_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
)


@dataclass(frozen=True)
class SetQuote:
    """A quote as it stands in running text."""

    text: str
    """With its quotation marks; with none for a paraphrase."""
    whole: bool
    """Whether it is one or more whole sentences, with the period inside; else the sentence around it ends it."""


def set_quote(text: str, language: str, *, paraphrase: bool = False) -> SetQuote:
    """Set a quote in its marks: a fragment without its period, whole sentences with it.

    What begins with a small letter (or a cut) is a fragment.
    """
    body = tidy(text, language)
    left, right = ("", "") if paraphrase else MARKS[language]
    first = next((letter for letter in body if letter.isalnum()), "")
    if (first.islower() or body.startswith("…")) and not paraphrase:
        return SetQuote(f"{left}{body.rstrip('.').rstrip()}{right}", whole=False)
    ended = body if body.endswith(tuple(_STOPS)) or not body else f"{body}."
    return SetQuote(f"{left}{ended}{right}", whole=True)


def tidy(text: str, language: str) -> str:
    """Return a quote on one line, with cuts as `` … `` and quotation marks in it as single ones."""
    left, right = INNER_MARKS[language]
    body = _QUOTED.sub(lambda found: f"{left}{found[1]}{right}", " ".join(text.split()))
    body = _CUT.sub(" … ", body).strip()
    return re.sub(r" … ([.,;:!?])", r" …\1", body)


def block_paragraphs(text: str, language: str) -> list[str]:
    """Return the paragraphs of a block quote, which stands without marks."""
    return [tidy(line, language) for line in text.splitlines() if line.strip()]


def range_of(low: int, high: int, language: str = "sv") -> str:
    """Return ``5–25``: an en dash without spaces."""
    return f"{grouped(low, language)}–{grouped(high, language)}"


def decimal(number: float | Decimal, language: str = "sv", places: int = 1) -> str:
    """Return a number with a decimal comma (a point in English), halves rounded up: ``6,4``."""
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, part = f"{abs(exact):f}".partition(".")
    sign = "\u2212" if exact < 0 else ""
    mark = "," if language == "sv" else "."
    return sign + grouped(int(whole), language) + (f"{mark}{part}" if part else "")


def in_words(number: int, language: str = "sv", *, neuter: bool = False) -> str:
    """Return a structural number in words up to twelve (*fem områden*), in digits above."""
    if language == "sv" and neuter and number == 1:
        return "ett"
    words = SV_NUMBERS if language == "sv" else EN_NUMBERS
    return words[number] if 0 <= number < len(words) else grouped(number, language)


def conjunction(items: Sequence[str], language: str) -> str:
    """Return what stands before the last item: *samt* where *och* would stand beside an *och* of an item."""
    if language != "sv":
        return word("and", language)
    return "samt" if any(" och " in f" {item} " for item in items[-2:]) else word("and", language)


def opening(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]
