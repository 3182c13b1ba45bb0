"""Reports as .docx, .html, .xlsx and .json: what is in them, and that nothing hard to print breaks them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from themecode import Study
from themecode.analysis.counts import count_everything
from themecode.core.errors import InputError
from themecode.formats.read_report import TablePart, TextPart, read_report
from themecode.report.as_xlsx import as_xlsx
from themecode.report.bars import with_bars
from themecode.report.blocks import (
    BlockQuote,
    BulletList,
    Chapter,
    Heading,
    Note,
    Paragraph,
    Run,
    Source,
    Table,
    plain,
    sourced,
)
from themecode.report.chapter import prose
from themecode.report.counted import counted_chapter
from themecode.report.docx_styles import text_width
from themecode.report.files import WRITERS, write_chapter, write_report
from themecode.report.verify import verify
from themecode.report.verify_facts import topics

STYLES = ("prose", "list", "bullets", "table")
HARD = ("two thousand categories", "nobody answered", "one respondent", "equal counts", "awkward labels")
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")


def chapter(study: Study, style: str, language: str = "sv") -> Chapter:
    found = count_everything(study, provisional=True)
    made = prose(study, found, language) if style == "prose" else counted_chapter(found, style, language)
    return with_bars(made, found, title=study.title)


def write(study: Study, style: str, path: Path, language: str = "sv") -> Path:
    """Write a report of everything the way the command does."""
    if style == "prose":
        write_chapter(path, chapter(study, style, language))
    else:
        found = count_everything(study, provisional=True)
        write_report(path, found, style, language, title=study.title)
    return path


def everything() -> Chapter:
    """A chapter with a block of every kind."""
    count = Run("1\u00a0234", Source("count", "q1", "k", "k.a", 1234))
    share = Run("62", Source("share", "q1", "k", "k.a", 1234, 1999))
    return Chapter(
        "sv",
        (
            Heading(1, (Run("Resultat"),)),
            Note((Run("PRELIMINÄR: 3 svar är olästa."),), warning=True),
            Paragraph((Run("Rubrik. ", strong=True), Run("Vanligast är tid ("), count, Run(").\u00a0Slut."))),
            BulletList(((Run("ett"),), (Run("två."),))),
            BlockQuote(((Run("Så sade <hon> & han."),), (Run("Andra stycket."),))),
            Heading(2, (Run("Tabeller"),)),
            Table(
                (Run("Tabell 1. Teman, antal och andel"),),
                ("Kategori", "Antal", "Andel (procent)"),
                (((Run("=tid"),), (count,), (share,)), ((Run("rum"),), (Run("6,4"),), ())),
                ((Run("Total"),), (Run("1\u00a0999"),), ()),
            ),
            Note((Run("Andelen är av alla."),)),
        ),
        title="Rapporten",
    )


class TestWord:
    @pytest.fixture
    def document(self, tmp_path: Path) -> Any:
        from docx import Document

        path = tmp_path / "r.docx"
        write_chapter(path, everything())
        return Document(str(path))

    def test_text_has_real_styles(self, document: Any) -> None:
        styles = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.text]
        assert styles == [
            ("Title", "Rapporten"),
            ("Heading 1", "Resultat"),
            ("Report Warning", "PRELIMINÄR: 3 svar är olästa."),
            ("Normal", "Rubrik. Vanligast är tid (1\u00a0234).\u00a0Slut."),
            ("List Bullet", "ett"),
            ("List Bullet", "två."),
            ("Quote", "Så sade <hon> & han."),
            ("Quote", "Andra stycket."),
            ("Heading 2", "Tabeller"),
            ("Caption", "Tabell . Teman, antal och andel"),  # the number is a field, which this library does not read
            ("Report Note", "Andelen är av alla."),
        ]
        assert [run.text for run in document.paragraphs[3].runs if run.bold] == ["Rubrik. "]

    def test_a_table_is_a_table_with_its_head_repeated_and_numbers_to_the_right(self, document: Any) -> None:
        (table,) = document.tables
        assert table.style.name == "Report Table"
        assert [[cell.text for cell in row.cells] for row in table.rows] == [
            ["Kategori", "Antal", "Andel (procent)"],
            ["=tid", "1\u00a0234", "62"],
            ["rum", "6,4", ""],
            ["Total", "1\u00a0999", ""],
        ]
        xml = table._tbl.xml
        assert xml.count("<w:tblHeader/>") == 1
        assert "w:tblCaption" in xml
        assert 'w:jc w:val="right"' in table.rows[1].cells[1]._tc.xml
        assert "w:jc" not in table.rows[1].cells[0]._tc.xml

    def test_the_words_of_a_wide_table_s_head_have_room(self, tmp_path: Path) -> None:
        from docx import Document

        head = ("", *(f"{group}, {what}" for group in ("Alla", "alla_parter: Ja", "alla_parter: Nej")
                      for what in ("antal", "andel (procent)")))  # fmt: skip
        rows = tuple(((Run(label),), *[(Run("12"),)] * 6) for label in ("Ja", "Nej", "Vet inte"))
        write_chapter(tmp_path / "w.docx", Chapter("sv", (Table((Run("Tabell 1. Hinder"),), head, rows),)))
        (table,) = Document(str(tmp_path / "w.docx")).tables
        widths = [cell.width.twips for cell in table.rows[0].cells]
        longest = [max(len(word) for word in name.replace("_", " ").split()) for name in head[1:]]
        assert all(width >= 130 * letters for width, letters in zip(widths[1:], longest, strict=True))
        assert sum(widths) <= text_width()
        (part,) = (each for each in read_report(tmp_path / "w.docx") if isinstance(each, TablePart))
        assert part.rows[0] == head, "where a name may be broken is not read as a letter"

    def test_a_table_too_wide_for_an_upright_page_stands_on_one_turned_on_its_side(self, tmp_path: Path) -> None:
        from docx import Document

        groups = ("Alla", "Norr", "Mitt", "Söder", "Öarna")
        head = ("", *(f"{group}, {what}" for group in groups for what in ("antal", "andel (procent)")))
        wide = Table((Run("Tabell 2. Hinder"),), head, (((Run("Ja"),), *[(Run("12"),)] * 10),))
        narrow = Table((Run("Tabell 1. Hinder"),), ("", "Antal"), (((Run("Ja"),), (Run("12"),)),))
        blocks = (narrow, wide, Note((Run("Andelen är av alla."),)), narrow)
        write_chapter(tmp_path / "w.docx", Chapter("sv", blocks))
        document = Document(str(tmp_path / "w.docx"))
        turned = [section.page_width > section.page_height for section in document.sections]
        assert turned == [False, True, False]
        assert all(section.footer.paragraphs[0]._p.xml.count("PAGE") for section in document.sections)
        widths = [cell.width.twips for cell in document.tables[1].rows[0].cells]
        assert all(width >= 130 * len("(procent)") for width in widths[2::2])

    @pytest.mark.parametrize(("language", "locale"), [("sv", "sv-SE"), ("en", "en-GB")])
    def test_the_language_is_set_and_no_other(self, language: str, locale: str, small: Any, tmp_path: Path) -> None:
        with Study.open(small.path, read_only=True) as study:
            path = write(study, "table", tmp_path / "r.docx", language)
        with zipfile.ZipFile(path) as archive:
            styles = archive.read("word/styles.xml").decode()
        assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)) == {locale}

    def test_the_properties_name_the_study_and_nobody(self, document: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        properties = document.core_properties
        assert properties.title == "Rapporten"
        assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
        assert properties.language == "sv-SE"

    def test_the_number_of_a_table_is_a_field_and_seen_as_text(self, tmp_path: Path) -> None:
        path = tmp_path / "r.docx"
        write_chapter(path, everything())
        captions = [part.text for part in read_report(path) if isinstance(part, TextPart) and part.kind == "caption"]
        assert captions == ["Tabell 1. Teman, antal och andel"]
        with zipfile.ZipFile(path) as archive:
            assert "SEQ Tabell" in archive.read("word/document.xml").decode()

    def test_headings_begin_at_the_first_level(self, demo_study: Study, tmp_path: Path) -> None:
        path = write(demo_study, "prose", tmp_path / "r.docx")
        levels = [part.level for part in read_report(path) if isinstance(part, TextPart) and part.kind == "heading"]
        assert set(levels) == {1, 2}


class TestWebPage:
    def test_it_is_whole_in_itself_and_lets_nothing_in(self, demo_study: Study, tmp_path: Path) -> None:
        page = write(demo_study, "prose", tmp_path / "r.html").read_text(encoding="utf-8")
        assert "default-src 'none'" in page
        assert "unsafe" not in page
        assert not re.search(r"https?:|//[\w.]+\.\w|@import|url\(", re.sub(r"//.*", "", page.split("<script>")[0]))
        assert re.findall(r'(?:src|href)="([^"#][^"]*)"', page) == ["data:,"]
        assert '<html lang="sv">' in page
        assert page.count("<h1>") == 1

    def test_bars_are_pictures_with_their_figures_as_text(self, demo_study: Study, tmp_path: Path) -> None:
        page = write(demo_study, "list", tmp_path / "r.html").read_text(encoding="utf-8")
        tables = [part for part in read_report(tmp_path / "r.html") if isinstance(part, TablePart)]
        assert tables[2].rows[1][:2] == ("samverkan/samarbete", "97")
        assert '<title>samverkan/samarbete: 97</title><rect width="100"' in page

    def test_quotes_can_be_searched_and_without_quotes_there_is_no_search(self, tmp_path: Path) -> None:
        path = tmp_path / "r.html"
        write_chapter(path, everything())
        assert 'role="search"' in path.read_text(encoding="utf-8")
        write_chapter(path, Chapter("sv", (Paragraph((Run("inget"),)),)))
        assert 'role="search"' not in path.read_text(encoding="utf-8")

    def test_a_label_is_never_read_as_markup(self, tmp_path: Path) -> None:
        path = tmp_path / "r.html"
        write_chapter(path, Chapter("sv", (Heading(1, (Run("<img src=x onerror=alert(1)>&"),)),)))
        page = path.read_text(encoding="utf-8")
        assert "<img" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;&amp;" in page


class TestWorkbook:
    def sheets(self, data: bytes) -> dict[str, list[list[Any]]]:
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(data))
        return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}

    def test_a_table_is_a_sheet_with_numbers_as_numbers_and_its_notes(self) -> None:
        (rows,) = self.sheets(as_xlsx(everything())).values()
        assert rows[0][0] == "Tabell 1. Teman, antal och andel"
        assert rows[2][:3] == ["Kategori", "Antal", "Andel (procent)"]
        assert rows[3][:3] == ["=tid", 1234, 62]
        assert rows[4][:3] == ["rum", 6.4, None]
        assert rows[5][:3] == ["Total", 1999, None]
        assert rows[7][0] == "Andelen är av alla."

    @pytest.mark.parametrize("style", STYLES)
    def test_the_demo_reads_back_with_the_numbers_the_report_prints(self, style: str, demo_study: Study) -> None:
        made = chapter(demo_study, style)
        sheets = self.sheets(as_xlsx(made))
        there = sorted(row[1] for rows in sheets.values() for row in rows[3:] if isinstance(row[1], int))
        counts = [run.source.value for run in sourced(made.blocks) if run.source and run.source.kind == "count"]
        totals = [run.source.value for run in sourced(made.blocks) if run.source and run.source.kind == "answered"]
        assert there == sorted(counts + (totals if style == "table" else []))

    @pytest.mark.parametrize("begin", ["=", "+", "-", "@", "#"])
    def test_what_looks_like_a_formula_is_text(self, begin: str) -> None:
        from openpyxl import load_workbook

        label = f"{begin}1+1"
        table = Table((Run(label),), (label, label), (((Run(label),), (Run(label),)),))
        book = load_workbook(io.BytesIO(as_xlsx(Chapter("sv", (table, Note((Run(label),)))))))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == label]
        assert len(cells) == 6
        assert {cell.data_type for cell in cells} == {"s"}

    def test_names_of_sheets_are_valid_and_each_its_own(self) -> None:
        names = ("a/b:c*[d]?\\e", "History", "x" * 40, "X" * 40, "'", "", "👩‍👩‍👧‍👦" * 9, "a/b:c*[d]?\\e")
        tables = tuple(Table((Run(name),), ("", "n"), (((Run("r"),), (Run("1"),)),)) for name in names)
        found = list(self.sheets(as_xlsx(Chapter("sv", tables))))
        assert len(found) == len(names)
        assert len({name.casefold() for name in found}) == len(names)
        for name in found:
            assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
            assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
            assert name.casefold() != "history"


def test_json_has_every_number_with_its_source(demo_study: Study, tmp_path: Path) -> None:
    made = chapter(demo_study, "prose")
    path = tmp_path / "r.json"
    write_chapter(path, made)
    data = json.loads(path.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            walk(each)
        if isinstance(node, dict) and "source" in node:
            found.append(node)

    walk(data["blocks"])
    assert [(each["text"], each["source"]["value"]) for each in found] == [
        (run.text, run.source.value) for run in sourced(made.blocks) if run.source
    ]
    assert data["title"] == "Demo: familjecentraler"
    assert [bars["codebook"] for bars in data["bars"]] == ["hinder", "na_grupper", "framgang", "utveckla", "stod"]


def test_pictures_and_sheets_have_only_the_counts_that_the_text_prints(demo_study: Study) -> None:
    found = count_everything(demo_study, question="23")
    blocks = (Paragraph((Run("97", Source("count", "q23", "framgang", "framgang.samverkan", 97)),)),)
    (bars,) = with_bars(Chapter("sv", blocks), found).bars
    assert [(bar.label, bar.count.text) for bar in bars.bars] == [("samverkan/samarbete", "97")]
    assert with_bars(Chapter("sv", ()), found).bars == ()


def test_another_suffix_is_refused_before_anything_is_written(demo_study: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.docx, \.html, \.xlsx, \.md, \.txt, \.json"):
        write(demo_study, "list", tmp_path / "r.pdf")
    assert list(tmp_path.iterdir()) == []


# -- what is hard to print -----------------------------------------------------------------------


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("style", STYLES)
def test_hard_studies_are_readable_in_every_format(
    name: str, suffix: str, style: str, hard: dict[str, Path], tmp_path: Path
) -> None:
    """What is read back has every number where it belongs, so labels and tables came through whole."""
    with Study.open(hard[name], read_only=True) as study:
        path = write(study, style, tmp_path / f"r{suffix}")
        known = topics(study)
        counted = sum(category.count > 0 for category in count_everything(study)[0].categories)
    if suffix == ".json":
        assert json.loads(path.read_text(encoding="utf-8"))["blocks"]
    elif suffix == ".xlsx":
        from openpyxl import load_workbook

        rows = [row for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True)]
        if style != "prose" and counted:
            assert sum(len(row) > 1 and isinstance(row[1], int) and row[1] > 0 for row in rows) >= counted
        assert any(row[0] for row in rows)
    else:
        parts = read_report(path)
        found = verify(parts, known)
        assert found.differences == []
        assert found.unrecognised == []
        assert found.checked >= (counted if style != "prose" else 0)


def test_every_awkward_label_stands_whole_in_every_table(
    hard: dict[str, Path], awkward: tuple[str, ...], tmp_path: Path
) -> None:
    from themecode.formats.read_report import seen

    with Study.open(hard["awkward labels"], read_only=True) as study:
        for suffix in (".docx", ".html", ".md", ".txt"):
            parts = read_report(write(study, "table", tmp_path / f"r{suffix}"))
            labels = {row[0] for part in parts if isinstance(part, TablePart) for row in part.rows}
            assert {seen(label) for label in awkward} <= labels, suffix


# -- other programs ------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(not SOFFICE, reason="there is no LibreOffice on this machine")
@pytest.mark.parametrize("name", ["demo", "awkward labels"])
def test_libreoffice_opens_the_document_and_the_workbook_without_a_warning(
    name: str, hard: dict[str, Path], demo_original: Path, tmp_path: Path
) -> None:
    with Study.open(demo_original if name == "demo" else hard[name], read_only=True) as study:
        made = chapter(study, "table")
        files = [write(study, style, tmp_path / f"{style}.docx") for style in STYLES]
        workbook = write(study, "table", tmp_path / "table.xlsx")

    def convert(kind: str, path: Path) -> None:
        command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless"]
        ran = subprocess.run(
            [*command, "--convert-to", kind, "--outdir", str(tmp_path), str(path)],
            capture_output=True,
            text=True,
            check=True,
            timeout=180,
        )
        said = [line for line in ran.stderr.splitlines() if "javaldx" not in line and line.strip()]
        assert said == []

    for path in files:
        convert("pdf", path)
        assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    convert("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", workbook)
    there = [
        int(row[1].replace(",", "").replace("\u00a0", ""))
        for path in tmp_path.glob("table-*.csv")
        for row in list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))[3:]
        if len(row) > 1 and row[1]
    ]
    printed = [
        run.source.value for run in sourced(made.blocks) if run.source and run.source.kind in ("count", "answered")
    ]
    assert sorted(there) == sorted(printed)


@pytest.mark.slow
@pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="there is no Chromium with its driver on this machine")
def test_in_a_browser_the_page_asks_for_nothing_and_its_quotes_are_found(demo_study: Study, tmp_path: Path) -> None:
    from selenium import webdriver

    path = tmp_path / "r.html"
    quotes = tuple(BlockQuote(((Run(f"Vi hinner inte prata ihop oss, säger {who}."),),)) for who in ("Åsa", "Ö", "é"))
    made = chapter(demo_study, "prose")
    inline = Paragraph((Run("En familjecentral nämner ”tid att PRATA ihop sig”."),))
    write_chapter(path, Chapter("sv", (*made.blocks, *quotes, inline), title=made.title, bars=made.bars))
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1200,800"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    try:
        browser.get(path.as_uri())
        field = browser.find_element("id", "find")
        assert field.is_displayed()
        field.send_keys("prata")
        assert browser.find_element("css selector", "form output").text == "4 av 4 citat"
        field.send_keys(" ås")
        assert [each.text for each in browser.find_elements("css selector", ".hit")] == [plain(quotes[0].paragraphs[0])]
        field.submit()
        assert browser.find_element("css selector", ".here").text.endswith("säger Åsa.")
        style = browser.execute_script("return getComputedStyle(document.querySelector('main')).maxWidth")
        assert style != "none"  # the style was let in
        assert browser.find_elements("css selector", "td.bar rect")
        console = [entry["message"] for entry in browser.get_log("browser")]
        asked = [
            message["params"]["request"]["url"]
            for entry in browser.get_log("performance")
            if (message := json.loads(entry["message"])["message"])["method"] == "Network.requestWillBeSent"
        ]
    finally:
        browser.quit()
    assert console == []
    assert {unescape(url) for url in asked} <= {path.as_uri(), "data:,"}
