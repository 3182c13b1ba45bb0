"""The mouse in a real pseudo-terminal: dragging, double clicks, wide characters, scrolling at the edge."""

from __future__ import annotations

import csv
import importlib.util
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from themecode.cli.main import main

_spec = importlib.util.spec_from_file_location("terminal", Path(__file__).with_name("terminal.py"))
assert _spec is not None
assert _spec.loader is not None
terminal = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(terminal)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

GUTTER = 8
"""Cells before the text."""
LINES = "\n".join(f"rad{number:03} är kort." for number in range(120))
TEXT = f"P1: Vi går på café, säger Åsa.\n\nP2: 日本語 talar vi inte.\n\n{LINES}\n"
ROWS, COLUMNS = 30, 110


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "studie.db"
    (tmp_path / "intervju.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "tid.yaml").write_text("codebook: tid\ncodes:\n  - {key: tid.a, label: alfa}\n", encoding="utf-8")
    assert main(["new", str(path), "--coder", "Anna"]) == 0
    assert main(["codebook", "load", str(path), str(tmp_path / "tid.yaml"), "--coder", "Anna"]) == 0
    assert main(["import", "transcripts", str(path), str(tmp_path / "intervju.txt"), "--coder", "Anna"]) == 0
    return path


@pytest.fixture
def screen(study: Path) -> Iterator[Any]:
    """The interview, open in a terminal."""
    command = [sys.executable, "-m", "themecode", "open", str(study), "--coder", "Anna"]
    opened = terminal.Terminal(command, columns=COLUMNS, rows=ROWS)
    try:
        opened.wait("intervju", seconds=60)
        opened.type("\r")
        opened.wait("rad003 är kort", seconds=60)
        yield opened
    finally:
        opened.close()


def mouse(screen: Any, *events: tuple[str, int, int]) -> None:
    """Send mouse events (SGR): down, move with the button down, up; cells and rows from 0."""
    kinds = {"down": ("0", "M"), "move": ("32", "M"), "up": ("0", "m")}
    for kind, x, y in events:
        button, end = kinds[kind]
        screen.type(f"\x1b[<{button};{x + 1};{y + 1}{end}")


def place(screen: Any, words: str) -> tuple[int, int]:
    """Return the cell and row at which words stand that have no wide character before them."""
    return next((line.index(words), row) for row, line in enumerate(screen.lines) if words in line)


def quoted(screen: Any, study: Path) -> str:
    """Code what is selected, leave, and return the exported quote."""
    screen.type("\r")
    screen.wait("Sök kod")
    screen.type("\r")
    screen.wait("1 kodning ")
    screen.type("q")
    screen.wait("Intervjuer")
    screen.type("q")
    assert screen.ended() == 0
    file = study.with_suffix(".csv")
    assert main(["export", "codings", str(study), "-o", str(file)]) == 0
    with file.open(encoding="utf-8-sig", newline="") as rows:
        (row,) = csv.DictReader(rows)
    return row["quote"]


def test_a_double_click_on_a_word_with_a_ring_selects_the_word(screen: Any, study: Path) -> None:
    x, y = place(screen, "går")
    mouse(screen, ("down", x + 1, y), ("up", x + 1, y), ("down", x + 1, y), ("up", x + 1, y))
    screen.wait("▐går▌")
    assert quoted(screen, study) == "går"


def test_a_triple_click_selects_the_sentence(screen: Any, study: Path) -> None:
    x, y = place(screen, "går")
    mouse(screen, *[("down", x, y), ("up", x, y)] * 3)
    screen.wait("▐Vi går på café, säger Åsa.▌")
    assert quoted(screen, study) == "Vi går på café, säger Åsa."


@pytest.mark.parametrize("half", [0, 1])
def test_either_half_of_a_wide_character_is_that_character(screen: Any, study: Path, half: int) -> None:
    _, y = place(screen, "talar vi inte")
    x = GUTTER + len("P2: ") + half  # of the first wide character, whichever half
    mouse(screen, ("down", x + 2, y), ("move", x + 3, y), ("move", x + 4, y), ("up", x + 4, y))
    assert quoted(screen, study) == "本語"


def test_dragging_below_the_text_scrolls_on_and_selects_what_comes(screen: Any, study: Path) -> None:
    x, y = place(screen, "rad003")
    mouse(screen, ("down", x, y))
    screen.wait("▐rad003")  # a pointer that left before the press was answered would press on nothing
    mouse(screen, ("move", x + 3, y + 2), ("move", x + 5, ROWS - 1))
    screen.wait("rad045", seconds=40)  # scrolled into view while the pointer is held still
    mouse(screen, ("up", x + 5, ROWS - 1))
    still = _settled(screen)
    assert "rad003" not in still
    quote = quoted(screen, study)
    assert quote.startswith("rad003 är kort.\nrad004")
    assert "rad040" in quote


def _settled(screen: Any) -> str:
    """Return the screen once nothing more comes."""
    until = time.monotonic() + 1
    while time.monotonic() < until:
        screen._read()
    return str(screen.text)
