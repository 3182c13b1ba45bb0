"""The quality declaration, the method paragraph, checklists and codebook appendix: from the study, never invented."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from themecode import Study
from themecode.analysis.agreement_stance import say_not_computed
from themecode.analysis.declared import Declared, declared, is_over_coverage
from themecode.core.errors import InputError
from themecode.formats.mapping_file import read_mapping
from themecode.report.as_text import as_markdown, as_text
from themecode.report.blocks import Heading, plain
from themecode.report.checklist_words import COREQ, SRQR
from themecode.report.declaration import declaration
from themecode.report.declaration_words import GAPS, HEADINGS, SENTENCES
from themecode.report.method import method_chapter
from themecode.report.method_words import WORDS
from themecode.usecases.declaration import declare
from themecode.usecases.excluding import exclude
from themecode.usecases.import_survey import import_survey
from themecode.usecases.rounds import computations


@pytest.fixture(scope="module")
def known(demo_original: Path) -> Declared:
    with Study.open(demo_original, read_only=True) as study:
        return declared(study)


@pytest.fixture
def study(demo: Path) -> Iterator[Study]:
    with Study.open(demo, coder="Anna") as opened:
        yield opened


def test_headings_stand_in_their_order_in_both_languages(known: Declared) -> None:
    for place, language in enumerate(("sv", "en")):
        chapter = declaration(known, language)
        headings = [plain(block.runs) for block in chapter.blocks if isinstance(block, Heading)]
        assert headings == [words[place] for key, words in HEADINGS.items() if key != "sample"]


def test_what_nobody_has_said_is_a_gap_that_one_sees_and_is_told_how_to_fill(known: Declared) -> None:
    chapter = declaration(known, "sv")
    text = as_text(chapter)
    assert "[ange population]" in text
    assert "Svarsfrekvensen kan inte räknas ut" in text
    assert "**\\[ange population\\]**" in as_markdown(chapter)
    assert any("--say population=" in remark for remark in chapter.remarks)


def test_the_response_rate_states_its_formula_and_the_other_is_told(study: Study) -> None:
    declare(study, {"population": "236", "over_coverage": "1", "design": "total", "object": "Samordnare å"})
    chapter = declaration(declared(study), "sv")
    text = as_text(chapter)
    assert "Populationen består av 236 familjecentraler." in text
    assert "Svarsfrekvensen är 84 procent (199/236)." in text
    assert "Objektsbortfallet är 37 familjecentraler (16 procent)." in text
    assert any("85 procent" in remark for remark in chapter.remarks)
    declare(study, {"rate": "eligible"})
    text = as_text(declaration(declared(study), "en"))
    assert "The response rate is 85 percent (199/235)." in text
    assert "(236 − 1)" in text
    declare(study, {"object": ""})
    assert "[state units" in as_text(declaration(declared(study), "en"))


def test_sizes_of_reporting_groups_are_held_back_together_where_one_is_small(known: Declared) -> None:
    ((name, values),) = known.groups
    small = min(count for _, count in values)
    at, above = (declaration(known, "sv", minimum=minimum) for minimum in (small, small + 1))
    assert f"{small} Nej" in as_text(at)
    assert f"{name}: Ja och Nej." in as_text(above)
    assert not any(str(count) in as_text(above).split("Redovisningsgrupper")[1] for _, count in values)
    assert any(name in remark and "Hålls tillbaka" in remark for remark in above.remarks)
    assert not any("Hålls tillbaka" in remark for remark in at.remarks)


@pytest.mark.parametrize(("language", "tool"), [("sv", "Beräkningarna gjordes med"), ("en", "Computed with")])
def test_what_agreement_was_computed_with_is_said_once(known: Declared, language: str, tool: str) -> None:
    assert sum(each.agreement is not None for each in known.coded) > 1
    for made in (declaration(known, language), method_chapter(known, language, ["paragraph"])):
        assert as_text(made).count(tool) == 1


def test_cases_left_out_are_said_with_their_reasons(study: Study) -> None:
    exclude(study, "FC001", "Övertäckning: nedlagd")
    exclude(study, "FC002", "drog sig ur")
    declare(study, {"population": "236"})
    found = declared(study)
    assert (found.received, found.answered, found.over_coverage) == (199, 197, 1)
    text = as_text(declaration(found, "sv"))
    assert "Totalt inkom 199 svar. Av dem är 2 borttagna ur redovisningen: Övertäckning: nedlagd (1) och" in text
    assert "(197/236)" in text


def test_partial_non_response_stands_by_question_for_open_and_closed(known: Declared) -> None:
    by_key = {each.question.key: (each.asked, each.answered, each.missing) for each in known.responses}
    assert by_key == {
        "q1": (199, 199, 0),
        "q5": (83, 80, 3),
        "q5_fast": (199, 199, 0),
        "q7a_fast": (196, 196, 0),
        "q7a": (136, 133, 3),
        "q23": (199, 193, 6),
        "q25": (199, 186, 13),
        "q26": (199, 170, 29),
    }


def test_an_open_question_without_a_codebook_has_its_non_response_too(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    mapping = read_mapping(write("m.yaml", "case: id\nquestions:\n  - {key: q, column: q}\n"))
    with Study.create(tmp_path / "s.db", coder="Lena") as study:
        import_survey(study, write("s.csv", "id,q\n1,å\n2,\n3,ö\n"), mapping=mapping)
        (response,) = declared(study).responses
        assert (response.asked, response.answered, response.missing) == (3, 2, 1)


def test_how_the_answers_were_coded_names_coders_rounds_version_and_agreement(known: Declared) -> None:
    text = as_text(declaration(known, "sv"))
    assert (
        "Fråga 23: 193 svar kodades med kodboken Framgångsfaktorer (11 koder, version 1). Kodare: Anna och Bo" in text
    )
    assert "Krippendorffs alfa" in text
    assert "Kodningen: 195 genom konsensus" in text
    assert "Intervjuer: 2 kodades" in text
    assert "Ytterligare 2 är ännu inte färdiglästa" in text


def test_a_declaration_is_no_computation_of_agreement(study: Study) -> None:
    before = len(computations(study, "reliability"))
    declared(study)
    assert len(computations(study, "reliability")) == before


def test_where_agreement_is_not_computed_by_choice_it_says_so(study: Study) -> None:
    say_not_computed(study, "reflexiv tematisk analys")
    assert "reflexiv tematisk analys" in as_text(declaration(declared(study), "sv"))
    assert "reflexiv tematisk analys" in as_text(method_chapter(declared(study), "sv", ["paragraph"]))


@pytest.mark.parametrize(
    "said",
    [{"okänt": "x"}, {"population": "många"}, {"design": "både och"}, {"coreq.33": "x"}, {"srqr.0": "x"}],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_kept(study: Study, said: dict[str, str]) -> None:
    with pytest.raises(InputError):
        declare(study, {"object": "x", **said})
    assert declared(study).said == {}


def test_an_empty_study_has_a_declaration_of_gaps(tmp_path: Path) -> None:
    with Study.create(tmp_path / "s.db", coder="Lena") as study:
        found = declared(study)
    for language in ("sv", "en"):
        assert as_text(declaration(found, language))
        assert as_text(method_chapter(found, language))


def test_the_method_paragraph_tells_material_coders_agreement_and_consensus(known: Declared) -> None:
    text = as_text(method_chapter(known, "sv", ["paragraph"]))
    for part in (
        "8 intervjuer med",
        "5 frågor från en enkät som 199 familjecentraler besvarade",
        "[ange ansats",
        "Kodare var Anna och Bo.",
        "I omgången reliability kodade de oberoende av varandra.",
        "konsensus, som omfattar 781 texter",
    ):
        assert part in text


def test_checklists_have_every_item_once_with_what_the_study_knows(study: Study) -> None:
    declare(study, {"coreq.1": "Två forskare", "ethics": "Etikprövad 2023"})
    found = declared(study)
    text = as_text(method_chapter(found, "sv", ["coreq", "srqr"]))
    assert (len(COREQ), len(SRQR)) == (32, 21)
    for number, item in enumerate(COREQ, start=1):
        assert text.count(f"• {number}. {item.sv}: ") == 1
    assert "• 1. vem som höll i intervjuerna: Två forskare" in text
    assert "• 24. hur många som kodade: 2: Anna och Bo" in text
    assert "• 9. etikprövning och samtycke: Etikprövad 2023" in text
    assert "• 17. intervjuguiden, och om den prövades: [ange]" in text


def test_the_appendix_has_every_code_of_every_codebook(study: Study, known: Declared) -> None:
    for language in ("sv", "en"):
        text = as_text(method_chapter(known, language, ["codebook"]))
        for _, codes in known.books:
            for code in codes:
                assert code.key in text
    assert "Omfattar inte: " in as_text(method_chapter(known, "sv", ["codebook"]))


@pytest.mark.parametrize("words", [HEADINGS, GAPS, SENTENCES, WORDS])
def test_every_sentence_has_the_same_blanks_in_both_languages(words: dict[str, tuple[str, str]]) -> None:
    import string

    for swedish, english in words.values():
        blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (swedish, english)]
        assert blanks[0] == blanks[1]
        assert all((swedish, english))


@pytest.mark.parametrize(
    ("reason", "over"),
    [("over-coverage", True), ("ÖVERTÄCKNING", True), ("Overcoverage å", True), ("drog sig ur", False), ("", False)],
)
def test_over_coverage_is_known_by_its_reason(reason: str, over: bool) -> None:
    assert is_over_coverage(reason) == over


def test_a_copy_of_the_study_says_the_same(demo: Path, tmp_path: Path, known: Declared) -> None:
    copy = Path(shutil.copy(demo, tmp_path / "kopia.db"))
    with Study.open(copy, read_only=True) as study:
        assert as_text(declaration(declared(study), "sv")) == as_text(declaration(known, "sv"))
