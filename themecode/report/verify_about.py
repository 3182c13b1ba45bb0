"""What a heading or a caption says that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from themecode.report.verify_facts import Topic, key

QUESTION = re.compile(r"\b(?:fråga|frågan|question) ([\w.]*\w)")
"""A question by its number."""
SHORTEST_WORDING = 8
"""Letters from which a question's wording is looked for in a heading."""


def about_of(text: str, topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Return what a heading or a caption says it is about: a question's number or wording, a codebook's name."""
    low = key(text)
    numbers = {found[1] for found in QUESTION.finditer(low)}
    asked = [topic for topic in topics if topic.number and topic.number in numbers]
    worded = [
        topic
        for topic in topics
        if any(len(wording) >= SHORTEST_WORDING and wording.rstrip(" ?.!") in low for wording in topic.wordings)
    ]
    both = [topic for topic in asked if topic in worded]
    found = both or worded or asked
    named = [topic for topic in topics if any(_stands(name, low) for name in topic.names)]
    narrowed = [topic for topic in found if topic in named]
    return tuple(narrowed or found or [topic for topic in named if topic.question is None] or named)


def _stands(name: str, text: str) -> bool:
    """Tell whether a name stands in a text as words of its own."""
    place = text.find(name)
    end = place + len(name)
    return place >= 0 and not (place and text[place - 1].isalnum()) and not text[end : end + 1].isalnum()
