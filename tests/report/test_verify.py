"""Checking a finished report: every altered number is found, and nothing that is right is complained of."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from themecode import Study
from themecode.analysis.counts import count_everything
from themecode.formats.read_report import Part, TablePart, TextPart, read_report
from themecode.report.bars import with_bars
from themecode.report.chapter import Wishes, prose
from themecode.report.files import write_chapter, write_report
from themecode.report.verify import verify
from themecode.report.verify_facts import Topic, topics
from themecode.report.verify_model import Verified

STYLES = ("prose", "list", "bullets", "table")
FORMATS = (".docx", ".html", ".md", ".txt")


@pytest.fixture(scope="module")
def known(demo_study: Study) -> list[Topic]:
    return topics(demo_study)


def write(study: Study, style: str, path: Path, language: str) -> None:
    found = count_everything(study, provisional=True)
    if style == "prose":
        write_chapter(path, with_bars(prose(study, found, language, Wishes(counts=True)), found, title=study.title))
    else:
        write_report(path, found, style, language, title=study.title)


def numbers(text: str, suffix: str) -> list[re.Match[str]]:
    """Return every number of a file's text that is not in a heading or a caption, nor part of the machinery."""
    found = []
    for number in re.finditer(r"(?<![\w#&])\d+", text):
        line = text[text.rfind("\n", 0, number.start()) + 1 : number.start()]
        if suffix in (".md", ".txt"):
            if not line.startswith(("#", "Fråga", "Question", "Tabell", "Table")):
                found.append(number)
            continue
        opening, closing = text.rfind("<", 0, number.start()), text.rfind(">", 0, number.start())
        tag = text[opening : closing + 1]
        if suffix == ".html":
            between = text.index("<main>") < number.start() < text.index("</main>")
            if between and opening < closing and not re.match(r"<(h\d|caption|title|/title)", tag):
                found.append(number)
        elif re.match(r"<w:t[ >]", tag):
            paragraph = text[text.rfind("<w:p>", 0, opening) : opening]
            if not re.search(r'w:pStyle w:val="(Heading\d|Title|Caption)"', paragraph):
                found.append(number)
    return found


def text_of(path: Path) -> str:
    if path.suffix != ".docx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def put(text: str, original: bytes, path: Path) -> None:
    if path.suffix != ".docx":
        path.write_text(text, encoding="utf-8", newline="")
        return
    with zipfile.ZipFile(BytesIO(original)) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, text if entry.filename == "word/document.xml" else old.read(entry))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_each_of_a_hundred_altered_numbers_is_found_and_none_in_an_unaltered_report(
    suffix: str, style: str, language: str, demo_study: Study, known: list[Topic], tmp_path: Path
) -> None:
    """Every number outside headings and captions is a candidate: counts, shares, totals, and those in the notes."""
    path = tmp_path / f"r{suffix}"
    write(demo_study, style, path, language)
    unaltered = verify(read_report(path), known)
    assert unaltered.differences == []
    assert unaltered.unrecognised == []
    text, original = text_of(path), path.read_bytes()
    there = numbers(text, suffix)
    assert len(there) > 60
    chance = random.Random(f"{suffix}{style}{language}")
    for number in chance.sample(there, min(100, len(there))):
        old = int(number[0])
        new = chance.choice([value for value in (old - 10, old - 1, old + 1, old + 10, old + 113) if value >= 0])
        put(f"{text[: number.start()]}{new}{text[number.end() :]}", original, path)
        found = verify(read_report(path), known)
        assert found.differences, f"{old} -> {new}: {text[max(0, number.start() - 60) : number.end() + 30]}"
        assert any(str(new) in each.printed for each in found.differences)


# -- prose that somebody has written in ----------------------------------------------------------


@pytest.fixture
def check(known: list[Topic]) -> Callable[..., Verified]:
    """Check paragraphs under a heading."""

    def check_text(*paragraphs: str, heading: str = "Fråga 23. Vilka är de främsta framgångsfaktorerna?") -> Verified:
        parts: list[Part] = [TextPart("heading", heading, 2)] if heading else []
        return verify([*parts, *(TextPart("paragraph", text) for text in paragraphs)], known)

    return check_text


def told(found: Verified) -> list[tuple[str, str]]:
    return [(each.printed, each.expected) for each in found.differences]


class TestHandWrittenText:
    def test_a_number_belongs_to_the_label_before_it_whatever_stands_around(
        self, check: Callable[..., Verified]
    ) -> None:
        found = check(
            "Allra mest talar centralerna, föga förvånande, om Samverkan/samarbete (96) – men också om personalen (79)!"
        )
        assert told(found) == [("96", "97")]
        assert found.differences[0].code == "framgang.samverkan"
        assert found.checked == 2

    def test_the_longest_label_is_meant(self, check: Callable[..., Verified]) -> None:
        heading = "Fråga 26. Stöd"
        assert told(check("stöd från ledningen (51), personal (25)", heading=heading)) == []

    @pytest.mark.parametrize(
        "text",
        [
            "personalen (79 svar)",
            "personalen (n = 79)",
            "personalen (79; 41 procent)",
            "personalen (79, 41 %)",
            "”personalen” (79)",
        ],
    )
    def test_ways_of_writing_a_count(self, text: str, check: Callable[..., Verified]) -> None:
        found = check(f"Många nämner {text} i svaren.")
        assert (told(found), found.unrecognised) == ([], [])
        assert found.checked >= 1
        assert told(check(f"Många nämner {text.replace('79', '80')} i svaren.")) == [("80", "79")]

    def test_a_share_beside_the_count_is_checked_too(self, check: Callable[..., Verified]) -> None:
        assert told(check("personalen (79, 42 procent)")) == [("42", "41")]
        assert told(check("personalen, 42 procent, nämns ofta")) == [("42", "41")]

    def test_a_label_that_several_questions_have_is_decided_by_the_heading(self, known: list[Topic]) -> None:
        text = TextPart("paragraph", "Det gäller tid (60).")
        under = [TextPart("heading", "Vilket stöd behöver familjecentralen för att kunna utvecklas?", 2), text]
        assert told(verify(under, known)) == []

    def test_without_a_heading_the_other_labels_decide(self, check: Callable[..., Verified]) -> None:
        found = check("Mest behövs tid (60), stöd från ledningen (51) och ekonomi (29).", heading="Vad behövs?")
        assert told(found) == [("29", "28")]

    def test_a_question_named_in_the_text_goes_before_the_heading(self, check: Callable[..., Verified]) -> None:
        assert told(check("Som vi ser i fråga 26 är tid (61) vanligast.")) == [("61", "60")]

    def test_numbers_in_quotes_belong_to_who_speaks(self, check: Callable[..., Verified]) -> None:
        found = check("En familjecentral skriver: ”Vi är bara personalen (3) och 2 av 199.”")
        assert (found.differences, found.unrecognised) == ([], [])

    def test_what_is_tied_to_nothing_is_told_and_is_no_failure(self, check: Callable[..., Verified]) -> None:
        found = check("Goda fikabröd (14) nämns. Se även Larsson (2019), skalan (1–5) och noten [12].")
        assert found.holds
        assert ["(14)" in each.phrase for each in found.unrecognised] == [True]

    def test_how_many_answered(self, check: Callable[..., Verified]) -> None:
        assert told(check("Hela 193 av 199 familjecentraler svarade på frågan.")) == []
        assert told(check("Hela 193 av 198 familjecentraler svarade på frågan.")) == [("193 av 198", "193 av 199")]
        assert told(check("Hela 191 av de 199 svarade.")) == [("191 av de 199", "193 av 199")]

    @pytest.mark.parametrize(
        ("phrase", "right"),
        [
            ("omkring hälften", True),
            ("ungefär 50 procent", True),
            ("drygt hälften", False),
            ("knappt en tredjedel", False),
            ("40 procent", False),
            ("nästan 9 av 10", False),
        ],
    )
    def test_shares_in_words(self, phrase: str, right: bool, check: Callable[..., Verified]) -> None:
        found = check(f"Vanligast är samverkan/samarbete (97), som nämns av {phrase} av de svarande.")
        assert found.holds is right
        assert all(each.kind == "share" for each in found.differences)

    def test_a_share_of_each_holds_for_each(self, check: Callable[..., Verified]) -> None:
        text = "samverkan/samarbete (97) och personalen (79), som vardera nämns av omkring hälften av de svarande"
        assert [each.code for each in check(text).differences] == ["framgang.personal"]

    @pytest.mark.parametrize(
        ("text", "wrong"),
        [
            ("Personalen (79), som nämns av 4 av 10 av de familjecentraler som har svarat.", []),
            (
                "Personalen (79), som nämns av ungefär 7 av 10 av de familjecentraler som har svarat.",
                ["ungefär 7 av 10"],
            ),
            ("The staff (79), mentioned by about 4 out of 10 of the family centres that answered.", []),
        ],
    )
    def test_tenths_are_a_share_and_no_count_of_who_answered(
        self, text: str, wrong: list[str], check: Callable[[str], Verified]
    ) -> None:
        assert [each.printed for each in check(text).differences] == wrong

    def test_a_theme_of_the_interviews_by_its_heading(self, known: list[Topic]) -> None:
        parts = [
            TextPart("heading", "Personalintervjuer", 2),
            TextPart("heading", "Tid och samverkan", 3),
            TextPart("paragraph", "Temat tas upp i 3 av 4 intervjuer."),
        ]
        assert told(verify(parts, known)) == [("3", "2")]


class TestTables:
    HEAD = ("Kategori", "Antal", "Andel (procent)")

    def test_cells_by_their_row_and_column(self, known: list[Topic]) -> None:
        rows = (self.HEAD, ("Personalen", "78", "41"), ("samlokalisering", "92", "47"), ("Totalt", "193", ""))
        found = verify([TextPart("heading", "Fråga 23", 2), TablePart(rows)], known)
        assert told(found) == [("78", "79"), ("47", "48")]
        assert found.checked == 5

    def test_columns_in_another_order_and_under_other_names(self, known: list[Topic]) -> None:
        rows = (("", "%", "n", "Kommentar"), ("personalen", "41 %", "79", "viktigt 5"))
        assert verify([TablePart(rows, "Tabell 3. Framgångsfaktorer")], known).checked == 2

    def test_a_row_that_the_study_does_not_know_is_told(self, known: list[Topic]) -> None:
        rows = (self.HEAD, ("fikabröd", "14", "7"))
        found = verify([TextPart("heading", "Fråga 23", 2), TablePart(rows)], known)
        assert found.holds
        assert len(found.unrecognised) == 2

    def test_a_table_of_something_else_is_left_alone(self, known: list[Topic]) -> None:
        found = verify([TablePart((("Region", "Chef"), ("Norr", "12")))], known)
        assert (found.checked, found.unrecognised) == (0, [])

    def test_of_a_split_table_the_columns_of_all_are_checked(self, known: list[Topic]) -> None:
        rows = (("", "Alla, antal", "Alla, andel (procent)", "Norr, antal"), ("personalen", "78", "41", "12"))
        found = verify([TablePart(rows, "Tabell 1. Framgångsfaktorer, efter region, antal och andel")], known)
        assert told(found) == [("78", "79")]
        assert (found.checked, len(found.unrecognised)) == (2, 1)

    @pytest.mark.parametrize("suffix", FORMATS)
    def test_closed_questions(self, suffix: str, demo_study: Study, known: list[Topic], tmp_path: Path) -> None:
        from themecode.report.table_chapter import Tables, table_chapter

        path = tmp_path / f"t{suffix}"
        write_chapter(path, table_chapter(demo_study, Tables(), "sv"))
        found = verify(read_report(path), known)
        assert (found.differences, found.unrecognised) == ([], [])
        assert found.checked > 25
        text, original = text_of(path), path.read_bytes()
        assert "136" in text
        put(text.replace("136", "137", 1), original, path)
        assert verify(read_report(path), known).differences


def test_labels_with_numbers_in_parentheses_keep_their_own(hard: dict[str, Path]) -> None:
    with Study.open(hard["awkward labels"], read_only=True) as study:
        known = topics(study)
    right = (
        "grupp (12) (24), grupp (25), 4–9 år (0-6 mån) (26), a | b || c (27) "
        "och <b>fet</b> & <script>alert(1)</script> (28)"
    )
    for text, expected in ((right, []), (right.replace("(24)", "(23)"), [("23", "24")])):
        found = verify([TextPart("heading", "Fråga 1", 2), TextPart("paragraph", text)], known)
        assert told(found) == expected
        assert found.checked == 5
        assert found.unrecognised == []
    mentioned = verify(
        [TextPart("heading", "Fråga 1", 2), TextPart("paragraph", "Några nämner 4–9 år (0-6 mån).")], known
    )
    assert (mentioned.differences, mentioned.unrecognised) == ([], [])
