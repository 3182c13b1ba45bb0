"""Invented interviews with what identifies marked, such as ⟦person:Annas⟧, and how much of it is found.

`TUNED` was at hand while the rules were written. `HELD_OUT` was written when they were done: 74 of its 76 places were
found with the list and 60 without, and no false alarm, when it was first run. Since then a month before its day was
mended ("June 3, 2018."), and names that are words are listed in doubt where they open a sentence; no word was added to
any list for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from themecode.text.identifying import Piece, lexicon_of
from themecode.text.lexicon import Known

_TEXTS = Path(__file__).parent.parent / "fixtures" / "names"
_MARKED = re.compile(r"⟦(\w+):([^⟧]*)⟧")


@dataclass(frozen=True)
class Interview:
    """An invented text, and where in it someone or something is named."""

    text: str
    language: str
    planted: tuple[tuple[int, int, str], ...]
    """(start, end, kind)."""

    @classmethod
    def of(cls, marked: str, language: str) -> Interview:
        """Take the marks out of a text."""
        parts: list[str] = []
        planted, at, length = [], 0, 0
        for match in _MARKED.finditer(marked):
            plain = marked[at : match.start()]
            length += len(plain)
            planted.append((length, length + len(match[2]), match[1]))
            parts += [plain, match[2]]
            length += len(match[2])
            at = match.end()
        return cls("".join([*parts, marked[at:]]), language, tuple(planted))


@dataclass(frozen=True)
class Score:
    """How much of what was planted is found, and what else is."""

    planted: int
    found: int
    """Of the planted: how many are proposed, whole."""
    sure: int
    """How many of them without doubt."""
    alarms: tuple[str, ...]
    """What is proposed without doubt and was not planted."""
    doubts: tuple[str, ...]
    """What is proposed in doubt and was not planted."""
    missed: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Found of planted, 0-1."""
        return self.found / self.planted


@dataclass(frozen=True)
class Corpus:
    """Interviews, and the names that a user would have on a list."""

    interviews: tuple[Interview, ...]
    listed: tuple[Known, ...]


def score(corpus: Corpus, *, with_list: bool) -> Score:
    """Look for names as `pseudonymise` does and compare with what was planted."""
    pieces = [Piece(each.text, each.language, _labels(each.text)) for each in corpus.interviews]
    lexicon = lexicon_of(pieces, corpus.listed if with_list else (), trained=False)
    planted = found = sure = 0
    alarms, doubts, missed = [], [], []
    for each in corpus.interviews:
        hits = lexicon.hits(each.text)
        for start, end, kind in each.planted:
            planted += 1
            over = [hit for hit in hits if hit.start <= start and end <= hit.end]
            found += bool(over)
            sure += any(hit.sure for hit in over)
            if not over:
                missed.append(f"{kind}:{each.text[start:end]}")
        for hit in hits:
            if not any(hit.start < end and start < hit.end for start, end, _ in each.planted):
                (alarms if hit.sure else doubts).append(each.text[hit.start : hit.end])
    return Score(planted, found, sure, tuple(alarms), tuple(doubts), tuple(missed))


def _labels(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.findall(r"^([^\W\d_][\w .-]{0,20}?)(?: \([^)]*\))?:", text, re.MULTILINE)))


def _read(which: str) -> tuple[Interview, ...]:
    return tuple(
        Interview.of((_TEXTS / f"{which}-{name}.txt").read_text(encoding="utf-8"), language)
        for name, language in (("staff", "sv"), ("parents", "sv"), ("english", "en"))
    )


def _known(listed: str) -> tuple[Known, ...]:
    rows = [line.split(":") for line in listed.split("\n") if line.strip()]
    return tuple(Known(kind.strip(), name.strip(), listed=True) for kind, name in rows)


TUNED = Corpus(
    _read("tuned"),
    _known(
        """
        person: Anna-Karin Berg
        person: Anna Lind
        person: Björn Ask
        person: Liv
        person: Sten
        person: My Lindgren
        person: Hans
        person: Siv
        person: Fatima
        person: Ibrahim
        person: Maja
        person: Karl-Erik Östlund
        person: Rosa
        person: Joan Baker
        person: Will
        person: Theo
        person: Grace
        person: May
        person: Sarah
        place: Vansbro
        place: Ljusdal
        place: Tallåsen
        centre: Kvarnbacken
        centre: Solgläntan
        centre: Ekorren
        centre: Oakfield
        """
    ),
)


HELD_OUT = Corpus(
    _read("held-out"),
    _known(
        """
        person: Ann-Sofie Dahl
        person: Ove Stark
        person: Per
        person: Saga Ek
        person: Yousef Al-Hassan
        person: Birgitta Vik
        person: Tor
        person: Noor
        person: Stina
        person: Dan
        person: Iris
        person: Karin Lund
        person: Karin
        person: Agnetha
        person: Priya
        person: Mrs Cooper
        person: Mark
        person: Hope
        person: Jean-Luc
        person: Rose Hill
        place: Härnösand
        place: Kramfors
        place: Tranås
        place: Elmbridge
        centre: Älgskogen
        centre: Gripenberg
        centre: Regnbågen
        centre: Thornfield
        """
    ),
)
