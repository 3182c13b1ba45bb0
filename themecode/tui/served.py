"""The program behind one visitor of `serve`: the screens of a study, which first ask who codes."""

from __future__ import annotations

import sys
from pathlib import Path

from themecode.tui.app import ThemecodeApp


def main(study: str, ui_language: str) -> None:
    """Run the screens of a study for a visitor."""
    ThemecodeApp(Path(study), None, ui_language or None).run()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
