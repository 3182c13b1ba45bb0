"""Drawing documents: the same seed the same sample, every stratum its share, and how many are needed."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.core.errors import InputError
from themecode.storage.queries.rounds import RoundDocument
from themecode.usecases.sampling import amount, deal, draw, half_width_of, strata_of, tally, units_needed

NAMES = {1: "q1", 2: "q2"}


def documents(number: int, questions: int = 2) -> list[RoundDocument]:
    return [RoundDocument(n, f"svar {n}", "answer", n % questions + 1, 10 * n % 97) for n in range(1, number + 1)]


def strata(some: list[RoundDocument]) -> dict[int, str]:
    return strata_of(some, ("question", "length"), NAMES)


@given(number=st.integers(1, 120), share=st.floats(0, 1), seed=st.integers(0, 2**31))
def test_a_sample_has_the_size_asked_for_and_each_stratum_its_share_within_one(
    number: int, share: float, seed: int
) -> None:
    some = documents(number)
    size = round(share * number)
    drawn = draw(some, size, strata(some), seed)
    assert len({each.id for each in drawn}) == len(drawn) == size
    assert drawn == [each for each in some if each in drawn]
    for each in tally(some, drawn, strata(some)):
        assert abs(each.drawn - each.available * size / number) < 1


def test_the_same_seed_draws_the_same_and_another_one_something_else() -> None:
    some = documents(200)
    first = draw(some, 40, strata(some), 1)
    assert first == draw(some, 40, strata(some), 1)
    assert first != draw(some, 40, strata(some), 2)


@given(
    number=st.integers(1, 80),
    coders=st.lists(st.sampled_from(["Anna", "Bo", "Åsa 🤔", "Dan"]), min_size=1, unique=True),
    share=st.floats(0, 1),
    seed=st.integers(0, 1000),
)
def test_all_coders_get_the_overlap_and_the_rest_is_dealt_out_evenly(
    number: int, coders: list[str], share: float, seed: int
) -> None:
    some = documents(number)
    overlap = round(share * number)
    hands = deal(some, coders, overlap, strata(some), seed)
    times = Counter(id for ids in hands.values() for id in ids)
    assert set(times) == {each.id for each in some}
    if len(coders) > 1:
        assert sum(count == len(coders) for count in times.values()) == overlap
        assert sum(count == 1 for count in times.values()) == number - overlap
    sizes = [len(ids) for ids in hands.values()]
    assert max(sizes) - min(sizes) <= 1


def test_lengths_are_thirds_within_each_question() -> None:
    some = documents(60)
    found = Counter(strata_of(some, ("question", "length"), NAMES).values())
    assert found == {
        f"{question}, {length}": 10 for question in NAMES.values() for length in ("short", "medium", "long")
    }


@pytest.mark.parametrize(("text", "number"), [("40", 40), ("20%", 40), ("12,5 %", 25), ("0", 0), ("100%", 200)])
def test_a_number_or_a_share_can_be_asked_for(text: str, number: int) -> None:
    assert amount(text, 200, "--sample") == number


@pytest.mark.parametrize("text", ["", "många", "201", "-1", "101%", "nan", "nan%", "1e999%", "3.5"])
def test_what_is_no_number_of_documents_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        amount(text, 200, "--sample")


def test_an_unknown_stratum_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="question, unit, length"):
        strata_of(documents(3), ("ålder",), NAMES)


def test_the_units_needed_are_those_of_the_formula_worked_out_by_hand() -> None:
    # k = 0.8, p = 0.5: variance (1 - k^2) / n = 0.36 / n, so n = 1.959964^2 * 0.36 / 0.1^2 = 138.3
    assert units_needed(0.1, 0.8, 0.5) == 139
    # k = 0, any p: variance 1 / n, so n = 1.959964^2 / 0.1^2 = 384.1
    assert units_needed(0.1, 0, 0.1) == units_needed(0.1, 0, 0.5) == 385


@given(st.floats(0.02, 0.4), st.floats(0, 0.95), st.floats(0.02, 0.98))
def test_the_units_needed_for_a_width_give_it_and_one_less_does_not(width: float, kappa: float, share: float) -> None:
    units = units_needed(width, kappa, share)
    assert half_width_of(units, kappa, share) <= width + 1e-9
    assert units == 1 or half_width_of(units - 1, kappa, share) > width - 1e-9


def test_rarer_codes_and_narrower_intervals_need_more() -> None:
    assert units_needed(0.1, 0.8, 0.05) > units_needed(0.1, 0.8, 0.2) > units_needed(0.1, 0.8, 0.5)
    assert units_needed(0.05, 0.8, 0.2) > units_needed(0.1, 0.8, 0.2)


@pytest.mark.parametrize("arguments", [(0, 0.8, 0.2), (1, 0.8, 0.2), (0.1, 1, 0.2), (0.1, -0.1, 0.2), (0.1, 0.8, 0)])
def test_impossible_values_are_refused(arguments: tuple[float, float, float]) -> None:
    with pytest.raises(InputError):
        units_needed(*arguments)


@pytest.mark.parametrize(("kappa", "prevalence"), [(0.8, 0.5), (0.8, 0.2), (0.6, 0.3)])
def test_with_so_many_units_an_estimated_kappa_lies_within_the_width_nineteen_times_in_twenty(
    kappa: float, prevalence: float
) -> None:
    half_width = 0.1
    units = units_needed(half_width, kappa, prevalence)
    chance = random.Random(2026)
    both = prevalence * prevalence + kappa * prevalence * (1 - prevalence)
    one = 2 * (1 - kappa) * prevalence * (1 - prevalence)
    within, runs = 0, 1500
    for _ in range(runs):
        drawn = chance.choices(("both", "one", "none"), (both, one, 1 - both - one), k=units)
        share = (drawn.count("both") + drawn.count("one") / 2) / units
        estimate = 1 - drawn.count("one") / units / (2 * share * (1 - share))
        within += abs(estimate - kappa) <= half_width
    assert math.isclose(within / runs, 0.95, abs_tol=0.02)
