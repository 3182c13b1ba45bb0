"""Who speaks where: where one begins to read, and what no figure counts."""

from __future__ import annotations

import pytest

from themecode.core.documents import Segmented, Span, Turn
from themecode.tui.view.voices import first_words, only_moderators


def test_one_begins_where_the_first_participant_speaks(interview: Segmented) -> None:
    assert interview.text[first_words(interview.turns) :].startswith("Vi har husmöte")


def test_a_text_without_participants_is_begun_at_its_start() -> None:
    assert first_words(()) == 0
    assert first_words([Turn(None, 0, 30, 0)]) == 0


@pytest.mark.parametrize(
    ("passage", "alone"),
    [
        ("Hur ser samverkan ut?", True),
        ("Moderator: Hur", True),
        ("samverkan ut?\nP2 (BVC):", True),
        ("samverkan ut?\nP2 (BVC): Vi", False),
        ("Vi har husmöte", False),
        ("P4:", False),
    ],
)
def test_only_what_is_nothing_but_a_moderators_words_is_not_counted(
    interview: Segmented, passage: str, alone: bool
) -> None:
    start = interview.text.index(passage)
    assert only_moderators(interview.turns, Span(start, start + len(passage))) is alone
