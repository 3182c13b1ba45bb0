"""The commands check and backup."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from themecode import Study
from themecode.usecases.checking import check


def test_a_sound_study_has_no_findings(demo_study: Study) -> None:
    assert check(demo_study) == []


def test_a_study_that_is_not_sound_is_exit_code_1_and_says_what_and_where(run: Any, small: Any) -> None:
    with closing(sqlite3.connect(small.path)) as connection, connection:
        connection.execute("UPDATE documents SET text = text || '!' WHERE name = 'samtal'")
        (uuid,) = connection.execute("SELECT uuid FROM documents WHERE name = 'samtal'").fetchone()
    ran = run("check", small.path)
    assert ran.code == 1
    assert f"a text is not what it was at import: {uuid}" in ran.out.splitlines()
    found = json.loads(run("check", small.path, "--json").out)
    assert found == [{"what": "a text is not what it was at import", "where": uuid}]


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
