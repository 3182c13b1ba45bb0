"""Dates written in words: the twelfth of May two thousand and seven, den tolfte maj tvåtusensju."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SWEDISH_ORDINALS = (
    "första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|elfte|tolfte|trettonde|"
    "fjortonde|femtonde|sextonde|sjuttonde|artonde|nittonde|tjugonde|tjugoförsta|tjugoandra|tjugotredje|"
    "tjugofjärde|tjugofemte|tjugosjätte|tjugosjunde|tjugoåttonde|tjugonionde|trettionde|trettioförsta"
)
_SWEDISH_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_SWEDISH_UNITS = "ett|två|tre|fyra|fem|sex|sju|åtta|nio"
_SWEDISH_TENS = "tjugo|tjugi|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio"
_SWEDISH_TEENS = "tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton"
_SWEDISH_SMALL = rf"(?:(?:{_SWEDISH_TENS})(?: ?(?:{_SWEDISH_UNITS}))?|{_SWEDISH_TEENS}|{_SWEDISH_UNITS})"
_SWEDISH_YEAR = rf"(?:nitton ?hundra|tjugo ?hundra|två ?tusen|{_SWEDISH_TEENS}|tjugo)(?: ?(?:och )?{_SWEDISH_SMALL})?"

_ENGLISH_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    "fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|"
    "twenty-second|twenty-third|twenty-fourth|twenty-fifth|twenty-sixth|twenty-seventh|twenty-eighth|"
    "twenty-ninth|thirtieth|thirty-first"
)
_ENGLISH_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ENGLISH_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_ENGLISH_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ENGLISH_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_ENGLISH_SMALL = rf"(?:(?:{_ENGLISH_TENS})(?:[ -](?:{_ENGLISH_UNITS}))?|{_ENGLISH_TEENS}|{_ENGLISH_UNITS})"
_ENGLISH_YEAR = (
    rf"(?:(?:nineteen|twenty)[ -](?:hundred(?: and)? )?{_ENGLISH_SMALL}"
    rf"|two thousand(?:,? (?:and )?{_ENGLISH_SMALL})?)"
)


def _either(words: str) -> str:
    """Return the words between bars as a pattern, the longest first; a hyphen may be a space."""
    return "|".join(sorted(words.replace("-", "[ -]").split("|"), key=len, reverse=True))


_WRITTEN_OUT = (
    re.compile(
        rf"(?i)\b(?P<day>{_either(_SWEDISH_ORDINALS)})(?: i)? (?P<month>{_SWEDISH_MONTHS})\b"
        rf"(?P<year>,? (?:år )?(?:(?:19|20)\d\d|{_SWEDISH_YEAR})\b)?"
    ),
    re.compile(
        rf"(?P<day>\b(?i:{_either(_ENGLISH_ORDINALS)}))(?: of)? (?P<month>{_ENGLISH_MONTHS})\b"
        rf"(?P<year>,? (?:in )?(?:(?:19|20)\d\d|(?i:{_ENGLISH_YEAR}))\b)?"
    ),
    re.compile(
        rf"\b(?P<month>{_ENGLISH_MONTHS}) (?:the )?(?P<day>(?i:{_either(_ENGLISH_ORDINALS)}))\b"
        rf"(?P<year>,? (?:in )?(?:(?:19|20)\d\d|(?i:{_ENGLISH_YEAR}))\b)?"
    ),
)
_MONTH = re.compile(
    "|".join(
        dict.fromkeys(
            spelled
            for month in f"{_SWEDISH_MONTHS}|{_ENGLISH_MONTHS}".split("|")
            for spelled in (month.casefold(), month.capitalize())
        )
    )
)
_AROUND = 48
"""Code points on each side of a month in which its day and its year stand."""
_BORN = re.compile(
    rf"(?i)\b(?:född|föddes|födda|born)(?::| år| i| den| in)?\s(?P<year>(?:nitton ?hundra|två ?tusen|tjugo ?hundra)"
    rf"(?: ?(?:och )?{_SWEDISH_SMALL})?|(?:{_SWEDISH_TENS}) ?(?:{_SWEDISH_UNITS})|{_ENGLISH_YEAR})\b"
)
_DAYS_OF_ALL = frozenset(("första maj", "första april"))


def find_spelled_dates(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, whether it is sure) of dates and years of birth in words."""
    end = 0
    for month in _MONTH.finditer(text):
        for pattern in _WRITTEN_OUT:
            match = pattern.search(text, max(end, month.start() - _AROUND), month.end() + _AROUND)
            if match and match.start() <= month.start() < match.end():
                yield match.start(), match.end(), match[0].casefold() not in _DAYS_OF_ALL
                end = match.end()
                break
    if "född" in text or "Född" in text or "born" in text:
        for match in _BORN.finditer(text):
            yield match.start("year"), match.end("year"), True
