"""From the demo's first screen to a coded passage, an undo and an exported count, with what the screens say alone."""

from __future__ import annotations

import asyncio
import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from textual.widgets import Input, Static

from tests.tui.waiting import until
from themecode import Study
from themecode.analysis.kwic import Concordance
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.answer_table import AnswerTableScreen
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.ask import AskScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.counts import CountsScreen
from themecode.tui.screens.help import HelpScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.matrix import MatrixScreen
from themecode.tui.screens.palette import PaletteScreen
from themecode.tui.screens.retrieval import RetrievalScreen
from themecode.tui.screens.transcript import TranscriptScreen
from themecode.tui.view.table_file import write_figures
from themecode.tui.widgets.keybar import KeyBar
from themecode.tui.widgets.tour_bar import TourBar
from themecode.usecases import looking


async def on(pilot: Any, kind: type[Any]) -> Any:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    await pilot.pause()
    return pilot.app.screen


def foot(pilot: Any) -> str:
    return str(pilot.app.screen.query_one(KeyBar).render())


def codings(path: Path) -> int:
    with Study.open(path, coder="Anna", read_only=True) as study:
        return int(study.connection.execute("SELECT count(*) FROM codings WHERE deleted = 0").fetchone()[0])


@pytest.fixture
def quiet(demo: Path) -> Path:
    """The demo of somebody who has seen the tour."""
    with Study.open(demo, coder="Anna") as study:
        looking.keep_habit(study, "tour", "done")
    return demo


async def test_the_tour_leads_to_a_new_coding_an_undo_that_is_seen_and_a_file_of_figures(demo: Path) -> None:
    before = codings(demo)
    app = ThemecodeApp(demo, "Anna")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.query(TourBar))
        await pilot.press("enter")
        screen = await on(pilot, TranscriptScreen)
        assert not screen.codings
        await until(pilot, lambda: app.tour.at == 1)
        await pilot.press("down", "enter")
        await on(pilot, PaletteScreen)
        await pilot.press("enter")
        await until(pilot, lambda: codings(demo) == before + 1 and len(screen.codings) == 1)
        await until(pilot, lambda: app.tour.at == 2)
        await pilot.press("u")
        await until(pilot, lambda: codings(demo) == before and not screen.codings)
        assert "Ångrat" in foot(pilot)
        assert not app._notifications
        await pilot.press("U")
        await until(pilot, lambda: len(screen.codings) == 1 and app.tour.at == 3)
        own = screen.codings[0].code
        await pilot.press("d")
        await until(pilot, lambda: screen.state == "completed" and app.tour.at == 4)
        await pilot.press("r")
        counts = await on(pilot, CountsScreen)
        await until(pilot, lambda: counts.found is not None)
        assert not counts.found.begun
        await pilot.press("e")
        await on(pilot, AskScreen)
        await pilot.press("enter")
        written = demo.with_name("antal-intervjuer.xlsx")
        await until(pilot, written.exists)
        await until(pilot, lambda: any(str(written) in each.message for each in app._notifications))
        await on(pilot, CountsScreen)
        await pilot.press("escape")
        await on(pilot, TranscriptScreen)
        await until(pilot, lambda: app.tour.at == 5)
        await pilot.press("q")
        home = await on(pilot, HomeScreen)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.tour is None)
        assert not any(bar.display for bar in home.query(TourBar))
    rows = list(load_workbook(written).active.iter_rows(values_only=True))
    assert rows[0][:5] == ("question", "codebook", "code", "parent", "label")
    assert any(row[2] == own and row[9] for row in rows), "one's own coding is in the figures"


async def test_closing_the_palette_is_no_coding_to_the_tour(demo: Path) -> None:
    app = ThemecodeApp(demo, "Anna")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.query(TourBar))
        await pilot.press("enter")
        await on(pilot, TranscriptScreen)
        await until(pilot, lambda: app.tour.at == 1)
        await pilot.press("enter")
        await on(pilot, PaletteScreen)
        await pilot.press("escape")
        await on(pilot, TranscriptScreen)
        await pilot.pause(0.5)
        assert app.tour.at == 1


async def test_the_tour_is_painted_only_when_it_goes_on(demo: Path) -> None:
    app = ThemecodeApp(demo, "Anna")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.query(TourBar))
        bar = app.screen.query_one(TourBar)
        painted: list[object] = []
        bar.update = lambda *given, **more: painted.append(given)  # type: ignore[method-assign]
        for _ in range(3):
            app._look_at_tour()
        assert painted == []


async def test_coding_again_what_is_coded_says_so_and_writes_nothing(quiet: Path) -> None:
    app = ThemecodeApp(quiet, "Anna")
    async with app.run_test(size=(110, 34)) as pilot:
        await on(pilot, HomeScreen)
        app.push_screen(AnswersScreen(app.study.question("q5")))
        screen = await on(pilot, AnswersScreen)
        await until(pilot, lambda: screen.codings)
        with Study.open(quiet, read_only=True) as study:
            before = study.connection.execute("SELECT max(id) FROM history").fetchone()
        screen.apply(screen.codings[0].code)
        await pilot.pause(0.3)
        assert "står redan här" in foot(pilot)
        with Study.open(quiet, read_only=True) as study:
            assert study.connection.execute("SELECT max(id) FROM history").fetchone() == before


@pytest.mark.parametrize("suffix", ["csv", "md", "xlsx"])
async def test_a_cross_table_is_written_with_its_small_groups_held_back(quiet: Path, suffix: str) -> None:
    app = ThemecodeApp(quiet, "Anna", "en")
    async with app.run_test(size=(110, 34)) as pilot:
        await on(pilot, HomeScreen)
        app.push_screen(CountsScreen(app.study.question("q26")))
        screen = await on(pilot, CountsScreen)
        await until(pilot, lambda: screen.found is not None)
        screen._ask(view="cross-table", variable="region")
        await until(pilot, lambda: screen.found.asked.view == "cross-table")
        await pilot.press("e")
        ask = await on(pilot, AskScreen)
        assert ask.query_one(Input).value == "counts-26-region.xlsx"
        ask.query_one(Input).value = f"mine.{suffix}"
        await pilot.press("enter")
        path = quiet.with_name(f"mine.{suffix}")
        await until(pilot, lambda: any(str(path) in each.message for each in app._notifications))
        assert any("may tell of a few persons" in each.message for each in app._notifications)
        counts = screen.found.counts
    if suffix == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert not [row for row in rows if row["variable"] and row["count"] and 0 < int(row["count"]) < 5]
        assert any(row["held"] == "1" and row["count"] == "" for row in rows)
        top = max(counts[0].categories, key=lambda each: each.count)
        assert [row["count"] for row in rows if row["code"] == top.code and not row["variable"]] == [str(top.count)]
    elif suffix == "md":
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len({line.count(" | ") for line in lines}) == 1
        assert lines[0].startswith("| question | codebook | code")


async def test_a_file_that_is_there_is_replaced_only_on_a_yes(quiet: Path) -> None:
    there = quiet.with_name("antal-26.xlsx")
    there.write_bytes(b"mine")
    app = ThemecodeApp(quiet, "Anna")
    async with app.run_test(size=(110, 34)) as pilot:
        await on(pilot, HomeScreen)
        app.push_screen(CountsScreen(app.study.question("q26")))
        screen = await on(pilot, CountsScreen)
        await until(pilot, lambda: screen.found is not None)
        for answer, kept in (("end", True), ("home", False)):
            await pilot.press("e")
            await on(pilot, AskScreen)
            await pilot.press("enter")
            await on(pilot, ChooseScreen)
            await pilot.press(answer, "enter")
            await on(pilot, CountsScreen)
            await until(pilot, lambda kept=kept: (there.read_bytes() == b"mine") is kept)


async def test_a_name_that_cannot_be_written_is_said_in_the_language_of_the_screens(quiet: Path) -> None:
    app = ThemecodeApp(quiet, "Anna")
    async with app.run_test(size=(110, 34)) as pilot:
        await on(pilot, HomeScreen)
        app.push_screen(CountsScreen(app.study.question("q26")))
        screen = await on(pilot, CountsScreen)
        await until(pilot, lambda: screen.found is not None)
        for name, said in (("siffror.pdf", "siffror skrivs till .xlsx"), ("finns/inte/a.csv", "mappen finns inte")):
            screen._named(name)
            await until(pilot, lambda said=said: any(said in each.message for each in app._notifications))


def test_markdown_keeps_a_row_on_its_line_whatever_a_label_holds(quiet: Path, tmp_path: Path) -> None:
    from themecode.analysis.counts import count_everything
    from themecode.usecases.codebook_changes import relabel

    with Study.open(quiet, coder="Anna") as study:
        relabel(study, "hinder.resa", {"sv": "åka | hit \\ 👩‍👩‍👧"})
        counts = count_everything(study, question="q5", provisional=True)
    write_figures(tmp_path / "a.md", counts, (), "sv")
    lines = (tmp_path / "a.md").read_text(encoding="utf-8").splitlines()
    assert any("åka \\| hit \\\\ 👩‍👩‍👧" in line for line in lines)
    assert len({line.replace("\\|", "").count("|") for line in lines}) == 1


async def test_slash_in_the_answers_looks_in_all_of_them(quiet: Path) -> None:
    app = ThemecodeApp(quiet, "Anna")
    async with app.run_test(size=(110, 34)) as pilot:
        await on(pilot, HomeScreen)
        app.push_screen(AnswersScreen(app.study.question("q5")))
        await on(pilot, AnswersScreen)
        screen = await on(pilot, AnswersScreen)
        await pilot.press("slash", *"buss")
        await until(pilot, lambda: screen.holding)
        assert 0 < len(screen.holding) < 87
        await pilot.press("enter")
        await until(pilot, lambda: "buss" in screen.document.text.lower())
        await pilot.press("l")
        table = await on(pilot, AnswerTableScreen)
        await until(pilot, lambda: 0 < len(table.table.ids) < 87)
        await pilot.press("enter")
        answers = await on(pilot, AnswersScreen)
        await until(pilot, lambda: answers.document is not None)
        assert "buss" in answers.document.text.lower()
        assert answers.view.hits.spans


async def test_a_click_on_a_coding_in_the_list_goes_to_it(quiet: Path) -> None:
    app = ThemecodeApp(quiet, "Anna")
    async with app.run_test(size=(200, 50)) as pilot:
        await on(pilot, HomeScreen)
        app.push_screen(AnswersScreen(app.study.question("q5")))
        screen = await on(pilot, AnswersScreen)
        await until(pilot, lambda: len(screen.codings) > 1)
        other = next(each for each in screen.codings_here() if each.id != screen.current().id)
        row = next(
            place
            for place, line in enumerate(str(screen.query_one("#here", Static).render()).splitlines())
            if line.strip() == f"■ {screen.label_of(other)}"
        )
        await pilot.click("#here", offset=(6, row + 1))
        await until(pilot, lambda: screen.current().id == other.id)


@pytest.mark.parametrize("name", ["home", "answers", "answer_table", "transcript", "counts", "passages", "matrix"])
@pytest.mark.parametrize("width", [80, 110, 200])
async def test_the_way_back_and_the_help_stand_in_the_bar_at_every_width(quiet: Path, name: str, width: int) -> None:
    from textual.app import App

    app: App[None] = App()
    async with app.run_test(size=(width, 5)) as pilot:
        for language, words in (("sv", ("hjälp", "tillbaka", "avsluta")), ("en", ("help", "back", "quit"))):
            bar = KeyBar(name, language)
            await app.mount(bar)
            await pilot.pause()
            said = str(bar.render())
            assert f"? {words[0]}" in said
            assert f"q {words[1]}" in said or f"q {words[2]}" in said
            assert len(said) <= width
            await bar.remove()


async def test_what_was_done_is_told_in_the_bar_for_a_while(quiet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("themecode.tui.widgets.keybar.TOLD_S", 0.2)
    app = ThemecodeApp(quiet, "Anna")
    async with app.run_test(size=(110, 34)) as pilot:
        screen = await on(pilot, HomeScreen)
        screen.tell("Ångrat: a\nb [c]")
        assert "Ångrat: a b [c]" in foot(pilot)
        await asyncio.sleep(0.3)
        await until(pilot, lambda: "hjälp" in foot(pilot))


def test_no_passage_reaches_the_terminal_with_characters_that_would_command_it() -> None:
    from themecode.analysis.kwic import Head, Line
    from themecode.tui.widgets.passage_list import _keyword_line

    line = Line(Head(1, 1, "fall", "intervju", "", "", 60), 0, 3, "före \x1b[2J", "t\x07d", "\x9befter \x00")
    shown = _keyword_line(line, 60).plain
    assert "t·d" in shown
    assert not [letter for letter in shown if ord(letter) < 32 or 127 <= ord(letter) < 160]


async def test_looking_at_one_code_where_none_is_says_so(quiet: Path) -> None:
    app = ThemecodeApp(quiet, "Anna")
    async with app.run_test(size=(110, 34)) as pilot:
        await on(pilot, HomeScreen)
        app.push_screen(TranscriptScreen(app.study.document("personal-04").id))
        screen = await on(pilot, TranscriptScreen)
        await pilot.press("z")
        await until(pilot, lambda: any("Inga egna kodningar" in each.message for each in app._notifications))
        assert app.screen is screen


@pytest.mark.parametrize("suffix", ["docx", "csv", "xlsx"])
async def test_the_passages_of_a_code_are_written_as_they_are_shown(quiet: Path, suffix: str) -> None:
    app = ThemecodeApp(quiet, "Anna")
    async with app.run_test(size=(110, 34)) as pilot:
        await on(pilot, HomeScreen)
        app.push_screen(RetrievalScreen.of_code("hinder.resa"))
        screen = await on(pilot, RetrievalScreen)
        await until(pilot, lambda: screen.groups)
        shown = sum(len(group.places) for group in screen.groups)
        await pilot.press("e")
        ask = await on(pilot, AskScreen)
        assert ask.query_one(Input).value == "textstallen-hinder.resa.xlsx"
        ask.query_one(Input).value = f"resa åäö.{suffix}"
        await pilot.press("enter")
        path = quiet.with_name(f"resa åäö.{suffix}")
        await until(pilot, lambda: any(f"{shown} rader till {path}" in each.message for each in app._notifications))
    if suffix == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == shown


async def test_words_in_context_and_the_matrix_are_written_too(quiet: Path) -> None:
    app = ThemecodeApp(quiet, "Anna")
    async with app.run_test(size=(110, 34)) as pilot:
        await on(pilot, HomeScreen)
        await pilot.press("w", "tab", *"tidbok*", "enter")
        screen = await on(pilot, RetrievalScreen)
        await until(pilot, lambda: isinstance(screen.result, Concordance))
        screen._named("ord.csv")
        await until(pilot, quiet.with_name("ord.csv").exists)
        await pilot.press("q")
        await on(pilot, HomeScreen)
        await pilot.press("m")
        matrix = await on(pilot, MatrixScreen)
        await until(pilot, lambda: matrix.matrix is not None)
        await pilot.press("e")
        await on(pilot, AskScreen)
        await pilot.press("enter")
        path = quiet.with_name("matris-intervju_personal.xlsx")
        await until(pilot, path.exists)
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert any("personal-03" in row for row in rows)


async def test_where_no_passages_are_shown_no_file_is_written(quiet: Path) -> None:
    app = ThemecodeApp(quiet, "Anna")
    async with app.run_test(size=(110, 34)) as pilot:
        await on(pilot, HomeScreen)
        app.push_screen(RetrievalScreen())
        screen = await on(pilot, RetrievalScreen)
        screen._named("inget.csv")
        await until(pilot, lambda: any("inga textställen visas" in each.message for each in app._notifications))
    assert not quiet.with_name("inget.csv").exists()
