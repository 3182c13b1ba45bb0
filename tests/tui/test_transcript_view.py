from collections.abc import Sequence
from typing import Any, ClassVar

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.message import Message
from textual.pilot import Pilot

from themecode.core.documents import Segmented, Span
from themecode.tui.view.contrast import TEXT, blend, contrast
from themecode.tui.view.lanes import Mark
from themecode.tui.widgets.transcript import TranscriptView
from themecode.tui.widgets.transcript_rows import GUTTER, LANES

RED, GREEN, BLUE = "#e06c75", "#98c379", "#61afef"


class Reader(App[None]):
    """Shows one document and keeps what its view reports."""

    BINDINGS: ClassVar = [("escape", "escaped")]

    def __init__(self, document: Segmented, marks: Sequence[Mark] = (), cursor: int = 0) -> None:
        super().__init__()
        self.document, self.marks, self.start = document, marks, cursor
        self.reported: list[tuple[int, int, int]] = []
        self.escaped = 0

    def compose(self) -> ComposeResult:
        yield TranscriptView()

    def on_mount(self) -> None:
        shown = self.document
        self.view.show(shown.text, turns=shown.turns, sentences=shown.sentences, marks=self.marks, cursor=self.start)
        self.view.focus()

    @property
    def view(self) -> TranscriptView:
        return self.query_one(TranscriptView)

    @property
    def selected(self) -> str:
        return self.view.selection.of(self.document.text)

    def on_transcript_view_selection_changed(self, message: TranscriptView.SelectionChanged) -> None:
        self.reported.append((message.start, message.end, message.cursor))

    def action_escaped(self) -> None:
        self.escaped += 1

    def place_of(self, words: str, cell: int = 0) -> tuple[int, int]:
        """Tell where on the screen some words begin."""
        layout = self.view._wrapped
        offset = self.document.text.index(words)
        return GUTTER + layout.cell_of(offset) + cell, layout.row_of(offset) - round(self.view.scroll_y)

    def row_text(self, y: int) -> str:
        return self.view.render_line(y).text

    def style_of(self, words: str) -> Any:
        """Return the style that the first letter of some words is drawn in."""
        x, y = self.place_of(words)
        left = 0
        for segment in self.view.render_line(y):
            left += cell_len(segment.text)
            if x < left:
                return segment.style
        raise AssertionError(words)


async def drag(pilot: Pilot[None], start: tuple[int, int], *via: tuple[int, int]) -> None:
    await pilot.mouse_down(offset=start)
    for place in via:
        await pilot.hover(offset=place)
    await pilot.mouse_up(offset=via[-1])
    await pilot.pause()


async def test_keys_move_by_words_sentences_and_turns(interview: Segmented) -> None:
    app = Reader(interview)
    async with app.run_test(size=(120, 12)) as pilot:
        assert app.selected == "Hur ser samverkan ut?"
        await pilot.press("right", "right")
        assert app.selected == "samverkan"
        await pilot.press("down")
        assert app.selected.startswith("Vi har husmöte")
        await pilot.press("pagedown")
        assert app.selected == "Nej."
        await pilot.press("left")
        assert app.selected == "inte"
        await pilot.press("home")
        assert app.selected == "Vi"
        await pilot.press("end")
        assert app.selected == "inte"
        await pilot.press("ctrl+home")
        assert app.selected == "Hur ser samverkan ut?"
        await pilot.press("ctrl+end")
        assert app.selected == "Nej."


async def test_every_step_is_reported(interview: Segmented) -> None:
    app = Reader(interview)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        app.reported.clear()
        await pilot.press("right")
        await pilot.press("shift+right")
        start = interview.text.index("ser")
        assert app.reported[0] == (start, start + 3, start)
        assert app.reported[-1] == (start, start + len("ser samverkan"), start + len("ser samverka"))
        assert (app.view.selection.start, app.view.cursor) == (start, app.reported[-1][2])


async def test_shift_selects_and_escape_lets_go_before_it_reaches_the_screen(interview: Segmented) -> None:
    app = Reader(interview)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("down", "shift+down")
        assert app.selected.endswith("Då hinner vi inte!")
        assert app.selected.startswith("Vi har")
        await pilot.press("shift+up")
        assert app.selected.endswith("ställs in.")
        await pilot.press("shift+left")
        assert app.selected.endswith("ställs in")
        await pilot.press("ctrl+shift+end")
        assert app.selected.endswith("Nej.")
        await pilot.press("escape")
        assert not app.view.has_selection
        assert app.escaped == 0
        await pilot.press("escape")
        assert app.escaped == 1


async def test_a_click_sets_the_cursor_and_more_clicks_select_word_and_sentence(interview: Segmented) -> None:
    app = Reader(interview)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.click(offset=app.place_of("husmöte", 3))
        assert app.view.cursor == interview.text.index("husmöte") + 3
        assert app.selected.startswith("Vi har")
        assert not app.view.has_selection
        await pilot.click(offset=app.place_of("varannan", 2), times=2)
        assert app.selected == "varannan"
        await pilot.click(offset=app.place_of("hinner"), times=3)
        assert app.selected == "Då hinner vi inte!"


async def test_dragging_selects_what_lies_between_in_either_direction(interview: Segmented) -> None:
    app = Reader(interview)
    async with app.run_test(size=(40, 12)) as pilot:
        first, last = app.place_of("husmöte"), app.place_of("hinner", 5)
        assert first[1] != last[1]
        await drag(pilot, first, last)
        text = interview.text
        assert app.view.selection == Span(text.index("husmöte"), text.index("hinner") + 6)
        assert app.reported[-1][:2] == (app.view.selection.start, app.view.selection.end)
        await drag(pilot, last, app.place_of("vecka"), first)
        assert app.view.selection == Span(text.index("husmöte"), text.index("hinner") + 6)
        await drag(pilot, first, (39, first[1]))
        assert app.view.selection.end <= app.view._wrapped.rows[first[1]].end


@pytest.mark.parametrize("half", [0, 1])
async def test_both_halves_of_a_wide_character_are_that_character(half: int) -> None:
    document = Segmented("åå 日本語 e\u0301te\u0301 👩‍👩‍👧 slut")
    app = Reader(document)
    text = document.text
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.click(offset=app.place_of("本", half))
        assert app.view.cursor == text.index("本")
        await drag(pilot, app.place_of("日", half), app.place_of("語", half))
        assert app.selected == "日本語"
        await drag(pilot, app.place_of("e\u0301"), app.place_of("te\u0301", 1))
        assert app.selected == "e\u0301te\u0301"
        await drag(pilot, app.place_of("👩", half), app.place_of("slut", 3))
        assert app.selected == "👩‍👩‍👧 slut"


async def test_dragging_beyond_the_edge_scrolls_on() -> None:
    document = Segmented("\n".join(f"rad {number}" for number in range(60)))
    app = Reader(document)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.mouse_down(offset=(GUTTER, 4))
        await pilot.hover(offset=(GUTTER + 2, 9))
        await pilot.pause(0.4)
        await pilot.mouse_up(offset=(GUTTER + 2, 9))
        assert app.view.scroll_y > 2
        assert app.selected.startswith("rad 4\n")
        scrolled = app.view.scroll_y
        await pilot.pause(0.2)
        assert app.view.scroll_y == scrolled


async def test_a_press_in_the_margin_selects_the_passage_of_that_line(interview: Segmented) -> None:
    start = interview.text.index("men det")
    app = Reader(interview, [Mark(1, start, start + 40, RED, "tid")])
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.click(offset=(GUTTER - 2, app.place_of("men det")[1]))
        assert app.view.selection == Span(start, start + 40)


async def test_marks_stand_in_lanes_and_behind_the_text(interview: Segmented) -> None:
    text = interview.text
    start, end = text.index("Vi har"), text.index(" Då")
    inner = text.index("husmöte")
    marks = [
        Mark(1, start, end, RED, "tid"),
        Mark(2, inner, inner + 7, GREEN, "möte"),
        Mark(3, start, end, BLUE, "x"),
    ]
    app = Reader(interview, marks, cursor=len(text))
    async with app.run_test(size=(40, 12)):
        first = app.place_of("Vi har")[1]
        assert [app.row_text(first + below)[:GUTTER] for below in range(-1, 4)] == [
            "        ",
            "    ╺╷╷ ",
            "     ││ ",
            "     ╵╵ ",
            "        ",
        ]
        assert app.view.marks_at(inner) == [marks[1], marks[0], marks[2]]
        assert app.view.marks_at(end) == []
        plain, both, all_three = app.style_of("Nej"), app.style_of("Vi har"), app.style_of("husmöte")
        surface = Color.from_rich_color(app.style_of("Då").bgcolor).rgb
        assert Color.from_rich_color(both.bgcolor).rgb == blend(surface, Color.parse(RED).rgb, 0.28)
        assert Color.from_rich_color(all_three.bgcolor).rgb == blend(surface, Color.parse(GREEN).rgb, 0.28)
        assert (both.underline, both.underline2) == (True, False)
        assert (all_three.underline, all_three.underline2) == (False, True)
        assert not plain.underline


async def test_more_lanes_than_drawn_show_a_plus(interview: Segmented) -> None:
    marks = [Mark(key, 12, 20, RED, "kod") for key in range(LANES + 1)]
    app = Reader(interview, marks)
    async with app.run_test(size=(60, 12)):
        assert app.row_text(0).startswith(" +╺╺╺╺╺")
        app.view.set_marks(marks[1:])
        assert app.row_text(0).startswith("  ╺╺╺╺╺")


async def test_a_sign_and_a_plus_stand_beside_one_another(interview: Segmented) -> None:
    app = Reader(interview, [Mark(key, 12, 20, RED, "kod") for key in range(LANES + 1)])
    async with app.run_test(size=(60, 12)):
        app.view.set_marks([Mark(key, 12, 20, RED, "kod") for key in range(LANES + 1)], {12: "*"})
        assert app.row_text(0).startswith("*+╺╺╺╺╺")


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "solarized-light", "nord", "dracula"])
async def test_all_text_can_be_read_in_every_theme(interview: Segmented, theme: str) -> None:
    colours = [RED, GREEN, BLUE, "#ffff00", "#000080", "#ffffff", "#000000"]
    marks = [Mark(key, 11 + 9 * key, 22 + 9 * key, colour, "kod") for key, colour in enumerate(colours)]
    app = Reader(interview, marks)
    async with app.run_test(size=(60, 12)) as pilot:
        app.theme = theme
        await pilot.press("down", "right", "shift+right")
        for y in range(8):
            for segment in app.view.render_line(y)._segments:
                if segment.text.strip(" ▐▌╷│╵╺"):
                    assert readable(segment)
        await pilot.pause()


def readable(segment: Segment) -> bool:
    style = segment.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    ground = Color.from_rich_color(style.bgcolor).rgb
    return contrast(Color.from_rich_color(style.color).rgb, ground) >= TEXT


async def test_labels_are_bold_moderators_fainter_and_the_current_unit_is_bracketed(
    interview: Segmented,
) -> None:
    app = Reader(interview, cursor=interview.text.index("husmöte"))
    async with app.run_test(size=(60, 12)) as pilot:
        assert app.style_of("P2 (BVC)").bold
        assert app.style_of("Moderator").color != app.style_of("P2 (BVC)").color
        assert app.style_of("Hur ser").color == app.style_of("Moderator").color
        await pilot.press("right")
        assert "husmöte▐varannan▌vecka" in app.row_text(1)
        assert app.style_of("annan vecka").bold
        assert app.style_of("annan vecka").bgcolor != app.style_of("husmöte").bgcolor


@pytest.mark.parametrize("how", ["ansi", "no colour"])
async def test_without_colours_attributes_tell_it_all(
    interview: Segmented, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "no colour":
        monkeypatch.setenv("NO_COLOR", "1")
    inner = interview.text.index("husmöte")
    app = Reader(interview, [Mark(1, inner, inner + 7, RED, "tid")], cursor=len(interview.text))
    async with app.run_test(size=(60, 12)) as pilot:
        if how == "ansi":
            app.theme = "ansi-dark"
            await pilot.pause()
        assert app.style_of("husmöte").underline
        assert app.style_of("ej.").reverse
        assert not app.style_of("varannan").reverse


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "solarized-light", "nord", "dracula"])
async def test_what_was_looked_for_stands_out_and_can_be_read(interview: Segmented, theme: str) -> None:
    start = interview.text.index("husmöte")
    app = Reader(interview, [Mark(1, start - 3, start + 30, RED, "tid")])
    async with app.run_test(size=(60, 12)) as pilot:
        app.theme = theme
        await pilot.pause()
        before = app.style_of("husmöte")
        app.view.set_hits([Span(start, start + 7)])
        await pilot.pause()
        style = app.style_of("husmöte")
        assert style.bgcolor != before.bgcolor
        assert (style.italic, style.bold) == (True, True)
        assert readable(Segment("x", style))
        assert app.style_of("varannan").bgcolor == before.bgcolor


async def test_without_colours_hits_and_faint_marks_are_told_apart(
    interview: Segmented, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    start = interview.text.index("husmöte")
    app = Reader(interview, [Mark(1, start, start + 7, RED, "tid", faint=True)], cursor=len(interview.text))
    async with app.run_test(size=(60, 12)):
        row = app.view._wrapped.row_of(start)
        assert app.row_text(row)[GUTTER - 2] == "┊"
        assert not app.style_of("husmöte").underline
        app.view.set_hits([Span(start, start + 7)])
        assert app.style_of("husmöte").italic
        assert not app.style_of("varannan").italic


async def test_signs_and_names_stand_beside_the_rows_they_belong_to(interview: Segmented) -> None:
    start = interview.text.index("husmöte")
    app = Reader(interview)
    async with app.run_test(size=(120, 12)):
        marks = [Mark(1, start, start + 7, RED, "tid för samverkan"), Mark(2, start, start + 9, BLUE, "möten i veckan")]
        app.view.set_marks(marks, {start: "*"})
        row = app.view._wrapped.row_of(start)
        assert app.row_text(row).startswith("*")
        assert "möten i veckan · +1" in app.row_text(row)
        assert cell_len(app.row_text(row)) == app.view.scrollable_content_region.width
        assert not app.row_text(row - 1).startswith("*")


async def test_a_change_of_width_keeps_the_top_row() -> None:
    words = " ".join(f"ord{number:04}" for number in range(2000))
    app = Reader(Segmented(words))
    async with app.run_test(size=(80, 10)) as pilot:
        app.view.scroll_to(y=80, animate=False)
        await pilot.pause()
        top = app.row_text(0)[GUTTER:].split()[0]
        for width in (41, 120, 63, 37, 80):
            await pilot.resize_terminal(width, 10)
            assert top in app.row_text(0)
        assert app.row_text(0)[GUTTER:].split()[0] == top


async def test_a_text_may_be_shown_at_a_cursor_before_the_screen_has_a_size() -> None:
    document = Segmented("\n".join(f"rad {number}." for number in range(300)))
    app = Reader(document, cursor=document.text.index("rad 200"))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert any("rad 200." in app.row_text(y) for y in range(10))


@pytest.mark.parametrize("text", ["", "\n", "-", "Nej", "   ", "\u200b"])
async def test_texts_with_next_to_nothing_in_them(text: str) -> None:
    app = Reader(Segmented(text))
    async with app.run_test(size=(30, 5)) as pilot:
        await pilot.press("down", "right", "shift+right", "shift+left", "end", "shift+home", "ctrl+end", "escape")
        await pilot.click(offset=(10, 3), times=2)
        await drag(pilot, (8, 0), (20, 4))
        assert app.row_text(0).strip("▐▌ ") == text.strip("\n ")
        assert 0 <= app.view.cursor <= len(text)


async def test_jumping_shows_the_sentence_and_selecting_a_passage_shows_its_start() -> None:
    document = Segmented("\n".join(f"rad {number}." for number in range(300)))
    app = Reader(document)
    async with app.run_test(size=(40, 10)) as pilot:
        app.view.jump(document.text.index("rad 200"))
        await pilot.pause()
        assert app.selected == "rad 200."
        assert any("rad 200." in app.row_text(y) for y in range(10))
        app.view.select(Span(4, 20))
        await pilot.pause()
        assert app.view.selection == Span(4, 20)
        assert "rad▐0." in app.row_text(0)


async def test_without_the_keyboard_the_selection_is_fainter_and_the_cursor_gone(interview: Segmented) -> None:
    app = Reader(interview)
    async with app.run_test(size=(60, 12)) as pilot:
        cursor, chosen = app.style_of("Hur"), app.style_of("samverkan")
        assert cursor.bgcolor != chosen.bgcolor
        refreshed: list[int] = []
        app.view.render_lines(app.view.size.region)
        app.view.refresh_line = refreshed.append  # type: ignore[method-assign]
        app.view.blur()
        await pilot.pause()
        assert refreshed[0] == 0
        assert app.style_of("Hur") == app.style_of("samverkan") != chosen


async def test_a_text_can_be_shown_to_be_coded_as_a_whole(interview: Segmented) -> None:
    app = Reader(interview)
    async with app.run_test(size=(60, 12)) as pilot:
        app.view.show(interview.text, sentences=interview.sentences, whole=True)
        assert app.selected == interview.text
        await pilot.press("down")
        assert app.selected == "Hur ser samverkan ut?"


async def test_a_step_draws_only_the_rows_that_look_different(interview: Segmented) -> None:
    app = Reader(interview)
    async with app.run_test(size=(120, 12)) as pilot:
        await pilot.pause()
        refreshed: list[int] = []
        app.view.refresh_line = refreshed.append  # type: ignore[method-assign]
        app.view.render_lines(app.view.size.region)
        await pilot.press("down")
        assert refreshed == [0, 1]
        app.view.render_lines(app.view.size.region)
        for row in range(4):
            app.view._drawn[row] = app.view._look(row)
        refreshed.clear()
        end = len(interview.text)
        app.view.set_marks([Mark(1, end - 2, end, RED, "tid")])
        assert refreshed == [app.view._wrapped.row_of(end - 1)]


def test_only_the_same_views_reports_stand_for_one_another() -> None:
    one, other = TranscriptView(), TranscriptView()
    message = TranscriptView.SelectionChanged(one, Span(0, 1), 0)
    assert message.can_replace(TranscriptView.SelectionChanged(one, Span(1, 2), 1))
    assert not message.can_replace(TranscriptView.SelectionChanged(other, Span(1, 2), 1))
    assert not message.can_replace(Message())
