"""Looking for words, and at one code, among the answers: one at a time and in the table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.waiting import until
from themecode import Study
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.answer_table import AnswerTableScreen
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.widgets.keybar import KeyBar
from themecode.usecases import looking

WORD = "familjer"
TAXI = "möjligheten att ta sig till familjecentralen"


async def to_answers(pilot: Pilot[None]) -> AnswersScreen:
    await until(pilot, lambda: pilot.app.screen.query("#contents"))
    await pilot.press("f8", "home", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, AnswersScreen) and pilot.app.screen.document)
    screen = pilot.app.screen
    assert isinstance(screen, AnswersScreen)
    return screen


async def to_table(pilot: Pilot[None]) -> AnswerTableScreen:
    await until(pilot, lambda: pilot.app.screen.query("#contents"))
    await pilot.press("f8", "home", "l")
    await until(pilot, lambda: isinstance(pilot.app.screen, AnswerTableScreen) and pilot.app.screen.table.ids)
    screen = pilot.app.screen
    assert isinstance(screen, AnswerTableScreen)
    return screen


def holding(path: Path, word: str) -> list[int]:
    """The answers to the first question that hold a word, in order."""
    with Study.open(path, coder="Anna", read_only=True) as study:
        question = looking.contents(study).questions[0]
        documents = [looking.document(study, each.document_id) for each in looking.answer_queue(study, question)]
        return [each.id for each in documents if each is not None and word in each.text.casefold()]


def foot(app: Any) -> str:
    return str(app.screen.query_one(KeyBar).render())


def styled(app: Any, word: str) -> list[Style]:
    """The styles in which a word stands alone on the screen."""
    strips = app.screen._compositor.render_strips()
    return [each.style for strip in strips for each in strip if each.text.strip().casefold() == word and each.style]


async def test_a_search_goes_from_answer_to_answer_and_shows_where_the_words_stand(demo: Path) -> None:
    expected = holding(demo, WORD)
    assert len(expected) > 1
    async with ThemecodeApp(demo, "Anna", ui_language="en").run_test(size=(100, 30)) as pilot:
        screen = await to_answers(pilot)
        await pilot.press("slash", *WORD)
        await until(pilot, lambda: screen.holding)
        assert f"{len(expected)} answers" in foot(pilot.app)
        await pilot.press("enter")
        seen = []
        for _ in expected:
            await pilot.pause()
            assert screen.document is not None
            seen.append(screen.document.id)
            assert WORD in screen.document.text.casefold()
            assert styled(pilot.app, WORD)
            await pilot.press("n")
        assert seen == expected
        await pilot.press("N")
        assert screen.document.id == expected[-1]
        await pilot.press("escape")
        assert not screen.searching
        assert not screen.view.hits.spans
        assert screen.is_current


async def test_letters_that_are_keys_elsewhere_can_be_typed_in_a_search(demo: Path) -> None:
    async with ThemecodeApp(demo, "Anna").run_test(size=(100, 30)) as pilot:
        screen = await to_answers(pilot)
        place = screen.place
        await pilot.press("slash", *"papper", "n")
        assert screen.line.value == "pappern"
        assert screen.place == place


async def test_words_nobody_wrote_are_said_not_to_be_there(demo: Path) -> None:
    async with ThemecodeApp(demo, "Anna").run_test(size=(100, 30)) as pilot:
        screen = await to_answers(pilot)
        shown = screen.document
        await pilot.press("slash", *"qqq")
        await until(pilot, lambda: screen.holding is not None)
        assert foot(pilot.app).strip() == screen.words("no answers hold")
        await pilot.press("enter", "n")
        assert screen.document == shown


async def test_what_is_searched_for_can_be_listed_in_the_table(demo: Path) -> None:
    expected = holding(demo, WORD)
    async with ThemecodeApp(demo, "Anna").run_test(size=(100, 30)) as pilot:
        screen = await to_answers(pilot)
        await pilot.press("slash", *WORD, "enter")
        await until(pilot, lambda: screen.holding)
        await pilot.press("l")
        await until(
            pilot,
            lambda: isinstance(pilot.app.screen, AnswerTableScreen) and list(pilot.app.screen.table.ids) == expected,
        )


async def test_one_code_is_walked_through_from_answer_to_answer(demo: Path) -> None:
    async with ThemecodeApp(demo, "Anna", ui_language="sv").run_test(size=(100, 30)) as pilot:
        screen = await to_answers(pilot)
        await pilot.press("z")
        await until(pilot, lambda: pilot.app.screen is not screen)
        await pilot.press(*"ta", "space", *"sig", "enter")
        await until(pilot, lambda: screen.is_current and screen.holding)
        code = screen.looked_at
        assert code is not None
        assert foot(pilot.app).strip().endswith(f"bara {TAXI}"[:20]) or TAXI[:10] in foot(pilot.app)
        with Study.open(demo, coder="Anna", read_only=True) as study:
            number = looking.own_counts(study, screen.question)[code]
        assert len(screen.holding or ()) == number
        places = []
        for _ in range(4):
            await pilot.press("greater_than_sign")
            await pilot.pause()
            places.append(screen.place)
            assert code in {each.code_id for each in screen.codings}
            current = screen.current()
            assert current is not None
            assert current.code_id == code
        assert len(set(places)) >= 3
        await pilot.press("z")
        assert screen.looked_at is None


async def test_in_the_table_what_was_looked_for_stands_out_and_is_in_sight(demo: Path) -> None:
    async with ThemecodeApp(demo, "Anna").run_test(size=(100, 30)) as pilot:
        screen = await to_table(pilot)
        await pilot.press("slash", *WORD, "enter")
        await until(pilot, lambda: list(screen.table.ids) == holding(demo, WORD))
        await pilot.pause(0.1)
        found = [style for style in styled(pilot.app, WORD) if style.underline and style.italic]
        assert len(found) == len(screen.table.ids) + 1  # in each row, and in the answer below
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AnswersScreen) and pilot.app.screen.document)
        await pilot.pause()
        opened = pilot.app.screen
        assert isinstance(opened, AnswersScreen)
        assert opened.document is not None
        assert [each.of(opened.document.text).casefold() for each in opened.view.hits.spans] == [WORD]


async def test_a_key_shows_the_answers_with_one_code_and_all_again(demo: Path) -> None:
    async with ThemecodeApp(demo, "Anna", ui_language="sv").run_test(size=(100, 30)) as pilot:
        screen = await to_table(pilot)
        all = len(screen.table.ids)
        await pilot.press("down", "z")  # the second answer has one code
        await until(pilot, lambda: 0 < len(screen.table.ids) < all)
        assert screen.query_one("#filter", Input).value.startswith("kod:")
        await pilot.press("z")
        await until(pilot, lambda: len(screen.table.ids) == all)
        assert screen.query_one("#filter", Input).value == ""


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_where_the_palette_of_everything_finds_nothing_it_says_so_in_the_language(
    demo: Path, language: str
) -> None:
    async with ThemecodeApp(demo, "Anna", ui_language=language).run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: pilot.app.screen.query("#contents"))
        await pilot.press("ctrl+p", *"qqqq")
        words = {"sv": "Inget hittades.", "en": "Nothing found."}
        await until(
            pilot,
            lambda: words[language] in "".join(str(s.text) for s in pilot.app.screen._compositor.render_strips()),
        )


async def test_ctrl_c_says_in_the_language_how_one_leaves(demo: Path) -> None:
    async with ThemecodeApp(demo, "Anna", ui_language="sv").run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: pilot.app.screen.query("#contents"))
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert [each.message for each in pilot.app._notifications] == ["ctrl+q avslutar. Allt är redan sparat."]
