"""What a number that is tied to nothing may be meant to be: the nearest label that the study knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from themecode.report.verify_facts import Entry, Topic, key

LIKE, VERY_LIKE = 0.45, 0.62
"""How like a label the words before a number must be, where the number is the label's own, and where it is not."""
LONGEST = 160
"""Letters before a number that may be what it counts."""
STEM = 5
"""Letters by which a word is known in another form: *personal*, *personalens*."""

_BREAK = re.compile(r"[,;:.()!?•]| (?:och|samt|and) ")
_WORD = re.compile(r"[^\W\d_]{3,}")


def nearest(before: str, number: int, topics: Sequence[Topic]) -> str:
    """Return a hint for a number by the words before it, as `key` gives them; empty where nothing is plausible."""
    phrase = _phrase(before)
    if not phrase:
        return ""
    same: list[tuple[float, Entry]] = []
    other: list[tuple[float, Entry]] = []
    for entry in _entries(topics):
        (same if entry.count == number else other).append((_likeness(phrase, key(entry.label)), entry))
    for found, least in ((same, LIKE), (other, VERY_LIKE)):
        if found and (best := max(found, key=lambda each: each[0]))[0] >= least:
            return f"perhaps “{best[1].label}”, which has {best[1].count}"
    return ""


def _entries(topics: Iterable[Topic]) -> list[Entry]:
    return list({id(entry): entry for topic in topics for each in topic.entries.values() for entry in each}.values())


def _phrase(before: str) -> str:
    """Return the words before a number, back to where they begin."""
    tail = before[-LONGEST:].rstrip()
    breaks = [found.end() for found in _BREAK.finditer(tail)]
    return tail[breaks[-1] if breaks else 0 :].strip()


def _likeness(phrase: str, label: str) -> float:
    """Return how like two phrases are, 0-1: letter by letter, or by the beginnings of the words they share."""
    tail = phrase[-max(len(label) + 10, 20) :]
    letters = SequenceMatcher(None, tail, label).ratio()
    here, there = ({word[:STEM] for word in _WORD.findall(text)} for text in (phrase, label))
    shared = len(here & there) / len(there) if there else 0.0
    return max(letters, shared)
