"""Vectors of meaning: asked of the model's own process, and kept in the study by text and model."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from themecode.suggest.encoder import OFFLINE
from themecode.suggest.models import Model, ModelError
from themecode.usecases import suggesting
from themecode.usecases.study import Study

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 128
"""Texts asked for at a time: what a killed run loses at most."""

SOUND = 0.02
"""How far from 1 the length of a kept vector may be by rounding: anything else was spoilt on the disk."""

Progress = Callable[[int, int], None]
"""Called with (texts done, texts in all)."""


class Encoder:
    """A model in a process of its own; it goes when this is closed, or when we do."""

    def __init__(self, model: Model) -> None:
        """Start the process and wait until the model is loaded. Raises ModelError where it cannot be."""
        self.model = model
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "themecode.suggest.encoder", str(model.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **OFFLINE},
            )
        except OSError as error:
            raise ModelError(
                f"the model's process cannot be started ({error.strerror})", model.name, "close other programs"
            ) from error
        try:
            head = self._head()
        except BaseException:
            self.close()
            raise
        if "error" in head:
            self.close()
            if not model.folder.is_dir():
                raise ModelError("the model's folder is gone", model.name, "copy or fetch it again")
            raise ModelError(f"the model cannot be loaded ({head['error']})", model.name, "copy or fetch it again")

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float16]:
        """Return the vectors of texts, texts x dimensions, rows of length 1.

        Raises ModelError where the process has died.
        """
        import numpy as np

        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(list(texts)).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise self._gone() from error
        head = self._head()
        rows, dimensions = int(str(head["rows"])), int(str(head["dim"]))
        body = self._process.stdout.read(2 * rows * dimensions)
        if len(body) < 2 * rows * dimensions:
            raise self._gone()
        return np.frombuffer(body, np.float16).reshape(rows, dimensions)

    def close(self) -> None:
        """End the process."""
        process = self._process
        with contextlib.suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def __enter__(self) -> Self:
        """Return the encoder itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()

    def _head(self) -> dict[str, object]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise self._gone()
        try:
            head: dict[str, object] = json.loads(line)
        except ValueError as error:  # half a line: it was killed while it wrote
            raise self._gone() from error
        return head

    def _gone(self) -> ModelError:
        return ModelError(
            "the model's process ended before it answered", self.model.name, "there may be too little memory"
        )


def embed(study: Study, model: Model, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
    """Return the vectors of texts, texts x dimensions; those the study has already are not worked out again.

    Each batch is on disk before the next is begun, so a run that was stopped goes on where it was. What is spoilt
    of those kept is worked out anew. On a study open for reading only nothing is kept.

    Raises ModelError, StudyFileError where the disk does not take them.
    """
    import numpy as np

    fingerprint = model.fingerprint
    hashes = [suggesting.text_hash(text) for text in texts]
    found = _sound(suggesting.kept_vectors(study, fingerprint, set(hashes)))
    missing = {each: text for each, text in zip(hashes, texts, strict=True) if each not in found}
    waiting = sorted(missing, key=lambda each: len(missing[each]))
    if progress is not None:
        progress(len(hashes) - len(waiting), len(hashes))
    if waiting:
        with Encoder(model) as encoder:
            done = len(hashes) - len(waiting)
            for batch in _batches(waiting):
                vectors = encoder.vectors([missing[each] for each in batch])
                fresh = dict(zip(batch, vectors, strict=True))
                suggesting.keep_vectors(study, fingerprint, {each: row.tobytes() for each, row in fresh.items()})
                found.update(fresh)
                if progress is not None:
                    done += len(batch)
                    progress(done, len(hashes))
    if not hashes:
        return np.zeros((0, 1), np.float32)
    rows: NDArray[np.float32] = np.stack([found[each] for each in hashes]).astype(np.float32)
    return rows


def _sound(kept: Mapping[str, bytes]) -> dict[str, NDArray[np.float16]]:
    """Return the vectors that are whole: of the usual width, and of length 1."""
    import numpy as np

    widths = Counter(len(vector) for vector in kept.values() if vector and len(vector) % 2 == 0)
    if not widths:
        return {}
    usual = widths.most_common(1)[0][0]
    whole = [(each, np.frombuffer(vector, np.float16)) for each, vector in kept.items() if len(vector) == usual]
    with np.errstate(all="ignore"):
        lengths = np.linalg.norm(np.stack([vector for _, vector in whole]).astype(np.float32), axis=1)
    return {
        each: vector for (each, vector), length in zip(whole, lengths.tolist(), strict=True) if abs(length - 1) < SOUND
    }


def _batches(waiting: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(waiting), BATCH):
        yield waiting[start : start + BATCH]
