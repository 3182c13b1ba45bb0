"""Correcting a text after it was coded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.core.errors import InputError
from themecode.usecases import looking
from themecode.usecases.checking import check
from themecode.usecases.revising import revise

OLD = "Moderator: Hur är det?\nP1: Vi hiner inte träffas. Det är synd.\n"
NEW = "Moderator: Hur är det?\nP1: Vi hinner inte träffas.\n"


@pytest.fixture
def study(demo: Path, tmp_path: Path) -> Any:
    from themecode.usecases.import_transcripts import import_transcripts

    (tmp_path / "samtal.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "ny.txt").write_text(NEW, encoding="utf-8")
    with Study.open(demo, coder="Anna") as opened:
        import_transcripts(opened, [tmp_path / "samtal.txt"])
        document = opened.document("samtal")
        for passage, code in (("Vi hiner inte träffas.", "tid.samverkan"), ("Det är synd.", "tid.luft")):
            start = OLD.index(passage)
            opened.code(document, start, start + len(passage), code)
        opened.complete(document)
        yield opened


def passages(study: Study) -> list[tuple[str, str]]:
    document = study.document("samtal")
    return [(each.code, each.span.of(document.text)) for each in looking.own_codings(study, document)]


def test_codings_move_along_and_those_without_a_place_are_named_and_kept_with_the_old_text(
    study: Study, tmp_path: Path
) -> None:
    result = revise(study, "samtal", tmp_path / "ny.txt")
    assert [(move.code, move.old, move.new) for move in result.changed] == [
        ("tid.samverkan", "Vi hiner inte träffas.", "Vi hinner inte träffas.")
    ]
    assert [(move.code, move.new) for move in result.lost] == [("tid.luft", None)]
    assert passages(study) == [("tid.samverkan", "Vi hinner inte träffas.")]
    assert looking.own_state(study, study.document("samtal")) == "completed"
    assert check(study) == []


def test_undo_brings_the_old_text_back_with_everything_on_it(
    study: Study, tmp_path: Path, content: Callable[..., Any]
) -> None:
    before = content(study.path)
    revise(study, "samtal", tmp_path / "ny.txt")
    study.undo()
    assert content(study.path) == before
    assert passages(study) == [("tid.samverkan", "Vi hiner inte träffas."), ("tid.luft", "Det är synd.")]
    study.redo()
    assert passages(study) == [("tid.samverkan", "Vi hinner inte träffas.")]


def test_a_dry_run_says_the_same_and_writes_nothing(study: Study, tmp_path: Path) -> None:
    result = revise(study, "samtal", tmp_path / "ny.txt", dry_run=True)
    assert len(result.lost) == 1
    assert study.document("samtal").text == OLD


def test_the_same_text_is_refused(study: Study, tmp_path: Path) -> None:
    (tmp_path / "ny.txt").write_text(OLD, encoding="utf-8")
    with pytest.raises(InputError, match="the same as in the study"):
        revise(study, "samtal", tmp_path / "ny.txt")
