"""What identifies by its form alone: personnummer, phone numbers, e-mail addresses, dates, and more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from themecode.text.particulars import find_particulars, find_unmistakable
from themecode.text.spelled_dates import find_spelled_dates

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
    """``personnummer``, ``phone``, ``email``, ``date``, ``postcode``, ``number``, ``handle`` or ``initials``."""
    sure: bool


_DASH = r"[-\u2010-\u2015\u2212+]"
_PERSONNUMMER = re.compile(
    rf"(?<![\d\w])((?:(?:19|20) ?)?\d{{2}})(\d{{2}})(\d{{2}})(\s?{_DASH}\s?|[ ]?)(\d{{4}})(?!\d|{_DASH}\d)"
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
    r"(?i)\b(?:tel|tfn|telefon(?:nummer|en)?|mobil(?:nummer|en)?|nummer|numret|ringa?|växeln|phone|call|ring)\b\.?[\s:]"
    r"(?:(?:är|på|till|on|is|number|nummer)\s)?$"
)
_SHORT = re.compile(rf"(?:{_GROUPS.replace('{0,3}', '{1,3}')}|\d{{5,8}})(?!\d)")
"""A number that is one of a telephone where it is called so before."""
_DIGITS = re.compile(r"[+(]{0,2}(\d+)")
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
    (re.compile(r"(?<=\bden )(?P<d>\d\d?)/(?P<m>\d\d?)(?![\d/])"), True),
    (re.compile(r"(?<![\d\w/.-])(?P<d>\d\d?)/(?P<m>\d\d?)(?![\d/]|\s?(?:del|av|of)\b)"), False),
)

_HOURS = re.compile(r"\d\d[.:]\d\d\s?[-–]\s?\d\d[.:]?\d\d")
_AFTER_MONTH = re.compile(r"(?P<d>\d\d?)(?:st|nd|rd|th)?(?:,? (?P<y>(?:19|20)\d\d))?(?![\d\w:-]|\.\d)")
"""A day, and perhaps a year: a date where the word before it is a month."""
_YEAR = re.compile(r"(?<=\s)(?:(?:19|20)\d\d|\d{6})(?!\d)")
_BORN = re.compile(r"(?i)\b(?:född|född:|född år|född i|född den|föddes|born in|born on|born)\s$")
_WORD_BEFORE = re.compile(r"([^\W\d_]{3,9})\.? $")


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
    _free(_emails(text), found, taken)
    starts = _starts(text)
    if starts or "@" in text or "/" in text or "www" in text:
        _free((Numbered(*each) for each in find_unmistakable(text)), found, taken)
    for finder in (_personnummer, _dates, _phones, _called):
        _free(finder(text, starts), found, taken)
    _free((Numbered(start, end, "date", sure) for start, end, sure in find_spelled_dates(text)), found, taken)
    _free((Numbered(*each) for each in find_particulars(text, starts)), found, taken)
    return sorted(found, key=lambda each: each.start)


def count_plain(text: str) -> Counter[str]:
    """Count by kind the personnummer, phone numbers, e-mail addresses and dates in figures: quick, for a warning."""
    found: list[Numbered] = []
    taken = bytearray(len(text))
    _free(_emails(text), found, taken)
    starts = _starts(text)
    for finder in (_personnummer, _dates, _phones):
        _free(finder(text, starts), found, taken)
    return Counter(each.kind for each in found if each.sure)


def _starts(text: str) -> list[int]:
    """Return where digits begin, and the ``+`` or bracket that may stand before a phone number."""
    found: list[int] = []
    for run in _DIGITS.finditer(text):
        found += range(run.start(), run.start(1) + 1)
    return found


def _matches(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begins with digits, or with what stands before them; none overlap.

    Looked for where digits are alone: a search of the whole text takes ten times as long.
    """
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()


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


def _personnummer(text: str, starts: Sequence[int]) -> Iterator[Numbered]:
    """Yield personnummer and coordination numbers.

    One whose check digit is wrong is in doubt, and where it has ten digits must have its hyphen.
    """
    for match in _matches(_PERSONNUMMER, text, starts):
        year, month, day, mark, last = match.groups()
        year = year.replace(" ", "")
        number = int(day) - 60 if int(day) > 60 else int(day)
        if not _is_day(year if len(year) == 4 else f"20{year}", month, str(number), leap=True):
            continue
        checked = luhn(year[-2:] + month + day + last)
        if not mark.strip() and len(year) == 2 and year.startswith("0"):
            continue  # reads as a phone number too, and is found as one
        if mark.strip() or checked or len(year) == 4:
            yield Numbered(match.start(), match.end(), "personnummer", checked)


def _dates(text: str, starts: Sequence[int]) -> Iterator[Numbered]:
    for match in _matches(_YEAR, text, starts):
        if _BORN.search(text, max(0, match.start() - 12), match.start()) and _is_born(match[0]):
            yield Numbered(match.start(), match.end(), "date", True)
    for pattern, sure in _DATES:
        for match in _matches(pattern, text, starts):
            parts = match.groupdict()
            name = parts.get("name")
            year, month = parts.get("y"), _month(name) if name else parts["m"]
            if _is_day(year or "2024", month, parts["d"], leap=not year):
                yield Numbered(match.start(), match.end(), "date", sure)
    for match in _matches(_AFTER_MONTH, text, starts):
        word = _WORD_BEFORE.search(text, max(0, match.start() - 12), match.start())
        if word is None or word[1].casefold() not in MONTHS or word[1][0].islower():  # "i mars 12 barn"
            continue
        if _is_day(match["y"] or "2024", _month(word[1]), match["d"], leap=not match["y"]):
            yield Numbered(word.start(), match.end(), "date", True)


def _month(name: str) -> str:
    return str(MONTHS[name.casefold()])


def _is_born(written: str) -> bool:
    """Tell whether digits are a year, or year, month and day."""
    return len(written) == 4 or _is_day(written[:2], written[2:4], written[4:], leap=True)


def _phones(text: str, starts: Sequence[int]) -> Iterator[Numbered]:
    for match in _matches(_PHONE, text, starts):
        number = match[0]
        digits = sum(map(str.isdigit, number))
        least = 8 if number[0] in "+0(" else 10
        if not least <= digits <= 15 or _HOURS.fullmatch(number):
            continue
        if number.startswith("00") and digits < 11:
            continue
        yield Numbered(match.start(), match.end(), "phone", True)


def _called(text: str, starts: Sequence[int]) -> Iterator[Numbered]:
    for match in _matches(_SHORT, text, starts):
        digits = sum(map(str.isdigit, match[0]))
        if 5 <= digits <= 10 and _CALLED.search(text, max(0, match.start() - 28), match.start()):
            yield Numbered(match.start(), match.end(), "phone", False)


def _is_day(year: str, month: str, day: str, *, leap: bool) -> bool:
    number = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        date(2024 if leap else number, int(month), int(day))
    except ValueError:
        return False
    return True
