"""Everything about a code: where it stands, in whose coding, by case, speaker, role or variable, and what it says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from themecode.analysis.counted_pairs import pairs_of
from themecode.analysis.counting import standing_for
from themecode.analysis.variables import find_variable
from themecode.core.errors import NotFoundError
from themecode.storage.connection import reading
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import retrieval as queries
from themecode.storage.queries.own_work import Reader
from themecode.storage.queries.retrieval import Head, Place, TurnRow
from themecode.usecases.study import Study
from themecode.usecases.working_round import apart_rounds, blind_rounds, counting_rounds, is_blind, seen_rounds

__all__ = [
    "TRANSCRIPTS",
    "Found",
    "Head",
    "Passage",
    "Place",
    "Scope",
    "own_counted_scope",
    "own_scope",
    "places_of",
    "read_all",
    "read_passages",
    "result_scope",
]

TRANSCRIPTS = ""
"""Stands in `Scope.question` for the interviews; no question has this key."""

BATCH = 500
"""Passages read at a time when all are read."""


@dataclass(frozen=True)
class Scope:
    """Whose codings are looked at, and where."""

    coders: tuple[str, ...] | None = None
    """These coders' codings as they stand, done with the document or not; ``None``: the result, or ``counted``."""
    counted: str | None = None
    """The codings of this coder that `count --coder` counts."""
    rounds: tuple[int, ...] | None = None
    """The rounds, by id, whose codings may count; ``None``: those of the result. Not looked at with ``coders``."""
    question: str | None = None
    """The answers to one question, by key or number; `TRANSCRIPTS`: the interviews; ``None``: all."""
    case: str | None = None
    """One case, by key."""
    variable: str | None = None
    """Only cases with ``value`` of this variable (``None``: those without a value)."""
    value: str | None = None


@dataclass(frozen=True)
class Found:
    """Where codes stand, in the order of cases, documents and text."""

    places: list[Place]
    undecided: int = 0
    """Documents that would be in the result but await a consensus."""


@dataclass(frozen=True)
class Passage:
    """A coded passage as it is shown, with what stands around it."""

    place: Place
    head: Head
    before: str
    """What stands before it, as far as it was asked for."""
    text: str
    after: str
    speaker: str
    """Whose words they are, or most of them; empty for an answer."""
    role: str
    code: str
    coder: str
    round: str
    created: str
    condensation: str
    memo: str


def places_of(study: Study, code_ids: Iterable[int], scope: Scope) -> Found:
    """Return where codes stand, by their ids, in the order of cases, documents and text.

    Raises NotFoundError for an unknown coder, question, case or variable.
    """
    wanted = frozenset(code_ids)
    with reading(study.connection):
        if scope.coders is not None:
            return Found(_in_scope(study, _places_of_coders(study, wanted, scope.coders), scope))
        found, undecided = _places_standing(study, wanted, scope)
        return Found(_in_scope(study, found, scope), len(undecided))


def own_scope(study: Study) -> Scope:
    """Return the scope of a coding screen: the coder's own codings, as they stand."""
    return Scope(coders=(study.coder,))


def own_counted_scope(study: Study) -> Scope:
    """Return the scope of the figures of one's own: the coder's codings of documents they are done with."""
    return Scope(counted=study.coder, rounds=tuple(seen_rounds(study)))


def result_scope(study: Study) -> Scope | None:
    """Return the scope of the result, without what the coder is not to see yet.

    That is what others did in an open pilot, reliability or repeat round. ``None`` for one who works in such a
    round, and is to see nothing but their own.
    """
    if is_blind(study):
        return None
    hidden = blind_rounds(study)
    return Scope(rounds=tuple(row.id for row in counting_rounds(study) if row.id not in hidden))


def read_passages(study: Study, places: Sequence[Place], context: int = 1) -> list[Passage]:
    """Return passages with their text and ``context`` sentences on each side; 0 is the passage alone.

    The rest of the sentence that a passage begins or ends in comes with the first. Meant for a page at a time.
    """
    with reading(study.connection):
        connection = study.connection
        documents = {place.document_id for place in places}
        heads, texts = queries.heads(connection, documents), queries.texts(connection, documents)
        turns = queries.turns(connection, documents)
        sentences = queries.sentences(connection, documents) if context else {}
        details = queries.details(connection, {place.coding_id for place in places})
    found = []
    for place in places:
        text, detail = texts[place.document_id], details[place.coding_id]
        start, end = around(sentences.get(place.document_id, ()), place.start, place.end, context)
        turn = speaking(turns.get(place.document_id, ()), place.start, place.end)
        found.append(
            Passage(
                place=place,
                head=heads[place.document_id],
                before=text[start : place.start],
                text=text[place.start : place.end],
                after=text[place.end : end],
                speaker=turn.speaker if turn else "",
                role=turn.role if turn else "",
                code=detail.code,
                coder=detail.coder,
                round=detail.round,
                created=detail.created,
                condensation=detail.condensation,
                memo=detail.memo,
            )
        )
    return found


def read_all(study: Study, places: Sequence[Place], context: int = 1) -> Iterator[Passage]:
    """Yield all passages, reading some at a time."""
    for first in range(0, len(places), BATCH):
        yield from read_passages(study, places[first : first + BATCH], context)


def around(sentences: Sequence[tuple[int, int]], start: int, end: int, context: int) -> tuple[int, int]:
    """Return where the context of a passage begins and ends: so many sentences before and after its own."""
    if not context or not sentences:
        return start, end
    first = max(0, bisect_right(sentences, start, key=itemgetter(0)) - 1 - context)
    last = min(len(sentences), max(1, bisect_left(sentences, end, key=itemgetter(0))) + context) - 1
    return min(start, sentences[first][0]), max(end, sentences[last][1])


def speaking(turns: Sequence[TurnRow], start: int, end: int) -> TurnRow | None:
    """Return the turn that holds most of a passage, a participant's before a moderator's; the first where equal."""
    place = max(0, bisect_right(turns, start, key=lambda turn: turn.label_start) - 1)
    best: TurnRow | None = None
    most = (False, 0)
    for turn in turns[place:]:
        if turn.label_start >= end:
            break
        shared = min(end, turn.end) - max(start, turn.start)
        if shared > 0 and (weight := (not turn.moderator, shared)) > most:
            best, most = turn, weight
    return best


def _places_of_coders(study: Study, codes: frozenset[int], names: Sequence[str]) -> list[Place]:
    """Return one's own places as one sees them, and those of others without what they do apart in open rounds."""
    # A coder new to the study has not put any code anywhere yet.
    own = study.coder_id()
    coder_ids = [study.known_coder(name) for name in names if name != study.coder or own is not None]
    seen = seen_rounds(study)
    apart = {row.id for row in apart_rounds(study)}
    found: list[list[Place]] = []
    for coder_id in coder_ids:
        rounds = [each for each in seen if coder_id == own or each not in apart]
        if rounds:
            reader = Reader(coder_id, rounds[0], tuple(rounds[1:]))
            found.append(queries.places_of_coder(study.connection, codes, reader))
    return found[0] if len(found) == 1 else _in_order(study, [place for places in found for place in places])


def _places_standing(study: Study, codes: frozenset[int], scope: Scope) -> tuple[list[Place], set[int]]:
    """Return the places that count, and the documents of which none does because they await a consensus."""
    books = {row.codebook_id for row in code_queries.codes(study.connection) if row.id in codes}
    question = None if scope.question in (None, TRANSCRIPTS) else scope.question
    pairs = list(pairs_of(study, question, None))
    found: list[Place] = []
    undecided: set[int] = set()
    for row, book in pairs:
        if book.id not in books or (scope.question == TRANSCRIPTS and row is not None):
            continue
        with standing_for(study, row, book, coder=scope.counted, rounds=scope.rounds) as standing:
            found += queries.places_standing(standing, codes)
            undecided |= queries.undecided(standing)
    return (found if len(pairs) == 1 else _in_order(study, found)), undecided


def _in_order(study: Study, places: Sequence[Place]) -> list[Place]:
    """Sort by case, document and text; cases stand as they came."""
    heads = queries.heads(study.connection, {place.document_id for place in places})
    return sorted(places, key=lambda place: (heads[place.document_id].case_id, *place[:3], place.coding_id))


def _in_scope(study: Study, places: list[Place], scope: Scope) -> list[Place]:
    """Leave out what lies outside the question, case or value that was named."""
    if scope.question is None and scope.case is None and scope.variable is None:
        return places
    question = None if scope.question in (None, TRANSCRIPTS) else study.question(scope.question).key
    cases: set[int] | None = None
    if scope.variable is not None:
        cases = queries.cases_with_value(study.connection, find_variable(study, scope.variable).id, scope.value)
    if scope.case is not None:
        known = document_queries.case_ids(study.connection)
        if scope.case not in known:
            raise NotFoundError("there is no such case", scope.case, "check the case key")
        cases = {known[scope.case]} if cases is None else cases & {known[scope.case]}
    heads = queries.heads(study.connection, {place.document_id for place in places})

    def inside(head: Head) -> bool:
        asked = scope.question is None or (head.question == question if question else not head.question)
        return asked and (cases is None or head.case_id in cases)

    return [place for place in places if inside(heads[place.document_id])]
