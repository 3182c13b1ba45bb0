"""Erased is erased: no piece of a text, nor a word that only it has, is left in the study, its log or its copies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.analysis import count_categories
from themecode.analysis.differences import figures_without
from themecode.core.errors import NotFoundError, RefusedError
from themecode.usecases.backups import copies_of, folder_of, keep_backup
from themecode.usecases.bundling import bundle
from themecode.usecases.checking import check
from themecode.usecases.codebook_changes import add_code
from themecode.usecases.completing import complete
from themecode.usecases.erasing import bundles_out, erase, find
from themecode.usecases.history import history
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.revising import revise
from themecode.usecases.suggesting import keep_vectors, kept_vectors, text_hash

TEXT = (
    "Moderator: Hur hittade ni hit?\n"
    "P1 (BVC): Zebrastigen vid Kvarnbacken räddade mej 🤔, sa Ärtrud Öqvist. Re\u0301n luft behövs.\n"
    "P2: Vi har ont om tid i kväll.\n"
)
LATER = TEXT.replace("räddade mej", "räddade verkligen mig")
QUOTED = "Zebrastigen vid Kvarnbacken"
ONLY_THERE = ("zebrastigen", "kvarnbacken", "ärtrud", "öqvist", "räddade")


@pytest.fixture
def study(small: Any, write: Any) -> Iterator[Study]:
    """A study in which much has been done to an interview, with copies of it beside."""
    with Study.open(small.path, coder="Anna") as opened:
        import_transcripts(opened, [write("hemligt.txt", TEXT)])
        document = opened.document("hemligt")
        start = document.text.index(QUOTED)
        label = add_code(opened, QUOTED, codebook="k").key
        opened.code(document, start, start + len(QUOTED), label)
        opened.code(document, start, start + len(QUOTED), "k.rum")
        opened.code(opened.document("samtal"), 0, 9, "k.tid.luft")
        keep_backup(opened.path)
        with opened.act("memo") as entry:
            who = {"coder_id": opened.ensure_coder(entry), "created": entry.moment, "changed": entry.moment}
            entry.insert("memos", {**who, "target": "document", "document_id": document.id, "text": "om Ärtrud"})
            memo = entry.insert("memos", {**who, "target": "study", "text": f"Jämför: ”{QUOTED}” och annat"})
            place = {"document_id": document.id, "start": start, "end": start + 5}
            entry.insert("quotes", {**place, **who, "edited": "Zebra…"})
            entry.describe("Anna skrev om hemligt")
        with opened.act("memo") as entry:
            entry.update("memos", memo, {"text": "Jämför med Kvarnbacken"})
            entry.describe("Anna skrev om studien")
        complete(opened, document)
        revise(opened, "hemligt", write("rättat.txt", LATER))
        opened.remove(opened.code(opened.document("hemligt"), 0, 9, "k.rad").id)
        bundle(opened, "Bo", opened.path.with_name("bo.db"))
        yield opened


def bytes_beside(path: Path) -> bytes:
    """Return the study, its log and every copy beside it, but not what was handed out."""
    files = [path, path.with_name(path.name + "-wal"), *sorted(folder_of(path).glob("*"))]
    return b"".join(file.read_bytes() for file in files if file.exists())


def found_in(content: bytes, pieces: Iterable[str]) -> list[str]:
    text = content.decode("utf-8", errors="replace").casefold()
    return [piece for piece in pieces if piece.casefold() in text]


def pieces() -> list[str]:
    lines = [line for text in (TEXT, LATER) for line in text.splitlines()]
    return [*lines, *(sentence for line in lines for sentence in re.split(r"(?<=[.?,])\s", line) if len(sentence) > 12)]


def test_what_is_to_be_found_is_there_before(study: Study) -> None:
    content = bytes_beside(study.path)
    assert set(found_in(content, ONLY_THERE)) == set(ONLY_THERE)


def test_no_piece_and_no_word_of_its_own_is_left(study: Study) -> None:
    done = erase(study, document="hemligt", reason="samtycket återtaget")
    assert done.documents == 2
    content = bytes_beside(study.path)
    assert found_in(content, [*pieces(), *ONLY_THERE]) == []
    assert found_in(content, ["hemligt"]) == []


def test_a_corrected_text_that_was_taken_back_goes_too(small: Any, write: Any) -> None:
    with Study.open(small.path, coder="Anna") as opened:
        import_transcripts(opened, [write("hemligt.txt", TEXT)])
        revise(opened, "hemligt", write("rättat.txt", TEXT.replace("P2: Vi", "P2: Sjöjungfrun och vi")))
        opened.undo()
        assert found_in(bytes_beside(opened.path), ["sjöjungfrun"])
        erase(opened, document="hemligt")
    assert found_in(bytes_beside(small.path), ["sjöjungfrun", *pieces()]) == []


def test_what_a_model_made_of_the_texts_goes_too(study: Study) -> None:
    of_text = text_hash(study.document("hemligt").text)
    keep_vectors(study, "modell", {of_text: b"1234"})
    erase(study, document="hemligt")
    assert kept_vectors(study, "modell", [of_text]) == {}


def test_erasing_a_case_takes_its_answers_attributes_and_interviews(study: Study) -> None:
    key = study.connection.execute(
        "SELECT c.key FROM cases c JOIN documents d ON d.case_id = c.id WHERE d.name = 'hemligt'"
    ).fetchone()[0]
    erase(study, key)
    assert found_in(bytes_beside(study.path), [*pieces(), *ONLY_THERE, "hemligt"]) == []
    with pytest.raises(NotFoundError):
        find(study, key, None)


def test_the_study_is_sound_and_the_rest_is_as_it_was(study: Study) -> None:
    before = study.connection.execute("SELECT uuid, text FROM documents WHERE name IS NOT 'hemligt'").fetchall()
    erase(study, document="hemligt")
    assert check(study) == []
    assert study.connection.execute("SELECT uuid, text FROM documents").fetchall() == before
    found = study.connection.execute("SELECT rowid FROM documents_fts WHERE documents_fts MATCH 'zebrastigen'")
    assert found.fetchall() == []
    assert study.connection.execute("SELECT count(*) FROM documents_fts WHERE documents_fts MATCH 'tid'").fetchone()[0]


def test_a_line_says_when_by_whom_and_why_and_undo_leaves_it(study: Study) -> None:
    erase(study, document="hemligt", reason="samtycket återtaget")
    assert "samtycket återtaget" in history(study)[0].summary
    rows = study.connection.execute("SELECT table_name, coder, reason FROM erasures").fetchall()
    assert {row for row in rows if row[0] != "codes"} == {
        ("documents", "Anna", "samtycket återtaget"),
        ("cases", "Anna", "samtycket återtaget"),
    }
    with suppress(RefusedError):
        while True:
            study.undo()
    assert check(study) == []
    assert found_in(bytes_beside(study.path), ONLY_THERE) == []


def test_a_code_named_by_the_text_goes_or_is_renamed_where_it_is_used_elsewhere(study: Study) -> None:
    key = next(row[0] for row in study.connection.execute("SELECT key FROM codes WHERE key LIKE '%zebra%'"))
    study.code(study.document("samtal"), 0, 9, key)
    done = erase(study, document="hemligt")
    assert done.codes == (key,)
    assert found_in(bytes_beside(study.path), ["zebra"]) == []
    assert len(study.connection.execute("SELECT 1 FROM codings WHERE deleted = 0").fetchall()) == 2
    assert check(study) == []


def test_words_quoted_elsewhere_are_masked_and_common_ones_stay(study: Study) -> None:
    done = erase(study, document="hemligt")
    assert done.masked == {"memos": 1}
    [(text,)] = study.connection.execute("SELECT text FROM memos").fetchall()
    assert text == "Jämför med …"


def test_one_fresh_copy_takes_the_place_of_the_old_ones(study: Study) -> None:
    old = copies_of(study.path)
    assert erase(study, document="hemligt").copies == len(old) == 1
    [fresh] = list(folder_of(study.path).iterdir())
    with Study.open(fresh, read_only=True) as opened:
        assert check(opened) == []


def test_bundles_that_are_out_are_listed(study: Study) -> None:
    assert [(each.coder, each.file) for each in erase(study, document="hemligt").out] == [("Bo", "bo.db")]
    assert bundles_out(study) != ()


def test_a_bundle_that_comes_back_does_not_bring_it_again(study: Study) -> None:
    from themecode.usecases.merging import merge

    out = study.path.with_name("bo.db")
    with Study.open(out) as opened:
        opened.code(opened.document("hemligt"), 0, 9, "k.rum")
    erase(study, document="hemligt")
    [plan] = merge(study, [out]).files
    assert [each.codings for each in plan.not_merged] == [1]
    assert check(study) == []
    assert found_in(bytes_beside(study.path), ONLY_THERE) == []


def test_what_a_bundle_that_comes_back_quotes_elsewhere_is_masked(study: Study) -> None:
    from themecode.usecases import memos
    from themecode.usecases.merging import merge

    out = study.path.with_name("bo.db")
    with Study.open(out) as opened:
        add_code(opened, "vid Kvarnbacken", codebook="k")
        memos.write_memo(opened, memos.on_code(opened.find_code("k.rad").id), "Bo om Zebrastigen och tid")
    erase(study, document="hemligt")
    merge(study, [out])
    assert study.connection.execute("SELECT text FROM memos WHERE code_id IS NOT NULL").fetchall() == [
        ("Bo om … och tid",)
    ]
    assert found_in(bytes_beside(study.path), ["zebrastigen", "kvarnbacken"]) == []
    assert check(study) == []


def test_what_names_the_text_in_places_settings_register_and_frozen_figures_goes_too(study: Study) -> None:
    from themecode.analysis.releases import release
    from themecode.usecases import looking, memos, register
    from themecode.usecases.codebook_changes import redefine
    from themecode.usecases.report_settings import name_roles

    later = study.document("hemligt")
    brief = add_code(study, "Öqvist", codebook="k").key
    start = later.text.index("Ärtrud Öqvist")
    study.code(later, start, start + 13, brief)
    looking.keep_habit(study, "place.codebook", brief)
    looking.keep_habit(study, f"place.d{later.id}", f"12 {brief}")
    looking.keep_digits(study, None, [brief, "k.rum"])
    name_roles(study, {"Ärtrud": "en boende", "BVC": "personal"})
    register.enter(study, "recording", "Kvarnbacken.m4a", note="Hemligt.txt")
    redefine(study, "k.rum", definition="Också Zebrastigen räknas hit")
    redefine(study, "k.rad", definition="O\u0308qvist med lösa prickar")
    memos.write_memo(study, memos.on_code(study.find_code("k.rum").id), f"jfr {brief} och HEMLIGT")
    release(study, "juni")
    erase(study, document="hemligt")
    content = bytes_beside(study.path)
    assert found_in(content, [*ONLY_THERE, "hemligt", "O\u0308qvist"]) == []
    assert looking.digits(study, None) == ["", "k.rum"]
    assert study.find_code("k.rum").label.in_language("sv") == "lokaler"
    assert [
        each["question"] for each in json.loads(study.connection.execute("SELECT figures FROM releases").fetchone()[0])
    ]
    assert check(study) == []


def test_criteria_from_before_the_text_came_are_left_alone(study: Study) -> None:
    defined = study.connection.execute("SELECT definition, include, exclude, label FROM code_texts").fetchall()
    labels = {row[3] for row in defined}
    erase(study, document="hemligt")
    left = {row[0] for row in study.connection.execute("SELECT label FROM code_texts")}
    assert left == labels - {QUOTED}


def test_the_figures_that_change_are_shown_and_nothing_is_written(study: Study, content: Any) -> None:
    answer = study.document("1", "q1")
    study.code(answer, 0, 3, "k.rum")
    complete(study, answer)
    counts = count_categories(study, question="q1", provisional=True)
    before = content(study.path)
    changed = figures_without(study, find(study, "1", None))
    assert content(study.path) == before
    assert ("q1", "k.rum", 1, 0) in [(each.question, each.code, each.before, each.after) for each in changed]
    assert ("q1", None, counts.cases, counts.cases - 1) in [
        (each.question, each.code, each.before, each.after) for each in changed
    ]
