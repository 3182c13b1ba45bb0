"""Figures of earlier years: read from a table, all or nothing, replaced when read again, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from themecode import Study
from themecode.analysis.earlier import earlier_year, earlier_years
from themecode.core.errors import InputError, NotFoundError
from themecode.usecases.earlier_figures import import_earlier

HEAD = "question,year,value,count,base,source\n"


def test_answers_are_found_by_key_number_and_label_in_either_language(
    demo: Path, write: Callable[[str, str], Path]
) -> None:
    table = (
        "q1,2008,bmm,60,100,Kartläggning å\n1,2008,Open preschool,1 000,1 000,\nq5_fast,2008,yes,30,90,\n"
        "23,2008,samlokalisering,40,90,\nq1,1998,bvc,,,\n"
    )
    with Study.open(demo, coder="Anna") as study:
        result = import_earlier(study, write("e.csv", HEAD + table))
        assert (result.figures, result.changed, result.unknown) == (5, 5, ())
        q1 = study.question("q1")
        assert [each.year for each in earlier_years(study, q1)] == ["2008", "1998"]
        then = earlier_year(study, q1, "2008")
        assert set(then.figures) == {"bmm", "of"}
        assert then.figures["of"].count == 1000
        assert then.sources == ["Kartläggning å"]
        assert earlier_year(study, q1, "1998").figures["bvc"].share is None
        assert set(earlier_year(study, study.question("q5_fast"), "2008").figures) == {"Ja"}
        assert set(earlier_year(study, study.question("23"), "2008").figures) == {"framgang.samlokalisering"}
        again = import_earlier(study, write("e.csv", HEAD + table.replace("60,100", "61,100")))
        assert again.changed == 1
        study.undo()
        assert earlier_year(study, q1, "2008").figures["bmm"].count == 60
        study.undo()
        with pytest.raises(NotFoundError):
            earlier_year(study, q1, "2008")


def test_an_answer_that_is_no_more_is_kept_and_said(demo: Path, write: Callable[[str, str], Path]) -> None:
    with Study.open(demo, coder="Anna") as study:
        result = import_earlier(study, write("e.csv", HEAD + "q1,2008,kyrkan,3,100,\n"), dry_run=True)
        assert result.unknown == (("q1", "kyrkan"),)
        assert not earlier_years(study, study.question("q1"))


def test_every_fault_is_said_with_its_row_and_nothing_is_written(demo: Path, write: Callable[[str, str], Path]) -> None:
    table = "q99,2008,bmm,1,2,\nq1,,bmm,1,2,\nq1,2008,bmm,x,2,\nq1,2008,of,3,2,\nq1,2008,soc,1,2,\nq1,2008,soc,1,2,\n"
    with Study.open(demo, coder="Anna") as study:
        with pytest.raises(InputError) as caught:
            import_earlier(study, write("e.csv", HEAD + table))
        assert [fault.where.split(",")[1].strip() for fault in caught.value.faults] == [
            "row 2",
            "row 3",
            "row 4",
            "row 5",
            "row 7",
        ]
        assert not earlier_years(study, study.question("q1"))
        with pytest.raises(InputError):
            import_earlier(study, write("e.csv", "question,year\nq1,2008\n"))
