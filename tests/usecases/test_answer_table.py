"""The table of answers: any filter and order gives what filtering and sorting the rows in Python gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themecode import Study
from themecode.cli.main import main
from themecode.core.alphabet import order_key
from themecode.core.answer_filter import (
    Condition,
    HasCode,
    HasText,
    HasValue,
    InState,
    OfCase,
    Order,
    OwnState,
)
from themecode.core.states import Completion
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases import answer_table, bulk, looking
from themecode.usecases.answer_table import AnswerLine

WORDS = ["tid", "Tid", "lokaler", "Åre", "öppet", "ärlighet", "re\u0301n luft", "🤷‍♀️", "-", "vet ej", "möten!"]
REGIONS = ["Norr", "Syd", "Öster", "", "10", "9", "2,5"]
BOOK = """
codebook: k
codes:
  - key: k.tid
    kind: category
    label: {sv: tid, en: time}
    codes:
      - {key: k.tid.luft, label: luft}
  - {key: k.rum, label: rum}
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("table")
    chance = random.Random(3)
    rows = [
        f"{case};{' '.join(chance.choices(WORDS, k=chance.randint(1, 3)))};{chance.choice(REGIONS)}"
        for case in range(1, 60)
    ]
    (folder / "svar.csv").write_text("\n".join(["id;q;region", *rows]), encoding="utf-8")
    (folder / "k.yaml").write_text(BOOK, encoding="utf-8")
    study = folder / "s.db"
    for command in (
        ["new", study],
        ["codebook", "load", study, folder / "k.yaml"],
        ["import", "survey", study, folder / "svar.csv", "--case", "id", "--open", "q", "--attribute", "region"],
    ):
        assert main([*map(str, command), "--coder", "Anna"]) == 0
    for coder in ("Anna", "Bo"):
        with Study.open(study, coder=coder) as opened:
            looking.add_coder(opened)
            ids = list(answer_table.listed(opened, opened.question("q")))
            for code in ("k.tid", "k.tid.luft", "k.rum"):
                bulk.code_many(opened, chance.sample(ids, 15), code)
            for state in Completion:
                bulk.complete_many(opened, chance.sample(ids, 8), state)
    return study


@pytest.fixture(scope="module")
def study(path: Path) -> Iterator[Study]:
    with Study.open(path, coder="Anna", read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def question(study: Study) -> QuestionRow:
    return study.question("q")


TEXTS = st.sampled_from(["tid", "TID", "å", "ä", "en\u0301", "🤷", "vet ej", "zz", "-"])
CONDITIONS = st.one_of(
    st.builds(HasText, TEXTS, st.booleans()),
    st.builds(OfCase, st.sampled_from(["1", "5", "x"]), st.booleans()),
    st.builds(HasCode, st.one_of(st.none(), st.frozensets(st.integers(1, 4))), st.booleans()),
    st.builds(
        HasValue, st.just(1), st.frozensets(st.one_of(st.none(), st.sampled_from(REGIONS)), min_size=1), st.booleans()
    ),
    st.builds(InState, st.frozensets(st.sampled_from(list(OwnState)), min_size=1), st.booleans()),
)
ORDERS = st.one_of(
    st.builds(Order, st.sampled_from(["case", "text", "codes", "state"]), st.none(), st.booleans()),
    st.builds(Order, st.just("value"), st.just(1), st.booleans()),
)


def meets(line: AnswerLine, condition: Condition) -> bool:
    if isinstance(condition, HasText):
        found = condition.text.casefold() in line.text.casefold()
    elif isinstance(condition, OfCase):
        found = condition.text.casefold() in line.case.casefold()
    elif isinstance(condition, HasCode):
        found = bool(line.codes if condition.codes is None else condition.codes & set(line.codes))
    elif isinstance(condition, HasValue):
        found = line.values.get(1) in condition.values
    else:
        found = line.state in condition.states
    return found == condition.wanted


def ordered(rows: list[AnswerLine], order: Order, code_order: list[int]) -> list[AnswerLine]:
    def key(line: AnswerLine) -> object:
        if order.column == "text":
            return order_key(line.text)
        if order.column == "state":
            return list(OwnState).index(line.state)
        if order.column == "codes":
            return sorted(code_order.index(code) for code in line.codes) or None
        value = line.values.get(1)
        if value is None:
            return None
        try:
            return (1, float(value.replace(",", ".")), "")
        except ValueError:
            return (2, 0.0, order_key(value))

    if order.column == "case":
        return rows[::-1] if order.falling else rows
    there = [line for line in rows if key(line) is not None]
    missing = [line for line in rows if key(line) is None]
    return sorted(there, key=key, reverse=order.falling) + missing  # type: ignore[arg-type]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(conditions=st.lists(CONDITIONS, max_size=3), order=ORDERS)
def test_a_filter_and_an_order_give_what_python_gives(
    study: Study, question: QuestionRow, conditions: list[Condition], order: Order
) -> None:
    assert [row.name for row in answer_table.variables(study)] == ["region"]
    ids = answer_table.listed(study, question)
    rows = answer_table.lines(study, ids, [1])
    code_order = [code.id for code in answer_table.vocabulary(study, question).codes]
    wanted = [rows[id] for id in ids if all(meets(rows[id], condition) for condition in conditions)]
    found = list(answer_table.listed(study, question, conditions, order))
    if order.falling and order.column != "case":  # sorted() keeps equals in order also when it is reversed
        assert [rows[id] for id in found] == ordered(wanted, order, code_order)
    else:
        assert found == [line.document_id for line in ordered(wanted, order, code_order)]


def test_a_row_says_what_the_screens_say_of_an_answer(study: Study, question: QuestionRow) -> None:
    for id, line in answer_table.lines(study, answer_table.listed(study, question), [1]).items():
        document = looking.document(study, id)
        assert document is not None
        assert (line.case, line.text) == (document.case, document.text)
        assert set(line.codes) == {each.code_id for each in looking.own_codings(study, document)}
        declared = looking.own_state(study, document)
        assert line.state == (declared or ("begun" if line.codes else "unread"))
        assert {**line.values} == ({1: dict(looking.attributes(study, document))["region"]} if line.values else {})


def test_the_rows_are_only_the_coders_own(path: Path) -> None:
    with Study.open(path, coder="Cilla", read_only=True) as study:
        ids = answer_table.listed(study, study.question("q"))
        rows = answer_table.lines(study, ids).values()
        assert {line.state for line in rows} == {OwnState.UNTOUCHED}
        assert not any(line.codes for line in rows)


def test_answers_of_excluded_cases_and_rows_that_are_gone_are_left_out(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "s.db"
    copy.write_bytes(path.read_bytes())
    with Study.open(copy, coder="Anna") as study:
        question = study.question("q")
        before = answer_table.listed(study, question)
        with study.act("import survey") as entry:
            entry.update_where("cases", "key = '7'", (), {"excluded": 1})
            entry.delete_where("documents", "id = ?", (before[0],))
        assert len(answer_table.listed(study, question)) == len(before) - 2
        assert before[0] not in answer_table.lines(study, before)


def test_a_code_of_the_vocabulary_knows_those_below_it_and_a_variable_its_values(
    study: Study, question: QuestionRow
) -> None:
    known = answer_table.vocabulary(study, question)
    below = {code.key: {other.key for other in known.codes if other.id in code.below} for code in known.codes}
    assert below["k.tid"] == {"k.tid", "k.tid.luft"}
    assert below["k.tid.luft"] == {"k.tid.luft"}
    assert known.values_of(1) == ["10", "2,5", "9", "Norr", "Syd", "Öster"]


def test_like_answers_are_found_whatever_their_case_and_marks(path: Path, tmp_path: Path) -> None:
    table = "id;q\n1;Mer tid!\n2;mer  TID\n3;Mer tid, tack\n4;-\n5;-\n"
    (tmp_path / "svar.csv").write_text(table, encoding="utf-8")
    study = str(tmp_path / "lika.db")
    assert main(["new", study]) == 0
    assert main(["import", "survey", study, str(tmp_path / "svar.csv"), "--open", "q"]) == 0
    with Study.open(study) as opened:
        found = answer_table.like_answers(opened, opened.question("q"))
        cases = {said: [line.case for line in answer_table.lines(opened, ids).values()] for said, ids in found.items()}
        assert cases == {"mer tid": ["1", "2"], "-": ["4", "5"]}


def test_the_columns_chosen_are_kept_for_their_coder_and_question(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "s.db"
    copy.write_bytes(path.read_bytes())
    with Study.open(copy, coder="Anna") as study:
        question = study.question("q")
        answer_table.keep_columns(study, question, ["region"])
        assert answer_table.columns(study, question) == ["region"]
        study.coder = "Bo"
        assert answer_table.columns(study, question) == []
