"""Writing what was found in a new text: its speakers, turns and sentences; and making it searchable."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from themecode.core.documents import Segmented, Span, Speaker


def write_segments(connection: sqlite3.Connection, document_id: int, segmented: Segmented) -> None:
    """Write the speakers, turns and sentences of a new document and index its text."""
    speaker_ids: dict[Speaker, int] = {}
    for speaker in segmented.speakers:
        cursor = connection.execute(
            "INSERT INTO speakers (document_id, label, role, moderator) VALUES (?, ?, ?, ?)",
            (document_id, speaker.label, speaker.role, int(speaker.moderator)),
        )
        assert cursor.lastrowid is not None
        speaker_ids[speaker] = cursor.lastrowid
    connection.executemany(
        'INSERT INTO turns (document_id, start, "end", label_start, speaker_id) VALUES (?, ?, ?, ?, ?)',
        [
            (
                document_id,
                turn.start,
                turn.end,
                turn.label_start,
                speaker_ids[turn.speaker] if turn.speaker else None,
            )
            for turn in segmented.turns
        ],
    )
    write_sentences(connection, [(document_id, segmented.sentences)])
    index_documents(connection, range(document_id, document_id + 1))


def write_sentences(connection: sqlite3.Connection, sentences: Iterable[tuple[int, Sequence[Span]]]) -> None:
    """Write the sentences of many documents, from (document id, spans)."""
    connection.executemany(
        'INSERT INTO sentences (document_id, start, "end") VALUES (?, ?, ?)',
        ((document_id, span.start, span.end) for document_id, spans in sentences for span in spans),
    )


def index_documents(connection: sqlite3.Connection, ids: range) -> None:
    """Make the texts of new documents with contiguous ids searchable."""
    connection.execute(
        "INSERT INTO documents_fts (rowid, text) SELECT id, text FROM documents WHERE id >= ? AND id < ?",
        (ids.start, ids.stop),
    )
