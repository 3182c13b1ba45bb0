"""The rounds in which a coder has something to do, for the list the screens begin with."""

from __future__ import annotations

from dataclasses import dataclass

from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import rounds as queries
from themecode.storage.queries import study as study_queries
from themecode.storage.queries.documents import QuestionRow
from themecode.storage.queries.progress import Progress
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Part:
    """What a coder has in a round in one place."""

    question: QuestionRow | None
    """The question whose answers these are; ``None``: a transcript."""
    transcript: tuple[int, str] | None
    """(document id, name)."""
    progress: Progress


@dataclass(frozen=True)
class OwnRound:
    """An open round with documents for a coder."""

    id: int
    name: str
    kind: str
    parts: tuple[Part, ...]
    """Questions in their order, then transcripts by name."""

    @property
    def progress(self) -> Progress:
        """How far the coder is in the whole round."""
        each = [part.progress for part in self.parts]
        return Progress(sum(one.documents for one in each), sum(one.read for one in each))


def own_rounds(study: Study) -> list[OwnRound]:
    """Return the open rounds in which the coder has documents, but for the one that is worked in anyway."""
    coder_id = study.coder_id()
    rows = [row for row in study_queries.rounds(study.connection) if not row.closed]
    if coder_id is None or len(rows) < 2:
        return []
    present = study.round_id()
    found = []
    for row in rows:
        if row.id != present and (shares := queries.shares(study.connection, row.id, coder_id)):
            found.append(OwnRound(row.id, row.name, row.kind, tuple(_part(study, share) for share in shares)))
    return found


def _part(study: Study, share: queries.Share) -> Part:
    progress = Progress(share.documents, share.read)
    if share.document_id is None:
        rows = document_queries.questions(study.connection)
        return Part(next(row for row in rows if row.id == share.question_id), None, progress)
    names = dict(document_queries.transcript_names(study.connection))
    return Part(None, (share.document_id, names[share.document_id]), progress)
