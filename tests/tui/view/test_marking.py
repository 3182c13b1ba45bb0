"""Marks in a list."""

from themecode.tui.view.marking import Marks


def marks() -> Marks:
    made = Marks()
    made.over([50, 40, 30, 20, 10])
    return made


def test_a_range_grows_and_shrinks_with_the_cursor_and_keeps_what_was_marked_before() -> None:
    made = marks()
    made.turn(4)
    made.stretch(0, 1)
    made.stretch(1, 3)
    assert made.in_order() == [50, 40, 30, 20, 10]
    made.stretch(3, 1)
    assert made.in_order() == [50, 40, 10]


def test_a_range_turns_over_where_it_began() -> None:
    made = marks()
    made.stretch(2, 4)
    made.stretch(4, 0)
    assert made.in_order() == [50, 40, 30]


def test_all_are_marked_and_let_go_of_again() -> None:
    made = marks()
    made.turn_all()
    assert len(made) == 5
    made.turn_all()
    assert len(made) == 0


def test_what_leaves_the_list_is_not_marked_any_more() -> None:
    made = marks()
    made.turn_all()
    made.over([10, 60, 50])
    assert made.in_order() == [10, 50]
    assert made.add([60, 999]) == 1
    assert made.in_order() == [10, 60, 50]
