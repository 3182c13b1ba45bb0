"""The one thread that writes: screens hand it jobs and paint when it has answered."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from themecode.core.errors import ThemecodeError
from themecode.usecases.study import Study

Job = Callable[[Study], Any]
Answer = Callable[[Any, ThemecodeError | None], None]


class Writer:
    """Runs jobs on the study one after another, on a connection of its own."""

    def __init__(self, path: Path, coder: str, deliver: Callable[[Callable[[], None]], object]) -> None:
        """``deliver`` takes a call and makes it in the thread of the screens."""
        self._path = path
        self._coder = coder
        self._deliver = deliver
        self.unheard: list[ThemecodeError] = []
        """Faults that were not told to anyone, because the screens were gone."""
        self._closing = False
        self._jobs: queue.Queue[tuple[Job, Answer] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def do(self, job: Job, then: Answer) -> None:
        """Hand over a job; ``then`` gets its result, or the error that kept it from being done."""
        self._jobs.put((job, then))

    def close(self) -> None:
        """Finish the jobs handed over, then stop. What fails from now on is left in `unheard`."""
        self._closing = True
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        study: Study | None = None
        try:
            while (item := self._jobs.get()) is not None:
                job, then = item
                result, error = None, None
                try:
                    study = study or Study.open(self._path, coder=self._coder)
                    result = job(study)
                except ThemecodeError as fault:
                    error = fault
                except Exception as fault:  # a fault of ours must not end the thread that saves people's work
                    error = ThemecodeError(f"this could not be done ({fault})", fix="nothing was written")
                self._answer(then, result, error)
        finally:
            if study is not None:
                study.close()

    def _answer(self, then: Answer, result: Any, error: ThemecodeError | None) -> None:
        if self._closing:
            self.unheard += [error] if error is not None else []
            return
        try:
            self._deliver(lambda: then(result, error))
        except RuntimeError:
            # The screens are gone; what was written is on disk all the same.
            return
