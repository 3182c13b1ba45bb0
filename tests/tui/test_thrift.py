"""What is written in few bytes puts on the terminal what Textual's own way would."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate
from textual.strip import Strip

from themecode.tui.thrift import ThriftyUpdate, turned
from themecode.tui.widgets.transcript_rows import differing

WIDTH, CUT = 24, 9
"""Cells of a row, and where one widget ends and the next begins."""

STYLES = st.builds(
    Style,
    color=st.sampled_from([None, "#102030", "#ffffff", "red"]),
    bgcolor=st.sampled_from([None, "#000000", "#304050"]),
    bold=st.sampled_from([None, True]),
    dim=st.sampled_from([None, True]),
    underline=st.sampled_from([None, True]),
    link=st.sampled_from([None, None, None, "https://example.org"]),
)
PIECES = st.tuples(st.text(alphabet="ab åö日👶 ", min_size=1, max_size=5), st.none() | STYLES)

Cell = tuple[str, str]
"""A character with what makes its colours and signs."""


def row(pieces: list[tuple[str, Style | None]], width: int) -> Strip:
    return Strip([Segment(text, style) for text, style in pieces]).adjust_cell_length(width)


@st.composite
def frames(draw: st.DrawFn) -> tuple[list[list[Strip]], list[list[Strip]]]:
    """Two pictures of three rows, each of two widgets; some rows are the same in both."""
    pieces = st.lists(PIECES, max_size=6)

    def rows() -> list[Strip]:
        return [row(draw(pieces), CUT), row(draw(pieces), WIDTH - CUT)]

    old = [rows() for _ in range(3)]
    new = [[each if draw(st.booleans()) else other for each, other in zip(line, rows(), strict=True)] for line in old]
    return old, new


def update(kind: type[ChopsUpdate], frame: list[list[Strip]], spans: list[tuple[int, int, int]]) -> str:
    chops = [{0: left, CUT: right} for left, right in frame]
    return kind(chops, spans, [[CUT, WIDTH]] * len(frame)).render_segments(Console(color_system="truecolor"))


class Terminal:
    """Understands as much as the screens write: places, colours and signs, links, text."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.pen: dict[str, str] = {}
        self.link = ""

    def write(self, data: str) -> None:
        x = y = 0
        for move, codes, link, text in re.findall(
            r"\x1b\[(\d+;\d+)H|\x1b\[([\d;]*)m|\x1b\]8;[^;]*;([^\x1b]*)\x1b\\|([^\x1b])", data
        ):
            if move:
                y, x = (int(number) for number in move.split(";"))
            elif codes:
                self._turn(codes.split(";"))
            elif text and text != "\n":
                self.cells[y, x] = (text, f"{sorted(self.pen.items())} {self.link}")
                for covered in range(1, cell_len(text)):
                    self.cells[y, x + covered] = ("", "")
                x += cell_len(text)
            elif not text:
                self.link = link

    def _turn(self, codes: list[str]) -> None:
        while codes:
            size = 1 if codes[0] not in ("38", "48") else 5 if codes[1] == "2" else 3
            code, codes = codes[:size], codes[size:]
            if code == ["0"]:
                self.pen.clear()
            else:
                number = int(code[0])
                ink, ground = number == 38 or 30 <= number <= 37, number == 48 or 40 <= number <= 47
                self.pen["ink" if ink else "ground" if ground else code[0]] = ";".join(code)


@given(frames())
def test_after_an_update_the_terminal_shows_the_new_picture(
    pictures: tuple[list[list[Strip]], list[list[Strip]]],
) -> None:
    old, new = pictures
    everything = [(y, 0, WIDTH) for y in range(len(new))]
    spans = []
    for y, (before, after) in enumerate(zip(old, new, strict=True)):
        left, right = differing(Strip.join(before), Strip.join(after))
        if left < right:
            spans.append((y, left, right))
    ours, wanted = Terminal(), Terminal()
    ours.write(update(ChopsUpdate, old, everything))
    wanted.write(update(ChopsUpdate, new, everything))
    if spans:
        written = update(ThriftyUpdate, new, spans)
        ours.write(written)
        assert len(written) <= len(update(ChopsUpdate, new, spans)) + 8 * len(spans)
    assert ours.cells == wanted.cells
    assert not ours.pen


def test_only_the_colour_that_differs_is_written() -> None:
    assert turned("1;38;2;1;2;3;48;2;0;0;0", "1;38;2;9;9;9;48;2;0;0;0") == "\x1b[38;2;9;9;9m"
    assert turned("38;2;1;2;3", "38;2;1;2;3") == ""


def test_a_sign_that_goes_sets_all_anew() -> None:
    assert turned("1;38;2;1;2;3", "38;2;1;2;3") == "\x1b[0;38;2;1;2;3m"
    assert turned("1", "") == "\x1b[0m"
