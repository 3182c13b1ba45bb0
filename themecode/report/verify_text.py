"""Checking running text: counts behind labels, figures in known sentences, *193 av 199*, shares in words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import eq

from themecode.core.errors import InputError
from themecode.report.numbers import percent as percent_of
from themecode.report.verify_facts import Topic, figures_of, key
from themecode.report.verify_hints import nearest
from themecode.report.verify_labels import Claim, claims, percents_after
from themecode.report.verify_loose import Loose
from themecode.report.verify_model import (
    Difference,
    Found,
    Place,
    Unrecognised,
    Verified,
    alternatives,
    whole,
)
from themecode.report.verify_sentences import Shapes, sentences
from themecode.report.verify_words import (
    ANSWERING,
    BEFORE_SHARE,
    EACH,
    NUMBER,
    NUMBER_OR_WORD,
    OF_OTHERS,
    pieces,
    share_pattern,
)
from themecode.report.wording import accepted_phrases, share_phrase

_OF = re.compile(
    rf"(?<![\w–-])({NUMBER_OR_WORD}) (?:av|of|out of|utav) (?:de |dem |the |alla |all |totalt )?"
    rf"({NUMBER_OR_WORD})(?![\d–])"
)
_PAIR_AFTER = re.compile(rf",? ?\(?({NUMBER}) (?:av|of|out of|utav) (?:de |the )?({NUMBER})(?![\d–-])")
_TENTHS = re.compile(r"\d (?:av|of|out of) 10\b")
_QUOTED = re.compile(r"(?<![^\s(–-])”[^”]{1,2000}”|“[^“”]{1,2000}”|(?<![^\s(–-])\"[^\"]{1,2000}\"")
_SENTENCE = re.compile(r"[.!?]”? (?=\S)")
AROUND = 40
"""Letters shown around a number that was not recognised."""


class TextCheck:
    """Checks one piece of text and puts what it finds into the result."""

    def __init__(
        self, text: str, place: Place, every: Sequence[Topic], result: Verified, shapes: Sequence[Shapes] = ()
    ) -> None:
        """Take the text as it is seen, where it stands, everything the study knows, and sentences it writes here."""
        self.text, self.low = text, key(text)
        if len(self.low) != len(text):  # `seen` was not called before; positions must agree
            self.text = self.low
        self.place, self.every, self.result, self.shapes = place, every, result, shapes
        self.quotes = [found.span() for found in _QUOTED.finditer(self.low)]
        self._taken = bytearray(len(self.low))
        """A byte for each letter: 1 where it is dealt with."""

    def check(self) -> None:
        """Check everything."""
        self._sentences()
        found, others = claims(self.low, self.place, self.every)
        found = [
            claim for claim in found if not self.quoted(claim.number) and not self.is_taken(claim.number, claim.end)
        ]
        self.result.known += len(found)
        for claim in found:
            self._claim(claim)
            self.take(claim.start, claim.end)
        self._figures()
        self._percents()
        Loose(self).pairs()
        self._pairs()
        self._shares(found)
        for number in others:
            if not self.quoted(number.start()) and not self.is_taken(*number.span()) and _like_a_count(number):
                hint = nearest(self.low[: number.start()], whole(number[1]), self.place.topics or self.every)
                self.unrecognised(number.start(), number.end(), hint)
        Loose(self).check()

    # -- sentences of the study ------------------------------------------------------------------

    def _sentences(self) -> None:
        """Hold sentences that the study writes here against it, number by number."""
        for each in sentences(self.low):
            right = next((shapes[each.shape] for shapes in self.shapes if each.shape in shapes), None)
            if right is None:
                continue
            self.result.known += 1
            nearest = max(right, key=lambda numbers: sum(map(eq, numbers, each.numbers)))
            for printed, expected, (start, end) in zip(each.numbers, nearest, each.spans, strict=True):
                self.result.checked += 1
                self.take(start, end)
                if printed != expected:
                    told = self.surrounded(start, end)
                    self.result.differences.append(
                        Difference(self.place.heading, told, "figure", self.text[start:end], expected, None, "", None)
                    )

    # -- counts ----------------------------------------------------------------------------------

    def _claim(self, claim: Claim) -> None:
        self.result.checked += 1
        value = whole(claim.printed)
        if claim.kind == "share":
            self.percent(claim.entries, claim.printed, claim.start, claim.end)
            return
        if all(entry.count != value for _, entry in claim.entries):
            self._differs(claim.entries, claim.printed, [entry.count for _, entry in claim.entries], claim)
        if claim.share:
            self.percent(claim.entries, claim.share, claim.start, claim.end)

    def percent(self, entries: Found, printed: str, start: int, end: int) -> None:
        """Hold a whole percent against the shares of what it is of."""
        right = [percent_of(entry.count, base) for _, entry in entries for base in entry.bases]
        if right and whole(printed) not in right:
            self.add("share", self.text[start:end], printed, alternatives(right), entries)

    def _differs(self, entries: Found, printed: str, right: Sequence[int], claim: Claim) -> None:
        self.add("count", self.text[claim.start : claim.end], printed, alternatives(right), entries)

    def _percents(self) -> None:
        for number, start, entries in percents_after(self.low, self.place, self.every):
            if not self.is_taken(*number.span()) and not self.quoted(number.start()):
                self.result.checked += 1
                self.percent(entries, number[1], start, number.end())
                self.take(start, number.end())

    # -- figures beside the counts ---------------------------------------------------------------

    def _figures(self) -> None:
        for pattern, names in pieces():
            for found in pattern.finditer(self.low):
                if self.tenths(found.start()):
                    continue
                spans = [found.span(group) for group in range(1, len(names) + 1) if found[group]]
                if any(self.is_taken(*span) or self.quoted(span[0]) for span in spans):
                    continue
                for group, figure in enumerate(names, 1):
                    if found[group]:
                        self._figure(figure, found, group)
                for span in spans:
                    self.take(*span)

    def _figure(self, names: Sequence[str], found: re.Match[str], group: int) -> None:
        """Hold one number of a known sentence against the figures it may be."""
        value = whole(found[group])
        right = self._right(names)
        if not right:
            self.unrecognised(*found.span(group))
            return
        self.result.checked += 1
        if value not in right:
            topic = next(iter(right.values()))
            phrase = self.text[found.start() : found.end()]
            self.add("figure", phrase, found[group], alternatives(list(right)), [(topic, None)])

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
            if self.is_taken(*found.span()) or self.quoted(found.start()):
                continue
            if not self.tenths(found.start()):
                self._pair(found, whole(found[1]), whole(found[2]))

    def tenths(self, place: int) -> bool:
        """Tell whether *4 av 10* stands here as a share in words, rather than as a count of ten."""
        topics = self.place.topics
        ten = any(10 in figures_of(topics, name) for name in ("asked", "cases", "answered"))
        return not ten and _TENTHS.match(self.low, place) is not None

    def _pair(self, found: re.Match[str], number: int, base: int) -> None:
        right = list(_pairs_of(self.place.topics)) + [
            (entry.count, of) for topic, entry in self.place.theme for of in topic.figures.get("answered", ())
        ]
        if not right:
            self.unrecognised(*found.span())
            return
        if (number, base) not in right:
            counted = any(
                entry.count == number and base in topic.figures.get("answered", ())
                for topic in self.place.topics
                for entries in topic.entries.values()
                for entry in entries
            )
            related = [pair for pair in right if pair[1] == base] or [pair for pair in right if pair[0] == number]
            if counted or not related or not ANSWERING.search(self.sentence(found.start())):
                self.unrecognised(*found.span())
                return
            told = [f"{each} {self._of_word(found)} {of}" for each, of in related]
            self.add("figure", found[0], found[0], alternatives(told), [(self.place.topics[0], None)])
        self.result.checked += 1
        self.take(*found.span())

    def _of_word(self, found: re.Match[str]) -> str:
        return "of" if " of " in found[0] else "av"

    # -- shares in words -------------------------------------------------------------------------

    def _shares(self, found: Sequence[Claim]) -> None:
        """Check wordings such as *drygt en tredjedel* behind the counts that they are the share of."""
        last = 0
        self._shares_of_pairs()
        for phrase in share_pattern().finditer(self.low):
            if self.is_taken(*phrase.span()) or self.quoted(phrase.start()):
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
            self.take(*phrase.span())

    def _shares_of_pairs(self) -> None:
        """Check a wording before the figures it stands for: *nästan alla, 193 av 199*."""
        for phrase in share_pattern().finditer(self.low):
            found = _PAIR_AFTER.match(self.low, phrase.end())
            if found is None or self.is_taken(*phrase.span()) or self.quoted(phrase.start()):
                continue
            number, base = whole(found[1]), whole(found[2])
            if not 0 < number <= base:
                continue
            self.result.checked += 1
            self.take(*phrase.span())
            language = "sv" if found[0].split()[-2] in ("av", "de", "utav") else "en"
            if phrase[1] not in accepted_phrases(number, base, language):
                right = share_phrase(number, base, language)
                topics = self.place.topics or self.every
                self.add("share", f"{phrase[1]}{found[0]}", phrase[1], right, [(topics[0], None)])

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
        self.add("share", told, self.text[phrase.start() : phrase.end()], alternatives(right), claim.entries)

    # -- what they share -------------------------------------------------------------------------

    def add(self, kind: str, phrase: str, printed: str, expected: str, found: Sequence[tuple[Topic, object]]) -> None:
        """Note a number that is not what it should be."""
        topic, entry = found[0]
        code = getattr(entry, "code", None)
        self.result.differences.append(
            Difference(self.place.heading, phrase, kind, printed, expected, topic.question, topic.codebook, code)
        )

    def unrecognised(self, start: int, end: int, hint: str = "") -> None:
        """Note a number that looks like a count and belongs to nothing."""
        self.result.unrecognised.append(Unrecognised(self.place.heading, self.surrounded(start, end), hint))
        self.take(start, end)

    def surrounded(self, start: int, end: int) -> str:
        """Return a piece of the text with the words before it."""
        first = max(0, start - AROUND)
        before = self.text[first:start]
        return f"{'… ' if first else ''}{before.split(' ', 1)[-1] if first else before}{self.text[start:end]}"

    def take(self, start: int, end: int) -> None:
        """Note that a piece of the text is dealt with."""
        self._taken[start:end] = b"\1" * (end - start)

    def is_taken(self, start: int, end: int) -> bool:
        """Tell whether any of a piece is dealt with."""
        return 1 in self._taken[start:end]

    def quoted(self, place: int) -> bool:
        """Tell whether a place is within quotation marks."""
        before = bisect_left(self.quotes, (place, 0)) - 1
        return before >= 0 and place < self.quotes[before][1]

    def _ends_between(self, start: int, end: int) -> bool:
        return bool(_SENTENCE.search(self.low, start, end))

    def sentence(self, place: int) -> str:
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
