"""What is asked of the coded passages, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from themecode.analysis.grouping import Group, grouped, holding
from themecode.analysis.kwic import Concordance, concordance, narrowed
from themecode.analysis.retrieval import TRANSCRIPTS, Scope
from themecode.analysis.searching import SearchResult, search
from themecode.usecases.study import Study
from themecode.usecases.unfinished import begun_transcripts

WIDTH = 120
"""Characters of a line in which a word is shown with what stands around it."""


@dataclass(frozen=True)
class Asked:
    """What is looked for, and how it is shown."""

    query: str
    scope: Scope
    words: bool = False
    """Words in the text rather than codes."""
    by: str = "case"
    filter: str = ""


@dataclass(frozen=True)
class Looked:
    """What was found."""

    found: SearchResult | Concordance
    groups: Sequence[Group] = ()
    begun: Sequence[str] = ()
    """Interviews that are coded, and not looked in because nobody is done with them."""


def look(study: Study, asked: Asked) -> Looked:
    """Look for words or for passages.

    Raises ThemecodeError where the query cannot be understood.
    """
    if asked.words:
        return Looked(narrowed(concordance(study, asked.query, width=WIDTH), asked.filter))
    found = search(study, asked.query, asked.scope)
    groups = grouped(study, found.places, asked.by)
    if asked.filter:
        groups = holding(study, groups, asked.filter)
    everyone = asked.scope.coders is None and asked.scope.question in (None, TRANSCRIPTS)
    return Looked(found, groups, begun_transcripts(study, own=asked.scope.counted is not None) if everyone else ())
