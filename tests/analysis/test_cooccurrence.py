"""Which codes stand together: the sweeps against plain counting, and against the query that finds the passages."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis.cooccurrence import cases_together, co_occurrences, passages_together
from themecode.analysis.counts import count_everything
from themecode.analysis.query.parse import quoted
from themecode.analysis.retrieval import Place, Scope
from themecode.analysis.searching import search
from themecode.core.errors import InputError

STANDING_AS = {1: frozenset({1, 9}), 2: frozenset({2, 9}), 3: frozenset({3}), 9: frozenset({9})}
"""9 stands above 1 and 2."""


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 12), st.integers(1, 6), st.sampled_from([1, 2, 3, 9]))))
def test_passages_that_share_text_are_counted_pair_by_pair(rows: list[tuple[int, int, int, int]]) -> None:
    places = sorted(Place(doc, start, start + size, code, id) for id, (doc, start, size, code) in enumerate(rows))
    expected: Counter[tuple[int, int]] = Counter()
    for one, other in combinations(places, 2):
        if one.document_id == other.document_id and one.start < other.end and other.start < one.end:
            pairs = {(min(a, b), max(a, b)) for a in STANDING_AS[one.code_id] for b in STANDING_AS[other.code_id]}
            expected.update(pair for pair in pairs if pair[0] != pair[1])
    for place in places:
        expected.update((code, code) for code in STANDING_AS[place.code_id])
    assert passages_together(places, STANDING_AS) == expected


@given(st.lists(st.tuples(st.integers(1, 4), st.lists(st.sampled_from([1, 2, 3, 9]), min_size=1, max_size=4))))
def test_a_case_counts_once_for_two_codes_however_often_they_stand_in_it(rows: list[tuple[int, list[int]]]) -> None:
    rows = sorted(rows)
    of_case: dict[int, set[int]] = {}
    for case, codes in rows:
        of_case.setdefault(case, set()).update(*(STANDING_AS[code] for code in codes))
    expected = Counter((a, b) for codes in of_case.values() for a in codes for b in codes if a <= b)
    assert cases_together([(case, ",".join(map(str, codes))) for case, codes in rows], STANDING_AS) == expected


def test_many_passages_over_one_another_are_counted_without_comparing_each_with_each() -> None:
    number = 200_000
    places = [Place(1, 0, 10, 1 + place % 3, place) for place in range(number)]
    found = passages_together(places, STANDING_AS)
    thirds = [len(range(start, number, 3)) for start in range(3)]
    assert found[2, 3] == thirds[1] * thirds[2]


@pytest.mark.parametrize("basis", ["cases", "passages"])
def test_a_cell_and_the_query_behind_it_find_the_same(demo_study: Study, basis: str) -> None:
    for each in co_occurrences(demo_study, basis=basis):
        scope = Scope(question=each.question.key if each.question else "")
        for one, other in combinations([code.key for code in each.codes][:6], 2):
            number = each.number(one, other)
            if number is None:
                continue
            if basis == "cases":
                query = f"{quoted(one)} and {quoted(other)} within the same case"
                assert search(demo_study, query, scope).cases == number
            else:
                found = search(demo_study, f"{quoted(one)} överlappar {quoted(other)}", scope)
                assert bool(found.places) == bool(number)


def test_a_code_alone_has_the_count_of_the_report(demo_study: Study) -> None:
    together = {(each.question and each.question.key, each.codebook.key): each for each in co_occurrences(demo_study)}
    for counts in count_everything(demo_study):
        each = together[counts.question and counts.question.key, counts.codebook.key]
        expected = {category.code: category.count for category in counts.categories if category.count}
        assert {code.key: each.number(code.key, code.key) for code in each.codes} == expected


def test_a_code_and_one_below_it_have_no_number_for_they_always_stand_together(demo_study: Study) -> None:
    (each,) = co_occurrences(demo_study, codebook="intervju_personal")
    assert each.number("pers.tid", "pers.tid.luft") is None
    assert each.number("pers.tid.luft", "pers.tid") is None
    assert each.highest > 0


def test_a_level_keeps_the_codes_of_that_level_with_what_stands_below(demo_study: Study) -> None:
    (top,) = co_occurrences(demo_study, codebook="intervju_personal", level=1)
    assert {code.parent_id for code in top.codes} == {None}
    assert not top.related


def test_an_unknown_basis_names_those_there_are(demo_study: Study) -> None:
    with pytest.raises(InputError, match="cases, passages"):
        co_occurrences(demo_study, basis="svar")


def test_others_codings_are_counted_for_one_coder_only_by_name(demo: Path) -> None:
    with Study.open(demo, coder="Anna", read_only=True) as study:
        anna = co_occurrences(study, question="23", coder="Anna")[0]
        bo = co_occurrences(study, question="23", coder="Bo")[0]
        assert (anna.coder, bo.coder) == ("Anna", "Bo")
        assert anna.numbers != bo.numbers
