"""What suggestions promise a coder: they learn at once, say why, keep quiet when they do not know."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from themecode import Study
from themecode.core.documents import Span
from themecode.core.errors import NotFoundError, RefusedError
from themecode.suggest.rankings import Ranking, Silence
from themecode.suggest.reasons import contributions
from themecode.suggest.suggester import Suggester
from themecode.usecases import suggesting, suggestion_decisions
from themecode.usecases.completing import complete
from themecode.usecases.suggestion_decisions import Choice
from themecode.usecases.undoing import undo


def strength(suggester: Suggester, study: Study, case: str, code: str) -> float:
    ranking = suggester.rank(study.document(case, "q"))
    return next(each.strength for each in ranking.codes if each.code == code)


def near(one: Ranking, other: Ranking) -> bool:
    """Tell whether two rankings say the same, but for rounding."""
    strengths = [{each.code: each.strength for each in ranking.codes} for ranking in (one, other)]
    marks = [{(each.code, each.there, each.rejected) for each in ranking.codes} for ranking in (one, other)]
    return marks[0] == marks[1] and strengths[0] == pytest.approx(strengths[1], abs=1e-3)


def test_the_codebook_alone_ranks_all_codes_before_anything_is_coded(topics: Path) -> None:
    with Study.open(topics, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q")
        ranking = suggester.rank(study.document("c0", "q"))
        assert ranking.codes[0].code == "b.tid"
        assert sorted(each.code for each in ranking.codes) == ["b.chef", "b.lokal", "b.pengar", "b.tid"]
        assert all(0 <= each.strength <= 1 for each in ranking.codes)
        assert [each.strength for each in ranking.codes] == sorted((e.strength for e in ranking.codes), reverse=True)
        assert {each.examples for each in ranking.codes} == {0}


def test_a_coding_is_learnt_at_once_and_forgotten_when_it_is_taken_away(topics: Path) -> None:
    with Study.open(topics, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q")
        cat = study.document("c17", "q")
        before = suggester.rank(cat)
        suggester.accept(cat, None, "b.chef")
        assert [each.code for each in suggester.rank(cat).codes if each.there] == ["b.chef"]
        new = suggester.learner.score(suggester.learner.probe(17))[0]
        suggester.removed(cat, None, "b.chef")
        assert near(suggester.rank(cat), before)
        assert new[3] > suggester.learner.score(suggester.learner.probe(17))[0][3] + 0.3


def test_what_is_learnt_in_place_is_what_a_restart_learns_from_the_study(topics: Path) -> None:
    with Study.open(topics, coder="Anna") as study:
        suggester = Suggester.start(study, "q")
        for case, code in (("c0", "b.tid"), ("c5", "b.lokal"), ("c8", "b.pengar"), ("c19", "b.tid"), ("c19", "b.chef")):
            document = study.document(case, "q")
            choice = suggester.choice(document, None, code, shown=True)
            suggestion_decisions.accept(study, document, 0, len(document.text), code, choice)
            suggester.accept(document, None, code, choice)
        bad = study.document("c13", "q")
        suggestion_decisions.reject(study, bad, 0, len(bad.text), "b.pengar")
        suggester.reject(bad, None, "b.pengar")
        ice = study.document("c16", "q")
        complete(study, ice)
        suggester.completed(ice, "no code fits")
        again = Suggester.start(study, "q")
        for unit in range(len(suggester.units)):
            mine, fresh = suggester.learner.scores(unit)[0], again.learner.scores(unit)[0]
            assert np.abs(mine - fresh).max() < 1e-3
        assert again.outcomes == suggester.outcomes
        assert suggester.outcomes.choices == 5


def test_a_rejected_code_is_not_offered_there_again_and_weighs_less_on_like_texts(topics: Path) -> None:
    with Study.open(topics, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q")
        document = study.document("c0", "q")
        assert "b.tid" in [each.code for each in suggester.rank(document).offered]
        before = strength(suggester, study, "c19", "b.tid")
        others = strength(suggester, study, "c19", "b.lokal")
        suggester.reject(document, None, "b.tid")
        assert "b.tid" not in [each.code for each in suggester.rank(document).offered]
        assert "b.tid" in [each.code for each in suggester.rank(document).codes]
        assert strength(suggester, study, "c19", "b.tid") < before
        assert strength(suggester, study, "c19", "b.lokal") >= others - 0.02


def test_a_rejection_can_be_undone_and_read_again(topics: Path) -> None:
    with Study.open(topics, coder="Anna") as study:
        suggester = Suggester.start(study, "q")
        document = study.document("c1", "q")
        before = suggester.rank(document)
        suggestion_decisions.reject(study, document, 0, len(document.text), "b.tid")
        suggester.reject(document, None, "b.tid")
        undo(study)
        suggester.reread(study, document)
        assert near(suggester.rank(document), before)


def test_that_no_code_fits_is_learnt_as_an_answer(topics: Path) -> None:
    with Study.open(topics, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q")
        nothing = suggester.learner.nothing
        probe = suggester.learner.probe(16)
        assert suggester.learner.score(probe)[0][nothing] == pytest.approx(0, abs=1e-6)
        suggester.completed(study.document("c16", "q"), "no code fits")
        assert suggester.learner.score(probe)[0][nothing] > 0.4


def test_it_keeps_quiet_where_nothing_is_alike_but_ranks_all_the_same(topics: Path) -> None:
    with Study.open(topics, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q")
        ranking = suggester.rank(study.document("c18", "q"))
        assert ranking.silence is Silence.NOTHING_ALIKE
        assert ranking.abstained
        assert len(ranking.codes) == 4
        assert not suggester.rank(study.document("c0", "q")).abstained


def test_several_codes_are_suggested_for_an_answer_that_says_several_things(topics: Path) -> None:
    with Study.open(topics, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q")
        document = study.document("c19", "q")
        assert {each.code for each in suggester.rank(document).codes[:3]} == {"b.tid", "b.chef", "b.pengar"}
        suggester.accept(document, None, "b.tid")
        offered = suggester.rank(document).offered
        assert {each.code for each in offered[:2]} == {"b.chef", "b.pengar"}
        assert "b.tid" not in {each.code for each in offered}


def test_the_reason_is_exact_and_names_words_of_the_text(topics: Path) -> None:
    with Study.open(topics, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q")
        for case in ("c0", "c1", "c4"):
            suggester.accept(study.document(case, "q"), None, "b.lokal" if case == "c4" else "b.tid")
        document = study.document("c2", "q")
        reason = suggester.why(document, None, "b.tid")
        assert any("tid" in word for word in reason.words)
        assert {each.kind for each in reason.examples} <= {"definition", "include", "example", "coded"}
        assert all(each.share > 0 for each in reason.examples)
        for unit in (2, 0):  # not learnt from, and learnt from
            scores, _ = suggester.learner.scores(unit)
            for column in range(4):
                parts = contributions(suggester.learner, suggester.learner.probe(unit), column, unit)
                assert float(parts.sum()) == pytest.approx(float(scores[column]), abs=1e-4)


def test_what_a_code_excludes_is_shown_and_has_no_part_in_the_ranking(topics: Path) -> None:
    with Study.open(topics, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q")
        assert suggester.why(study.document("c9", "q"), None, "b.tid").exclude == "pengar till fler tjänster (b.pengar)"
        assert not any("tjänster" in text for text in suggester.learner.vectors.texts)


def test_like_answers_are_the_undecided_ones_the_likest_first(topics: Path) -> None:
    with Study.open(topics, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q")
        document = study.document("c12", "q")
        found = suggester.like(document)
        assert found[0].case in ("c13", "c15", "c19")
        assert [each.likeness for each in found] == sorted((each.likeness for each in found), reverse=True)
        suggester.accept(study.document(found[0].case, "q"), None, "b.chef")
        assert found[0].case not in [each.case for each in suggester.like(document)]
        assert document.case not in [each.case for each in found]
        assert len(suggester.like(document, limit=1)) == 1


def test_of_like_answers_it_is_said_which_codes_were_rejected_there(topics: Path) -> None:
    with Study.open(topics, coder="Anna") as study:
        suggester = Suggester.start(study, "q")
        here = study.document("c0", "q")
        other = suggester.like(here)[0]
        suggester.reject(study.document(other.case, "q"), None, "b.tid")
        again = {each.case: each.rejected for each in suggester.like(here)}
        assert again.pop(other.case) == {"b.tid"}
        assert not any(again.values())


def test_outcomes_stand_beside_the_frequency_baseline(topics: Path) -> None:
    with Study.open(topics, coder="Anna") as study:
        suggester = Suggester.start(study, "q")
        for case, code in (("c4", "b.lokal"), ("c5", "b.lokal"), ("c0", "b.tid")):
            document = study.document(case, "q")
            choice = suggester.choice(document, None, code, shown=False)
            suggestion_decisions.choose(study, document, 0, len(document.text), code, choice)
            suggester.accept(document, None, code, choice)
        assert choice.baseline_rank == 2
        outcomes = suggester.outcomes
        assert (outcomes.choices, outcomes.shown) == (3, 0)
        assert outcomes.top1 > outcomes.baseline_top1
        origins = study.connection.execute("SELECT DISTINCT origin FROM codings").fetchall()
        assert origins == [("hand",)]


def test_an_accepted_suggestion_keeps_that_it_began_as_one_and_is_one_step_to_undo(topics: Path) -> None:
    with Study.open(topics, coder="Anna") as study:
        document = study.document("c0", "q")
        coding = suggestion_decisions.accept(study, document, 0, len(document.text), "b.tid", Choice(1, 2, True))
        assert coding.origin == "suggestion"
        undo(study)
        assert not suggesting.decisions(study, suggesting.scope(study, "q")).labels


def test_like_answers_are_coded_together_and_undone_together(topics: Path) -> None:
    with Study.open(topics, coder="Anna") as study:
        documents = [study.document(f"c{number}", "q") for number in range(4)]
        places = [(document, 0, len(document.text)) for document in documents]
        assert suggestion_decisions.code_alike(study, places, "b.tid") == 4
        assert suggestion_decisions.code_alike(study, places, "b.tid") == 0
        rows = suggesting.decisions(study, suggesting.scope(study, "q")).labels
        assert {row.origin for row in rows} == {"bulk"}
        undo(study)
        assert not suggesting.decisions(study, suggesting.scope(study, "q")).labels


def test_a_code_that_stands_there_cannot_be_rejected(topics: Path) -> None:
    with Study.open(topics, coder="Anna") as study:
        document = study.document("c0", "q")
        study.code(document, 0, len(document.text), "b.tid")
        with pytest.raises(RefusedError, match="stands on this text"):
            suggestion_decisions.reject(study, document, 0, len(document.text), "b.tid")


# -- whose codings, and which rounds ------------------------------------------------------------


def test_one_learns_from_ones_own_codings_alone(topics: Path) -> None:
    with Study.open(topics, coder="Bo") as study:
        document = study.document("c17", "q")
        study.code(document, 0, len(document.text), "b.chef")
    with Study.open(topics, coder="Anna", read_only=True) as study:
        assert Suggester.start(study, "q").learner.labels == {}
        assert list(Suggester.start(study, "q", coder="Bo").learner.labels) == [17]


def open_round(study: Study, kind: str, plan: str) -> int:
    with study.act("close round") as entry:
        values = {"name": "r", "kind": kind, "plan": plan, "created": entry.moment}
        return entry.insert("rounds", values)


def test_a_reliability_round_has_suggestions_only_if_its_plan_says_so_for_all(topics: Path) -> None:
    with Study.open(topics, coder="Anna") as study:
        document = study.document("c0", "q")
        study.code(document, 0, len(document.text), "b.tid")
        round_id = open_round(study, "reliability", "{}")
        with pytest.raises(RefusedError, match="without suggestions"):
            Suggester.start(study, "q", round="r")
        for planned in ("true", '"after"'):
            plan = f'{{"suggestions": {planned}}}'
            study.connection.execute("UPDATE rounds SET plan = ? WHERE id = ?", (plan, round_id))
            assert Suggester.start(study, "q", round="r").learner.labels == {}
            with pytest.raises(RefusedError, match="own codings alone"):
                Suggester.start(study, "q", round="r", coder=suggesting.RESULT)
        study.connection.execute("UPDATE rounds SET plan = '{\"suggestions\": false}' WHERE id = ?", (round_id,))
        with pytest.raises(RefusedError, match="without suggestions"):
            Suggester.start(study, "q", round="r")


def test_a_question_or_codebook_that_is_not_there_is_named(topics: Path) -> None:
    with Study.open(topics, coder="Anna", read_only=True) as study:
        with pytest.raises(NotFoundError, match="no such question"):
            Suggester.start(study, "q99")
        with pytest.raises(NotFoundError, match="no such codebook"):
            Suggester.start(study, "q", "x")
        with pytest.raises(NotFoundError, match="not among those suggested"):
            Suggester.start(study, "q").why(study.document("c0", "q"), None, "b.ny")


# -- transcripts --------------------------------------------------------------------------------


def test_moderators_neither_teach_nor_are_suggested_for(demo_study: Study) -> None:
    suggester = Suggester.start(demo_study, coder="Anna")
    document = demo_study.document("personal-03")
    moderator = demo_study.connection.execute(
        'SELECT t.start, t."end" FROM turns t JOIN speakers k ON k.id = t.speaker_id AND k.moderator = 1 '
        "WHERE t.document_id = ?",
        (document.id,),
    ).fetchall()
    assert moderator
    rows = [suggester.units.rows[unit] for unit in suggester.units.of_document(document.id)]
    assert rows
    assert not any(start <= row.start < end for row in rows for start, end in moderator)


def test_a_coded_passage_teaches_its_sentences_and_a_selection_of_several_can_be_ranked(demo_study: Study) -> None:
    suggester = Suggester.start(demo_study, coder="Anna")
    document = demo_study.document("personal-01")
    label = next(row for row in suggesting.decisions(demo_study, suggester.scope, document.id).labels)
    here = suggester.units.at(document.id, Span(label.start, label.end))
    assert here
    key = next(row.key for row in suggesting.codes(demo_study, suggester.scope) if row.id == label.code_id)
    assert all(suggester.codes.index(key) in suggester.learner.labels[unit].codes for unit in here)
    rows = [suggester.units.rows[unit] for unit in suggester.units.of_document(document.id)[4:7]]
    ranking = suggester.rank(document, Span(rows[0].start, rows[-1].end))
    assert len(ranking.codes) == len(suggester.codes)
    assert suggester.why(document, Span(rows[0].start, rows[-1].end), ranking.codes[0].code).examples


def test_starting_writes_nothing(topics: Path) -> None:
    before = topics.read_bytes()
    with Study.open(topics, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q")
        suggester.rank(study.document("c0", "q"))
        suggester.improve()
    assert topics.read_bytes() == before


def test_nothing_heavy_is_loaded_before_a_suggester_is_started() -> None:
    heavy = ("sklearn", "scipy", "numpy", "torch", "sentence_transformers", "spacy", "huggingface_hub")
    program = (
        "import sys\nimport themecode.suggest.suggester, themecode.suggest.evaluation, themecode.suggest.groups\n"
        "import themecode.suggest.vectors, themecode.suggest.models, themecode.cli.suggesting\n"
        f"print(*sorted({{name.split('.')[0] for name in sys.modules}} & set({heavy!r})))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
