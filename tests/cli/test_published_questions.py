"""The published counts: the demo's five questions, and surveys made here from questions it does not have."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.analysis import count_categories
from themecode.formats.write_tables import write_table


@dataclass(frozen=True)
class Published:
    """A question of the report: who answered, and its categories with their counts."""

    key: str
    number: str
    answered: int
    categories: tuple[tuple[str, str, int], ...]
    """Swedish label, English label, count."""
    asked: int = 199
    wording: str = ""
    cases: int = 199

    def line(self, language: str) -> str:
        """Return the line the list style prints, put together here by hand."""
        place = ("sv", "en").index(language)
        phrases = [f"{category[place]} ({category[2]})" for category in self.categories]
        if len(phrases) == 1:
            return phrases[0]
        return f"{', '.join(phrases[:-1])} {('och', 'and')[place]} {phrases[-1]}"


QUESTIONS = [
    Published(
        "q18",
        "18",
        57,
        (
            ("tid och engagemang av ledning", "time and commitment from management", 24),
            (
                "utmaningar med samverkan med BMM och BVC",
                "challenges in collaboration with midwifery and child-health clinics",
                13,
            ),
            (
                "olika förutsättningar för att avsätta tid för samverkan",
                "differing conditions for setting aside time for collaboration",
                11,
            ),
        ),
        wording="Förutsättningar för att samverka internt – kommentar",
    ),
    Published(
        "q22",
        "22",
        30,
        (
            ("medel från regionen och kommunen", "funds from the region and the municipality", 11),
            (
                "olika projektbidrag från kommunen eller andra aktörer",
                "project grants from the municipality or others",
                7,
            ),
        ),
        wording="Genom andra ekonomiska medel, ange vilka",
    ),
    Published(
        "q16a",
        "16a",
        61,
        (("personalens egen uppföljning eller utvärdering", "staff's own follow-up or evaluation", 44),),
        asked=143,
        wording="Annat, ange vad",
    ),
    Published(
        "q9a",
        "9a",
        125,
        (("tematräffar och föreläsningar", "theme meetings and lectures", 22),),
        wording="Vilka övriga universella insatser erbjuds?",
    ),
    Published(
        "q10a",
        "10a",
        108,
        (("insats riktad till utrikes födda föräldrar", "intervention for foreign-born parents", 18),),
    ),
]

WORDS = ("Vi behöver", "Det saknas", "Här finns", "Ibland är det", "Som på många håll:", "Svårt att säga, men")


def make_files(question: Published, folder: Path, suffix: str) -> dict[str, Path]:
    """Write a survey, its mapping, its codebook and its codings, the codes spread over the answers in turn."""
    answers = [
        f'{start} något å fall {number}; "så är det", m.m. 🤔' for number, start in zip(range(1, 200), cycle(WORDS))
    ]
    rows = [
        [
            f"FC{number:03}",
            ("Norr", "Syd", "")[number % 3],
            "Ja" if number <= question.asked else "Nej",
            answers[number - 1] if number <= question.answered else "",
        ]
        for number in range(1, question.cases + 1)
    ]
    survey = folder / f"{question.key}.{suffix}"
    write_table(survey, ["id", "region", "fast", question.key], rows)
    mapping = folder / "mapping.yaml"
    mapping.write_text(
        f"case: id\nquestions:\n  - key: {question.key}\n    number: {question.number!r}\n"
        f"    columns: [{question.key}]\n    wording: {question.wording!r}\n    codebook: bok\n"
        "    asked_when: {fast: Ja}\nclosed: [{key: fast, kind: single, column: fast}]\n"
        "attributes: [{column: region}]\n",
        encoding="utf-8",
    )
    book = folder / "bok.yaml"
    codes = "".join(
        f"  - {{key: bok.k{place}, kind: category, label: {{sv: {json.dumps(sv, ensure_ascii=False)}, "
        f"en: {json.dumps(en)}}}}}\n"
        for place, (sv, en, _) in enumerate(question.categories)
    )
    book.write_text(f"codebook: bok\nname: {{sv: Kategorier, en: Categories}}\ncodes:\n{codes}", encoding="utf-8")
    placed: dict[int, list[str]] = {number: [] for number in range(1, question.answered + 1)}
    turn = cycle(placed)
    for place, (_, _, count) in enumerate(question.categories):
        for _ in range(count):
            placed[next(turn)].append(f"bok.k{place}")
    codings = folder / f"codings.{suffix}"
    write_table(
        codings,
        ["case", "question", "document", "start", "end", "code", "coder"],
        [
            [f"FC{number:03}", question.key, "", "", "", code, "Anna"]
            for number, keys in placed.items()
            for code in keys or [""]
        ],
    )
    return {"survey": survey, "mapping": mapping, "book": book, "codings": codings}


@pytest.mark.parametrize("mapped", [True, False], ids=["with a mapping", "without"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_survey_made_from_a_published_question_gives_its_counts_and_its_line(
    run: Any, tmp_path: Path, question: Published, mapped: bool
) -> None:
    files = make_files(question, tmp_path, "csv" if mapped else "xlsx")
    study = tmp_path / "studie.db"
    assert run("new", study).code == 0
    assert run("codebook", "load", study, files["book"]).code == 0
    arguments = ["--mapping", files["mapping"]] if mapped else []
    ran = run("import", "survey", study, files["survey"], *arguments)
    assert (ran.code, ran.err) == (0, "")
    ran = run("import", "codings", study, files["codings"])
    assert (ran.code, ran.err) == (0, "")

    (data,) = json.loads(run("count", study, "--json").out)
    assert {item["label"]: item["count"] for item in data["categories"]} == {
        sv: count for sv, _, count in question.categories
    }
    assert (data["cases"], data["answered"]) == (199, question.answered)
    assert data["asked"] == (question.asked if mapped else 199)
    assert sum(data["states"].values()) == 199

    named = question.number if mapped else question.key
    for language in ("sv", "en"):
        ran = run("report", study, "--question", named, "--language", language)
        assert ran.code == 0
        assert ran.out == question.line(language) + "\n"
        assert "PREL" not in ran.err


DEMO = {
    "q5": (87, {"möjligheten att ta sig till familjecentralen": 35, "familjecentralens öppettider": 15}),
    "q7a": (
        None,
        {
            "utrikes födda föräldrar och föräldrar med annan kulturell bakgrund än svensk samt föräldrar som har "
            "svenska som andra språk": 89,
            "familjer som har svårt att ta sig till familjecentralen": 19,
            "familjer som lever i socioekonomisk utsatthet": 14,
            "pappor": 8,
            "barn/föräldrar med NPF-diagnoser/kognitiva svårigheter": 6,
        },
    ),
    "q23": (
        193,
        {
            "samverkan/samarbete": 97,
            "samlokalisering": 92,
            "personalen": 79,
            "familjecentralens tillgänglighet, låga trösklar och öppenhet": 53,
            "tidig upptäckt/tidiga insatser": 36,
            "hälsofrämjande och förebyggande arbete": 25,
            "samsyn och gemensamt engagemang": 25,
            "mötesplats/träffpunkt": 21,
            "förankrad/etablerad/stabil verksamhet": 21,
            "placering av verksamheten i närområde/centralt": 21,
            "verksamhet som når många": 21,
        },
    ),
    "q25": (
        None,
        {
            "utveckla arbetet med föräldraskapsstöd": 79,
            "utveckla samverkan mellan de olika parterna": 70,
            "nå och stödja grupper som inte nås": 50,
            "integration": 47,
            "utveckla arbetet inom olika perspektiv": 33,
        },
    ),
    "q26": (
        None,
        {"tid": 60, "stöd från ledningen": 51, "kompetensutveckling": 31, "ekonomi": 28, "personal": 25},
    ),
}


@pytest.mark.parametrize("key", DEMO)
def test_the_consensus_of_the_demo_gives_exactly_the_published_counts(demo_study: Study, key: str) -> None:
    answered, published = DEMO[key]
    counts = count_categories(demo_study, question=key)
    found = {item.label.in_language("sv"): item.count for item in counts.level(1)}
    assert {label: found.get(label) for label in published} == published
    assert counts.cases == 199
    assert answered is None or counts.answered == answered
    assert not counts.preliminary
    assert counts.documents["single"] == 0
    order = [item.label.in_language("sv") for item in counts.level(1) if item.count]
    assert [label for label in order if label in published] == list(published)


def test_question_7a_counts_those_who_fit_in_nowhere_as_published(demo_study: Study) -> None:
    counts = count_categories(demo_study, question="7a")
    assert sorted((item.count for item in counts.level(1) if item.count), reverse=True)[:3] == [89, 21, 19]
    assert counts.asked == 136 + counts.answered_not_asked


def test_the_demo_in_a_pipe_prints_question_23_and_what_to_type_next(run: Any, tmp_path: Path) -> None:
    ran = run("demo", tmp_path)
    assert ran.code == 0
    assert "samverkan/samarbete (97), samlokalisering (92), personalen (79)" in ran.out
    assert f"themecode open {tmp_path / 'demo.db'}" in ran.out
    again = run("demo", tmp_path)
    assert (again.code, again.out, again.err) == (0, ran.out, "")


def test_the_demo_speaks_english_when_asked(run: Any, demo: Path) -> None:
    ran = run("demo", demo.parent, "--ui-language", "en")
    assert ran.out.startswith("Question 23. ")
    assert "Type next:" in ran.out


def test_the_same_demo_is_made_every_time(demo_study: Study, tmp_path: Path) -> None:
    from themecode.analysis import count_everything
    from themecode.analysis.tabulate import as_data
    from themecode.usecases.demo import make_demo

    make_demo(tmp_path / "demo.db")
    assert [path.name for path in tmp_path.iterdir()] == ["demo.db"]
    with Study.open(tmp_path / "demo.db", read_only=True) as study:
        again = [as_data(counts, "en") for counts in count_everything(study)]
    assert again == [as_data(counts, "en") for counts in count_everything(demo_study)]
