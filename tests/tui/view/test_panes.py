"""A pane's size: kept as a share of the screen, within what the pane and the text need."""

from hypothesis import given
from hypothesis import strategies as st

from themecode.tui.view.panes import Pane, Room

rooms = st.builds(Room, st.integers(60, 300), st.just(36), st.just(22))
panes = st.builds(Pane, st.one_of(st.none(), st.floats(0.1, 99.9).map(lambda share: round(share, 1))), st.booleans())


@given(panes)
def test_what_is_kept_is_read_again(pane: Pane) -> None:
    assert Pane.kept(str(pane)) == pane


@given(st.text(max_size=12))
def test_whatever_was_kept_can_be_read(text: str) -> None:
    Pane.kept(text)


@given(rooms, st.integers(-50, 400))
def test_pane_and_text_keep_what_they_need(room: Room, wanted: int) -> None:
    size = Pane().sized(wanted, room).size(room)
    assert size is not None
    assert room.pane <= size <= room.all - room.text


@given(rooms, st.integers(22, 264))
def test_a_size_that_fits_is_the_size_it_gets(room: Room, wanted: int) -> None:
    kept = Pane.kept(str(Pane().sized(wanted, room)))
    if room.pane <= wanted <= room.all - room.text:
        assert kept.size(room) == wanted


def test_a_pane_nobody_has_moved_is_left_to_the_screen() -> None:
    assert Pane.kept(None).size(Room(80, 36, 22)) is None
    assert Pane.kept("hidden").turned() == Pane()


def test_on_a_smaller_screen_the_pane_leaves_room_for_the_text() -> None:
    wide = Pane().sized(150, Room(200, 36, 22))
    assert wide.size(Room(80, 36, 22)) == 44
    assert wide.size(Room(200, 36, 22)) == 150
