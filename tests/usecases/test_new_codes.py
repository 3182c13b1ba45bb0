"""A code that is made and put on text is one step: one undo takes back both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.core.errors import InputError, NotFoundError
from themecode.usecases import history, looking, new_codes

NAME = "samtal"


@pytest.fixture
def path(small: Any) -> Path:
    return Path(small.path)


def keys(study: Study) -> list[str]:
    return [row.key for _, rows in looking.code_tree(study, None) for row in rows]


def coded(study: Study) -> list[tuple[str, int, int]]:
    found = looking.own_codings(study, study.document(NAME))
    return sorted((each.code, each.span.start, each.span.end) for each in found)


def test_one_undo_takes_back_the_new_code_and_its_coding(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        before = keys(study)
        entries = len(history.history(study))
        made = new_codes.code_with_new(study, study.document(NAME), 12, 40, " Öppna dörrar ", codebook="k")
        assert made.label.in_language("sv") == "Öppna dörrar"
        assert coded(study) == [(made.key, 12, 40)]
        assert len(history.history(study)) == entries + 1
        assert history.history(study)[0].summary == f"Anna skapade koden {made.key} och kodade samtal med den"
        study.undo()
        assert keys(study) == before
        assert coded(study) == []
        study.redo()
        assert coded(study) == [(made.key, 12, 40)]


def test_other_codes_are_put_on_in_the_same_step(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        document = study.document(NAME)
        study.code(document, 12, 40, "k.rum")
        made = new_codes.code_with_new(study, document, 12, 40, "Nytt", codebook="k", also=["k.rum", "k.tid.luft"])
        assert coded(study) == sorted([("k.rum", 12, 40), ("k.tid.luft", 12, 40), (made.key, 12, 40)])
        study.undo()
        assert coded(study) == [("k.rum", 12, 40)]


@pytest.mark.parametrize(
    ("start", "end", "label", "also", "fault"),
    [
        (12, 40, "  ", (), InputError),
        (12, 12, "Nytt", (), InputError),
        (12, 99_999, "Nytt", (), InputError),
        (12, 40, "Nytt", ("k.finns_ej",), NotFoundError),
    ],
)
def test_where_it_cannot_be_put_on_no_code_is_made(
    path: Path, start: int, end: int, label: str, also: tuple[str, ...], fault: type[Exception]
) -> None:
    with Study.open(path, coder="Anna") as study:
        before = keys(study)
        with pytest.raises(fault):
            new_codes.code_with_new(study, study.document(NAME), start, end, label, codebook="k", also=also)
        assert keys(study) == before
        assert coded(study) == []


def test_a_new_code_on_many_answers_is_one_step(path: Path) -> None:
    with Study.open(path, coder="Anna") as study:
        before = keys(study)
        ids = [study.document("1", "q1").id, study.document("2", "q1").id]
        made = new_codes.code_many_with_new(study, ids, "Nytt", codebook="k")
        assert made.done.done == 2
        assert history.history(study)[0].summary == f"Anna skapade koden {made.code.key} och kodade 2 svar med den"
        assert [each.code for each in looking.own_codings(study, study.document("1", "q1"))] == [made.code.key]
        study.undo()
        assert keys(study) == before
        assert looking.own_codings(study, study.document("1", "q1")) == []
