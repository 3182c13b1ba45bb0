"""Makes the pages that come from the program: ``keys.md`` from the registry of actions, ``screens/*.svg`` from the demo.

Run as ``python docs/make_pages.py``. A test runs it too, and fails where what stands here is stale.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from textual.widgets import Input

from themecode.tui.actions import actions_of
from themecode.tui.app import ThemecodeApp
from themecode.usecases.demo import make_demo

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Shot:
    """A picture of a screen of the demo."""

    name: str
    says: str
    """What is to be seen, for those who cannot see it."""
    keys: tuple[str, ...]
    size: tuple[int, int] = (100, 30)
    theme: str = "themecode-dark"
    language: str = "sv"


SHOTS: tuple[Shot, ...] = (
    Shot("home", "The list of questions and interviews, with how far one has come", ()),
    Shot("answers", "An answer with its codes, its state and what is known of who wrote it", ("enter",)),
    Shot("palette", "Choosing a code by typing", ("enter", "enter", *"öppet")),
    Shot("transcript", "An interview with lanes for its codings", ("end", "up", "enter", "pagedown", "shift+down")),
    Shot("codebook", "The codebook as a tree, with the definition of the chosen code", ("k", "down", "down")),
    Shot("counts", "The counts as the report prints them", ("down", "down", "r")),
    Shot("help", "All keys of a screen", ("question_mark",)),
    Shot("light", "The light theme", ("enter",), theme="themecode-light"),
    Shot("contrast", "The theme of high contrast, in English, at 80 x 24", ("enter",), (80, 24), "themecode-contrast", "en"),
)

SCREENS: tuple[tuple[str, str], ...] = (
    ("home", "The list"),
    ("answers", "Answers"),
    ("transcript", "Interviews"),
    ("answer_table", "The table of answers"),
    ("codebook", "The codebook"),
    ("counts", "Counts"),
    ("passages", "Passages"),
    ("matrix", "The matrix"),
    ("compare", "Comparing coders"),
)
"""Screens of the registry, in the order of the page."""


def keys_page() -> str:
    """Return the page of all keys."""
    lines = [
        "# All keys",
        "",
        "Made from the program by `python docs/make_pages.py`. `?` shows the keys of the screen one is in; the mouse works",
        "everywhere too.",
        "",
    ]
    for name, heading in SCREENS:
        actions = actions_of(name)
        if not actions:
            continue
        lines += [f"## {heading}", "", "| key | does | gör |", "|---|---|---|"]
        for action in actions:
            key = action.shown.replace("|", "\\|")
            lines.append(f"| `{key}` | {action.long[1]} | {action.long[0]} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


async def picture(shot: Shot, study: Path) -> str:
    """Return a screen of the demo as SVG."""
    os.environ.pop("NO_COLOR", None)
    app = ThemecodeApp(study, "Anna", shot.language)
    async with app.run_test(size=shot.size) as pilot:
        app.action_end_tour()
        app.theme = shot.theme
        for key in ("", *shot.keys, ""):
            if key:
                await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause(0.3)
        for line in app.screen.query(Input):
            line.cursor_blink = False  # else a picture depends on when it was taken
        await pilot.pause(0.2)
        # The fonts it would fetch from a server are left out: no page of ours asks another host for anything.
        return re.sub(r"@font-face \{.*?\}\s*", "", app.export_screenshot(title="themecode"), flags=re.DOTALL)


def pictures(folder: Path) -> None:
    """Write all pictures of the demo to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        with tempfile.TemporaryDirectory() as temporary:
            study = Path(temporary) / "demo.db"
            make_demo(study)
            svg = asyncio.run(picture(shot, study))
        (folder / f"{shot.name}.svg").write_text(svg, encoding="utf-8")


def screens_page() -> str:
    """Return the page of pictures."""
    lines = ["# The screens", "", "Pictures of the demo, made by `python docs/make_pages.py`.", ""]
    for shot in SHOTS:
        lines += [f"## {shot.name.capitalize()}", "", f"![{shot.says}](screens/{shot.name}.svg)", ""]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Write the pages."""
    (HERE / "keys.md").write_text(keys_page(), encoding="utf-8")
    (HERE / "screens.md").write_text(screens_page(), encoding="utf-8")
    if "--no-pictures" not in sys.argv:
        pictures(HERE / "screens")


if __name__ == "__main__":
    main()
