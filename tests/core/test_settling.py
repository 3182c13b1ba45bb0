"""Two files' versions of one row: one side's change stands, and of two changes the same one in either order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from themecode.core.settling import COMPLETIONS, Record, before, is_changed, settle


def row(state: str, created: str = "1", *, deleted: bool = False, uuid: str = "u") -> Record:
    values = {column: column for column in COMPLETIONS.refers}
    return Record(uuid, deleted, {**values, "state": state, "created": created, "codebook_version": 1})


ROWS = st.builds(row, st.sampled_from("abc"), st.sampled_from("1234"), deleted=st.booleans())


def said(record: Record | None) -> object:
    return None if record is None or record.deleted else record.values


def merged(base: Record | None, now: Record, here: Record | None) -> Record | None:
    return now if settle(COMPLETIONS, base, now, here).take else here


@given(st.none() | ROWS, ROWS, ROWS)
def test_two_files_give_the_same_in_either_order(base: Record | None, one: Record, other: Record) -> None:
    first = merged(base, other, merged(base, one, base))
    second = merged(base, one, merged(base, other, base))
    assert said(first) == said(second)


@given(st.none() | ROWS, ROWS, st.none() | ROWS)
def test_taking_a_file_again_changes_nothing(base: Record | None, now: Record, here: Record | None) -> None:
    once = merged(base, now, here)
    assert said(merged(base, now, once)) == said(once)


@given(st.none() | ROWS, st.none() | ROWS)
def test_a_row_the_file_left_alone_is_as_in_the_study(base: Record | None, here: Record | None) -> None:
    if base is not None:
        assert not settle(COMPLETIONS, base, base, here).take
        assert not is_changed(COMPLETIONS, base, base)


def test_what_one_side_changed_stands() -> None:
    assert settle(COMPLETIONS, row("a"), row("b", "0"), row("a")).take
    assert not settle(COMPLETIONS, row("a"), row("b", "0"), row("a")).both


def test_of_two_changes_the_later_stands_and_both_are_told() -> None:
    settled = settle(COMPLETIONS, row("a", "1"), row("b", "3"), row("c", "2"))
    assert (settled.take, settled.both) == (True, True)
    settled = settle(COMPLETIONS, row("a", "1"), row("b", "2"), row("c", "3"))
    assert (settled.take, settled.both) == (False, True)


def test_the_same_change_on_both_sides_at_different_times_is_no_conflict() -> None:
    settled = settle(COMPLETIONS, row("a", "1"), row("b", "3"), row("b", "2"))
    assert (settled.take, settled.both) == (True, False)


def test_a_row_before_its_touches_is_what_the_oldest_of_them_kept() -> None:
    assert before(row("c"), [{"state": "a"}, {"state": "b", "deleted": 1}]) == row("a", deleted=True)
    assert before(row("c"), [None, {"state": "b"}]) is None
    assert before(row("c"), []) == row("c")
