import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from themecode.core.documents import Span
from themecode.tui.view.characters import clusters, drawable, is_simple, paragraphs
from themecode.tui.view.layout import Layout, top_to_show

PIECES = [
    "a",
    "ord",
    " ",
    "  ",
    "\n",
    "å",
    "Ö",
    "日本語",
    "e\u0301",
    "👩‍👩‍👧",
    "👍🏽",
    "❤️",
    "🇸🇪",
    "\u200b",
    "\u200d",
    "”",
    "…",
    "längre-ord",
]
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=40)
widths = st.integers(1, 30)


def laid_out(text: str, width: int) -> Layout:
    return Layout(drawable(text), width, cell_len)


@given(texts, widths)
@example("", 1)
@example("ord    \n   \n", 3)
def test_rows_cover_the_text_exactly(text: str, width: int) -> None:
    layout = laid_out(text, width)
    by_paragraph: dict[int, str] = {}
    for row in layout.rows:
        by_paragraph[row.paragraph] = by_paragraph.get(row.paragraph, "") + text[row.start : row.end]
    assert "\n".join(by_paragraph.values()) == text
    empty = [row for row in layout.rows if row.start == row.end]
    assert all(not by_paragraph[row.paragraph] for row in empty)


@given(texts, widths)
def test_no_row_is_wider_than_the_width_unless_one_character_is(text: str, width: int) -> None:
    layout = laid_out(text, width)
    for number in range(len(layout)):
        shown = layout.shown(number)
        pieces = list(clusters(layout.text, shown.start, shown.end, cell_len))
        assert sum(cells for _, _, cells in pieces) <= width or len(pieces) == 1


@given(texts, widths)
def test_a_character_is_found_under_all_its_cells(text: str, width: int) -> None:
    layout = laid_out(text, width)
    for number, row in enumerate(layout.rows):
        for start, end, cells in clusters(layout.text, row.start, row.end, cell_len):
            assert all(layout.row_of(offset) == number for offset in range(start, end))
            assert all(layout.cluster_at(offset) == Span(start, end) for offset in range(start, end))
            first = layout.cell_of(start)
            for cell in range(first, first + max(1, cells)):
                assert layout.offset_at(number, cell) == start


@given(texts)
def test_clusters_are_as_wide_as_textual_draws_them(text: str) -> None:
    text = drawable(text).replace("\n", "")
    found = list(clusters(text, 0, len(text), cell_len))
    assert "".join(text[start:end] for start, end, _ in found) == text
    assert sum(cells for _, _, cells in found) == cell_len(text)


@given(st.text(alphabet="abå .-”…\u00a0", max_size=80), widths)
def test_simple_and_composed_paragraphs_wrap_alike(text: str, width: int) -> None:
    layout = laid_out(text, width)
    assert is_simple(text)
    whole = paragraphs(text)[0]
    assert list(layout._simple_ends(whole)) == list(layout._cluster_ends(whole))


def test_every_character_held_for_simple_takes_one_cell() -> None:
    simple = [chr(code) for code in range(0x3000) if is_simple(chr(code))]
    assert len(simple) > 800
    assert all(cell_len(character) == 1 for character in simple)


@pytest.mark.parametrize("whole", ["e\u0301", "👩‍👩‍👧", "👍🏽", "❤️", "🇸🇪", "日"])
def test_composed_characters_are_never_split(whole: str) -> None:
    text = whole * 20
    for width in range(1, 7):
        for row in laid_out(text, width).rows:
            assert row.start % len(whole) == row.end % len(whole) == 0


def test_rows_break_between_words_and_only_then_within() -> None:
    layout = laid_out("Vi har husmöte varannan vecka\nsjukhuskuratorsmottagningen", 10)
    assert [layout.text[row.start : row.end] for row in layout.rows] == [
        "Vi har ",
        "husmöte ",
        "varannan ",
        "vecka",
        "sjukhuskur",
        "atorsmotta",
        "gningen",
    ]


def test_right_of_a_row_is_its_last_character_that_is_no_space() -> None:
    layout = laid_out("ett två tre", 4)
    assert layout.offset_at(0, 30) == 2
    assert layout.offset_at(0, 3) == 3
    assert layout.offset_at(2, 30) == 10
    assert laid_out("日本 語", 5).offset_at(0, 3) == 1


def test_what_would_disturb_a_terminal_is_not_drawn() -> None:
    text = "a\tb\x1b[31mc\r\x00\x85\u2028\xad\nd"
    drawn = drawable(text)
    assert len(drawn) == len(text)
    assert drawn == "a b·[31mc ·  -\nd"


def test_only_paragraphs_that_need_it_are_measured_and_each_character_once() -> None:
    measured: list[str] = []

    def measure(text: str) -> int:
        measured.append(text)
        return cell_len(text)

    plain = "familjecentralen är så bra för alla, säger de.\n"
    Layout(plain * 200, 20, measure)
    assert not measured
    wide = "tåg 日本語 e\u0301n 👩‍👩‍👧 " * 20
    Layout(plain * 200 + wide, 20, measure)
    assert 0 < sum(map(len, measured)) <= len(wide)


@given(st.integers(0, 99), st.integers(0, 30), st.integers(0, 99), st.integers(1, 40))
def test_what_is_to_be_shown_is_in_the_view(first: int, reach: int, top: int, height: int) -> None:
    rows = 100
    last = min(rows - 1, first + reach)
    top = max(0, min(top, rows - height))
    shown = top_to_show(first, last, top=top, height=height, rows=rows)
    assert shown <= first < shown + height
    assert last < shown + height or last - first >= height
    assert 0 <= shown <= max(0, rows - height)
    assert top_to_show(first, last, top=shown, height=height, rows=rows) == shown
