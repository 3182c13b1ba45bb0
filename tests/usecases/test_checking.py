"""Check finds what must hold and does not, each named with its place; a sound study has no findings."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.usecases.checking import check


def test_a_sound_study_has_no_findings(demo_study: Study) -> None:
    assert check(demo_study) == []


FAULTS = {
    "a coding goes past the end of its document": 'UPDATE codings SET "end" = 99999 WHERE id = 1',
    "a sentence goes past the end of its document": 'UPDATE sentences SET "end" = 99999 WHERE document_id = 1',
    "a turn goes past the end of its document": (
        "UPDATE turns SET \"end\" = 99999 WHERE document_id = (SELECT id FROM documents WHERE name = 'samtal')"
    ),
    "a text is not what it was at import": "UPDATE documents SET text = text || '!' WHERE name = 'samtal'",
    "a row of codings refers to a row of codes that was taken away": "UPDATE codes SET deleted = 1 WHERE key = 'k.rum'",
    "a row of documents refers to a row of cases that was taken away": "UPDATE cases SET deleted = 1 WHERE key = '1'",
    "the history speaks of a row that is not there": "DELETE FROM attributes WHERE id = 1",
    "a row of codings refers to a row of codes that is not there": "UPDATE codings SET code_id = 4711 WHERE id = 1",
}


@pytest.mark.parametrize(("what", "damage"), FAULTS.items(), ids=FAULTS)
def test_every_rule_that_is_broken_is_named(run: Any, small: Any, what: str, damage: str) -> None:
    with Study.open(small.path, coder="Anna") as study:
        study.code(study.document("1", "q1"), 0, 5, "k.rum")
    with closing(sqlite3.connect(small.path)) as connection, connection:
        assert connection.execute(damage).rowcount > 0
    ran = run("check", small.path)
    assert ran.code == 1
    assert any(line.startswith(f"{what}: ") for line in ran.out.splitlines())
    found = json.loads(run("check", small.path, "--json").out)
    assert what in {finding["what"] for finding in found}
    assert all(set(finding) == {"what", "where"} for finding in found)


def test_a_sound_study_is_exit_code_0_and_says_so(run: Any, small: Any) -> None:
    ran = run("check", small.path)
    assert (ran.code, ran.out, ran.err) == (0, f"{small.path} is sound\n", "")
    assert run("check", small.path, "--json").out == "[]\n"


def test_a_backup_is_the_study_row_for_row_and_one_file(run: Any, small: Any, tmp_path: Path, content: Any) -> None:
    with Study.open(small.path, coder="Anna") as study:  # also while it is open elsewhere
        study.code(study.document("1", "q1"), 0, 5, "k.rum")
        ran = run("backup", small.path, tmp_path / "säkerhetskopia.db")
        assert ran.code == 0
        assert content(tmp_path / "säkerhetskopia.db") == content(small.path)
    assert [path.name for path in tmp_path.glob("säker*")] == ["säkerhetskopia.db"]
