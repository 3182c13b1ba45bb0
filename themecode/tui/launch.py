"""Opening the screens from the command line."""

from __future__ import annotations

from pathlib import Path


def launch(path: Path, coder: str | None = None, ui_language: str | None = None) -> None:
    """Open a study in the terminal and return when the person leaves.

    Raises StudyFileError where the study cannot be opened.
    """
    from themecode.tui.app import ThemecodeApp

    ThemecodeApp(path, coder, ui_language).run()
