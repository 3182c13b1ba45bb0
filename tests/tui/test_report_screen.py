"""The report on screen: the text as it will be printed, what changes it, and the file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from tests.tui.waiting import until
from themecode import Study
from themecode.analysis.counts import count_everything
from themecode.report.as_text import as_text
from themecode.report.chapter import prose
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.ask import AskScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.counts import CountsScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.report import ReportScreen
from themecode.tui.widgets.report_wishes import WishList
from themecode.usecases import looking
from themecode.usecases.quotes_chosen import add_quote, choose_quote, quotes
from themecode.usecases.report_settings import own_settings

Run = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
QUOTE = "husmötena gör att vi håller ihop arbetet."


@pytest.fixture
def run(demo: Path) -> Run:
    with Study.open(demo, coder="Anna") as study:
        looking.keep_habit(study, "tour", "done")
        row = add_quote(study, study.document("FC003", "23"), QUOTE, "framgang.samverkan")
        choose_quote(study, row.id, chosen=False)

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (100, 30), **given: str) -> AsyncIterator[Pilot[None]]:
        app = ThemecodeApp(demo, "Anna", **given)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
            yield pilot

    return opened


async def report_of(pilot: Pilot[None], question: str) -> ReportScreen:
    """Go to a question in the list and open its report."""
    home = pilot.app.screen
    view = home.query_one(OptionList)
    with Study.open(pilot.app.study.path, read_only=True) as study:  # type: ignore[attr-defined]
        view.highlighted = view.get_option_index(f"q{study.question(question).id}")
    await pilot.press("f")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen) and pilot.app.screen.found)
    screen = pilot.app.screen
    assert isinstance(screen, ReportScreen)
    return screen


def text(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#report-text", Static).render())


def remarks(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#report-remarks", Static).render())


def wishes(pilot: Pilot[None]) -> str:
    view = pilot.app.screen.query_one(WishList)
    return "\n".join(str(view.get_option_at_index(place).prompt) for place in range(view.option_count))


def go_to(pilot: Pilot[None], line: str) -> None:
    view = pilot.app.screen.query_one(WishList)
    view.highlighted = view.get_option_index(line)


async def test_the_text_is_what_the_command_prints(run: Run, demo: Path) -> None:
    async with run() as pilot:
        await report_of(pilot, "26")
        with Study.open(demo, read_only=True) as study:
            chapter = prose(study, count_everything(study, question="26"), "sv")
        assert text(pilot).strip() == as_text(chapter).strip()


async def test_the_first_arrow_changes_the_first_line(run: Run) -> None:
    async with run() as pilot:
        screen = await report_of(pilot, "23")
        assert screen.query_one(WishList).at == ("question", "")
        await pilot.press("right")
        await until(pilot, lambda: screen.asked.question is not None and screen.asked.question.number == "25")


async def test_a_threshold_changes_the_text_and_is_kept_for_the_question_in_one_step(run: Run, demo: Path) -> None:
    async with run() as pilot:
        await report_of(pilot, "25")
        go_to(pilot, "threshold min_count")
        assert "Antal, minst: 6 (regel)" in wishes(pilot)
        before = text(pilot)
        await pilot.press(*["right"] * 30)
        await until(pilot, lambda: "minst 36" in text(pilot) or text(pilot) != before)
        assert "Antal, minst: 36" in wishes(pilot)
        with Study.open(demo, read_only=True) as study:
            assert own_settings(study, study.question("25")) == {"min_count": 36}
            assert "25" not in own_settings(study)
        await pilot.press("u")
        await until(pilot, lambda: text(pilot) == before)
        assert "Antal, minst: 6 (regel)" in wishes(pilot)


async def test_a_threshold_can_be_typed_and_given_back_to_the_rule(run: Run) -> None:
    async with run() as pilot:
        await report_of(pilot, "25")
        before = text(pilot)
        go_to(pilot, "threshold min_count")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        pilot.app.screen.query_one(Input).value = "40"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen) and text(pilot) != before)
        assert "Antal, minst: 40" in wishes(pilot)
        await pilot.press("x")
        await until(pilot, lambda: text(pilot) == before)


async def test_space_takes_a_quote_into_the_text_and_out_of_it(run: Run, demo: Path) -> None:
    async with run() as pilot:
        screen = await report_of(pilot, "23")
        assert screen.found is not None
        assert "Citat, 0 av 1 valda" in wishes(pilot)
        assert "husmötena" not in text(pilot)
        go_to(pilot, f"quote {screen.found.quotes[0].id}")
        await pilot.press("space")
        await until(pilot, lambda: "”husmötena gör att vi håller ihop arbetet”" in text(pilot))
        assert "Citat, 1 av 1 valda" in wishes(pilot)
        await pilot.press("space")
        await until(pilot, lambda: "husmötena" not in text(pilot))
        with Study.open(demo, read_only=True) as study:
            assert not any(row.chosen for row in quotes(study))


async def test_a_quote_that_names_someone_is_not_in_the_text_and_that_is_said(run: Run, demo: Path) -> None:
    with Study.open(demo, coder="Anna") as study:
        found = quotes(study)[0]
        from themecode.usecases.quotes_chosen import edit_quote

        edit_quote(study, found.id, "Birgitta i Vansbro sa att husmötena behövs.", "paraphrase")
        choose_quote(study, found.id)
    async with run() as pilot:
        await report_of(pilot, "23")
        with Study.open(demo, coder="Anna") as study:
            choose_quote(study, found.id)
        await until(pilot, lambda: "skrivs inte ut" in remarks(pilot))
        assert "Vansbro" not in text(pilot)


async def test_style_question_and_language_are_changed_by_arrows_and_by_choosing(run: Run) -> None:
    async with run() as pilot:
        await report_of(pilot, "26")
        go_to(pilot, "style")
        await pilot.press("right")
        await until(pilot, lambda: "tid (60), stöd från ledningen (51)" in text(pilot))
        await pilot.press("right", "right")
        await until(pilot, lambda: "Andel (procent)" in text(pilot))
        go_to(pilot, "language")
        await pilot.press("enter")
        await until(pilot, lambda: "Share (percent)" in text(pilot))
        go_to(pilot, "question")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen) and "Interv" in wishes(pilot))
        await until(pilot, lambda: pilot.app.screen.found.asked.question is None)  # type: ignore[attr-defined]
        assert "Stil: löpande text" in wishes(pilot)


@pytest.mark.parametrize("suffix", ["md", "docx"])
async def test_w_writes_the_file_beside_the_study(run: Run, demo: Path, suffix: str) -> None:
    path = demo.parent / f"kapitel.{suffix}"
    async with run() as pilot:
        await report_of(pilot, "26")
        for again in (False, True):
            await pilot.press("w")
            await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
            assert pilot.app.screen.query_one(Input).value == "rapport-26.docx"
            pilot.app.screen.query_one(Input).value = path.name
            await pilot.press("enter")
            if again:
                await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
                await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen) and path.exists())
            if not again:
                path.write_bytes(b"")
            else:
                await until(pilot, lambda: path.stat().st_size > 0)
    if suffix == "md":
        assert "Det vanligaste temat är tid (60)" in path.read_text(encoding="utf-8")
    else:
        import docx

        assert "tid (60)" in "\n".join(each.text for each in docx.Document(str(path)).paragraphs)


async def test_a_name_without_a_known_suffix_is_told_in_words_and_nothing_is_written(run: Run, demo: Path) -> None:
    there = set(demo.parent.iterdir())
    async with run() as pilot:
        await report_of(pilot, "26")
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        pilot.app.screen.query_one(Input).value = "rapport.pages"
        await pilot.press("enter")
        await until(pilot, lambda: any(".pages" in note.message for note in pilot.app._notifications))
    assert not {path for path in demo.parent.iterdir() if path.suffix == ".pages"} - there


async def test_all_of_it_stands_in_a_terminal_of_80_by_24_in_english(run: Run) -> None:
    async with run((80, 24), ui_language="en") as pilot:
        screen = await report_of(pilot, "23")
        left, page = screen.query_one(WishList), screen.query_one("#page")
        assert left.size.width >= 28
        assert page.size.width >= 40
        assert "Style: prose" in wishes(pilot)
        assert max(len(line) for line in wishes(pilot).splitlines()) <= left.size.width
        top = page.scroll_offset.y
        await pilot.press("pagedown")
        await until(pilot, lambda: page.scroll_offset.y > top)


async def test_it_opens_from_the_counts_too_and_q_goes_back(run: Run) -> None:
    async with run() as pilot:
        await pilot.press("r")
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))
        await pilot.press("f")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen) and pilot.app.screen.found)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))


async def test_one_in_a_blind_round_does_not_see_what_others_coded(run: Run, demo: Path) -> None:
    from themecode.usecases.round_plans import Wanted, new_round

    with Study.open(demo, coder="Anna") as study:
        new_round(study, "pilot", "pilot", Wanted(questions=["26"], coders=["Anna"]))
    async with run(round="pilot") as pilot:
        await pilot.press("f")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))
        await until(pilot, lambda: "när omgången är stängd" in text(pilot))
        assert "(60)" not in text(pilot)
