"""Bringing names back with the key: exactly where nothing was written since, as well as can be where something was."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from themecode.core.documents import Span
from themecode.core.edits import Edit, Edits
from themecode.core.errors import RefusedError
from themecode.formats.key_file import Key, Run, TextRun, write_key
from themecode.storage import rewriting
from themecode.storage.queries.study import drop_setting
from themecode.storage.rewriting import JSON, LABEL, PROSE, SLUG, UNIQUE, Spans, TextRow
from themecode.text.name_forms import TOKEN
from themecode.text.standins import as_label, as_slug
from themecode.usecases.name_texts import (
    image_sha256,
    image_text,
    json_text,
    moved_segments,
    sha256_of,
    unchanged,
    without_coder,
)
from themecode.usecases.pseudonymising import KEY_MARK, has_standins, require_own, require_writable
from themecode.usecases.study import Study


@dataclass(frozen=True)
class Restored:
    """What was brought back."""

    documents: int
    fields: int
    """Other pieces of writing."""
    guessed: tuple[str, ...]
    """Documents and other writing changed since, in which each stand-in became the name it stands for."""


def restore_names(study: Study, key: Key, key_path: Path, passphrase: str) -> Restored:
    """Bring the names back, everywhere in the study.

    A text that is as it was left gets back what it said, byte for byte, and what stood on it gets back where it
    stood; what was coded since goes along. In writing changed since, stand-ins become names. The key keeps who is
    who, so that the same stand-ins are given again.

    Raises InputError for a key that is not this study's, RefusedError where there are no stand-ins or in a
    bundle, ReadOnlyError.
    """
    require_writable(study)
    require_own(study, key)
    if not has_standins(study):
        raise RefusedError("no names are replaced in this study", str(study.path), "nothing needs to be brought back")
    connection = study.connection
    with study.act("restore names") as entry:
        restorer = _Restorer(study, key)
        for run in reversed(key.runs):
            restorer.go_back(run)
        restorer.name_the_rest()
        rewriting.settle(connection)
        drop_setting(connection, KEY_MARK)
        entry.describe(study.say("restore names", n=len(restorer.documents)))
        entry.touched += 1
    write_key(key_path, replace(key, runs=(), left=()), passphrase)
    return Restored(len(restorer.documents), len(restorer.fields), tuple(restorer.guessed))


class _Restorer:
    """Goes back run by run, from the latest to the first."""

    def __init__(self, study: Study, key: Key) -> None:
        self._study = study
        self._key = key
        self.documents: set[int] = set()
        self.fields: set[str] = set()
        self.guessed: list[str] = []
        self._had = {path for run in key.runs for path in run.fields}
        self._had |= {f"documents/{id}/text" for run in key.runs for id in run.documents}

    def go_back(self, run: Run) -> None:
        """Take back what one run did, wherever that is what stands there now."""
        connection = self._study.connection
        moved: dict[int, Edits] = {}
        for row in list(rewriting.texts(connection)):
            each = run.documents.get(str(row.id))
            if each is not None and each.after == sha256_of(row.text):
                moved[row.id] = _back(each)
                self._restore_text(row, each, moved[row.id])
        for image in list(rewriting.images(connection, moved)):
            after, was = run.fields.get(image.path, ("", ""))
            if after and after == image_sha256(image.before):
                new = was
            else:
                positions = moved.get(image.document_id) if image.document_id is not None else None
                new = image_text(image, unchanged, positions)
            if new != image.before:
                rewriting.write(connection, image.path, new)
                self.fields.add(image.path)
        for written in list(rewriting.writings(connection)):
            after, was = run.fields.get(written.path, ("", ""))
            if after and after == sha256_of(written.text):
                self._write(written.path, was, unique=(written.table, written.column) in UNIQUE and written.live)

    def name_the_rest(self) -> None:
        """Put names for the stand-ins in what was written, or changed, since."""
        connection = self._study.connection
        coders = rewriting.coder_names(connection)
        moved: dict[int, Edits] = {}
        for row in list(rewriting.texts(connection)):
            if row.id not in self.documents and (edits := self._guessed(row.text, PROSE, f"documents/{row.id}/text")):
                moved[row.id] = Edits(edits)
                self._restore_text(row, TextRun("", "", ()), moved[row.id])
                self.guessed.append(row.title)
        for written in list(rewriting.writings(connection)):
            change = self._changer(written.path)
            if written.table == "history":
                coder = rewriting.coder_of_entry(connection, written.key)
                new = without_coder(written.text, coder, coders, change)
            elif written.style == JSON:
                new = json_text(written, change)
            else:
                new = change(written.text, written.style)
            if new != written.text:
                self._write(written.path, new, unique=(written.table, written.column) in UNIQUE and written.live)
                self.guessed.append(written.table)
        for image in list(rewriting.images(connection, moved)):
            positions = moved.get(image.document_id) if image.document_id is not None else None
            new = image_text(image, self._changer(image.path), positions)
            if new != image.before:
                rewriting.write(connection, image.path, new)

    def _write(self, path: str, text: str, *, unique: bool) -> None:
        if unique:
            table, _, column = path.split("/")
            name, number = text, 2
            while rewriting.is_taken(self._study.connection, table, column, text):
                text, number = f"{name}-{number}", number + 1
        rewriting.write(self._study.connection, path, text)
        self.fields.add(path)

    def _restore_text(self, row: TextRow, each: TextRun, back: Edits) -> None:
        connection = self._study.connection
        text = back.apply(row.text)
        rewriting.write_text(connection, row.id, text, sha256_of(text))
        places: Spans = {}
        for table, ids in rewriting.spans_on(connection, row.id).items():
            kept = each.rows.get(table, {})
            for id, (start, end) in ids.items():
                was = kept.get(str(id))
                to = Span(was[0], was[1]) if was and was[2:] == (start, end) else back.span(Span(start, end))
                if (to.start, to.end) != (start, end):
                    places.setdefault(table, {})[id] = (to.start, to.end)
        rewriting.place(connection, places)
        rewriting.revive(connection, each.gone)
        segments = each.segments or moved_segments(rewriting.segments(connection, row.id), back)
        rewriting.write_segments(connection, row.id, segments)
        self.documents.add(row.id)

    # -- stand-ins in what was written since ------------------------------------------------

    def _changer(self, path: str) -> Callable[[str, str], str]:
        return lambda text, style: Edits(self._guessed(text, style, path)).apply(text)

    def _guessed(self, text: str, style: str, path: str) -> list[Edit]:
        """Return the edits that put names for stand-ins; for those without brackets only where names stood before."""
        table, key, *_ = path.split("/")
        is_text = table == "documents" and path.endswith("/text")
        earlier = path in self._had - self.fields or (is_text and rewriting.replaces(self._study.connection, key))
        found: list[Edit] = []
        taken = bytearray(len(text))
        for standin in sorted(self._key.standins, key=lambda each: -len(each.standin)):
            bracketed = standin.standin.startswith("[")
            if not (bracketed or earlier):
                continue
            patterns = [
                (rf"(?<!\w){re.escape(spelled)}(?!\d)", name)
                for spelled, name in _spellings(standin.standin, standin.name, style)
            ]
            if is_text:  # before a speaker's colon it has no brackets
                label = re.escape(as_label(standin.standin))
                patterns.append((rf"(?m)(?:(?<=^)|(?<=\] )){label}(?= ?[:(])", standin.name))
            for pattern, name in patterns:
                for match in re.finditer(pattern, text):
                    if not any(taken[match.start() : match.end()]):
                        found.append(Edit(match.start(), match.end(), name))
                        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        return sorted(found)


def _spellings(standin: str, name: str, style: str) -> Sequence[tuple[str, str]]:
    """Return how a stand-in may be written, with the name as it is written there."""
    if style == SLUG:
        words = TOKEN.findall(name.casefold())
        return [(as_slug(standin, joint=joint), joint.join(words)) for joint in "-_"]
    if style == LABEL:
        return [(standin, name), (as_label(standin), name)]
    return [(standin, name)]


def _back(each: TextRun) -> Edits:
    """Return the edits that lead back from the text after a run."""
    edits, grown = [], 0
    for start, old, new in each.edits:
        edits.append(Edit(start + grown, start + grown + len(new), old))
        grown += len(new) - len(old)
    return Edits(edits)
