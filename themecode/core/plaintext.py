"""From bytes to the text offsets refer to: decoded, no BOM, one kind of line end, NFC, else unchanged."""

from __future__ import annotations

import codecs
import re
import unicodedata

from themecode.core.errors import InputError

_OTHER_FILES = (b"%PDF-", b"{\\rtf", b"PK\x03\x04")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1d]")
"""Never in text, unlike tab to carriage return, DOS end-of-file, and the two hyphens old Word writes."""

_MISREAD = re.compile(r"Ã[¥¤¶©…„–]|[a-zåäö][†„ŠŒ][a-zåäö]")
"""What damaged UTF-8, and å ä ö from DOS or an old Mac, look like when read as Windows-1252."""


def normalise(text: str) -> str:
    """Bring ``text`` to the form offsets refer to: no BOM at the start, lines ended by line feeds alone, NFC.

    Raises ``InputError`` with the line where the text has a NUL character.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise InputError("the text has a NUL character", f"line {line}", "remove it and save the text again")
    return unicodedata.normalize("NFC", text)


def decode(data: bytes, name: str) -> str:
    """Decode a text file's bytes: UTF-8, UTF-16, or Windows-1252 where its letters are plausible.

    ``name`` is the file's name for messages. No character is ever replaced by another. Raises ``InputError``
    where the bytes are no text, or in an encoding that cannot be told.
    """
    if not data.startswith(_OTHER_FILES):
        try:
            if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                text = data.decode("utf-16")
            elif 0 in data:
                text = _guessed(data, _utf16_order(data))
            else:
                text = _utf8_or_cp1252(data)
        except ValueError:  # also what the decoders raise
            pass
        else:
            if "\0" not in text:
                return text
    raise InputError("this is no text file that can be read", name, "save it as text in UTF-8 and try again")


def _utf8_or_cp1252(data: bytes) -> str:
    """Read as UTF-8, and what is not UTF-8 at all as Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if data.startswith(codecs.BOM_UTF8):
            raise
        return _guessed(data, "cp1252")


def _utf16_order(data: bytes) -> str:
    """Tell the byte order of UTF-16 without BOM: in western text every other byte is nearly always zero."""
    first, second = data[::2].count(0), data[1::2].count(0)
    few, many = sorted((first, second))
    if len(data) % 2 or many * 3 < len(data) or few * 10 > many:
        raise ValueError("binary")
    return "utf-16-le" if second > first else "utf-16-be"


def _guessed(data: bytes, encoding: str) -> str:
    """Decode with an encoding nobody declared; refuse what text would not hold."""
    text = data.decode(encoding)
    if _CONTROLS.search(text) or _MISREAD.search(text):
        raise ValueError("not plausible")
    return text
