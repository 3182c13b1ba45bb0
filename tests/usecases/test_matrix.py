"""Writing in the matrix: one summary a cell, a step that can be undone, and nothing of it in the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.analysis.matrix import levels, matrix
from themecode.analysis.retrieval import own_scope
from themecode.core.errors import InputError, NotFoundError, ReadOnlyError
from themecode.storage.queries import codes as code_queries
from themecode.usecases.matrix import cell, write_cell


@pytest.fixture
def study(small: Any) -> Iterator[Study]:
    with Study.open(small.path, coder="Lena") as opened:
        yield opened


def written(study: Study) -> str:
    found = cell(study, "samtal", "k.tid")
    return found.text if found is not None else ""


def test_a_cell_is_written_changed_cleared_and_each_step_undone(study: Study) -> None:
    write_cell(study, "samtal", "k.tid", "  Tiden räcker inte 🤔\r\nalls\n")
    assert written(study) == "Tiden räcker inte 🤔\nalls"
    write_cell(study, "samtal", "k.tid", "Tiden räcker.")
    write_cell(study, "samtal", "k.tid", " ")
    assert written(study) == ""
    write_cell(study, "samtal", "k.tid", "En ny.")
    seen = []
    for _ in range(4):
        study.undo()
        seen.append(written(study))
    assert seen == ["", "Tiden räcker.", "Tiden räcker inte 🤔\nalls", ""]


def test_a_cell_has_one_summary_and_says_who_wrote_it_last(study: Study, small: Any) -> None:
    write_cell(study, "samtal", "k.tid", "Lenas")
    with Study.open(small.path, coder="Bo") as bo:
        write_cell(bo, "samtal", "k.tid", "Bos")
    found = cell(study, "samtal", "k.tid")
    assert found is not None
    assert (found.text, found.coder) == ("Bos", "Bo")
    (number,) = study.connection.execute("SELECT count(*) FROM cells WHERE deleted = 0").fetchone()
    assert number == 1


def test_the_same_text_again_leaves_no_trace(study: Study) -> None:
    write_cell(study, "samtal", "k.tid", "Samma")
    before = study.connection.execute("SELECT count(*) FROM history").fetchone()
    write_cell(study, "samtal", "k.tid", "Samma\n")
    write_cell(study, "samtal", "k.rum", "")
    assert study.connection.execute("SELECT count(*) FROM history").fetchone() == before


def test_the_history_never_quotes_a_cell(study: Study) -> None:
    write_cell(study, "samtal", "k.tid", "hemligheten")
    (summary,) = study.connection.execute("SELECT summary FROM history ORDER BY id DESC LIMIT 1").fetchone()
    assert "samtal" in summary
    assert "k.tid" in summary
    assert "hemligheten" not in summary


def test_an_unknown_case_or_code_and_a_study_for_reading_are_refused(study: Study, small: Any) -> None:
    with pytest.raises(NotFoundError, match="no such case"):
        write_cell(study, "x", "k.tid", "text")
    with pytest.raises(NotFoundError, match="no such code"):
        write_cell(study, "samtal", "x", "text")
    with pytest.raises(InputError, match="NUL"):
        write_cell(study, "samtal", "k.tid", "a\0b")
    with Study.open(small.path, coder="Lena", read_only=True) as sealed, pytest.raises(ReadOnlyError):
        write_cell(sealed, "samtal", "k.tid", "text")
    assert written(study) == ""


def test_the_matrix_has_each_case_the_text_of_its_cells_and_its_passages(study: Study) -> None:
    talk = study.document("samtal")
    study.code(talk, talk.text.index("Mötena"), talk.text.index("Mötena") + 6, "k.tid.moten")
    study.code(talk, talk.text.index("Vi har"), talk.text.index("Vi har") + 6, "k.tid")
    write_cell(study, "samtal", "k.rum", "Trångt")
    found = matrix(study, "k", own_scope(study))
    assert [case.key for case in found.cases] == ["samtal"]
    assert [code.key for code in found.codes] == ["k.tid", "k.rum", "k.rad"]
    cells = [found.cell(found.cases[0], code) for code in found.codes]
    assert [(each.text, each.passages) for each in cells] == [("", 2), ("Trångt", 0), ("", 0)]
    lower = matrix(study, "k", own_scope(study), level=2)
    assert [code.key for code in lower.codes] == ["k.tid.luft", "k.tid.moten"]
    assert [lower.cell(lower.cases[0], code).passages for code in lower.codes] == [0, 1]


def test_interviews_a_codebook_does_not_read_have_no_row_unless_something_stands_in_it(demo: Path) -> None:
    with Study.open(demo, coder="Anna") as study:
        own = own_scope(study)
        staff = [f"personal-0{number}" for number in range(1, 5)]
        assert [case.key for case in matrix(study, "intervju_personal", own).cases] == staff
        write_cell(study, "foraldrar-02", "pers.tid", "Undrar när personalen hinner äta.")
        assert {case.key for case in matrix(study, "intervju_personal", own).cases} == {*staff, "foraldrar-02"}
        assert len(matrix(study, "framgang", own).cases) == 8  # of that codebook nothing is said


def test_the_matrix_of_answers_has_those_who_answered_and_a_variable_beside(study: Study) -> None:
    found = matrix(study, "k", own_scope(study), interviews=False, variable="region")
    assert [(case.key, case.value) for case in found.cases] == [
        ("1", "Norr"),
        ("2", "Norr"),
        ("3", "Syd"),
        ("4", "Syd"),
        ("5", ""),
    ]


def test_a_level_the_codebook_does_not_have_is_refused(study: Study) -> None:
    rows = code_queries.codes(study.connection, study.codebook("k").id)
    assert levels(rows) == 2
    with pytest.raises(InputError, match="no code stands at level 3"):
        matrix(study, "k", own_scope(study), level=3)
