"""Passages, counts and the matrix on screen: asked, narrowed, gone through, jumped from and written in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, Static, TextArea

from tests.tui.touring import without_tour
from tests.tui.waiting import until
from themecode import Study
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.counts import CountsScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.matrix import MatrixScreen
from themecode.tui.screens.memo import MemoScreen
from themecode.tui.screens.retrieval import RetrievalScreen
from themecode.tui.screens.transcript import TranscriptScreen
from themecode.tui.view.contrast import TEXT, contrast
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.figures import FigureTable
from themecode.tui.widgets.keybar import KeyBar
from themecode.tui.widgets.passage_list import PAGE, PassageList
from themecode.usecases.matrix import cell

Run = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
Kind = TypeVar("Kind")


@pytest.fixture
def run(demo: Path) -> Run:
    without_tour(demo, "Anna", "Bo")

    @asynccontextmanager
    async def opened(
        coder: str = "Anna", size: tuple[int, int] = (110, 34), **given: str
    ) -> AsyncIterator[Pilot[None]]:
        app = ThemecodeApp(demo, coder, **given)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
            yield pilot

    return opened


async def on(pilot: Pilot[None], kind: type[Kind]) -> Kind:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    return screen


def said(pilot: Pilot[None], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).render())


def shown(pilot: Pilot[None]) -> str:
    view = pilot.app.screen.query_one(PassageList)
    return "\n".join(str(view.get_option_at_index(place).prompt) for place in range(view.option_count))


async def ask(pilot: Pilot[None], query: str, expected: str) -> RetrievalScreen:
    """Open the screen from the list, type a query and wait for what is said of it."""
    await pilot.press("w")
    screen = await on(pilot, RetrievalScreen)
    screen.query_one("#query", Input).value = query
    await pilot.press("enter")
    await until(pilot, lambda: expected in said(pilot, "#found"))
    return screen


async def test_everything_about_a_code_is_shown_with_context_under_each_case(run: Run) -> None:
    async with run() as pilot:
        await ask(pilot, "pers.tid", "12 textställen · 2 dokument · 2 fall · efter fall")
        assert "egna kodningar" in said(pilot, "#status")
        assert shown(pilot).startswith("personal-01 (5)\nP1 (BVC) · heltidstjänster\n")
        assert "Det man hinner är det som är bokat. »Det man inte hinner är allt" in shown(pilot)
        await pilot.press("t", "t", "t")
        await until(pilot, lambda: "»" not in shown(pilot))


async def test_a_passage_opens_in_its_text_and_back_returns_to_it(run: Run) -> None:
    async with run() as pilot:
        screen = await ask(pilot, "pers.tid", "12 textställen")
        await pilot.press("down", "down")
        at = screen.view.at
        await pilot.press("enter")
        transcript = await on(pilot, TranscriptScreen)
        assert at is not None
        await until(pilot, lambda: transcript.view.selection.start == at[1])
        assert transcript.document is not None
        assert (transcript.document.id, transcript.view.selection.end) == (at[0], at[2])
        await pilot.press("q")
        assert await on(pilot, RetrievalScreen) is screen
        assert screen.view.at == at


async def test_an_answer_opens_among_the_answers_of_its_question(run: Run) -> None:
    async with run() as pilot:
        screen = await ask(pilot, "stod.tid", "textställen")
        await pilot.press("down", "down", "down")
        at = screen.view.at
        await pilot.press("enter")
        answers = await on(pilot, AnswersScreen)
        assert at is not None
        await until(pilot, lambda: answers.document is not None)
        assert answers.document is not None
        assert answers.document.id == at[0]


async def test_a_coder_sees_own_codings_only_until_the_result_is_asked_for(run: Run, demo: Path) -> None:
    async with run(coder="Bo") as pilot:
        await ask(pilot, "pers.tid", "0 textställen")
        await pilot.press("o")
        await until(pilot, lambda: "12 textställen" in said(pilot, "#found"))
        assert "resultatet" in said(pilot, "#status")
        assert "Anna" in shown(pilot)


async def test_a_coder_in_a_blind_round_is_not_shown_the_result(run: Run) -> None:
    async with run(coder="Bo") as pilot:
        pilot.app.study.round = "reliability"  # type: ignore[attr-defined]
        await pilot.app.push_screen(RetrievalScreen("pers.tid"))
        await until(pilot, lambda: "0 textställen" in said(pilot, "#found"))
        await pilot.press("o")
        await pilot.pause(0.2)
        assert "0 textställen" in said(pilot, "#found")
        assert "egna kodningar" in said(pilot, "#status")


async def test_the_passages_of_the_code_in_the_tree_or_under_the_cursor_are_a_key_away(run: Run) -> None:
    async with run() as pilot:
        await ask(pilot, "pers.tid.luft", "4 textställen")
        await pilot.press("enter")
        transcript = await on(pilot, TranscriptScreen)
        await until(pilot, lambda: transcript.codings_here())
        await pilot.press("w")
        await until(pilot, lambda: pilot.app.screen is not transcript)
        screen = await on(pilot, RetrievalScreen)
        await until(pilot, lambda: screen.query_one("#query", Input).value == "pers.tid.luft")
        await pilot.press("q")
        await on(pilot, TranscriptScreen)
        await pilot.press("tab")
        tree = transcript.query_one(CodeTree)
        tree.highlighted = 2
        key = tree.row.key if tree.row else ""
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, RetrievalScreen))
        await until(pilot, lambda: pilot.app.screen.query_one("#query", Input).value == key)


async def test_a_query_that_cannot_be_read_is_explained_where_it_is_typed(run: Run) -> None:
    async with run() as pilot:
        screen = await ask(pilot, "tid och", "en kod fattas, i slutet av tid och")
        await until(pilot, lambda: screen.query_one("#query", Input).has_focus)
        await pilot.press("escape")
        await on(pilot, HomeScreen)


async def test_a_swedish_query_within_a_unit_finds_what_the_command_finds(run: Run) -> None:
    async with run() as pilot:
        await ask(pilot, "pers.tid nära pers.styrning inom samma dokument", "17 textställen · 2 dokument")


async def test_passages_are_filtered_and_the_filter_ends_before_the_screen_does(run: Run) -> None:
    async with run() as pilot:
        screen = await ask(pilot, "pers.tid", "12 textställen")
        await pilot.press("slash", *"bok", "enter")
        await until(pilot, lambda: "2 textställen · efter fall · med ”bok”" in said(pilot, "#found"))
        await pilot.press("escape")
        await until(pilot, lambda: "12 textställen" in said(pilot, "#found"))
        await pilot.press("escape")
        await on(pilot, HomeScreen)
        assert not screen.is_attached


async def test_passages_are_grouped_by_speaker_role_and_variable(run: Run) -> None:
    async with run() as pilot:
        await ask(pilot, "pers.tid", "12 textställen")
        await pilot.press("g")
        await on(pilot, ChooseScreen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "personal-01 · P1 (BVC) (3)" in shown(pilot))
        await pilot.press("g")
        await on(pilot, ChooseScreen)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: "efter roll" in said(pilot, "#found") and "BVC (" in shown(pilot))


async def test_more_passages_come_as_the_last_is_reached(run: Run) -> None:
    async with run() as pilot:
        screen = await ask(pilot, "stod or framgang", "textställen")
        everything = sum(len(group.places) for group in screen.groups)
        assert len(screen.view._places) == PAGE < everything
        while len(screen.view._places) < everything:
            before = len(screen.view._places)
            await pilot.press("end")
            await until(pilot, lambda before=before: len(screen.view._places) > before)
        assert len(screen.view._places) == everything


async def test_words_in_the_text_stand_in_one_column_and_open_at_their_place(run: Run) -> None:
    async with run() as pilot:
        screen = await ask(pilot, "pers.tid", "12 textställen")
        await pilot.press("w")
        await until(pilot, lambda: screen.query_one("#query", Input).has_focus)
        screen.query_one("#query", Input).value = "samverkan"
        await pilot.press("enter")
        await until(pilot, lambda: " ställen · " in said(pilot, "#found"))
        lines = [line for line in shown(pilot).splitlines() if line.isascii() or "🤔" not in line]
        assert len({line.casefold().index("samverkan", 35) for line in lines}) == 1
        at = screen.view.at
        assert at is not None
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, RetrievalScreen))


async def test_the_bars_count_what_the_report_counts_and_lead_to_their_passages(run: Run) -> None:
    async with run() as pilot:
        await pilot.press("down", "down", "r")
        screen = await on(pilot, CountsScreen)
        await until(pilot, lambda: screen.table is not None)
        assert screen.table is not None
        assert [figure.text.strip() for figure in screen.table.rows[0]][:2] == ["97", "50 %"]
        await pilot.press("enter")
        await on(pilot, RetrievalScreen)
        await until(pilot, lambda: "97 textställen · 97 dokument · 97 fall" in said(pilot, "#found"))
        assert "Fråga 23" in said(pilot, "#status")
        await pilot.press("q")
        assert await on(pilot, CountsScreen) is screen


async def test_a_cell_of_the_cross_table_leads_to_as_many_cases_as_it_says(run: Run) -> None:
    async with run() as pilot:
        await pilot.press("down", "down", "r")
        screen = await on(pilot, CountsScreen)
        await until(pilot, lambda: screen.table is not None)
        await pilot.press("t")
        await on(pilot, ChooseScreen)
        await pilot.press("enter")
        await until(pilot, lambda: screen.found is not None and screen.found.asked.view == "cross-table")
        table = screen.query_one(FigureTable)
        assert screen.table is not None
        numbers = [figure.text.split()[0] for figure in screen.table.rows[1][1:]]
        assert int(numbers[-1]) == sum(map(int, numbers[:-1]))
        table.move_cursor(row=1, column=1)
        await pilot.press("enter")
        await on(pilot, RetrievalScreen)
        await until(pilot, lambda: f"{numbers[0]} fall" in said(pilot, "#found"))


async def test_the_heat_map_shows_figures_with_readable_shades_and_leads_to_both_codes(run: Run) -> None:
    async with run() as pilot:
        await pilot.press("down", "down", "r")
        screen = await on(pilot, CountsScreen)
        await until(pilot, lambda: screen.table is not None)
        await pilot.press("s")
        await until(pilot, lambda: screen.found is not None and screen.found.together)
        table = screen.query_one(FigureTable)
        shaded = [
            table.get_cell_at((row, column))  # type: ignore[arg-type]
            for row in range(table.row_count)
            for column in range(1, row + 1)
        ]
        assert shaded
        for each in shaded:
            style = each.style
            if style.bgcolor is not None and each.plain.strip() not in ("0", ""):
                front, back = style.color.get_truecolor(), style.bgcolor.get_truecolor()
                assert contrast(tuple(front), tuple(back)) >= TEXT  # type: ignore[arg-type]
        number = table.get_cell_at((1, 1)).plain.strip()  # type: ignore[arg-type]
        table.move_cursor(row=1, column=1)
        await pilot.press("enter")
        await on(pilot, RetrievalScreen)
        await until(pilot, lambda: f"{number} fall" in said(pilot, "#found"))
        await pilot.press("q")
        await on(pilot, CountsScreen)
        await pilot.press("s")
        await until(pilot, lambda: "par av textställen" in said(pilot, "#counts"))


async def test_own_counts_are_of_documents_one_is_done_with_and_so_are_their_passages(run: Run) -> None:
    async with run() as pilot:
        await pilot.press("down", "down", "r")
        screen = await on(pilot, CountsScreen)
        await until(pilot, lambda: screen.table is not None)
        await pilot.press("o")
        await until(pilot, lambda: "Anna" in said(pilot, "#counts"))
        assert screen.table is not None
        number = screen.table.rows[0][0].text.strip()
        await pilot.press("enter")
        await on(pilot, RetrievalScreen)
        await until(pilot, lambda: f"{number} fall" in said(pilot, "#found"))


async def test_a_summary_is_written_in_a_cell_seen_at_once_undone_and_led_to_its_passages(run: Run, demo: Path) -> None:
    async with run() as pilot:
        await pilot.press("m")
        screen = await on(pilot, MatrixScreen)
        await until(pilot, lambda: screen.matrix is not None and screen.cases)
        keys = [case.key for case in screen.cases]
        screen.table.move_cursor(row=keys.index("personal-01"), column=1)
        await pilot.press("enter")
        await on(pilot, MemoScreen)
        pilot.app.screen.query_one(TextArea).text = "Tiden räcker inte å ä ö 🤔"
        await pilot.press("f2")
        await on(pilot, MatrixScreen)
        await until(pilot, lambda: "Tiden räcker inte å ä ö 🤔" in said(pilot, "#cell"))
        with Study.open(demo, read_only=True) as study:
            found = cell(study, "personal-01", "pers.tid")
        assert found is not None
        assert found.coder == "Anna"
        await pilot.press("u")
        await until(pilot, lambda: "Tiden räcker" not in said(pilot, "#cell"))
        await pilot.press("w")
        await on(pilot, RetrievalScreen)
        await until(pilot, lambda: "5 textställen · 1 dokument · 1 fall" in said(pilot, "#found"))


async def test_the_matrix_shows_the_cases_that_a_text_leaves_and_the_themes_that_are_chosen(run: Run) -> None:
    async with run(size=(80, 24)) as pilot:
        await pilot.press("m")
        screen = await on(pilot, MatrixScreen)
        await until(pilot, lambda: screen.matrix is not None and screen.cases)
        await pilot.press("slash", *"personal-04", "enter")
        await until(pilot, lambda: len(screen.cases) == 1)
        await pilot.press("escape")
        await until(pilot, lambda: len(screen.cases) == 4)  # the parents' interviews are not read with this codebook
        await pilot.press("t")
        await on(pilot, ChooseScreen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: screen.matrix is not None and screen.matrix.codes[0].key == "pers.tid.samverka")
        assert screen.query_one(DataTable).row_count == 4


async def test_the_matrix_begins_with_the_codebook_used_most_and_keeps_its_columns_after_writing(
    run: Run, demo: Path
) -> None:
    with Study.open(demo, coder="Bo") as study:
        document = study.document("foraldrar-02")
        for start in (200, 240):
            study.code(document, start, start + 20, "for.anvandning")
    async with run("Bo", size=(200, 50)) as pilot:
        await pilot.press("m")
        screen = await on(pilot, MatrixScreen)
        await until(pilot, lambda: screen.matrix is not None and screen.cases)
        assert screen.matrix is not None
        assert screen.matrix.codebook.key == "intervju_foraldrar"
        before = [(column.width, column.get_render_width(screen.table)) for column in screen.table.ordered_columns]
        assert before[0][0] == max(len(case.key) for case in screen.cases)
        await pilot.press("enter")
        await on(pilot, MemoScreen)
        pilot.app.screen.query_one(TextArea).text = "Går dit på tisdagar å ä ö"
        await pilot.press("f2")
        await on(pilot, MatrixScreen)
        await until(pilot, lambda: "Går dit" in said(pilot, "#cell"))
        after = [(column.width, column.get_render_width(screen.table)) for column in screen.table.ordered_columns]
        assert after == before


async def test_q_closes_a_choice_without_choosing(run: Run) -> None:
    async with run() as pilot:
        await pilot.press("m")
        screen = await on(pilot, MatrixScreen)
        await until(pilot, lambda: screen.matrix is not None and screen.cases)
        before = screen.matrix
        await pilot.press("t")
        await on(pilot, ChooseScreen)
        await pilot.press("down", "q")
        assert await on(pilot, MatrixScreen) is screen
        assert screen.matrix is before


async def test_on_80_columns_the_foot_of_the_counts_says_how_they_go_to_a_file(run: Run) -> None:
    async with run(size=(80, 24)) as pilot:
        await pilot.press("r")
        await on(pilot, CountsScreen)
        assert "e till fil" in str(pilot.app.screen.query_one(KeyBar).render())


async def test_all_of_it_fits_the_smallest_terminal_and_speaks_english(run: Run) -> None:
    async with run(size=(80, 24), ui_language="en") as pilot:
        await ask(pilot, "pers.tid", "12 passages · 2 documents · 2 cases · by case")
        await pilot.press("q")
        await on(pilot, HomeScreen)
        await pilot.press("r")
        await on(pilot, CountsScreen)
        await until(pilot, lambda: "Question 5" in said(pilot, "#status"))
        await pilot.press("q", "m")
        await on(pilot, MatrixScreen)
        await until(pilot, lambda: "Matrix" in said(pilot, "#status"))
