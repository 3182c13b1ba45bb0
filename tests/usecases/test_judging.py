"""Names are judged in several sittings while others code; nothing of the answers stays once they are carried out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.core.errors import RefusedError
from themecode.formats.key_file import read_key
from themecode.usecases.backups import folder_of
from themecode.usecases.bundling import bundle
from themecode.usecases.checking import check
from themecode.usecases.codebook_changes import add_code
from themecode.usecases.erasing import erase
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.judging import answers_kept, chosen_by, keep_answers, left_before
from themecode.usecases.memos import on_code, write_memo
from themecode.usecases.merging import merge
from themecode.usecases.pseudonymising import listed_of, propose
from themecode.usecases.replacing_names import replace_names, tidy_key
from themecode.usecases.restoring_names import restore_names

WORDS = "fyra ord på rad"
TEXT = (
    "Moderator: Hej.\n"
    "Ärtrud: Jag heter Ärtrud Öqvist 🤔. Karin Åberg bor i Mora. Björn är borta. \u00c9n dag ringde Ärtrud.\n"
    "P2: Ja, Karin. Ring 070-123 45 67.\n"
)
OTHER = "P1: Ärtrud Öqvist var snäll. Björn är stor. Karin Åbergs bil.\nP2: Ja.\n"
NAMES = listed_of([("Ärtrud Öqvist", "person", ""), ("Björn", "person", "")])


@pytest.fixture
def study(small: Any, write: Any) -> Iterator[Study]:
    with Study.open(small.path, coder="Anna") as opened:
        import_transcripts(opened, [write("ett.txt", TEXT), write("två.txt", OTHER)])
        yield opened


def key_of(study: Study) -> Path:
    return study.path.with_name("s.db.key")


def bytes_beside(path: Path) -> str:
    files = [path, path.with_name(path.name + "-wal"), *sorted(folder_of(path).glob("*"))]
    return b"".join(file.read_bytes() for file in files if file.exists()).decode("utf-8", errors="replace").casefold()


def test_answers_are_there_the_next_time_and_numbers_that_moved_on_do_no_harm(study: Study, write: Any) -> None:
    first = propose(study, NAMES)
    [karin] = [each for each in first.findings if each.name == "Karin Åberg"]
    [mora] = [each for each in first.findings if each.name == "Mora"]
    keep_answers(study, first, {karin.key: True, mora.key: False, first.findings[0].key: "[mamman]"})
    with Study.open(study.path, coder="Bo") as later:
        coding = later.code(later.document("ett"), 20, 40, "k.rum")  # another coder goes on meanwhile
        import_transcripts(later, [write("noll.txt", "P1: Ture Åkesson, hej.\nP2: Ja.")])
        second = propose(later, listed_of([("Ture Åkesson", "person", ""), ("Ärtrud Öqvist", "person", "")]))
        chosen = chosen_by(second, answers_kept(later))
        assert chosen[first.findings[0].key] == "[mamman]"
        assert mora.key not in chosen
        assert len(set(chosen.values())) == len(chosen)  # nobody got the number of another
        replace_names(later, second, chosen, key_of(later), WORDS)
        assert answers_kept(later) == {}
        assert "Mora" in later.document("ett").text
        assert later.connection.execute("SELECT 1 FROM codings WHERE uuid = ?", (coding.uuid,)).fetchone()
        later.undo()
        assert check(later) == []
    assert [name for name in ("ärtrud", "öqvist", "åberg") if name in bytes_beside(study.path)] == []


def test_answers_given_to_an_older_proposal_are_refused_so_that_no_name_comes_back(study: Study) -> None:
    old = propose(study, NAMES)
    replace_names(study, old, old.chosen(unsure=False), key_of(study), WORDS)
    with pytest.raises(RefusedError, match="meanwhile"):
        keep_answers(study, old, {old.findings[0].key: True})
    assert "öqvist" not in bytes_beside(study.path)


def test_answers_go_when_something_is_erased_and_are_in_no_bundle(study: Study, tmp_path: Path) -> None:
    found = propose(study, NAMES)
    keep_answers(study, found, {found.findings[0].key: True})
    bundle(study, "Bo", tmp_path / "bo.db")
    with Study.open(tmp_path / "bo.db", read_only=True) as out:
        assert answers_kept(out) == {}
    erase(study, document="ett")
    assert answers_kept(study) == {}


def test_what_was_left_on_purpose_is_not_asked_again_also_where_its_place_moved(study: Study) -> None:
    first = propose(study, NAMES)
    left = {each.key for each in first.findings if not each.sure}
    assert any("björn@documents" in key for key in left)
    replace_names(study, first, first.chosen(unsure=False), key_of(study), WORDS, left=left)
    key = read_key(key_of(study), WORDS)
    second = propose(study, NAMES[:1], key)
    asked = [each for each in second.findings if each.key not in left_before(second, key)]
    assert [each for each in second.findings if each.name == "Björn"]
    assert [each.name for each in asked if not each.sure] == []
    restore_names(study, key, key_of(study), WORDS)
    assert study.document("ett").text == TEXT


def test_what_nobody_answered_is_asked_again_and_so_is_what_the_list_has_now(study: Study) -> None:
    first = propose(study)
    replace_names(study, first, first.chosen(unsure=False), key_of(study), WORDS, left=["person:zorvina"])
    key = read_key(key_of(study), WORDS)
    assert key.left == ("person:zorvina",)
    assert left_before(propose(study, (), key), key) == {}
    assert left_before(propose(study, listed_of([("Zorvina", "person", "")]), key), key) == {}


def test_a_bundle_from_before_brings_no_name_back_and_says_so(study: Study, tmp_path: Path) -> None:
    out = tmp_path / "bo.db"
    bundle(study, "Bo", out)
    with Study.open(out) as theirs:
        theirs.code(theirs.document("ett"), 20, 40, "k.rum")
        add_code(theirs, "Ärtrud", codebook="k")
        add_code(theirs, "så tycker Öqvist om tid", codebook="k")
        write_memo(theirs, on_code(theirs.find_code("k.rad").id), "Bo om Karin Åberg, Ärtruds bil och tiden")
    found = propose(study, NAMES)
    replace_names(study, found, found.chosen(unsure=False), key_of(study), WORDS)
    [plan] = merge(study, [out]).files
    assert set(plan.refused_documents) == {"ett", "två"}
    content = bytes_beside(study.path)
    assert [name for name in ("ärtrud", "öqvist", "åberg", "karin") if name in content] == []
    labels = {row[0] for row in study.connection.execute("SELECT label FROM code_texts")}
    assert "så tycker … om tid" in labels
    [(memo,)] = study.connection.execute("SELECT text FROM memos").fetchall()
    assert memo == "Bo om … …, … bil och tiden"
    assert check(study) == []


def test_with_the_names_back_the_bundle_merges_whole_and_the_same_key_takes_them_out_again(
    study: Study, tmp_path: Path
) -> None:
    out = tmp_path / "bo.db"
    bundle(study, "Bo", out)
    with Study.open(out) as theirs:
        start = TEXT.index("Karin Åberg bor")
        coding = theirs.code(theirs.document("ett"), start, start + 15, "k.rum")
    found = propose(study, NAMES)
    replace_names(study, found, found.chosen(unsure=False), key_of(study), WORDS)
    before = study.document("ett").text
    restore_names(study, read_key(key_of(study), WORDS), key_of(study), WORDS)
    [plan] = merge(study, [out]).files
    assert plan.codings.new == 1
    key = read_key(key_of(study), WORDS)
    again = propose(study, NAMES, key)
    replace_names(study, again, again.chosen(unsure=False), key_of(study), WORDS, key)
    document = study.document("ett")
    assert document.text == before
    start, end = study.connection.execute('SELECT start, "end" FROM codings WHERE uuid = ?', (coding.uuid,)).fetchone()
    assert document.text[start:end] == "[person 2] bor"
    assert "åberg" not in bytes_beside(study.path)


def test_who_was_erased_goes_from_the_key_at_once_where_it_is_at_hand(study: Study) -> None:
    found = propose(study, NAMES)
    replace_names(study, found, found.chosen(unsure=False), key_of(study), WORDS)
    erase(study, document="två")
    erase(study, document="ett")
    assert tidy_key(study, read_key(key_of(study), WORDS), key_of(study), WORDS) >= 3
    key = read_key(key_of(study), WORDS)
    assert key.standins == ()
    assert "Öqvist" not in repr(key.runs)
    assert tidy_key(study, key, key_of(study), WORDS) == 0


def test_after_names_came_back_the_key_keeps_those_who_are_still_named(study: Study) -> None:
    found = propose(study, NAMES)
    replace_names(study, found, found.chosen(unsure=False), key_of(study), WORDS)
    restore_names(study, read_key(key_of(study), WORDS), key_of(study), WORDS)
    erase(study, document="ett")
    tidy_key(study, read_key(key_of(study), WORDS), key_of(study), WORDS)
    assert {each.name for each in read_key(key_of(study), WORDS).standins} == {"Ärtrud Öqvist", "Karin Åberg"}
