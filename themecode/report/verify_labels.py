"""Labels with their numbers in running text: a number belongs to the label that directly precedes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from themecode.report.verify_facts import Entry, Topic
from themecode.report.verify_model import Found, Place
from themecode.report.verify_words import NUMBER

COUNT = re.compile(rf"\(\s*(?:n ?= ?)?({NUMBER})([^()]*)\)")
"""A number in parentheses, and what follows it there."""

PERCENT = re.compile(rf"({NUMBER}) ?(?:procent|percent|%)")
_UNITS = re.compile(r"\s*(?:st|stycken|svar|answers?|centra|fall|cases?)?\s*$")
_WITH_SHARE = re.compile(rf"\s*[,;:/]?\s*({NUMBER}) ?(?:procent|percent|%)\s*$")
_IS_SHARE = re.compile(r"\s*(?:procent|percent|%)\s*$")
_MARKS = " \"'”“’‘*_"


@dataclass(frozen=True)
class Claim:
    """A label with its number, in the text."""

    start: int
    number: int
    """Where the number begins."""
    end: int
    printed: str
    entries: Found
    kind: str
    """``count`` or ``share``."""
    share: str = ""
    """The percent that stands in the parentheses too."""


def label_before(text: str, end: int, topics: Sequence[Topic]) -> tuple[int, Found] | None:
    """Return where the longest label that ends at ``end`` begins, and what it may stand for."""
    for stripped in (text[:end].rstrip(), text[:end].rstrip(_MARKS)):
        best: tuple[int, list[tuple[Topic, Entry]]] | None = None
        for topic in topics:
            for length in topic.lengths:
                start = len(stripped) - length
                if start < 0 or (best is not None and start > best[0]):
                    continue
                entries = topic.entries.get(stripped[start:])
                if entries is None or not _begins(stripped, start):
                    continue
                found = [(topic, entry) for entry in entries if not entry.column]
                if best is not None and best[0] == start:
                    best[1].extend(found)
                elif found:
                    best = (start, found)
                break
        if best is not None:
            return best
    return None


def _begins(text: str, start: int) -> bool:
    """Tell whether a label can begin here, rather than in the middle of a word."""
    return start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())


def claims(text: str, place: Place, every: Sequence[Topic]) -> tuple[list[Claim], list[re.Match[str]]]:
    """Return the labels with their counts, and the numbers in parentheses that no label precedes.

    ``text`` is as `key` gives it. Labels of the place go before those of other questions.
    """
    found: list[Claim] = []
    others: list[re.Match[str]] = []
    for number in COUNT.finditer(text):
        hit = (place.topics and label_before(text, number.start(), place.topics)) or label_before(
            text, number.start(), every
        )
        told = _told(number) if hit else None
        if hit is None or told is None:
            others.append(number)
            continue
        kind, share = told
        found.append(Claim(hit[0], number.start(1), number.end(), number[1], hit[1], kind, share))
    found = [claim for place, claim in enumerate(found) if not _within(claim, found[place + 1 : place + 4])]
    inside = [(claim.start, claim.end) for claim in found]
    others = [number for number in others if not any(start <= number.start() < end for start, end in inside)]
    others = [number for number in others if not _is_label(text, number, [*place.topics, *every])]
    return found, others


def _told(number: re.Match[str]) -> tuple[str, str] | None:
    """Return whether a number in parentheses is a count or a share, and the share beside it; ``None`` for neither."""
    rest = number[2]
    if _IS_SHARE.fullmatch(rest):
        return ("share", "")
    if _UNITS.fullmatch(rest):
        return ("count", "")
    beside = _WITH_SHARE.fullmatch(rest)
    return ("count", beside[1]) if beside else None


def _within(claim: Claim, following: Sequence[Claim]) -> bool:
    """Tell whether a number stands in the label of a claim behind it: *grupp (12)* has a count of its own."""
    return any(other.start <= claim.number < claim.end <= other.number for other in following)


def _is_label(text: str, number: re.Match[str], topics: Sequence[Topic]) -> bool:
    """Tell whether a number in parentheses is part of a label that is mentioned without its count."""
    for label in dict.fromkeys(label for topic in topics for label in topic.numbered):
        start = text.find(label)
        while start >= 0:
            if start <= number.start() and number.end() <= start + len(label):
                return True
            start = text.find(label, start + 1)
    return False


def votes(text: str, topics: Sequence[Topic]) -> Counter[int]:
    """Return how many numbers of a text have a label of each topic before them, by the topic's place in ``topics``."""
    found: Counter[int] = Counter()
    for number in COUNT.finditer(text):
        for place, topic in enumerate(topics):
            if label_before(text, number.start(), [topic]):
                found[place] += 1
    return found


def percents_after(text: str, place: Place, every: Sequence[Topic]) -> Iterator[tuple[re.Match[str], int, Found]]:
    """Yield percentages that directly follow a label: *personalen, 41 procent*."""
    for number in PERCENT.finditer(text):
        before = text[: number.start()].rstrip(" ,:–-")
        if len(before) == number.start():
            continue
        hit = label_before(text, len(before), place.topics or every)
        if hit is not None:
            yield number, hit[0], hit[1]
