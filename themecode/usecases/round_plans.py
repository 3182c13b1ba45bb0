"""What is decided of a round when it is made: its kind, codebooks, coders, sample and suggestions.

The plan stands as JSON in the round's row: ``codebooks`` (uuid -> version then), ``documents``, ``overlap``,
``strata``, ``suggestions`` (true, false or ``after``). A round that codings were imported into has none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.core.names import CONSENSUS, similar_name, tidy_name
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import rounds as queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.codes import CodebookRow
from themecode.storage.queries.rounds import RoundDocument
from themecode.storage.queries.study import RoundRow
from themecode.usecases import sampling
from themecode.usecases.rounds import KINDS
from themecode.usecases.sampling import Drawn
from themecode.usecases.study import Study

SUGGESTIONS: Mapping[str, bool | str] = {"on": True, "off": False, "after": "after"}
"""As one writes it -> as it stands in the plan. ``after``: shown once the coder has completed a document."""


@dataclass(frozen=True)
class Wanted:
    """What one asks of a new round; what is left out is everything there is."""

    codebooks: Sequence[str] = ()
    questions: Sequence[str] = ()
    documents: Sequence[str] = ()
    """Transcripts by name, and all answers of a case by its key."""
    coders: Sequence[str] = ()
    """``()``: everyone who has coded in the study."""
    sample: str | None = None
    """``40`` or ``20%`` of the documents; ``None``: all."""
    overlap: str | None = None
    """How many of them all coders code; default: all, in a production round none."""
    seed: int | None = None
    strata: Sequence[str] = ("question", "length")
    suggestions: str | None = None
    """``on``, ``off`` or ``after``; default: on in production, else off."""


@dataclass(frozen=True)
class NewRound:
    """A round as it was made, or would be."""

    name: str
    kind: str
    seed: int | None
    """``None`` where nothing was left to chance."""
    codebooks: tuple[CodebookRow, ...]
    suggestions: str
    documents: tuple[RoundDocument, ...]
    available: int
    """Documents the sample was drawn from."""
    overlap: int
    hands: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Coder -> ids of their documents."""
    strata: Sequence[Drawn] = ()
    new_coders: tuple[str, ...] = ()


def new_round(study: Study, name: str, kind: str, wanted: Wanted, *, dry_run: bool = False) -> NewRound:
    """Make a round: draw its documents, deal them out, and note the codebooks as they are.

    Raises InputError for an unknown kind or impossible number, NotFoundError for an unknown question,
    codebook or document, RefusedError for a name that is taken, where there is nothing to code or nobody
    to code it, and where a coder's name is too like another.
    """
    name = tidy_name(name)
    if kind not in KINDS:
        raise InputError(f"unknown kind of round {kind!r}", fix=f"choose one of: {', '.join(KINDS)}")
    if not name:
        raise InputError("a round needs a name", fix="write one, such as provkodning")
    taken = [row.name for row in study_queries.rounds(study.connection)]
    if name in taken or similar_name(name, taken):
        raise RefusedError("there is a round of this name already", name, "choose another name")
    made = _planned(study, name, kind, wanted)
    if dry_run:
        return made
    with study.act("new round") as entry:
        coder_ids = {coder: study.ensure_coder(entry, coder) for coder in made.hands}
        round_id = entry.insert(
            "rounds",
            {
                "name": name,
                "kind": kind,
                "codebook_version": made.codebooks[0].version if made.codebooks else None,
                "seed": made.seed,
                "created": entry.moment,
                "plan": json.dumps(_as_json(made, wanted), ensure_ascii=False),
            },
        )
        rows = [(round_id, document, coder_ids[coder]) for coder, ids in made.hands.items() for document in ids]
        entry.insert_many("assignments", ("round_id", "document_id", "coder_id"), rows)
        entry.describe(study.say("new round", round=name, n=len(made.documents), coders=", ".join(made.hands)))
    return made


def codebooks_of(study: Study, row: RoundRow) -> dict[str, int]:
    """Return the codebooks a round was planned with: uuid -> version then."""
    return dict(json.loads(row.plan).get("codebooks", {}))


def suggestions_in(study: Study) -> str:
    """Return whether codes may be suggested in the round worked in: ``on``, ``off`` or ``after`` completing."""
    row = study.find_round()
    planned = json.loads(row.plan).get("suggestions", row.kind == "production")
    return next((word for word, value in SUGGESTIONS.items() if value == planned), "off")


def people(study: Study, names: Sequence[str]) -> list[str]:
    """Return the coders named, or where none is everyone who has coded.

    Raises RefusedError where that is nobody, for the consensus, and for a name too like another.
    """
    known = [row.name for row in study_queries.coders(study.connection) if row.kind == "person"]
    chosen = list(dict.fromkeys(tidy_name(name) for name in names)) or known
    if not chosen:
        raise RefusedError("nobody codes in this study yet", fix="name the coders: --for NAME")
    if CONSENSUS in chosen:
        raise RefusedError(f"{CONSENSUS!r} is no person", "--for", "name those who code")
    for name in chosen:
        if other := similar_name(name, known):
            raise RefusedError(f"the coder {name!r} differs from {other!r} only by case or spaces", fix="check it")
    return chosen


def named_documents(study: Study, questions: Sequence[str], documents: Sequence[str]) -> list[RoundDocument]:
    """Return the documents named; all where none is.

    Transcripts are those named. Answers are those of the cases named, to the questions named; where only one of
    the two is named, all answers of the cases, or to the questions. Raises NotFoundError for an unknown one.
    """
    question_ids = [study.question(key).id for key in questions]
    by_title = queries.document_ids(study.connection, documents)
    if missing := [name for name in documents if name not in by_title]:
        raise NotFoundError("there is no such transcript or case", ", ".join(missing[:5]), "check the names")
    found = queries.live_documents(study.connection, None, transcripts=True)
    if not question_ids and not documents:
        return found
    ids = {id for some in by_title.values() for id in some}
    by_case = any(each.id in ids and each.question_id is not None for each in found)

    def is_named(each: RoundDocument) -> bool:
        if each.question_id is None or not question_ids:
            return each.id in ids
        return each.question_id in question_ids and (each.id in ids or not by_case)

    return [each for each in found if is_named(each)]


def _planned(study: Study, name: str, kind: str, wanted: Wanted) -> NewRound:
    coders = people(study, wanted.coders)
    available = named_documents(study, wanted.questions, wanted.documents)
    if kind == "repeat":
        available = _completed_by_all(study, available, coders)
    if not available:
        raise RefusedError("there is nothing to code in this round", name, "name other questions or documents")
    size = len(available) if wanted.sample is None else sampling.amount(wanted.sample, len(available), "--sample")
    if size == 0:
        raise RefusedError("the sample would be empty", name, "ask for more with --sample")
    overlap = (0 if kind == "production" else size) if wanted.overlap is None else _overlap(wanted.overlap, size)
    if len(coders) == 1:
        overlap = size
    by_chance = size < len(available) or overlap < size
    seed = (sampling.fresh_seed() if wanted.seed is None else wanted.seed) if by_chance else None
    names = {row.id: row.key for row in document_queries.questions(study.connection)}
    strata = sampling.strata_of(available, wanted.strata, names)
    drawn = sampling.draw(available, size, strata, seed or 0) if size < len(available) else available
    books = _codebooks(study, wanted, drawn)
    known = {row.name for row in study_queries.coders(study.connection)}
    return NewRound(
        name=name,
        kind=kind,
        seed=seed,
        codebooks=books,
        suggestions=_suggestions(wanted.suggestions, kind),
        documents=tuple(drawn),
        available=len(available),
        overlap=overlap,
        hands=sampling.deal(drawn, coders, overlap, strata, seed or 0),
        strata=sampling.tally(available, drawn, strata),
        new_coders=tuple(coder for coder in coders if coder not in known),
    )


def _completed_by_all(study: Study, documents: Sequence[RoundDocument], coders: Sequence[str]) -> list[RoundDocument]:
    """Return the documents that each of the coders has completed before: only these can be repeated."""
    ids = [study.coder_id(coder) for coder in coders]
    done = [queries.completed_before(study.connection, id) if id is not None else set() for id in ids]
    found = [each for each in documents if all(each.id in completed for completed in done)]
    if not found:
        raise RefusedError(
            f"there is nothing that {' and '.join(coders)} completed before", fix="name who repeats what with --for"
        )
    return found


def _overlap(text: str, size: int) -> int:
    return sampling.amount(text, size, "--overlap")


def _suggestions(text: str | None, kind: str) -> str:
    if text is None:
        return "on" if kind == "production" else "off"
    if text not in SUGGESTIONS:
        raise InputError(f"unknown value {text!r}", "--suggestions", f"choose one of: {', '.join(SUGGESTIONS)}")
    return text


def _codebooks(study: Study, wanted: Wanted, documents: Sequence[RoundDocument]) -> tuple[CodebookRow, ...]:
    """Return the codebooks named, or else those that the documents are read with."""
    if wanted.codebooks:
        return tuple(study.codebook(key) for key in dict.fromkeys(wanted.codebooks))
    books = {row.id: row for row in code_queries.codebooks(study.connection)}
    found: dict[int, None] = {}
    for question_id in dict.fromkeys(each.question_id for each in documents):
        named = code_queries.codebooks_of_question(study.connection, question_id) if question_id else []
        found |= dict.fromkeys(named or code_queries.codebooks_used(study.connection, question_id) or list(books))
    return tuple(books[id] for id in found)


def _as_json(made: NewRound, wanted: Wanted) -> dict[str, object]:
    return {
        "codebooks": {book.uuid: book.version for book in made.codebooks},
        "documents": len(made.documents),
        "available": made.available,
        "overlap": made.overlap,
        "strata": list(wanted.strata) if made.seed is not None else [],
        "suggestions": SUGGESTIONS[made.suggestions],
    }
