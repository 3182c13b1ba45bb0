"""Merging a team's files: nothing lost, nothing doubled, in any order, and undone in one step."""

from __future__ import annotations

import importlib.util
import itertools
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themecode import Study, ThemecodeError
from themecode.core.errors import RefusedError
from themecode.core.states import Completion
from themecode.usecases import looking
from themecode.usecases.checking import check
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.coding import new_code
from themecode.usecases.completing import complete, reopen
from themecode.usecases.history import history
from themecode.usecases.import_codings import import_codings
from themecode.usecases.merging import merge
from themecode.usecases.revising import revise
from themecode.usecases.rounds import close_round, ensure_round
from themecode.usecases.spans import condense

_spec = importlib.util.spec_from_file_location("teams", Path(__file__).with_name("teams.py"))
assert _spec is not None
assert _spec.loader is not None
teams = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(teams)

Plan = Any


@pytest.fixture
def study(small: Any) -> Path:
    """The small study, in which Anna, Bo and Ce have coded a little."""
    for coder in ("Anna", "Bo", "Ce"):
        with Study.open(small.path, coder=coder) as opened:
            opened.code(opened.document("samtal"), 0, 9, "k.tid.luft")
            opened.code(opened.document("1", "q1"), 0, 9, "k.rum")
            complete(opened, opened.document("1", "q1"))
            teams.memo(opened, "samtal", f"{coder}s hemliga tankar")
    return small.path


def plan(path: Path, *files: Path, dry_run: bool = False) -> Plan:
    with Study.open(path, coder="Anna") as opened:
        return merge(opened, files, dry_run=dry_run)


def in_file(path: Path, do: Callable[[Study], object]) -> None:
    with Study.open(path) as opened:
        do(opened)


def live(path: Path, coder: str) -> list[tuple[str, int, int, str]]:
    """Return (document, start, end, code) of a coder's codings."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            'SELECT coalesce(d.name, a.key || q.key), g.start, g."end", c.key FROM codings g '
            "JOIN documents d ON d.id = g.document_id JOIN codes c ON c.id = g.code_id "
            "JOIN coders k ON k.id = g.coder_id JOIN cases a ON a.id = d.case_id "
            "LEFT JOIN questions q ON q.id = d.question_id WHERE g.deleted = 0 AND k.name = ? ORDER BY 1, 2, 3, 4",
            (coder,),
        ).fetchall()


def sound(path: Path) -> bool:
    with Study.open(path, read_only=True) as opened:
        return not check(opened)


class TestWhatABundleBrings:
    def test_new_removed_and_completed_come_in_as_one_entry(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        before = len(_log(study))

        def work(opened: Study) -> None:
            opened.code(opened.document("samtal"), 10, 20, "k.rad")
            opened.remove(_coding(opened, "k.rum"))
            complete(opened, opened.document("2", "q1"))
            teams.memo(opened, "samtal", "ny tanke")

        in_file(bo, work)
        brought = plan(study, bo).files[0]
        assert (brought.codings.new, brought.codings.removed) == (1, 1)
        assert brought.completions.new == 1
        assert brought.memos.new == 1
        assert live(study, "Bo") == live(bo, "Bo")
        assert len(_log(study)) == before + 1
        assert _log(study)[0].summary == "Anna sammanförde bo.db: 1 nya, 0 ändrade och 1 borttagna kodningar"
        assert sound(study)

    def test_the_others_codings_are_left_as_they_were(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.rad"))
        anna, ce = live(study, "Anna"), live(study, "Ce")
        plan(study, bo)
        assert (live(study, "Anna"), live(study, "Ce")) == (anna, ce)

    def test_what_the_study_removed_meanwhile_stays_removed(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        with Study.open(study, coder="Bo") as opened:
            opened.remove(_coding(opened, "k.rum"))
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.rad"))
        plan(study, bo)
        assert [code for *_, code in live(study, "Bo")] == ["k.tid.luft", "k.rad"]

    def test_a_bundle_merged_again_after_more_work_brings_only_that(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.rad"))
        plan(study, bo)
        in_file(bo, lambda opened: opened.undo())
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 20, 30, "k.rad"))
        brought = plan(study, bo).files[0]
        assert (brought.codings.new, brought.codings.removed) == (1, 1)
        assert live(study, "Bo") == live(bo, "Bo")

    def test_an_older_version_of_a_bundle_takes_nothing_back(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.rad"))
        older = Path(shutil.copy(bo, bo.with_name("older.db")))
        in_file(bo, lambda opened: opened.remove(_coding(opened, "k.rad")))
        plan(study, bo)
        after = teams.whole(study)
        assert not plan(study, older).written
        assert teams.whole(study) == after

    def test_what_another_person_did_in_a_bundle_is_listed_and_not_taken(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        with Study.open(bo, coder="Ce") as opened:
            opened.code(opened.document("samtal"), 10, 20, "k.rad")
        brought = plan(study, bo).files[0]
        assert not brought.brings
        assert [(left.codings, left.reason) for left in brought.not_merged] == [(1, "it is by Ce, in a bundle for Bo")]

    def test_of_a_copy_of_the_study_everybodys_work_is_taken(self, study: Path) -> None:
        copy = Path(shutil.copy(study, study.with_name("kopia.db")))
        for coder in ("Bo", "Dag"):
            with Study.open(copy, coder=coder) as opened:
                opened.code(opened.document("samtal"), 10, 20, "k.rad")
        brought = plan(study, copy).files[0]
        assert (brought.bundle_for, brought.codings.new, brought.new_coders) == (None, 2, ("Dag",))
        assert live(study, "Dag") == live(copy, "Dag")

    def test_a_round_made_in_a_copy_comes_with_its_codings(self, study: Path) -> None:
        copy = Path(shutil.copy(study, study.with_name("kopia.db")))
        with Study.open(copy, coder="Bo") as opened:
            with opened.act("open round") as entry:
                ensure_round(opened, entry, "prov", "pilot")
                entry.describe("prov")
            _code_in(opened, "prov")
        assert plan(study, copy).files[0].new_rounds == ("prov",)
        assert live(study, "Bo") == live(copy, "Bo")

    def test_what_an_older_backup_of_the_study_lacks_comes_back_from_the_bundle(self, small: Any) -> None:
        backup = Path(shutil.copy(small.path, small.path.with_name("backup.db")))
        with Study.open(small.path, coder="Bo") as opened:
            opened.code(opened.document("samtal"), 0, 9, "k.tid.luft")
        bo = teams.bundle_for(small.path, "Bo", "bo.db")
        plan(backup, bo)
        assert live(backup, "Bo") == live(bo, "Bo") != []


class TestBothSides:
    def test_the_later_of_two_states_stands_and_is_listed(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        in_file(bo, lambda opened: complete(opened, opened.document("1", "q1"), Completion.SKIPPED))
        with Study.open(study, coder="Bo") as opened:
            complete(opened, opened.document("1", "q1"), Completion.REFERS_ELSEWHERE)
        brought = plan(study, bo).files[0]
        assert [(both.kind, both.where, both.taken) for both in brought.both_sides] == [("completion", "1 / q1", False)]
        assert _state(study, "Bo") == "refers elsewhere"

    def test_the_later_of_two_memo_texts_stands_and_is_listed(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        with Study.open(study, coder="Bo") as opened:
            teams.rewrite_memo(opened, _memo(opened), "i studien")
        in_file(bo, lambda opened: teams.rewrite_memo(opened, _memo(opened), "i bunten"))
        brought = plan(study, bo).files[0]
        assert [(both.kind, both.where, both.coder, both.taken) for both in brought.both_sides] == [
            ("memo", "samtal", "Bo", True)
        ]
        assert any("i bunten" in row for row in teams.whole(study))

    def test_codings_made_alike_on_both_sides_become_one(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        for path in (study, bo):
            with Study.open(path, coder="Bo") as opened:
                opened.code(opened.document("samtal"), 10, 20, "k.rad")
        brought = plan(study, bo).files[0]
        assert (brought.codings.new, brought.one) == (0, 1)
        assert live(study, "Bo") == live(bo, "Bo")

    @pytest.mark.parametrize(
        ("here", "there"), [("", "kort"), ("kort", ""), ("a kort", "b kort"), ("b kort", "a kort")]
    )
    def test_of_two_condensations_of_what_becomes_one_none_gives_way_to_nothing(
        self, study: Path, here: str, there: str
    ) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        for path, text in ((study, here), (bo, there)):
            with Study.open(path, coder="Bo") as opened:
                coding = opened.code(opened.document("samtal"), 10, 20, "k.rad")
                if text:
                    condense(opened, coding.id, text)
        brought = plan(study, bo).files[0]
        with Study.open(study, coder="Bo") as opened:
            found = {each.code: each.condensation for each in looking.own_codings(opened, opened.document("samtal"))}
        assert found["k.rad"] == max(here, there)  # the same whichever file it is merged into
        assert [both.taken for both in brought.both_sides] == ([there > here] if here and there else [])

    def test_one_that_two_files_made_stays_until_the_file_that_brought_it_removes_it(self, study: Path) -> None:
        first, second = (teams.bundle_for(study, "Bo", name) for name in ("a.db", "b.db"))
        for path in (first, second):
            in_file(path, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.rad"))
            plan(study, path)
        in_file(second, lambda opened: opened.remove(_coding(opened, "k.rad")))
        plan(study, second)
        assert live(study, "Bo") == live(first, "Bo")
        in_file(first, lambda opened: opened.remove(_coding(opened, "k.rad")))
        plan(study, first)
        assert live(study, "Bo") == live(second, "Bo")

    def test_a_merge_that_a_later_one_relies_on_is_not_taken_back_before_it(self, study: Path) -> None:
        first, second = (teams.bundle_for(study, "Bo", name) for name in ("a.db", "b.db"))
        before = teams.whole(study)
        for path, coder in ((first, "Lena"), (second, "Anna")):
            in_file(path, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.rad"))
            with Study.open(study, coder=coder) as opened:
                merge(opened, [path])
        with Study.open(study, coder="Lena") as opened, pytest.raises(RefusedError, match="builds on it"):
            opened.undo()
        for coder in ("Anna", "Lena"):
            with Study.open(study, coder=coder) as opened:
                opened.undo()
        assert teams.whole(study) == before
        plan(study, second)
        assert live(study, "Bo") == live(second, "Bo")

    def test_codings_that_change_places_are_both_there(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")

        def work(opened: Study) -> None:
            opened.code(opened.document("samtal"), 10, 20, "k.tid.luft")
            with opened.act("code") as entry:  # the first moves to the place of the second, which moves away
                rows = opened.connection.execute(
                    "SELECT g.id FROM codings g JOIN codes c ON c.id = g.code_id WHERE c.key = 'k.tid.luft' ORDER BY 1"
                ).fetchall()
                entry.update("codings", rows[1][0], {"start": 30, "end": 40})
                entry.update("codings", rows[0][0], {"start": 10, "end": 20})
                entry.describe("flyttade")

        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.tid.luft"))
        plan(study, bo)
        in_file(bo, work)
        plan(study, bo)
        assert live(study, "Bo") == live(bo, "Bo")
        assert sound(study)

    def test_a_removed_coding_with_another_coders_memo_on_it_stays_and_is_listed(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        with Study.open(study, coder="Anna") as opened:
            teams.memo(opened, "samtal", "fråga Bo", _coding(opened, "k.tid.luft", "Bo"))
        in_file(bo, lambda opened: opened.remove(_coding(opened, "k.tid.luft")))
        brought = plan(study, bo).files[0]
        assert brought.codings.removed == 0
        assert "has a memo on a coding" in brought.not_merged[0].reason
        assert sound(study)

    def test_a_coding_removed_on_one_machine_stays_for_a_memo_from_another_in_either_order(self, study: Path) -> None:
        first, second = (teams.bundle_for(study, "Bo", name) for name in ("a.db", "b.db"))
        in_file(first, lambda opened: opened.remove(_coding(opened, "k.tid.luft")))
        in_file(second, lambda opened: teams.memo(opened, "samtal", "om luft", _coding(opened, "k.tid.luft")))
        results = [study.with_name(name) for name in ("1.db", "2.db")]
        for path, order in zip(results, ((first, second), (second, first)), strict=True):
            shutil.copy(study, path)
            said = [plan(path, file).files[0] for file in order]
            assert any(each.both_sides or each.not_merged for each in said)
            assert sound(path)
        assert teams.held(results[0]) == teams.held(results[1])
        assert live(results[0], "Bo") == live(second, "Bo")

    def test_a_memo_on_a_coding_comes_goes_and_comes_back_with_it(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        in_file(bo, lambda opened: teams.memo(opened, "samtal", "om luft", _coding(opened, "k.tid.luft")))
        for do in (None, lambda opened: opened.remove(_coding(opened, "k.tid.luft")), lambda opened: opened.undo()):
            if do is not None:
                in_file(bo, do)
            plan(study, bo)
            assert live(study, "Bo") == live(bo, "Bo")
            assert any("om luft" in row for row in teams.whole(study)) == any(
                "om luft" in row for row in teams.whole(bo)
            )
            assert sound(study)

    def test_a_coder_made_on_both_sides_is_taken_as_one_by_name(self, study: Path) -> None:
        copy = Path(shutil.copy(study, study.with_name("kopia.db")))
        for path, start in ((study, 10), (copy, 20)):
            with Study.open(path, coder="Dag") as opened:
                opened.code(opened.document("samtal"), start, start + 9, "k.rad")
        brought = plan(study, copy).files[0]
        assert (brought.coders_by_name, brought.new_coders) == (("Dag",), ())
        assert len(live(study, "Dag")) == 2


class TestTheCodebook:
    def test_a_new_code_comes_in_with_its_texts_and_below_its_parent(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")

        def work(opened: Study) -> None:
            made = new_code(opened, "långa möten", parent="k.tid")
            opened.code(opened.document("samtal"), 10, 20, made.key)

        in_file(bo, work)
        assert plan(study, bo).files[0].new_codes == ("k.tid.långa_möten",)
        with Study.open(study, read_only=True) as opened:
            code = opened.find_code("k.tid.långa_möten")
            assert str(code.label.in_language("sv")) == "långa möten"
            assert code.parent_id == opened.find_code("k.tid").id
        assert live(study, "Bo") == live(bo, "Bo")

    def test_a_code_made_by_two_under_one_key_is_one_and_listed(self, study: Path) -> None:
        bo, ce = teams.bundle_for(study, "Bo", "bo.db"), teams.bundle_for(study, "Ce", "ce.db")
        for path, label in ((bo, "nytt tema"), (ce, "Nytt tema")):

            def work(opened: Study, label: str = label) -> None:
                made = new_code(opened, label)
                opened.code(opened.document("samtal"), 10, 20, made.key)

            in_file(path, work)
        first, second = plan(study, bo, ce).files
        assert (len(first.new_codes), second.new_codes) == (1, ())
        assert [(difference.differs, difference.changed_in) for difference in second.codebook_differences] == [
            (("label",), "file")
        ]
        assert live(study, "Ce") == live(ce, "Ce")

    def test_a_code_changed_in_the_bundle_is_listed_and_kept_as_in_the_study(self, study: Path, small: Any) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        text = small.book.read_text(encoding="utf-8").replace("luft i schemat", "andrum")
        small.book.write_text(text, encoding="utf-8")
        in_file(bo, lambda opened: load_codebook(opened, small.book))
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.tid.luft"))
        found = plan(study, bo).files[0].codebook_differences
        assert [(each.code, each.differs, each.changed_in) for each in found] == [("k.tid.luft", ("label",), "file")]
        with Study.open(study, read_only=True) as opened:
            assert str(opened.find_code("k.tid.luft").label.in_language("sv")) == "luft i schemat"

    def test_a_code_changed_in_the_study_alone_is_listed_as_that(self, study: Path, small: Any) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        text = small.book.read_text(encoding="utf-8").replace("luft i schemat", "andrum")
        small.book.write_text(text, encoding="utf-8")
        with Study.open(study, coder="Anna") as opened:
            load_codebook(opened, small.book)
        found = plan(study, bo).files[0].codebook_differences
        assert [(each.code, each.changed_in) for each in found] == [("k.tid.luft", "study")]

    def test_documents_completed_with_an_own_new_code_need_no_other_look(self, study: Path) -> None:
        bo, ce = teams.bundle_for(study, "Bo", "bo.db"), teams.bundle_for(study, "Ce", "ce.db")

        def work(opened: Study) -> None:
            made = new_code(opened, "nytt")
            opened.code(opened.document("2", "q1"), 0, 5, made.key)
            complete(opened, opened.document("2", "q1"))

        in_file(bo, work)
        in_file(ce, lambda opened: complete(opened, opened.document("2", "q1")))
        plan(study, bo, ce)
        with closing(sqlite3.connect(study)) as connection:
            (since,) = connection.execute("SELECT since FROM codes WHERE key LIKE '%nytt'").fetchone()
            versions = dict(
                connection.execute(
                    "SELECT k.name, p.codebook_version FROM completions p JOIN coders k ON k.id = p.coder_id "
                    "JOIN documents d ON d.id = p.document_id JOIN cases c ON c.id = d.case_id WHERE c.key = '2'"
                )
            )
        assert versions["Bo"] >= since > versions["Ce"]


class TestRefusals:
    def test_another_studys_file_is_refused_and_nothing_is_written(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.rad"))
        other = study.with_name("annan.db")
        Study.create(other).close()
        before = teams.whole(study)
        with pytest.raises(ThemecodeError, match="another study"):
            plan(study, bo, other)
        assert teams.whole(study) == before

    def test_every_file_that_cannot_be_read_is_named(self, study: Path, write: Callable[[str, str], Path]) -> None:
        with pytest.raises(ThemecodeError) as caught:
            plan(study, study.with_name("saknas.db"), write("text.db", "inte en studie"))
        assert len(caught.value.faults) == 2

    def test_a_damaged_bundle_is_not_taken_for_a_damaged_study(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        data = bytearray(bo.read_bytes())
        data[8192:] = b"\xff" * (len(data) - 8192)
        bo.write_bytes(data)
        with pytest.raises(ThemecodeError, match=r"bo\.db"):
            plan(study, bo)

    def test_nothing_is_merged_into_a_bundle(self, study: Path) -> None:
        bo, ce = teams.bundle_for(study, "Bo", "bo.db"), teams.bundle_for(study, "Ce", "ce.db")
        with pytest.raises(RefusedError, match="this is a bundle"):
            plan(bo, ce)

    def test_a_document_with_another_text_is_refused_and_the_others_go_on(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")

        def work(opened: Study) -> None:
            opened.code(opened.document("samtal"), 10, 20, "k.rad")
            opened.code(opened.document("2", "q1"), 0, 5, "k.rad")

        in_file(bo, work)
        with closing(sqlite3.connect(bo)) as connection:
            connection.execute("UPDATE documents SET text = text || '!', sha256 = 'x' WHERE name = 'samtal'")
            connection.commit()
        brought = plan(study, bo).files[0]
        assert brought.refused_documents == ("samtal",)
        assert [(left.where, left.codings) for left in brought.not_merged] == [("samtal", 1)]
        assert brought.codings.new == 1

    def test_codings_on_a_text_that_was_revised_meanwhile_are_listed(self, study: Path, small: Any) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        text = small.interview.read_text(encoding="utf-8")
        small.interview.write_text(text.replace("Tack", "Stort tack"), encoding="utf-8")
        with Study.open(study, coder="Anna") as opened:
            revise(opened, "samtal", small.interview)
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.rad"))
        left = plan(study, bo).files[0].not_merged
        assert [(each.where, each.codings) for each in left] == [("samtal", 1)]
        assert "revised" in left[0].reason

    def test_codings_in_a_closed_round_are_listed(self, study: Path) -> None:
        with Study.open(study, coder="Anna") as opened, opened.act("open round") as entry:
            ensure_round(opened, entry, "prov", "pilot")
            entry.describe("prov")
        bo = teams.bundle_for(study, "Bo", "bo.db", round="prov")
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.rad"))
        with Study.open(study, coder="Anna") as opened:
            close_round(opened, "prov")
        before = teams.whole(study)
        left = plan(study, bo).files[0].not_merged
        assert [(each.reason, each.codings) for each in left] == [("the round prov is closed", 1)]
        assert teams.whole(study) == before

    def test_a_decision_on_a_closed_round_comes_in_and_a_proposal_to_it_is_listed(self, study: Path) -> None:
        with Study.open(study, coder="Anna") as opened, opened.act("open round") as entry:
            ensure_round(opened, entry, "prov", "reliability")
            entry.describe("prov")
        bo = teams.bundle_for(study, "Bo", "bo.db", round="prov")
        with Study.open(study, coder="Anna") as opened:
            close_round(opened, "prov")
        copy = Path(shutil.copy(study, study.with_name("kopia.db")))
        for path, table in ((bo, "proposals"), (copy, "decisions")):
            with Study.open(path, coder="Bo") as opened, opened.act("settle") as entry:
                said = {"label": "nytt"} if table == "proposals" else {"taken": "both", "reason": "båda gäller"}
                book, document = opened.codebook("k").id, opened.document("samtal").id
                place = {"document_id": document, "codebook_id": book, "round_id": opened.round_id("prov")}
                who = {"coder_id": opened.ensure_coder(entry), "created": entry.moment}
                entry.insert(table, {**place, **who, **said})
        proposed, decided = plan(study, bo).files[0], plan(study, copy).files[0]
        assert [(each.reason, each.proposals) for each in proposed.not_merged] == [("the round prov is closed", 1)]
        assert (decided.decisions.new, decided.not_merged) == (1, ())
        with Study.open(study) as opened:
            assert check(opened) == []
            assert opened.connection.execute("SELECT reason FROM decisions").fetchall() == [("båda gäller",)]

    def test_a_cell_written_on_both_sides_is_one_and_the_later_stands(self, study: Path) -> None:
        bo, ce = teams.bundle_for(study, "Bo", "bo.db"), teams.bundle_for(study, "Ce", "ce.db")
        for path, text in ((bo, "väntan är lång"), (ce, "senare: väntan är kort")):
            with Study.open(path) as opened, opened.act("cell") as entry:
                place = {"case_id": opened.document("samtal").case_id, "code_id": opened.find_code("k.rum").id}
                stamps = {"created": entry.moment, "changed": entry.moment}
                entry.insert("cells", {**place, **stamps, "coder_id": opened.ensure_coder(entry), "text": text})
        outcomes = set()
        for number, files in enumerate(((bo, ce), (ce, bo))):
            with Study.open(teams.merged(study, *files, into=f"{number}.db")) as opened:
                assert check(opened) == []
                outcomes.add(str(opened.connection.execute("SELECT text FROM cells WHERE deleted = 0").fetchall()))
        assert outcomes == {"[('senare: väntan är kort',)]"}

    def test_what_was_left_out_comes_in_once_the_reason_is_gone(self, study: Path) -> None:
        with Study.open(study, coder="Anna") as opened, opened.act("open round") as entry:
            ensure_round(opened, entry, "prov", "pilot")
            entry.describe("prov")
        bo = teams.bundle_for(study, "Bo", "bo.db")

        def work(opened: Study) -> None:
            _code_in(opened, "prov")
            opened.code(opened.document("samtal"), 20, 30, "k.rad")

        in_file(bo, work)
        with Study.open(study, coder="Anna") as opened:
            close_round(opened, "prov")
        assert plan(study, bo).written
        _forget_closing(study)
        assert plan(study, bo).files[0].codings.new == 1
        assert live(study, "Bo") == live(bo, "Bo")

    def test_a_coder_whose_name_differs_only_by_case_is_refused(self, study: Path) -> None:
        copy = Path(shutil.copy(study, study.with_name("kopia.db")))
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("UPDATE coders SET name = 'bo', uuid = 'annan' WHERE name = 'Bo'")
            connection.commit()
        before = teams.whole(study)
        with pytest.raises(RefusedError, match="'bo' differs from 'Bo'"):
            plan(study, copy)
        assert teams.whole(study) == before

    def test_a_dry_run_says_the_same_and_writes_nothing(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, new_code(opened, "ny").key))
        before, entries = teams.whole(study), len(_log(study))
        shown = plan(study, bo, dry_run=True)
        assert (teams.whole(study), len(_log(study))) == (before, entries)
        assert shown.files == plan(study, bo).files
        assert not shown.written


class TestUndo:
    def test_undo_restores_the_study_row_for_row_and_redo_brings_it_back(self, study: Path) -> None:
        bo, ce = teams.bundle_for(study, "Bo", "bo.db"), teams.bundle_for(study, "Dag", "dag.db")
        before = teams.whole(study)
        for path in (bo, ce):

            def work(opened: Study) -> None:
                opened.code(opened.document("samtal"), 10, 20, new_code(opened, "ny").key)
                reopen(opened, opened.document("1", "q1"))
                for coding in opened.connection.execute("SELECT id FROM codings WHERE start = 0").fetchall():
                    opened.remove(coding[0])

            in_file(path, work)
        plan(study, bo, ce)
        after = teams.whole(study)
        with Study.open(study, coder="Anna") as opened:
            opened.undo()
        assert teams.whole(study) == before
        with Study.open(study, coder="Anna") as opened:
            opened.redo()
        assert teams.whole(study) == after
        assert sound(study)

    def test_a_merge_that_was_taken_back_can_be_done_again(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, new_code(opened, "ny").key))
        plan(study, bo)
        after = teams.held(study)
        with Study.open(study, coder="Anna") as opened:
            opened.undo()
        assert plan(study, bo).written
        assert teams.held(study) == after
        assert sound(study)

    def test_merging_again_leaves_no_entry(self, study: Path) -> None:
        bo = teams.bundle_for(study, "Bo", "bo.db")
        in_file(bo, lambda opened: opened.code(opened.document("samtal"), 10, 20, "k.rad"))
        plan(study, bo)
        entries = len(_log(study))
        assert not plan(study, bo, bo).written
        assert len(_log(study)) == entries


@pytest.fixture(scope="session")
def team(small_original: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study and bundles for Bo (two of them), Ce and Dag, who is new."""
    folder = tmp_path_factory.mktemp("team")
    path = Path(shutil.copy(small_original.path, folder / "s.db"))
    for coder in ("Anna", "Bo", "Ce"):
        teams.act_at_random(path, coder, seed=7, number=6)
    for coder, name in (("Bo", "bo1.db"), ("Bo", "bo2.db"), ("Ce", "ce.db"), ("Dag", "dag.db")):
        teams.bundle_for(path, coder, name)
    return folder


_WORK = st.tuples(st.integers(0, 10_000), st.integers(0, 12))
_BOUNDED = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(bo=_WORK, ce=_WORK, dag=_WORK, meanwhile=_WORK)
@_BOUNDED
def test_nothing_is_lost_or_doubled_whatever_three_coders_did(
    team: Path, bo: tuple[int, int], ce: tuple[int, int], dag: tuple[int, int], meanwhile: tuple[int, int]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(team, Path(name) / "t"))
        study = folder / "s.db"
        files = [folder / file for file in ("bo1.db", "ce.db", "dag.db")]
        for path, coder, (seed, number) in zip(files, ("Bo", "Ce", "Dag"), (bo, ce, dag), strict=True):
            teams.act_at_random(path, coder, seed, number)
        teams.act_at_random(study, "Anna", *meanwhile)
        before, anna = teams.whole(study), live(study, "Anna")
        teams.merged(study, *files)
        for path, coder in zip(files, ("Bo", "Ce", "Dag"), strict=True):
            assert live(study, coder) == live(path, coder)
        assert live(study, "Anna") == anna
        assert sound(study)
        once = teams.whole(study)
        entries = len(_log(study))
        teams.merged(study, *reversed(files))
        assert (teams.whole(study), len(_log(study))) == (once, entries)
        if once != before:
            with Study.open(study, coder="Anna") as opened:
                opened.undo()
            assert teams.whole(study) == before


@given(first=_WORK, second=_WORK, ce=_WORK, meanwhile=_WORK)
@_BOUNDED
def test_the_order_of_files_does_not_matter_also_with_two_bundles_of_one_coder(
    team: Path, first: tuple[int, int], second: tuple[int, int], ce: tuple[int, int], meanwhile: tuple[int, int]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(team, Path(name) / "t"))
        study = folder / "s.db"
        files = [folder / file for file in ("bo1.db", "bo2.db", "ce.db")]
        for path, coder, (seed, number) in zip(files, ("Bo", "Bo", "Ce"), (first, second, ce), strict=True):
            teams.act_at_random(path, coder, seed, number)
        teams.act_at_random(study, "Bo", *meanwhile)
        together = [
            teams.held(teams.merged(study, *order, into=f"{number}.db"))
            for number, order in enumerate(itertools.permutations(files))
        ]
        assert all(each == together[0] for each in together)
        for number, order in enumerate(itertools.permutations(files)):
            path = Path(shutil.copy(study, folder / f"apart{number}.db"))
            for file in order:
                teams.merged(path, file)
            assert teams.held(path, twins_apart=False) == teams.held(folder / "0.db", twins_apart=False)
            assert sound(path)


def test_an_import_of_codings_in_a_bundle_comes_in_too(study: Path, write: Callable[[str, str], Path]) -> None:
    bo = teams.bundle_for(study, "Bo", "bo.db")
    file = write("k.csv", "case,question,document,start,end,code,coder\n2,q1,,,,k.rad,Bo\n3,q2,,,,k.rum,Bo\n")
    in_file(bo, lambda opened: import_codings(opened, file))
    assert plan(study, bo).files[0].codings.new == 2


def _log(path: Path) -> list[Any]:
    with Study.open(path, read_only=True) as opened:
        return history(opened)


def _coding(study: Study, code: str, coder: str | None = None) -> int:
    (found,) = study.connection.execute(
        "SELECT g.id FROM codings g JOIN codes c ON c.id = g.code_id "
        "WHERE c.key = ? AND g.coder_id = ? AND g.deleted = 0 ORDER BY g.start LIMIT 1",
        (code, study.coder_id(coder)),
    ).fetchone()
    return int(found)


def _memo(study: Study) -> int:
    (found,) = study.connection.execute("SELECT id FROM memos WHERE coder_id = ?", (study.coder_id(),)).fetchone()
    return int(found)


def _state(path: Path, coder: str) -> str:
    with closing(sqlite3.connect(path)) as connection:
        (state,) = connection.execute(
            "SELECT state FROM completions p JOIN coders k ON k.id = p.coder_id WHERE k.name = ? AND p.deleted = 0",
            (coder,),
        ).fetchone()
    return str(state)


def _code_in(study: Study, round: str) -> None:
    from themecode.usecases.coding import code

    code(study, study.document("samtal"), 10, 20, "k.rad", round=round)


def _forget_closing(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE rounds SET closed = NULL")
        connection.commit()
