"""Measures the screens of whole studies in a real pseudo-terminal, against an empty Textual app.

Run as ``python -m bench.tui``. Budgets (DESIGN.md section 8): first paint of ``open`` twice an empty app's, also with
1.2 million codings; a step 5 ms above the empty app and 2 kB. How a very long transcript fares is in
`bench.transcript_view`. ``--study`` measures one that is there (`bench.material` makes them), ``--empty`` runs the
empty app. ``busy`` is processor time: the fairer figure where others use the machine too.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.material import SIZES, make_study
from bench.pty_harness import Answer, Terminal, median_busy_ms, median_bytes, median_ms

STARTS = 7
STEPS = 30
EMPTY = (sys.executable, "-m", "bench.tui", "--empty")
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


def steps(terminal: Terminal, there: bytes, back: bytes) -> list[Answer]:
    """Press two keys in turn; the first answers, which fill caches, are left out."""
    return [terminal.send(there if number % 2 else back) for number in range(STEPS)][4:]


def first_paints(command: Sequence[str]) -> None:
    """Start the screens and the empty app in turn, and print the ratio of their medians."""
    ours: list[tuple[float, float]] = []
    empty: list[tuple[float, float]] = []
    for _ in range(STARTS):
        for seconds, program, marker in ((empty, EMPTY, "empty app"), (ours, command, "kodar: Anna")):
            with Terminal(program) as terminal:
                seconds.append((terminal.wait_for(marker), terminal.busy))
    for place, what in enumerate(("clock", "busy")):
        mine, theirs = (statistics.median(each[place] for each in seconds) for seconds in (ours, empty))
        print(f"  first paint, {what}: {mine:.2f} s, {mine / theirs:.2f} x an empty app {theirs:.2f} s (budget 2)")


def measure(name: str, path: Path, empty: Sequence[Answer]) -> None:
    """Print the ratios of one study."""
    command = [sys.executable, "-m", "themecode", "open", str(path), "--coder", "Anna"]
    print(name)
    first_paints(command)
    with Terminal(command) as terminal:
        terminal.wait_for("kodar: Anna")
        terminal.settle(1.5)
        terminal.send(DOWN)  # up from the first row would go round to the last, and scroll
        report("list, one row", steps(terminal, DOWN, UP), empty)
        terminal.send(b"\r", limit=3)
        terminal.settle(1.0)
        report("answer, one word", steps(terminal, RIGHT, LEFT), empty)
        report("next answer", steps(terminal, NEXT, NEXT), empty)
        code(terminal, empty)
        terminal.send(b"q", limit=3)
        terminal.settle(1.0)
        terminal.send(b"\x1b[F", limit=1)
        terminal.send(b"\r", limit=3)
        terminal.settle(1.0)
        report("interview, one word", steps(terminal, RIGHT, LEFT), empty)
        report("interview, one sentence", steps(terminal, DOWN, UP), empty)
        code(terminal, empty)


def code(terminal: Terminal, empty: Sequence[Answer]) -> None:
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
    report("coding by digit, on disk and painted", made[1:], empty)
    report("undo, on disk and painted", undone[1:], empty)


def report(what: str, answers: Sequence[Answer], empty: Sequence[Answer]) -> None:
    """Print the median time above the empty app, and the bytes written."""
    above = median_ms(answers) - median_ms(empty)
    busy = median_busy_ms(answers) - median_busy_ms(empty)
    print(f"  {what}: {above:+.1f} ms above an empty app, {busy:+.1f} busy, {median_bytes(answers):.0f} bytes")


def main() -> None:
    """Make the studies and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--empty", action="store_true", help="run the empty app")
    parser.add_argument("--size", choices=[*SIZES, "both"], default="both")
    parser.add_argument("--study", type=Path, help="measure this study instead of making one; it is written to")
    chosen = parser.parse_args()
    if chosen.empty:
        run_empty()
        return
    with Terminal(EMPTY) as terminal:
        terminal.wait_for("empty app")
        terminal.settle()
        empty = steps(terminal, b"a", b"b")
    print(f"empty app: a key {median_ms(empty):.1f} ms, {median_busy_ms(empty):.1f} busy")
    if chosen.study is not None:
        measure(chosen.study.name, chosen.study, empty)
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in SIZES if chosen.size == "both" else [chosen.size]:
            path = Path(folder) / f"{name}.db"
            make_study(path, SIZES[name]).close()
            measure(name, path, empty)


if __name__ == "__main__":
    main()
