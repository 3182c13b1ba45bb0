"""What replacing names and restoring them have in common: writing in its many places, and the key kept in step."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from themecode.core.documents import Span
from themecode.core.edits import Edits
from themecode.formats.key_file import Key, Run, StandIn
from themecode.storage import rewriting
from themecode.storage.rewriting import COLUMNS, JSON, PROSE, SLUG, Image, Written
from themecode.text.lexicon import Known, Lexicon
from themecode.text.standins import as_label, as_slug

Change = Callable[[str, str], str]
"""Takes a text and its style, returns the text that is to stand there."""

_LISTING_CODERS = re.compile(r"\(([^()]*)\)\s*$")


def backward(edits: Edits) -> Edits:
    """Return edits that move positions back; the texts in them have the right lengths, and nothing else."""
    return edits.inverse(" " * max((edit.end for edit in edits.edits), default=0))


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text as hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def image_sha256(before: str) -> str:
    """Return the SHA-256 of what the history kept of a row, wherever that row stood."""
    kept = {column: value for column, value in json.loads(before).items() if column not in ("start", "end")}
    return sha256_of(json.dumps(kept, ensure_ascii=False, sort_keys=True))


def json_text(each: Written, change: Change) -> str:
    """Return JSON with every string in it changed; what is no JSON is changed as a text."""
    slug = each.table == "questions" and each.column in ("columns", "asked_when")
    keys, values = (SLUG if slug else PROSE), (SLUG if slug and each.column == "columns" else PROSE)
    return _changed(each.text, lambda text: change(text, values), lambda text: change(text, keys))


def image_text(image: Image, change: Change, positions: Edits | None) -> str:
    """Return what the history kept of a row with its texts changed and its positions moved."""
    kept: dict[str, Any] = json.loads(image.before)
    styles = {**COLUMNS.get(image.table, {}), **({"text": PROSE} if image.table == "documents" else {})}
    made = dict(kept)
    for column, style in styles.items():
        text = made.get(column)
        if isinstance(text, str) and text:
            if style == JSON:
                made[column] = json_text(Written(image.table, image.row_id, column, style, text, False), change)
            else:
                made[column] = change(text, style)
    if positions is not None and isinstance(made.get("start"), int) and isinstance(made.get("end"), int):
        span = positions.span(Span(made["start"], made["end"]))
        made["start"], made["end"] = span.start, span.end
    elif positions is not None and isinstance(made.get("start"), int):
        made["start"] = positions.span(Span(made["start"], made["start"])).start
    elif positions is not None and isinstance(made.get("end"), int):
        made["end"] = positions.position(made["end"])
    return image.before if made == kept else _as_before(made, kept, image.before)


def moved_segments(rows: Mapping[str, Sequence[Sequence[Any]]], edits: Edits) -> dict[str, list[list[Any]]]:
    """Return turns and sentences as they stand after edits; of two that begin at one place the first stays."""
    turns: dict[int, list[Any]] = {}
    for start, end, label_start, speaker in rows["turns"]:
        begins = edits.position(start)
        turns.setdefault(begins, [begins, edits.position(end), edits.position(label_start), speaker])
    sentences: dict[int, list[Any]] = {}
    for start, end in rows["sentences"]:
        begins, ends = edits.position(start), edits.position(end)
        if begins < ends:
            sentences.setdefault(begins, [begins, ends])
    return {"turns": list(turns.values()), "sentences": list(sentences.values())}


def without_coder(summary: str, coder: str, coders: Sequence[str], change: Change) -> str:
    """Change a sentence of the history, but neither who acted, which stands first, nor coders listed at its end."""
    head = coder if summary.startswith(f"{coder} ") else ""
    rest = summary[len(head) :]
    listed = _LISTING_CODERS.search(rest)
    if listed and listed[1] and all(name.strip() in coders for name in listed[1].split(",")):
        return head + change(rest[: listed.start()], PROSE) + listed[0]
    return head + change(rest, PROSE)


def unchanged(text: str, style: str) -> str:
    """Return a text as it is: for moving positions alone."""
    return text


def with_new_names(renamed: Mapping[str, str], change: Change) -> Change:
    """Return a change that first puts new names of documents, cases and codes for old ones, the longest first."""
    if not renamed:
        return change
    longest_first = sorted(renamed, key=len, reverse=True)
    spoken = re.compile("|".join(rf"(?<![\w.-]){re.escape(name)}(?![\w-])" for name in longest_first))
    return lambda text, style: change(spoken.sub(lambda found: renamed[found[0]], text), style)


def pruned(connection: sqlite3.Connection, key: Key) -> Key:
    """Return a key without what no longer leads back from anything in the study: erased, or written anew since."""
    now = {f"documents/{row.id}": sha256_of(row.text) for row in rewriting.texts(connection)}
    wanted = {path for run in key.runs for path in run.fields}
    now.update({each.path: sha256_of(each.text) for each in rewriting.writings(connection) if each.path in wanted})
    if any(path.startswith("changes/") for path in wanted):
        moved = {int(id): True for run in key.runs for id in run.documents}
        for image in rewriting.images(connection, moved):
            now[image.path] = image_sha256(image.before)
    kept: list[Run] = []
    for run in reversed(key.runs):
        documents = {}
        for id, each in run.documents.items():
            if now.get(f"documents/{id}") == each.after:
                documents[id] = each
                now[f"documents/{id}"] = each.before
        fields = {}
        for path, (after, was) in run.fields.items():
            if now.get(path) == after:
                fields[path] = (after, was)
                now[path] = image_sha256(was) if path.startswith("changes/") else sha256_of(was)
        if documents or fields:
            kept.append(replace(run, documents=documents, fields=fields))
    return replace(key, runs=tuple(reversed(kept)))


def still_used(connection: sqlite3.Connection, standins: Iterable[StandIn]) -> tuple[StandIn, ...]:
    """Return the stand-ins that stand anywhere in the study: a key is not to name people who were erased."""
    everything = "\n".join(
        [row.text for row in rewriting.texts(connection)] + [each.text for each in rewriting.writings(connection)]
    ).casefold()
    return tuple(
        each
        for each in standins
        if any(
            spelled.casefold() in everything
            for spelled in (each.standin, as_label(each.standin), *(as_slug(each.standin, joint=j) for j in "-_"))
        )
    )


def still_named(connection: sqlite3.Connection, standins: Iterable[StandIn]) -> tuple[StandIn, ...]:
    """Return the stand-ins whose names stand in the texts of the study, where they were brought back."""
    known = {Known(each.kind, each.name, listed=True, also=each.also): each for each in standins}
    lexicon = Lexicon.of(known)
    everything = [row.text for row in rewriting.texts(connection)] + [
        each.text for each in rewriting.writings(connection)
    ]
    there = {hit.id for text in everything for hit in lexicon.hits(text)}
    whole = "\n".join(everything)
    return tuple(each for known, each in known.items() if known.id in there or each.name in whole)


def _changed(text: str, value: Callable[[str], str], key: Callable[[str], str]) -> str:
    def walk(part: Any) -> Any:
        if isinstance(part, str):
            return value(part)
        if isinstance(part, list):
            return [walk(each) for each in part]
        if isinstance(part, dict):
            return {key(name): walk(each) for name, each in part.items()}
        return part

    if text[:1] in '[{"':
        with suppress(ValueError):
            kept = json.loads(text)
            made = walk(kept)
            return text if made == kept else _as_before(made, kept, text)
    return value(text)


def _as_before(made: Any, kept: Any, text: str) -> str:
    """Write JSON in the way the text before was written, as far as that can be told."""
    for ascii in (False, True):
        if json.dumps(kept, ensure_ascii=ascii, separators=(",", ":")) == text:
            return json.dumps(made, ensure_ascii=ascii, separators=(",", ":"))
    return json.dumps(made, ensure_ascii=False)
