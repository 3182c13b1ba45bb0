"""Measures reading a transcript of 120,000 words with 5,000 coded passages, against an empty Textual app.

Run as ``python -m bench.transcript_view``. Budget (DESIGN.md section 8): a step at most 5 ms above the empty app and
2 kB. ``busy`` is processor time: the fairer figure where others use the machine too. ``--app ours`` and ``--app
empty`` run the programs that are measured.
"""

from __future__ import annotations

import argparse
import random
import sys

from bench.pty_harness import Answer, Terminal, median_busy_ms, median_bytes, median_ms
from themecode.core.documents import Span, Speaker, Turn
from themecode.tui.view.lanes import Mark

KEYS = {
    "word": (b"\x1b[C", b"\x1b[D"),
    "sentence": (b"\x1b[B", b"\x1b[A"),
    "turn": (b"\x1b[6~", b"\x1b[5~"),
    "word, selecting": (b"\x1b[1;2C", b"\x1b[1;2D"),
    "row end": (b"\x1b[F", b"\x1b[H"),
}
STEPS = 40
MADE = "test data is made"
"""Printed before Textual is imported, so that first paint does not include making the data."""
COLOURS = ("#e06c75", "#98c379", "#61afef", "#d19a66", "#c678dd", "#56b6c2", "#e5c07b")


def long_interview() -> tuple[str, list[Turn], list[Span], list[Mark]]:
    """Make 2,000 turns of five sentences of twelve words, and 5,000 passages, mostly of a sentence or two."""
    chance = random.Random(7)
    words = ["familjecentral", "är", "så", "bra", "för", "alla", "vi", "hinner", "träffas", "varje", "vecka"]
    speakers = [Speaker("Moderator", moderator=True), Speaker("P1", "BVC"), Speaker("P2", "BMM")]
    pieces: list[str] = []
    turns, sentences = [], []
    length = 0

    def add(piece: str) -> int:
        nonlocal length
        pieces.append(piece)
        length += len(piece)
        return length

    for number in range(2000):
        label_start = length
        start = add(f"{speakers[number % 3].label}: ")
        for place in range(5):
            first = add(" ") if place else start
            sentences.append(Span(first, add("Start " + " ".join(chance.choices(words, k=11)) + ".")))
        turns.append(Turn(speakers[number % 3], start, length, label_start))
        add("\n")
    marks = []
    for key in range(5000):
        first = chance.randrange(length - 10)
        last = min(length, first + max(4, int(chance.lognormvariate(4.6, 0.9))))
        marks.append(Mark(key, first, last, chance.choice(COLOURS), "kod"))
    return "".join(pieces), turns, sentences, marks


def run_ours() -> None:
    """Show a long interview."""
    text, turns, sentences, marks = long_interview()
    print(MADE, flush=True)

    from textual.app import App, ComposeResult

    from themecode.tui.thrift import ThriftyScreen
    from themecode.tui.widgets.transcript import TranscriptView

    class Text(ThriftyScreen):
        def compose(self) -> ComposeResult:
            yield TranscriptView()

        def on_mount(self) -> None:
            view = self.query_one(TranscriptView)
            view.show(text, turns=turns, sentences=sentences, marks=marks)
            view.focus()

    class Ours(App[None]):
        def get_default_screen(self) -> Text:
            return Text()

    Ours().run()


def run_empty() -> None:
    """Answer any key by one changed cell, the least that an app can do."""
    print(MADE, flush=True)

    from textual import events
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Empty(App[None]):
        count = 0

        def compose(self) -> ComposeResult:
            yield Static("Moderator: 0")

        def on_key(self, event: events.Key) -> None:
            self.count += 1
            self.query_one(Static).update(f"Moderator: {self.count % 10}")

    Empty().run()


def measure(app: str) -> tuple[float, dict[str, list[Answer]]]:
    """Start an app; return its first paint in seconds and its answers to each kind of key."""
    with Terminal([sys.executable, "-m", "bench.transcript_view", "--app", app]) as terminal:
        terminal.wait_for(MADE)
        painted = terminal.wait_for("Moderator")
        terminal.settle()
        answers = {}
        for kind, (forward, back) in KEYS.items():
            for key in (forward, back) * 3:  # warm
                terminal.send(key)
            # Forth and back, six steps each, so that it stays on one screen: scrolling is measured by itself.
            answers[kind] = [terminal.send(key) for key in ([forward] * 6 + [back] * 6) * (STEPS // 12 + 1)]
            terminal.send(b"\x1b[1;5H")
        answers["sentence, reading on"] = [terminal.send(KEYS["sentence"][0]) for _ in range(STEPS)]
        return painted, answers


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--app", choices=("ours", "empty"))
    chosen = parser.parse_args().app
    if chosen:
        run_ours() if chosen == "ours" else run_empty()
        return
    runs = {app: [measure(app) for _ in range(3)] for app in ("empty", "ours")}
    first = {app: sorted(painted for painted, _ in found)[1] for app, found in runs.items()}
    print(
        f"first paint: ours {first['ours']:.2f} s, empty app {first['empty']:.2f} s, "
        f"ratio {first['ours'] / first['empty']:.2f}"
    )
    print(f"{'step':24}{'ours ms':>10}{'empty ms':>10}{'above ms':>10}{'busy above':>12}{'bytes':>10}{'most':>10}")
    for kind in runs["ours"][0][1]:
        ours = [answer for _, answers in runs["ours"] for answer in answers[kind] if answer.written]
        empty = [answer for _, answers in runs["empty"] for answer in answers[kind] if answer.written]
        mine, theirs = median_ms(ours), median_ms(empty)
        busy = median_busy_ms(ours) - median_busy_ms(empty)
        print(
            f"{kind:24}{mine:10.1f}{theirs:10.1f}{mine - theirs:10.1f}{busy:12.1f}{median_bytes(ours):10.0f}"
            f"{max(answer.written for answer in ours):10}"
        )


if __name__ == "__main__":
    main()
