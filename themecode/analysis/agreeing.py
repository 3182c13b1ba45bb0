"""How far coders agree: a study's frozen codings, compared on the documents all of them completed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from themecode.analysis.agreement import AgreementError
from themecode.analysis.agreement_choice import choose, choose_round
from themecode.analysis.agreement_figures import compare
from themecode.analysis.agreement_result import (
    COEFFICIENTS,
    SCOPES,
    TRANSCRIPT_UNITS,
    UNITS,
    Agreed,
    Comparison,
    Wish,
)
from themecode.core.errors import Fault, InputError, NotFoundError, ReadOnlyError, RefusedError
from themecode.core.names import tidy_name
from themecode.storage.connection import reading
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import frozen
from themecode.storage.queries.agreement import Subject
from themecode.usecases.rounds import computations, note_computation
from themecode.usecases.study import Study


def agree(
    study: Study,
    wish: Wish | None = None,
    *,
    questions: Sequence[str] = (),
    codebooks: Sequence[str] = (),
    documents: Sequence[str] = (),
    round: str | None = None,
    coders: Sequence[str] = (),
) -> Agreed:
    """Compute how far coders agree in a round, on all that it holds or on what is named; noted in the study.

    ``documents`` are names of transcripts, or with ``questions`` keys of cases. ``round`` is by default the
    latest closed reliability round that holds anything of what is asked.

    Raises InputError for a wish that makes no sense, NotFoundError for something unknown, RefusedError (also
    as AgreementError) with the reason where nothing can be compared, ReadOnlyError where it cannot be noted.
    """
    wish = wish or Wish()
    _check(wish)
    if study.read_only:
        raise ReadOnlyError(
            "the study is open for reading only, and it has to be noted in it that agreement was computed",
            str(study.path),
            "copy it to a folder you can write to",
        )
    found = recomputed(
        study, wish, questions=questions, codebooks=codebooks, documents=documents, round=round, coders=coders
    )
    return replace(found, comparisons=tuple(_noted(study, found.comparisons)))


def recomputed(
    study: Study,
    wish: Wish,
    *,
    questions: Sequence[str] = (),
    codebooks: Sequence[str] = (),
    documents: Sequence[str] = (),
    round: str | None = None,
    coders: Sequence[str] = (),
) -> Agreed:
    """Compute what `agree` computes without noting it: to check figures that are already told of."""
    found: list[Comparison] = []
    faults: list[Fault] = []
    with reading(study.connection):
        wanted = _wanted(study, questions, codebooks, documents, wish)
        row, subjects = choose_round(study, round, wanted, merged=wish.merged)
        names = {tidy_name(name) for name in coders}
        if len(names) == 1 and row.kind != "repeat":
            raise RefusedError(
                "agreement needs at least two coders, and one is named", next(iter(names)), "name another"
            )
        for subject in subjects:
            try:
                for choice in choose(study, subject, row, coders=coders, documents=documents):
                    found += compare(study, choice, wish)
            except (RefusedError, AgreementError) as error:
                faults += [_of_subject(study, subject, fault) for fault in error.faults]
    if not found:
        raise RefusedError.of(faults)
    return Agreed(tuple(found), tuple(faults))


def _check(wish: Wish) -> None:
    known: tuple[tuple[str, Iterable[str], Sequence[str]], ...] = (
        ("unit", [wish.unit] if wish.unit else [], UNITS),
        ("scope", [wish.scope], SCOPES),
        ("coefficient", wish.coefficients, COEFFICIENTS),
    )
    for what, given, choices in known:
        for name in given:
            if name not in choices:
                raise InputError(f"unknown {what} {name!r}", fix=f"choose one of: {', '.join(choices)}")
    if not 0 < wish.level < 1:
        raise InputError(f"a confidence of {wish.level:g} is not between 0 and 1", fix="write 0.95 for 95 percent")
    if wish.code is not None and wish.depth is not None:
        raise InputError("--code and --depth both say at which level codes are compared", fix="give one of them")


def _wanted(
    study: Study, questions: Sequence[str], codebooks: Sequence[str], documents: Sequence[str], wish: Wish
) -> Callable[[Subject], bool]:
    """Return which subjects are asked for."""
    rows = {study.question(key).id for key in questions}
    books = {study.codebook(key).id for key in codebooks}
    if wish.code is not None:
        of_code = _codebook_of(study, wish.code)
        if books and of_code not in books:
            raise InputError("this code is of another codebook", wish.code, "leave out --codebook")
        books = {of_code}
    if rows and wish.unit in TRANSCRIPT_UNITS:
        raise InputError(f"answers are not compared by {wish.unit}", fix="leave out --unit, or leave out --question")
    only_transcripts = wish.unit in TRANSCRIPT_UNITS or bool(documents and not rows)

    def wanted(subject: Subject) -> bool:
        transcripts = subject.question_id is None
        return (
            (not rows or subject.question_id in rows)
            and (not books or subject.codebook_id in books)
            and (transcripts or not only_transcripts)
            and not (transcripts and wish.unit == "answer")
        )

    return wanted


def _codebook_of(study: Study, code: str) -> int:
    """Return the codebook of a code, also of one that has been merged since. Raises NotFoundError."""
    try:
        return study.find_code(code).codebook_id
    except NotFoundError:
        gone = frozen.codebook_of_gone(study.connection, code)
        if gone is None:
            raise
        return gone


def _of_subject(study: Study, subject: Subject, fault: Fault) -> Fault:
    """Say of a fault what it is about."""
    about = subject_name(study, subject)
    return Fault(fault.what, f"{about}, {fault.where}" if fault.where else about, fault.fix)


def subject_name(study: Study, subject: Subject) -> str:
    """Return a subject as ``question/codebook``, or ``transcripts/codebook``."""
    questions = {row.id: row.key for row in document_queries.questions(study.connection)}
    books = {row.id: row.key for row in code_queries.codebooks(study.connection)}
    place = "transcripts" if subject.question_id is None else questions[subject.question_id]
    return f"{place}/{books[subject.codebook_id]}"


def _noted(study: Study, found: Sequence[Comparison]) -> Iterator[Comparison]:
    """Note each subject once as computed, and say in each comparison how many times it has been."""
    times: dict[str, int] = {}
    for each in found:
        what = f"{each.question.key if each.question else 'transcripts'}/{each.codebook.key}"
        if what not in times:
            note_computation(study, each.round.name, what)
            times[what] = sum(one.what == what for one in computations(study, each.round.name))
        yield replace(each, computed=times[what])
