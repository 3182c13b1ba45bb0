"""The round commands, as a coordinator types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.core.documents import Span
from themecode.usecases.proposals import propose

NEW = ("--kind", "reliability", "--question", "26", "--for", "Anna", "--for", "Bo")

Run = Callable[..., Any]


def test_a_round_is_opened_listed_and_closed(run: Run, demo: Path) -> None:
    made = run("round", "new", demo, "prov", *NEW, "--sample", "40", "--overlap", "50%", "--seed", 7)
    assert made.code == 0
    assert "opened prov (reliability): 40 of 177 documents" in made.out
    assert "seed: 7" in made.out
    assert "coded by all: 20" in made.out
    assert "Anna: 30 documents" in made.out
    assert "Bo: 30 documents" in made.out
    listed = run("round", "list", demo).out
    assert "prov (reliability): open, seed 7\n  stod, version 1\n  Anna: 0 of 30\n  Bo: 0 of 30" in listed
    closed = run("round", "close", demo, "prov")
    assert "not done: Anna, 0 of 30" in closed.out
    assert "closed prov" in closed.out
    assert run("round", "close", demo, "prov").err == "themecode: this round is closed, prov; code in an open round\n"


def test_the_units_needed_are_printed_and_drawn(run: Run, demo: Path) -> None:
    made = run("round", "new", demo, "prov", *NEW, "--half-width", "0.15", "--dry-run")
    assert "known to within 0.15 (95 %), a code that stands on 20% of the units needs 99 units" in made.out
    assert "would open prov (reliability): 99 of 177 documents" in made.out
    assert "too few" not in made.out
    assert "prov" not in run("round", "list", demo).out


def test_where_too_few_are_coded_by_all_it_is_said_what_that_tells(run: Run, demo: Path) -> None:
    made = run("round", "new", demo, "prov", *NEW, "--half-width", "0.15", "--overlap", "25", "--dry-run")
    assert "too few: 25 answers to q26 are coded by all, which tells its kappa to within about 0.30" in made.out
    none = run("round", "new", demo, "prov", *NEW, "--half-width", "0.15", "--overlap", "0", "--dry-run")
    assert "too few: 0 answers to q26 are coded by all, which tells its kappa not at all" in none.out


def test_the_list_is_printed_for_programs_too(run: Run, demo: Path) -> None:
    run("round", "new", demo, "prov", *NEW, "--sample", "10", "--seed", 1)
    (*_, found) = json.loads(run("round", "list", demo, "--json").out)
    assert list(found) == [
        *("name", "kind", "created", "closed", "seed", "codebooks", "coders", "proposals", "computations"),
    ]
    assert found["codebooks"] == [{"codebook": "stod", "version": 1, "now": 1}]
    assert found["coders"][0] == {"coder": "Anna", "assigned": 10, "completed": 0}


def test_someone_joins_a_round_with_the_documents_it_has(run: Run, demo: Path) -> None:
    run("round", "new", demo, "prov", *NEW, "--sample", "10", "--seed", 1)
    assert run("round", "assign", demo, "prov", "--for", "Åsa").out == "assigned 10 (10 documents, Åsa)\n"
    assert "Åsa: 0 of 10" in run("round", "list", demo).out
    assert run("round", "assign", demo, "prov", "--for", "Åsa", "--remove").out.startswith("took away 10")
    assert "nobody is named" in run("round", "assign", demo, "prov").err


def test_proposals_are_listed_and_answered(run: Run, demo: Path) -> None:
    run("round", "new", demo, "prov", *NEW, "--sample", "10", "--seed", 1)
    with Study.open(demo, coder="Bo", round="prov") as bo:
        (case,) = bo.connection.execute(
            "SELECT c.key FROM assignments a JOIN documents d ON d.id = a.document_id "
            "JOIN cases c ON c.id = d.case_id LIMIT 1"
        ).fetchone()
        document = bo.document(case, "q26")
        number = propose(bo, "nätverk 🤔", codebook="stod", document=document, span=Span(0, 6))
    shown = run("round", "proposals", demo, "prov", "--coder", "Anna")
    assert "do not show it to those who code there" in shown.err
    listed = shown.out
    assert f"{number}  nätverk 🤔 · Bo" in listed
    assert document.text[:6].strip() in listed
    refused = run("round", "proposals", demo, "prov", "--accept", number)
    assert (refused.code, "locked while a reliability round" in refused.err) == (2, True)
    run("round", "close", demo, "prov")
    assert run("round", "proposals", demo, "prov", "--accept", number).out == "made the code stod.nätverk\n"
    assert "accepted: stod.nätverk" in run("round", "proposals", demo, "prov").out
    (found,) = json.loads(run("round", "proposals", demo, "prov", "--json").out)
    assert (found["label"], found["answer"]) == ("nätverk 🤔", "accepted: stod.nätverk")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--question", "99"), "there is no such question"),
        (("--sample", "200000"), "there are only"),
        (("--sample", "några"), "is no number"),
        (("--strata", "ålder"), "question, unit, length"),
        (("--half-width", "0"), "is not between 0 and 1"),
        (("--for", "anna"), "only by case or spaces"),
        (("--for", "consensus"), "is no person"),
        (("--document", "ingen"), "no such transcript or case"),
    ],
)
def test_a_wrong_call_is_one_line_and_changes_nothing(
    run: Run, demo: Path, arguments: tuple[str, ...], says: str, content: Callable[[Path], object]
) -> None:
    before = content(demo)
    done = run("round", "new", demo, "prov", "--kind", "reliability", *arguments)
    assert done.code == 2
    assert done.err.startswith("themecode: ")
    assert says in done.err
    assert done.err.count("\n") == 1
    assert content(demo) == before


def test_the_demo_is_compared_from_a_script_as_the_page_says(demo: Path) -> None:
    from themecode.usecases.comparing import comparable_rounds, compare

    with Study.open(demo, coder="Anna") as study:
        ((row, subjects),) = comparable_rounds(study)
        found = {each.codebook.key: len(each.differences) for each in (compare(study, row.name, s) for s in subjects)}
    assert found == {"hinder": 20, "na_grupper": 21, "framgang": 44, "utveckla": 37, "stod": 38}


def test_while_a_round_is_open_count_and_search_leave_it_out_and_log_and_export_warn(
    run: Run, small: Any, tmp_path: Path
) -> None:
    from themecode.usecases.round_plans import Wanted, new_round

    with Study.open(small.path, coder="Lena") as study:
        new_round(study, "prov", "reliability", Wanted(questions=["q1"], coders=["Anna", "Bo"]))
    with Study.open(small.path, coder="Bo", round="prov") as bo:
        bo.code(bo.document("1", "q1"), 0, 4, "k.rum")
        bo.complete(bo.document("1", "q1"))
    waits = "themecode: the round prov is open: what is coded in it counts when it is closed\n"
    counted = run("count", small.path, "--question", "q1", "--json")
    assert counted.err == waits
    assert {each["count"] for each in json.loads(counted.out)[0]["categories"]} == {0}
    for asked in (("search", small.path, "k.rum"), ("search", small.path, "k.rum", "--coder", "Bo")):
        found = run(*asked)
        assert "0 passages" in found.out
        assert waits in found.err
    assert waits in run("report", small.path, "--question", "q1").err
    for asked in (("log", small.path), ("export", "codings", small.path, "-o", tmp_path / "k.csv")):
        assert "this has what all do in it" in run(*asked).err
    assert run("round", "close", small.path, "prov").code == 0
    closed = run("count", small.path, "--question", "q1", "--json")
    assert closed.err == ""
    assert 1 in {each["count"] for each in json.loads(closed.out)[0]["categories"]}


def test_a_repeat_round_from_opening_to_the_sentence_for_the_method_chapter(run: Run, small: Any) -> None:
    def read(round: str | None, codes: dict[str, str]) -> None:
        with Study.open(small.path, coder="Åsa", round=round) as study:
            for case, code in codes.items():
                document = study.document(case, "q1")
                study.code(document, 0, len(document.text), code)
                study.complete(document)

    read(None, {"1": "k.rum", "2": "k.rum", "4": "k.rad", "5": "k.rad"})
    made = run("round", "new", small.path, "igen", "--kind", "repeat", "--question", "q1", "--for", "Åsa")
    assert made.code == 0, made.err
    assert "comparing begins when it is closed" in run("agree", small.path, "--round", "igen").err
    read("igen", {"1": "k.rum", "2": "k.rad", "4": "k.rad", "5": "k.rad"})
    run("round", "close", small.path, "igen")
    found = json.loads(run("agree", small.path, "--round", "igen", "--json").out)["comparisons"][0]
    assert found["coders"] == ["Åsa (production)", "Åsa (igen)"]
    percent = {each["coefficient"]: each["value"] for each in found["figures"]}["percent_agreement"]
    assert percent == 0.75
    (rum,) = [each for each in found["codes"] if each["code"] == "k.rum"]
    kappa = {each["coefficient"]: each["value"] for each in rum["figures"]}["cohen_kappa"]
    assert kappa == pytest.approx(0.5)  # 3 of 4 alike; by chance 1/2 x 1/4 + 1/2 x 3/4 = 1/2
    assert found["sentence"].startswith("Åsa kodade 4 svar på fråga")
    assert "två gånger" in found["sentence"]
