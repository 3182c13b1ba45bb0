"""No number that is held back can be worked out from those that are printed: tried by writing out every table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from math import prod

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from themecode.analysis.coarsening import LEFT_OUT, coarsened
from themecode.analysis.suppression import Reason, Split, joint_is_publishable, publishable, suppressed

Cell = tuple[int, int]
Table = tuple[tuple[int, ...], ...]


def rows_that_print_the_same(row: tuple[int, ...], bases: tuple[int, ...], held: set[int]) -> list[tuple[int, ...]]:
    """Return every row with the same printed cells and the same sum."""
    choices = [range(base + 1) if group in held else [row[group]] for group, base in enumerate(bases)]
    return [each for each in product(*choices) if sum(each) == sum(row)]


def tables_that_print_the_same(split: Split, held: Mapping[Cell, Reason]) -> Iterator[Table]:
    """Yield every table that a reader of what is printed cannot tell from the true one."""
    each_row = [
        rows_that_print_the_same(row, split.bases, {group for at, group in held if at == place})
        for place, row in enumerate(split.rows)
    ]
    assume(prod(map(len, each_row)) < 40_000)
    children: dict[int, list[int]] = {}
    for place, above in enumerate(split.parents):
        if above is not None:
            children.setdefault(above, []).append(place)
    groups = range(len(split.bases))
    summed = {
        above
        for above, below in children.items()
        if all(split.rows[above][at] <= sum(split.rows[child][at] for child in below) for at in groups)
    }
    for table in product(*each_row):
        if split.exclusive and any(sum(row[at] for row in table) != split.bases[at] for at in groups):
            continue
        fits = all(
            all(table[child][at] <= table[above][at] for child in below)
            and (above not in summed or table[above][at] <= sum(table[child][at] for child in below))
            for above, below in children.items()
            for at in groups
        )
        if fits:
            yield table


def given_away(split: Split, held: Mapping[Cell, Reason]) -> set[Cell]:
    """Return the cells with any cases that can be worked out although they are held back."""
    seen: dict[Cell, set[int]] = {cell: set() for cell in held if split.rows[cell[0]][cell[1]]}
    for table in tables_that_print_the_same(split, held):
        for row, group in seen:
            seen[row, group].add(table[row][group])
    return {cell for cell, values in seen.items() if len(values) == 1}


@st.composite
def side_by_side(draw: st.DrawFn) -> Split:
    bases = tuple(draw(st.lists(st.integers(0, 9), min_size=2, max_size=4)))
    rows = draw(st.lists(st.tuples(*(st.integers(0, base) for base in bases)), min_size=1, max_size=2))
    return Split(tuple(rows), bases)


@st.composite
def trees(draw: st.DrawFn) -> Split:
    bases = tuple(draw(st.lists(st.integers(0, 7), min_size=2, max_size=3)))
    below = draw(st.lists(st.tuples(*(st.integers(0, base) for base in bases)), min_size=1, max_size=3))
    top = tuple(
        draw(
            st.integers(
                max(child[at] for child in below),
                min(base, sum(child[at] for child in below) + draw(st.integers(0, 1))),
            )
        )
        for at, base in enumerate(bases)
    )
    return Split((top, *below), bases, parents=(None, *([0] * len(below))))


@st.composite
def exclusive(draw: st.DrawFn) -> Split:
    groups = draw(st.integers(2, 3))
    cell = st.one_of(st.just(0), st.integers(0, 4))
    rows = tuple(draw(st.lists(st.tuples(*([cell] * groups)), min_size=2, max_size=4)))
    return Split(rows, tuple(sum(row[at] for row in rows) for at in range(groups)), exclusive=True)


slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


@slow
@given(side_by_side(), st.integers(2, 4))
def test_no_cell_of_a_row_can_be_worked_out_from_its_total(split: Split, minimum: int) -> None:
    held = suppressed(split, minimum).cells
    national = sum(split.bases)
    plain = {place for place, row in enumerate(split.rows) if sum(row) in (0, national)}
    assert {cell for cell in given_away(split, held) if cell[0] not in plain} == set()


@slow
@given(side_by_side(), st.integers(2, 4))
def test_what_is_printed_is_no_small_cell_and_neither_is_what_is_left(split: Split, minimum: int) -> None:
    assume(sum(base > 0 for base in split.bases) > 1)
    held = suppressed(split, minimum)
    for place, row in enumerate(split.rows):
        hidden = {group for at, group in held.cells if at == place}
        assert all(
            publishable(count, split.bases[group], minimum) for group, count in enumerate(row) if group not in hidden
        )
        assert joint_is_publishable(row, split.bases, hidden, minimum)
    assert all(not 0 < base < minimum for group, base in enumerate(split.bases) if group not in held.bases)


@slow
@given(trees(), st.integers(2, 3))
def test_a_category_does_not_give_its_codes_away_nor_they_it(split: Split, minimum: int) -> None:
    held = suppressed(split, minimum).cells
    shown = any(
        base and (row, group) not in held for group, base in enumerate(split.bases) for row in range(len(split.rows))
    )
    assume(shown)
    national = sum(split.bases)
    plain = {place for place, row in enumerate(split.rows) if sum(row) in (0, national)}
    assert {cell for cell in given_away(split, held) if cell[0] not in plain} == set()


@slow
@given(exclusive(), st.integers(2, 4))
def test_where_answers_exclude_each_other_neither_sum_gives_a_cell_away(split: Split, minimum: int) -> None:
    assume(sum(base > 0 for base in split.bases) > 1)
    held = suppressed(split, minimum).cells
    assume(len(held) < len(split.rows) * sum(base > 0 for base in split.bases))  # else only the margins are printed
    assert given_away(split, held) == set()


def test_few_all_but_few_and_all_of_a_group_are_held_back_and_a_zero_is_not() -> None:
    split = Split(((0, 4, 28, 30, 12), (10, 10, 10, 10, 10)), (30, 30, 30, 30, 30))
    held = suppressed(split).cells
    assert {group: why for (row, group), why in held.items() if row == 0} == {
        1: Reason.FEW,
        2: Reason.REST,
        3: Reason.ALL,
    }
    assert not any(row == 1 for row, _ in held)


def test_one_small_cell_takes_a_second_with_it_as_the_total_is_printed() -> None:
    held = suppressed(Split(((3, 8, 20),), (40, 40, 40))).cells
    assert held == {(0, 0): Reason.FEW, (0, 1): Reason.DERIVABLE}


def test_two_small_cells_that_are_small_together_take_a_third_with_them() -> None:
    held = suppressed(Split(((1, 1, 9, 20),), (40, 40, 40, 40))).cells
    assert held == {(0, 0): Reason.FEW, (0, 1): Reason.FEW, (0, 2): Reason.DERIVABLE}
    assert set(suppressed(Split(((3, 3, 9, 20),), (40, 40, 40, 40))).cells) == {(0, 0), (0, 1)}


def test_a_group_below_the_minimum_has_nothing_printed_not_even_its_size() -> None:
    held = suppressed(Split(((0, 10, 10), (2, 10, 10)), (3, 30, 30)))
    assert {row for row, group in held.cells if group == 0} == {0, 1}
    assert held.bases[0] == Reason.FEW
    assert len(held.bases) == 2  # another size with it, as the sizes sum to all


def test_a_split_with_only_one_group_is_the_plain_table_and_left_alone() -> None:
    assert suppressed(Split(((1, 0), (2, 0)), (40, 0))).cells == {}


def test_a_code_that_would_give_its_category_away_is_held_back_as_well() -> None:
    # all the category's cases of the second group are one code's, so that this code's row tells the category's
    rows, parents = ((3, 6, 20), (0, 6, 9), (3, 0, 11)), (None, 0, 0)
    alone = suppressed(Split(rows[:1], (40, 40, 40))).cells
    assert set(alone) == {(0, 0), (0, 1)}
    held = suppressed(Split(rows, (40, 40, 40), parents=parents)).cells
    assert set(alone) < set(held)
    assert {(1, 1), (2, 1)} & set(held)


def test_two_thousand_rows_and_twenty_groups_are_judged() -> None:
    bases = tuple(5 + 37 * place % 400 for place in range(21))
    rows = [tuple((7 * place + 3 * row) % (base // 3 + 1) for place, base in enumerate(bases)) for row in range(2000)]
    held = suppressed(Split(tuple(rows), bases)).cells
    assert all(why != Reason.FEW or rows[row][group] < 5 for (row, group), why in held.items())
    assert any(why is Reason.DERIVABLE for why in held.values())


@pytest.mark.parametrize("minimum", [2, 5])
@given(
    records=st.lists(
        st.tuples(st.sampled_from(["Norr", "Syd", None, "Öst"]), st.sampled_from(["stad", "land"])), max_size=40
    )
)
@settings(deadline=None)
def test_every_combination_of_values_that_is_left_has_enough_cases(
    minimum: int, records: list[tuple[str | None, str]]
) -> None:
    found = coarsened(records, minimum)
    assert len(found) == len(records)
    if len(records) >= minimum:
        assert all(number >= minimum for number in Counter(found).values())
    else:
        assert all(set(record) == {LEFT_OUT} for record in found)
    for before, after in zip(records, found, strict=True):
        assert all(new in (old, LEFT_OUT) for old, new in zip(before, after, strict=True))
