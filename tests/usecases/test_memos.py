"""Memos: each coder's own, on anything, one text on one thing, exported with what they are on."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.core.errors import InputError, RefusedError
from themecode.usecases import history, looking, memos
from themecode.usecases.memos import MemoPlace

NAME = "samtal"
TEXT = "Tänk på: å ä ö 🤔\n\nandra raden"


@pytest.fixture
def places(small: Any) -> list[MemoPlace]:
    with Study.open(small.path, coder="Anna") as study:
        document = study.document(NAME)
        coding = study.code(document, 12, 40, "k.rum")
        code = study.find_code("k.tid")
    return [
        *(memos.ON_STUDY, memos.on_case(document.case_id), memos.on_document(document)),
        *(memos.on_span(document, 5, 9), memos.on_coding(coding.id), memos.on_code(code.id)),
    ]


def text_at(study: Study, place: MemoPlace) -> str | None:
    found = memos.memo_at(study, place)
    return found.text if found else None


@pytest.mark.parametrize("number", range(6))
def test_a_memo_on_anything_is_written_changed_taken_away_and_undone(
    small: Any, places: list[MemoPlace], number: int
) -> None:
    place = places[number]
    with Study.open(small.path, coder="Anna") as study:
        memos.write_memo(study, place, f"\n{TEXT} ")
        assert text_at(study, place) == TEXT
        assert history.history(study)[0].summary.startswith("Anna skrev en anteckning till ")
        assert "Tänk" not in history.history(study)[0].summary
        memos.write_memo(study, place, "nytt")
        assert text_at(study, place) == "nytt"
        memos.write_memo(study, place, "")
        assert text_at(study, place) is None
        for expected in ("nytt", TEXT, None):
            study.undo()
            assert text_at(study, place) == expected
        assert all(text_at(study, other) is None for other in places)


def test_a_memo_written_as_it_is_leaves_no_trace(small: Any, places: list[MemoPlace]) -> None:
    with Study.open(small.path, coder="Anna") as study:
        memos.write_memo(study, places[0], TEXT)
        entries = len(history.history(study))
        memos.write_memo(study, places[0], TEXT + "\n")
        memos.write_memo(study, places[1], " ")
        assert len(history.history(study)) == entries


def test_a_coder_sees_their_own_memos_only(small: Any, places: list[MemoPlace]) -> None:
    with Study.open(small.path, coder="Anna") as study:
        for place in places:
            memos.write_memo(study, place, TEXT)
        assert len(memos.memos_of(study, study.document(NAME))) == 3
    with Study.open(small.path, coder="Bo") as study:
        assert all(text_at(study, place) is None for place in places)
        assert memos.memos_of(study, study.document(NAME)) == []
        with pytest.raises(RefusedError, match="Anna's"):
            memos.write_memo(study, places[4], "mitt")
        memos.write_memo(study, places[2], "mitt")
        assert text_at(study, places[2]) == "mitt"


def test_a_memo_on_what_is_not_there_is_refused(small: Any, places: list[MemoPlace]) -> None:
    with Study.open(small.path, coder="Anna") as study:
        document = study.document(NAME)
        for place in (memos.on_coding(99), memos.on_code(99), memos.on_case(99)):
            with pytest.raises(RefusedError, match="gone"):
                memos.write_memo(study, place, TEXT)
        with pytest.raises(InputError):
            memos.write_memo(study, memos.on_span(document, 5, 10_000), TEXT)


def test_a_coding_takes_its_memo_along_and_undo_brings_both_back(small: Any, places: list[MemoPlace]) -> None:
    with Study.open(small.path, coder="Anna") as study:
        memos.write_memo(study, places[4], TEXT)
        (coding,) = looking.own_codings(study, study.document(NAME))
        study.remove(coding.id)
        assert memos.memos_of(study, study.document(NAME)) == []
        study.undo()
        assert text_at(study, places[4]) == TEXT


def test_export_writes_every_memo_with_what_it_is_on(
    small: Any, places: list[MemoPlace], run: Callable[..., Any], tmp_path: Path
) -> None:
    with Study.open(small.path, coder="Anna") as study:
        for place in places:
            memos.write_memo(study, place, TEXT)
        text = study.document(NAME).text
    file = tmp_path / "anteckningar.csv"
    ran = run("export", "memos", small.path, "-o", file)
    assert (ran.code, ran.out) == (0, f"wrote 6 rows to {file}\n")
    with file.open(encoding="utf-8-sig", newline="") as rows:
        by_target = {row["target"]: row for row in csv.DictReader(rows)}
    assert set(by_target) == {"study", "case", "document", "span", "coding", "code"}
    assert all((row["text"], row["coder"]) == (TEXT, "Anna") for row in by_target.values())
    assert (by_target["coding"]["code"], by_target["coding"]["quote"]) == ("k.rum", text[12:40])
    assert (by_target["span"]["start"], by_target["span"]["quote"]) == ("5", text[5:9])
    assert by_target["code"]["code"] == "k.tid"
    assert by_target["document"]["document"] == NAME
    assert run("export", "memos", small.path, "-o", file, "--coder", "consensus").out.startswith("wrote 0 rows")
    assert run("export", "memos", small.path, "-o", file, "--coder", "Ingen").code == 2
