"""Times keys while suggestions are being prepared, against the same study without them.

Run as ``python -m bench.suggesting_keys STUDY [--model NAME]``; a copy of the study is measured. The process that
prepares them is apart, so a key should be answered as without them, but for the two sharing the machine's cores. With
``--model`` it loads a sentence model and works out vectors for all texts meanwhile.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.pty_harness import Terminal
from themecode import Study
from themecode.usecases import looking, suggesting

KEYS = 150
CODER = "bench"
LIMIT = 5.0
"""Seconds until a key counts as not answered."""
LEFT, RIGHT = b"\x1b[D", b"\x1b[C"


def measure(path: Path, what: str, model: str | None) -> None:
    """Open the first question and press keys at once, for as long as suggestions take to start and longer."""
    os.environ.pop("THEMECODE_MODEL", None)
    if model is not None:
        os.environ["THEMECODE_MODEL"] = model
    with Study.open(path, coder=CODER) as study:
        if not looking.has_acted(study, CODER):
            looking.add_coder(study)
        looking.keep_habit(study, "tour", "done")
        suggesting.choose_mode(study, "off" if what == "off" else "on")
    command = [sys.executable, "-m", "themecode", "open", str(path), "--coder", CODER]
    with Terminal(command) as terminal:
        paint = terminal.wait_for(f"kodar: {CODER}")
        terminal.settle(1.5)
        terminal.send(b"\r", limit=2)
        begun = time.perf_counter()
        answers = [terminal.send(RIGHT if number % 2 else LEFT, limit=LIMIT) for number in range(KEYS)]
        seconds = time.perf_counter() - begun
    first = sorted(1000 * answer.first for answer in answers if answer.written)
    print(
        f"suggestions {what}: first paint {paint:.2f} s; {len(first)} of {KEYS} keys answered over {seconds:.1f} s, "
        f"median {statistics.median(first):.1f} ms, nine of ten within {first[len(first) * 9 // 10]:.1f} ms, "
        f"slowest {first[-1]:.1f} ms"
    )


def main() -> None:
    """Measure without and with suggestions, twice in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study", type=Path)
    parser.add_argument("--model", help="a folder, or a package that carries a model, as for `suggest`")
    chosen = parser.parse_args()
    ways = [("off", None), ("on", None)] + ([("on, with a model", chosen.model)] if chosen.model else [])
    for what, model in ways * 2:
        with tempfile.TemporaryDirectory() as folder:  # each time afresh: vectors once worked out are kept
            measure(Path(shutil.copy(chosen.study, Path(folder) / "study.db")), what, model)


if __name__ == "__main__":
    main()
