"""Agreement is computed on frozen codings that all coders completed, and says what it leaves out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis.agreeing import agree
from themecode.analysis.agreement_result import Agreed, Comparison, Figure, Wish
from themecode.analysis.agreement_stance import not_computed, say_computed, say_not_computed
from themecode.core.errors import InputError, NotFoundError, ReadOnlyError, RefusedError, ThemecodeError
from themecode.core.states import Completion
from themecode.formats.codings_file import CodingRow, CodingsFile
from themecode.usecases.codebook_changes import add_code, merge_codes, move_code
from themecode.usecases.codebook_edits import changing
from themecode.usecases.import_codings import import_rows
from themecode.usecases.round_plans import Wanted, new_round
from themecode.usecases.rounds import close_round

LUFT, MOTEN, RUM, RAD = "k.tid.luft", "k.tid.moten", "k.rum", "k.rad"
Given = dict[str, dict[str, Sequence[str]]]
"""Case -> coder -> codes on its answer to q1; no codes: none fits."""

FOUR: Given = {
    "1": {"Anna": [LUFT, MOTEN], "Bo": [LUFT]},
    "2": {"Anna": [RUM], "Bo": [RUM]},
    "4": {"Anna": [], "Bo": []},
    "5": {"Anna": [RAD], "Bo": [RUM]},
}


def take(study: Study, rows: Iterable[dict[str, Any]], *, round: str = "r1", close: bool = True) -> None:
    """Import codings into a round, and close it."""
    made = tuple(CodingRow(row=place + 1, round=round, **row) for place, row in enumerate(rows))
    import_rows(study, CodingsFile("kodningar.csv", "", made), "kodningar.csv")
    if close:
        close_round(study, round)


def answers(given: Given, **more: str) -> list[dict[str, Any]]:
    return [
        {"case": case, "question": "q1", "coder": coder, "code": code, **more}
        for case, coders in given.items()
        for coder, codes in coders.items()
        for code in codes or [""]
    ]


@pytest.fixture
def study(small: Any) -> Iterable[Study]:
    with Study.open(small.path, coder="Lena") as opened:
        yield opened


def one(agreed: Agreed) -> Comparison:
    (comparison,) = agreed.comparisons
    return comparison


def value(figures: Sequence[Figure], coefficient: str, distance: str | None = None) -> float | None:
    (found,) = [
        each.agreement
        for each in figures
        if each.agreement.coefficient == coefficient and distance in (None, each.agreement.distance)
    ]
    return found.value


def of_code(comparison: Comparison, code: str) -> tuple[Figure, ...]:
    (found,) = [each.figures for each in comparison.codes if each.code.key == code]
    return found


# -- by hand ---------------------------------------------------------------------------------


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return 1 - len(one & other) / len(one | other) if one | other else 0.0


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    if one == other:
        return 0.0
    common = len(one & other)
    inside = 2 / 3 if one <= other or other <= one else 1 / 3 if common else 0.0
    return 1 - common / len(one | other) * inside if common else 1.0


def alpha(units: Sequence[Sequence[Any]], distance: Callable[[Any, Any], float]) -> float:
    """Krippendorff's alpha with every pair of values taken one by one; all units have all values."""
    values = [each for unit in units for each in unit]
    observed = sum(distance(a, b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2)) / len(values)
    expected = sum(distance(a, b) for a, b in permutations(values, 2)) / (len(values) * (len(values) - 1))
    return 1 - observed / expected


def sets_by_hand(path: Path, question: str, coders: Sequence[str]) -> list[tuple[frozenset[str], ...]]:
    """Return the codes on each answer that all coders completed in the reliability round, straight from the tables."""
    import sqlite3

    connection = sqlite3.connect(path)
    read: dict[str, set[int]] = {}
    given: dict[tuple[int, str], set[str]] = {}
    about = (
        "JOIN coders k ON k.id = x.coder_id JOIN rounds r ON r.id = x.round_id "
        "JOIN documents d ON d.id = x.document_id "
        "JOIN questions q ON q.id = d.question_id WHERE r.name = 'reliability' AND x.deleted = 0 AND q.number = ?"
    )
    for name, document in connection.execute(f"SELECT k.name, d.id FROM completions x {about}", (question,)):
        read.setdefault(name, set()).add(document)
    rows = connection.execute(
        f"SELECT d.id, k.name, c.key FROM codings x JOIN codes c ON c.id = x.code_id {about}", (question,)
    )
    for document, name, code in rows:
        given.setdefault((document, name), set()).add(code)
    connection.close()
    common = sorted(set.intersection(*(read[name] for name in coders)))
    return [tuple(frozenset(given.get((document, name), ())) for name in coders) for document in common]


def test_the_demo_figures_are_those_of_a_hand_calculation(demo: Path) -> None:
    units = sets_by_hand(demo, "23", ("Anna", "Bo"))
    with Study.open(demo, coder="Lena") as study:
        found = one(agree(study, questions=["23"]))
    assert found.raters == ("Anna", "Bo")
    assert found.n_units == len(units) == 195
    same = sum(first == second for first, second in units)
    assert value(found.whole, "percent_agreement") == pytest.approx(same / 195)
    assert value(found.whole, "krippendorff_alpha", "masi") == pytest.approx(alpha(units, masi))
    assert value(found.whole, "krippendorff_alpha", "jaccard") == pytest.approx(alpha(units, jaccard))
    assert len(found.codes) == 11
    for each in found.codes:
        code, n = each.code.key, len(units)
        both = sum(code in first and code in second for first, second in units)
        neither = sum(code not in first and code not in second for first, second in units)
        mine, theirs = (sum(code in unit[place] for unit in units) for place in (0, 1))
        observed = (both + neither) / n
        chance = (mine * theirs + (n - mine) * (n - theirs)) / n**2
        assert each.used == {"Anna": mine, "Bo": theirs}
        assert value(each.figures, "percent_agreement") == pytest.approx(observed)
        assert value(each.figures, "cohen_kappa") == pytest.approx((observed - chance) / (1 - chance))
        assert value(each.figures, "krippendorff_alpha") == pytest.approx(
            alpha([[code in own for own in unit] for unit in units], lambda a, b: float(a != b))
        )
        share = (mine + theirs) / (2 * n)
        random = 2 * share * (1 - share)
        assert value(each.figures, "gwet_ac1") == pytest.approx((observed - random) / (1 - random))
        assert each.figures[0].agreement.prevalence == pytest.approx(share)
        kappa = each.figures[1].agreement
        assert kappa.interval is not None
        assert kappa.value is not None
        assert kappa.interval.low < kappa.value < kappa.interval.high + 1e-9


CHOICES = st.lists(st.sampled_from([LUFT, MOTEN, RUM, RAD]), unique=True, max_size=2)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    codes=st.lists(st.tuples(CHOICES, CHOICES, CHOICES), min_size=4, max_size=4).filter(
        lambda rows: len({code for row in rows for codes in row for code in codes}) > 1
    ),
    order=st.permutations(["Anna", "Bo", "Åsa"]),
    cases=st.permutations(["1", "2", "4", "5"]),
)
def test_figures_do_not_depend_on_the_order_of_documents_or_coders(
    small_original: Any, tmp_path_factory: pytest.TempPathFactory, codes: Any, order: list[str], cases: list[str]
) -> None:
    found = []
    for names, keys in ((["Anna", "Bo", "Åsa"], ["1", "2", "4", "5"]), (order, cases)):
        path = shutil.copy(small_original.path, tmp_path_factory.mktemp("order") / "s.db")
        rows = {case: dict(zip(names, each, strict=True)) for case, each in zip(keys, codes, strict=True)}
        with Study.open(path, coder="Lena") as study:
            take(study, answers(rows))
            found.append(one(agree(study)))
    first, second = found
    for one_figure, other in zip(first.whole, second.whole, strict=True):
        assert one_figure.agreement.value == pytest.approx(other.agreement.value)
        assert (one_figure.agreement.interval is None) == (other.agreement.interval is None)
    for mine, theirs in zip(first.codes, second.codes, strict=True):
        assert mine.code.key == theirs.code.key
        for one_figure, other in zip(mine.figures, theirs.figures, strict=True):
            assert one_figure.agreement.value == pytest.approx(other.agreement.value)


# -- who and what --------------------------------------------------------------------------------


def test_the_consensus_is_never_a_rater(study: Study) -> None:
    rows = {case: {**coders, "consensus": [LUFT]} for case, coders in FOUR.items()}
    take(study, answers(rows))
    assert one(agree(study)).raters == ("Anna", "Bo")
    with pytest.raises(InputError, match="consensus"):
        agree(study, coders=["Anna", "consensus"])


def test_only_what_all_completed_is_compared_and_the_rest_is_named(study: Study) -> None:
    rows: Given = {**FOUR, "5": {"Anna": [RAD]}}
    take(study, answers(rows))
    found = one(agree(study))
    assert found.n_units == 3
    (left,) = found.left_out
    assert (left.reason, left.coders, left.documents) == ("not completed", ("Bo",), ("5",))


def test_a_document_begun_but_not_completed_is_not_compared(study: Study) -> None:
    rows = [row if row["case"] != "5" or row["coder"] != "Bo" else {**row, "unread": True} for row in answers(FOUR)]
    take(study, rows)
    assert one(agree(study)).n_units == 3


def test_an_answer_that_is_assigned_but_begun_by_nobody_is_named(study: Study) -> None:
    rows: Given = {case: coders for case, coders in FOUR.items() if case != "5"}
    take(study, answers(rows), close=False)
    with study.act("assign") as entry:
        entry.insert(
            "assignments",
            {
                "round_id": study.round_id("r1"),
                "document_id": study.document("5", "q1").id,
                "coder_id": study.known_coder("Bo"),
            },
        )
    close_round(study, "r1")
    (left,) = one(agree(study)).left_out
    assert (left.coders, left.documents) == (("Anna", "Bo"), ("5",))


def test_who_was_to_code_and_completed_nothing_is_named(study: Study) -> None:
    new_round(study, "prov", "reliability", Wanted(questions=["q1"], coders=["Anna", "Bo", "Åsa"]))
    take(study, answers(FOUR), round="prov")
    found = one(agree(study))
    assert (found.raters, found.absent) == (("Anna", "Bo"), ("Åsa",))
    assert one(agree(study, coders=["Anna", "Bo"])).absent == ()


def test_an_excluded_case_is_left_out_and_named(study: Study) -> None:
    take(study, answers(FOUR))
    with study.act("exclude") as entry:
        entry.update_where("cases", "key = '2'", (), {"excluded": 1, "exclusion_reason": "fel enkät"})
    found = one(agree(study))
    assert found.n_units == 3
    assert [(left.reason, left.documents) for left in found.left_out] == [("case excluded", ("2",))]


def test_the_latest_closed_reliability_round_about_what_is_asked_is_taken(study: Study) -> None:
    take(study, answers(FOUR), round="första")
    other = [{**row, "question": "q2"} for row in answers({"1": FOUR["1"], "5": FOUR["5"]})]
    take(study, other, round="andra")
    assert one(agree(study)).round.name == "andra"
    assert one(agree(study, questions=["1"])).round.name == "första"
    assert one(agree(study, round="första")).question.key == "q1"  # type: ignore[union-attr]


def test_an_open_round_is_refused_and_a_production_round_is_not(study: Study) -> None:
    take(study, answers(FOUR), close=False)
    for name in (None, "r1"):
        with pytest.raises(RefusedError, match="this round is open"):
            agree(study, round=name)
    take(study, answers(FOUR), round="", close=False)
    assert one(agree(study, round="production")).n_units == 4


def test_a_repeat_round_compares_a_coder_with_themselves(study: Study) -> None:
    take(study, answers({case: {"Anna": coders["Anna"]} for case, coders in FOUR.items()}), round="första")
    again: Given = {"1": {"Anna": [LUFT]}, "2": {"Anna": [RUM]}, "4": {"Anna": []}}
    take(study, answers(again), round="repeat")
    found = one(agree(study, round="repeat"))
    assert found.raters == ("Anna (första)", "Anna (repeat)")
    assert found.n_units == 3
    assert value(found.whole, "percent_agreement") == pytest.approx(2 / 3)


def test_three_coders_are_compared_together_and_two_by_two(study: Study) -> None:
    rows = {case: {**coders, "Cia": coders["Bo"]} for case, coders in FOUR.items()}
    take(study, answers(rows))
    found = one(agree(study))
    assert [pair.raters for pair in found.pairs] == list(combinations(("Anna", "Bo", "Cia"), 2))
    assert value(found.pairs[2].whole, "percent_agreement") == 1.0
    assert [each.agreement.coefficient for each in found.codes[0].figures][1] == "fleiss_kappa"
    with pytest.raises(ThemecodeError, match="two coders"):
        agree(study, Wish(coefficients=("cohen_kappa",)))
    assert one(agree(study, coders=["Cia", "Bo"])).raters == ("Bo", "Cia")


def test_documents_narrow_what_is_compared(study: Study) -> None:
    take(study, answers(FOUR))
    found = one(agree(study, questions=["q1"], documents=["1", "2"]))
    assert (found.n_units, found.left_out) == (2, ())
    with pytest.raises(NotFoundError, match="no such document"):
        agree(study, questions=["q1"], documents=["99"])


# -- codes ------------------------------------------------------------------------------------------


def test_a_code_nobody_used_has_no_value_but_a_reason(study: Study) -> None:
    take(study, answers({case: {"Anna": [LUFT], "Bo": [RUM]} for case in FOUR}))
    found = one(agree(study))
    for figure in of_code(found, RAD):
        assert (figure.agreement.value, figure.agreement.reason) == (None, "unused_code")
    alone = one(agree(study, Wish(code=RAD)))
    assert [figure.agreement.reason for figure in alone.codes[0].figures] == ["unused_code"] * 4


def test_where_all_give_the_same_there_is_no_value_but_a_reason(study: Study) -> None:
    take(study, answers({case: {"Anna": [LUFT], "Bo": [LUFT]} for case in FOUR}))
    found = one(agree(study))
    assert value(found.whole, "percent_agreement") == 1.0
    assert value(found.whole, "krippendorff_alpha", "masi") is None
    assert value(of_code(found, LUFT), "cohen_kappa") is None


def test_codes_can_be_lifted_to_a_level_of_the_tree(study: Study) -> None:
    take(study, answers({case: {"Anna": [LUFT], "Bo": [MOTEN if case == "1" else RUM]} for case in FOUR}))
    found = one(agree(study, Wish(depth=1)))
    assert [each.code.key for each in found.codes] == ["k.tid", RUM, RAD]
    assert found.codes[0].used == {"Anna": 4, "Bo": 1}
    assert value(found.whole, "percent_agreement") == 0.25


def test_a_code_alone_counts_those_below_it(study: Study) -> None:
    take(study, answers(FOUR))
    found = one(agree(study, Wish(code="k.tid")))
    assert found.whole == ()
    assert found.codes[0].used == {"Anna": 1, "Bo": 1}
    assert value(found.codes[0].figures, "cohen_kappa") == 1.0
    with pytest.raises(InputError, match="level"):
        agree(study, Wish(code="k.tid", depth=1))


def test_scope_coded_leaves_out_what_nobody_coded(study: Study) -> None:
    take(study, answers(FOUR))
    assert one(agree(study, Wish(scope="coded"))).n_units == 3


def test_contentless_answers_are_agreed_on_no_code_and_are_counted(study: Study) -> None:
    rows = [
        {**row, "state": Completion.CONTENTLESS} if row["case"] == "4" and not row["code"] else row
        for row in answers(FOUR)
    ]
    take(study, rows)
    found = one(agree(study))
    assert (found.n_units, found.contentless) == (4, 1)


def test_documents_coded_with_suggestions_are_compared_apart(study: Study) -> None:
    rows = answers(FOUR)
    for row in rows:
        if row["case"] == "2" and row["coder"] == "Bo":
            row["origin"] = "suggestion"
    take(study, rows)
    with_them, without = one(agree(study)).parts
    assert (with_them.suggestions, with_them.n_documents) == (True, 1)
    assert (without.suggestions, without.n_documents) == (False, 3)
    assert value(with_them.whole, "percent_agreement") == 1.0
    assert value(without.whole, "percent_agreement") == pytest.approx(1 / 3)


# -- refusals and what is kept -------------------------------------------------------------------------


def test_one_coder_is_refused(study: Study) -> None:
    take(study, answers({case: {"Anna": coders["Anna"]} for case, coders in FOUR.items()}))
    with pytest.raises(RefusedError, match="at least two coders"):
        agree(study)
    with pytest.raises(RefusedError, match="at least two coders"):
        agree(study, coders=["Anna"])


def test_no_common_document_is_refused_and_two_who_have_some_are_named(study: Study) -> None:
    rows: Given = {"1": {"Anna": [LUFT], "Bo": [LUFT]}, "2": {"Anna": [RUM], "Bo": [RUM]}, "5": {"Cia": [RAD]}}
    take(study, answers(rows))
    with pytest.raises(RefusedError, match="no document is completed by all of Anna, Bo and Cia") as caught:
        agree(study)
    assert "--coder Anna --coder Bo" in str(caught.value)


def test_unknown_names_are_refused(study: Study) -> None:
    take(study, answers(FOUR))
    for wrong in ({"coders": ["Lo", "Bo"]}, {"round": "x"}, {"questions": ["99"]}, {"codebooks": ["x"]}):
        with pytest.raises(NotFoundError):
            agree(study, **wrong)
    for wish in (Wish(unit="ord"), Wish(coefficients=("kappa",)), Wish(level=95)):
        with pytest.raises(InputError):
            agree(study, wish)


def test_what_cannot_be_compared_stands_beside_what_can(study: Study) -> None:
    rows = [*answers(FOUR), {"case": "1", "question": "q2", "coder": "Anna", "code": RUM}]
    take(study, rows)
    found = agree(study)
    assert one(found).question.key == "q1"  # type: ignore[union-attr]
    (fault,) = found.not_compared
    assert "q2/k" in fault.where


def test_how_many_times_it_was_computed_is_kept_and_shown(study: Study) -> None:
    take(study, answers(FOUR))
    assert [one(agree(study)).computed for _ in range(3)] == [1, 2, 3]


def test_a_study_for_reading_only_is_refused(small: Any, study: Study) -> None:
    take(study, answers(FOUR))
    with Study.open(small.path, read_only=True) as reading, pytest.raises(ReadOnlyError, match="noted"):
        agree(reading)


def test_a_study_says_that_agreement_is_not_computed_until_it_is_cleared(study: Study) -> None:
    assert not_computed(study) is None
    say_not_computed(study, " reflexiv tematisk  analys ")
    said = not_computed(study)
    assert said is not None
    assert (said.why, said.coder) == ("reflexiv tematisk analys", "Lena")
    say_computed(study)
    assert not_computed(study) is None
    with pytest.raises(InputError, match="reason"):
        say_not_computed(study, "  ")


# -- frozen ----------------------------------------------------------------------------------------


def figures(found: Comparison) -> list[object]:
    """Return all that is computed, by code and coefficient."""
    whole = [(each.agreement.coefficient, each.agreement.distance, each.agreement.value) for each in found.whole]
    return [
        found.n_units,
        *whole,
        *((each.code.key, dict(each.used), [f.agreement.value for f in each.figures]) for each in found.codes),
    ]


CHANGES: dict[str, Callable[[Study], object]] = {
    "merged": lambda study: merge_codes(study, RAD, RUM),
    "merged into a coding that is there": lambda study: merge_codes(study, MOTEN, LUFT),
    "merged twice": lambda study: (merge_codes(study, RAD, RUM), merge_codes(study, RUM, LUFT)),
    "merged and taken back": lambda study: (merge_codes(study, RAD, RUM), study.undo()),
    "merged into another codebook": lambda study: merge_codes(study, RAD, "e.annat"),
    "moved to another codebook": lambda study: move_code(study, RAD, codebook="e"),
    "a new code": lambda study: add_code(study, "nytt", codebook="k"),
    "a new one with the name of one that is gone": lambda study: (
        merge_codes(study, RAD, RUM),
        add_code(study, "råd", codebook="k", key=RAD),
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_closed_round_is_compared_on_the_codes_as_they_were(study: Study, change: Callable[[Study], object]) -> None:
    with changing(study, "add codebook") as edits:
        edits.add_codebook("e", {"sv": "En till"})
    add_code(study, "annat", codebook="e", key="e.annat")
    take(study, answers(FOUR))
    before, by_depth = one(agree(study)), one(agree(study, Wish(depth=1)))
    change(study)
    assert figures(one(agree(study))) == figures(before)
    assert figures(one(agree(study, Wish(depth=1)))) == figures(by_depth)


def test_a_transcript_too_is_compared_on_the_codes_as_they_were(coded: Study) -> None:
    before = by_unit(coded, "sentence")
    merge_codes(coded, MOTEN, LUFT)
    assert figures(by_unit(coded, "sentence")) == figures(before)


def test_codes_merged_since_are_named_and_counted_as_one_on_request(study: Study) -> None:
    take(study, answers(FOUR))
    assert one(agree(study)).merged == ()
    merge_codes(study, RAD, RUM)
    frozen = one(agree(study))
    assert [code.key for code in frozen.merged] == [RAD]
    now = one(agree(study, Wish(merged=True)))
    assert [code.key for code in now.merged] == [RAD]
    assert RAD not in {each.code.key for each in now.codes}
    (rum,) = (each for each in now.codes if each.code.key == RUM)
    assert rum.used == {"Anna": 2, "Bo": 2}
    assert value(now.whole, "percent_agreement") == 0.75 > (value(frozen.whole, "percent_agreement") or 0)
    alone = one(agree(study, Wish(code=RAD)))
    assert [each.used for each in alone.codes] == [{"Anna": 1, "Bo": 0}]
    with pytest.raises(NotFoundError, match="no such code"):
        agree(study, Wish(code=RAD, merged=True))


def test_a_repeat_round_compares_both_times_on_the_codes_as_they_were(study: Study) -> None:
    take(study, [row for row in answers(FOUR) if row["coder"] == "Anna"])
    again: Given = {case: {"Anna": coders["Bo"]} for case, coders in FOUR.items()}
    take(study, answers(again), round="repeat")
    before = one(agree(study, round="repeat"))
    merge_codes(study, RAD, RUM)
    assert figures(one(agree(study, round="repeat"))) == figures(before)


# -- transcripts ------------------------------------------------------------------------------------


def passage(study: Study, coder: str, quote: str, code: str) -> dict[str, Any]:
    start = study.document("samtal").text.index(quote)
    return {"document": "samtal", "start": start, "end": start + len(quote), "code": code, "coder": coder}


@pytest.fixture
def coded(study: Study) -> Study:
    """An interview in which Anna also codes what the moderator says, and passages of hers overlap."""
    take(
        study,
        [
            passage(study, "Anna", "Vi har ont om tid.", LUFT),
            passage(study, "Anna", "Hur ser det ut med tiden?", MOTEN),
            passage(study, "Anna", "om tid. Mötena ställs in 🤷‍♀️!", MOTEN),
            passage(study, "Bo", "ont om tid", LUFT),
            passage(study, "Bo", "Lokalerna är för små.", RUM),
        ],
    )
    return study


def by_unit(study: Study, unit: str, **more: Any) -> Comparison:
    return one(agree(study, Wish(unit=unit, **more)))


def participants(study: Study) -> list[tuple[int, int]]:
    """Return the turns that no moderator says, as they stand in the tables."""
    return study.connection.execute(
        'SELECT t.start, t."end" FROM turns t JOIN speakers k ON k.id = t.speaker_id WHERE k.moderator = 0 ORDER BY 1'
    ).fetchall()


def sets_at(study: Study, stretches: Sequence[tuple[int, int]]) -> list[tuple[frozenset[str], ...]]:
    """Return the codes that Anna and Bo gave each stretch, one character after the other."""
    marks = study.connection.execute(
        'SELECT k.name, g.start, g."end", c.key FROM codings g JOIN coders k ON k.id = g.coder_id '
        "JOIN codes c ON c.id = g.code_id"
    ).fetchall()
    spoken = {place for start, end in participants(study) for place in range(start, end)}
    return [
        tuple(
            frozenset(
                code
                for name, first, last, code in marks
                if name == coder and any(first <= place < last and place in spoken for place in range(start, end))
            )
            for coder in ("Anna", "Bo")
        )
        for start, end in stretches
    ]


@pytest.mark.parametrize("unit", ["sentence", "turn", "character"])
def test_a_transcript_is_compared_unit_by_unit_without_its_moderator(coded: Study, unit: str) -> None:
    turns = participants(coded)
    stretches = {
        "turn": turns,
        "character": [(place, place + 1) for start, end in turns for place in range(start, end)],
        "sentence": [
            (start, end)
            for start, end in coded.connection.execute('SELECT start, "end" FROM sentences ORDER BY start')
            if any(first < end and start < last for first, last in turns)
        ],
    }[unit]
    units = sets_at(coded, stretches)
    found = by_unit(coded, unit)
    assert (found.unit, found.n_units) == (unit, len(units))
    assert value(found.whole, "percent_agreement") == pytest.approx(sum(a == b for a, b in units) / len(units))
    assert value(found.whole, "krippendorff_alpha", "masi") == pytest.approx(alpha(units, masi))
    assert value(of_code(found, MOTEN), "krippendorff_alpha") == pytest.approx(
        alpha([[MOTEN in own for own in each] for each in units], lambda a, b: float(a != b))
    )
    used = next(each.used for each in found.codes if each.code.key == MOTEN)
    assert used == {"Anna": sum(MOTEN in first for first, _ in units), "Bo": 0}


def test_a_transcript_is_compared_by_every_unit_unless_one_is_named(coded: Study) -> None:
    found = agree(coded).comparisons
    assert [each.unit for each in found] == ["sentence", "turn", "character", "unitizing"]
    assert {each.computed for each in found} == {1}


def test_unitizing_needs_passages_that_do_not_overlap_or_one_code(coded: Study) -> None:
    with pytest.raises(RefusedError, match="overlap") as caught:
        by_unit(coded, "unitizing")
    assert "--code" in str(caught.value)
    alone = by_unit(coded, "unitizing", code=LUFT)
    assert value(alone.codes[0].figures, "u_alpha") == pytest.approx(
        value(by_unit(coded, "character", code=LUFT).codes[0].figures, "krippendorff_alpha"), abs=0.05
    )
    among_all = agree(coded).comparisons[-1]
    assert among_all.overlapping
    assert [figure.agreement.reason for figure in of_code(among_all, RAD)] == ["unused_code"]


def test_unitizing_gives_the_whole_family_where_passages_do_not_overlap(study: Study) -> None:
    rows = [
        passage(study, "Anna", "Vi har ont om tid.", LUFT),
        passage(study, "Anna", "Lokalerna är för små.", RUM),
        passage(study, "Bo", "ont om tid.", LUFT),
        passage(study, "Bo", "Lokalerna är för små.", RUM),
    ]
    take(study, rows)
    found = by_unit(study, "unitizing")
    assert [each.agreement.coefficient for each in found.whole] == ["u_alpha", "u_alpha_binary", "cu_alpha"]
    assert value(found.whole, "cu_alpha") == 1.0
    assert not found.overlapping


def test_characters_of_few_interviews_get_no_interval_and_sentences_one_by_formula(coded: Study) -> None:
    for figure in by_unit(coded, "character").whole:
        assert figure.agreement.interval is None
        assert "one_document" in {note.key for note in figure.reading.notes}
    intervals = [figure.agreement.interval for figure in by_unit(coded, "sentence").whole]
    assert all(interval is not None and interval.method == "analytic" for interval in intervals)


def test_answers_have_no_sentences_to_compare(study: Study) -> None:
    take(study, answers(FOUR))
    with pytest.raises(InputError, match="not compared by sentence"):
        agree(study, Wish(unit="sentence"), questions=["q1"])
