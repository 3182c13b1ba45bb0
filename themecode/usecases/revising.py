"""Correcting the text of an interview after it was coded: codings move along, the old version stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from themecode.core.documents import Span, Speaker
from themecode.core.errors import InputError
from themecode.core.reanchor import replaced
from themecode.formats.transcripts import read_transcript
from themecode.storage import revisions
from themecode.storage.journal import Entry
from themecode.storage.queries.documents import Document
from themecode.storage.revisions import Anchored
from themecode.text.sentences import segment
from themecode.usecases.import_transcripts import write_document
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Move:
    """Where one coding, or something else on a passage, went."""

    code: str
    coder: str
    old: str
    """The passage as it was."""
    new: str | None
    """The passage now; ``None`` where it could not be placed."""


@dataclass(frozen=True)
class Revision:
    """What correcting a text did, or would do."""

    name: str
    moves: tuple[Move, ...]

    @property
    def changed(self) -> tuple[Move, ...]:
        """The passages whose words differ now."""
        return tuple(move for move in self.moves if move.new is not None and move.new != move.old)

    @property
    def lost(self) -> tuple[Move, ...]:
        """The passages of which nothing is left."""
        return tuple(move for move in self.moves if move.new is None)


def revise(
    study: Study, name: str, path: Path, *, speakers: Sequence[Speaker] | None = None, dry_run: bool = False
) -> Revision:
    """Give a transcript the text of a file; its codings by all coders are found again in it.

    The old text stays in the study as a tombstone. A coding of which nothing is left stays there too,
    and is listed. Undo brings the old text back with everything that stood on it.

    Raises NotFoundError for an unknown transcript, InputError for a file that cannot be read, and where
    the text is the same.
    """
    document = study.document(name)
    file = read_transcript(path)
    if file.text == document.text:
        raise InputError("the text is the same as in the study", path.name, "nothing needs to be done")
    anchored = revisions.anchored(study.connection, document.id)
    places = replaced([item.span for item in anchored], document.text, file.text)
    moves = tuple(
        Move(item.code, item.coder, item.span.of(document.text), None if place is None else place.of(file.text))
        for item, place in zip(anchored, places, strict=True)
        if item.table != "rejections"  # of suggestions: nothing that a person wrote
    )
    result = Revision(name, moves)
    if not dry_run:
        with study.act("revise") as entry:
            segmented = segment(file.text, document.language, speakers=speakers)
            entry.delete_where("documents", "id = ?", (document.id,))
            new_id = write_document(
                entry,
                kind="transcript",
                name=document.name,
                case_id=document.case_id,
                language=document.language,
                segmented=segmented,
            )
            revisions.mark_replaced(study.connection, new_id, document.id)
            _move(entry, document, new_id, anchored, places)
            details = {"document": name, "moved": len(moves) - len(result.lost), "lost": len(result.lost)}
            entry.describe(study.say("revise", **details))
    return result


def _move(
    entry: Entry, document: Document, new_id: int, anchored: Sequence[Anchored], places: Sequence[Span | None]
) -> None:
    """Put what stood on the old text on the new one; what falls together with another becomes one."""
    taken: set[tuple[object, ...]] = set()
    for item, place in zip(anchored, places, strict=True):
        key = (item.identity, place)
        if place is None or (item.table == "codings" and key in taken):
            entry.update(item.table, item.id, {"deleted": 1})
            continue
        taken.add(key)
        entry.update(item.table, item.id, {"document_id": new_id, "start": place.start, "end": place.end})
    for table in ("completions", "assignments"):
        entry.update_where(table, "document_id = ? AND deleted = 0", (document.id,), {"document_id": new_id})
    for table in revisions.ON_PASSAGES:
        whole = "document_id = ? AND deleted = 0 AND start IS NULL"
        entry.update_where(table, whole, (document.id,), {"document_id": new_id})
