"""Passages that are coded: several codes at once, edges moved, condensed, quoted; each one step that can be undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themecode import Study
from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.usecases import history, looking, quotes, spans
from themecode.usecases.rounds import close_round, ensure_round

NAME = "samtal"


@pytest.fixture
def path(small: Any) -> Path:
    with Study.open(small.path, coder="Anna") as study:
        study.code(study.document(NAME), 12, 40, "k.tid.luft")
    return Path(small.path)


def coded(study: Study) -> list[tuple[str, int, int, str | None]]:
    found = looking.own_codings(study, study.document(NAME))
    return [(each.code, each.span.start, each.span.end, each.condensation) for each in found]


def test_several_codes_are_put_on_at_once_and_taken_back_at_once(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        before = coded(study)
        made = spans.code_several(study, study.document(NAME), 12, 40, ["k.rum", "k.tid.luft", "k.rum"])
        assert [each.code for each in made] == ["k.rum", "k.tid.luft"]
        assert len(coded(study)) == 2
        assert history.history(study)[0].summary == "Anna kodade samtal med k.rum, k.tid.luft"
        study.undo()
        assert coded(study) == before


def test_where_one_of_several_codes_cannot_be_used_none_is(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        before = coded(study)
        with pytest.raises(NotFoundError):
            spans.code_several(study, study.document(NAME), 0, 5, ["k.rum", "k.finns_ej"])
        assert coded(study) == before


def test_moved_edges_keep_all_else_of_the_coding_and_are_one_step(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        (coding,) = looking.own_codings(study, study.document(NAME))
        moved = spans.move_edges(study, coding.id, 14, 60)
        assert (moved.span.start, moved.span.end) == (14, 60)
        assert (moved.uuid, moved.origin, moved.created) == (coding.uuid, coding.origin, coding.created)
        assert history.history(study)[0].summary == "Anna flyttade gränserna för k.tid.luft i samtal"
        study.undo()
        assert coded(study) == [("k.tid.luft", 12, 40, None)]
        study.redo()
        assert coded(study) == [("k.tid.luft", 14, 60, None)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(-5, 200), end=st.integers(-5, 200))
def test_edges_never_leave_the_text_and_undo_always_puts_them_back(path: Path, start: int, end: int) -> None:
    with Study.open(path, coder="Anna") as study:
        document = study.document(NAME)
        (coding,) = looking.own_codings(study, document)
        try:
            spans.move_edges(study, coding.id, start, end)
        except InputError:
            assert not (0 <= start < end <= len(document.text) and document.text[start:end].strip())
        else:
            assert coded(study) == [("k.tid.luft", start, end, None)]
            if (start, end) != (12, 40):
                study.undo()
        assert coded(study) == [("k.tid.luft", 12, 40, None)]


def test_edges_are_refused_where_they_would_make_two_codings_one(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        document = study.document(NAME)
        other = study.code(document, 50, 60, "k.tid.luft")
        with pytest.raises(RefusedError, match="exactly that passage"):
            spans.move_edges(study, other.id, 12, 40)
        assert len(coded(study)) == 2


def test_only_ones_own_codings_in_open_rounds_are_changed(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        (coding,) = looking.own_codings(study, study.document(NAME))
    with Study.open(path, coder="Bo") as other:
        for change in (lambda: spans.move_edges(other, coding.id, 1, 5), lambda: spans.condense(other, coding.id, "x")):
            with pytest.raises(RefusedError, match="Anna's"):
                change()
    with Study.open(path, coder="Anna") as study:
        with study.act("close round") as entry:
            ensure_round(study, entry, "andra", "production")
            entry.describe("ny omgång")
        close_round(study, "production")
        with pytest.raises(RefusedError, match="closed"):
            spans.condense(study, coding.id, "x")


def test_a_condensation_is_written_changed_and_taken_away(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        (coding,) = looking.own_codings(study, study.document(NAME))
        spans.condense(study, coding.id, " för lite tid för varandra \n")
        assert coded(study)[0][3] == "för lite tid för varandra"
        spans.condense(study, coding.id, "  ")
        assert coded(study)[0][3] is None
        study.undo()
        assert coded(study)[0][3] == "för lite tid för varandra"


def test_a_quote_is_marked_and_unmarked_by_the_same_step_and_is_each_coders_own(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        document = study.document(NAME)
        assert quotes.toggle_quote(study, document, 12, 40, code="k.rum")
        (marked,) = quotes.own_quotes(study, document)
        assert (marked.span.start, marked.span.end, marked.code_id) == (12, 40, study.find_code("k.rum").id)
        with Study.open(path, coder="Bo") as other:
            assert quotes.own_quotes(other, document) == []
        assert not quotes.toggle_quote(study, document, 12, 40)
        assert quotes.own_quotes(study, document) == []
        study.undo()
        assert quotes.own_quotes(study, document) == [marked]
        with pytest.raises(InputError):
            quotes.toggle_quote(study, document, 12, 12)
