"""From a study's rows to what the learner takes: code texts, units, and what has been decided of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from themecode.core.documents import Span
from themecode.suggest.learner import Label
from themecode.suggest.texts import CodeText
from themecode.usecases.suggesting import TELLING, CodeRow, Decisions, LabelRow, TextRow

_BETWEEN = re.compile(r"[,;\n]|\.\s")
"""What stands between the things a code includes."""


def included(text: str) -> list[str]:
    """Return the things that a code includes, one by one."""
    return [phrase.strip() for phrase in _BETWEEN.split(text) if phrase.strip()]


def code_text(row: CodeRow, languages: Sequence[str]) -> CodeText:
    """Return what a code says of itself in the languages of the material; what it excludes is left out."""
    definitions, phrases, examples = [], [], []
    for language in languages:
        include = row.text("include", language)
        parts = (row.text("label", language), row.text("definition", language), include)
        definitions.append((language, ". ".join(part for part in parts if part)))
        phrases += [(language, phrase) for phrase in included(include)]
        examples += [(language, example) for example in row.examples(language)]
    return CodeText(row.key, _once(definitions), _once(phrases), _once(examples))


def _once(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return pairs whose text has not come before, empty ones left out."""
    seen: dict[str, str] = {}
    for language, text in pairs:
        if text.strip():
            seen.setdefault(text, language)
    return tuple((language, text) for text, language in seen.items())


@dataclass
class Decided:
    """What has been decided of one unit, so that one coding of several on it can be taken away."""

    codes: Counter[int] = field(default_factory=Counter)
    rejected: set[int] = field(default_factory=set)
    done: bool = False

    @property
    def label(self) -> Label:
        """What the learner takes in."""
        codes = frozenset(code for code, number in self.codes.items() if number > 0)
        return Label(codes, frozenset(self.rejected) - codes, self.done)


class Units:
    """The texts that are suggested for, by number, and where they stand."""

    def __init__(self, rows: Sequence[TextRow], *, whole: bool) -> None:
        """Take the texts; ``whole`` where each is a document (answers), not a sentence of one."""
        self.rows = tuple(rows)
        self.whole = whole
        self._of_document: dict[int, list[int]] = {}
        for number, row in enumerate(self.rows):
            self._of_document.setdefault(row.document_id, []).append(number)

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.rows)

    @property
    def follows(self) -> frozenset[int]:
        """The units that go on where the one before them ended, with no more than two characters between."""
        if self.whole:
            return frozenset()
        return frozenset(
            number
            for number, (before, row) in enumerate(pairwise(self.rows), 1)
            if row.document_id == before.document_id and row.start - before.end <= 2
        )

    def of_document(self, document_id: int) -> list[int]:
        """Return the units of a document, in text order."""
        return self._of_document.get(document_id, [])

    def at(self, document_id: int, span: Span | None) -> list[int]:
        """Return the units a span is about: an answer whole; sentences that share half of the shorter one's length."""
        own = self.of_document(document_id)
        if self.whole or span is None:
            return own
        found = []
        for number in own:
            row = self.rows[number]
            shared = min(row.end, span.end) - max(row.start, span.start)
            if shared > 0 and 2 * shared >= min(row.end - row.start, len(span)):
                found.append(number)
        return found

    def decided(self, decisions: Decisions, numbers: dict[int, int]) -> dict[int, Decided]:
        """Return what has been decided, by unit in the order of deciding; ``numbers`` has code numbers by id."""
        found: dict[int, Decided] = {}
        events: list[tuple[str, int, LabelRow | str, int]] = []
        for label in decisions.labels:
            events.append((label.created, 0, label, label.document_id))
        for rejection in decisions.rejections:
            events.append((rejection.created, 1, rejection, rejection.document_id))
        for state in decisions.states:
            if state.state in TELLING:
                events.append((state.created, 2, state.state, state.document_id))
        for _, kind, what, document_id in sorted(events, key=lambda event: (event[0], event[1])):
            if isinstance(what, str):
                for unit in self.of_document(document_id):
                    found.setdefault(unit, Decided()).done = True
            elif what.code_id in numbers:
                for unit in self.at(document_id, Span(what.start, what.end)):
                    decided = found.setdefault(unit, Decided())
                    if kind == 0:
                        decided.codes[numbers[what.code_id]] += 1
                    else:
                        decided.rejected.add(numbers[what.code_id])
        return found if self.whole else self._thinned(found)

    def _thinned(self, found: dict[int, Decided]) -> dict[int, Decided]:
        """Leave out most sentences on which nothing stands: as many as are coded (at least 200), evenly spread."""
        empty = [unit for unit, decided in found.items() if decided.done and not decided.codes and not decided.rejected]
        room = max(200, len(found) - len(empty))
        kept = set(empty[:: max(1, -(-len(empty) // room))])
        left = set(empty) - kept
        return {unit: decided for unit, decided in found.items() if unit not in left}
