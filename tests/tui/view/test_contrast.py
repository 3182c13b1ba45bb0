from hypothesis import given
from hypothesis import strategies as st

from themecode.tui.view.contrast import BLACK, TEXT, WHITE, contrast, dimmed, readable

channel = st.integers(0, 255)
colours = st.tuples(channel, channel, channel)


def test_black_on_white_has_the_contrast_that_wcag_gives_it() -> None:
    assert contrast(BLACK, WHITE) == 21
    assert round(contrast((118, 118, 118), WHITE), 2) == 4.54


@given(colours, colours)
def test_text_can_be_read_on_every_ground(colour: tuple[int, int, int], ground: tuple[int, int, int]) -> None:
    assert contrast(readable(colour, ground), ground) >= TEXT
    assert contrast(dimmed(colour, ground), ground) >= TEXT


def test_a_readable_colour_is_kept() -> None:
    assert readable((200, 180, 160), BLACK) == (200, 180, 160)
