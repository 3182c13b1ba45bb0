"""Reading a finished report back: what is seen of it, in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from themecode.core.errors import InputError
from themecode.formats.read_report import Part, TablePart, TextPart, read_report


def read(tmp_path: Path, name: str, content: str) -> list[Part]:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    return read_report(path)


class TestPlainText:
    def test_lines_broken_by_hand_go_on(self, tmp_path: Path) -> None:
        assert read(tmp_path, "r.txt", "personalen\n(79) och\nannat\r\n\r\nnytt") == [
            TextPart("paragraph", "personalen (79) och annat"),
            TextPart("paragraph", "nytt"),
        ]

    def test_a_table_with_long_heads_and_empty_cells(self, tmp_path: Path) -> None:
        text = (
            "                          Andel\n"
            "                 Antal  (procent)\n"
            "─────────────────────────────────\n"
            "samlokalisering     92         48\n"
            "─────────────────────────────────\n"
            "Total              193\n"
        )
        assert read(tmp_path, "r.txt", text) == [
            TablePart((("", "Antal", "Andel (procent)"), ("samlokalisering", "92", "48"), ("Total", "193", "")))
        ]

    def test_bullets_and_quotes_set_apart(self, tmp_path: Path) -> None:
        assert read(tmp_path, "r.txt", "Andra är\n• ett (1)\n• två som\n  går vidare (2).\n\n    Ett citat (3)\n") == [
            TextPart("paragraph", "Andra är"),
            TextPart("item", "ett (1)"),
            TextPart("item", "två som går vidare (2)."),
            TextPart("quote", "Ett citat (3)"),
        ]


class TestMarkdown:
    def test_marks_are_taken_away_and_escaped_ones_stand(self, tmp_path: Path) -> None:
        text = (
            "## Fråga *1*\n\n**Tid.** a \\| b \\<c\\> \\_d\\_ snake_case_ord (3) &amp; &lt;\n"
            "> citat\n- ett\n- två\n\n<!-- bort (9) -->"
        )
        assert read(tmp_path, "r.md", text) == [
            TextPart("heading", "Fråga 1", 2),
            TextPart("paragraph", "Tid. a | b <c> _d_ snake_case_ord (3) & <"),
            TextPart("quote", "citat"),
            TextPart("item", "ett"),
            TextPart("item", "två"),
        ]

    def test_pipe_tables(self, tmp_path: Path) -> None:
        text = "| K | Antal |\n|:---|---:|\n| a \\| b | 1 |\n| c | |\n\nefter"
        rows = (("K", "Antal"), ("a | b", "1"), ("c", ""))
        assert read(tmp_path, "r.md", text) == [TablePart(rows), TextPart("paragraph", "efter")]


class TestWebPage:
    def test_what_is_not_seen_is_not_read(self, tmp_path: Path) -> None:
        text = (
            "<html><head><title>x (1)</title><style>a{b:(2)}</style></head><body><nav>n (3)</nav>"
            "<h2>Fråga <b>1</b></h2>"
            "<p>a&nbsp;(4)<br>b<script>(5)</script><svg><text>(6)</text></svg><span hidden>(7)</span></p>"
            "<blockquote><p>c (8)</p></blockquote><ul><li>d<li><p>e</p></ul>slut"
        )
        assert read(tmp_path, "r.html", text) == [
            TextPart("heading", "Fråga 1", 2),
            TextPart("paragraph", "a (4) b"),
            TextPart("quote", "c (8)"),
            TextPart("item", "d"),
            TextPart("item", "e"),
            TextPart("paragraph", "slut"),
        ]

    def test_tables_with_and_without_closing_tags(self, tmp_path: Path) -> None:
        text = "<table><caption>T</caption><tr><th>K<th>Antal<tr><td>a <i>b</i><td>1</table><p>x"
        assert read(tmp_path, "r.html", text) == [
            TablePart((("K", "Antal"), ("a b", "1")), "T"),
            TextPart("paragraph", "x"),
        ]


class TestWord:
    def test_tracked_changes_are_taken_as_accepted_and_swedish_styles_known(self, tmp_path: Path) -> None:
        from docx import Document
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        document = Document()
        document.add_heading("Fråga 1", level=2)
        paragraph = document.add_paragraph("tid (")
        space = nsdecls("w")
        paragraph._p.append(
            parse_xml(f'<w:del {space} w:id="1" w:author="x"><w:r><w:delText>60</w:delText></w:r></w:del>')
        )
        paragraph._p.append(parse_xml(f'<w:ins {space} w:id="2" w:author="x"><w:r><w:t>61</w:t></w:r></w:ins>'))
        paragraph.add_run(")\u00ad\u200e")
        document.add_paragraph("ett", style="List Bullet")
        document.add_paragraph("citat", style="Intense Quote")
        table = document.add_table(rows=1, cols=3)
        table.rows[0].cells[0].text = "a"
        table.rows[0].cells[1].merge(table.rows[0].cells[2]).text = "b"
        path = tmp_path / "r.docx"
        document.save(str(path))
        assert read_report(path) == [
            TextPart("heading", "Fråga 1", 2),
            TextPart("paragraph", "tid (61)"),
            TextPart("item", "ett"),
            TextPart("quote", "citat"),
            TablePart((("a", "b", ""),)),
        ]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("r.pdf", b"%PDF", "a report is not read from .pdf"),
        ("r", b"x", "a file without suffix"),
        ("r.docx", b"no zip", "this is no .docx that can be read"),
        ("r.txt", b"  \n", "the file has no text"),
        ("r.md", b"PK\x03\x04", "this is no text file"),
        ("r.html", b"<p></p>", "the file has no text"),
    ],
)
def test_files_that_are_no_reports_are_refused(name: str, data: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=what):
        read_report(path)
