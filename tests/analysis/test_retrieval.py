"""Everything about a code: whose codings, where, by what, and with what around them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.analysis.counts import count_everything
from themecode.analysis.grouping import grouped, holding
from themecode.analysis.meaning_units import meaning_units
from themecode.analysis.query.terms import QueryError
from themecode.analysis.releases import trace
from themecode.analysis.retrieval import (
    Scope,
    own_scope,
    places_of,
    read_all,
    read_passages,
    result_scope,
    speaking,
)
from themecode.analysis.searching import search
from themecode.core.errors import NotFoundError
from themecode.usecases.codebook_changes import change_kind


@pytest.fixture
def study(small: Any) -> Iterator[Study]:
    """Lena has coded the interview and two answers, Bo one answer that Lena has coded too."""
    with Study.open(small.path, coder="Lena") as lena:
        talk = lena.document("samtal")
        for words, code in [
            ("Vi har ont om tid.", "k.tid"),
            ("Mötena ställs in 🤷‍♀️!", "k.tid.moten"),
            ("Lokalerna är för små.", "k.rum"),
            ("Re\u0301n luft vore bra.".replace("e\u0301", "é"), "k.tid.luft"),
            ("Hur ser det ut med tiden?", "k.tid"),
        ]:
            start = talk.text.index(words)
            lena.code(talk, start, start + len(words), code)
        lena.complete(talk)
        for case, code in (("1", "k.tid"), ("2", "k.rum")):
            answer = lena.document(case, "q1")
            lena.code(answer, 0, len(answer.text), code)
            lena.complete(answer)
    with Study.open(small.path, coder="Bo") as bo:
        answer = bo.document("2", "q1")
        bo.code(answer, 0, 5, "k.rad")
        bo.complete(answer)
    with Study.open(small.path, coder="Lena") as opened:
        yield opened


def texts(study: Study, query: str, scope: Scope) -> list[str]:
    return [passage.text for passage in read_all(study, search(study, query, scope).places, 0)]


def test_a_parent_code_gives_its_whole_subtree_in_the_order_of_cases_and_text(study: Study) -> None:
    assert texts(study, "k.tid", own_scope(study)) == [
        "Vi behöver mer tid, för möten 🤔.",
        "Hur ser det ut med tiden?",
        "Vi har ont om tid.",
        "Mötena ställs in 🤷‍♀️!",
        "Rén luft vore bra.",
    ]


def test_a_coder_sees_no_one_elses_codings(study: Study, small: Any) -> None:
    assert texts(study, "k.rad", own_scope(study)) == []
    with Study.open(small.path, coder="Bo", read_only=True) as bo:
        assert texts(bo, "k.rad", own_scope(bo)) == ["Ånej "[:5]]
        assert texts(bo, "k.tid or k.rum", own_scope(bo)) == []


def test_someone_new_to_the_study_has_no_codings_and_an_unknown_coder_is_refused(small: Any) -> None:
    with Study.open(small.path, coder="Ny", read_only=True) as new:
        assert places_of(new, [1, 2, 3], own_scope(new)).places == []
        with pytest.raises(NotFoundError, match="no such coder"):
            places_of(new, [1], Scope(coders=("Ingen",)))


def test_the_result_leaves_out_what_awaits_a_consensus_and_says_so_and_moderators_are_not_counted(study: Study) -> None:
    result = search(study, "k.rum", Scope())
    assert [passage.text for passage in read_all(study, result.places)] == ["Lokalerna är för små."]
    assert result.undecided == 1
    assert "Hur ser det ut med tiden?" not in texts(study, "k.tid", Scope())
    assert "Hur ser det ut med tiden?" in texts(study, "k.tid", own_scope(study))


def test_the_result_is_what_trace_shows_behind_each_number(demo_study: Study) -> None:
    for counts in count_everything(demo_study):
        question = counts.question.key if counts.question else None
        for category in counts.categories[:4]:
            traced = [passage.text for passage in trace(demo_study, question, category.code).passages]
            found = search(demo_study, f'"{category.code}"', Scope(question=question or ""))
            assert sorted(passage.text for passage in read_all(demo_study, found.places, 0)) == sorted(traced)
            assert found.cases == category.count


def test_a_removed_coding_an_excluded_case_and_a_removed_document_are_not_found(study: Study) -> None:
    (place,) = search(study, "k.tid.moten", own_scope(study)).places
    study.remove(place.coding_id)
    assert texts(study, "k.tid.moten", own_scope(study)) == []
    study.undo()
    assert len(texts(study, "k.tid.moten", own_scope(study))) == 1
    study.connection.execute("UPDATE cases SET excluded = 1 WHERE key = '1'")
    assert "Vi behöver mer tid, för möten 🤔." not in texts(study, "k.tid", own_scope(study))


def test_a_scope_narrows_to_a_question_the_interviews_a_case_or_a_value(study: Study) -> None:
    own = own_scope(study).coders
    assert len(texts(study, "k.tid", Scope(own, question="1"))) == 1
    assert len(texts(study, "k.tid", Scope(own, question=""))) == 4
    assert texts(study, "k.rum", Scope(own, case="2")) == ["Ånej lokalerna är för små här"]
    assert len(texts(study, "k", Scope(own, variable="region", value="Norr"))) == 2
    assert len(texts(study, "k", Scope(own, variable="region", value=None))) == 5
    for scope in (Scope(own, question="q9"), Scope(own, case="x"), Scope(own, variable="x")):
        with pytest.raises(NotFoundError):
            search(study, "k.tid", scope)


def test_context_is_whole_sentences_around_and_none_leaves_the_passage_alone(study: Study) -> None:
    places = search(study, "k.tid.moten", own_scope(study)).places
    (alone,) = read_passages(study, places, 0)
    (one,) = read_passages(study, places, 1)
    assert (alone.before, alone.after) == ("", "")
    assert one.before == "Vi har ont om tid. "
    assert one.after.endswith("Lokalerna är för små.")
    (many,) = read_passages(study, places, 50)
    whole = study.document("samtal").text
    assert many.before + many.text + many.after in whole


def test_passages_are_grouped_by_case_speaker_role_and_variable_and_none_is_lost(study: Study) -> None:
    places = search(study, "k.tid or k.rum", own_scope(study)).places
    for by in ("case", "speaker", "role", "region"):
        groups = grouped(study, places, by)
        assert sorted(place for group in groups for place in group.places) == sorted(places)
    speakers = {group.heading: len(group.places) for group in grouped(study, places, "speaker")}
    assert speakers == {"": 2, "samtal · Moderator": 1, "samtal · P1 (BVC)": 2, "samtal · P2": 2}
    assert [group.heading for group in grouped(study, places, "region")] == ["Norr", ""]
    with pytest.raises(NotFoundError, match="no such variable"):
        grouped(study, places, "ålder")


def test_passages_are_narrowed_by_what_they_hold(study: Study) -> None:
    groups = grouped(study, search(study, "k.tid", own_scope(study)).places, "case")
    assert [len(group.places) for group in holding(study, groups, "ONT OM")] == [1]
    assert [len(group.places) for group in holding(study, groups, "bvc")] == [2]
    assert holding(study, groups, "finns inte") == []


def test_a_passage_over_a_moderator_and_a_participant_is_the_participants(study: Study) -> None:
    from themecode.storage.queries.retrieval import TurnRow

    turns = [TurnRow(0, 10, 50, "Moderator", "", True), TurnRow(50, 54, 60, "P1", "", False)]
    assert speaking(turns, 10, 58).speaker == "P1"  # type: ignore[union-attr]
    assert speaking(turns, 10, 40).speaker == "Moderator"  # type: ignore[union-attr]
    assert speaking((), 0, 5) is None


def test_queries_over_the_study_follow_turns_sentences_documents_and_cases(study: Study) -> None:
    own = own_scope(study)
    assert texts(study, "k.tid och k.tid.moten", own) == ["Vi har ont om tid.", "Mötena ställs in 🤷‍♀️!"]
    assert texts(study, "k.tid.moten and k.rum", own) == []
    assert texts(study, "k.tid.moten nära k.rum", own) == ["Mötena ställs in 🤷‍♀️!", "Lokalerna är för små."]
    assert texts(study, "k.tid.moten nära k.rum inom samma replik", own) == []
    assert texts(study, "k.rum and k.tid within the same turn", own) == ["Lokalerna är för små.", "Rén luft vore bra."]
    assert texts(study, "k.rum and not k.tid within the same sentence", own) == [
        "Ånej lokalerna är för små här",
        "Lokalerna är för små.",
    ]
    assert texts(study, "k.rum and not k.tid within the same document", own) == ["Ånej lokalerna är för små här"]
    result = search(study, "k.rum and k.tid within the same case", own)
    assert (result.units, result.cases, result.documents) == (1, 1, 1)


def test_a_query_without_a_wanted_code_is_refused(study: Study) -> None:
    with pytest.raises(QueryError, match="holds for all text"):
        search(study, "inte k.tid", own_scope(study))


def test_one_who_works_in_a_blind_round_is_not_shown_the_result(demo: Path) -> None:
    with Study.open(demo, coder="Anna", read_only=True) as study:
        assert result_scope(study) is not None
        study.round = "reliability"
        assert result_scope(study) is None


def test_a_meaning_unit_goes_from_its_condensation_to_its_theme(study: Study) -> None:
    change_kind(study, "k.tid", "theme")
    change_kind(study, "k.tid.moten", "category")
    rows = {unit.passage.text: unit for unit in meaning_units(study, own_scope(study), language="sv")}
    luft, moten = rows["Rén luft vore bra."], rows["Mötena ställs in 🤷‍♀️!"]
    assert (luft.code, luft.category, luft.theme) == ("luft i schemat", "", "tid")
    assert (moten.code, moten.category, moten.theme) == ("", "möten", "tid")
