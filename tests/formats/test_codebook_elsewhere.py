"""Codebooks that come from other programs: tables of codes, and REFI-QDA."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themecode.core.codebook import CodebookEntry, CodeKind, is_key
from themecode.core.errors import InputError
from themecode.formats.codebook_file import read_codebook, write_codebook

GUID = "098AC082-A9C7-50F4-9728-48730081A95E"
REFI = f"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="X"><Codes>
<Code guid="{GUID}" name="Rummet" isCodable="false" color="#FF0000"><Description>Om lokaler
på ön</Description><Code guid="A2209CFF-8E89-5B0A-A7B0-CDDC4BE92936" name="Trångt" isCodable="true"/></Code>
</Codes><Sets/></CodeBook>"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def shape(book: CodebookEntry) -> list[tuple[str, str, str]]:
    return [(code.key, code.label.in_language("sv"), code.definition.in_language("sv")) for code in book.walk()]


def test_a_list_of_names_and_descriptions_is_a_codebook(write: Callable[..., Path]) -> None:
    book = read_codebook(write("Mina koder.csv", "tag,description\nTrång lokal,för få rum\nGlädje 😀,\n"))
    assert (book.key, book.name.in_language("sv")) == ("mina_koder", "Mina koder")
    assert shape(book) == [
        ("mina_koder.trång_lokal", "Trång lokal", "för få rum"),
        ("mina_koder.glädje", "Glädje 😀", ""),
    ]


def test_a_parent_may_be_a_row_below_a_whole_way_or_named_nowhere_else(write: Callable[..., Path]) -> None:
    rows = (
        "Parent code;Code;Memo",
        "Rum;Trångt;x",
        ";Rum;om rum",
        r"Rum\Trångt;Kallt;y",
        "Tid;Brist;",
        ";Rum > Dragigt;",
    )
    book = read_codebook(write("k.csv", "\r\n".join(rows).encode("latin-1")))
    assert [key for key, *_ in shape(book)] == [
        "k.rum", "k.rum.trångt", "k.rum.trångt.kallt", "k.rum.dragigt", "k.tid", "k.tid.brist",
    ]  # fmt: skip
    assert {code.key: code.kind for code in book.walk()}["k.tid"] is CodeKind.CATEGORY
    assert {code.key: code.kind for code in book.walk()}["k.tid.brist"] is CodeKind.CODE


def test_one_name_may_stand_below_two_parents(write: Callable[..., Path]) -> None:
    book = read_codebook(write("k.csv", "parent,code\nA,Annat\nB,Annat\n"))
    assert [key for key, *_ in shape(book)] == ["k.a", "k.a.annat", "k.b", "k.b.annat"]


def test_a_workbook_is_read_with_its_colours(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("Kod", "Färg", "Inkludera"), ("Å", "#00FF00", "öar"), ("B", "röd", None)):
        book.active.append(row)
    book.save(tmp_path / "k.xlsx")
    first, second = read_codebook(tmp_path / "k.xlsx").codes
    assert (first.color, first.include.in_language("sv"), second.color) == ("#00FF00", "öar", None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,text\n1,a\n", "no column has the codes, k.csv; call it label; there are: id, text"),
        ("code,memo\nA,x\n,y\n", "the row names no code, k.csv, row 3"),
        ("code\nA\na\n", "the code 'a' stands there already, in row 2, k.csv, row 3"),
        ("code,parent\na,b\nb,a\n", "the code stands below itself, k.csv, row 3"),
        ("code,parent\na,b\nb,c\nc,a\n", "the code stands below itself, k.csv, row 4"),
    ],
)
def test_a_table_in_disorder_is_refused_with_its_row(write: Callable[..., Path], text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_codebook(write("k.csv", text))
    assert says in str(caught.value)


def test_a_refi_codebook_keeps_tree_description_colour_and_identity(write: Callable[..., Path]) -> None:
    book = read_codebook(write("k.qdc", REFI))
    top = book.codes[0]
    assert shape(book) == [("k.rummet", "Rummet", "Om lokaler\npå ön"), ("k.rummet.trångt", "Trångt", "")]
    assert (top.uuid, top.color, top.codable, top.codes[0].codable) == (GUID.lower(), "#FF0000", False, True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"<CodeBook>",
        b"<Project/>",
        REFI.replace(GUID, "x").encode(),
        REFI.replace("Rummet", " ").encode(),
        b'<!DOCTYPE a [<!ENTITY x "y">]><CodeBook>&x;</CodeBook>',
        b"<CodeBook><Codes>" + b'<Code name="a" guid="' + GUID.encode() + b'">' * 3,
    ],
)
def test_what_is_no_refi_codebook_is_refused(write: Callable[..., Path], content: bytes) -> None:
    with pytest.raises(InputError, match="REFI-QDA codebook"):
        read_codebook(write("k.qdc", content))


@pytest.mark.parametrize("name", ["k.pdf", "k.qdpx", "k.docx", "k.xls"])
def test_a_file_of_another_kind_is_told_what_a_codebook_is(write: Callable[..., Path], name: str) -> None:
    with pytest.raises(InputError, match=r"a codebook is a \.yaml, \.csv, \.xlsx or \.qdc file"):
        read_codebook(write(name, "x"))


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from("ÅBC"), st.sampled_from(["", "Å", "B", "Å > B", "D"])), min_size=1, max_size=5)
)
def test_what_is_read_writes_back_equal_with_keys_of_its_own(rows: list[tuple[str, str]]) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "k.csv"
        path.write_text("code;parent\n" + "".join(f"{code};{parent}\n" for code, parent in rows), encoding="utf-8")
        try:
            book = read_codebook(path)
        except InputError:
            return
        keys = [code.key for code in book.walk()]
        assert len(keys) == len(set(keys))
        assert all(map(is_key, keys))
        assert {code.casefold() for code, _ in rows} <= {
            code.label.in_language("sv").casefold() for code in book.walk()
        }
        write_codebook(path.with_suffix(".yaml"), book)
        assert read_codebook(path.with_suffix(".yaml")) == book
