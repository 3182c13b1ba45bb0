import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.tui.view.fuzzy import Entry, _searchable, rank

CODES: list[Entry] = [
    ("tid.samverkan", "tid för samverkan", "Tid"),
    ("tid.luft", "luft i schemat", "Tid"),
    ("styrning.atgard", "Åtgärder", "Styrning"),
    ("styrning.attityd", "Attityder", "Styrning"),
    ("hinder.avstand", "långt bort", "Hinder / avstånd"),
    ("stod.latt", "lätt att nå", "Stöd"),
]


def labels(query: str) -> list[str]:
    return [CODES[index][1] for index, _ in rank(query, CODES)]


def test_an_empty_query_keeps_every_code_in_codebook_order() -> None:
    assert rank("  ", CODES) == [(index, ()) for index in range(len(CODES))]


def test_word_start_before_substring_before_scattered_letters() -> None:
    entries = [("a", "c-u-p", ""), ("b", "hiccup", ""), ("c", "my cup", "")]
    assert [index for index, _ in rank("cup", entries)] == [2, 1, 0]


def test_accents_typed_exactly_rank_higher_and_left_out_still_find() -> None:
    assert labels("åt")[0] == "Åtgärder"
    assert labels("at")[0] == "Attityder"
    assert "Åtgärder" in labels("at")
    assert "Attityder" in labels("åt")
    assert labels("ÅTGÄRD") == ["Åtgärder"]


def test_key_and_path_are_searched_after_the_label() -> None:
    entries = [("x", "något", "samverkan"), ("samverkan", "annat", ""), ("y", "samverkan", "")]
    assert [index for index, _ in rank("samv", entries)] == [2, 1, 0]
    assert labels("avstånd") == ["långt bort"]


def test_positions_say_which_letters_of_the_label_matched() -> None:
    assert rank("sam", CODES)[0] == (0, (8, 9, 10))
    assert rank("tsam", [("k", "tid för samverkan", "")]) == [(0, (0, 8, 9, 10))]
    assert rank("tid", [("tid", "luft", "")]) == [(0, ())]


def test_letters_close_together_go_before_scattered_ones() -> None:
    entries = [("a", "b1234567c", ""), ("b", "b-c", "")]
    assert [index for index, _ in rank("bc", entries)] == [1, 0]


@given(
    st.text(max_size=6),
    st.lists(st.tuples(st.text(max_size=8), st.text(max_size=12), st.text(max_size=8)), max_size=8),
)
def test_matches_name_each_entry_once_with_positions_in_its_label(query: str, entries: list[Entry]) -> None:
    found = rank(query, entries)
    assert len({index for index, _ in found}) == len(found)
    for index, positions in found:
        assert list(positions) == sorted(set(positions))
        assert all(0 <= position < len(entries[index][1]) for position in positions)


@given(st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=12), st.data())
def test_any_letters_of_a_label_in_order_find_it(label: str, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(range(len(label))), unique=True).map(sorted))
    query = "".join(label[index] for index in chosen)
    assert [index for index, _ in rank(query, [("", label, "")])] == [0]


@pytest.mark.parametrize("number", [200, 2000])
def test_a_query_looks_at_each_code_once_and_codes_are_prepared_once_for_all_queries(number: int) -> None:
    chance = random.Random(number)
    words = ["tid", "samverkan", "åtgärd", "stöd", "för familjer", "öppen förskola", "möte", "luft"]
    entries = [(f"kod.{at}", " ".join(chance.choices(words, k=3)), "") for at in range(number)]
    _searchable.cache_clear()
    rank("x", entries)
    assert _searchable.cache_info().misses == number
    for query in ("s", "sa", "sam", "tdlft", "zzz", "åt"):
        before = _searchable.cache_info()
        found = rank(query, entries)
        after = _searchable.cache_info()
        assert after.misses == before.misses
        assert after.hits - before.hits <= number + len(found), "once to compare, and once more to show what fits"


def test_the_codes_one_works_with_go_before_others_that_fit_as_well() -> None:
    entries = [("a", "tidig hjälp", ""), ("b", "öppettider", ""), ("c", "luft", "Tid"), ("d", "nutid", "")]
    assert [index for index, _ in rank("tid", entries)] == [0, 2, 1, 3]
    assert [index for index, _ in rank("tid", entries, {2, 3})] == [2, 0, 3, 1]
    assert [index for index, _ in rank("", entries, {2, 3})] == [0, 1, 2, 3]
