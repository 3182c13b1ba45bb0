"""Checking running text: counts behind labels, figures in known sentences, *193 av 199*, shares in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from themecode.core.errors import InputError
from themecode.report.numbers import percent
from themecode.report.verify_facts import Topic, figures_of, key
from themecode.report.verify_labels import Claim, claims, percents_after
from themecode.report.verify_model import (
    Difference,
    Found,
    Place,
    Unrecognised,
    Verified,
    alternatives,
    whole,
)
from themecode.report.verify_words import (
    ANSWERING,
    BEFORE_SHARE,
    EACH,
    NUMBER,
    OF_OTHERS,
    pieces,
    share_pattern,
)
from themecode.report.wording import accepted_phrases, share_phrase

_OF = re.compile(
    rf"(?<![\d–-])({NUMBER}) (?:av|of|out of|utav) (?:de |dem |the |alla |all |totalt )?({NUMBER})(?![\d–])"
)
_TENTHS = re.compile(r"\d (?:av|of|out of) 10\b")
_QUOTED = re.compile(r"(?<![^\s(–-])”[^”]{1,2000}”|“[^“”]{1,2000}”|(?<![^\s(–-])\"[^\"]{1,2000}\"")
_SENTENCE = re.compile(r"[.!?]”? (?=\S)")
AROUND = 40
"""Letters shown around a number that was not recognised."""


class TextCheck:
    """Checks one piece of text and puts what it finds into the result."""

    def __init__(self, text: str, place: Place, every: Sequence[Topic], result: Verified) -> None:
        """Take the text as it is seen, where it stands, and everything the study knows."""
        self.text, self.low = text, key(text)
        if len(self.low) != len(text):  # `seen` was not called before; positions must agree
            self.text = self.low
        self.place, self.every, self.result = place, every, result
        self.quotes = [found.span() for found in _QUOTED.finditer(self.low)]
        self.taken: list[tuple[int, int]] = []

    def check(self) -> None:
        """Check everything."""
        found, others = claims(self.low, self.place, self.every)
        found = [claim for claim in found if not self._quoted(claim.number)]
        self.result.known += len(found)
        for claim in found:
            self._claim(claim)
            self._take(claim.start, claim.end)
        self._figures()
        self._percents()
        self._pairs()
        self._shares(found)
        for number in others:
            if not self._quoted(number.start()) and not self._is_taken(*number.span()) and _like_a_count(number):
                self._unrecognised(number.start(), number.end())

    # -- counts ----------------------------------------------------------------------------------

    def _claim(self, claim: Claim) -> None:
        self.result.checked += 1
        value = whole(claim.printed)
        if claim.kind == "share":
            self._percent(claim.entries, claim.printed, claim.start, claim.end)
            return
        if all(entry.count != value for _, entry in claim.entries):
            self._differs(claim.entries, claim.printed, [entry.count for _, entry in claim.entries], claim)
        if claim.share:
            self._percent(claim.entries, claim.share, claim.start, claim.end)

    def _percent(self, entries: Found, printed: str, start: int, end: int) -> None:
        right = [percent(entry.count, base) for _, entry in entries for base in entry.bases]
        if right and whole(printed) not in right:
            self._add("share", self.text[start:end], printed, alternatives(right), entries)

    def _differs(self, entries: Found, printed: str, right: Sequence[int], claim: Claim) -> None:
        self._add("count", self.text[claim.start : claim.end], printed, alternatives(right), entries)

    def _percents(self) -> None:
        for number, start, entries in percents_after(self.low, self.place, self.every):
            if not self._is_taken(*number.span()) and not self._quoted(number.start()):
                self.result.checked += 1
                self._percent(entries, number[1], start, number.end())
                self._take(start, number.end())

    # -- figures beside the counts ---------------------------------------------------------------

    def _figures(self) -> None:
        for pattern, names in pieces():
            for found in pattern.finditer(self.low):
                if self._tenths(found.start()):
                    continue
                spans = [found.span(group) for group in range(1, len(names) + 1) if found[group]]
                if any(self._is_taken(*span) or self._quoted(span[0]) for span in spans):
                    continue
                for group, figure in enumerate(names, 1):
                    if found[group]:
                        self._figure(figure, found, group)
                for span in spans:
                    self._take(*span)

    def _figure(self, names: Sequence[str], found: re.Match[str], group: int) -> None:
        """Hold one number of a known sentence against the figures it may be."""
        value = whole(found[group])
        right = self._right(names)
        if not right:
            self._unrecognised(*found.span(group))
            return
        self.result.checked += 1
        if value not in right:
            topic = next(iter(right.values()))
            phrase = self.text[found.start() : found.end()]
            self._add("figure", phrase, found[group], alternatives(list(right)), [(topic, None)])

    def _right(self, names: Sequence[str]) -> dict[int, Topic]:
        if "theme" in names:
            return {entry.count: topic for topic, entry in self.place.theme}
        right: dict[int, Topic] = {}
        for name in names:
            right |= figures_of(self.place.topics, name)
        return right

    def _pairs(self) -> None:
        """Check *193 av 199*, wherever it stands."""
        for found in _OF.finditer(self.low):
            if self._is_taken(*found.span()) or self._quoted(found.start()):
                continue
            if not self._tenths(found.start()):
                self._pair(found, whole(found[1]), whole(found[2]))

    def _tenths(self, place: int) -> bool:
        """Tell whether *4 av 10* stands here as a share in words, rather than as a count of ten."""
        topics = self.place.topics
        ten = any(10 in figures_of(topics, name) for name in ("asked", "cases", "answered"))
        return not ten and _TENTHS.match(self.low, place) is not None

    def _pair(self, found: re.Match[str], number: int, base: int) -> None:
        right = list(_pairs_of(self.place.topics)) + [
            (entry.count, of) for topic, entry in self.place.theme for of in topic.figures.get("answered", ())
        ]
        if not right:
            self._unrecognised(*found.span())
            return
        if (number, base) not in right:
            counted = any(
                entry.count == number and base in topic.figures.get("answered", ())
                for topic in self.place.topics
                for entries in topic.entries.values()
                for entry in entries
            )
            related = [pair for pair in right if pair[1] == base] or [pair for pair in right if pair[0] == number]
            if counted or not related or not ANSWERING.search(self._sentence(found.start())):
                self._unrecognised(*found.span())
                return
            told = [f"{each} {self._of_word(found)} {of}" for each, of in related]
            self._add("figure", found[0], found[0], alternatives(told), [(self.place.topics[0], None)])
        self.result.checked += 1
        self._take(*found.span())

    def _of_word(self, found: re.Match[str]) -> str:
        return "of" if " of " in found[0] else "av"

    # -- shares in words -------------------------------------------------------------------------

    def _shares(self, found: Sequence[Claim]) -> None:
        """Check wordings such as *drygt en tredjedel* behind the counts that they are the share of."""
        last = 0
        for phrase in share_pattern().finditer(self.low):
            if self._is_taken(*phrase.span()) or self._quoted(phrase.start()):
                continue
            before = [claim for claim in found if last <= claim.start and claim.end <= phrase.start()]
            before = [claim for claim in before if not self._ends_between(claim.end, phrase.start())]
            if not before:
                continue
            between = self.low[before[-1].end : phrase.start()]
            if len(between) > 60 or not BEFORE_SHARE.search(between):
                continue
            meant = before if EACH.search(between) else before[-1:]
            for claim in meant:
                self._share(claim, phrase)
            last = phrase.end()
            self._take(*phrase.span())

    def _share(self, claim: Claim, phrase: re.Match[str]) -> None:
        language = "en" if re.search(r"\b(?:of|by)\b", self.low[phrase.start() - 4 : phrase.end() + 4]) else "sv"
        shares = [(entry.count, base) for _, entry in claim.entries for base in entry.bases]
        if OF_OTHERS.match(self.low, phrase.end()):
            shares += [
                (entry.count, base)
                for topic, entry in claim.entries
                for name in ("asked", "cases")
                for base in topic.figures.get(name, ())
            ]
        if not shares:
            return
        self.result.checked += 1
        try:
            if any(phrase[1] in accepted_phrases(*share, language) for share in shares):
                return
            right = [share_phrase(*share, language) for share in shares]
        except InputError:  # a count above its base: answers of cases that were not asked
            return
        told = f"{self.text[claim.start : claim.end]} … {self.text[phrase.start() : phrase.end()]}"
        self._add("share", told, self.text[phrase.start() : phrase.end()], alternatives(right), claim.entries)

    # -- what they share -------------------------------------------------------------------------

    def _add(self, kind: str, phrase: str, printed: str, expected: str, found: Sequence[tuple[Topic, object]]) -> None:
        topic, entry = found[0]
        code = getattr(entry, "code", None)
        self.result.differences.append(
            Difference(self.place.heading, phrase, kind, printed, expected, topic.question, topic.codebook, code)
        )

    def _unrecognised(self, start: int, end: int) -> None:
        first = max(0, start - AROUND)
        before = self.text[first:start]
        shown = f"{'… ' if first else ''}{before.split(' ', 1)[-1] if first else before}{self.text[start:end]}"
        self.result.unrecognised.append(Unrecognised(self.place.heading, shown))
        self._take(start, end)

    def _take(self, start: int, end: int) -> None:
        self.taken.append((start, end))

    def _is_taken(self, start: int, end: int) -> bool:
        return any(start < other_end and other < end for other, other_end in self.taken)

    def _quoted(self, place: int) -> bool:
        return any(start < place < end for start, end in self.quotes)

    def _ends_between(self, start: int, end: int) -> bool:
        return bool(_SENTENCE.search(self.low, start, end))

    def _sentence(self, place: int) -> str:
        """Return the sentence around a place."""
        start, end = 0, len(self.low)
        for found in _SENTENCE.finditer(self.low):
            if found.end() <= place:
                start = found.end()
            else:
                end = found.start() + 1
                break
        return self.low[start:end]


def _pairs_of(topics: Sequence[Topic]) -> Iterator[tuple[int, int]]:
    """Yield what may stand as *n av N*."""
    for topic in topics:
        for name, of in (
            ("answered", "asked"),
            ("answered", "cases"),
            ("among", "asked"),
            ("asked", "cases"),
            ("missing", "asked"),
            ("unread", "answered"),
        ):
            for number in topic.figures.get(name, ()):
                for base in topic.figures.get(of, ()):
                    if name != "asked" or number != base:  # all were asked: nobody writes it so
                        yield (number, base)


def _like_a_count(number: re.Match[str]) -> bool:
    """Tell whether a number in parentheses may be a count, rather than a year, a range or a reference."""
    return not number[2].strip() and not (len(number[1]) == 4 and number[1][:2] in ("19", "20"))
