"""A short interview, and a plain way to find turns and sentences that needs no language model."""

import re
from collections.abc import Callable

import pytest

from themecode.core.documents import Segmented, Span, Speaker, Turn
from themecode.tui.view.motions import trimmed

INTERVIEW = (
    "Moderator: Hur ser samverkan ut?\n"
    "P2 (BVC): Vi har husmöte varannan vecka, men det ställs in. Då hinner vi inte!\n"
    "\n"
    "P4: Nej."
)


def _segmented(text: str) -> Segmented:
    turns = [
        Turn(
            Speaker(match[1], match[2] or "", match[1] == "Moderator"),
            match.start(3),
            match.end(),
            match.start(),
        )
        for match in re.finditer(r"^(\w+)(?: \((\w+)\))?: (.*)$", text, re.MULTILINE)
    ]
    sentences = [
        trimmed(text, Span(sentence.start(), sentence.end()))
        for turn in turns
        for sentence in re.compile(r"[^.?!]+[.?!]*").finditer(text, turn.start, turn.end)
        if sentence[0].strip()
    ]
    return Segmented(text, tuple(turns), tuple(sentences))


@pytest.fixture(scope="session")
def segmented() -> Callable[[str], Segmented]:
    """Find the turns (``Label (role): ...``) and sentences of a text."""
    return _segmented


@pytest.fixture(scope="session")
def interview() -> Segmented:
    """Two participants and a moderator."""
    return _segmented(INTERVIEW)
