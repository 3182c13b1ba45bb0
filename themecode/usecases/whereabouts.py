"""Where a study's file lies: on this computer, in a cloud folder, or on another computer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from themecode.core.places import Place, risky_place

_MOUNTS = Path("/proc/self/mounts")


def place_of(path: Path) -> Place | None:
    """Return the cloud or network folder a file lies in, ``None`` where it is a folder of this computer."""
    return risky_place(str(path.resolve()), _mounts())


def _mounts() -> str:
    """Return the text of the table of mounts, empty where it cannot be had (on Windows the path itself says it)."""
    try:
        if sys.platform == "darwin":
            return subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=2, check=False).stdout
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except (OSError, subprocess.SubprocessError):
        return ""
