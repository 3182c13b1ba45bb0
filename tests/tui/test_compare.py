"""Comparing coders on a screen: the real keys, from disagreement to the published counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from tests.tui.waiting import until
from themecode import Study
from themecode.analysis import count_categories
from themecode.core.names import CONSENSUS
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.compare import CompareScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.palette import PaletteScreen
from themecode.tui.screens.reason import ReasonScreen
from themecode.usecases.comparing import Unit
from themecode.usecases.round_plans import Wanted, new_round
from themecode.usecases.rounds import close_round

PUBLISHED = [97, 92, 79, 53, 36, 25, 25, 21, 21, 21, 21]
"""Question 23 in the printed report, most frequent first."""

Oracle = dict[str, tuple[frozenset[str], str]]


def without_consensus(path: Path) -> Oracle:
    """Take the consensus of question 23 away, by the journal as anything else, and return what it was."""
    with Study.open(path, coder="Lo") as study:
        question = study.question("q23")
        consensus = study.known_coder(CONSENSUS)
        keys: dict[str, set[str]] = {}
        states: dict[str, str] = {}
        for case, state in study.connection.execute(
            "SELECT a.key, p.state FROM completions p JOIN documents d ON d.id = p.document_id "
            "JOIN cases a ON a.id = d.case_id WHERE p.coder_id = ? AND d.question_id = ? AND p.deleted = 0",
            (consensus, question.id),
        ):
            states[case] = state
            keys[case] = set()
        for case, key in study.connection.execute(
            "SELECT a.key, c.key FROM codings g JOIN documents d ON d.id = g.document_id "
            "JOIN cases a ON a.id = d.case_id JOIN codes c ON c.id = g.code_id "
            "WHERE g.coder_id = ? AND d.question_id = ? AND g.deleted = 0",
            (consensus, question.id),
        ):
            keys[case].add(key)
        with study.act("remove") as entry:
            mine = "coder_id = ? AND document_id IN (SELECT id FROM documents WHERE question_id = ?)"
            for table in ("codings", "completions"):
                assert entry.delete_where(table, mine, (consensus, question.id)) > 100
            entry.describe("utan konsensus")
    return {case: (frozenset(keys[case]), state) for case, state in states.items()}


@pytest.fixture
def undecided(demo: Path) -> tuple[Path, Oracle]:
    return demo, without_consensus(demo)


def shown(pilot: Pilot[None], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).render())


async def to_comparison(pilot: Pilot[None], question: str = "23") -> CompareScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    await pilot.press("j")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    options = pilot.app.screen.query_one(OptionList)
    names = [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]
    for _ in range(
        next(n for n, name in enumerate(names) if f"råga {question} " in name or f"tion {question} " in name)
    ):
        await pilot.press("down")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, CompareScreen) and pilot.app.screen.compared)
    screen = pilot.app.screen
    assert isinstance(screen, CompareScreen)
    return screen


def how(unit: Unit, keys: dict[int, str], wanted: frozenset[str], state: str) -> tuple[str, frozenset[str]]:
    """Return the key to press so that the consensus becomes what it was, and the codes to choose."""
    for number, side in enumerate(unit.sides, 1):
        if frozenset(keys[code] for code in side.codes) == wanted and (wanted or side.state == state):
            return str(number), wanted
    everything = frozenset(keys[code] for side in unit.sides for code in side.codes)
    if everything == wanted:
        return "b", wanted
    return ("enter" if wanted else "0"), wanted


async def decide(pilot: Pilot[None], screen: CompareScreen, key: str, codes: frozenset[str], reason: str = "") -> None:
    unit = screen.queue[screen.place]
    await pilot.press(key)
    if key == "enter":
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
        *others, last = sorted(codes)
        for code in others:
            pilot.app.screen.query_one("#query", Input).value = code
            await pilot.press("tab")
        pilot.app.screen.query_one("#query", Input).value = last
        await pilot.pause()
        await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReasonScreen))
    await pilot.press(*reason, "enter")
    await until(pilot, lambda: pilot.app.screen is screen)
    await until(pilot, lambda: next(u for u in screen.queue if u.place == unit.place).decision)


async def test_working_through_the_queue_leads_from_two_coders_to_the_published_counts(
    undecided: tuple[Path, Oracle],
) -> None:
    path, oracle = undecided
    pressed = set()
    async with ThemecodeApp(path, "Bo").run_test(size=(80, 24)) as pilot:
        screen = await to_comparison(pilot)
        assert screen.compared is not None
        keys = {id: row.key for id, row in screen.compared.codes.items()}
        assert not any(unit.decided for unit in screen.compared.units)
        while (unit := screen._unit()) is not None and not unit.decided:
            key, codes = how(unit, keys, *oracle[unit.title])
            pressed.add(key)
            await decide(pilot, screen, key, codes)
        assert all(unit.decided for unit in screen.queue)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await pilot.press("enter")
        await until(pilot, lambda: all(unit.decided for unit in screen.compared.units))  # type: ignore[union-attr]
    assert {"1", "2"} <= pressed
    with Study.open(path, read_only=True) as study:
        counts = count_categories(study, question="q23")
        assert [category.count for category in counts.level(1)] == PUBLISHED
        assert counts.documents == {"consensus": 195, "single": 0, "undecided": 0, "unread": 0}


async def test_a_decision_keeps_its_reason_and_undo_takes_it_back(undecided: tuple[Path, Oracle]) -> None:
    path, _ = undecided
    async with ThemecodeApp(path, "Bo").run_test(size=(100, 30)) as pilot:
        screen = await to_comparison(pilot)
        first = screen.queue[0]
        await decide(pilot, screen, "1", frozenset(), reason="för få ord")
        assert screen.place == 1
        await pilot.press("left")
        assert "Bo avgjorde: som Anna" in shown(pilot, "#compare-given")
        assert "för få ord" in shown(pilot, "#compare-given")
        await pilot.press("u")
        await until(pilot, lambda: not any(unit.decided for unit in screen.queue))
        assert screen.queue[0].place == first.place
        assert "inte avgjort" in shown(pilot, "#compare-given")


async def test_looking_at_the_differences_is_kept_so_that_the_round_stays_closed(
    undecided: tuple[Path, Oracle],
) -> None:
    path, _ = undecided

    def kept() -> list[tuple[str]]:
        with Study.open(path, read_only=True) as study:
            return study.connection.execute("SELECT what FROM computations").fetchall()

    assert kept() == []
    async with ThemecodeApp(path, "Bo").run_test(size=(110, 34)) as pilot:
        await to_comparison(pilot)
        await until(pilot, lambda: kept() == [("differences seen",)])


async def test_escape_at_the_reason_decides_nothing(undecided: tuple[Path, Oracle]) -> None:
    path, _ = undecided
    async with ThemecodeApp(path, "Bo").run_test() as pilot:
        screen = await to_comparison(pilot)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReasonScreen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.pause(0.1)
        assert not any(unit.decided for unit in screen.queue)


async def test_a_side_that_is_not_there_is_said(undecided: tuple[Path, Oracle]) -> None:
    path, _ = undecided
    async with ThemecodeApp(path, "Bo").run_test() as pilot:
        screen = await to_comparison(pilot)
        await pilot.press("3")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert any("Det finns ingen kodare 3" in each.message for each in pilot.app._notifications)


async def test_from_the_confusion_table_one_comes_to_the_places_of_a_pair_and_back(
    undecided: tuple[Path, Oracle],
) -> None:
    path, _ = undecided
    async with ThemecodeApp(path, "Bo", ui_language="en").run_test(size=(100, 30)) as pilot:
        screen = await to_comparison(pilot)
        assert screen.compared is not None
        everything, most = len(screen.queue), screen.compared.confusion()[0]
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert screen.queue == list(most.units)
        assert "only" in shown(pilot, "#compare-place")
        await pilot.press("right")
        here = screen.queue[screen.place]
        assert here.place == most.units[1].place
        await pilot.press("q")
        await until(pilot, lambda: len(screen.queue) == everything)
        assert screen.queue[screen.place].place == here.place
        await pilot.press("q")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_a_reason_given_twice_goes_into_the_codebook(undecided: tuple[Path, Oracle]) -> None:
    path, _ = undecided
    async with ThemecodeApp(path, "Bo").run_test() as pilot:
        screen = await to_comparison(pilot)
        await pilot.press("o")
        await pilot.pause()
        assert pilot.app.screen is screen  # nothing to offer yet
        for _ in range(2):
            while len(screen.queue[screen.place].sides[0].codes) == 0:
                await pilot.press("right")
            await decide(pilot, screen, "1", frozenset(), reason="gränsfall")
        await pilot.press("o")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await pilot.press("enter")
        await until(
            pilot,
            lambda: (
                len(pilot.app.screen_stack) == 4
                or "hit" in str(pilot.app.screen.query_one(OptionList).get_option_at_index(0).prompt)
            ),
        )
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is screen)

        def written() -> bool:
            with Study.open(path, read_only=True) as study:
                rows = study.connection.execute(
                    "SELECT count(*) FROM code_texts WHERE include LIKE '%gränsfall' OR exclude LIKE '%gränsfall'"
                )
                return bool(rows.fetchone()[0])

        await until(pilot, written)


async def test_an_open_round_cannot_be_compared_and_a_study_without_any_says_so(
    small: object,
) -> None:
    path: Path = small.path  # type: ignore[attr-defined]
    with Study.open(path, coder="Anna") as study:
        new_round(study, "prov", "reliability", Wanted(coders=["Anna", "Bo"]))
        for coder in ("Anna", "Bo"):
            with Study.open(path, coder=coder, round="prov") as own:
                own.complete(own.document("1", "q1"))
    async with ThemecodeApp(path, "Anna").run_test() as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.press("j")
        await until(pilot, lambda: any("Ingen stängd omgång" in each.message for each in pilot.app._notifications))


async def test_passages_are_compared_with_the_turns_they_stand_in(small: object) -> None:
    path: Path = small.path  # type: ignore[attr-defined]
    with Study.open(path, coder="Anna") as study:
        new_round(study, "prov", "reliability", Wanted(documents=["samtal"], coders=["Anna", "Bo"]))
        start, end = study.connection.execute(
            'SELECT t.start, t."end" FROM turns t JOIN speakers s ON s.id = t.speaker_id AND s.moderator = 0 '
            "ORDER BY t.start LIMIT 1"
        ).fetchone()
        text = study.document("samtal").text
        for coder, code in (("Anna", "k.rum"), ("Bo", "k.rad")):
            with Study.open(path, coder=coder, round="prov") as own:
                own.code(own.document("samtal"), start, end - (coder == "Bo"), code)
                own.complete(own.document("samtal"))
        close_round(study, "prov")
    async with ThemecodeApp(path, "Anna").run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.press("j")
        await until(pilot, lambda: isinstance(pilot.app.screen, CompareScreen) and pilot.app.screen.queue)
        assert text[start:end].split("\n")[0] in shown(pilot, "#compare-shown")
        assert "lokaler" in shown(pilot, "#compare-given")
        await pilot.press("1", "enter")
        await until(pilot, lambda: pilot.app.screen.queue[0].decided)  # type: ignore[attr-defined]
    with Study.open(path, read_only=True) as study:
        assert str(count_categories(study, codebook="k")) == "lokaler (1)"
