"""The prose of a question: what it says of the demo's questions, and what holds of any counts whatever."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themecode import Study
from themecode.analysis import count_categories
from themecode.analysis.counts import Category, CategoryCounts
from themecode.core.localized import Localized
from themecode.core.states import AnswerState
from themecode.report.as_text import as_markdown, as_text
from themecode.report.blocks import BulletList, Chapter, Note, Paragraph, plain, runs_of, sourced
from themecode.report.chapter import question_chapter
from themecode.report.prose import Asides, QuestionText
from themecode.report.ranking import Thresholds, ranking
from themecode.report.templating import Templates
from themecode.report.wording import accepted_phrases
from themecode.storage.queries.codes import CodebookRow
from themecode.storage.queries.documents import QuestionRow
from themecode.usecases.report_settings import ReportSettings

TEMPLATES = {language: Templates(language) for language in ("sv", "en")}
BOOK = CodebookRow(1, "u", "k", 1, Localized({"sv": "Teman", "en": "Themes"}))
NOUNS = {
    "sv": {"singular": "området", "plural": "områdena", "gender": "neuter"},
    "en": {"singular": "area", "plural": "areas", "gender": ""},
}


def counts(
    *items: tuple[str, int] | Category,
    answered: int = 100,
    cases: int = 120,
    states: dict[AnswerState, int] | None = None,
    nouns: bool = True,
    documents: dict[str, int] | None = None,
    basis: str = "cases",
) -> CategoryCounts:
    """Make the counts of a question that all cases were asked."""
    made = [
        item if isinstance(item, Category) else Category(f"k.{n}", None, Localized.of(item[0]), item[1], None)
        for n, item in enumerate(items)
    ]
    tally = dict.fromkeys(AnswerState, 0) | {AnswerState.CODED: answered, AnswerState.EMPTY: cases - answered}
    return CategoryCounts(
        question=QuestionRow(1, "q1", "1", "open", Localized.of("Vad behövs?"), {}, NOUNS if nouns else {}),
        codebook=BOOK,
        basis=basis,  # type: ignore[arg-type]
        coder="result",
        cases=cases,
        asked=cases,
        put_to=cases,
        answered=answered,
        answered_not_asked=0,
        states=tally | (states or {}),
        documents={"consensus": 0, "single": answered, "undecided": 0, "unread": 0} | (documents or {}),
        categories=tuple(sorted(made, key=lambda item: -item.count)),
        base=answered,
        case_nouns={"sv": ("centrum", "centra"), "en": ("centre", "centres")} if nouns else {},
    )


def chapter(counted: CategoryCounts, language: str = "sv", **changes: object) -> Chapter:
    kept = ReportSettings(**changes)  # type: ignore[arg-type]
    text = QuestionText(counted, language, kept, Asides())
    return Chapter(language, TEMPLATES[language].render("question.j2", text.values()))


def prose(counted: CategoryCounts, language: str = "sv", **changes: object) -> str:
    return as_text(chapter(counted, language, **changes))


def demo_text(study: Study, question: str, language: str) -> str:
    found = question_chapter(study, count_categories(study, question=question), TEMPLATES[language])
    return as_text(found)


# -- the demo ------------------------------------------------------------------------------------

DEMO = {
    ("5", "sv"): [
        "87 familjecentraler",
        "80 av de 83 som fick frågan och 7 som inte fick den",
        "Antal svar inom parentes.",
        "Det vanligaste hindret är möjligheten att ta sig till familjecentralen (35), som nämns av drygt en tredjedel ",
        "Det näst vanligaste hindret är familjecentralens öppettider (15), som nämns av knappt en femtedel av ",
        "Av de 87 svaren har 43 inte kunnat föras till någon kategori.",
    ],
    ("7a", "sv"): [
        "Nästan alla som fick frågan, 133 av 136 familjecentraler, har besvarat den.",
        "Den vanligaste gruppen är utrikes födda föräldrar och föräldrar med annan kulturell bakgrund än svensk samt "
        "föräldrar som har svenska som andra språk (89), som nämns av två tredjedelar av de familjecentraler som ",
        "Den näst vanligaste gruppen är de som inte vill besöka öppna förskolan",
        "I lägre utsträckning nämns familjer som har svårt att ta sig till familjecentralen (19), familjer som lever i "
        "socioekonomisk utsatthet (14), pappor (8) och barn/föräldrar med NPF-diagnoser/kognitiva svårigheter (6).",
    ],
    ("23", "sv"): [
        "Nästan alla, 193 av 199 familjecentraler, har besvarat frågan.",
        "Antal svar inom parentes.",
        "De vanligaste framgångsfaktorerna är samverkan/samarbete (97) och samlokalisering (92), som vardera nämns av "
        "omkring hälften av de familjecentraler som har svarat.",
        "Den tredje vanligaste framgångsfaktorn är personalen (79), som nämns av drygt en tredjedel av de svarande.",
        "Därefter följer familjecentralens tillgänglighet, låga trösklar och öppenhet (53), ",
        "I lägre utsträckning nämns tidig upptäckt/tidiga insatser (36), hälsofrämjande och förebyggande arbete (25), "
        "samsyn och gemensamt engagemang (25), mötesplats/träffpunkt (21), förankrad/etablerad/stabil verksamhet (21), "
        "placering av verksamheten i närområde/centralt (21) och verksamhet som når många (21).",
        "Ytterligare 2 svar är innehållslösa",
        "Kodningen är gjord genom konsensus.",
    ],
    ("25", "sv"): [
        "186 av 199 familjecentraler",
        "Det vanligaste området är att utveckla arbetet med föräldraskapsstöd (79)",
        "Det näst vanligaste området är att utveckla samverkan mellan de olika parterna (70)",
        "Det tredje vanligaste området är att nå och stödja grupper som inte nås (50)",
        "Därefter följer integration (47) och att utveckla arbetet inom olika perspektiv (33).",
    ],
    ("26", "sv"): [
        "170 av 199 familjecentraler",
        "Det vanligaste temat är tid (60), som nämns av drygt en tredjedel av ",
        "Det näst vanligaste temat är stöd från ledningen (51), som nämns av knappt en tredjedel av ",
        "I lägre utsträckning nämns kompetensutveckling (31), ekonomi (28) och personal (25).",
        "har 16 inte kunnat föras till någon kategori, och 3 hänvisar till ett annat svar.",
    ],
    ("5", "en"): [
        "Answers came from 87 family centres: 80 of the 83 that were asked, and 7 that were not.",
        "The most common obstacle is getting to the family centre (35), mentioned by just over a third of ",
        "The second most common obstacle is the family centre’s opening hours (15)",
    ],
    ("7a", "en"): ["133 of 136 family centres", "To a lesser extent, the answers mention families who have difficulty"],
    ("23", "en"): [
        "Nearly all, 193 of 199 family centres, answered the question.",
        "Number of answers in parentheses.",
        "The most common success factors are collaboration/cooperation (97) and co-location (92), each mentioned by "
        "about half of the family centres that answered.",
        "The third most common success factor is the staff (79), mentioned by just over a third of ",
        "being a meeting place (21), a well-established and stable service (21), a nearby or central location (21) and "
        "a service that reaches many (21).",
    ],
    ("25", "en"): ["186 of 199", "The most common area is developing parenting support (79)"],
    ("26", "en"): ["The most common theme is time (60)", "professional development (31), funding (28) and staff (25)."],
}


@pytest.mark.parametrize(("question", "language"), DEMO)
def test_the_prose_of_the_demo_says_this_in_this_order(demo_study: Study, question: str, language: str) -> None:
    text = demo_text(demo_study, question, language)
    places = [text.find(part) for part in DEMO[question, language]]
    assert -1 not in places, DEMO[question, language][places.index(-1)]
    assert places == sorted(places)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("question", ["5", "7a", "23", "25", "26"])
def test_every_category_of_the_demo_stands_once_with_its_count_in_falling_order(
    demo_study: Study, question: str, language: str
) -> None:
    text = demo_text(demo_study, question, language)
    found = [item for item in count_categories(demo_study, question=question).level(1) if item.count]
    phrases = [f"{item.label.in_language(language)} ({item.count})" for item in found]
    assert all(text.count(phrase) == 1 for phrase in phrases)
    places = [text.index(phrase) for phrase in phrases]
    assert places == sorted(places)


def test_every_number_says_where_it_comes_from_and_every_share_its_base(demo_study: Study) -> None:
    counted = count_categories(demo_study, question="23")
    found = question_chapter(demo_study, counted, TEMPLATES["sv"])
    runs = list(sourced(found.blocks))
    numbers = {run.source.code: run.text for run in runs if run.source and run.source.kind == "count"}
    assert numbers == {item.code: str(item.count) for item in counted.categories if item.count}
    for run in runs:
        assert run.source is not None
        assert (run.source.question, run.source.codebook) == ("q23", "framgang")
        if run.source.kind == "share":
            assert run.source.base == 193
            assert run.text in accepted_phrases(run.source.value, 193)
    loose = "".join(run.text for block in found.blocks for run in runs_of(block) if run.source is None)
    assert re.findall(r"\d+", loose) == ["23"]  # the question's number alone is no figure


def test_without_nouns_the_text_still_reads_well() -> None:
    text = prose(counts(("tid", 50), ("rum", 20), ("råd", 10), nouns=False))
    assert "Frågan har besvarats av 100 av de 120 svarande." in text
    assert "Den vanligaste kategorin är tid (50), som nämns av hälften av dem som har svarat." in text
    english = prose(counts(("time", 50), ("rooms", 20), ("advice", 10), nouns=False), "en")
    assert "The most common category is time (50), mentioned by half of those who answered." in english


# -- order, ranks, thresholds --------------------------------------------------------------------


def ranked(*numbers: int, base: int = 100, **limits: int) -> list[list[int]]:
    """Return the counts of the places, the middle, the lesser, the rest."""
    items = [Category(str(n), None, Localized.of(str(n)), number, None) for n, number in enumerate(numbers)]
    found = ranking(items, base, Thresholds(**limits))
    parts = [place.categories for place in found.places]
    return [[item.count for item in part] for part in (*parts, found.middle, found.lesser, found.below) if part]


def test_leaders_that_are_near_equal_share_a_rank() -> None:
    assert ranked(97, 92, 79, 53, 36, 25, base=193) == [[97, 92], [79], [53], [36, 25]]
    assert ranked(79, 70, 50, 47, 33, base=186) == [[79], [70], [50], [47, 33]]
    assert ranked(60, 51, 31, 28, 25, base=170) == [[60], [51], [31, 28, 25]]
    assert ranked(8, 6, 6) == [[8], [6, 6]], "two of eight fewer is not near-equal, however small a share"
    assert ranked(50, 49, 48, 47) == [[50], [49], [48], [47]], "four do not share a rank unless they are tied"


def test_a_threshold_takes_the_number_and_a_smaller_one_the_name() -> None:
    assert ranked(30, 6, 5, 2) == [[30], [6], [5, 2]]
    text = prose(counts(("tid", 30), ("rum", 7), ("råd", 5), ("ro", 2)))
    assert "Några nämner också råd." in text
    assert "ro" not in re.findall(r"\w+", text)
    assert "i färre än 6 svar redovisas inte med antal" in text
    assert "(5)" not in text
    assert "(5)" in prose(counts(("tid", 30), ("rum", 7), ("råd", 5)), min_count=5)


def test_many_categories_have_a_smallest_share_and_few_have_none() -> None:
    nine = [(f"a{n}", 50) for n in range(8)]
    assert "Några nämner också sista." in prose(counts(*nine, ("sista", 9)))
    assert "sista (9)" in prose(counts(("tid", 50), ("sista", 9)))
    assert "sista (9)" in prose(counts(*nine, ("sista", 9)), min_percent=5)


def test_a_question_can_be_told_without_numbers() -> None:
    text = prose(counts(("tid", 50), ("rum", 20)), mode="themes")
    assert "Svaren handlar om tid och rum." in text
    assert "(" not in text


def test_past_tense_is_past_throughout() -> None:
    text = prose(counts(("tid", 50), ("rum", 20), ("råd", 10)), tense="past")
    assert "Det vanligaste området var tid (50), som nämndes av" in text
    assert " är " not in text.split("\n\n")[2]


def test_themes_with_codes_below_get_run_in_headings() -> None:
    items = [
        Category("tid", None, Localized.of("tid"), 60, None),
        Category("rum", None, Localized.of("lokaler"), 30, None),
        Category("tid.luft", "tid", Localized.of("luft i schemat"), 40, None),
        Category("tid.mote", "tid", Localized.of("möten"), 30, None),
        Category("rum.yta", "rum", Localized.of("större yta"), 30, None),
    ]
    found = chapter(counts(*items))
    text = as_text(found)
    assert "Svaren är indelade i två kategorier, som redovisas från den vanligaste till den minst vanliga." in text
    assert "Tid. Det vanligaste området är tid (60)" in text
    assert "Här nämns luft i schemat och möten." in text
    assert "Lokaler. Det näst vanligaste området är lokaler (30)" in text
    assert "**Tid**" in as_markdown(found) or "**Tid.**" in as_markdown(found)


@pytest.mark.parametrize(
    ("language", "nobody", "one"),
    [("sv", "Inget centrum har besvarat frågan.", "1 av 120 centra"), ("en", "No centre has answered", "1 of 120")],
)
def test_nobody_and_one_respondent_are_said_in_words(language: str, nobody: str, one: str) -> None:
    text = prose(counts(("tid", 0), answered=0), language)
    assert nobody in text
    assert "paren" not in text
    text = prose(counts(("tid", 1), answered=1), language, min_count=1)
    assert one in text
    assert "tid (1)" in text
    alone = prose(counts(("tid", 1), answered=1, cases=1), language, min_count=1)
    assert "tid (1)" in alone


@pytest.mark.parametrize(
    ("nouns", "expected"),
    [(True, "som nämns av alla de centra som har svarat."), (False, "som nämns av alla som har svarat.")],
)
def test_all_is_said_without_av(nouns: bool, expected: str) -> None:
    assert expected in prose(counts(("tid", 100), ("rum", 20), nouns=nouns))


def test_a_single_answer_is_told_as_one() -> None:
    text = prose(counts(("tid", 0), answered=1, states={AnswerState.CODED: 0, AnswerState.NO_CODE_FITS: 1}))
    assert "Svaret har inte kunnat föras till någon kategori." in text


def test_two_codebooks_of_one_question_are_told_apart(demo_study: Study) -> None:
    from themecode.analysis.counts import count_everything
    from themecode.report.chapter import prose as written

    counted = count_everything(demo_study, question="26")
    once, twice = (as_text(written(demo_study, counted * times, "sv")) for times in (1, 2))
    assert "utvecklas?\n" in once
    assert twice.count("utvecklas? – Efterfrågat stöd\n") == 2


def test_equal_counts_throughout_have_no_rank() -> None:
    text = prose(counts(("tid", 25), ("rum", 25), ("råd", 25)))
    assert "Lika ofta nämns tid (25), rum (25) och råd (25), vardera av en fjärdedel av de centra som" in text
    assert "vanligaste" not in text


def test_two_thousand_categories_become_a_list_of_lines() -> None:
    items = [(f"kategori {n}", 40 + n % 7) for n in range(2000)]
    found = chapter(counts(*items, answered=100), min_percent=0)
    lists = [block for block in found.blocks if isinstance(block, BulletList)]
    assert sum(len(block.items) for block in lists) > 1900
    text = as_text(found)
    assert all(text.count(f"{label} ({number})") == 1 for label, number in items)
    assert text.count(".\n") >= 1
    small = prose(counts(*[(f"kategori {n}", 5) for n in range(2000)]))
    assert len(small) < 2000, "what is below the thresholds does not fill the text"


def test_preliminary_counts_say_so_first() -> None:
    found = chapter(counts(("tid", 50), documents={"unread": 12, "undecided": 3, "single": 85}))
    note = next(block for block in found.blocks if isinstance(block, Note))
    assert note.warning
    assert plain(note.runs) == "PRELIMINÄR: 12 av 100 svar är ännu olästa och 3 svar väntar på konsensus."
    assert found.blocks.index(note) == 1


def test_what_is_counted_follows_the_basis() -> None:
    text = prose(counts(("tid", 150), ("rum", 20), basis="codings"))
    assert "Antal textställen inom parentes." in text
    assert "av de" not in text.split("\n\n")[2], "passages have no shares"


def test_the_mix_of_codings_is_told() -> None:
    text = prose(counts(("tid", 50), documents={"consensus": 40, "single": 60}))
    assert "Av de lästa svaren är 40 kodade genom konsensus och 60 av en person." in text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "label",
    [
        "tid (i schemat)", "5–25 procent", "a|b", "<script>alert(1)</script>", "# rubrik", "• punkt", "> citat",
        "! varning", "**fet**", "{{ 7 * 7 }}", "{% if %}", "två\nrader", "å\u0308 🤷‍♀️", "\ue0000\ue001", "- streck",
    ],
)  # fmt: skip
def test_a_label_is_never_read_as_anything_but_text(label: str, language: str) -> None:
    found = chapter(counts((label, 50), ("rum", 20)), language)
    shown = " ".join(label.split()).replace("\ue000", "\ufffd").replace("\ue001", "\ufffd")
    assert f"{shown} (50)" in as_text(found)
    assert [type(block).__name__ for block in found.blocks] == ["Heading", "Paragraph", "Paragraph", "Note"]
    assert len(as_markdown(found).split("\n\n")) == 4


# -- any counts ----------------------------------------------------------------------------------

LETTERS = (
    st.text("abcdeåäö/()|<>#* 0123456789", min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def sentences(found: Chapter) -> Sequence[str]:
    """Return the sentences of the paragraphs and notes; labels here hold no full stops."""
    texts = [
        plain(run for run in block.runs if not run.strong).strip()  # a run-in heading is no sentence
        for block in found.blocks
        if isinstance(block, Paragraph | Note)
    ]
    return [part for text in texts for part in re.split(r"(?<=[.:]) ", text) if part]


@settings(max_examples=60, deadline=None)
@given(
    items=st.lists(st.tuples(LETTERS, st.integers(0, 90)), max_size=25, unique_by=lambda item: item[0]),
    answered=st.integers(90, 200),
    language=st.sampled_from(["sv", "en"]),
    nouns=st.booleans(),
    form=st.sampled_from(["auto", "running", "headings"]),
    tense=st.sampled_from(["present", "past"]),
)
def test_whatever_is_counted_the_text_keeps_its_promises(
    items: list[tuple[str, int]], answered: int, language: str, nouns: bool, form: str, tense: str
) -> None:
    counted = counts(*items, answered=answered, cases=220, nouns=nouns)
    found = chapter(counted, language, form=form, tense=tense)
    smallest = Thresholds().smallest_share(sum(number > 0 for _, number in items)) * answered
    printed = [run.source for run in sourced(found.blocks) if run.source and run.source.kind == "count"]
    expected = {item.code: item.count for item in counted.categories if item.count >= max(6, smallest)}
    assert [source.code for source in printed] == list(expected), "each once, in falling order"
    assert {source.code: source.value for source in printed} == expected
    text = as_text(found)
    assert all(f"{items[int(code[2:])][0]} ({number})" in " ".join(text.split()) for code, number in expected.items())
    unlabelled = [run.text for block in found.blocks for run in runs_of(block)]
    assert not any(a[-1:].isdigit() and b[:1].isdigit() for a, b in pairwise(unlabelled))
    for sentence in sentences(found):
        assert sentence[0].isupper(), sentence
    assert "  " not in text
    assert not re.search(r" [.,;](?: |$)", text)
