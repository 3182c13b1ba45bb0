"""The screens, driven by keys: what they say and what stands in the study afterwards."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from tests.tui.waiting import until
from themecode import Study
from themecode.cli.main import main
from themecode.core.documents import Span
from themecode.tui.actions import ACTIONS, DIGITS, actions_of
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.codebook import CodebookScreen
from themecode.tui.screens.coder import CoderScreen
from themecode.tui.screens.counts import CountsScreen
from themecode.tui.screens.help import HelpScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.palette import PaletteScreen
from themecode.tui.screens.transcript import TranscriptScreen
from themecode.tui.widgets.keybar import KeyBar
from themecode.usecases import looking
from themecode.usecases.codebook_changes import add_code

Run = Callable[..., AbstractAsyncContextManager[Pilot[None]]]

INTERVIEW = "Moderator: Hur är det?\n\nP1 (BVC): Bra. Tiden räcker inte.\n\nP2: Nej, vi hinner inte prata.\n"
ANSWERS = "id;q5;region\n1;Tid och lokaler;Norr\n2;-;Norr\n3;se ovan;Syd\n4;Mer tid för samtal med familjerna;Syd\n"
CODEBOOK = """
codebook: stod
name: {sv: Stöd, en: Support}
codes:
  - {key: stod.tid, label: {sv: tid, en: time}, definition: önskan om tid}
  - {key: stod.lokal, label: {sv: lokaler, en: premises}}
"""


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("material")
    (folder / "intervju.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / "svar.csv").write_text(ANSWERS, encoding="utf-8")
    (folder / "stod.yaml").write_text(CODEBOOK, encoding="utf-8")
    study = str(folder / "studie.db")
    for arguments in (
        ["new", study],
        ["codebook", "load", study, str(folder / "stod.yaml")],
        ["import", "transcripts", study, str(folder / "intervju.txt")],
        ["import", "survey", study, str(folder / "svar.csv"), "--open", "q5"],
    ):
        assert main([*arguments, "--coder", "Anna"]) == 0
    with Study.open(study, coder="Anna") as opened:
        looking.add_coder(opened)
    return folder


@pytest.fixture
def study(material: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(material / "studie.db", tmp_path / "studie.db"))


@pytest.fixture
def run(study: Path) -> Run:
    @asynccontextmanager
    async def opened(
        coder: str | None = "Anna", size: tuple[int, int] = (110, 34), **given: str
    ) -> AsyncIterator[Pilot[None]]:
        app = ThemecodeApp(study, coder, **given)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot

    return opened


def codings(study: Path, document: tuple[str, ...], coder: str = "Anna") -> list[tuple[str, str]]:
    with Study.open(study, coder=coder, read_only=True) as opened:
        found = opened.document(*document)
        return [(each.code, each.span.of(found.text)) for each in looking.own_codings(opened, found)]


def state(study: Path, document: tuple[str, ...]) -> str | None:
    with Study.open(study, coder="Anna", read_only=True) as opened:
        return looking.own_state(opened, opened.document(*document))


def text_of(pilot: Pilot[None], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).render())


async def to_answers(pilot: Pilot[None]) -> AnswersScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, AnswersScreen) and pilot.app.screen.document)
    screen = pilot.app.screen
    assert isinstance(screen, AnswersScreen)
    return screen


async def to_transcript(pilot: Pilot[None]) -> TranscriptScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    await pilot.press("down", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, TranscriptScreen) and pilot.app.screen.document)
    screen = pilot.app.screen
    assert isinstance(screen, TranscriptScreen)
    return screen


async def test_the_list_opens_on_its_first_item_and_enter_opens_it(run: Run) -> None:
    async with run() as pilot:
        screen = await to_answers(pilot)
        assert screen.question is not None
        assert screen.question.key == "q5"


async def test_without_a_coder_the_screen_asks_and_lists_those_known(run: Run) -> None:
    async with run(coder=None) as pilot:
        assert isinstance(pilot.app.screen, CoderScreen)
        known = pilot.app.screen.query_one("#known", OptionList)
        assert [str(known.get_option_at_index(n).prompt) for n in range(known.option_count)] == ["Anna"]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_a_name_typed_on_the_list_of_names_is_a_new_one(run: Run, study: Path) -> None:
    async with run(coder=None) as pilot:
        await pilot.press(*"Åsa", "enter", "enter")
        await pilot.pause()
        assert pilot.app.study.coder == "Åsa"  # type: ignore[attr-defined]


async def test_a_new_coder_is_added_only_once_confirmed(run: Run, study: Path) -> None:
    async with run(coder="Bo") as pilot:
        await until(pilot, lambda: "Bo är ny" in text_of(pilot, "#confirm"))
        with Study.open(study, read_only=True) as opened:
            assert opened.coder_id("Bo") is None
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    with Study.open(study, read_only=True) as opened:
        assert opened.coder_id("Bo") is not None


async def test_a_name_that_differs_only_by_case_is_taken_for_the_known_one(run: Run) -> None:
    async with run(coder="anna") as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        assert pilot.app.study.coder == "Anna"  # type: ignore[attr-defined]


async def test_a_code_goes_on_the_whole_answer_and_leaving_it_completes_it(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_answers(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
        await pilot.press(*"lokal", "enter")
        await until(pilot, lambda: screen.codings)
        assert codings(study, ("1", "q5")) == [("stod.lokal", "Tid och lokaler")]
        assert state(study, ("1", "q5")) is None
        await pilot.press("n")
        await until(pilot, lambda: screen.document is not None and screen.document.case == "2")
        await until(pilot, lambda: state(study, ("1", "q5")) == "completed")


async def test_a_digit_keeps_its_code_and_codes_at_once(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_answers(pilot)
        for letters in ("lokal", "tid"):
            await pilot.press("enter", *letters, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, AnswersScreen))
        await until(pilot, lambda: len(screen.codings) == 2)
        await pilot.press("pagedown", "2")
        await until(pilot, lambda: screen.codings)
        assert codings(study, ("2", "q5")) == [("stod.tid", "-")]
    async with run() as pilot:
        screen = await to_answers(pilot)
        assert screen.digits == ["stod.lokal", "stod.tid"]


async def test_selected_words_are_coded_rather_than_the_whole_answer(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_answers(pilot)
        screen.view.select(screen.view._units.at("word", 0))
        await pilot.press("enter", *"tid", "enter")
        await until(pilot, lambda: screen.codings)
        assert codings(study, ("1", "q5")) == [("stod.tid", "Tid")]


@pytest.mark.parametrize(
    ("key", "declared"),
    [("f", "no code fits"), ("c", "contentless"), ("h", "refers elsewhere"), ("s", "skipped"), ("d", "no code fits")],
)
async def test_an_answer_is_left_in_the_state_of_its_key_and_the_next_one_shown(
    run: Run, study: Path, key: str, declared: str
) -> None:
    async with run() as pilot:
        screen = await to_answers(pilot)
        await pilot.press(key)
        await until(pilot, lambda: screen.document is not None and screen.document.case == "2")
        assert state(study, ("1", "q5")) == declared


async def test_answers_that_seem_to_say_nothing_are_proposed_not_decided(run: Run, study: Path) -> None:
    async with run() as pilot:
        await to_answers(pilot)
        await pilot.press("pagedown")
        await until(pilot, lambda: "ser innehållslöst ut" in text_of(pilot, "#state"))
        await pilot.press("pagedown")
        await until(pilot, lambda: "hänvisar kanske" in text_of(pilot, "#state"))
        assert state(study, ("2", "q5")) is None


async def test_undo_takes_the_last_thing_back_and_redo_does_it_again(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_answers(pilot)
        await pilot.press("enter", *"tid", "enter")
        await until(pilot, lambda: screen.codings)
        await pilot.press("u")
        await until(pilot, lambda: not screen.codings)
        assert codings(study, ("1", "q5")) == []
        await pilot.press("U")
        await until(pilot, lambda: screen.codings)
        assert codings(study, ("1", "q5")) == [("stod.tid", "Tid och lokaler")]


async def test_a_coding_is_removed_and_where_there_are_several_one_is_chosen(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_answers(pilot)
        for letters in ("tid", "lokal"):
            await pilot.press("enter", *letters, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, AnswersScreen))
        await until(pilot, lambda: len(screen.codings) == 2)
        await pilot.press("x", "enter")
        await until(pilot, lambda: len(screen.codings) == 1)
        await pilot.press("x")
        await until(pilot, lambda: not screen.codings)
        assert codings(study, ("1", "q5")) == []


async def test_a_code_that_is_not_there_is_made_from_what_was_typed(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_answers(pilot)
        await pilot.press("enter", *"ny sak", "enter")
        await until(pilot, lambda: screen.codings)
        with Study.open(study, read_only=True) as opened:
            assert opened.find_code("stod.ny_sak").text("label", "sv") == "ny sak"
        assert codings(study, ("1", "q5")) == [("stod.ny_sak", "Tid och lokaler")]


async def test_a_study_may_start_without_any_codebook(tmp_path: Path) -> None:
    path = tmp_path / "tom.db"
    (tmp_path / "a.txt").write_text("P1: Hej på dig.\nP2: Hej själv.", encoding="utf-8")
    assert main(["new", str(path), "--coder", "Anna"]) == 0
    assert main(["import", "transcripts", str(path), str(tmp_path / "a.txt"), "--coder", "Anna"]) == 0
    async with ThemecodeApp(path, "Anna").run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TranscriptScreen))
        screen = pilot.app.screen
        assert isinstance(screen, TranscriptScreen)
        await pilot.press("enter", *"hälsning", "enter")
        await until(pilot, lambda: screen.codings)
    assert codings(path, ("a",)) == [("koder.hälsning", "Hej på dig.")]


async def test_in_a_transcript_the_last_motion_says_what_is_coded(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_transcript(pilot)
        await pilot.press("down", "enter", *"tid", "enter")
        await until(pilot, lambda: screen.codings)
        await pilot.press("pagedown", "1")
        await until(pilot, lambda: len(screen.codings) == 2)
        assert codings(study, ("intervju",)) == [
            ("stod.tid", "Tiden räcker inte."),
            ("stod.tid", "Nej, vi hinner inte prata."),
        ]


async def test_in_vivo_makes_the_selected_words_a_code(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_transcript(pilot)
        await pilot.press("down", "i")
        await until(pilot, lambda: screen.codings)
        (found,) = codings(study, ("intervju",))
        assert found == ("stod.tiden_räcker_inte", "Tiden räcker inte.")
        await pilot.press("u")  # one step back takes the code as well as the coding
        await until(pilot, lambda: not screen.codings)
        assert "stod.tiden_räcker_inte" not in {row.key for row in screen.by_id.values()}


async def test_in_vivo_on_words_that_are_a_code_already_puts_that_code_on(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_answers(pilot)
        screen.view.select(Span(0, 3))
        await pilot.press("i")
        await until(pilot, lambda: screen.codings)
        assert codings(study, ("1", "q5")) == [("stod.tid", "Tid")]


async def test_a_transcript_is_completed_by_hand_and_reopened_by_the_same_key(run: Run, study: Path) -> None:
    async with run() as pilot:
        await to_transcript(pilot)
        await pilot.press("d")
        await until(pilot, lambda: state(study, ("intervju",)) == "no code fits")
        await pilot.press("d")
        await until(pilot, lambda: state(study, ("intervju",)) is None)


async def test_the_tree_codes_by_keyboard_and_shows_counts_of_cases(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_answers(pilot)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: screen.codings)
        assert codings(study, ("1", "q5")) == [("stod.tid", "Tid och lokaler")]
        tree = screen.query_one("#codes", OptionList)
        await until(pilot, lambda: str(tree.get_option_at_index(1).prompt).rstrip().endswith("1"))


async def test_what_someone_else_writes_shows_within_two_seconds(run: Run, study: Path) -> None:
    async with run() as pilot:
        screen = await to_answers(pilot)
        assert screen.document is not None
        with Study.open(study, coder="Anna") as elsewhere:
            elsewhere.code(elsewhere.document("1", "q5"), 0, 3, "stod.tid")
        await until(pilot, lambda: screen.codings)


async def test_another_coders_codings_are_never_shown(run: Run, study: Path) -> None:
    with Study.open(study, coder="Bo") as other:
        other.code(other.document("1", "q5"), 0, 3, "stod.tid")
    async with run() as pilot:
        screen = await to_answers(pilot)
        await pilot.pause(0.3)
        assert screen.codings == []
        tree = screen.query_one("#codes", OptionList)
        assert not str(tree.get_option_at_index(1).prompt).rstrip().endswith("1")


async def test_counts_help_and_back_work_from_every_screen(run: Run) -> None:
    async with run() as pilot:
        await to_answers(pilot)
        await pilot.press("r")
        await until(
            pilot, lambda: isinstance(pilot.app.screen, CountsScreen) and "PRELIMINÄR" in text_of(pilot, "#counts")
        )
        await pilot.press("escape", "question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press("escape", "q")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_the_interface_speaks_english_when_asked(run: Run) -> None:
    async with run(ui_language="en") as pilot:
        await to_answers(pilot)
        assert "coding: Anna" in text_of(pilot, "#status")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
        assert pilot.app.screen.query_one(Input).placeholder == "Find a code, or type a new one"


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_small_and_large_terminals_show_text_codes_and_help(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as pilot:
        screen = await to_answers(pilot)
        assert screen.view.size.width >= 30
        assert screen.query_one("#codes").size.width >= 20
        assert "hjälp" in str(screen.query_one(KeyBar).render())


async def test_an_empty_study_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "tom.db"
    assert main(["new", str(path), "--coder", "Anna"]) == 0
    async with ThemecodeApp(path, "Anna").run_test() as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        option = pilot.app.screen.query_one(OptionList).get_option_at_index(0)
        assert "themecode import" in str(option.prompt)


@pytest.mark.parametrize("screen", [HomeScreen, TranscriptScreen, AnswersScreen, CodebookScreen])
def test_every_action_of_the_registry_is_there_on_its_screens(screen: type[HomeScreen]) -> None:
    for action in actions_of(screen.NAME):
        assert hasattr(screen, f"action_{action.name}"), action.name


def test_no_two_actions_of_a_screen_share_a_key_and_none_needs_altgr() -> None:
    for screen in ("home", "transcript", "answers", "codebook"):
        keys = [key for action in actions_of(screen) for key in action.keys]
        assert len(keys) == len(set(keys)), screen
        assert not set(keys) & set("@£$€{[]}\\~|"), screen


def test_no_part_of_the_screens_has_another_ones_word_under_its_own_key() -> None:
    from themecode.tui import words

    keys = [key for part in words._PARTS for key in part.WORDS]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


def test_every_action_has_words_in_both_languages() -> None:
    for action in (*ACTIONS, DIGITS):
        assert all(action.short)
        assert all(action.long)


async def test_answers_read_before_a_code_was_there_come_again_and_are_done_again(run: Run, study: Path) -> None:
    with Study.open(study, coder="Anna") as opened:
        for case in ("1", "2", "3", "4"):
            opened.code(opened.document(case, "q5"), 0, 1, "stod.tid")
            opened.complete(opened.document(case, "q5"))
        add_code(opened, "pengar", codebook="stod")
    async with run() as pilot:
        screen = await to_answers(pilot)
        assert screen.document is not None
        assert screen.document.case == "1"
        await until(pilot, lambda: "läst innan stod.pengar" in text_of(pilot, "#state"))
        await pilot.press("d")
        await until(pilot, lambda: screen.document is not None and screen.document.case == "2")
        assert len(screen.again) == 3
