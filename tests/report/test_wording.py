"""Shares in words: they agree with what a published report printed, and say what they cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.core.errors import InputError
from themecode.report.wording import accepted_phrases, common_phrase, ranked_phrases, share_phrase

PUBLISHED = [
    ("drygt en fjärdedel", 28, 100),
    ("en fjärdedel", 50, 199),
    ("en tredjedel", 83, 246),
    ("Drygt en tredjedel", 76, 199),
    ("drygt en tredjedel", 38, 100),
    ("drygt en tredjedel", 73, 199),
    ("en dryg tredjedel", 73, 199),
    ("en knapp femtedel", 34, 196),
    ("en knapp femtedel", 37, 199),
    ("omkring en femtedel", 21, 100),
    ("drygt hälften", 103, 181),
    ("knappt hälften", 89, 199),
    ("nästan hälften", 89, 199),
    ("nästan hälften", 89, 196),
    ("hälften", 97, 199),
    ("omkring hälften", 97, 193),
    ("omkring hälften", 92, 193),
    ("Mer än hälften", 64, 100),
    ("drygt två tredjedelar", 136, 196),
    ("knappt tre fjärdedelar", 145, 199),
    ("tre fjärdedelar", 75, 100),
    ("Nästan 9 av 10", 88, 100),
    ("Nästan 9 av 10", 87, 100),
    ("ungefär 4 av 10", 76, 199),
    ("drygt var tionde", 13, 100),
    ("omkring 80 procent", 169, 199),
    ("omkring 80 procent", 161, 199),
    ("omkring 80 procent", 158, 199),
    ("omkring 40 procent", 80, 199),
    ("omkring 40 procent", 73, 199),
    ("nästan 40 procent", 93, 246),
    ("knappt 30 procent", 69, 246),
    ("drygt 60 procent", 124, 199),
    ("över 70 procent", 73, 100),
    ("nästan samtliga, 98 procent", 196, 199),
    ("nästan samtliga", 194, 199),
    ("Nästan alla, 95 procent", 95, 100),
    ("Nästan alla, 96 procent", 96, 100),
    ("Nästan alla", 193, 199),
    ("I princip alla", 96, 100),
    ("i princip alla", 194, 199),
    ("i princip samtliga", 193, 199),
    ("De flesta", 84, 100),
    ("Många", 84, 100),
    ("Många", 89, 100),
    ("majoriteten", 49, 60),
    ("En majoritet", 124, 199),
    ("i några svar", 19, 136),
]
"""Wording, numerator, base: facts of a published report. Where it gave only a percent, the base is 100."""

BY_THE_RULE = [
    (28, 100, "drygt en fjärdedel", "just over a quarter"),
    (50, 199, "en fjärdedel", "a quarter"),
    (76, 199, "drygt en tredjedel", "just over a third"),
    (37, 199, "knappt en femtedel", "just under a fifth"),
    (103, 181, "drygt hälften", "just over half"),
    (89, 199, "knappt hälften", "just under half"),
    (97, 199, "hälften", "half"),
    (136, 196, "drygt två tredjedelar", "just over two thirds"),
    (145, 199, "knappt tre fjärdedelar", "just under three quarters"),
    (13, 100, "drygt var tionde", "just over one in ten"),
    (193, 199, "nästan alla", "nearly all"),
    (199, 199, "alla", "all"),
    (0, 199, "ingen", "none"),
    (1, 1000, "mindre än 1 procent", "less than 1 percent"),
]

shares = st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@pytest.mark.parametrize(("wording", "numerator", "base"), PUBLISHED)
def test_every_published_wording_is_accepted(wording: str, numerator: int, base: int) -> None:
    assert wording in accepted_phrases(numerator, base)


@pytest.mark.parametrize(("numerator", "base", "swedish", "english"), BY_THE_RULE)
def test_the_wording_that_is_printed_follows_the_rule(numerator: int, base: int, swedish: str, english: str) -> None:
    assert share_phrase(numerator, base) == swedish
    assert share_phrase(numerator, base, "en") == english


@pytest.mark.parametrize(
    ("wording", "numerator", "base"),
    [
        ("drygt hälften", 89, 199),
        ("knappt hälften", 103, 181),
        ("en fjärdedel", 28, 100),
        ("hälften", 92, 199),
        ("alla", 198, 199),
        ("nästan alla", 180, 199),
        ("drygt en tredjedel", 83, 246),
        ("omkring 80 procent", 74, 100),
        ("de flesta", 50, 100),
        ("en majoritet", 50, 100),
    ],
)
def test_a_wording_that_misleads_is_not_accepted(wording: str, numerator: int, base: int) -> None:
    assert wording not in accepted_phrases(numerator, base)


@given(share=shares, language=st.sampled_from(["sv", "en"]))
def test_what_is_printed_is_accepted_in_lower_case_and_only_all_is_all(share: tuple[int, int], language: str) -> None:
    phrase = share_phrase(*share, language)
    assert phrase in accepted_phrases(*share, language)
    assert phrase == phrase.lower()
    assert (phrase in ("alla", "all")) == (share[0] == share[1])
    assert (phrase in ("ingen", "none")) == (share[0] == 0)


@given(share=shares, factor=st.integers(2, 9))
def test_the_wording_depends_on_the_share_alone(share: tuple[int, int], factor: int) -> None:
    assert ranked_phrases(*share) == ranked_phrases(share[0] * factor, share[1] * factor)


@given(share=shares)
def test_a_larger_share_never_gets_the_words_of_a_smaller_fraction(share: tuple[int, int]) -> None:
    numerator, base = share
    high = {"två tredjedelar", "tre fjärdedelar", "nästan alla", "9 av 10"}
    low = {"en tiondel", "en femtedel", "en fjärdedel"}
    said = accepted_phrases(numerator, base)
    if 2 * numerator < base:
        assert not any(word in phrase for phrase in said for word in high)
    else:
        assert not any(word in phrase for phrase in said for word in low)


def test_one_wording_holds_for_two_near_shares() -> None:
    assert common_phrase([(97, 193), (92, 193)]) == "omkring hälften"
    assert common_phrase([(97, 193), (92, 193)], "en") == "about half"
    assert common_phrase([(50, 199), (50, 199)]) == "en fjärdedel"
    assert common_phrase([(90, 100), (10, 100)]) is None


@pytest.mark.parametrize(
    ("numerator", "base", "words"),
    [
        (0, 0, "something to be a share of"),
        (1, -3, "share of"),
        (4, 3, "between none and all"),
        (-1, 3, "4 of 3|-1 of 3"),
    ],
)
def test_what_is_no_share_is_refused_in_words(numerator: int, base: int, words: str) -> None:
    for ask in (share_phrase, accepted_phrases):
        with pytest.raises(InputError, match=words):
            ask(numerator, base)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match="unknown language"):
        share_phrase(1, 2, "de")
