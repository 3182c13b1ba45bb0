"""Makes the pages that come from the program: ``keys.md`` from the registry of actions, ``screens/`` from the demo.

Run as ``python docs/make_pages.py``. Tests fail where the pages are stale; with ``--no-pictures`` only the pages of
text are made, which is quick.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from textual.widgets import Input
from textual.worker import WorkerCancelled

from themecode.tui.actions import actions_of
from themecode.tui.app import ThemecodeApp
from themecode.usecases.demo import make_demo
from themecode.usecases.looking import keep_habit
from themecode.usecases.study import Study

HERE = Path(__file__).parent

SETTLE_S = 0.3
"""How long a screen is given after each key."""


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


TO_INTERVIEW = ("end", "up", "enter")
"""From the list to the last interview but one, personal-03."""

SHOTS: tuple[Shot, ...] = (
    Shot("home", "The list of questions and interviews, with how far one has come", ()),
    Shot("answers", "An answer with its codes, its state and what is known of who wrote it", ("enter",)),
    Shot("palette", "Choosing a code by typing", ("enter", "enter", *"öppet")),
    Shot("answer-table", "All answers to a question in a table, the one under the cursor beside it", ("l",), (130, 30)),
    Shot("transcript", "An interview with lanes for its codings", (*TO_INTERVIEW, "pagedown", "pagedown")),
    Shot("selection", "A coding gone to, listed at the bottom right", (*TO_INTERVIEW, ">", ">", ">")),
    Shot(
        "wide",
        "An interview on a wide screen, with the names of the codes at the edge",
        (*TO_INTERVIEW, ">", "greater_than_sign"),
        (180, 40),
    ),
    Shot("codebook", "The codebook as a tree, with the definition of the chosen code", ("k", "home", "down")),
    Shot(
        "code-form",
        "All that a code says, in both languages, ready to be edited",
        ("k", "home", "down", "enter"),
        (110, 30),
    ),
    Shot(
        "merge",
        "What a merge would do, before it is done",
        ("k", "home", "down", "down", "space", "space", "s", "enter"),
        (110, 32),
    ),
    Shot("split", "Choosing the passages that get a new code", ("k", "home", "down", "y", *"schema")),
    Shot("counts", "The counts as the report makes them, with bars", ("down", "down", "r")),
    Shot("heat-map", "Which codes stand together, as a heat map", ("down", "down", "r", "s"), (130, 30)),
    Shot("passages", "Everything coded with a code, over all texts", ("k", "home", "down", "w"), (110, 30)),
    Shot("matrix", "Cases by themes", ("m", "down", "down", "down"), (130, 30)),
    Shot("find", "Everything one can do on a screen, found by typing", ("ctrl+p",)),
    Shot("help", "All keys of a screen", ("enter", "question_mark")),
    Shot("light", "The light theme", ("enter",), theme="themecode-light"),
    Shot(
        "contrast",
        "The theme of high contrast, in English, at 80 x 24",
        ("enter",),
        (80, 24),
        "themecode-contrast",
        "en",
    ),
)

SCREENS: tuple[tuple[str, str], ...] = (
    ("home", "The list"),
    ("answers", "Answers"),
    ("transcript", "Interviews"),
    ("answer_table", "The table of answers"),
    ("codebook", "The codebook"),
    ("counts", "Counts"),
    ("report", "The report"),
    ("report", "The report"),
    ("passages", "Passages"),
    ("matrix", "The matrix"),
    ("compare", "Comparing coders"),
    ("pseudonyms", "Names and other things that identify"),
)
"""Screens of the registry, in the order of the page."""


def keys_page() -> str:
    """Return the page of all keys."""
    lines = [
        "# All keys",
        "",
        "Made from the program by `python docs/make_pages.py`. `?` shows the keys of the screen one is in,",
        "`ctrl+p` finds one by typing; the mouse works everywhere too.",
        "",
    ]
    for name, heading in SCREENS:
        actions = actions_of(name)
        if not actions:
            continue
        lines += [f"## {heading}", "", "| key | does | gör |", "|---|---|---|"]
        for action in actions:
            key = action.shown.replace("|", "\\|")
            lines.append(f"| `{key}` | {action.sentence('en')} | {action.sentence('sv')} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


async def picture(shot: Shot, study: Path) -> str:
    """Return a screen of the demo as SVG."""
    os.environ.pop("NO_COLOR", None)
    app = ThemecodeApp(study, "Anna", shot.language)
    async with app.run_test(size=shot.size) as pilot:
        app.theme = shot.theme
        for key in ("", *shot.keys, ""):
            if key:
                await pilot.press(key)
            with suppress(WorkerCancelled):  # one that began anew meanwhile
                await app.workers.wait_for_complete()
            await pilot.pause(SETTLE_S)
        for line in app.screen.query(Input):
            line.cursor_blink = False  # else a picture depends on when it was taken
        app.clear_notifications()
        await pilot.pause(SETTLE_S)
        # The fonts it would fetch from a server are left out: no page of ours asks another host for anything.
        return re.sub(r"@font-face \{.*?\}\s*", "", app.export_screenshot(title="themecode"), flags=re.DOTALL)


def pictures(folder: Path, shots: Sequence[Shot] = SHOTS) -> None:
    """Write pictures of the demo to a folder; those of shots that are no more go."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "made.db"
        make_demo(made)
        with Study.open(made, coder="Anna") as study:
            keep_habit(study, "tour", "done")
        for shot in shots:
            copy = Path(temporary) / shot.name / "demo.db"  # each on a study of its own: places are remembered
            copy.parent.mkdir()
            shutil.copy(made, copy)
            svg = asyncio.run(picture(shot, copy))
            (folder / f"{shot.name}.svg").write_text(svg, encoding="utf-8")
    for file in folder.glob("*.svg"):
        if file.stem not in {shot.name for shot in SHOTS}:
            file.unlink()


def screens_page() -> str:
    """Return the page of pictures."""
    lines = ["# The screens", "", "Pictures of the demo, made by `python docs/make_pages.py`.", ""]
    for shot in SHOTS:
        lines += [f"## {shot.name.replace('-', ' ').capitalize()}", "", f"![{shot.says}](screens/{shot.name}.svg)", ""]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Write the pages."""
    (HERE / "keys.md").write_text(keys_page(), encoding="utf-8")
    (HERE / "screens.md").write_text(screens_page(), encoding="utf-8")
    if "--no-pictures" not in sys.argv:
        pictures(HERE / "screens")


if __name__ == "__main__":
    main()
