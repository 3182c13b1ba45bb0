"""Everyday words that are about the same thing, so that *fee* and *expensive* meet without any download.

The list is short and general (`related_words.txt`): what people write about in surveys and interviews anywhere. It
knows no field's own words; those come from the codebook and from what is coded.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

LANGUAGES = ("en", "sv")
"""The languages of the list, in their order in it."""

KEPT = 3
"""Letters of a word that are left at least when its ending is taken away."""

KEPT_ENGLISH = 4
"""The same of English endings other than *-s*: with fewer left, *care* is *car* and *letter* is *let*."""

PART = 4
"""Letters that the first or last part of a Swedish compound has at least, to be known by it."""

LONGEST = 60
"""Letters of the longest word that is looked at as a compound; what is longer is no word but an accident."""


def _endings(listed: str) -> tuple[str, ...]:
    return tuple(sorted(listed.split(), key=len, reverse=True))


_ENDINGS = {
    "en": _endings("s es ies y e ed ied ly ing ings edly ingly er ers est ement ements ation ations ness iness"),
    "sv": _endings(
        """
        a e n t s ar er or en et at ad te de na as es arn are ast het ens ets ade aste ande ende arna erna orna arnas
        ernas ornas andet andes heten heter heterna
        """
    ),
}


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """Return a word in small letters without its commonest ending; a word of another language as it is."""
    endings = _ENDINGS.get(language)
    if endings is None:
        return word
    for ending in endings:
        kept = KEPT_ENGLISH if language == "en" and ending != "s" else KEPT
        if word.endswith(ending) and len(word) - len(ending) >= kept:
            word = word[: -len(ending)]
            break
    doubled = len(word) > KEPT and word[-1] == word[-2] and word[-1] not in "aeiouyåäö"
    return word[:-1] if doubled else word


@lru_cache(maxsize=1 << 16)
def related(word: str, language: str) -> tuple[str, ...]:
    """Return the names of the groups a word is in: itself, or else the first and last part of a Swedish compound."""
    known = _groups(language)
    base = stem(word, language)
    if base in known or language != "sv" or len(base) > LONGEST:
        return known.get(base, ())
    found = dict.fromkeys(known.get(_last_part(base, known), ()))
    found.update(dict.fromkeys(known.get(_first_part(base, known), ())))
    return tuple(found)


def _last_part(base: str, known: dict[str, tuple[str, ...]]) -> str:
    """Return the longest known word that a compound ends with, with something of a word before it."""
    for cut in range(KEPT, len(base) - PART + 1):
        for part in (base[cut:], stem(base[cut:], "sv")):  # the second as a word by itself would be
            if len(part) >= PART and part in known:
                return part
    return ""


def _first_part(base: str, known: dict[str, tuple[str, ...]]) -> str:
    """Return the longest known word that a compound begins with, with something of a word after it."""
    for cut in range(len(base) - KEPT, PART - 1, -1):
        for part in (base[:cut], stem(base[:cut], "sv")):  # the second without the letter that joins the parts
            if len(part) >= PART and part in known:
                return part
    return ""


@cache
def _groups(language: str) -> dict[str, tuple[str, ...]]:
    """Return the names of the groups of each stem; none for a language that the list does not have."""
    if language not in LANGUAGES:
        return {}
    found: dict[str, dict[str, None]] = {}
    for name, *sides in _lines():
        for word in sides[LANGUAGES.index(language)].split():
            found.setdefault(stem(word, language), {})[name] = None
    return {base: tuple(names) for base, names in found.items()}


def _lines() -> list[tuple[str, str, str]]:
    """Return (name, English words, Swedish words) of each group."""
    found = []
    for line in files("themecode.suggest").joinpath("related_words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, words = line.partition(": ")
            english, _, swedish = words.partition(" / ")
            found.append((name, english, swedish))
    return found
