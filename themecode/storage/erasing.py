"""Taking texts out of the file for good: rows removed, what the history kept of them too, and the space overwritten.

The one place where rows are removed. Everything else in the house leaves tombstones.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from themecode.storage.masking import MASK, forget_names, words_in

_ON_DOCUMENTS = (
    *("memos", "codings", "completions", "quotes", "rejections", "decisions", "proposals"),
    *("suggestion_outcomes", "assignments", "turns", "speakers", "sentences"),
)
"""Tables with a document_id; those that others refer to come after them."""
_ON_CASES = ("memos", "cells", "attributes")
_NOT_JOURNALED = frozenset(("turns", "speakers", "sentences", "suggestion_outcomes"))


@dataclass(frozen=True)
class Doomed:
    """What is to be erased."""

    documents: tuple[int, ...]
    """With all their earlier versions."""
    cases: tuple[int, ...]
    names: frozenset[str]
    """What the documents and cases are called; erased from the history."""


def doomed_case(connection: sqlite3.Connection, case_id: int) -> Doomed:
    """Return a case with everything that belongs to it."""
    rows = connection.execute("SELECT id, name FROM documents WHERE case_id = ?", (case_id,)).fetchall()
    (key,) = connection.execute("SELECT key FROM cases WHERE id = ?", (case_id,)).fetchone()
    return Doomed(tuple(id for id, _ in rows), (case_id,), frozenset(name for _, name in rows if name) | {key})


def doomed_document(connection: sqlite3.Connection, document_id: int) -> Doomed:
    """Return a document with all its earlier and later versions, and its case where that has no other."""
    rows = connection.execute(
        "WITH RECURSIVE versions (id) AS (VALUES (?1) UNION SELECT d.replaces FROM documents d, versions v "
        "WHERE d.id = v.id AND d.replaces IS NOT NULL UNION SELECT d.id FROM documents d, versions v "
        "WHERE d.replaces = v.id) SELECT d.id, d.name FROM documents d JOIN versions USING (id)",
        (document_id,),
    ).fetchall()
    documents = tuple(id for id, _ in rows)
    cases = connection.execute(
        "SELECT id, key FROM cases c WHERE id IN ("
        "SELECT case_id FROM documents WHERE id IN (SELECT value FROM json_each(?1))) "
        "AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.case_id = c.id "
        "AND o.id NOT IN (SELECT value FROM json_each(?1)))",
        _ids(documents),
    ).fetchall()
    names = {name for _, name in rows if name} | {key for _, key in cases}
    return Doomed(documents, tuple(id for id, _ in cases), frozenset(names))


def texts_of(connection: sqlite3.Connection, doomed: Doomed) -> list[str]:
    """Return every text that is to go: of the documents in all versions, and what coders wrote about them."""
    found = [text for (text,) in connection.execute(f"SELECT text FROM documents WHERE {_IDS}", _ids(doomed.documents))]
    for table, column in (("memos", "text"), ("codings", "condensation"), ("quotes", "edited")):
        rows = connection.execute(f"SELECT {column} FROM {table} WHERE {_AT}", _ids(doomed.documents))
        found += [text for (text,) in rows if text]
    for table, column in (("memos", "text"), ("cells", "text"), ("attributes", "value")):
        rows = connection.execute(f"SELECT {column} FROM {table} WHERE {_OF}", _ids(doomed.cases))
        found += [text for (text,) in rows]
    return found


def codes_named_in(connection: sqlite3.Connection, texts: Sequence[str], history_id: int) -> list[int]:
    """Return the codes brought by an entry of the history whose labels stand in these texts, and in no other."""
    plain_texts = [f" {plain(text)} " for text in texts]
    left = [f" {plain(text)} " for text in texts_left(connection)]
    rows = connection.execute(
        "SELECT t.code_id, t.label FROM code_texts t JOIN changes c ON c.table_name = 'codes' AND c.row_id = t.code_id "
        "WHERE c.history_id = ? AND c.before IS NULL AND t.label <> ''",
        (history_id,),
    ).fetchall()
    found = {code: f" {plain(label)} " for code, label in rows}
    return [
        code
        for code, label in found.items()
        if any(label in text for text in plain_texts) and not any(label in text for text in left)
    ]


def codes_brought(connection: sqlite3.Connection, history_id: int) -> dict[int, tuple[str, list[str]]]:
    """Return by id the key and the labels of codes that an entry of the history brought."""
    found: dict[int, tuple[str, list[str]]] = {}
    rows = connection.execute(
        "SELECT c.id, c.key, t.label FROM changes h JOIN codes c ON c.id = h.row_id "
        "JOIN code_texts t ON t.code_id = c.id WHERE h.table_name = 'codes' AND h.history_id = ? AND h.before IS NULL",
        (history_id,),
    )
    for id, key, label in rows:
        found.setdefault(id, (key, []))[1].append(label)
    return found


def came(connection: sqlite3.Connection, doomed: Doomed) -> int:
    """Return the entry of the history that brought the texts: what was written before it cannot be from them."""
    (first,) = connection.execute(
        f"SELECT min(history_id) FROM changes WHERE table_name = 'documents' AND row_{_IDS}", _ids(doomed.documents)
    ).fetchone()
    return int(first or 0)


def texts_left(connection: sqlite3.Connection, but: Doomed | None = None) -> Iterator[str]:
    """Yield the texts of all documents, earlier versions too, without those that are to go."""
    going = _ids(but.documents if but else ())
    return (text for (text,) in connection.execute(f"SELECT text FROM documents WHERE NOT {_IDS}", going))


def names_given(
    connection: sqlite3.Connection, doomed: Doomed, codes: Collection[int]
) -> Iterator[tuple[str, str, str]]:
    """Yield (what, name for people, text) of codes but some, attributes of cases that stay, and rounds."""
    rows = connection.execute(
        "SELECT c.id, c.key, t.label FROM codes c JOIN code_texts t ON t.code_id = c.id WHERE c.deleted = 0 "
        "ORDER BY c.id"
    )
    for id, key, label in rows:
        if id not in codes:
            yield "code", f"{key} ({label})" if label else key, f"{key} {label}"
    rows = connection.execute(
        "SELECT DISTINCT v.name, a.value FROM attributes a JOIN variables v ON v.id = a.variable_id "
        f"WHERE a.deleted = 0 AND NOT a.{_OF}",
        _ids(doomed.cases),
    )
    yield from (("attribute", f"{name}: {value}", value) for name, value in rows)
    yield from (("round", name, name) for (name,) in connection.execute("SELECT name FROM rounds WHERE deleted = 0"))


def named_after(connection: sqlite3.Connection, doomed: Doomed) -> list[tuple[int, bool]]:
    """Return (id, whether it stands on other documents or holds other codes) of codes labelled with words of the text.

    Such a code was made in vivo: its label is a passage it stands on, or three words or more of one. One that stands
    on these documents alone also where it was made after they came, of words in a passage that no other text has.
    """
    rows = connection.execute(
        f'SELECT g.code_id, substr(d.text, g.start + 1, g."end" - g.start), t.label FROM codings g '
        f"JOIN documents d ON d.id = g.document_id JOIN code_texts t ON t.code_id = g.code_id WHERE d.{_IDS}",
        _ids(doomed.documents),
    ).fetchall()
    codes = {code for code, quote, label in rows if is_from(plain(label), plain(quote))}
    brief = {
        code: plain(label).split()
        for code, quote, label in rows
        if plain(label) and f" {plain(label)} " in f" {plain(quote)} "
    }
    elsewhere = (
        f"SELECT EXISTS (SELECT 1 FROM codings WHERE code_id = ?1 AND NOT ({_AT2})) "
        "OR EXISTS (SELECT 1 FROM codes WHERE parent_id = ?1)"
    )
    chosen = json.dumps(doomed.documents)
    found = {code: bool(connection.execute(elsewhere, (code, chosen)).fetchone()[0]) for code in codes | brief.keys()}
    brief = {code: words for code, words in brief.items() if not found[code] and _is_later(connection, code, doomed)}
    others = connection.execute(f"SELECT text FROM documents WHERE NOT {_IDS}", _ids(doomed.documents)) if brief else ()
    for (text,) in others:
        known = set(plain(text).split())
        brief = {code: words for code, words in brief.items() if not known.intersection(words)}
    return sorted((code, used) for code, used in found.items() if code in codes or code in brief)


def remove_rows(connection: sqlite3.Connection, doomed: Doomed) -> dict[str, int]:
    """Remove the documents and cases with everything on them; return how many rows of each table went.

    Runs inside a transaction. What the history kept of the rows goes too; an entry of which nothing is
    left says so, and no longer names what it was about.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute("CREATE TEMP TABLE erased (table_name TEXT, row_id INTEGER, PRIMARY KEY (table_name, row_id))")
    gone: dict[str, int] = {}
    files = sources_of(connection, doomed)
    try:
        codings = f"coding_id IN (SELECT id FROM codings WHERE {_AT})"
        _note(connection, "memos", codings, doomed.documents)
        for table in _ON_DOCUMENTS:
            _note(connection, table, _AT, doomed.documents)
        for table in _ON_CASES:
            _note(connection, table, _OF, doomed.cases)
        _note(connection, "documents", _IDS, doomed.documents)
        _note(connection, "cases", _IDS, doomed.cases)
        connection.execute(f"UPDATE recordings SET case_id = NULL WHERE {_OF}", _ids(doomed.cases))
        connection.execute(
            "UPDATE documents SET replaces = NULL WHERE replaces IN (SELECT value FROM json_each(?))",
            _ids(doomed.documents),
        )
        for table in (*_ON_DOCUMENTS, *_ON_CASES, "documents", "cases"):
            if table in _NOT_JOURNALED:
                cursor = connection.execute(f"DELETE FROM {table} WHERE {_AT}", _ids(doomed.documents))
            else:
                cursor = connection.execute(
                    f"DELETE FROM {table} WHERE id IN (SELECT row_id FROM erased WHERE table_name = ?)", (table,)
                )
            gone[table] = gone.get(table, 0) + cursor.rowcount
        _forget(connection, doomed.names)
        for source in files:
            forget_source(connection, source)
        connection.execute("DELETE FROM vectors")  # worked out again from the texts that stay
        connection.execute("INSERT INTO documents_fts (documents_fts) VALUES ('rebuild')")
    finally:
        connection.execute("DROP TABLE erased")
    return {table: number for table, number in gone.items() if number and table not in ("turns", "sentences")}


def remove_code(connection: sqlite3.Connection, code_id: int) -> str:
    """Remove a code that stands nowhere any more, with its texts and what the history kept of it; return its uuid."""
    (uuid,) = connection.execute("SELECT uuid FROM codes WHERE id = ?", (code_id,)).fetchone()
    texts = [row[0] for row in connection.execute("SELECT id FROM code_texts WHERE code_id = ?", (code_id,))]
    for table, ids in (("code_texts", texts), ("codes", [code_id])):
        marks = ", ".join("?" * len(ids))
        connection.execute(f"DELETE FROM changes WHERE table_name = ? AND row_id IN ({marks})", (table, *ids))
    for table in ("memos", "cells", "quotes", "rejections"):
        connection.execute(
            f"DELETE FROM changes WHERE table_name = ? AND row_id IN (SELECT id FROM {table} WHERE code_id = ?)",
            (table, code_id),
        )
    for table in ("memos", "cells", "quotes", "rejections", "code_texts", "suggestion_outcomes"):
        connection.execute(f"DELETE FROM {table} WHERE code_id = ?", (code_id,))
    connection.execute("DELETE FROM codes WHERE id = ?", (code_id,))
    return str(uuid)


def relabel_code(connection: sqlite3.Connection, code_id: int, label: str, key: str) -> None:
    """Give a code another label and key, leaving nothing of the old ones in the history."""
    connection.execute("UPDATE code_texts SET label = ? WHERE code_id = ? AND label <> ''", (label, code_id))
    connection.execute("UPDATE codes SET key = ? WHERE id = ?", (key, code_id))
    for table, column in (("codes", "id"), ("code_texts", "code_id")):
        connection.execute(
            f"UPDATE changes SET before = json_remove(before, '$.key', '$.label') WHERE table_name = ? "
            f"AND before IS NOT NULL AND row_id IN (SELECT id FROM {table} WHERE {column} = ?)",
            (table, code_id),
        )


def note(
    connection: sqlite3.Connection, uuids: Collection[tuple[str, str]], coder: str, reason: str, moment: str
) -> None:
    """Leave a line for each thing erased: (uuid, table), when, by whom and why, without its content."""
    connection.executemany(
        "INSERT OR IGNORE INTO erasures (uuid, table_name, coder, reason, created) VALUES (?, ?, ?, ?, ?)",
        [(uuid, table, coder, reason, moment) for uuid, table in uuids],
    )


def uuids_of(connection: sqlite3.Connection, doomed: Doomed) -> list[tuple[str, str]]:
    """Return (uuid, table) of the documents and cases."""
    return [
        (uuid, table)
        for table, ids in (("documents", doomed.documents), ("cases", doomed.cases))
        for (uuid,) in connection.execute(f"SELECT uuid FROM {table} WHERE {_IDS}", _ids(ids))
    ]


def overwrite(connection: sqlite3.Connection) -> bool:
    """Write the file anew without the pages that rows were removed from; tell whether its log is empty too.

    The log cannot be emptied while another program reads the study.
    """
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("VACUUM")
    (busy, *_rest) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


_IDS = "id IN (SELECT value FROM json_each(?))"
_AT = "document_id IN (SELECT value FROM json_each(?))"
_AT2 = "document_id IN (SELECT value FROM json_each(?2))"
_OF = "case_id IN (SELECT value FROM json_each(?))"


def _ids(ids: Collection[int]) -> tuple[str]:
    return (json.dumps(list(ids)),)


def plain(text: str) -> str:
    """Return the words of a text, without case and punctuation."""
    return " ".join(words_in(text))


def is_from(label: str, quote: str) -> bool:
    """Tell whether plain words are those of a passage, or three or more of them in a row."""
    return bool(label) and (label == quote or (label.count(" ") >= 2 and f" {label} " in f" {quote} "))


def _is_later(connection: sqlite3.Connection, code_id: int, doomed: Doomed) -> bool:
    """Tell whether a code was made after the documents came."""
    (made,) = connection.execute(
        "SELECT min(history_id) FROM changes WHERE table_name = 'codes' AND row_id = ?", (code_id,)
    ).fetchone()
    return made is not None and made > came(connection, doomed)


def _note(connection: sqlite3.Connection, table: str, condition: str, ids: Collection[int]) -> None:
    if table not in _NOT_JOURNALED:
        connection.execute(
            f"INSERT OR IGNORE INTO erased SELECT '{table}', id FROM {table} WHERE {condition}", _ids(ids)
        )


def _forget(connection: sqlite3.Connection, names: Collection[str]) -> None:
    """Remove what the history kept of the rows, and the names from its sentences."""
    touched = {
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT history_id FROM changes JOIN erased USING (table_name, row_id)"
        ).fetchall()
    }
    connection.execute(
        "DELETE FROM changes WHERE EXISTS (SELECT 1 FROM erased e "
        "WHERE e.table_name = changes.table_name AND e.row_id = changes.row_id)"
    )
    forget_names(connection, names, touched)
    for source, name in connection.execute("SELECT id, name FROM sources").fetchall():
        if name.rpartition(".")[0] in names or name in names:
            forget_source(connection, source)


def sources_of(connection: sqlite3.Connection, doomed: Doomed) -> list[int]:
    """Return the transcript files that the documents came from alone, whatever they are called now."""
    rows = connection.execute(
        f"SELECT s.id FROM sources s WHERE s.kind = 'transcript' AND EXISTS (SELECT 1 FROM documents d WHERE {_IDS} "
        "AND d.created = s.imported) AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.created = s.imported "
        f"AND o.kind = 'transcript' AND NOT o.{_IDS})",
        _ids(doomed.documents) * 2,
    )
    return [row[0] for row in rows]


def forget_source(connection: sqlite3.Connection, source: int) -> None:
    """Forget the name and the bytes of a file: its hash tells of a short text what it was."""
    connection.execute("UPDATE sources SET name = ?, sha256 = '' WHERE id = ?", (MASK, source))
