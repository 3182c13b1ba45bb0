"""Survey mappings: everything the format can say, and every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from themecode.core.errors import InputError
from themecode.core.localized import Localized
from themecode.core.survey import (
    AttributeColumn,
    ClosedQuestion,
    DerivedAttribute,
    Level,
    Nouns,
    OpenQuestion,
    QuestionKind,
    SurveyMapping,
)
from themecode.formats.mapping_file import read_mapping

FULL = """\
case: id
case_noun: {sv: [familjecentral, familjecentraler], en: [family centre, family centres]}
questions:
  - key: q25
    number: 25
    columns: [q25_1, q25_2]
    wording: Vilka två områden?
    codebook: utveckla
    asked_when: {q7a_fast: Ja, region: [Norr, 2, true]}
    specify_for: {column: q3, value: Annan part}
    nouns: {sv: {singular: området, plural: områdena, gender: neuter}, en: {singular: area, plural: areas}}
  - {key: q26, column: q26, codebook: [stod, tid], wording: {sv: Vilket stöd?, en: What support?}}
closed:
  - {key: q5_fast, number: "5", kind: single, column: q5, labels: {1: Ja, 2: {sv: Nej, en: "No"}}}
  - {key: q6, kind: matrix, columns: [q6_1, q6_2]}
attributes:
  - {column: region}
  - {column: omradestyp, name: typ, type: ordinal, labels: {1: stora utmaningar, 2: utmaningar}}
  - {name: alla, derive: {all: [bvc, bmm], equals: Ja}}
  - {name: någon, derive: {any: [bvc, bmm], equals: 1}}
ignore: [ip, kontaktperson]
"""


def read(folder: Path, text: str) -> SurveyMapping:
    path = folder / "karta.yaml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return [str(fault) for fault in caught.value.faults]


def test_everything_a_mapping_can_say_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, FULL) == SurveyMapping(
        case="id",
        case_noun={"sv": ("familjecentral", "familjecentraler"), "en": ("family centre", "family centres")},
        questions=(
            OpenQuestion(
                key="q25",
                columns=("q25_1", "q25_2"),
                number="25",
                wording=Localized.of("Vilka två områden?"),
                codebooks=("utveckla",),
                asked_when={"q7a_fast": ("Ja",), "region": ("Norr", "2", "true")},
                specify_for={"column": "q3", "value": "Annan part"},
                nouns={"sv": Nouns("området", "områdena", "neuter"), "en": Nouns("area", "areas")},
            ),
            OpenQuestion(
                key="q26",
                columns=("q26",),
                wording=Localized({"sv": "Vilket stöd?", "en": "What support?"}),
                codebooks=("stod", "tid"),
            ),
        ),
        closed=(
            ClosedQuestion(
                "q5_fast", QuestionKind.SINGLE, ("q5",), "5", labels={"1": "Ja", "2": {"sv": "Nej", "en": "No"}}
            ),
            ClosedQuestion("q6", QuestionKind.MATRIX, ("q6_1", "q6_2")),
        ),
        attributes=(
            AttributeColumn("region", "region"),
            AttributeColumn("omradestyp", "typ", Level.ORDINAL, labels={"1": "stora utmaningar", "2": "utmaningar"}),
        ),
        derived=(
            DerivedAttribute("alla", ("bvc", "bmm"), "Ja"),
            DerivedAttribute("någon", ("bvc", "bmm"), "1", any_of=True),
        ),
        ignore=("ip", "kontaktperson"),
    )


def test_the_shipped_mapping_is_read() -> None:
    mapping = read_mapping(Path(__file__).parents[2] / "transcripts" / "survey-mapping.yaml")
    assert [question.key for question in mapping.questions] == ["q5", "q7a", "q23", "q25", "q26"]


def test_rows_can_be_numbered_instead_of_named(tmp_path: Path) -> None:
    assert read(tmp_path, 'case: ""\n') == SurveyMapping(case="")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("questions: []", "a mapping lacks 'case', karta.yaml, line 1"),
        ("case: id\nquestion: []", "no key 'question', karta.yaml, line 2; did you mean 'questions'?"),
        ("case: id\nquestions: {key: q}", "questions must be a list, karta.yaml, line 2"),
        ("case: id\nquestions:\n- q1", "a question must have keys, karta.yaml, line 3"),
        ("case: id\nquestions:\n- {key: q}", "a question needs either column or columns, karta.yaml, line 3"),
        ("case: id\nquestions:\n- {key: q, columns: []}", "a question needs either column or columns"),
        ("case: id\nquestions:\n- {key: q, column: a, columns: [b]}", "a question needs either column or columns"),
        ("case: id\nquestions:\n- {columns: [a]}", "a question lacks 'key', karta.yaml, line 3"),
        ("case: id\nquestions:\n- {key: a b, columns: [a]}", "a question's key cannot be 'a b', karta.yaml, line 3"),
        (
            "case: id\nquestions:\n- {key: q, columns: [a]}\nclosed:\n- {key: q, kind: single, column: b}",
            "the question 'q' stands in line 3 too, karta.yaml, line 5",
        ),
        ("case: id\nquestions:\n- {key: q, columns: [id]}", "the column 'id' stands in line 1 too, karta.yaml, line 3"),
        ("case: id\nquestions:\n- {key: q, columns: [a, a]}", "the column 'a' stands in line 3 too"),
        (
            "case: id\nattributes:\n- {column: a}\nignore: [a]",
            "the column 'a' stands in line 3 too, karta.yaml, line 4",
        ),
        ("case: id\nquestions:\n- {key: q, column: a, asked_when: Ja}", "asked_when must be key: value"),
        ("case: id\nquestions:\n- {key: q, column: a, asked_when: {b: }}", "asked_when has no value"),
        ("case: id\nquestions:\n- {key: q, column: a, specify_for: {column: b}}", "specify_for lacks 'value'"),
        ("case: id\nquestions:\n- {key: q, column: a, nouns: {sv: {genus: n}}}", "no key 'genus'"),
        (
            "case: id\nquestions:\n- {key: q, column: a, nouns: {sv: {gender: n}}}",
            "the gender cannot be 'n', karta.yaml, line 3; write one of neuter, common",
        ),
        ("case: id\nquestions:\n- {key: q, column: a, nouns: {swe-x: {}}}", "'swe-x' is no language"),
        ("case: id\nclosed:\n- {key: q, kind: open, column: a}", "the kind cannot be 'open'"),
        ("case: id\nclosed:\n- {key: q, column: a}", "a closed question lacks 'kind', karta.yaml, line 3"),
        ("case: id\nclosed:\n- {key: q, kind: single, column: a, labels: [x]}", "labels must be key: value"),
        ("case: id\nattributes:\n- {name: a}", "an attribute lacks 'column', karta.yaml, line 3"),
        ("case: id\nattributes:\n- {column: a, type: number}", "write one of nominal, ordinal, numeric, text, date"),
        ("case: id\nattributes:\n- {column: a}\n- {column: b, name: a}", "the variable 'a' stands in line 3 too"),
        (
            "case: id\nattributes:\n- {column: a, name: b, derive: {all: [x], equals: 1}}",
            "a derived attribute has no key 'column'",
        ),
        ("case: id\nattributes:\n- {name: a, derive: {equals: 1}}", "derive needs one of 'all' and 'any'"),
        ("case: id\nattributes:\n- {name: a, derive: {all: [x], any: [y], equals: 1}}", "one of 'all' and 'any'"),
        ("case: id\nattributes:\n- {name: a, derive: {all: [x]}}", "derive lacks 'equals', karta.yaml, line 3"),
        ("case: id\nattributes:\n- {name: a, derive: x}", "derive must have keys"),
        ("case: id\ncase_noun: {sv: familj}", "case_noun needs two words, karta.yaml, line 2"),
        ("case: id\nignore: ip", "ignore must be a list, karta.yaml, line 2"),
        ("case: [id]", "case must be a single text, karta.yaml, line 1"),
    ],
)
def test_every_fault_is_named_with_its_line(tmp_path: Path, text: str, what: str) -> None:
    (found,) = faults(tmp_path, text + "\n")
    assert what in found


def test_all_faults_are_listed(tmp_path: Path) -> None:
    text = "cases: id\nquestions:\n- {key: q}\n- {key: q, columns: [a], foo: 1}\nattributes: x\n"
    assert len(faults(tmp_path, text)) == 6
