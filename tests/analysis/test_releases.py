"""A number can be asked where it came from, and what it was."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from themecode import Study
from themecode.analysis import count_categories
from themecode.analysis.releases import find_release, release, released_study, trace
from themecode.cli.main import main
from themecode.core.errors import InputError, NotFoundError, ReadOnlyError, RefusedError
from themecode.usecases.codebook_changes import merge_codes, redefine
from themecode.usecases.past import parse_moment, study_at


def counts(study: Study) -> dict[str, int]:
    return {item.code: item.count for item in count_categories(study, question="23").categories}


def test_a_release_gives_its_counts_again_after_codes_were_merged_and_answers_recoded(demo: Path) -> None:
    with Study.open(demo, coder="Anna") as study:
        before = counts(study)
        release(study, "rapport 2026")
        merge_codes(study, "framgang.placering", "framgang.samlokalisering")
        assert counts(study) != before
        with released_study(study, "rapport 2026") as then:
            assert counts(then) == before
        figures = json.loads(find_release(study, "rapport 2026").figures)
        (mine,) = [each for each in figures if each["question"] == "q23"]
        assert {item["code"]: item["count"] for item in mine["categories"]} == before


def test_a_release_after_something_that_came_to_nothing(demo: Path) -> None:
    with Study.open(demo, coder="Anna") as study:
        with study.act("memo"):
            pass  # takes a number of the history and leaves a gap
        assert release(study, "v1").name == "v1"
        with released_study(study, "v1") as then:
            assert counts(then) == counts(study)


def test_a_name_is_released_once(demo: Path) -> None:
    with Study.open(demo, coder="Anna") as study:
        release(study, "v1")
        with pytest.raises(RefusedError, match="already"):
            release(study, "v1")
        with pytest.raises(NotFoundError, match="v1"):
            find_release(study, "v2")
        with pytest.raises(InputError, match="needs a name"):
            release(study, " ")


def test_a_moment_gives_the_codebook_and_codings_as_they_stood_also_through_undo(demo: Path) -> None:
    with Study.open(demo, coder="Anna") as study:
        before = counts(study)
        moment = study.connection.execute("SELECT max(created) FROM history").fetchone()[0]
        merge_codes(study, "framgang.placering", "framgang.samlokalisering")
        study.undo()
        study.redo()
        with study_at(study, moment=moment) as then:
            assert counts(then) == before
            assert then.find_code("framgang.placering").key == "framgang.placering"
        assert "framgang.placering" not in counts(study)


def test_a_study_of_the_past_cannot_be_written(demo: Path) -> None:
    with (
        Study.open(demo, coder="Anna") as study,
        study_at(study, moment="2000-01-01") as then,
        pytest.raises(ReadOnlyError),
    ):
        then.undo()


def test_a_trace_has_as_many_cases_as_the_count_and_the_definition_then_in_force(demo: Path) -> None:
    with Study.open(demo, coder="Anna") as study:
        release(study, "v1")
        old = study.find_code("framgang.placering").text("definition", "sv")
        redefine(study, "framgang.placering", definition={"sv": "ny mening"})
        now = trace(study, "23", "framgang.placering")
        assert now.count == 21 == len({passage.case for passage in now.passages})
        assert {passage.coder for passage in now.passages} == {"consensus"}
        assert now.code.text("definition", "sv") == "ny mening"
        with released_study(study, "v1") as then:
            assert trace(then, "23", "framgang.placering").code.text("definition", "sv") == old


def test_a_trace_of_a_theme_in_the_interviews_has_what_stands_below_it(demo: Path) -> None:
    with Study.open(demo, coder="Anna") as study:
        found = trace(study, None, "pers.tid")
        assert found.count == 2
        assert {passage.code for passage in found.passages} > {"pers.tid.luft"}
        assert all(passage.document.startswith("personal-") for passage in found.passages)


def test_the_commands_say_the_same(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", str(demo), "v1", "--coder", "Anna"]) == 0
    assert main(["release", str(demo)]) == 0
    assert "v1" in capsys.readouterr().out
    assert main(["trace", str(demo), "stod.tid", "--question", "26", "--release", "v1", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["count"] == 60 == len({passage["case"] for passage in data["passages"]})
    assert main(["count", str(demo), "--question", "26", "--as-of", "2000-01-01"]) == 2


def test_a_day_means_its_end_and_a_minute_its_last_moment() -> None:
    day = datetime.fromisoformat(parse_moment("2026-03-01"))
    assert day.astimezone().strftime("%H:%M:%S") == "23:59:59"
    minute = datetime.fromisoformat(parse_moment("2026-03-01 13:45"))
    assert minute.astimezone().strftime("%H:%M:%S") == "13:45:59"
    assert datetime.fromisoformat(parse_moment("2026-03-01T13:45:10+00:00")).utcoffset() == timedelta(0)
    with pytest.raises(InputError, match="no date"):
        parse_moment("i går")
