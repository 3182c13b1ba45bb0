"""Measures the screens of whole studies in a real pseudo-terminal, against an empty Textual app.

Run as ``python -m bench.tui``. Budgets (DESIGN.md section 8): first paint of ``open`` twice an empty app's, also with
1.2 million codings; a step 5 ms above the empty app and 2 kB. How a very long transcript fares is in
`bench.transcript_view`. ``--empty`` runs the empty app.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.material import SIZES, make_study
from bench.pty_harness import Answer, Terminal, median_bytes, median_ms

STARTS = 7
STEPS = 30
DOWN, UP, RIGHT, LEFT, NEXT, BACK = b"\x1b[B", b"\x1b[A", b"\x1b[C", b"\x1b[D", b"\x1b[6~", b"\x1b[5~"


def run_empty() -> None:
    """Show an app with nothing but a line of text, which a key changes."""
    from textual import events
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Empty(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("empty app")

        def on_key(self, event: events.Key) -> None:
            self.query_one(Static).update(f"empty app {event.key}")

    Empty().run()


def first_paint(command: Sequence[str], marker: str) -> float:
    """Return the median seconds from starting a program to a text of it on the screen."""
    seconds = []
    for _ in range(STARTS):
        with Terminal(command) as terminal:
            seconds.append(terminal.wait_for(marker))
    return statistics.median(seconds)


def steps(terminal: Terminal, there: bytes, back: bytes) -> list[Answer]:
    """Press two keys in turn; the first answers, which fill caches, are left out."""
    return [terminal.send(there if number % 2 else back) for number in range(STEPS)][4:]


def measure(name: str, path: Path, empty: float, empty_step: float) -> None:
    """Print the ratios of one study."""
    command = [sys.executable, "-m", "themecode", "open", str(path), "--coder", "Anna"]
    paint = first_paint(command, "kodar: Anna")
    print(f"{name}: first paint {paint:.2f} s, {paint / empty:.2f} x an empty app (budget 2)")
    with Terminal(command) as terminal:
        terminal.wait_for("kodar: Anna")
        terminal.settle(1.5)
        report("list, one row", steps(terminal, DOWN, UP), empty_step)
        terminal.send(b"\r", limit=3)
        terminal.settle(1.0)
        report("answer, one word", steps(terminal, RIGHT, LEFT), empty_step)
        report("next answer", steps(terminal, NEXT, NEXT), empty_step)
        code(terminal, empty_step)
        terminal.send(b"q", limit=3)
        terminal.settle(1.0)
        terminal.send(b"\x1b[F", limit=1)
        terminal.send(b"\r", limit=3)
        terminal.settle(1.0)
        report("interview, one word", steps(terminal, RIGHT, LEFT), empty_step)
        report("interview, one sentence", steps(terminal, DOWN, UP), empty_step)
        code(terminal, empty_step)


def code(terminal: Terminal, empty_step: float) -> None:
    """Time coding by digit until it is painted, that is until it is on disk, and taking it back."""
    terminal.send(b"\r", limit=1)
    terminal.send(b"\r", limit=1)  # the first code of the palette gets digit 1
    terminal.settle(0.5)
    made, undone = [], []
    for _ in range(8):
        terminal.send(NEXT)
        terminal.settle(0.3)
        made.append(terminal.send(b"1", limit=2))
        terminal.settle(0.3)
        undone.append(terminal.send(b"u", limit=2))
        terminal.settle(0.3)
    report("coding by digit, on disk and painted", made[1:], empty_step)
    report("undo, on disk and painted", undone[1:], empty_step)


def report(what: str, answers: Sequence[Answer], empty_step: float) -> None:
    """Print the median time above the empty app, and the bytes written."""
    above = median_ms(answers) - empty_step
    print(f"  {what}: {above:+.1f} ms above an empty app, {median_bytes(answers):.0f} bytes")


def main() -> None:
    """Make the studies and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--empty", action="store_true", help="run the empty app")
    parser.add_argument("--size", choices=[*SIZES, "both"], default="both")
    chosen = parser.parse_args()
    if chosen.empty:
        run_empty()
        return
    command = [sys.executable, "-m", "bench.tui", "--empty"]
    empty = first_paint(command, "empty app")
    with Terminal(command) as terminal:
        terminal.wait_for("empty app")
        terminal.settle()
        empty_step = median_ms(steps(terminal, b"a", b"b"))
    print(f"empty app: first paint {empty:.2f} s, a key {empty_step:.1f} ms")
    with tempfile.TemporaryDirectory() as folder:
        for name in SIZES if chosen.size == "both" else [chosen.size]:
            path = Path(folder) / f"{name}.db"
            make_study(path, SIZES[name]).close()
            measure(name, path, empty, empty_step)


if __name__ == "__main__":
    main()
