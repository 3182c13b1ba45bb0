"""The single steps that codebook changes are made of, inside one open entry of the history."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from themecode.core.errors import RefusedError
from themecode.core.order import increasing
from themecode.core.palette import colour_for
from themecode.storage import codebook_rows, journal
from themecode.storage import codebook_rows as rows
from themecode.storage.codebook_rows import Recoded
from themecode.storage.journal import Entry, Value
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries.codes import CodeRow, CodeTexts
from themecode.usecases.code_texts import Texts, same_meaning, stored
from themecode.usecases.locking import refuse_locked
from themecode.usecases.study import Study

_END = 1 << 30
"""A place after all others."""


@dataclass(frozen=True)
class Place:
    """Where a code stands: in a codebook, under a code or at the top."""

    codebook_id: int
    parent_id: int | None


@dataclass(frozen=True)
class NewCode:
    """What a code is when it is made."""

    key: str
    texts: Texts
    kind: str = "code"
    codable: bool = True
    retired: bool = False
    colour: str | None = None
    uuid: str | None = None


@dataclass
class Edits:
    """Codebook changes in the making. A step that changes nothing touches nothing.

    The codes are read once and kept up to date here; the numbers that order siblings are written by
    `finish`. Each codebook that is changed goes up one version, however many steps change it.
    """

    study: Study
    entry: Entry
    codes: dict[int, CodeRow] = field(init=False)
    """Every live code by id, as the steps so far have left it."""

    def __post_init__(self) -> None:
        """Read the codes as they stand."""
        self.codes = {row.id: row for row in code_queries.codes(self.study.connection)}
        self._ids = {row.key: row.id for row in self.codes.values()}
        self._below: dict[Place, list[int]] = {}
        for row in self.codes.values():
            self._below.setdefault(place_of(row), []).append(row.id)
        self._versions: dict[int, int] = {}
        self._displaced: set[int] = set()

    # -- finding ------------------------------------------------------------------------------

    def find(self, key: str) -> CodeRow:
        """Return a code by the key it has now. Raises NotFoundError where there is none."""
        found = self._ids.get(key)
        return self.codes[found] if found is not None else self.study.find_code(key)

    def siblings(self, place: Place) -> list[int]:
        """Return the ids of the codes at a place, in order."""
        return self._below.setdefault(place, [])

    def subtree(self, code_id: int) -> Iterator[int]:
        """Yield the ids of a code and everything below it."""
        waiting = [code_id]
        while waiting:
            found = waiting.pop()
            yield found
            waiting += self.siblings(Place(self.codes[found].codebook_id, found))

    # -- codebooks ----------------------------------------------------------------------------

    def add_codebook(self, key: str, name: Mapping[str, str], uuid: str | None = None) -> int:
        """Make an empty codebook, at version 1, and return its id."""
        connection = self.study.connection
        values: dict[str, Value] = {
            "key": key,
            "name": json.dumps(dict(name), ensure_ascii=False),
            "position": journal.next_position(connection, "codebooks"),
        }
        if uuid:
            values["uuid"] = journal.free_uuid(connection, "codebooks", uuid)
        codebook_id = self.entry.insert("codebooks", values)
        self._versions[codebook_id] = 1
        return codebook_id

    def name_codebook(self, codebook_id: int, name: Mapping[str, str]) -> None:
        """Give a codebook another name."""
        self.version(codebook_id)
        self.entry.update("codebooks", codebook_id, {"name": json.dumps(dict(name), ensure_ascii=False)})

    def version(self, codebook_id: int) -> int:
        """Return the version that these changes make of a codebook.

        Every change of a codebook comes through here. Raises RefusedError where a round keeps it locked.
        """
        if codebook_id not in self._versions:
            refuse_locked(self.study, codebook_id)
            self._versions[codebook_id] = rows.next_version(self.study.connection, codebook_id)
            self.entry.update("codebooks", codebook_id, {"version": self._versions[codebook_id]})
        return self._versions[codebook_id]

    # -- codes --------------------------------------------------------------------------------

    def add(self, code: NewCode, place: Place, index: int = _END) -> int:
        """Make a code at a place, before the sibling at ``index`` (default: last), and return its id."""
        siblings = self.siblings(place)
        colour = code.colour or colour_for(len(self.codes))
        position = self.codes[siblings[-1]].position + 1 if siblings else 0
        values: dict[str, Value] = {
            "codebook_id": place.codebook_id,
            "parent_id": place.parent_id,
            "key": code.key,
            "kind": code.kind,
            "codable": int(code.codable),
            "retired": int(code.retired),
            "colour": colour,
            "position": position,
            "since": self.version(place.codebook_id),
        }
        if code.uuid:
            values["uuid"] = journal.free_uuid(self.study.connection, "codes", code.uuid)
        made = self.entry.insert("codes", values)
        self.codes[made] = CodeRow(
            *(made, code.uuid or "", place.codebook_id, place.parent_id, code.key, code.kind),
            *(code.codable, colour, code.retired, position),
            since=self.version(place.codebook_id),
        )
        self._ids[code.key] = made
        if index < len(siblings):
            self._displaced.add(made)
        siblings.insert(index, made)
        self.write_texts(made, code.texts, revisit=False)
        return made

    def rename(self, code_id: int, key: str) -> None:
        """Give a code another key. A code that has it must be given another before the end."""
        row = self.codes[code_id]
        if row.key == key:
            return
        holder = self._ids.get(key)
        if holder is not None:
            self.entry.update("codes", holder, {"key": f"~{holder}"})  # out of the way until its turn comes
        if self._ids.get(row.key) == code_id:
            del self._ids[row.key]
        self._ids[key] = code_id
        self.change(code_id, key=key)

    def change(self, code_id: int, **values: Any) -> None:
        """Change the columns of a code that differ."""
        row = self.codes[code_id]
        differing = {column: value for column, value in values.items() if getattr(row, column) != value}
        if differing:
            self.version(row.codebook_id)
            self.entry.update("codes", code_id, differing)
            self.codes[code_id] = replace(row, **differing)

    def write_texts(self, code_id: int, texts: Texts, *, revisit: bool = True) -> None:
        """Give a code these texts and no others; what it means is new from this version on, unless ``revisit`` is off.

        Labels, examples and translations leave what a code means as it was.
        """
        row = self.codes[code_id]
        old = {text.language: text for text in row.texts}
        if old == texts:
            return
        version = self.version(row.codebook_id)
        present = codebook_rows.code_text_places(self.study.connection, code_id)
        for language in {**old, **texts}:
            if old.get(language) == texts.get(language):
                continue
            values = stored(texts.get(language, CodeTexts(language)))
            if language not in present:
                self.entry.insert("code_texts", {"code_id": code_id, "language": language, **values})
            else:
                gone = {"deleted": 1} if language not in texts else {**values, "deleted": 0}
                self.entry.update("code_texts", present[language], gone)
        self.codes[code_id] = replace(row, texts=tuple(texts.values()))
        if revisit and not same_meaning(old, texts):
            self.change(code_id, since=version)

    def place(self, code_id: int, place: Place, index: int = _END) -> None:
        """Put a code, with all below it, at a place, before the other sibling at ``index`` (default: last).

        In another codebook its codings come along: see `storage.codebook_rows.carry_completions`. There
        it, and everything below it, is new from this version on. Raises RefusedError for a place below itself.
        """
        row = self.codes[code_id]
        old = place_of(row)
        others = [sibling for sibling in self.siblings(place) if sibling != code_id]
        index = min(index, len(others))
        wanted = [*others[:index], code_id, *others[index:]]
        if place == old and wanted == self.siblings(place):
            return
        moving = list(self.subtree(code_id))
        if place.parent_id in moving:
            raise RefusedError("a code cannot stand below itself", row.key, "choose a place outside it")
        self.version(old.codebook_id)
        self.siblings(old).remove(code_id)
        self._below[place] = wanted
        self._displaced.add(code_id)
        if place.codebook_id != old.codebook_id:
            self._transfer(moving, old.codebook_id, place.codebook_id)
        self.change(code_id, parent_id=place.parent_id)

    def merge(self, source_id: int, target_id: int) -> Recoded:
        """Make one code of two; the source becomes a tombstone, and what stood below it stands below the target.

        A target below the source takes the source's place first.
        """
        source, target = self.codes[source_id], self.codes[target_id]
        if target_id in self.subtree(source_id):
            place = place_of(source)
            self.place(target_id, place, self.siblings(place).index(source_id))
        if source.codebook_id != target.codebook_id:
            self.place(source_id, Place(target.codebook_id, None))
        for child in list(self.siblings(Place(target.codebook_id, source_id))):
            self.place(child, Place(target.codebook_id, target_id))
        self.version(target.codebook_id)
        recoded = rows.merge_codings(self.entry, source_id, target_id)
        self.entry.update("codes", source_id, {"deleted": 1})
        gone = self.codes.pop(source_id)
        self.siblings(place_of(gone)).remove(source_id)
        del self._ids[gone.key]
        return recoded

    def finish(self) -> None:
        """Write the numbers that order siblings, changing as few as can be."""
        for place in {place_of(self.codes[code]) for code in self._displaced if code in self.codes}:
            siblings = self.siblings(place)
            kept = [None if code in self._displaced else self.codes[code].position for code in siblings]
            for code, position in zip(siblings, increasing(kept), strict=True):
                self.change(code, position=position)

    # -- inside -------------------------------------------------------------------------------

    def _transfer(self, code_ids: list[int], old: int, new: int) -> None:
        children = {code: self._below.pop(Place(old, code), []) for code in code_ids}
        for code, below in children.items():
            self._below[Place(new, code)] = below
            self.change(code, codebook_id=new, since=self.version(new))
        rows.carry_completions(self.entry, code_ids, old, new)


def place_of(row: CodeRow) -> Place:
    """Return where a code stands."""
    return Place(row.codebook_id, row.parent_id)


@contextmanager
def changing(study: Study, action: str) -> Iterator[Edits]:
    """Change codebooks as one entry of the history: all of it, or nothing where an exception is raised."""
    with study.act(action) as entry:
        edits = Edits(study, entry)
        yield edits
        edits.finish()
