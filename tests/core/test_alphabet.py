"""The order of an index."""

from hypothesis import given
from hypothesis import strategies as st

from themecode.core.alphabet import order_key


def test_swedish_letters_come_after_z_in_their_order_and_other_accents_tell_nothing() -> None:
    words = ["ö", "Zebra", "ängen", "Åsa", "idé", "ide", "”Apa”", "år", "ett"]
    assert sorted(words, key=order_key) == ["”Apa”", "ett", "idé", "ide", "Zebra", "år", "Åsa", "ängen", "ö"]


@given(st.text(max_size=20))
def test_case_and_white_space_around_do_not_move_a_text(text: str) -> None:
    assert order_key(f"  {text} ") == order_key(text)
