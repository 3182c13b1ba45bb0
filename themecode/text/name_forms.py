"""The forms a name takes in Swedish and English text: alone, in the genitive, definite, and inside compounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from themecode.text.known_names import DERIVED, HEADS

TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
"""A word: letters and digits, with the marks that combine with them."""

_SIBILANTS = ("s", "x", "z")
_DEFINITE = ("en", "n", "et", "t", "na")
_LEAST_STEM, _LONG_STEM = 3, 6


@dataclass(frozen=True)
class Suffix:
    """What follows a name in a word."""

    genitive: bool = False
    rest: str = ""
    """The second part of a compound, as written."""

    def on(self, standin: str) -> str:
        """Put it on a stand-in: ``[person 1]s``, ``[ort 2]-projektet``."""
        if self.rest:
            return f"{standin}-{self.rest}"
        return standin + "s" if self.genitive and not standin.casefold().endswith(_SIBILANTS) else standin


PLAIN = Suffix()


def words_of(name: str) -> tuple[str, ...]:
    """Return the case-folded words of a name; hyphens and spaces divide alike."""
    return tuple(unicodedata.normalize("NFC", word.casefold()) for word in TOKEN.findall(name))


def folded(word: str) -> str:
    """Return a word without its accents, as file names and keys may have it."""
    return "".join(
        character for character in unicodedata.normalize("NFD", word) if not unicodedata.combining(character)
    )


def parts_of_person(name: str) -> list[tuple[str, ...]]:
    """Return how a person may be called: all names, first and last, the first ones, the first, the last.

    The full name stands first. Of one name alone, only that.
    """
    words = words_of(name)
    if len(words) == 1:
        return [words]
    given = words_of(name.split()[0]) if " " in name.strip() else words
    found = [words]
    if len(given) == len(words):  # "Anna-Karin"
        return [words]
    surname, double = words[-1:], words_of(name.split()[-1])
    found += [given + double, given[:1] + double, double] if len(double) > 1 else []
    found += [given + surname, given, given[:1] + surname, given[:1], surname]
    found += [(word,) for word in double[:-1] if len(word) > 3]
    if len(words) == 3 and len(given) == 1:  # "Anna Karin Berg"
        found += [words[:2]]
    if words[-2] in ("von", "af", "de", "van", "da", "al", "el"):
        found += [words[-2:]]
    return list(dict.fromkeys(found))


def single_forms(word: str, kind: str) -> Iterator[tuple[str, bool]]:
    """Yield (form, genitive) of a case-folded word as it may stand: as it is, in the genitive, definite."""
    yield word, False
    if not word.endswith(_SIBILANTS):
        yield f"{word}s", True
    if kind in ("place", "centre") and len(word) >= 5:
        for ending in _DEFINITE:
            if not word.endswith(("en", "et", "an", "n")):
                yield f"{word}{ending}", False
                yield f"{word}{ending}s", True


def stems(word: str, kind: str) -> Iterator[str]:
    """Yield what a case-folded word may be as the first part of a compound: ``kvarnbacks`` of ``kvarnbacken``."""
    yield word
    if not word.endswith(_SIBILANTS):
        yield f"{word}s"
    if kind not in ("place", "centre"):
        return
    if word.endswith(("en", "et")) and len(word) > 5:
        yield word[:-2]
        yield f"{word[:-2]}s"
    elif word.endswith("an") and len(word) > 5:
        yield from (f"{word[:-2]}e", f"{word[:-2]}s", word[:-1], word[:-2])
    elif word.endswith(("a", "n", "e")) and len(word) > 4:
        yield from (word[:-1], f"{word[:-1]}e", f"{word[:-1]}s")


def rest_after(word: str, stem: str, kind: str, *, capital: bool) -> str | None:
    """Return the second part of a compound that begins with a stem, ``None`` where the word is none.

    A person's name makes a compound only with words that names are compounded with; a long place name with
    any. Small letters make people of a place alone: ``vansbroborna``.
    """
    if len(stem) < _LEAST_STEM or not word.startswith(stem):
        return None
    rest = word[len(stem) :]
    if stem.endswith("s") and rest not in HEADS and f"s{rest}" in HEADS:  # "Vansbro-skolan", not "Vansbros-kolan"
        rest = f"s{rest}"
    if kind in ("place", "centre") and len(stem) >= 4 and rest in DERIVED:
        return rest
    if not capital:
        return None
    if rest in HEADS or rest.removesuffix("s") in HEADS:
        return rest
    if kind in ("place", "centre") and len(stem) >= _LONG_STEM and len(rest) >= 4 and _may_follow(rest):
        return rest
    return None


def prefixes(word: str) -> Iterator[str]:
    """Yield the beginnings of a word that may be the first part of a compound, the longest first."""
    for length in range(len(word) - 2, _LEAST_STEM - 1, -1):
        yield word[:length]


def _may_follow(rest: str) -> bool:
    return any(vowel in rest for vowel in "aeiouyåäö")


def looks_small(word: str) -> bool:
    """Tell whether a word is written in small letters throughout."""
    return word == word.casefold()
