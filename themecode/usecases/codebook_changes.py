"""Changing a codebook: each change is one entry of the history, and can be undone.

Each makes a new version of the codebook. A code that is added, split off or given another meaning is new
*since* that version, and documents completed before it are to be read again (see `usecases.revisiting`).

A codebook is everyone's, so merging and splitting touch the codings of all coders. A closed round is frozen
for whoever codes; only merging, and moving to another codebook, reach into it, because the code its codings
stand on would otherwise be gone and its counts with it. The summary says how many codings that were.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from themecode.core.errors import InputError, NotFoundError, RefusedError
from themecode.core.localized import Texts as Wording
from themecode.core.summaries import kind_word, some_codings
from themecode.storage import codebook_rows
from themecode.storage.codebook_rows import Candidate, Recoded
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries.codes import CodeRow
from themecode.usecases.code_texts import Examples, with_examples, with_part
from themecode.usecases.codebook_edits import NewCode, Place, changing, place_of
from themecode.usecases.making_codes import (
    LAST,
    code_key,
    free_key,
    free_place,
    known_kind,
    label_wording,
    make_code,
    tidy_label,
)
from themecode.usecases.study import Study

__all__ = ["Recoded"]


@dataclass(frozen=True)
class SplitOff:
    """A code split off another."""

    code: CodeRow
    codings: int
    """Codings it was given."""
    left: int
    """Codings that the search found in closed rounds, which stayed."""


def add_code(
    study: Study,
    label: Wording,
    *,
    key: str | None = None,
    codebook: str | None = None,
    parent: str | None = None,
    kind: str = "code",
    position: int | None = None,
) -> CodeRow:
    """Make a code from its label, under ``parent`` or at the top of a codebook, and return it.

    The codebook is by default the first, or a new one named ``koder``; the place, among siblings from 0,
    the last; the key is made from the label. Raises InputError for an empty label or impossible key or kind,
    NotFoundError for an unknown codebook or parent, RefusedError for a key that is taken.
    """
    label = label_wording(label)
    with changing(study, "new code") as edits:
        key = make_code(edits, label, key=key, codebook=codebook, parent=parent, kind=kind, position=position)
        edits.entry.describe(study.say("new code", code=key))
    return study.find_code(key)


def rename_code(study: Study, code: str, key: str) -> CodeRow:
    """Give a code another key. Raises NotFoundError, InputError for an impossible key, RefusedError for a taken one."""
    with changing(study, "rename code") as edits:
        row = edits.find(code)
        edits.rename(row.id, free_key(edits, key, holder=row))
        edits.entry.describe(study.say("rename code", old=code, code=key))
    return study.find_code(key)


def relabel(study: Study, code: str, label: Wording) -> CodeRow:
    """Give a code another label: one for all languages, or one in each language named.

    Raises NotFoundError, InputError where no label would be left.
    """
    with changing(study, "relabel code") as edits:
        row = edits.find(code)
        texts = with_part({text.language: text for text in row.texts}, "label", tidy_label(label))
        if not any(text.label for text in texts.values()):
            raise InputError("a code needs a name", code, "write one")
        edits.write_texts(row.id, texts)
        edits.entry.describe(study.say("relabel code", code=code))
    return study.find_code(code)


def redefine(
    study: Study,
    code: str,
    *,
    definition: Wording | None = None,
    include: Wording | None = None,
    exclude: Wording | None = None,
    examples: Examples | None = None,
    revisit: bool = True,
) -> CodeRow:
    """Change what a code says of itself; parts left out stay as they are.

    Each part is one text for all languages, or one in each language named (``""`` takes it away). A new
    meaning makes documents completed before it due for reading again, unless ``revisit`` is off because
    only the wording changed. Raises NotFoundError.
    """
    with changing(study, "redefine code") as edits:
        row = edits.find(code)
        texts = {text.language: text for text in row.texts}
        for part, value in (("definition", definition), ("include", include), ("exclude", exclude)):
            if value is not None:
                texts = dict(with_part(texts, part, value))
        if examples is not None:
            texts = dict(with_examples(texts, examples))
        edits.write_texts(row.id, texts, revisit=revisit)
        edits.entry.describe(study.say("redefine code", code=code))
    return study.find_code(code)


def move_code(
    study: Study, code: str, *, parent: str | None = None, codebook: str | None = None, position: int | None = None
) -> CodeRow:
    """Move a code with all below it: under ``parent``, or to the top of a codebook (default: its own).

    ``position`` counts its new siblings from 0 (default: last). In another codebook its codings come
    along; the documents they stand on count as completed with it, and are to be read again with its other
    codes. Raises NotFoundError, RefusedError for a place below itself.
    """
    with changing(study, "move code") as edits:
        row = edits.find(code)
        stays = parent is None and codebook is None
        place = Place(row.codebook_id, None) if stays else free_place(edits, parent, codebook)
        edits.place(row.id, place, LAST if position is None else position)
        books = {book.id: book.key for book in code_queries.codebooks(study.connection)}
        edits.entry.describe(study.say("move code", code=code, place=parent or books[place.codebook_id]))
    return study.find_code(code)


def change_kind(study: Study, code: str, kind: str) -> CodeRow:
    """Make a code a code, category or theme. Raises NotFoundError, InputError for an unknown kind."""
    with changing(study, "change kind") as edits:
        row = edits.find(code)
        edits.change(row.id, kind=known_kind(kind))
        old, new = kind_word(row.kind, study.language), kind_word(kind, study.language)
        edits.entry.describe(study.say("change kind", code=code, old=old, kind=new))
    return study.find_code(code)


def merge_codes(study: Study, source: str, target: str) -> Recoded:
    """Merge one code into another and return how many codings were its own.

    Codings of the same span, coder and round become one, with the memos and condensations of both. What
    stood below the source stands below the target. Completions are untouched (from another codebook they
    are carried over, see `move_code`). Codings in closed rounds are merged too: see this module's text.

    Raises NotFoundError, InputError for a code with itself, RefusedError for a target that cannot be used.
    """
    if source == target:
        raise InputError("a code cannot be merged with itself", source, "name two codes")
    with changing(study, "merge codes") as edits:
        gone, kept = edits.find(source), edits.find(target)
        refuse_target(study, [gone], kept)
        recoded = edits.merge(gone.id, kept.id)
        codings = some_codings(recoded.codings, study.language, frozen=recoded.frozen)
        edits.entry.describe(study.say("merge codes", source=source, target=target, codings=codings))
    return recoded


def split_code(
    study: Study,
    source: str,
    label: Wording,
    *,
    codings: Collection[int | str] = (),
    search: str | None = None,
    key: str | None = None,
) -> SplitOff:
    """Split a new code off another, beside it, and hand it codings: those named, or those a search finds.

    ``codings`` are ids or uuids of codings of ``source``; ``search`` is a text that the coded passage must
    hold, in capitals or not. The codings of all coders are searched. Those in closed rounds stay.

    Raises NotFoundError for an unknown code or coding, InputError where nothing was chosen or a name is
    impossible, RefusedError where the search finds nothing, or a named coding stands in a closed round.
    """
    label = label_wording(label)
    if bool(codings) == bool(search and search.strip()):
        raise InputError("say which codings go to the new code", source, "name the codings, or a text to search for")
    with changing(study, "split code") as edits:
        row = edits.find(source)
        candidates = codebook_rows.codings_of_code(study.connection, row.id)
        if search:
            found = [each for each in candidates if each.holds(search)]
            chosen = [each for each in found if not each.frozen]
        else:
            chosen = found = _named(candidates, codings, source)
        if not chosen:
            raise RefusedError("no coding of this code, in an open round, holds the text", source, "search for another")
        place = place_of(row)
        parent = edits.codes[place.parent_id].key if place.parent_id else source.rpartition(".")[0]
        key = free_key(edits, key) if key else code_key(edits, label, parent)
        new = NewCode(key, with_part({}, "label", label), row.kind)
        made = edits.add(new, place, edits.siblings(place).index(row.id) + 1)
        handed = codebook_rows.hand_over(edits.entry, [each.id for each in chosen], made)
        left = len(found) - len(chosen)
        some = some_codings(handed, study.language, left=left)
        edits.entry.describe(study.say("split code", source=source, code=key, codings=some))
    return SplitOff(study.find_code(key), handed, left)


def retire_code(study: Study, code: str) -> CodeRow:
    """Take a code out of use: its codings stay and count, but it is put on no more text. Raises NotFoundError."""
    return _set_retired(study, code, retired=True)


def unretire_code(study: Study, code: str) -> CodeRow:
    """Take a retired code into use again. Raises NotFoundError."""
    return _set_retired(study, code, retired=False)


def _set_retired(study: Study, code: str, *, retired: bool) -> CodeRow:
    action = "retire code" if retired else "unretire code"
    with changing(study, action) as edits:
        edits.change(edits.find(code).id, retired=retired)
        edits.entry.describe(study.say(action, code=code))
    return study.find_code(code)


def refuse_target(study: Study, gone: Iterable[CodeRow], kept: CodeRow) -> None:
    """Raise RefusedError where codes cannot be merged into another."""
    if kept.retired:
        raise RefusedError("this code is retired", kept.key, "take it into use again, or merge into another code")
    if not kept.codable and codebook_rows.codings_on(study.connection, [row.id for row in gone]):
        raise RefusedError("this code only groups others and is not put on text", kept.key, "merge into one below it")


def _named(candidates: Iterable[Candidate], names: Collection[int | str], source: str) -> list[Candidate]:
    known = {name: each for each in candidates for name in (each.id, each.uuid)}
    if missing := [str(name) for name in names if name not in known]:
        raise NotFoundError("there is no such coding of this code", f"{source}: {', '.join(missing[:5])}", "check it")
    chosen = list({known[name].id: known[name] for name in names}.values())
    if any(each.frozen for each in chosen):
        raise RefusedError("the round of this coding is closed", source, "choose codings in open rounds")
    return chosen
