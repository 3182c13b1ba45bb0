"""What identifies by its form beside personnummer, phone numbers and dates: accounts, plates, postcodes, initials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from themecode.text import known_names as known

Found = tuple[int, int, str, bool]
"""(start, end, kind, whether it is sure)."""

_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_MIXED = re.compile(r"(?<![\w@./-])(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[A-Z0-9]{1,16}(?:-[A-Z0-9]{1,6}){0,2}(?![\w@-])")
_SWEDISH_PLATE = re.compile(r"(?<![\w-])([A-HJ-PR-UW-Z]{3})[ ]?\d\d[\dA-HJ-NPR-UW-Z](?![\w-])")
_BRITISH_PLATE = re.compile(r"(?<![\w-])[A-Z]{2}\d\d ?[A-Z]{3}(?![\w-])")
_CAR = re.compile(r"(?i)\b(?:bil|bilen|bils|reg|regnr|registrerings\w+|skylt\w*|car|plate|van|drove|kör\w*)\b")
_CALLED = re.compile(
    r"(?i)\b(?:(?:bank|plus|post)?giro\w*|bg|pg|konto\w*|clearing\w*|swish\w*|\w*nummer|\w*numret|\w+nr|dnr|account|"
    r"sort code|number|policy)\b(?: (?:är|var|is|was|nr|no))?[ :]{1,2}$"
)
_DIGITS = re.compile(r"\d[\d -]{3,24}\d(?![\w-])")
_SWEDISH_POSTCODE = re.compile(
    r"(?<![\w.-])(?<!\d[ \u00a0])(?:SE?-\d{3}[ \u00a0]?\d\d(?!\d)"
    r"|[1-9]\d\d[ \u00a0]\d\d(?=,?[ \u00a0]+[A-ZÅÄÖ][a-zåäöé]))"
)
_BRITISH_POSTCODE = re.compile(r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?![\w-])")
_HANDLE = re.compile(r"(?<![\w.@+-])@[^\W\d]\w*(?:[.-]\w+)*")
_ADDRESS = re.compile(
    r"(?i)(?<![\w@.-])(?P<sure>https?://[^\s<>\"”]+|(?:www\.)?(?:facebook|instagram|twitter|x|tiktok|linkedin|snapchat|"
    r"youtube|threads|t)\.(?:com|net|me)/[\w./?=&%@+-]+)|(?<![\w@.-])(?:www\.[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*"
    r"\.(?:se|nu|com|org|net|uk|info|eu)(?=/\w))(?:/[\w./?=&%@+-]*)?"
)
_INITIALS = re.compile(r"(?<![\w.])[A-ZÅÄÖ]\. ?[A-ZÅÄÖ]\.(?: ?[A-ZÅÄÖ]\.)?(?!\w)")
_NO_INITIALS = frozenset(("US", "USA", "UK", "EU", "UN", "FN", "PS", "SOS", "TV", "OS", "PM", "AM", "BB", "QA"))


def find_unmistakable(text: str) -> Iterator[Found]:
    """Yield web addresses, user names, IBAN, and letters and digits that make a registration number.

    They go before phone numbers and dates, which would take a part of them.
    """
    if "@" in text or "/" in text or "www" in text:
        for match in _ADDRESS.finditer(text):
            end = match.start() + len(match[0].rstrip(".,;:!?)"))
            yield match.start(), end, "handle", match["sure"] is not None
        for match in _HANDLE.finditer(text):
            yield match.start(), match.end(), "handle", True
    for match in _IBAN.finditer(text):
        yield match.start(), match.end(), "number", _is_iban(match[0])
    for match in _MIXED.finditer(text):
        if sum(character.isdigit() for character in match[0]) >= 6:
            yield match.start(), match.end(), "number", True


def find_particulars(text: str, starts: Sequence[int]) -> Iterator[Found]:
    """Yield postcodes, plates, numbers that are called something, and initials; they go after all other forms.

    ``starts`` are the places where digits begin.
    """
    for match in _BRITISH_POSTCODE.finditer(text):
        yield match.start(), match.end(), "postcode", True
    for match in _SWEDISH_POSTCODE.finditer(text):
        yield match.start(), match.end(), "postcode", True
    for match in _BRITISH_PLATE.finditer(text):
        yield match.start(), match.end(), "number", True
    for match in _SWEDISH_PLATE.finditer(text):
        if match[1].casefold() not in known.NO_NAMES:
            around = text[max(0, match.start() - 60) : match.end() + 60]
            yield match.start(), match.end(), "number", _CAR.search(around) is not None
    for start in starts:
        figures = _DIGITS.match(text, start)
        if figures and _CALLED.search(text, max(0, start - 40), start):
            digits = sum(map(str.isdigit, figures[0]))
            if digits >= 5:
                yield start, figures.end(), "number", digits >= 7
    if "." in text:
        for match in _INITIALS.finditer(text):
            if re.sub(r"\W", "", match[0]) not in _NO_INITIALS:
                yield match.start(), match.end(), "initials", True


def _is_iban(written: str) -> bool:
    """Tell whether the check digits of an IBAN are right (ISO 13616: the number, moved round, is 1 modulo 97)."""
    bare = written.replace(" ", "")
    return int("".join(str(int(character, 36)) for character in bare[4:] + bare[:4])) % 97 == 1
