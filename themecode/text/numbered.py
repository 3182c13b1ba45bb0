"""What identifies by its form alone: personnummer, phone numbers, e-mail addresses, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("januari jan january", "februari feb february", "mars mar march", "april apr", "maj may"),
            *("juni jun june", "juli jul july", "augusti aug august", "september sep sept", "oktober okt october oct"),
            *("november nov", "december dec"),
        ),
        start=1,
    )
    for name in names.split()
}


@dataclass(frozen=True)
class Numbered:
    """A stretch of a text that identifies by its form."""

    start: int
    end: int
    kind: str
    """``personnummer``, ``phone``, ``email`` or ``date``."""
    sure: bool


_DASH = r"[-\u2010-\u2015\u2212+]"
_PERSONNUMMER = re.compile(
    rf"(?<![\d\w])((?:19|20)?\d{{2}})(\d{{2}})(\d{{2}})(\s?{_DASH}\s?|[ ]?)(\d{{4}})(?!\d|{_DASH}\d)"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\(a\)|\(snabel-?a\)) ?"
    r"(?:[\w-]{1,63}\.){1,4}[^\W\d_]{2,12}(?![\w@])"
)
_GROUPS = r"\d{2,4}(?:[ \u00a0]\d{2,4}){0,3}"
_PHONE = re.compile(
    r"""
    (?<![\d\w.,:/-])
    (?: (?:\+|00)\d{1,3} [ \u00a0-]? (?:\(0\))? [ \u00a0]? \d{1,4}
        (?:[ \u00a0]?[-–/][ \u00a0]?|[ \u00a0.])? \d{2,4} (?:[ \u00a0.-]?\d{2,4}){0,3}
      | \(?0\d{1,4}\)? (?:[ \u00a0]?[-–/][ \u00a0]?|[ \u00a0.])? \d{2,4} (?:[ \u00a0.-]?\d{2,4}){0,3}
      | \(\d{3}\)[ ]?\d{3}-\d{4}
      | \d{3}-\d{3}-\d{4}
    ) (?![\d\w]|[-/:]\d)
    """,
    re.VERBOSE,
)
_CALLED = re.compile(
    rf"(?i)\b(?:tel|tfn|telefon(?:nummer|en)?|mobil(?:nummer|en)?|nummer|numret|ringa?|växeln|phone|call|ring)\b\.?[\s:]"
    rf"(?:(?:är|på|till|on|is|number|nummer)\s)?({_GROUPS.replace('{0,3}', '{1,3}')}|\d{{5,8}})(?!\d)"
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATES: tuple[tuple[re.Pattern[str], bool], ...] = (
    (re.compile(r"(?<![\d\w/.-])(?P<y>(?:19|20)\d\d)[-./](?P<m>\d\d?)[-./](?P<d>\d\d?)(?![\d/-])"), True),
    (re.compile(r"(?<![\d\w/.-])(?P<d>\d\d?)[-./](?P<m>\d\d?)[-./ ]\s?-?(?P<y>(?:19|20)\d\d)(?![\d/-])"), True),
    (re.compile(r"(?<![\d\w/.-])(?P<d>\d\d?)[/](?P<m>\d\d?)[-/](?P<y>\d\d)(?![\d/-])"), True),
    (
        re.compile(
            rf"(?i)(?<![\d\w/.,-])(?P<d>\d\d?)(?::?(?:e|a|st|nd|rd|th))?(?: of)? (?P<name>{_MONTH})\b"
            r"(?:\.?,? (?P<y>(?:19|20)\d\d))?(?!\d)"
        ),
        True,
    ),
    (
        re.compile(
            rf"\b(?P<name>(?i:{_MONTH}))\b\.? (?P<d>\d\d?)(?:st|nd|rd|th)?(?:,? (?P<y>(?:19|20)\d\d))?(?![\d\w:-]|\.\d)"
        ),
        True,
    ),
    (
        re.compile(
            r"(?i)\b(?:född|född:|född år|född i|född den|born in|born on|born)\s(?P<d>)(?P<only>(?:19|20)\d\d)(?!\d)"
        ),
        True,
    ),
    (re.compile(r"(?<=\bden )(?P<d>\d\d?)/(?P<m>\d\d?)(?![\d/])"), True),
    (re.compile(r"(?<![\d\w/.-])(?P<d>\d\d?)/(?P<m>\d\d?)(?![\d/]|\s?(?:del|av|of)\b)"), False),
)


def luhn(digits: str) -> bool:
    """Tell whether the last of ten digits is the check digit of the nine before it (Luhn, as in personnummer)."""
    total = 0
    for place, digit in enumerate(digits):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def find_numbered(text: str) -> list[Numbered]:
    """Return what identifies by form, in order and without overlaps; a personnummer wins over a phone number."""
    found: list[Numbered] = []
    taken = bytearray(len(text))  # a mark for each code point that is part of something found
    if not any(character.isdigit() or character == "@" for character in text):
        return [] if "(" not in text and "[" not in text else _free(_emails(text), found, taken)
    for finder in (_emails, _personnummer, _dates, _phones):
        _free(finder(text), found, taken)
    return sorted(found, key=lambda each: each.start)


def _free(new: Iterator[Numbered], found: list[Numbered], taken: bytearray) -> list[Numbered]:
    for each in new:
        if not any(taken[each.start : each.end]):
            found.append(each)
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
    return found


def _emails(text: str) -> Iterator[Numbered]:
    if "@" in text or "(" in text or "[" in text:
        for match in _EMAIL.finditer(text):
            yield Numbered(match.start(), match.end(), "email", True)


def _personnummer(text: str) -> Iterator[Numbered]:
    """Yield personnummer and coordination numbers.

    One whose check digit is wrong is in doubt, and where it has ten digits must have its hyphen.
    """
    for match in _PERSONNUMMER.finditer(text):
        year, month, day, mark, last = match.groups()
        number = int(day) - 60 if int(day) > 60 else int(day)
        if not _is_day(year if len(year) == 4 else f"20{year}", month, str(number), leap=True):
            continue
        checked = luhn(year[-2:] + month + day + last)
        if not mark.strip() and len(year) == 2 and year.startswith("0"):
            continue  # reads as a phone number too, and is found as one
        if mark.strip() or checked or len(year) == 4:
            yield Numbered(match.start(), match.end(), "personnummer", checked)


def _dates(text: str) -> Iterator[Numbered]:
    for pattern, sure in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            if parts.get("only"):
                yield Numbered(match.start("only"), match.end("only"), "date", sure)
                continue
            name = parts.get("name")
            if name and name.casefold() in ("mar", "may", "mars", "sep", "dec", "jan", "jun") and not parts["d"]:
                continue
            month = str(MONTHS[name.casefold()]) if name else parts["m"]
            if name and name[0].islower() and match.start("name") < match.start("d"):
                continue  # "i mars 12 barn"
            if _is_day(parts.get("y") or "2024", month, parts["d"], leap=not parts.get("y")):
                yield Numbered(match.start(), match.end(), "date", sure)


def _phones(text: str) -> Iterator[Numbered]:
    for match in _PHONE.finditer(text):
        number = match[0]
        digits = sum(character.isdigit() for character in number)
        least = 8 if number[0] in "+0(" else 10
        if not least <= digits <= 15 or re.fullmatch(r"\d\d[.:]\d\d\s?[-–]\s?\d\d[.:]?\d\d", number):
            continue
        if number.startswith("00") and digits < 11:
            continue
        yield Numbered(match.start(), match.end(), "phone", True)
    for match in _CALLED.finditer(text):
        if 5 <= sum(character.isdigit() for character in match[1]) <= 10:
            yield Numbered(match.start(1), match.end(1), "phone", False)


def _is_day(year: str, month: str, day: str, *, leap: bool) -> bool:
    number = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        date(2024 if leap else number, int(month), int(day))
    except ValueError:
        return False
    return True
