"""bundle and merge as typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from themecode import Study

Run = Callable[..., Any]


@pytest.fixture
def bo(small: Any, run: Run) -> Path:
    """A bundle for Bo, in which he has coded a passage with a code of his own."""
    from themecode.usecases.coding import new_code

    path = small.path.with_name("bo.db")
    assert run("bundle", small.path, "--for", "Bo", "-o", path).code == 0
    with Study.open(path) as study:
        study.code(study.document("samtal"), 0, 9, new_code(study, "väntan").key)
    return Path(path)


def test_bundle_says_what_it_wrote_and_what_comes_next(small: Any, run: Run) -> None:
    path = small.path.with_name("bo.db")
    ran = run("bundle", small.path, "--for", "Bo", "-o", path)
    assert ran.code == 0
    assert ran.out.splitlines()[:2] == [f"wrote {path} for Bo: all 9 documents", "new coder: Bo"]
    assert f"themecode merge {small.path} {path}" in ran.out


def test_merge_prints_the_plan_and_undo_takes_it_back(small: Any, bo: Path, run: Run, content: Any) -> None:
    before = content(small.path)
    shown = run("merge", small.path, bo, "--dry-run")
    assert shown.out.splitlines() == ["bo.db (bundle for Bo)", "  codings: 1 new", "  new codes: k.väntan"]
    assert content(small.path) == before
    done = run("merge", small.path, bo)
    assert done.out == shown.out + "merged; themecode undo takes it back\n"
    assert run("merge", small.path, bo).out.endswith("nothing new; the study is as it was\n")
    assert "Anna sammanförde bo.db: 1 nya" in run("log", small.path).out
    assert run("undo", small.path).code == 0
    assert content(small.path) == before


def test_merge_as_json_has_stable_keys(small: Any, bo: Path, run: Run) -> None:
    data = json.loads(run("merge", small.path, bo, "--json").out)
    assert (data["dry_run"], data["written"]) == (False, True)
    assert data["files"][0] == {
        "file": "bo.db",
        "bundle_for": "Bo",
        "codings": {"new": 1, "changed": 0, "removed": 0},
        "one": 0,
        "completions": {"new": 0, "changed": 0, "removed": 0},
        "memos": {"new": 0, "changed": 0, "removed": 0},
        "new_coders": [],
        "coders_by_name": [],
        "new_rounds": [],
        "new_codes": ["k.väntan"],
        "codebook_differences": [],
        "both_sides": [],
        "refused_documents": [],
        "not_merged": [],
        "quotes": {"new": 0, "changed": 0, "removed": 0},
        "cells": {"new": 0, "changed": 0, "removed": 0},
        "decisions": {"new": 0, "changed": 0, "removed": 0},
        "proposals": {"new": 0, "changed": 0, "removed": 0},
        "rejections": {"new": 0, "changed": 0, "removed": 0},
    }


def test_merge_says_what_was_left_out(small: Any, bo: Path, run: Run) -> None:
    with Study.open(bo, coder="Ce") as study:
        study.code(study.document("samtal"), 0, 9, "k.rum")
    assert "  not merged: 1 codings on Ce; it is by Ce, in a bundle for Bo" in run("merge", small.path, bo).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("merge", "s.db", "annan.db"), "this is a file of another study"),
        (("merge", "s.db", "saknas.db"), "there is no such study"),
        (("merge", "bo.db", "bo.db"), "this is a bundle"),
        (("bundle", "s.db", "--for", "Bo", "-o", "s.db"), "the bundle would replace the study"),
        (("bundle", "s.db", "--for", "bo", "-o", "ny.db"), "differs from 'Bo'"),
        (("bundle", "s.db", "--for", "Bo", "--round", "x", "-o", "ny.db"), "there is no such round"),
        (("bundle", "s.db", "--for", "Bo"), "-o"),
        (("merge", "s.db"), "FILES"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_to_do(
    small: Any, bo: Path, run: Run, content: Any, monkeypatch: pytest.MonkeyPatch, arguments: Any, said: str
) -> None:
    monkeypatch.chdir(small.path.parent)
    Study.create("annan.db").close()
    before = content(small.path)
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err.startswith("themecode: ")
    assert said in ran.err
    assert ";" in ran.err
    assert content(small.path) == before


def test_a_sealed_bundle_opens_with_its_passphrase_and_holds_nothing_to_read(
    small: Any, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, back = small.path.with_name("bo.sealed"), small.path.with_name("bo.db")
    monkeypatch.setenv("THEMECODE_PASSPHRASE", "fyra ord på rad")
    assert "unseal bo.sealed" in run("bundle", small.path, "--for", "Bo", "--encrypt", "-o", out).out
    assert b"lokaler" not in out.read_bytes()
    assert "themecode unseal" in run("check", out).err
    run("unseal", out, "-o", back)
    with Study.open(back, coder="Bo") as study:
        study.code(study.document("samtal"), 0, 9, "k.rum")
    run("seal", back, "-o", out)
    back.unlink()
    run("unseal", out, "-o", back)
    assert "codings: 1 new" in run("merge", small.path, back).out
    monkeypatch.delenv("THEMECODE_PASSPHRASE")
    assert "nobody is here to type it" in run("unseal", out, "-o", small.path.with_name("x.db")).err
