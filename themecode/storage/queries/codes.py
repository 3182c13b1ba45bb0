"""Codebooks and codes as they stand in the study."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, field

from themecode.core.localized import Localized


@dataclass(frozen=True)
class CodebookRow:
    """A codebook of the study."""

    id: int
    uuid: str
    key: str
    version: int
    name: Localized


@dataclass(frozen=True)
class CodeTexts:
    """What a code says in one language (``""`` = all)."""

    language: str
    label: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeRow:
    """A code of the study, with its label and texts."""

    id: int
    uuid: str
    codebook_id: int
    parent_id: int | None
    key: str
    kind: str
    codable: bool
    colour: str
    retired: bool
    position: int
    label: Localized = field(default_factory=Localized)
    texts: tuple[CodeTexts, ...] = ()
    since: int = 1
    """The version of the codebook at which the code came, or got the definition it has."""

    def text(self, part: str, language: str) -> str:
        """Return the label, definition, include or exclude text in a language, falling back on others."""
        return Localized({t.language: getattr(t, part) for t in self.texts}).in_language(language)

    def examples(self, language: str) -> tuple[str, ...]:
        """Return the examples in a language, falling back on those for all."""
        by_language = {t.language: t.examples for t in self.texts if t.examples}
        return by_language.get(language) or by_language.get("") or next(iter(by_language.values()), ())


def codebooks(connection: sqlite3.Connection) -> list[CodebookRow]:
    """Return all codebooks in the order they were added."""
    rows = connection.execute(
        "SELECT id, uuid, key, version, name FROM codebooks WHERE deleted = 0 ORDER BY position, id"
    )
    return [
        CodebookRow(id, uuid, key, version, Localized.of(json.loads(name))) for id, uuid, key, version, name in rows
    ]


def codes(
    connection: sqlite3.Connection,
    codebook_id: int | None = None,
    *,
    key: str | None = None,
    also: Collection[int] = (),
) -> list[CodeRow]:
    """Return all codes, those of one codebook, or the one of a key, in tree order (parents before children).

    ``also``: ids of codes that are wanted although they are deleted.
    """
    chosen = "c.deleted = 0 AND b.deleted = 0 AND (?1 IS NULL OR c.codebook_id = ?1)"
    if key is not None:  # its own condition, so that the index on keys is used
        chosen += " AND c.key = ?2"
    if also:
        chosen = f"({chosen} OR c.id IN ({', '.join(map(str, map(int, also)))}))"
    tables = "codes c JOIN codebooks b ON b.id = c.codebook_id"
    texts: dict[int, list[CodeTexts]] = {}
    for code_id, language, label, definition, include, exclude, examples in connection.execute(
        f"SELECT t.code_id, t.language, t.label, t.definition, t.include, t.exclude, t.examples FROM {tables} "
        f"JOIN code_texts t ON t.code_id = c.id WHERE t.deleted = 0 AND {chosen} ORDER BY t.id",
        (codebook_id, key)[: 1 if key is None else 2],
    ):
        entry = CodeTexts(language, label, definition, include, exclude, tuple(json.loads(examples)))
        texts.setdefault(code_id, []).append(entry)
    rows = connection.execute(
        "SELECT c.id, c.uuid, c.codebook_id, c.parent_id, c.key, c.kind, c.codable, c.colour, c.retired, "
        "c.position, c.since "
        f"FROM {tables} WHERE {chosen} ORDER BY b.position, b.id, c.position, c.id",
        (codebook_id, key)[: 1 if key is None else 2],
    )
    found = []
    for id, uuid, book, parent, key, kind, codable, colour, retired, position, since in rows:
        own = tuple(texts.get(id, ()))
        label = Localized({t.language: t.label for t in own if t.label} or {"": key})
        found.append(
            CodeRow(
                id,
                uuid,
                book,
                parent,
                key,
                kind,
                bool(codable),
                colour or "",
                bool(retired),
                position,
                label,
                own,
                since,
            )
        )
    return tree_order(found)


def codebooks_of_question(connection: sqlite3.Connection, question_id: int) -> list[int]:
    """Return the ids of the codebooks named for a question, the main one first."""
    rows = connection.execute(
        "SELECT q.codebook_id FROM question_codebooks q JOIN codebooks b ON b.id = q.codebook_id AND b.deleted = 0 "
        "WHERE q.question_id = ? AND q.deleted = 0 ORDER BY q.position",
        (question_id,),
    )
    return [row[0] for row in rows]


def codebooks_used(connection: sqlite3.Connection, question_id: int | None) -> list[int]:
    """Return the ids of the codebooks that codings of a question (``None``: of transcripts) use."""
    rows = connection.execute(
        "SELECT b.id FROM codebooks b WHERE b.deleted = 0 AND EXISTS ("
        "SELECT 1 FROM documents d JOIN codings g ON g.document_id = d.id AND g.deleted = 0 "
        "JOIN codes c ON c.id = g.code_id AND c.codebook_id = b.id "
        "WHERE d.question_id IS ? AND d.deleted = 0) ORDER BY b.position, b.id",
        (question_id,),
    )
    return [row[0] for row in rows]


def codebook_versions(connection: sqlite3.Connection) -> dict[int, int]:
    """Return the version of every codebook by id."""
    return dict(connection.execute("SELECT id, version FROM codebooks"))


def tree_order(rows: list[CodeRow]) -> list[CodeRow]:
    """Order codes so that each stands directly above its children, whatever order they were added in."""
    children: dict[int | None, list[CodeRow]] = {}
    known = {row.id for row in rows}
    for row in rows:
        children.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    ordered: list[CodeRow] = []
    waiting = list(reversed(children.get(None, ())))
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting.extend(reversed(children.get(row.id, ())))
    return ordered
