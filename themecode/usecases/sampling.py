"""Drawing documents into a round: a stratified sample, how many are coded by all, and how many are needed.

Everything here is decided by the documents, the numbers asked for and the seed: the same three give the same
sample on every machine.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from themecode.core.errors import InputError
from themecode.storage.queries.rounds import RoundDocument

STRATA = ("question", "unit", "length")
"""What documents can be divided by before they are drawn."""

LENGTHS = 3
"""Classes of length: the shortest third of a question's answers (or of the transcripts), the middle, the longest."""

PREVALENCES = (0.5, 0.3, 0.2, 0.1, 0.05)
"""How common a code is, in the table of how many units are needed."""

_SEED_BELOW = 1 << 31


@dataclass(frozen=True)
class Drawn:
    """One stratum of a sample."""

    stratum: str
    available: int
    drawn: int


def fresh_seed() -> int:
    """Return a seed nobody chose."""
    return random.SystemRandom().randrange(_SEED_BELOW)


def amount(text: str, of: int, option: str) -> int:
    """Read ``40`` or ``20%`` as a number of at most ``of`` things; a share is rounded up.

    Raises InputError for anything else.
    """
    cleaned = text.replace(" ", "")
    share = cleaned.endswith("%")
    try:
        number = float(cleaned.rstrip("%").replace(",", ".")) if share else int(cleaned)
    except ValueError as error:
        raise InputError(f"{text!r} is no number", option, "write 40, or 20%") from error
    if not 0 <= number < math.inf or (share and number > 100):
        raise InputError(f"{text!r} is no number of documents", option, "write 40, or 20%")
    if share:
        return math.ceil(of * number / 100 - 1e-9)
    if number > of:
        raise InputError(f"there are only {of} to choose from", option, "ask for fewer")
    return int(number)


def strata_of(
    documents: Sequence[RoundDocument], by: Sequence[str], question_names: Mapping[int, str]
) -> dict[int, str]:
    """Return the stratum of each document by id, in words.

    ``by`` are names of `STRATA`. Lengths (code points) are divided into thirds within each question, and
    among the transcripts, so that every question has its short and its long ones.

    Raises InputError for an unknown name.
    """
    for name in by:
        if name not in STRATA:
            raise InputError(f"unknown stratum {name!r}", "--strata", f"choose among: {', '.join(STRATA)}")
    length_class = _length_classes(documents) if "length" in by else {}
    words: dict[str, Callable[[RoundDocument], str]] = {
        "question": lambda each: question_names.get(each.question_id or -1, "transcripts"),
        "unit": lambda each: each.kind,
        "length": lambda each: length_class[each.id],
    }
    return {each.id: ", ".join(words[name](each) for name in STRATA if name in by) for each in documents}


def draw(documents: Sequence[RoundDocument], size: int, strata: Mapping[int, str], seed: int) -> list[RoundDocument]:
    """Return ``size`` documents, in the order given, each stratum in proportion to its size.

    Shares are made whole by largest remainders (Hamilton's method); equal remainders are settled by chance.
    """
    chance = random.Random(f"{seed}:sample")
    by_stratum: dict[str, list[RoundDocument]] = {}
    for each in documents:
        by_stratum.setdefault(strata[each.id], []).append(each)
    numbers = _allotted({name: len(members) for name, members in by_stratum.items()}, size, chance)
    chosen = {each.id for name in sorted(by_stratum) for each in chance.sample(by_stratum[name], numbers[name])}
    return [each for each in documents if each.id in chosen]


def tally(documents: Sequence[RoundDocument], drawn: Sequence[RoundDocument], strata: Mapping[int, str]) -> list[Drawn]:
    """Return how many of each stratum were drawn."""
    chosen = {each.id for each in drawn}
    found: dict[str, list[int]] = {}
    for each in documents:
        numbers = found.setdefault(strata[each.id], [0, 0])
        numbers[0] += 1
        numbers[1] += each.id in chosen
    return [Drawn(name, *found[name]) for name in sorted(found)]


def deal(
    documents: Sequence[RoundDocument], coders: Sequence[str], overlap: int, strata: Mapping[int, str], seed: int
) -> dict[str, list[int]]:
    """Return the ids of each coder's documents: ``overlap`` of them for all, the others dealt out one by one.

    Those for all are a stratified sample too. The others are dealt stratum by stratum in random order, so
    that no coder gets all the long ones, and nobody gets more than one document more than another.
    """
    shared = {each.id for each in draw(documents, overlap, strata, seed)} if overlap else set()
    chance = random.Random(f"{seed}:deal")
    hands: dict[str, list[int]] = {name: [each.id for each in documents if each.id in shared] for name in coders}
    rest = [each for each in documents if each.id not in shared]
    chance.shuffle(rest)
    rest.sort(key=lambda each: strata[each.id])
    order = list(coders)
    chance.shuffle(order)
    for place, each in enumerate(rest):
        hands[order[place % len(order)]].append(each.id)
    return {name: sorted(ids) for name, ids in hands.items()}


def units_needed(half_width: float, expected: float, prevalence: float, level: float = 0.95) -> int:
    """Return how many units two coders must both code, for one code's kappa to be known to within ``half_width``.

    ``expected`` is the kappa one reckons with, ``prevalence`` the share of units that have the code, both
    0-1; the interval is ``expected`` plus and minus ``half_width`` at the confidence ``level``.

    The large-sample variance of kappa for two coders and a code that is there or not, under the common
    correlation model, is (1 - k) / n * [(1 - k)(1 - 2k) + k(2 - k) / (2 p (1 - p))] (Bloch & Kraemer 1989,
    Biometrics 45:269-287; the same in Donner & Eliasziw 1992, Statistics in Medicine 11:1511-1519). Solved
    for n with z * sqrt(variance) = half_width. More coders than two need fewer units, so this errs on the
    safe side; below some 30 units it is too small, as the variance holds for large samples.

    Raises InputError for values outside their range.
    """
    for name, value in (("--half-width", half_width), ("--prevalence", prevalence), ("--level", level)):
        if not 0 < value < 1:
            raise InputError(f"{value} is not between 0 and 1", name, "write for instance 0.1")
    if not 0 <= expected < 1:
        raise InputError(f"{expected} is not from 0 up to 1", "--expected", "write for instance 0.8")
    return math.ceil(_spread(expected, prevalence, level) ** 2 / (half_width * half_width) - 1e-9)


def half_width_of(units: int, expected: float, prevalence: float, level: float = 0.95) -> float:
    """Return to within what so many units coded by both give kappa: `units_needed` the other way round."""
    return _spread(expected, prevalence, level) / math.sqrt(units)


def _spread(k: float, p: float, level: float) -> float:
    """Return half the width of kappa's interval times the root of the number of units."""
    variance = (1 - k) * ((1 - k) * (1 - 2 * k) + k * (2 - k) / (2 * p * (1 - p)))
    return NormalDist().inv_cdf((1 + level) / 2) * math.sqrt(variance)


def _length_classes(documents: Sequence[RoundDocument]) -> dict[int, str]:
    by_place: dict[int | None, list[RoundDocument]] = {}
    for each in documents:
        by_place.setdefault(each.question_id, []).append(each)
    words = ("short", "medium", "long")
    found = {}
    for members in by_place.values():
        ordered = sorted(members, key=lambda each: (each.length, each.id))
        for place, each in enumerate(ordered):
            found[each.id] = words[place * LENGTHS // len(ordered)]
    return found


def _allotted(sizes: Mapping[str, int], size: int, chance: random.Random) -> dict[str, int]:
    """Divide ``size`` over strata in proportion to their sizes."""
    total = sum(sizes.values())
    if not total:
        return {}
    shares = {name: size * number / total for name, number in sizes.items()}
    numbers = {name: math.floor(share) for name, share in shares.items()}
    left = size - sum(numbers.values())
    order = sorted(sizes, key=lambda name: (numbers[name] - shares[name], chance.random()))
    for name in order[:left]:
        numbers[name] += 1
    return numbers
