"""What a team does to files, for tests of bundles and merging."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from themecode import Study
from themecode.core.errors import RefusedError
from themecode.core.settling import CELLS, CODINGS, WORK
from themecode.core.states import Completion
from themecode.storage import exchange
from themecode.storage.connection import close, connect
from themecode.usecases.bundling import bundle
from themecode.usecases.coding import new_code
from themecode.usecases.completing import complete, reopen
from themecode.usecases.merging import merge

CODES = ("k.tid.luft", "k.tid.moten", "k.rum", "k.rad")
STATES = (Completion.COMPLETED, Completion.SKIPPED, Completion.REFERS_ELSEWHERE)
PLACES = (("samtal", None), ("1", "q1"), ("2", "q1"), ("5", "q2"))

Held = dict[str, set[tuple[object, ...]]]


def bundle_for(path: Path, coder: str, name: str, **options: str) -> Path:
    """Make a bundle beside the study."""
    with Study.open(path, coder="Anna") as study:
        bundle(study, coder, path.with_name(name), **options)
    return path.with_name(name)


def merged(path: Path, *files: Path, into: str | None = None) -> Path:
    """Merge files into the study, or into a copy of it named ``into``, and return which."""
    if into is not None:
        path = Path(shutil.copy(path, path.with_name(into)))
    with Study.open(path, coder="Anna") as study:
        merge(study, files)
    return path


def memo(study: Study, document: str, text: str, coding: int | None = None) -> None:
    """Write a memo on a transcript, or on a coding in it."""
    with study.act("memo") as entry:
        entry.insert(
            "memos",
            {
                "coder_id": study.ensure_coder(entry),
                "target": "document" if coding is None else "coding",
                "document_id": study.document(document).id,
                "coding_id": coding,
                "text": text,
                "created": entry.moment,
                "changed": entry.moment,
            },
        )
        entry.describe(study.say("memo", target=document))


def rewrite_memo(study: Study, memo_id: int, text: str) -> None:
    """Give a memo another text."""
    with study.act("memo") as entry:
        entry.update("memos", memo_id, {"text": text, "changed": entry.moment})
        entry.describe(study.say("memo", target="samtal"))


def held(path: Path, *, twins_apart: bool = True) -> Held:
    """Return all live work in a file, free of ids, with the codes' keys.

    Without ``twins_apart`` two codings that say the same are the same, whichever file one of them is from.
    """
    connection = connect(path, read_only=True)
    try:
        found: Held = {}
        keys = dict(connection.execute("SELECT uuid, key FROM codes").fetchall())
        for kind in WORK:
            left_out = {"codebook_version"} | (set() if twins_apart or kind is not CODINGS else {"created", "origin"})
            rows = [row for row in exchange.read(connection, kind).values() if not row.deleted]
            if kind is CODINGS and not twins_apart:
                keys |= {row.uuid: str([keys.get(value, value) for value in row.place(kind)]) for row in rows}
            found[kind.table] = {
                (
                    row.uuid
                    if twins_apart and kind is not CELLS
                    else "",  # a place has one cell, whoever made it first
                    *(keys.get(value, value) for column, value in row.values.items() if column not in left_out),
                )
                for row in rows
            }
        return found
    finally:
        close(connection, path, read_only=True)


def whole(path: Path) -> list[str]:
    """Return what must be the same, row for row, after undo: every table without its tombstones."""
    connection = connect(path, read_only=True)
    try:
        return [
            f"{table} {row}"
            for table in ("coders", "rounds", "codebooks", "codes", "code_texts", *(kind.table for kind in WORK))
            for row in connection.execute(f"SELECT * FROM {table} WHERE deleted = 0 ORDER BY id")
        ]
    finally:
        close(connection, path, read_only=True)


def act_at_random(path: Path, coder: str, seed: int, number: int) -> None:
    """Let a coder do some things in a file, undo and redo among them."""
    chance = random.Random(seed)
    with Study.open(path, coder=coder) as study:
        for _ in range(number):
            try:
                chance.choice(_DOINGS)(study, chance)
            except RefusedError:
                continue  # nothing to take back, or codes stand where none was to fit


def _code(study: Study, chance: random.Random) -> None:
    document = study.document(*chance.choice(PLACES))
    start = chance.choice((0, 5))
    study.code(document, start, start + chance.choice((4, 9)), chance.choice(CODES))


def _new_code(study: Study, chance: random.Random) -> None:
    document = study.document(*chance.choice(PLACES))
    label = chance.choice(("nytt", "Nytt", "annat"))
    study.code(document, 0, 9, new_code(study, label, parent=chance.choice((None, "k.rum"))).key)


def _remove(study: Study, chance: random.Random) -> None:
    if (coding := _any_coding(study, chance)) is not None:
        study.remove(coding)


def _any_coding(study: Study, chance: random.Random) -> int | None:
    rows = study.connection.execute(
        "SELECT id FROM codings WHERE coder_id = ? AND deleted = 0 ORDER BY id", (study.coder_id(),)
    ).fetchall()
    return chance.choice(rows)[0] if rows else None


def _complete(study: Study, chance: random.Random) -> None:
    complete(study, study.document(*chance.choice(PLACES)), chance.choice(STATES))


def _reopen(study: Study, chance: random.Random) -> None:
    reopen(study, study.document(*chance.choice(PLACES)))


def _memo(study: Study, chance: random.Random) -> None:
    rows = study.connection.execute(
        "SELECT id FROM memos WHERE coder_id = ? AND deleted = 0 ORDER BY id", (study.coder_id(),)
    ).fetchall()
    if rows and chance.random() < 0.5:
        rewrite_memo(study, chance.choice(rows)[0], f"tänkt om {chance.random()}")
    elif chance.random() < 0.5 and (coding := _any_coding(study, chance)) is not None:
        memo(study, "samtal", f"om kodningen {chance.random()}", coding)
    else:
        memo(study, "samtal", f"tankar om å ä ö 🤔 {chance.random()}")


def _quote(study: Study, chance: random.Random) -> None:
    """Mark a passage as a quote, edit one of one's own, or turn a suggestion down."""
    place = {"document_id": study.document("samtal").id, "start": 0, "end": chance.choice((4, 9))}
    code = study.find_code(chance.choice(CODES)).id
    with study.act("quote") as entry:
        own = {"coder_id": study.ensure_coder(entry), "code_id": code, "created": entry.moment}
        rows = study.connection.execute(
            "SELECT id FROM quotes WHERE coder_id = ? AND deleted = 0 ORDER BY id", (own["coder_id"],)
        ).fetchall()
        if rows and chance.random() < 0.5:
            edited = {"kind": "edited", "edited": f"… {chance.random()}", "changed": entry.moment}
            entry.update("quotes", chance.choice(rows)[0], edited)
        elif chance.random() < 0.5:
            entry.insert("quotes", {**place, **own, "changed": entry.moment})
        else:
            entry.insert("rejections", {**place, **own, "round_id": study.round_id()})


def _cell(study: Study, chance: random.Random) -> None:
    """Write a cell of the matrix, or empty one."""
    case, code = study.document("samtal").case_id, study.find_code(chance.choice(CODES)).id
    with study.act("cell") as entry:
        coder = study.ensure_coder(entry)
        row = study.connection.execute(
            "SELECT id FROM cells WHERE case_id = ? AND code_id = ? AND deleted = 0", (case, code)
        ).fetchone()
        said = {"text": f"kort sagt {chance.random()}", "coder_id": coder, "changed": entry.moment}
        if row is None:
            entry.insert("cells", {"case_id": case, "code_id": code, "created": entry.moment, **said})
        else:
            entry.update("cells", row[0], said if chance.random() < 0.7 else {"deleted": 1, "changed": entry.moment})


def _undo(study: Study, chance: random.Random) -> None:
    study.undo()


def _redo(study: Study, chance: random.Random) -> None:
    study.redo()


_DOINGS: tuple[Callable[[Study, random.Random], None], ...] = (
    *(
        _code,
        _code,
        _code,
        _new_code,
        _remove,
        _remove,
        _complete,
        _complete,
        _reopen,
        _memo,
        _quote,
        _cell,
        _undo,
        _redo,
    ),
)
