"""Codebooks in and out of the study."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from themecode.core.codebook import CodebookEntry, CodeEntry, CodeKind
from themecode.core.errors import Fault, InputError, RefusedError
from themecode.core.localized import Localized
from themecode.core.palette import colour_for
from themecode.formats.codebook_file import read_codebook, write_codebook
from themecode.storage import records
from themecode.storage.journal import Entry, Value
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries.codes import CodebookRow, CodeRow
from themecode.usecases.study import Study


@dataclass(frozen=True)
class LoadedCodebook:
    """What loading a codebook file did, or would do."""

    key: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    """Codes whose place, kind, colour or texts differ from the file."""
    not_in_file: tuple[str, ...]
    """Codes of the study that the file lacks; they are left as they are."""


def load_codebook(study: Study, path: Path, *, dry_run: bool = False) -> LoadedCodebook:
    """Read a codebook file into the study, or bring the study's codebook of this key up to the file.

    A code is known by its uuid, else its key, else the one old key under ``was`` (a renaming). Raises
    InputError for a code key that another codebook of the study has, and whatever is wrong with the file.
    """
    return load_entry(study, read_codebook(path), path.name, dry_run=dry_run)


def load_entry(study: Study, book: CodebookEntry, where: str, *, dry_run: bool = False) -> LoadedCodebook:
    """Do what `load_codebook` does with a codebook that is read already; ``where`` names it in messages."""
    books = {row.key: row for row in code_queries.codebooks(study.connection)}
    present = books.get(book.key)
    mine = code_queries.codes(study.connection, present.id) if present else []
    faults = _clashes(study, book, present, where)
    if faults:
        raise InputError.of(faults)
    known = _match(book, mine)
    flat = list(_flatten(book))
    new = tuple(entry.key for entry, _, _ in flat if entry.key not in known)
    changed = tuple(
        entry.key
        for entry, parent, place in flat
        if entry.key in known and _differs(known[entry.key], entry, parent, place, known)
    )
    matched = {row.id for row in known.values()}
    left = {row.key for row in mine if row.id not in matched}
    if taken := [key for key in known if key in left]:
        raise InputError.of(
            [Fault(f"another code of the study has the key {key!r} already", where, "rename one") for key in taken]
        )
    result = LoadedCodebook(book.key, new, changed, tuple(row.key for row in mine if row.id not in matched))
    renamed = present is not None and dict(present.name.texts) != dict(book.name.texts)
    if dry_run or (present is not None and not new and not changed and not renamed):
        return result
    with study.act("load codebook") as entry:
        _write(study, entry, book, present, known, [step for step in flat if step[0].key in {*new, *changed}])
        entry.describe(study.say("load codebook", codebook=book.key, new=len(new), changed=len(changed)))
    return result


def save_codebook(study: Study, key: str, path: Path) -> int:
    """Write a codebook of the study to a YAML file and return how many codes it has."""
    book = study.codebook(key)
    entry = codebook_entry(book, code_queries.codes(study.connection, book.id))
    write_codebook(path, entry)
    return sum(1 for _ in entry.walk())


def codebook_entry(book: CodebookRow, rows: Sequence[CodeRow]) -> CodebookEntry:
    """Build the file form of a codebook from its rows."""
    children: dict[int | None, list[CodeRow]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)

    def entry(row: CodeRow) -> CodeEntry:
        def part(name: str) -> Localized:
            return Localized({text.language: getattr(text, name) for text in row.texts if getattr(text, name)})

        return CodeEntry(
            key=row.key,
            kind=CodeKind(row.kind),
            label=part("label"),
            definition=part("definition"),
            include=part("include"),
            exclude=part("exclude"),
            examples=tuple((text.language, example) for text in row.texts for example in text.examples),
            codable=row.codable,
            retired=row.retired,
            color=row.colour or None,
            uuid=row.uuid,
            codes=tuple(entry(child) for child in children.get(row.id, ())),
        )

    return CodebookEntry(book.key, book.name, tuple(entry(row) for row in children.get(None, ())), book.uuid)


def derived_uuid(key: str) -> str:
    """Return the uuid a code has where its file gives none: the same key, the same uuid, in every study."""
    return str(uuid5(NAMESPACE_URL, f"themecode:code:{key}"))


def _flatten(book: CodebookEntry) -> Iterator[tuple[CodeEntry, str | None, int]]:
    """Yield (code, key of its parent, position in the codebook), parents first."""
    position = 0

    def below(codes: Sequence[CodeEntry], parent: str | None) -> Iterator[tuple[CodeEntry, str | None, int]]:
        nonlocal position
        for code in codes:
            yield code, parent, position
            position += 1
            yield from below(code.codes, code.key)

    yield from below(book.codes, None)


def _match(book: CodebookEntry, mine: Sequence[CodeRow]) -> dict[str, CodeRow]:
    """Return the study's code for each key of the file that has one."""
    by_uuid = {row.uuid: row for row in mine}
    by_key = {row.key: row for row in mine}
    kept = {code.key for code in book.walk()}
    by_file_uuid = {by_uuid[code.uuid].id for code in book.walk() if code.uuid in by_uuid}
    found: dict[str, CodeRow] = {}
    for code in book.walk():
        row = by_uuid.get(code.uuid or "")
        if row is None and (named := by_key.get(code.key)) and named.id not in by_file_uuid:
            row = named
        if row is None and len(code.was) == 1 and code.was[0] not in kept:
            row = by_key.get(code.was[0])
        if row is None and len(code.was) > 1 and any(old in by_key for old in code.was):
            raise RefusedError(
                f"merging {', '.join(code.was)} into {code.key!r} is not done by loading a file",
                fix="give the code one old key under was, or none",
            )
        if row is not None:
            found[code.key] = row
    return found


def _clashes(study: Study, book: CodebookEntry, present: CodebookRow | None, where: str) -> list[Fault]:
    own = present.id if present else None
    names = {row.id: row.key for row in code_queries.codebooks(study.connection)}
    others = {row.key: names[row.codebook_id] for row in code_queries.codes(study.connection) if row.codebook_id != own}
    return [
        Fault(
            f"the code {code.key!r} is in the codebook {others[code.key]!r} already",
            where,
            "code keys are unique in a study; rename it",
        )
        for code in book.walk()
        if code.key in others
    ]


def _texts(code: CodeEntry) -> dict[str, dict[str, Value]]:
    """Return the text columns of a code by language."""
    found: dict[str, dict[str, Value]] = {}
    for part in ("label", "definition", "include", "exclude"):
        for language, text in getattr(code, part).texts.items():
            found.setdefault(language, {})[part] = text
    examples: dict[str, list[str]] = {}
    for language, example in code.examples:
        examples.setdefault(language, []).append(example)
    for language, several in examples.items():
        found.setdefault(language, {})["examples"] = json.dumps(several, ensure_ascii=False)
    blank: dict[str, Value] = {"label": "", "definition": "", "include": "", "exclude": "", "examples": "[]"}
    return {language: {**blank, **parts} for language, parts in found.items()}


def _row_texts(row: CodeRow) -> dict[str, dict[str, Value]]:
    return {
        text.language: {
            "label": text.label,
            "definition": text.definition,
            "include": text.include,
            "exclude": text.exclude,
            "examples": json.dumps(list(text.examples), ensure_ascii=False),
        }
        for text in row.texts
    }


def _differs(row: CodeRow, code: CodeEntry, parent: str | None, position: int, known: Mapping[str, CodeRow]) -> bool:
    above = known.get(parent) if parent is not None else None
    parent_id = above.id if above else (None if parent is None else -1)
    return (
        (row.key, row.kind, row.codable, row.retired, row.parent_id, row.position)
        != (code.key, code.kind.value, code.codable, code.retired, parent_id, position)
        or (code.color is not None and code.color != row.colour)
        or _row_texts(row) != _texts(code)
    )


def _write(
    study: Study,
    entry: Entry,
    book: CodebookEntry,
    present: CodebookRow | None,
    known: Mapping[str, CodeRow],
    flat: Sequence[tuple[CodeEntry, str | None, int]],
) -> None:
    name = json.dumps(dict(book.name.texts), ensure_ascii=False)
    if present is None:
        values: dict[str, Value] = {
            "key": book.key,
            "name": name,
            "position": records.next_position(study.connection, "codebooks"),
        }
        if book.uuid:
            values["uuid"] = records.free_uuid(study.connection, "codebooks", book.uuid)
        book_id = entry.insert("codebooks", values)
    else:
        book_id = present.id
        entry.update("codebooks", book_id, {"name": name, "version": present.version + 1})
    ids = {key: row.id for key, row in known.items()}
    taken = len(code_queries.codes(study.connection))
    for key, old in known.items():
        if key != old.key:  # out of the way first, so that two codes can change keys
            entry.update("codes", old.id, {"key": f"~{old.id}"})
    for code, parent, position in flat:
        row = known.get(code.key)
        columns: dict[str, Value] = {
            "key": code.key,
            "kind": code.kind.value,
            "codable": int(code.codable),
            "retired": int(code.retired),
            "parent_id": ids[parent] if parent else None,
            "position": position,
            "colour": code.color or (row.colour if row else colour_for(taken + position)),
        }
        if row is None:
            columns["uuid"] = records.free_uuid(study.connection, "codes", code.uuid or derived_uuid(code.key))
            ids[code.key] = entry.insert("codes", {"codebook_id": book_id, **columns})
        else:
            entry.update("codes", row.id, columns)
        _write_texts(entry, ids[code.key], _texts(code))


def _write_texts(entry: Entry, code_id: int, texts: Mapping[str, Mapping[str, Value]]) -> None:
    present = records.code_text_places(entry.connection, code_id)
    for language, parts in texts.items():
        if language in present:
            entry.update("code_texts", present[language], {**parts, "deleted": 0})
        else:
            entry.insert("code_texts", {"code_id": code_id, "language": language, **parts})
    for language, row_id in present.items():
        if language not in texts:
            entry.update("code_texts", row_id, {"deleted": 1})
