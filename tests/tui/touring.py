"""The tour, taken: it does not choose what is highlighted any more."""

from __future__ import annotations

from pathlib import Path

from themecode import Study
from themecode.usecases import looking


def without_tour(path: Path, *coders: str) -> Path:
    """Have these coders taken the tour of a demo study, and return its path."""
    for coder in coders:
        with Study.open(path, coder=coder) as study:
            looking.keep_habit(study, "tour", "done")
    return path
