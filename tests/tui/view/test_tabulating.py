"""Counts laid out as figures: every figure is the count's own, and leads to a query that can be read."""

from __future__ import annotations

import pytest

from themecode import Study
from themecode.analysis.cooccurrence import co_occurrences
from themecode.analysis.counts import count_categories, count_everything
from themecode.analysis.crosstab import cross_table
from themecode.analysis.query import parse
from themecode.tui.view.tabulating import Table, bar_rows, cross_rows, together_rows


def sound(table: Table) -> None:
    """Check that rows and jumps fit the heads, weights lie between 0 and 1, and queries can be read."""
    assert all(len(row) == len(table.heads) for row in (*table.rows, *table.jumps))
    assert len(table.rows) == len(table.jumps)
    for row, behind in zip(table.rows, table.jumps, strict=True):
        assert all(0 <= figure.weight <= 1 for figure in row)
        for jump in behind:
            if jump is not None:
                parse(jump.query)


@pytest.mark.parametrize("level", [None, 1, 2])
def test_bars_are_the_counts_of_a_level_in_falling_order(demo_study: Study, level: int | None) -> None:
    for counts in count_everything(demo_study):
        table = bar_rows(counts, "sv", level, ("antal", "andel", "", "kod"))
        sound(table)
        shown = counts.categories if level is None else counts.level(level)
        assert [int(row[0].text) for row in table.rows] == [each.count for each in shown if each.count]
        assert [len(row[2].text) for row in table.rows] == sorted((len(r[2].text) for r in table.rows), reverse=True)


def test_the_cells_of_a_cross_table_are_those_of_the_counts_and_sum_to_the_total(demo_study: Study) -> None:
    counts = count_categories(demo_study, question="23", by="region")
    crossed = cross_table(counts)
    table = cross_rows(crossed, "sv", None, "saknas", ("kod", "Alla", "svarande"))
    sound(table)
    by_code = [{category.code: category.count for category in group.categories} for group in counts.groups]
    for row, figures in zip(crossed.rows, table.rows, strict=False):
        assert list(row.numbers) == [numbers[row.code] for numbers in by_code]
        assert sum(row.numbers) == row.total == int(figures[-1].text)
    assert [figure.text for figure in table.rows[-1][1:-1]] == [str(group.answered) for group in counts.groups]


def test_a_parent_stands_above_its_codes_in_a_cross_table(demo_study: Study) -> None:
    counts = count_categories(demo_study, codebook="intervju_personal", by="soc")
    crossed = cross_table(counts)
    codes = [row.code for row in crossed.rows]
    for row in crossed.rows:
        above = next(each.parent for each in counts.categories if each.code == row.code)
        assert above is None or (codes.index(above) < codes.index(row.code) and row.depth == 1)


@pytest.mark.parametrize("basis", ["cases", "passages"])
def test_a_heat_map_is_a_half_square_whose_deepest_shade_is_its_highest_number(demo_study: Study, basis: str) -> None:
    for found in co_occurrences(demo_study, basis=basis):
        table = together_rows(found, "en", "code")
        sound(table)
        for place, row in enumerate(table.rows):
            assert all(figure.text == "" for figure in row[place + 2 :])
            assert row[place + 1].bold
        weights = [figure.weight for row in table.rows for figure in row]
        assert max(weights, default=0) == (1 if found.highest else 0)
