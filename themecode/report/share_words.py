"""The words that shares are put in, Swedish and English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Anchor:
    """A share with a word of its own, and what is said beside it; the first wording is the one printed."""

    percent: Fraction
    plain: tuple[str, ...]
    around: tuple[str, ...]
    over: tuple[str, ...]
    under: tuple[str, ...]


@dataclass(frozen=True)
class ShareWords:
    """How shares are worded in one language."""

    anchors: tuple[Anchor, ...]
    """From the lowest. The wording printed is found between these."""
    beside: tuple[Anchor, ...]
    """Others that are accepted near their share."""
    about: str
    abouts: tuple[str, ...]
    overs: tuple[str, ...]
    over_percent: tuple[str, ...]
    """Said with percent alone: *över 70 procent*."""
    unders: tuple[str, ...]
    none: tuple[str, ...]
    everyone: tuple[str, ...]
    nearly_all: tuple[str, ...]
    most: tuple[str, ...]
    many: tuple[str, ...]
    majority: tuple[str, ...]
    more_than_half: tuple[str, ...]
    less_than_half: tuple[str, ...]
    several: tuple[str, ...]
    some: tuple[str, ...]
    below_one: str
    tenths: Callable[[str, int], str]
    percent: Callable[[str, int], str]
    with_figure: Callable[[str, int], str]

    @property
    def vague(self) -> frozenset[str]:
        """Wordings that hold for a wide range of shares."""
        return frozenset((*self.most, *self.many, *self.majority, *self.several, *self.some, *self.less_than_half))


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)


SV_ABOUT = ("omkring", "ungefär", "cirka")
SV_OVER = ("drygt",)
SV_UNDER = ("knappt", "nästan")


def _swedish(share: Fraction, words: tuple[str, ...], ordinal: str = "") -> Anchor:
    """Make an anchor of *en fjärdedel*, *hälften*, *två tredjedelar*, and *var fjärde* beside them."""
    every = (*words, *([ordinal] if ordinal else []))
    adjective = [word.removeprefix("en ") for word in words if word.startswith("en ")]
    over = [f"{hedge} {word}" for word in every for hedge in SV_OVER] + [f"en dryg {word}" for word in adjective]
    under = [f"{hedge} {word}" for word in every for hedge in SV_UNDER] + [f"en knapp {word}" for word in adjective]
    around = tuple(f"{hedge} {word}" for word in every for hedge in SV_ABOUT)
    return Anchor(100 * share, every, around, tuple(over), tuple(under))


_TENTH = _swedish(Fraction(1, 10), ("en tiondel",), "var tionde")
_NINE_TENTHS = Anchor(
    Fraction(90),
    ("omkring 9 av 10", "9 av 10"),
    ("ungefär 9 av 10", "cirka 9 av 10"),
    ("drygt 9 av 10", "drygt nio tiondelar"),
    ("nästan 9 av 10", "knappt 9 av 10", "knappt nio tiondelar"),
)

SWEDISH = ShareWords(
    anchors=(
        Anchor(  # one writes "drygt var tionde", not "drygt en tiondel"
            _TENTH.percent,
            _TENTH.plain,
            _TENTH.around,
            tuple(sorted(_TENTH.over, key=lambda phrase: "var" not in phrase)),
            tuple(sorted(_TENTH.under, key=lambda phrase: "var" not in phrase)),
        ),
        _swedish(Fraction(1, 5), ("en femtedel",), "var femte"),
        _swedish(Fraction(1, 4), ("en fjärdedel",), "var fjärde"),
        _swedish(Fraction(1, 3), ("en tredjedel",), "var tredje"),
        _swedish(Fraction(1, 2), ("hälften",), "varannan"),
        _swedish(Fraction(2, 3), ("två tredjedelar",)),
        _swedish(Fraction(3, 4), ("tre fjärdedelar",)),
        _NINE_TENTHS,
    ),
    beside=(
        _swedish(Fraction(1, 6), ("en sjättedel",), "var sjätte"),
        _swedish(Fraction(2, 5), ("två femtedelar",)),
        _swedish(Fraction(3, 5), ("tre femtedelar",)),
        _swedish(Fraction(4, 5), ("fyra femtedelar",)),
    ),
    about="omkring",
    abouts=SV_ABOUT,
    overs=SV_OVER,
    over_percent=("över", "mer än"),
    unders=SV_UNDER,
    none=("ingen", "inga", "inget", "0 procent"),
    everyone=("alla", "samtliga", "100 procent"),
    nearly_all=("nästan alla", "nästan samtliga", "i princip alla", "i princip samtliga", "så gott som alla"),
    most=("de flesta",),
    many=("många",),
    majority=("en majoritet", "majoriteten", "en stor majoritet"),
    more_than_half=("mer än hälften", "över hälften", "fler än hälften"),
    less_than_half=("mindre än hälften", "färre än hälften"),
    several=("flera",),
    some=("några", "i några svar"),
    below_one="mindre än 1 procent",
    tenths=lambda hedge, number: _joined(hedge, f"{number} av 10"),
    percent=lambda hedge, number: _joined(hedge, f"{number} procent"),
    with_figure=lambda phrase, figure: f"{phrase}, {figure} procent",
)

EN_ABOUT = ("about", "around", "roughly", "approximately")
EN_OVER = ("just over", "slightly more than", "a little over")
EN_UNDER = ("just under", "nearly", "almost")


def _english(share: Fraction, *words: str) -> Anchor:
    return Anchor(
        100 * share,
        words,
        tuple(f"{hedge} {word}" for word in words for hedge in EN_ABOUT),
        tuple(f"{hedge} {word}" for word in words for hedge in EN_OVER),
        tuple(f"{hedge} {word}" for word in words for hedge in EN_UNDER),
    )


ENGLISH = ShareWords(
    anchors=(
        _english(Fraction(1, 10), "one in ten", "a tenth", "one tenth"),
        _english(Fraction(1, 5), "a fifth", "one fifth", "one in five"),
        _english(Fraction(1, 4), "a quarter", "one quarter", "one in four"),
        _english(Fraction(1, 3), "a third", "one third", "one in three"),
        _english(Fraction(1, 2), "half", "one in two"),
        _english(Fraction(2, 3), "two thirds", "two in three"),
        _english(Fraction(3, 4), "three quarters", "three in four"),
        _english(Fraction(9, 10), "nine in ten", "nine tenths"),
    ),
    beside=(
        _english(Fraction(1, 6), "a sixth", "one in six"),
        _english(Fraction(2, 5), "two fifths"),
        _english(Fraction(3, 5), "three fifths"),
        _english(Fraction(4, 5), "four fifths"),
    ),
    about="about",
    abouts=EN_ABOUT,
    overs=EN_OVER,
    over_percent=("over", "more than"),
    unders=EN_UNDER,
    none=("none", "no", "0 percent"),
    everyone=("all", "100 percent"),
    nearly_all=("nearly all", "almost all", "virtually all"),
    most=("most", "the great majority"),
    many=("many",),
    majority=("a majority", "the majority"),
    more_than_half=("more than half", "over half"),
    less_than_half=("less than half", "fewer than half"),
    several=("several",),
    some=("some", "in some answers"),
    below_one="less than 1 percent",
    tenths=lambda hedge, number: _joined(hedge, f"{number} out of 10"),
    percent=lambda hedge, number: _joined(hedge, f"{number} percent"),
    with_figure=lambda phrase, figure: f"{phrase}, {figure} percent",
)
