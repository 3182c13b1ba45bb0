"""Two people at one study file at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.core.errors import RefusedError, ThemecodeError
from themecode.storage.connection import connect, transaction
from themecode.usecases.checking import check

WRITES = 2_000

PROGRAM = """
import sys
from pathlib import Path
from themecode import Study
path, coder, number, go = sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
with Study.open(path, coder=coder) as study:
    document = study.document("samtal")
    codes = ["k.tid", "k.tid.luft", "k.tid.moten", "k.rum", "k.rad"]
    spans = [(s, e) for s in range(len(document.text)) for e in range(s + 1, len(document.text) + 1)
             if document.text[s:e].strip()]
    print("ready", flush=True)
    while not go.exists():
        pass
    for place in range(number):
        study.code(document, *spans[place // 5], codes[place % 5])
"""


@pytest.fixture
def quick_disk(small_original: Any, tmp_path: Path) -> Iterator[Path]:
    """A study where syncing costs little; 4,000 writes to a busy disk take a minute."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        memory = tmp_path
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(shutil.copy(small_original.path, folder))


def code_at_once(path: Path, go: Path) -> None:
    """Let two processes write 2,000 codings each, beginning at the same moment, and count them."""
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(path), coder, str(WRITES), str(go)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for coder in ("Anna", "Bo")
    ]
    try:
        for worker in workers:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
        go.touch()
        for worker in workers:
            _, complaints = worker.communicate(timeout=300)
            assert (worker.returncode, complaints) == (0, "")
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()
    with Study.open(path, coder="Anna") as study:
        counted = study.connection.execute(
            "SELECT k.name, count(*), count(DISTINCT g.uuid) FROM codings g JOIN coders k ON k.id = g.coder_id "
            "WHERE g.deleted = 0 GROUP BY 1 ORDER BY 1"
        ).fetchall()
        assert counted == [("Anna", WRITES, WRITES), ("Bo", WRITES, WRITES)]
        entries = study.connection.execute("SELECT count(*) FROM history WHERE action = 'code'").fetchone()
        assert entries == (2 * WRITES,)
        assert check(study) == []


def test_two_processes_code_one_study_at_once_and_nothing_is_lost_or_refused(quick_disk: Path, tmp_path: Path) -> None:
    code_at_once(quick_disk, tmp_path / "go")


@pytest.mark.slow
def test_two_processes_code_one_study_on_a_disk_at_once_and_nothing_is_lost_or_refused(
    small: Any, tmp_path: Path
) -> None:
    code_at_once(small.path, tmp_path / "go")


def test_one_who_writes_now_and_then_is_let_in_by_one_who_writes_all_the_time(small: Any) -> None:
    stop = threading.Event()

    def write_all_the_time() -> None:
        with Study.open(small.path, coder="Bo") as study:
            while not stop.is_set():
                with transaction(study.connection):
                    study.connection.execute("INSERT OR REPLACE INTO study VALUES ('x', ?)", (str(time.monotonic()),))
                    time.sleep(0.01)

    busy = threading.Thread(target=write_all_the_time)
    busy.start()
    try:
        with Study.open(small.path, coder="Anna") as study:
            document = study.document("samtal")
            for start in range(20):
                study.code(document, start, start + 5, "k.rum")
    finally:
        stop.set()
        busy.join()


def test_a_code_that_someone_else_just_took_away_is_not_put_on_text(small: Any) -> None:
    from themecode.usecases.coding import new_code

    with Study.open(small.path, coder="Anna") as anna, Study.open(small.path, coder="Bo") as bo:
        key = new_code(anna, "Ny").key
        document = bo.document("1", "q1")
        anna.undo()
        try:
            bo.code(document, 0, 2, key)
        except ThemecodeError as error:
            assert "there is no such code" in str(error)  # noqa: PT017
        assert check(bo) == []


def test_an_answer_that_someone_else_just_replaced_is_not_coded_by_its_old_text(small: Any) -> None:
    from themecode.formats.mapping_file import read_mapping
    from themecode.usecases.import_survey import import_survey

    with Study.open(small.path, coder="Anna") as anna, Study.open(small.path, coder="Bo") as bo:
        old = bo.document("2", "q1")
        changed = small.survey.read_text(encoding="utf-8").replace("för små här", "alldeles för små")
        small.survey.write_text(changed, encoding="utf-8")
        import_survey(anna, small.survey, mapping=read_mapping(small.mapping), update=True)
        for act in (lambda: bo.code(old, 0, 4, "k.rum"), lambda: bo.complete(old, "contentless")):
            with pytest.raises(RefusedError, match="replaced or taken away"):
                act()
        bo.code(bo.document("2", "q1"), 0, 4, "k.rum")
        assert check(bo) == []


def test_readers_go_on_reading_while_someone_writes(small: Any) -> None:
    with closing(connect(small.path)) as writer, Study.open(small.path, read_only=True) as reader:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO study VALUES ('x', 'y')")
        assert reader.document("samtal").text
        writer.execute("ROLLBACK")
