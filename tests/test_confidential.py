"""What is written may be read by its owner alone, and no command opens a network connection."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

WATCHED = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        sys.stderr.write(f"NETWORK {event} {arguments[1:]!r}\\n")
        os._exit(99)
sys.addaudithook(watch)
from themecode.cli.main import main
sys.exit(main(sys.argv[1:]))
"""

COMMANDS = (
    ("demo",),
    ("count", "demo.db", "--json"),
    ("report", "demo.db", "-o", "rapport.md"),
    ("export", "codings", "demo.db", "-o", "kodningar.xlsx"),
    ("export", "cases", "demo.db", "-o", "fall.csv"),
    ("check", "demo.db"),
    ("backup", "demo.db", "kopia.db"),
    ("bundle", "demo.db", "--for", "Cia", "-o", "cia.db"),
    ("merge", "demo.db", "cia.db"),
    ("log", "demo.db"),
    ("trace", "demo.db", "framgang.samverkan", "--question", "23"),
    ("release", "demo.db", "2026"),
    ("exclude", "demo.db", "FC001", "--reason", "prov"),
    ("undo", "demo.db"),
    ("register", "list", "demo.db"),
    ("suggest", "demo.db", "--question", "23", "--json"),
    ("pseudonymise", "demo.db", "--accept-all"),
    ("pseudonymise", "demo.db", "--reverse", "--yes"),
    ("erase", "demo.db", "FC002", "--yes"),
    ("check-names", "rapport.md", "--key", "demo.db.key"),
    ("register", "add", "demo.db", "recording", "band 1", "--delete-by", "2030-01-01"),
    ("register", "gone", "demo.db", "band 1"),
    ("bundle", "demo.db", "--for", "Didrik", "-o", "didrik.sealed", "--encrypt"),
    ("unseal", "didrik.sealed", "-o", "didrik.db"),
    ("seal", "kodningar.xlsx", "-o", "kodningar.sealed"),
    ("export", "counts", "demo.db", "--public", "-o", "antal.csv"),
    ("export", "memos", "demo.db", "-o", "minnen.csv"),
    ("search", "demo.db", "tid"),
    ("table", "demo.db", "--help"),
    ("declaration", "demo.db"),
    ("method", "demo.db"),
    ("groups", "demo.db", "--question", "23"),
    ("round", "list", "demo.db"),
    ("quote", "list", "demo.db"),
    ("settings", "demo.db"),
    ("codebook", "save", "demo.db", "hinder", "kodbok.yaml"),
    ("themecode-check-of-the-watch",),
)


@pytest.mark.slow
def test_no_command_opens_a_network_connection(tmp_path: Path) -> None:
    environment = {**os.environ, "THEMECODE_CODER": "Anna", "THEMECODE_PASSPHRASE": "fyra ord på rad"}
    for command in COMMANDS:
        ran = subprocess.run(
            [sys.executable, "-c", WATCHED, *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "NETWORK" not in ran.stderr, f"{command}: {ran.stderr}"
        assert ran.returncode == (2 if command[0].startswith("themecode") else 0), f"{command}: {ran.stderr}"


def test_the_watch_sees_a_connection() -> None:
    code = WATCHED.replace(
        "from themecode", "import socket; socket.create_connection(('127.0.0.1', 9)); from themecode"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 99
    assert "NETWORK" in ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_what_is_written_may_be_read_by_its_owner_alone(small: Any, run: Run, tmp_path: Path) -> None:
    from themecode import Study
    from themecode.usecases.backups import copies_of, folder_of, keep_backup

    old = os.umask(0o022)
    try:
        path = tmp_path / "ny.db"
        assert run("new", path).code == 0
        written = [path]
        for name, command in (
            ("k.csv", ("export", "codings", small.path)),
            ("f.xlsx", ("export", "cases", small.path)),
            ("b.db", ("bundle", small.path, "--for", "Bo")),
            ("r.md", ("report", small.path, "--provisional")),
        ):
            assert run(*command, "-o", tmp_path / name).code == 0
            written.append(tmp_path / name)
        assert run("backup", small.path, tmp_path / "kopia.db").code == 0
        keep_backup(small.path)
        with Study.open(path) as opened:
            opened.connection.execute("SELECT 1")
            written += [tmp_path / "kopia.db", *copies_of(small.path), folder_of(small.path)]
            open_modes = {each.name: each.stat().st_mode & 0o077 for each in tmp_path.glob("ny.db*")}
        assert set(open_modes.values()) == {0}
        assert {each.name: each.stat().st_mode & 0o077 for each in written if each.stat().st_mode & 0o077} == {}
    finally:
        os.umask(old)


WRITING: tuple[tuple[str, ...], ...] = (
    ("new", "ny.db"),
    ("import", "transcripts", "s.db", "hemma.txt"),
    ("export", "codings", "s.db", "-o", "k.csv"),
    ("export", "codings", "s.db", "-o", "k.xlsx"),
    ("export", "memos", "s.db", "-o", "m.csv"),
    ("export", "counts", "s.db", "--public", "-o", "antal.csv"),
    *(("report", "s.db", "--provisional", "-o", f"r.{suffix}") for suffix in ("md", "docx", "xlsx", "html", "txt")),
    ("codebook", "save", "s.db", "k", "bok.yaml"),
    ("backup", "s.db", "kopia.db"),
    ("bundle", "s.db", "--for", "Bo", "-o", "b.db"),
    ("bundle", "s.db", "--for", "Cia", "-o", "c.sealed", "--encrypt"),
    ("unseal", "c.sealed", "-o", "c.db"),
    ("seal", "k.csv", "-o", "k.sealed"),
    ("pseudonymise", "s.db", "--accept-all"),
    ("erase", "s.db", "1", "--yes"),
    ("pseudonymise", "s.db", "--reverse", "--yes"),
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_whatever_is_written_is_its_owners_alone_even_where_nothing_is_masked(
    small: Any, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THEMECODE_PASSPHRASE", "fyra ord på rad")
    folder = Path(small.path).parent
    monkeypatch.chdir(folder)
    (folder / "hemma.txt").write_text("P1: Karin bor i Mora.\nP2: Ja.", encoding="utf-8")
    before = set(folder.rglob("*"))
    old = os.umask(0)
    try:
        for command in WRITING:
            ran = run(*command)
            assert ran.code == 0, f"{command}: {ran.err}"
    finally:
        os.umask(old)
    written = set(folder.rglob("*")) - before | {folder / "s.db"}
    assert {"s.db.key", "b.db", "c.sealed", "c.db", "r.docx"} <= {each.name for each in written}
    assert {each.name: oct(each.stat().st_mode) for each in written if each.stat().st_mode & 0o077} == {}
