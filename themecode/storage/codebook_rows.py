"""The rows a codebook change touches: codings that get another code, and what follows them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from themecode.storage.journal import Entry

_TWIN = (
    "t.document_id = {s}.document_id AND t.coder_id = {s}.coder_id AND t.round_id = {s}.round_id "
    'AND t.code_id = ? AND t.start = {s}.start AND t."end" = {s}."end" AND t.deleted = 0'
)
"""A coding ``t`` of another code on the same span, by the same coder, in the same round as ``s``."""


@dataclass(frozen=True)
class Recoded:
    """Codings that got another code."""

    codings: int
    frozen: int
    """Those among them that stand in a closed round."""

    def __add__(self, other: Recoded) -> Recoded:
        """Return both together."""
        return Recoded(self.codings + other.codings, self.frozen + other.frozen)


def next_version(connection: sqlite3.Connection, codebook_id: int) -> int:
    """Return a version number later than any the codebook, or a completion with it, has had.

    Undoing a change takes the codebook's own number back; a document completed in between keeps the
    higher one, and must not pass for read with whatever is added next.
    """
    (version,) = connection.execute(
        "SELECT max(version, coalesce((SELECT max(codebook_version) FROM completions WHERE codebook_id = ?1), 0)) + 1 "
        "FROM codebooks WHERE id = ?1",
        (codebook_id,),
    ).fetchone()
    return int(version)


def code_text_places(connection: sqlite3.Connection, code_id: int) -> dict[str, int]:
    """Return the id of each text row of a code by language, tombstones too."""
    return dict(connection.execute("SELECT language, id FROM code_texts WHERE code_id = ?", (code_id,)))


def codings_on(connection: sqlite3.Connection, code_ids: Iterable[int]) -> dict[int, int]:
    """Return the number of live codings, of all coders, on each of these codes that has any."""
    return dict(
        connection.execute(
            "SELECT code_id, count(*) FROM codings WHERE deleted = 0 "
            "AND code_id IN (SELECT value FROM json_each(?)) GROUP BY code_id",
            (json.dumps(sorted(code_ids)),),
        )
    )


def merge_codings(entry: Entry, source: int, target: int) -> Recoded:
    """Give every coding of one code another, closed rounds included; those already there become one.

    Of two codings that become one the target's stays and takes over the memos and the condensation of
    the other. Memos, quotes, rejections and matrix cells of the source go to the target.
    """
    number = _recoded(entry.connection, source)
    _keep_notes(entry, source, target)
    twin = _TWIN.format(s="codings")
    entry.delete_where("codings", f"code_id = ? AND EXISTS (SELECT 1 FROM codings t WHERE {twin})", (source, target))
    entry.update_where("codings", "code_id = ? AND deleted = 0", (source,), {"code_id": target})
    _join_cells(entry, source, target)
    for table in ("memos", "quotes", "rejections", "cells"):
        entry.update_where(table, "code_id = ? AND deleted = 0", (source,), {"code_id": target})
    return number


def _join_cells(entry: Entry, source: int, target: int) -> None:
    """Append what stands in a code's matrix cells to another's, where both have one for the same case."""
    both = entry.connection.execute(
        "SELECT s.id, t.id, t.text || char(10) || s.text FROM cells s JOIN cells t ON t.case_id = s.case_id "
        "AND t.code_id = ? AND t.deleted = 0 WHERE s.code_id = ? AND s.deleted = 0",
        (target, source),
    ).fetchall()
    for gone, kept, text in both:
        entry.update("cells", gone, {"deleted": 1})
        entry.update("cells", kept, {"text": text, "changed": entry.moment})


def hand_over(entry: Entry, coding_ids: Iterable[int], target: int) -> int:
    """Give chosen codings another code, which has none on their spans, and return their number."""
    chosen = json.dumps(list(coding_ids))
    return entry.update_where("codings", "id IN (SELECT value FROM json_each(?))", (chosen,), {"code_id": target})


@dataclass(frozen=True)
class Candidate:
    """A live coding of a code that may be handed to another."""

    id: int
    uuid: str
    frozen: bool
    quote: str

    def holds(self, search: str) -> bool:
        """Tell whether the passage holds a text, in capitals or not."""
        return search.casefold() in self.quote.casefold()


def codings_of_code(connection: sqlite3.Connection, code_id: int) -> Iterable[Candidate]:
    """Yield every live coding of a code, by whatever coder, with the text it stands on."""
    rows = connection.execute(
        'SELECT g.id, g.uuid, r.closed IS NOT NULL, substr(d.text, g.start + 1, g."end" - g.start) FROM codings g '
        "JOIN rounds r ON r.id = g.round_id JOIN documents d ON d.id = g.document_id "
        "WHERE g.code_id = ? AND g.deleted = 0 ORDER BY g.id",
        (code_id,),
    )
    return (Candidate(id, uuid, bool(frozen), quote) for id, uuid, frozen, quote in rows)


def carry_completions(entry: Entry, code_ids: Iterable[int], old_book: int, new_book: int) -> None:
    """Let documents that codes moving to another codebook stand on be completed with that one too.

    Every completion of such a document with the old codebook is carried over, so that the same coder's
    codings count as before. The carried ones have version 0: the document was not read with the new
    codebook's other codes, and is to be read again.
    """
    fresh = []
    rows = entry.connection.execute(
        "SELECT p.document_id, p.coder_id, p.round_id, p.state, p.created, n.id FROM completions p "
        "LEFT JOIN completions n ON n.document_id = p.document_id AND n.codebook_id = ?2 "
        "AND n.coder_id = p.coder_id AND n.round_id = p.round_id "
        "WHERE p.codebook_id = ?1 AND p.deleted = 0 AND (n.id IS NULL OR n.deleted = 1) AND p.document_id IN ("
        "SELECT g.document_id FROM codings g WHERE g.deleted = 0 AND g.code_id IN (SELECT value FROM json_each(?3)))",
        (old_book, new_book, json.dumps(list(code_ids))),
    ).fetchall()
    for document, coder, round_id, state, created, tombstone in rows:
        if tombstone is None:
            fresh.append((document, new_book, 0, coder, round_id, state, created))
        else:
            values = {"codebook_version": 0, "state": state, "created": created, "deleted": 0}
            entry.update("completions", tombstone, values)
    columns = ("document_id", "codebook_id", "codebook_version", "coder_id", "round_id", "state", "created")
    entry.insert_many("completions", columns, fresh)


def _recoded(connection: sqlite3.Connection, code_id: int) -> Recoded:
    codings, frozen = connection.execute(
        "SELECT count(*), total(r.closed IS NOT NULL) FROM codings g JOIN rounds r ON r.id = g.round_id "
        "WHERE g.code_id = ? AND g.deleted = 0",
        (code_id,),
    ).fetchone()
    return Recoded(codings, int(frozen))


def _keep_notes(entry: Entry, source: int, target: int) -> None:
    """Hand what was written about codings that will go to the codings that stay in their place."""
    twin = _TWIN.format(s="s")
    memos = entry.connection.execute(
        "SELECT m.id, t.id FROM memos m CROSS JOIN codings s ON s.id = m.coding_id AND s.code_id = ? AND s.deleted = 0 "
        f"CROSS JOIN codings t ON {twin} WHERE m.deleted = 0",
        (source, target),
    ).fetchall()
    for memo_id, coding_id in memos:
        entry.update("memos", memo_id, {"coding_id": coding_id})
    condensed = entry.connection.execute(
        f"SELECT t.id, t.condensation, s.condensation FROM codings s CROSS JOIN codings t ON {twin} "
        "WHERE s.code_id = ? AND s.deleted = 0 AND s.condensation <> '' AND s.condensation IS NOT t.condensation",
        (target, source),
    ).fetchall()
    for coding_id, kept, added in condensed:
        entry.update("codings", coding_id, {"condensation": f"{kept}\n{added}" if kept else added})
