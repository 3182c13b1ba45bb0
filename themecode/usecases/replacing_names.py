"""Putting stand-ins in the place of names, everywhere in the study and in the backups beside it."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from themecode.core.documents import Span
from themecode.core.edits import Edit, Edits
from themecode.core.errors import InputError, RefusedError, StudyFileError
from themecode.formats.key_file import Key, Run, StandIn, TextRun, write_key
from themecode.storage import rewriting
from themecode.storage.journal import Entry, new_uuid
from themecode.storage.queries.study import drop_setting, set_setting, setting
from themecode.storage.rewriting import LABEL, PROSE, UNIQUE, Spans, TextRow
from themecode.text.lexicon import Hit
from themecode.text.standins import as_label, as_slug, next_numbers
from themecode.usecases import erasing
from themecode.usecases.erasing import OutThere
from themecode.usecases.name_texts import (
    Change,
    backward,
    image_sha256,
    image_text,
    json_text,
    moved_segments,
    pruned,
    sha256_of,
    still_named,
    still_used,
    unchanged,
    with_new_names,
    without_coder,
)
from themecode.usecases.pseudonymising import KEY_MARK, Proposal, has_standins, require_own, require_writable
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Replaced:
    """What was replaced, without who it was."""

    names: int
    """How many people, places and so on have a stand-in now."""
    places: int
    """How many places were replaced in the texts of documents."""
    documents: int
    fields: int
    """How many other pieces of writing: memos, labels, names of documents, what the history kept."""
    copies: int
    """Backups beside the study that were removed; a new one was made."""
    left: tuple[str, ...]
    """Copies that could not be removed."""
    out: tuple[OutThere, ...]
    """Bundles handed out that still have the names."""


def replace_names(
    study: Study,
    proposal: Proposal,
    choices: Mapping[str, str],
    key_path: Path,
    passphrase: str,
    key: Key | None = None,
    left: Collection[str] = (),
) -> Replaced:
    """Put stand-ins in the place of the findings chosen: (finding's key -> stand-in); the others stay.

    ``left`` are the keys of findings that somebody said no to: the key notes them, so that they are not asked again.

    Codings and all else that stands on passages follows; an edge inside a name goes around it. The key is
    written before anything is, and extended where there is one. Afterwards nothing but `restore_names` with
    the key brings the names back: undo does not, and the backups beside the study are made anew.

    Raises InputError for the key of another study, or where it cannot be written; ReadOnlyError,
    RefusedError in a bundle; StudyFileError where another program keeps the file from being written anew.
    """
    require_writable(study)
    if key is not None:
        require_own(study, key)
    elif has_standins(study):
        raise RefusedError("names are replaced in this study already", str(study.path), "name its key with --key")
    elif os.path.lexists(key_path):
        raise InputError("there is a file of this name already", str(key_path), "name another for the key: --key")
    connection = study.connection
    connection.execute("PRAGMA secure_delete = ON")
    with study.act("pseudonymise") as entry:
        old = key or Key(setting(connection, "uuid") or "", new_uuid())
        old = pruned(connection, old)
        replacer = Replacer(proposal, choices)
        run = _rewrite(study, entry, replacer)
        if run.documents or run.fields:
            new = replace(
                old,
                standins=still_used(connection, (*old.standins, *replacer.standins(old.standins))),
                next_numbers=next_numbers(old.next_numbers, replacer.given),
                runs=(*old.runs, run),
                left=_still_left(run, (*old.left, *(each for each in left if each not in choices))),
            )
            rewriting.settle(connection)
            drop_setting(connection, rewriting.JUDGED)
            set_setting(connection, KEY_MARK, new.uuid)
            erasing.note_unfinished(study)
            places = sum(len(each.edits) for each in run.documents.values())
            entry.describe(study.say("pseudonymise", n=len(replacer.used), places=places))
            entry.touched += 1
            write_key(key_path, new, passphrase)
    if not entry.touched:
        return Replaced(0, 0, 0, 0, 0, (), ())
    copies, left = _finish(study)
    out = erasing.bundles_out(study)
    return Replaced(len(replacer.used), places, len(run.documents), len(run.fields), copies, left, out)


def tidy_key(study: Study, key: Key, key_path: Path, passphrase: str) -> int:
    """Take out of a key who no longer stands anywhere in the study, such as those erased; return how many went.

    Raises InputError for the key of another study, or where it cannot be written.
    """
    require_own(study, key)
    tidy = pruned(study.connection, key)
    still = still_used if has_standins(study) else still_named
    tidy = replace(tidy, standins=still(study.connection, tidy.standins))
    if tidy != key:
        write_key(key_path, tidy, passphrase)
    return len(key.standins) - len(tidy.standins)


class Replacer:
    """Knows of each place where something is named what is to stand there."""

    def __init__(self, proposal: Proposal, choices: Mapping[str, str]) -> None:
        """Take the proposal, and the stand-in of each finding chosen by its key."""
        self.lexicon = proposal.lexicon
        self.used: dict[str, str] = {}
        """Stand-in by id of what was replaced."""
        self.given: set[str] = set()
        """Every stand-in put anywhere."""
        self._sure = {each.id: choices[each.key] for each in proposal.findings if each.sure and each.key in choices}
        self._any = {each.id: choices[each.key] for each in reversed(proposal.findings) if each.key in choices}
        self._doubtful = {
            (place.path, place.start): choices.get(each.key)
            for each in proposal.findings
            if not each.sure
            for place in each.places
        }
        self._names = {each.id: (each.kind, each.name) for each in proposal.findings}
        self._spelled: dict[str, str] = {}

    def standins(self, known: tuple[StandIn, ...]) -> list[StandIn]:
        """Return those used that are not known yet."""
        have = {(each.kind, each.name, each.standin) for each in known}
        made = [
            StandIn(*self._names[id], standin, self.lexicon.known[id].also if id in self.lexicon.known else ())
            for id, standin in self.used.items()
        ]
        return [each for each in made if (each.kind, each.name, each.standin) not in have]

    def edits(
        self, text: str, path: str, style: str = PROSE, labels: list[tuple[int, int]] | None = None
    ) -> list[Edit]:
        """Return what is to be replaced in a text. ``labels`` are stretches of it before a speaker's colon."""
        found = []
        for hit in self.lexicon.hits(text, slug=style == rewriting.SLUG):
            standin = self._standin(hit, path)
            if standin is None:
                continue
            self.used.setdefault(hit.id, standin)
            self.given.add(standin)
            in_label = style == LABEL or _is_within(hit, labels)
            if style == rewriting.SLUG:
                joint = "_" if "_" in text or path.startswith("codes/") else "-"
                new = as_slug(hit.suffix.on(standin), joint=joint)
            elif in_label:
                new = as_label(hit.suffix.on(standin))
            else:
                new = hit.suffix.on(standin)
            found.append(Edit(hit.start, hit.end, new))
        return found

    def changer(self, path: str) -> Change:
        """Return what replaces everything in a text that stands at a path."""
        return lambda text, style: Edits(self.edits(text, path, style)).apply(text)

    def _standin(self, hit: Hit, path: str) -> str | None:
        if hit.sure:
            return self._sure.get(hit.id)
        place = (path, hit.start)
        return self._doubtful[place] if place in self._doubtful else self._any.get(hit.id)


def _still_left(run: Run, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of findings that were left, as they are after a run."""
    return tuple(dict.fromkeys(_moved_key(key, run) for key in keys))


def _moved_key(key: str, run: Run) -> str:
    """Return the key of a finding as it is after a run, where it is of one place in the text of a document."""
    there = re.fullmatch(r"(.*@documents/(\d+)/text:)(\d+)", key, re.DOTALL)
    if there is None or there[2] not in run.documents:
        return key
    edits = Edits([Edit(start, start + len(old), new) for start, old, new in run.documents[there[2]].edits])
    return f"{there[1]}{edits.position(int(there[3]))}"


def _is_within(hit: Hit, stretches: list[tuple[int, int]] | None) -> bool:
    """Tell whether something stands within one of some stretches in order."""
    index = bisect_right(stretches or [], hit.start, key=lambda stretch: stretch[0]) - 1
    return stretches is not None and index >= 0 and hit.end <= stretches[index][1]


def _rewrite(study: Study, entry: Entry, replacer: Replacer) -> Run:
    connection = study.connection
    documents: dict[str, TextRun] = {}
    moved: dict[int, Edits] = {}
    for row in list(rewriting.texts(connection)):
        labels = rewriting.label_places(connection, row.id)
        edits = Edits(replacer.edits(row.text, f"documents/{row.id}/text", labels=labels))
        if edits.edits:
            moved[row.id] = edits
            documents[str(row.id)] = _rewrite_text(study, row, edits)
    fields: dict[str, tuple[str, str]] = {}
    coders = rewriting.coder_names(connection)
    renamed: dict[str, str] = {}  # documents, cases, codes: the history speaks of them
    for each in list(rewriting.writings(connection)):
        if each.table == "history":
            coder = rewriting.coder_of_entry(connection, each.key)
            new = without_coder(each.text, coder, coders, with_new_names(renamed, replacer.changer(each.path)))
        elif each.style == rewriting.JSON:
            new = json_text(each, replacer.changer(each.path))
        else:
            new = replacer.changer(each.path)(each.text, each.style)
        if new != each.text:
            if each.live and (each.table, each.column) in UNIQUE:
                new = _free(study, each.table, each.column, new)
            rewriting.write(connection, each.path, new)
            fields[each.path] = (sha256_of(new), each.text)
            if each.style == rewriting.SLUG:
                renamed[each.text] = new
    for image in list(rewriting.images(connection, moved)):
        positions = moved.get(image.document_id) if image.document_id is not None else None
        new = image_text(image, replacer.changer(image.path), positions)
        if new != image.before:
            rewriting.write(connection, image.path, new)
        back = image_text(replace(image, before=new), unchanged, positions and backward(positions))
        if back != image.before:
            fields[image.path] = (image_sha256(new), image.before)
    return Run(entry.moment, documents, fields)


def _rewrite_text(study: Study, row: TextRow, edits: Edits) -> TextRun:
    """Replace in the text of a document and move what stands on it; return how to go back."""
    connection = study.connection
    new = edits.apply(row.text)
    back = edits.inverse(row.text)
    before, after = sha256_of(row.text), sha256_of(new)
    rewriting.write_text(connection, row.id, new, after)
    spans = rewriting.spans_on(connection, row.id)
    places: Spans = {}
    rows: dict[str, dict[str, tuple[int, int, int, int]]] = {}
    for table, ids in spans.items():
        for id, (start, end) in ids.items():
            to = edits.span(Span(start, end))
            if (to.start, to.end) != (start, end):
                places.setdefault(table, {})[id] = (to.start, to.end)
            if back.span(to) != Span(start, end):  # also where the edges happen to keep their numbers
                rows.setdefault(table, {})[str(id)] = (start, end, to.start, to.end)
    gone = rewriting.place(connection, places)
    segments = rewriting.segments(connection, row.id)
    there = moved_segments(segments, edits)
    rewriting.write_segments(connection, row.id, there)
    return TextRun(
        before=before,
        after=after,
        edits=tuple((edit.start, row.text[edit.start : edit.end], edit.new) for edit in edits.edits),
        rows=rows,
        gone=tuple(gone),
        segments=None if moved_segments(there, back) == segments else segments,
    )


def _free(study: Study, table: str, column: str, name: str) -> str:
    """Return a name that no other row has."""
    found, number = name, 2
    while rewriting.is_taken(study.connection, table, column, found):
        found, number = f"{name}-{number}", number + 1
    return found


def _finish(study: Study) -> tuple[int, tuple[str, ...]]:
    try:
        return erasing.finish(study)
    except StudyFileError as error:
        raise StudyFileError(
            "the names are replaced and the key is written, but another program has the study open, so that its log "
            "still has the names",
            str(study.path),
            "close the study everywhere and type: themecode erase STUDY --finish",
        ) from error
