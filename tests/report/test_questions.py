"""What a question is called in print, where a table was read in without numbers or wordings."""

from __future__ import annotations

from pathlib import Path

import pytest

from themecode import Study
from themecode.report.questions import printed_number, titled, wording_of
from themecode.usecases.import_survey import import_survey
from themecode.usecases.looking import QuestionRow, contents


@pytest.fixture
def asked(tmp_path: Path) -> dict[str, QuestionRow]:
    (tmp_path / "svar.csv").write_text(
        "id,Vad kan bli bättre?,bäst,5. Är något svårt?\n1,Mer tid,Kön är kort,Nej\n2,Mer rum,Åsa,🤔\n",
        encoding="utf-8",
    )
    with Study.create(tmp_path / "s.db", coder="Anna") as study:
        columns = ("Vad kan bli bättre?", "bäst", "5. Är något svårt?")
        import_survey(study, tmp_path / "svar.csv", case="id", open_columns=columns)
        return {(row.number or row.key): row for row in contents(study).questions}


def test_a_question_known_by_its_wording_alone_is_titled_by_it(asked: dict[str, QuestionRow]) -> None:
    question = asked["Vad kan bli bättre?"]
    assert (printed_number(question), wording_of(question, "sv")) == ("", "Vad kan bli bättre?")
    assert titled(question, "sv") == titled(question, "en") == "Vad kan bli bättre?"


def test_a_short_key_stands_for_a_number(asked: dict[str, QuestionRow]) -> None:
    assert (titled(asked["bäst"], "sv"), titled(asked["bäst"], "en")) == ("Fråga bäst.", "Question bäst.")


def test_a_number_stands_before_the_wording(asked: dict[str, QuestionRow]) -> None:
    assert titled(asked["5"], "sv") == "Fråga 5. Är något svårt?"
