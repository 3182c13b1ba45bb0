"""Which codebook one works with now, so that its codes stand first."""

from __future__ import annotations

from collections import Counter

from themecode.storage.queries import at_hand as queries
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import meant
from themecode.usecases.looking import codings_by_code
from themecode.usecases.study import Study
from themecode.usecases.working_round import reader


def codebook_of_interview(study: Study, document_id: int) -> int | None:
    """Return the id of the codebook that an interview is coded with, ``None`` where nothing tells.

    That is the one the coder has used most there; else the one that is to read it (`usecases.interviews_meant`); else
    the one most used in other interviews.
    """
    own = queries.own_codings_by_codebook(study.connection, reader(study), interviews=True, document_id=document_id)
    if own:
        return own.most_common(1)[0][0]
    rules = meant.rules(study.connection)
    for book in code_queries.codebooks(study.connection):
        if book.key in rules and document_id in meant.meeting(study.connection, rules[book.key]):
            return book.id
    return codebook_most_used(study, interviews=True)


def codebook_most_used(study: Study, *, interviews: bool) -> int | None:
    """Return the id of the codebook with most codings in interviews, or in all: the coder's, else those they may see.

    ``None`` where nothing is coded.
    """
    found = queries.own_codings_by_codebook(study.connection, reader(study), interviews=interviews)
    if not found:
        there = codings_by_code(study)
        used = code_queries.codebooks_used(study.connection, None) if interviews else None
        found = Counter()
        for row in code_queries.codes(study.connection):
            if used is None or row.codebook_id in used:
                found[row.codebook_id] += there[row.id]
        found = +found
    return found.most_common(1)[0][0] if found else None
