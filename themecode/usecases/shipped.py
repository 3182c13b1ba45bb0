"""Where the codebooks and the demo material are that come with themecode."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def shipped(folder: str) -> Path:
    """Return the folder ``codebooks`` or ``transcripts``: in the installed package, else in the checkout."""
    packed = PACKAGE / "shipped" / folder
    return packed if packed.is_dir() else PACKAGE.parent / folder
