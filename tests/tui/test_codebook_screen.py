"""The codebook screen: codes are made, written, shaped, merged and split, each as one step that can be undone."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from tests.tui.waiting import until
from themecode.cli.main import main
from themecode.core.palette import COLOURS
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.ask import AskScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.code_form import CodeFormScreen
from themecode.tui.screens.codebook import CodebookScreen
from themecode.tui.screens.colours import ColourScreen
from themecode.tui.screens.find import FindScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.palette import PaletteScreen
from themecode.tui.screens.preview import PreviewScreen
from themecode.tui.screens.split import SplitScreen
from themecode.tui.screens.transcript import TranscriptScreen
from themecode.usecases import looking
from themecode.usecases.looking import CodeRow
from themecode.usecases.study import Study

Run = Callable[..., AbstractAsyncContextManager[Pilot[None]]]

INTERVIEW = "Moderator: Hur är det?\n\nP1 (BVC): Bra. Tiden räcker inte.\n\nP2: Nej, vi hinner inte prata.\n"
ANSWERS = "id;q5\n1;Tid och lokaler\n2;-\n3;se ovan\n4;Mer tid för samtal med familjerna 👪\n"
CODEBOOK = """
codebook: stod
name: {sv: Stöd, en: Support}
codes:
  - {key: stod.tid, label: {sv: tid, en: time}, definition: önskan om tid}
  - {key: stod.lokal, label: {sv: lokaler, en: premises}}
  - {key: stod.lön, label: lön, codes: [{key: stod.lön.hög, label: hög lön}]}
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
    return folder


@pytest.fixture
def study(material: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(material / "studie.db", tmp_path / "studie.db"))


@pytest.fixture
def run(study: Path) -> Run:
    @asynccontextmanager
    async def opened(size: tuple[int, int] = (110, 34), language: str = "sv") -> AsyncIterator[Pilot[None]]:
        app = ThemecodeApp(study, "Anna", language)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: isinstance(app.screen, HomeScreen))
            await pilot.press("k")
            await until(pilot, lambda: isinstance(app.screen, CodebookScreen) and app.screen.book_tree.row)
            yield pilot

    return opened


async def shown(pilot: Pilot[None], screen: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


async def answered(pilot: Pilot[None], text: str, begins: str = "") -> None:
    """Type a text into the line that is asked for."""
    await shown(pilot, AskScreen)
    line = pilot.app.screen.query_one(Input)
    assert line.value == begins
    line.value = text
    await pilot.press("enter")


def text_of(pilot: Pilot[None], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).render())


def rows(study: Path) -> list[CodeRow]:
    with Study.open(study, coder="Anna", read_only=True) as opened:
        return [row for _, each in looking.code_tree(opened, None) for row in each]


def keys(study: Path) -> list[str]:
    return [row.key for row in rows(study) if not row.retired]


def row_of(study: Path, key: str) -> CodeRow:
    return next(row for row in rows(study) if row.key == key)


def code(study: Path, *places: tuple[str, int, str], coder: str = "Anna") -> None:
    with Study.open(study, coder=coder) as opened:
        for case, end, key in places:
            opened.code(opened.document(case, "q5"), 0, end, key)


def codings(study: Path, case: str, coder: str = "Anna") -> list[str]:
    with Study.open(study, coder=coder, read_only=True) as opened:
        return [each.code for each in looking.own_codings(opened, opened.document(case, "q5"))]


ALL = ["stod.tid", "stod.lokal", "stod.lön", "stod.lön.hög"]


async def test_it_shows_what_a_code_says_and_how_many_codings_it_has(run: Run, study: Path) -> None:
    code(study, ("1", 3, "stod.tid"), coder="Bo")
    async with run() as pilot:
        about = text_of(pilot, "#about")
        assert "önskan om tid" in about
        assert "1 kodning" in about


async def test_codes_are_added_after_and_below_the_chosen_one_named_and_undone(run: Run, study: Path) -> None:
    async with run() as pilot:
        await pilot.press("a")
        await answered(pilot, "pengar")
        await until(pilot, lambda: keys(study)[:2] == ["stod.tid", "stod.pengar"])
        await until(pilot, lambda: "pengar" in text_of(pilot, "#about"))
        await pilot.press("A")
        await answered(pilot, "bidrag")
        await until(pilot, lambda: "stod.pengar.bidrag" in keys(study))
        await until(pilot, lambda: "bidrag" in text_of(pilot, "#about"))
        await pilot.press("e")
        await answered(pilot, "mer bidrag", begins="bidrag")
        await until(pilot, lambda: "mer bidrag" in text_of(pilot, "#about"))
        await pilot.press("b")
        await answered(pilot, "stod.stöd", begins="stod.pengar.bidrag")
        await until(pilot, lambda: "stod.stöd" in keys(study))
        for _ in range(4):
            await pilot.press("u")
        await until(pilot, lambda: keys(study) == ALL)


async def test_all_that_a_code_says_is_written_on_one_page_and_saved_as_one_step(run: Run, study: Path) -> None:
    before = row_of(study, "stod.tid")
    async with run(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await shown(pilot, CodeFormScreen)
        form = pilot.app.screen
        assert form.query_one("#label-1", Input).value == "time"
        assert form.query_one("#definition-0", TextArea).text == "önskan om tid"
        form.query_one("#definition-1", TextArea).text = "a wish for time"
        form.query_one("#include-0", TextArea).text = "schema,\nmöten"
        form.query_one("#examples-0", TextArea).text = "Vi hinner inte.\n\nTiden räcker inte. "
        await pilot.pause()
        await pilot.press("ctrl+s")
        await shown(pilot, ChooseScreen)
        await pilot.press("enter")
        await shown(pilot, CodebookScreen)
        await until(pilot, lambda: "schema" in text_of(pilot, "#about"))
        after = row_of(study, "stod.tid")
        assert (after.text("definition", "sv"), after.text("definition", "en")) == ("önskan om tid", "a wish for time")
        assert after.examples("sv") == ("Vi hinner inte.", "Tiden räcker inte.")
        assert after.since > before.since
        await pilot.press("u")
        await until(pilot, lambda: row_of(study, "stod.tid") == before)


async def test_new_wording_of_the_same_meaning_has_nothing_read_again(run: Run, study: Path) -> None:
    before = row_of(study, "stod.tid")
    async with run() as pilot:
        await pilot.press("d")
        await shown(pilot, CodeFormScreen)
        pilot.app.screen.query_one("#definition-0", TextArea).text = "Önskan om mer tid."
        await pilot.pause()
        await pilot.press("ctrl+s")
        await shown(pilot, ChooseScreen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: row_of(study, "stod.tid").text("definition", "sv") == "Önskan om mer tid.")
        assert row_of(study, "stod.tid").since == before.since


async def test_leaving_the_page_asks_only_where_something_was_written(run: Run, study: Path) -> None:
    async with run() as pilot:
        await pilot.press("enter")
        await shown(pilot, CodeFormScreen)
        await pilot.press("escape")
        await shown(pilot, CodebookScreen)
        await pilot.press("enter")
        await shown(pilot, CodeFormScreen)
        await pilot.press("å", "escape")
        await shown(pilot, ChooseScreen)
        await pilot.press("end", "enter")
        await shown(pilot, CodebookScreen)
        assert row_of(study, "stod.tid").text("definition", "sv") == "önskan om tid"


async def test_a_code_keeps_a_name_and_what_was_written_is_saved_when_the_app_ends(run: Run, study: Path) -> None:
    async with run() as pilot:
        await pilot.press("enter")
        await shown(pilot, CodeFormScreen)
        for column in (0, 1):
            pilot.app.screen.query_one(f"#label-{column}", Input).value = " "
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodeFormScreen)
        pilot.app.screen.query_one("#label-0", Input).value = "tider"
        await pilot.pause()
    assert row_of(study, "stod.tid").label.in_language("sv") == "tider"


async def test_loose_codes_are_made_in_an_empty_study_and_grouped_later(tmp_path: Path) -> None:
    path = tmp_path / "tom.db"
    assert main(["new", str(path), "--language", "sv", "--coder", "Anna"]) == 0
    async with ThemecodeApp(path, "Anna").run_test(size=(80, 24)) as pilot:
        await shown(pilot, HomeScreen)
        await pilot.press("k")
        await shown(pilot, CodebookScreen)
        await until(pilot, lambda: "Tryck a" in text_of(pilot, "#about"))
        for number, label in enumerate(("ont om tid", "trånga lokaler", "vi hinner inte")):
            await pilot.press("a")
            await answered(pilot, label)
            await until(pilot, lambda n=number: len(keys(path)) == n + 1)
            await until(pilot, lambda text=label: text in text_of(pilot, "#about"))
        assert keys(path) == ["koder.ont_om_tid", "koder.trånga_lokaler", "koder.vi_hinner_inte"]
        before = rows(path)
        await pilot.press("space", "home", "space", "g")
        await shown(pilot, ChooseScreen)
        await pilot.press("enter")
        await answered(pilot, "tid")
        await until(pilot, lambda: len(keys(path)) == 4)
        assert keys(path) == ["koder.tid", "koder.ont_om_tid", "koder.vi_hinner_inte", "koder.trånga_lokaler"]
        group = row_of(path, "koder.tid")
        assert group.kind == "category"
        assert [row.key for row in rows(path) if row.parent_id == group.id] == [
            "koder.ont_om_tid",
            "koder.vi_hinner_inte",
        ]
        await shown(pilot, CodebookScreen)
        await pilot.press("u")
        await until(pilot, lambda: rows(path) == before)


async def test_several_codes_are_moved_as_one_step(run: Run, study: Path) -> None:
    async with run() as pilot:
        await pilot.press("space", "space", "v")
        await shown(pilot, FindScreen)
        await pilot.press(*"hög", "enter")
        await until(pilot, lambda: keys(study) == ["stod.lön", "stod.lön.hög", "stod.tid", "stod.lokal"])
        await shown(pilot, CodebookScreen)
        await pilot.press("u")
        await until(pilot, lambda: keys(study) == ALL)


async def test_a_code_is_moved_among_its_neighbours_and_the_cursor_goes_along(run: Run, study: Path) -> None:
    async with run() as pilot:
        await pilot.press(",", ".")
        await until(pilot, lambda: keys(study)[:2] == ["stod.lokal", "stod.tid"])
        await until(pilot, lambda: "önskan om tid" in text_of(pilot, "#about"))
        await pilot.press("alt+up")
        await until(pilot, lambda: keys(study) == ALL)


async def test_a_code_gets_another_colour(run: Run, study: Path) -> None:
    async with run() as pilot:
        await pilot.press("f")
        await shown(pilot, ColourScreen)
        await pilot.press("end", "enter")
        await until(pilot, lambda: row_of(study, "stod.tid").colour == COLOURS[-1])
        await pilot.press("u")
        await until(pilot, lambda: row_of(study, "stod.tid").colour == COLOURS[0])


async def test_a_merge_shows_what_it_does_before_it_is_done(run: Run, study: Path) -> None:
    code(study, ("1", 15, "stod.tid"), ("1", 15, "stod.lokal"), ("4", 33, "stod.tid"))
    code(study, ("4", 33, "stod.tid"), coder="Bo")
    async with run() as pilot:
        for yes in (False, True):
            await shown(pilot, CodebookScreen)
            await pilot.press("s")
            await shown(pilot, PaletteScreen)
            await pilot.press("enter")
            await shown(pilot, PreviewScreen)
            facts = text_of(pilot, "#preview-facts")
            assert "3 kodningar får koden lokaler (Anna 2, Bo 1); 1 kodning har den redan." in facts
            assert "1 av dem står på samma text" in facts
            assert "Mer tid för samtal" in str(pilot.app.screen.query_one("#preview-samples Static", Static).render())
            await pilot.press("enter" if yes else "escape")
        await until(pilot, lambda: keys(study) == ALL[1:])
        assert codings(study, "1") == ["stod.lokal"]
        assert codings(study, "4", coder="Bo") == ["stod.lokal"]
        await shown(pilot, CodebookScreen)
        await pilot.press("u")
        await until(pilot, lambda: keys(study) == ALL)
        assert sorted(codings(study, "1")) == ["stod.lokal", "stod.tid"]


async def test_several_codes_are_merged_as_one_step(run: Run, study: Path) -> None:
    code(study, ("1", 3, "stod.tid"), ("4", 3, "stod.lokal"))
    async with run(language="en") as pilot:
        await pilot.press("space", "space", "s")
        await shown(pilot, PaletteScreen)
        await pilot.press(*"hög", "enter")
        await shown(pilot, PreviewScreen)
        assert "time, premises" in text_of(pilot, "#preview-question")
        await pilot.press("enter")
        await until(pilot, lambda: keys(study) == ["stod.lön", "stod.lön.hög"])
        assert codings(study, "1") == codings(study, "4") == ["stod.lön.hög"]
        await shown(pilot, CodebookScreen)
        await pilot.press("u")
        await until(pilot, lambda: keys(study) == ALL)


async def test_marked_codes_are_merged_into_one_of_them(run: Run, study: Path) -> None:
    code(study, ("1", 3, "stod.tid"), ("4", 3, "stod.lokal"))
    async with run() as pilot:
        await pilot.press("space", "space", "s")
        await shown(pilot, PaletteScreen)
        assert "Slå ihop tid, lokaler med vilken kod?" in text_of(pilot, ".heading")
        await pilot.press("down", "enter")  # the marked ones stand first
        await shown(pilot, PreviewScreen)
        assert "Slå ihop tid med lokaler?" in text_of(pilot, "#preview-question")
        await pilot.press("enter")
        await until(pilot, lambda: keys(study) == ALL[1:])
        assert codings(study, "1") == codings(study, "4") == ["stod.lokal"]


async def test_a_split_hands_over_the_passages_that_were_ticked(run: Run, study: Path) -> None:
    code(study, ("1", 15, "stod.tid"), ("4", 33, "stod.tid"))
    async with run(size=(80, 24)) as pilot:
        await pilot.press("y")
        await shown(pilot, SplitScreen)
        assert "0 av 2" in text_of(pilot, "#split-count")
        await pilot.press(*"SAMTAL")
        await until(pilot, lambda: "1 av 2" in text_of(pilot, "#split-count"))
        await pilot.press("tab", "space")
        await until(pilot, lambda: "0 av 2" in text_of(pilot, "#split-count"))
        await pilot.press("space", "ctrl+s")
        await shown(pilot, AskScreen)
        assert "1 kodning lämnar tid, 1 blir kvar" in text_of(pilot, ".heading")
        await answered(pilot, "tid för samtal")
        await until(pilot, lambda: "stod.tid_för_samtal" in keys(study))
    assert codings(study, "4") == ["stod.tid_för_samtal"]
    assert codings(study, "1") == ["stod.tid"]


async def test_a_retired_code_leaves_the_palette_and_comes_back(run: Run, study: Path) -> None:
    async with run() as pilot:
        await pilot.press("x")
        await until(pilot, lambda: keys(study) == ALL[1:])
        await until(pilot, lambda: "ur bruk" in text_of(pilot, "#about"))
        await pilot.press("x")
        await until(pilot, lambda: keys(study) == ALL)


async def test_escape_lets_go_of_the_marked_codes_before_it_leaves(run: Run) -> None:
    async with run() as pilot:
        await pilot.press("space")
        await until(pilot, lambda: "1 markerad" in text_of(pilot, "#status"))
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, CodebookScreen)
        await pilot.press("escape")
        await shown(pilot, HomeScreen)


async def test_a_coded_passage_becomes_an_example_of_its_code(study: Path) -> None:
    with Study.open(study, coder="Anna") as opened:
        found = opened.document("intervju")
        start = found.text.index("Tiden räcker inte")
        opened.code(found, start, start + 17, "stod.tid")
    app = ThemecodeApp(study, "Anna", "sv")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, HomeScreen)
        await pilot.press("down", "enter")
        await shown(pilot, TranscriptScreen)
        await pilot.press(">", "E")
        await until(pilot, lambda: row_of(study, "stod.tid").examples("sv") == ("Tiden räcker inte",))
        await pilot.press("u")
        await until(pilot, lambda: not row_of(study, "stod.tid").examples("sv"))


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_the_page_has_room_for_all_fields(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as pilot:
        await pilot.press("enter")
        await shown(pilot, CodeFormScreen)
        await pilot.pause()
        for area in pilot.app.screen.query(TextArea):
            assert area.region.height >= 3
            assert pilot.app.screen.region.contains_region(area.region)


async def test_the_tree_says_the_kind_of_a_code_without_colour(run: Run, study: Path) -> None:
    async with run() as pilot:
        await pilot.press("t")
        await shown(pilot, ChooseScreen)
        await pilot.press("end", "enter")
        await shown(pilot, CodebookScreen)
        tree = pilot.app.screen.query_one("#tree", OptionList)
        await until(pilot, lambda: "◆ tid" in str(tree.get_option_at_index(1).prompt))
