"""A study's codings as agreement is computed on them: what each coder gave each document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from themecode.analysis.agreement import SpanSet, UnitMatrix
from themecode.analysis.agreement_choice import Choice
from themecode.core.errors import InputError, RefusedError
from themecode.storage.queries import agreement as queries
from themecode.storage.queries import frozen
from themecode.storage.queries.codes import CodeRow
from themecode.storage.queries.frozen import NOW, Then
from themecode.usecases.study import Study

Stretch = tuple[int, int]
"""Half-open, in Unicode code points of the document."""


@dataclass(frozen=True)
class Codes:
    """The codes that are compared, and which of them each code of the codebook counts as."""

    compared: tuple[CodeRow, ...]
    """In the order of the codebook's tree."""
    counts_as: Mapping[int, str]
    """Code's id -> key of the code it counts as; one that is not there is not compared."""

    choosable: frozenset[str]
    """Keys among these that a coder could give, themselves or by a code below them."""

    def offered(self, read: Material) -> tuple[CodeRow, ...]:
        """Return the codes that coders could choose, and any other that one of them used."""
        used = {code for each in read.marks.values() for mine in each for _, _, code in mine}
        return tuple(row for row in self.compared if row.key in used or row.key in self.choosable)


@dataclass(frozen=True)
class Material:
    """What the raters gave the documents that all of them completed."""

    raters: tuple[str, ...]
    documents: tuple[int, ...]
    titles: Mapping[int, str]
    marks: Mapping[int, Sequence[Sequence[tuple[int, int, str]]]]
    """Document -> per rater its (start, end, code); a document that nobody coded is not there."""
    suggested: frozenset[int]
    """Documents in which a rater took at least one coding from a suggestion."""
    contentless: int = 0
    """Documents that all raters found to say nothing."""

    def among(self, documents: frozenset[int]) -> Material:
        """Return the same, of some of the documents."""
        kept = tuple(document for document in self.documents if document in documents)
        return Material(self.raters, kept, self.titles, self.marks, self.suggested & documents)


def codes_of(
    study: Study, codebook_id: int, *, depth: int | None = None, code: str | None = None, then: Then = NOW
) -> Codes:
    """Return the codes of a codebook that are compared, as they are or as they were ``then``.

    As coded; with ``depth`` each as the code above it at that level of the tree (1 is the top); with
    ``code`` only that one, and those below it count as it.

    Raises InputError where ``code`` is of another codebook, or given together with ``depth``.
    """
    rows = frozen.codes_then(study.connection, codebook_id, then)
    above = {row.id: row.parent_id for row in rows}
    by_id = {row.id: row for row in rows}

    def path(id: int) -> list[CodeRow]:
        """Return a code and those above it, the top first."""
        found: list[CodeRow] = []
        at: int | None = id
        while at is not None and at in by_id:
            found.append(by_id[at])
            at = above[at]
        return found[::-1]

    if code is not None:
        if depth is not None:
            raise InputError("--code and --depth both say at which level codes are compared", fix="give one of them")
        wanted = next((row for row in rows if row.key == code), None) or study.find_code(code)
        if all(row.id != wanted.id for row in rows):
            raise InputError("this code is of another codebook", code, "leave out --codebook, or name the code's own")
        below = [row.id for row in rows if any(each.id == wanted.id for each in path(row.id))]
        return Codes((wanted,), dict.fromkeys(below, wanted.key), frozenset((wanted.key,)))
    lifted = {row.id: (path(row.id)[:depth][-1] if depth else row) for row in rows}
    chosen = {row.id for row in lifted.values()}
    return Codes(
        compared=tuple(row for row in rows if row.id in chosen),
        counts_as={id: row.key for id, row in lifted.items()},
        choosable=frozenset(lifted[row.id].key for row in rows if row.codable and not row.retired),
    )


def material(study: Study, choice: Choice, codes: Codes, then: Then = NOW) -> Material:
    """Read what each rater gave the documents of a choice, as it is or was ``then``.

    A code twice at one place counts once.
    """
    wanted = frozenset(choice.documents)
    counts_as = codes.counts_as
    marks: dict[int, list[list[tuple[int, int, str]]]] = {}
    suggested: set[int] = set()
    for place, rater in enumerate(choice.raters):
        round_of = rater.round_of
        for round_id in sorted({round_of[document] for document in wanted}):
            place_of = (study.connection, choice.subject.question_id, round_id, rater.coder_id)
            rows = frozen.codings_then(*place_of, then) if then.codings else queries.codings_in(*place_of)
            for document, code_id, start, end, by_suggestion in rows:
                if document not in wanted or code_id not in counts_as or round_of[document] != round_id:
                    continue
                each = marks.get(document)
                if each is None:
                    each = marks[document] = [[] for _ in choice.raters]
                each[place].append((start, end, counts_as[code_id]))
                if by_suggestion:
                    suggested.add(document)
    return Material(
        raters=tuple(rater.name for rater in choice.raters),
        documents=choice.documents,
        titles=choice.titles,
        marks=marks,
        suggested=frozenset(suggested),
        contentless=len(wanted.intersection(*(rater.contentless for rater in choice.raters))),
    )


def answer_matrix(read: Material, categories: tuple[str, ...], *, scope: str = "all") -> UnitMatrix:
    """Return answers x coders: the set of codes on each answer, empty where the coder found that none fits.

    Answers that were given the same are one row, whose weight is their number. With scope ``coded`` only the
    answers that at least one coder coded.
    """
    empty: frozenset[str] = frozenset()
    rows = Counter(
        tuple([frozenset([code for _, _, code in mine]) if mine else empty for mine in read.marks[document]])
        for document in read.documents
        if document in read.marks
    )
    if scope == "all":
        rows[(empty,) * len(read.raters)] += sum(document not in read.marks for document in read.documents)
    kept = {row: number for row, number in rows.items() if number}
    return UnitMatrix(
        values=list(kept),
        coders=read.raters,
        units=tuple(range(1, len(kept) + 1)),
        categories=categories,
        weights=list(kept.values()),
        unit="answer",
    )


@dataclass(frozen=True)
class Transcripts:
    """Transcripts as they are compared: passages, and the units they can be cut into."""

    spans: tuple[SpanSet, ...]
    """One per document, moderators' turns and speakers' labels excluded."""
    sentences: tuple[tuple[Stretch, ...], ...]
    """Per document the sentences of participants."""
    turns: tuple[tuple[Stretch, ...], ...]
    """Per document the turns of participants."""


def transcripts(study: Study, read: Material) -> Transcripts:
    """Return the transcripts of a material.

    A document without turns is compared whole. Raises RefusedError where participants say nothing in any of them.
    """
    spans: list[SpanSet] = []
    sentences: list[tuple[Stretch, ...]] = []
    turns: list[tuple[Stretch, ...]] = []
    for document in read.documents:
        length = queries.length_of(study.connection, document)
        own = [(0, length)]
        if queries.has_turns(study.connection, document):
            own = queries.participant_turns(study.connection, document)
        marks = read.marks.get(document, ((),) * len(read.raters))
        spans.append(
            SpanSet(
                dict(zip(read.raters, marks, strict=True)),
                length,
                excluded=_between(own, length),
                name=read.titles[document],
            )
        )
        sentences.append(tuple(_overlapping(queries.sentences_of(study.connection, document), own)))
        turns.append(tuple(own))
    if not any(turns):
        raise RefusedError("participants say nothing in these transcripts", fix="check who moderates")
    return Transcripts(tuple(spans), tuple(sentences), tuple(turns))


def _between(own: Sequence[Stretch], length: int) -> tuple[Stretch, ...]:
    """Return what lies outside the stretches, which are in order and do not overlap."""
    edges = [0, *(edge for stretch in own for edge in stretch), length]
    return tuple((start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)


def _overlapping(units: Sequence[Stretch], own: Sequence[Stretch]) -> list[Stretch]:
    """Return the units that overlap a stretch; both are in order."""
    found: list[Stretch] = []
    at = 0
    for start, end in units:
        while at < len(own) and own[at][1] <= start:
            at += 1
        if at < len(own) and own[at][0] < end:
            found.append((start, end))
    return found
