"""The process that holds a sentence model: ``python -m themecode.suggest.encoder FOLDER``.

It is apart from the screens, so that loading the model (seconds, half a gigabyte) never holds a key up, and goes
when it is no longer asked. It reads one JSON list of texts per line and answers with a JSON line
``{"rows": n, "dim": d}`` followed by n x d float16, rows of length 1. It never uses the network.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from typing import Any, BinaryIO

OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
"""Set before anything is imported."""


def main(folder: str) -> int:
    """Answer until nobody asks any more; returns the exit code where the model cannot be loaded."""
    os.environ.update(OFFLINE)
    asked: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not stand among the answers
    try:
        encode = _load(folder)
        encode(["."])
    except Exception as error:
        _say(answers, {"error": f"{type(error).__name__}: {error}".split("\n")[0]})
        return 1
    _say(answers, {"ready": True})
    while True:
        vectors = encode(json.loads(asked.get()))
        _say(answers, {"rows": len(vectors), "dim": int(vectors.shape[1])}, vectors.tobytes())


def _listen(stream: BinaryIO, asked: queue.Queue[bytes]) -> None:
    """Hand on what is asked; when nobody can ask any more, leave at once, be it while the model is loaded."""
    for line in stream:
        asked.put(line)
    os._exit(0)


def _load(folder: str) -> Any:
    """Return a function from texts to vectors (float16, length 1)."""
    import numpy as np
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))
    model = SentenceTransformer(folder, device="cpu", local_files_only=True)

    def encode(texts: list[str]) -> Any:
        vectors = model.encode(texts, batch_size=32, show_progress_bar=False, convert_to_numpy=True)
        vectors = np.nan_to_num(np.asarray(vectors, np.float32))
        return (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(np.float16)

    return encode


def _say(answers: BinaryIO, head: dict[str, object], body: bytes = b"") -> None:
    answers.write(json.dumps(head).encode() + b"\n" + body)
    answers.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
