"""pseudonymise and check-names, as typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.usecases.import_transcripts import import_transcripts

Run = Callable[..., Any]
TEXT = "Moderator: Hej.\nP1: Karin Öst bor i Mora 🤔. Karins bil. Björn är borta.\nP2: Ring 070-123 45 67.\n"


@pytest.fixture
def study(small: Any, write: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THEMECODE_PASSPHRASE", "fyra ord på rad")
    with Study.open(small.path, coder="Anna") as opened:
        import_transcripts(opened, [write("hemma.txt", TEXT)])
    return Path(small.path)


def text_of(study: Path) -> str:
    with Study.open(study, read_only=True) as opened:
        return opened.document("hemma").text


def test_without_a_terminal_it_needs_yes_and_says_what_it_assumed(study: Path, run: Run) -> None:
    refused = run("pseudonymise", study)
    assert refused.code == 2
    assert "add --yes" in refused.err
    assert text_of(study) == TEXT
    done = run("pseudonymise", study, "--yes")
    assert done.code == 0, done.err
    assert "replaced: person Karin Öst -> [person 1], 2 places" in done.out
    assert "in doubt, left: person Björn" in done.out
    assert "»Björn« är borta" in done.out
    assert "[person 1] bor i [ort 1] 🤔. [person 1]s bil. Björn är borta." in text_of(study)
    assert study.with_name("s.db.key").exists()


def test_accept_all_takes_what_is_in_doubt_too_and_reverse_brings_it_back(study: Path, run: Run) -> None:
    assert run("pseudonymise", study, "--accept-all").code == 0
    assert "Björn" not in text_of(study)
    back = run("pseudonymise", study, "--reverse", "--yes")
    assert back.code == 0, back.err
    assert text_of(study) == TEXT
    assert "nothing needs to be brought back" in run("pseudonymise", study, "--reverse", "--yes").err


def test_a_dry_run_and_json_show_and_write_nothing(study: Path, run: Run) -> None:
    before = study.read_bytes()
    shown = run("pseudonymise", study, "--dry-run")
    assert "would be replaced: person Karin Öst" in shown.out
    [karin] = [each for each in json.loads(run("pseudonymise", study, "--json").out) if each["name"] == "Karin Öst"]
    assert list(karin) == ["kind", "name", "standin", "sure", "replaced", "may_be", "by_model", "places"]
    assert [place["text"] for place in karin["places"]] == ["Karin Öst", "Karins"]
    assert study.read_bytes() == before
    assert not study.with_name("s.db.key").exists()


def test_the_list_of_names_gives_kinds_and_standins(study: Path, run: Run, write: Any) -> None:
    names = write("namn.csv", "namn;sort;ersättning\nKarin Öst;person;Kim\nBjörn;person;\nMora;ort;[byn]\n")
    assert run("pseudonymise", study, "--names", names, "--yes").code == 0
    assert "P1: Kim bor i [byn] 🤔. Kims bil." in text_of(study)
    assert run("pseudonymise", study, "--reverse", "--yes").code == 0
    assert text_of(study) == TEXT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("namn;sort\nKarin;katt\n", "unknown kind 'katt', namn.csv, row 2"),
        ("a;b\nKarin;person\n", "no column of names"),
        ("namn;sort;ersättning\nKarin;person;A\nKarin;person;B\n", "two stand-ins"),
    ],
)
def test_a_list_that_is_wrong_is_refused_in_words(study: Path, run: Run, write: Any, content: str, said: str) -> None:
    ran = run("pseudonymise", study, "--names", write("namn.csv", content), "--yes")
    assert ran.code == 2
    assert said in ran.err
    assert text_of(study) == TEXT


def test_what_is_named_in_one_transcript_is_replaced_everywhere_and_nothing_else(
    study: Path, run: Run, write: Any
) -> None:
    with Study.open(study, coder="Anna") as opened:
        import_transcripts(opened, [write("två.txt", "P1: Karin Öst och Gunilla.\nP2: Ja.")])
    assert run("pseudonymise", study, "--document", "hemma", "--yes").code == 0
    with Study.open(study, read_only=True) as opened:
        assert opened.document("två").text == "P1: [person 1] och Gunilla.\nP2: Ja."
    assert "no such transcript" in run("pseudonymise", study, "--document", "finns inte", "--yes").err


def test_a_lost_key_and_a_wrong_passphrase_are_one_sentence_each(
    study: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("pseudonymise", study, "--yes").code == 0
    key = study.with_name("s.db.key")
    kept = key.rename(key.with_name("annan.key"))
    for arguments in (("--yes",), ("--reverse", "--yes")):
        ran = run("pseudonymise", study, *arguments)
        assert (ran.code, ran.err.count("\n")) == (2, 1)
        assert "key" in ran.err
    monkeypatch.setenv("THEMECODE_PASSPHRASE", "fel")
    ran = run("pseudonymise", study, "--reverse", "--yes", "--key", kept)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "passphrase" in ran.err


@pytest.mark.parametrize("suffix", ["md", "txt", "html", "csv", "docx", "xlsx"])
def test_a_report_with_a_name_of_the_key_is_found_out(study: Path, run: Run, tmp_path: Path, suffix: str) -> None:
    assert run("pseudonymise", study, "--yes").code == 0
    key = ("--key", study.with_name("s.db.key"))
    report = tmp_path / f"rapport.{suffix}"
    for sentence, code in (("[person 1] bor bra.", 0), ("Bilen var Karins.", 1), ("En kvinna i Moras centrum.", 1)):
        _write(report, sentence)
        ran = run("check-names", report, *key)
        assert ran.code == code, (sentence, ran.out, ran.err)
        assert ("Karins, which [person 1]" in ran.out) == ("Karins" in sentence)


def _write(path: Path, sentence: str) -> None:
    if path.suffix == ".docx":
        from docx import Document

        document = Document()
        head, _, tail = sentence.partition("i")
        document.add_paragraph(head).add_run("i" + tail)
        document.save(str(path))
    elif path.suffix == ".xlsx":
        from openpyxl import Workbook

        workbook = Workbook()
        workbook.active.append([1, sentence])
        workbook.save(path)
    elif path.suffix == ".html":
        path.write_text(f"<html><body><p>{sentence.replace('Kar', '<b>Kar</b>')}</p></body></html>", encoding="utf-8")
    else:
        path.write_text(sentence, encoding="utf-8")


def test_an_import_that_looks_identifying_is_said_with_counts_and_no_names(
    small: Any, run: Run, write: Any, tmp_path: Path
) -> None:
    ran = run("import", "transcripts", small.path, write("hemma.txt", TEXT))
    assert ran.code == 0
    assert "identifying (2 names, 1 place, 1 phone number)" in ran.err
    assert "Karin" not in ran.err
    table = write("svar.csv", "id;q9\n91;Ring Karin på 070-123 45 67\n92;Nej\n")
    ran = run("import", "survey", small.path, table, "--open", "q9")
    assert "identifying (1 name, 1 phone number)" in ran.err
    ran = run("import", "transcripts", small.path, write("lugn.txt", "P1: Vi har ont om tid.\nP2: Ja."))
    assert ran.err == ""
