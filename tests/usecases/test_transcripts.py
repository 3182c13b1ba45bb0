"""Reading interviews: speakers, cases, attributes, and all of the files or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.core.documents import Speaker
from themecode.core.errors import InputError
from themecode.storage.queries import documents as documents
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.looking import segmented

Write = Callable[[str, str], Path]

TALK = "Intervju i maj.\n\nModerator: Hur går det?\nP2 (BVC): Bra, m.m. Det ställs in.\nObs: ett fel här.\nP2: Ja.\n"


@pytest.fixture
def study(tmp_path: Path) -> Any:
    with Study.create(tmp_path / "s.db", coder="Anna") as made:
        yield made


def test_each_file_is_a_document_and_a_case_of_its_own(study: Study, write: Write) -> None:
    import_transcripts(study, [write("ett.txt", "P1: Hej på dig.\n"), write("två.md", "P1: Hej då.\n")])
    assert [(row.name, row.case) for row in documents.transcripts(study.connection)] == [("ett", "ett"), ("två", "två")]


def test_a_case_can_be_named_for_all_of_them_and_is_made_where_missing(run: Any, study: Study, write: Write) -> None:
    files = [write("ett.txt", "P1: Hej på dig.\n"), write("två.txt", "P1: Hej då.\n")]
    arguments = ["--case", "Ängen", "--attribute", "region=Norr", "--attribute", "typ= stor ort "]
    assert run("import", "transcripts", study.path, *files, *arguments).code == 0
    assert {row.case for row in documents.transcripts(study.connection)} == {"Ängen"}
    case = study.document("ett").case_id
    assert documents.attributes_of(study.connection, case, "sv") == [("region", "Norr"), ("typ", "stor ort")]


def test_the_text_is_kept_whole_and_turns_exclude_the_labels(study: Study, write: Write) -> None:
    import_transcripts(study, [write("samtal.txt", TALK.replace("\n", "\r\n"))])
    document = study.document("samtal")
    assert document.text == TALK
    found = segmented(study, document)
    said = [
        (turn.speaker.label if turn.speaker else None, document.text[turn.start : turn.end]) for turn in found.turns
    ]
    assert said == [
        (None, "Intervju i maj."),
        ("Moderator", "Hur går det?"),
        ("P2", "Bra, m.m. Det ställs in.\nObs: ett fel här."),
        ("P2", "Ja."),
    ]
    assert [span.of(document.text) for span in found.sentences if "m.m." in span.of(document.text)] == ["Bra, m.m."]


def test_labels_are_shown_and_a_table_of_speakers_has_the_last_word(run: Any, study: Study, write: Write) -> None:
    samtal = write("samtal.txt", "Eva: Hur går det?\nBo: Bra.\nEva: Fint.\nBo: Ja.\n")
    speakers = write("talare.csv", "label;role;moderator\nEva;;ja\nBo;BVC;nej\n")
    ran = run("import", "transcripts", study.path, samtal, "--speakers", speakers)
    assert ran.code == 0
    assert segmented(study, study.document("samtal")).speakers == (Speaker("Eva", "", True), Speaker("Bo", "BVC"))


def test_one_bad_file_keeps_all_of_them_out_and_every_fault_is_listed(
    study: Study, write: Write, tmp_path: Path, content: Callable[[Path], Any]
) -> None:
    before = content(study.path)
    files = [write("bra.txt", "P1: Hej.\n"), write("tom.txt", ""), tmp_path / "borta.txt", write("fel.pdf", "x")]
    with pytest.raises(InputError) as raised:
        import_transcripts(study, files)
    assert len(raised.value.faults) == 3
    assert content(study.path) == before


def test_the_same_name_twice_in_one_go_is_refused(study: Study, write: Write, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    other = tmp_path / "a" / "ett.txt"
    other.write_text("P1: Annat.\n", encoding="utf-8")
    with pytest.raises(InputError, match="another transcript has this name"):
        import_transcripts(study, [write("ett.txt", "P1: Hej.\n"), other])


def test_the_same_bytes_under_another_name_are_recognised(study: Study, write: Write) -> None:
    import_transcripts(study, [write("ett.txt", "P1: Hej.\n")])
    (again,) = import_transcripts(study, [write("kopia.txt", "P1: Hej.\n")])
    assert again.already
    assert [row.name for row in documents.transcripts(study.connection)] == ["ett"]
