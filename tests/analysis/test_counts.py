"""What a count counts: cases once per code, subtrees once, the result of each document, and every state."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis import count_categories, count_everything
from themecode.analysis.counts import CategoryCounts
from themecode.core.errors import InputError, NotFoundError, UndecidedError
from themecode.core.states import AnswerState
from themecode.usecases.coding import code as put_code
from themecode.usecases.completing import complete
from themecode.usecases.import_codings import import_codings
from themecode.usecases.import_survey import import_survey
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.rounds import ensure_round

HEAD = "case,question,document,start,end,code,coder,round\n"


@pytest.fixture
def study(small: Any) -> Any:
    with Study.open(small.path, coder="Anna") as opened:
        yield opened


@pytest.fixture
def codings(study: Study, write: Callable[[str, str], Path]) -> Callable[..., None]:
    """Import rows of a codings file."""

    def import_these(rows: str, *, completed: bool = True) -> None:
        import_codings(study, write("codings.csv", HEAD + rows), completed=completed)

    return import_these


def numbers(counts: CategoryCounts) -> dict[str, int]:
    return {item.code.removeprefix("k."): item.count for item in counts.categories if item.count}


def states(counts: CategoryCounts) -> dict[str, int]:
    return {state.value: number for state, number in counts.states.items() if number}


class TestBases:
    @pytest.fixture(autouse=True)
    def coded(self, codings: Callable[..., None]) -> None:
        codings(
            "1,q1,,0,2,k.tid.luft,Anna,\n1,q1,,3,10,k.tid.luft,Anna,\n1,q1,,3,10,k.tid.moten,Anna,\n"
            "1,q1,,3,10,k.tid,Anna,\n2,q1,,0,4,k.rum,Anna,\n2,q1,,0,9,k.tid.moten,Anna,\n4,q1,,,,,Anna,\n5,q1,,,,,Anna,\n"
        )

    def test_a_case_counts_once_per_code_however_many_passages_it_has(self, study: Study) -> None:
        assert numbers(count_categories(study, question="q1"))["tid.luft"] == 1

    def test_a_parent_counts_the_cases_of_its_whole_subtree_each_once(self, study: Study) -> None:
        assert numbers(count_categories(study, question="q1")) == {"tid": 2, "tid.moten": 2, "tid.luft": 1, "rum": 1}

    def test_codings_are_counted_one_by_one_and_have_no_share(self, study: Study) -> None:
        counts = count_categories(study, question="q1", basis="codings")
        assert numbers(counts) == {"tid": 5, "tid.luft": 2, "tid.moten": 2, "rum": 1}
        assert {item.share for item in counts.categories} == {None}

    def test_an_answer_is_a_document_so_both_bases_agree_on_answers(self, study: Study) -> None:
        cases, documents = (count_categories(study, question="q1", basis=basis) for basis in ("cases", "documents"))
        assert numbers(cases) == numbers(documents)
        assert [item.share for item in cases.categories] == [item.share for item in documents.categories]

    def test_shares_are_of_those_who_answered_and_unrounded(self, study: Study) -> None:
        counts = count_categories(study, question="q1")
        assert counts.answered == 4
        assert {item.code: item.share for item in counts.categories}["k.rum"] == 1 / 4

    def test_categories_fall_and_ties_stand_in_codebook_order(self, study: Study) -> None:
        order = [item.code for item in count_categories(study, question="q1").categories]
        assert order == ["k.tid", "k.tid.moten", "k.tid.luft", "k.rum", "k.rad"]

    def test_an_unknown_basis_names_those_there_are(self, study: Study) -> None:
        with pytest.raises(InputError, match="cases, documents, codings"):
            count_categories(study, question="q1", basis="svar")


class TestTranscripts:
    @pytest.fixture
    def several(self, study: Study, tmp_path: Path) -> Study:
        """One case with two interviews beside the one there is."""
        for number in (1, 2):
            path = tmp_path / f"del {number}.txt"
            path.write_text(f"Intervjuare: Hur är det {number}?\nP1: Det är ont om tid.\n", encoding="utf-8")
            import_transcripts(study, [path], case="centralen")
        return study

    def test_documents_and_cases_differ_where_a_case_has_several(self, several: Study) -> None:
        for name in ("del 1", "del 2", "samtal"):
            document = several.document(name)
            several.code(document, document.text.index("tid"), document.text.index("tid") + 3, "k.tid.luft")
            start = document.text.rindex("P")
            several.code(document, start, start + 8, "k.rum")
            complete(several, document)
        cases, documents = (count_categories(several, codebook="k", basis=basis) for basis in ("cases", "documents"))
        assert cases.question is None
        assert (numbers(cases)["rum"], cases.cases, cases.answered) == (2, 2, 2)
        assert numbers(documents)["rum"] == 3
        assert {item.code: item.share for item in documents.categories}["k.rum"] == 1.0

    def test_a_case_has_the_codes_of_all_its_interviews_each_once(self, several: Study) -> None:
        for number, codes in ((1, ("k.tid.moten", "k.rum")), (2, ("k.tid.moten", "k.tid.luft"))):
            document = several.document(f"del {number}")
            for code in codes:
                several.code(document, document.text.index("Det"), len(document.text) - 1, code)
            several.complete(document)
        counts = count_categories(several, codebook="k")
        assert numbers(counts) == {"tid": 1, "tid.moten": 1, "tid.luft": 1, "rum": 1}

    def test_no_share_of_documents_exceeds_one_in_any_group(self, several: Study) -> None:
        from themecode.usecases.attributes import write_attributes

        case = several.document("del 1").case_id
        with several.act("import attributes") as entry:
            write_attributes(entry, {"ort": {case: "Lund"}})
        for name in ("del 1", "del 2"):
            document = several.document(name)
            several.code(document, document.text.rindex("P"), document.text.rindex("P") + 8, "k.rum")
            complete(several, document)
        counts = count_categories(several, codebook="k", basis="documents", by="ort")
        shares = [item.share for group in counts.groups for item in group.categories if item.share is not None]
        assert max(shares) == 1.0

    @pytest.mark.parametrize(
        ("first", "last"),
        [
            ("Hur", "tiden?"),
            ("Moderator: Hur", "tiden?"),
            ("Moderator: Tack", "tiden.\n"),
            ("tiden?", "tiden?"),
            ("Moderator:", "Moderator:"),
        ],
    )
    def test_what_only_a_moderator_says_is_never_counted(self, study: Study, first: str, last: str) -> None:
        document = study.document("samtal")
        start = document.text.index(first)
        study.code(document, start, document.text.index(last, start) + len(last), "k.tid")
        complete(study, document)
        for basis in ("cases", "documents", "codings"):
            counts = count_categories(study, codebook="k", basis=basis)
            assert numbers(counts) == {}
            assert states(counts) == {"no code fits": 1}

    def test_what_a_participant_says_is_counted_also_where_the_coding_takes_the_question_along(
        self, study: Study
    ) -> None:
        document = study.document("samtal")
        study.code(document, 0, document.text.index("ont om"), "k.tid")
        complete(study, document)
        assert numbers(count_categories(study, codebook="k")) == {"tid": 1}

    def test_text_before_the_first_speaker_is_counted(self, study: Study, tmp_path: Path) -> None:
        (tmp_path / "rubrik.txt").write_text("Samtal i maj.\n\nModerator: Hej?\nP1: Hej.\n", encoding="utf-8")
        import_transcripts(study, [tmp_path / "rubrik.txt"])
        document = study.document("rubrik")
        study.code(document, 0, 6, "k.rum")
        complete(study, document)
        assert numbers(count_categories(study, codebook="k")) == {"rum": 1}


class TestTheResult:
    def test_the_one_completed_coding_counts(self, study: Study, codings: Callable[..., None]) -> None:
        codings("1,q1,,,,k.rum,Bo,\n")
        codings("1,q1,,,,k.tid,Cesar,\n", completed=False)
        counts = count_categories(study, question="q1")
        assert numbers(counts) == {"rum": 1}
        assert (counts.documents["single"], counts.documents["consensus"]) == (1, 0)

    def test_the_consensus_counts_over_a_single_coder_and_over_several(
        self, study: Study, codings: Callable[..., None]
    ) -> None:
        codings(
            "1,q1,,,,k.rum,Bo,\n1,q1,,,,k.tid,consensus,\n2,q1,,,,k.rum,Bo,\n2,q1,,,,k.rad,Cesar,\n"
            "2,q1,,,,,consensus,\n4,q1,,,,k.rad,Bo,\n"
        )
        counts = count_categories(study, question="q1")
        assert numbers(counts) == {"tid": 1, "rad": 1}
        assert (counts.documents["single"], counts.documents["consensus"]) == (1, 2)
        assert states(counts) == {"coded": 2, "no code fits": 1, "unread": 1, "empty": 1}

    def test_undecided_documents_refuse_the_count_and_say_how_many(
        self, study: Study, codings: Callable[..., None]
    ) -> None:
        codings("1,q1,,,,k.rum,Bo,\n1,q1,,,,k.rum,Cesar,\n2,q1,,,,k.rum,Bo,\n2,q1,,,,,Cesar,\n4,q1,,,,k.rad,Bo,\n")
        with pytest.raises(UndecidedError, match=r"2 documents.*q1/k: 2.*--provisional"):
            count_everything(study)
        counts = count_categories(study, question="q1", provisional=True)
        assert numbers(counts) == {"rad": 1}
        assert states(counts) == {"coded": 1, "undecided": 2, "unread": 1, "empty": 1}
        assert counts.answered == 4
        assert counts.preliminary

    def test_one_coder_can_be_counted_alone_also_where_nothing_is_decided(
        self, study: Study, codings: Callable[..., None]
    ) -> None:
        codings("1,q1,,,,k.rum,Bo,\n1,q1,,,,k.tid,Cesar,\n2,q1,,,,k.rum,Bo,\n")
        counts = count_categories(study, question="q1", coder="Bo")
        assert (numbers(counts), counts.coder) == ({"rum": 2}, "Bo")
        assert states(counts) == {"coded": 2, "unread": 2, "empty": 1}
        assert numbers(count_categories(study, question="q1", coder="Cesar")) == {"tid": 1}

    def test_an_unknown_coder_is_refused(self, study: Study) -> None:
        with pytest.raises(NotFoundError, match="no such coder"):
            count_categories(study, question="q1", coder="Ingen")

    def test_a_reliability_round_counts_until_production_does(self, study: Study, codings: Callable[..., None]) -> None:
        codings("1,q1,,,,k.rum,Bo,omgång 1\n2,q1,,,,k.rum,Bo,omgång 1\n2,q1,,,,k.tid,Bo,\n")
        assert numbers(count_categories(study, question="q1")) == {"tid": 1, "rum": 1}

    @pytest.mark.parametrize("kind", ["pilot", "repeat"])
    def test_a_pilot_and_a_repeated_coding_are_never_part_of_the_result(self, study: Study, kind: str) -> None:
        with study.act("new") as entry:
            ensure_round(study, entry, "prov", kind)
        document = study.document("1", "q1")
        put_code(study, document, 0, 5, "k.rum", round="prov")
        from themecode.core.states import Completion
        from themecode.usecases.completing import write_completions

        with study.act("complete") as entry:
            book = study.codebook("k").id
            coder, round_id = study.known_coder("Anna"), study.round_id("prov")
            write_completions(entry, [(document.id, book)], coder, round_id, Completion.COMPLETED)
        assert states(count_categories(study, question="q1")) == {"unread": 4, "empty": 1}

    def test_what_was_begun_or_skipped_is_unread(self, study: Study, codings: Callable[..., None]) -> None:
        codings("1,q1,,,,k.rum,Bo,\n", completed=False)
        complete_as(study, ("2", "q1"), "skipped")
        counts = count_categories(study, question="q1")
        assert (numbers(counts), states(counts)) == ({}, {"unread": 4, "empty": 1})

    def test_an_excluded_case_is_in_no_figure(self, study: Study, codings: Callable[..., None]) -> None:
        codings("1,q1,,,,k.rum,Bo,\n2,q1,,,,k.rum,Bo,\n")
        with study.act("import attributes") as entry:
            entry.update_where("cases", "key = '1'", (), {"excluded": 1, "exclusion_reason": "dubblett"})
        counts = count_categories(study, question="q1", by="region")
        assert (numbers(counts), counts.cases, counts.answered) == ({"rum": 1}, 4, 3)
        assert sum(group.answered for group in counts.groups) == 3
        study.undo()
        assert numbers(count_categories(study, question="q1")) == {"rum": 2}

    def test_contentless_answers_are_no_answers_but_were_asked(self, study: Study) -> None:
        complete_as(study, ("4", "q1"), "contentless")
        counts = count_categories(study, question="q1")
        assert (counts.asked, counts.answered) == (5, 3)
        assert states(counts) == {"contentless": 1, "unread": 3, "empty": 1}


def complete_as(study: Study, place: tuple[str, str], state: str) -> None:
    study.complete(study.document(*place), state)


class TestBy:
    @pytest.fixture(autouse=True)
    def coded(self, codings: Callable[..., None]) -> None:
        codings("1,q1,,,,k.rum,Anna,\n2,q1,,,,k.tid.luft,Anna,\n4,q1,,,,k.rum,Anna,\n5,q1,,,,k.rum,Anna,\n")

    def test_groups_include_the_cases_without_a_value_last(self, study: Study) -> None:
        counts = count_categories(study, question="q1", by="region")
        assert [group.value and group.value.in_language("sv") for group in counts.groups] == ["Norr", "Syd", None]
        assert [(group.asked, group.answered) for group in counts.groups] == [(2, 2), (2, 1), (1, 1)]

    def test_groups_of_cases_sum_to_the_whole(self, study: Study) -> None:
        for basis in ("cases", "documents", "codings"):
            counts = count_categories(study, question="q1", by="region", basis=basis)
            summed = dict.fromkeys(numbers(counts), 0)
            for group in counts.groups:
                for item in group.categories:
                    if item.count:
                        summed[item.code.removeprefix("k.")] += item.count
            assert summed == numbers(counts)

    def test_labels_give_the_order_and_the_print_of_values(self, demo_study: Study) -> None:
        counts = count_categories(demo_study, question="26", by="omradestyp")
        labels = [group.value.in_language("sv") for group in counts.groups if group.value]
        assert labels[0] == "stora socioekonomiska utmaningar"
        assert labels[-1] == "mycket goda socioekonomiska förutsättningar"

    def test_small_cells_are_warned_of(self, run: Any, small: Any) -> None:
        ran = run("count", small.path, "--question", "q1", "--by", "region")
        assert ran.code == 0
        assert "cells are below 5" in ran.err
        assert run("count", small.path, "--question", "q1").err == ""

    def test_an_unknown_variable_names_those_there_are(self, study: Study) -> None:
        with pytest.raises(NotFoundError, match=r"there are: .*region"):
            count_categories(study, question="q1", by="skostorlek")


class TestWhatIsCounted:
    def test_a_question_is_found_by_key_and_by_number(self, demo_study: Study) -> None:
        assert count_categories(demo_study, question="7A") == count_categories(demo_study, question="q7a")
        five = count_categories(demo_study, question="5")
        assert five.question is not None
        assert five.question.key == "q5"

    def test_a_question_without_codebooks_counts_with_those_its_codings_use(
        self, study: Study, codings: Callable[..., None], write: Callable[[str, str], Path]
    ) -> None:
        from themecode.usecases.codebooks import load_codebook

        load_codebook(study, write("b.yaml", "codebook: annan\ncodes: [{key: annan.a}]\n"))
        everything = [(c.question.key, c.codebook.key) for c in count_everything(study) if c.question]
        assert everything == [("q1", "k"), ("q2", "k"), ("q2", "annan")]
        codings("1,q2,,,,annan.a,Bo,\n")
        everything = [(c.question.key, c.codebook.key) for c in count_everything(study) if c.question]
        assert everything == [("q1", "k"), ("q2", "annan")]

    def test_a_codebook_nothing_is_read_with_says_so(self, tmp_path: Path, write: Callable[[str, str], Path]) -> None:
        from themecode.usecases.codebooks import load_codebook

        with Study.create(tmp_path / "ny.db") as empty:
            load_codebook(empty, write("b.yaml", "codebook: annan\ncodes: [{key: annan.a}]\n"))
            with pytest.raises(NotFoundError, match="annan"):
                count_categories(empty, codebook="annan")
            assert count_everything(empty) == []

    def test_a_retired_code_is_counted_as_long_as_it_stands_anywhere(
        self, study: Study, codings: Callable[..., None], write: Callable[[str, str], Path]
    ) -> None:
        from themecode.usecases.codebooks import load_codebook

        codings("1,q1,,,,k.rum,Bo,\n")
        load_codebook(
            study,
            write("k2.yaml", "codebook: k\ncodes:\n  - {key: k.rum, retired: true}\n  - {key: k.rad, retired: true}\n"),
        )
        keys = {item.code: item.count for item in count_categories(study, question="q1").categories}
        assert keys["k.rum"] == 1
        assert "k.rad" not in keys

    def test_json_has_the_keys_of_the_design_and_letters_as_they_are(self, run: Any, small: Any) -> None:
        ran = run("count", small.path, "--question", "q1", "--by", "region", "--json")
        (data,) = json.loads(ran.out)
        assert set(data) >= {
            *("question", "codebook", "basis", "coder", "cases", "asked", "answered", "answered_not_asked"),
            *("states", "mix", "categories", "groups"),
        }
        assert set(data["states"]) == {state.value for state in AnswerState}
        assert data["coder"] == "result"
        assert set(data["categories"][0]) == {"code", "parent", "label", "count", "share"}
        assert set(data["groups"][0]) == {"value", "asked", "answered", "categories"}
        assert data["groups"][-1]["value"] is None
        assert "råd och stöd" in ran.out


# -- what must hold whatever was coded ----------------------------------------------------------

CODES = ("k.tid", "k.tid.luft", "k.tid.moten", "k.rum", "k.rad")
CELL = st.sampled_from(["", "svar", "-", "längre svar 🤔"])
PEOPLE = st.lists(st.tuples(CELL, st.sampled_from(["", "Ja", "Nej"]), st.sampled_from(["", "1", "2"])), min_size=1)
DOING = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from(["Anna", "Bo", "consensus"]),
        st.sampled_from(["", "rel", "pilot"]),
        st.sampled_from(["", *CODES]),
        st.sampled_from(["", "contentless", "refers elsewhere", "skipped"]),
        st.booleans(),
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, small_original: Any) -> Path:
    """A study with a codebook and nothing else."""
    from themecode.usecases.codebooks import load_codebook

    path = tmp_path_factory.mktemp("bare") / "s.db"
    with Study.create(path, coder="Anna") as study:
        load_codebook(study, small_original.book)
    return path


MAPPING = """case: id
questions: [{key: q, column: q, codebook: k, asked_when: {fast: Ja}}]
closed: [{key: fast, kind: single, column: fast}]
attributes: [{column: typ}]
"""


@settings(max_examples=50, deadline=None)
@given(people=PEOPLE, doing=DOING, excluded=st.sets(st.integers(0, 30)))
def test_states_always_sum_to_the_cases_and_no_count_exceeds_those_who_answered(
    people: list[tuple[str, str, str]], doing: list[tuple[Any, ...]], excluded: set[int], bare: Path
) -> None:
    from themecode.formats.mapping_file import read_mapping

    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        rows = "".join(f"{number},{q},{fast},{typ}\n" for number, (q, fast, typ) in enumerate(people))
        (here / "t.csv").write_text("id,q,fast,typ\n" + rows, encoding="utf-8")
        (here / "m.yaml").write_text(MAPPING, encoding="utf-8")
        answered = [number for number, (q, _, _) in enumerate(people) if q]
        with Study.open(shutil.copy(bare, here / "s.db"), coder="Anna") as study:
            import_survey(study, here / "t.csv", mapping=read_mapping(here / "m.yaml"))
            for completed in (True, False):
                lines = codings_lines(answered, (one for one in doing if one[5] is completed))
                if lines:
                    (here / "c.csv").write_text(
                        "case,question,document,start,end,code,coder,round,state\n" + lines, encoding="utf-8"
                    )
                    import_codings(study, here / "c.csv", completed=completed)
            with study.act("new") as entry:
                for number in excluded:
                    entry.update_where("cases", "key = ?", (str(number),), {"excluded": 1})
            kept = sum(number not in excluded for number in range(len(people)))
            for coder in (None, *{one[1] for one in doing} & {row[0] for row in coders(study)}):
                counts = count_categories(study, question="q", by="typ", coder=coder, provisional=True)
                assert sum(counts.states.values()) == counts.cases == kept
                assert counts.asked == counts.answered + counts.states["contentless"] + counts.states["empty"]
                assert counts.answered_not_asked <= counts.answered
                assert sum(counts.documents.values()) == sum(number not in excluded for number in answered)
                assert sum(group.asked for group in counts.groups) == counts.asked
                assert sum(group.answered for group in counts.groups) == counts.answered
                by_code = {item.code: item.count for item in counts.categories}
                assert all(0 <= number <= counts.states["coded"] for number in by_code.values())
                assert by_code["k.tid"] >= max(by_code["k.tid.luft"], by_code["k.tid.moten"])
                assert by_code["k.tid"] <= counts.states["coded"]
                for item in counts.categories:
                    in_groups = [
                        one.count for group in counts.groups for one in group.categories if one.code == item.code
                    ]
                    assert sum(in_groups) == item.count


def codings_lines(answered: list[int], doing: Iterable[tuple[Any, ...]]) -> str:
    """Write rows of a codings file for answers that are there."""
    return "".join(
        f"{answered[at % len(answered)]},q,,,,{code},{coder},{round_name},{'' if code else state}\n"
        for at, coder, round_name, code, state, _ in doing
        if answered
    )


def coders(study: Study) -> list[tuple[str]]:
    return study.connection.execute("SELECT name FROM coders WHERE deleted = 0").fetchall()
