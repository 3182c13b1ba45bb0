"""From disagreement to consensus: what is decided counts, is explained, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis.counts import count_categories
from themecode.analysis.releases import trace
from themecode.core.documents import Span
from themecode.core.errors import InputError, NotFoundError, RefusedError, UndecidedError
from themecode.core.names import CONSENSUS
from themecode.core.states import Completion
from themecode.storage.queries.deciding import Given
from themecode.usecases.comparing import Comparison, Subject, _clusters, comparable_rounds, compare
from themecode.usecases.completing import complete
from themecode.usecases.deciding import AGREED, BOTH, OTHER, decide, fill_agreed
from themecode.usecases.reasons import add_criterion, given_reasons, repeated_reasons
from themecode.usecases.round_plans import Wanted, new_round
from themecode.usecases.rounds import close_round

GIVEN: dict[str, dict[str, tuple[str, ...]]] = {
    "Anna": {"1": ("k.tid.luft", "k.rum"), "2": ("k.rum",), "4": (), "5": ("k.rad",)},
    "Bo": {"1": ("k.tid.luft", "k.rad"), "2": ("k.rum",), "4": (), "5": ("k.rum",)},
}


@pytest.fixture
def lena(small: object) -> Iterator[Study]:
    """A coordinator, and a closed round in which Anna and Bo have coded question 1."""
    with Study.open(small.path, coder="Lena") as study:  # type: ignore[attr-defined]
        new_round(study, "prov", "reliability", Wanted(questions=["q1"], coders=["Anna", "Bo"]))
        for coder, answers in GIVEN.items():
            with Study.open(study.path, coder=coder, round="prov") as own:
                for case, codes in answers.items():
                    document = own.document(case, "q1")
                    for code in codes:
                        own.code(document, 0, len(document.text), code)
                    contentless = case == "4" and coder == "Bo"
                    complete(own, document, Completion.CONTENTLESS if contentless else Completion.COMPLETED)
        close_round(study, "prov")
        yield study


@pytest.fixture
def subject(lena: Study) -> Subject:
    ((row, (found,)),) = comparable_rounds(lena)
    assert row.name == "prov"
    return found


def unit(compared: Comparison, title: str) -> object:
    return next(each for each in compared.units if each.title == title)


def settle(study: Study, subject: Subject, title: str, taken: str, **more: object) -> None:
    compared = compare(study, "prov", subject)
    decide(study, "prov", subject, unit(compared, title), taken, **more)  # type: ignore[arg-type]


def stands(study: Study, title: str) -> tuple[set[str], str | None]:
    """Return the codes and the state of the consensus on an answer."""
    found = study.connection.execute(
        "SELECT c.key FROM codings g JOIN codes c ON c.id = g.code_id WHERE g.document_id = ? AND g.coder_id = ? "
        "AND g.deleted = 0",
        (study.document(title, "q1").id, study.coder_id(CONSENSUS)),
    )
    state = study.connection.execute(
        "SELECT state FROM completions WHERE document_id = ? AND coder_id = ? AND deleted = 0",
        (study.document(title, "q1").id, study.coder_id(CONSENSUS)),
    ).fetchone()
    return {row[0] for row in found}, state[0] if state else None


def individual(path: Path) -> list[tuple[object, ...]]:
    with Study.open(path, read_only=True) as study:
        return [
            row
            for table in ("codings", "completions")
            for row in study.connection.execute(
                f"SELECT * FROM {table} WHERE coder_id <> ? ORDER BY id", (study.coder_id(CONSENSUS),)
            )
        ]


class TestComparing:
    def test_units_that_differ_come_with_the_most_disputed_codes_first(self, lena: Study, subject: Subject) -> None:
        compared = compare(lena, "prov", subject)
        assert [each.title for each in compared.differences] == ["1", "5", "4"]
        assert [each.title for each in compared.agreed] == ["2"]
        assert {compared.codes[id].key: n for id, n in compared.disagreement.items()} == {"k.rum": 2, "k.rad": 2}
        assert (compared.coders, compared.alone) == (("Anna", "Bo"), 0)

    def test_a_document_only_one_has_completed_is_not_compared(self, lena: Study, subject: Subject) -> None:
        with lena.act("reopen") as entry:
            entry.delete_where(
                "completions",
                "document_id = ? AND coder_id = ?",
                (lena.document("5", "q1").id, lena.coder_id("Bo")),
            )
        compared = compare(lena, "prov", subject)
        assert ([each.title for each in compared.differences], compared.alone) == (["1", "4"], 1)

    def test_the_confusion_table_has_the_codes_given_instead_of_each_other_and_their_units(
        self, lena: Study, subject: Subject
    ) -> None:
        compared = compare(lena, "prov", subject)
        (only,) = compared.confusion()
        pair = {compared.codes[only.first].key, compared.codes[only.second or 0].key}
        assert (pair, [each.title for each in only.units]) == ({"k.rum", "k.rad"}, ["1", "5"])

    def test_an_open_round_is_not_compared(self, lena: Study, subject: Subject) -> None:
        new_round(lena, "ny", "reliability", Wanted(questions=["q1"], coders=["Anna", "Bo"]))
        assert [row.name for row, _ in comparable_rounds(lena)] == ["prov"]
        for act in (compare, fill_agreed):
            with pytest.raises(RefusedError, match="this round is open"):
                act(lena, "ny", subject)

    @given(
        spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=30),
    )
    def test_passages_are_the_codings_that_overlap_one_another_through_others_too(
        self, spans: list[tuple[int, int]]
    ) -> None:
        codings = sorted(
            (Given(1, 1, Span(start, start + length), 1) for start, length in spans),
            key=lambda each: (each.span.start, each.span.end),
        )
        clusters = _clusters(codings)
        assert [each for cluster in clusters for each in cluster] == codings
        covered = [
            {place for each in cluster for place in range(each.span.start, each.span.end)} for cluster in clusters
        ]
        for cluster, places in zip(clusters, covered, strict=True):
            assert places == set(range(min(places), max(places) + 1)), cluster  # no gap within
        assert sum(map(len, covered)) == len(set().union(*covered))  # and nothing in two


class TestDeciding:
    @pytest.mark.parametrize(
        ("taken", "codes", "wanted", "state"),
        [
            ("side:Anna", (), {"k.tid.luft", "k.rum"}, "completed"),
            ("side:Bo", (), {"k.tid.luft", "k.rad"}, "completed"),
            (BOTH, (), {"k.tid.luft", "k.rum", "k.rad"}, "completed"),
            (OTHER, ("k.tid.moten", "k.rum"), {"k.tid.moten", "k.rum"}, "completed"),
            (OTHER, (), set(), "no code fits"),
        ],
    )
    def test_what_is_taken_becomes_the_consensus_and_the_coders_work_stays_as_it_was(
        self, lena: Study, subject: Subject, taken: str, codes: tuple[str, ...], wanted: set[str], state: str
    ) -> None:
        before = individual(lena.path)
        settle(lena, subject, "1", taken, codes=codes, reason=" för att ")
        assert stands(lena, "1") == (wanted, state)
        assert individual(lena.path) == before
        (decision,) = [each.decision for each in compare(lena, "prov", subject).units if each.decision]
        assert (decision.coder, decision.taken, decision.reason) == ("Lena", taken, "för att")

    def test_a_state_is_decided_as_a_code_is(self, lena: Study, subject: Subject) -> None:
        settle(lena, subject, "4", "side:Bo")
        assert stands(lena, "4") == (set(), "contentless")

    def test_deciding_again_replaces_what_was_decided(self, lena: Study, subject: Subject) -> None:
        settle(lena, subject, "1", "side:Anna", reason="först")
        settle(lena, subject, "1", "side:Bo", reason="sedan")
        assert stands(lena, "1")[0] == {"k.tid.luft", "k.rad"}
        assert [each.decision.reason for each in compare(lena, "prov", subject).units if each.decision] == ["sedan"]

    def test_a_decision_is_one_step_that_undo_takes_back(
        self, lena: Study, subject: Subject, content: Callable[[Path], object]
    ) -> None:
        settle(lena, subject, "1", "side:Anna")
        before = content(lena.path)
        settle(lena, subject, "1", OTHER, codes=("k.tid.moten",))
        lena.undo()
        assert content(lena.path) == before
        lena.undo()
        assert stands(lena, "1") == (set(), None)
        assert not any(each.decided for each in compare(lena, "prov", subject).units)

    @pytest.mark.parametrize(
        ("taken", "codes", "error"),
        [
            ("side:Ingen", (), InputError),
            ("kanske", (), InputError),
            (OTHER, ("k.finnsinte",), NotFoundError),
        ],
    )
    def test_what_cannot_be_decided_is_refused_and_nothing_is_written(
        self,
        lena: Study,
        subject: Subject,
        taken: str,
        codes: tuple[str, ...],
        error: type[Exception],
        content: Callable[[Path], object],
    ) -> None:
        before = content(lena.path)
        with pytest.raises(error):
            settle(lena, subject, "1", taken, codes=codes)
        assert content(lena.path) == before

    def test_the_reason_is_found_again_behind_the_number(self, lena: Study, subject: Subject) -> None:
        settle(lena, subject, "1", "side:Anna", reason="lokalen nämns")
        fill_agreed(lena, "prov", subject)
        found = trace(lena, "q1", "k.rum").passages
        assert [(each.case, each.decided_by, each.taken, each.reason) for each in found] == [
            ("1", "Lena", "side:Anna", "lokalen nämns"),
            ("2", "Lena", AGREED, ""),
        ]


class TestFilling:
    def test_where_all_agree_consensus_is_filled_in_one_step(
        self, lena: Study, subject: Subject, content: Callable[[Path], object]
    ) -> None:
        before = content(lena.path)
        filled = fill_agreed(lena, "prov")
        assert (filled.units, filled.documents) == (1, 1)
        assert stands(lena, "2") == ({"k.rum"}, "completed")
        assert (fill_agreed(lena, "prov").units, len(comparable_rounds(lena))) == (0, 1)
        lena.undo()
        assert content(lena.path) == before

    def test_decided_and_filled_the_counts_are_no_longer_refused(self, lena: Study, subject: Subject) -> None:
        with pytest.raises(UndecidedError):
            count_categories(lena, question="q1")
        for title in ("1", "4", "5"):
            settle(lena, subject, title, "side:Anna")
        fill_agreed(lena, "prov", subject)
        assert str(count_categories(lena, question="q1")) == "lokaler (2), tid (1), råd och stöd (1)"

    def test_what_has_a_consensus_from_elsewhere_is_left_alone(
        self, demo: Path, content: Callable[[Path], object]
    ) -> None:
        before = content(demo)
        with Study.open(demo, coder="Anna") as study:
            assert fill_agreed(study, "reliability").units == 0
        assert content(demo) == before


class TestPassages:
    """In a transcript a unit is a passage, and a document is completed when each of its passages is."""

    @pytest.fixture
    def interview(self, small: object) -> Iterator[Study]:
        with Study.open(small.path, coder="Lena") as study:  # type: ignore[attr-defined]
            new_round(
                study, "prov", "reliability", Wanted(documents=["samtal"], codebooks=["k"], coders=["Anna", "Bo"])
            )
            text = study.document("samtal").text
            participant = [
                (turn[0], turn[1])
                for turn in study.connection.execute(
                    'SELECT t.start, t."end" FROM turns t JOIN speakers s ON s.id = t.speaker_id WHERE s.moderator = 0 '
                    "ORDER BY t.start"
                )
            ]
            (first, first_end), (second, second_end) = participant[:2]
            assert first_end - first > 12
            self.first, self.second = Span(first, first_end), Span(second, second_end)
            marks = {
                "Anna": [(first, first + 8, "k.rum"), (first + 5, first + 12, "k.rad"), (second, second_end, "k.rum")],
                "Bo": [(first, first + 8, "k.rum"), (second, second_end, "k.rum")],
            }
            for coder, codings in marks.items():
                with Study.open(study.path, coder=coder, round="prov") as own:
                    for start, end, code in codings:
                        own.code(own.document("samtal"), start, end, code)
                    complete(own, own.document("samtal"))
            assert text
            close_round(study, "prov")
            yield study

    def test_codings_that_overlap_are_one_passage(self, interview: Study) -> None:
        ((_, (subject,)),) = comparable_rounds(interview)
        compared = compare(interview, "prov", subject)
        assert [each.span for each in compared.units] == [Span(self.first.start, self.first.start + 12), self.second]
        assert [each.span for each in compared.differences] == [Span(self.first.start, self.first.start + 12)]

    def test_the_document_is_completed_when_the_last_passage_is_decided(self, interview: Study) -> None:
        ((_, (subject,)),) = comparable_rounds(interview)
        (difference,) = compare(interview, "prov", subject).differences
        decide(interview, "prov", subject, difference, OTHER, codes=["k.rum", "k.tid.luft"])
        with pytest.raises(UndecidedError):
            count_categories(interview, codebook="k")
        assert fill_agreed(interview, "prov", subject).documents == 1
        counts = count_categories(interview, codebook="k", basis="codings")
        assert {each.code: each.count for each in counts.categories if each.count} == {
            "k.rum": 2, "k.tid": 1, "k.tid.luft": 1,
        }  # fmt: skip
        assert counts.documents["consensus"] == 1

    def test_a_code_nobody_gave_stands_on_the_whole_passage_others_where_they_were_put(self, interview: Study) -> None:
        ((_, (subject,)),) = comparable_rounds(interview)
        (difference,) = compare(interview, "prov", subject).differences
        decide(interview, "prov", subject, difference, OTHER, codes=["k.rum", "k.tid.luft"])
        found = interview.connection.execute(
            'SELECT c.key, g.start, g."end" FROM codings g JOIN codes c ON c.id = g.code_id '
            "WHERE g.coder_id = ? AND g.deleted = 0 ORDER BY c.key",
            (interview.coder_id(CONSENSUS),),
        ).fetchall()
        start = self.first.start
        assert found == [("k.rum", start, start + 8), ("k.tid.luft", start, start + 12)]


class TestReasons:
    def test_reasons_given_twice_are_offered_with_the_codes_taken_and_dropped(
        self, lena: Study, subject: Subject
    ) -> None:
        settle(lena, subject, "1", "side:Anna", reason="bara lokalen nämns")
        settle(lena, subject, "5", "side:Bo", reason="Bara lokalen  nämns.")
        settle(lena, subject, "4", "side:Bo", reason="tomt")
        compared = compare(lena, "prov", subject)
        (found,) = repeated_reasons(lena, compared)
        assert (found.number, found.taken, found.dropped) == (2, ("k.rum",), ("k.rad",))
        assert given_reasons(compared) == ["bara lokalen nämns", "tomt"]

    def test_a_reason_is_added_to_what_the_code_says_and_not_twice(self, lena: Study) -> None:
        assert add_criterion(lena, "k.rum", "include", "lokalen nämns").text("include", "sv") == "lokalen nämns"
        row = add_criterion(lena, "k.rum", "include", "hyran")
        assert row.text("include", "sv") == "lokalen nämns; hyran"
        assert add_criterion(lena, "k.rum", "include", "Hyran.").text("include", "sv") == "lokalen nämns; hyran"
        lena.undo()
        assert lena.find_code("k.rum").text("include", "sv") == "lokalen nämns"
