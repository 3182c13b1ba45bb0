"""Names judged at a real terminal: stopped halfway, gone on with, and the key tidied when somebody is erased."""

from __future__ import annotations

import os
import select
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.formats.key_file import read_key
from themecode.usecases.import_transcripts import import_transcripts

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")

TEXT = "Moderator: Hej.\nP1: Karin Öst bor i Mora 🤔. Karins bil.\nP2: Ring 070-123 45 67.\n"
WORDS = "fyra ord på rad"


@pytest.fixture
def study(tmp_path: Path, write: Any) -> Path:
    with Study.create(tmp_path / "s.db", coder="Anna") as opened:
        import_transcripts(opened, [write("hemma.txt", TEXT), write("borta.txt", "P1: Karin Öst var snäll.\nP2: Ja.")])
    return tmp_path / "s.db"


def at_terminal(answers: str, *arguments: object, within: float = 90) -> tuple[int, str]:
    """Run a command on a pseudo-terminal, typing a line of the answers at each question; return code and output."""
    import pty

    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update({"THEMECODE_CODER": "Anna", "THEMECODE_PASSPHRASE": WORDS})
        os.execv(sys.executable, [sys.executable, "-m", "themecode", *map(str, arguments)])
    said, lines, until = b"", answers.splitlines(), time.monotonic() + within
    answered = 0
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.3)[0]:
            try:
                part = os.read(terminal, 65536)
            except OSError:
                break
            if not part:
                break
            said += part
        elif lines and said[answered:].rstrip().endswith((b"]:", b"it:", b"it")):
            answered = len(said)
            os.write(terminal, lines.pop(0).encode() + b"\n")
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), said.decode("utf-8", errors="replace")


def test_answers_stay_when_one_stops_and_only_the_rest_is_asked_later(study: Path) -> None:
    code, said = at_terminal("y\nn\nq", "pseudonymise", study)
    assert code != 0
    assert "2 answers are kept; nothing is replaced" in said
    with Study.open(study, read_only=True) as opened:
        assert opened.document("hemma").text == TEXT
    code, said = at_terminal("[mobilen]\ny", "pseudonymise", study)
    assert code == 0, said
    assert "2 of them answered before" in said
    assert "1/1 " in said
    with Study.open(study, read_only=True) as opened:
        assert opened.document("hemma").text == (
            "Moderator: Hej.\nP1: [person 1] bor i Mora 🤔. [person 1]s bil.\nP2: Ring [mobilen].\n"
        )
    assert b"Karin" not in study.read_bytes()


def test_erasing_says_who_is_named_elsewhere_and_tidies_the_key(study: Path, run: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("THEMECODE_PASSPHRASE", WORDS)
    assert run("pseudonymise", study, "--yes").code == 0
    done = run("erase", study, "--document", "hemma", "--yes")
    assert done.code == 0, done.err
    assert "names taken out of the key s.db.key: 2; it has 1 still" in done.out  # others speak of Karin
    done = run("erase", study, "--document", "borta", "--yes")
    assert "names taken out of the key s.db.key: 1; it has 0 still" in done.out
    assert read_key(study.with_name("s.db.key"), WORDS).standins == ()


def test_without_the_passphrase_erasing_says_how_the_key_is_tidied_later(
    study: Path, run: Any, monkeypatch: Any
) -> None:
    monkeypatch.setenv("THEMECODE_PASSPHRASE", WORDS)
    assert run("pseudonymise", study, "--yes").code == 0
    monkeypatch.delenv("THEMECODE_PASSPHRASE")
    done = run("erase", study, "--document", "hemma", "--yes")
    assert "erase s.db --finish --key s.db.key" in done.out
    monkeypatch.setenv("THEMECODE_PASSPHRASE", "fel")
    wrong = run("erase", study, "--finish")
    assert (wrong.code, wrong.err.count("\n")) == (0, 1)
    assert run("erase", study, "--finish", "--key", study.with_name("s.db.key")).code == 2
    monkeypatch.setenv("THEMECODE_PASSPHRASE", WORDS)
    assert "names taken out of the key s.db.key: 2" in run("erase", study, "--finish").out
