"""The screens' end of suggestions: starts the process that makes them, hands orders over, hears answers.

Nothing heavy is loaded here. All methods are called in the thread of the screens and return at once.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO

from themecode.tui.suggestion_talk import Answer, Begin, Ended, Order, Ready, Reread, Subject

Hear = Callable[[Answer], None]


class SuggestionWorker:
    """One process for the app, which is told what it is to suggest for."""

    def __init__(self, deliver: Callable[[Callable[[], None]], object]) -> None:
        """``deliver`` takes a call and makes it in the thread of the screens."""
        self._deliver = deliver
        self._hear: Hear | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._ready: Ready | None = None
        self._crashed = False
        self.stopped = False
        """Whether it crashed twice: nothing is begun any more, until it is closed and so put back."""
        self.subject: Subject | None = None
        """What is suggested for now."""
        self.told: set[str] = set()
        """Sentences about the model that the person has been told."""

    @property
    def pid(self) -> int | None:
        """The process's number, ``None`` where there is none."""
        return self._process.pid if self._process is not None else None

    def serves(self, subject: Subject, hear: Hear) -> bool:
        """Tell whether a screen is heard on a subject already."""
        return self._process is not None and self.subject == subject and self._hear == hear

    def begin(self, subject: Subject, hear: Hear) -> None:
        """Suggest for a subject from now on; a screen hears `Ready` when it is learnt."""
        self._hear = hear
        if self._process is not None and subject == self.subject:
            if self._ready is not None:
                self.tell(Reread())
                hear(self._ready)
            return
        self.subject = subject
        if self._process is None or self._ready is None:
            self._start()
        self._ready = None
        self.tell(Begin(subject, characters_only=self._crashed))

    def tell(self, order: Order) -> None:
        """Hand an order over. Where the process is gone, that is heard in time."""
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError, ValueError):
                pickle.dump(order, self._process.stdin)
                self._process.stdin.flush()

    def leave(self, hear: Hear) -> None:
        """Tell a screen no more; what is learnt is kept for the next one."""
        if self._hear == hear:
            self._hear = None

    def close(self) -> None:
        """End the process at once, whatever it is doing. It holds nothing that is not on disk."""
        process, self._process = self._process, None
        self._ready = self.subject = None
        self._crashed = self.stopped = False
        if process is not None:
            _end(process)

    # -- inside -------------------------------------------------------------------------------

    def _start(self) -> None:
        if self._process is not None:
            _end(self._process)
        self._ready = None
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", "themecode.tui.suggestion_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a sentence model in a process of its own goes with it
        )
        threading.Thread(target=self._listen, args=(process,), name="suggestions", daemon=True).start()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Hand every answer of a process to the thread of the screens, and its end."""
        stream: IO[bytes] | None = process.stdout
        assert stream is not None
        with stream:
            while True:
                try:
                    answer: Answer | None = pickle.load(stream)
                except (EOFError, OSError, ValueError, pickle.UnpicklingError):
                    answer = None
                try:
                    self._deliver(lambda answer=answer: self._heard(process, answer))  # type: ignore[misc]
                except RuntimeError:  # the screens are gone
                    return
                if answer is None:
                    return

    def _heard(self, process: subprocess.Popen[bytes], answer: Answer | None) -> None:
        if process is not self._process:
            return  # ended on purpose
        if isinstance(answer, Ready):
            self._ready = answer
        if answer is None:
            answer = self._after_crash()
        if self._hear is not None:
            self._hear(answer)

    def _after_crash(self) -> Ended:
        """Go on with characters alone after the first crash, without suggestions after the second."""
        assert self._process is not None
        _end(self._process)
        self._process = self._ready = None
        if self._crashed or self.subject is None:
            self.subject, self.stopped = None, True
            return Ended(again=False)
        self._crashed = True
        self._start()
        self.tell(Begin(self.subject, characters_only=True))
        return Ended(again=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and what it has started, and let the system forget it."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=2)
