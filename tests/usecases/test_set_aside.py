"""Codings of an answer whose text was changed: offered, and taken over to the new text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from themecode import Study
from themecode.cli.main import main
from themecode.core.errors import RefusedError
from themecode.usecases import looking, set_aside

Content = Callable[[Path], dict[str, list[tuple[object, ...]]]]
Update = Callable[[str], None]

BEFORE = "id;q\n1;Vi behöver mer tid för möten och bättre lokaler\n2;Lokaler\n"
AFTER = "id;q\n1;Vi behöver mycket mer tid, för möten\n2;Lokaler\n"
BOOK = (
    "codebook: k\ncodes:\n  - {key: k.tid, label: tid}\n  - {key: k.rum, label: rum}\n  - {key: k.allt, label: allt}\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "k.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "svar.csv").write_text(BEFORE, encoding="utf-8")
    study = tmp_path / "s.db"
    for command in (
        ["new", study],
        ["codebook", "load", study, tmp_path / "k.yaml"],
        ["import", "survey", study, tmp_path / "svar.csv", "--open", "q"],
    ):
        assert main([*map(str, command), "--coder", "Lena"]) == 0
    return study


@pytest.fixture
def update(path: Path, tmp_path: Path) -> Update:
    def update_with(table: str) -> None:
        (tmp_path / "svar.csv").write_text(table, encoding="utf-8")
        command = ["import", "survey", path, tmp_path / "svar.csv", "--open", "q", "--update", "--coder", "Lena"]
        assert main([str(part) for part in command]) == 0

    return update_with


def code(study: Study, passage: str, key: str) -> int:
    document = study.document("1", "q")
    start = document.text.index(passage)
    return study.code(document, start, start + len(passage), key).id


def found(study: Study) -> list[tuple[str, str]]:
    document = study.document("1", "q")
    return [(each.code, each.span.of(document.text)) for each in looking.own_codings(study, document)]


def test_earlier_codings_are_offered_where_their_words_stand_now(path: Path, update: Update) -> None:
    with Study.open(path, coder="Anna") as study:
        code(study, "mer tid för möten", "k.tid")
        code(study, "bättre lokaler", "k.rum")
        code(study, "Vi behöver mer tid för möten och bättre lokaler", "k.allt")
    update(AFTER)
    with Study.open(path, coder="Anna") as study:
        document = study.document("1", "q")
        offered = set_aside.offered(study, document)
        places = {each.code: each.place and each.place.of(document.text) for each in offered}
        assert places == {"k.tid": "mer tid, för möten", "k.rum": None, "k.allt": document.text}
        assert set_aside.take_over(study, document) == 2
        assert found(study) == [("k.allt", document.text), ("k.tid", "mer tid, för möten")]
        assert looking.own_state(study, document) is None
        assert [each.code for each in set_aside.offered(study, document) if each.place] == []


def test_one_undo_takes_the_taking_over_back(path: Path, update: Update, content: Content) -> None:
    with Study.open(path, coder="Anna") as study:
        made = code(study, "mer tid", "k.tid")
        with study.act("memo") as entry:
            coder_id = study.ensure_coder(entry)
            entry.insert(
                "memos",
                {
                    "coder_id": coder_id, "target": "coding", "coding_id": made, "text": "å",
                    "created": entry.moment, "changed": entry.moment,
                },
            )  # fmt: skip
            entry.describe("memo")
    update(AFTER)
    before = content(path)
    with Study.open(path, coder="Anna") as study:
        document = study.document("1", "q")
        set_aside.take_over(study, document)
        memos = study.connection.execute("SELECT coding_id, text FROM memos ORDER BY id").fetchall()
        assert memos == [(made, "å"), (looking.own_codings(study, document)[0].id, "å")]
        study.undo()
    assert content(path) == before


def test_what_the_coder_had_taken_away_and_what_others_coded_is_not_offered(path: Path, update: Update) -> None:
    with Study.open(path, coder="Bo") as study:
        code(study, "möten", "k.tid")
    with Study.open(path, coder="Anna") as study:
        study.remove(code(study, "mer tid", "k.tid"))
    update(AFTER)
    with Study.open(path, coder="Anna") as study:
        document = study.document("1", "q")
        assert set_aside.offered(study, document) == []
        with pytest.raises(RefusedError):
            set_aside.take_over(study, document)
        assert set_aside.offered(study, study.document("2", "q")) == []


def test_after_two_changes_the_text_that_was_coded_last_is_looked_at(path: Path, update: Update) -> None:
    with Study.open(path, coder="Anna") as study:
        code(study, "mer tid", "k.tid")
    update(AFTER)
    update("id;q\n1;Ännu mer tid\n2;Lokaler\n")
    with Study.open(path, coder="Anna") as study:
        document = study.document("1", "q")
        assert [each.place and each.place.of(document.text) for each in set_aside.offered(study, document)] == [
            "mer tid"
        ]


def test_a_code_that_is_out_of_use_is_shown_but_not_taken_over(path: Path, update: Update) -> None:
    with Study.open(path, coder="Anna") as study:
        code(study, "mer tid", "k.tid")
        with study.act("retire code") as entry:
            entry.update("codes", study.find_code("k.tid").id, {"retired": 1})
    update(AFTER)
    with Study.open(path, coder="Anna") as study:
        offered = set_aside.offered(study, study.document("1", "q"))
        assert [(each.code, each.place) for each in offered] == [("k.tid", None)]
