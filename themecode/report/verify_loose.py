"""Numbers in running text that no label directly precedes: *77 procent nämner tid*, *tid nämns av drygt hälften*.

Where a verb ties a number to the one label in its sentence, it is checked. What is left is told as not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themecode.core.errors import InputError
from themecode.report.numbers import percent
from themecode.report.verify_labels import PERCENT
from themecode.report.verify_model import Found, Unrecognised, alternatives, whole
from themecode.report.verify_words import NUMBER, share_pattern
from themecode.report.wording import accepted_phrases, share_phrase

if TYPE_CHECKING:
    from themecode.report.verify_text import TextCheck

SHORTEST_LABEL = 3
FARTHEST = 90
"""Letters between a number and the label that a verb ties it to."""

_ACTIVE = re.compile(
    r"\b(?:nämner|nämnde|uppger|uppgav|svarar|svarade|lyfter|lyfte|tar upp|tog upp|pekar på|pekade på|anger|angav|"
    r"framhåller|framhöll|efterfrågar|efterfrågade|önskar|önskade|mention(?:s|ed)?|name[sd]?|cite[sd]?|rais(?:es?|ed)|"
    r"point(?:s|ed)? to)(?: (?:också|även|att|bland annat|just|also|that))*[ :”“\"]*$"
)
_PASSIVE = re.compile(
    r"[”\"]?,? (?:som |which |that )?(?:också |även |also )?(?:nämns|nämndes|uppges|uppgavs|lyfts|lyftes|"
    r"tas upp|togs upp|anges|angavs|efterfrågas|efterfrågades|önskas|"
    r"(?:is|are|was|were) (?:also )?(?:mentioned|named|raised|cited))"
    r"(?: (?:också|även|also))? (?:av|i|hos|by|in) (?:de |totalt |hela |bara |endast |only )?"
)
_WITH = re.compile(r"(?:,|:| –| med| with)? ")
_UNIT = r" (?:svar|omnämnanden|answers?|mentions?)\b"
_OF = re.compile(rf" (?:av|of|out of) (?:de |the |alla |all )?({NUMBER})(?![\d–-])")
_COUNT = re.compile(rf"(?<![\w–.,-])({NUMBER})(?![\w–]|[.,]\d)")
_NO_COUNT = re.compile(
    r"(?:tabell|table|figur|figure|fråga|frågan|question|kapitel|chapter|avsnitt|section|bilaga|appendix|sid(?:an|or)?\.?|"
    r"p\.|version|nr|del|part|år|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
    r" $|[\[/§]$"
)
_BEFORE = 20
"""Letters before a number that are looked at for such a word; the longest has ten with its space."""
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class _Token:
    """A number or a share in words."""

    start: int
    end: int
    kind: str
    """``count``, ``share`` (percent), ``words`` or ``pair``."""
    value: int = 0
    base: int = 0


class Loose:
    """Checks what is left of a text when all that a label directly precedes is checked."""

    def __init__(self, check: TextCheck) -> None:
        """Take the check of the text, which knows what is done already."""
        self.check_of = check
        self.low = check.low

    def check(self) -> None:
        """Check what a verb ties to a label, and tell the rest as not checked."""
        tokens = [token for token in self._tokens() if not self._done(token)]
        if not tokens:
            return
        mentions = list(self._mentions())
        for token in tokens:
            if self._done(token) or any(start <= token.start and token.end <= end for start, end, _ in mentions):
                continue
            tied = self._tied(token, mentions)
            if tied is None:
                where = self.check_of.surrounded(token.start, token.end)
                self.check_of.result.unchecked.append(Unrecognised(self.check_of.place.heading, where))
            else:
                self._hold(token, tied)
            self.check_of.take(token.start, token.end)

    def pairs(self) -> None:
        """Check *79 av 193* where a verb ties it to a label, before it is taken for how many answered."""
        tokens = [token for token in self._tokens() if token.kind == "pair" and not self._done(token)]
        mentions = list(self._mentions()) if tokens else []
        for token in tokens:
            if (tied := self._tied(token, mentions)) is not None:
                self._hold(token, tied)
                self.check_of.take(token.start, token.end)

    def _done(self, token: _Token) -> bool:
        return self.check_of.is_taken(token.start, token.end) or self.check_of.quoted(token.start)

    def _tokens(self) -> Iterator[_Token]:
        """Yield shares in words first, then percentages, then other numbers."""
        for found in share_pattern().finditer(self.low):
            yield _Token(*found.span(1), "words")
        for found in PERCENT.finditer(self.low):
            yield _Token(*found.span(), "share", whole(found[1]))
        for found in _COUNT.finditer(self.low):
            if _YEAR.fullmatch(found[1]) or self._numbers_something(found.start()):
                continue
            of = _OF.match(self.low, found.end())
            if of is None:
                yield _Token(*found.span(1), "count", whole(found[1]))
            else:
                yield _Token(found.start(1), of.end(), "pair", whole(found[1]), whole(of[1]))

    def _numbers_something(self, place: int) -> bool:
        return _NO_COUNT.search(self.low, max(0, place - _BEFORE), place) is not None

    def _mentions(self) -> Iterator[tuple[int, int, Found]]:
        """Yield the labels that stand in the text, the longest where several do."""
        taken: list[tuple[int, int]] = []
        topics = self.check_of.place.topics
        labels = {label for topic in topics for label in topic.entries if len(label) >= SHORTEST_LABEL}
        for label in sorted(labels, key=len, reverse=True):
            for found in re.finditer(rf"(?<!\w){re.escape(label)}(?!\w)", self.low) if label in self.low else ():
                if any(start < found.end() and found.start() < end for start, end in taken):
                    continue
                taken.append(found.span())
                entries = [(topic, entry) for topic in topics for entry in topic.entries.get(label, ())]
                yield (*found.span(), [pair for pair in entries if not pair[1].column])

    def _tied(self, token: _Token, mentions: list[tuple[int, int, Found]]) -> Found | None:
        """Return the label that a verb ties a number to, ``None`` where none does for sure."""
        for start, end, entries in mentions:
            if not entries:
                continue
            if token.end <= start <= token.end + FARTHEST:
                between = self.low[token.end : start]
                if _ACTIVE.search(between) and not re.search(r"[.;\d]", between):
                    return entries
            elif end <= token.start <= end + FARTHEST:
                between = self.low[end : token.start]
                if _PASSIVE.fullmatch(between):
                    return entries
                if token.kind == "count" and _WITH.fullmatch(between) and re.match(_UNIT, self.low[token.end :]):
                    return entries
        return None

    def _hold(self, token: _Token, found: Found) -> None:
        """Hold a number against the label it is tied to."""
        check = self.check_of
        check.result.checked += 1
        printed = check.text[token.start : token.end]
        told = check.surrounded(token.start, token.end)
        shares = [(entry.count, base) for _, entry in found for base in entry.bases]
        if token.kind == "count" and all(entry.count != token.value for _, entry in found):
            check.add("count", told, printed, alternatives([entry.count for _, entry in found]), found)
        elif token.kind == "share" and shares:
            right = [percent(*share) for share in shares if share[1]]
            if token.value not in right:
                check.add("share", told, printed, alternatives(right), found)
        elif token.kind == "pair":
            pairs = shares + [
                (entry.count, base)
                for topic, entry in found
                for name in ("answered", "asked", "cases")
                for base in topic.figures.get(name, ())
            ]
            if (token.value, token.base) not in pairs:
                near = [pair for pair in pairs if pair[1] == token.base] or pairs[:1]
                check.add("figure", told, printed, alternatives([f"{count} av {base}" for count, base in near]), found)
        elif token.kind == "words":
            self._hold_words(token, printed, told, found)

    def _hold_words(self, token: _Token, printed: str, told: str, found: Found) -> None:
        shares = [
            (entry.count, base)
            for topic, entry in found
            for base in (*entry.bases, *(each for name in ("asked", "cases") for each in topic.figures.get(name, ())))
            if base > 0 and entry.count <= base
        ]
        phrase = self.low[token.start : token.end]
        if not shares or any(phrase in accepted_phrases(*share, lang) for share in shares for lang in ("sv", "en")):
            return
        language = "sv" if phrase not in _english() else "en"
        try:
            right = share_phrase(*shares[0], language)
        except InputError:
            return
        self.check_of.add("share", told, printed, right, found)


def _english() -> frozenset[str]:
    from themecode.report.share_words import ENGLISH

    return frozenset(word for anchor in (*ENGLISH.anchors, *ENGLISH.beside) for word in (*anchor.plain, *anchor.over,
                     *anchor.under, *anchor.around))  # fmt: skip
