"""Transcripts as files (.txt, .md, .docx), and the table that says who speaks in them."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from themecode.core.documents import Speaker
from themecode.core.errors import Fault, InputError
from themecode.core.plaintext import decode, normalise

SUFFIXES = (".txt", ".md", ".docx")
"""The kinds of transcript files that are read."""

MAX_UNPACKED = 200_000_000
"""Bytes a .docx may unpack to; more is a mistake or an attack."""

_OF_A_PROJECT = "open the project in its own program, and export its texts as .docx or .txt"
_OTHERWISE = {
    ".pdf": "open it in Word, and save it as .docx or .txt",
    ".zip": "unpack it first",
    **dict.fromkeys((".vtt", ".srt"), "where it was recorded, choose .docx or .txt for the transcript"),
    **dict.fromkeys((".qdpx", ".qde", ".qda", ".mx20", ".mx22", ".mx24", ".mx26", ".nvp", ".nvpx"), _OF_A_PROJECT),
    **dict.fromkeys((".csv", ".xlsx"), "a table with a row per respondent goes in with themecode import survey"),
}
"""What to do with a file of another kind, where that is more than to save it as one of ``SUFFIXES``."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LABEL = re.compile(r"(.*?) ?(?:\(([^()]*)\))? ?:?")
_YES = frozenset(("yes", "y", "ja", "j", "true", "sant", "1", "x"))
_NO = frozenset(("no", "n", "nej", "false", "falskt", "0", "", "-"))


@dataclass(frozen=True)
class TranscriptFile:
    """A transcript as read from its file."""

    name: str
    """The file's name without suffix."""
    text: str
    """Normalised; all offsets refer to it."""
    sha256: str
    """Of the file's bytes, as hexadecimal digits."""
    suffix: str
    """One of ``SUFFIXES``, in small letters."""


def read_transcript(path: Path) -> TranscriptFile:
    """Read a transcript; of a .docx its paragraphs, also in tables and text boxes.

    Raises ``InputError`` where there is no such file, or it is of another kind, damaged, locked, without
    text, or unpacks to more than ``MAX_UNPACKED``.
    """
    data = _bytes(path)
    suffix = path.suffix.lower()
    if path.name.startswith("~$"):
        raise InputError("Word writes this file while a document is open", str(path), "close the document in Word")
    if suffix not in SUFFIXES:
        kinds = ", ".join(SUFFIXES)
        fix = _OTHERWISE.get(suffix, "save it as .docx or .txt") if suffix else "give the file one of these suffixes"
        raise InputError(f"of transcripts only {kinds} are read", str(path), fix)
    text = _normalised(_docx_text(data, path) if suffix == ".docx" else decode(data, str(path)), path)
    if not text.strip():
        raise InputError("the file has no text", str(path), "check that it is the right file, and saved")
    # macOS hands out file names with å as two characters.
    name = unicodedata.normalize("NFC", path.stem)
    return TranscriptFile(name, text, hashlib.sha256(data).hexdigest(), suffix)


def read_speakers(path: Path) -> tuple[Speaker, ...]:
    """Read a table of speakers: columns ``label`` and, if wanted, ``role`` and ``moderator`` (yes or no).

    The separator is a comma, semicolon or tab. Raises ``InputError`` with every fault found: a column missing
    or unknown, a label missing or twice, a ``moderator`` that is neither yes nor no.
    """
    text = _normalised(decode(_bytes(path), str(path)), path).strip()
    try:
        return _speakers(text, path)
    except csv.Error as error:
        raise InputError(f"this is no table ({error})", str(path), "save it as .csv from a spreadsheet") from error


def _speakers(text: str, path: Path) -> tuple[Speaker, ...]:
    """Read the table of speakers in ``text``."""
    header = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=header.count), restval="")
    columns = [column.strip().casefold() for column in reader.fieldnames or ()]
    if "label" not in columns or len(set(columns)) < len(columns) or set(columns) - {"label", "role", "moderator"}:
        what = f"the columns are {', '.join(columns) or 'none'}"
        raise InputError(what[:200], str(path), "name them label, role and moderator")
    reader.fieldnames = columns
    speakers: dict[str, Speaker] = {}
    faults: list[Fault] = []
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        found = _LABEL.fullmatch(" ".join(row["label"].split()))
        label, own_role = found.groups("") if found else ("", "")
        moderator = row.get("moderator", "").strip().casefold()
        if None in row:
            faults.append(Fault("the row has more fields than the header", where, "put the field in quotes"))
        elif not label:
            faults.append(Fault("the label is missing", where, "write it as in the transcript, before the colon"))
        elif label.casefold() in speakers:
            faults.append(Fault(f"the label {label} stands twice", where, "keep one of the rows"))
        elif moderator not in _YES | _NO:
            faults.append(Fault(f"moderator is {moderator!r}", where, "write yes or no"))
        else:
            role = " ".join(row.get("role", "").split()) or own_role
            speakers[label.casefold()] = Speaker(label, role, moderator in _YES)
    if not speakers and not faults:
        faults.append(Fault("the table has no speakers", str(path), "add one row per speaker"))
    if faults:
        raise InputError.of(faults)
    return tuple(speakers.values())


def _bytes(path: Path) -> bytes:
    """Read a file whole."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file", str(path), "check the name and the folder") from None
    except IsADirectoryError:
        raise InputError("this is a folder", str(path), "name the files in it") from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise InputError(f"the file cannot be read ({reason})", str(path), "check that you may open it") from error


def _normalised(text: str, path: Path) -> str:
    """Normalise and, where that is refused, say in which file."""
    try:
        return normalise(text)
    except InputError as error:
        fault = error.faults[0]
        raise InputError(fault.what, f"{path}, {fault.where}", fault.fix) from None


def _docx_text(data: bytes, path: Path) -> str:
    """Join the paragraphs of a Word document's body; headers, footers, comments and notes stay out."""
    if data.startswith(_OLE):
        what = "the file is locked with a password, or is an old .doc"
        raise InputError(what, str(path), "open it in Word and save it as .docx without password")
    from docx import Document

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        # zipfile never reads more of an entry than the size it declares, so the sum can be trusted.
        if unpacked > MAX_UNPACKED:
            what = f"the file unpacks to {unpacked // 1_000_000} MB"
            raise InputError(what, str(path), "remove its pictures, or save it as .txt")
        body = Document(io.BytesIO(data)).element.body
        return "\n".join("".join(paragraph_pieces(paragraph)) for paragraph in _paragraphs(body))
    except InputError:
        raise
    except Exception as error:  # a damaged package fails in zip, XML or python-docx, each in its own way
        what = "this is no .docx that can be read"
        raise InputError(what, str(path), "open it in Word and save it again as .docx, or as .txt") from error


def _paragraphs(body: Any) -> Iterator[Any]:
    """Yield the paragraph elements in document order, each text box once."""
    for paragraph in body.iter(f"{_WORD}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is None:
            yield paragraph


def paragraph_pieces(element: Any) -> Iterator[str]:
    """Yield the text of a paragraph as it stands when tracked changes are accepted.

    The XML is read rather than ``Paragraph.text``, which leaves out tracked insertions and content controls.
    """
    for child in element:
        match str(child.tag).removeprefix(_WORD):
            case "t":
                yield child.text or ""
            case "tab" | "ptab":
                yield "\t"
            case "noBreakHyphen":
                yield "-"
            case "cr":
                yield "\n"
            case "br":
                if child.get(f"{_WORD}type") in (None, "textWrapping"):
                    yield "\n"
            # Text boxes are paragraphs of their own; the others are deleted text, and settings.
            case "txbxContent" | "del" | "moveFrom" | "pPr" | "rPr":
                pass
            case tag if tag != _FALLBACK:
                yield from paragraph_pieces(child)
