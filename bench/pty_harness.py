"""Runs a program in a pseudo-terminal and times its answers to keys.

A headless test does not paint, so speed is measured here: from the key's byte going in to the last byte coming out.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import tempfile
import termios
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

QUIET = 0.08
"""Seconds without output after which an answer is complete."""


@dataclass(frozen=True)
class Answer:
    """What a program wrote after something was sent."""

    seconds: float
    """Until the last byte."""
    written: int
    """Bytes."""
    first: float = 0.0
    """Seconds until the first byte."""
    busy: float = 0.0
    """Seconds of processor time that the program took, all its threads together; 0 where the system does not tell."""


class Terminal:
    """A program in a pseudo-terminal; use as a context manager, it is ended on leaving."""

    def __init__(self, command: Sequence[str], *, columns: int = 120, rows: int = 40) -> None:
        self._command = command
        self._size = struct.pack("HHHH", rows, columns, 0, 0)
        self.screen = b""
        """Everything written so far."""

    def __enter__(self) -> Terminal:
        """Start the program."""
        self._pid, self._file = pty.fork()
        if not self._pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, self._size)  # here, so that the program never sees another
            environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            environment.pop("NO_COLOR", None)
            if environment.pop("PYTHONDONTWRITEBYTECODE", None):  # an installed program is compiled once, not each time
                environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "themecode-bench")
            os.execvpe(self._command[0], list(self._command), environment)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._file)

    def wait_for(self, marker: str, limit: float = 60) -> float:
        """Wait for a text to be written; return the seconds from now."""
        begun = time.perf_counter()
        while marker.encode() not in self.screen:
            if not self._read(limit):
                raise TimeoutError(f"{marker!r} was not painted; the program wrote {self.screen[-500:]!r}")
        return time.perf_counter() - begun

    def settle(self, quiet: float = 0.5) -> None:
        """Read until nothing has come for a while."""
        while self._read(quiet):
            pass

    def send(self, keys: bytes, limit: float = 0.4) -> Answer:
        """Send bytes and read the answer to its end; one that does not come counts 0 bytes."""
        begun = last = time.perf_counter()
        before, busy = len(self.screen), self.busy
        os.write(self._file, keys)
        first, wait = 0.0, limit
        while self._read(wait):
            last, wait = time.perf_counter(), QUIET
            first = first or last - begun
        return Answer(last - begun, len(self.screen) - before, first, self.busy - busy)

    @property
    def busy(self) -> float:
        """Seconds of processor time so far: steadier than the clock where others use the machine too. Linux only."""
        spent = 0
        for task in Path(f"/proc/{self._pid}/task").glob("*/schedstat"):
            with suppress(OSError):  # a thread that has just ended
                spent += int(task.read_text().split()[0])
        return spent / 1e9

    def _read(self, wait: float) -> bool:
        """Read what comes within a time; tell whether anything did."""
        ready, _, _ = select.select([self._file], [], [], wait)
        if not ready:
            return False
        try:
            chunk = os.read(self._file, 1 << 16)
        except OSError:
            return False
        self.screen += chunk
        if b"\x1b[?2026$p" in chunk:  # asks for synchronised output, as terminals of today have it
            os.write(self._file, b"\x1b[?2026;2$y")
        return bool(chunk)


def median_ms(answers: Iterable[Answer]) -> float:
    """Return the median time of answers in milliseconds."""
    return 1000 * statistics.median(answer.seconds for answer in answers)


def median_bytes(answers: Iterable[Answer]) -> float:
    """Return the median size of answers."""
    return statistics.median(answer.written for answer in answers)


def median_busy_ms(answers: Iterable[Answer]) -> float:
    """Return the median processor time of answers in milliseconds."""
    return 1000 * statistics.median(answer.busy for answer in answers)
