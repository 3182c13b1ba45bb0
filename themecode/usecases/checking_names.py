"""Looking in a report or an export for names that stand-ins were put for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from themecode.formats.key_file import Key
from themecode.formats.readable import read_passages
from themecode.text.lexicon import NAMED, Known, Lexicon
from themecode.text.name_forms import words_of


@dataclass(frozen=True)
class NameThere:
    """A place in a file where a name stands."""

    where: str
    """Line, paragraph or cell."""
    text: str
    """As it stands there."""
    standin: str
    sure: bool
    """Whether it is the name beyond doubt; a name that is a word may be the word."""


def names_in(path: Path, key: Key) -> list[NameThere]:
    """Return every place in a file (.docx, .html, .md, .txt, .csv, .xlsx) where a name of the key stands.

    Raises InputError where the file cannot be read.
    """
    known = [Known(each.kind, each.name, listed=True, standin=each.standin, also=each.also) for each in key.standins]
    standins = {each.id: each.standin for each in known}
    passages = read_passages(path)
    small = {word for _, text in passages for word in words_of(text) if word in text.split()}
    lexicon = Lexicon.of(known, small)
    return [
        NameThere(where, text[hit.start : hit.end], standins.get(hit.id) or _of(lexicon, hit.id), hit.sure)
        for where, text in passages
        for hit in lexicon.hits(text)
        if hit.id in standins or hit.id.partition(":")[0] in NAMED
    ]


def _of(lexicon: Lexicon, id: str) -> str:
    """Say of a part of a name that several persons share whom it may mean."""
    return " or ".join(lexicon.known[id].may_be)
