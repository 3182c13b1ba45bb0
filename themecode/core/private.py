"""Files that only their owner may read: what is in them was told in confidence."""

from __future__ import annotations

import os


def private(path: str, flags: int) -> int:
    """Open a file so that a new one may be read and written by its owner alone; an `opener` for `open`."""
    return os.open(path, flags, 0o600)
