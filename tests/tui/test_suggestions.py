"""Suggested codes on the screens: off until wanted, nothing counts until taken, learnt at once, never in the way."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from themecode import Study
from themecode.core.documents import Span
from themecode.core.states import Completion
from themecode.suggest.rankings import Alike
from themecode.suggest.suggester import Suggester
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.alike import AlikeScreen
from themecode.tui.screens.answers import AnswersScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.transcript import TranscriptScreen
from themecode.tui.screens.why_suggested import WhySuggestedScreen, marked
from themecode.tui.suggested_codebook import keep_codebook, suggested_codebook
from themecode.tui.suggestion_talk import Subject
from themecode.tui.suggestion_worker import SuggestionWorker
from themecode.tui.view import suggesting as view
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.suggestions import Suggestions
from themecode.usecases import looking, suggesting
from themecode.usecases.round_plans import Wanted, new_round

ROOT = Path(__file__).parents[2]
_spec = importlib.util.spec_from_file_location("terminal", Path(__file__).with_name("terminal.py"))
assert _spec is not None
assert _spec.loader is not None
terminal = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(terminal)

Open = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture(scope="module")
def fresh_original(demo_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with a coder, Åsa, who has coded nothing."""
    path = Path(shutil.copy(demo_original, tmp_path_factory.mktemp("suggestions") / "demo.db"))
    with Study.open(path, coder="Åsa") as study:
        looking.add_coder(study)
        looking.keep_habit(study, "tour", "done")
    return path


@pytest.fixture
def path(fresh_original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(fresh_original, tmp_path / "demo.db"))


@pytest.fixture
def opened(path: Path) -> Open:
    @asynccontextmanager
    async def open_study(
        mode: str = "on", question: str | None = "q26", size: tuple[int, int] = (110, 34), **given: Any
    ) -> AsyncIterator[Pilot[None]]:
        """Open the answers to a question, or (``None``) an interview without codings, as Åsa."""
        with Study.open(path, coder="Åsa") as study:
            suggesting.choose_mode(study, mode)
        app = ThemecodeApp(path, "Åsa", **given)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: isinstance(app.screen, HomeScreen))
            if question is None:
                transcripts = dict(looking.contents(app.study).transcripts)
                wanted = next(id for id, name in transcripts.items() if name == "personal-03")
                app.push_screen(TranscriptScreen(wanted))
            else:
                app.push_screen(AnswersScreen(app.study.question(question)))
            await until(pilot, lambda: getattr(app.screen, "document", None))
            yield pilot

    return open_study


async def until(pilot: Pilot[None], condition: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await pilot.pause(0.02)
        if condition():
            return
    raise AssertionError(f"it did not happen\n{painted(pilot)}")


def painted(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def coding_screen(pilot: Pilot[None]) -> Any:
    return next(each for each in reversed(pilot.app.screen_stack) if hasattr(each, "ranked"))


def panel(pilot: Pilot[None]) -> Suggestions:
    return coding_screen(pilot).query_one(Suggestions)


def lines(pilot: Pilot[None]) -> list[str]:
    """The lines of the list of suggestions."""
    return [str(option.prompt) for option in panel(pilot).listed.options]


async def ranked(pilot: Pilot[None], *, anew: object = None) -> Any:
    """Wait for the ranking of the text shown, another than ``anew``, and return it."""
    screen = coding_screen(pilot)
    await until(
        pilot,
        lambda: (
            screen.ranked is not None
            and screen.ranked is not anew
            and screen.ranked.place == screen.place_here()
            and screen._asked is None
        ),
    )
    await pilot.pause()
    return screen.ranked


async def to_speaking(pilot: Pilot[None]) -> Any:
    """Go on to an answer for which something is suggested unasked."""
    for _ in range(40):
        found = await ranked(pilot)
        if not found.ranking.abstained and len(found.ranking.offered) > 1:
            return found
        await pilot.press("pagedown")
        await pilot.pause()
    raise AssertionError("nothing is ever suggested")


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def codings(path: Path) -> list[tuple[str, str]]:
    """(code, origin) of Åsa's codings."""
    return rows(
        path,
        "SELECT c.key, g.origin FROM codings g JOIN codes c ON c.id = g.code_id JOIN coders k ON k.id = g.coder_id "
        "WHERE k.name = 'Åsa' AND g.deleted = 0 ORDER BY g.id",
    )


def notified(pilot: Pilot[None]) -> str:
    return "\n".join(each.message for each in pilot.app._notifications)


# -- off, on, after one's own choice ------------------------------------------------------------


async def test_they_are_off_until_wanted_and_then_nothing_runs_and_a_key_says_how_to_turn_them_on(
    path: Path, opened: Open
) -> None:
    with Study.open(path, read_only=True) as study:
        assert suggesting.mode(study) == "off"
    async with opened("off") as pilot:
        app: Any = pilot.app
        assert not app.screen.query(Suggestions)
        await pilot.press("plus")
        await pilot.pause()
        assert "F slår på dem" in notified(pilot)
        assert app.suggestions is None
    assert codings(path) == []


async def test_a_key_turns_them_on_for_the_study_and_off_again(path: Path, opened: Open) -> None:
    async with opened("off") as pilot:
        app: Any = pilot.app
        await pilot.press("F")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("down", "enter")
        await ranked(pilot)
        assert lines(pilot)
        with Study.open(path, read_only=True) as study:
            assert suggesting.mode(study) == "on"
        pid = app.suggestions.pid
        await pilot.press("F")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("enter")
        await until(pilot, lambda: not app.screen.query(Suggestions))
        assert app.suggestions.pid is None
        with pytest.raises(OSError, match="No such process"):
            os.kill(pid, 0)


async def test_after_my_own_choice_shows_them_only_once_the_coder_has_coded_or_left_the_answer(
    path: Path, opened: Open
) -> None:
    async with opened("after") as pilot:
        await ranked(pilot)
        assert lines(pilot) == ["visas när du har kodat själv"]
        await pilot.press("plus", "tab", "y")
        await pilot.pause()
        assert codings(path) == []
        await pilot.press("enter", "enter")
        await until(pilot, lambda: codings(path))
        await until(pilot, lambda: lines(pilot) != ["visas när du har kodat själv"])
    assert rows(path, "SELECT shown FROM suggestion_outcomes") == [(0,)]


async def test_a_choice_made_in_sight_of_suggestions_is_kept_as_such(path: Path, opened: Open) -> None:
    async with opened() as pilot:
        found = await to_speaking(pilot)
        first = found.ranking.offered[0].code
        await pilot.press("enter", *first.rpartition(".")[2], "enter")
        await until(pilot, lambda: codings(path))
        await ranked(pilot, anew=found)
    assert codings(path) == [(first, "hand")]
    assert rows(path, "SELECT rank, shown FROM suggestion_outcomes") == [(1, 1)]


async def test_with_the_pane_hidden_nothing_is_taken_unseen_and_a_choice_is_kept_as_made_out_of_sight(
    path: Path, opened: Open
) -> None:
    async with opened() as pilot:
        found = await to_speaking(pilot)
        screen = coding_screen(pilot)
        await pilot.press("f6")
        await pilot.pause()
        assert screen.pane_hidden
        await pilot.press("plus")
        await until(pilot, lambda: not screen.pane_hidden)
        assert codings(path) == []
        await pilot.press("f6")
        await until(pilot, lambda: screen.pane_hidden)
        first = found.ranking.offered[0].code
        screen.apply(first)
        await until(pilot, lambda: codings(path))
        await ranked(pilot, anew=found)
    assert codings(path) == [(first, "hand")]
    assert rows(path, "SELECT rank, shown FROM suggestion_outcomes") == [(1, 0)]


# -- taking and rejecting -----------------------------------------------------------------------


async def test_plus_takes_the_first_and_nothing_counts_before_and_one_undo_takes_it_back(
    path: Path, opened: Open
) -> None:
    async with opened() as pilot:
        found = await to_speaking(pilot)
        assert codings(path) == []
        assert len(lines(pilot)) == 3
        first = found.ranking.offered[0].code
        await pilot.press("plus")
        await until(pilot, lambda: codings(path))
        assert codings(path) == [(first, "suggestion")]
        after = await ranked(pilot, anew=found)
        assert first not in [each.code for each in after.ranking.offered]
        await until(pilot, lambda: "1 val" in str(panel(pilot).query_one("#suggestions-foot", Static).render()))
        await pilot.press("u")
        await until(pilot, lambda: not codings(path))
        await until(pilot, lambda: first in [each.code for each in coding_screen(pilot).ranked.ranking.offered])


async def test_plus_twice_takes_two_different_ones(path: Path, opened: Open) -> None:
    async with opened() as pilot:
        found = await to_speaking(pilot)
        screen = coding_screen(pilot)
        best, second = (each.code for each in found.ranking.offered[:2])
        await pilot.press("tab")
        await until(pilot, lambda: panel(pilot).asked)
        screen.action_accept_suggestion()
        screen._show_suggestions()
        screen.action_accept_suggestion()
        await until(pilot, lambda: len(codings(path)) == 2)
    assert codings(path) == [(best, "suggestion"), (second, "suggestion")]


async def test_minus_rejects_the_first_which_does_not_come_there_again_until_undone(path: Path, opened: Open) -> None:
    async with opened() as pilot:
        found = await to_speaking(pilot)
        first = found.ranking.offered[0].code
        await pilot.press("minus")
        await until(pilot, lambda: rows(path, "SELECT 1 FROM rejections WHERE deleted = 0"))
        after = await ranked(pilot, anew=found)
        assert first not in [each.code for each in after.ranking.offered]
        assert codings(path) == []
        await pilot.press("u")
        await until(pilot, lambda: not rows(path, "SELECT 1 FROM rejections WHERE deleted = 0"))
        await until(pilot, lambda: first in [each.code for each in coding_screen(pilot).ranked.ranking.offered])


async def test_tab_goes_from_the_text_to_the_suggestions_to_the_tree_and_enter_takes_the_chosen_one(
    path: Path, opened: Open
) -> None:
    async with opened() as pilot:
        found = await to_speaking(pilot)
        second = found.ranking.offered[1].code
        await pilot.press("tab")
        await until(pilot, lambda: panel(pilot).asked)
        await pilot.press("tab")
        await pilot.pause()
        assert pilot.app.screen.query_one(CodeTree).has_focus
        await pilot.press("tab")
        await pilot.pause()
        assert coding_screen(pilot).view.has_focus
        await pilot.press("tab", "down", "enter")
        await until(pilot, lambda: codings(path))
        assert codings(path) == [(second, "suggestion")]
        assert coding_screen(pilot).view.has_focus


async def test_digits_stay_the_coders_own(path: Path, opened: Open) -> None:
    async with opened() as pilot:
        found = await to_speaking(pilot)
        last = found.ranking.codes[-1].code
        await pilot.press("enter", *last.rpartition(".")[2], "enter")
        await until(pilot, lambda: codings(path) == [(last, "hand")])
        await pilot.press("pagedown")
        await to_speaking(pilot)
        await pilot.press("tab", "1")
        await until(pilot, lambda: len(codings(path)) == 2)
        assert codings(path)[1] == (last, "hand")


async def test_one_who_is_shown_nothing_can_take_nothing_but_can_look(path: Path, opened: Open) -> None:
    async with opened() as pilot:
        for _ in range(60):
            found = await ranked(pilot)
            if found.ranking.abstained:
                break
            await pilot.press("pagedown")
            await pilot.pause()
        assert found.ranking.abstained
        (said,) = lines(pilot)
        assert said.split(" (")[0] in ("inget liknar", "osäkert", "ingen kod brukar passa här")
        await pilot.press("plus", "minus")
        await pilot.pause(0.2)
        assert codings(path) == []
        assert rows(path, "SELECT 1 FROM rejections") == []
        await pilot.press("tab")
        await until(pilot, lambda: len(lines(pilot)) > 1)


async def test_it_learns_from_codes_put_on_by_hand_and_forgets_them_when_removed(opened: Open) -> None:
    async with opened() as pilot:
        before = await ranked(pilot)
        used = {each.code: each.examples for each in before.ranking.codes}
        assert set(used.values()) == {0}
        await pilot.press("enter", "enter")
        await ranked(pilot, anew=before)
        await pilot.press("pagedown")
        after = await ranked(pilot)
        assert sum(each.examples for each in after.ranking.codes) == 1
        await pilot.press("pageup", "x")
        await until(pilot, lambda: not coding_screen(pilot).codings)
        await until(pilot, lambda: sum(each.examples for each in coding_screen(pilot).ranked.ranking.codes) == 0)


# -- the reason, and texts like this one --------------------------------------------------------


async def test_a_key_shows_the_reason_with_the_words_that_carry_it_and_what_is_excluded(opened: Open) -> None:
    async with opened() as pilot:
        await to_speaking(pilot)
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, WhySuggestedScreen))
        said = str(pilot.app.screen.query_one("#why-said", Static).render())
        assert "Ord som bär: " in said
        assert "Talar för" in said
        assert "%" in said
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, AnswersScreen))


def test_words_that_carry_are_marked_in_whatever_case_and_nothing_else() -> None:
    text = "Åh, TID för 👩‍👩‍👧 samtid, e\u0301n tid!"
    spans = [(span.start, span.end) for span in marked(text, ["tid"]).spans]
    assert [text[start:end] for start, end in spans] == ["TID", "tid"]


async def test_texts_like_this_one_are_looked_through_and_coded_together_in_one_step(path: Path, opened: Open) -> None:
    async with opened() as pilot:
        found = await to_speaking(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert "Koda texten själv först" in notified(pilot)
        await pilot.press("plus")
        await until(pilot, lambda: codings(path))
        await ranked(pilot, anew=found)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, AlikeScreen))
        screen = pilot.app.screen
        assert isinstance(screen, AlikeScreen)
        number = len(screen.chosen)
        assert 1 < number <= 12
        assert screen.query_one(OptionList).option_count == number
        await pilot.press("space")
        await pilot.pause()
        assert len(screen.chosen) == number - 1
        await pilot.press("enter")
        await until(pilot, lambda: len(codings(path)) == number)
        assert [origin for _, origin in codings(path)] == ["suggestion"] + ["bulk"] * (number - 1)
        assert len({code for code, _ in codings(path)}) == 1
        await pilot.press("u")
        await until(pilot, lambda: len(codings(path)) == 1)


# -- interviews ---------------------------------------------------------------------------------


async def test_in_an_interview_moderators_get_none_and_a_word_stands_for_its_sentence(path: Path, opened: Open) -> None:
    async with opened(question=None) as pilot:
        screen = coding_screen(pilot)
        screen.view.jump(next(each for each in screen.turns if each.speaker.moderator).start)
        found = await ranked(pilot)
        assert found.ranking is None
        assert lines(pilot) == ["inga förslag här"]
        turn = next(each for each in screen.turns if not each.speaker.moderator)
        screen.view.jump(turn.start)
        found = await ranked(pilot)
        assert found.ranking is not None
        sentence = found.about
        await pilot.press("right", "left")
        await pilot.pause()
        found = await ranked(pilot)
        assert len(screen.target()) < len(sentence)
        assert found.about == sentence
        await pilot.press("tab")
        await until(pilot, lambda: panel(pilot).asked and panel(pilot).code)
        await pilot.press("enter")
        await until(pilot, lambda: codings(path))
        (coding,) = screen.codings
        assert coding.span == sentence
        assert codings(path)[0][1] == "suggestion"


async def test_in_an_interview_the_coder_chooses_whose_codes_are_suggested_and_that_is_kept(opened: Open) -> None:
    async with opened(question=None) as pilot:
        screen = coding_screen(pilot)
        screen.view.jump(next(each for each in screen.turns if not each.speaker.moderator).start)
        found = await ranked(pilot)
        first = screen._codebook()
        assert first is not None
        await pilot.press("F")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        options = pilot.app.screen.query_one(OptionList)
        ids = [str(each.id) for each in options.options]
        assert ids[:3] == list(suggesting.MODES)
        other = next(each.key for each in screen.suggestable_books() if each.key != first)
        options.highlighted = ids.index(f"codebook:{other}")
        await pilot.press("enter")
        await until(pilot, lambda: screen._subject_codebook() == other)
        found = await ranked(pilot, anew=found)
        of_other = {row.key for book, rows in screen.shown if book.key == other for row in rows}
        assert {each.code for each in found.ranking.codes} <= of_other
        assert screen._codebook() == other
        assert suggesting.mode(screen.study) == "on"


def test_the_codebook_suggested_from_is_the_one_chosen_here_else_used_most_here_else_chosen_last(path: Path) -> None:
    books = {1: "a", 2: "b", 3: "c"}
    with Study.open(path, coder="Åsa") as study:
        question = study.question("q26")
        assert suggested_codebook(study, None, 7, books, []) == "a"
        assert suggested_codebook(study, None, 7, books, [2, 3, 3, 9, 9, 9]) == "c"
        keep_codebook(study, None, 8, "b")
        assert suggested_codebook(study, None, 7, books, []) == "b"
        assert suggested_codebook(study, None, 7, books, [3]) == "c"
        assert suggested_codebook(study, None, 8, books, [3]) == "b"
        assert suggested_codebook(study, question, 7, books, [3]) == "a"
        keep_codebook(study, question, 7, "c")
        assert suggested_codebook(study, question, 9, books, []) == "c"
        assert suggested_codebook(study, None, 7, books, []) == "b"
        assert suggested_codebook(study, question, 9, {1: "a"}, []) == "a"
        assert suggested_codebook(study, None, 7, {}, []) is None
    with Study.open(path, coder="Anna") as study:
        assert suggested_codebook(study, None, 8, books, []) == "a"


# -- rounds -------------------------------------------------------------------------------------


@pytest.mark.parametrize("planned", [None, "on", "after"])
async def test_in_a_reliability_round_its_plan_says_whether_there_are_any(
    path: Path, opened: Open, planned: str | None
) -> None:
    with Study.open(path, coder="Åsa") as study:
        wanted = Wanted(questions=["26"], coders=["Åsa", "Bo"], sample="30", suggestions=planned, seed=1)
        new_round(study, "prov", "reliability", wanted)
    async with opened("on", round="prov") as pilot:
        if planned is None:
            await until(pilot, lambda: lines(pilot) == ["Förslag är av i den här omgången."])
            assert pilot.app.suggestions is None  # type: ignore[attr-defined]
        else:
            found = await ranked(pilot)
            assert {each.examples for each in found.ranking.codes} == {0}
            hidden = lines(pilot) == ["visas när texten är klar"]
            assert hidden is (planned == "after")
        await pilot.press("F")
        await pilot.pause()
        assert "plan" in notified(pilot)
    with Study.open(path, read_only=True) as study:
        assert suggesting.mode(study) == "on"


# -- never in the way ---------------------------------------------------------------------------


async def test_a_crash_is_one_sentence_and_the_characters_take_over_and_a_second_one_ends_it(opened: Open) -> None:
    async with opened() as pilot:
        app: Any = pilot.app
        await ranked(pilot)
        os.kill(app.suggestions.pid, signal.SIGKILL)
        await until(pilot, lambda: "börjar om med bokstavslikhet" in notified(pilot))
        await ranked(pilot)
        os.kill(app.suggestions.pid, signal.SIGKILL)
        await until(pilot, lambda: "är av tills du väljer dem på nytt" in notified(pilot))
        assert lines(pilot) == ["förslagen har stannat (F)"]
        coding_screen(pilot).reload()
        await pilot.pause(0.3)
        assert app.suggestions.pid is None
        await pilot.press("enter", "enter")
        await until(pilot, lambda: coding_screen(pilot).codings)


async def test_a_model_that_cannot_be_used_is_one_sentence_and_the_characters_take_over(
    path: Path, opened: Open
) -> None:
    with Study.open(path, coder="Åsa") as study:
        suggesting.choose_model(study, "no/such-model")
    async with opened() as pilot:
        found = await ranked(pilot)
        assert found.ranking is not None
        said = [each.message for each in pilot.app._notifications]
        assert len([each for each in said if "characters alone" in each]) == 1
        await pilot.press("q")
        pilot.app.push_screen(AnswersScreen(pilot.app.study.question("q26")))  # type: ignore[attr-defined]
        await until(pilot, lambda: pilot.app.screen.query(Suggestions))
        await ranked(pilot)
        assert len([each for each in pilot.app._notifications if "characters alone" in each.message]) == 1


async def test_what_is_done_on_another_screen_is_learnt(path: Path, opened: Open) -> None:
    async with opened() as pilot:
        before = await ranked(pilot)
        with Study.open(path, coder="Åsa") as study:
            for case in ("FC005", "FC072"):
                document = study.document(case, "q26")
                study.code(document, 0, len(document.text), before.ranking.codes[-1].code)
        await until(pilot, lambda: sum(each.examples for each in coding_screen(pilot).ranked.ranking.codes) == 2)


async def test_a_list_of_like_texts_fits_a_small_screen_with_its_keys(opened: Open) -> None:
    async with opened("off", size=(80, 24)) as pilot:
        words = pilot.app.words  # type: ignore[attr-defined]
        texts = [Alike(n, Span(0, 3), f"FC{n:03}", "Mer tid 👩‍👩‍👧 för e\u0301n å ä ö " * 5, 0.5) for n in range(12)]
        pilot.app.push_screen(AlikeScreen(lambda n: words("alike", n=n, code="tid"), texts, words))
        await until(pilot, lambda: isinstance(pilot.app.screen, AlikeScreen))
        await pilot.pause(0.1)
        assert "enter kodar de valda" in painted(pilot)
        assert "12 svar som detta får tid" in painted(pilot)


async def test_leaving_while_they_are_prepared_ends_the_process(opened: Open) -> None:
    async with opened() as pilot:
        app: Any = pilot.app
        await until(pilot, lambda: app.suggestions is not None and app.suggestions.pid)
        process = app.suggestions._process
    assert process.poll() is not None


def test_the_process_goes_when_the_screens_are_gone_whatever_it_does(path: Path, tmp_path: Path) -> None:
    heard: list[object] = []
    worker = SuggestionWorker(lambda call: call())
    worker.begin(Subject(path, "Åsa", None, "q26", None), heard.append)
    process = worker._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=20) == 0
    worker.close()


def test_the_place_of_a_choice_is_what_the_engine_says(path: Path) -> None:
    with Study.open(path, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q26")
        order = {key: place for place, key in enumerate(suggester.codes)}
        for case in ("FC002", "FC005", "FC030"):
            document = study.document(case, "q26")
            ranking = suggester.rank(document)
            for code in order:
                expected = suggester.choice(document, None, code, shown=True)
                assert view.choice_of(ranking, code, order, shown=True) == expected
        assert view.choice_of(ranking, "nonsense", order, shown=True) is None


@pytest.mark.parametrize(
    ("mode", "planned", "production", "expected"),
    [
        ("off", "on", True, "off"),
        ("on", "on", True, "on"),
        ("after", "on", True, "after"),
        ("on", "off", True, "round off"),
        ("on", "after", True, "done"),
        ("off", "off", False, "off"),
        ("on", "off", False, "round off"),
        ("off", "on", False, "on"),
        ("after", "on", False, "on"),
        ("on", "after", False, "done"),
    ],
)
def test_the_study_decides_in_production_and_the_plan_in_every_other_round(
    mode: str, planned: str, production: bool, expected: str
) -> None:
    assert view.when(mode, planned, production=production) == expected


def test_a_skipped_text_is_not_left_and_a_code_elsewhere_is_no_choice_here() -> None:
    here, there = Span(0, 10), Span(20, 30)
    assert not view.may_show("after", None, [there], here)
    assert not view.may_show("after", Completion.SKIPPED, [], here)
    assert view.may_show("after", None, [Span(5, 25)], here)
    assert view.may_show("after", Completion.NO_CODE_FITS, [], here)
    assert not view.may_show("done", None, [here], here)
    assert view.may_show("done", Completion.COMPLETED, [], here)


def test_with_suggestions_on_the_process_of_the_screens_loads_nothing_heavy(path: Path) -> None:
    """Not before the first paint, and not after: what is heavy is loaded by another process."""
    with Study.open(path, coder="Åsa") as study:
        suggesting.choose_mode(study, "on")
    program = """
import asyncio, sys
from pathlib import Path
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.answers import AnswersScreen

async def main():
    app = ThemecodeApp(Path(sys.argv[1]), "Åsa")
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(AnswersScreen(app.study.question("q26")))
        for _ in range(1500):
            await pilot.pause(0.02)
            if getattr(app.screen, "ranked", None) is not None:
                break
        else:
            raise SystemExit("no suggestions came")
        await pilot.press("plus")
        await pilot.pause(0.2)
    print(*({name.split(".")[0] for name in sys.modules} & set(sys.argv[2:])))

asyncio.run(main())
"""
    heavy = ["sklearn", "scipy", "numpy", "torch", "spacy", "sentence_transformers", "transformers"]
    done = subprocess.run([sys.executable, "-c", program, str(path), *heavy], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


@pytest.fixture
def in_terminal(path: Path) -> Iterator[Any]:
    with Study.open(path, coder="Åsa") as study:
        suggesting.choose_mode(study, "on")
    command = [sys.executable, "-m", "themecode", "open", str(path), "--coder", "Åsa"]
    screen = terminal.Terminal(command, columns=80, rows=24)
    yield screen
    screen.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_keys_are_answered_while_suggestions_are_prepared_and_leaving_does_not_wait(in_terminal: Any) -> None:
    in_terminal.wait("kodar: Åsa")
    in_terminal.type("\r")
    in_terminal.wait("förslagen läser in sig")
    in_terminal.type("\x1b[6~")
    in_terminal.wait("(2/")
    in_terminal.type("qq")
    assert in_terminal.ended(10) == 0
