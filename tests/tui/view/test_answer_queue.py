"""Going through answers."""

from hypothesis import given
from hypothesis import strategies as st

from themecode.core.states import Completion
from themecode.tui.view.answer_queue import AnswerQueue

STATES = st.lists(st.sampled_from([None, Completion.SKIPPED, Completion.COMPLETED, Completion.CONTENTLESS]), max_size=8)


@given(STATES, st.data())
def test_the_next_unread_answer_is_after_this_one_else_from_the_start_skipped_ones_last(
    states: list[str | None], data: st.DataObject
) -> None:
    queue = AnswerQueue((place + 100, state) for place, state in enumerate(states))
    after = data.draw(st.integers(-1, max(-1, len(states) - 1)))
    order = [*range(after + 1, len(states)), *range(max(0, after))]
    wanted = [place for state in (None, Completion.SKIPPED) for place in order if states[place] == state]
    assert queue.next_unread(after) == (wanted[0] if wanted else None)


@given(STATES, st.lists(st.tuples(st.integers(100, 108), st.sampled_from([None, Completion.COMPLETED])), max_size=8))
def test_how_many_are_read_is_kept_right(states: list[str | None], changes: list[tuple[int, str | None]]) -> None:
    queue = AnswerQueue((place + 100, state) for place, state in enumerate(states))
    for id, state in changes:
        queue.put(id, state)
    now = [queue.state(place + 100) for place in range(len(states))]
    assert queue.read == sum(state not in (None, Completion.SKIPPED) for state in now)


def test_what_is_being_written_is_not_undone_by_what_the_file_says_meanwhile() -> None:
    queue = AnswerQueue([(1, None), (2, None)])
    queue.awaiting(1, Completion.COMPLETED)
    queue.take({1: None, 2: Completion.CONTENTLESS})
    assert (queue.state(1), queue.state(2)) == (Completion.COMPLETED, Completion.CONTENTLESS)
    queue.written(1)
    queue.take({1: None})
    assert queue.state(1) is None


def test_a_queue_among_ids_keeps_their_order_and_leaves_out_strangers() -> None:
    queue = AnswerQueue([(1, None), (2, "completed"), (3, None)]).among([3, 9, 2])
    assert [queue[place] for place in range(len(queue))] == [3, 2]
    assert (queue.place_of(2), queue.place_of(1)) == (1, None)
    assert queue.read == 1


def test_answers_to_be_read_again_come_when_nothing_is_unread() -> None:
    queue = AnswerQueue([(1, "completed"), (2, "completed")])
    assert queue.next_unread(0, {2}) == 1
    assert queue.next_unread(0) is None
