"""Columns and cells of a table."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from themecode.tui.view.columns import GAP, Column, fitted, one_line, widths

COLUMNS = [Column("case", "fall", 6, 14), Column("text", "svar", 18, None, 4), Column("codes", "koder", 10, 20, 2)]


@given(st.text(max_size=40), st.integers(0, 30))
def test_a_cell_takes_exactly_its_width_whatever_is_in_it(text: str, width: int) -> None:
    assert cell_len(fitted(one_line(text), width, cell_len)) == width


def test_what_does_not_fit_ends_with_an_ellipsis_and_is_not_cut_within_a_character() -> None:
    assert fitted("samverkan", 6, cell_len) == "samve…"
    assert fitted("日本語", 5, cell_len) == "日本…"
    assert fitted("日本語", 4, cell_len) == "日… "
    assert fitted("re\u0301n luft", 4, cell_len) == "re\u0301n…"


@given(st.integers(0, 300))
def test_columns_fill_the_room_and_no_more(room: int) -> None:
    given_ = widths(COLUMNS, room)
    total = sum(given_) + GAP * (len(COLUMNS) - 1)
    assert all(width >= 0 for width in given_)
    assert total == room or (room < sum(c.least for c in COLUMNS) + 2 * GAP and total <= max(room, 2 * GAP))
    assert given_[0] <= 14
    assert given_[2] <= 20


def test_a_row_is_one_line_without_control_characters() -> None:
    assert one_line(" 1. tid\n\n2.\x1b[31m rum ") == "1. tid 2.·[31m rum"
