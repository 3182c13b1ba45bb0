"""A table as a Word document, read back from its XML."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.core.errors import InputError
from themecode.formats import word_tables
from themecode.formats.word_tables import write_word_table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def root_of(path: Path) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))


def text_of(paragraph: ElementTree.Element) -> str:
    parts = {f"{W}t": lambda node: node.text or "", f"{W}tab": lambda node: "\t"}
    return "".join(parts[node.tag](node) for node in paragraph.iter() if node.tag in parts)


def rows_of(path: Path) -> list[list[str]]:
    return [
        ["\n".join(map(text_of, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")]
        for row in root_of(path).iter(f"{W}tr")
    ]


plain = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\tåäö🤔\u0301"), max_size=30)


@given(st.lists(st.tuples(plain, plain), max_size=4))
def test_the_text_of_every_cell_is_read_back_whole(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("word") / "t.docx"
    write_word_table(path, "Titel", ["a", "b"], rows, [1, 3])
    assert rows_of(path) == [["a", "b"], *map(list, rows)]


def test_the_head_stands_on_every_page_and_the_page_lies_down(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    write_word_table(path, "Enheter åäö", ["a"], [["x"]], [1], notes=["en not"])
    root = root_of(path)
    assert len(list(root.iter(f"{W}tblHeader"))) == 1
    size = next(root.iter(f"{W}pgSz"))
    assert int(size.attrib[f"{W}w"]) > int(size.attrib[f"{W}h"])
    assert [text_of(paragraph) for paragraph in root.iter(f"{W}p")][:2] == ["Enheter åäö", "en not"]


def test_what_a_document_cannot_hold_is_shown_as_an_unknown_character(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    write_word_table(path, "T\x01", ["a"], [["\x00x\ud800\x1f"]], [1])
    assert rows_of(path)[1] == ["\ufffdx\ufffd\ufffd"]


def test_too_long_a_table_is_refused_and_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_tables, "MOST_ROWS", 2)
    path = tmp_path / "t.docx"
    path.write_bytes(b"gammal")
    with pytest.raises(InputError, match="no more than 2 rows"):
        write_word_table(path, "T", ["a"], [["x"]] * 3, [1])
    assert path.read_bytes() == b"gammal"
