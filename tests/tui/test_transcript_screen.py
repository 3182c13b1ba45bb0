"""Coding an interview on the screen: selecting, walking, edges, several codes, memos, quotes, searching, focus."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from tests.tui.waiting import until
from themecode import Study
from themecode.cli.main import main
from themecode.core.documents import Span
from themecode.core.errors import StudyFileError
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.memo import MemoScreen
from themecode.tui.screens.palette import PaletteScreen
from themecode.tui.screens.transcript import TranscriptScreen
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.keybar import KeyBar
from themecode.tui.widgets.transcript_rows import GUTTER
from themecode.usecases import looking, memos, quotes

TEXT = (
    "Moderator: Hur är det?\n\n"
    "P1 (BVC): Bra. Tiden räcker inte.\n\n"
    "P2: Nej, vi hinner inte prata. Tid är allt. Åsa håller med om tiden.\n"
)
BOOK = """
codebook: stod
codes:
  - {key: stod.tid, label: tid}
  - {key: stod.lokal, label: lokaler}
  - {key: stod.prat, label: prat}
"""

Opened = AbstractAsyncContextManager[tuple[Pilot[None], TranscriptScreen]]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "studie.db"
    (tmp_path / "intervju.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "stod.yaml").write_text(BOOK, encoding="utf-8")
    for arguments in (
        ["new", str(path)],
        ["codebook", "load", str(path), str(tmp_path / "stod.yaml")],
        ["import", "transcripts", str(path), str(tmp_path / "intervju.txt")],
    ):
        assert main([*arguments, "--coder", "Anna"]) == 0
    with Study.open(path, coder="Anna") as opened:
        looking.add_coder(opened)
    return path


@pytest.fixture
def coded(study: Path) -> Path:
    """The interview with a sentence coded, a word in it, and a sentence further down."""
    with Study.open(study, coder="Anna") as opened:
        document = opened.document("intervju")
        for words, code in (
            ("Tiden räcker inte.", "stod.tid"),
            ("räcker", "stod.prat"),
            ("Nej, vi hinner inte prata.", "stod.prat"),
            ("Tid är allt.", "stod.tid"),
        ):
            start = document.text.index(words)
            opened.code(document, start, start + len(words), code)
    return study


@pytest.fixture
def on(study: Path) -> Callable[..., Opened]:
    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (110, 34), at: str | None = "Hur är det?"
    ) -> AsyncIterator[tuple[Pilot[None], TranscriptScreen]]:
        app = ThemecodeApp(study, "Anna")
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: isinstance(app.screen, HomeScreen))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, TranscriptScreen) and app.screen.document)
            assert isinstance(app.screen, TranscriptScreen)
            if at is not None:
                app.screen.view.jump(TEXT.index(at))
            yield pilot, app.screen

    return opened


async def test_an_interview_opens_where_the_first_participant_speaks_until_one_has_been_elsewhere(
    on: Callable[..., Opened],
) -> None:
    async with on(at=None) as (pilot, screen):
        assert selected(screen) == "Bra."
        await pilot.press("down", "down")
        assert selected(screen) == "Nej, vi hinner inte prata."
    async with on(at=None) as (pilot, screen):
        await until(pilot, lambda: selected(screen) == "Nej, vi hinner inte prata.")


async def test_coding_what_a_moderator_says_tells_once_that_it_is_not_counted(
    on: Callable[..., Opened], study: Path
) -> None:
    async with on(size=(80, 24)) as (pilot, screen):
        assert selected(screen) == "Hur är det?"
        screen.apply("stod.tid")
        await until(pilot, lambda: len(screen.codings) == 1)
        assert screen.words("moderator uncounted") in foot(screen)
        for key in ("stod.prat", "stod.lokal"):
            screen.query_one(KeyBar)._stop_telling()
            screen.apply(key)
            await until(pilot, lambda key=key: key in {each.code for each in screen.codings})  # type: ignore[misc]
            assert screen.words("moderator uncounted") not in foot(screen)


async def test_coding_what_a_participant_says_tells_nothing(on: Callable[..., Opened]) -> None:
    async with on(at=None) as (pilot, screen):
        screen.apply("stod.tid")
        await until(pilot, lambda: len(screen.codings) == 1)
        assert screen.words("moderator uncounted") not in foot(screen)


def stored(path: Path) -> list[tuple[str, str]]:
    with Study.open(path, coder="Anna", read_only=True) as study:
        document = study.document("intervju")
        return [(each.code, each.span.of(document.text)) for each in looking.own_codings(study, document)]


def selected(screen: TranscriptScreen) -> str:
    assert screen.document is not None
    return screen.view.selection.of(screen.document.text)


def here(screen: TranscriptScreen) -> str:
    return str(screen.query_one("#here", Static).render())


def foot(screen: TranscriptScreen) -> str:
    return str(screen.query_one(KeyBar).render())


def said(pilot: Pilot[None]) -> list[str]:
    return [notification.message for notification in pilot.app._notifications]


async def write(pilot: Pilot[None], text: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, MemoScreen))
    pilot.app.screen.query_one(TextArea).insert(text)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, TranscriptScreen))


async def test_widening_goes_by_units_and_narrowing_back(on: Callable[..., Opened]) -> None:
    async with on() as (pilot, screen):
        await pilot.press("pagedown", "right", "v")
        assert selected(screen) == "Tiden räcker inte."
        await pilot.press("v")
        assert selected(screen) == "Bra. Tiden räcker inte."
        await pilot.press("V", "V")
        assert selected(screen) == "Tiden"


async def test_paragraphs_are_gone_to_and_the_other_end_grows_the_selection(on: Callable[..., Opened]) -> None:
    async with on() as (pilot, screen):
        await pilot.press("ctrl+down")
        assert selected(screen).startswith("P1 (BVC): Bra.")
        await pilot.press("down", "down", "o", "shift+right")
        assert selected(screen) == "räcker inte."
        await pilot.press("shift+up")
        assert selected(screen) == "Tiden räcker inte."


async def test_the_last_codes_are_repeated_with_a_full_stop(on: Callable[..., Opened], study: Path) -> None:
    async with on() as (pilot, screen):
        await pilot.press("full_stop")
        assert said(pilot)[-1].startswith("Ingen kod att sätta igen")
        await pilot.press("pagedown", "enter", *"prat", "enter")
        await until(pilot, lambda: screen.codings)
        await pilot.press("down", "full_stop")
        await until(pilot, lambda: len(screen.codings) == 2)
        assert stored(study) == [("stod.prat", "Bra. Tiden räcker inte."), ("stod.prat", "Tiden räcker inte.")]


async def test_several_codes_marked_with_tab_are_put_on_at_once_and_undone_at_once(
    on: Callable[..., Opened], study: Path
) -> None:
    async with on() as (pilot, screen):
        await pilot.press("pagedown", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
        await pilot.press(*"tid", "tab", *"lok", "tab", *"prat", "enter")
        await until(pilot, lambda: len(screen.codings) == 3)
        assert {code for code, _ in stored(study)} == {"stod.tid", "stod.lokal", "stod.prat"}
        assert screen.digits == ["stod.tid", "stod.lokal", "stod.prat"]
        await pilot.press("u")
        await until(pilot, lambda: not screen.codings)
        await pilot.press("down", "enter", *"tid", "tab", "enter")
        await until(pilot, lambda: len(screen.codings) == 1)


async def test_marked_codes_go_on_with_a_new_one_too(on: Callable[..., Opened], study: Path) -> None:
    async with on() as (pilot, screen):
        await pilot.press("pagedown", "enter", *"tid", "tab", *"helt nytt", "enter")
        await until(pilot, lambda: len(screen.codings) == 2)
        assert {code for code, _ in stored(study)} == {"stod.tid", "stod.helt_nytt"}


async def test_walking_goes_from_coding_to_coding_and_says_which(on: Callable[..., Opened], coded: Path) -> None:
    async with on() as (pilot, screen):
        seen = []
        for _ in range(5):
            await pilot.press("greater_than_sign")
            await pilot.pause()
            seen.append((selected(screen), here(screen).split("\n")[0]))
        assert seen == [
            ("Tiden räcker inte.", "Här · kodning 1 av 4"),
            ("räcker", "Här · kodning 2 av 4"),
            ("Nej, vi hinner inte prata.", "Här · kodning 3 av 4"),
            ("Tid är allt.", "Här · kodning 4 av 4"),
            ("Tiden räcker inte.", "Här · kodning 1 av 4"),
        ]
        await pilot.press("less_than_sign")
        assert selected(screen) == "Tid är allt."


async def test_the_coding_gone_to_is_the_one_that_is_removed(on: Callable[..., Opened], coded: Path) -> None:
    async with on() as (pilot, screen):
        await pilot.press("greater_than_sign", "greater_than_sign")
        await pilot.pause()
        assert "▸■ prat\n ■ tid" in here(screen)
        await pilot.press("less_than_sign", "greater_than_sign", "x")
        await until(pilot, lambda: len(screen.codings) == 3)
        assert ("stod.prat", "räcker") not in stored(coded)


async def test_edges_are_moved_by_arrows_and_applied_as_one_step(on: Callable[..., Opened], coded: Path) -> None:
    async with on() as (pilot, screen):
        await pilot.press(*["greater_than_sign"] * 3, "e")
        await until(pilot, lambda: "slutet: ←→" in foot(screen))
        await pilot.press("left", "left")
        assert selected(screen) == "Nej, vi hinner inte"
        await pilot.press("down", "down", "tab", "right", "shift+right")
        await until(pilot, lambda: "början: ←→" in foot(screen))
        assert selected(screen) == "i hinner inte prata. Tid är allt."
        await pilot.press("shift+left", "1", "x", "enter")
        await until(pilot, lambda: ("stod.prat", "vi hinner inte prata. Tid är allt.") in stored(coded))
        await until(pilot, lambda: screen.edging is None)
        assert "enter koda" in foot(screen)
        assert len(stored(coded)) == 4
        await pilot.press("u")
        await until(pilot, lambda: ("stod.prat", "Nej, vi hinner inte prata.") in stored(coded))


async def test_escape_leaves_the_edges_as_they_were(on: Callable[..., Opened], coded: Path) -> None:
    before = stored(coded)
    async with on() as (pilot, screen):
        await pilot.press("greater_than_sign", "e", "left", "escape")
        await until(pilot, lambda: screen.edging is None)
        assert selected(screen) == "Tiden räcker inte."
        assert isinstance(pilot.app.screen, TranscriptScreen)
    assert stored(coded) == before


async def test_edges_can_be_dragged(on: Callable[..., Opened], coded: Path) -> None:
    async with on() as (pilot, screen):
        await pilot.press("greater_than_sign", "e")
        text = screen.view
        offset = TEXT.index("räcker") + 5
        row = text._wrapped.row_of(offset)
        await pilot.click("#text", offset=(GUTTER + text._wrapped.cell_of(offset), row))
        assert selected(screen) == "Tiden räcker"
        await pilot.press("enter")
        await until(pilot, lambda: ("stod.tid", "Tiden räcker") in stored(coded))


async def test_edges_where_two_would_be_one_are_refused_and_can_be_moved_on(
    on: Callable[..., Opened], coded: Path
) -> None:
    with Study.open(coded, coder="Anna") as opened:
        document = opened.document("intervju")
        start = document.text.index("Tiden räcker")
        opened.code(document, start, start + len("Tiden räcker"), "stod.tid")
    async with on() as (pilot, screen):
        await pilot.press("greater_than_sign", "e", "left", "left", "enter")
        await until(pilot, lambda: any("precis det stället" in text for text in said(pilot)))
        assert screen.edging is not None
        await pilot.press("left", "enter")
        await until(pilot, lambda: ("stod.tid", "Tiden") in stored(coded))


async def test_a_memo_on_a_coding_is_written_in_the_app_and_shown_beside_it(
    on: Callable[..., Opened], coded: Path
) -> None:
    async with on() as (pilot, screen):
        await pilot.press("greater_than_sign", "m")
        await write(pilot, "Först 🤔\nsen åter")
        await until(pilot, lambda: "* Först 🤔 sen åter" in here(screen))
        row = screen.view._wrapped.row_of(TEXT.index("Tiden"))
        assert screen.view.render_line(row).text.startswith("*")
        await pilot.press("u")
        await until(pilot, lambda: "Först" not in here(screen))


async def test_a_memo_goes_on_the_selection_where_there_is_one_and_on_the_code_in_the_tree(
    on: Callable[..., Opened], coded: Path
) -> None:
    async with on() as (pilot, _):
        await pilot.press("pagedown", "right", "shift+right", "m")
        await write(pilot, "om orden")
        await pilot.press("escape", "tab", "m")
        await write(pilot, "om koden")
    with Study.open(coded, coder="Anna") as study:
        document = study.document("intervju")
        start = document.text.index("Tiden")
        on_span = memos.memo_at(study, memos.on_span(document, start, start + len("Tiden räcker")))
        on_code = memos.memo_at(study, memos.on_code(study.find_code("stod.tid").id))
        assert on_span is not None
        assert on_code is not None
        assert (on_span.text, on_code.text) == ("om orden", "om koden")


@pytest.mark.parametrize(("down", "place"), [(0, "document"), (1, "case"), (2, "study")])
async def test_memos_on_the_text_the_case_and_the_study(
    on: Callable[..., Opened], study: Path, down: int, place: str
) -> None:
    async with on() as (pilot, _):
        await pilot.press("M")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await pilot.press(*["down"] * down, "enter")
        await write(pilot, "viktigt")
        await pilot.press("M")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        options = pilot.app.screen.query_one(OptionList)
        assert [str(options.get_option_at_index(n).prompt).endswith("*") for n in range(3)] == [
            n == down for n in range(3)
        ]
    with Study.open(study, read_only=True) as opened:
        assert opened.connection.execute("SELECT target, text FROM memos").fetchall() == [(place, "viktigt")]


@pytest.mark.parametrize(("answer", "kept"), [("save", "halv"), ("go on", None), ("drop", None)])
async def test_escape_asks_before_it_lets_a_change_go(
    on: Callable[..., Opened], study: Path, answer: str, kept: str | None
) -> None:
    async with on() as (pilot, _):
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, MemoScreen))
        await pilot.press(*"halv", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await pilot.press(*["down"] * ["save", "go on", "drop"].index(answer), "enter")
        await pilot.pause(0.2)
        if answer == "go on":
            assert isinstance(pilot.app.screen, MemoScreen)
            assert pilot.app.screen.text == "halv"
            await pilot.press("ctrl+s")
            kept = "halv"
        await until(pilot, lambda: isinstance(pilot.app.screen, TranscriptScreen))
    with Study.open(study, read_only=True) as opened:
        found = opened.connection.execute("SELECT text FROM memos").fetchall()
        assert found == ([(kept,)] if kept else [])


async def test_an_untouched_memo_is_closed_without_a_question(on: Callable[..., Opened]) -> None:
    async with on() as (pilot, _):
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, MemoScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, TranscriptScreen))


async def test_what_could_not_be_written_stays_in_the_editor(
    on: Callable[..., Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise StudyFileError("the disk is full")

    async with on() as (pilot, _):
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, MemoScreen))
        with monkeypatch.context() as patched:
            patched.setattr("themecode.usecases.memos.write_memo", full)
            await pilot.press(*"dyrt", "ctrl+s")
            await until(pilot, lambda: any("disken är full" in text for text in said(pilot)))
        assert isinstance(pilot.app.screen, MemoScreen)
        assert pilot.app.screen.text == "dyrt"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, TranscriptScreen))


async def test_quitting_in_the_middle_of_a_memo_keeps_what_was_written(on: Callable[..., Opened], study: Path) -> None:
    async with on() as (pilot, _):
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, MemoScreen))
        await pilot.press(*"mitt i")
        pilot.app.exit()
    with Study.open(study, read_only=True) as opened:
        assert opened.connection.execute("SELECT text FROM memos").fetchall() == [("mitt i",)]


async def test_a_condensation_is_written_and_shown(on: Callable[..., Opened], coded: Path) -> None:
    async with on() as (pilot, screen):
        await pilot.press("K")
        assert said(pilot)[-1] == "inget kodat här"
        await pilot.press("greater_than_sign", "K")
        await write(pilot, "tidsbrist")
        await until(pilot, lambda: "= tidsbrist" in here(screen))
        assert screen.codings[0].condensation == "tidsbrist"


async def test_a_quote_is_marked_shown_and_unmarked_by_one_key(on: Callable[..., Opened], coded: Path) -> None:
    async with on() as (pilot, screen):
        await pilot.press("greater_than_sign", "C")
        await until(pilot, lambda: "” citat" in here(screen))
        with Study.open(coded, coder="Anna") as study:
            (quote,) = quotes.own_quotes(study, study.document("intervju"))
            assert quote.span == screen.codings[0].span
            assert quote.code_id == screen.codings[0].code_id
        await pilot.press("escape", "right", "C")
        await until(pilot, lambda: "citat" not in here(screen))


async def test_searching_shows_hits_and_walks_through_them(on: Callable[..., Opened], coded: Path) -> None:
    async with on() as (pilot, screen):
        await pilot.press("slash", *"TID")
        await until(pilot, lambda: "3 träffar" in foot(screen))
        assert [span.of(TEXT) for span in screen.view.hits.spans] == ["Tid", "Tid", "tid"]
        await pilot.press("enter")
        await until(pilot, lambda: "1 av 3" in foot(screen))
        assert screen.view.selection == Span(TEXT.index("Tiden"), TEXT.index("Tiden") + 3)
        await pilot.press("n", "n")
        await until(pilot, lambda: "3 av 3" in foot(screen))
        await pilot.press("n", "N")
        await until(pilot, lambda: "3 av 3" in foot(screen))
        await pilot.press("v", "v")
        assert selected(screen) == "Åsa håller med om tiden."
        await pilot.press("escape")
        assert not screen.searching
        assert screen.view.hits.spans == ()
        assert isinstance(pilot.app.screen, TranscriptScreen)


async def test_a_search_without_hits_says_so_and_letters_are_letters(on: Callable[..., Opened]) -> None:
    async with on() as (pilot, screen):
        await pilot.press("slash", *"asa")
        await until(pilot, lambda: "Ingen träff" in foot(screen))
        screen.query_one("#search", Input).value = "åsa"
        await until(pilot, lambda: "1 träff" in foot(screen))


async def test_one_code_can_be_looked_at_and_its_passages_walked_through(
    on: Callable[..., Opened], coded: Path
) -> None:
    async with on() as (pilot, screen):
        await pilot.press("z")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
        await pilot.press(*"prat", "enter")
        await until(pilot, lambda: foot(screen).startswith(" 2 ställen") and "bara prat" in foot(screen))
        assert selected(screen) == "räcker"
        assert {mark.label for mark in screen.view._marks if not mark.faint} == {"prat"}
        assert "┊" in screen.view.render_line(screen.view._wrapped.row_of(TEXT.index("Tid är"))).text
        await pilot.press("greater_than_sign")
        assert selected(screen) == "Nej, vi hinner inte prata."
        await pilot.press("greater_than_sign")
        assert selected(screen) == "räcker"
        await pilot.press("escape")
        assert screen.looked_at is None
        assert not any(mark.faint for mark in screen.view._marks)


async def test_a_code_is_given_a_digit_and_loses_it_without_moving_the_others(
    on: Callable[..., Opened], study: Path
) -> None:
    async with on() as (pilot, screen):
        await pilot.press("g")
        assert said(pilot)[-1].startswith("Ställ dig på en kod")
        await pilot.press("tab", "g", "down", "g")
        await until(pilot, lambda: screen.digits == ["stod.tid", "stod.lokal"])
        await pilot.press("up", "g")
        await until(pilot, lambda: screen.digits == ["", "stod.lokal"])
        await pilot.press("tab", "pagedown", "1")
        assert said(pilot)[-1].startswith("Ingen kod på 1")
        await pilot.press("2")
        await until(pilot, lambda: stored(study) == [("stod.lokal", "Bra. Tiden räcker inte.")])
        await pilot.press("enter", *"prat", "enter")
        await until(pilot, lambda: screen.digits == ["stod.prat", "stod.lokal"])


@pytest.mark.parametrize(("size", "named"), [((150, 40), True), ((80, 24), False)])
async def test_names_stand_at_the_edge_where_there_is_room(
    on: Callable[..., Opened], coded: Path, size: tuple[int, int], named: bool
) -> None:
    async with on(size) as (pilot, screen):
        await pilot.pause()
        row = screen.view._wrapped.row_of(TEXT.index("Tiden"))
        assert ("tid · prat" in screen.view.render_line(row).text) is named
        assert screen.view.size.width >= 45


async def test_coding_draws_only_the_lines_of_the_tree_that_changed(
    on: Callable[..., Opened], coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on() as (pilot, screen):
        tree = screen.query_one(CodeTree)
        await until(pilot, lambda: str(tree.get_option_at_index(1).prompt).rstrip().endswith("1"))
        drawn: set[tuple[int, int] | None] = set()
        draw = tree.refresh

        def refresh(*regions: Region, **named: Any) -> CodeTree:
            drawn.update([(region.y, region.height) for region in regions] or [None])
            return draw(*regions, **named)

        monkeypatch.setattr(tree, "refresh", refresh)
        code = screen.shown[0][1][1].key
        screen.apply(code)
        await until(pilot, lambda: str(tree.get_option_at_index(2).prompt).rstrip().endswith("1"))
        assert drawn == {(2, 1)}, "its line alone, for its digit and its count"
