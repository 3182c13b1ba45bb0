"""Shares in words: *drygt en fjärdedel*, *nästan 9 av 10*, *just under half*.

The rule is fitted to the shares a published report printed in words, with what they were. A share has several good
wordings; `accepted_phrases` gives them all, and `share_phrase` the one that is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from themecode.core.errors import InputError
from themecode.report.numbers import percent
from themecode.report.share_words import ENGLISH, SWEDISH, Anchor, ShareWords
from themecode.report.words import require_language

UNHEDGED = Fraction(135, 100)
"""Percentage points from an anchor within which it is printed without *drygt* or *knappt*."""

OPEN_BAND = (Fraction(126, 100), Fraction(141, 100))
"""The published shares leave the limit above anywhere in here, so either wording is accepted."""

HEDGED_FROM = Fraction(1, 2)
"""Percentage points from an anchor below which nobody says *drygt* or *knappt*."""

ABOUT = Fraction(5, 2)
"""Percentage points within which *omkring* is accepted with a fraction."""

CUT = Fraction(6, 10)
"""How far into the gap between two anchors *drygt* the lower gives way to *knappt* the higher."""

OPEN_CUT = (Fraction(41, 100), Fraction(68, 100))
"""The published shares leave the cut anywhere in here, so either wording is accepted."""

TENTHS = ("av 10", "out of 10")
"""Ends of wordings that do not go before *av de svarande*: *nästan 9 av 10 av de svarande*."""

NEARLY_ALL = 95
MOST = (80, 95)
MANY = (70, 95)
MAJORITY = (55, 95)
MORE_THAN_HALF = (52, 65)
LESS_THAN_HALF = (35, 48)
SEVERAL = (10, 35)
SOME = 20


class Phrases(frozenset[str]):
    """Wordings of a share, in lower case; a wording that opens a sentence is in it too."""

    __slots__ = ()

    def __contains__(self, phrase: object) -> bool:
        """Tell whether a wording is accepted, whatever its first letter."""
        return isinstance(phrase, str) and super().__contains__(phrase[:1].lower() + phrase[1:])


def share_phrase(numerator: int, base: int, language: str = "sv") -> str:
    """Return a share in words, in lower case: the wording that is printed.

    Within 1.35 percentage points of an anchor (a tenth, fifth, quarter, third, half, two thirds, three quarters, nine
    tenths) it is the anchor; else *drygt* the lower or *knappt* the higher neighbour, cut at 0.6 of the gap between
    them; *nästan alla* from 95 percent, *alla* only for all.

    Raises InputError for an unknown language, a base of 0 or less, and a numerator below 0 or above the base.
    """
    return ranked_phrases(numerator, base, language)[0]


def accepted_phrases(numerator: int, base: int, language: str = "sv") -> Phrases:
    """Return every wording that is right for a share, in lower case. Raises what `share_phrase` raises."""
    return Phrases(ranked_phrases(numerator, base, language))


@lru_cache(1024)
def ranked_phrases(numerator: int, base: int, language: str = "sv") -> tuple[str, ...]:
    """Return the accepted wordings, the one to print first and those that may take turns with it next.

    Raises what `share_phrase` raises.
    """
    _check(numerator, base)
    words = SWEDISH if require_language(language) == "sv" else ENGLISH
    share = Fraction(100 * numerator, base)
    figure = percent(numerator, base)
    found = list(dict.fromkeys(_in_order(share, words)))
    if not 0 < share < 100 or figure in (0, 100):
        return tuple(found)
    with_figure = [words.with_figure(phrase, figure) for phrase in found if not any(map(str.isdigit, phrase))]
    return tuple(dict.fromkeys([*found, *with_figure]))


def common_phrase(shares: Sequence[tuple[int, int]], language: str = "sv") -> str | None:
    """Return one wording that is right for every (numerator, base), ``None`` where there is none that says much.

    *Omkring hälften* stands for 97 and 92 of 193. Raises what `share_phrase` raises.
    """
    ranked = [ranked_phrases(numerator, base, language) for numerator, base in dict.fromkeys(shares)]
    words = SWEDISH if language == "sv" else ENGLISH
    shared = [phrase for phrase in ranked[0] if all(phrase in other for other in ranked[1:])]
    telling = [phrase for phrase in shared if phrase not in words.vague and not phrase.endswith(TENTHS)]
    one = len({Fraction(*pair) for pair in shares}) == 1
    about = [phrase for phrase in telling if phrase.startswith(words.about)]
    about.sort(key=lambda phrase: any(map(str.isdigit, phrase)))  # omkring hälften before omkring 50 procent
    return next(iter(telling if one else [*about, *telling]), None)


def _check(numerator: int, base: int) -> None:
    if base < 1:
        raise InputError(
            "a share needs something to be a share of", f"{numerator} of {base}", "give a base of 1 or more"
        )
    if not 0 <= numerator <= base:
        raise InputError(
            "a share lies between none and all", f"{numerator} of {base}", "give a number between 0 and the base"
        )


def _in_order(share: Fraction, words: ShareWords) -> Iterator[str]:
    """Yield the wordings of a share in percent, the best first."""
    if share in (0, 100):
        yield from words.none if share == 0 else words.everyone
        return
    if share >= NEARLY_ALL:
        yield from words.nearly_all
        yield from _percents(share, words)
        return
    best = _best(share, words)
    yield best
    yield from _tenths(share, words)
    yield from _percents(share, words)
    for anchor in (*words.anchors, *words.beside):
        yield from _near(share, anchor, words)
    for (low, high), phrases in (
        (MOST, words.most),
        (MANY, words.many),
        (MAJORITY, words.majority),
        (MORE_THAN_HALF, words.more_than_half),
        (LESS_THAN_HALF, words.less_than_half),
        (SEVERAL, words.several),
        ((0, SOME), words.some),
    ):
        if low <= share <= high:
            yield from phrases


def _best(share: Fraction, words: ShareWords) -> str:
    """Return the wording of the fitted rule; between the anchors' ends and all or none, round percent."""
    anchors = words.anchors
    nearest = min(anchors, key=lambda anchor: abs(share - anchor.percent))
    if abs(share - nearest.percent) < UNHEDGED:
        return nearest.plain[0]
    below = [anchor for anchor in anchors if anchor.percent < share]
    above = [anchor for anchor in anchors if anchor.percent > share]
    if not below:
        first = anchors[0]
        return first.under[0] if share / first.percent >= CUT else _round_percent(share, words)
    if not above:
        return below[-1].over[0]
    low, high = below[-1], above[0]
    if (share - low.percent) / (high.percent - low.percent) < CUT:
        return low.over[0]
    if high is anchors[-1] and high.percent - share > 5:  # "knappt 9 av 10" would say more than 84 percent is
        return _round_percent(share, words)
    return high.under[0]


def _round_percent(share: Fraction, words: ShareWords) -> str:
    nearest = 5 * round(share / 5)
    if nearest and abs(share - nearest) <= 1:
        return words.percent(words.about, nearest)
    whole = int(share + Fraction(1, 2))
    return words.percent(words.about, whole) if whole else words.below_one


def _near(share: Fraction, anchor: Anchor, words: ShareWords) -> Iterator[str]:
    """Yield what may be said of a share with one anchor."""
    off = share - anchor.percent
    if abs(off) < OPEN_BAND[1]:
        yield from anchor.plain
    if abs(off) <= ABOUT:
        yield from anchor.around
    if abs(off) < HEDGED_FROM:
        return
    others = [other.percent for other in words.anchors]
    if off > 0:
        next_one = min((other for other in others if other > anchor.percent), default=Fraction(100))
        if off / (next_one - anchor.percent) <= OPEN_CUT[1]:
            yield from anchor.over
    else:
        next_one = max((other for other in others if other < anchor.percent), default=Fraction(0))
        if -off / (anchor.percent - next_one) <= 1 - OPEN_CUT[0]:
            yield from anchor.under


def _tenths(share: Fraction, words: ShareWords) -> Iterator[str]:
    """Yield *ungefär 4 av 10* and its kin, with the nearest tenth."""
    number = int(share / 10 + Fraction(1, 2))
    off = share - 10 * number
    if not 1 <= number <= 9:
        return
    if abs(off) <= 2:
        yield from (words.tenths(hedge, number) for hedge in words.abouts)
    if -4 <= off <= -HEDGED_FROM:
        yield from (words.tenths(hedge, number) for hedge in reversed(words.unders))
    if HEDGED_FROM <= off <= 4:
        yield from (words.tenths(hedge, number) for hedge in words.overs)
    if abs(off) < OPEN_BAND[1]:
        yield words.tenths("", number)


def _percents(share: Fraction, words: ShareWords) -> Iterator[str]:
    """Yield wordings with a round percent, a whole ten before a five, and the exact whole percent."""
    for step, widest, hedged in ((10, 5, 4), (5, Fraction(5, 2), Fraction(5, 2))):
        number = int(share / step + Fraction(1, 2)) * step
        off = share - number
        if not 0 < number < 100 or (step == 5 and number % 10 == 0):
            continue
        if -hedged <= off <= -HEDGED_FROM:
            yield from (words.percent(hedge, number) for hedge in words.unders)
        if HEDGED_FROM <= off <= hedged:
            yield from (words.percent(hedge, number) for hedge in (*words.overs, *words.over_percent))
        if abs(off) <= widest:
            yield from (words.percent(hedge, number) for hedge in words.abouts)
    whole = int(share + Fraction(1, 2))
    if 0 < whole < 100:
        yield words.percent("", whole)
