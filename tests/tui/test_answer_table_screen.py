"""The table of answers, and what is offered beside one answer: driven by keys, state and messages asserted."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from tests.tui.waiting import until
from themecode import Study
from themecode.cli.main import main
from themecode.tui.actions import actions_of
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.answer_table import AnswerTableScreen
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.palette import PaletteScreen
from themecode.usecases import answer_table, bulk, looking
from themecode.usecases.proposals import proposals
from themecode.usecases.round_plans import Wanted, new_round

Run = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
Content = Callable[[Path], dict[str, list[tuple[object, ...]]]]

ANSWERS = (
    "id;q5;region\n1;Mer tid;Norr\n2;-;Norr\n3;mer tid!;Syd\n4;Ängen och lokaler 🤷‍♀️;Syd\n5;MER TID;\n"
    "6;Åter tid för samtal med familjerna;Öster\n"
)
CODEBOOK = """
codebook: stod
name: {sv: Stöd, en: Support}
codes:
  - {key: stod.tid, label: {sv: tid, en: time}}
  - {key: stod.lokal, label: {sv: lokaler, en: premises}}
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    (folder / "svar.csv").write_text(ANSWERS, encoding="utf-8")
    (folder / "stod.yaml").write_text(CODEBOOK, encoding="utf-8")
    study = folder / "studie.db"
    for command in (
        ["new", study],
        ["codebook", "load", study, folder / "stod.yaml"],
        ["import", "survey", study, folder / "svar.csv", "--open", "q5", "--attribute", "region"],
    ):
        assert main([*map(str, command), "--coder", "Anna"]) == 0
    with Study.open(study, coder="Anna") as opened:
        looking.add_coder(opened)
        looking.keep_digits(opened, opened.question("q5"), ["stod.tid", "", "stod.lokal"])
    return study


@pytest.fixture
def study(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "studie.db"))


@pytest.fixture
def run(study: Path) -> Run:
    @asynccontextmanager
    async def opened(size: tuple[int, int] = (110, 34), **given: str) -> AsyncIterator[Pilot[None]]:
        app = ThemecodeApp(study, "Anna", **given)
        async with app.run_test(size=size, notifications=True) as pilot:
            await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
            yield pilot

    return opened


async def to_table(pilot: Pilot[None]) -> AnswerTableScreen:
    await pilot.press("l")
    await until(pilot, lambda: isinstance(pilot.app.screen, AnswerTableScreen) and not pilot.app.screen.listing)
    screen = pilot.app.screen
    assert isinstance(screen, AnswerTableScreen)
    return screen


async def to_answer(pilot: Pilot[None]) -> AnswersScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, AnswersScreen) and pilot.app.screen.document)
    screen = pilot.app.screen
    assert isinstance(screen, AnswersScreen)
    return screen


def text_of(pilot: Pilot[None], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector).render())


def cases(screen: AnswerTableScreen) -> list[str]:
    rows = [screen.table.cells(place) for place in range(len(screen.table.ids))]
    return [row[0] for row in rows if row is not None]


def said(pilot: Pilot[None]) -> str:
    return " | ".join(notice.message for notice in pilot.app._notifications)


def codes(study: Path) -> dict[str, list[str]]:
    """Return Anna's codes by case."""
    with Study.open(study, coder="Anna", read_only=True) as opened:
        found = {}
        for id in answer_table.listed(opened, opened.question("q5")):
            document = looking.document(opened, id)
            assert document is not None
            if own := looking.own_codings(opened, document):
                found[document.case] = [f"{each.code} {each.origin}" for each in own]
        return found


def states(study: Path) -> dict[str, str]:
    with Study.open(study, coder="Anna", read_only=True) as opened:
        rows = answer_table.lines(opened, answer_table.listed(opened, opened.question("q5"))).values()
        return {line.case: str(line.state) for line in rows}


async def filtered(pilot: Pilot[None], screen: AnswerTableScreen, line: str) -> None:
    await pilot.press("slash")
    screen.query_one("#filter", Input).value = line
    await pilot.press("enter")
    await until(pilot, lambda: not screen.listing)


async def test_the_table_lists_all_answers_with_their_codes_and_states(run: Run, study: Path) -> None:
    with Study.open(study, coder="Anna") as opened:
        document = opened.document("4", "q5")
        opened.code(document, 0, 5, "stod.lokal")
        opened.complete(document)
    async with run() as pilot:
        screen = await to_table(pilot)
        assert cases(screen) == ["1", "2", "3", "4", "5", "6"]
        assert screen.table.cells(3) == ["4", "Ängen och lokaler 🤷‍♀️", "lokaler", "klar"]
        assert "6 svar" in text_of(pilot, "#listed")
        assert "1 tid  3 lokaler" in text_of(pilot, "#shortcuts")
        await until(pilot, lambda: "region: Norr" in text_of(pilot, "#answer"))


async def test_a_filter_narrows_and_zero_shows_all_again_on_the_same_row(run: Run) -> None:
    async with run() as pilot:
        screen = await to_table(pilot)
        await pilot.press("end")
        await filtered(pilot, screen, "tid region:Norr,Öster")
        assert cases(screen) == ["1", "6"]
        assert "2 av 6 svar" in text_of(pilot, "#listed")
        assert screen.table.place == 1
        await pilot.press("0")
        await until(pilot, lambda: len(screen.table.ids) == 6)
        assert screen.table.place == 5
        assert screen.query_one("#filter", Input).value == ""


async def test_a_filter_that_is_not_understood_is_said_in_words_and_the_table_stays(run: Run) -> None:
    async with run() as pilot:
        screen = await to_table(pilot)
        await filtered(pilot, screen, "regon:Norr")
        assert "Det finns ingen variabel regon. Nära till hands: region" in text_of(pilot, "#listed")
        assert len(screen.table.ids) == 6
        await pilot.press("escape")
        assert screen.table.has_focus
        assert "6 svar" in text_of(pilot, "#listed")
    async with run(ui_language="en") as pilot:
        screen = await to_table(pilot)
        await filtered(pilot, screen, "kod:stod.tyd")
        assert "There is no code stod.tyd. Close to it: stod.tid" in text_of(pilot, "#listed")
        await filtered(pilot, screen, "state:unread -code:any")
        assert len(screen.table.ids) == 6


async def test_conditions_are_picked_from_lists_and_stand_in_the_line(run: Run) -> None:
    async with run() as pilot:
        screen = await to_table(pilot)
        for value in ("Norr", "Syd"):
            await pilot.press("p")
            await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
            await choose(pilot, "value 1")
            await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
            await choose(pilot, f"={value}")
            await until(pilot, lambda: pilot.app.screen is screen and not screen.listing)
        assert screen.line == "region:Norr,Syd"
        assert cases(screen) == ["1", "2", "3", "4"]
        await pilot.press("p")
        await choose(pilot, "state")
        await choose(pilot, "klar")
        await until(pilot, lambda: "Inget svar stämmer" in text_of(pilot, "#listed"))
        assert screen.line == "region:Norr,Syd status:klar"


async def choose(pilot: Pilot[None], id: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen) and _has(pilot, id))
    options = pilot.app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index(id)
    await pilot.press("enter")


def _has(pilot: Pilot[None], id: str) -> bool:
    options = pilot.app.screen.query_one(OptionList)
    return any(options.get_option_at_index(place).id == id for place in range(options.option_count))


async def test_the_table_is_put_in_order_and_the_other_way_round(run: Run) -> None:
    async with run() as pilot:
        screen = await to_table(pilot)
        for expected in (["2", "1", "5", "3", "6", "4"], ["4", "6", "3", "1", "5", "2"]):
            await pilot.press("o")
            await choose(pilot, "text")
            await until(pilot, lambda: pilot.app.screen is screen and not screen.listing)
            assert cases(screen) == expected
        assert "ordnade efter svar ▼" in text_of(pilot, "#listed")
        await pilot.click("#table", offset=(8, 0))
        await until(pilot, lambda: not screen.listing and screen.order.column == "case")
        assert cases(screen)[0] == "1"


async def test_marked_answers_are_coded_by_digit_and_one_undo_takes_it_back(
    run: Run, study: Path, content: Content
) -> None:
    before = content(study)
    async with run() as pilot:
        screen = await to_table(pilot)
        await pilot.press("space", "down", "space")
        assert screen.table.marks == 2
        assert "2 markerade" in text_of(pilot, "#listed")
        await pilot.press("1")
        await until(pilot, lambda: "tid: 2 svar kodade" in said(pilot))
        assert codes(study) == {"1": ["stod.tid bulk"], "3": ["stod.tid bulk"]}
        assert screen.table.cells(0) == ["1", "Mer tid", "tid", "påbörjad"]
        await pilot.press("u")
        await until(pilot, lambda: not codes(study))
        await until(pilot, lambda: screen.table.cells(0) == ["1", "Mer tid", "", "oläst"])
    assert content(study) == before


async def test_a_code_missed_while_coding_many_is_proposed_where_the_codebook_is_locked(run: Run, study: Path) -> None:
    with Study.open(study, coder="Lena") as opened:
        new_round(opened, "prov", "reliability", Wanted(questions=["q5"], coders=["Anna", "Bo"]))
    async with run() as pilot:
        await until(pilot, lambda: "prov" in str(pilot.app.screen.query_one(OptionList).get_option_at_index(0).prompt))
        screen = await to_table(pilot)
        await pilot.press("space", "down", "space", "t", *"parkering")
        await until(
            pilot,
            lambda: (
                isinstance(pilot.app.screen, PaletteScreen)
                and "föreslå koden: parkering"
                in str(pilot.app.screen.query_one("#found", OptionList).get_option_at_index(0).prompt)
            ),
        )
        await pilot.press("enter")
        await until(pilot, lambda: "Koden parkering är föreslagen" in said(pilot))
        assert screen.table.marks == 2
    assert codes(study) == {}
    with Study.open(study, read_only=True) as opened:
        (found,) = proposals(opened, "prov")
        assert (found.coder, found.label) == ("Anna", "parkering")


async def test_shift_and_arrows_mark_a_range_and_a_marks_what_is_filtered(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_table(pilot)
        await pilot.press("shift+down", "shift+down", "shift+up")
        assert screen.table.marks == 2
        await filtered(pilot, screen, "tid")
        await pilot.press("a")
        assert screen.table.marks == 4
        await pilot.press("t", *"lokal", "enter")
        await until(pilot, lambda: "lokaler: 4 svar" in said(pilot))
        assert sorted(codes(study)) == ["1", "3", "5", "6"]
        await pilot.press("a")
        assert screen.table.marks == 0


async def test_without_marks_the_row_under_the_cursor_is_meant(run: Run, study: Path) -> None:
    async with run() as pilot:
        await to_table(pilot)
        await pilot.press("down", "c")
        await until(pilot, lambda: states(study)["2"] == "contentless")
        await pilot.press("2")
        await until(pilot, lambda: "Ingen kod på 2" in said(pilot))
        assert codes(study) == {}


async def test_answers_are_done_in_bulk_and_opened_again(run: Run, study: Path) -> None:
    async with run() as pilot:
        await to_table(pilot)
        await pilot.press("space", "1", "a", "d")
        await until(pilot, lambda: states(study)["6"] == "no code fits")
        assert states(study)["1"] == "no code fits" if "1" not in codes(study) else "completed"
        await pilot.press("d")
        await until(pilot, lambda: set(states(study).values()) <= {"unread", "begun"})
        await pilot.press("f")
        await until(pilot, lambda: "no code fits" in states(study).values())


async def test_a_code_is_removed_in_bulk_and_of_several_one_is_chosen(run: Run, study: Path) -> None:
    with Study.open(study, coder="Anna") as opened:
        ids = list(answer_table.listed(opened, opened.question("q5")))
        bulk.code_many(opened, ids, "stod.tid")
        bulk.code_many(opened, ids[:2], "stod.lokal")
    async with run() as pilot:
        await to_table(pilot)
        await pilot.press("a", "x")
        await choose(pilot, "stod.tid")
        await until(pilot, lambda: codes(study) == {"1": ["stod.lokal bulk"], "2": ["stod.lokal bulk"]})
        await pilot.press("x")
        await until(pilot, lambda: codes(study) == {})


async def test_enter_opens_an_answer_and_back_returns_to_the_row_and_filter(run: Run) -> None:
    async with run() as pilot:
        screen = await to_table(pilot)
        await filtered(pilot, screen, "tid")
        await pilot.press("down", "down", "enter")
        answer = await to_answer(pilot)
        assert answer.document is not None
        assert answer.document.case == "5"
        await pilot.press("q")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert (screen.line, screen.table.place, cases(screen)) == ("tid", 2, ["1", "3", "5", "6"])


async def test_from_an_answer_one_goes_on_through_the_answers_as_listed(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_table(pilot)
        await filtered(pilot, screen, "region:Syd")
        await pilot.press("enter")
        answer = await to_answer(pilot)
        await pilot.press("1")
        await until(pilot, lambda: answer.codings)
        await pilot.press("pagedown")
        await until(pilot, lambda: answer.document is not None and answer.document.case == "4")
        await pilot.press("l")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert screen.table.place == 1
        await until(pilot, lambda: screen.table.cells(0) == ["3", "mer tid!", "tid", "klar"])


async def test_the_table_opens_from_an_answer_at_that_answer(run: Run) -> None:
    async with run() as pilot:
        await pilot.press("enter")
        await to_answer(pilot)
        await pilot.press("pagedown", "pagedown")
        screen = await to_table(pilot)
        assert cases(screen)[screen.table.place] == "3"
        await pilot.press("q")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_a_variable_is_shown_as_a_column_and_kept(run: Run) -> None:
    for _ in range(2):
        async with run() as pilot:
            screen = await to_table(pilot)
            if not screen.shown:
                await pilot.press("v")
                await choose(pilot, "1")
                await pilot.pause(0.3)
            assert screen.table.cells(0) == ["1", "Mer tid", "", "oläst", "Norr"]
    assert [row.name for row in screen.shown] == ["region"]


async def test_like_answers_are_marked_in_the_table(run: Run) -> None:
    async with run() as pilot:
        screen = await to_table(pilot)
        await pilot.press("equals_sign")
        await until(pilot, lambda: "3 lika svar markerade" in said(pilot))
        assert screen.table.marks == 3


async def test_like_answers_are_offered_and_given_the_same_codes_as_one_step(run: Run, study: Path) -> None:
    async with run() as pilot:
        await pilot.press("enter")
        answer = await to_answer(pilot)
        await until(pilot, lambda: "2 lika svar olästa: tryck =" in text_of(pilot, "#state"))
        await pilot.press("equals_sign")
        await until(pilot, lambda: "Koda svaret först" in said(pilot))
        await pilot.press("1")
        await until(pilot, lambda: answer.codings)
        await pilot.press("equals_sign")
        await until(pilot, lambda: "2 lika svar fick samma" in said(pilot))
        assert codes(study) == {"1": ["stod.tid hand"], "3": ["stod.tid bulk"], "5": ["stod.tid bulk"]}
        assert [states(study)[case] for case in "135"] == ["completed"] * 3
        assert "3 av 6 lästa" in text_of(pilot, "#status")
        assert "lika svar" not in text_of(pilot, "#state")
        await pilot.press("u")
        await until(pilot, lambda: codes(study) == {"1": ["stod.tid hand"]})
        await until(pilot, lambda: "0 av 6 lästa" in text_of(pilot, "#status"))


async def test_earlier_codes_of_a_changed_answer_are_offered_and_taken_over(
    run: Run, study: Path, tmp_path: Path
) -> None:
    with Study.open(study, coder="Anna") as opened:
        document = opened.document("1", "q5")
        opened.code(document, 0, len(document.text), "stod.tid")
        opened.complete(document)
    (tmp_path / "svar.csv").write_text(ANSWERS.replace("1;Mer tid;", "1;Mer tid nu;"), encoding="utf-8")
    options = ["--open", "q5", "--attribute", "region", "--update", "--coder", "Anna"]
    assert main(["import", "survey", str(study), str(tmp_path / "svar.csv"), *options]) == 0
    async with run() as pilot:
        await pilot.press("enter")
        answer = await to_answer(pilot)
        await until(pilot, lambda: "tidigare koder: tid" in text_of(pilot, "#state"))
        await pilot.press("t")
        await until(pilot, lambda: answer.codings)
        assert codes(study) == {"1": ["stod.tid hand"]}
        assert "tidigare koder" not in text_of(pilot, "#state")
        await pilot.press("pagedown", "t")
        await until(pilot, lambda: "Inga tidigare koder" in said(pilot))


async def test_a_read_only_study_can_be_looked_through_and_says_why_nothing_is_coded(study: Path, run: Run) -> None:
    study.chmod(0o444)
    async with run() as pilot:
        if not pilot.app.study.read_only:  # type: ignore[attr-defined]
            pytest.skip("this user may write anything")
        await to_table(pilot)
        await pilot.press("1")
        await until(pilot, lambda: "reading only" in said(pilot))


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_small_and_large_terminals_show_rows_and_the_answer(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as pilot:
        screen = await to_table(pilot)
        assert screen.table.size.height >= 7
        assert screen.table.size.width >= 70
        assert screen.query_one("#answer").size.width >= 40
        rows = [strip.text for strip in screen._compositor.render_strips()]
        assert any("▸ 1 " in row and "Mer tid" in row and "oläst" in row for row in rows)


async def test_the_mouse_moves_marks_and_opens(run: Run) -> None:
    async with run() as pilot:
        screen = await to_table(pilot)
        await pilot.click("#table", offset=(12, 3))
        assert screen.table.place == 2
        await pilot.click("#table", offset=(1, 5))
        await pilot.click("#table", offset=(12, 6), shift=True)
        assert screen.table.marked == list(screen.table.ids)[4:]
        await pilot.click("#table", offset=(12, 2), times=2)
        answer = await to_answer(pilot)
        assert answer.document is not None
        assert answer.document.case == "2"


async def test_a_new_code_is_made_while_coding_many(run: Run, study: Path) -> None:
    async with run() as pilot:
        await to_table(pilot)
        await pilot.press("space", "t")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
        await pilot.press(*"ny", "enter")
        await until(pilot, lambda: bool(codes(study)))
        assert list(codes(study).values()) == [["stod.ny bulk"]]


def test_every_action_of_the_table_is_there_on_a_key_of_its_own_that_needs_no_altgr() -> None:
    actions = actions_of("answer_table")
    keys = [key for action in actions for key in action.keys]
    assert all(hasattr(AnswerTableScreen, f"action_{action.name}") for action in actions)
    assert len(keys) == len(set(keys))
    assert not set(keys) & set("@£$€{[]}\\~|")
