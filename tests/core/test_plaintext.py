import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themecode.core.errors import InputError
from themecode.core.plaintext import decode, normalise

SWEDISH = "Åsa: Vi får – ”ganska” ofta – öva på båten… 5 € 🙂\r\nÄr det så?"
WITHOUT_NUL = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(WITHOUT_NUL)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "\r" not in once
    assert not once.startswith("\ufeff")
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("\ufeffHej", "Hej"),
        ("a\r\nb\rc\n\r\nd", "a\nb\nc\n\nd"),
        ("a\u030angest o\u0308ver", "ångest över"),
        ("  \t kvar \n\n", "  \t kvar \n\n"),
        ("mitt\ufeffi", "mitt\ufeffi"),
        ("", ""),
    ],
)
def test_only_bom_line_ends_and_composition_change(raw: str, wanted: str) -> None:
    assert normalise(raw) == wanted


def test_a_nul_is_refused_with_its_line() -> None:
    with pytest.raises(InputError, match="line 3"):
        normalise("a\r\nb\r\nc\0")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_bom(encoding: str) -> None:
    assert decode(SWEDISH.encode(encoding), "a.txt") == SWEDISH


def test_utf16_is_read_with_bom_of_either_order() -> None:
    assert decode(codecs.BOM_UTF16_BE + SWEDISH.encode("utf-16-be"), "a.txt") == SWEDISH
    assert decode(codecs.BOM_UTF16_LE + SWEDISH.encode("utf-16-le"), "a.txt") == SWEDISH


@pytest.mark.parametrize(
    "text", ["åäö", "Åsa", "café – ”nej” … 5 €", "don’t", "Škoda, Lučić och Niš".replace("čić", "sic")]
)
def test_windows_text_is_read(text: str) -> None:
    assert decode(text.encode("cp1252"), "a.txt") == text


@given(WITHOUT_NUL)
def test_what_was_written_as_utf8_is_read_back(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"%PDF-", b"{\\rtf", b"PK\x03\x04", codecs.BOM_UTF8)):
        assert decode(data, "a.txt") == text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04 a zip",
        b"%PDF-1.7 text",
        b"{\\rtf1\\ansi text}",
        b"Hej\0",
        b"Hej \x81\x8d",
        b"\xff\x01\x02\x03",
        codecs.BOM_UTF8 + b"\xff",
        codecs.BOM_UTF16_LE + b"a",
        codecs.BOM_UTF32_LE + "hej".encode("utf-32-le"),
        "många möten".encode("cp850"),
        "många möten".encode("mac-roman"),
        "många möten".encode()[:-1] + b"\xe5",
        bytes(range(256)),
    ],
)
def test_what_is_no_text_is_refused_and_utf8_advised(data: bytes) -> None:
    with pytest.raises(InputError, match=r"no text file.*inter vju\.txt.*UTF-8"):
        decode(data, "inter vju.txt")


@given(st.binary())
def test_any_bytes_are_read_or_refused_but_never_changed(data: bytes) -> None:
    try:
        text = decode(data, "a.txt")
    except InputError:
        return
    assert "\ufffd" not in text or b"\xef\xbf\xbd" in data or b"\xfd" in data
    assert "\0" not in text
