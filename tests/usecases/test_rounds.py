"""Rounds: planned once, coded apart, locked while open, frozen when closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from themecode import Study
from themecode.analysis.counts import CategoryCounts, count_categories, count_everything
from themecode.analysis.retrieval import Scope, own_counted_scope, own_scope, places_of, result_scope
from themecode.analysis.searching import search
from themecode.core.answer_filter import OwnState
from themecode.core.documents import Span
from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.core.names import PRODUCTION
from themecode.core.states import Completion
from themecode.storage.queries import bulk as bulk_queries
from themecode.storage.queries import codes as code_queries
from themecode.usecases import answer_table, codebook_changes, looking, working_round
from themecode.usecases.bulk import reopen_many
from themecode.usecases.codebook_preview import passages_of
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.coding import insert_coding, new_code
from themecode.usecases.completing import complete, reopen
from themecode.usecases.import_codings import import_codings
from themecode.usecases.new_codes import code_with_new
from themecode.usecases.own_rounds import own_rounds
from themecode.usecases.proposals import accept, decline, proposals, propose
from themecode.usecases.round_plans import Wanted, named_documents, new_round, suggestions_in
from themecode.usecases.rounds import assign, close_round, computations, note_computation, note_seen, round_statuses
from themecode.usecases.suggesting import scope

Q1, CODE = ("1", "q1"), "k.rum"


@pytest.fixture
def anna(small: object) -> Iterator[Study]:
    with Study.open(small.path, coder="Anna") as study:  # type: ignore[attr-defined]
        looking.add_coder(study)
        yield study


@pytest.fixture
def as_coder(anna: Study) -> Iterator[Callable[..., Study]]:
    opened: list[Study] = []

    def open_as(name: str, round: str | None = None) -> Study:
        opened.append(Study.open(anna.path, coder=name, round=round))
        return opened[-1]

    yield open_as
    for each in opened:
        each.close()


def make(study: Study, name: str = "prov", kind: str = "reliability", **wanted: object) -> None:
    new_round(study, name, kind, Wanted(**{"questions": ["q1"], "coders": ["Anna", "Bo"], **wanted}))  # type: ignore[arg-type]


def code_it(
    study: Study, document: tuple[str, str] = Q1, *codes: str, state: Completion | None = Completion.COMPLETED
) -> None:
    found = study.document(*document)
    for code in codes or (CODE,):
        study.code(found, 0, 4, code)
    if state is not None:
        complete(study, found, state)


class TestMaking:
    def test_a_round_keeps_its_codebook_version_seed_and_who_codes_what(self, anna: Study) -> None:
        made = new_round(
            anna, "prov", "reliability", Wanted(questions=["q1"], coders=["Anna", "Bo"], sample="2", seed=7)
        )
        (row,) = [each for each in round_statuses(anna) if each.row.name == "prov"]
        assert (row.row.kind, row.row.seed, row.row.codebook_version) == ("reliability", 7, 1)
        assert row.codebooks == (("k", 1, 1),)
        assert [(each.coder, each.assigned, each.completed) for each in row.coders] == [("Anna", 2, 0), ("Bo", 2, 0)]
        assert made.hands["Anna"] == made.hands["Bo"]

    def test_the_same_seed_gives_the_same_round_and_a_dry_run_writes_nothing(
        self, anna: Study, content: Callable[[Path], object]
    ) -> None:
        before = content(anna.path)
        wanted = Wanted(sample="50%", overlap="1", seed=3, coders=["Anna", "Bo"])
        planned = new_round(anna, "prov", "production", wanted, dry_run=True)
        assert content(anna.path) == before
        assert new_round(anna, "prov", "production", wanted) == planned

    def test_making_a_round_is_one_step_that_undo_takes_back(
        self, anna: Study, content: Callable[[Path], object]
    ) -> None:
        before = content(anna.path)
        make(anna)
        anna.undo()
        assert content(anna.path) == before

    @pytest.mark.parametrize(
        ("wanted", "error"),
        [
            ({"questions": ["q99"]}, NotFoundError),
            ({"documents": ["ingen"]}, NotFoundError),
            ({"codebooks": ["ingen"]}, NotFoundError),
            ({"coders": ["anna"]}, RefusedError),
            ({"coders": ["consensus"]}, RefusedError),
            ({"sample": "0"}, RefusedError),
            ({"sample": "99"}, InputError),
            ({"overlap": "99"}, InputError),
            ({"suggestions": "kanske"}, InputError),
            ({"strata": ["ålder"]}, InputError),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_written(
        self, anna: Study, content: Callable[[Path], object], wanted: dict[str, object], error: type[Exception]
    ) -> None:
        before = content(anna.path)
        with pytest.raises(error):
            make(anna, **wanted)
        assert content(anna.path) == before

    @pytest.mark.parametrize(
        ("questions", "documents", "titles"),
        [
            (["q1"], ["samtal"], ["1 / q1", "2 / q1", "4 / q1", "5 / q1", "samtal"]),
            (["q1"], ["1", "5"], ["1 / q1", "5 / q1"]),
            ([], ["5"], ["5 / q1", "5 / q2"]),
            ([], ["samtal"], ["samtal"]),
            (["q1"], ["5", "samtal"], ["5 / q1", "samtal"]),
        ],
    )
    def test_transcripts_come_beside_answers_and_cases_narrow_questions(
        self, anna: Study, questions: list[str], documents: list[str], titles: list[str]
    ) -> None:
        found = named_documents(anna, questions, documents)
        assert sorted(each.title for each in found) == titles

    def test_a_name_that_is_taken_or_too_like_one_is_refused(self, anna: Study) -> None:
        make(anna)
        for name in ("prov", "Prov ", "production"):
            with pytest.raises(RefusedError, match="round of this name"):
                make(anna, name)

    def test_a_repeat_holds_only_what_its_coder_completed_before(self, anna: Study) -> None:
        with pytest.raises(RefusedError, match="completed before"):
            make(anna, "igen", "repeat", coders=["Anna"])
        code_it(anna)
        made = new_round(anna, "igen", "repeat", Wanted(coders=["Anna"]))
        assert [each.title for each in made.documents] == ["1 / q1"]

    def test_suggestions_are_off_but_in_production_unless_said_otherwise(
        self, as_coder: Callable[..., Study], anna: Study
    ) -> None:
        make(anna)
        make(anna, "med", suggestions="after")
        assert [suggestions_in(as_coder("Bo", name)) for name in (None, "prov", "med")] == ["on", "off", "after"]


class TestAssigning:
    def test_documents_are_given_and_taken_away_while_nobody_has_begun_them(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna, documents=["1"], questions=["q1"])
        document = anna.document("2", "q1")
        assert assign(anna, "prov", {"Bo": [document.id]}) == 1
        assert assign(anna, "prov", {"Bo": [document.id]}) == 0
        assert assign(anna, "prov", {"Bo": [document.id]}, remove=True) == 1
        code_it(as_coder("Bo", "prov"))
        with pytest.raises(RefusedError, match="has begun"):
            assign(anna, "prov", {"Bo": [anna.document(*Q1).id]}, remove=True)

    def test_a_document_of_someone_else_cannot_be_coded_in_the_round(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna, documents=["1"], coders=["Bo"])
        with pytest.raises(RefusedError, match="not assigned to you"):
            code_it(as_coder("Anna", "prov"))
        with pytest.raises(RefusedError, match="not assigned to you"):
            code_it(as_coder("Bo", "prov"), ("2", "q1"))


class TestWorking:
    def test_an_open_round_with_documents_for_the_coder_is_in_their_list(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna)
        bo = as_coder("Bo", "prov")
        code_it(bo)
        (found,) = own_rounds(as_coder("Bo"))
        assert (found.name, found.progress.read, found.progress.documents) == ("prov", 1, 4)
        assert [part.question and part.question.key for part in found.parts] == ["q1"]
        close_round(anna, "prov")
        assert own_rounds(as_coder("Bo")) == []

    def test_in_a_round_only_the_coders_documents_are_in_the_queue(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna, documents=["1", "2"])
        bo = as_coder("Bo", "prov")
        assert [place.case for place in looking.answer_queue(bo, bo.question("q1"))] == ["1", "2"]
        assert [row.key for row in looking.contents(bo).questions] == ["q1"]
        assert looking.contents(bo).transcripts == ()

    def test_documents_that_are_shared_out_are_each_in_one_coders_queue_alone(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna, "delad", "production")
        question = anna.question("q1")
        hands = []
        for name in ("Anna", "Bo"):
            own = as_coder(name, "delad")
            queue = [place.document_id for place in looking.answer_queue(own, question)]
            assert sorted(answer_table.listed(own, question)) == sorted(queue)
            assert looking.progress(own)[question.id].documents == len(queue)
            hands.append(set(queue))
        assert all(hands)
        assert not hands[0] & hands[1]
        assert len(hands[0] | hands[1]) == 4

    def test_what_was_coded_in_production_is_not_shown_in_a_round_and_may_be_coded_anew(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        code_it(anna)
        make(anna)
        again = as_coder("Anna", "prov")
        document = again.document(*Q1)
        assert (looking.own_codings(again, document), looking.own_state(again, document)) == ([], None)
        assert looking.own_counts(again, again.question("q1")) == {}
        code_it(again, Q1, "k.rad")
        assert [each.code for each in looking.own_codings(again, document)] == ["k.rad"]
        assert [each.code for each in looking.own_codings(anna, document)] == [CODE]

    def test_an_unknown_round_is_refused_when_the_study_is_opened(self, anna: Study) -> None:
        with pytest.raises(NotFoundError, match="no such round"):
            Study.open(anna.path, round="ingen")


class TestComingToProduction:
    @pytest.fixture
    def document(self, anna: Study, as_coder: Callable[..., Study]) -> object:
        make(anna)
        code_it(as_coder("Anna", "prov"), Q1, CODE, "k.rad")
        close_round(anna, "prov")
        return anna.document(*Q1)

    def shown(self, study: Study) -> tuple[list[str], str | None]:
        document = study.document(*Q1)
        return sorted(each.code for each in looking.own_codings(study, document)), looking.own_state(study, document)

    def own_count(self, study: Study) -> dict[str, int]:
        counts = count_categories(study, question="q1", coder="Anna")
        return {each.code: each.count for each in counts.categories if each.count}

    def test_what_was_completed_in_a_reliability_round_is_shown_and_counts(self, anna: Study, document: object) -> None:
        assert self.shown(anna) == (["k.rad", "k.rum"], "completed")
        assert self.own_count(anna) == {"k.rum": 1, "k.rad": 1}
        assert looking.progress(anna)[anna.question("q1").id].read == 1
        codes = {row.id: row.key for _, rows in looking.code_tree(anna, None) for row in rows}
        assert {codes[id]: n for id, n in looking.own_counts(anna, anna.question("q1")).items()} == self.own_count(anna)

    def test_a_code_added_in_production_joins_those_of_the_closed_round(self, anna: Study, document: object) -> None:
        anna.code(document, 0, 4, "k.tid.luft")  # type: ignore[arg-type]
        assert self.shown(anna) == (["k.rad", "k.rum", "k.tid.luft"], "completed")
        assert self.own_count(anna) == {"k.rum": 1, "k.rad": 1, "k.tid": 1, "k.tid.luft": 1}
        anna.undo()
        assert self.shown(anna) == (["k.rad", "k.rum"], "completed")

    def test_a_code_removed_in_production_stays_in_the_closed_round(
        self, anna: Study, document: object, as_coder: Callable[..., Study]
    ) -> None:
        coding = next(each for each in looking.own_codings(anna, document) if each.code == "k.rad")  # type: ignore[arg-type]
        anna.remove(coding.id)
        assert self.shown(anna) == (["k.rum"], "completed")
        assert self.own_count(anna) == {"k.rum": 1}
        assert self.shown(as_coder("Anna", "prov"))[0] == ["k.rad", "k.rum"]

    def test_notes_on_codings_come_along(self, anna: Study, as_coder: Callable[..., Study]) -> None:
        make(anna)
        own = as_coder("Anna", "prov")
        code_it(own, Q1, "k.rad")
        (coding,) = looking.own_codings(own, own.document(*Q1))
        with own.act("memo") as entry:
            texts = {"text": "osäkert 🤔", "created": entry.moment, "changed": entry.moment}
            coder = own.ensure_coder(entry)
            entry.insert("memos", {"coder_id": coder, "target": "coding", "coding_id": coding.id, **texts})
            entry.describe("en anteckning")
        close_round(anna, "prov")
        anna.code(anna.document(*Q1), 0, 4, CODE)
        (copy,) = [each for each in looking.own_codings(anna, anna.document(*Q1)) if each.code == "k.rad"]
        assert copy.id != coding.id
        found = anna.connection.execute("SELECT text FROM memos WHERE coding_id = ?", (copy.id,)).fetchall()
        assert found == [("osäkert 🤔",)]

    def test_it_can_be_opened_again_and_completed_again(self, anna: Study, document: object) -> None:
        reopen(anna, document)  # type: ignore[arg-type]
        assert self.shown(anna) == (["k.rad", "k.rum"], None)
        complete(anna, document)  # type: ignore[arg-type]
        assert self.own_count(anna) == {"k.rum": 1, "k.rad": 1}

    def test_in_the_closed_round_nothing_changes_any_more(
        self, document: object, as_coder: Callable[..., Study]
    ) -> None:
        again = as_coder("Anna", "prov")
        with pytest.raises(RefusedError, match="closed"):
            again.code(document, 0, 4, "k.tid.luft")  # type: ignore[arg-type]
        with pytest.raises(RefusedError, match="closed"):
            again.remove(looking.own_codings(again, document)[0].id)  # type: ignore[arg-type]


class TestLocking:
    @pytest.mark.parametrize(
        "change",
        [
            lambda s: new_code(s, "nytt", codebook="k"),
            lambda s: codebook_changes.redefine(s, CODE, definition="annat"),
            lambda s: code_with_new(s, s.document(*Q1), 0, 2, "nytt", codebook="k"),
            lambda s: codebook_changes.relabel(s, CODE, "annat"),
            lambda s: codebook_changes.rename_code(s, CODE, "k.annat"),
            lambda s: codebook_changes.merge_codes(s, CODE, "k.rad"),
            lambda s: codebook_changes.move_code(s, CODE, parent="k.tid"),
            lambda s: codebook_changes.retire_code(s, CODE),
            lambda s: s.undo(),
        ],
    )
    def test_a_codebook_stays_as_it_is_while_a_reliability_round_on_it_is_open(
        self,
        anna: Study,
        change: Callable[[Study], object],
        as_coder: Callable[..., Study],
        content: Callable[[Path], object],
    ) -> None:
        bo = as_coder("Bo")
        new_code(bo, "tidigare", codebook="k")
        make(anna)
        before = content(anna.path)
        with pytest.raises(RefusedError, match="locked"):
            change(bo)
        assert content(anna.path) == before
        close_round(anna, "prov")
        change(bo)

    @pytest.mark.parametrize("kind", ["production", "pilot"])
    def test_other_rounds_lock_nothing(self, anna: Study, kind: str) -> None:
        make(anna, kind=kind)
        new_code(anna, "nytt", codebook="k")

    def test_a_code_that_is_missed_is_proposed_and_made_when_the_round_is_closed(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna)
        bo = as_coder("Bo", "prov")
        document = bo.document(*Q1)
        number = propose(bo, " nya  lokaler ", codebook="k", document=document, span=Span(0, 2))
        other = propose(bo, "något annat", codebook="k")
        assert looking.locked_by(bo, "k") == "prov"
        (first, _) = proposals(anna, "prov")
        assert (first.coder, first.label, first.document, first.quote) == ("Bo", "nya lokaler", "1 / q1", "Vi")
        with pytest.raises(RefusedError, match="locked"):
            accept(anna, "prov", number)
        close_round(anna, "prov")
        assert accept(anna, "prov", number).key == "k.nya_lokaler"
        decline(anna, "prov", other, "ryms i k.rum")
        answers = [each.answer for each in proposals(anna, "prov")]
        assert answers == ["accepted: k.nya_lokaler", "declined: ryms i k.rum"]
        with pytest.raises(RefusedError, match="has its answer"):
            accept(anna, "prov", number)

    def test_where_nothing_is_locked_there_is_nothing_to_propose(self, anna: Study) -> None:
        with pytest.raises(RefusedError, match="not locked"):
            propose(anna, "nytt", codebook="k")


def shown(study: Study) -> list[CategoryCounts]:
    """Count as the screen of figures does."""
    scope = result_scope(study) or own_counted_scope(study)
    if scope.counted is not None and study.coder_id() is None:
        return []
    return count_everything(study, question="q1", coder=scope.counted, rounds=scope.rounds, provisional=True)


class TestBlindness:
    """In an open reliability round nothing of another coder shows through anything the screens look at."""

    @pytest.fixture
    def both(self, anna: Study, as_coder: Callable[..., Study]) -> tuple[Study, Study]:
        make(anna)
        code_it(as_coder("Anna", "prov"), Q1, CODE, "k.rad")
        return as_coder("Bo", "prov"), as_coder("Bo")

    def test_nothing_of_another_coder_is_visible_in_the_round_or_in_production(self, both: tuple[Study, Study]) -> None:
        for bo in both:
            document, question = bo.document(*Q1), bo.question("q1")
            assert looking.own_codings(bo, document) == []
            assert looking.own_state(bo, document) is None
            assert looking.own_counts(bo, question) == {}
            assert looking.codings_by_code(bo) == {}
            assert passages_of(bo, CODE) == []
            assert looking.progress(bo)[question.id].read == 0
            assert {place.state for place in looking.answer_queue(bo, question)} == {None}
            assert set(looking.transcript_progress(bo).values()) <= {(0, None)}
            assert looking.revisit(bo, question) == {}
            assert looking.digits(bo, question) == []
            assert all(each.count == 0 for counts in shown(bo) for each in counts.categories)

    def test_ones_own_work_is_seen_where_it_was_done(self, both: tuple[Study, Study]) -> None:
        bo, _ = both
        code_it(bo, Q1, "k.tid.luft")
        (counts,) = shown(bo)
        assert {each.code: each.count for each in counts.categories if each.count} == {"k.tid": 1, "k.tid.luft": 1}
        assert sum(looking.codings_by_code(bo).values()) == 1

    def test_when_the_round_is_closed_what_others_did_counts_in_the_result(
        self, both: tuple[Study, Study], anna: Study
    ) -> None:
        close_round(anna, "prov")
        (counts,) = shown(both[1])
        assert {each.code for each in counts.categories if each.count} == {"k.rum", "k.rad"}


class TestClosing:
    def test_closing_says_who_is_not_done(self, anna: Study, as_coder: Callable[..., Study]) -> None:
        make(anna)
        code_it(as_coder("Bo", "prov"))
        closed = close_round(anna, "prov", dry_run=True)
        assert closed.row.closed is None
        closed = close_round(anna, "prov")
        assert [(each.coder, each.completed, each.assigned) for each in closed.unfinished] == [
            ("Anna", 0, 4),
            ("Bo", 1, 4),
        ]

    def test_closing_can_be_undone_until_the_coders_have_been_compared(self, anna: Study) -> None:
        make(anna)
        close_round(anna, "prov")
        anna.undo()
        close_round(anna, "prov")
        note_computation(anna, "prov", "krippendorff_alpha q1")
        with pytest.raises(RefusedError, match="has been compared since"):
            anna.undo()
        assert anna.find_round("prov").closed

    def test_every_computation_is_kept_and_none_on_a_study_open_for_reading(self, anna: Study) -> None:
        make(anna)
        note_computation(anna, "prov", "krippendorff_alpha q1")
        with Study.open(anna.path, coder="Bo", read_only=True) as reading:
            note_computation(reading, "prov", "igen")
        note_computation(anna, "prov", "igen")
        assert [(each.coder, each.what) for each in computations(anna, "prov")] == [
            ("Anna", "krippendorff_alpha q1"),
            ("Anna", "igen"),
        ]
        assert {each.row.name: each.computations for each in round_statuses(anna)} == {"production": 0, "prov": 2}


class TestWhichCounts:
    def test_production_goes_before_a_reliability_round_whichever_was_later(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        code_it(anna, Q1, CODE)
        make(anna)
        code_it(as_coder("Anna", "prov"), Q1, "k.rad")
        assert str(count_categories(anna, question="q1", coder="Anna")) == "lokaler (1)"
        assert [each.code for each in looking.own_codings(anna, anna.document(*Q1))] == [CODE]

    def test_of_several_reliability_rounds_the_one_completed_last_counts(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna, "första")
        make(anna, "andra")
        code_it(as_coder("Anna", "andra"), Q1, "k.rad")
        code_it(as_coder("Anna", "första"), Q1, CODE)
        assert str(count_categories(anna, question="q1", coder="Anna")) == "lokaler (1)"
        assert [each.code for each in looking.own_codings(anna, anna.document(*Q1))] == [CODE]

    def test_completing_in_production_keeps_the_codes_of_the_closed_round(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna)
        code_it(as_coder("Anna", "prov"), Q1, "k.rad")
        close_round(anna, "prov")
        complete(anna, anna.document(*Q1))
        assert str(count_categories(anna, question="q1", coder="Anna")) == "råd och stöd (1)"


class TestWhichIsShown:
    """Whatever looks at a coder's own work takes a document's from one and the same round."""

    WAYS = ("codings", "table", "found", "counted", "bulk")

    def shown(self, study: Study) -> dict[str, object]:
        document, question = study.document(*Q1), study.question("q1")
        reader = working_round.reader(study)
        line = answer_table.lines(study, [document.id])[document.id]
        key_of = {row.id: row.key for row in code_queries.codes(study.connection)}
        kept = [key for key in (CODE, "k.rad") if places_of(study, [study.find_code(key).id], own_scope(study)).places]
        return {
            "codings": [each.code for each in looking.own_codings(study, document)],
            "table": [key_of[code] for code in line.codes],
            "found": kept,
            "counted": sorted(key_of[code] for code in looking.own_counts(study, question) if key_of[code] != "k"),
            "bulk": sorted(key_of[code] for code in bulk_queries.codes_on(study.connection, [document.id], reader)),
            "states": (
                looking.own_state(study, document),
                next(p.state for p in looking.answer_queue(study, question) if p.document_id == document.id),
                None if line.state is OwnState.UNTOUCHED else str(line.state),
                "completed" if looking.progress(study)[question.id].read else None,
            ),
        }

    def test_production_goes_before_a_reliability_round_that_was_later(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        code_it(anna)
        make(anna)
        code_it(as_coder("Anna", "prov"), Q1, "k.rad")
        close_round(anna, "prov")
        make(anna, "två", "production", coders=["Anna"])
        close_round(anna, PRODUCTION)
        assert self.shown(as_coder("Anna", "två")) == {
            **{way: [CODE] for way in self.WAYS},
            "states": ("completed",) * 4,
        }

    def test_of_a_document_that_was_only_skipped_elsewhere_nothing_is_shown(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna)
        code_it(as_coder("Anna", "prov"), Q1, CODE, state=Completion.SKIPPED)
        close_round(anna, "prov")
        assert self.shown(anna) == {
            **{way: [] for way in self.WAYS},
            "states": (None,) * 4,
        }


def test_a_round_whose_differences_were_looked_at_is_not_opened_again_and_was_not_computed(
    anna: Study, as_coder: Callable[..., Study], content: Callable[[Path], object]
) -> None:
    make(anna)
    note_seen(anna, "prov")  # open: nothing was there to be seen
    close_round(anna, "prov")
    anna.undo()
    close_round(anna, "prov")
    before = content(anna.path)
    note_seen(anna, "prov")
    note_seen(as_coder("Bo"), "prov")
    assert (computations(anna, "prov"), [each.computations for each in round_statuses(anna)]) == ([], [0, 0])
    with pytest.raises(RefusedError, match="has been compared since"):
        anna.undo()
    assert content(anna.path) == before


class TestApart:
    """Until a reliability round is closed, nobody sees what others do in it, on the screens or off."""

    def counted(self, study: Study, coder: str | None = None) -> dict[str, int]:
        counts = count_categories(study, question="q1", coder=coder)
        return {each.code: each.count for each in counts.categories if each.count}

    def found(self, study: Study, *coders: str) -> int:
        return len(search(study, CODE, Scope(coders=coders or None)).places)

    def test_what_is_coded_counts_when_the_round_is_closed_and_ones_own_before(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna)
        code_it(as_coder("Bo", "prov"))
        bo = as_coder("Bo")
        assert self.counted(anna) == self.counted(anna, "Bo") == self.counted(bo) == {}
        assert self.counted(bo, "Bo") == {CODE: 1}
        close_round(anna, "prov")
        assert self.counted(anna) == self.counted(anna, "Bo") == {CODE: 1}

    def test_searching_finds_ones_own_codings_and_nobody_elses(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna)
        code_it(as_coder("Bo", "prov"))
        bo, within = as_coder("Bo"), as_coder("Anna", "prov")
        assert [self.found(each, *names) for each in (anna, within) for names in ((), ("Bo",), ("Anna", "Bo"))] == [
            0
        ] * 6
        assert [self.found(bo), self.found(bo, "Bo"), self.found(bo, "Anna", "Bo")] == [0, 1, 1]
        close_round(anna, "prov")
        assert [self.found(anna), self.found(anna, "Bo"), self.found(anna, "Anna", "Bo")] == [1, 1, 1]

    def test_suggestions_in_the_round_learn_from_the_one_who_acts_alone(
        self, anna: Study, as_coder: Callable[..., Study]
    ) -> None:
        make(anna, suggestions="on")
        code_it(as_coder("Bo", "prov"))
        with pytest.raises(RefusedError, match="one's own codings alone"):
            scope(anna, "q1", round="prov", coder="Bo")
        assert scope(anna, "q1", round="prov", coder="Anna").coder == "Anna"

    def test_an_imported_round_was_planned_elsewhere_and_counts_at_once(self, anna: Study) -> None:
        file = anna.path.parent / "koder.csv"
        file.write_text(f"case,question,document,start,end,code,coder,round\n1,q1,,,,{CODE},Bo,annan\n", "utf-8")
        import_codings(anna, file)
        assert self.counted(anna) == {CODE: 1}


class TestOpenedAgain:
    @pytest.mark.parametrize("codes", [[CODE], []])
    @pytest.mark.parametrize("many", [False, True])
    def test_what_was_read_in_a_closed_round_is_unread_in_the_list_when_opened_again(
        self, anna: Study, as_coder: Callable[..., Study], codes: list[str], many: bool
    ) -> None:
        make(anna)
        own = as_coder("Anna", "prov")
        document = own.document(*Q1)
        for code in codes:
            own.code(document, 0, 4, code)
        complete(own, document)
        close_round(anna, "prov")
        question = anna.question("q1")

        def read() -> tuple[int, bool]:
            state = {place.document_id: place.state for place in looking.answer_queue(anna, question)}[document.id]
            return looking.progress(anna)[question.id].read, state not in (None, "skipped")

        assert read() == (1, True)
        reopen_many(anna, [document.id]) if many else reopen(anna, document)
        assert read() == (0, False)
        assert [each.code for each in looking.own_codings(anna, document)] == codes
        complete(anna, document)
        assert read() == (1, True)
        anna.undo()
        anna.undo()
        assert read() == (1, True)
        assert looking.own_state(as_coder("Anna", "prov"), document) == ("completed" if codes else "no code fits")


def test_a_proposal_is_accepted_as_one_step_that_undo_takes_back(
    anna: Study, as_coder: Callable[..., Study], content: Callable[[Path], object]
) -> None:
    make(anna)
    number = propose(as_coder("Bo", "prov"), "nya lokaler", codebook="k", definition="byggda nyligen 🏠")
    close_round(anna, "prov")
    before = content(anna.path)
    row = accept(anna, "prov", number)
    assert (row.texts[0].definition, proposals(anna, "prov")[0].answer) == (
        "byggda nyligen 🏠",
        f"accepted: {row.key}",
    )
    anna.undo()
    assert content(anna.path) == before
    with pytest.raises(NotFoundError):
        anna.find_code(row.key)


def test_only_the_codebooks_of_the_documents_drawn_are_locked(anna: Study) -> None:
    load_codebook(anna, _book(anna.path.parent / "annan.yaml"))
    with anna.act("code") as entry:  # the interview is read with the other codebook
        coder = anna.ensure_coder(entry)
        document = anna.document("samtal")
        insert_coding(entry, document.id, Span(0, 4), anna.find_code("annan.kod").id, coder, anna.round_id())
        entry.describe("en kod")
    made = new_round(anna, "prov", "reliability", Wanted(questions=["q1"], coders=["Anna"], sample="2", seed=1))
    assert "annan" not in {book.key for book in made.codebooks}


def _book(path: Path) -> Path:
    path.write_text("codebook: annan\nname: Annan\ncodes:\n  - {key: annan.kod, label: kod}\n", "utf-8")
    return path
