"""Names are replaced everywhere and leave no trace; codings keep their passages; the key brings back every byte."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themecode import Study
from themecode.core.edits import Edits
from themecode.core.errors import InputError, RefusedError, StudyFileError
from themecode.formats.key_file import Key, read_key
from themecode.storage.queries import documents as queries
from themecode.usecases.backups import folder_of, keep_backup
from themecode.usecases.bundling import bundle
from themecode.usecases.checking import check
from themecode.usecases.codebook_changes import add_code
from themecode.usecases.completing import complete
from themecode.usecases.erasing import erase
from themecode.usecases.history import history
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.pseudonymising import Proposal, has_standins, listed_of, propose
from themecode.usecases.replacing_names import Replaced, replace_names
from themecode.usecases.restoring_names import restore_names
from themecode.usecases.revising import revise

WORDS = "fyra ord på rad"
TEXT = (
    "Moderator: Hur hittade ni hit?\n"
    "Ärtrud (BVC): Jag heter Ärtrud Öqvist 🤔. Ärtruds mamma bor i Vansbro. Re\u0301n luft på Kvarnbacksskolan.\n"
    "P2: Vi i Vansbro har Vansbroprojektet. Ring 070-123 45 67 eller ärtrud@öqvist.se. Ärtrud-gruppen är bra.\n"
    "Moderator: Tack, Ärtrud!\n"
    "Ärtrud (BVC): Tack själv.\n"
)
NAMES = listed_of([("Ärtrud Öqvist", "person", ""), ("Vansbro", "place", ""), ("Kvarnbacken", "centre", "")])
REAL = ("ärtrud", "öqvist", "vansbro", "kvarnback", "070-123", "ertrud")


@pytest.fixture
def study(small: Any, write: Any) -> Iterator[Study]:
    """A study in which names stand in every corner, with copies of it beside."""
    with Study.open(small.path, coder="Anna") as opened:
        import_transcripts(opened, [write("samtal-ärtrud.txt", TEXT)], attributes={"hemort": "Vansbro"})
        document = opened.document("samtal-ärtrud")
        quoted = "Ärtruds mamma bor i Vansbro"
        start = document.text.index(quoted)
        label = add_code(opened, "Ärtruds mamma", codebook="k").key
        opened.code(document, start, start + len(quoted), label)
        opened.code(document, start, start + len(quoted), "k.rum")
        opened.code(document, start + 3, start + 13, "k.tid.luft")  # begins inside a name
        opened.code(document, document.text.index("R\u00e9n"), document.text.index("R\u00e9n") + 8, "k.rad")
        opened.remove(opened.code(document, 0, 20, "k.rad").id)
        with opened.act("memo") as entry:
            who = {"coder_id": opened.ensure_coder(entry), "created": entry.moment, "changed": entry.moment}
            entry.insert("memos", {**who, "target": "document", "document_id": document.id, "text": "om Ärtrud"})
            memo = entry.insert("memos", {**who, "target": "study", "text": "Jämför Vansbroborna och Öqvist"})
            place = {"document_id": document.id, "start": start, "end": start + 7}
            entry.insert("quotes", {**place, **who, "edited": "Ärtruds …"})
            entry.describe("Anna skrev om samtal-ärtrud")
        with opened.act("memo") as entry:
            entry.update("memos", memo, {"text": "Jämför med Kvarnbacken"})
            entry.describe("Anna skrev om studien")
        with opened.act("condense") as entry:
            entry.update_where("codings", "condensation IS NULL", (), {"condensation": "Ärtruds mor"})
            entry.describe("Anna kondenserade")
        complete(opened, document)
        revise(opened, "samtal-ärtrud", write("rättat.txt", TEXT.replace("bor i", "bor nu i")))
        keep_backup(opened.path)
        bundle(opened, "Bo", opened.path.with_name("bo.db"))
        yield opened


def replace_all(study: Study, key: Key | None = None, names: Any = NAMES) -> tuple[Proposal, Replaced]:
    proposal = propose(study, names, key)
    done = replace_names(study, proposal, proposal.chosen(unsure=True), key_of(study), WORDS, key)
    return proposal, done


def key_of(study: Study) -> Path:
    return study.path.with_name("s.db.key")


def the_key(study: Study) -> Key:
    return read_key(key_of(study), WORDS)


def bytes_beside(path: Path) -> str:
    files = [path, path.with_name(path.name + "-wal"), *sorted(folder_of(path).glob("*"))]
    return b"".join(file.read_bytes() for file in files if file.exists()).decode("utf-8", errors="replace").casefold()


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables but what tells that names were replaced and restored."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in tables:
            if table.startswith(("sqlite_", "documents_fts")) or table == "vectors":
                continue
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
            if table == "history":
                rows = [row for row in rows if row[4] not in ("pseudonymise", "restore names")]
            found[table] = sorted(rows, key=repr)
        return found


def quotes(study: Study) -> dict[str, str]:
    """Return by uuid of each coding what it stands on."""
    rows = study.connection.execute(
        'SELECT g.uuid, substr(d.text, g.start + 1, g."end" - g.start) FROM codings g '
        "JOIN documents d ON d.id = g.document_id"
    )
    return dict(rows.fetchall())


def test_no_name_is_left_anywhere_and_the_study_is_sound(study: Study) -> None:
    assert all(name in bytes_beside(study.path) for name in REAL[:5])
    _, done = replace_all(study)
    assert [name for name in REAL if name in bytes_beside(study.path)] == []
    assert check(study) == []
    assert done.copies >= 1
    assert [(each.coder, each.file) for each in done.out] == [("Bo", "bo.db")]


def test_what_is_exported_afterwards_has_no_name(study: Study, run: Any, tmp_path: Path) -> None:
    replace_all(study)
    for name, what in (("k.csv", "codings"), ("f.csv", "cases"), ("m.csv", "memos")):
        assert run("export", what, study.path, "-o", tmp_path / name).code == 0
        text = (tmp_path / name).read_text(encoding="utf-8").casefold()
        assert [each for each in REAL if each in text] == []


def test_a_person_has_one_standin_however_they_are_called(study: Study) -> None:
    replace_all(study)
    [document] = [each for each in queries.transcripts(study.connection) if each.name != "samtal"]
    assert document.name == "samtal-person-1"
    assert document.text == (
        "Moderator: Hur hittade ni hit?\n"
        "Person 1 (BVC): Jag heter [person 1] 🤔. [person 1]s mamma bor nu i [ort 1]. "
        "Rén luft på [familjecentral 1]-skolan.\n"
        "P2: Vi i [ort 1] har [ort 1]-projektet. Ring [telefonnummer 1] eller [e-postadress 1]. "
        "[person 1]-gruppen är bra.\n"
        "Moderator: Tack, [person 1]!\n"
        "Person 1 (BVC): Tack själv.\n"
    )
    labels = {row[0] for row in study.connection.execute("SELECT label FROM speakers")}
    assert {"Person 1", "Moderator", "P2"} <= labels
    segmented = queries.segmented(study.connection, document)
    assert [turn.speaker.label for turn in segmented.turns if turn.speaker] == [
        "Moderator",
        "Person 1",
        "P2",
        "Moderator",
        "Person 1",
    ]
    assert document.text[segmented.turns[1].start :].startswith("Jag heter [person 1]")


def test_the_quote_of_every_coding_is_the_old_one_with_names_replaced(study: Study) -> None:
    before = quotes(study)
    replace_all(study)
    after = quotes(study)
    assert after.keys() == before.keys()
    assert "[person 1]s mamma bor nu i [ort 1]" in after.values()
    assert "[person 1]s mamma" in after.values()  # it began inside the name, and now has all of it
    assert sum(after[uuid] != before[uuid] for uuid in before) >= 3


def test_the_key_brings_back_every_byte(study: Study) -> None:
    before = everything(study.path)
    replace_all(study)
    assert everything(study.path) != before
    restored = restore_names(study, the_key(study), key_of(study), WORDS)
    assert restored.guessed == ()
    after = everything(study.path)
    assert {table for table in before if before[table] != after[table]} == set()
    assert check(study) == []


def test_two_runs_give_the_same_standins_and_are_both_taken_back(study: Study, write: Any) -> None:
    import_transcripts(study, [write("två.txt", "P1: Jag känner Ture Åkesson. Ärtruds bil.\nP2: Ja, Ärtrud.")])
    before = everything(study.path)
    first = propose(study, NAMES)
    some = {key: value for key, value in first.chosen(unsure=True).items() if "åkesson" not in key}
    replace_names(study, first, some, key_of(study), WORDS)
    import_transcripts(study, [write("tre.txt", "P1: Öqvists hus och Ture Åkesson.\nP2: Hej.")])
    with_third = study.document("tre").text
    replace_all(study, the_key(study), listed_of([("Ture Åkesson", "person", "")]))
    assert study.document("två").text == "P1: Jag känner [person 2]. [person 1]s bil.\nP2: Ja, [person 1]."
    assert study.document("tre").text == "P1: [person 1]s hus och [person 2].\nP2: Hej."
    restore_names(study, the_key(study), key_of(study), WORDS)
    assert study.document("tre").text == with_third
    after = everything(study.path)
    assert [row for row in after["documents"] if row in before["documents"]] == before["documents"]
    assert not has_standins(study)


def test_what_is_coded_written_and_revised_since_goes_along_when_names_come_back(study: Study, write: Any) -> None:
    text = study.document("samtal-ärtrud").text
    replace_all(study)
    document = study.document("samtal-person-1")
    start = document.text.index("[person 1]-gruppen")
    coding = study.code(document, start, start + len("[person 1]-gruppen"), "k.rum")
    inside = study.code(document, start + 2, start + 5, "k.rad")
    with study.act("memo") as entry:
        who = {"coder_id": study.ensure_coder(entry), "created": entry.moment, "changed": entry.moment}
        entry.insert("memos", {**who, "target": "study", "text": "[person 1]s ord om [ort 1]"})
        entry.describe("Anna skrev")
    import_transcripts(study, [write("ny.txt", "P1: Ett.\nP2: Två.")])
    revise(study, "ny", write("ny2.txt", "Person 1: Hej [ort 1].\nP2: Två."))
    restored = restore_names(study, the_key(study), key_of(study), WORDS)
    assert study.document("samtal-ärtrud").text == text
    assert quotes(study)[coding.uuid] == "Ärtrud-gruppen"
    assert quotes(study)[inside.uuid] == "Ärtrud"
    assert study.document("ny").text == "Ärtrud Öqvist: Hej Vansbro.\nP2: Två."
    assert "Ärtrud Öqvists ord om Vansbro" in [row[0] for row in study.connection.execute("SELECT text FROM memos")]
    assert set(restored.guessed) >= {"ny", "memos"}
    assert check(study) == []


def test_undo_does_not_bring_names_back_and_still_works_for_what_was_done_before(study: Study) -> None:
    replace_all(study)
    assert "stand-ins" in history(study)[0].summary or "ersättningar" in history(study)[0].summary
    with suppress(RefusedError):
        while True:
            study.undo()
            assert check(study) == []
    assert [name for name in REAL if name in bytes_beside(study.path)] == []


def test_erasing_someone_first_or_after_leaves_the_rest_to_be_restored(study: Study, write: Any) -> None:
    import_transcripts(study, [write("två.txt", "P1: Hej Ärtrud.\nP2: Ja.")])
    replace_all(study)
    erase(study, document="samtal-person-1")
    restore_names(study, the_key(study), key_of(study), WORDS)
    assert study.document("två").text == "P1: Hej Ärtrud.\nP2: Ja."
    assert check(study) == []


def test_the_next_run_forgets_who_was_erased_but_never_gives_a_number_twice(study: Study, write: Any) -> None:
    replace_all(study)
    erase(study, document="samtal-person-1")
    import_transcripts(study, [write("två.txt", "P1: Hej Ture Åkesson.\nP2: Ja.")])
    replace_all(study, the_key(study), listed_of([("Ture Åkesson", "person", "")]))
    key = the_key(study)
    assert [(each.name, each.standin) for each in key.standins] == [("Ture Åkesson", "[person 2]")]
    assert "Öqvist" not in json.dumps([list(run.fields.values()) for run in key.runs], ensure_ascii=False)


def test_a_key_of_another_study_a_wrong_passphrase_and_a_lost_key_are_refused(study: Study, tmp_path: Path) -> None:
    proposal, _ = replace_all(study)
    with pytest.raises(InputError, match="passphrase"):
        read_key(key_of(study), "fel")
    with pytest.raises(RefusedError, match="already"):
        replace_names(study, proposal, proposal.chosen(unsure=True), tmp_path / "annan.key", WORDS)
    with Study.create(tmp_path / "annan.db", coder="Bo") as other, pytest.raises(InputError, match="another study"):
        restore_names(other, the_key(study), key_of(study), WORDS)


def test_an_unwritable_key_leaves_the_study_as_it_was(study: Study) -> None:
    before = everything(study.path)
    proposal = propose(study, NAMES)
    with pytest.raises(InputError):
        replace_names(study, proposal, proposal.chosen(unsure=True), study.path.with_name("ingen") / "k.key", WORDS)
    assert everything(study.path) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_the_key_is_sealed_and_for_its_owner_alone(study: Study) -> None:
    replace_all(study)
    assert key_of(study).stat().st_mode & 0o077 == 0
    assert "ärtrud" not in key_of(study).read_bytes().decode("utf-8", errors="replace").casefold()


def test_while_another_program_reads_the_names_are_replaced_and_it_is_said_that_the_log_has_them(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("themecode.storage.connection.BUSY_TIMEOUT_MS", 50)
    with closing(sqlite3.connect(study.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM documents").fetchone()
        with pytest.raises(StudyFileError, match="another program"):
            replace_all(study)
    assert "Ärtrud" not in study.document("samtal-person-1").text


def test_the_name_of_a_coder_stays(study: Study, write: Any) -> None:
    import_transcripts(study, [write("två.txt", "P1: Hej Anna Berg, Annas bil.\nP2: Ja.")])
    proposal, _ = replace_all(study)
    assert proposal.coders == ("Anna",)
    assert study.document("två").text == "P1: Hej [person 2], [person 2]s bil.\nP2: Ja."
    assert history(study)[0].summary.startswith("Anna ")


def test_an_edge_inside_a_compound_goes_back_although_its_number_stayed(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("P1: Anna-Karin hej Vansbroprojektet\nP2: slut", encoding="utf-8")
    with Study.create(tmp_path / "s.db", coder="Lo") as study:
        import_transcripts(study, [tmp_path / "t.txt"])
        coding = study.code(study.document("t"), 0, 29, add_code(study, "kod", codebook=None).key)
        before = everything(study.path)
        proposal = propose(study, LISTED)
        replace_names(study, proposal, proposal.chosen(unsure=True), tmp_path / "k.key", WORDS)
        assert quotes(study) == {coding.uuid: "P1: Kim hej [ort 1]-projektet"}
        assert len(quotes(study)[coding.uuid]) == 29  # the names grew and shrank by as much
        restore_names(study, read_key(tmp_path / "k.key", WORDS), tmp_path / "k.key", WORDS)
        assert everything(study.path) == before


NAME = st.sampled_from(
    ["Anna", "Annas", "Anna Berg", "Anna-Karin", "Vansbro", "Vansbroprojektet", "Öqvists", "070-123 45 67"]
)
OTHER = st.sampled_from(["hej", "Vi i", "och", "🤔", "e\u0301n", ".", "\n", "åäö", ",", "P1:", "a", "b\n\n"])
LISTED = listed_of([("Anna Berg", "person", ""), ("Anna-Karin Öqvist", "person", "Kim"), ("Vansbro", "place", "")])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data(), parts=st.lists(st.one_of(NAME, OTHER), min_size=3, max_size=25))
def test_any_text_with_any_codings_comes_back_byte_for_byte(data: Any, parts: list[str], tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("h")
    (folder / "t.txt").write_text("P1: " + " ".join(parts) + "\nP2: slut", encoding="utf-8")
    with Study.create(folder / "s.db", coder="Lo") as study:
        import_transcripts(study, [folder / "t.txt"])
        code = add_code(study, "kod", codebook=None).key
        document = study.document("t")
        length = len(document.text)
        coded = []
        for _ in range(data.draw(st.integers(0, 6))):
            start = data.draw(st.integers(0, length - 1))
            end = data.draw(st.integers(start + 1, length))
            with suppress(RefusedError, InputError):
                coded.append(study.code(document, start, end, code))
        before = everything(study.path)
        spans = {each.uuid: (each.span.start, each.span.end) for each in coded}
        proposal = propose(study, LISTED)
        chosen = proposal.chosen(unsure=True)
        edits = Edits(_replacer(proposal, chosen).edits(document.text, f"documents/{document.id}/text"))
        replace_names(study, proposal, chosen, folder / "k.key", WORDS)
        new = study.document("t").text
        for uuid, quote in quotes(study).items():
            if uuid in spans:
                start, end = _outward(edits, *spans[uuid])
                assert quote == _applied(edits, document.text, start, end)
        if new != document.text:
            restore_names(study, read_key(folder / "k.key", WORDS), folder / "k.key", WORDS)
        assert everything(study.path) == before
        assert check(study) == []


def _replacer(proposal: Proposal, chosen: dict[str, str]) -> Any:
    from themecode.usecases.replacing_names import Replacer

    return Replacer(proposal, chosen)


def _outward(edits: Edits, start: int, end: int) -> tuple[int, int]:
    for edit in edits.edits:
        start = edit.start if edit.start < start < edit.end else start
        end = edit.end if edit.start < end < edit.end else end
    return start, end


def _applied(edits: Edits, text: str, start: int, end: int) -> str:
    """Return a stretch of the text with what is replaced in it replaced."""
    parts, at = [], start
    for edit in edits.edits:
        if start <= edit.start and edit.end <= end:
            parts += [text[at : edit.start], edit.new]
            at = edit.end
    return "".join([*parts, text[at:end]])
