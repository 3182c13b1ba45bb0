"""A query put to the whole study: the units it holds in, and the passages it finds there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from themecode.analysis.query.evaluate import Coded, Text, evaluate, require_something_wanted
from themecode.analysis.query.names import Names
from themecode.analysis.query.parse import parse
from themecode.analysis.query.terms import And, CodeSets, Name, Not, Or, Pair, Query, Term
from themecode.analysis.retrieval import Found, Scope, places_of
from themecode.storage.connection import reading
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import retrieval as queries
from themecode.storage.queries.retrieval import Place
from themecode.usecases.study import Study


@dataclass(frozen=True)
class SearchResult:
    """What a query found."""

    query: Query
    places: tuple[Place, ...]
    """The passages with the codes looked for, in the units it holds in; each once, in the order of cases and text."""
    units: int | None
    """Turns or answers, sentences, documents or cases that it holds in; ``None`` where one code was all it named."""
    documents: int
    cases: int
    undecided: int
    """Documents that were left out because they await a consensus."""


def search(study: Study, text: str, scope: Scope) -> SearchResult:
    """Find the passages a query asks for.

    Raises QueryError where it cannot be read, names no code, or would hold for all text without codes;
    NotFoundError for an unknown coder, question, case or variable.
    """
    query = parse(text)
    with reading(study.connection):
        sets = Names(code_queries.codebooks(study.connection), code_queries.codes(study.connection)).sets(query)
        require_something_wanted(query)
        standing = places_of(study, frozenset().union(*sets.values()), scope)
        found, undecided = standing.places, standing.undecided
        if isinstance(query.term, Name) and query.unit is None:  # one code: no need to look at units
            return _plain(study, query, standing)
        hits = list(evaluate(query, sets, _texts(study, query, sets, found)))
    wanted = {each.id: None for hit in hits for each in hit.passages}
    units = len({hit.case_id for hit in hits}) if query.unit == "case" else len(hits)
    places = tuple(place for place in found if place.coding_id in wanted)
    return SearchResult(
        query, places, units, len({hit.document_id for hit in hits}), len({hit.case_id for hit in hits}), undecided
    )


def _plain(study: Study, query: Query, found: Found) -> SearchResult:
    documents = {place.document_id for place in found.places}
    cases = {head.case_id for head in queries.heads(study.connection, documents).values()}
    return SearchResult(query, tuple(found.places), None, len(documents), len(cases), found.undecided)


def _texts(study: Study, query: Query, sets: CodeSets, found: Sequence[Place]) -> Iterator[Text]:
    """Yield the documents that may hold what is looked for, with their passages; those of a case together."""
    by_document: dict[int, list[Coded]] = {}
    for place in found:
        by_document.setdefault(place.document_id, []).append(Coded(*place[1:]))
    if query.unit != "case":  # a document without what is looked for cannot have a hit
        wanted = frozenset().union(*(sets[name] for name in query.wanted))
        by_document = {
            document: passages
            for document, passages in by_document.items()
            if any(passage.code_id in wanted for passage in passages)
        }
    connection = study.connection
    heads = queries.heads(connection, by_document)
    turns = queries.turns(connection, by_document) if query.unit in (None, "turn") else {}
    needs_sentences = query.unit == "sentence" or (query.unit is None and _has_near(query.term))
    sentences = queries.sentences(connection, by_document) if needs_sentences else {}
    for document, passages in by_document.items():
        yield Text(
            document,
            heads[document].case_id,
            heads[document].length,
            passages,
            [turn.label_start for turn in turns.get(document, ())],
            [start for start, _ in sentences.get(document, ())],
        )


def _has_near(term: Term) -> bool:
    match term:
        case Not():
            return _has_near(term.part)
        case And() | Or():
            return _has_near(term.left) or _has_near(term.right)
        case Pair():
            return not term.overlapping
        case _:
            return False
