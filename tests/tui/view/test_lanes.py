from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from themecode.tui.view.lanes import LANES, Lanes, Mark, innermost_first, partition
from themecode.tui.view.layout import Layout

TEXT = "\n".join(["ett två tre fyra fem sex sju"] * 6)
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 60)).map(
    lambda pair: (pair[0], min(len(TEXT), pair[0] + pair[1]))
)


def marks_of(pairs: list[tuple[int, int]]) -> list[Mark]:
    return [Mark(key, start, end, "#ff0000", "kod") for key, (start, end) in enumerate(pairs)]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), max_size=30))
def test_overlapping_intervals_get_different_lanes_and_no_more_than_needed(
    pairs: list[tuple[int, int]],
) -> None:
    intervals = sorted((start, start + length) for start, length in pairs)
    lanes = partition(intervals)
    for (one, a), (other, b) in combinations(zip(intervals, lanes, strict=True), 2):
        if one[0] < other[1] and other[0] < one[1]:
            assert a != b
    deepest = max((sum(s <= x < e for s, e in intervals) for x in range(60)), default=0)
    assert len(set(lanes)) == deepest


@given(st.lists(spans, max_size=25), st.integers(5, 40))
def test_every_mark_is_on_each_of_its_rows_alone_in_its_lane(pairs: list[tuple[int, int]], width: int) -> None:
    layout = Layout(TEXT, width, len)
    marks = marks_of(pairs)
    lanes = Lanes(marks, layout)
    lane_of: dict[int, int] = {}
    for row in range(len(layout)):
        placed = lanes.on_row(row)
        assert len({each.lane for each in placed}) == len(placed)
        here = {mark.key for mark in marks if layout.row_of(mark.start) <= row <= layout.row_of(mark.end - 1)}
        assert {each.mark.key for each in placed} == here
        for each in placed:
            if each.lane < LANES:  # once drawn, a line goes straight down
                assert lane_of.setdefault(each.mark.key, each.lane) == each.lane
            else:
                assert each.mark.key not in lane_of


@given(st.lists(st.tuples(spans, st.booleans()), max_size=25), st.integers(5, 40))
def test_no_lane_is_empty_and_none_hints_beside_a_passage_that_is_not_drawn(
    drawn: list[tuple[tuple[int, int], bool]], width: int
) -> None:
    layout = Layout(TEXT, width, len)
    lanes = Lanes(
        [Mark(key, start, end, "#ff0000", "kod", faint=faint) for key, ((start, end), faint) in enumerate(drawn)],
        layout,
    )
    for row in range(len(layout)):
        placed = lanes.on_row(row)
        assert {each.lane for each in placed[:LANES]} == set(range(LANES)) or all(each.lane < LANES for each in placed)
        if any(each.lane >= LANES and not each.mark.faint for each in placed):
            assert not any(each.lane < LANES and each.mark.faint for each in placed)


def test_lines_show_where_a_passage_begins_and_ends() -> None:
    layout = Layout("aaaa bbbb cccc dddd", 5, len)
    lanes = Lanes([Mark(1, 0, 14, "#ff0000", "a"), Mark(2, 15, 19, "#00ff00", "b")], layout)
    assert [[each.glyph for each in lanes.on_row(row)] for row in range(4)] == [["╷"], ["│"], ["╵"], ["╺"]]


def test_a_passage_that_begins_where_another_ends_has_a_line_of_its_own() -> None:
    layout = Layout("aaaa bbbb", 20, len)
    lanes = Lanes([Mark(1, 0, 4, "#ff0000", "a"), Mark(2, 4, 9, "#00ff00", "b")], layout)
    assert [each.lane for each in lanes.on_row(0)] == [0, 1]


def test_the_innermost_is_the_shortest() -> None:
    marks = marks_of([(0, 40), (5, 10), (5, 20)])
    assert [mark.key for mark in innermost_first(marks)] == [1, 2, 0]
