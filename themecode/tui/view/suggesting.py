"""What the screens make of a ranking: strengths in words, which codes are offered, what a choice was worth."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from themecode.core.documents import Span
from themecode.core.states import Completion
from themecode.suggest.rankings import SPEAK_FROM, Ranked, Ranking
from themecode.usecases.suggestion_decisions import Choice

STRONG = 0.8
"""The probability from which on a suggestion is called strong."""

BAR = "▇"
SHOWN = 3
"""Codes shown unasked."""
ASKED = 6
"""Codes shown to one who has gone to the list."""


def strength(value: float) -> tuple[str, str]:
    """Return how probable it is that a code fits, as a word of the screens and as a bar of one to three."""
    if value >= STRONG:
        return "strong", BAR * 3
    return ("medium", BAR * 2) if value >= SPEAK_FROM else ("weak", BAR)


def shown_codes(ranking: Ranking, *, asked: bool) -> Sequence[Ranked]:
    """Return the codes to show: none where the ranking keeps quiet, unless a person has asked to see it."""
    if asked:
        return ranking.offered[:ASKED]
    return () if ranking.abstained else ranking.offered[:SHOWN]


def settled(ranking: Ranking, *, there: Collection[str] = (), rejected: Collection[str] = ()) -> Ranking:
    """Return a ranking in which some codes have just been put on the text, or rejected."""
    codes = tuple(
        replace(each, there=each.there or each.code in there, rejected=each.rejected or each.code in rejected)
        for each in ranking.codes
    )
    return replace(ranking, codes=codes)


def choice_of(ranking: Ranking, code: str, order: Mapping[str, int], *, shown: bool) -> Choice | None:
    """Return which place a code has, among the suggestions and by frequency; as `Suggester.choice` does.

    ``order`` says where each code stands in the codebook. ``None`` for a code that is not ranked.
    """
    open_codes = [each for each in ranking.codes if not each.there or each.code == code]
    rank = next((place for place, each in enumerate(open_codes, 1) if each.code == code), None)
    if rank is None:
        return None
    by_use = sorted(open_codes, key=lambda each: (-each.examples, order.get(each.code, len(order))))
    return Choice(rank, [each.code for each in by_use].index(code) + 1, shown)


def when(mode: str, planned: str, *, production: bool) -> str:
    """Return when suggestions are shown: ``on``, ``off``, ``after`` one's own choice, ``done``, ``round off``.

    ``mode`` is the study's, ``planned`` the round's. In production the study's mode holds unless the plan is
    stricter. In any other round the plan holds for all, so that its coders are led alike: *after* is there
    once the document is completed (``done``).
    """
    if not production:
        return {"on": "on", "after": "done"}.get(planned, "round off" if mode != "off" else "off")
    if mode == "off":
        return "off"
    if planned == "off":
        return "round off"
    return "done" if planned == "after" else mode


def may_show(when: str, state: str | None, coded: Collection[Span], about: Span) -> bool:
    """Tell whether suggestions for a stretch of text may be seen now.

    ``state`` is what its document was left in, ``coded`` where the coder's own codes stand.
    """
    left = state not in (None, Completion.SKIPPED)
    if when == "after":
        return left or any(span.start < about.end and about.start < span.end for span in coded)
    return left if when == "done" else when == "on"
