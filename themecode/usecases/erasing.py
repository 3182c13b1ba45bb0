"""Erasing for good what a person may demand to have erased: no undo, no copy, no trace of the words."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from themecode.core.errors import NotFoundError, ReadOnlyError, RefusedError, StudyFileError
from themecode.core.summaries import SUMMARIES
from themecode.formats.files import wipe
from themecode.storage import erasing, erasing_examples, masking
from themecode.storage.bundles import FOR
from themecode.storage.connection import transaction
from themecode.storage.erasing import Doomed
from themecode.storage.journal import now
from themecode.storage.masking import Gone
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries.study import drop_setting, set_setting, setting
from themecode.usecases.backups import folder_of, keep_backup
from themecode.usecases.study import Study

_UNFINISHED = "erasing unfinished"
_BUNDLES = "bundles out"


@dataclass(frozen=True)
class OutThere:
    """A bundle that was handed out and may hold what was erased."""

    coder: str
    file: str
    made: str


@dataclass(frozen=True)
class Erasure:
    """What was erased, without what it said."""

    documents: int
    """With earlier versions of the same text."""
    rows: dict[str, int]
    """By table: codings, memos and so on."""
    masked: dict[str, int]
    """By table: rows of other things in which words of the text were masked."""
    codes: tuple[str, ...]
    """Keys of codes that were named by words of the text: erased, or given another name where used elsewhere."""
    copies: int
    """Backups beside the study that were removed; a new one was made."""
    out: tuple[OutThere, ...]
    left: tuple[str, ...]
    """Copies beside the study that could not be removed."""


def erase(study: Study, case: str | None = None, *, document: str | None = None, reason: str = "") -> Erasure:
    """Erase a case with all its texts, or one document, from the study and from the backups beside it.

    Text, codings, memos, quotes, what the history kept, search index and vectors go; words that stand in no
    other text are masked where coders quoted them elsewhere. A line stays: when, by whom, why. It cannot be
    undone. Copies elsewhere and bundles handed out are beyond reach; those known are listed.

    Raises NotFoundError for an unknown case or document, RefusedError in a bundle, StudyFileError where
    another program keeps the file from being written anew: the rows are gone then, and erasing anything
    again, or `finish`, writes the file anew.
    """
    _check(study)
    doomed = find(study, case, document)
    connection = study.connection
    connection.execute("PRAGMA secure_delete = ON")
    with study.act("erase") as entry:
        uuids = erasing.uuids_of(connection, doomed)
        texts = erasing.texts_of(connection, doomed)
        named = erasing.named_after(connection, doomed)
        came = erasing.came(connection, doomed)
        rows = erasing.remove_rows(connection, doomed)
        codes = _forget_codes(study, named)
        gone = _gone(study, [*texts, *doomed.names], came)
        names = {name for name in doomed.names if re.search(r"[^\W\d_]", name) and not _stays(name, gone)}
        gone = Gone(gone.words - (_words(doomed.names) - _words(texts)), gone.runs)
        examples = erasing_examples.drop_examples(connection, texts)
        masked = masking.mask_words(connection, gone, {*names, *codes})
        if examples:
            masked["code_texts"] = masked.get("code_texts", 0) + examples
        erasing.note(connection, uuids, study.coder, reason, entry.moment)
        set_setting(connection, _UNFINISHED, "yes")
        what = "erase case" if doomed.cases else "erase document"
        because = f" ({reason})" if reason else ""
        entry.describe(study.say(what, n=len(doomed.documents), because=because))
        entry.touched += 1
    copies, kept = finish(study)
    documents = rows.pop("documents", 0)
    rows.pop("cases", None)
    return Erasure(documents, rows, masked, codes, copies, bundles_out(study), kept)


def mask_brought(study: Study, history_id: int, texts: Sequence[str]) -> None:
    """Mask what an entry of the history, not closed yet, brought of words that only ``texts`` have.

    They were erased, or stand-ins were put in the place of names in them. A bundle that was handed out before still
    has them: codes named by them, memos that quote them.
    """
    connection = study.connection
    connection.execute("PRAGMA secure_delete = ON")
    named = erasing.codes_named_in(connection, texts, history_id)
    keys = _forget_codes(study, [(code, True) for code in named])
    brought = erasing.codes_brought(connection, history_id)
    gone = _gone(study, texts, history_id, brought.keys())
    for code, (key, labels) in brought.items():
        if gone.words.intersection(masking.words_in(" ".join((key, *labels)))):
            book = key.rpartition(".")[0]
            label = next((gone.mask(each) for each in labels if each), "")
            erasing.relabel_code(connection, code, label or f"… {code}", f"{book}.x{code}".lstrip("."))
            keys += (key,)
    masking.mask_words(connection, gone, keys)


def find(study: Study, case: str | None, document: str | None) -> Doomed:
    """Return what erasing would take. Raises NotFoundError where there is nothing of the name."""
    if document is not None:
        return erasing.doomed_document(study.connection, study.document(document).id)
    known = document_queries.case_ids(study.connection)
    if case not in known:
        raise NotFoundError("there is no such case", str(case), "check the case key; a transcript: --document NAME")
    return erasing.doomed_case(study.connection, known[case])


@contextmanager
def as_if_gone(study: Study, doomed: Doomed) -> Iterator[None]:
    """Let the study be read as it will be, for a preview of the figures; nothing is written."""
    if study.read_only:
        raise ReadOnlyError(
            "the study is open for reading only", str(study.path), "copy it to a folder you can write to"
        )
    study.connection.execute("BEGIN IMMEDIATE")
    try:
        for table, ids in (("documents", doomed.documents), ("cases", doomed.cases)):
            study.connection.execute(
                f"UPDATE {table} SET deleted = 1 WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
            )
        yield
    finally:
        study.connection.execute("ROLLBACK")


def finish(study: Study) -> tuple[int, tuple[str, ...]]:
    """Write the file anew and put one fresh backup in place of the old ones; return how many went, and which stay.

    Raises StudyFileError where another program reads the study; `erase` of anything, or this, tries again.
    """
    if not erasing.overwrite(study.connection):
        raise StudyFileError(
            "the text is erased, but another program has the study open, so that its log still holds it",
            str(study.path),
            "close the study everywhere and type: themecode erase STUDY --finish",
        )
    with transaction(study.connection):
        drop_setting(study.connection, _UNFINISHED)
    fresh = _fresh_copy(study.path)
    removed, left = _clear_copies(study.path, fresh)
    if fresh is None:  # there was no room beside the old ones, or one of them had its name
        _fresh_copy(study.path)
    return removed, left


def note_unfinished(study: Study) -> None:
    """Note inside a running transaction that the file must be written anew, because something was taken out of it."""
    set_setting(study.connection, _UNFINISHED, "yes")


def is_unfinished(study: Study) -> bool:
    """Tell whether an erasure could not write the file anew yet."""
    return setting(study.connection, _UNFINISHED) is not None


def note_bundle(study: Study, coder: str, file: str, made: str) -> None:
    """Note that a bundle was handed out. No content, so it leaves no history."""
    if study.read_only:
        return
    with transaction(study.connection):
        noted = [each for each in json.loads(setting(study.connection, _BUNDLES) or "[]") if each["file"] != file]
        noted.append({"coder": coder, "file": file, "made": made})
        set_setting(study.connection, _BUNDLES, json.dumps(noted, ensure_ascii=False))


def bundles_out(study: Study) -> tuple[OutThere, ...]:
    """Return the bundles that were handed out, the latest of each file name."""
    noted = json.loads(setting(study.connection, _BUNDLES) or "[]")
    return tuple(OutThere(each["coder"], each["file"], each["made"]) for each in noted)


def _check(study: Study) -> None:
    if study.read_only:
        raise ReadOnlyError(
            "the study is open for reading only, nothing was erased",
            str(study.path),
            "copy it to a folder you can write to",
        )
    if setting(study.connection, FOR) is not None:
        raise RefusedError("this is a bundle", str(study.path), "erase in the study itself, and delete the bundle")


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in masking.words_in(text)}


def _gone(study: Study, texts: Iterable[str], came: int, but: Collection[int] = ()) -> Gone:
    """Return what only these texts have.

    It stands in no other text, no name, no criterion from before the texts came, no sentence of our own. Names of
    codes in ``but`` keep nothing.
    """
    ours = (sentence for both in SUMMARIES.values() for sentence in both)
    named = [*masking.words_of_the_study(study.connection, came, but), *ours]
    return Gone.of(texts, erasing.texts_left(study.connection), named)


def _stays(name: str, gone: Gone) -> bool:
    """Tell whether a name is a single word that other texts have too."""
    words = masking.words_in(name)
    return len(words) == 1 and words[0] not in gone.words


def _forget_codes(study: Study, named: Iterable[tuple[int, bool]]) -> tuple[str, ...]:
    """Erase codes that were named by words of the text; one that is used elsewhere gets another name."""
    rows = {row.id: row for row in code_queries.codes(study.connection)}
    gone: list[str] = []
    names: set[str] = set()
    for code_id, used_elsewhere in named:
        row = rows.get(code_id)
        if row is None:
            continue
        gone.append(row.key)
        names |= {row.key, row.label.in_language(study.language)}
        if used_elsewhere:
            book = row.key.rpartition(".")[0]
            erasing.relabel_code(study.connection, code_id, f"… {code_id}", f"{book}.x{code_id}".lstrip("."))
        else:
            uuid = erasing.remove_code(study.connection, code_id)
            erasing.note(study.connection, [(uuid, "codes")], study.coder, "", now())
    if names:
        masking.forget_names(study.connection, names)
    return tuple(gone)


def _clear_copies(path: Path, fresh: Path | None) -> tuple[int, tuple[str, ...]]:
    """Overwrite and remove every copy in the folder beside the study but the fresh one."""
    folder = folder_of(path)
    removed, left = 0, []
    for copy in sorted(folder.iterdir()) if folder.is_dir() else ():
        if copy == fresh:
            continue
        try:
            wipe(copy)
            removed += 1
        except OSError:
            left.append(str(copy))
    return removed, tuple(left)


def _fresh_copy(path: Path) -> Path | None:
    with suppress(StudyFileError):  # a copy that cannot be made must not keep the old ones
        return keep_backup(path)
    return None
