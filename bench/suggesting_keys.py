"""Times keys while suggestions are being prepared, against the same study without them.

Run as ``python -m bench.suggesting_keys STUDY``; the study is copied first. The process that prepares them is apart,
so a key should be answered as without them, but for the two sharing the machine's cores.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.pty_harness import Terminal
from themecode import Study
from themecode.usecases import looking, suggesting

KEYS = 40
CODER = "bench"
LEFT, RIGHT = b"\x1b[D", b"\x1b[C"


def measure(path: Path, mode: str) -> None:
    """Open the first question and press keys at once, for as long as suggestions take to start and longer."""
    with Study.open(path, coder=CODER) as study:
        if not looking.has_acted(study, CODER):
            looking.add_coder(study)
        looking.keep_habit(study, "tour", "done")
        suggesting.choose_mode(study, mode)
    command = [sys.executable, "-m", "themecode", "open", str(path), "--coder", CODER]
    with Terminal(command) as terminal:
        paint = terminal.wait_for(f"kodar: {CODER}")
        terminal.settle(1.5)
        terminal.send(b"\r", limit=2)
        begun = time.perf_counter()
        answers = [terminal.send(RIGHT if number % 2 else LEFT) for number in range(KEYS)]
        seconds = time.perf_counter() - begun
    first = sorted(1000 * answer.first for answer in answers if answer.written)
    print(
        f"suggestions {mode}: first paint {paint:.2f} s; {len(first)} of {KEYS} keys answered over {seconds:.1f} s, "
        f"median {statistics.median(first):.1f} ms, nine of ten within {first[len(first) * 9 // 10]:.1f} ms, "
        f"slowest {first[-1]:.1f} ms"
    )


def main() -> None:
    """Measure without and with suggestions, twice in turn."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(sys.argv[1], Path(folder) / "study.db"))
        for mode in ("off", "on", "off", "on"):
            measure(path, mode)


if __name__ == "__main__":
    main()
