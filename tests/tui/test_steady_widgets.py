"""Widgets that have only those lines drawn again that look different."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static
from textual.widgets.option_list import Option

from themecode.tui.widgets.steady_list import SteadyList
from themecode.tui.widgets.steady_text import SteadyText


class WatchedList(SteadyList):
    """Keeps what it asked to have drawn."""

    asked: tuple[Region | None, ...] = ()

    def refresh(self, *regions: Region, **named: Any) -> WatchedList:
        self.asked += regions or (None,)
        return super().refresh(*regions, **named)


class WatchedText(SteadyText):
    """Keeps what it asked to have drawn."""

    asked: tuple[Region | None, ...] = ()

    def refresh(self, *regions: Region, **named: Any) -> WatchedText:
        self.asked += regions or (None,)
        return super().refresh(*regions, **named)


class Both(App[None]):
    """A list, and a text beside one of Textual's own."""

    CSS = "WatchedList { border: none; height: 6; } WatchedText, Static { width: 30; height: 5; }"

    def compose(self) -> ComposeResult:
        yield WatchedList(*(Option(f"rad {number} åäö", id=str(number)) for number in range(20)))
        yield WatchedText(id="ours")
        yield Static(id="theirs")


def drawn(widget: SteadyList | SteadyText | Static) -> list[str]:
    return [strip.text for strip in widget.render_lines(widget.size.region)]


def rows(asked: tuple[Region | None, ...]) -> list[int | None]:
    return [None if region is None else region.y for region in asked]


async def test_a_step_in_a_list_draws_two_lines() -> None:
    app = Both()
    async with app.run_test() as pilot:
        steady = app.query_one(WatchedList)
        steady.focus()
        await pilot.press("down", "down")
        await pilot.pause()
        steady.asked = ()
        await pilot.press("down")
        await pilot.pause()
        assert set(rows(steady.asked)) == {steady.highlighted, (steady.highlighted or 0) - 1}
        looks = [
            str(next(piece.style for piece in strip if piece.text.strip()))
            for strip in steady.render_lines(steady.size.region)
        ]
        assert looks.count(looks[0]) == 5
        assert looks[steady.highlighted or 0] != looks[0]


async def test_a_line_of_a_list_is_replaced_alone_also_below_what_has_been_scrolled() -> None:
    app = Both()
    async with app.run_test() as pilot:
        steady = app.query_one(WatchedList)
        steady.focus()
        await pilot.press("end")
        await pilot.pause()
        steady.asked = ()
        steady.replace_line(18, Content("ändrad"))
        assert rows(steady.asked) == [4]
        await pilot.pause()
        assert drawn(steady)[4].strip() == "ändrad"


async def test_a_text_looks_as_in_a_widget_of_textuals_own() -> None:
    texts = (
        "ett\ntvå",
        "å" * 70,
        "",
        "日本 👶 e\u0301 " * 9,
        "\n\nnederst",
        "[b]ingen[/b] märkning",
        "rad\n" * 9,
        "kort",
    )
    app = Both()
    async with app.run_test() as pilot:
        ours, theirs = app.query_one(WatchedText), app.query_one("#theirs", Static)
        for text in texts:
            ours.update(Content(text))
            theirs.update(Content(text))
            await pilot.pause()
            assert [line.rstrip() for line in drawn(ours)] == [line.rstrip() for line in drawn(theirs)]


async def test_only_the_rows_of_a_text_that_differ_are_drawn() -> None:
    app = Both()
    async with app.run_test() as pilot:
        ours = app.query_one(WatchedText)
        ours.update(Content("ett\ntvå\ntre"))
        await pilot.pause()
        drawn(ours)
        ours.asked = ()
        ours.update(Content("ett\nTVÅ\ntre"))
        assert rows(ours.asked) == [1]
        ours.asked = ()
        ours.update(Content("ett\nTVÅ"))
        assert rows(ours.asked) == [2]
        await pilot.pause()
        assert [line.strip() for line in drawn(ours)] == ["ett", "TVÅ", "", "", ""]
