"""Opening the screens from the command line."""

from __future__ import annotations

from pathlib import Path


def launch(path: Path, coder: str | None = None, ui_language: str | None = None, round: str | None = None) -> None:
    """Open a study in the terminal and return when the person leaves.

    Raises StudyFileError where the study cannot be opened, NotFoundError for an unknown round, ThemecodeError
    where the last thing done could not be written any more.
    """
    from themecode.core.errors import ThemecodeError
    from themecode.tui.app import ThemecodeApp

    app = ThemecodeApp(path, coder, ui_language, round)
    app.run()
    if app.unheard:
        raise ThemecodeError.of([fault for error in app.unheard for fault in error.faults])
