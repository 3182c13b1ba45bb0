"""Reading interviews into the study: all of the files, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from themecode.core.documents import Segmented, Speaker
from themecode.core.errors import Fault, InputError, ThemecodeError
from themecode.formats.transcripts import TranscriptFile, read_transcript
from themecode.storage import import_rows, segments
from themecode.storage.journal import Entry
from themecode.storage.queries import documents as document_queries
from themecode.text.sentences import segment
from themecode.text.speakers import LabelProposal, propose_labels
from themecode.usecases.attributes import write_attributes
from themecode.usecases.study import Study


@dataclass(frozen=True)
class ImportedTranscript:
    """What was found in one file."""

    name: str
    case: str
    segmented: Segmented
    labels: tuple[LabelProposal, ...] = ()
    """What stands before a colon at the start of a line, and whether it is taken as a speaker."""
    already: bool = False
    """The same file was imported before, and nothing was changed."""


def import_transcripts(
    study: Study,
    paths: Sequence[Path],
    *,
    case: str | None = None,
    speakers: Sequence[Speaker] | None = None,
    language: str | None = None,
    attributes: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> list[ImportedTranscript]:
    """Import one transcript per file, each its own case unless ``case`` names one for all.

    ``speakers`` are the labels that are true, with roles and who moderates; without them they are
    found by rule. The same bytes again are recognised and left alone.

    Raises InputError with every fault of every file; nothing is written then.
    """
    files, faults = _read_all(paths)
    known = {
        file.sha256 for file in files if import_rows.source_id(study.connection, file.sha256, "transcript") is not None
    }
    fresh = [file for file in files if file.sha256 not in known]
    faults += _name_clashes(study, fresh)
    if faults:
        raise InputError.of(faults)
    found = {file.sha256: segment(file.text, language or study.language, speakers=speakers) for file in files}
    results = [
        ImportedTranscript(
            name=file.name,
            case=case or file.name,
            segmented=found[file.sha256],
            labels=propose_labels(file.text) if speakers is None else (),
            already=file.sha256 in known,
        )
        for file in files
    ]
    if fresh and not dry_run:
        with study.act("import transcripts") as entry:
            for file in fresh:
                _write(study, entry, file, case or file.name, found[file.sha256], language, attributes or {})
            names = ", ".join(file.name for file in fresh[:5]) + (" …" if len(fresh) > 5 else "")
            entry.describe(study.say("import transcripts", n=len(fresh), names=names))
    return results


def write_document(
    entry: Entry, *, kind: str, name: str | None, case_id: int, language: str, segmented: Segmented
) -> int:
    """Write a document with its speakers, turns and sentences as part of an open entry; return its id."""
    text = segmented.text
    document_id = entry.insert(
        "documents",
        {
            "kind": kind,
            "name": name,
            "text": text,
            "case_id": case_id,
            "language": language,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "created": entry.moment,
        },
    )
    segments.write_segments(entry.connection, document_id, segmented)
    return document_id


def _write(
    study: Study,
    entry: Entry,
    file: TranscriptFile,
    case: str,
    segmented: Segmented,
    language: str | None,
    attributes: Mapping[str, str],
) -> None:
    cases = document_queries.case_ids(study.connection)
    case_id = cases.get(case)
    if case_id is None:
        case_id = entry.insert("cases", {"key": case, "kind": "interview"})
    write_document(
        entry,
        kind="transcript",
        name=file.name,
        case_id=case_id,
        language=language or study.language,
        segmented=segmented,
    )
    write_attributes(entry, {name: {case_id: value} for name, value in attributes.items()})
    entry.insert("sources", {"sha256": file.sha256, "name": file.name, "kind": "transcript", "imported": entry.moment})


def _read_all(paths: Sequence[Path]) -> tuple[list[TranscriptFile], list[Fault]]:
    files: list[TranscriptFile] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            files.append(read_transcript(path))
        except ThemecodeError as error:
            faults += error.faults
    return files, faults


def _name_clashes(study: Study, files: Sequence[TranscriptFile]) -> list[Fault]:
    taken = {document.name for document in document_queries.transcripts(study.connection)}
    faults = []
    for file in files:
        if file.name in taken:
            faults.append(
                Fault(
                    "another transcript has this name already",
                    file.name,
                    "rename the file, or undo the earlier import",
                )
            )
        taken.add(file.name)
    return faults
