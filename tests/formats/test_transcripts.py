import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

from themecode.core.documents import Speaker
from themecode.core.errors import InputError
from themecode.formats import transcripts
from themecode.formats.transcripts import read_speakers, read_transcript

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def docx_of(path: Path, *paragraphs: str) -> Path:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
def test_text_files_are_decoded_and_normalised(tmp_path: Path, suffix: str) -> None:
    data = "\ufeffP1: A\u030angest 🙂\r\n\r\nP2: …  \r\n".encode()
    found = read_transcript(write(tmp_path / f"personal-03{suffix}", data))
    assert found.text == "P1: Ångest 🙂\n\nP2: …  \n"
    assert (found.name, found.suffix) == ("personal-03", suffix.lower())
    assert found.sha256 == hashlib.sha256(data).hexdigest()


def test_the_name_is_composed_as_the_text_is(tmp_path: Path) -> None:
    assert read_transcript(write(tmp_path / "fo\u0308ra\u0308ldrar.01.txt", "Hej")).name == "föräldrar.01"


def test_paragraphs_of_a_docx_are_lines(tmp_path: Path) -> None:
    path = docx_of(tmp_path / "a.docx", "Moderator: Hej.", "", "P1 (BVC):\tÅh 🙂")
    assert read_transcript(path).text == "Moderator: Hej.\n\nP1 (BVC):\tÅh 🙂"


def test_breaks_and_tabs_of_a_docx_are_kept_but_page_breaks_are_not(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("P1: en")
    paragraph.add_run().add_break()
    paragraph.add_run("två\ttre")
    paragraph.add_run(" ")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("fyra")
    document.save(str(tmp_path / "a.docx"))
    assert read_transcript(tmp_path / "a.docx").text == "P1: en\ntvå\ttre fyra"


def test_tables_stand_where_they_stand_and_headers_are_left_out(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "sidhuvud"
    document.sections[0].footer.paragraphs[0].text = "sidfot"
    document.add_paragraph("före")
    table = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "inre"
    document.add_paragraph("efter")
    document.save(str(tmp_path / "a.docx"))
    lines = [line for line in read_transcript(tmp_path / "a.docx").text.split("\n") if line]
    assert lines == ["före", "cell 0", "cell 1", "cell 2", "cell 3", "inre", "efter"]


def test_tracked_changes_are_read_as_accepted_and_text_boxes_once(tmp_path: Path) -> None:
    document = Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {W} {MC}><w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr>"
            "<w:r><w:t xml:space='preserve'>P1: jag </w:t></w:r>"
            "<w:ins><w:r><w:t>hinner</w:t></w:r></w:ins><w:del><w:r><w:delText>hann</w:delText></w:r></w:del>"
            "<w:moveFrom><w:r><w:t>flyttat</w:t></w:r></w:moveFrom>"
            "<w:hyperlink><w:r><w:noBreakHyphen/><w:t>länk</w:t></w:r></w:hyperlink>"
            "<w:r><w:instrText>PAGE</w:instrText></w:r>"
            "<w:r><mc:AlternateContent>"
            "<mc:Choice Requires='wps'>"
            "<w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
            "<mc:Fallback><w:t>ruta</w:t>"
            "<w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        ),
    )
    document.save(str(tmp_path / "a.docx"))
    assert read_transcript(tmp_path / "a.docx").text == "P1: jag hinner-länk\nruta"


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_transcript(path)
    assert str(path) in str(caught.value)
    assert "; " in str(caught.value)
    return str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "there is no such file" in refused(tmp_path / "saknas.txt")
    assert "this is a folder" in refused(tmp_path)


@pytest.mark.parametrize("name", ["a.doc", "a.pdf", "a.rtf", "a"])
def test_other_kinds_are_refused_with_those_that_are_read(tmp_path: Path, name: str) -> None:
    message = refused(write(tmp_path / name, "Hej"))
    assert ".txt, .md, .docx are read" in message
    assert ("save it as .docx or .txt" in message) == ("." in name)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t"])
def test_a_file_without_text_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "no text" in refused(write(tmp_path / "a.txt", data))
    assert "no text" in refused(docx_of(tmp_path / "a.docx", " ", ""))


def test_binary_data_is_refused_and_named(tmp_path: Path) -> None:
    assert "UTF-8" in refused(write(tmp_path / "a.txt", b"\x00\x01\x02"))


def test_a_locked_docx_is_refused(tmp_path: Path) -> None:
    message = refused(write(tmp_path / "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)))
    assert "password" in message


def test_a_docx_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    whole = docx_of(path, "Hej").read_bytes()
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "Hej")
    for data in (b"Hej", b"", whole[:-200], whole[: len(whole) // 2], other.getvalue()):
        assert "no .docx that can be read" in refused(write(path, data))


def test_a_docx_with_broken_xml_is_refused(tmp_path: Path) -> None:
    whole = docx_of(tmp_path / "whole.docx", "Hej")
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, b"<w:document" if "document.xml" in entry.filename else old.read(entry))
    assert "no .docx that can be read" in refused(broken)


def test_a_docx_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = docx_of(tmp_path / "a.docx", "å" * 100_000)
    monkeypatch.setattr(transcripts, "MAX_UNPACKED", 100_000)
    assert "unpacks to" in refused(path)


def test_a_nul_is_refused_with_file_and_line(tmp_path: Path) -> None:
    assert "no text file" in refused(write(tmp_path / "a.txt", "Hej\nnej ok\0"))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_table_of_speakers_is_read(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [
        ["Label", "role", "moderator"],
        ["P2", "BVC-sköterska", ""],
        ["Åsa:", "", "ja"],
        ["P3 (BMM)", "", "nej"],
    ]
    text = "\r\n".join(separator.join(row) for row in rows)
    assert read_speakers(write(tmp_path / "s.csv", text.encode(encoding))) == (
        Speaker("P2", "BVC-sköterska"),
        Speaker("Åsa", "", moderator=True),
        Speaker("P3", "BMM"),
    )


@pytest.mark.parametrize(
    ("word", "moderates"), [("yes", True), ("Ja", True), ("1", True), ("TRUE", True), ("no", False)]
)
def test_moderator_is_yes_or_no_in_both_languages(tmp_path: Path, word: str, moderates: bool) -> None:
    (speaker,) = read_speakers(write(tmp_path / "s.csv", f"label,moderator\nP1,{word}\n"))
    assert speaker.moderator is moderates
    assert read_speakers(write(tmp_path / "s.csv", "label\nP1\n")) == (Speaker("P1"),)


def test_every_fault_of_a_table_of_speakers_is_named_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "s.csv", "label,role,moderator\nP1,,kanske\n,BVC,\nP2,,\np2,,\nP3,mamma, tolk,ja\n")
    with pytest.raises(InputError) as caught:
        read_speakers(path)
    assert [fault.where.rpartition(" ")[2] for fault in caught.value.faults] == ["2", "3", "5", "6"]


@pytest.mark.parametrize(
    "text", ["", "namn,roll\nP1,a\n", "label,roll\nP1,a\n", "label,label\nP1,a\n", "label\n", "a" * 200_000]
)
def test_what_is_no_table_of_speakers_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"s\.csv"):
        read_speakers(write(tmp_path / "s.csv", text))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("~$samtal.docx", "close the document in Word"),
        ("samtal.pdf", "open it in Word"),
        ("projekt.qdpx", "export its texts"),
        ("möte.vtt", r"choose \.docx or \.txt"),
        ("svar.xlsx", "themecode import survey"),
    ],
)
def test_files_that_people_often_have_are_told_what_to_do(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(InputError, match=says):
        read_transcript(tmp_path / name)
