"""Freezing figures under a name, and the passages behind one number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from themecode.analysis.counting import standing_for
from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.analysis.tabulate import as_data
from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.core.names import tidy_name
from themecode.storage.connection import reading
from themecode.storage.past import entry_before
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import releases as release_queries
from themecode.storage.queries import tracing
from themecode.storage.queries.codes import CodeRow
from themecode.storage.queries.releases import Release
from themecode.storage.queries.tracing import Passage
from themecode.usecases.past import study_at
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Trace:
    """What stands behind one number."""

    counts: CategoryCounts
    code: CodeRow
    """With the definition in force then."""
    count: int
    passages: tuple[Passage, ...]


def release(study: Study, name: str) -> Release:
    """Freeze the counts of the whole study as it stands under a name.

    Undecided and unread documents are allowed; the figures say how many they are. Raises InputError for
    an empty name, RefusedError for one that is taken.
    """
    name = tidy_name(name)
    if not name:
        raise InputError("a release needs a name", fix="write one, such as 2026-rapport")
    if any(row.name == name for row in releases(study)):
        raise RefusedError("there is a release of this name already", name, "choose another name")
    with study.act("release") as entry:
        figures = [as_data(counts, study.language) for counts in count_everything(study, provisional=True)]
        entry.insert(
            "releases",
            {
                "name": name,
                "created": entry.moment,
                "history_id": entry_before(study.connection, entry.id),
                "figures": json.dumps(figures, ensure_ascii=False),
            },
        )
        entry.describe(study.say("release", release=name))
    return find_release(study, name)


def releases(study: Study) -> list[Release]:
    """Return all releases in the order they were made."""
    return release_queries.releases(study.connection)


def find_release(study: Study, name: str) -> Release:
    """Return a release by name. Raises NotFoundError where there is none."""
    rows = releases(study)
    for row in rows:
        if row.name == name:
            return row
    known = ", ".join(row.name for row in rows)
    raise NotFoundError("there is no such release", name, f"there are: {known}" if known else "there is none yet")


@contextmanager
def released_study(study: Study, name: str) -> Iterator[Study]:
    """Give the study to read as it stood at a release."""
    with study_at(study, entry=find_release(study, name).history_id) as then:
        yield then


def trace(study: Study, question: str | None, code: str, *, coder: str | None = None) -> Trace:
    """Return the passages behind the count of a code at a question (``None``: in the transcripts).

    Raises NotFoundError for an unknown question, code or coder.
    """
    row = study.find_code(code)
    books = {book.id: book.key for book in code_queries.codebooks(study.connection)}
    counts = count_everything(study, question=question, codebook=books[row.codebook_id], coder=coder, provisional=True)
    chosen = next(each for each in counts if (each.question is None) == (question is None))
    with (
        reading(study.connection),
        standing_for(study, chosen.question, chosen.codebook, coder=coder) as standing,
    ):
        found = tuple(tracing.passages(standing, row.id))
    number = next((item.count for item in chosen.categories if item.code == code), 0)
    return Trace(chosen, row, number, found)
