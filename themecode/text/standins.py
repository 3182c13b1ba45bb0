"""Stand-ins for names: in square brackets and numbered, as the report marks what is not a person's own words.

``[person 1]``, ``[ort 2]``, ``[familjecentral 1]``: what they stand for can be read, who it is cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from themecode.text.name_forms import TOKEN

_WORDS: dict[str, tuple[str, str]] = {
    "person": ("person", "person"),
    "place": ("ort", "place"),
    "centre": ("familjecentral", "family centre"),
    "other": ("namn", "name"),
    "personnummer": ("personnummer", "personal number"),
    "phone": ("telefonnummer", "phone number"),
    "email": ("e-postadress", "e-mail address"),
    "date": ("datum", "date"),
    "postcode": ("postnummer", "postcode"),
    "number": ("nummer", "number"),
    "handle": ("konto", "account"),
    "initials": ("person", "person"),
}
_HEADS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("förskola", ("förskola", "nursery")),
    ("nursery", ("förskola", "nursery")),
    ("skola", ("skola", "school")),
    ("school", ("skola", "school")),
    ("gymnasi", ("skola", "school")),
    ("kyrka", ("kyrka", "church")),
    ("church", ("kyrka", "church")),
    ("projekt", ("projekt", "project")),
    ("vårdcentral", ("vårdcentral", "health centre")),
    ("hälsocentral", ("vårdcentral", "health centre")),
    ("sjukhus", ("sjukhus", "hospital")),
    ("lasarett", ("sjukhus", "hospital")),
    ("hospital", ("sjukhus", "hospital")),
    ("fritidsgård", ("fritidsgård", "youth centre")),
)
"""What a centre is, where its name says so."""

_NUMBERED = re.compile(r"(\D+) (\d{1,6})")


def word_for(kind: str, name: str, language: str) -> str:
    """Return the word a numbered stand-in is made with, in the study's language."""
    english = not language.startswith("sv")
    if kind in ("centre", "place"):
        small = name.casefold()
        for head, words in _HEADS:
            if head in small:
                return words[english]
    return _WORDS[kind][english]


class Numbers:
    """Gives numbers to stand-ins, none twice."""

    def __init__(self, taken: Mapping[str, int], texts: Iterable[str] = ()) -> None:
        """Take the next number by word, and texts in which ``person 3`` or the like may stand already."""
        self.next = dict(taken)
        words = {word for pair in (*_WORDS.values(), *(words for _, words in _HEADS)) for word in pair}
        pattern = re.compile(rf"(?i)(?<!\w)({'|'.join(sorted(words, key=len, reverse=True))}) ?(\d{{1,6}})(?!\d)")
        for text in texts:
            for word, number in pattern.findall(text) if any(character.isdigit() for character in text) else ():
                key = word.casefold()
                self.next[key] = max(self.next.get(key, 1), int(number) + 1)

    def take(self, word: str) -> str:
        """Return a stand-in that was not used before."""
        number = self.next.get(word, 1)
        self.next[word] = number + 1
        return f"[{word} {number}]"


def next_numbers(taken: Mapping[str, int], given: Iterable[str]) -> dict[str, int]:
    """Return by word the number that comes next, after some stand-ins were given."""
    found = dict(taken)
    for standin in given:
        if numbered := _NUMBERED.fullmatch(standin.strip("[]")):
            word, number = numbered[1], int(numbered[2])
            found[word] = max(found.get(word, 1), number + 1)
    return found


def as_label(standin: str) -> str:
    """Return a stand-in as it stands before a colon, where brackets would not be read as a speaker's label."""
    bare = standin.strip("[]").strip()
    return bare[:1].upper() + bare[1:]


def as_slug(standin: str, *, joint: str) -> str:
    """Return a stand-in as it stands in a key or a file name, its words joined by ``-`` or ``_``."""
    return joint.join(TOKEN.findall(standin.casefold())) or "x"
