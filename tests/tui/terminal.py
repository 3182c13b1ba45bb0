"""A program in a real pseudo-terminal, its screen read by a terminal emulator (pyte)."""

import fcntl
import os
import pty
import select
import struct
import termios
import time
from collections.abc import Callable, Iterator, Sequence

import pyte
from rich.cells import cell_len


class Terminal:
    """Types into a program and looks at what stands on the screen."""

    def __init__(self, command: Sequence[str], *, columns: int = 110, rows: int = 34, cwd: str | None = None) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        size = struct.pack("HHHH", rows, columns, 0, 0)
        self._pid, self._file = pty.fork()
        if self._pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)  # here, so that the program never sees another
            if cwd:
                os.chdir(cwd)
            environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            for given in ("COLUMNS", "LINES", "NO_COLOR"):  # would be believed rather than the terminal
                environment.pop(given, None)
            os.execvpe(command[0], list(command), environment)

    @property
    def lines(self) -> list[str]:
        # As `Screen.display`, which fails on the half of a wide character that is left while the other is painted over.
        return ["".join(self._row(row)) for row in range(self.screen.lines)]

    def _row(self, row: int) -> Iterator[str]:
        cells = [self.screen.buffer[row][column].data for column in range(self.screen.columns)]
        for before, cell in zip(("", *cells), cells, strict=False):
            if cell:
                yield cell
            elif not before or cell_len(before[0]) < 2:
                yield " "

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def type(self, keys: str) -> None:
        os.write(self._file, keys.encode())

    def wait(self, condition: Callable[[str], bool] | str, seconds: float = 20) -> str:
        """Read until the screen holds a text or meets a condition; fail with the screen otherwise."""
        met = (lambda text: condition in text) if isinstance(condition, str) else condition
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._read() and met(self.text):
                return self.text
            if met(self.text):
                return self.text
        raise AssertionError(f"not seen: {condition}\n{self.text}")

    def ended(self, seconds: float = 20) -> int:
        """Read until the program leaves and return its exit code."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._read()
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._pid = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"still running\n{self.text}")

    def close(self) -> None:
        if self._pid:
            os.kill(self._pid, 9)
            os.waitpid(self._pid, 0)
        os.close(self._file)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._file], [], [], 0.1)
        if not ready:
            return False
        try:
            data = os.read(self._file, 1 << 16)
        except OSError:  # the other side has closed
            return False
        if b"\x1b[?2026$p" in data:  # it asks whether we can hold back painting; we cannot
            os.write(self._file, b"\x1b[?2026;0$y")
        # pyte knows neither this query nor the kitty keyboard protocol, and would print their letters.
        for unknown in (b"\x1b[?2026$p", b"\x1b[>1u", b"\x1b[<u", b"\x1b[?2048$p", b"\x1b[?u"):
            data = data.replace(unknown, b"")
        self._stream.feed(data)
        return True
