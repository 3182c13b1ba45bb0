"""With NO_COLOR nothing is told by colour: whatever a key changes can be seen with the colours taken away."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from themecode.tui.app import ThemecodeApp

INTERVIEW = ("end", "up", "enter")
COUNTS = ("home", "down", "down", "r")
MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "the list": ((), "down"),
    "help": ((*INTERVIEW, "question_mark"), "down"),
    "an answer, its words": (("home", "enter"), "right"),
    "an answer, to the tree": (("home", "enter"), "tab"),
    "an answer's tree": (("home", "enter", "tab"), "down"),
    "an answer, coded": (("home", "enter", "tab", "down", "down"), "enter"),
    "an answer, found": (("home", "enter", "slash"), "o"),
    "an answer, one code": (("home", "down", "enter", "greater_than_sign"), "z"),
    "an interview, the cursor": (INTERVIEW, "right"),
    "an interview, selecting": ((*INTERVIEW, "right"), "shift+right"),
    "an interview, a coding": (INTERVIEW, "greater_than_sign"),
    "an interview, edges": ((*INTERVIEW, "greater_than_sign", "e"), "left"),
    "an interview, found": ((*INTERVIEW, "slash", "t", "i"), "d"),
    "an interview, the next hit": ((*INTERVIEW, "slash", *"tid", "enter"), "n"),
    "an interview, one code": ((*INTERVIEW, "greater_than_sign"), "z"),
    "an interview, to the tree": (INTERVIEW, "tab"),
    "the codes to choose": ((*INTERVIEW, "enter"), "down"),
    "the codes to choose, marked": ((*INTERVIEW, "enter"), "tab"),
    "a memo": ((*INTERVIEW, "m"), "å"),
    "where to write": ((*INTERVIEW, "M"), "down"),
    "the table": (("home", "l"), "down"),
    "the table, marked": (("home", "l"), "space"),
    "the table, filtered": (("home", "l", "slash", *"buss"), "enter"),
    "the table, the line": (("home", "l"), "slash"),
    "the codebook": (("k",), "down"),
    "the codebook, marked": (("k", "down"), "space"),
    "the codebook, moving": (("k", "down", "v"), "down"),
    "colours": (("k", "down", "f"), "down"),
    "splitting": (("k", "down", "y", "tab"), "space"),
    "a code's form": (("k", "down", "d"), "tab"),
    "bars": (COUNTS, "down"),
    "a cross-table": ((*COUNTS, "t", "end", "up", "enter"), "right"),
    "a heat map": ((*COUNTS, "s"), "down"),
    "passages": (("k", "down", "w"), "down"),
    "asking": (("w",), "tab"),
    "the matrix": (("m",), "down"),
    "everything": (("ctrl+p",), "down"),
    "names": (("p",), "down"),
    "the report": (("home", "f"), "down"),
}
"""Keys to somewhere, and one that changes what is seen there."""

Signs = tuple[str, tuple[bool, ...]]
"""A character, and bold, dim, italic and so on."""
Screen = list[tuple[list[Signs], list[tuple[str, Any, Any, tuple[bool, ...]]]]]
"""Each row as characters with their signs, and the same with their colours."""


async def settled(pilot: Pilot[None]) -> None:
    for _ in range(2):
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.05)


def signs(style: Style | None) -> tuple[bool, ...]:
    """All of a style but its colours."""
    if style is None:
        return ()
    return tuple(
        bool(each)
        for each in (
            style.bold,
            style.dim,
            style.italic,
            style.underline,
            style.underline2,
            style.reverse,
            style.strike,
        )
    )


def rows(app: Any) -> Screen:
    """Each row as characters with their signs, and the same with their colours."""
    found = []
    for strip in app.screen._compositor.render_strips():
        plain = [(letter, signs(segment.style)) for segment in strip for letter in segment.text]
        full = [
            (
                letter,
                segment.style and segment.style.color,
                segment.style and segment.style.bgcolor,
                signs(segment.style),
            )
            for segment in strip
            for letter in segment.text
        ]
        found.append((plain, full))
    return found


def blocks(before: Screen, after: Screen) -> list[list[int]]:
    """Rows below one another that differ in any way: a pane that is tinted because it has the keyboard is one."""
    found: list[list[int]] = []
    for row, (old, new) in enumerate(zip(before, after, strict=True)):
        if old[1] != new[1]:
            if found and found[-1][-1] == row - 1:
                found[-1].append(row)
            else:
                found.append([row])
    return found


@pytest.mark.parametrize("what", MOVES)
async def test_what_a_key_changes_is_seen_without_colour(
    demo: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    way, key = MOVES[what]
    async with ThemecodeApp(demo, "Anna").run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("f8")  # the tour goes
        for each in way:
            await pilot.press(each)
            await settled(pilot)
        before = rows(pilot.app)
        await pilot.press(key)
        await settled(pilot)
        after = rows(pilot.app)
        assert before != after, "the key did nothing: the test shows nothing"
        for block in blocks(before, after):
            assert any(before[row][0] != after[row][0] for row in block), f"rows {block} differ by colour alone"
